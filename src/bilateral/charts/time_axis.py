"""Time on an axis: days since 1970, the limits of an axis, its ticks, and the inches of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from . import style
from .rows import limits as limits_of
from .text_layout import SMALL, width

YEAR = 365.25
FADE = 0.08  # of the axis: how wide a vague edge is that has no outer limit
EARLY = 1 / 3  # of the axis: the most that contacts before all relations get
CONTACTS = "Contacts since 2000"  # what is written on them
MONTHS, YEARS = (1, 2, 3, 6), (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
MOST = 9  # spaces between ticks


def num(date: Any) -> float:
    """Turn a date (text, numpy or pandas; not NaT) into the days since 1970 that the axes count in."""
    if isinstance(date, pd.Timestamp):
        date = date.to_datetime64()
    return float(np.datetime64(date, "s").astype("int64") / 86400)


def num_or_none(date: Any) -> float | None:
    """Turn a date into days, NaT into None."""
    return None if pd.isna(date) else num(date)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From day `first` to day `last` on `wide` inches."""

    first: float
    last: float
    wide: float

    def x(self, day: float) -> float:
        """Give the inches of a day from the left end."""
        return (day - self.first) / (self.last - self.first) * self.wide

    def day(self, x: float) -> float:
        """Give the day at some inches from the left end."""
        return self.first + x / self.wide * (self.last - self.first)

    def clip(self, day: float) -> float:
        """Give the nearest day that is in the picture."""
        return min(max(day, self.first), self.last)

    def draw(self, axes: Axes, labels: bool = True) -> None:
        """Lay the axis: light lines, and a year (or month) under each."""
        at = ticks(self.first, self.last)
        axes.set_xlim(self.first, self.last)
        axes.set_xticks([num(tick) for tick in at], [str(tick) if labels else "" for tick in at], parse_math=False)
        axes.grid(axis="x", color=style.GRID, linewidth=0.8)


def ticks(first: float, last: float) -> list[np.datetime64]:
    """Choose round months or years between two days."""
    since, until = (np.datetime64(int(day * 86400), "s") for day in (first, last))
    unit, size, before, steps = ("M", YEAR / 12, 0, MONTHS) if last - first < 900 else ("Y", YEAR, 1970, YEARS)
    at = np.arange(since.astype(f"M8[{unit}]"), until.astype(f"M8[{unit}]") + 1)
    step = next(n for n in steps if (last - first) / size / n <= MOST)
    return [tick for tick in at if (tick.astype(int) + before) % step == 0 and first <= num(tick) <= last]


def limits(
    days: Iterable[float], start: pd.Timestamp, end: pd.Timestamp, *, least: float = 10, after: float = 0.04
) -> tuple[float, float]:
    """
    Choose the limits of a time axis, in days: the period asked for, else the data with some margin.

    Parameters
    ----------
    days : iterable of float
        All that should be seen.
    start, end : pandas.Timestamp
        The period asked for; NaT where open.
    least : float
        The fewest years that an axis shows when it may choose.
    after : float
        The margin on the right, as a share of the axis.
    """
    seen = list(days) or [num(day) for day in (start, end) if not pd.isna(day)] or [num("2000-01-01")]
    extent = max(seen) - min(seen)
    span = max(extent, YEAR * least)
    spare = (span - extent) / 2
    left = min(seen) - spare - span * 0.04 if pd.isna(start) else num(start)
    right = max(seen) + spare + span * after if pd.isna(end) else num(end) + 1
    return left, max(right, left + 1)


def days(*columns: pd.Series) -> list[float]:
    """Give all dates of some columns in days, without NaT."""
    return [num(day) for column in columns for day in column.dropna()]


def of_phases(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, others: Iterable[float] = ()) -> TimeAxis:
    """
    Choose the axis of phases; `others` are days besides theirs that must be seen.

    Where contacts before all else would take too much of it they get as much as their words need.
    """
    early = rows["status"].eq("contact").fillna(False)
    before, later = days(*limits_of(rows[early])), [*days(*limits_of(rows[~early])), *others]
    ends = {"least": 20, "after": 0.1 if rows["closed_latest"].isna().any() else 0.04}
    left, right = limits([*before, *later], first, last, **ends)
    if not pd.isna(first):
        return TimeAxis(left, right, style.WIDE)
    if before and later and (min(later) - left) / (right - left) > EARLY:
        share = (width(CONTACTS, SMALL) + 0.38) / style.WIDE
        left = max(left, (min(later) - share * right) / (1 - share))
        _, right = limits([day for day in (*before, *later) if day >= left], first, last, **ends)
    if rows["opened_earliest"].isna().any():
        left -= (right - left) * FADE
    return TimeAxis(left, right, style.WIDE)
