"""A relationship in one picture: phases, events, visits and trade stacked on one time axis."""

from ..tables import frame
from ..wording import clean, count, years
from . import style
from .bands import ALL, LIMITS
from .bands import Lane as Bands
from .events import COLUMNS as EVENTS
from .events import finding as told_of
from .events import lanes
from .money import Panel, sift
from .phases import COLUMNS as PHASES
from .phases import axis, finding, in_order, together
from .rows import check, credit, dated, period, spread, within
from .style import NAMES, Page, chart, empty, num, stroke, time_axis
from .timeline import GROUPS
from .trade import COLUMNS as FIGURES
from .trade import currency, extent
from .visits import COLUMNS as VISITS
from .visits import lay, took_place

NONE = {
    "phases": ("Relations", "No phase of relations told"),
    "events": ("Events", "No dated event"),
    "visits": ("Visits", "No dated visit"),
    "figures": ("Trade", "No dated figure of money"),
}
NOUNS = {
    "phases": ("phase",),
    "events": ("account of an event", "accounts of events"),
    "visits": ("visit or meeting", "visits or meetings"),
    "figures": ("figure of money", "figures of money"),
}
TWO = ("Relations, missions and contacts", "Wars, states and other events")
TALL, GAP, THIN = 1.3, 0.16, 0.34  # inches: the amounts, between parts, a part that is missing


@chart
def panel(*, phases=None, events=None, visits=None, figures=None, dyad, labels=None, start=None, end=None, reason=""):
    """
    Draw phases, events, visits and figures of money of a dyad on one time axis.

    The phases are those of all sources together, or of the only one. Where contacts before all else would take more
    than a third of the axis, it begins later, and an arrowhead says since when.

    Parameters
    ----------
    phases, events, visits, figures : pandas.DataFrame, optional
        The tables that the charts of these names take; without rows, a thin lane says what is missing.
    """
    given = {"phases": (phases, PHASES), "events": (events, EVENTS), "visits": (visits, VISITS)}
    tables = {}
    for name, (table, columns) in {**given, "figures": (figures, FIGURES)}.items():
        table = frame(name) if table is None else table
        states = check(table, columns, dyad)
        tables[name] = table[columns]  # half of a table's columns: each is taken along in every step below
    first, last = period(start, end)
    rows, told, notes = _sift(tables, first, last)
    footer = credit(told, labels, (sum(map(len, rows.values())), "row"))
    counts = [count(len(table), *NOUNS[name]) for name, table in rows.items() if len(table)]
    notes = [f"{', '.join(counts)}.", *notes] if counts else notes
    if not counts:
        title = f"Nothing dated about {states[0]} and {states[1]} in these sources"
        return empty(title, clean(reason, 200), " ".join([footer, *notes]), first, last, "panel")

    span = axis(rows["phases"], first, last, _days(rows))
    parts = _parts(rows, states, span)
    missing = sum(part.missing for part in parts)
    title = _title(rows, states)
    body = sum(part.height for part in parts) + GAP * (len(parts) - 1) + 0.3
    for known in (False, True):  # how many amounts stay without a label is known only after drawing
        said = [f"{count(missing, 'mark')} without a label for want of room."] if missing else []
        page = Page(title, _subtitle(rows, states), " ".join([footer, *notes, *said]), body)
        more = _draw(page, parts, span)
        if known or not more:
            break
        missing += more
    page.figure.alt_text = _alt(rows, states, title, parts)
    return page.figure


def _sift(tables, first, last):
    """Keep what can be drawn of each table; give that, the sources behind it, and notes on what is left out."""
    found = within(tables["phases"], first, last, "opened_earliest", "closed_latest")
    lane = together(found.assign(source=found["source"].fillna("source not told"))) if len(found) else None
    # The phases of all sources together have no source of their own: those of each source stand behind them.
    told = [source for source in found["source"].dropna() if source != ALL] if lane is not None else []
    rows = {"phases": found.iloc[:0] if lane is None else lane}
    undated, other = 0, 0
    for name in ("events", "visits"):
        table = within(tables[name], first, last)
        rows[name] = table[dated(table)].reset_index(drop=True)
        undated += len(table) - len(rows[name])
    table = within(tables["figures"], first, last)
    ours, amounts, usable, cash = sift(table)
    money, undated = usable[cash], undated + len(ours[amounts]) - len(usable)
    unit = money["unit"].value_counts(sort=True).index[:1]
    rows["figures"] = money[money["unit"].isin(unit)].reset_index(drop=True)
    other = len(usable) - len(rows["figures"])
    notes = [f"{count(other, 'figure')} in other units not drawn."] if other else []
    notes += [f"{count(undated, 'row')} without a date not drawn."] if undated else []
    if lane is None and len(found):
        notes.append(f"Phases of {count(found['source'].nunique(), 'source')} not drawn: none are of all together.")
    for name in ("events", "visits", "figures"):
        told += rows[name]["source"].dropna().tolist()
    return rows, told, notes


def _days(rows):
    """Give the days that the axis must show besides the phases': all but those of contacts, which may lie before it."""
    events = rows["events"]
    kept = events[events["type"].ne("contact").fillna(True)] if len(rows["phases"]) else events
    tables = (kept, rows["visits"], rows["figures"])
    return [num(day) for table in tables for name in ("earliest", "latest") for day in table[name].dropna()]


class Missing:
    """A thin lane that says in words what there is not; lengths in inches."""

    height, missing = THIN, 0

    def __init__(self, name):
        self.name, self.words = NONE[name]
        self.gid = f"missing:{name}"

    def draw(self, page, axes, y):
        """Draw the line and its words from `y` inches above the axes' foot."""
        left, right = axes.get_xlim()
        stroke(axes, (left, right), (y + THIN / 2,) * 2, color=style.GRID, linewidth=1, zorder=1, gid=self.gid)
        page.name(page.bottom + 0.3 + y + THIN / 2, self.name)
        x, options = page.left + NAMES + 0.06, {"va": "center_baseline", "backgroundcolor": style.PAPER}
        page.write(x, page.bottom + 0.3 + y + THIN / 2, self.words, style.LABEL, style.MUTED, **options)


class Lanes:
    """One or several lanes of marks, each with its name; lengths in inches."""

    def __init__(self, pairs, weight="normal"):
        self.pairs, self.weight = pairs, weight
        self.height = sum(lane.height for _, lane in pairs)
        self.missing = sum(getattr(lane, "missing", 0) for _, lane in pairs)

    def draw(self, page, axes, y):
        """Draw the lanes one under the other, the lowest at `y`."""
        y += self.height
        for name, lane in self.pairs:
            y -= lane.height
            lane.draw(axes, y)
            page.name(page.bottom + 0.3 + y + lane.middle, name, weight=self.weight)


class Money:
    """Amounts in one unit, with a y axis of their own; lengths in inches."""

    height, missing = TALL + 0.36, 0

    def __init__(self, rows, states):
        self.rows, self.states = rows, states

    def draw(self, page, axes, y):
        """Draw the amounts from `y` up; give how many found no room to be written out."""
        y += page.bottom + 0.3
        own = page.axes(page.left + NAMES, page.right, y + 0.06, y + 0.06 + TALL, "money")
        own.set(xlim=axes.get_xlim(), xticks=[])
        name = f"Trade, {currency(self.rows['unit'].iloc[0]).replace('Current', 'current')}"
        page.write(page.left, y + TALL + 0.26, name, style.LABEL, gid="lane")
        return Panel(own, self.rows, self.states, TALL, page.right - page.left - NAMES).unlabelled


def _parts(rows, states, span):
    wide = style.WIDTH - 2 * style.MARGIN - NAMES
    parts = {}
    if len(rows["phases"]):
        name = "All sources together" if rows["phases"]["source"].iloc[0] == ALL else "Relations"
        lane = Bands(ALL, rows["phases"], *span, wide / (span[1] - span[0]), most=3)
        parts["phases"] = Lanes([(name, lane)], "bold")
    if len(rows["events"]):
        # Two lanes for five: the panel is an overview, the chart of events tells more.
        names = {name: TWO[n > 2] for n, name in enumerate(GROUPS)}
        found = lanes(rows["events"], span, wide, states, most=2, names=names)
        parts["events"] = Lanes([(lane.name, lane) for lane in found])
    if len(rows["visits"]):
        _, found, names = lay(rows["visits"], states, span, wide, most=2)
        parts["visits"] = Lanes([(n, lane) for n, lane in zip(names, found, strict=True) if len(lane.rows)])
    if len(rows["figures"]):
        parts["figures"] = Money(rows["figures"], states)
    return [parts.get(name) or Missing(name) for name in NONE]


def _draw(page, parts, span):
    axes = page.axes(page.left + NAMES, page.right, page.bottom + 0.3, page.top, "panel")
    time_axis(axes, *span)
    y, unlabelled = page.top - page.bottom - 0.3, 0
    for n, part in enumerate(parts):
        if n:
            y -= GAP
            page.rule(page.left, page.right, page.bottom + 0.3 + y + GAP / 2, style.GRID)
        y -= part.height
        unlabelled += part.draw(page, axes, y) or 0
    return unlabelled


def _title(rows, states):
    if len(rows["phases"]):
        return finding(rows["phases"], " and ".join(states))
    if len(rows["events"]):
        return told_of(rows["events"])
    rest = [count(len(rows[name]), *NOUNS[name]) for name in ("visits", "figures") if len(rows[name])]
    return f"No phase of relations between {states[0]} and {states[1]} in these sources, but {' and '.join(rest)}"


def _span(rows):
    events = [rows[name][limit] for name in ("events", "visits", "figures") for limit in ("earliest", "latest")]
    return years(*spread(*(rows["phases"][limit] for limit in LIMITS), *events))


def _subtitle(rows, states):
    text = f"Relations, events, visits and trade, {states[0]} and {states[1]}, {_span(rows)}. "
    text += "Dot, sharp edge: a known day. Bar, fading edge: a vague date."
    if not all(took_place(row) for row in rows["visits"].itertuples()):
        text += " Hollow visits did not take place."
    money = rows["figures"]
    if len(money):
        unit = currency(money["unit"].iloc[0]).replace("Current", "current")
        text += f" Trade: {unit}, nominal; who counted is not said."
        text += " Hollow: the other reading." if money["alternative"].notna().any() else ""
    return text


def _alt(rows, states, title, parts):
    text = f"Timelines of {states[0]} and {states[1]} on one axis, {_span(rows)}. {title}. "
    if len(rows["phases"]):
        text += f"{in_order(rows['phases'])} "
    there = [name for name in ("events", "visits") if len(rows[name])]
    text += " ".join(f"{count(len(rows[name]), *NOUNS[name])}." for name in there)
    if len(rows["figures"]):
        text += f" {count(len(rows['figures']), 'money figure')}: {extent(rows['figures'])}."
    gone = [part.words for part in parts if isinstance(part, Missing)]
    return " ".join(f"{text} {'. '.join(gone)}{'.' if gone else ''}".split())
