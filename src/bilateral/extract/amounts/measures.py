"""Measures: what an amount counts, and what it measures."""

import re

from ...mentions.amounts import WORDS, Amount
from ...mentions.clauses import Reading
from . import guards

_OF_MONEY = ("exports", "imports", "trade", "investment", "aid", "arms")
_OF_PEOPLE = ("tourists", "migrants", "population", "troops")
_NEAR, _AFTER = 110, 12  # characters; a word after the amount counts as if it were so much farther


def unit(reading: Reading, amount: Amount, last: dict | None) -> str | None:
    """The unit of an amount, its own or that of the last row ("61 million of it"); None where it counts nothing known."""
    if amount.unit or not (amount.scale and last):
        return amount.unit or _people(reading, amount)
    of_last = WORDS.of_it.match(reading.text, amount.end)
    if of_last or last["char_start"] == reading.start and WORDS.money_unit.fullmatch(last["unit"]):
        return last["unit"]
    return _people(reading, amount)


def _people(reading: Reading, amount: Amount) -> str | None:
    """People that a number counts without their noun: "64,000 Israelis", "the number of Israelis was 64,000"."""
    near = (x for x in reading.within(amount.end, amount.end + 15) if x.kind == "adjective")
    full = amount.scale or WORDS.full_number.fullmatch(amount.number)
    group = full and WORDS.group.match(reading.text, amount.end) and next(near, None)
    return "people" if group or WORDS.number_of.search(reading.text, 0, amount.start) else None


def of(reading: Reading, amount: Amount, unit: str, heading: str, last: dict | None) -> str:
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
    str
        By its own noun, else by the nearest word that says so, else by the heading.
    """
    if unit == "%":
        return _of_share(reading, amount)
    fits = _OF_MONEY if WORDS.money_unit.fullmatch(unit) else _OF_PEOPLE
    near = _near(reading, amount, fits)
    people = {name for *_, name in near} & {"tourists", "migrants"}
    if amount.noun and (amount.noun, people) != ("migrants", {"tourists"}):  # "workers visited" are tourists
        return amount.noun
    if near and near[0][0] < _NEAR:
        return near[0][2]
    if last and (last["char_start"], last["unit"]) == (reading.start, unit):
        if WORDS.list_gap.search(reading.text, max(0, amount.start - 24), amount.start):
            return last["measure"]
    named = mentioned(reading.text) + mentioned(heading)
    return next((name for name, _ in named if name in fits), "other")


def mentioned(text: str, *span: int) -> list[tuple[str, re.Match]]:
    """The measures that the words of a text name, with each word."""
    found = ((name, WORDS.compiled(pattern)) for name, pattern in WORDS.data["measures"].items())
    return [(name, word) for name, pattern in found for word in pattern.finditer(text, *span)]


def _of_share(reading: Reading, amount: Amount) -> str:
    low = max(guards.clause_start(reading, amount.start), amount.start - 60)
    grown = WORDS.growth_before.search(reading.text[low : amount.start])
    return "growth" if grown or WORDS.growth_after.match(reading.text, amount.end) else "share"


def _near(reading: Reading, amount: Amount, fits: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The measures that the words of its clause name, the nearest first: how far it is, and which goes first of equals."""
    parted = [m.span() for m in WORDS.figures_in_brackets.finditer(reading.text)]
    parted = [(a, b) for a, b in parted if not a <= amount.start < b]  # "(export 65.2, import 4.3)" is not of the whole
    near = []
    for rank, (name, word) in enumerate(mentioned(reading.text, *reading.segment(amount.start))):
        after = word.start() > amount.start
        gap = word.start() - amount.end + _AFTER if after else amount.start - word.end()
        if name in fits and not any(a < word.start() < b for a, b in parted):
            near.append((max(gap, 0), rank, name))
    return sorted(near)
