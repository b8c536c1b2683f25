"""Rows at a time: marks as exact as their dates, on lines with their words, or packed in a lane where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .drawing import LABEL, SMALL, VERDICTS, Drawing
from .text_layout import fit, fitting, width, wrap
from .time_axis import YEAR, TimeAxis, num_or_none

NAMES = 150.0  # left of a time axis, where lanes are named beside it
BESIDE = 600.0  # the narrowest sheet on which they are
OPEN = 30.0  # how far a bar reaches on an open side
STEP, LINE = 13.0, 17.0  # from mark to mark where they are packed, and in the stack of a line
BAR = 14.0  # how wide a date must be to be drawn as a bar


@dataclass(frozen=True, slots=True)
class Mark:
    """A row at a time, with the verdict on it: `since` and `until` are the limits of its date in days, None where open."""

    row: str
    since: float | None
    until: float | None
    verdict: str = ""

    @classmethod
    def of(cls, name: str, row: Any, verdict: str = "") -> Mark:
        """Make the mark of a row with the columns `earliest` and `latest`, one of them not NaT."""
        return cls(name, num_or_none(row.earliest), num_or_none(row.latest), verdict)

    @property
    def at(self) -> float:
        """The middle of its date; of an open one the known limit."""
        known = [day for day in (self.since, self.until) if day is not None]
        return sum(known) / len(known)

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
            ends = [(left, y - 3), (left, y + 3)], [(right, y + 3), (right, y - 3)]
            if self.since is None:
                ends[0][:] = [(left + 5, y - 3), (left, y), (left + 5, y + 3)]
            if self.until is None:
                ends[1][:] = [(right - 5, y + 3), (right, y), (right - 5, y - 3)]
            sheet.polygon([*ends[0], *ends[1]], "pale" if color == "rel" else "paper", color, self.row)
        sheet.sign(sign, axis.x(self.at), y, color, self.row, size, STEP / 2)


@dataclass(frozen=True, slots=True)
class Line:
    """Marks of one event, and its words, the fullest first."""

    marks: tuple[Mark, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A name, and the lines or, where they are too many for words, the marks under it."""

    name: str
    lines: tuple[Line, ...]


def levels(marks: Sequence[Mark], axis: TimeAxis) -> list[int]:
    """Give each mark the lowest level on which it touches none of the others."""
    found, ends = [0] * len(marks), list[float]()
    for n in sorted(range(len(marks)), key=lambda n: marks[n].span(axis)):
        left, right = marks[n].span(axis)
        level = next((level for level, end in enumerate(ends) if end <= left), len(ends))
        ends[level : level + 1] = [right]
        found[n] = level
    return found


def draw(sheet: Drawing, lanes: Sequence[Lane], axis: TimeAxis, packed: bool) -> None:
    """Draw lanes one under the other: a line for each event, or all marks packed without words."""
    beside, y = sheet.wide > BESIDE, 4.0
    for lane in lanes:
        top = y
        if beside:
            lines = wrap(lane.name, NAMES - 14, LABEL, True, 3)
            for n, text in enumerate(lines):
                sheet.text(0, y + 12 + n * 15, text, bold=True)
            top += 15 * len(lines)
        else:
            sheet.text(0, y + 12, fit(lane.name, sheet.wide, LABEL, True), bold=True)
            y += 22
        if packed:
            y = _pack(sheet, [mark for line in lane.lines for mark in line.marks], axis, y)
        else:
            for line in sorted(lane.lines, key=lambda line: min(mark.at for mark in line.marks)):
                y = _line(sheet, line, axis, y)
        y = max(y, top) + 8
        if lane is not lanes[-1]:
            sheet.line([(0, y - 3), (sheet.wide, y - 3)], "rule")
    axis.draw(sheet, 0, y)
    sheet.height = y + 20


def time_axis(first: float, last: float, wide: float) -> TimeAxis:
    """Lay an axis right of the names, or over the whole sheet."""
    return TimeAxis(first, last, NAMES if wide > BESIDE else 8.0, wide - 14)


def _pack(sheet: Drawing, marks: list[Mark], axis: TimeAxis, y: float) -> float:
    stacked = levels(marks, axis)
    bottom = y + (max(stacked, default=0) + 1) * STEP
    for mark, level in zip(marks, stacked, strict=True):
        mark.draw(sheet, axis, bottom - (level + 0.5) * STEP, 4)
    return bottom + 4


def _line(sheet: Drawing, line: Line, axis: TimeAxis, y: float) -> float:
    """Draw the marks of an event, with its words right of them, left of them, or over them."""
    stacked = levels(line.marks, axis)
    spans = [mark.span(axis) for mark in line.marks]
    left, right = min(span[0] for span in spans), max(span[1] for span in spans)
    row = line.marks[0].row
    after, before = (fitting(line.texts, room - 4, SMALL) for room in (sheet.wide - right, left - axis.left))
    after = after if len(after) >= len(before) else ""
    tall = (max(stacked) + 1) * LINE + 3
    if after or before:
        x, text, anchor = (right + 5, after, "start") if after else (left - 5, before, "end")
        sheet.text(x, y + tall / 2, text, SMALL, anchor=anchor, row=row)
    else:
        text = fitting(line.texts, sheet.wide, SMALL) or fit(line.texts[-1], sheet.wide, SMALL)
        x = min(max(left, 0), sheet.wide - width(text, SMALL))
        sheet.text(x, y + 8, text, SMALL, row=row)
        y += 15
    for mark, level in zip(line.marks, stacked, strict=True):
        mark.draw(sheet, axis, y + tall / 2 + (level - max(stacked) / 2) * LINE)
    return y + tall


def vague(rows: pd.DataFrame) -> bool:
    """Say whether a date is open, or vague by more than a year."""
    return not rows["latest"].sub(rows["earliest"]).dt.days.le(YEAR).all()
