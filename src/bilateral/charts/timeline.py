"""A lane of events: dots and whiskers that stack where they meet, with labels on leaders."""

import pandas as pd
from matplotlib.patches import Rectangle

from ..wording import clean, count, listing
from . import style
from .layout import drawable, flags, height, width
from .rows import stamp
from .style import num, stick, stroke

#: Of each lane, in the order drawn: its name and the types of its events.
GROUPS = {
    "Relations": ["recognized", "established", "severed", "lapsed", "restored"],
    "Missions and envoys": ["mission_opened", "mission_elevated", "mission_closed", "envoy_appointed"],
    "Agreements and contacts": ["agreement", "contact", "anniversary"],
    "Wars, revolutions and states": ["war", "revolution", "state_formed", "state_dissolved"],
    "Other events": [],
}
ENDS = ["severed", "lapsed", "mission_closed"]
WORDS = {
    "mission_opened": "{} opened",
    "mission_elevated": "raised to {}",
    "mission_closed": "{} closed",
    "launch": "something launched",
}
SIDE = 0.06  # inches: half of a mark
STEP, STACK, OPEN = 0.15, 5, 0.4  # inches from mark to mark in a stack; marks in a stack; the length of an open end


def group(type_):
    """Give the lane of a type of event."""
    return next((name for name, types in GROUPS.items() if type_ in types), "Other events")


def word(row):
    """Say what happened, in a word or two: 'Established', 'Legation opened', 'State dissolved'."""
    type_, level = clean(row.type, 30), clean(row.level, 20)
    level = "mission" if level in ("", "other") else level
    text = WORDS[type_].format(level) if type_ in WORDS else type_.replace("_", " ") or "event"
    return drawable(text[0].upper() + text[1:])


class Mark:
    """One event on the axis; `low` and `high` are where its date can be seen, in inches from the axis' left end."""

    def __init__(self, row, left, scale, wide):
        self.row, self.word, self.stack = row, word(row), 0
        self.ends = row.type in ENDS
        days = [None if pd.isna(day) else (num(day) - left) * scale for day in (row.earliest, row.latest)]
        self.since, self.until = days
        self.open = self.since is None or self.until is None
        self.day = not self.open and row.earliest == row.latest
        if self.since is None:
            self.low, self.high = self.until - OPEN, self.until
        elif self.until is None:
            self.low, self.high = self.since, self.since + OPEN
        else:
            self.low, self.high = self.since, self.until
        at = self.until if self.since is None else self.since if self.until is None else (self.low + self.high) / 2
        self.low, self.high = max(self.low, 0), min(self.high, wide)
        if at is not None and not 0 <= at <= wide:
            at = (self.low + self.high) / 2 if self.low <= self.high else at
        self.at = min(max(at, 0), wide)

    def reaches(self, other, air=0.0):
        """Say whether two marks touch on one line."""
        return self._low < other._high + air and other._low < self._high + air

    @property
    def _low(self):
        return min(self.low, self.at - SIDE if self.day else self.at - 0.02)

    @property
    def _high(self):
        return max(self.high, self.at + SIDE if self.day else self.at + 0.02)

    def over(self, x):
        """Say whether a leader at `x` would run through this mark."""
        return self._low - 0.02 <= x <= self._high + 0.02

    def same(self, other):
        """Say whether two rows can tell of one event: the same word at dates that overlap."""
        if self.open or other.open:
            return self.word == other.word and self.row.date == other.row.date
        return self.word == other.word and self.since <= other.until and other.since <= self.until


class Lane:
    """The events of one kind, laid out before the page is made; lengths in inches."""

    def __init__(self, name, rows, span, wide, states, most=None):
        self.name, self.left, self.wide = name, span[0], wide
        self.scale = wide / (span[1] - span[0])
        found = [Mark(row, self.left, self.scale, wide) for row in rows.itertuples()]
        gone = [mark.until is not None and mark.until < 0 for mark in found]
        self.earlier = [mark for mark, past in zip(found, gone, strict=True) if past]
        self.marks = sorted((m for m, past in zip(found, gone, strict=True) if not past), key=lambda m: (m.low, m.high))
        for n, mark in enumerate(self.marks):
            busy = {other.stack for other in self.marks[:n] if other.reaches(mark, 0.02)}
            mark.stack = next((level for level in range(STACK) if level not in busy), STACK - 1)
        told = self._told()
        texts = [(mark.at, self._text(mark, rows, states)) for mark, rows in told]
        if self.earlier:
            texts.append((0.06, self._before()))
        self.flags = flags(texts, 0, wide, style.SMALL, most)
        named = {flag.index for flag in self.flags}
        self.missing = sum(len(marks) for n, (_, marks) in enumerate(told) if n not in named)
        if self.earlier and len(told) not in named:
            self.missing += len(self.earlier)
        self.line = height(style.SMALL) + 0.02
        above, below = (max([side * flag.level for flag in self.flags] + [0]) for side in (1, -1))
        self.high = max([mark.stack for mark in self.marks], default=0) * STEP + 0.1
        self.middle = 0.16 + below * self.line
        self.height = self.middle + self.high + above * self.line + 0.06

    def _told(self):
        """Pair each event with all rows that tell of it, the finest date first."""
        groups = []
        for mark in sorted(self.marks, key=lambda mark: (mark.open, mark.high - mark.low, mark.low)):
            fitting = next((marks for marks in groups if marks[0].same(mark)), None)
            if fitting:
                fitting.append(mark)
            else:
                groups.append([mark])
        return sorted(((marks[0], marks) for marks in groups), key=lambda pair: pair[0].at)

    def _text(self, mark, marks, states):
        sources = len({clean(other.row.source) for other in marks})
        text = f"{mark.word} {stamp(mark.row.earliest, mark.row.latest)}"
        told = f" · {count(sources, 'source')}" if sources > 1 else ""
        names = [tuple(dict.fromkeys(filter(None, clean(m.row.actors).split(", ")))) for m in marks]
        names = {pair for pair in names if pair and not set(states) <= set(pair)}
        actors = f" ({clean(' and '.join(names.pop()), 32)})" if len(names) == 1 else ""
        room = max(mark.at, self.wide - mark.at) - 0.06
        tries = [drawable(t) for t in (text + actors + told, text + actors, text + told, text)]
        return next((t for t in tries if width(t, style.SMALL) <= room), tries[-1])

    def _before(self):
        words = {}
        for mark in self.earlier:
            words.setdefault(mark.word, []).append(stamp(mark.row.earliest, mark.row.latest))
        parts = [f"{name} {listing(dict.fromkeys(dates), most=3)}" for name, dates in words.items()]
        return drawable(f"Before: {listing(parts, most=2)}")

    def draw(self, axes, y):
        """Draw the lane with its base line `middle` above `y`."""
        base = y + self.middle
        right = self.left + self.wide / self.scale
        stroke(axes, (self.left, right), (base, base), color=style.GRID, linewidth=1, zorder=1, gid=f"line:{self.name}")
        for mark in self.marks:
            self._mark(axes, mark, base + mark.stack * STEP)
        if self.earlier:
            x = self.left + 0.06 / self.scale
            stroke(axes, x, base, marker="<", markersize=6, color=style.INK, linestyle="", gid=f"earlier:{self.name}")
        for flag in self.flags:
            if flag.level < 0:
                start, at = base - 0.08, base - 0.1 - (-flag.level - 0.5) * self.line
            else:
                top = max((m.stack for m in self.marks if m.over(flag.x)), default=0)
                start, at = base + top * STEP + 0.08, base + self.high + (flag.level - 0.5) * self.line
            stick(axes, flag, self.left, self.scale, start, at)

    def _mark(self, axes, mark, y):
        """Draw a dot for a day, else a whisker as wide as the date, with an arrowhead where the date is open."""
        name, color = f"event:{mark.row.Index}", style.BROWN if mark.ends else style.BLUE
        if group(mark.row.type) not in ("Relations", "Missions and envoys"):
            color = style.INK
        if mark.day:
            stroke(
                axes,
                self.left + mark.at / self.scale,
                y,
                marker="o",
                linestyle="",
                markersize=7.5,
                color=color,
                zorder=4,
                gid=name,
            )
            return
        ends = mark.since, mark.until
        low, high = (self.left + x / self.scale for x in (mark.low, mark.high))
        if not mark.open:
            low, high = (self.left + x / self.scale for x in ends)
        caps = [n for n, x in enumerate(ends) if x is not None]
        if not mark.open and mark.high - mark.low < 0.12:  # between its caps there would be no line to see
            corner, options = (low, y - 0.06), {"facecolor": color, "edgecolor": color, "linewidth": 1, "zorder": 3}
            axes.add_artist(Rectangle(corner, high - low, 0.12, gid=name, **options))
            return
        line = {"color": color, "linewidth": 2, "solid_capstyle": "butt", "zorder": 3}
        caps = {"marker": "|", "markersize": 8.5, "markeredgewidth": 2, "markevery": caps}
        stroke(axes, (low, high), (y, y), gid=name, **line, **caps)
        if mark.open:
            tip, shape = (low, "<") if mark.since is None else (high, ">")
            stroke(axes, tip, y, marker=shape, markersize=5.5, color=color, linestyle="", zorder=3, gid=f"open:{name}")
