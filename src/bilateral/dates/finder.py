"""Dates in prose: the words, and the EDTF string that they allow. Nothing is guessed to be finer than it is said."""

import functools
import re
from typing import NamedTuple

from ..text import lowered, places, words_of
from . import edtf
from . import resolver as shapes
from .resolver import GRAMMAR, Context

_SHAPES = {
    name: re.sub(r"\{([a-z]+)\}", lambda m: GRAMMAR["parts"][m[1]], shape) for name, shape in GRAMMAR["shapes"].items()
}


def _plain(pattern: str) -> str:
    """A pattern as part of a larger one: without the names of its groups, but for those that it refers back to."""
    kept = set(re.findall(r"[(][?]P=([a-z0-9]+)[)]", pattern))
    return re.sub(r"[(][?]P<([a-z0-9]+)>", lambda m: m[0] if m[1] in kept else "(?:", pattern)


@functools.cache
def _shape(name):
    return re.compile(_SHAPES[name])


def _any(names):
    return re.compile("|".join(f"(?P<{name}>{_plain(_SHAPES[name])})" for name in names))


_NO_YEAR = {name: re.compile(pattern) for name, pattern in GRAMMAR["no_year"].items()}
_WORDS = {name: re.compile(pattern) for name, pattern in GRAMMAR["limits"].items() if name != "vague"}
_STARTS = GRAMMAR["starts"]
_NUMBERS, _BOTH = (frozenset(_STARTS[name].split()) for name in ("numbers", "both"))
_IN_NUMBERS = _any(name for name in _SHAPES if name in _NUMBERS | _BOTH)
_IN_WORDS = _any(name for name in _SHAPES if name not in _NUMBERS)
_STARTING, _MAY, _UNITS = (frozenset(_STARTS[name].split()) for name in ("words", "may", "units"))
_NUMBER, _LEAD, _RELATIVE = re.compile(r"\d(?<!\w.)"), re.compile(_STARTS["lead"]), re.compile(_STARTS["relative"])
_FIRST = re.compile(
    rf"\b(?:{'|'.join([*_STARTS['first'].split(), *shapes.NUMBERS, *shapes.ORDINALS, *shapes.TENS])})\b"
)
_POINT = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_CARRIED = ("later", "same", "after", "only_month", "yearless", "of_year", "of_month")
_MAY_BE_NONE = (*_CARRIED, "short_span", "century")
_SIMPLE = re.compile(r"\d{4}(-\d\d){0,2}|\d{3}X")
_AGE = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y)\b")
_AND_ON = re.compile(r"^-|onward")
_LIMITING = re.compile("|".join(_plain(GRAMMAR["limits"][name]) for name in ("part", "approx", "unsure", "limit")))
# After these words alone a date is what it says, but for "early in", "possibly on".
_PLAINLY, _VAGUE = (" in ", "In ", " on ", "On "), frozenset(GRAMMAR["limits"]["vague"].split())
_BETWEEN = re.compile(r"\b[Bb]etween (?:the )?$")
# What each word before a date makes of it.
_LIMITS = {
    "since": "since",
    **dict.fromkeys(("until", "till", "up to"), "until"),
    **dict.fromkeys(("by", "before", "prior to", "not later than"), "by"),
    "after": "after",
    "from": "from",
}
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
        return self.shape in _CARRIED


def _limited(date: Date, text: str, vague: bool) -> Date:
    """Take in the words before (and after) that make a date vaguer or open; `vague`: the sentence has words such as "early"."""
    before = text[max(0, date.start - 40) : date.start]
    if (not vague and before.endswith(_PLAINLY)) or not _LIMITING.search(before):
        tail = _WORDS["onward"].match(text, date.end) if _POINT.fullmatch(date.edtf) else None
        if not tail or not _AND_ON.search(tail.group()):
            return date
    value, start = date.edtf, date.start
    if m := _WORDS["part"].search(before):
        value, before = shapes.part(value, (m["word"] or m["of"]).lower()), before[: m.start()]
        start -= len(m.group())
    for pattern, mark in ((_WORDS["approx"], "~"), (_WORDS["unsure"], "?")):
        if (m := pattern.search(before)) and (_POINT.fullmatch(edtf.bare(value)) or "X" in value):
            value, start, before = edtf.approximate(value, mark), start - len(m.group()), before[: m.start()]
    return _opened(date._replace(start=start, edtf=value), text, before)


def _opened(date: Date, text: str, before: str) -> Date:
    """Take in a word such as since before a date, or "onwards" after it."""
    m, value = _WORDS["limit"].search(before), date.edtf
    tail = _WORDS["onward"].match(text, date.end)
    if not m:
        on = tail and _POINT.fullmatch(edtf.bare(value)) and _AND_ON.search(tail.group())
        return date._replace(end=tail.end(), edtf=edtf.since(value), limit="since") if on else date
    limit, end = _LIMITS.get(m["word"].lower(), ""), date.end
    if limit == "since":
        value = edtf.since(value)
    elif limit == "until" and _WORDS["negated"].search(text[max(0, date.start - 150) : date.start]):
        limit = "not until"  # what was not so until then began then
    elif limit == "until":
        value = edtf.until(value)
    elif limit == "by":
        value = edtf.up_to(value, before=m["word"].lower() in ("before", "prior to")) or value
    elif limit == "after" and not _POINT.fullmatch(value):
        limit = ""
    elif limit == "from":
        value, limit, end = (edtf.since(value), "since", tail.end()) if tail else (value, "", end)
    start = date.start - (len(m.group()) if limit else 0)
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
                join = edtf.between if word == "between" else edtf.throughout
                value = join(first.edtf, date.edtf)
                start = first.start - (len(word) + 1 if word else 0)
                out[-1] = Date(start, date.end, value, "between" if word == "between" else "from-to", first.shape)
                continue
        out.append(date)
    return out


def _simple(value):
    return value is not None and _SIMPLE.fullmatch(value)


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
        if start >= position and (match := (_IN_NUMBERS if text[start].isdigit() else _IN_WORDS).match(text, start)):
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
    words, raw = words_of(lower) if words is None else words, []
    for match in _matches(text, lower, words):
        shape, (start, end) = match.lastgroup, match.span()
        if shape in ("year", "short_span") and (
            _NO_YEAR["before"].search(text[max(0, start - 14) : start]) or _NO_YEAR["after"].match(text, end)
        ):
            continue
        if shape == "tens" and _AGE.search(text, max(0, start - 14), start):
            continue  # "in his early twenties"
        value = shapes.value(shape, _shape(shape).match(text, start), context)
        if value is None and shape in _MAY_BE_NONE:
            continue
        if value and "/" in value and (m := _BETWEEN.search(text[:start])):  # between March and May 1955
            value, start = edtf.between(*edtf.ends(value)), m.start()
        raw.append(Date(start, end, value, "", shape))
        if value and shape != "century":
            context.last = value
    vague = not _VAGUE.isdisjoint(words)
    return [d if d.edtf is None or "/" in d.edtf or d.limit else _limited(d, text, vague) for d in _joined(raw, text)]
