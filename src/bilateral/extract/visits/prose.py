"""Visits in prose: the rules that find who a sentence says went where, and when."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ...mentions.persons import WORDS, Person
from ...states.names import Mention
from . import visit, visitors
from .visit import Match, Row, Scene

WENT, NOUN, ANSWERED, HOSTED, AS_DID, MEETING = (
    f"visits/{name}" for name in ("person-went", "noun", "answered", "hosted", "as-did", "meeting")
)


def find(scene: Scene) -> list[Row]:
    """The visits that a sentence states: what the rules match, each knowing the rows of those before it."""
    reading = scene.reading
    he = scene.last and WORDS.pronoun.search(reading.text)
    alone = visitors.may_be(reading)  # also of a name or an office alone
    if not scene.persons and not he and not alone and scene.known.keys().isdisjoint(reading.words):
        return []
    if alone:
        scene = replace(scene, offices=visitors.nameless(reading, scene.persons))
    out: list[Row] = []
    for rule, matches in RULES.items():
        for match in matches(scene, out):
            out += visit.rows(scene, rule, match)
    return out or _meeting(scene)


def _went(scene: Scene, _: list[Row]) -> Iterator[Match]:
    """A verb: "A visited B"."""
    text = scene.reading.text
    for cue in scene.verbs if scene.places or "visit" in scene.reading.lower else ():
        if WORDS.no_place.match(text, cue.end()):
            continue
        bare = WORDS.alone.match(text, cue.end()) and WORDS.there.match(cue[0])  # "visited in 1986": the other state
        places = [] if bare else [m for m in scene.places if _destination(scene, m, cue.end())]
        if not bare and not places:
            continue
        within = [m.state for m in scene.places if cue.start() <= m.start < cue.end()]
        either = " with " in cue[0] and not bare and places[0].state not in within
        people = visitors.subject(scene, cue, WENT) or visitors.pronoun(scene, cue.start()) or _first(scene, cue.end())
        for person in people:
            if either and not person.state:
                scene.reading.refuse(WENT, *cue.span(), "either of the two may be the host")
            else:
                yield Match(person, places, cue.span())


def _destination(scene: Scene, place: Mention, start: int) -> bool:
    """Whether a place after a verb of travel is where it leads."""
    text = scene.reading.text
    if not 0 <= place.start - start < 60 or scene.reading.role(place) in ("from", "with", "by"):
        return False
    if place.kind == "adjective" and not WORDS.soil.match(text, place.end):
        return False
    named = place.kind in ("capital", "city") and WORDS.named_after.match(text, place.end)
    return not named and not WORDS.mission.search(text[start : place.start])


def _first(scene: Scene, end: int) -> list[Person]:
    """The person of "the first to visit Oslo was A"."""
    text = scene.reading.text
    if not WORDS.first.search(text, 0, end):
        return []
    return [p for p in scene.persons if p.start > end and WORDS.was.search(text, end, p.start)][:1]


def _nouns(scene: Scene, _: list[Row]) -> Iterator[Match]:
    """A noun: "the visit of A to B", "and that of C to D"."""
    reading = scene.reading
    if WORDS.set("nouns").isdisjoint(reading.words):
        return
    verbs = [m.span() for m in scene.verbs if not WORDS.plural.match(reading.text, m.start())]
    for cue in WORDS.noun.finditer(reading.text):
        if any(a <= cue.start() < b for a, b in verbs):
            continue
        found = visitors.of_noun(scene, cue)
        if not found and scene.offices:
            found = visitors.of_noun(replace(scene, persons=scene.offices, last=None), cue)
        spans = [cue.span(), *((p.start, p.end) for p, _ in found[1:])]
        ends = [*(start for start, _ in spans[1:]), len(reading.text)]
        origin = next((m.state for m in scene.places if m.start >= cue.end() and reading.role(m) == "from"), None)
        for (person, behind), span, end in zip(found, spans, ends, strict=False):
            person = replace(person, state=person.state or origin)
            origin = None  # of the first alone
            ahead = [m for m in scene.places if span[1] <= m.start < end and reading.role(m) in ("to", "in", "at")]
            places = [m for m in ahead if not person.start <= m.start < person.end]
            if places or (behind and person.state in reading.pair):  # of the one, so to the other
                yield Match(person, places, span)


def _answered(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A visit given by another: "B returned the visit", "C followed in 1990"."""
    reading = scene.reading
    for cue in WORDS.answered.finditer(reading.text) if rows or scene.previous else ():
        before = [r for r in rows if r["date_char_start"] < reading.start + cue.start()]
        model = before[-1] if before else scene.previous
        if not model:
            continue
        home = model["to_state" if cue["returned"] else "from_state"]
        for person in visitors.subject(scene, cue, ANSWERED):
            if person.state in (None, home):
                yield Match(replace(person, state=home), [], cue.span())


def _hosted(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """A host: "Oslo hosted A", "A received B in Lima"."""
    text, guests = scene.reading.text, scene.persons or scene.offices
    for cue in WORDS.hosted.finditer(text) if guests else ():
        start, end = cue.span()
        if WORDS.passive.search(text, max(0, start - 30), start):
            continue  # "was received by B"
        guest = next((p for p in guests if p.start >= end), None)
        where = _venue(scene, start, end)
        if not guest or guest.start - end >= 40 or not where or any(r["visitor"] == guest.name for r in rows):
            continue
        host = next((p for p in reversed(guests) if p.end <= start), None)
        at_home = host and host.state in (None, where[0].state) and not cue[0].startswith("met")
        if guest.state != where[0].state and (guest.state or at_home or "by" in cue[0]):
            yield Match(guest, where, cue.span())


def _venue(scene: Scene, start: int, end: int) -> list[Mention]:
    """Where a guest was received: in a place after the verb, or at one that is the verb's subject."""
    ours = [m for m in scene.places if m.state in scene.reading.pair and m.kind != "adjective"]
    after = [m for m in ours if m.start >= end and scene.reading.role(m) in ("in", "at", "to")]
    return after or [m for m in scene.places if m.end <= start < m.end + 3 and m.kind in ("name", "capital")]


def _as_did(scene: Scene, rows: list[Row]) -> Iterator[Match]:
    """Further visitors: "…, as did Foreign Minister B in 2001", "Prime Minister C's in 2008"."""
    first = rows[0] if rows else {}
    found = {r["visitor"] for r in rows}
    for person in scene.persons if rows else ():
        lead = scene.reading.text[max(0, person.start - 22) : person.start]
        goes_on = WORDS.as_did.search(lead) and WORDS.did_in.match(scene.reading.text, person.end)
        if goes_on and person.name not in found and person.state in (None, first["from_state"]):
            yield Match(replace(person, state=first["from_state"]), [], (person.end, person.end), like=first)


#: The rules that find visitors, in the order in which they are tried.
RULES: dict[str, Callable[[Scene, list[Row]], Iterator[Match]]] = {
    WENT: _went,
    NOUN: _nouns,
    ANSWERED: _answered,
    HOSTED: _hosted,
    AS_DID: _as_did,
}


def _meeting(scene: Scene) -> list[Row]:
    """A meeting of two office-holders of the two states, with no word of who went where."""
    reading, text = scene.reading, scene.reading.text
    ours = [p for p in scene.persons if p.state in reading.pair]
    if len({p.state for p in ours[:2]}) < 2 or not reading.dates or not WORDS.met.search(text):
        return []
    visitor, host = ours[:2]
    between = text[visitor.end : host.start]
    if not WORDS.meets.match(between):
        return []
    if WORDS.unreal.search(between):
        reading.refuse(MEETING, visitor.start, host.end, "did not take place")
        return []
    places = (m for m in scene.places if m.start > visitor.end and m.kind != "adjective")
    where = next((m for m in places if reading.role(m) in ("in", "at")), None)
    if where and where.state == visitor.state:
        visitor, host = host, visitor
    to = where.state if where and where.state in reading.pair else None
    kind = "summit" if "summit" in reading.lower else "meeting"
    return [visit.row(reading, MEETING, visitor, reading.dates[-1], to, kind, True, where, host.name)]
