"""Dates in words."""

import pandas as pd

from ..wording import ordinal
from .edtf import Edtf

#: Not those of strftime, which change with the locale of the machine.
MONTHS = "January February March April May June July August September October November December".split()
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
    date = Edtf.parse(date)
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


def when(date: Edtf | str | None) -> str:
    """
    Write when, with its preposition.

    Examples
    --------
    >>> when("1924-08-04"), when("193X"), when("1890?"), when("[1961..1964]"), when("1910/1920")
    ('on 4 August 1924', 'in the 1930s', 'perhaps in 1890', 'between 1961 and 1964', 'from 1910 to 1920')
    """
    date = Edtf.parse(date)
    if not date:
        return "on an unknown date"
    words, link = in_words(date), "on" if date.first.precision == "day" else "in"
    if not date.first:
        return f"by {_point(date.last)}"
    if date.is_choice:
        return f"{link} {words}"
    if date.first != date.last:
        return f"from {words}" if date.precision == "interval" else words
    if date.qualifier in ("", "?"):
        return f"{_QUALIFIERS[date.qualifier]}{link} {_with_article(date.unqualified)}"
    return words


def years(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    """Write the years alone, for a label: '1973', '1961–1964', 'by 1899', 'no date'."""
    if pd.isna(earliest):
        return "no date" if pd.isna(latest) else f"by {latest.year}"
    if pd.isna(latest):
        return f"from {earliest.year}"
    return "–".join(dict.fromkeys((f"{earliest.year}", f"{latest.year}")))
