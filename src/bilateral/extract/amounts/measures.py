"""Measures: what an amount measures."""

import re

from ...mentions.amounts import words
from ...rules.vocabulary import holds

BRACKETS = re.compile(r" ?\([^()]*\)")
_LIST_GAP = re.compile(r"(?:, | and |, and | to | compared (?:to|with) |, (?:up|down) from | from )")
_OF_MONEY = ("exports", "imports", "trade", "investment", "aid", "arms")
_OF_PEOPLE = ("tourists", "migrants", "population", "troops")


def of(reading, m, heading, measure, unit, previous):
    """
    What an amount measures.

    Parameters
    ----------
    reading : clauses.Reading
    m : re.Match
        The amount, see `amounts.find`.
    heading : str
        What stood before: a heading, or the sentence that this one goes on from.
    measure : str
        What its own noun says; empty where it says nothing.
    unit : str
    previous : dict or None
        The row of the amount before it in the sentence.

    Returns
    -------
    str
        By its own noun, else by the nearest word that says so, else by the heading.
    """
    spec, text = words(), reading.text
    a, b = reading.segment(m.start())
    if unit == "%":
        return (
            "growth"
            if spec["growth"].search(text[max(a, m.start() - 60) : m.start()])
            or re.match(r" (?:increase|rise|growth|drop|decline)", text[m.end() :])
            else "share"
        )
    if measure and measure != "migrants":
        return measure
    fits = _OF_MONEY if re.fullmatch(r"[A-Z]{3}", unit) else _OF_PEOPLE
    parts = [x.span() for x in BRACKETS.finditer(text) if re.search(r"\d", x[0])] if "(" in text else []
    parts = [(x, y) for x, y in parts if not x <= m.start() < y]  # "(export 65.2, import 4.3)" is not of the whole
    told = [
        (rank, name, pattern)
        for rank, (name, pattern) in enumerate(spec["measures"])
        if name in fits and holds(reading.lower, spec["stems"][name])
    ]
    near = []
    for rank, name, pattern in told:
        for word in pattern.finditer(text, a, b):
            if any(x < word.start() < y for x, y in parts):
                continue
            gap = m.start() - word.end() if word.end() <= m.start() else word.start() - m.end()
            near.append((max(gap, 0) + (12 if word.start() > m.start() else 0), rank, name))
    names = {name for *_, name in near}
    if measure and ("tourists" not in names or "migrants" in names):
        return measure
    if near and min(near)[0] < 110:
        return min(near)[2]
    if previous and previous["unit"] == unit and _LIST_GAP.search(text[: m.start()][-24:]):
        return previous["measure"]
    return next((name for _, name, pattern in told if pattern.search(text)), None) or _headed(heading, fits)


def _headed(heading, fits):
    """What a heading, or a sentence that goes on, says that the amounts after it measure."""
    found = (name for name, pattern in words()["measures"] if name in fits and pattern.search(heading))
    return next(found, "other")
