"""A relationship in one picture: phases, events, visits and trade stacked on one time axis."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..tables import frame
from ..wording import clean, count, years
from . import captions, lanes, marks, style
from .amounts import VALUES, currency, extent, of_figures, sift
from .model import Chart, Lane, Part
from .page import Rule, chart, empty
from .panels import Panel, scale
from .rows import ALL, COLUMNS, check, credit, dated, period, phases_within, spread, together, within
from .time_axis import TimeAxis, days, of_phases

#: Of each part: its name and words where there is none of it, and how it is counted.
PARTS = {
    "phases": (Lane("Relations", words="No phase of relations stated"), ("phase",)),
    "events": (Lane("Events", words="No dated event"), ("account of an event", "accounts of events")),
    "visits": (Lane("Visits", words="No dated visit"), ("visit or meeting", "visits or meetings")),
    "figures": (Lane("Trade", words="No dated figure of money"), ("figure of money", "figures of money")),
}
#: The lanes of events, of which an overview has fewer: from which group on.
TWO = {"Relations, missions and contacts": slice(0, 3), "Wars, states and other events": slice(3, None)}
LEVELS, TALL = 2, 1.3  # lines of labels on a side; inches of the amounts


@dataclass(frozen=True, slots=True)
class Rows:
    """What can be drawn of each table, the sources behind it, and notes on what is left out."""

    phases: pd.DataFrame
    events: pd.DataFrame
    visits: pd.DataFrame
    figures: pd.DataFrame
    sources: list[str]
    notes: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """Count the rows of each part."""
        return {name: len(getattr(self, name)) for name in PARTS}


@chart
def panel(
    *,
    phases: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    visits: pd.DataFrame | None = None,
    figures: pd.DataFrame | None = None,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: Any = None,
    end: Any = None,
    reason: str = "",
) -> Chart:
    """
    Draw phases, events, visits and figures of money of a dyad on one time axis.

    The phases are those of all sources together, or of the only one. Where contacts before all else would take more
    than a third of the axis, it begins later, and an arrowhead says since when.

    Parameters
    ----------
    phases, events, visits, figures : pandas.DataFrame, optional
        The tables that the charts of these names take; without rows, a thin lane says what is missing.
    """
    given = {"phases": phases, "events": events, "visits": visits, "figures": figures}
    tables = {name: frame(name) if table is None else table for name, table in given.items()}
    states = [check(table, COLUMNS[name], dyad) for name, table in tables.items()][0]
    first, last = period(start, end)
    rows = _sift(tables, first, last)
    notes = [credit(rows.sources, labels, (sum(rows.counts.values()), "row"))]
    counts = [count(n, *PARTS[name][1]) for name, n in rows.counts.items() if n]
    notes += [f"{', '.join(counts)}." if counts else "", *rows.notes]
    if not counts:
        title = f"Nothing dated about {states[0]} and {states[1]} in these sources"
        return empty("panel", title, clean(reason, 200), notes, first, last)
    axis = of_phases(rows.phases, first, last, _days(rows))
    groups = [part for part in _parts(rows, states, axis) if part]
    parts: list[Part] = [part for group in groups for part in (Rule(color=style.GRID, gid="part"), *group)][1:]
    notes.append(lanes.missing(parts))
    title, span = _title(rows, states, counts), _span(rows)
    return Chart("panel", title, _subtitle(rows, states, span), notes, parts, _alt(rows, states, title, span), axis)


def _sift(tables: dict[str, pd.DataFrame], first: pd.Timestamp, last: pd.Timestamp) -> Rows:
    found = phases_within(tables["phases"], first, last)
    phases = together(found)
    sources = [] if phases is None else [source for source in found["source"] if source != ALL]
    events, visits, figures = (within(tables[name], first, last) for name in ("events", "visits", "figures"))
    sifted = sift(figures)
    money = sifted.money[sifted.money["unit"].isin(sifted.money["unit"].value_counts().index[:1])]
    other = len(sifted.usable) - len(money)
    undated = len(sifted.amounts) - len(sifted.usable) + sum(int((~dated(table)).sum()) for table in (events, visits))
    notes = [f"{count(other, 'figure')} in other units not drawn."] if other else []
    notes += [f"{count(undated, 'row')} without a date not drawn."] if undated else []
    if phases is None and len(found):
        notes.append(f"Phases of {count(found['source'].nunique(), 'source')} not drawn: none are of all together.")
    events, visits = events[dated(events)], visits[dated(visits)]
    sources += [source for table in (events, visits, money) for source in table["source"].dropna()]
    return Rows(found.iloc[:0] if phases is None else phases, events, visits, money, sources, notes)


def _days(rows: Rows) -> list[float]:
    """Give the days that the axis must show besides the phases': all but those of contacts, which may lie before it."""
    events = rows.events[rows.events["type"].ne("contact").fillna(True)] if len(rows.phases) else rows.events
    return days(*(table[name] for table in (events, rows.visits, rows.figures) for name in ("earliest", "latest")))


def _parts(rows: Rows, states: tuple[str, str], axis: TimeAxis) -> list[list[Part]]:
    """Lay out the lanes and panels of each part, or the words that say that it is missing."""
    name = "All sources together" if ALL in set(rows.phases["source"]) else "Relations"
    kinds, order = rows.events["type"].fillna("").map(marks.group), list(marks.GROUPS)
    two = {name: rows.events[kinds.isin(order[part])] for name, part in TWO.items()}
    found = {
        "phases": [marks.phases(rows.phases, name, bold=True, thick=0.32, levels=3)],
        "events": [Lane(name, marks.events(part, states, axis), levels=LEVELS) for name, part in two.items()],
        "visits": marks.visits(marks.journeys(rows.visits, states), states, LEVELS),
    }
    there = {name: [lane for lane in group if lane.marks or lane.bands] for name, group in found.items()}
    parts = [lanes.lay(group or [PARTS[name][0]], axis) for name, group in there.items()]
    if rows.figures.empty:
        return [*parts, lanes.lay([PARTS["figures"][0]], axis)]
    unit, values = rows.figures["unit"].iloc[0], rows.figures[VALUES].stack().dropna()
    amounts = of_figures(rows.figures, states)
    return [*parts, [Panel("money", f"Trade, {_unit(unit)}", axis, scale(values, unit, 3), amounts, tall=TALL)]]


def _unit(unit: str) -> str:
    return currency(unit).replace("Current", "current")


def _title(rows: Rows, states: tuple[str, str], counts: list[str]) -> str:
    pair = " and ".join(states)
    if len(rows.phases):
        return captions.relations(rows.phases, pair)
    if len(rows.events):
        return captions.events(rows.events)
    return f"No phase of relations between {pair} in these sources, but {' and '.join(counts)}"


def _span(rows: Rows) -> str:
    tables = (rows.events, rows.visits, rows.figures)
    others = [table[limit] for table in tables for limit in ("earliest", "latest")]
    return years(*spread(*captions.dates(rows.phases), *others))


def _subtitle(rows: Rows, states: tuple[str, str], span: str) -> str:
    words = [f"Relations, events, visits and trade, {states[0]} and {states[1]}, {span}."]
    words.append("Dot, sharp edge: a known day. Bar, split band: a vague date. Hollow event: an end.")
    if not all(map(marks.took_place, rows.visits.itertuples())):
        words.append("Hollow visits did not take place.")
    if len(rows.figures):
        words.append(f"Trade: {_unit(rows.figures['unit'].iloc[0])}, nominal; who counted is not stated.")
        words.append("Hollow: the other reading." if rows.figures["alternative"].notna().any() else "")
    return " ".join(filter(None, words))


def _alt(rows: Rows, states: tuple[str, str], title: str, span: str) -> str:
    words = [f"Timelines of {states[0]} and {states[1]} on one axis, {span}. {title}."]
    words.append(captions.in_order(rows.phases) if len(rows.phases) else "")
    counts = rows.counts
    words += [f"{count(counts[name], *PARTS[name][1])}." for name in ("events", "visits") if counts[name]]
    if counts["figures"]:
        words.append(f"{count(counts['figures'], 'money figure')}: {extent(rows.figures)}.")
    words += [f"{lane.words}." for name, (lane, _) in PARTS.items() if not counts[name]]
    return " ".join(filter(None, words))
