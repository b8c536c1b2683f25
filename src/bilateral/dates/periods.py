"""A period given by its start and end, and the rows that can lie in it."""

import re

import pandas as pd

from ..files import SourceError
from .edtf import Edtf, is_date

#: The years that a period may lie in, and how its limits are written.
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_LIMIT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def period(start: object, end: object) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """Return the first and last day of a period given by years or ISO dates; None where it is open."""
    first, last = _day("start", start), _day("end", end)
    if first is not None and last is not None and first > last:
        raise SourceError(f"start: {start!r} is after end {end!r}")
    return first, last


def _day(name: str, value: object) -> pd.Timestamp | None:
    """Return the first day that a start allows, or the last that an end does."""
    if value is None or value == "":
        return None
    text = f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    date = Edtf.parse(text if _LIMIT.fullmatch(text) and is_date(text) else "")
    day = date.earliest if name == "start" else date.latest
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        years = f"from {_FIRST_YEAR} to {_LAST_YEAR}"
        raise SourceError(f"{name}: {value!r} is no year {years} (nor a date such as '1924-08')")
    return pd.Timestamp(day).as_unit("s")


def within(table: pd.DataFrame, low: str, high: str, days: tuple[pd.Timestamp | None, ...]) -> pd.DataFrame:
    """Return the rows that can lie in a period, by the columns of their first and last day."""
    first, last = days
    if first is not None:
        table = table.loc[table[high].isna() | (table[high] >= first)]
    if last is not None:
        table = table.loc[table[low].isna() | (table[low] <= last)]
    return table
