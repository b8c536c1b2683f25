"""Visits and meetings of a document: its lists, tables and prose, read in order."""

from collections.abc import Iterable
from dataclasses import replace

from ...dates import edtf
from ...mentions import cells
from ...mentions import persons as people
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...states import names as states
from .. import deduplicate
from . import lists, prose, visitors
from .visit import Row, Scene, kind_of


def find(readings: Iterable[Reading]) -> list[Row]:
    """
    Find the visits and meetings that a document states.

    Returns
    -------
    list of dict
        Rows of the visits table; `from_state` and `to_state` are lineages, `to_state` NA for a meeting elsewhere. A visit
        stated twice is one row at the finer date.
    """
    reader = _Reader()
    for reading in readings:
        reader.read(reading)
    return _named(deduplicate.merge(_titled(reader.rows, reader.known), _who, _same))


class _Reader:
    """Reads the sentences of a document one after the other, with what those before say of direction and persons."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.before: Reading | None = None
        self.header: lists.Header = []  # what the columns of the table hold
        self.on_visits = False  # whether the heading is on visits; where from, and the office that it names
        self.home: str | None = None
        self.office: Person | None = None
        self.last: Person | None = None  # the person named last
        self.known: dict[str, Person] = {}  # all, by the names that they may be called by

    def read(self, reading: Reading) -> None:
        """Read a sentence as the first that it can be: row, line of visits, heading, rest of an entry, entry or prose."""
        steps = (self._table, self._line, self._heading, self._rest, self._entry, self._prose)
        next(step for step in steps if step(reading))
        self.before = reading

    def _table(self, reading: Reading) -> bool:
        if reading.sentence.kind != "table":
            return False
        self.header = self.header if cells.goes_on(self.before, reading) else []
        if not reading.dates and not any(self.header):
            self.header = cells.kinds(reading.text, WORDS.patterns("columns"))
        self._add(lists.entry(reading, self.home, self.header))
        return True

    def _line(self, reading: Reading) -> bool:
        found = lists.announced(reading) if ": " in reading.text else []
        self.rows += found
        return bool(found)

    def _heading(self, reading: Reading) -> bool:
        kind, on_visits = reading.sentence.kind, bool(WORDS.heading.search(reading.text))
        if kind != "heading" and not (kind == "title" and on_visits and not reading.dates):
            return False
        dated = bool(reading.dates) and not reading.mentions  # "1990": it goes on with the heading before
        home = lists.home_of(reading) or (lists.side_of(reading) if self.on_visits else None)
        self.on_visits = (dated and self.on_visits) or bool(home) or on_visits
        self.office = (self.on_visits and people.office_of(reading)) or (self.office if dated else None)
        self.home = home or (self.home if dated else None)
        return True

    def _rest(self, reading: Reading) -> bool:
        if reading.sentence.kind == "title" or not self.home or not lists.continues(self.before, reading):
            return False
        row = self.rows[-1] if self.rows else None
        if row and self.before and row["kind"] == "visit" and row["char_end"] >= self.before.start:
            row["kind"] = kind_of(reading.text)
            row["took_place"] = row["took_place"] and not WORDS.called_off.search(reading.text, 0, 60)
        return True

    def _entry(self, reading: Reading) -> bool:
        kind = reading.sentence.kind
        planned = kind == "prose" and WORDS.unreal.search(reading.text)
        may_be = kind == "list" or (self.home and not planned)
        found = lists.entry(reading, self.home, [], self.office) if may_be else []
        self._add(found)
        return bool(found)

    def _prose(self, reading: Reading) -> bool:
        persons = people.find(reading)
        if self.last:  # "His counterpart": the office of the one named before
            persons = [replace(p, office=p.office or self.last.office) for p in persons]
        persons = [p if p.state else self._of_state(p) for p in persons]
        row = self.rows[-1] if self.rows else None
        previous = row if row and self.before and row["char_start"] >= self.before.start else None
        found = lists.more(reading, persons, self.before)
        self.rows += found or prose.find(Scene(reading, persons, [], self.last, self.known, previous))
        for person in persons:
            self.known |= {name: person for name in visitors.keys(person) if person.state or name not in self.known}
        if persons and (reading.sentence.kind != "title" or reading.text.endswith(".")):
            self.last = persons[-1]
        return True

    def _of_state(self, person: Person) -> Person:
        """An office-holder with the state that a sentence before says."""
        one = self.known.get(visitors.last_name(person.name))
        return replace(person, state=one.state) if one and one.office == person.office else person

    def _add(self, rows: list[Row]) -> None:
        """Add the visits of a list, and the visitors by the names that the text may call them by later on."""
        self.rows += rows
        for row in rows:
            if row["visitor"] and row["office"]:
                person = Person(0, 0, row["visitor"], row["office"], row["office"], row["from_state"])
                self.known |= dict.fromkeys(visitors.keys(person), person)


def _titled(rows: list[Row], known: dict[str, Person]) -> list[Row]:
    """Rows with the office that another sentence gives to the person whom they name alone."""
    out = []
    for row in rows:
        person = None if row["office"] else known.get(visitors.last_name(row["visitor"]))
        same = person and visitors.one_name(row["visitor"], person.name)
        out.append(row | {"office": person.office} if person and same else row)
    return out


def _named(rows: list[Row]) -> list[Row]:
    """Rows without those of an office alone where another row names the visitor."""
    named: dict[tuple, list[str]] = {}
    for row in rows:
        if row["visitor"] and row["date"]:
            named.setdefault((row["office"], row["to_state"]), []).append(row["date"])
    return [
        row
        for row in rows
        if row["visitor"] or not any(edtf.meet(row["date"], d) for d in named.get((row["office"], row["to_state"]), ()))
    ]


def _same(one: Row, other: Row) -> bool:
    """Whether two visits of one person to one state are one: at one date, or one that the other is vaguer about."""
    if other["date"] is None or one["date"] == other["date"]:
        return True
    return edtf.meet(one["date"], other["date"]) and edtf.width(other["date"]) > edtf.width(one["date"])


def _who(visit: Row) -> tuple[str, str | None, bool]:
    """What two rows of one visit share."""
    name = states.slugged(visit["visitor"]).split("-")[-1] if visit["visitor"] else visit["office"]
    return name, visit["to_state"], visit["took_place"]
