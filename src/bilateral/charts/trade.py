"""Figures over time as documents give them: a panel for a currency with several, a lane for each other kind of figure."""

import pandas as pd

from ..dates.formatting import when, years
from ..wording import amount, clean, count, listing
from . import time_axis
from .amounts import KIND, extent, in_time, kind, sift, written
from .captions import several
from .model import Chart
from .page import WIDE, chart, empty
from .rows import COLUMNS, check, credit, period, spread, within
from .time_axis import TimeAxis, days

MOST = 14  # panels and lanes in a chart


@chart
def trade(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: object = None,
    end: object = None,
    reason: str = "",
) -> Chart:
    """
    Draw the figures about a dyad: a panel for a currency with several figures, and a lane for each other kind of figure.

    A filled marker is the amount as printed, a hollow one the other reading that the printed form allows. No line joins
    figures of different years. The axis of amounts is logarithmic where they span more than 1.5 decades.

    Parameters
    ----------
    table : pandas.DataFrame
        The `figures` table: source, date, earliest, latest (datetime64[s]), measure, value, alternative, low, high (in
        `unit`: an ISO 4217 code for money, nominal), qualifier, from_state, to_state, scope.
    """
    states = check(table, COLUMNS["figures"], dyad)
    first, last = period(start, end)
    rows = within(table, first, last)
    found = sift(rows)
    several = found.money.groupby("unit")["unit"].transform("size") > 1
    panels = found.money[several].groupby("unit", sort=False)
    lanes = found.usable.drop(index=found.money.index[several]).groupby(KIND, dropna=False, sort=False)
    groups = [group for _, group in [*panels, *lanes]][:MOST]
    shown = pd.concat([found.usable.iloc[:0], *groups])
    undated = found.amounts.drop(index=found.usable.index)
    notes = [
        credit(shown["source"], labels, (len(shown), "figure")),
        _note(len(rows) - len(found.ours), "about other states not drawn"),
        _note(len(found.ours) - len(found.amounts), "without an amount not drawn"),
        _note(len(found.usable) - len(shown), "of further kinds not drawn"),
        f"No date given, not drawn: {listing(map(_undated, undated.itertuples()), most=3)}." if len(undated) else "",
    ]
    if shown.empty:
        what = "dated trade figure" if len(undated) else "trade figure"
        title = f"The reader found no {what} for {states[0]} and {states[1]} in these documents"
        return empty("trade", title, clean(reason, 200), notes, first, last)
    axis = TimeAxis(*time_axis.limits(days(shown["earliest"], shown["latest"]), first, last, least=6), WIDE)
    parts = [part for group in groups for part in in_time(group, states, axis)]
    title = finding(shown, states)
    return Chart("trade", title, _subtitle(shown, states), notes, parts, _alt(title, shown, states), axis)


def _note(n: int, words: str) -> str:
    return f"{count(n, 'figure')} {words}." if n else ""


def _undated(row: pd.Series) -> str:
    if row.measure == "rank":
        return clean(getattr(row, "printed", ""), 60) or "rank"
    return f"{clean(row.measure)} {written(row)}"


def finding(rows: pd.DataFrame, states: tuple[str, str]) -> str:
    """Write the only figure, the first and the last of the only kind, or how many there are and how much money they are."""
    money = sift(rows).money
    rows = rows if money.empty else money
    first, *_, last = [*rows.sort_values(["latest", "earliest"]).itertuples()] * 2
    if len(rows) == 1:
        text = f"{kind(first)}, {_when(first)}: {written(first)}"
        return text if pd.isna(first.alternative) else f"{text} as printed, or {amount(first.alternative, first.unit)}"
    one_kind = len(rows.drop_duplicates(KIND)) == 1 and rows["alternative"].isna().all()
    if one_kind and first.latest < last.earliest:
        return f"{kind(first)}: from {written(first)} {_when(first)} to {written(last)} {_when(last)}"
    return f"{count(len(rows), 'figure')} on {states[0]} and {states[1]}" + (f": {extent(money)}" if len(money) else "")


def _when(row: pd.Series) -> str:
    return when(row.earliest, row.latest, row.date)


def _subtitle(rows: pd.DataFrame, states: tuple[str, str]) -> str:
    text = f"Figures on {states[0]} and {states[1]}, {years(*spread(rows['earliest'], rows['latest']))}, as printed in the "
    text += "documents, money in current (nominal) units. Who counted is not read."
    return text + (" Filled: as printed. Hollow: the other reading." if rows["alternative"].notna().any() else "")


def _alt(title: str, rows: pd.DataFrame, states: tuple[str, str]) -> str:
    named = [f"{kind(row)}, {_when(row)}: {written(row)}" for row in rows.itertuples()]
    return f"Chart of figures on {states[0]} and {states[1]} over time. {title}. {count(len(named), 'figure')}: {several(named)}."
