"""Dates: of when an amount, a rank or a list is."""

from ...dates.finder import Date
from ...mentions import amounts
from ...mentions.amounts import WORDS
from ...mentions.clauses import Reading

_NEAR, _NEAR_AFTER_ASIDE, _LEAD = 28, 60, 4  # characters


def bind(reading: Reading, start: int, end: int, limit: int | None = None) -> Date | None:
    """The date of what stands at a place: one that leads it, one close after it, in its clause, before or after it, up to a limit."""
    low, _ = reading.segment(start)
    dates = [d for d in reading.dates if not _is_anothers(reading, d, start)] or reading.dates
    before = [d for d in dates if d.end <= start]
    here = [d for d in before if d.start >= low]
    leads = [d for d in before if WORDS.leads.fullmatch(reading.text, d.end, start)]
    stop = reading.text.find(";", end) if before else -1
    after = [d for d in dates if (stop < 0 or d.start < stop) and _is_after(reading, d, end, low, bool(here))]
    last = [d for d in dates if limit is None or d.start < limit]
    return next(iter([*leads, *after, *here[-1:], *before[-1:], *last]), None)


def main(reading: Reading, own: list[Date]) -> Date:
    """The last of a sentence's dates that is of no amount which another is compared with, nor stands in brackets."""
    outside = [d for d in own if reading.text.rfind("(", 0, d.start) <= reading.text.rfind(")", 0, d.start)]
    return ([d for d in outside or own if not _is_compared(reading, d, -1)] or own)[-1]


def _is_anothers(reading: Reading, date: Date, start: int) -> bool:
    """Whether a date leads another amount than that at a place, or is that of one compared with it."""
    near = (a.start for a in amounts.of(reading) if 0 <= a.start - date.end <= _LEAD)
    led = [at for at in near if WORDS.leads.fullmatch(reading.text, date.end, at)]
    return start not in led and (bool(led) or _is_compared(reading, date, start))


def _is_compared(reading: Reading, date: Date, start: int) -> bool:
    """Whether a date is that of another amount than that at a place, compared with it: "up 12% from 2016", "up from $3 in 2016"."""
    low = max(0, date.start - 60)
    amount = WORDS.compared_amount.search(reading.text, low, date.start)
    if amount and not amount.start() <= start < date.start:
        return True
    return bool(WORDS.compared.search(reading.text, low, date.start))


def _is_after(reading: Reading, date: Date, end: int, low: int, others: bool) -> bool:
    """Whether a date stands close enough behind an amount to be its own; `others`: one stands before it in its clause."""
    if date.start < end:
        return False
    gap = WORDS.brackets.sub("", reading.text[end : date.start])
    near = _NEAR_AFTER_ASIDE if others and WORDS.aside.match(reading.text, low) else _NEAR
    anew = others and WORDS.anew.search(gap)
    return len(gap) < near and not WORDS.figure.search(gap) and not anew
