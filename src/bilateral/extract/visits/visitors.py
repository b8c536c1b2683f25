"""Visitors: who a sentence says went: an office-holder, a name alone, an office without a name."""

import re
from dataclasses import replace

from ...dates.finder import Date
from ...mentions import persons as people
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...states.names import Mention
from .visit import Scene

_NEAR = 80  # characters before a word in which its subject's name begins: no search through the sentence for each word
_REACH = 200  # characters from a noun within which the one begins who is the visitor
_LETTERS = re.compile("[a-z]+")


def last_name(name: str | None) -> str:
    """A name's last word but a monarch's number, as it stands among a sentence's words: lower case, up to a hyphen or accent."""
    return next(iter(_LETTERS.findall(WORDS.numeral.sub("", name).split()[-1].lower())), "") if name else ""


def may_be(reading: Reading) -> bool:
    """Whether a sentence with no office-holder's name may have a visit: it has a date and a verb of travel."""
    return bool(reading.dates) and not WORDS.set("travel").isdisjoint(reading.words)


def overlaps(start: int, end: int, *found: list[Person] | list[Mention] | list[Date]) -> bool:
    """Whether a span meets one of the mentions in some lists."""
    return any(m.start < end and start < m.end for mentions in found for m in mentions)


def subject(scene: Scene, cue: re.Match[str], rule: str) -> list[Person]:
    """Who a verb is said of: the office-holders before it, or the name or office directly before it where that is another's."""
    reading, start = scene.reading, cue.start()
    persons = _eligible(scene, start, rule)
    bare = WORDS.before.search(reading.text, max(0, start - _NEAR), start)
    if bare and bare[1] not in WORDS.set("no_names"):
        if not overlaps(*bare.span(1), persons, reading.mentions, reading.dates):
            return _known(bare, scene.known) or _unknown(reading, cue, start)
    nearer = [o for o in scene.offices if o.end <= start and WORDS.said.fullmatch(reading.text, o.end, start)]
    return nearer[-1:] or _together(persons, reading.text)


def _eligible(scene: Scene, stop: int, rule: str) -> list[Person]:
    """The persons before a verb but for those of whom the guard says that they are no visitors."""
    text, out = scene.reading.text, []
    along = WORDS.along.search(text, 0, stop)  # "A, accompanied by B and C, was in": B and C up to the last comma
    low, high = (along.start(), max(text.rfind(",", 0, stop), along.end())) if along else (stop, stop)
    for person in scene.persons:
        if person.start >= stop:
            break
        if low < person.start < high:
            scene.reading.refuse(rule, person.start, person.end, "no visitor: goes along with another")
        elif WORDS.invites.search(text, max(0, person.start - 60), person.start):
            scene.reading.refuse(rule, person.start, person.end, "no visitor: invites another")
        else:
            out.append(person)
    return out


def _together(persons: list[Person], text: str) -> list[Person]:
    """The last of some people and those that and joins to them: "Prime Minister A and Foreign Minister B"."""
    out = persons[-1:]
    for person in reversed(persons[:-1]):
        if not WORDS.joins.fullmatch(text, person.end, out[0].start):
            break
        if _consort(person, out[0]):
            out = out[1:]
        out.insert(0, person)
    return out


def _consort(person: Person, partner: Person) -> bool:
    """Whether the second goes along with the first: "King A and Queen B"."""
    return WORDS.data["consorts"].get(person.printed) == partner.printed and not WORDS.numeral.search(partner.name)


def pronoun(scene: Scene, stop: int) -> list[Person]:
    """The person named last, where a pronoun stands before a verb."""
    return [scene.last] if scene.last and WORDS.he.search(scene.reading.text, 0, stop) else []


def _known(bare: re.Match[str], known: dict[str, Person]) -> list[Person]:
    """The office-holder of that name of whom the document has spoken before."""
    person, name = known.get(last_name(bare[1])), WORDS.numeral.sub("", bare[1]).split()[-1]
    if not person or name not in person.name.split():
        return []
    # "Mohammed bin Salman" is not King Salman
    longer = WORDS.full.search(bare.string, max(0, bare.end(1) - _NEAR), bare.end(1))
    if " " not in person.name and longer and " " in people.bare(longer["name"]):
        return []
    return [replace(person, start=bare.start(1), end=bare.end(1))]


def one_name(one: str, other: str) -> bool:
    """Whether two names can be one person's: the words of the one are among those of the other, and not a king's alone."""
    first, second = set(one.split()), set(other.split())
    return first <= second or (len(second) > 1 and second <= first)


def keys(person: Person) -> list[str]:
    """The names that a document may call somebody by later on."""
    first = person.name.split()[:1] if person.state in WORDS.data["family_first"] else []
    return [last_name(name) for name in [person.name, *first]]


def _unknown(reading: Reading, cue: re.Match[str], end: int) -> list[Person]:
    """Somebody whose office the document does not state: a name in full, directly before a verb or noun of travel."""
    text = reading.text
    if not may_be(reading) or cue[0].split()[0] not in WORDS.set("travel") or WORDS.settled.search(text):
        return []
    found = WORDS.full.search(text, max(0, end - _NEAR), end)
    if not found or WORDS.no_person.search(found["name"]):
        return []
    name, end = people.clean(reading, found)
    if not name or not WORDS.begin.search(text, 0, end - len(name)):
        return []
    if " " not in name and not WORDS.official.search(cue[0]) and name not in reading.document.surnames:
        return []  # Apollo, or somebody who may be no person
    return [Person(end - len(name), end, name, "", "", None)]


def nameless(reading: Reading, persons: list[Person]) -> list[Person]:
    """The leaders of a state that a sentence names by their office alone."""
    text, out = reading.text, []
    for office in people.offices(reading):
        held = any(p.start <= office.start < p.end or office.end == p.start for p in persons)
        named = text.startswith(" ", office.end) and WORDS.named.match(text, office.end)
        anyone = WORDS.no_one.search(text, max(0, office.start - 30), office.start)
        if office.leads and not (office.plural or held or named or anyone):
            out.append(office)
    return out


def of_noun(scene: Scene, cue: re.Match[str]) -> list[tuple[Person, bool]]:
    """
    Whose visits a noun is said of: "a visit by A", "A's visit", "his visit", and that of B.

    Returns
    -------
    list of (people.Person, bool)
        And whether the person stands after the noun.
    """
    first = next(((p, way is _by) for way in (_possessor, _by, _his, _on_a) if (p := way(scene, cue))), None)
    out = [first] if first else []
    for person in scene.persons if out else ():
        end = max(cue.end(), out[-1][0].end)
        if 0 <= person.start - end < _REACH and WORDS.and_of.fullmatch(scene.reading.text, end, person.start):
            out.append((person, True))
    return out


def _possessor(scene: Scene, cue: re.Match[str]) -> Person | None:
    """Of "A's visit": an office-holder, or a name alone."""
    text, start = scene.reading.text, cue.start()
    for person in scene.persons:
        if person.end <= start < person.end + 40 and WORDS.own.match(text, person.end):
            return person
    bare = WORDS.possessor.search(text, max(0, start - _NEAR), start)
    found = bare and (_known(bare, scene.known) or _unknown(scene.reading, cue, bare.end(1)))
    return found[0] if found else None


def _by(scene: Scene, cue: re.Match[str]) -> Person | None:
    """Of "a visit by A"."""
    text, end = scene.reading.text, cue.end()
    near = (p for p in scene.persons if 0 <= p.start - end < _REACH)
    return next((p for p in near if WORDS.by.fullmatch(text, end, p.start)), None)


def _his(scene: Scene, cue: re.Match[str]) -> Person | None:
    """Of "his visit": the one named before, or "during his visit, A", or the one named last in a sentence before."""
    text, end = scene.reading.text, cue.end()
    if not WORDS.his.search(text, max(0, cue.start() - _NEAR), cue.start()):
        return None
    before = [p for p in scene.persons if p.end <= cue.start()][-1:]
    after = (p for p in scene.persons if p.start >= end)
    return next(
        (
            p
            for p in [*before, *after]
            if p in before or WORDS.then_name.search(text, max(end, p.start - _NEAR), p.start)
        ),
        scene.last,
    )


def _on_a(scene: Scene, cue: re.Match[str]) -> Person | None:
    """Of "A, on a visit to": the one named before, or after it."""
    if not WORDS.on_a.search(scene.reading.text, max(0, cue.start() - _NEAR), cue.start()):
        return None
    before = [p for p in scene.persons if p.end <= cue.start()][::-1]
    return next(iter([*before, *(p for p in scene.persons if p.start > cue.end())]), None)
