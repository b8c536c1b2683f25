"""Measures: what an amount counts, and what it measures."""

import functools
import re
from collections.abc import Sequence

from ...mentions.amounts import WORDS, Amount
from ...mentions.clauses import Reading
from ...rules import prefilter
from ...text import words_of
from . import guards

_OF_MONEY = ("exports", "imports", "trade", "investment", "aid", "arms")
GOODS = ("tonnes", "barrels")
_OF_GOODS = ("exports", "imports", "aid")
OF_PEOPLE = ("tourists", "migrants", "population", "troops")
_DIRECTLY = 3  # characters between two sentences that stand side by side
_APART_BY = 25  # characters in which another state before a number says that it counts something else
_NEAR, _AFTER, _APART = 110, 12, 60  # characters; a word after the amount counts as if it were so much farther


def unit(reading: Reading, amount: Amount, last: dict | None) -> str | None:
    """The unit of an amount, its own or that of the last row ("61 million of it"); None where it counts nothing known."""
    if amount.unit or not (amount.scale and last):
        own = currency(amount.unit, reading.pair) or _people(reading, amount)
        as_last = _of_last(reading, amount, last) if last else None
        return as_last or own
    of_last = WORDS.of_it.match(reading.text, amount.end)
    same = last["char_start"] == reading.start or (
        0 <= reading.start - last["char_end"] < _DIRECTLY and WORDS.same_measure.search(reading.text, 0, amount.start)
    )
    if of_last or same and (WORDS.money_unit.fullmatch(last["unit"]) or _is_dated(reading, amount)):
        return last["unit"]
    return _people(reading, amount)


def _of_last(reading: Reading, amount: Amount, last: dict) -> str | None:
    """The unit of the last row of the sentence, for what is compared with it ("3,000 tourists, up from 2,500") and for other dollars."""
    text, unit = reading.text, last["unit"]
    if last["char_start"] != reading.start or unit == amount.unit:
        return None
    if amount.unit == "USD":
        same = WORDS.bare_dollars.match(text, amount.start) and "$" in last["printed"]
    else:
        same = (
            not amount.unit
            and not WORDS.not_counted.fullmatch(unit)
            and (WORDS.compared_with.search(text, 0, amount.start) or _is_dated(reading, amount))
        )
    return unit if same else None


def _is_dated(reading: Reading, amount: Amount) -> bool:
    """Whether a date follows directly after a number, which then counts what the amount before it does: "and 128,000 in 2022"."""
    full = amount.scale or WORDS.full_number.fullmatch(amount.number)
    dated = max((d.end for d in reading.dates if d.end <= amount.start), default=0)
    apart = reading.within(max(dated, amount.start - _APART_BY), amount.start)
    return (
        bool(full)
        and not apart
        and any(WORDS.up_to_date.fullmatch(reading.text, amount.end, d.start) for d in reading.dates)
    )


def currency(unit: str | None, pair: Sequence[str]) -> str | None:
    """The code of money that is named without its nation ("pesos"), None where it may be of several; other units as they are."""
    row = WORDS.row(unit or "", "national")
    if not row:
        return unit
    codes = [row[1][state] for state in pair if state in row[1]] if row[0] == unit else [None]
    return codes[0] if len(codes) == 1 else row[1].get("*")


def _people(reading: Reading, amount: Amount) -> str | None:
    """People that a number counts without their noun: "64,000 Israelis", "the number of Israelis was 64,000"."""
    full = amount.scale or WORDS.full_number.fullmatch(amount.number)
    group = WORDS.group.match(reading.text, amount.end) if full else None
    named = group and any(x.kind == "adjective" for x in reading.within(*group.span(1)))
    named = named or WORDS.strong.match(reading.text, amount.end)
    return "people" if named or WORDS.number_of.search(reading.text, 0, amount.start) else None


def of(reading: Reading, amount: Amount, unit: str, heading: str, last: dict | None) -> tuple[str, int | None]:
    """
    What an amount measures.

    Parameters
    ----------
    reading : clauses.Reading
    amount : amounts.Amount
    unit : str
    heading : str
        What stood before: a heading, or the sentence that this one goes on from.
    last : dict or None
        The last row.

    Returns
    -------
    str, int or None
        By its own noun, else by the nearest word that says so, else by the heading; and where that word stands before it.
    """
    if unit == "%":
        return _of_share(reading, amount), None
    fits = _fits(unit, amount.noun)
    near = _near(reading, amount, fits, guards.clause(reading, amount.start))
    if amount.noun and not _is_vague(amount.noun, {name for *_, name in near}):
        return amount.noun, None
    if near and near[0][0] < _NEAR:
        return near[0][2], near[0][1] if near[0][1] < amount.start else None
    whole = sorted(_near(reading, amount, fits), key=lambda found: found[1] > amount.start)
    named = [name for *_, name in whole] + [n for n, _ in mentioned(heading) if n in fits]
    unnamed = _unnamed(reading, amount, unit, last)
    return unnamed or next(iter(named), "") or amount.noun or _of_goods(reading, unit), None


def _unnamed(reading: Reading, amount: Amount, unit: str, last: dict | None) -> str:
    """The measure of the row before on a list, population for the people of a state in another one; else empty."""
    if last and unit == last["unit"] and _is_listed(reading, amount, last):
        return last["measure"]
    people = unit == "people" and not amount.noun
    return "population" if people and is_of_people(reading, *guards.clause(reading, amount.start)) else ""


def _of_goods(reading: Reading, unit: str) -> str:
    """Exports, where a sentence gives the money that goods are worth; else other."""
    return "exports" if WORDS.money_unit.fullmatch(unit) and WORDS.goods.search(reading.text) else "other"


def is_of_people(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch of a sentence names the people of a state in another one: "Peruvians in Norway"."""
    named = (x for x in reading.within(start, end) if x.kind == "adjective")
    return any(WORDS.people_in.match(reading.text, x.end) for x in named)


def _fits(unit: str, noun: str) -> tuple[str, ...]:
    """The measures that an amount in a unit can be of."""
    if noun == "trade":
        return _OF_GOODS
    return _OF_MONEY if WORDS.money_unit.fullmatch(unit) else OF_PEOPLE


def _is_listed(reading: Reading, amount: Amount, last: dict) -> bool:
    """Whether an amount goes on a list with the one of the last row: "$5 million in 2001, $6 million in 2002"."""
    gap = WORDS.list_gap.search(reading.text, max(0, amount.start - 24), amount.start)
    return bool(gap) and last["char_start"] == reading.start


def _is_vague(noun: str, near: set[str]) -> bool:
    """Whether words near an amount say better than its noun what it measures: tonnes are sold."""
    return noun == "trade" and bool(near)


@functools.lru_cache(maxsize=32)  # a sentence is asked for each of its amounts, and for measure and direction
def mentioned(text: str, *span: int) -> tuple[tuple[str, re.Match], ...]:
    """The measures that the words of a text name, with each word."""
    held = _gate().may_match(words_of(text.lower()))
    return tuple((name, word) for name, pattern in held for word in pattern.finditer(text, *span))


@functools.cache
def _gate() -> prefilter.Gate:
    """Return the pattern of each measure."""
    return prefilter.Gate({name: WORDS.compiled(pattern) for name, pattern in WORDS.data["measures"].items()})


def _of_share(reading: Reading, amount: Amount) -> str:
    low = max(guards.clause(reading, amount.start)[0], amount.start - 60)
    grown = WORDS.growth_before.search(reading.text[low : amount.start])
    return "growth" if grown or WORDS.growth_after.match(reading.text, amount.end) else "share"


def _near(
    reading: Reading, amount: Amount, fits: tuple[str, ...], clause: tuple[int, ...] = ()
) -> list[tuple[int, int, str]]:
    """The measures that the words of its clause or sentence name, the nearest first: how far it is, and where it stands."""
    parted = [m.span() for m in WORDS.figures_in_brackets.finditer(reading.text)]
    parted = [(a, b) for a, b in parted if not a <= amount.start < b]  # "(export 65.2, import 4.3)" is not of the whole
    near = []
    for name, word in mentioned(reading.text, *clause):
        if name in fits and not any(a < word.start() < b for a, b in parted):
            near.append((_gap(reading.text, amount, word), word.start(), name))
    return sorted(near, key=lambda found: found[0])


def _gap(text: str, amount: Amount, word: re.Match) -> int:
    """How far a word is from an amount; one after it counts as farther, but in "$5 million of which were exports"."""
    if word.start() < amount.start:
        return amount.start - word.end()
    apart = bool(WORDS.apart.search(text, amount.end, word.start()))
    farther = -_APART if WORDS.of_it.match(text, amount.end) else _AFTER + _APART * apart
    return max(0, word.start() - amount.end + farther)
