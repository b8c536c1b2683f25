"""Shapes of dates: the EDTF string that a matched expression allows, from what it says and what stood before."""

import re
import tomllib
from dataclasses import dataclass

from . import edtf
from .sources import data_folder

GRAMMAR = tomllib.loads((data_folder("data") / "dates.toml").read_text(encoding="utf-8"))
MONTHS, NUMBERS, ORDINALS = (GRAMMAR["words"][name].split() for name in ("months", "numbers", "ordinals"))
TEN_WORDS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
SEASONS, TENS = GRAMMAR["seasons"], GRAMMAR["tens"]
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?[~?]?$")


@dataclass
class Context:
    """What a reader has in mind: the last date told, and the calendar day that a page is about."""

    last: str | None = None
    calendar: str | None = None


def _number(word):
    word = word.lower()
    if "-" in word:
        tens, ones = word.split("-")
        return TENS[tens] + NUMBERS.index(ones)
    return int(word) if word.isdigit() else NUMBERS.index(word) if word in NUMBERS else TENS[word]


def _month(word):
    return int(word) if word.isdigit() else MONTHS.index(word[:3].lower()) + 1


def _write(year, month=None, day=None):
    text = f"{int(year):04d}" + (f"-{month:02d}" if month else "")
    text += f"-{int(str(day).rstrip('sthndr')):02d}" if day else ""
    try:
        edtf.bounds(text)
    except ValueError:
        return None
    return text


def _century(word):
    n = ORDINALS.index(word.lower()) + 1 if word.lower() in ORDINALS else int(re.sub(r"\D", "", word))
    return (n - 1) * 100 if 10 <= n <= 21 else None


def value(shape, m, context):
    """The EDTF string of one matched shape, or None."""
    g = m.groupdict()
    if shape == "iso":
        return _write(g["y"], int(g["m"] or g["m3"]), g["d"] or g["d3"])
    if shape == "dotted":
        both = [_write(g["y"], int(a), b) for a, b in ((g["m"], g["d"]), (g["d"], g["m"]))]
        if g["s"] == "/" and all(both) and both[0] != both[1]:
            return f"[{min(both)},{max(both)}]"  # day first or month first: the form does not say
        return both[0] or (both[1] if g["s"] == "/" else None)
    if shape in ("styles", "styled", "new_first"):  # the later of the two is the Gregorian
        year = g.get("y3") or g.get("y2") or g["y"]
        return _write(year, _month(g["m2"]), g["d2"]) if year else None
    if shape in ("span", "american_span"):
        second = _month(g["m2"] or g["m"])
        first = _month(g["m"] or g["m2"])
        a = _write(int(g["y"]) - (first > second), first, g["d"])
        b = _write(g["y"], second, g["d2"])
        return f"{a}/{b}" if a and b and a < b else None
    if shape == "months":
        a, b = (_write(g["y"], _month(g[k])) for k in ("m", "m2"))
        return f"{a}/{b}" if a < b else None
    if shape in ("day", "american", "month", "reversed"):
        return _write(g["y"], _month(g["m"]), g.get("d"))
    if shape == "season":
        return f"{g['y']}-{SEASONS[g['season'].lower()]}"
    if shape == "decade_of":
        century = _century(g["c"])
        n = 9 if g["n"] == "last" else ORDINALS.index(g["n"])
        return None if century is None else f"{century // 10 + n}X"
    if shape == "century":
        century = _century(g["c"])
        return None if century is None else f"{century // 100}XX"
    if shape == "decade":
        return f"{g['y'][:2]}XX" if g["y"].endswith("00") and g["y"] < "1900" else f"{g['y'][:3]}X"
    if shape == "tens":  # "the eighties": of the century before last only where the text is there
        told = re.search(r"\d\d", context.last or "19")[0]
        return f"{min(told, '19')}{TEN_WORDS.index(g['tens']) + 2}X"
    if shape == "short_span":
        if int(g["e"]) <= int(g["y"][2:]):
            return _write(g["y"], int(g["e"])) if "-" in m.group() and 1 <= int(g["e"]) <= 12 else None
        return f"{g['y']}/{g['y'][:2]}{g['e']}"
    if shape == "year":
        return g["y"]
    if shape == "this_day":
        return _write(g["y"], *map(int, context.calendar.split("-"))) if context.calendar else g["y"]
    return _relative(shape, g, context)


def _relative(shape, g, context):
    anchor = edtf.bounds(context.last) if context.last else (None, None)
    if shape == "later" and not re.fullmatch(r"\d{4}(-(?:0\d|1[0-2])(-\d\d)?)?", context.last or ""):
        return None  # two years after "the 1930s" is no year
    base = anchor[0] or anchor[1]
    if base is None:
        return None
    if shape == "of_month":  # "on the 24th of that month"
        month = _MONTH.match(context.last) and g["d"][-1].isalpha()
        return _write(base.year, base.month, g["d"]) if month else None
    if shape in ("yearless", "of_year"):
        return _write(base.year, _month(g["m"] or g["m2"]), g["d"] or g["d2"])
    if shape == "only_month":
        return _write(base.year, _month(g["m"]))
    if g.get("unit2"):  # "this date marks …"
        return context.last if edtf.precision(context.last) == "day" else None
    if g.get("unit3"):  # "later in the year"
        unit, way = g["unit3"].lower(), "same"
    else:
        unit, way = g["unit"].lower(), g["way"].lower()
    if shape == "later" and not g["n"]:
        return f"{base.year}~" if unit in ("month", "week", "day") and way not in ("earlier", "before") else None
    step = (
        _number(g["n"])
        if shape == "later"
        else {"same": 0, "that": 0, "following": 1, "next": 1, "after": 1}.get(way, -1)
    )
    step = -step if shape == "later" and way in ("earlier", "before") else step
    if unit in SEASONS:
        return f"{base.year + step}-{SEASONS[unit]}"
    # "that December" is of the anchor's year, "the following March" the first after it
    if unit[:3] in MONTHS and unit not in ("month", "day"):
        number = _month(unit)
        return _write(base.year + (step > 0 and number <= base.month) - (step < 0 and number >= base.month), number)
    if unit == "year":
        return _write(base.year + step)
    if unit == "month" and len(context.last) >= 7:
        months = base.year * 12 + base.month - 1 + step
        return _write(months // 12, months % 12 + 1)
    if unit in ("day", "date") and len(context.last) == 10:
        return base.fromordinal(base.toordinal() + step).isoformat()
    if unit == "week" and len(context.last) == 10:
        return f"{base.fromordinal(base.toordinal() + 7 * step).isoformat()[:7]}"
    return f"{base.year}~" if shape == "later" and unit == "month" and step < 10 else None


def part(text, word):
    """The part of a year, decade or century that a word names: a third (of a century, a half), or a half in so many words."""
    share, of = GRAMMAR["parts_of_time"][word]
    if re.fullmatch(r"\d{4}", text):
        size = 12 // of
        return f"[{text}-{1 + size * share:02d}..{text}-{size * (share + 1):02d}]"
    if text.endswith("XX"):
        low, high = ((0, 49), (25, 74), (50, 99))[share] if of == 3 else ((0, 49), (50, 99))[share]
        return f"[{text[:2]}{low:02d}..{text[:2]}{high:02d}]"
    if text.endswith("X"):
        low, high = ((0, 3), (4, 6), (7, 9))[share] if of == 3 else ((0, 4), (5, 9))[share]
        return f"[{text[:3]}{low}..{text[:3]}{high}]"
    return text
