"""Cells: the parts of a table row, and what the header says of each column."""

import re

from ..documents.sentences import Sentence
from ..text import words_of
from .clauses import Reading

_SPARE = re.compile(r"[\W_]*(?:\(\w{1,8}\.?\)|\[\w+\])?[\W_]*")


def spans(text):
    """The spans of a table row's cells, without the empty ones that lines at its ends make."""
    edges = [-1, *(m.start() for m in re.finditer(r"\|", text)), len(text)]
    spans = [(a + 1, b) for a, b in zip(edges, edges[1:], strict=False)]
    first, last = text.lstrip().startswith("|"), text.rstrip().endswith("|")
    return spans[first : len(spans) - last]


def goes_on(before, reading):
    """Whether a table row goes on the table of the stretch before it, which may be the prose in that row's last cell."""
    if before is None:
        return False
    folded = reading.document.folded
    line = folded[folded.rfind("\n", 0, before.start) + 1 : reading.start]
    return line.count("\n") == 1 and "|" in line


def kinds(text, patterns):
    """What each cell of a header row names: the first of some patterns (kind → compiled pattern), or None."""
    return [next((k for k, p in patterns.items() if p.search(text[a:b])), None) for a, b in spans(text)]


def part(reading, a, b):
    """A part of a sentence, such as a cell, as a reading of its own."""
    a += len(reading.text[a:b]) - len(reading.text[a:b].lstrip())
    b -= len(reading.text[a:b]) - len(reading.text[a:b].rstrip())
    sentence = Sentence(reading.start + a, reading.start + b, reading.sentence.kind, reading.sentence.heading)
    dates = [d._replace(start=d.start - a, end=d.end - a) for d in reading.dates if a <= d.start < b]
    lower = reading.lower[a:b]
    words = words_of(lower)
    return Reading(
        reading.document, sentence, reading.text[a:b], lower, words, dates, reading.names, refusals=reading.refusals
    )


def is_date(cell):
    """Whether a cell holds one date and nothing else but a note."""
    if len(cell.dates) != 1:
        return False
    date = cell.dates[0]
    return bool(_SPARE.fullmatch(cell.text[: date.start]) and _SPARE.fullmatch(cell.text[date.end :]))
