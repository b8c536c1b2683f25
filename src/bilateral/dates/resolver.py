"""Resolve date expressions: the date that the words of a matched shape allow, with what stands before them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ..files import read_toml
from .edtf import Edtf

GRAMMAR = read_toml("dates.toml")
MONTHS, NUMBERS, ORDINALS, _TEN_YEARS, _WEEKDAYS = (
    GRAMMAR["words"][name].split() for name in ("months", "numbers", "ordinals", "decades", "weekdays")
)
SEASONS, TENS, _STEPS = GRAMMAR["seasons"], GRAMMAR["tens"], GRAMMAR["steps"]

#: Shapes of dates that may be in the year of publication; the parts of a span, as the one or the other order names them.
_YEARLESS = ("yearless_span", "yearless", "only_month")
_OF_SPAN = (("m", "m3"), ("d", "d3"), ("m2", "m4"), ("d2", "d4"))

#: The named groups of a match; those without a match are empty.
Groups = dict[str, str]
#: What a shape names; None where there is no such date, or EDTF can't express it.
Resolved = Edtf | None


@dataclass
class Context:
    """What a reader has in mind: the last date given, the calendar day that a page is about ("05-24"), and when it appeared."""

    last: Edtf | None = None
    calendar: str | None = None
    published: Edtf | None = None


def resolve(shape: str, groups: Groups, context: Context) -> Resolved:
    """Return the date of a matched shape; None where no such date exists or EDTF can't express it."""
    if shape in _RESOLVERS:
        return _RESOLVERS[shape](groups)
    if shape in _IN_CONTEXT:
        return _IN_CONTEXT[shape](groups, context)
    if shape in _OF_PUBLICATION:
        return _OF_PUBLICATION[shape](groups, context.published) if context.published else None
    if shape in _YEARLESS and context.published and _is_to_come(context.last, context.published):
        found = _RELATIVE[shape](groups, context.published)
        before = Edtf.point(context.published.known_day.year - 1)
        return _RELATIVE[shape](groups, before) if _is_to_come(found, context.published) and before else found
    return _RELATIVE[shape](groups, context.last) if context.last else None


def _is_to_come(date: Edtf | None, published: Edtf) -> bool:
    """Return whether there is no date, or one that the day of publication had before it: "next year"."""
    return date is None or bool(date.earliest and published.latest and date.earliest > published.latest)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return sum(TENS[part] if part in TENS else NUMBERS.index(part) for part in word.lower().split("-"))


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS.index(word[:3].lower()) + 1


def _day(word: str) -> str | None:
    """Return the number of a day without the letters after it ("4th")."""
    return word.rstrip("sthndr") or None


def _hundred(word: str) -> int | None:
    """Return the first year of a century by its ordinal; None before the tenth, which no document on two states is about."""
    nth = ORDINALS.index(word.lower()) + 1 if word.lower() in ORDINALS else int(word[:-2])
    return (nth - 1) * 100 if 10 <= nth <= 21 else None


def _named(groups: Groups, name: str) -> str:
    """Return what matched in the first alternative of a group (``m``, ``m2``, ``m3``)."""
    return groups.get(name) or groups.get(f"{name}2") or groups.get(f"{name}3", "")


def _in_year(groups: Groups, year: int | str) -> Resolved:
    month = _named(groups, "m")
    return Edtf.point(year, _month(month) if month else None, _day(_named(groups, "d")))


def _point(groups: Groups) -> Resolved:
    year = _named(groups, "y")
    return _in_year(groups, year) if year else None


def _dotted(groups: Groups) -> Resolved:
    year, one, other = groups["y"], groups["m"], groups["d"]
    day_first, month_first = Edtf.point(year, one, other), Edtf.point(year, other, one)
    if groups["s"] != "/":
        return day_first
    if day_first and month_first and day_first != month_first:
        return Edtf.either(day_first, month_first)
    return day_first or month_first


def _dotted_span(groups: Groups) -> Resolved:
    """Resolve "29-30.06.1995" and "30.09-01.10.1995"."""
    if groups["d"]:
        return _throughout(*(Edtf.point(groups["y"], groups["m"], groups[day]) for day in ("d", "d2")))
    ends = (("m3", "d3"), ("m4", "d4"))
    return _throughout(*(Edtf.point(groups["y3"], groups[month], groups[day]) for month, day in ends))


def _throughout(first: Resolved, last: Resolved) -> Resolved:
    return Edtf.throughout(first, last) if first and last and first != last else None


def _span(groups: Groups) -> Resolved:
    first, last = _month(groups["m"] or groups["m2"]), _month(groups["m2"] or groups["m"])
    year = int(groups["y"])
    begins = Edtf.point(year - 1 if first > last else year, first, _day(groups["d"]))
    return _throughout(begins, Edtf.point(year, last, _day(groups["d2"])))


def _reversed_span(groups: Groups) -> Resolved:
    """Resolve "1974, 3-5 August" and "1974, August 3-5"."""
    given = {name: groups[name] or groups.get(more, "") for name, more in (*_OF_SPAN, ("y", "y3"))}
    return _span(given)


def _months(groups: Groups) -> Resolved:
    first, last = (Edtf.point(groups["y"], _month(groups[name])) for name in ("m", "m2"))
    return _throughout(first, last)


def _decade_of(groups: Groups) -> Resolved:
    start = _hundred(groups["c"])
    nth = 9 if groups["n"] == "last" else ORDINALS.index(groups["n"])
    return None if start is None else Edtf.decade(start + 10 * nth)


def _century(groups: Groups) -> Resolved:
    start = _hundred(groups["c"])
    return None if start is None else Edtf.century(start)


def _decade(groups: Groups) -> Resolved:
    year = groups["y"]
    return Edtf.century(year) if year.endswith("00") and year < "1900" else Edtf.decade(year)


def _tens(groups: Groups, context: Context) -> Resolved:
    """Return the decade of "the eighties": of the century before last only where the text is there."""
    century = min(19, context.last.known_day.year // 100) if context.last else 19
    return Edtf.decade(100 * century + 10 * _TEN_YEARS.index(groups["tens"]) + 20)


def _short_span(groups: Groups) -> Resolved:
    year, end = groups["y"], groups["e"]
    if end > year[2:]:
        return _throughout(Edtf.point(year), Edtf.point(year[:2] + end))
    return Edtf.point(year, end) if groups["dash"] == "-" else None


def _fiscal(groups: Groups) -> Resolved:
    """Resolve "FY22" and "FY22/23"."""
    year = ("19" if groups["y"] > "50" else "20") + groups["y"]
    return _short_span({"y": year, "e": groups["e"], "dash": "/"}) if groups["e"] else Edtf.point(year)


def _this_day(groups: Groups, context: Context) -> Resolved:
    month_and_day = context.calendar.split("-") if context.calendar else ()
    return Edtf.point(groups["y"], *month_and_day)


# Dates that count from the day on which the document was published.


def _today(groups: Groups, published: Edtf) -> Resolved:
    """Resolve "today", "last year"."""
    if not groups["day"]:
        return _stepped(groups["unit"].lower(), _STEPS[groups["way"].lower()], published)
    return Edtf.days_after(published, _STEPS[groups["day"].lower()]) if published.precision == "day" else None


def _this_year(groups: Groups, published: Edtf) -> Resolved:
    """Resolve "7 February this year"."""
    return _in_year(groups, published.known_day.year + _STEPS[_named(groups, "way").lower()])


def _last_month(groups: Groups, published: Edtf) -> Resolved:
    """Resolve "last December": the latest one before that day."""
    base, month, this = published.known_day, _month(groups["m"]), groups["way"].lower() == "this"
    return Edtf.point(base.year - (not this and month >= base.month), month)


def _weekday(groups: Groups, published: Edtf) -> Resolved:
    """Resolve "on Monday": the latest one on or before that day."""
    if published.precision != "day":
        return None
    back = (published.known_day.weekday() - _WEEKDAYS.index(groups["weekday"].lower())) % 7
    return Edtf.days_after(published, -back)


# Dates that count from the one before, `last`.


def _of_month(groups: Groups, last: Edtf) -> Resolved:
    """Resolve "on the 24th of that month", after a date that is finer than a year."""
    fine = last.precision in ("month", "day") and groups["d"][-1].isalpha()
    return Edtf.point(last.known_day.year, last.known_day.month, _day(groups["d"])) if fine else None


def _of_year(groups: Groups, last: Edtf) -> Resolved:
    step = _STEPS[(_named(groups, "way") or "same").lower()]
    return _in_year(groups, last.known_day.year + step)


def _yearless_span(groups: Groups, last: Edtf) -> Resolved:
    """Resolve "from 3 to 5 May" and "May 3-5" as of the year of the date before."""
    given = {name: groups[name] or groups[more] for name, more in _OF_SPAN}
    return _span(given | {"y": str(last.known_day.year)})


def _same(groups: Groups, last: Edtf) -> Resolved:
    if groups.get("unit2"):  # "this date marks …"
        return last if last.precision == "day" else None
    if groups.get("unit3"):  # "later in the year"
        return _stepped(groups["unit3"].lower(), 0, last)
    return _stepped(groups["unit"].lower(), _STEPS[groups["way"].lower()], last)


def _later(groups: Groups, last: Edtf) -> Resolved:
    if not last.is_calendar:
        return None  # two years after "the 1930s" is no year
    unit, number, earlier = groups["unit"].lower(), groups["n"], groups["way"].lower() in ("earlier", "before")
    if groups["half"] and unit == "year":
        unit, number = "month", "6"
    if not number:  # some months later, half a month later
        return None if unit == "year" or earlier else _about(last)
    step = _number(number)
    few = unit == "month" and (earlier or step < 10)
    return _stepped(unit, -step if earlier else step, last) or (_about(last) if few else None)


def _about(last: Edtf) -> Resolved:
    year = Edtf.point(last.known_day.year)
    return Edtf.approximate(year) if year else None


def _stepped(unit: str, step: int, last: Edtf) -> Resolved:
    """Return the date so many units of time after another, as fine as that one."""
    base = last.known_day
    if unit in SEASONS:
        return Edtf.season(base.year + step, SEASONS[unit])
    if unit[:3] in MONTHS:
        return _next_month(_month(unit), step, base)
    if unit == "year":
        return Edtf.point(base.year + step)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + step
        vague = last.precision in ("year", "decade", "century")
        return None if vague else Edtf.point(months // 12, months % 12 + 1)
    if last.precision != "day":
        return None
    day = Edtf.days_after(last, step * (7 if unit == "week" else 1))
    return Edtf.point(day.known_day.year, day.known_day.month) if day and unit == "week" else day


def _next_month(month: int, step: int, base: dt.date) -> Resolved:
    """Resolve "that December" as of the same year, "the following March" as the first after the date."""
    later, earlier = step > 0 and month <= base.month, step < 0 and month >= base.month
    return Edtf.point(base.year + later - earlier, month)


_RESOLVERS: dict[str, Callable[[Groups], Resolved]] = {
    **dict.fromkeys(
        "iso year_first hyphened styles styled new_first day american month reversed reversed_day dotted_month year".split(),
        _point,
    ),
    "dotted": _dotted,
    "dotted_span": _dotted_span,
    **dict.fromkeys(("span", "american_span", "year_first_span"), _span),
    "reversed_span": _reversed_span,
    "months": _months,
    "season": lambda groups: Edtf.season(groups["y"], SEASONS[groups["season"].lower()]),
    "decade_of": _decade_of,
    "century": _century,
    "decade": _decade,
    "short_span": _short_span,
    "fiscal": _fiscal,
}
_IN_CONTEXT: dict[str, Callable[[Groups, Context], Resolved]] = {"tens": _tens, "this_day": _this_day}
_OF_PUBLICATION: dict[str, Callable[[Groups, Edtf], Resolved]] = {
    "today": _today,
    "this_year": _this_year,
    "last_month": _last_month,
    "weekday": _weekday,
}
_RELATIVE: dict[str, Callable[[Groups, Edtf], Resolved]] = {
    "of_month": _of_month,
    "yearless_span": _yearless_span,
    **dict.fromkeys(("yearless", "of_year", "only_month"), _of_year),
    **dict.fromkeys(("same", "after"), _same),
    "later": _later,
}
