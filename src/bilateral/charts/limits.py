"""The years beside a band at which a phase begins or ends, with the verdicts that leave a doubt."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from ..dates.formatting import years
from .drawing import Drawing
from .placing import levels
from .style import DOUBTS, LINE, SMALL, VERDICTS
from .text_layout import width
from .time_axis import TimeAxis, num

SIGN = 14.0  # the room of a sign before a year


class Limit(NamedTuple):
    """The year at which a phase begins or ends, and a verdict that leaves a doubt."""

    year: float
    text: str
    doubt: str
    row: str

    @property
    def wide(self) -> float:
        """The room of its sign and text."""
        return width(self.text, SMALL) + SIGN * bool(self.doubt)


def found(rows: pd.DataFrame, table: str, verdicts: Mapping | pd.Series) -> Iterator[Limit]:
    """Give each beginning, and each end at which no other phase begins."""
    begun = set(rows["opened"])
    for row in rows.itertuples():
        for side in ("opened", "closed"):
            early, late = getattr(row, f"{side}_earliest"), getattr(row, f"{side}_latest")
            found = [num(day) for day in (early, late) if pd.notna(day)]
            if found and (side == "opened" or row.closed not in begun):
                verdict = verdicts.get(getattr(row, f"{side}_event"), "")
                doubt = verdict if verdict in DOUBTS else ""
                yield Limit(sum(found) / len(found), _year(early, late), doubt, f"{table}:{row.Index}")


def _year(early: pd.Timestamp, late: pd.Timestamp) -> str:
    """Write the year of a limit: '1924', '1910s', 'by 1899'; '?' where it is not known to some years."""
    if pd.isna(early) or pd.isna(late):
        return years(early, late)
    if late.year - early.year == 9 and early.year % 10 == 0:
        return f"{early.year}s"
    return "?" if late.year - early.year > 3 else years(early, late)


def placed(limits: Iterable[Limit], axis: TimeAxis) -> list[tuple[Limit, float, int]]:
    """Give each year its place and a level on which it meets no other; of the same beside each other only the first."""
    found: list[tuple[Limit, float]] = []
    for limit in limits:
        half = limit.wide / 2
        x = min(max(axis.x(limit.year), axis.left + half), axis.right - half)
        same = (at for one, at in found if (one.text, one.doubt) == (limit.text, limit.doubt))
        if axis.first <= limit.year <= axis.last and not any(abs(at - x) < limit.wide + 5 for at in same):
            found.append((limit, x))
    stacked = levels([(x - limit.wide / 2, x + limit.wide / 2 + 5) for limit, x in found])
    return [(*one, level) for one, level in zip(found, stacked, strict=True)]


def draw(sheet: Drawing, limits: Iterable[tuple[Limit, float, int]], y: float, away: float, color: str) -> None:
    """Draw years by turns over and under height `y`, the nearest at some distance from it."""
    for limit, x, level in limits:
        height = y + (-1, 1)[level % 2] * (level // 2 * LINE + away)
        sign, look = VERDICTS.get(limit.doubt, ("", color))
        if sign:
            sheet.sign(sign, x - limit.wide / 2 + SIGN / 2 - 2, height, look, limit.row, 5, 8)
        sheet.text(x + limit.wide / 2, height, limit.text, SMALL, look, "end", row=limit.row)
