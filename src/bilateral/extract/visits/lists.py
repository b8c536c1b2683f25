"""Lists of visits: what a heading says of their direction, and the entries below it."""

from collections.abc import Iterator

from ...dates.finder import Date
from ...mentions import cells
from ...mentions import persons as people
from ...mentions.clauses import Reading
from ...mentions.persons import WORDS, Person
from ...states.names import Mention
from ..amounts.directions import other
from .visit import OTHERS, Row, kind_of, row

Header = list[str | None]
_NEXT = 4  # signs between a year and the day in it: "1989  23 September: …"


def side_of(reading: Reading) -> str | None:
    """Where the visitors are from, as a heading under one on visits says: "From the Malian side", "Mali to Norway"."""
    states = list(dict.fromkeys(m.state for m in reading.mentions if m.kind in ("name", "adjective")))
    words = WORDS.side.findall(reading.lower)
    if len(states) == 2 and (_leads(reading, words) or WORDS.arrow.search(reading.text)):
        return states[0] if {*states} == {*reading.pair} else None
    if len(states) != 1 or not words:
        return None
    host = other(states[0], reading.pair)
    return host if words == ["to"] else other(host, reading.pair)


def _leads(reading: Reading, words: list[str]) -> bool:
    """Whether a heading leads to the state that it names last: "Mali to Norway", "From Mali to Norway"."""
    return words[-1:] == ["to"] and reading.role(reading.mentions[-1]) == "to"


def home_of(reading: Reading) -> str | None:
    """Where the visitors are from, as a heading or sentence says: "Visits from Ghana to Brazil", "Visits by leaders of Ghana"."""
    if not (WORDS.heading.search(reading.text) or WORDS.went.search(reading.text)):
        return None
    ours = [(m, _role(reading, m)) for m in reading.of_pair]
    homes = [m.state for m, role in ours if role in ("from", "by", "of")]
    hosts = [m.state for m, role in ours if role in ("to", "in", "visit of", "")]
    adjectives = [m.state for m, _ in ours if m.kind == "adjective"]
    homes = homes or [s for s in adjectives[:1] if s not in hosts[:1]] or [other(s, reading.pair) for s in hosts]
    return homes[0] if homes and homes[0] not in hosts[:1] else None


def _role(reading: Reading, mention: Mention) -> str:
    """The preposition before a state in a heading: "visit of" in "visits of Ghana", "adjective" for a bare adjective."""
    role = "from" if WORDS.arrow.match(reading.text, mention.end) else reading.role(mention)
    if reading.text.isupper():
        role = "".join(WORDS.preposition.findall(reading.lower, 0, mention.start))
    if role == "of" and WORDS.visits_of.search(reading.text):
        return "visit of"
    return role or (mention.kind if mention.kind == "adjective" else "")


def line(reading: Reading, on_visits: bool = False) -> list[Row]:
    """
    The visits of a line that begins with their direction and perhaps the office: "Visits of the President of A to B: 2007 (C), …".

    Under a heading on visits the direction is enough: "From A: President C, October 2007; President D, May 2009".
    """
    colon = reading.text.find(": ")
    if colon < 0 or not reading.dates:
        return []
    lead = 0, colon
    if not (on_visits or WORDS.heading.search(reading.text, *lead) or WORDS.direction.fullmatch(reading.text, *lead)):
        return []
    lead = cells.part(reading, 0, colon)
    home, office = home_of(lead) or side_of(lead), people.office_of(lead)
    if home is None or lead.dates:
        return []
    persons = [p for p in people.find(reading) if p.start > colon] or list(_unstyled(reading, office, colon + 1))
    return visits(reading, "visits/line", persons, home)


def visits(reading: Reading, rule: str, persons: list[Person], home: str) -> list[Row]:
    """The visits of people who have dates of their own, all of them before the names or all after them."""
    persons = [p for p in persons if not WORDS.in_brackets.search(reading.text, 0, p.start)]
    if not persons:
        return []
    dates = reading.own_dates
    spans = _own_spans(reading, persons, dates)
    to, kind = other(home, reading.pair), kind_of(reading.text)
    return [
        row(reading, rule, person._replace(state=home), date, to, kind)
        for person, start, end in spans
        for date in dates
        if person.state in (None, home) and start <= date.start and date.end <= end
    ]


def _own_spans(reading: Reading, persons: list[Person], dates: list[Date]) -> Iterator[tuple[Person, int, int]]:
    """Where each person's own dates stand: before the names, or behind them up to the next person or semicolon."""
    starts, ends = [p.start for p in persons], [p.end for p in persons]
    if dates and dates[0].start < starts[0]:
        yield from zip(persons, [0, *ends], starts, strict=False)
        return
    days = {d.start for d in dates}
    parted = [m.start() for m in WORDS.parted.finditer(reading.text) if m.end() not in days]
    for person, following in zip(persons, [*starts[1:], len(reading.text)], strict=True):
        bracket = WORDS.bracket.match(reading.text, person.end)
        end = bracket.end() if bracket and any(bracket.start() < at < bracket.end() for at in days) else following
        yield person, person.end, min([end, *(at for at in parted if at >= person.end)])


def entry(reading: Reading, heading: str | None, header: Header, office: Person | None = None) -> list[Row]:
    """
    The visits of a list entry or table row: one person with the dates of the entry's head.

    Parameters
    ----------
    reading : clauses.Reading
    heading : str or None
        Where the visitors are from, as the heading above says.
    header : list of str or None
        What each column of the table holds.
    office : people.Person, optional
        The office that the heading names.
    """
    if not reading.dates:
        return []
    rule, home = "visits/list-entry", None
    if reading.sentence.kind == "table":
        rule = "visits/table-row"
        person, home = _of_row(reading, header)
    else:
        person = next(_of_entry(reading, office, heading), None)
    if person is None:
        return []
    if person.state not in (None, *reading.pair):
        reading.refuse(rule, person.start, person.end, OTHERS)
        return []
    home = _home(reading, person, home or heading or ("visitor" in header and person.state) or None)
    if home is None:
        return []
    to, kind = other(home, reading.pair), kind_of(reading.text)
    real = not WORDS.called_off.search(WORDS.aside.sub("", reading.text))
    group = [p._replace(state=home) for p in _with(reading, person, home)]
    return [row(reading, rule, p, date, to, kind, took_place=real) for p in group for date in _dates(reading, to)]


def _with(reading: Reading, person: Person, home: str) -> Iterator[Person]:
    """A person of an entry and the leaders of the same state whom "and" joins; where a place is named one may be the host."""
    yield person
    placed = any(m.start >= person.end and m.kind != "adjective" for m in reading.mentions)
    for one in people.find(reading):
        ours = one.state == home or not (one.state or placed)
        if one.leads and ours and WORDS.and_also.fullmatch(reading.text, person.end, one.start):
            yield (person := one)


def _of_entry(reading: Reading, office: Person | None, heading: str | None) -> Iterator[Person]:
    """The people of an entry; below a heading with a direction also leaders whom it calls by their office alone."""
    yield from people.find(reading) or _unstyled(reading, office)
    for one in people.offices(reading) if heading else ():
        if one.leads and not one.plural and WORDS.unnamed.match(reading.text, one.end):
            yield one


def _home(reading: Reading, person: Person, heading: str | None) -> str | None:
    """Where the visitor of an entry is from: the other state than where the person went, or the person's own, or the heading's."""
    place = _place(reading, person)
    if place and person.state != place.state:
        return other(place.state, reading.pair)
    return heading and (person.state or heading)


def _unstyled(reading: Reading, office: Person | None, start: int = 0) -> Iterator[Person]:
    """The people of an entry below a heading with their office: names in brackets after a date, or at an end of the entry."""
    for found in WORDS.listed.finditer(reading.text, start) if office else ():
        a, b = found.span("name")
        taken = any(m.start < b and a < m.end for m in [*reading.mentions, *reading.dates])
        bare = found["led"] and (" " not in found["name"] or WORDS.no_person.search(found["name"]))  # "talks in Oslo"
        if office and not taken and not bare and kind_of(found["name"]) == "visit":
            yield office._replace(start=a, end=b, name=found["name"])


def _of_row(reading: Reading, header: Header) -> tuple[Person | None, str | None]:
    """The visitor of a table row and the state of origin, as the header says which cell holds what; both None where it is no visit."""
    row = [cells.part(reading, a, b) for a, b in cells.spans(reading.text)]
    held = dict(zip(header, row, strict=False))
    states = {kind: m.state for kind in ("place", "home") if kind in held for m in held[kind].mentions[:1]}
    if not set(reading.pair).issuperset(states.values()):
        return None, None
    found = people.find(reading)
    if guest := held.get("visitor"):
        start = guest.start - reading.start
        found = [p for p in found if start <= p.start < start + len(guest.text)]
    home = states.get("home") or other(states.get("place"), reading.pair)
    return found[0] if found else people.of_row(reading, row, header), home


def _place(reading: Reading, person: Person) -> Mention | None:
    """Where an entry itself says that a person went: "President A to Tbilisi", or a cell that begins with a town."""
    text = reading.text
    for m in reading.of_pair:
        if m.kind != "adjective" and m.start >= person.end:
            beside = m.is_town and WORDS.beside.fullmatch(text, person.end, m.start)
            if beside or WORDS.where.fullmatch(text, person.end, m.start):
                return m
    return None


def _dates(reading: Reading, to: str | None) -> list[Date]:
    """The dates of an entry: the first in a cell of its own, or the first of all, and those joined to it."""
    dates = reading.own_dates
    spans = cells.spans(reading.text) if reading.sentence.kind == "table" else []
    own = [
        d for a, b in spans for d in dates if a <= d.start < b and len(reading.text[a:b].strip()) <= d.end - d.start + 4
    ]
    out = _finer((own or dates or reading.dates)[:1], dates)  # the last is that of the entry above
    for date in dates:
        gap = out[-1].end, date.start
        if WORDS.further.fullmatch(reading.text, *gap) and all(m.state == to for m in reading.within(*gap)):
            out.append(date)
    return out


def _finer(first: list[Date], dates: list[Date]) -> list[Date]:
    """The date of an entry, or the finer one in it: of "1989  23 September: …" and "2005  A in Oslo, 5 to 7 July" the day."""
    finer = [d for d in dates if d is not first[0] and d.date and first[0].date and d.date.within(first[0].date)]
    return finer[:1] if len(finer) == 1 or (finer and finer[0].start - first[0].end < _NEXT) else first
