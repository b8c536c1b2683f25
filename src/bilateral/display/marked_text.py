"""A document with its rows marked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..headlines.words import KINDS
from ..wording import count
from .html import plain, rendered
from .sentences import Sentences

if TYPE_CHECKING:
    from ..corpus import Corpus


class MarkedText:
    """
    A document with the sentences marked that gave rows, as in a report; safe against markup in the text.

    Parameters
    ----------
    corpus : corpus.Corpus
    source : str
    """

    def __init__(self, corpus: Corpus, source: str) -> None:
        self.sentences, self.source, self.label = Sentences(corpus, claims=False), source, corpus.labels[source]

    def rows(self, sentence: str) -> str:
        """Say what rows a sentence gave; '' where it gave none."""
        tables = [place.table for place in self.sentences.held[sentence] if place.table in KINDS]
        counts = {name: tables.count(name) for name in tables}
        return ", ".join(
            count(n, KINDS[name]["one"], KINDS[name]["several"]) if n > 1 else KINDS[name]["one"]
            for name, n in counts.items()
        )

    def _repr_html_(self) -> str:
        return rendered("marked", text=self)

    def __repr__(self) -> str:
        numbers = [
            number for number in self.sentences.spans.index if self.sentences.spans.at[number, "source"] == self.source
        ]
        return f"{plain(self.label)}: {len(numbers)} sentences with rows, dates or amounts."
