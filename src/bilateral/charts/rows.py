"""What every chart asks of its rows: the columns, the period, the sources behind them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..dates.formatting import years
from ..wording import clean, count, listing

#: The source of phases that all sources together give.
ALL = "all"
#: The columns that charts need of a table; of phases also the limits of their dates.
LIMITS = "opened_earliest opened_latest closed_earliest closed_latest".split()
COLUMNS = {
    "phases": [*"source status state opened closed opened_by closed_by".split(), *LIMITS],
    "events": "source date earliest latest type level actors".split(),
    "visits": "source date earliest latest visitor office from_state to_state counterpart kind took_place".split(),
    "figures": "source date earliest latest measure value alternative low high unit qualifier from_state".split()
    + ["to_state", "scope"],
}
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def check(table: pd.DataFrame, columns: Iterable[str], dyad: Sequence[str]) -> tuple[str, str]:
    """
    Refuse what cannot be drawn.

    Returns
    -------
    tuple of str
        The two names of `dyad`, cleaned and shortened.

    Raises
    ------
    ValueError
        When `table` lacks columns, or `dyad` is not a pair of names.
    """
    missing = [column for column in columns if column not in getattr(table, "columns", ())]
    if missing:
        raise ValueError(f"table lacks the columns: {', '.join(missing)}")
    if not isinstance(dyad, (tuple, list)) or len(dyad) != 2 or not all(clean(name) for name in dyad):
        raise ValueError(f"dyad must be a pair of names such as ('Mexico', 'Russia'), not {dyad!r}")
    return clean(dyad[0], 40), clean(dyad[1], 40)


def _limit(value: Any, last: bool) -> pd.Timestamp:
    if value is None or value is pd.NaT or value is pd.NA or value == "":
        return pd.NaT
    text = f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)
    try:
        # Checked first, because numpy would read 'today' too.
        if not _DATE.fullmatch(text):
            raise ValueError
        # numpy keeps the unit of '1990' or '1990-05', so that an end can mean the period's last day.
        day = np.datetime64(text)
        day = (day + 1).astype("datetime64[D]") - 1 if last else day
        return pd.Timestamp(day.astype("datetime64[s]"))
    except ValueError:
        raise ValueError(f"not a date: {value!r}; write a year, 1990, or a day, '1990-05-31'") from None


def period(start: Any, end: Any) -> tuple[pd.Timestamp, pd.Timestamp]:
    """
    Turn a start and an end (years, 'YYYY', 'YYYY-MM', 'YYYY-MM-DD', dates; None is open) into timestamps.

    Raises
    ------
    ValueError
        When one is not a date, or the start lies after the end.
    """
    first, last = _limit(start, last=False), _limit(end, last=True)
    if not pd.isna(first) and not pd.isna(last) and first > last:
        raise ValueError(f"start {start} lies after end {end}")
    return first, last


def within(
    table: pd.DataFrame,
    first: pd.Timestamp,
    last: pd.Timestamp,
    opens: str = "earliest",
    closes: str = "latest",
) -> pd.DataFrame:
    """Keep the rows with dates that can lie between `first` and `last`; undated rows stay."""
    keep = pd.Series(True, index=table.index)
    if not pd.isna(first):
        keep &= ~(table[closes] < first)
    if not pd.isna(last):
        keep &= ~(table[opens] > last)
    return table[keep]


def phases_within(table: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Keep the phases that can lie between `first` and `last`; one without a source gets a word for it."""
    rows = within(table, first, last, "opened_earliest", "closed_latest")
    return rows.assign(source=rows["source"].fillna("source not stated"))


def limits(phases: pd.DataFrame) -> list[pd.Series]:
    """Give the four columns of limits of phases."""
    return [phases[limit] for limit in LIMITS]


def together(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the phases of all sources together, or of the only source; none where there are several and none of all."""
    sources = rows["source"].unique()
    return rows[rows["source"] == (sources[0] if len(sources) == 1 else ALL)]


def dated(table: pd.DataFrame) -> pd.Series:
    """Say of each row whether its date has at least one limit."""
    return table["earliest"].notna() | table["latest"].notna()


def opened(
    table: pd.DataFrame, columns: Iterable[str], dyad: Sequence[str], start: Any, end: Any
) -> tuple[tuple[str, str], pd.Timestamp, pd.Timestamp, pd.DataFrame, pd.DataFrame]:
    """Check all that a chart is given; give the states, the period's limits, and its rows with and without a date."""
    states = check(table, columns, dyad)
    first, last = period(start, end)
    rows = within(table, first, last)
    return states, first, last, rows[dated(rows)], rows[~dated(rows)]


def spread(*columns: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Give the first and the last of all dates in some columns; NaT twice when there is none."""
    dates = pd.concat(columns).dropna()
    return (dates.min(), dates.max()) if len(dates) else (pd.NaT, pd.NaT)


def credit(sources: Iterable[str], labels: Mapping[str, str] | None, rows: tuple[Any, ...]) -> str:
    """Write the first note: the sources by their labels, and how many rows (a number, a noun, its plural)."""
    labels = labels or {}
    names = [labels.get(source, source) for source in dict.fromkeys(sources)] or list(labels.values())
    return f"{'Source' if len(names) == 1 else 'Sources'}: {listing(names) or 'none'}. n = {count(*rows)}."


def stamp(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """Give a date as a label has it: the years alone, a whole decade as '1910s'."""
    if not pd.isna(earliest) and not pd.isna(latest) and earliest.year % 10 == 0 and latest.year - earliest.year == 9:
        if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
            return f"{earliest.year}s"
    return years(earliest, latest)
