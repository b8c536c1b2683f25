"""EDTF strings (ISO 8601-2): how they are made, and what follows from them: bounds, precision, which of two is finer.

Only the part of EDTF that the reader writes; the source of every definition is the Library of Congress's
specification of 4 February 2019. Every string that the reader writes comes from one of the makers (`point`, `season`,
`decade`, `century`, `approximate`, `throughout`, `between`, `either`, `since`, `until`, `up_to`): where there is no such
date, they return None, and the reader has no date.
"""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Callable

import pandas as pd

#: First and last month of the seasons 21-24, in the northern reading that the `edtf` package has too.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:(?<!X)-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[~?%]?)"
)
_WHOLE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")  # a year, month or day, and nothing vaguer
_MARKS = "~?%"

Days = tuple[dt.date | None, dt.date | None]


@functools.lru_cache(4096)
def bounds(edtf: str | None) -> Days:
    """
    First and last day that an EDTF string allows.

    Parameters
    ----------
    edtf : str or NA
        A date, season, decade, century, interval (``a/b``, ``..`` for an open end) or set (``[a..b]``, ``[a,b]``).

    Returns
    -------
    tuple of (datetime.date or None, datetime.date or None)
        None for a side that is open; (None, None) for NA and ``..``.

    Raises
    ------
    ValueError
        If the string is none of these, names a day that does not exist or ends before it begins.
    """
    if edtf is None or edtf is pd.NA or edtf in ("", ".."):
        return None, None
    first, last = ends(edtf)
    low, high = _point(first)[0] if first else None, _point(last)[1] if last else None
    if low is None and high is None:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    if low and high and low > high:
        raise ValueError(f"ends before it begins: {edtf!r}")
    return low, high


def is_date(text: object) -> bool:
    """Whether something is a string that gives a date."""
    try:
        return isinstance(text, str) and bounds(text) != (None, None)
    except ValueError:
        return False


def ends(edtf: str) -> tuple[str, str]:
    """
    The two dates of an interval or set as they are written; an open end is empty, and a date alone is both.

    Raises
    ------
    ValueError
        If the string has the form of no date, interval or set.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        parts = re.split(r"\.\.|,", edtf[1:-1])
    elif "/" in edtf:
        parts = ["" if part == ".." else part for part in edtf.split("/")]
    else:
        return edtf, edtf
    if len(parts) != 2:
        raise ValueError(f"not an EDTF date: {edtf!r}")
    return parts[0], parts[1]


def _point(text: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a date that is neither interval nor set."""
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"not an EDTF date: {text!r}")
    low, high = (int(match["year"].replace("X", digit)) for digit in "09")
    if match["month"] is None:
        return dt.date(low, 1, 1), dt.date(high, 12, 31)
    month, day = int(match["month"]), match["day"]
    if day:
        return dt.date(low, month, int(day)), dt.date(low, month, int(day))
    first, last = SEASONS.get(month, (month, month))
    return dt.date(low, first, 1), dt.date(low, last, calendar.monthrange(low, last)[1])


def _checked(make: Callable[..., str | None]) -> Callable[..., str | None]:
    """Make a maker return None where what it makes is no date."""

    @functools.lru_cache(4096)
    @functools.wraps(make)
    def maker(*args: object, **options: object) -> str | None:
        try:
            made = make(*args, **options)
        except (ValueError, OverflowError):
            return None
        return made if is_date(made) else None

    return maker


@_checked
def point(year: int | str, month: int | str | None = None, day: int | str | None = None) -> str | None:
    """A year, a month or a day."""
    date = dt.date(int(year), 1 if month is None else int(month), 1 if day is None else int(day))
    return date.isoformat()[: 4 if month is None else 7 if day is None else 10]


@_checked
def season(year: int | str, number: int | str) -> str | None:
    """A season, numbered as EDTF does: 21 is spring, 24 winter."""
    return f"{int(year):04d}-{int(number)}" if int(number) in SEASONS else None


@_checked
def decade(year: int | str) -> str | None:
    """The decade that a year lies in."""
    return f"{int(year) // 10:03d}X"


@_checked
def century(year: int | str) -> str | None:
    """The hundred years that a year lies in: ``18XX`` for 1850."""
    return f"{int(year) // 100:02d}XX"


@_checked
def days_after(day: str, days: int) -> str | None:
    """The day that lies so many days after another, or before it where the number is negative."""
    return (bounds(day)[0] + dt.timedelta(days=days)).isoformat()


@_checked
def approximate(date: str, mark: str = "~") -> str | None:
    """
    A date with the mark for about (``~``) or for uncertain (``?``), and with that for both (``%``) where it has the other.

    EDTF has no such marks for an interval or set: it is vague as it stands, and is returned as it is.
    """
    if not _POINT.fullmatch(date):
        return date
    had = date[-1] if date[-1] in _MARKS else mark
    return date.rstrip(_MARKS) + (mark if had == mark else "%")


def bare(date: str) -> str:
    """A date without its marks for about and uncertain."""
    return date.rstrip(_MARKS)


@_checked
def throughout(first: str, last: str) -> str | None:
    """The interval from one date to another."""
    return f"{first}/{last}"


@_checked
def either(one: str, other: str) -> str | None:
    """The set of two dates of which one is meant."""
    return f"[{min(one, other)},{max(one, other)}]"


@_checked
def between(first: str, last: str) -> str | None:
    """The set of all that lies between two dates, written to one precision: ``[1930-01..1938-06]``."""
    low, high = bounds(first)[0], bounds(last)[1]
    size = max(len(first), len(last)) if _WHOLE.fullmatch(first) and _WHOLE.fullmatch(last) else 10
    return f"[{low.isoformat()[:size]}..{high.isoformat()[:size]}]" if low and high else None


@_checked
def since(date: str) -> str | None:
    """The interval that a date opens; one of which EDTF can't write such an interval is returned as it is."""
    return f"{date}/.." if _WHOLE.fullmatch(bare(date)) else date


@_checked
def until(date: str) -> str | None:
    """The interval that a date ends; one of which EDTF can't write such an interval is returned as it is."""
    return f"../{date}" if _WHOLE.fullmatch(bare(date)) else date


@_checked
def up_to(date: str, before: bool = False) -> str | None:
    """The set of all up to a date; with `before`, up to the day, month or year before it."""
    first, last = bounds(bare(date))
    known = bare(ends(date)[1])
    size = len(known) if _WHOLE.fullmatch(known) else 4 if last and last.month == 12 else 7
    if before:
        last = first - dt.timedelta(days=1) if first else None
    return f"[..{last.isoformat()[:size]}]" if last else None


def precision(edtf):
    """
    The kind of date that an EDTF string is.

    Returns
    -------
    str or None
        day, month, season, year, decade, century, interval (throughout), set (some time in), open (one side is not
        said); None for NA.
    """
    if edtf is None or edtf is pd.NA or edtf == "":
        return None
    if ".." in edtf and (edtf.startswith(("[..", "../")) or edtf.endswith(("..]", "/.."))):
        return "open"
    if edtf.startswith("["):
        return "set"
    if "/" in edtf:
        return "interval"
    core = bare(edtf)
    if "X" in core:
        return "century" if core.endswith("XX") else "decade"
    return {4: "year", 7: "season" if core[5:] in ("21", "22", "23", "24") else "month", 10: "day"}[len(core)]


def width(edtf):
    """Days from the first to the last that the string allows; a large number where a side is open."""
    first, last = bounds(edtf)
    return (last - first).days if first and last else 10**6


def within(fine, coarse):
    """Whether every day that `fine` allows is allowed by `coarse`."""
    (a, b), (c, d) = bounds(fine), bounds(coarse)
    return (c is None or (a is not None and a >= c)) and (d is None or (b is not None and b <= d))


def meet(one, other):
    """Whether some day is allowed by both."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return (a is None or d is None or a <= d) and (c is None or b is None or c <= b)


def apart(one, other):
    """Days between two dates: 0 where they can be one."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return max((c - b).days if b and c else 0, (a - d).days if a and d else 0, 0)


def onset(edtf):
    """The date as that of an event: the known end of an open interval (``1992/..`` began in 1992)."""
    if edtf and "/" in edtf and ".." in edtf.split("/"):
        return next(p for p in edtf.split("/") if p != "..")
    return edtf


def opening(edtf):
    """When a stretch that the string gives begins: of an interval its first part, else the string."""
    return onset(edtf).split("/")[0] if edtf and not edtf.startswith("[") else edtf


def columns(edtf):
    """The three columns that follow from a date: earliest, latest, precision."""
    first, last = bounds(edtf)
    return {"earliest": first, "latest": last, "precision": precision(edtf)}
