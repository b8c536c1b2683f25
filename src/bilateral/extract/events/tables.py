"""Events of dates that stand alone: in a table's cell, or after a label."""

import re
from collections.abc import Iterator, Sequence

from ...dates import edtf
from ...dates.finder import Date
from ...documents.sentences import MARKER
from ...mentions.cells import kinds, spans
from ...mentions.clauses import Reading, inside
from ...rules import vocabulary
from ...states.names import Mention

_LABEL = re.compile("([A-Z][^:.;]{3,60}):")
_GRAMMAR = vocabulary.load().grammar
_WORD = re.compile("\\w")
Header = list[str | None]


def header_of(reading: Reading, before: Header) -> Header:
    """Return the event type that each column of a table holds, from its header row; a line of dashes keeps the one before."""
    if not _WORD.search(reading.text):
        return before
    return kinds(reading.text, vocabulary.load().headers)


def cells(reading: Reading, header: Header) -> Iterator[dict]:
    """Give the events of the dates that stand alone in a cell, by their column; a second one is a restoration."""
    edges = spans(reading.text)
    first = [m for m in reading.within(*edges[0]) if m.kind == "name"] if edges else []
    if first and not any(inside(m, reading.pair) for m in first):
        return  # a row on another state
    if not header and first and _is_name_alone(first, reading.text, *edges[0]):
        header = ["established"] * len(edges)  # a table whose header is lost: a state, since when, notes
    for kind, (start, end) in zip(header, edges, strict=False):
        if kind:
            yield from _cell(reading, kind, start, end)


def _cell(reading: Reading, kind: str, start: int, end: int) -> Iterator[dict]:
    dates = [d for d in reading.dates if start <= d.start < end]
    for i, date in enumerate(dates if _are_alone(dates, reading.text, start, end) else ()):
        stated = "restored" if i and kind == "established" else kind
        row = {"type": stated, "actors": ", ".join(reading.pair), "mentions": 1, "rule": "events/table-cell"}
        yield reading.row(date) | row


def _is_name_alone(names: Sequence[Mention], text: str, start: int, end: int) -> bool:
    """Whether a cell holds nothing but a state's name."""
    return not _GRAMMAR.spare.sub("", text[start : names[0].start] + text[names[-1].end : end])


def _are_alone(dates: Sequence[Date], text: str, start: int, end: int) -> bool:
    """Whether a cell holds no words but its dates."""
    of_dates = sum(len(_GRAMMAR.spare.sub("", text[d.start : d.end])) for d in dates)
    return len(_GRAMMAR.spare.sub("", text[start:end])) <= of_dates


def labelled(reading: Reading) -> Iterator[dict]:
    """Give the event of a date that stands alone after its label: "Date of establishment: 11 January 1994"."""
    date, label = reading.dates[0], _LABEL.match(reading.text)
    bracket = reading.text.find(" (", max(date.end, 0))  # what stands in brackets after the date is said of it
    end = bracket if bracket >= 0 else len(reading.text)
    others = any(d.start < end for d in reading.dates[1:])
    if not label or others or not _GRAMMAR.alone.fullmatch(reading.text, date.end, end):
        return
    if not _GRAMMAR.alone.fullmatch(reading.text, label.end(1), max(date.start, 0)):
        return
    labels = vocabulary.load().labels.items()
    named = label[1], f"{MARKER.sub('', reading.sentence.heading)} {label[1]}"
    kind = next((kind for kind, pattern in labels if any(map(pattern.fullmatch, named))), None)
    if kind is None or not all(inside(m, reading.pair) for m in reading.mentions):
        return
    when = edtf.onset(date.edtf)
    row = reading.row(date) | {"date": when, **edtf.columns(when), "type": kind, "mentions": 1, "rule": "events/label"}
    row["actors"] = ", ".join(reading.pair_as_named)
    if kind.startswith("mission"):
        row["level"] = level_of(label[1], reading.text, kind)
    yield row


def level_of(mission: str, sentence: str, kind: str) -> str:
    """Return the level of a mission (embassy, legation, consulate, other) by what it is called."""
    levels, mission, sentence = vocabulary.load().levels, mission.lower(), sentence.lower()
    if kind == "mission_elevated":
        to = _GRAMMAR.raised_to.search(sentence)
        if to and any(pattern.search(to[1]) for pattern in levels.values()):
            mission = to[1]
        elif "embass" in sentence:
            mission = "embassy"
    return next((name for name, pattern in levels.items() if pattern.search(mission)), "other")
