"""Visits over time: up is one way, down the other, in the middle who met elsewhere."""

from collections import Counter
from typing import Any

import pandas as pd

from ..dates.formatting import years
from ..wording import clean, count, listing, spelled
from . import lanes
from .journeys import Joined, join
from .marks import BOTH, KINDS, RECORD, SOURCE, Journey, journeys, took_place, visit_words
from .marks import visits as visit_lanes
from .model import Chart
from .page import WIDE, chart, empty
from .rows import COLUMNS, credit, opened
from .time_axis import TimeAxis, days, limits

LEVELS = 8  # lines of labels on a side of a lane
WHOSE = {SOURCE: "sources only", BOTH: "sources and the record", RECORD: "the record only"}
NOT = "planned, invited or cancelled"
FEW = 6  # visits that an alternative text names


@chart
def visits(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: Any = None,
    end: Any = None,
    record: pd.DataFrame | None = None,
    reason: str = "",
) -> Chart:
    """
    Draw visits and meetings over time, one mark per row.

    Marks above the middle went from the first state to the second, marks below the other way, marks on the middle line
    met elsewhere or in a direction that is not stated. The shape is the kind; hollow marks did not take place.

    Parameters
    ----------
    table : pandas.DataFrame
        The `visits` table: source, date, earliest, latest (datetime64[s]), visitor, office, from_state, to_state, kind,
        took_place (boolean).
    record : pandas.DataFrame, optional
        The record's table, ``bilateral.record.load().visits``: what its independent rows have on the dyad is drawn
        pale, what a source has, too, is drawn once and has a ring, and what did not take place is struck through.
    """
    states, first, last, rows, undated = opened(table, COLUMNS["visits"], dyad, start, end)
    joined = None if record is None else join(rows, undated, record, dyad, first, last)
    found = journeys(rows, states) if joined is None else joined.drawn
    notes = [credit(rows["source"], labels, (len(rows), "row")), _undated(undated), *(joined.notes if joined else [])]
    if not found:
        title = f"The reader found no {'dated ' if len(undated) else ''}visit between {states[0]} and {states[1]} in these sources"
        nothing = joined.nothing if joined and not joined.covered else ""
        return empty("visits", title, f"{clean(reason, 200)} {nothing}".strip(), notes, first, last)
    dates = pd.DataFrame([(one.row.earliest, one.row.latest) for one in found], columns=["earliest", "latest"])
    axis = TimeAxis(*limits(days(dates["earliest"], dates["latest"]), first, last), WIDE)
    parts = lanes.lay(visit_lanes(found, states, LEVELS, joined is not None), axis)
    title = joined.title if joined and joined.covered else _title(found, states)
    span = years(dates.min().min(), dates.max().max())
    subtitle = f"Visits and meetings, {states[0]} and {states[1]}, {span}. {_key(found, joined)}"
    subtitle += " Bar: as wide as the date is vague." if dates["earliest"].ne(dates["latest"]).any() else ""
    alt = f"Timeline of visits: {count(len(found), 'mark')}, {span}: {_ways(found, states)}. {title}."
    notes.append(lanes.missing(parts))
    return Chart("visits", title, subtitle, notes, parts, f"{alt}{_alt(found, joined)}", axis)


def _undated(rows: pd.DataFrame) -> str:
    named = [f"{clean(row.visitor, 40)}, {clean(row.kind)}" for row in rows.itertuples()]
    return f"No date given, not drawn: {listing(named, most=3)}." if named else ""


def _key(found: list[Journey], joined: Joined | None) -> str:
    """Name the shapes, where there are several, and what their fillings mean."""
    kinds = {clean(one.row.kind, 24) or "visit" for one in found}
    signs = [f"{sign} {kind}" for kind, (_, sign) in KINDS.items() if kind in kinds]
    words = [f"{', '.join(signs)}."] if len(kinds) > 1 else []
    if joined:
        words.append(joined.key)
    elif not all(one.held for one in found):
        words.append(f"Hollow: {NOT}.")
    return " ".join(words)


def _title(found: list[Journey], states: tuple[str, str]) -> str:
    ways = Counter(one.way for one in found if took_place(one.row))
    there, back, elsewhere = (ways[way] for way in range(3))
    if not there and not back:
        what = f"{count(elsewhere, 'meeting')} but no visit" if elsewhere else "no visit that took place"
        return f"The reader found {what} between {states[0]} and {states[1]}"
    most, (one, other) = max((there, states), (back, states[::-1]), key=lambda pair: pair[0])
    rest = spelled(min(there, back)).lower().replace("no", "none")
    noun = "account" if most == 1 else "accounts"
    return f"{spelled(most)} {noun} of visits from {one} to {other}, {rest} the other way"


def _ways(found: list[Journey], states: tuple[str, str]) -> str:
    words = [f"{states[0]} → {states[1]}", f"{states[1]} → {states[0]}", "elsewhere or not stated"]
    ways = Counter(one.way for one in found)
    return ", ".join(f"{ways[way]} {name}" for way, name in enumerate(words) if ways[way])


def _alt(found: list[Journey], joined: Joined | None) -> str:
    """Say whose the visits are, which did not take place, and name the first."""
    absent = sum(not one.held for one in found)
    if joined is None:
        text = f" {count(absent, 'mark')} {'is' if absent == 1 else 'are'} hollow: {NOT}." if absent else ""
        return text + (f" {'; '.join(visit_words(one.row) for one in found)}." if len(found) <= FEW else "")
    whose = Counter(one.whose for one in found)
    parts = ", ".join(f"{words} {whose[name]}" for name, words in WHOSE.items() if whose[name])
    text = f" Stated by: {parts}. Did not take place: {absent}."
    ours = [visit_words(one.row, counterpart=True) for one in found if one.whose != RECORD][:FEW]
    text += f" Stated by sources: {'; '.join(ours)}." if ours else ""
    return text if joined.covered else f"{text} {joined.nothing}"
