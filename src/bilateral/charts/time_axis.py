"""Time on an axis that runs across, in years and their parts: its limits, its ticks, and where a date lies."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from .drawing import Drawing
from .style import SMALL

YEAR, DAY = 365.25, 1 / 365.25
LEAST = 20.0  # the shortest axis, unless a period is asked for
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
APART = 62.0  # the least from tick to tick


def num(date: Any) -> float:
    """Turn a date (not NaT) into the years that an axis counts in, such as 1942.5."""
    date = pd.Timestamp(date)
    return date.year + (date.day_of_year - 1) * DAY


def num_or_none(date: Any) -> float | None:
    """Turn a date into years, NaT into None."""
    return None if pd.isna(date) else num(date)


def known(*columns: pd.Series) -> list[float]:
    """Give all dates of some columns in years, without NaT."""
    return [num(date) for column in columns for date in column.dropna()]


class TimeAxis(NamedTuple):
    """From year `first` at `left` to year `last` at `right`."""

    first: float
    last: float
    left: float
    right: float

    def x(self, year: float) -> float:
        """Say where a date lies; one out of the picture lies at its edge."""
        return float(np.interp(year, (self.first, self.last), (self.left, self.right)))

    def ticks(self, apart: float = APART) -> Iterator[tuple[float, str]]:
        """Choose round years, and say where they lie."""
        most = (self.right - self.left) / apart
        step = next((n for n in STEPS if (self.last - self.first) / n <= most), STEPS[-1])
        return ((self.x(n), str(n)) for n in range(int(-(-self.first // step)) * step, int(self.last) + 1, step))

    def draw(self, sheet: Drawing, top: float, bottom: float, behind: int = 0) -> None:
        """Draw light lines from `top` to `bottom`, and a year under each, behind all parts from the `behind`th on."""
        own = Drawing(sheet.wide)
        for x, year in self.ticks():
            own.line([(x, top), (x, bottom)], "rule")
            own.text(x, bottom + 12, year, SMALL, "muted", "middle")
        sheet.parts[behind:behind] = own.parts


def ends(seen: Iterable[float], period: tuple[Any, Any]) -> tuple[float, float]:
    """Choose the limits of an axis: the period asked for, else all that should be seen, of at least some years."""
    start, end = map(num_or_none, period)
    found = [*seen] or [year for year in (start, end) if year is not None] or [2000.0]
    extent = max(found) - min(found)
    spare = max(LEAST - extent, 0) / 2 + max(extent, LEAST) * 0.03
    first = min(found) - spare if start is None else start
    last = max(found) + spare if end is None else end + DAY
    return first, max(last, first + DAY)
