"""Office-holders: the people that a sentence names with an office, and their states."""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..rules import prefilter
from ..rules.vocabulary import matches
from ..rules.words import Words, inflected
from ..states.names import Mention
from .clauses import Reading

_WORD = re.compile(r"[A-Za-z]+")
#: Rules that are asked only where a word stands that their pattern holds.
_GATED = ("noun", "hosted", "received", "returned", "companion")
_APPOSED = 140  # how far before an office the name may begin that it is in apposition to


class _Words(Words):
    """The words of ``data/reader/visits.toml``: its patterns, its lists of words, and what follows from them."""

    def __getattr__(self, name: str) -> Any:
        if name in self.data["words"]:
            found = frozenset(_WORD.findall(inflected(self.data["words"][name])))
        elif name in ("kinds", "columns"):
            found = {kind: self.compiled(pattern) for kind, pattern in self.data[name].items()}
        else:
            return super().__getattr__(name)
        setattr(self, name, found)
        return found

    @functools.cached_property
    def office(self) -> re.Pattern:
        """Any office, in a group that has its number."""
        offices = "|".join(f"(?P<o{i}>{pattern})" for i, (pattern, _) in enumerate(self.data["offices"]))
        return self.compiled(rf"\b(?:{offices})s?\b")

    @functools.cached_property
    def went(self) -> re.Pattern:
        """Any way of going."""
        return self.compiled(rf"\b(?:{'|'.join(self.data['patterns']['went'])})\b(?!{{noplace}})")

    @functools.cached_property
    def begins(self) -> frozenset[str]:
        """The words that a way of going begins with."""
        ways = map(inflected, self.data["patterns"]["went"])
        return frozenset().union(*(prefilter.words_begun_with(way) or () for way in ways))

    @functools.cached_property
    def who(self) -> dict[str, list[re.Pattern]]:
        """Rule → the patterns that find who went."""
        return {rule["id"]: [*map(self.compiled, rule.get("who", ()))] for rule in self.data["rule"]}

    @functools.cached_property
    def held(self) -> dict[str, frozenset[str] | None]:
        """Rule → the words of which a sentence holds one in which its pattern matches."""
        gated = {name: getattr(self, name) for name in _GATED} | {"brought": self.who["visits/brought"][0]}
        held = {f"visits/{name}": prefilter.words_held(pattern.pattern) for name, pattern in gated.items()}
        return {"visits/person-went": self.begins, **held}

    @functools.cached_property
    def nobody(self) -> prefilter.Gate:
        """Why somebody is no visitor → the words that say so."""
        return prefilter.Gate({guard["why"]: self.compiled(guard["pattern"]) for guard in self.data["nobody"]})


WORDS = _Words("visits.toml")


class Person(NamedTuple):
    """
    An office-holder as a text names one.

    `name` is empty for an office alone, `state` None where it is not given; `leads` is for a leader's office, not a lesser rank.
    """

    start: int
    end: int
    name: str
    office: str = ""
    printed: str = ""
    state: str | None = None
    leads: bool = False
    plural: bool = False


def offices(reading: Reading) -> Iterator[Person]:
    """The offices that a sentence names, each with its state and without a name."""
    for match in matches(WORDS.office, reading.text, reading.lower, WORDS.first & reading.words):
        group = str(match.lastgroup)
        printed, office = match[group], WORDS.data["offices"][int(group[1:])][1]
        leads = office not in ("", "counterpart")
        if office == "Monarch":
            office = (printed[0].upper() + printed[1:]).split(" and ")[0]
        land = _land(reading, match.end())
        mention = land or owned_by(reading, match.start())
        state, end = mention.state if mention else None, land.end if land else match.end()
        yield Person(match.start(), end, "", office or printed, printed, state, leads, match.end() > match.end(group))


def owned_by(reading: Reading, at: int) -> Mention | None:
    """The state directly before an office: "Norway's late"."""
    before = [m for m in reading.mentions if m.end <= at and m.state != "*"][-1:]
    return next((m for m in before if WORDS.owned.fullmatch(reading.text, m.end, at)), None)


def _land(reading: Reading, at: int) -> Mention | None:
    """The state directly after an office or name: "of Norway"."""
    ahead = [m for m in reading.mentions if m.start >= at][:1]
    return next((m for m in ahead if WORDS.of_state.fullmatch(reading.text, at, m.start)), None)


def find(reading: Reading) -> list[Person]:
    """The office-holders that a sentence names; they are looked for once."""
    if reading.persons is None:
        reading.persons = [] if WORDS.first.isdisjoint(reading.words) else _holders(reading)
    return reading.persons


def _holders(reading: Reading) -> list[Person]:
    text, out = reading.text, []
    for office in offices(reading):
        if WORDS.kin.match(text, office.end):
            continue  # "the president's daughter"
        if office.office == "counterpart":  # "his Kazakh counterpart": the office of the one named before
            office = like(office, out[-1]) if out else office._replace(office="")
        person = _after(reading, office) or _before(reading, office)
        if person and not WORDS.aide_of.search(text, max(0, office.start - 40), office.start):
            found = _sharing(reading, person) if office.plural else [person]
            out += [p for p in found if all(p.start != one.start for one in out)]
    return out


def like(person: Person, other: Person) -> Person:
    """A counterpart with the office of the person named before, a successor with the state, too."""
    state = other.state if WORDS.came_next.fullmatch(person.printed) else None
    return person._replace(office=other.office, state=person.state or state)


def _after(reading: Reading, office: Person) -> Person | None:
    """The holder whom a sentence names after an office: "President A of X", but not "the King, President A,"."""
    found = WORDS.named.match(reading.text, office.end)
    name, end = clean(reading, found)
    if not name or (found["comma"] and WORDS.office.match(reading.text, found.start("name"))):
        return _identified(reading, office)
    land = None if office.state else _land(reading, end)
    end = land.end if land else end
    return office._replace(end=end, name=name, state=land.state if land else office.state)


def _identified(reading: Reading, office: Person) -> Person | None:
    """The holder whom a sentence names after what one did: "the first president to visit X was A"."""
    name, end = clean(reading, WORDS.identified.match(reading.text, office.end))
    return office._replace(start=end - len(name), end=end, name=name) if name else None


def _before(reading: Reading, office: Person) -> Person | None:
    """The holder whom a sentence names before an office: "A, President of X"."""
    owner = owned_by(reading, office.start)
    at = owner.start if owner else office.start
    if not WORDS.apposes.search(reading.text, max(0, at - 40), at):
        return None
    found = WORDS.apposed.search(reading.text, max(0, at - _APPOSED), at)
    name, end = clean(reading, found)
    if not name or any(m.start <= end - len(name) and m.end >= end for m in reading.mentions):  # a town
        return None
    return office._replace(start=found.start("name"), name=name)


def _sharing(reading: Reading, person: Person) -> list[Person]:
    """The people who share an office: "Presidents A of X and B of Y"."""
    group = [person]
    while joined := WORDS.shares.match(reading.text, group[-1].end):
        at = joined.end()
        another = _after(reading, person._replace(start=at, end=at, state=None))
        if another is None or WORDS.office.match(reading.text, at):
            break
        group.append(another)
    state = next((p.state for p in group if p.state), None)
    return [p._replace(state=p.state or state) for p in group]


def office_of(reading: Reading) -> Person | None:
    """The office that a heading or cell names, without its holder."""
    office = next(offices(reading), None)
    if office is None or office.state:
        return office
    before = [m.state for m in reading.mentions if m.end <= office.start]
    return office._replace(state=before[-1] if before else None)


def of_row(reading: Reading, row: list[Reading], header: list[str | None]) -> Person | None:
    """
    The visitor of a table row with a cell for the office alone, before or after that of the name.

    Parameters
    ----------
    reading : clauses.Reading
        The row.
    row : list of clauses.Reading
        Its cells.
    header : list of str or None
        What each column holds, where its header states it.

    Returns
    -------
    Person or None
    """
    for i, cell in enumerate(row):
        office = office_of(cell)
        if office is None or not _alone(cell, office):
            continue
        named = [j for j, kind in enumerate(header) if kind == "visitor"] or [i - 1, i + 1]
        for other in (row[j] for j in named if 0 <= j < len(row) and j != i):
            found = WORDS.named.fullmatch(other.text)
            name, end = clean(other, found)
            if name and not any(m.is_town for m in other.mentions):
                start = other.start - reading.start
                return office._replace(start=start, end=start + end, name=name)
    return None


def _alone(cell: Reading, office: Person) -> bool:
    """Whether a cell holds an office and little else."""
    before = cell.text[: office.start]
    for m in cell.within(0, office.start):
        before = before.replace(cell.text[m.start : m.end], "")
    return bool(WORDS.cell_before.fullmatch(before) and WORDS.cell_after.match(cell.text, office.end))


def bare(name: str) -> str:
    """A name without titles, and without the words that begin a sentence."""
    first, _, rest = name.partition(" ")
    return bare(rest) if rest and first in WORDS.no_names else WORDS.titled.sub("", name)


def clean(reading: Reading, found: re.Match[str] | None) -> tuple[str | None, int]:
    """The name that a pattern found, without titles and without a state or date that was caught with it; and its end."""
    if found is None:
        return None, 0
    name = bare(found["name"])
    start = found.end("name") - len(name)
    if name.endswith((".", ",", "'", "'s")):
        name = WORDS.tail.sub("", name)
    stop = start + len(name)
    states = [m for m in reading.mentions if start <= m.start < stop and m.kind in ("name", "adjective")]
    if any(m.start == start and m.end >= stop for m in states):
        return None, start
    over = max((d.end for d in reading.dates if d.start < start < d.end), default=start)  # "In October A, the minister"
    name, start = name[over - start :].lstrip(), stop - len(name[over - start :].lstrip())
    cuts = [m for m in states if m.kind == "name"] + reading.dates
    name = name[: min((x.start for x in cuts if start < x.start < stop), default=stop) - start].rstrip(" ,-")
    if not name or name.split()[0] in WORDS.no_names:
        return None, start
    at = reading.start + start
    return " ".join(reading.document.text[at : at + len(name)].split()), start + len(name)
