"""Find dates in prose: the words, and the date that they allow. Nothing is guessed to be finer than it is stated."""

import functools
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..text import lowered, namespace, places, words_of
from .edtf import Edtf
from .resolver import GRAMMAR, NUMBERS, ORDINALS, TENS, Context, resolve

_NAMES = re.compile(r"[(][?]P<([a-z0-9]+)>")
_PART = re.compile(r"\{([a-z]+)\}")
_SHAPES: dict[str, str] = {
    name: _PART.sub(lambda part: GRAMMAR["parts"][part[1]], shape) for name, shape in GRAMMAR["shapes"].items()
}


def _unnamed(pattern: str) -> str:
    """Return a pattern as part of a larger one: without the names of its groups, except where it refers back to them."""
    return _NAMES.sub(lambda name: name[0] if f"(?P={name[1]})" in pattern else "(?:", pattern)


@functools.cache
def _shape(name: str) -> re.Pattern[str]:
    return re.compile(_SHAPES[name])


def _any(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{_unnamed(_SHAPES[name])})" for name in names))


_STARTS: dict[str, frozenset[str]] = {
    name: frozenset(GRAMMAR["starts"][name].split()) for name in ("words", "numbers", "both", "may", "units", "first")
}
_NAMES_OF_TIME, _MAY_COUNT, _UNITS = _STARTS["words"], _STARTS["may"], _STARTS["units"]
_IN_NUMBERS = _any(name for name in _SHAPES if name in _STARTS["numbers"] | _STARTS["both"])
_IN_WORDS = _any(name for name in _SHAPES if name not in _STARTS["numbers"])
_NUMBER = re.compile(r"\d(?:(?<!\w.)|(?<=\bFY.))")
_LEAD, _RELATIVE = (re.compile(GRAMMAR["starts"][name]) for name in ("lead", "relative"))
_FIRST = re.compile(rf"\b(?:{'|'.join([*GRAMMAR['starts']['first'].split(), *NUMBERS, *ORDINALS, *TENS])})\b")
_NO_DATE = {
    shape: (re.compile(rule["before"]), re.compile(rule["after"]))
    for rule in GRAMMAR["no_date"]
    for shape in rule["shapes"].split()
}
_CARRIED = frozenset(("later", "same", "after", "only_month", "yearless_span", "yearless", "of_year", "of_month"))
#: Shapes that are no date where they resolve to none; of others it is known that they name no date that exists.
_MAY_BE_NONE = _CARRIED | {"short_span", "century"}
_JOINED, _LIMITS = namespace(GRAMMAR["joined"]), namespace(GRAMMAR["limits"])
_LIMITING = re.compile("|".join(_unnamed(GRAMMAR["limits"][name]) for name in ("part", "approx", "unsure", "limit")))
#: How far before a date such words may begin, and a negation before "until".
_REACH, _NEGATION_REACH = 40, 150
#: After these words a date is not limited, except where the sentence has words such as "early" ("early in").
_PLAINLY, _VAGUE = (" in ", "In ", " on ", "On "), frozenset(GRAMMAR["vague"].split())
_LIMIT_OF: dict[str, str] = GRAMMAR["limit_words"]
_MAKERS: dict[str, Callable[[Edtf], Edtf | None]] = {
    "since": Edtf.since,
    "until": Edtf.until,
    "by": Edtf.up_to,
    "before": functools.partial(Edtf.up_to, before=True),
}
_ASIDE, _LEAD_OF_ASIDE = re.compile(GRAMMAR["aside"]), ("of ", "in ", "year ")
#: Shapes that give no date from which later ones count.
_NO_ANCHOR = ("century", "today", "this_year", "last_month", "weekday")
_RESTATED, _RESTATES = GRAMMAR["restated"]["shapes"].split(), re.compile(GRAMMAR["restated"]["between"])
_MAY_BE_APPROXIMATE = ("year", "month", "day", "decade", "century")
_MAY_BE_JOINED = {"year", "month", "day", "season", "decade"}


class Date(NamedTuple):  # made in a third of the time of a frozen dataclass
    """A date expression: its place, its date (None: it names no date that exists), its limit and shape."""

    start: int
    end: int
    date: Edtf | None
    limit: str = ""
    shape: str = ""

    @property
    def edtf(self) -> str | None:
        """The text of the date."""
        return self.date.text if self.date else None

    @property
    def carried(self) -> bool:
        """Whether part of the date stands elsewhere (a year in the sentence before)."""
        return self.shape in _CARRIED


def find(
    text: str, context: Context | None = None, lower: str | None = None, words: frozenset[str] | None = None
) -> list[Date]:
    """
    Find the date expressions of a sentence.

    Parameters
    ----------
    text : str
        Folded text (see `text.fold`): dashes are hyphens, quotes straight, spaces plain.
    context : Context, optional
        What stood before; it is updated with the dates found.
    lower, words : optional
        The text in lower case and its set of words (see `text`), where the caller has them.

    Returns
    -------
    list of Date
        In order; expressions that name no existing day ("31 February 1930") have `date` None.
    """
    context = context or Context()
    lower = lowered(text) if lower is None else lower
    words = words_of(lower) if words is None else words
    found, position = [], 0
    for start in _starts(text, lower, words):
        match = (_IN_NUMBERS if text[start].isdigit() else _IN_WORDS).match(text, start) if start >= position else None
        if match:
            position = match.end()
            mention = _mention(match.lastgroup or "", start, position, text, context)
            found += [mention] if mention else []
    if not found:
        return found
    vague = not _VAGUE.isdisjoint(words)
    return [_limited(mention, text, vague) for mention in _joined(found, text)]


def _starts(text: str, lower: str, words: frozenset[str]) -> list[int]:
    """Return where a date may begin, so that few places are looked at."""
    starts = [number.start() for number in _NUMBER.finditer(text)]
    named = words & _NAMES_OF_TIME
    for word in named:
        for start in places(lower, word):
            starts.append(start)
            if lead := _LEAD.search(lower, max(0, start - 7), start):
                starts.append(lead.start())
    counted = not _MAY_COUNT.isdisjoint(words) and (named or not _UNITS.isdisjoint(words))
    if counted and _RELATIVE.search(lower):
        starts += [first.start() for first in _FIRST.finditer(lower)]
    return sorted(starts)


def _mention(shape: str, start: int, end: int, text: str, context: Context) -> Date | None:
    """Return what matched a shape as a date, and keep it as the last; None where other words show that it is no date."""
    if shape in _NO_DATE:
        before, after = _NO_DATE[shape]
        if before.search(text, max(0, start - 14), start) or after.match(text, end):
            return None
    match = _shape(shape).match(text, start)
    date = resolve(shape, match.groupdict(""), context) if match else None
    if date is None:
        return None if shape in _MAY_BE_NONE else Date(start, end, None, "", shape)
    if date.is_interval and (lead := _JOINED.months_between.search(text, max(0, start - 14), start)):
        date, start = Edtf.between(date.first, date.last), lead.start()
    if shape not in _NO_ANCHOR and not (context.last and _is_aside(text, start)):
        context.last = date
    return Date(start, end, date, "", shape)


def _is_aside(text: str, start: int) -> bool:
    """Whether a date belongs to an event that is only named: "ten years after the famine of 1948"."""
    return text.endswith(_LEAD_OF_ASIDE, 0, start) and bool(_ASIDE.search(text, max(0, start - _REACH), start))


def _joined(mentions: list[Date], text: str) -> list[Date]:
    """Make one of two dates that a dash, from … to … or between … and … joins."""
    joined: list[Date] = []
    for mention in mentions:
        if joined and not joined[-1].limit and (both := _both(joined[-1], mention, text)):
            joined[-1] = both
        elif joined and joined[-1].shape in _RESTATED and _RESTATES.fullmatch(text, joined[-1].end, mention.start):
            joined[-1] = mention
        else:
            joined.append(mention)
    return joined


def _both(first: Date, last: Date, text: str) -> Date | None:
    """Return two dates as one, or None where they are two."""
    one, other = first.date, last.date
    if not (one and other and {one.precision, other.precision} <= _MAY_BE_JOINED):
        return None
    lead = _JOINED.lead.search(text, max(0, first.start - 8), first.start)
    between = lead is not None and lead["word"].lower() == "between"
    gap = (_JOINED.between if between else _JOINED.throughout).fullmatch(text, first.end, last.start)
    date = (Edtf.between if between else Edtf.throughout)(one, other)
    if not gap or not date or one.known_day == other.latest:
        return None
    start = lead.start() if lead else first.start
    return Date(start, last.end, date, "between" if between else "from-to", first.shape)


def _limited(mention: Date, text: str, vague: bool) -> Date:
    """Take in the words before and after that make a date vaguer or open; `vague`: the sentence has words such as "early"."""
    date, start = mention.date, mention.start
    if date is None or mention.limit or date.is_interval:
        return mention
    reach = max(0, start - _REACH)
    if (vague or not text.endswith(_PLAINLY, reach, start)) and _LIMITING.search(text, reach, start):
        mention = _vaguer(mention, date, text, reach)
        lead = _LIMITS.limit.search(text, reach, mention.start)
        if lead:
            return _opened(mention, lead, text)
    return _onward(mention, text)


def _vaguer(mention: Date, date: Edtf, text: str, reach: int) -> Date:
    """Take in the words for a part of a date, for about and for perhaps."""
    start = mention.start
    if lead := _LIMITS.part.search(text, reach, start):
        nth, of = GRAMMAR["parts_of_time"][(lead["word"] or lead["of"]).lower()]
        date, start = date.part(nth, of), lead.start()
    for words, mark in ((_LIMITS.approx, "~"), (_LIMITS.unsure, "?")):
        lead = words.search(text, reach, start)
        if lead and date.precision in _MAY_BE_APPROXIMATE:
            date, start = Edtf.approximate(date, mark) or date, lead.start()
    return mention._replace(start=start, date=date)


def _onward(mention: Date, text: str) -> Date:
    """Take in "onwards" after a date."""
    tail = _LIMITS.onward.match(text, mention.end)
    if not tail or mention.date is None or not mention.date.unqualified.is_calendar:
        return mention
    return mention._replace(end=tail.end(), date=Edtf.since(mention.date), limit="since")


def _opened(mention: Date, lead: re.Match[str], text: str) -> Date:
    """Take in a word such as since before a date."""
    limit, date, end = _LIMIT_OF[lead["word"].lower()], mention.date, mention.end
    if limit == "from":
        if not (tail := _LIMITS.after_from.match(text, end)):
            return mention
        limit, end = "since", tail.end()
    if date is None or (limit == "after" and not date.is_calendar):
        return mention
    if limit in ("until", "before") and _LIMITS.negated.search(
        text, max(0, mention.start - _NEGATION_REACH), mention.start
    ):
        limit = "not until"  # what was not so until or before then began then
    made = _MAKERS[limit](date) if limit in _MAKERS else date
    return Date(lead.start(), end, made or date, limit, mention.shape)
