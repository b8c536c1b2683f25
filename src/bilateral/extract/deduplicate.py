"""Deduplication: rows of one document that state the same thing made one, at the finest date."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from ..dates import edtf

_OPEN = 60  # years that an open date is taken to reach when others are looked for near it
_UNDATED = -1
Row = dict[str, Any]


def merge(
    rows: Iterable[Row],
    kind: Callable[[Row], Hashable],
    same: Callable[[Row, Row], bool],
    fineness: Callable[[Row], Any] | None = None,
) -> list[Row]:
    """
    Unite rows that state one thing.

    Parameters
    ----------
    rows : iterable of dict
        With `date`, `char_start` and, where mentions are counted, `mentions`.
    kind : callable
        Row → what two rows must share to be the same at all (hashable).
    same : callable
        (earlier row, row) → whether they state one thing.
    fineness : callable, optional
        Row → what sorts the finest first; by default the width of its date.

    Returns
    -------
    list of dict
        Rows in the order of the text: of each thing the one with the finest date, the first of equals. Its `repeats` lists
        the others: where each of their quotes begins and ends, and where its date begins.
    """
    kept = _Kept(kind, same)
    for row in sorted(rows, key=fineness or _fineness):
        kept.add(row)
    return sorted(kept.rows, key=lambda r: (r["char_start"], r.get("date_char_start") or 0, r.get("type", "")))


def _fineness(row: Row) -> tuple[int, int]:
    return edtf.width(row["date"]), row["char_start"]


class _Kept:
    """Rows of which no two state one thing, found by what they share and the years that they allow."""

    def __init__(self, kind: Callable[[Row], Hashable], same: Callable[[Row, Row], bool]) -> None:
        self.kind, self.same = kind, same
        self.rows: list[Row] = []
        self.near: dict[tuple, list[int]] = {}
        self.twins: dict[tuple, int] = {}  # the rows of which each is found again by the same words

    def add(self, row: Row) -> None:
        """Add a row, or unite it with the one that states the same."""
        what = self.kind(row)
        twin = (what, row["date"], row.get("actors"), row.get("level"))
        found = self._find(row, what, twin)
        if found is None:
            found = len(self.rows)
            row["repeats"] = []
            self.rows.append(row)
            for year in _years(row["date"]):
                self.near.setdefault((what, year), []).append(found)
        else:
            self._unite(self.rows[found], row)
        self.twins.setdefault(twin, found)

    def _find(self, row: Row, what: Hashable, twin: tuple) -> int | None:
        known = self.twins.get(twin)
        if known is not None and self.same(self.rows[known], row):
            return known
        candidates = {i for year in _years(row["date"]) for i in self.near.get((what, year), ())}
        return next((i for i in sorted(candidates) if self.same(self.rows[i], row)), None)

    @staticmethod
    def _unite(kept: Row, row: Row) -> None:
        kept["repeats"].append((row["char_start"], row.get("char_end"), row.get("date_char_start")))
        if "mentions" in row and row["char_start"] != kept["char_start"]:
            kept["mentions"] += 1


def _years(date: str | None) -> Sequence[int]:
    """Return the years that a date allows, as far as it limits them; one mark for no date."""
    first, last = edtf.bounds(date)
    limit = first or last
    if limit is None:
        return (_UNDATED,)
    low = first.year if first else limit.year - _OPEN
    high = last.year if last else limit.year + _OPEN
    return range(low, high + 1)
