"""Amounts over time: a panel with an axis of amounts, marks on it, lines of years, and labels that do not meet."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ..tables import frame
from ..wording import amount
from . import marks, style
from .lanes import draw_mark, lay, stretch
from .model import Mark, Part
from .page import Page
from .rows import COLUMNS, check, phases_within, together
from .style import LABEL, NAMES, SMALL, stroke
from .text_layout import Box, Label, beside, drawable, either, fit, on_leader, place
from .time_axis import TimeAxis

Period = tuple[pd.Timestamp, pd.Timestamp]
Pair = tuple[str, str]
DECADES = 1.5  # an axis is logarithmic where amounts span more
HALF, CAPTION, LEVELS = 0.06, 0.48, 3  # inches: half a mark; over a panel; the most lines from a mark to its words


@dataclass(frozen=True, slots=True)
class Scale:
    """From amounts to a share of an axis' length; on a logarithmic one, 0 stands at `floor`, a power of ten."""

    ticks: Sequence[float]
    names: Sequence[str]
    logarithmic: bool = False
    floor: float = 0.0

    def _place(self, value: float) -> float:
        if not self.logarithmic:
            return value
        return math.log10(value) if value else self.floor

    def at(self, value: float) -> float:
        """Give the place of an amount, between 0 and 1."""
        low, high = self._place(self.ticks[0]), self._place(self.ticks[-1])
        return (self._place(value) - low) / (high - low)


def scale(values: Iterable[float], unit: str, most: int = 6, zero: str = "") -> Scale:
    """Choose the scale of amounts: from 0, or logarithmic where they span more than 1.5 decades, 0 then called `zero`."""
    found = np.sort([value for value in values if not math.isnan(value)] or [0.0])
    positive = found[found > 0]
    if found[0] < 0 or len(positive) < 2 or positive[-1] <= positive[0] * 10**DECADES:
        steps = MaxNLocator(most - 1, steps=[1, 2, 2.5, 5, 10])
        ticks = steps.tick_values(min(found[0], 0), max(found[-1], 0) or 1)
        return Scale(ticks, [_tick(tick, unit) for tick in ticks])
    first = math.floor(math.log10(positive[0]) - 0.1 * (found[0] > 0))
    last = math.ceil(math.log10(positive[-1]) + 0.1)
    step = math.ceil((last - first) / most)
    ticks = [10.0**power for power in range(first, last + step, step)]
    names = [_tick(tick, unit) for tick in ticks]
    if found[0] > 0:
        return Scale(ticks, names, True)
    return Scale([0.0, *ticks], [zero or _tick(0, unit), *names], True, first - 0.7 * step)


def _tick(value: float, unit: str) -> str:
    return fit(drawable(amount(float(f"{value:.6g}"), unit)), NAMES - 0.1, SMALL)


@dataclass(frozen=True, slots=True)
class Amount:
    """A mark at an amount; a line leads to `other`: a range's other end, the printed reading (dotted), or a foot."""

    mark: Mark
    value: float
    other: float | None = None
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Amounts of days, joined but for those that are NaN."""

    name: str
    days: Sequence[float]
    values: Sequence[float]
    color: str


@dataclass(frozen=True, slots=True)
class Tint:
    """A stretch of days behind a panel."""

    since: float
    until: float
    color: str


class Panel:
    """A part of a page: amounts, the most important first, lines and tints over a time axis; lengths in inches."""

    def __init__(
        self,
        name: str,
        caption: str,
        axis: TimeAxis,
        scale: Scale,
        amounts: Sequence[Amount],
        line: Line | None = None,
        tints: Sequence[Tint] = (),
        tall: float = 1.75,
    ) -> None:
        self.name, self.caption, self.axis, self.scale = name, caption, axis, scale
        self.line, self.tints, self.tall, self.height = line, tints, tall, tall + CAPTION
        self.amounts = [(one, self._box(one)) for one in amounts]
        taken = [box for _, box in self.amounts]
        for one, _ in self.amounts:
            if one.other is not None:
                x, ends = self._x(one), sorted((self._y(one.value), self._y(one.other)))
                taken.append(Box(x - 0.03, ends[0], x + 0.03, ends[1]))
        pairs = zip(line.days, line.values, strict=True) if line else ()
        spots = [(axis.x(day), self._y(value)) for day, value in pairs if not math.isnan(value)]
        for (x, y), (right, top) in pairwise([*spots, *spots[-1:]]):
            taken.append(Box(x - 0.04, min(y, top) - 0.04, right + 0.04, max(y, top) + 0.04))
        labels = [self._label(one, box) for one, box in self.amounts if one.mark.texts]
        self.labels = place(labels, taken, Box(-0.05, -0.04, axis.wide, tall + 0.15))
        self.missing = self.labels.count(None)

    def _x(self, one: Amount) -> float:
        return self.axis.x(self.axis.clip(one.mark.at))

    def _y(self, value: float) -> float:
        return self.scale.at(value) * self.tall

    def _box(self, one: Amount) -> Box:
        """Give the room of a mark and its date."""
        since = self.axis.first if one.mark.since is None else one.mark.since
        until = self.axis.last if one.mark.until is None else one.mark.until
        low, high = (self.axis.x(self.axis.clip(day)) for day in (since, until))
        x, y = self._x(one), self._y(one.value)
        return Box(min(low, x - HALF), y - HALF, max(high, x + HALF), y + HALF)

    def _label(self, one: Amount, box: Box) -> Label:
        x, y = self._x(one), self._y(one.value)
        ends = y - HALF, y + HALF
        along = np.linspace(y, self._y(one.other), 9) if one.dotted and one.other is not None else ()
        spots = [beside(Box(x - HALF, at, x + HALF, at)) for at in along]
        places = either(beside(box), *spots, on_leader(x, ends, ends, LEVELS))
        return Label(x, y, one.mark.texts, (places,), HALF, row=one.mark.row)

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw the panel with its lower edge at `y`."""
        for tint in self.tints:
            shape = {"facecolor": tint.color, "zorder": 0, "gid": f"tint:{self.name}"}
            axes.add_artist(Rectangle((tint.since, y), tint.until - tint.since, self.height, **shape))
        look = {"weight": "bold", "gid": "caption", "va": "center_baseline"}
        caption = fit(drawable(self.caption), page.right - page.left, LABEL, bold=True)
        page.write(page.left, page.foot + y + self.tall + 0.2, caption, LABEL, **look)
        for tick, name in zip(self.scale.ticks, self.scale.names, strict=True):
            at = y + self._y(tick)
            stroke(axes, (self.axis.first, self.axis.last), (at, at), color=style.GRID, linewidth=0.8, zorder=0.5)
            look = {"ha": "right", "va": "center_baseline", "gid": "tick"}
            page.write(page.left + NAMES - 0.08, page.foot + at, name, SMALL, style.MUTED, **look)
        if line := self.line:
            look = {"color": line.color, "linewidth": 1.3, "marker": "o", "markersize": 3.8, "clip_on": False}
            stroke(axes, line.days, [y + self._y(value) for value in line.values], zorder=3, gid=line.name, **look)
        for one, box in self.amounts:
            self._amount(page, axes, one, box, y)
        for placed in filter(None, self.labels):
            style.label(axes, placed, y)

    def _amount(self, page: Page, axes: Axes, one: Amount, box: Box, y: float) -> None:
        at, mark, height = self.axis.clip(one.mark.at), one.mark, y + self._y(one.value)
        if one.other is not None:
            look = {
                "color": mark.color,
                "linewidth": 1.2,
                "linestyle": ":" if one.dotted else "-",
                "gid": f"to-{mark.row}",
            }
            stroke(axes, (at, at), (height, y + self._y(one.other)), **look)
        if box.x1 - box.x0 < 2 * HALF + 0.01:  # the shape would hide the date
            mark = replace(mark, since=at, until=at)
        draw_mark(axes, self.axis, mark, height)
        page.figure.names.setdefault(mark.row, " ".join(mark.texts[:1]))


def phases_of(phases: pd.DataFrame | None, dyad: Pair, period: Period) -> pd.DataFrame:
    """Give the phases of all sources together, of those that there are."""
    if phases is None:
        return frame("phases")
    check(phases, COLUMNS["phases"], dyad)
    rows = together(phases_within(phases, *period))
    return frame("phases") if rows is None else rows


def behind(phases: pd.DataFrame, axis: TimeAxis, tints: dict[str, str]) -> tuple[Sequence[Part], list[Tint]]:
    """Give the lane of phases, and tints of statuses from day to day that is sure."""
    lane, seen, found = marks.phases(phases, "All sources together", bold=True), [], []
    for status, band in zip(phases["status"], lane.bands, strict=True):
        span = stretch(band, axis)
        since, until = axis.clip(span.b), axis.clip(span.c)
        seen += [band] if span.d > axis.first else []
        found += [Tint(since, until, tints[status])] if status in tints and since < until else []
    return lay([replace(lane, bands=tuple(seen))] if seen else [], axis), found
