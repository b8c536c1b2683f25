"""Elided acts: told with no verb or thing of their own, because the words before have it ("and the Peruvian one in 1846")."""

from dataclasses import replace

from ...rules import vocabulary
from .acts import GRAMMAR

_LIKE = ("mission_opened", "mission_closed", "mission_elevated")
_REACH = 120  # characters from the first to the second


def add(reading, triggers, last=None):
    """
    The acts that a sentence tells, with those that it tells like another before them.

    Parameters
    ----------
    reading : clauses.Reading
    triggers : list of acts.Trigger
        Those with a verb or noun of their own, in order.
    last : acts.Trigger, optional
        The last of the sentence before.

    Returns
    -------
    list of acts.Trigger
        In order.
    """
    out, text = list(triggers), reading.text
    for match in GRAMMAR["suit"].finditer(text) if reading.dates and (triggers or last) else ():
        before = [t for t in triggers if t.end <= match.start()] or [t for t in [last] if t]
        if not any(0 <= match.start() - m.end <= 12 and m.kind in ("name", "capital") for m in reading.mentions):
            continue  # somebody else did something else
        if before and before[-1].type in _LIKE:
            out.append(_like(before[-1], *match.span()))
    missions = [t for t in triggers if t.type in _LIKE]
    for a, b in _others(text, missions[0].end) if missions and len(reading.dates) > 1 else ():
        if any(t.object[0] < b and a < t.object[1] for t in out):
            continue
        first = next((t for t in reversed(missions) if t.span[1] < a), None)
        if first is None or a - first.span[1] > _REACH or any(first.span[1] < t.start < b for t in out):
            continue
        told = [d for d in reading.dates if first.start < d.end <= a]
        own = next((d for d in reading.dates if d.start >= b), None)
        lead = GRAMMAR["other_one"].fullmatch(text, told[-1].end, a) if told else None
        if lead and own and GRAMMAR["there"].fullmatch(text, b, own.start) and GRAMMAR["ends"].match(text, own.end):
            out.append(_like(first, a, b))
    return sorted(out, key=lambda t: t.start)


def _others(text, start):
    """Where missions are named, or only meant: "Norway's in Lima", "that of Norway in Lima", "one in Lima"."""
    named = vocabulary.load().things["mission"].finditer(text, start)
    return sorted({m.span() for m in [*named, *GRAMMAR["meant"].finditer(text, start)]})


def _like(first, a, b):
    return replace(first, start=a, end=b, object=(a, b), voice="active", base=False)
