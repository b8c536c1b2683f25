"""One flow counted by both sides: a row per flow and time, a mark per count, the ratio beside it."""

from dataclasses import dataclass

import pandas as pd

from ..wording import amount, clean, count, listing
from . import style
from .layout import Box, drawable, fit, free, height, width, wrap
from .money import Scale, written
from .rows import check, credit, period
from .style import Page, chart, empty, stroke, write
from .yearly import LABELS, LEAST, LESS, MORE, SMALLEST, STATEMENTS, TRADE, counters, ids, stated, time, way, yearly

DOUBTFUL = ("low", "low-medium")
SAME, CLOSE = "the same", 1.05  # what is said of counts whose ratio is less than this
ROW, ROWS, RATIO, NAMES = 0.66, 24, 1.35, 1.6  # inches: a row, the columns of ratios and of names; the most rows


@dataclass(frozen=True)
class Count:
    """A count of a flow by a state, from `low` to `high` in US$, and its words; `gid` names its marks."""

    gid: str
    state: str
    low: float
    high: float
    hedge: str
    text: str
    record: bool = False
    doubtful: bool = False

    @property
    def label(self):
        """The words beside its mark."""
        kind = " (record)" if self.record else " (doubtful)" if self.doubtful else ""
        return f"{self.state}{kind}: {self.text}"


def _of_statement(row):
    low, high = (row.value,) * 2 if not pd.isna(row.value) else (row.low, row.high)
    low, high = (high if pd.isna(low) else low), (low if pd.isna(high) else high)
    doubtful = clean(row.confidence) in DOUBTFUL
    return Count(clean(row.id), row.counter, low, high, clean(row.qualifier, 20), written(row), doubtful=doubtful)


def _of_record(row):
    small = row.value < LEAST
    value, hedge, text = (LEAST, "under", SMALLEST) if small else (row.value, "", amount(row.value, "USD"))
    return Count(f"{row.source}:{row.year}", row.importer, value, value, hedge, text, record=True)


class Pair:
    """The counts of one flow at one time; `both` when both sides counted."""

    def __init__(self, flow, rows, trade, states):
        self.flow, self.time = flow, time(rows[0])
        self.counts = [_of_statement(row) for row in rows if row.counter]
        self.sources = {source: clean(row.stated_by) for row in rows if row.counter for source in ids(row)}
        if flow and self.time.isdigit():  # a year: the record's count is that of the side that received the goods
            same = trade[trade["year"].eq(int(self.time)) & trade["exporter"].eq(flow[0])]
            self.counts += [_of_record(row) for row in same.itertuples()]
            self.sources |= {source: LABELS.get(source, source) for row in same.itertuples() for source in ids(row)}
        sides = [[one for one in self.counts if one.state == state] for state in states]
        self.both = all(sides)
        if not self.both:
            return
        near = [max(a.low / b.high, b.low / a.high, 1) for a in sides[0] for b in sides[1]]
        far = [max(a.high / b.low, b.high / a.low) for a in sides[0] for b in sides[1]]
        self.least, self.most = min(near), max(far)
        self.doubtful = any(one.doubtful for one in self.counts)
        lows, highs = ([pick(getattr(one, end) for one in side) for side in sides] for end, pick in ENDS)
        self.higher = states[0] if lows[0] > highs[1] else states[1] if lows[1] > highs[0] else None
        open_ended = any(one.hedge in MORE + LESS for one in self.counts)
        self.hedge = "more than " if open_ended else "about " if any(one.hedge for one in self.counts) else ""

    @property
    def ratio(self):
        """What the two sides' counts differ by, in words."""
        low, high = f"{self.least:.2g}", f"{self.most:.2g}"
        if self.most < CLOSE:
            return SAME
        return f"{self.hedge}{low if low != high else ''}{' to ' if low != high else ''}{high} times"


ENDS = (("low", min), ("high", max))


@chart
def counts(statements, trade, *, dyad, labels=None, start=None, end=None, reason=""):
    """
    Draw what the two sides counted of one flow at one time: a row each, a mark per count, and how much they differ.

    A flow is one way or both ways together. For a calendar year the record's figure is a count of the side that
    received the goods. The axis is logarithmic where the counts span more than 1.5 decades.

    Parameters
    ----------
    statements : pandas.DataFrame
        The record's table of this name. Of it, rows with `counted_by`, in million US$, whose confidence is not "reject".
    trade : pandas.DataFrame
        The record's table of this name.
    """
    states = check(statements, STATEMENTS, dyad)
    check(trade, TRADE, dyad)
    first, last = period(start, end)
    rows, notes = stated(statements, states, first, last)
    record = yearly(trade, states, first, last)
    groups = {}
    for row in rows.sort_values(["earliest", "latest"], kind="stable").itertuples():
        if not pd.isna(row.earliest) and not pd.isna(row.latest):
            groups.setdefault((row.flow, row.earliest, row.latest), []).append(row)
    found = [Pair(flow, group, record, states) for (flow, *_), group in groups.items()]
    found = [pair for pair in found if pair.both]
    drawn = [pair for pair in found if pair in sorted(found, key=lambda pair: -pair.most)[:ROWS]]
    if len(found) > ROWS:
        notes.append(f"{count(len(found) - ROWS, 'row')} with smaller ratios")
    n = sum(len(pair.counts) for pair in drawn)
    known = {source: name for pair in drawn for source, name in pair.sources.items() if name}
    sources = [source for pair in drawn for source in pair.sources]
    footer = credit(sources, known | (labels or {} if drawn else {}), (n, "count"))
    footer += f" Not drawn: {listing(notes, limit=90)}." if notes else ""
    if not drawn:
        title = f"The record has no flow of trade that both {states[0]} and {states[1]} counted"
        return empty(title, clean(reason, 200), footer, first, last, "counts")

    page = Page(_title(drawn, states), _subtitle(drawn, states), footer, len(drawn) * ROW + 0.35)
    _draw(page, drawn, states)
    page.figure.alt_text = _alt(drawn, states)
    return page.figure


def _draw(page, drawn, states):
    left, right, tall = page.left + NAMES, page.right - RATIO, len(drawn) * ROW
    axes = page.axes(left, right, page.bottom + 0.3, page.bottom + 0.3 + tall, "counts")
    scale = Scale([end for pair in drawn for one in pair.counts for end in (one.low, one.high)], "USD", right - left)
    if scale.log:
        axes.set_xscale("log")
    axes.set_xlim(scale.low, scale.high)
    step = -(-len(scale.ticks) // 6)
    axes.set_xticks(scale.ticks[::step], scale.names[::step], parse_math=False)
    axes.set_xticks([], minor=True)
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)
    for n, pair in enumerate(drawn):
        y = tall - (n + 0.5) * ROW
        if n:
            page.rule(page.left, page.right, page.bottom + 0.3 + y + ROW / 2, style.GRID)
        page.name(page.bottom + 0.3 + y + 0.085, way(pair.flow), most=2)
        page.write(page.left, page.bottom + 0.3 + y - 0.17, pair.time, style.SMALL, style.MUTED)
        for k, line in enumerate(lines := wrap(pair.ratio, RATIO - 0.1, style.LABEL, bold=True, most=2)):
            at = page.bottom + 0.3 + y + ((len(lines) - 1) / 2 - k) * 0.17
            page.write(page.right, at, line, weight="bold", ha="right", va="center_baseline", gid="ratio")
        _row(axes, pair, counters(states), scale, y, right - left)


def _row(axes, pair, looks, scale, y, wide):
    ends = [end for one in pair.counts for end in (one.low, one.high)]
    stroke(axes, (min(ends), max(ends)), (y, y), color=style.LINE, linewidth=1.2, zorder=2, gid="apart")
    taken = [Box(scale.inches(end) - 0.07, y - 0.07, scale.inches(end) + 0.07, y + 0.07) for end in ends]
    frame = Box(-0.2, y - ROW / 2, wide + 0.1, y + ROW / 2)
    taken.append(Box(scale.inches(min(ends)), y - 0.02, scale.inches(max(ends)), y + 0.02))
    for one in sorted(pair.counts, key=lambda one: one.low):
        marker, color = looks[one.state]
        face = style.PAPER if one.doubtful else color
        if one.high > one.low:
            stroke(axes, (one.low, one.high), (y, y), color=color, lw=3.5, zorder=3, gid=f"range:{one.gid}")
        xs = sorted({one.low, one.high})
        options = {"marker": marker, "markersize": 9, "linestyle": "", "zorder": 4, "markeredgecolor": color}
        stroke(axes, xs, [y] * len(xs), markerfacecolor=face, gid=f"count:{one.gid}", **options)
        low, high = scale.inches(one.low), scale.inches(one.high)
        text, h = fit(drawable(one.label), wide, style.SMALL), height(style.SMALL)
        w, middle = width(text, style.SMALL), (low + high) / 2
        at = min(max(middle - w / 2, -0.04), wide + 0.04 - w)
        sides = [(high + 0.11, -h / 2), (low - 0.11 - w, -h / 2)]
        places = sides[:: -1 if one.low == min(ends) else 1] + [(at, up) for up in (0.1, -0.1 - h)]
        box = free([Box(x, y + dy, x + w, y + dy + h) for x, dy in places], taken, frame)
        if box:
            taken.append(box)
            across = {"va": "center_baseline", "zorder": 6, "transform": axes.transAxes}
            _, top = axes.get_ylim()
            write(axes, box.x0 / wide, (box.y0 + box.y1) / 2 / top, text, style.SMALL, **across)


def _title(drawn, states):
    higher = {pair.higher for pair in drawn}
    if len(drawn) == 1:
        pair = drawn[0]
        flow = f"the trade {way(pair.flow)}" if pair.flow else "their trade"
        told = "are the same" if pair.ratio == SAME else f"differ by {pair.ratio}"
        more = f"; {pair.higher}'s is the higher" if pair.higher else ""
        return f"{states[0]}'s and {states[1]}'s counts of {flow} in {pair.time} {told}{more}"
    sure, most = max((pair.most for pair in drawn if not pair.doubtful), default=1), max(pair.most for pair in drawn)
    if most < CLOSE:
        return f"{states[0]} and {states[1]} counted the same wherever both counted one flow"
    text = f"The two sides' counts of one flow differ by up to {(most if sure < CLOSE else sure):.2g} times"
    if most > sure >= CLOSE:
        text += f" ({most:.2g} by a doubtful count)"
    return text + (f", and {higher.pop()}'s is the higher each time" if len(higher) == 1 and None not in higher else "")


def _subtitle(drawn, states):
    text = f"Trade between {states[0]} and {states[1]} that both counted, in current US$ (nominal), by who counted. "
    if any(one.record for pair in drawn for one in pair.counts):
        text += "Record: yearly imports, as the side that received the goods counted them. "
    if any(one.high > one.low for pair in drawn for one in pair.counts):
        text += "Bar: a range. "
    if any(one.doubtful for pair in drawn for one in pair.counts):
        text += "Hollow: doubtful. "
    values = [end for pair in drawn for one in pair.counts for end in (one.low, one.high)]
    return text + ("Logarithmic scale." if max(values) > 10**1.5 * min(values) else "")


def _alt(drawn, states):
    told = [f"{way(p.flow)}, {p.time}: {listing([c.label for c in p.counts])}; {p.ratio}" for p in drawn]
    text = f"Dot chart of trade counted twice, {count(len(drawn), 'row')}. {_title(drawn, states)}. "
    return text + listing(told, most=6, limit=400) + "."
