"""Rows at a time: marks as exact as their dates, on lines with their words, or packed in a lane where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from .drawing import Drawing
from .placing import beside, levels, named
from .style import BESIDE, LINE, NAMES, SMALL, VERDICTS
from .text_layout import fit, fitting, width
from .time_axis import YEAR, TimeAxis, ends, num_or_none

OPEN = 30.0  # how far a bar reaches on an open side
STEP, STACK = 13.0, 17.0  # from mark to mark where they are packed, and in the stack of a line
BAR = 14.0  # how wide a date must be to be drawn as a bar


class Mark(NamedTuple):
    """A row at a time, with the verdict on it: `since` and `until` are the limits of its date in years, None where open."""

    row: str
    since: float | None
    until: float | None
    verdict: str = ""

    @classmethod
    def of(cls, name: str, row: Any, verdict: str = "") -> Mark:
        """Make the mark of a row with the columns `earliest` and `latest`, one of them not NaT."""
        return cls(name, num_or_none(row.earliest), num_or_none(row.latest), verdict)

    @property
    def known(self) -> list[float]:
        """The limits of its date that are known."""
        return [year for year in (self.since, self.until) if year is not None]

    @property
    def at(self) -> float:
        """The middle of its date; of an open one the known limit."""
        return sum(self.known) / len(self.known)

    def span(self, axis: TimeAxis) -> tuple[float, float]:
        """Say from where to where it is drawn."""
        x = axis.x(self.at)
        left = x - OPEN if self.since is None else axis.x(self.since)
        right = x + OPEN if self.until is None else axis.x(self.until)
        half = STEP / 2
        return (min(left, x - half), max(right, x + half)) if right - left >= BAR else (x - half, x + half)

    def draw(self, sheet: Drawing, axis: TimeAxis, y: float, size: float = 5.0) -> None:
        """Draw a bar as wide as the date is vague, with an arrowhead where it is open, and the sign of the verdict."""
        left, right = self.span(axis)
        sign, color = VERDICTS.get(self.verdict, VERDICTS["not covered"])
        if right - left > STEP:
            start, end = [(left, y - 3), (left, y + 3)], [(right, y + 3), (right, y - 3)]
            if self.since is None:
                start = [(left + 5, y - 3), (left, y), (left + 5, y + 3)]
            if self.until is None:
                end = [(right - 5, y + 3), (right, y), (right - 5, y - 3)]
            sheet.polygon([*start, *end], "pale" if color == "rel" else "paper", color, self.row)
        sheet.sign(sign, axis.x(self.at), y, color, self.row, size, STEP / 2)


class Line(NamedTuple):
    """Marks of one event, and its words, the fullest first."""

    marks: tuple[Mark, ...]
    texts: tuple[str, ...]


class Lane(NamedTuple):
    """A name, and the lines or, where they are too many for words, the marks under it."""

    name: str
    lines: tuple[Line, ...]

    @property
    def marks(self) -> list[Mark]:
        """All marks of its lines."""
        return [mark for line in self.lines for mark in line.marks]


def draw(sheet: Drawing, lanes: Sequence[Lane], period: tuple[Any, Any], packed: bool) -> None:
    """Draw lanes one under the other, over a period: a line for each event, or all marks packed without words."""
    seen = [year for lane in lanes for mark in lane.marks for year in mark.known]
    axis = TimeAxis(*ends(seen, period), NAMES if sheet.wide > BESIDE else 8.0, sheet.wide - 14)
    y = 4.0
    for lane in lanes:
        names = named(sheet, lane.name)
        sheet.lines(0, y + 12, names, bold=True)
        top = y + LINE * len(names)
        y += 0 if sheet.wide > BESIDE else LINE + 6
        y = _pack(sheet, lane.marks, axis, y) if packed else _stack(sheet, lane, axis, y)
        y = max(y, top) + 8
        if lane is not lanes[-1]:
            sheet.line([(0, y - 3), (sheet.wide, y - 3)], "rule")
    axis.draw(sheet, 0, y)
    sheet.height = y + 20


def _pack(sheet: Drawing, marks: list[Mark], axis: TimeAxis, y: float) -> float:
    stacked = levels([mark.span(axis) for mark in marks])
    bottom = y + (max(stacked, default=0) + 1) * STEP
    for mark, level in zip(marks, stacked, strict=True):
        mark.draw(sheet, axis, bottom - (level + 0.5) * STEP, 4)
    return bottom + 4


def _stack(sheet: Drawing, lane: Lane, axis: TimeAxis, y: float) -> float:
    """Draw the lines of a lane one under the other, in time."""
    for line in sorted(lane.lines, key=lambda line: min(mark.at for mark in line.marks)):
        y = _line(sheet, line, axis, y)
    return y


def _line(sheet: Drawing, line: Line, axis: TimeAxis, y: float) -> float:
    """Draw the marks of an event, with its words right of them, left of them, or over them."""
    spans = [mark.span(axis) for mark in line.marks]
    stacked, row = levels(spans), line.marks[0].row
    whole = min(left for left, _ in spans), max(right for _, right in spans)
    tall = (max(stacked) + 1) * STACK + 3
    if label := beside(line.texts, whole, (axis.left, y, sheet.wide, y + tall), [y + tall / 2]):
        sheet.text(label.x, label.y, label.text, SMALL, anchor=label.anchor, row=row)
    else:
        text = fitting(line.texts, sheet.wide, SMALL) or fit(line.texts[-1], sheet.wide, SMALL)
        sheet.text(min(max(whole[0], 0), sheet.wide - width(text, SMALL)), y + 8, text, SMALL, row=row)
        y += 15
    for mark, level in zip(line.marks, stacked, strict=True):
        mark.draw(sheet, axis, y + tall / 2 + (level - max(stacked) / 2) * STACK)
    return y + tall


def vague(earliest: pd.Series, latest: pd.Series) -> bool:
    """Say whether a date is open, or vague by more than a year."""
    return not latest.sub(earliest).dt.days.le(YEAR).all()
