"""Dates in words."""

import pandas as pd

from ..wording import ordinal
from .edtf import Edtf

DAY = pd.Timedelta(days=1)
#: Not those of strftime, which change with the locale of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_QUALIFIERS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
#: Precision → the words for a date of which a day is known.
_POINTS = {
    "day": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "month": lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    "season": lambda day: f"{_SEASONS[day.month]} {day.year}",
    "year": lambda day: f"{day.year}",
    "decade": lambda day: f"{day.year}s",
    "century": lambda day: f"{ordinal(day.year // 100 + 1)} century",
}


def in_words(date: Edtf | str | None) -> str:
    """
    Write a date in words.

    Examples
    --------
    >>> in_words("1924-08-04"), in_words("[1942-09..1942-12]"), in_words("1910/1920"), in_words("193X")
    ('4 August 1924', 'between September and December 1942', '1910 to 1920', '1930s')
    """
    date = date if isinstance(date, Edtf) else Edtf.parse(date)
    first, last = date.first, date.last
    if first == last:
        return _point(first) if date else "no date given"
    if date.is_interval:
        if not last:
            return f"from {_with_article(first)} on"
        return f"{_point(first)} to {_point(last)}" if first else f"until {_with_article(last)}"
    if not last:
        return f"in or after {_point(first)}"
    if not first:
        return f"by {_point(last)}"
    if date.is_choice:
        return f"{_point(first)} or {_point(last)}"
    same_year = first.known_day.year == last.known_day.year and first.precision in ("day", "month", "season")
    begins = _point(first).rpartition(" ")[0] if same_year else _point(first)
    return f"between {begins} and {_point(last)}"


def _point(date: Edtf) -> str:
    return _QUALIFIERS[date.qualifier] + _POINTS[date.precision or ""](date.known_day)


def _with_article(date: Edtf) -> str:
    return ("the " if date.precision in ("decade", "century") else "") + _point(date)


def when(earliest: pd.Timestamp, latest: pd.Timestamp, date: Edtf | str | None = None) -> str:
    """
    Write when, with its preposition: 'on 4 August 1924', 'in 1924', 'by 1899', 'between 1961 and 1964'.

    Parameters
    ----------
    earliest, latest : pandas.Timestamp
        NaT where open.
    date : Edtf or str, optional
        With it, an interval is 'from a to b', and an approximate or uncertain date 'about' or 'possibly'.
    """
    date = date if isinstance(date, Edtf) else Edtf.parse(date)
    if pd.isna(earliest) or pd.isna(latest):
        return _open(earliest, latest)
    link, words = _closed(earliest, latest, date.is_interval and not date.is_open)
    qualifiers = date.first.qualifier + date.last.qualifier
    if "~" in qualifiers or "%" in qualifiers:
        words = f"about {words}"
        link = "" if link in ("on", "in") else link
    if "?" in qualifiers or "%" in qualifiers:
        link = f"possibly {link}"
    return " ".join(f"{link} {words}".split())


def _closed(earliest: pd.Timestamp, latest: pd.Timestamp, throughout: bool) -> tuple[str, str]:
    precision = _precision(earliest, latest)
    first, last = (_POINTS[precision](day) for day in (earliest, latest))
    if _is_decade_or_century(earliest, latest, precision):
        return "in", f"the {first}s"
    if first == last:
        return "on" if precision == "day" else "in", first
    return ("from", f"{first} to {last}") if throughout else ("between", f"{first} and {last}")


def _precision(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """Return the coarsest unit that a period is made of."""
    after = latest + DAY
    if earliest.day != 1 or after.day != 1:
        return "day"
    return "year" if earliest.month == after.month == 1 else "month"


def _is_decade_or_century(earliest: pd.Timestamp, latest: pd.Timestamp, precision: str) -> bool:
    years = latest.year - earliest.year + 1
    return precision == "year" and years in (10, 100) and earliest.year % years == 0


def _open(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    if not pd.isna(earliest):
        whole_year = earliest.month == earliest.day == 1
        return f"from {_POINTS['year' if whole_year else 'day'](earliest)} on"
    if pd.isna(latest):
        return "on an unknown date"
    whole_year = (latest.month, latest.day) == (12, 31)
    return f"by {_POINTS['year' if whole_year else 'day'](latest)}"


def years(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """Write the years alone, for a label: '1973', '1961–1964', 'by 1899', 'no date'."""
    if pd.isna(earliest):
        return "no date" if pd.isna(latest) else f"by {latest.year}"
    if pd.isna(latest):
        return f"from {earliest.year}"
    return "–".join(dict.fromkeys((f"{earliest.year}", f"{latest.year}")))
