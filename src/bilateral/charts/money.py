"""A panel of amounts in one unit: its y axis, its points and their labels."""

import math
from dataclasses import dataclass

import pandas as pd

from ..wording import amount, clean
from . import style
from .layout import Box, drawable, fit, free, height, width
from .rows import dated
from .style import num, stroke, write

#: Of each measure: its marker and its word.
MEASURES = {
    "trade": ("o", "Trade"),
    "exports": ("^", "Exports"),
    "imports": ("v", "Imports"),
    "investment": ("s", "Investment"),
    "aid": ("D", "Aid"),
    "arms": ("P", "Arms"),
}
HALF = 0.06  # inches: half a marker
CROWD = 20  # points: with more, not every amount is written out


def direction(row):
    """Say in words which way a figure goes: 'Mexico → Russia', 'both ways', 'from Mexico'."""
    origin, aim = clean(row.from_state, 40), clean(row.to_state, 40)
    if origin and aim:
        return f"{origin} → {aim}"
    if origin or aim:
        return f"from {origin}" if origin else f"to {aim}"
    return "both ways" if clean(row.measure) == "trade" else "direction not told"


def written(row):
    """Write a row's amount with its qualifier: 'about $2 million', '$1 million to $2 million'."""
    hedge = clean(row.qualifier, 20)
    if pd.isna(row.value):
        text = " to ".join(amount(value, row.unit) for value in (row.low, row.high) if not pd.isna(value))
    else:
        text = amount(row.value, row.unit)
    return f"{hedge} {text}".strip()


def sift(rows):
    """
    Sort out the figures that can be drawn.

    Returns
    -------
    tuple
        The rows about the dyad; which of them tell an amount; those of these with a date; which of those are money.
    """
    ours = rows[rows["scope"].fillna("") == "dyad"]
    told = ours[["value", "low", "high"]].notna().any(axis=1)
    usable = ours[told & dated(ours)]
    cash = usable["unit"].fillna("").str.fullmatch("[A-Z]{3}") & usable["measure"].isin(list(MEASURES))
    return ours, told, usable, cash


def place(row, left, right):
    """
    Give the days between which a row's date lies, and the day of its marker.

    Open ends run to the axis' end; the marker stands in the middle of what can be seen of the span.
    """
    since = left if pd.isna(row.earliest) else num(row.earliest)
    until = right if pd.isna(row.latest) else num(row.latest)
    low, high = (min(max(day, left), right) for day in (since, until))
    if pd.isna(row.earliest) or pd.isna(row.latest):
        return since, until, high if pd.isna(row.earliest) else low
    return since, until, (low + high) / 2


def when_mark(axes, since, until, y, color, gid):
    """Draw how vague a date is: a short bar for up to a year, a whisker with caps for more, nothing for a day."""
    if 0 < until - since <= 366:
        stroke(axes, (since, until), (y, y), color=color, linewidth=4, solid_capstyle="butt", alpha=0.45, gid=gid)
    elif until > since:
        stroke(axes, (since, until), (y, y), color=color, linewidth=1, marker="|", markersize=7, gid=gid)


def ways(states):
    """Give a colour to each direction of a pair."""
    return {states: style.BLUE, states[::-1]: style.VERMILION}


class Scale:
    """The y axis of one unit: logarithmic when the values span more than 1.5 decades."""

    def __init__(self, values, unit, tall):
        self.tall, low, high = tall, min(values), max(values)
        self.log = low > 0 and high / low > 10**1.5
        if self.log:
            first, last = math.floor(math.log10(low) - 0.15), math.ceil(math.log10(high) + 0.15)
            step = -(-(last - first) // (7 if tall > 1.5 else 3))
            self.ticks = [10.0**power for power in range(first, last + 1, step)]
            self.low, self.high = 10.0**first, 10.0**last
        else:
            low, high = min(low, 0), max(high, 0) or 1
            size = 10 ** math.floor(math.log10((high - low) / 4))
            step = next(size * n for n in (1, 2, 2.5, 5, 10) if (high - low) / (size * n) <= 5)
            first, last = math.floor(low / step), math.ceil(high / step * 1.04)
            self.ticks = [n * step for n in range(first, last + 1)]
            self.low, self.high = self.ticks[0], self.ticks[-1]
        self.names = [fit(drawable(amount(float(f"{tick:.6g}"), unit)), 1.3, style.SMALL) for tick in self.ticks]

    def inches(self, value):
        """Give the height of a value above the panel's foot."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low) * self.tall
        return (value - self.low) / (self.high - self.low) * self.tall

    def lay(self, axes):
        """Lay the axis: light lines with plain words."""
        if self.log:
            axes.set_yscale("log")
        axes.set_ylim(self.low, self.high)
        axes.set_yticks(self.ticks, self.names, parse_math=False)
        axes.set_yticks([], minor=True)
        axes.grid(axis="y", color=style.GRID, linewidth=0.8)


@dataclass(frozen=True)
class Label:
    """What a point may be called, the longest first, beside its `reach` in inches; `first` goes before all others."""

    x: float
    value: float
    reach: tuple
    texts: tuple
    kind: tuple
    first: bool = False


class Panel:
    """Points of one unit of money over time, drawn with labels that do not meet."""

    def __init__(self, axes, rows, states, tall, wide):
        self.axes, self.states, self.wide = axes, states, wide
        self.left, self.right = axes.get_xlim()
        values = rows[["value", "alternative", "low", "high"]].to_numpy(dtype="float64").ravel()
        self.scale = Scale(sorted(value for value in values if not pd.isna(value)), rows["unit"].iloc[0], tall)
        self.scale.lay(axes)
        self.frame, self.taken, self.unlabelled = Box(0, -0.04, wide, tall + 0.04), [], 0
        self._name([label for row in rows.itertuples() for label in self._point(row)])

    def _name(self, labels):
        # What has two readings says so; then each kind of figure names itself once, as late as it can;
        # then amounts, but in a crowd only each kind's first and last.
        rest, named = [label for label in labels if not label.first], set()
        left = [label for label in labels if label.first and not self._label(label, label.texts)]
        named |= {label.kind for label in labels if label.first and label not in left}
        for label in sorted(rest, key=lambda label: -label.x):
            if label.kind not in named and self._label(label, label.texts[:-1]):
                named.add(label.kind)
            else:
                left.append(label)
        kinds = [label.kind for label in labels]
        ends = {(kind, pick(n.x for n in labels if n.kind == kind)) for kind in kinds for pick in (min, max)}
        wanted = [label for label in left if len(labels) <= CROWD or (label.kind, label.x) in ends]
        near = sum(self._label(label, label.texts[-1:], far=label.first) for label in wanted)
        self.unlabelled = len(left) - near

    def _inch(self, day):
        return (day - self.left) / (self.right - self.left) * self.wide

    def _take(self, x0, x1, low, high, pad):
        y0, y1 = self.scale.inches(low), self.scale.inches(high)
        self.taken.append(Box(self._inch(x0) - pad, y0 - pad, self._inch(x1) + pad, y1 + pad))

    def _point(self, row):
        marker, word = MEASURES[row.measure]
        color = ways(self.states).get((clean(row.from_state), clean(row.to_state)), style.INK)
        since, until, at = place(row, self.left, self.right)
        values = [value for value in (row.value, row.alternative) if not pd.isna(value)]
        ends = [value for value in (row.low, row.high) if not pd.isna(value)]
        if ends:
            reach = [*ends, *values[:1]]
            stroke(
                self.axes,
                (at, at),
                (min(reach), max(reach)),
                color=color,
                lw=1,
                marker="_",
                ms=7,
                gid=f"range:{row[0]}",
            )
            self._take(at, at, min(reach), max(reach), 0.03)
        if not values:
            when_mark(self.axes, since, until, sum(ends) / len(ends), color, f"date:{row[0]}:0")
        if len(values) == 2:
            stroke(self.axes, (at, at), values, color=color, lw=1, ls=":", gid=f"readings:{row[0]}")
            self._take(at, at, min(values), max(values), 0.02)
        for n, value in enumerate(values):
            when_mark(self.axes, since, until, value, color, f"date:{row[0]}:{n}")
            self._take(since, until, value, value, 0.03)
            face = style.PAPER if n else color
            options = {"markerfacecolor": face, "markeredgecolor": color, "markersize": 8, "zorder": 4, "linestyle": ""}
            stroke(self.axes, at, value, marker=marker, gid=f"point:{row[0]}:{n}", **options)
            self._take(at, at, value, value, HALF)
        kind, x = (row.measure, direction(row)), self._inch(at)
        reach = min(self._inch(since), x - HALF), max(self._inch(until), x + HALF)
        name = f"{word}, {direction(row)}"
        if len(values) == 2:
            other = "if a decimal comma" if values[1] < values[0] else "in the other reading"
            texts = f"as printed: {written(row)}", f"{other}: {amount(values[1], row.unit)}"
            pairs = zip(values, texts, strict=True)
            return [Label(x, v, reach, (f"{name}, {text}", text), kind, first=True) for v, text in pairs]
        shorter = f"{name}: {written(row)}", f"{word}: {written(row)}", written(row)
        return [Label(x, values[0] if values else max(ends), reach, shorter, kind)]

    def _label(self, label, texts, far=True):
        for text in map(drawable, texts):
            text = fit(text, self.wide, style.SMALL)
            if self._put(label, self.scale.inches(label.value), text, 3 if far else 0):
                return True
        return False

    def _put(self, label, y, text, far):
        x, w, h = label.x, width(text, style.SMALL), height(style.SMALL)
        up = HALF + 0.02 + h / 2
        boxes = [(label.reach[1] - x + 0.05, 0), (label.reach[0] - x - 0.05 - w, 0), (-w / 2, up), (-w / 2, -up)]
        boxes += [(dx, sign * (up + n * h)) for n in range(far) for sign in (1, -1) for dx in (0.05, -0.05 - w)]
        for n, (dx, dy) in enumerate(boxes):
            box = Box(x + dx, y + dy - h / 2, x + dx + w, y + dy + h / 2)
            low, high = sorted((y + math.copysign(HALF + 0.01, dy), y + dy))
            leader = [Box(x - 0.02, low, x + 0.02, high)] if n > 3 else []
            if free([box], self.taken, self.frame) and (not leader or free(leader, self.taken, self.frame)):
                break
        else:
            return False
        self.taken += [box, *leader]
        axes, options = self.axes, {"va": "center_baseline", "zorder": 6, "transform": self.axes.transAxes}
        write(axes, box.x0 / self.wide, (y + dy) / self.scale.tall, text, style.SMALL, **options)
        for line in leader:
            ys = line.y0 / self.scale.tall, line.y1 / self.scale.tall
            stroke(axes, [x / self.wide] * 2, ys, color=style.LINE, lw=0.7, transform=axes.transAxes, gid="leader")
        return True
