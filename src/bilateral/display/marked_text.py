"""A document with its rows marked in place, and text made safe to stand in a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..headlines.words import KINDS

if TYPE_CHECKING:
    from ..corpus import Corpus

#: What turns the order of the characters after it: Unicode's explicit embeddings, overrides and isolates.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LONG, _SPACE = re.compile(r"\S{40}(?=\S{20})"), re.compile(r"\s+")
_ASIDE = "color:#6b6b6b;text-decoration:line-through"


def escaped(text: object) -> str:
    """
    Write a text as HTML that shows its characters and does nothing else.

    Markup is escaped; what would turn the order of the words after it stands in a box of its own, where it turns
    nothing; a word too long for a line may be broken. The text of the HTML is the text, character for character.
    """
    text = _LONG.sub("\\g<0>\0", str(text).replace("\0", "\ufffd"))
    return _TURNS.sub(r'<bdi style="display:inline-block">\g<0></bdi>', html.escape(text).replace("\0", "<wbr>"))


def plain(text: str) -> str:
    """Write a text on one line of a terminal; control characters are named there and not sent."""
    return _CONTROLS.sub(lambda m: f"<U+{ord(m[0]):04X}>", _SPACE.sub(" ", text))


class _Piece(NamedTuple):
    """A stretch of a document: its text, the tables that quote it, and whether it was set aside."""

    text: str
    tables: Sequence[str] = ()
    aside: bool = False


class MarkedText:
    """
    A document with its rows marked in place; safe against markup in the text.

    Parameters
    ----------
    corpus : corpus.Corpus
    source : str
    """

    #: Table → background, light enough for black text (contrast over 10:1).
    COLOURS = {"events": "#cfe3f3", "visits": "#f6dcc7", "figures": "#fbeaa8", "items": "#dcefd2"}
    #: Table → the line under its words, for whoever can't tell the colours, or prints without them.
    LINES = {"events": "solid", "visits": "dashed", "figures": "double", "items": "dotted"}

    def __init__(self, corpus: Corpus, source: str) -> None:
        self.text, self.source, self.aside = corpus.texts[source], corpus.labels[source], corpus.aside[source]
        self.spans: dict[tuple[int, int], list[str]] = {}
        for name in self.COLOURS:
            rows = getattr(corpus, name)
            for span in rows.loc[rows["source"] == source, ["char_start", "char_end"]].itertuples(
                index=False, name=None
            ):
                self.spans.setdefault(span, []).append(name)

    def _pieces(self) -> Iterator[_Piece]:
        """Give the text in order, cut where marks begin and end."""
        spans = [
            *((a, b, names, False) for (a, b), names in self.spans.items()),
            *((a, b, [], True) for a, b in self.aside),
        ]
        at = 0
        for start, end, names, aside in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= at:
                yield _Piece(self.text[at:start])
                yield _Piece(self.text[start:end], names, aside)
                at = end
        yield _Piece(self.text[at:])

    def _style(self, name: str, background: str) -> str:
        line = f"text-decoration:underline {self.LINES[name]} #595959;text-underline-offset:3px"
        return f"color:#000;{line};background:{background}"

    def _mark(self, piece: _Piece) -> str:
        words = escaped(piece.text)
        if piece.aside:
            return f'<span style="{_ASIDE}">{words}</span>'
        if not piece.tables:
            return words
        counts = {name: piece.tables.count(name) for name in piece.tables}
        rows = ", ".join(f"{n} {KINDS[name][1]}" if n > 1 else KINDS[name][0] for name, n in counts.items())
        width = 100 // len(counts)
        stops = (f"{self.COLOURS[name]} {i * width}% {(i + 1) * width}%" for i, name in enumerate(counts))
        style = self._style(piece.tables[0], f"linear-gradient(90deg, {', '.join(stops)})")
        return f'<mark style="{style}" title="{html.escape(rows)}">{words}</mark>'

    def _repr_html_(self) -> str:
        legend = " ".join(
            f'<mark style="{self._style(name, colour)}">{html.escape(KINDS[name][1])}</mark>'
            for name, colour in self.COLOURS.items()
        )
        pieces = "".join(map(self._mark, self._pieces()))
        style = "white-space:pre-wrap;overflow-wrap:anywhere;max-width:46rem"
        return (
            f'<p>{legend} <span style="{_ASIDE}">set aside</span></p>'
            f'<div class="tex2jax_ignore mathjax_ignore" style="{style}">{pieces}</div>'
        )

    def __repr__(self) -> str:
        marked = sum(map(len, self.spans.values()))
        return f"{plain(self.source)}: {marked} rows marked in {len(self.spans)} places, {len(self.aside)} stretches set aside."
