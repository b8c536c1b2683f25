"""Shapes of dates: the EDTF string that a matched expression allows, from what it says and what stood before."""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass

from ..files import data_folder
from . import edtf

GRAMMAR = tomllib.loads((data_folder("data") / "dates.toml").read_text(encoding="utf-8"))
MONTHS, NUMBERS, ORDINALS = (GRAMMAR["words"][name].split() for name in ("months", "numbers", "ordinals"))
TEN_WORDS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
SEASONS, TENS = GRAMMAR["seasons"], GRAMMAR["tens"]
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?[~?]?$")
_DAY_MONTH_YEAR = re.compile(r"\d{4}(-(?:0\d|1[0-2])(-\d\d)?)?")

Groups = dict[str, str | None]


@dataclass
class Context:
    """What a reader has in mind: the last date given, and the calendar day that a page is about."""

    last: str | None = None
    calendar: str | None = None


def _number(word: str) -> int:
    word = word.lower()
    if "-" in word:
        tens, ones = word.split("-")
        return TENS[tens] + NUMBERS.index(ones)
    return int(word) if word.isdigit() else NUMBERS.index(word) if word in NUMBERS else TENS[word]


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS.index(word[:3].lower()) + 1


def _day(word: str | None) -> str | None:
    """The number of a day without the letters after it ("4th")."""
    return word and word.rstrip("sthndr")


def _hundred(word: str) -> int | None:
    """The first year of a century by its ordinal; None before the tenth, of which no document on two states is."""
    n = ORDINALS.index(word.lower()) + 1 if word.lower() in ORDINALS else int(re.sub(r"\D", "", word))
    return (n - 1) * 100 if 10 <= n <= 21 else None


def _iso(g: Groups, context: Context) -> str | None:
    return edtf.point(g["y"], g["m"] or g["m3"], g["d"] or g["d3"])


def _dotted(g: Groups, context: Context) -> str | None:
    both = [edtf.point(g["y"], a, b) for a, b in ((g["m"], g["d"]), (g["d"], g["m"]))]
    if g["s"] == "/" and all(both) and both[0] != both[1]:
        return edtf.either(*both)  # day first or month first: the form does not say
    return both[0] or (both[1] if g["s"] == "/" else None)


def _of_two_calendars(g: Groups, context: Context) -> str | None:
    """The second date that is written, which is the Gregorian one."""
    year = g.get("y3") or g.get("y2") or g["y"]
    return edtf.point(year, _month(g["m2"]), _day(g["d2"])) if year else None


def _span(g: Groups, context: Context) -> str | None:
    first, second = _month(g["m"] or g["m2"]), _month(g["m2"] or g["m"])
    a = edtf.point(int(g["y"]) - (first > second), first, _day(g["d"]))
    b = edtf.point(g["y"], second, _day(g["d2"]))
    return edtf.throughout(a, b) if a and b and a < b else None


def _months(g: Groups, context: Context) -> str | None:
    a, b = (edtf.point(g["y"], _month(g[k])) for k in ("m", "m2"))
    return edtf.throughout(a, b) if a and b and a < b else None


def _plain(g: Groups, context: Context) -> str | None:
    return edtf.point(g["y"], _month(g["m"]), _day(g.get("d")))


def _season(g: Groups, context: Context) -> str | None:
    return edtf.season(g["y"], SEASONS[g["season"].lower()])


def _decade_of(g: Groups, context: Context) -> str | None:
    start, n = _hundred(g["c"]), 9 if g["n"] == "last" else ORDINALS.index(g["n"])
    return None if start is None else edtf.decade(start + 10 * n)


def _century(g: Groups, context: Context) -> str | None:
    start = _hundred(g["c"])
    return None if start is None else edtf.century(start)


def _decade(g: Groups, context: Context) -> str | None:
    hundred = g["y"].endswith("00") and g["y"] < "1900"
    return edtf.century(g["y"]) if hundred else edtf.decade(g["y"])


def _tens(g: Groups, context: Context) -> str | None:
    """The decade of "the eighties": of the century before last only where the text is there."""
    said = re.search(r"\d\d", context.last or "19")[0]
    return edtf.decade(100 * int(min(said, "19")) + 10 * (TEN_WORDS.index(g["tens"]) + 2))


def _short_span(g: Groups, context: Context) -> str | None:
    if int(g["e"]) > int(g["y"][2:]):
        return edtf.throughout(g["y"], g["y"][:2] + g["e"])
    return edtf.point(g["y"], g["e"]) if g["dash"] == "-" else None


def _year(g: Groups, context: Context) -> str | None:
    return edtf.point(g["y"])


def _this_day(g: Groups, context: Context) -> str | None:
    return edtf.point(g["y"], *context.calendar.split("-")) if context.calendar else edtf.point(g["y"])


def value(shape: str, m: re.Match, context: Context) -> str | None:
    """The EDTF string of one matched shape, or None where it is no date that exists or can be written."""
    groups = m.groupdict()
    if shape in _SHAPES:
        return _SHAPES[shape](groups, context)
    first, last = edtf.bounds(context.last)
    base = first or last
    return None if base is None else _RELATIVE[shape](groups, context, base)


# Dates that count from the one before; `base` is its first day.


def _of_month(g: Groups, context: Context, base: dt.date) -> str | None:
    """ "On the 24th of that month": of a date that is finer than a year."""
    month = _MONTH.match(context.last) and g["d"][-1].isalpha()
    return edtf.point(base.year, base.month, _day(g["d"])) if month else None


def _of_year(g: Groups, context: Context, base: dt.date) -> str | None:
    return edtf.point(base.year, _month(g["m"] or g["m2"]), _day(g["d"] or g["d2"]))


def _only_month(g: Groups, context: Context, base: dt.date) -> str | None:
    return edtf.point(base.year, _month(g["m"]))


def _same(g: Groups, context: Context, base: dt.date) -> str | None:
    if g["unit2"]:  # "this date marks …"
        return context.last if edtf.precision(context.last) == "day" else None
    if g["unit3"]:  # "later in the year"
        return _stepped(g["unit3"].lower(), 0, context, base)
    return _stepped(g["unit"].lower(), _STEPS.get(g["way"].lower(), -1), context, base)


def _after(g: Groups, context: Context, base: dt.date) -> str | None:
    return _stepped(g["unit"].lower(), _STEPS.get(g["way"].lower(), -1), context, base)


def _later(g: Groups, context: Context, base: dt.date) -> str | None:
    if not _DAY_MONTH_YEAR.fullmatch(context.last):
        return None  # two years after "the 1930s" is no year
    unit, back = g["unit"].lower(), g["way"].lower() in ("earlier", "before")
    if not g["n"]:
        known = unit in ("month", "week", "day") and not back
        return edtf.approximate(edtf.point(base.year)) if known else None
    step = _number(g["n"])
    made = _stepped(unit, -step if back else step, context, base)
    return made or (edtf.approximate(edtf.point(base.year)) if unit == "month" and (back or step < 10) else None)


def _stepped(unit: str, step: int, context: Context, base: dt.date) -> str | None:
    """The date so many units of time after the one before, as finely as that one is known."""
    if unit in SEASONS:
        return edtf.season(base.year + step, SEASONS[unit])
    # "that December" is of the anchor's year, "the following March" the first after it
    if unit[:3] in MONTHS and unit not in ("month", "day"):
        number = _month(unit)
        year = base.year + (step > 0 and number <= base.month) - (step < 0 and number >= base.month)
        return edtf.point(year, number)
    if unit == "year":
        return edtf.point(base.year + step)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + step
        vague = edtf.precision(context.last) in ("year", "decade", "century")
        return None if vague else edtf.point(months // 12, months % 12 + 1)
    return _days_on(unit, step, context)


def _days_on(unit: str, step: int, context: Context) -> str | None:
    if edtf.precision(context.last) != "day":
        return None
    day = edtf.days_after(edtf.bare(context.last), step * (7 if unit == "week" else 1))
    return day and (edtf.point(*day.split("-")[:2]) if unit == "week" else day)


_STEPS = {"same": 0, "that": 0, "following": 1, "next": 1, "after": 1}
_SHAPES = {
    "iso": _iso,
    "dotted": _dotted,
    **dict.fromkeys(("styles", "styled", "new_first"), _of_two_calendars),
    **dict.fromkeys(("span", "american_span"), _span),
    "months": _months,
    **dict.fromkeys(("day", "american", "month", "reversed"), _plain),
    "season": _season,
    "decade_of": _decade_of,
    "century": _century,
    "decade": _decade,
    "tens": _tens,
    "short_span": _short_span,
    "year": _year,
    "this_day": _this_day,
}
_RELATIVE = {
    "of_month": _of_month,
    **dict.fromkeys(("yearless", "of_year"), _of_year),
    "only_month": _only_month,
    "same": _same,
    "after": _after,
    "later": _later,
}


def part(date: str, word: str) -> str | None:
    """The part of a year, decade or century that a word names: a third (of a century, a half), or a half in so many words."""
    share, of = GRAMMAR["parts_of_time"][word]
    kind, first = edtf.precision(date), edtf.bounds(date)[0]
    if kind == "year":
        size = 12 // of
        return edtf.between(edtf.point(first.year, 1 + size * share), edtf.point(first.year, size * (share + 1)))
    if kind not in ("decade", "century"):
        return date
    low, high = _PARTS[kind, of][share]
    return edtf.between(edtf.point(first.year + low), edtf.point(first.year + high))


#: The first and the last year of each part of a decade or century that is parted so.
_PARTS = {
    ("decade", 3): ((0, 3), (4, 6), (7, 9)),
    ("decade", 2): ((0, 4), (5, 9)),
    ("century", 3): ((0, 49), (25, 74), (50, 99)),
    ("century", 2): ((0, 49), (50, 99)),
}
