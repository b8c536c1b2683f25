"""Words for what is drawn: dates, amounts, counts and names from sources, made safe to draw."""

import re
import unicodedata

import pandas as pd

DAY = pd.Timedelta(days=1)
# Not strftime's: a chart must not change with the locale of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def clean(value, limit=None):
    """
    Make one line of any text: no control characters, no line breaks, one space between words.

    Parameters
    ----------
    value : object
        NA gives an empty text.
    limit : int, optional
        The longest text wanted, in characters; what is longer ends in an ellipsis.
    """
    if pd.isna(value):
        return ""
    text = unicodedata.normalize("NFC", str(value))
    # Cf holds the marks that turn the direction of writing: a source must not turn our labels around.
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = " ".join(text.split())
    if limit and len(text) > limit:
        text = text[: limit - 1].rstrip(" ,;:-–") + "…"
    return text


def _month(date):
    return f"{MONTHS[date.month - 1]} {date.year}"


def _day(date):
    return f"{date.day} {_month(date)}"


def _period(earliest, latest):
    starts_month, ends_month = earliest.day == 1, (latest + DAY).day == 1
    starts_year, ends_year = starts_month and earliest.month == 1, ends_month and latest.month == 12
    years = latest.year - earliest.year
    if earliest == latest:
        return "on", _day(earliest)
    if starts_year and ends_year:
        if years == 0:
            return "in", f"{earliest.year}"
        if (years == 9 and earliest.year % 10 == 0) or (years == 99 and earliest.year % 100 == 0):
            return "in", f"the {earliest.year}s"
        return "between", f"{earliest.year} and {latest.year}"
    if starts_month and ends_month:
        if years == 0 and earliest.month == latest.month:
            return "in", _month(earliest)
        return "between", f"{_month(earliest)} and {_month(latest)}"
    return "between", f"{_day(earliest)} and {_day(latest)}"


def when(earliest, latest, date=""):
    """
    Say when, with its preposition: 'on 4 August 1924', 'in 1924', 'by 1899', 'between 1961 and 1964'.

    Parameters
    ----------
    earliest, latest : pandas.Timestamp
        NaT where open.
    date : str, optional
        The EDTF string: its `~` becomes 'about', its `?` 'possibly', an interval `a/b` 'from a to b'.
    """
    date = clean(date)
    if pd.isna(earliest) and pd.isna(latest):
        return "at a time not told"
    if pd.isna(earliest) or pd.isna(latest):
        known = latest if pd.isna(earliest) else earliest
        whole_year = (known.month, known.day) == ((12, 31) if pd.isna(earliest) else (1, 1))
        point = f"{known.year}" if whole_year else _day(known)
        return f"by {point}" if pd.isna(earliest) else f"from {point} on"
    link, words = _period(earliest, latest)
    if link == "between" and "/" in date and ".." not in date:
        link, words = "from", words.replace(" and ", " to ")
    if "~" in date or "%" in date:
        words = f"about {words}"
        link = "" if link in ("on", "in") else link
    if "?" in date or "%" in date:
        link = f"possibly {link}".strip()
    return f"{link} {words}".strip()


def years(earliest, latest):
    """Give the years alone, for a label: '1973', '1961–1964', 'by 1899', 'no date'."""
    if pd.isna(earliest) and pd.isna(latest):
        return "no date"
    if pd.isna(earliest):
        return f"by {latest.year}"
    if pd.isna(latest):
        return f"from {earliest.year}"
    return f"{earliest.year}" if earliest.year == latest.year else f"{earliest.year}–{latest.year}"


def number(value):
    """Write a number out: '1,784 billion', '2 million', '77,000', '1.5'."""
    for name, size in ((" billion", 1e9), (" million", 1e6)):
        if abs(value) >= size:
            return f"{value / size:,.10g}{name}"
    return f"{value:,.10g}"


def amount(value, unit):
    """Write an amount with its unit: '$2 million', '5 million EUR', '31%', '77,000 people'; a rank as '3rd'."""
    unit = clean(unit, 24)
    if unit == "rank":
        return f"{value:.0f}{'th' if value % 100 // 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"
    if unit == "USD":
        return f"-${number(-value)}" if value < 0 else f"${number(value)}"
    return f"{number(value)}{'' if unit in ('', '%') else ' '}{unit}"


def count(n, noun, plural=None):
    """Count things: '1 figure', '3 figures'."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def spelled(n):
    """Spell a small number as a title begins with it: 'Two'; a larger one stays in digits."""
    small = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return small[n] if n < len(small) else f"{n:,}"


def times(n):
    """Say how often: 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def listing(items, most=5, limit=48):
    """Join names in one line, each no longer than `limit`: 'a, b, c and 4 more'."""
    items = [clean(item, limit) for item in items]
    if len(items) > most:
        items = [", ".join(items[:most]), f"{len(items) - most} more"]
        return " and ".join(items)
    return ", ".join(items)


def date(edtf):
    """
    An EDTF string in words.

    Examples
    --------
    >>> date("1924-08-04"), date("[1942-09..1942-12]"), date("1910/1920"), date("193X")
    ('4 August 1924', 'between September and December 1942', '1910 to 1920', '1930s')
    """
    if edtf is None or not isinstance(edtf, str) or edtf == "":
        return "no date given"
    if edtf.startswith("["):
        first, *rest = re.split(r"\.\.|,", edtf[1:-1])
        if not rest[-1]:
            return f"in or after {_point(first)}"
        if not first:
            return f"by {_point(rest[-1])}"
        if "," in edtf:
            return f"{_point(first)} or {_point(rest[-1])}"
        a, b = _point(first), _point(rest[-1])
        same = first[:4] == rest[-1][:4] and len(first) > 4
        return f"between {a.rsplit(' ', 1)[0] if same else a} and {b}"
    if "/" in edtf:
        first, last = edtf.split("/")
        if last == "..":
            return f"from {_the(first)} on"
        return f"until {_the(last)}" if first == ".." else f"{_point(first)} to {_point(last)}"
    return _point(edtf)


def _point(text):
    mark = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(text[-1], "")
    return mark + _bare(text.rstrip("~?%"))


def _the(text):
    return ("the " if "X" in text else "") + _point(text)


def _bare(text):
    if text.endswith("XX"):
        n = int(text[:2]) + 1
        return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10 if n not in (11, 12, 13) else 0, 'th') } century"
    if text.endswith("X"):
        return f"{text[:3]}0s"
    year, *rest = text.split("-")
    if not rest:
        return year
    if rest[0] in ("21", "22", "23", "24"):
        return f"{('spring', 'summer', 'autumn', 'winter')[int(rest[0]) - 21]} {year}"
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month
