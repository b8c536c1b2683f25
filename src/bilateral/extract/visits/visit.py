"""A visit: what a rule matched, the guard that judges it, its dates, and the rows that it gives."""

from typing import NamedTuple

from ...dates.finder import Date
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...states.names import Mention
from .. import when
from ..amounts.directions import other
from .visitors import DATE, Scene

OTHERS = "of other states"

Row = dict


class Match(NamedTuple):
    """
    Words that a rule matched: who, where to (the places in order; none is the other state), and where they stand.

    `like` is a visit that it shares kind and reality with.
    """

    person: Person
    places: list[Mention]
    span: tuple[int, int]
    like: Row | None = None


def rows(scene: Scene, rule: str, match: Match) -> list[Row]:
    """The rows of a match, one for each date; none where the guard refuses it."""
    reading, person, (start, end) = scene.reading, match.person, match.span
    place = next((m for m in match.places if m.state in reading.pair), None)
    host = place.state if place else None
    home = person.state or other(host, reading.pair)
    if why := _refusal(reading, match.places, home, place):
        reading.refuse(rule, start, end, why)
        return []
    kind, real = kind_of(reading.text[max(0, start - 30) : end + 60]), took_place(reading, start, end)
    if match.like:
        kind, real = match.like["kind"], match.like["took_place"]
    more = {"place": town(reading, place), "took_place": real}
    person, host = person._replace(state=home), host or other(home, reading.pair)
    return [row(reading, rule, person, date, host, kind, **more) for date in bind(scene, match) or [None]]


def respectively(rows: list[Row]) -> list[Row]:
    """The rows of as many visitors as dates, each with its own in order; all rows where they are not as many."""
    visitors = list(dict.fromkeys(row["visitor"] for row in rows))
    dates = list(dict.fromkeys(row["date"] for row in rows))
    if len(visitors) != len(dates):
        return rows
    own = {*zip(visitors, dates, strict=True)}
    return [row for row in rows if (row["visitor"], row["date"]) in own]


def _refusal(reading: Reading, places: list[Mention], home: str | None, place: Mention | None) -> str:
    """Why a journey is no visit between the two states; empty where it is one."""
    if places and places[0] is not place and not _on_the_way(reading, places, place):
        return OTHERS
    if home not in reading.pair:
        return OTHERS if home else "no state of the visitor is stated"
    return "no visitor: in the own state" if place and home == place.state else ""


def _on_the_way(reading: Reading, places: list[Mention], place: Mention | None) -> bool:
    """Whether the places before that of a visit are on the same journey ("Chile and Peru"), or adjectives."""
    if place is None:
        return False
    before = places[: places.index(place)]
    gaps = [(a.end, b.start) for a, b in zip(before, [*before[1:], place], strict=True)]
    joined = all(WORDS.places_listed.fullmatch(reading.text, *gap) for gap in gaps)
    return joined or before[0].kind == "adjective"


def took_place(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause does not deny, plan or call off the visit that its words from start to end state."""
    clause, _ = reading.segment(start)
    before = WORDS.invited.sub("", reading.text[clause:end])
    return not (WORDS.unreal.search(before) or WORDS.fell_through.search(reading.text[end : end + 90]))


def bind(scene: Scene, match: Match) -> list[Date]:
    """The dates of a visit, and those on which the same person went again: "in July, and again in September"."""
    found, mask, end = _nearest(scene, match), scene.mask, match.span[1]
    more = (d for d in scene.dates if found and d not in found and d.start >= end)
    return [*found, *(d for d in more if WORDS.again.fullmatch(mask, end, d.start))]


def _nearest(scene: Scene, match: Match) -> list[Date]:
    """The dates in brackets after a name, or the nearest in the clause, with those joined to it."""
    if own := _bracketed(scene, match.person):
        return own
    dates, mask, (start, end) = scene.dates, scene.mask, match.span
    before = [d for d in dates if d.end <= start]
    stop = next((p.start for p in scene.persons if p.start > max(end, match.person.start)), len(mask))
    after = WORDS.after
    if before:
        stop = min(stop, scene.reading.segment(end)[1])
    if before:  # "In 1980 A visited B, and in 1984 C …": the second date is C's
        after = WORDS.after_anothers if stop < len(mask) else WORDS.after_others
    if found := after.match(mask, start, stop):
        return [d for d in dates if found.start("dates") <= d.start < found.end()]
    return when.joined(before, scene.reading.text) if before else dates[:1]


def _bracketed(scene: Scene, person: Person) -> list[Date]:
    """The dates in brackets after a name, "A (1982) and B (1989, 1993) came", where the sentence has no others but such."""
    bracket = WORDS.bracket.match(scene.mask, person.end)
    if bracket is None or DATE in WORDS.bracket.sub("", scene.mask):
        return []
    inside = [d for d in scene.reading.dates if bracket.start() < d.start < bracket.end()]
    return [] if any(d.date and d.date.is_interval for d in inside) else inside


def kind_of(text: str) -> str:
    """What kind of visit the words around it make it."""
    return next((kind for kind, pattern in WORDS.kinds.items() if pattern.search(text)), "visit")


def town(reading: Reading, place: Mention | None) -> str | None:
    """A town as it is printed; None for a state."""
    if place is None or not place.is_town:
        return None
    return reading.document.text[reading.start + place.start : reading.start + place.end]


def row(
    reading: Reading, rule: str, visitor: Person, date: Date | None, host: str | None, kind: str, **more: object
) -> Row:
    """A row of the table of visits; the person's state is where the visitor comes from."""
    return {
        **reading.row(date),
        "visitor": visitor.name or None,
        "office": visitor.office or None,
        "from_state": visitor.state,
        "to_state": host,
        "counterpart": None,
        "place": None,
        "kind": kind,
        "took_place": True,
        "rule": rule,
        **more,
    }
