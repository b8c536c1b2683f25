"""Lines cut into the stretches that are read as one."""

from itertools import pairwise, takewhile
from typing import NamedTuple

from . import patterns

_IS = patterns.load("sentences")
#: What an entry of a list begins with.
MARKER = patterns.compiled("{marker}")


#: A date that leads an entry is not longer.
_LEADING = 30


class Sentence(NamedTuple):  # one of many: made in a third of the time of a frozen dataclass
    """A stretch of text that is read as one: a sentence, a list entry, a heading, a table row."""

    start: int
    end: int
    kind: str  # title, heading, prose, list, table
    heading: str = ""


def split(folded: str, start: int, end: int, kind: str, heading: str) -> list[Sentence]:
    """Cut a line into sentences (prose, list entries, cells of prose) or keep it whole (headings, table rows)."""
    if kind in ("prose", "list") and (marks := [*_IS.entries.finditer(folded, start + 1, end)]):
        entries = zip([start, *(m.end() for m in marks)], [*(m.start() for m in marks), end])
        return [sentence for a, b in entries for sentence in split(folded, a, b, "list", heading)]
    cells = _prose_cells(folded, start, end) if kind == "table" else []
    if kind in ("prose", "list") and (marker := MARKER.match(folded, start, end)):
        start = marker.end()
    sentences = _split(folded, start, cells[0] if cells else end, kind, heading)
    for a, b in pairwise([*cells, end]):
        sentences += _split(folded, a + 1, b, "prose", heading)
    return sentences


def _prose_cells(folded: str, start: int, end: int) -> list[int]:
    """Return where the cells begin (at their lines) that hold prose: the last cells of a table row."""
    cells = [cell.span() for cell in _IS.cell.finditer(folded, start, end)]
    return [a for a, _ in takewhile(lambda span: _IS.prose_cell.match(folded, *span), reversed(cells))][::-1]


def _goes_on(folded: str, start: int, at: int, end: int) -> bool:
    """Whether a sentence goes on after a stop: of an abbreviation, in a date, or after one that leads an entry."""
    dated = folded[at - 1].isdigit() and _IS.dated.search(folded, max(start, at - 16), min(end, at + 24))
    return bool(
        (dated and dated.start() < at < dated.end())
        or _IS.abbreviation.search(folded, max(start, at - 11), at + 1)
        or (at - start < _LEADING and _IS.leading.fullmatch(folded, start, at))
    )


def _split(folded: str, start: int, end: int, kind: str, heading: str) -> list[Sentence]:
    """Cut a stretch, if it is one of prose, where sentences end; without the space around them."""
    cuts, sentences = [start], []
    if kind in ("prose", "list", "title"):
        for match in _IS.end.finditer(folded, start, end):
            at = match.start()
            if not _goes_on(folded, start, at, end):
                cuts.append(match.end())
    for a, b in pairwise([*cuts, end]):
        text = folded[a:b].lstrip()
        first = b - len(text)
        if text := text.rstrip():
            sentences.append(Sentence(first, first + len(text), kind, heading))
    return sentences
