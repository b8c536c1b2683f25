"""The record's yearly trade, a panel for each way, with what was stated and printed, and breaks of relations behind."""

from dataclasses import replace

import pandas as pd

from ..dates.formatting import years
from ..tables import frame
from ..wording import clean, count, listing
from . import panels, recorded, style, time_axis
from .amounts import VALUES, of_row, written
from .model import Chart, Mark
from .page import WIDE, chart, empty
from .panels import Amount, Pair, Panel, Scale, scale
from .recorded import BOTH, PRINTED, SMALLEST, TRADE, time
from .rows import check, period, spread
from .time_axis import TimeAxis, num_or_none

TINTS = {"severed": "#f4ebe5", "lapsed": "#f4ebe5"}
CROWD = 8  # statements in a panel: of more, only the last, the highest and the lowest have words
FULL = pd.Timedelta(days=360)  # a statement on less is one on a part of a year


@chart
def series(
    trade: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    statements: pd.DataFrame | None = None,
    figures: pd.DataFrame | None = None,
    phases: pd.DataFrame | None = None,
    labels: dict[str, str] | None = None,
    start: object = None,
    end: object = None,
    reason: str = "",
) -> Chart:
    """
    Draw a dyad's trade by year as the record has it: a panel for each way, and one for both together where one is stated.

    A line joins years that follow each other, and crosses none without a figure. The axis of amounts is logarithmic
    where they span more than 1.5 decades; its lowest line is then for what is printed as 0, less than half a million.
    An open diamond is a year with raw and smoothed figures that differ sharply; its stem ends at the smoothed one.

    Parameters
    ----------
    trade : pandas.DataFrame
        The record's table of this name: yearly imports in million US$.
    statements : pandas.DataFrame, optional
        The record's table of this name. Amounts are drawn at their time, their shape is who counted, hollow ones are of
        a part of a year. Those of the confidence "reject" are not drawn.
    figures : pandas.DataFrame, optional
        The `figures` table. Its trade, exports and imports in US$ are drawn as printed and, hollow, as they may be read.
    phases : pandas.DataFrame, optional
        The `phases` table. Its phases of all sources together stand above; what is no relations is tinted.
    """
    states = check(trade, TRADE, dyad)
    when = period(start, end)
    relations = panels.phases_of(phases, dyad, when)
    record = recorded.yearly(trade, states, when)
    given, notes = recorded.printed(frame("figures") if figures is None else figures, states, when)
    if statements is not None:
        stated, left_out = recorded.stated(statements, states, when)
        given, notes = pd.concat([given, stated]), left_out + notes
    shown = pd.concat([record, given])
    footer = recorded.footer(shown, labels, notes, "figure")
    if shown.empty:
        title = f"The record has no trade for {states[0]} and {states[1]}"
        return empty("series", title, clean(reason, 200), footer, *when)
    days = time_axis.days(shown["earliest"], shown["latest"])
    axis = TimeAxis(*time_axis.limits(days, *when, after=0.08), WIDE)
    lanes, tints = panels.behind(relations, axis, TINTS)
    tables = {flow: record[record["flow"].eq(flow)] for flow in recorded.flows(states)}
    tables[BOTH] = recorded.both(record) if given["flow"].eq(BOTH).any() else record.iloc[:0]
    parts = {flow: (rows, given[given["flow"].eq(flow)]) for flow, rows in tables.items()}
    parts = {flow: pair for flow, pair in parts.items() if any(map(len, pair))}
    scales = _scales(parts)
    drawn = []
    for flow, (rows, others) in parts.items():
        color = (style.ACCENT, style.OTHER, style.INK)[list(tables).index(flow)]
        amounts = recorded.outstanding(rows, color) + _given(others, states, labels or {})
        by = "the two added up" if flow == BOTH else f"as {flow.split(' → ')[-1]} counted"
        caption = f"{flow}, {by}" if len(rows) else flow
        line = recorded.line(rows, flow, color)
        drawn.append(Panel(f"flow:{flow}", caption, axis, scales[flow], amounts, line, tints))
    title = finding(record, given, states)
    says = " ".join(_says(flow, *pair) for flow, pair in parts.items())
    alt = f"{count(len(parts), 'panel')} of yearly trade on one time axis. {title}. {says}"
    return Chart("series", title, _subtitle(shown, states), footer, [*lanes, *drawn], alt, axis)


def _scales(parts: dict[str, tuple[pd.DataFrame, pd.DataFrame]]) -> dict[str, Scale]:
    """Give both ways one scale, as the eye compares them, and both together their own."""
    columns = [*VALUES, "smoothed"]
    values = {flow: pd.concat(pair).reindex(columns=columns).stack() for flow, pair in parts.items()}
    ways = [value for flow in values if flow != BOTH for value in values[flow]]
    one = scale(ways, "USD", zero=SMALLEST)
    return {flow: scale(values[flow], "USD", zero="under $1 million") if flow == BOTH else one for flow in parts}


def _given(rows: pd.DataFrame, states: Pair, labels: dict[str, str]) -> list[Amount]:
    """Give the amounts of documents and statements, the most important first; of a crowd few have words."""
    printed = rows["counter"].eq(PRINTED)
    stated = rows[~printed].sort_values("latest", ascending=False)
    size = stated["value"].fillna(stated["high"])
    worded = [*rows.index[printed], *stated.index[:1], *size.nlargest(1).index, *size.nsmallest(1).index]
    found = []
    for row in pd.concat([rows[printed], stated]).itertuples():
        marker, color = recorded.looks(states)[row.counter]
        part = row.counter != PRINTED and row.latest - row.earliest < FULL
        mark = Mark(row.Index, num_or_none(row.earliest), num_or_none(row.latest), marker, color, style.PAPER * part)
        source = f"{clean(labels.get(row.source, row.source), 32)}, " if row.counter == PRINTED else ""
        amounts = of_row(row, mark, source + time(row))
        silent = len(stated) > CROWD and row.Index not in worded
        found += [replace(one, mark=mark) for one in amounts] if silent else amounts
    return found


def finding(record: pd.DataFrame, given: pd.DataFrame, states: Pair) -> str:
    """Write the highest year of the record, and the last one of the same flow."""
    if record.empty:
        others = count(len(given), "figure")
        return f"The record has no yearly trade for {states[0]} and {states[1]}, but {others} stated elsewhere"
    top = record.loc[record["value"].idxmax()]
    if top["value"] == 0:
        span = years(*spread(record["earliest"], record["latest"]))
        return f"Trade between {states[0]} and {states[1]} stayed {SMALLEST} a year each way, {span}"
    last = record[record["flow"].eq(top["flow"])].iloc[-1]
    text = f"{top['importer']}'s imports from {top['exporter']}"
    reached = f"{recorded.words(top['value'])} in {top['year']}"
    if last["year"] == top["year"]:
        return f"{text} reached {reached}"
    return f"{text} peaked at {reached} and were {recorded.words(last['value'])} in {last['year']}"


def _subtitle(shown: pd.DataFrame, states: Pair) -> str:
    span = years(*spread(shown["earliest"], shown["latest"]))
    text = f"Yearly imports, as the side that received the goods counted them, {states[0]} and {states[1]}, {span}, "
    text += "in current US$ (nominal). No line crosses years without a figure."
    if shown["flag"].eq(True).any():
        text += " Open diamond: raw and smoothed figures (end of its stem) differ sharply."
    if shown["flag"].isna().any():
        text += f" Stated: ■ {states[0]}’s count, ▲ {states[1]}’s count, ✖ unknown who counted; hollow: of a part of a "
        text += "year. ● Printed in documents."
    return text


def _says(flow: str, record: pd.DataFrame, given: pd.DataFrame) -> str:
    """Write what a panel shows."""
    parts = []
    if len(record):
        low, high = (recorded.words(end) for end in (record["value"].min(), record["value"].max()))
        span = f"{record['year'].min()}–{record['year'].max()}"
        parts.append(f"{count(len(record), 'year')} with a figure, {span}, {low} to {high}")
    said = [f"{time(row)} {written(row)}" for row in given.itertuples()]
    parts += [f"printed or stated: {listing(said, most=6, limit=90)}"] if said else []
    return f"{flow}: {'; '.join(parts)}."
