"""A lane on a time axis: its bands and marks, stacked where they meet, and their labels; lengths in inches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

OPEN, BAR, NARROW = 0.4, 0.11, 0.1  # an open date's length; a bar's height; what is too narrow for a paler colour
STEP, STACK, HALF = 0.17, 5, 0.085  # from mark to mark; marks in a stack; half of a mark
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

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words; where it began before the picture, with since when."""
        return (f"{self.band.texts[0]} {self.band.before}",) if self.before else self.band.texts


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
    return Stretch(band, a, min(b, d), max(c, a), d, bool(band.before) and b < axis.first < c, ongoing)


class LaidLane:
    """A lane laid out, before there is a page: what is missing for want of room is known then."""

    def __init__(self, lane: Lane, axis: TimeAxis) -> None:
        self.lane, self.axis, self.half = lane, axis, lane.thick / 2 if lane.bands else 0.0
        self.head = axis.day(lane.thick * 0.6) - axis.first  # an arrowhead's length in days
        self.bands = {band.row: stretch(band, axis) for band in lane.bands}
        foot = self.half + STRIP if lane.bands else 0.0
        self.ys = [lane.side * (foot + level * STEP) for level in _stacks(lane.marks, axis)]
        low, high = min([-self.half, *self.ys]), max([self.half, *self.ys])
        placed = self._place(low, high)
        self.labels, self.missing = [one for one in placed if one], placed.count(None)
        name = len(wrap(lane.name, NAMES - 0.12, LABEL, bold=lane.bold, most=3)) * LABEL * 1.25 / 144
        self.middle = max([name, HALF - low, *(-one.box.y0 for one in self.labels)]) + PAD
        self.height = self.middle + max([name, HALF + high, *(one.box.y1 for one in self.labels)]) + PAD

    def _place(self, low: float, high: float) -> list[Placed | None]:
        """Place the labels of bands and then of marks, which lie between two heights."""
        lane, axis = self.lane, self.axis
        options = {"base": (low - AIR, high + AIR) if lane.marks else (low - 0.02, high + 0.02), "most": lane.levels}
        names = [self._label(one) for one in self.bands.values()]
        placed = stagger(names, axis.wide, sides=(1, -1) if lane.both else (1,), **options)
        spots = zip(lane.marks, self.ys, strict=True)
        labels = [Label(axis.x(axis.clip(m.at)), y, m.texts, half=HALF, row=m.row) for m, y in spots if m.texts]
        sides, taken = (lane.side, -lane.side) if lane.both else (lane.side,), [one.box for one in placed if one]
        return placed + stagger(labels, axis.wide, sides=sides, taken=taken, **options)

    def _label(self, one: Stretch) -> Label:
        """Put a band's words where it is sure and no other band is, or on a leader."""
        axis = self.axis
        since, until = max(one.b, axis.first + one.before * self.head), min(one.c, axis.last - one.ongoing * self.head)
        for other in self.bands.values():
            if other is not one and other.a < until and other.d > since:
                since, until = (since, other.a) if other.a > since else (other.d, until)
        room = inside(Box(axis.x(since), -self.half, axis.x(until), self.half))
        middle = sum(map(axis.clip, (one.a, one.b, one.c, one.d))) / 4
        return Label(axis.x(middle), 0, one.texts, (room,), self.half, row=one.band.row)

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw the lane with its lower edge at `y`."""
        lane, line, axis = self.lane, y + self.middle, self.axis
        page.name(line, lane.name, most=3, bold=lane.bold)
        stroke(
            axes, (axis.first, axis.last), (line, line), color=LINE, linewidth=0.5, zorder=1, gid=f"line-{lane.name}"
        )
        if lane.words:
            write(axes, axis.day(0.06), line, lane.words, LABEL, style.MUTED, backgroundcolor=style.PAPER)
        for one in self.bands.values():
            self._band(axes, one, line)
        for mark, at in zip(lane.marks, self.ys, strict=True):
            draw_mark(axes, axis, mark, line + at)
        for label in self.labels:
            look = {}
            if not label.leader and (one := self.bands.get(label.label.row)):  # no hatch through the letters
                box = {"boxstyle": "square,pad=0.1", "color": one.band.color}
                look = {"color": style.text_on(one.band.color), "bbox": box}
            style.label(axes, label, line, **look)
        for one in (*lane.marks, *lane.bands):
            page.figure.names[one.row] = one.texts[0] if one.texts else ""

    def _band(self, axes: Axes, one: Stretch, y: float) -> None:
        """Draw a band: where a limit is vague, its lower half begins early and its upper half ends late."""
        low, high, band, axis = y - self.half, y + self.half, one.band, self.axis
        left = [(one.a, low), (one.a, y), (one.b, y), (one.b, high)]
        right = [(one.d, high), (one.d, y), (one.c, y), (one.c, low)]
        if one.before:
            left = _arrow(axis.first + self.head, axis.first, low, high)
        if one.ongoing:
            right = _arrow(axis.last - self.head, axis.last, low, high)[::-1]
        edge = band.edge or (band.color if one.a == one.d else style.PAPER)  # an instant has no width to fill
        look = {"facecolor": band.color, "edgecolor": edge, "hatchcolor": LINE, "zorder": 3 if band.edge else 2.9}
        axes.add_artist(Polygon([*left, *right], linewidth=1, hatch=band.hatch or None, **look, **link(band.row)))


def _arrow(base: float, tip: float, low: float, high: float) -> list[tuple[float, float]]:
    wing = 0.04
    return [(base, low), (base, low - wing), (tip, (low + high) / 2), (base, high + wing), (base, high)]


def _extent(mark: Mark, axis: TimeAxis) -> tuple[float, float]:
    """Give the days between which a date is drawn: an open one for some inches on its open side."""
    length = axis.day(OPEN) - axis.first
    since = mark.at - length if mark.since is None else mark.since
    until = mark.at + length if mark.until is None else mark.until
    return axis.clip(since), axis.clip(until)


def _stacks(marks: Sequence[Mark], axis: TimeAxis) -> list[int]:
    """Give each mark the lowest level on which it touches none of the others, while a stack has room."""
    spans, levels = [], [0] * len(marks)
    for mark in marks:
        (since, until), middle = _extent(mark, axis), axis.x(axis.clip(mark.at))
        half = HALF if mark.shape or since == until else 0.02
        spans.append((min(axis.x(since), middle - half), max(axis.x(until), middle + half)))
    order = sorted(range(len(marks)), key=spans.__getitem__)
    for place, n in enumerate(order):
        busy = {levels[m] for m in order[:place] if spans[m][1] > spans[n][0]}
        levels[n] = next((level for level in range(STACK) if level not in busy), STACK - 1)
    return levels


def draw_mark(axes: Axes, axis: TimeAxis, mark: Mark, y: float) -> None:
    """Draw a mark `y` inches over the foot of axes: a bar as wide as its date, its shape, a ring, a stroke through it."""
    shape = mark.shape or ("o" if mark.since == mark.until else "")
    where = {"transform": blended_transform_factory(axes.transData, style.inches(axes)), "clip_on": False}
    if mark.since != mark.until:
        _bar(axes, axis, mark, y, link(mark.row, "date" if shape else "mark") | where)
    size, at = SIZES.get(shape, 8), axis.clip(mark.at)
    parts = (
        (bool(shape), shape, size, mark.face or mark.color, mark.color, link(mark.row)),
        (mark.ring, shape, size * 1.7, "none", style.INK, {"gid": f"ring-{mark.row}"}),
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
    options |= {"gid": f"open-{mark.row}", "color": mark.color, "markersize": 6, "zorder": 3}
    for end, tip, head in ((mark.since, low, "<"), (mark.until, high, ">")):
        if end is None:
            stroke(axes, tip, y, marker=head, **options)


def lay(lanes: Sequence[Lane], axis: TimeAxis) -> list[Part]:
    """Lay out lanes on one axis."""
    return [LaidLane(lane, axis) for lane in lanes]


def missing(parts: Sequence[Part]) -> str:
    """Say how many labels had no room, if any."""
    number = sum(part.missing for part in parts)
    return f"{count(number, 'label')} left out for want of room." if number else ""
