"""A visit: what a rule matched, the guard that judges it, its dates, and the rows that it gives."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from ...dates.finder import Date
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...rules.vocabulary import matches
from ...states.names import Mention
from .. import when

OTHERS = "of other states"

Row = dict
Pair = tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """
    A sentence with the people whom it names, and what the document has said before.

    `offices` stand without their holder; `last` is the person named last, `known` has all named before by last name, and
    `previous` is the visit that the sentence before ends with.
    """

    reading: Reading
    persons: list[Person]
    offices: list[Person]
    last: Person | None
    known: dict[str, Person]
    previous: Row | None

    @functools.cached_property
    def places(self) -> list[Mention]:
        return [m for m in self.reading.mentions if m.state != "*"]

    @functools.cached_property
    def verbs(self) -> list:
        """The verbs of travel."""
        reading = self.reading
        return [*matches(WORDS.went, reading.text, reading.lower, WORDS.set("begins") & reading.words)]


@dataclass(frozen=True)
class Match:
    """
    Words that a rule matched: who, where to (the places in order; none is the other state), and where they stand.

    `like` is a visit whose kind and reality it has.
    """

    person: Person
    places: list[Mention]
    span: tuple[int, int]
    like: Row | None = None


def other(state: str | None, pair: Pair) -> str | None:
    """The other state of a dyad; None for a third."""
    return next((s for s in pair if s != state), None) if state in pair else None


def rows(scene: Scene, rule: str, match: Match) -> list[Row]:
    """The rows of a match, one for each date; none where the guard refuses it."""
    reading, person, (start, end) = scene.reading, match.person, match.span
    place = next((m for m in match.places if m.state in reading.pair), None)
    home = person.state or (other(place.state, reading.pair) if place else None)
    to = place.state if place else other(home, reading.pair)
    if why := _refusal(reading.pair, match.places, home, to):
        reading.refuse(rule, start, end, why)
        return []
    kind, real = kind_of(reading.text[max(0, start - 30) : end + 60]), took_place(reading, start, end)
    if match.like:
        kind, real = match.like["kind"], match.like["took_place"]
    person = replace(person, state=home)
    return [row(reading, rule, person, date, to, kind, real, place) for date in bind(scene, match) or [None]]


def _refusal(pair: Pair, places: list[Mention], home: str | None, to: str | None) -> str:
    """Why a journey is no visit between the two states; empty where it is one."""
    if places and places[0].state not in pair and (to is None or places[0].kind != "adjective"):
        return OTHERS
    if home not in pair:
        return OTHERS if home else "no state of the visitor is stated"
    return "no visitor: in the own state" if home == to else ""


def took_place(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause does not deny, plan or call off the visit that its words from start to end state."""
    clause, _ = reading.segment(start)
    before = WORDS.invited.sub("", reading.text[clause:end])
    return not (WORDS.unreal.search(before) or WORDS.fell_through.search(reading.text[end : end + 90]))


def bind(scene: Scene, match: Match) -> list[Date]:
    """The dates of a visit: those in brackets after the name, or the nearest in the clause, with those joined to it."""
    reading, person, (start, end) = scene.reading, match.person, match.span
    dates, text = reading.dates, reading.text
    if bracketed := _bracketed(reading, person):
        return bracketed
    stop = next((p.start for p in scene.persons if p.start > max(end, person.start)), len(text))
    after = [d for d in dates if start <= d.start < stop and ";" not in text[end : d.start]]
    before = [d for d in dates if d.end <= start]
    if before:  # "In 1980 A visited B, and in 1984 C …": the second date is C's
        anew = WORDS.anew if stop < len(text) else WORDS.anew_alone
        after = [d for d in after if not anew.search(text, max(0, d.start - 8), d.start)]
    if not after:
        return when.joined(before, text) if before else dates[:1]
    return chain(after, lambda one, another: _again(text, one, another))


def _again(text: str, one: Date, another: Date) -> bool:
    """Whether a visitor came on another date, too."""
    gap = WORDS.again.fullmatch(text, one.end, another.start)
    return bool(gap and not (gap["on"] and WORDS.subject.match(text, another.end)))


def _bracketed(reading: Reading, person: Person) -> list[Date]:
    """The dates in brackets after a name, "A (1982) and B (1989, 1993) came", where the sentence has no others but such."""
    bracket = WORDS.bracket.match(reading.text, person.end)
    if not bracket or any(
        reading.text.count("(", 0, max(0, d.start)) <= reading.text.count(")", 0, max(0, d.start))
        for d in reading.dates
    ):
        return []
    inside = [d for d in reading.dates if bracket.start() < d.start and d.end <= bracket.end()]
    return [] if any("/" in d.edtf for d in inside) else inside


def chain(dates: list[Date], joined: Callable[[Date, Date], bool]) -> list[Date]:
    """The first of some dates, and those after it of which each is joined to the one before."""
    return dates[:1] + [b for _, b in takewhile(lambda two: joined(*two), pairwise(dates))]


def kind_of(text: str) -> str:
    """What kind of visit the words around it make it."""
    return next((kind for kind, pattern in WORDS.patterns("kinds").items() if pattern.search(text)), "visit")


def row(
    reading: Reading, rule: str, person: Person, date: Date | None, to: str | None, kind: str, real: bool = True,
    place: Mention | None = None, counterpart: str | None = None,
) -> Row:  # fmt: skip
    """A row of the table of visits; the person's state is where the visitor comes from."""
    town = place if place and place.kind in ("capital", "city") else None
    text = reading.document.text
    return reading.row(date) | {
        "visitor": person.name or None,
        "office": person.office or None,
        "from_state": person.state,
        "to_state": to,
        "counterpart": counterpart,
        "place": text[reading.start + town.start : reading.start + town.end] if town else None,
        "kind": kind,
        "took_place": real,
        "rule": rule,
    }
