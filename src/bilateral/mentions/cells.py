"""Cells: the parts of a table row, and what the header says of each column."""

import re
from collections.abc import Mapping

from ..documents.sentences import Sentence
from ..text import words_of
from .clauses import Reading, moved

_SPARE = re.compile(r"[\W_]*(?:\(\w{1,8}\.?\)|\[\w+\])?[\W_]*")


def spans(text: str) -> list[tuple[int, int]]:
    """The spans of a table row's cells, without the empty ones that lines at its ends make."""
    ends = [i for i, sign in enumerate(text) if sign == "|"]
    found = list(zip([0, *(i + 1 for i in ends)], [*ends, len(text)], strict=True))
    first, last = text.lstrip().startswith("|"), text.rstrip().endswith("|")
    return found[first : len(found) - last]


def goes_on(before: Reading | None, reading: Reading) -> bool:
    """Whether a table row goes on the table of the stretch before it, which may be the prose in that row's last cell."""
    if before is None:
        return False
    folded = reading.document.folded
    line = folded[folded.rfind("\n", 0, before.start) + 1 : reading.start]
    return line.count("\n") == 1 and "|" in line


def kinds(text: str, patterns: Mapping[str, re.Pattern]) -> list[str | None]:
    """What each cell of a header row names: the first of some patterns (kind → compiled pattern), or None."""
    return [next((k for k, p in patterns.items() if p.search(text[a:b])), None) for a, b in spans(text)]


def part(reading: Reading, a: int, b: int) -> Reading:
    """A part of a sentence, such as a cell, as a reading of its own."""
    text = reading.text[a:b]
    a += len(text) - len(text.lstrip())
    b = a + len(text.strip())
    whole = reading.sentence
    sentence = Sentence(reading.start + a, reading.start + b, whole.kind, whole.heading)
    dates = [moved(d, -a) for d in reading.dates if a <= d.start < b]
    text, lower = reading.text[a:b], reading.lower[a:b]
    words = words_of(lower)
    return Reading(reading.document, sentence, text, lower, words, dates, reading.names, refusals=reading.refusals)


def is_date(cell: Reading) -> bool:
    """Whether a cell holds one date and nothing else but a note."""
    if len(cell.dates) != 1:
        return False
    date = cell.dates[0]
    return bool(_SPARE.fullmatch(cell.text[: date.start]) and _SPARE.fullmatch(cell.text[date.end :]))
