"""Visits and meetings of a document: its lists, tables and prose, read in order."""

from ...dates import edtf
from ...mentions import cells
from ...mentions import persons as people
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...states import names as states
from .. import deduplicate
from . import lists, prose
from .visit import Row, kind_of
from .visitors import Scene, keys, last_name, one_name, recalled, subject

#: So many persons of a paragraph may be meant by an office alone after them.
_NEAR = 30
#: So many sentences back a pronoun finds the name that one begins with.
_LATEST = 3


class Finder:
    """Finds the visits that a document states: reads its sentences in order, with what those before say of direction and persons."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.before: Reading | None = None
        self.header: lists.Header = []  # what the columns of the table hold
        self.on_visits = False  # whether the heading is on visits; where from, and the office that it names
        self.home: str | None = None
        self.office: Person | None = None
        self.last: Person | None = None  # the person named last
        self.latest: list[Reading] = []  # sentences that may begin with another's name
        self.near: list[Person] = []  # those whom the paragraph names
        self.known: dict[str, Person] = {}  # all, by the names that they may be called by

    def found(self) -> list[Row]:
        """
        Return rows of the visits table; a visit stated twice is one row at the finer date.

        `from_state` and `to_state` are lineages, `to_state` NA for a meeting elsewhere.
        """
        titled = [_titled(row, self.known) for row in self.rows]
        return deduplicate.merge(titled, lambda row: row["to_state"], _same, _fineness)

    def read(self, reading: Reading) -> None:
        """Read a sentence as the first that it can be: line of visits, row, heading, rest of an entry, entry or prose."""
        listed = self._line(reading) or self._table(reading) or self._heading(reading) or self._rest(reading)
        if not (listed or self._entry(reading)):
            self._prose(reading)
        self.before = reading

    def _table(self, reading: Reading) -> bool:
        if reading.sentence.kind != "table":
            return False
        self.header = self.header if cells.goes_on(self.before, reading) else []
        if not reading.dates and not any(self.header):
            self.header = cells.kinds(reading.text, WORDS.columns)
        self._add(lists.entry(reading, self.home, self.header))
        return True

    def _line(self, reading: Reading) -> bool:
        found = lists.line(reading, self.on_visits)
        self.rows += found
        return bool(found)

    def _heading(self, reading: Reading) -> bool:
        if reading.sentence.kind not in ("heading", "title"):
            return False
        on_visits = bool(WORDS.heading.search(reading.text))
        may_be = {"heading": not self._dated(reading), "title": on_visits and not reading.dates}
        if not may_be.get(reading.sentence.kind):
            return False
        home = lists.home_of(reading)
        if home is None and (self.on_visits or WORDS.from_to.match(reading.text)):
            home = lists.side_of(reading)
        if self._begins_anew(reading):
            self.on_visits, self.home, self.office = False, None, None
        self.on_visits |= on_visits or home is not None
        self.home = home or self.home
        self.office = self._office(reading) or self.office
        return True

    def _begins_anew(self, reading: Reading) -> bool:
        """Whether a heading goes on neither, as "Year, name", with the one directly above it nor, as "1990", with the one before."""
        stacked = self.before and self.before.sentence.kind == "heading"
        columns = stacked and any(cells.kinds(reading.text, WORDS.columns))
        return bool(reading.mentions) or not (columns or reading.dates)

    def _office(self, reading: Reading) -> Person | None:
        """The office that a heading names: one on visits, or on several who held it."""
        office = people.office_of(reading)
        return office if office and (self.on_visits or office.leads and office.plural) else None

    def _dated(self, reading: Reading) -> bool:
        """Whether what looks like a heading is an entry: it names somebody, and begins with a date or has one in a list."""
        starts = [d.start for d in reading.own_dates]
        named = bool(starts) and (people.find(reading) or recalled(reading, [], self.known))
        return bool(named) and (starts[0] < 4 or self.home is not None)

    def _rest(self, reading: Reading) -> bool:
        before = self.before
        if reading.sentence.kind == "title" or not self.home or before is None:
            return False
        if reading.document.folded[before.sentence.end : reading.start].strip(" "):
            return False
        for row in self.rows[-1:]:
            if row["kind"] != "visit" or row["char_end"] < before.start:
                break
            row["kind"] = kind_of(reading.text)
            row["took_place"] = row["took_place"] and not WORDS.called_off.search(reading.text, 0, 60)
        return True

    def _entry(self, reading: Reading) -> bool:
        kind = reading.sentence.kind
        may_be = kind == "list" or (self.home and not (kind == "prose" and WORDS.unreal.search(reading.text)))
        found = lists.entry(reading, self.home, [], self.office) if may_be else []
        self._add(found)
        return bool(found)

    def _prose(self, reading: Reading) -> None:
        if not WORDS.pronouns.isdisjoint(reading.words):
            self._look_back()
        persons = [self._completed(p) for p in people.find(reading)]
        called = recalled(reading, persons, self.known)
        persons = sorted([*persons, *called], key=lambda p: p.start)
        if self.before is None or not reading.goes_on(self.before):
            self.near = []
        scene = Scene(reading, persons, self.last, self._previous(), self.near)
        found = prose.find(scene)
        self.rows += found
        homes = {row["visitor"]: row["from_state"] for row in found if row["visitor"]}
        for name, home in homes.items():
            self.known.setdefault(last_name(name), Person(0, 0, name, state=home))
        if persons:
            self._remember(reading, persons, homes)
            self.latest = []
        self.latest = [*self.latest, reading][-_LATEST:]

    def _previous(self) -> Row | None:
        """The visit that the sentence before ends with."""
        last = self.rows[-1] if self.rows else None
        return last if last and self.before and last["char_start"] >= self.before.start else None

    def _look_back(self) -> None:
        """Find whom a pronoun means where a sentence before begins with the name alone."""
        for reading in self.latest:
            found = subject(reading, min([len(reading.text), *(p.start for p in reading.persons or ())]))
            if found:
                known = self.known.get(last_name(found.name), found)
                self.last = known if one_name(found.name, known.name) else found
        self.latest = []

    def _remember(self, reading: Reading, persons: list[Person], homes: dict[str, str]) -> None:
        """Keep who was named, with the state where a visit began."""
        persons = [p if p.state else p._replace(state=homes.get(p.name)) for p in persons]
        for person in persons:
            self.known |= {name: person for name in keys(person) if person.state or name not in self.known}
        if reading.sentence.kind != "title" or reading.text.endswith("."):
            self.last = persons[-1]
            self.near = [*self.near, *persons][-_NEAR:]

    def _completed(self, person: Person) -> Person:
        """A person with the office ("his counterpart") and the state that sentences before say."""
        if self.last and not person.office:
            person = people.like(person, self.last)
        one = self.known.get(last_name(person.name))
        return person._replace(state=one.state) if one and not person.state and one.office == person.office else person

    def _add(self, rows: list[Row]) -> None:
        """Add the visits of a list, and the visitors by the names that the text may call them by later on."""
        self.rows += rows
        for row in rows:
            if row["visitor"] and row["office"]:
                person = Person(0, 0, row["visitor"], row["office"], row["office"], row["from_state"])
                self.known |= dict.fromkeys(keys(person), person)


def _titled(row: Row, known: dict[str, Person]) -> Row:
    """A row with the office that another sentence gives to the person whom it names alone."""
    person = None if row["office"] else known.get(last_name(row["visitor"]))
    return row | {"office": person.office or None} if person and one_name(row["visitor"], person.name) else row


def _fineness(row: Row) -> tuple[bool, float, int]:
    """What sorts named visitors first, and of these the finest dates."""
    return not row["visitor"], edtf.width(row["date"]), row["char_start"]


def _same(one: Row, other: Row) -> bool:
    """Whether two visits to one state are one: of one person at one date, or one that the other is vaguer about."""
    if one["visitor"] and not other["visitor"]:  # the office alone
        return one["office"] in (other["office"], None) and bool(one["date"]) and edtf.meet(one["date"], other["date"])
    if (_name(one), one["took_place"]) != (_name(other), other["took_place"]):
        return False
    if other["date"] is None or one["date"] == other["date"]:
        return True
    return edtf.meet(one["date"], other["date"]) and edtf.width(other["date"]) > edtf.width(one["date"])


def _name(row: Row) -> str:
    """The last name of a visitor, or the office."""
    return states.slugged(row["visitor"]).split("-")[-1] if row["visitor"] else row["office"]
