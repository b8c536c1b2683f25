"""What every chart asks of its corpus: the states, the period, the sources, the record, and what a mark says."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import headlines
from ..dates.periods import period
from ..files import SourceError
from ..wording import clean, count, listing
from .chart import Chart, layout
from .drawing import WORDS, Drawing

if TYPE_CHECKING:
    from ..corpus import Corpus

#: The source of phases that all sources together give.
ALL = "all"
QUOTE = 200  # characters of a quote in a title
NAMED = 8  # marks that an alternative text names
BY_SOURCE = ("sources", "events", "phases", "figures", "visits", "items", "unread")
SIGNS = {"contradicted": "✕", "disputed": "◆", "supported": "●", "not covered": "○"}
DATED = ("events", "visits", "figures")
PARAMETERS = """

Parameters
----------
corpus : Corpus
    On one dyad.
start, end : int or str, optional
    Years, or ISO dates; by default the corpus' own period.
sources : list of str, optional
    The sources to show; by default all.
width : {"wide", "narrow"}
    For a page, or for a phone.
large : bool
    For a projector.

Returns
-------
Chart

Raises
------
SourceError
    If the corpus is on several dyads, or a limit, a source or the width is none.
"""


@dataclass(frozen=True)
class View:
    """A corpus as a chart of some name draws it."""

    name: str
    corpus: Corpus
    layout: str
    part: bool  # whether some sources were left out

    @property
    def states(self) -> tuple[str, str]:
        """The two states."""
        one, other = self.corpus.pair
        return clean(one, 40), clean(other, 40)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Source → its name."""
        return {source: clean(label, 60) for source, label in self.corpus.labels.items()}

    @cached_property
    def period(self) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """The first and the last day; None where open."""
        return period(self.corpus.start, self.corpus.end)

    def said(self, row: Any, words: str) -> str:
        """Write what a mark says: its words, its quote and its source."""
        return f"{clean(words)}: “{clean(row.quote, QUOTE)}” – {self.labels.get(row.source, clean(row.source))}"

    def evidence(self, table: str, *kinds: str) -> pd.DataFrame:
        """The evidence from the rows of a table, in claims of some kinds, by the labels of the rows."""
        claims, evidence = self.corpus.claims, self.corpus.evidence
        of = evidence["claim"].map(claims["kind"]).isin(kinds) & evidence["table"].eq(table).fillna(False)
        return evidence[of].drop_duplicates("row").set_index("row")

    def chart(
        self,
        rows: pd.DataFrame,
        titles: dict[str, str],
        draw: Callable[[Drawing], None],
        **more: str,
    ) -> Chart:
        """
        Make a chart with its words.

        Parameters
        ----------
        key, note : str, optional
            What its signs mean; what else is to be known.
        layout : str, optional
            In place of the one asked for.
        """
        table = "figures" if self.name == "trade" else self.name
        headline, subtitle = getattr(headlines, table)(self.corpus), headlines.subtitle(self.corpus, table)
        if titles or len(rows) or len(getattr(self.corpus, table)):
            subtitle = f"{subtitle} {more.get('key', '')}".strip()
        else:
            subtitle = headlines.missing(self.corpus, table)
        bare = headlines.undated(self.corpus, table) if table in DATED else ""
        note = " ".join(filter(None, [bare, more.get("note", "")]))
        shape = self.layout if self.layout == "large" else more.get("layout", self.layout)
        own = [title.split(": “")[0] for row, title in titles.items() if not row.startswith("record-")]
        named = f"{count(len(own), 'mark')}: {'; '.join(own[:NAMED])}{'; …' * (len(own) > NAMED)}." if own else ""
        alt = " ".join(filter(None, [f"{headline}.", subtitle, named, note]))
        return Chart(self.name, headline, subtitle, note, alt, rows, titles, draw, shape)


def key(verdicts: Iterable[str]) -> str:
    """Name the signs of some verdicts."""
    found = {*verdicts}
    used = [f"{SIGNS[verdict]} {words}" for verdict, words in WORDS.items() if verdict in found]
    return f"{', '.join(used)}." if used else ""


def view(
    name: str, corpus: Corpus, start: Any, end: Any, sources: Iterable[str] | None, width: str, large: bool
) -> View:
    """Check what a chart is asked for, and choose from the corpus."""
    shape, whole = layout(width, large), corpus
    if start is not None or end is not None:
        limits = {"start": corpus.start if start is None else start, "end": corpus.end if end is None else end}
        corpus = corpus.select(None, **limits)
    _ = corpus.pair  # there has to be one
    known = corpus.sources["source"]
    if sources is not None:
        wanted = [sources] if isinstance(sources, str) else [*sources]
        for source in wanted:
            if source not in set(known):
                raise SourceError(f"sources: {source!r} is none of: {listing(known, most=8)}")
        corpus = replace(
            corpus, **{name: (table := getattr(corpus, name))[table["source"].isin(wanted)] for name in BY_SOURCE}
        )
    if corpus is not whole:
        corpus = corpus.with_claims(*_claims_of_part(corpus, whole))
    return View(name, corpus, shape, len(corpus.sources) < len(known))


def _claims_of_part(corpus: Corpus, whole: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the claims that a part of a corpus has evidence of, and the evidence, with their labels and verdicts."""
    evidence = whole.evidence
    kept = evidence["source"].isin(corpus.sources["source"])
    for name in ("events", "visits", "figures"):
        kept &= ~evidence["table"].eq(name).fillna(False) | evidence["row"].isin(getattr(corpus, name).index)
    evidence = evidence[kept]
    return whole.claims[whole.claims.index.isin(evidence["claim"])], evidence


def chart(make: Callable[[View], Chart]) -> Callable[..., Chart]:
    """Make a function that draws a view one that takes a corpus, as all charts do."""

    def drawn(
        corpus: Corpus,
        *,
        start: int | str | None = None,
        end: int | str | None = None,
        sources: Sequence[str] | None = None,
        width: str = "wide",
        large: bool = False,
    ) -> Chart:
        return make(view(make.__name__, corpus, start, end, sources, width, large))

    drawn.__name__ = drawn.__qualname__ = make.__name__
    drawn.__module__, drawn.__doc__ = make.__module__, inspect.cleandoc(make.__doc__ or "") + PARAMETERS
    return drawn
