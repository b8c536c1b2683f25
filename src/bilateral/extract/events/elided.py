"""Elided acts: stated with no verb or object of their own, since the words before have it ("and the Peruvian one in 1846")."""

from collections.abc import Sequence

from ...mentions.clauses import Reading
from ...rules import vocabulary
from ...states.names import Mention
from .acts import Match

_GRAMMAR = vocabulary.load().grammar
_LIKE = ("mission_opened", "mission_closed", "mission_elevated")
_REACH = 120  # characters from the first to the second


def add(reading: Reading, matches: Sequence[Match], last: Match | None = None) -> list[Match]:
    """
    Return the acts that a sentence states, with those that it states like another before them.

    Parameters
    ----------
    reading : clauses.Reading
    matches : sequence of Match
        Those with a verb or noun of their own, in order.
    last : Match, optional
        The last of the sentence before.
    """
    if not reading.dates or not (matches or last):
        return list(matches)
    found = [*matches, *_followed_suit(reading, matches, last)]
    missions = [m for m in matches if m.type in _LIKE]
    for start, end in _others(reading.text, missions[0].end) if missions and len(reading.dates) > 1 else ():
        first = next((m for m in reversed(missions) if m.span[1] < start), None)
        if first and _is_near(first, start, end, found) and _is_dated(reading, first, start, end):
            found.append(_like(first, "another", start, end))
    return sorted(found, key=lambda m: m.start)


def _followed_suit(reading: Reading, matches: Sequence[Match], last: Match | None) -> list[Match]:
    """Return the acts of "followed suit" and the like, which do what the act before them did."""
    out = []
    for found in _GRAMMAR.suit.finditer(reading.text):
        before = [m for m in matches if m.end <= found.start()] or [m for m in [last] if m]
        named = (m for m in reading.mentions if 0 <= found.start() - m.end <= 12 and m.kind in ("name", "capital"))
        subject = next(named, None)
        if not subject or not before:
            continue
        first = before[-1]
        if first.type in _LIKE or (first.thing == "relations" and _is_with_partner(reading, first, subject)):
            out.append(_like(first, "suit", *found.span()))
    return out


def _is_with_partner(reading: Reading, first: Match, subject: Mention) -> bool:
    """Whether an act on relations was one with the other state of the dyad: the subject's own can be like it."""
    others = {m.state for m in reading.within(*reading.segment(first.start)) if m.state in reading.pair}
    return subject.state in reading.pair and bool(others - {subject.state})


def _is_near(first: Match, start: int, end: int, matches: Sequence[Match]) -> bool:
    """Whether a mission stands near enough to an act, is of no other act, and no other act stands between."""
    taken = any(m.object[0] < end and start < m.object[1] for m in matches)
    return not taken and start - first.span[1] <= _REACH


def _is_dated(reading: Reading, first: Match, start: int, end: int) -> bool:
    """Whether the act has a date before the further mission, and that mission one after it."""
    text = reading.text
    stated = [d for d in reading.dates if first.start < d.end <= start]
    own = next((d for d in reading.dates if d.start >= end), None)
    if not stated or not own or not _GRAMMAR.other_one.fullmatch(text, stated[-1].end, start):
        return False
    return bool(_GRAMMAR.there.fullmatch(text, end, own.start) and _GRAMMAR.ends.match(text, own.end))


def _others(text: str, start: int) -> list[tuple[int, int]]:
    """Return where missions are named, or only meant: "Norway's in Lima", "that of Norway in Lima", "one in Lima"."""
    named = vocabulary.load().things["mission"].pattern.finditer(text, start)
    return sorted({m.span() for m in [*named, *_GRAMMAR.meant.finditer(text, start)]})


def _like(first: Match, frame: str, start: int, end: int) -> Match:
    where = {"start": start, "end": end, "object": (start, end)}
    return first._replace(rule=f"{first.rule} events/{frame}", voice="active", infinitive=False, **where)
