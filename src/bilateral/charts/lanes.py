"""A lane on a time axis: its bands and marks, stacked where they meet, and their labels; lengths in inches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import blended_transform_factory

from ..wording import count
from . import style
from .model import Band, Lane, Mark, Part
from .page import Page
from .style import LABEL, LINE, NAMES, link, stroke, write
from .text_layout import Box, Label, Placed, inside, stagger, wrap
from .time_axis import FADE, TimeAxis

OPEN, BAR, STEP, STACK = (
    0.4,
    0.11,
    0.17,
    5,
)  # an open date's length; a bar's height; from mark to mark; marks in a stack
NARROW = 0.1  # a bar that is too narrow for its edges and a paler colour between them
STRIP, AIR, PAD = 0.13, 0.1, 0.08  # from a band to its marks; from a mark to its labels; above and below a lane
SIZES = {"*": 12, "P": 10, "d": 7}  # of markers, in points, where 8 would not do


@dataclass(frozen=True, slots=True)
class Stretch:
    """A band on an axis: it begins between the days `a` and `b` and ends between `c` and `d`."""

    band: Band
    a: float
    b: float
    c: float
    d: float
    before: bool
    ongoing: bool


def stretch(band: Band, axis: TimeAxis) -> Stretch:
    """Put a band on an axis; a limit that is open on one side gets a fixed width."""
    (a, b), (c, d), fade = band.opened, band.closed, (axis.last - axis.first) * FADE
    ongoing = c is None and d is None
    if b is None:
        b = (axis.first if a is None else a) + fade
    if a is None:
        a = b - fade
    if c is None:
        c = max(axis.last, b) if d is None else d - fade
    if d is None:
        d = c if ongoing else c + fade
    before = bool(band.before) and b < axis.first < c
    return Stretch(band, a, min(b, d), max(c, a), d, before, ongoing)


class LaidLane:
    """A lane laid out, before there is a page: what is missing for want of room is known then."""

    def __init__(self, lane: Lane, axis: TimeAxis) -> None:
        self.lane, self.axis, self.half = lane, axis, lane.thick / 2 if lane.bands else 0.0
        self.bands = [stretch(band, axis) for band in lane.bands]
        foot = self.half + STRIP if lane.bands else 0.0
        self.ys = [lane.side * (foot + level * STEP) for level in _stacks(lane.marks, axis)]
        low, high = min([-self.half, *self.ys]), max([self.half, *self.ys])
        tops = (low - AIR, high + AIR) if lane.marks else (low - 0.02, high + 0.02)
        sides = (lane.side, -lane.side) if lane.both else (lane.side,)
        names = [self._band_label(one) for one in self.bands]
        placed = stagger(names, axis.wide, tops, most=lane.levels, sides=(1, -1) if lane.both else (1,))
        taken = [one.box for one in placed if one]
        labels = [_mark_label(mark, y, axis) for mark, y in zip(lane.marks, self.ys, strict=True) if mark.texts]
        placed += stagger(labels, axis.wide, tops, most=lane.levels, sides=sides, taken=taken)
        self.labels = [one for one in placed if one is not None]
        self.missing = placed.count(None)
        self.lines = wrap(lane.name, NAMES - 0.12, LABEL, bold=lane.bold, most=3)
        least = len(self.lines) * LABEL * 1.25 / 144
        below, above = (abs(end) for end in self._reach(low, high))
        self.middle = max(below, least) + PAD
        self.height = self.middle + max(above, least) + PAD

    def _reach(self, low: float, high: float) -> tuple[float, float]:
        boxes = [one.box for one in self.labels]
        return min([low - 0.07, *(box.y0 for box in boxes)]), max([high + 0.07, *(box.y1 for box in boxes)])

    def _head(self) -> float:
        """Give the length of an arrowhead in days."""
        return self.axis.day(self.lane.thick * 0.6) - self.axis.first

    def _sure(self, one: Stretch) -> tuple[float, float]:
        """Give the days of a band in the picture that are sure and no other band's."""
        since = max(one.b, self.axis.first + one.before * self._head())
        until = min(one.c, self.axis.last - one.ongoing * self._head())
        for other in self.bands:
            if other is not one and other.a < until and other.d > since:
                since, until = (since, other.a) if other.a > since else (other.d, until)
        return since, until

    def _band_label(self, one: Stretch) -> Label:
        since, until = self._sure(one)
        room = Box(self.axis.x(since), -self.half, self.axis.x(until), self.half)
        x = self.axis.x(sum(map(self.axis.clip, (one.a, one.b, one.c, one.d))) / 4)
        return Label(x, 0, _words(one), (inside(room),), self.half, row=one.band.row)

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw the lane with its lower edge at `y`."""
        lane, line, ends = self.lane, y + self.middle, (self.axis.first, self.axis.last)
        page.name(line, lane.name, most=3, bold=lane.bold)
        stroke(axes, ends, (line, line), color=style.LINE, linewidth=0.5, zorder=1, gid=f"line-{lane.name}")
        if lane.words:
            look = {"backgroundcolor": style.PAPER, "va": "center_baseline", "zorder": 6}
            write(axes, self.axis.day(0.06), line, lane.words, LABEL, style.MUTED, **look)
        for one in self.bands:
            self._band(axes, one, line)
            page.figure.names[one.band.row] = _words(one)[0]
        for mark, at in zip(lane.marks, self.ys, strict=True):
            draw_mark(axes, self.axis, mark, line + at)
            page.figure.names[mark.row] = mark.texts[0] if mark.texts else ""
        for label in self.labels:
            self._label(axes, label, line)

    def _band(self, axes: Axes, one: Stretch, y: float) -> None:
        """Draw a band: where a limit is vague, its lower half begins early and its upper half ends late."""
        low, high, head, band = y - self.half, y + self.half, self._head(), one.band
        left, right = (
            [(one.a, low), (one.a, y), (one.b, y), (one.b, high)],
            [(one.d, high), (one.d, y), (one.c, y), (one.c, low)],
        )
        if one.before:
            left = _arrow(self.axis.first + head, self.axis.first, low, high)
        if one.ongoing:
            right = _arrow(self.axis.last - head, self.axis.last, low, high)[::-1]
        instant = one.a == one.d  # has no width to fill
        look = {"facecolor": band.color, "edgecolor": band.edge or (band.color if instant else style.PAPER)}
        hatch = {"hatch": band.hatch, "hatchcolor": LINE} if band.hatch else {}
        axes.add_artist(
            Polygon([*left, *right], linewidth=1, zorder=3 if band.edge else 2.9, **look, **hatch, **link(band.row))
        )

    def _label(self, axes: Axes, label: Placed, y: float) -> None:
        band = next((one.band for one in self.bands if one.band.row == label.label.row), None)
        if band is None or label.leader:
            style.label(axes, label, y)
        elif band.hatch:  # no lines through the letters
            style.label(axes, label, y, bbox={"boxstyle": "square,pad=0.1", "color": style.PAPER})
        else:
            style.label(axes, label, y, color=style.text_on(band.color))


def _arrow(base: float, tip: float, low: float, high: float) -> list[tuple[float, float]]:
    wing = 0.04
    return [(base, low), (base, low - wing), (tip, (low + high) / 2), (base, high + wing), (base, high)]


def _words(one: Stretch) -> tuple[str, ...]:
    return (f"{one.band.texts[0]} {one.band.before}",) if one.before else one.band.texts


def _mark_label(mark: Mark, y: float, axis: TimeAxis) -> Label:
    return Label(axis.x(axis.clip(mark.at)), y, mark.texts, half=0.07, row=mark.row)


def _extent(mark: Mark, axis: TimeAxis) -> tuple[float, float]:
    """Give the days between which a date is drawn: an open one for some inches on its open side."""
    open_ = axis.day(OPEN) - axis.first
    since = mark.at - open_ if mark.since is None else mark.since
    until = mark.at + open_ if mark.until is None else mark.until
    return axis.clip(since), axis.clip(until)


def _stacks(marks: Sequence[Mark], axis: TimeAxis) -> list[int]:
    """Give each mark the lowest level on which it touches none of the others, while a stack has room."""
    ends = np.array([_extent(mark, axis) for mark in marks]).reshape(-1, 2)
    shaped = np.array([bool(mark.shape) or mark.since == mark.until for mark in marks])
    middle = np.array([axis.x(axis.clip(mark.at)) for mark in marks])
    half = np.where(shaped, 0.085, 0.02)
    low, high = np.minimum(axis.x(ends[:, 0]), middle - half), np.maximum(axis.x(ends[:, 1]), middle + half)
    levels = [0] * len(marks)
    order = sorted(range(len(marks)), key=lambda n: (low[n], high[n]))
    for place, n in enumerate(order):
        busy = {levels[m] for m in order[:place] if high[m] > low[n]}
        levels[n] = next((level for level in range(STACK) if level not in busy), STACK - 1)
    return levels


def draw_mark(axes: Axes, axis: TimeAxis, mark: Mark, y: float) -> None:
    """Draw a mark `y` inches over the foot of axes: a bar as wide as its date, its shape, a ring, a stroke through it."""
    shape = mark.shape or ("o" if mark.since == mark.until else "")
    where = {"transform": blended_transform_factory(axes.transData, style.inches(axes)), "clip_on": False}
    if mark.since != mark.until:
        _bar(axes, axis, mark, y, link(mark.row, "date" if shape else "mark") | where)
    size, at = SIZES.get(shape, 8), axis.clip(mark.at)
    more = 8 if shape == "*" else 6
    parts = (
        (bool(shape), shape, size, mark.face or mark.color, mark.color, link(mark.row)),
        (mark.ring, shape, size + more, "none", style.INK, {"gid": f"ring-{mark.row}"}),
        (mark.struck, (2, 2, -45), 15, "none", style.INK, {"gid": f"struck-{mark.row}"}),
    )
    for there, marker, points, face, edge, name in parts:
        if there:
            look = {"markersize": points, "markerfacecolor": face, "markeredgecolor": edge, "markeredgewidth": 1.3}
            stroke(axes, at, y, marker=marker, linestyle="", zorder=4, **look, **name, **where)


def _bar(axes: Axes, axis: TimeAxis, mark: Mark, y: float, options: dict[str, Any]) -> None:
    """Draw a bar as wide as a date is vague, with an arrowhead where it is open."""
    low, high = _extent(mark, axis)
    pale = style.pale(mark.color) if axis.x(high) - axis.x(low) > NARROW else mark.color
    look = {"facecolor": mark.face if mark.face == style.PAPER else pale, "edgecolor": mark.color, "linewidth": 1}
    axes.add_artist(Rectangle((low, y - BAR / 2), high - low, BAR, zorder=2.5, **look, **options))
    options = {**options, "gid": f"open-{mark.row}", "color": mark.color, "markersize": 6, "zorder": 3}
    for end, tip, head in ((mark.since, low, "<"), (mark.until, high, ">")):
        if end is None:
            stroke(axes, tip, y, marker=head, **options)


def lay(lanes: Sequence[Lane], axis: TimeAxis) -> list[LaidLane]:
    """Lay out lanes on one axis."""
    return [LaidLane(lane, axis) for lane in lanes]


def missing(parts: Sequence[Part]) -> str:
    """Say how many labels had no room, if any."""
    number = sum(part.missing for part in parts)
    return f"{count(number, 'label')} left out for want of room." if number else ""
