"""Lists of visits: what a heading says of their direction, and the entries below it."""

from collections.abc import Iterator
from dataclasses import replace

from ...dates.finder import Date
from ...mentions import cells
from ...mentions import persons as people
from ...mentions.clauses import Reading, inside
from ...mentions.persons import WORDS, Person
from ...states.names import Mention
from .visit import OTHERS, Row, chain, kind_of, other, row
from .visitors import overlaps

Header = list[str | None]


def continues(before: Reading | None, reading: Reading) -> bool:
    """Whether a sentence goes on with the list entry before it, on the same line."""
    return before is not None and "\n" not in reading.document.folded[before.sentence.end : reading.sentence.start]


def side_of(reading: Reading) -> str | None:
    """Where the visitors are from, as a heading under one on visits says: "From the Malian side"."""
    states = {m.state for m in reading.mentions if m.kind in ("name", "adjective")}
    words = WORDS.side.findall(reading.lower)
    if len(states) != 1 or not words:
        return None
    host = other(states.pop(), reading.pair)
    return host if words == ["to"] else other(host, reading.pair)


def home_of(reading: Reading, pattern: str = "heading") -> str | None:
    """Where the visitors are from, as a list's heading says: "Visits from Ghana to Brazil", "Visits by leaders of Ghana"."""
    if not getattr(WORDS, pattern).search(reading.text):
        return None
    ours = [(m, _role(reading, m)) for m in reading.mentions if inside(m, reading.pair) and m.state != "*"]
    homes = [m.state for m, role in ours if role in ("from", "by", "of")]
    hosts = [m.state for m, role in ours if role in ("to", "in", "visit of") or not role and m.kind != "adjective"]
    adjectives = [m.state for m, _ in ours if m.kind == "adjective"][:1]
    homes = homes or [s for s in adjectives if s not in hosts[:1]] or [other(s, reading.pair) for s in hosts]
    return homes[0] if homes and homes[0] not in hosts[:1] else None


def announced(reading: Reading) -> list[Row]:
    """The visits of a line that begins with their direction and perhaps the office: "Visits of the President of A to B: 2007 (C), …"."""
    colon = reading.text.find(": ")
    if colon < 0 or not reading.dates or not WORDS.heading.search(reading.text[:colon]):
        return []
    lead = cells.part(reading, 0, colon)
    home, office = home_of(lead), people.office_of(lead)
    if home is None or lead.dates:
        return []
    persons = [p for p in people.find(reading) if p.start > colon] or list(_unstyled(reading, office, colon + 1))
    return each(reading, "visits/line", persons, home)


def more(reading: Reading, persons: list[Person], before: Reading | None) -> list[Row]:
    """The visits of "These include Prime Minister A in 1981, …", in the direction that the sentence before says."""
    if not persons or not before or not WORDS.more.match(reading.text):
        return []
    home = home_of(before) or home_of(before, "went")
    return each(reading, "visits/these-include", persons, home) if home else []


def each(reading: Reading, rule: str, persons: list[Person], home: str) -> list[Row]:
    """The visits of people who have dates of their own, all of them before the names or all after them."""
    if not persons:
        return []
    dates = [d for d in reading.dates if d.start >= min(0, persons[0].start)]
    first = bool(dates) and dates[0].start < persons[0].start
    starts = [0, *(p.end for p in persons)] if first else [p.end for p in persons]
    ends = [p.start for p in persons] if first else [*(p.start for p in persons[1:]), len(reading.text)]
    to, kind = other(home, reading.pair), kind_of(reading.text)
    return [
        row(reading, rule, replace(person, state=home), date, to, kind)
        for person, start, end in zip(persons, starts, ends, strict=False)
        for date in dates
        if person.state in (None, home) and start <= date.start and date.end <= end
    ]


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
    in_table = reading.sentence.kind == "table"
    rule = "visits/table-row" if in_table else "visits/list-entry"
    if in_table:
        person, home = _of_row(reading, header)
    else:
        person, home = next(iter(people.find(reading) or _unstyled(reading, office)), None), None
    if not person:
        return []
    if person.state not in (None, *reading.pair):
        reading.refuse(rule, person.start, person.end, OTHERS)
        return []
    home = home or heading or ("visitor" in header and person.state)
    if (place := _place(reading, person)) and person.state != place.state:
        home = other(place.state, reading.pair)
    elif home:
        home = person.state or home
    if not home:
        return []
    to = other(home, reading.pair)
    real = not WORDS.called_off.search(WORDS.aside.sub("", reading.text))
    kind, person = kind_of(reading.text), replace(person, state=home)
    return [row(reading, rule, person, date, to, kind, real) for date in _dates(reading, person, to)]


def _role(reading: Reading, mention: Mention) -> str:
    """The preposition before a state in a heading; "visit of" for the host of "visits of Ghana"."""
    role = reading.role(mention)
    return "visit of" if role == "of" and WORDS.visits_of.search(reading.text) else role


def _unstyled(reading: Reading, office: Person | None, start: int = 0) -> Iterator[Person]:
    """The people of an entry whose office stands in its heading: names in brackets after a date, or at an end of the entry."""
    for found in WORDS.listed.finditer(reading.text, start) if office else ():
        a, b = found.span("name")
        if not overlaps(a, b, reading.mentions, reading.dates) and kind_of(found["name"]) == "visit":
            yield replace(office, start=a, end=b, name=found["name"])


def _of_row(reading: Reading, header: Header) -> tuple[Person | None, str | None]:
    """The visitor of a table row and the state of origin, as the header says which cell holds what; both None where it is no visit."""
    row = [cells.part(reading, a, b) for a, b in cells.spans(reading.text)]
    held = dict(zip(header, row, strict=False))
    home, place = (next((m.state for m in held[k].mentions), None) if k in held else None for k in ("home", "place"))
    if any(state not in (None, *reading.pair) for state in (home, place)):
        return None, None
    found = people.find(reading)
    if guest := held.get("visitor"):
        start = guest.start - reading.start
        found = [p for p in found if start <= p.start < start + len(guest.text)]
    return found[0] if found else people.of_row(reading, row, header), home or other(place, reading.pair)


def _place(reading: Reading, person: Person) -> Mention | None:
    """Where an entry itself says that a person went: "President A to Tbilisi", or a cell that begins with a town."""
    text, table = reading.text, reading.sentence.kind == "table"
    ours = (m for m in reading.mentions if m.state in reading.pair and m.kind != "adjective" and m.start >= person.end)
    return next(
        (
            m
            for m in ours
            if WORDS.where.fullmatch(text, person.end, m.start)
            or (table and m.kind != "name" and text.endswith("| ", 0, m.start))
        ),
        None,
    )


def _dates(reading: Reading, person: Person, to: str | None) -> list[Date]:
    """The dates of an entry: the first in a cell of its own, or the first of all, and those joined to it."""
    text, dates = reading.text, [d for d in reading.dates if d.start >= 0]
    if not dates:
        return reading.dates[:1]  # that of the entry above
    own = _in_cell(reading, dates) if reading.sentence.kind == "table" else []

    def joined(one: Date, another: Date) -> bool:
        between = reading.within(one.end, another.start)
        return bool(WORDS.further.fullmatch(text, one.end, another.start)) and all(m.state == to for m in between)

    return chain(dates[dates.index(own[0]) if own else 0 :], joined)


def _in_cell(reading: Reading, dates: list[Date]) -> list[Date]:
    """The dates that fill a cell of a table row."""
    out = []
    for a, b in cells.spans(reading.text):
        inside_cell = [d for d in dates if a <= d.start < b]
        if len(reading.text[a:b].strip()) <= sum(d.end - d.start + 4 for d in inside_cell):
            out += inside_cell
    return out
