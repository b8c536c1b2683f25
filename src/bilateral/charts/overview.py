"""A relationship in one picture: phases, events, visits and trade stacked on one time axis."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..dates.formatting import years
from ..tables import frame
from ..wording import clean, count
from . import captions, lanes, marks, style
from .amounts import currency, extent, in_time, sift
from .model import Chart, Lane, Part
from .page import Rule, chart, empty
from .rows import ALL, COLUMNS, check, credit, dated, limits, period, phases_within, spread, together, within
from .time_axis import TimeAxis, days, of_phases

#: Of each part: its name and words where there is none of it, and how it is counted.
PARTS = {
    "phases": (Lane("Relations", words="The reader found no phase of relations"), ("phase",)),
    "events": (Lane("Events", words="The reader found no dated event"), ("account of an event", "accounts of events")),
    "visits": (Lane("Visits", words="The reader found no dated visit"), ("visit or meeting", "visits or meetings")),
    "figures": (Lane("Trade", words="The reader found no dated figure of money"), ("figure of money", "figures of money")),
}
#: The lanes of events, of which an overview has fewer: from which group on.
TWO = {"Relations, missions and contacts": slice(0, 3), "Wars, states and other events": slice(3, None)}
OTHERS = list(PARTS)[1:]
LEVELS, TALL = 2, 1.3  # lines of labels on a side; inches of the amounts


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
    rows = _drawn(tables, first, last)
    counts = [count(len(rows[name]), *nouns) for name, (_, nouns) in PARTS.items() if len(rows[name])]
    notes = _notes(tables, rows, labels, first, last)
    notes.insert(1, f"{', '.join(counts)}." if counts else "")
    if not counts:
        title = f"Nothing dated about {states[0]} and {states[1]} in these sources"
        return empty("panel", title, clean(reason, 200), notes, first, last)
    # Contacts may lie before the axis.
    later = rows["events"][rows["events"]["type"].ne("contact").fillna(True) | rows["phases"].empty]
    axis = of_phases(rows["phases"], first, last, days(*_dates({**rows, "events": later})))
    parts = [part for group in _parts(rows, states, axis) for part in (Rule(color=style.GRID, gid="part"), *group)][1:]
    pair, span = " and ".join(states), years(*spread(*limits(rows["phases"]), *_dates(rows)))
    title = f"The reader found no phase of relations between {pair} in these sources, but {' and '.join(counts)}"
    if len(rows["phases"]):
        title = captions.relations(rows["phases"], pair)
    elif len(rows["events"]):
        title = captions.events(rows["events"])
    alt = f"Timelines of {pair} on one axis, {span}. {title}. {_alt(rows)}"
    return Chart("panel", title, _subtitle(rows, pair, span), [*notes, lanes.missing(parts)], parts, alt, axis)


def _notes(
    tables: dict[str, pd.DataFrame],
    rows: dict[str, pd.DataFrame],
    labels: dict[str, str] | None,
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> list[str]:
    """Name the sources, and count what is not drawn."""
    stated = tables["phases"]["source"] if len(rows["phases"]) else rows["phases"]["source"]
    sources = pd.concat([stated, *(rows[name]["source"] for name in OTHERS)]).dropna()
    notes = [credit(sources[sources != ALL], labels, (sum(map(len, rows.values())), "row"))]
    left = sum(len(within(tables[name], first, last)) - len(rows[name]) for name in OTHERS)
    if left:
        notes.append(f"{count(left, 'row')} not drawn: without a date, or figures of another kind.")
    if rows["phases"].empty and len(tables["phases"]):
        notes.append("Phases not drawn: there are none of all sources together.")
    return notes


def _dates(rows: dict[str, pd.DataFrame]) -> list[pd.Series]:
    return [rows[name][end] for name in OTHERS for end in ("earliest", "latest")]


def _drawn(tables: dict[str, pd.DataFrame], first: pd.Timestamp, last: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """Give what is drawn of each table: of phases those of all sources, of figures money in the commonest unit."""
    rows = {name: within(tables[name], first, last) for name in OTHERS}
    found = {"phases": together(phases_within(tables["phases"], first, last))}
    found |= {name: rows[name][dated(rows[name])] for name in ("events", "visits")}
    money = sift(rows["figures"]).money
    return found | {"figures": money[money["unit"].isin(money["unit"].value_counts().index[:1])]}


def _parts(rows: dict[str, pd.DataFrame], states: tuple[str, str], axis: TimeAxis) -> list[Sequence[Part]]:
    """Lay out the lanes and panels of each part, or the words that say that it is missing."""
    name = "All sources together" if ALL in set(rows["phases"]["source"]) else "Relations"
    kinds, order = rows["events"]["type"].fillna("").map(marks.group), list(marks.GROUPS)
    two = {name: rows["events"][kinds.isin(order[part])] for name, part in TWO.items()}
    found = {
        "phases": [marks.phases(rows["phases"], name, bold=True, thick=0.32, levels=3)],
        "events": [Lane(name, marks.events(part, states, axis), levels=LEVELS) for name, part in two.items()],
        "visits": marks.visits(marks.journeys(rows["visits"], states), states, LEVELS),
        "figures": [],
    }
    drawn = {name: [lane for lane in group if lane.marks or lane.bands] for name, group in found.items()}
    parts: dict[str, Sequence[Part]] = {
        name: lanes.lay(group or [PARTS[name][0]], axis) for name, group in drawn.items()
    }
    if len(rows["figures"]):
        parts["figures"] = in_time(rows["figures"], states, axis, TALL)
    return list(parts.values())


def _subtitle(rows: dict[str, pd.DataFrame], pair: str, span: str) -> str:
    words = [f"Relations, events, visits and trade of {pair}, {span}."]
    words.append("Dot, sharp edge: a known day. Bar, split band: a vague date. Hollow event: an end.")
    if not all(map(marks.took_place, rows["visits"].itertuples())):
        words.append("Hollow visits did not take place.")
    figures = rows["figures"]
    if len(figures):
        words.append(f"Trade: {currency(figures['unit'].iloc[0])}, nominal; who counted is not read.")
        words.append("Hollow: the other reading." if figures["alternative"].notna().any() else "")
    return " ".join(filter(None, words))


def _alt(rows: dict[str, pd.DataFrame]) -> str:
    words = [captions.in_order(rows["phases"])] if len(rows["phases"]) else []
    for name, (lane, nouns) in PARTS.items():
        more = f": {extent(rows[name])}" if name == "figures" else ""
        if rows[name].empty:
            words.append(f"{lane.words}.")
        elif name != "phases":
            words.append(f"{count(len(rows[name]), *nouns)}{more}.")
    return " ".join(words)
