"""Events over time, as exact as their dates: a lane for each kind, a dot for a day, a bar for less."""

from typing import Any

import pandas as pd

from ..dates.formatting import years
from ..wording import clean, count, listing
from . import captions, lanes
from .marks import GROUPS, group, word
from .marks import events as event_marks
from .model import Chart, Lane
from .page import WIDE, chart, empty
from .rows import COLUMNS, credit, opened, spread
from .time_axis import TimeAxis, days, limits

MANY, LEVELS = 40, 4  # events: with more in all, a lane has so many lines of labels on a side


@chart
def events(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: Any = None,
    end: Any = None,
    reason: str = "",
) -> Chart:
    """
    Draw events over time, one mark per row, in a lane for each kind of event.

    A dot is a day; a bar is exactly as wide as the date is vague; an arrowhead is the open side of a date such as 'by
    1899'. Marks that would cover each other stand in a stack. What several sources state has one label.

    Parameters
    ----------
    table : pandas.DataFrame
        The `events` table: source, date, earliest, latest (datetime64[s]; NaT where open), type, level, actors.
    """
    states, first, last, rows, undated = opened(table, COLUMNS["events"], dyad, start, end)
    notes = [credit(rows["source"], labels, (len(rows), "row"))]
    if len(undated):
        names = listing([word(row) for row in undated.itertuples()], most=3)
        notes.append(f"No date given, not drawn: {names}.")
    if rows.empty:
        title = f"The reader found no {'dated ' if len(undated) else ''}event between {states[0]} and {states[1]} in these sources"
        return empty("events", title, clean(reason, 200), notes, first, last)
    axis = TimeAxis(*limits(days(rows["earliest"], rows["latest"]), first, last), WIDE)
    kinds = rows["type"].fillna("").map(group)
    levels = LEVELS if len(rows) > MANY else None
    drawn = [
        Lane(name, event_marks(rows[kinds == name], states, axis), levels=levels)
        for name in GROUPS
        if (kinds == name).any()
    ]
    parts = lanes.lay(drawn, axis)
    notes.append(lanes.missing(parts))
    span, finding = years(*spread(rows["earliest"], rows["latest"])), captions.events(rows)
    words = [f"Events between {states[0]} and {states[1]}, as stated in the documents, {span}, by kind."]
    lead = f"Timeline of events between {states[0]} and {states[1]}: {count(len(rows), 'mark')} in {count(len(parts), 'lane')}"
    counts = "; ".join(f"{lane.name}: {int((kinds == lane.name).sum())}" for lane in drawn)
    alt = f"{lead}, {span}. {finding}. {counts}."
    return Chart("events", finding, " ".join([*words, *captions.key_of_events(rows)]), notes, parts, alt, axis)
