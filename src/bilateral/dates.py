"""Dates in prose: the words, and the EDTF string that they allow. Nothing is guessed to be finer than it is said."""

import re
import tomllib
from dataclasses import dataclass
from typing import NamedTuple

from . import edtf
from .sources import data_folder, lowered, places, words_of

_GRAMMAR = tomllib.loads((data_folder("data") / "dates.toml").read_text(encoding="utf-8"))
MONTHS, NUMBERS, ORDINALS = (_GRAMMAR["words"][name].split() for name in ("months", "numbers", "ordinals"))
SEASONS, TENS = _GRAMMAR["seasons"], _GRAMMAR["tens"]
_SHAPES = {
    name: re.sub(r"\{([a-z]+)\}", lambda m: _GRAMMAR["parts"][m[1]], shape)
    for name, shape in _GRAMMAR["shapes"].items()
}


def _plain(pattern):  # without the names of its groups, as part of a larger one
    return re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", pattern).replace("(?P=s)", "[./-]")


_PARSE = {name: re.compile(shape) for name, shape in _SHAPES.items()}
_ANY = re.compile("|".join(f"(?P<{name}>{_plain(shape)})" for name, shape in _SHAPES.items()))
_NO_YEAR = {name: re.compile(pattern) for name, pattern in _GRAMMAR["no_year"].items()}
_WORDS = {name: re.compile(pattern) for name, pattern in _GRAMMAR["limits"].items()}
_STARTS = _GRAMMAR["starts"]
_STARTING, _MAY, _UNITS = (frozenset(_STARTS[name].split()) for name in ("words", "may", "units"))
_NUMBER, _LEAD, _RELATIVE = re.compile(r"\d(?<!\w.)"), re.compile(_STARTS["lead"]), re.compile(_STARTS["relative"])
_FIRST = re.compile(rf"\b(?:{'|'.join([*_STARTS['first'].split(), *NUMBERS, *ORDINALS, *TENS])})\b")
_POINT = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_AND_ON = re.compile(r"^-|onward")
_LIMITING = re.compile("|".join(_plain(_GRAMMAR["limits"][name]) for name in ("part", "approx", "unsure", "limit")))
_BETWEEN = re.compile(r"\b[Bb]etween (?:the )?$")
_JOIN = {
    word: re.compile(rf" {gap}$")
    for word, gap in (("from", "(?:to|until|till|through|up to) (?:the )?"), ("between", "and (?:the )?"), ("", "?- ?"))
}


class Date(NamedTuple):  # made in a third of the time of a frozen dataclass
    """A date expression: where it stands, its EDTF string (None: it names no date that exists), how it is limited."""

    start: int
    end: int
    edtf: str | None
    limit: str = ""
    shape: str = ""

    @property
    def carried(self):
        """Whether part of the date stands elsewhere (a year in the sentence before)."""
        return self.shape in ("yearless", "only_month", "later", "same", "after")


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
    text += f"-{int(re.sub(r'[a-z]', '', str(day))):02d}" if day else ""
    try:
        edtf.bounds(text)
    except ValueError:
        return None
    return text


def _century(word):
    n = ORDINALS.index(word.lower()) + 1 if word.lower() in ORDINALS else int(re.sub(r"\D", "", word))
    return (n - 1) * 100 if 10 <= n <= 21 else None


def _read(shape, m, context):
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
    if shape == "yearless":
        return _write(base.year, _month(g["m"] or g["m2"]), g["d"] or g["d2"])
    if shape == "only_month":
        return _write(base.year, _month(g["m"]))
    if g.get("unit2"):  # "this date marks …"
        return context.last if edtf.precision(context.last) == "day" else None
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


def _part(text, word):
    """The part of a year, decade or century that a word names: a third (of a century, a half), or a half in so many words."""
    share, of = _GRAMMAR["parts_of_time"][word]
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


def _limited(date, text):
    """Take in the words before (and after) that make a date vaguer or open."""
    value, start, end, limit = date.edtf, date.start, date.end, ""
    before = text[max(0, start - 40) : start]
    point = _POINT.fullmatch(value)
    if not _LIMITING.search(before):
        tail = _WORDS["onward"].match(text, end) if point else None
        if not tail or not _AND_ON.search(tail.group()):
            return date
    if m := _WORDS["part"].search(before):
        value, start = _part(value, (m["word"] or m["of"]).lower()), start - len(m.group())
        before = before[: m.start()]
        point = _POINT.fullmatch(value)
    for pattern, mark in ((_WORDS["approx"], "~"), (_WORDS["unsure"], "?")):
        if (m := pattern.search(before)) and (point or re.fullmatch(r"\d+X+", value)):
            value, start, before = value + mark, start - len(m.group()), before[: m.start()]
    if m := _WORDS["limit"].search(before):
        word = m["word"].lower()
        plain = point and value[-1] not in "~?"
        if word == "since":
            value, limit = f"{value}/.." if point else value, "since"
        elif word in ("until", "till", "up to") and "/" not in value:
            if _WORDS["negated"].search(text[max(0, start - 150) : start]):
                limit = "not until"  # what was not so until then began then
            else:
                value, limit = f"../{value}" if point else value, "until"
        elif (
            word in ("by", "before", "prior to", "not later than")
            and "/" not in value
            and edtf.bounds(value.rstrip("~?"))[1]
        ):
            value, limit = edtf.by(value.rstrip("~?"), before=word in ("before", "prior to")), "by"
        elif word == "after" and plain and "/" not in value and "[" not in value:
            limit = "after"
        elif word == "from" and (tail := _WORDS["onward"].match(text, end)):
            value, limit, end = f"{value}/..", "since", tail.end()
        if limit:
            start -= len(m.group())
    elif point and (tail := _WORDS["onward"].match(text, end)) and _AND_ON.search(tail.group()):
        value, limit, end = f"{value}/..", "since", tail.end()
    return date._replace(start=start, end=end, edtf=value, limit=limit)


def _joined(dates, text):
    """Make one of two dates that a dash, from … to … or between … and … joins."""
    out = []
    for date in dates:
        if out and _simple(out[-1].edtf) and _simple(date.edtf) and out[-1].limit in ("", "since"):
            first, gap = out[-1], text[out[-1].end : date.start]
            before = text[max(0, first.start - 9) : first.start].lower()
            word = "between" if before.endswith("between ") else "from" if before.endswith("from ") else ""
            hit = _JOIN[word].match(gap) or _JOIN[""].match(gap) or (word == "" and _JOIN["from"].match(gap))
            if hit and hit.end() == len(gap) and edtf.bounds(first.edtf)[0] < edtf.bounds(date.edtf)[1]:
                value = edtf.some_time_in(first.edtf, date.edtf) if word == "between" else f"{first.edtf}/{date.edtf}"
                start = first.start - (len(word) + 1 if word else 0)
                out[-1] = Date(start, date.end, value, "between" if word == "between" else "from-to", first.shape)
                continue
        out.append(date)
    return out


def _simple(value):
    return value is not None and re.fullmatch(r"\d{4}(-\d\d){0,2}|\d{3}X", value)


def _starts(text, lower, words):
    """Where a date may begin, so that few places are looked at."""
    starts = [m.start() for m in _NUMBER.finditer(text)]
    named = _STARTING & words
    for word in named:
        for start in places(lower, word):
            lead = _LEAD.search(lower, max(0, start - 7), start)
            starts += [lead.start(), start] if lead else [start]
    if (named or not _UNITS.isdisjoint(words)) and not _MAY.isdisjoint(words) and _RELATIVE.search(lower):
        starts += [m.start() for m in _FIRST.finditer(lower)]
    return sorted(starts)


def _matches(text, lower, words):
    position = 0
    for start in _starts(text, lower, words):
        if start >= position and (match := _ANY.match(text, start)):
            yield match
            position = match.end()


def find(text, context=None, lower=None, words=None):
    """
    Find the date expressions of a sentence.

    Parameters
    ----------
    text : str
        Folded text (see `sources.fold`): dashes are hyphens, quotes straight, spaces plain.
    context : Context, optional
        What stood before; is brought up to date with what is found.
    lower, words : optional
        The text in lower case and its set of words (see `sources`), where the caller has them.

    Returns
    -------
    list of Date
        In order; expressions that name no existing day ("31 February 1930") have `edtf` None.
    """
    context = context or Context()
    lower = lowered(text) if lower is None else lower
    raw = []
    for match in _matches(text, lower, words_of(lower) if words is None else words):
        shape, (start, end) = match.lastgroup, match.span()
        if shape in ("year", "short_span") and (
            _NO_YEAR["before"].search(text[max(0, start - 14) : start]) or _NO_YEAR["after"].match(text, end)
        ):
            continue
        value = _read(shape, _PARSE[shape].match(text, start), context)
        if value is None and shape in ("later", "same", "after", "only_month", "yearless", "short_span", "century"):
            continue
        if value and "/" in value and (m := _BETWEEN.search(text[:start])):  # between March and May 1955
            value, start = edtf.some_time_in(*value.split("/")), m.start()
        raw.append(Date(start, end, value, "", shape))
        if value and shape != "century":
            context.last = value
    return [d if d.edtf is None or "/" in d.edtf or d.limit else _limited(d, text) for d in _joined(raw, text)]
