"""Visitors: who a sentence says went: an office-holder, a name alone, an office without a name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ...dates.finder import Date
from ...mentions import persons as people
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...rules.vocabulary import matches
from ...states.names import Mention
from ...text import lazy, places

#: The letters of mentions in the mask of a sentence, from Unicode's private area; so in ``data/reader/visits.toml``.
PERSON, OFFICE, PLACE, DATE, CUE, NOBODY = map(chr, range(0xE000, 0xE006))
_PARTICLE = 2  # letters before a hyphen or apostrophe that are no name: "al-Kadhimi", "O'Neill"
_NEAR = 80  # characters before a word in which its subject's name begins
_LETTERS = re.compile("[a-z]+")

Words = re.Match[str]


@dataclass(eq=False)
class Scene:
    """
    A sentence with the people whom it names, and what the document has said before.

    `last` is the person named last, `near` are those whom the paragraph names before, and `previous` is the visit
    that the sentence before ends with.
    """

    reading: Reading
    persons: list[Person]
    last: Person | None
    previous: dict | None
    near: list[Person]

    @property
    def may_be(self) -> bool:
        """Whether there may be a visit of a name or an office alone: there is a date and a verb of travel."""
        return bool(self.reading.dates) and not WORDS.goes.isdisjoint(self.reading.words)

    @property
    def meant(self) -> bool:
        """Whether an office may mean somebody whom the paragraph names before."""
        return bool(self.near and self.reading.dates) and not WORDS.first.isdisjoint(self.reading.words)

    @lazy
    def offices(self) -> list[Person]:
        """The leaders of a state who are named by their office alone; with a name where the paragraph gives it before."""
        if not (self.may_be or self.meant):
            return []
        nameless = [(o, self._meant(o)) for o in people.offices(self.reading) if self._nameless(o)]
        return [meant or office for office, meant in nameless if meant or (office.leads and self.may_be)]

    def _meant(self, office: Person) -> Person | None:
        """The one leader named before whom an office means: "the Rwandan leader"."""
        if not WORDS.same_one.search(self.reading.text, max(0, office.start - 40), office.start):
            return None
        before = [*self.near, *(p for p in self.persons if p.end <= office.start)]
        held = [p for p in before if p.leads and office.state in (p.state, None)]
        if not WORDS.leader.fullmatch(office.printed):
            held = [p for p in held if p.office == office.office]
        names = {last_name(p.name) for p in held}
        return held[-1]._replace(start=office.start, end=office.end) if len(names) == 1 else None

    def _nameless(self, office: Person) -> bool:
        text, start, end = self.reading.text, office.start, office.end
        held = any(p.start <= start < p.end or end == p.start for p in self.persons)
        named = text.startswith(" ", end) and WORDS.named.match(text, end)
        anyone = WORDS.no_one.search(text, max(0, start - 30), start)
        several = office.plural and not (office.state in self.reading.pair and WORDS.group.match(text, end))
        return not (several or held or named or anyone)

    @lazy
    def dates(self) -> list[Date]:
        """The dates, but for one since when something lasts: "the first since 1978"."""
        dates, text = self.reading.dates, self.reading.text
        since = [d for d in dates if (d.date and d.date.is_open) or WORDS.since.search(text, 0, max(0, d.start))]
        return [d for d in dates if d not in since] or dates

    @lazy
    def places(self) -> list[Mention]:
        """The states and towns, but for those that are part of a name: "President Ricardo Lagos"."""
        return [m for m in self.reading.mentions if m.state != "*" and not (m.is_town and self._is_name(m))]

    def _is_name(self, town: Mention) -> bool:
        before = WORDS.forename.search(self.reading.text, 0, town.start)
        held = any(p.start < town.start < p.end for p in self.persons)
        return held or bool(before) and before[1] not in WORDS.no_names

    @lazy
    def verbs(self) -> list[Words]:
        """The verbs of travel."""
        reading = self.reading
        return [*matches(WORDS.went, reading.text, reading.lower, WORDS.begins & reading.words)]

    @property
    def nouns(self) -> Iterator[Words]:
        """The nouns for a visit, but for those of a verb: "paid a visit to"."""
        for noun in WORDS.noun.finditer(self.reading.text):
            verbs = (v for v in self.verbs if v.start() <= noun.start() < v.end())
            if all(WORDS.plural.match(self.reading.text, v.start()) for v in verbs):
                yield noun

    def led(self, roles: tuple[str, ...], start: int, end: int | None = None) -> list[Mention]:
        """The places in a span that stand after one of some prepositions."""
        return [
            m
            for m in self.reading.within(start, end or len(self.reading.text))
            if m in self.places and self.reading.role(m) in roles
        ]

    @lazy
    def mask(self) -> str:
        """The text with a letter over each mention; who is no visitor has another than the other persons."""
        mask = self.reading.text
        dates = [d for d in self.dates if d.start >= 0]
        for letter, mentions in ((DATE, dates), (PLACE, self.places), (OFFICE, self.offices), (PERSON, self.persons)):
            for m in mentions:
                mask = _overwrite(mask, (m.start, m.end), letter)
        for why, pattern in WORDS.nobody.may_match(self.reading.words):
            for found in pattern.finditer(mask):
                start, end = found.span("who")
                self.reading.refuse("visits/person-went", start, end, why)
                mask = _overwrite(mask, (start, end), NOBODY)
        return mask


def _overwrite(mask: str, span: tuple[int, int], letter: str) -> str:
    start, end = span
    return mask[:start] + letter * (end - start) + mask[end:]


def who(scene: Scene, rule: str, cue: Words) -> list[Person]:
    """Who a verb or noun is said of: those whom the first of a rule's patterns finds, or else the offices without a name."""
    mask = _overwrite(scene.mask, cue.span(), CUE)
    found = _first(scene, rule, cue, mask)
    if not found and scene.offices and rule == "visits/noun":
        found = _first(replace(scene, last=None), rule, cue, mask.replace(PERSON, NOBODY).replace(OFFICE, PERSON))
    consorts = zip(found, found[1:], strict=False)  # "King A and Queen B"
    along = [
        b
        for a, b in consorts
        if WORDS.data["consorts"].get(a.printed) == b.printed and not WORDS.numeral.search(b.name)
    ]
    return [p for p in found if p not in along]


def _first(scene: Scene, rule: str, cue: Words, mask: str) -> list[Person]:
    """The persons whom the first of a rule's patterns finds."""
    for pattern in WORDS.who[rule]:
        found = pattern.search(mask)
        groups = found.groupdict() if found else {}
        if not found or groups.get("name") in WORDS.no_names:
            continue
        persons = _meant(scene, groups["last"], found.start("last")) if groups.get("last") else []
        if "name" in groups:
            persons = _unknown(scene, found, cue)
            if not persons:
                return []  # somebody else
        if persons := persons + (within(scene, mask, *found.span("who")) if "who" in groups else []):
            return persons
    return []


def _meant(scene: Scene, pronoun: str, start: int) -> list[Person]:
    """Who a pronoun means: the person named last before it in the sentence, the name that leads it, or the person before."""
    before = [p for p in scene.persons if p.end <= start]
    last = before[-1] if before else subject(scene.reading, start) or scene.last
    if last and not last.office and not _may_visit(scene.reading):
        return []
    return [last] if last and not WORDS.unlike.search(f"{pronoun} {last.printed}") else []  # a queen is not "he"


def _may_visit(reading: Reading) -> bool:
    """Whether a sentence may state a visit of somebody without an office: one with a date, and who did not come to stay."""
    return bool(reading.dates) and not WORDS.settled.search(reading.text)


def subject(reading: Reading, stop: int) -> Person | None:
    """The name without an office that a sentence begins with, before a place in it."""
    name, end = people.clean(reading, WORDS.leading.match(reading.text, 0, stop))
    if not name or WORDS.no_person.search(name) or reading.within(0, end) or WORDS.office.match(name):
        return None
    person = Person(end - len(name), end, name)
    return person if is_named(reading, person) else None


def within(scene: Scene, mask: str, start: int, end: int) -> list[Person]:
    """The persons in a span who may be visitors, or else the offices."""
    holders = [p for p in (*scene.persons, *scene.offices) if start <= p.start < end]
    return [p for p in holders if mask[p.start] == PERSON] or [p for p in holders if mask[p.start] == OFFICE]


@lru_cache(1 << 12)
def last_name(name: str | None) -> str:
    """A name's last word but a monarch's number, as it stands among a sentence's words: without "al-" and "O'", lower case."""
    parts = _LETTERS.findall(WORDS.numeral.sub("", name).split()[-1].lower()) if name else []
    return next((part for part in parts if len(part) > _PARTICLE), "".join(parts[:1]))


def one_name(one: str, other: str) -> bool:
    """Whether two names can be one person's: the words of the one are among those of the other, and not a king's alone."""
    first, second = (set(name.replace("-", " ").split()) for name in (one, other))
    return first <= second or (len(second) > 1 and second <= first)


def keys(person: Person) -> list[str]:
    """The names that a document may call somebody by later on."""
    first = person.name.split()[:1] if person.state in WORDS.data["family_first"] else []
    return [last_name(name) for name in [person.name, *first]]


def _are_called(reading: Reading, persons: list[Person], names: Iterable[str]) -> bool:
    """Whether one of some names stands in a sentence, and not within a person found there."""
    spans = ((at, at + len(name)) for name in names for at in places(reading.lower, name))
    return any(not any(p.start < end and start < p.end for p in persons) for start, end in spans)


def recalled(reading: Reading, persons: list[Person], known: dict[str, Person]) -> list[Person]:
    """Persons of whom the document has spoken before, and whom a sentence calls by the name alone."""
    if known.keys().isdisjoint(reading.words):
        return []
    out, names = [], known.keys() & reading.words
    for found in WORDS.called.finditer(reading.text) if _are_called(reading, persons, names) else ():
        called = found["name"].lower()
        if not any(name in called for name in names):
            continue
        name, end = people.clean(reading, found)
        person, start = known.get(last_name(name)), end - len(name or "")
        taken = any(p.start < end and start < p.end for p in persons)
        if name and person and not taken and one_name(name, person.name):
            out.append(person._replace(start=start, end=end))
    return out


def untitled(scene: Scene, mask: str, end: int) -> Person | None:
    """Somebody without an office, by the name that ends at a place in the text; none where it is an organization's."""
    found = WORDS.full.search(mask, max(0, end - _NEAR), end)
    name, end = people.clean(scene.reading, found)
    if not found or not name or not _may_visit(scene.reading):
        return None
    other = WORDS.no_person.search(found["name"]) or WORDS.officer.search(found[0])
    land = people.owned_by(scene.reading, end - len(name))
    return None if other else Person(end - len(name), end, name, state=land and land.state)


def is_named(reading: Reading, person: Person) -> bool:
    """Whether a name has several words, or stands within another sentence of the document."""
    return " " in person.name or last_name(person.name) in reading.document.names


def _unknown(scene: Scene, found: Words, cue: Words) -> list[Person]:
    """Somebody without an office in the document: a name directly before a verb or noun of travel."""
    person, text = untitled(scene, found.string, found.end("name")), scene.reading.text
    if not person or not (found.groupdict().get("aside") or WORDS.begin.search(text, 0, person.start)):
        return []
    noun = WORDS.common.search(f"{person.name} {cue[0]}") and WORDS.initial.search(text, 0, person.start)
    return [person] if not noun or is_named(scene.reading, person) else []
