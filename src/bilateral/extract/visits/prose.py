"""Visits in prose: the rules that find who a sentence says went where, and when."""

import re
from collections.abc import Callable, Iterator

from ...mentions.persons import WORDS, Person
from ...states.names import Mention
from ..amounts.directions import other
from . import visit
from .visit import Match, Row
from .visitors import NOBODY, PERSON, Scene, is_named, untitled, who, within

WENT, ENTRY, BROUGHT, NOUN = "visits/person-went", "visits/entry", "visits/brought", "visits/noun"
RETURNED, HOSTED, RECEIVED = "visits/returned", "visits/hosted", "visits/received"
AS_DID, DATED, COMPANION, MEETING = "visits/as-did", "visits/dated", "visits/companion", "visits/meeting"
_TO = ("to", "in", "at")


def find(scene: Scene) -> list[Row]:
    """The visits that a sentence states: what the rules match, each knowing the rows of those before it."""
    he = scene.last and not WORDS.pronouns.isdisjoint(scene.reading.words)
    if not (scene.persons or he or scene.may_be or scene.meant):
        return []
    out: list[Row] = []
    for rule, matches in RULES.items():
        held = WORDS.held.get(rule)
        for match in matches(scene, out) if not held or not held.isdisjoint(scene.reading.words) else ():
            out += visit.rows(scene, rule, match)
    if "respectively" in scene.reading.words:
        out = visit.respectively(out)
    return out + [*_companions(scene, out)] or _meeting(scene)


def _went(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A verb: "A visited B"."""
    placeless = not WORDS.placeless.isdisjoint(scene.reading.words)
    for cue in scene.verbs if placeless or (scene.verbs and scene.places) else ():
        bare = _is_bare(scene.reading.text, cue)
        places = _there(scene, cue) if bare else [m for m in scene.places if _leads_to(scene, m, cue.end())]
        for person in _going(scene, cue, rows, not places) if bare or places else ():
            if person.state or not _either_hosts(scene, cue, places):
                yield Match(person, places, cue.span())
            else:
                scene.reading.refuse(WENT, *cue.span(), "no visitor: may be at home there")


def _is_bare(text: str, cue: re.Match[str]) -> bool:
    """Whether no state is named after a verb: "visited in 1986", "visited our country"."""
    alone = WORDS.alone.match(text, cue.end()) and WORDS.there.match(cue[0])
    return bool(alone or WORDS.country.match(text, cue.end()))


def _there(scene: Scene, cue: re.Match[str]) -> list[Mention]:
    """The place that "there" means: the one named last before it in the sentence, if one is."""
    before = [m for m in scene.places if m.end <= cue.start() and m.kind != "adjective"]
    return before[-1:] if cue[0].endswith(" there") else []


def _going(scene: Scene, cue: re.Match[str], rows: list[Row], unplaced: bool) -> list[Person]:
    """Who goes; where no place is named, to where the visitor before them went, from the same state."""
    persons, before = who(scene, WENT, cue), rows[-1] if rows else scene.previous
    if before and unplaced and not WORDS.anew.search(cue[0]):
        return [p._replace(state=p.state or before["from_state"]) for p in persons]
    return persons


def _either_hosts(scene: Scene, cue: re.Match[str], places: list[Mention]) -> bool:
    """Whether somebody "held talks with" another in a place, or "returned to" it, and may be at home there."""
    within = [m.state for m in scene.reading.within(*cue.span())]
    to_place = scene.reading.text[cue.start() : places[0].start] if places else ""
    either = (
        WORDS.either.search(cue[0])
        or WORDS.local.search(to_place)
        or (len(scene.persons) > 1 and WORDS.together.search(cue[0]))
    )
    return bool(either) and any(m.state not in within for m in places[:1])


def _leads_to(scene: Scene, place: Mention, start: int) -> bool:
    """Whether a place after a verb of travel is where it leads."""
    text, town = scene.reading.text, place.is_town
    if (
        not 0 <= place.start - start < 60
        or ";" in text[start : place.start]
        or scene.reading.role(place) in ("from", "with", "by")
    ):
        return False
    part = WORDS.named_after.match(text, place.end) if town else WORDS.mission.search(text, start, place.start)
    return not part and (place.kind != "adjective" or bool(WORDS.soil.match(text, place.end)))


def _entries(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """An entry without a verb: "1971 - President A in Oslo"."""
    text, dates = scene.reading.text, scene.reading.dates
    if scene.persons and dates and (":" in text or ";" in text or dates[0].start < 4) and scene.places:
        for match in _whole(scene, ENTRY):
            if match.person.leads and WORDS.rests.match(text, match.places[0].end):
                yield match


def _brought(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """What brings somebody from elsewhere to a place: "the talks brought Foreign Minister A of Norway to Lima"."""
    if scene.persons:
        yield from _whole(scene, BROUGHT)


def _whole(scene: Scene, rule: str) -> Iterator[Match]:
    """What the patterns of a rule find up to the place, which is a town where no preposition leads to it."""
    for cue in (found for pattern in WORDS.who[rule] for found in pattern.finditer(scene.mask)):
        led, at = not cue.groupdict().get("beside"), cue.end()
        places = [m for m in scene.places if m.start == at and (led or m.is_town) and _leads_to(scene, m, at)]
        for person in within(scene, scene.mask, *cue.span("who")) if places else ():
            yield Match(person, places, (cue.start("who"), at))


def _nouns(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A noun: "the visit of A to B", "and that of C to D"."""
    for cue in scene.nouns:
        start, persons, origin = cue.end(), who(scene, NOUN, cue), scene.led(("from",), cue.end())
        spans = [cue.span(), *((p.start, p.end) for p in persons[1:])]
        places: list[Mention] = []
        for person, span, (end, _) in zip(persons, spans, [*spans[1:], (len(scene.reading.text), 0)], strict=False):
            end = min(end, scene.reading.segment(max(span[1], person.end))[1])
            own = scene.led((*_TO, "of") if person.end <= cue.start() else _TO, span[1], end)
            places = own or ([] if person.state else places)  # "those of A and B": to the same place
            if not person.state and origin and person is persons[0]:
                person = person._replace(state=origin[0].state)
            if places or (person.start > start and person.state in scene.reading.pair):  # of the one, so to the other
                yield Match(person, places, span)


def _returned(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A visit given by another: "B returned the visit", "C followed in 1990"."""
    reading = scene.reading
    for cue in WORDS.returned.finditer(reading.text) if rows or scene.previous else ():
        before = [r for r in rows if r["date_char_start"] < reading.start + cue.start()]
        model = before[-1] if before else scene.previous
        if not model:
            continue
        home = model["to_state" if cue["back"] else "from_state"]
        for person in who(scene, RETURNED, cue) or who(scene, WENT, cue):
            if person.state in (None, home) and not (cue["back"] and person.name == model["visitor"]):
                yield Match(person._replace(state=home), [], cue.span())


def _hosted(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A host: "Oslo hosted A", "A received B in Lima"."""
    for cue in WORDS.hosted.finditer(scene.reading.text) if scene.persons else ():
        places = _venue(scene, *cue.span())
        for guest in who(scene, HOSTED, cue):
            if _is_guest(scene, cue, guest, places):
                yield Match(guest, places, cue.span())


def _is_guest(scene: Scene, cue: re.Match[str], guest: Person, places: list[Mention]) -> bool:
    """Whether somebody is received away from home: in a place, or at the home of the person before the verb, as no place is named."""
    if places:
        return guest.state != places[0].state and bool(guest.state or _at_home(scene, cue, places[0]))
    host = next((p for p in reversed(scene.persons) if p.end <= cue.start()), None)
    if not (host and host.leads and guest.state) or guest.state != other(host.state, scene.reading.pair):
        return False
    if cue[0].startswith("met") or WORDS.abroad.search(scene.mask, guest.end):
        return False
    away = scene.led((*_TO, "from"), cue.end())
    return not away and bool(WORDS.direct.fullmatch(scene.mask, cue.end(), guest.start))


def _venue(scene: Scene, start: int, end: int) -> list[Mention]:
    """Where a guest was received: in a place after the verb, or at one that is the verb's subject, not a person of it."""
    after = [m for m in scene.led(_TO, end) if m.state in scene.reading.pair and m.kind != "adjective"]
    before = (m for m in scene.places if m.end <= start < m.end + 3 and m.kind in ("name", "capital"))
    return after or [m for m in before if not any(p.start <= m.start < p.end for p in scene.persons)]


def _at_home(scene: Scene, cue: re.Match[str], place: Mention) -> bool:
    """Whether the host is at home: the person before the verb, or the state that "was visited by" somebody."""
    hosts = [p for p in scene.persons if p.end <= cue.start()][-1:]
    return (
        "by" in cue[0]
        or place.end <= cue.start()
        or any(p.state in (None, place.state) and not cue[0].startswith("met") for p in hosts)
    )


def _received(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A host who is at home: "A was received by President B of Norway"."""
    for cue in WORDS.received.finditer(scene.reading.text) if not rows else ():
        venue = next(iter(scene.led(("in",), cue.end())), None)
        hosts = [host.state or (venue and venue.state) for host in who(scene, RECEIVED, cue)]
        homes = {other(state, scene.reading.pair) for state in hosts}
        for guest in who(scene, WENT, cue):
            for home in homes.intersection([guest.state] if guest.state else scene.reading.pair):
                yield Match(guest._replace(state=home), [], cue.span())


def _as_did(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """Further visitors: "…, as did Foreign Minister B in 2001", "Prime Minister C's in 2008"."""
    found = {row["visitor"] for row in rows}
    for cue in WORDS.who[AS_DID][0].finditer(scene.mask) if rows else ():
        home = rows[0]["from_state"]
        for person in within(scene, scene.mask, *cue.span("who")):
            if person.name not in found and person.state in (None, home):
                yield Match(person._replace(state=home), [], (person.end, person.end), like=rows[0])


def _dated(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A name with a date and no verb: in a town, or after the visit of another ("and B in 1975")."""
    for cue in WORDS.dated.finditer(scene.mask) if rows or scene.places else ():
        person = untitled(scene, scene.mask, cue.end("name"))
        if person and is_named(scene.reading, person):
            towns = [m for m in scene.places if m.start == cue.start("place") and m.is_town]
            if towns:
                yield Match(person, towns, cue.span("name"))
            elif rows and not cue["place"]:
                yield Match(person._replace(state=rows[-1]["from_state"]), [], cue.span("name"), rows[-1])


def _companions(scene: Scene, rows: list[Row]) -> Iterator[Row]:
    """Leaders who went along, on the visit that the sentence states, or else the one before it."""
    found, one, held = {row["visitor"] for row in rows}, [*rows, scene.previous][0], WORDS.held[COMPANION]
    if not one or (held and held.isdisjoint(scene.reading.words)):
        return
    place = scene.reading.row() if not rows else {}
    place = {name: place[name] for name in ("char_start", "char_end", "quote") if name in place}
    for cue in WORDS.companion.finditer(scene.mask.replace(NOBODY, PERSON)):
        for person in (p for p in scene.persons if p.leads and cue.start() <= p.start < cue.end()):
            if person.name not in found and person.state in (None, one["from_state"]):
                yield one | place | {"visitor": person.name, "office": person.office, "rule": COMPANION}


#: The rules that find visitors, in the order in which they are tried.
RULES: dict[str, Callable[[Scene, list[Row]], Iterator[Match]]] = {
    WENT: _went,
    ENTRY: _entries,
    BROUGHT: _brought,
    NOUN: _nouns,
    RETURNED: _returned,
    HOSTED: _hosted,
    RECEIVED: _received,
    AS_DID: _as_did,
    DATED: _dated,
}


def _meeting(scene: Scene) -> list[Row]:
    """A meeting of two office-holders of the two states, with no word of who went where."""
    reading = scene.reading
    if len(scene.persons) < 2 or not reading.dates:
        return []
    visitor, host, where = _two(scene)
    if not visitor or not host or visitor.state == host.state:
        return []
    between = reading.text[visitor.end : host.start]
    if not (WORDS.meets.match(between) and WORDS.met.search(reading.text)):
        return []
    if WORDS.unreal.search(between):
        reading.refuse(MEETING, visitor.start, host.end, "did not take place")
        return []
    state = where.state if where else None
    if state == visitor.state:
        visitor, host = host, visitor
    to, place = other(other(state, reading.pair), reading.pair), visit.town(reading, where)
    kind = "summit" if "summit" in reading.lower else "meeting"
    return [visit.row(reading, MEETING, visitor, reading.dates[-1], to, kind, place=place, counterpart=host.name)]


def _two(scene: Scene) -> tuple[Person | None, Person | None, Mention | None]:
    """The first two persons of the two states, and the place after the first."""
    pair = scene.reading.pair
    ours = [p for p in scene.persons if p.state in pair][:2]
    if len(ours) < 2:
        ours = [p for p in scene.persons[:2] if p.state in (None, *pair)]
    where = next((m for p in ours[:1] for m in scene.led(("in", "at"), p.end) if m.kind != "adjective"), None)
    known = [p for p in ours if p.state]
    if where and len(known) == 1 and where.state in (other(known[0].state, pair), ours[-1].state):
        states = (p.state or other(known[0].state, pair) for p in ours)  # who has none is of the other state
        known = [p._replace(state=state) for p, state in zip(ours, states, strict=True)]
    visitor, host = [*known, None, None][:2]
    return visitor, host, where
