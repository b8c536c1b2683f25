"""Time on an axis that runs across: days since 1970, its limits, its ticks, and where a day lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .drawing import SMALL, Drawing

YEAR = 365.25
LEAST = 20 * YEAR  # the shortest axis, unless a period is asked for
YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)


def num(date: Any) -> float:
    """Turn a date (not NaT) into the days since 1970 that an axis counts in."""
    return float(pd.Timestamp(date).to_datetime64().astype("M8[s]").astype("int64") / 86400)


def num_or_none(date: Any) -> float | None:
    """Turn a date into days, NaT into None."""
    return None if pd.isna(date) else num(date)


def year(day: float) -> int:
    """Give the year of a day."""
    return int(np.datetime64(int(day), "D").astype("M8[Y]").astype(int)) + 1970


def days(*columns: pd.Series) -> list[float]:
    """Give all dates of some columns in days, without NaT."""
    return [num(date) for column in columns for date in column.dropna()]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From day `first` at `left` to day `last` at `right`."""

    first: float
    last: float
    left: float
    right: float

    def x(self, day: float) -> float:
        """Say where a day lies; one out of the picture lies at its edge."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def draw(self, sheet: Drawing, top: float, bottom: float, behind: int = 0) -> None:
        """Draw light lines from `top` to `bottom`, and a year under each, behind all parts from the `behind`th on."""
        own = Drawing(sheet.wide)
        for tick in ticks(self.first, self.last, (self.right - self.left) / 62):
            x = self.x(num(f"{tick:04d}-01-01"))
            own.line([(x, top), (x, bottom)], "rule")
            own.text(x, bottom + 12, str(tick), SMALL, "muted", "middle")
        sheet.parts[behind:behind] = own.parts


def ticks(first: float, last: float, most: float) -> list[int]:
    """Choose at most so many round years between two days."""
    since, until = year(first), year(last)
    step = next((n for n in YEARS if (until - since) / n <= most), YEARS[-1])
    return [n for n in range(since, until + 1) if n % step == 0 and first <= num(f"{n:04d}-01-01") <= last]


def limits(seen: Iterable[float], period: tuple[Any, Any]) -> tuple[float, float]:
    """Choose the limits of an axis: the period asked for, else all that should be seen, of at least some years."""
    start, end = map(num_or_none, period)
    found = [*seen] or [day for day in (start, end) if day is not None] or [num("2000-01-01")]
    extent = max(found) - min(found)
    spare = max(LEAST - extent, 0) / 2 + max(extent, LEAST) * 0.03
    first = min(found) - spare if start is None else start
    last = max(found) + spare if end is None else end + 1
    return first, max(last, first + 1)
