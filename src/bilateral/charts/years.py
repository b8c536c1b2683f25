"""A panel of one flow by year: what the record has, what was stated, what documents print; its scale and its labels."""

import datetime as dt
import math

import pandas as pd

from ..wording import amount, clean
from . import money, style
from .layout import Box, drawable, fit, free, height, width
from .money import Label, place, when_mark, written
from .style import stroke, write
from .yearly import LEAST, LESS, MILLION, MORE, PRINTED, SMALLEST, counters, time, way

TALL, CAPTION = 1.75, 0.42  # inches: a panel; the words above it, with the air between panels
BOTH = "Both ways together: the two added up"
NO_FIGURE = "no figure"
CROWD = 8  # figures told in a panel: of more, only the highest, the lowest and the last are written out
EPOCH = dt.date(1970, 1, 1).toordinal()  # the day that the axes count from
FULL = 360  # days: a statement on less is one on a part of a year


def middle(year):
    """Give the day in the middle of a year: a year's trade is that of all its days."""
    return (dt.date(year, 1, 1).toordinal() + dt.date(year, 12, 31).toordinal()) / 2 - EPOCH


def part_of_year(row):
    """Say whether a row's figure is of less than a year."""
    return row.latest - row.earliest < pd.Timedelta(days=FULL)  # of an open end it is not known, and so it is not


class Part:
    """A panel's rows: what the record has of one flow, by year, and what else is told of it."""

    def __init__(self, flow, record, told):
        self.flow, self.record, self.told = flow, record, [row for row in told if row.flow == flow]
        self.name = "-".join(flow) or "both"
        self.caption = f"{way(flow)}, as {flow[1]} counted" if flow else BOTH
        self.smallest = SMALLEST if flow else "under $1 million"  # two figures that are each printed as 0
        if record.empty:
            self.caption = way(flow)
        values = [v for row in self.told for v in (row.value, row.low, row.high, getattr(row, "alternative", None))]
        self.values = [value for value in [*values, *record["value"], *record["smoothed"]] if not pd.isna(value)]
        self.runs = []  # of years that follow each other, with their amounts
        for year, value in zip(record["year"].tolist(), record["value"].tolist(), strict=True):
            if not self.runs or year != self.runs[-1][-1][0] + 1:
                self.runs.append([])
            self.runs[-1].append((year, value))
        # Two readings of one amount are so far apart that all else would be squeezed.
        self.tall = TALL if max(self.values, default=0) < 1e5 * MILLION else 2.4
        self.height = self.tall + CAPTION
        ends = zip(self.runs, self.runs[1:], strict=False)
        self.gaps = [(one[-1][0] + 1, other[0][0] - 1) for one, other in ends]
        self.flagged = record[record["flag"].fillna(False).astype(bool)]
        self.peak = max(((value, year) for run in self.runs for year, value in run), default=(0, None))


def parts(record, told, states):
    """Give a part for each way that has figures, and one for both together where such are told."""
    record = record.sort_values("year", kind="stable").drop_duplicates(["exporter", "year"])
    found = [Part(flow, record[record["exporter"] == flow[0]], told) for flow in (states, states[::-1])]
    if any(row.flow == () for row in told):
        sums = {"value": "sum", "smoothed": "sum", "flag": "any", "exporter": "count"}
        both = record.groupby("year", as_index=False).agg(sums)
        found.append(Part((), both[both["exporter"] == 2].reset_index(drop=True), told))
    found = [part for part in found if part.values]
    ways = [part for part in found if part.flow]
    tall = max((part.tall for part in ways), default=TALL)
    values = [value for part in ways for value in part.values]
    for part in found:
        if part.flow:  # the two ways on one scale, as the eye compares them
            part.tall, part.height = tall, tall + CAPTION
        part.scale = Scale(values if part.flow else part.values, part.tall, part.smallest)
    return found


class Scale(money.Scale):
    """The y axis of a panel; `floor` is where a logarithmic one has what is printed as 0."""

    def __init__(self, values, tall, smallest=SMALLEST):
        seen, self.floor = [value for value in values if value >= LEAST], None
        if not seen or max(seen) <= 10**1.5 * min(seen):
            super().__init__([0, max([*values, 0]) or MILLION], "USD", tall)
            return
        self.tall, self.log, first = tall, True, math.floor(math.log10(min(seen)))
        self.low, self.high = 10.0**first * 0.8, max(seen) * 2.4  # room for a label above the highest
        powers = range(first, math.ceil(math.log10(self.high)))
        step = math.ceil(len(powers) * 0.2 / tall)
        parts_ = (1, 2, 5) if len(powers) < 3 else (1,)
        self.ticks = [n * 10.0**power for power in powers[::step] for n in parts_ if n * 10.0**power < self.high]
        self.names = [drawable(amount(tick, "USD")) for tick in self.ticks]
        if min(values) < LEAST:
            # As far below the lowest power as its words need.
            self.floor = 10.0 ** (first - max(0.4, len(powers) * 0.2 / tall))
            self.low, self.ticks = self.floor * 0.7, [self.floor, *self.ticks]
            self.names = [smallest, *self.names]

    def at(self, value):
        """Give the place of a value on the axis."""
        return self.floor if self.floor and value < LEAST else value

    def inches(self, value):
        """Give the height of a value above the panel's foot."""
        return super().inches(self.at(value))


class Years(money.Panel):
    """A part as it is drawn, its labels clear of its marks."""

    def __init__(self, axes, part, states, labels, wide):
        self.axes, self.part, self.scale, self.wide, self.labels = axes, part, part.scale, wide, labels
        self.left, self.right = axes.get_xlim()
        self.scale.lay(axes)
        self.frame, self.taken = Box(-0.05, 0, wide, part.scale.tall + 0.06), []
        self.looks = counters(states) | {PRINTED: ("o", style.INK)}
        self.color = money.ways(states).get(part.flow, style.INK)
        self.beside = []
        self._line()
        self._flagged()
        drawn = [(row, self._told(row)) for row in part.told]
        self._gaps()
        for label, printed in self.beside:
            self._beside(label, printed)
        self._peak()
        for _, found in self._wanted(drawn):
            for label in found:
                self._label(label, label.texts)

    def _line(self):
        look = {"color": self.color, "linewidth": 1.3, "marker": "o", "markersize": 3.8, "zorder": 3}
        for run in self.part.runs:
            xs, ys = [middle(year) for year, _ in run], [self.scale.at(value) for _, value in run]
            stroke(self.axes, xs, ys, gid=f"series:{self.part.name}:{run[0][0]}", **look)
            for n in range(max(len(xs) - 1, 1)):
                ends = ys[n : n + 2]
                self._take(xs[n], xs[n : n + 2][-1], min(ends), max(ends), 0.035)

    def _flagged(self):
        rows = self.part.flagged
        if rows.empty:
            return
        xs, ys = [middle(year) for year in rows["year"]], [self.scale.at(value) for value in rows["value"]]
        ends, none = [self.scale.at(value) for value in rows["smoothed"].fillna(rows["value"])], [math.nan] * len(xs)
        stems = [
            [day for x in xs for day in (x, x, math.nan)],
            [v for v3 in zip(ys, ends, none, strict=True) for v in v3],
        ]
        stroke(self.axes, *stems, color=self.color, linewidth=1, zorder=2, gid=f"smoothed:{self.part.name}")
        look = {"markerfacecolor": style.PAPER, "markeredgecolor": self.color, "linestyle": "", "zorder": 4}
        stroke(self.axes, xs, ys, marker="D", markersize=5.5, gid=f"flagged:{self.part.name}", **look)
        for x, y, end in zip(xs, ys, ends, strict=True):
            self._take(x, x, min(y, end), max(y, end), 0.05)

    def _told(self, row):
        """Draw a statement or a document's figure; give its labels."""
        marker, color = self.looks[row.counter]
        since, until, at = place(row, self.left, self.right)
        document = row.counter == PRINTED
        other = [row.alternative] if document and not pd.isna(row.alternative) else []
        values = [row.value] if not pd.isna(row.value) else [v for v in (row.low, row.high) if not pd.isna(v)]
        name = f"{'figure' if document else 'stated'}:{row.id}"
        every = [self.scale.at(value) for value in [*values, *other]]
        if len(every) > 1:
            dotted = {"linestyle": ":", "linewidth": 1} if other else {"linewidth": 2}
            gid = f"{'readings' if other else 'range'}:{row.id}"
            stroke(self.axes, [at, at], [min(every), max(every)], color=color, zorder=4, gid=gid, **dotted)
            self._take(at, at, min(every), max(every), 0.03)
        for n, value in enumerate(every):
            hollow = n >= len(values) or (not document and part_of_year(row))
            face = color if not hollow else "none" if document else style.PAPER  # a ring shows what lies within
            look = {"markerfacecolor": face, "markeredgecolor": color, "markersize": 8 if document else 6}
            if self._inch(until) - self._inch(since) > 2 * money.HALF:  # else the marker hides it
                when_mark(self.axes, since, until, value, color, f"date:{row.id}:{n}")
            stroke(self.axes, at, value, marker=marker, linestyle="", zorder=5, gid=f"{name}:{n}", **look)
            self._take(max(since, self.left), min(until, self.right), value, value, 0.03)
            self._take(at, at, value, value, money.HALF)
        self._open(row, at, every[0], color)
        x = self._inch(at)
        reach = min(self._inch(since), x - money.HALF), max(self._inch(until), x + money.HALF)
        text = written(row)
        texts = f"{time(row)}: {text}", text
        if document:
            source = clean(self.labels.get(row.source, row.source), 32)
            texts = f"{source}, {time(row)}, as printed: {text}", f"as printed: {text}"
        found = [Label(x, max(values), reach, texts, ())]
        if other:
            words = "if a decimal comma" if other[0] < values[0] else "in the other reading"
            text = f"{words}: {amount(other[0], 'USD')}"
            self.beside.append((Label(x, other[0], reach, (text,), ()), values[0]))
        return found

    def _beside(self, label, printed):
        """Write another reading beside the line that leads to it, as near to its end as there is room."""
        text = fit(drawable(label.texts[0]), self.wide, style.SMALL)
        wide, high = width(text, style.SMALL), height(style.SMALL)
        end, start = self.scale.inches(label.value), self.scale.inches(printed)
        heights = [end + (start - end) * n / 12 for n in range(12)]
        places = [Box(x, y - high / 2, x + wide, y + high / 2) for y in heights for x in
                  (label.x - 0.08 - wide, label.x + 0.08)]  # fmt: skip
        if box := free(places, self.taken, self.frame):
            self.taken.append(box)
            look = {"va": "center_baseline", "zorder": 6, "transform": self.axes.transAxes}
            write(self.axes, box.x0 / self.wide, (box.y0 + box.y1) / 2 / self.scale.tall, text, style.SMALL, **look)

    def _open(self, row, at, value, color):
        """Draw an arrow from an amount that was said to be more or less."""
        hedge = clean(row.qualifier).lower()
        if hedge in MORE + LESS:
            up = 1 if hedge in MORE else -1
            x, y = self._inch(at), self.scale.inches(value)
            look = {"color": color, "zorder": 4, "transform": self.axes.transAxes, "clip_on": False}
            xs, ys = [x / self.wide] * 2, [y / self.scale.tall, (y + up * 0.2) / self.scale.tall]
            stroke(self.axes, xs, ys, linewidth=1.2, gid=f"open:{row.id}", **look)
            stroke(self.axes, xs[1:], ys[1:], marker="^" if up > 0 else "v", markersize=4, gid=f"tip:{row.id}", **look)
            self.taken.append(Box(x - 0.04, min(y, y + up * 0.24), x + 0.04, max(y, y + up * 0.24)))

    def _gaps(self):
        wide, y = width(NO_FIGURE, style.SMALL), 0.3
        for since, until in self.part.gaps:
            low, high = (self._inch(middle(year)) for year in (since - 1, until + 1))
            box = Box((low + high - wide) / 2, y - 0.08, (low + high + wide) / 2, y + 0.08)
            if high - low > wide + 0.1 and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                look = {"va": "center_baseline", "zorder": 6, "transform": self.axes.transAxes}
                at = box.x0 / self.wide, y / self.scale.tall
                write(self.axes, *at, NO_FIGURE, style.SMALL, style.MUTED, gid=f"gap:{self.part.name}:{since}", **look)

    def _peak(self):
        top, year = self.part.peak
        if top >= LEAST:
            x, text = self._inch(middle(year)), f"{amount(top, 'USD')} in {year}"
            self._label(Label(x, top, (x - 0.04, x + 0.04), (text,), ()), (text,))

    def _wanted(self, drawn):
        """Put documents' figures first, then what was stated, the last first; of a crowd only what stands out."""
        drawn = sorted(drawn, key=lambda one: (one[0].counter != PRINTED, part_of_year(one[0]), -one[1][0].x))
        stated = [one for one in drawn if one[0].counter != PRINTED]
        if len(drawn) <= CROWD or not stated:
            return drawn[: CROWD * 2]
        by_value = sorted(stated, key=lambda one: one[1][0].value)
        chosen = [by_value[-1], by_value[0], stated[0]]
        return [one for one in drawn if one[0].counter == PRINTED][:CROWD] + [
            one for n, one in enumerate(chosen) if one not in chosen[:n]
        ]
