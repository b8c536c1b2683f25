"""EDTF strings (ISO 8601-2) and what follows from them: bounds, precision, which of two is finer.

Only the part of EDTF that the reader writes; the source of every definition is the Library of Congress's
specification of 4 February 2019.
"""

import calendar
import datetime as dt
import functools
import re

import pandas as pd

#: First and last month of the seasons 21-24, in the northern reading that the `edtf` package has too.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d))?(?:-(\d\d))?[~?%]?$")


@functools.lru_cache(4096)
def bounds(edtf):
    """
    First and last day that an EDTF string allows.

    Parameters
    ----------
    edtf : str or NA
        A date, season, decade, century, interval (``a/b``, ``..`` for an open end) or set (``[a..b]``, ``[a,b]``).

    Returns
    -------
    tuple of (datetime.date or None, datetime.date or None)
        None for a side that is open; (None, None) for NA.

    Raises
    ------
    ValueError
        If the string is none of these or names a day that does not exist.
    """
    if edtf is None or edtf is pd.NA or edtf == "":
        return None, None
    if edtf.startswith("["):
        parts = re.split(r"\.\.|,", edtf[1:-1])
    else:
        parts = [("" if p == ".." else p) for p in edtf.split("/")]
    first, last = parts[0], parts[-1]
    return (_point(first)[0] if first else None), (_point(last)[1] if last else None)


def _point(text):
    match = _POINT.match(text)
    if not match:
        raise ValueError(f"not an EDTF date: {text!r}")
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None:
        return dt.date(low, 1, 1), dt.date(high, 12, 31)
    month = int(month)
    if month in SEASONS:
        a, b = SEASONS[month]
        return dt.date(low, a, 1), dt.date(high, b, calendar.monthrange(high, b)[1])
    if day is None:
        return dt.date(low, month, 1), dt.date(high, month, calendar.monthrange(high, month)[1])
    return dt.date(low, month, int(day)), dt.date(low, month, int(day))


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
    core = edtf.rstrip("~?%")
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


def some_time_in(first, last):
    """The set of all that lies between two dates, written to one precision: ``[1930-01..1938-06]``."""
    low, high = bounds(first)[0], bounds(last)[1]
    size = max(len(first), len(last))
    if not re.fullmatch(r"\d{4}(-(?:0\d|1[0-2])(-\d\d)?)?", first) or not re.fullmatch(
        r"\d{4}(-(?:0\d|1[0-2])(-\d\d)?)?", last
    ):
        size = 10
    return f"[{low.isoformat()[:size]}..{high.isoformat()[:size]}]"


def by(value, before=False):
    """The set of all up to a date; with `before`, up to the day, month or year before it."""
    first, last = bounds(value)
    known = re.split(r"\.\.|,|/", value.strip("[]"))[-1]
    size = len(known) if re.fullmatch(r"\d{4}(-(?:0\d|1[0-2])(-\d\d)?)?", known) else 4 if last.month == 12 else 7
    if before:
        last = first - dt.timedelta(days=1)
    return f"[..{last.isoformat()[:size]}]"


def columns(edtf):
    """The three columns that follow from a date: earliest, latest, precision."""
    first, last = bounds(edtf)
    return {"earliest": first, "latest": last, "precision": precision(edtf)}
