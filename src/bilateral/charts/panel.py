"""A panel of amounts over years, from 0: a bar for each of the record, a sign for each of a document."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator

from .drawing import REACH, Drawing
from .placing import beside
from .style import SMALL, VERDICTS
from .text_layout import fit, width
from .time_axis import TimeAxis

OFF = 2.5  # times the record's highest year: what is more is off the scale
LEFT, TALL, HEAD = 46.0, 200.0, 30.0  # where the panel begins, its height, the room over it
COMMA = "if a decimal comma"
MANY = 30  # amounts: the signs of more are smaller
FEW = 6  # amounts that have words
SIZES = ((1e9, "Billion"), (1e6, "Million"), (1.0, ""))


class Amount(NamedTuple):
    """An amount of a document or of the record; `other` is the reading with a decimal comma, NaN without one."""

    row: str
    year: float
    value: float
    other: float = np.nan
    verdict: str = ""
    name: str = ""
    sign: str = ""


class Panel:
    """Amounts of documents and the record's years, in one unit, on a sheet: their scales, and what is drawn on them."""

    def __init__(self, sheet: Drawing, amounts: Sequence[Amount], years: Sequence[Amount], name: str) -> None:
        self.sheet, self.amounts, self.years = sheet, amounts, years
        known = [one.value for one in years]
        high = max(known, default=np.inf) * OFF
        stated = [value for one in amounts for value in (one.value, one.other) if value <= high]
        top = max([*known, *stated]) or 1.0
        self.off = [one for one in amounts if one.value > top]
        self.size, word = next(pair for pair in SIZES if top >= pair[0] or pair[0] == 1)
        self.title = f"{word} {name}".strip()
        self.ticks = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(0, top / self.size) * self.size  # pyright: ignore[reportOperatorIssue]
        drawn = [one.year for one in (*years, *amounts)]
        spare = max(0.5, (4 - max(drawn) + min(drawn)) / 2)
        self.axis = TimeAxis(min(drawn) - spare, max(drawn) + spare, LEFT, sheet.wide - 8)
        self.bottom = HEAD + 18 * len(self.off) + 8 + TALL

    def y(self, value: float) -> float:
        """Say where an amount lies."""
        return self.bottom - value / self.ticks[-1] * TALL

    def words(self, value: float) -> str:
        """Write an amount in the unit of the axis."""
        return f"{value / self.size:,.10g}"

    def draw(self) -> None:
        """Draw the axes, a bar for each year of the record, and a sign for each amount of a document."""
        sheet, half = self.sheet, (self.axis.x(self.axis.first + 1) - LEFT) * 0.39
        sheet.text(0, 10, fit(self.title, sheet.wide, SMALL), SMALL, "muted")
        for tick in self.ticks:
            y = self.y(tick)
            sheet.line([(LEFT, y), (sheet.wide - 8, y)], "rule" if tick else "ink")
            sheet.text(LEFT - 6, y, self.words(tick), SMALL, "muted", "end")
        for one in self.years:
            x = self.axis.x(one.year)
            sheet.box(x - half, self.y(one.value), x + half, self.bottom, "pale", "rel", one.row)
        for x, year in self.axis.ticks(38):
            sheet.text(x, self.bottom + 12, year, SMALL, "muted", "middle")
        for n, one in enumerate(self.off):
            self._off(one, HEAD + 18 * n)
        self._signs()
        sheet.height = self.bottom + 22

    def _off(self, one: Amount, y: float) -> None:
        """Draw an amount off the scale as an arrow with its words."""
        x, color = self.axis.x(one.year), VERDICTS[one.verdict][1]
        words = f"{self.words(one.value)} as printed, off the scale{one.sign}"
        left = x - 14 - width(words, SMALL, True) > 0
        self.sheet.sign("up", x, y, color, one.row, 7, 9)
        self.sheet.text(x - 14 if left else x + 14, y, words, SMALL, color, "end" if left else "start", True, one.row)

    def _signs(self) -> None:
        """Draw the amounts on the scale, and their other readings, which are hollow; with words where they are few."""
        readings = [
            (one, one.value, f"{one.name} {self.words(one.value)}{one.sign}")
            for one in self.amounts
            if one not in self.off
        ]
        readings += [
            (one, one.other, f"{self.words(one.other)} {COMMA}") for one in self.amounts if one.other == one.other
        ]
        spots = [(self.axis.x(one.year), self.y(value)) for one, value, _ in readings]
        taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in spots]
        size, reach = (5.5, REACH) if len(readings) < MANY else (3.0, 4.0)
        frame = LEFT, 0.0, self.sheet.wide, self.bottom - 1
        for (one, value, text), (x, y) in zip(readings, spots, strict=True):
            sign, color = VERDICTS[one.verdict]
            few = [text.strip()] if len(self.amounts) <= FEW else []  # the axis says what has no words
            if label := beside(few, (x - 7, x + 7), frame, (y, y - 14, y + 14), taken):
                taken.append(label.box)
                ink = "ink" if color == "grey" else color
                self.sheet.box(*label.box, "paper", row=one.row)
                self.sheet.text(label.x, label.y, label.text, SMALL, ink, label.anchor, row=one.row)
            self.sheet.sign("hollow" if value == one.other else sign, x, y, color, one.row, size, reach)
