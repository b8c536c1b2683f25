"""
Dates as EDTF (ISO 8601-2) writes them: `Edtf` is the only code that knows how EDTF is spelt.

It reads the part of EDTF that this package writes; all definitions are those of the Library of Congress's specification
of 4 February 2019.
"""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, ParamSpec, TypeVar

import pandas as pd

from ..csv_tables import shown

#: First and last month of the seasons 21-24, in the northern reading that the `edtf` package has too.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
#: The width of a date with an open side.
UNBOUNDED = 10**6
_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:(?<!X)-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[~?%]?)"
)
_SET_OR_INTERVAL = re.compile(r"\[([^.,/]*)(?:\.\.|,)([^.,/]*)\]|(\.\.|[^./]*)/(\.\.|[^./]*)")
_MARKS = "~?%"
#: How many characters write a day, month or year.
_LENGTHS = {"year": 4, "month": 7, "day": 10}
#: The first and the last year of each part of a decade or century.
_YEARS_OF_PARTS = {
    ("decade", 3): ((0, 3), (4, 6), (7, 9)),
    ("decade", 2): ((0, 4), (5, 9)),
    ("century", 3): ((0, 49), (25, 74), (50, 99)),
    ("century", 2): ((0, 49), (50, 99)),
}

Days = tuple[dt.date | None, dt.date | None]
#: An interval lasts throughout, a set is some time in it (or one of two), and of an open date one side is not stated.
Precision = Literal["day", "month", "season", "year", "decade", "century", "interval", "set", "open"]
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def _maker(write: "Callable[_Arguments, str | None]") -> "Callable[_Arguments, Edtf | None]":
    """Turn a function that writes EDTF into one that returns the date, or None where there is no such date."""

    @functools.wraps(write)
    def make(*args: _Arguments.args, **options: _Arguments.kwargs) -> "Edtf | None":
        try:
            text = write(*args, **options)
            return Edtf.parse(text) if text else None
        except (ValueError, OverflowError):
            return None

    return make


@dataclass(frozen=True, slots=True)
class Edtf:
    """
    A date that is as exact as it is known; made by `Edtf.parse` or by one of the makers, such as `Edtf.between`.

    The unknown date has an empty text, is false, and no precision; nothing contradicts it.

    Attributes
    ----------
    text : str
        A date, season, decade, century, interval (``a/b``, ``..`` for an open end) or set (``[a..b]``, ``[a,b]``).
    earliest, latest : datetime.date or None
        First and last day that it allows; None for a side that is open.
    precision : str or None
    first, last : Edtf
        The two dates of an interval or set (unknown for an open side), else the date itself.
    """

    text: str
    earliest: dt.date | None = field(compare=False, repr=False)
    latest: dt.date | None = field(compare=False, repr=False)
    precision: Precision | None = field(compare=False, repr=False)
    _ends: "tuple[Edtf, Edtf] | None" = field(default=None, compare=False, repr=False)

    @staticmethod
    @functools.lru_cache(8192)
    def parse(text: Any) -> "Edtf":
        """
        Parse an EDTF string; an empty text and a missing value are the unknown date, and a date is itself.

        Raises
        ------
        ValueError
            If it is no date, names a day that does not exist or ends before it begins.
        """
        if isinstance(text, Edtf):
            return text
        if not isinstance(text, str) and pd.isna(text) is not True:
            raise ValueError(f"not an EDTF date: {text!r}")
        if not isinstance(text, str) or text in ("", ".."):
            return Edtf("", None, None, None)
        match = _SET_OR_INTERVAL.fullmatch(text)
        return _joined(text, match) if match else _point(text)

    def __bool__(self) -> bool:
        return self.text != ""

    def __str__(self) -> str:
        return self.text

    @property
    def first(self) -> "Edtf":
        return self._ends[0] if self._ends else self

    @property
    def last(self) -> "Edtf":
        return self._ends[1] if self._ends else self

    @property
    def is_interval(self) -> bool:
        """Whether it is written as an interval, also one with an open side."""
        return "/" in self.text

    @property
    def is_choice(self) -> bool:
        """Whether it is a set of two dates of which one is meant."""
        return "," in self.text

    @property
    def is_open(self) -> bool:
        """Whether one side is not stated."""
        return self.precision == "open"

    @property
    def qualifier(self) -> str:
        """The mark for approximate (``~``), uncertain (``?``) or both (``%``), or an empty text."""
        return "" if self._ends or self.text[-1:] not in _MARKS else self.text[-1:]

    @property
    def unqualified(self) -> "Edtf":
        """The date without its qualifier."""
        return Edtf.parse(self.text[:-1]) if self.qualifier else self

    @property
    def is_calendar(self) -> bool:
        """Whether it is a year, month or day, without a qualifier."""
        return self.precision in _LENGTHS and not self.qualifier

    @property
    def known_day(self) -> dt.date:
        """The first day that it allows, or the last where its start is open."""
        day = self.earliest or self.latest
        if day is None:
            raise ValueError("an unknown date has no days")
        return day

    def width(self) -> int:
        """Count the days from the first to the last; `UNBOUNDED` where a side is open."""
        return (self.latest - self.earliest).days if self.earliest and self.latest else UNBOUNDED

    def within(self, other: "Edtf") -> bool:
        """Return whether the other date allows every day that this one allows."""
        begins = other.earliest is None or (self.earliest is not None and self.earliest >= other.earliest)
        ends = other.latest is None or (self.latest is not None and self.latest <= other.latest)
        return begins and ends

    def meets(self, other: "Edtf") -> bool:
        """Return whether some day is allowed by both."""
        return self.days_apart(other) == 0

    def days_apart(self, other: "Edtf") -> int:
        """Count the days between two dates: 0 where they can be one."""
        after = (other.earliest - self.latest).days if self.latest and other.earliest else 0
        before = (self.earliest - other.latest).days if self.earliest and other.latest else 0
        return max(after, before, 0)

    def onset(self) -> "Edtf":
        """Return the date as that of an event: the known end of an open interval (``1992/..`` began in 1992)."""
        return (self.first or self.last) if self.is_interval and self.is_open else self

    def opening(self) -> "Edtf":
        """Return when a period of this date begins: the first known date of an interval, else the date itself."""
        return (self.first or self.last) if self.is_interval else self

    def columns(self) -> dict[str, object]:
        """Return the columns that follow from a date: earliest, latest, precision."""
        return {"earliest": self.earliest, "latest": self.latest, "precision": self.precision}

    def part(self, nth: int, of: int) -> "Edtf":
        """Return a half or third of a year, decade or century, counted from 0; any other date as it is."""
        if self.precision not in ("year", "decade", "century"):
            return self
        year, months = self.known_day.year, 12 // of
        if self.precision == "year":
            first, last = Edtf.point(year, 1 + months * nth), Edtf.point(year, months * (nth + 1))
        else:
            first, last = (Edtf.point(year + n) for n in _YEARS_OF_PARTS[self.precision, of][nth])
        return (first and last and Edtf.between(first, last)) or self

    @staticmethod
    @_maker
    def point(year: int | str, month: int | str | None = None, day: int | str | None = None) -> str:
        """Make a year, a month or a day."""
        date = dt.date(int(year), 1 if month is None else int(month), 1 if day is None else int(day))
        precision = "year" if month is None else "month" if day is None else "day"
        return _written(date, precision)

    @staticmethod
    @_maker
    def season(year: int | str, number: int | str) -> str | None:
        """Make a season, numbered as EDTF does: 21 is spring, 24 winter."""
        return f"{int(year):04d}-{int(number)}" if int(number) in SEASONS else None

    @staticmethod
    @_maker
    def decade(year: int | str) -> str:
        """Make the decade of a year: ``185X`` for 1850."""
        return f"{int(year) // 10:03d}X"

    @staticmethod
    @_maker
    def century(year: int | str) -> str:
        """Make the hundred years of a year: ``18XX`` for 1850."""
        return f"{int(year) // 100:02d}XX"

    @staticmethod
    @_maker
    def days_after(day: "Edtf", days: int) -> str | None:
        """Make the day that lies so many days after another, or before it where the number is negative."""
        return (day.earliest + dt.timedelta(days=days)).isoformat() if day.earliest else None

    @staticmethod
    @_maker
    def approximate(date: "Edtf", mark: str = "~") -> str:
        """
        Add the mark for approximate (``~``) or uncertain (``?``), or that for both (``%``) where it has the other.

        EDTF has no such marks for an interval or set, which is returned as it is.
        """
        if date._ends:
            return date.text
        return date.unqualified.text + (mark if date.qualifier in ("", mark) else "%")

    @staticmethod
    @_maker
    def throughout(first: "Edtf", last: "Edtf") -> str:
        """Make the interval from one date to another."""
        return f"{first}/{last}"

    @staticmethod
    @_maker
    def either(one: "Edtf", other: "Edtf") -> str:
        """Make the set of two dates of which one is meant."""
        return "[{},{}]".format(*sorted((one.text, other.text)))

    @staticmethod
    @_maker
    def between(first: "Edtf", last: "Edtf") -> str | None:
        """Make the set of all days between two dates, both written as the finer one: ``[1930-01..1938-06]``."""
        if not first.earliest or not last.latest:
            return None
        known = first.is_calendar and last.is_calendar
        finer = max(first, last, key=lambda date: _LENGTHS.get(date.precision or "", 0)).precision if known else "day"
        return f"[{_written(first.earliest, finer)}..{_written(last.latest, finer)}]"

    @staticmethod
    @_maker
    def since(date: "Edtf") -> str:
        """Make the interval that a date opens; a date that EDTF allows no such interval of is returned as it is."""
        return f"{date}/.." if date.unqualified.is_calendar else date.text

    @staticmethod
    @_maker
    def until(date: "Edtf") -> str:
        """Make the interval that a date ends; a date that EDTF allows no such interval of is returned as it is."""
        return f"../{date}" if date.unqualified.is_calendar else date.text

    @staticmethod
    @_maker
    def up_to(date: "Edtf", before: bool = False) -> str | None:
        """Make the set of all days up to a date; with `before`, up to the day, month or year before it."""
        last = date.latest
        precision = date.last.precision
        if precision not in _LENGTHS:
            precision = "year" if last and last.month == 12 else "month"
        if before:
            last = date.earliest - dt.timedelta(days=1) if date.earliest else None
        return f"[..{_written(last, precision)}]" if last else None


def _written(day: dt.date, precision: str | None) -> str:
    return day.isoformat()[: _LENGTHS[precision or "day"]]


def _joined(text: str, match: re.Match[str]) -> Edtf:
    """Make an interval or set from its match."""
    first, last = (_point(part) if part.strip(".") else Edtf.parse("") for part in match.groups() if part is not None)
    low, high = first.earliest, last.latest
    if low is None and high is None:
        raise ValueError(f"not an EDTF date: {text!r}")
    if low and high and low > high:
        raise ValueError(f"ends before it begins: {text!r}")
    closed = "interval" if "/" in text else "set"
    return Edtf(text, low, high, closed if low and high else "open", (first, last))


def _point(text: str) -> Edtf:
    """Make a date that is neither interval nor set."""
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"not an EDTF date: {text!r}")
    low, high = (int(match["year"].replace("X", digit)) for digit in "09")
    if match["month"] is None:
        precision: Precision = ("year", "decade", "century")[match["year"].count("X")]
        return Edtf(text, dt.date(low, 1, 1), dt.date(high, 12, 31), precision)
    month = int(match["month"])
    if match["day"]:
        day = dt.date(low, month, int(match["day"]))
        return Edtf(text, day, day, "day")
    first, last = SEASONS.get(month, (month, month))
    end = dt.date(low, last, calendar.monthrange(low, last)[1])
    return Edtf(text, dt.date(low, first, 1), end, "season" if month in SEASONS else "month")


# The same over texts, for columns of tables.


def _over_texts(method: Callable[..., _Result]) -> Callable[..., _Result]:
    return lambda *texts: method(*map(Edtf.parse, texts))


width = _over_texts(Edtf.width)
within = _over_texts(Edtf.within)
meet = _over_texts(Edtf.meets)
apart = _over_texts(Edtf.days_apart)
columns = _over_texts(Edtf.columns)
bounds: Callable[..., Days] = _over_texts(lambda date: (date.earliest, date.latest))
precision: Callable[..., Precision | None] = _over_texts(lambda date: date.precision)
ends: Callable[..., tuple[str, str]] = _over_texts(lambda date: (date.first.text, date.last.text))
onset: Callable[..., str | None] = _over_texts(lambda date: date.onset().text or None)
opening: Callable[..., str | None] = _over_texts(lambda date: date.opening().text or None)
between: Callable[..., str | None] = _over_texts(lambda *dates: _text(Edtf.between(*dates)))
up_to: Callable[..., str | None] = _over_texts(lambda date: _text(Edtf.up_to(date)))


def checked(text: str) -> str:
    """Return a text that gives a date; a ValueError says how dates are written."""
    if is_date(text):
        return text
    example = "such as 1924-08-04, 1924-08, 1910/1920 (which ends after it begins) or [1961..1964]"
    raise ValueError(f"{shown(text)} is no EDTF date, {example}")


def is_date(text: object) -> bool:
    """Return whether something is a string that gives a date."""
    try:
        return isinstance(text, str) and bool(Edtf.parse(text))
    except ValueError:
        return False


def _text(date: Edtf | None) -> str | None:
    return date.text if date else None
