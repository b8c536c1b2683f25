"""How many dated rows the sources have for each decade: a lane for each source, a cell for each decade."""

from typing import Any

import pandas as pd

from ..wording import clean, count, spelled
from . import lanes, style
from .model import Band, Chart, Lane, Mark
from .page import WIDE, chart, empty
from .rows import check, credit, dated, period, within
from .time_axis import TimeAxis, days, limits, num, num_or_none

COLUMNS = ["source", "earliest", "latest"]
#: From few rows to many: 1, 2, up to 4, up to 8, up to 16, more. On each, white or ink can be read.
SHADES = ["#e1ecf5", "#c0d6e8", "#93b8d6", "#5f93bd", "#1d5b8c", "#0c3a5f"]
FEW, CELL, MOST = 80, 0.3, 12  # years on an axis; inches of a cell; sources in an alternative text


def shade(n: int) -> str:
    """Choose the colour of a cell with `n` rows: a step darker each time that n doubles."""
    return SHADES[min(max(n - 1, 0).bit_length(), len(SHADES) - 1)]


@chart
def coverage(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: Any = None,
    end: Any = None,
    reason: str = "",
) -> Chart:
    """
    Draw how many dated rows each source has for each decade.

    A cell is a decade, the darker the more rows; its number is written in it. A date that is not within one decade is a
    bar under the decades that it may lie in, with an arrowhead on an open side.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table, or several concatenated, with source, earliest, latest (datetime64[s]; NaT where open).
    """
    states = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    rows = within(table[COLUMNS].reset_index(drop=True), first, last)
    rows = rows.assign(
        source=rows["source"].fillna("source not stated"),
        low=_decades(rows["earliest"]),
        high=_decades(rows["latest"]),
    )
    known = rows[dated(rows)]
    notes = [credit(rows["source"], labels, (len(known), "dated row"))]
    if len(known) < len(rows):
        notes.append(f"{count(len(rows) - len(known), 'row')} without a date not drawn.")
    if known.empty:
        title = f"The reader found nothing dated about {states[0]} and {states[1]} in these sources"
        return empty("coverage", title, clean(reason, 200), notes, first, last)
    exact = known["low"].eq(known["high"]).fillna(False)
    cells, vague = known[exact].groupby(["source", "low"], sort=False).size(), known[~exact]
    edges = [_day(decade + more) for _, decade in cells.index for more in (0, 10)]
    shown = [*edges, *days(vague["earliest"], vague["latest"])]
    axis = TimeAxis(*limits(shown, first, last, least=FEW), WIDE)
    names = {source: clean((labels or {}).get(source, source)) for source in rows["source"].unique()}
    parts = lanes.lay([_lane(source, name, cells, vague) for source, name in names.items()], axis)
    notes.append(lanes.missing(parts))
    title, low, high = (
        _finding(cells, vague, len(known)),
        known[["low", "high"]].min().min(),
        known[["low", "high"]].max().max(),
    )
    span = f"{low}s" if low == high else f"{low}s to {high}s"
    subtitle = (
        f"Dated rows about {states[0]} and {states[1]} by source and decade, {span}. Darker: more rows. Empty: none."
    )
    subtitle += " Bar: a date that may lie in several decades." if len(vague) else ""
    alt = (
        f"Table of shaded cells: {count(len(names), 'source')} by decade, {span}. {title}. {_alt(names, cells, vague)}"
    )
    return Chart("coverage", title, subtitle, notes, parts, alt, axis)


def _decades(dates: pd.Series) -> pd.Series:
    return (dates.dt.year // 10 * 10).astype("Int64")


def _day(decade: int) -> float:
    return num(f"{decade:04}-01-01")


def _lane(source: str, name: str, cells: pd.Series, vague: pd.DataFrame) -> Lane:
    bands = []
    for (owner, decade), number in cells.items():
        if owner == source:
            since, until = _day(decade), _day(decade + 10)
            row = f"coverage-{source}-{decade}"
            bands.append(Band(row, (since, since), (until, until), shade(number), style.LINE, texts=(f"{number:,}",)))
    dates = vague.loc[vague["source"] == source, ["earliest", "latest"]].drop_duplicates()
    marks = [
        Mark(f"coverage-{source}-vague-{n}", num_or_none(since), num_or_none(until), color=style.MUTED)
        for n, (since, until) in enumerate(dates.itertuples(index=False))
    ]
    return Lane(name, tuple(marks), tuple(bands), thick=CELL, side=-1, both=False, levels=0)


def _finding(cells: pd.Series, vague: pd.DataFrame, n: int) -> str:
    if cells.empty:
        return f"No row is dated within one decade: {count(n, 'row')} spread over more"
    totals = cells.groupby("low").sum().sort_index()
    decade, most = totals.idxmax(), totals.max()
    text = f"{most} of {n} dated rows are on the {decade}s" if most != n else f"All that is dated is of the {decade}s"
    first, last = totals.index[0], totals.index[-1]
    low, high = vague["low"].fillna(first), vague["high"].fillna(last)
    silent = [d for d in range(first, last, 10) if d not in totals.index and not ((low <= d) & (d <= high)).any()]
    if len(silent) == 1:
        return f"{text}; none is of the {silent[0]}s"
    span = f"{spelled(len(silent)).lower()} decades between the {first}s and the {last}s have none"
    return f"{text}; {span}" if silent else text


def _alt(names: dict[str, str], cells: pd.Series, vague: pd.DataFrame) -> str:
    """Say how many rows each source has for each decade."""
    words = []
    for source in list(names)[:MOST]:
        own = sorted((decade, number) for (name, decade), number in cells.items() if name == source)
        wide = int((vague["source"] == source).sum())
        parts = [f"{decade}s {number}" for decade, number in own] + ([f"vaguer than a decade {wide}"] if wide else [])
        words.append(f"{clean(names[source], 60)}: {', '.join(parts) or 'no dated row'}.")
    if len(names) > MOST:
        words.append(f"And {count(len(names) - MOST, 'more source')}.")
    return " ".join(words)
