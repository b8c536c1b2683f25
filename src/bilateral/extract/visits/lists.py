"""Lists of visits: what a heading says of the direction, and the entries below it."""

import re
from dataclasses import replace

from ...mentions import cells
from ...mentions import persons as people
from ...mentions.clauses import inside
from ...mentions.persons import words

_DATE_GAP = r"[\s,:;.()*|-]*"
# Between two dates of an entry: "2004, 2006", "7 November 2022; Cairo, 21 October 2023".
_FURTHER = re.compile(r"(?:,| and|, and|;| &) ?(?:in )?|(?: \([^)]*\))?; (?:[A-Z][\w. -]{2,30}(?: \([^)]*\))?,? )?")
_WHERE = re.compile(r"(?:'s visit)?,? (?:to|in) (?:the )?|: ")
_ASIDE = re.compile(r"\((?!cancel|postpon)[^)]*\)|\b(?:cancel|postpon)\w* from\b")


def continues(before, reading):
    """Whether a sentence goes on with the list entry before it, on the same line."""
    if before is None:
        return False
    gap = reading.document.folded[before.sentence.end : reading.sentence.start]
    return "\n" not in gap


def side_of(reading):
    """From and to, as a heading under one on visits says: "From the Malian side"."""
    sides = list(dict.fromkeys(m.state for m in reading.mentions if m.kind in ("name", "adjective")))
    said = words()["side"].findall(reading.text.lower())
    if len(sides) != 1 or sides[0] not in reading.pair or not said:
        return None
    way = sides[0], other(sides[0], reading.pair)
    return way[::-1] if said == ["to"] else way


def direction_of(reading, pattern="heading"):
    """From and to, as a list's heading says: "Visits from Ghana to Brazil", "Visits by leaders of Ghana"."""
    if not words()[pattern].search(reading.text):
        return None
    roles, out = (
        [(reading.role(m), m) for m in reading.mentions if inside(m, reading.pair) and m.state != "*"],
        {},
    )
    for role, mention in roles:
        state = mention.state
        if (
            role in ("from", "by", "of")
            and "from" not in out
            and not (role == "of" and re.search(r"\b(?:tour|visits?) of\b", reading.text))
        ):
            out["from"] = state
        elif role in ("to", "in", "of") or role == "" and mention.kind != "adjective":
            out.setdefault("to", state)
    adjective = next((m.state for m in reading.mentions if m.kind == "adjective" and m.state in reading.pair), None)
    if "from" not in out and adjective and adjective != out.get("to"):
        out["from"] = adjective
    if not out:
        return None
    out.setdefault("from", other(out.get("to"), reading.pair))
    out.setdefault("to", other(out["from"], reading.pair))
    return (out["from"], out["to"]) if out["from"] != out["to"] and out["from"] in reading.pair else None


def other(state, pair):
    return next((s for s in pair if s != state), None) if state in pair else None


def announced(reading):
    """The visits of a line whose lead says the way and, it may be, the office: "Visits of the President of A to B: 2007 (C), …"."""
    colon = reading.text.find(": ")
    if colon < 0 or not reading.dates or not words()["heading"].search(reading.text[:colon]):
        return []
    lead = cells.part(reading, 0, colon)
    direction, office = direction_of(lead), people.office_of(lead)
    if direction is None or lead.dates:
        return []
    persons = [p for p in people.find(reading) if p.start > colon] or _unstyled(reading, office, colon + 1)
    return each(reading, persons, direction)


def more(reading, persons, before):
    """The visits of "These include Prime Minister A in 1981, …", the way that the sentence before says."""
    if not persons or not before or not words()["more"].match(reading.text):
        return []
    way = direction_of(before) or direction_of(before, "went")
    return each(reading, persons, way) if way else []


def each(reading, persons, direction):
    """The visits of people of whom each has dates of his own, all of them before the names or all after them."""
    out, dates = [], [d for d in reading.dates if persons and d.start >= min(0, persons[0].start)]
    first = bool(persons and dates and dates[0].start < persons[0].start)
    for i, person in enumerate(persons):
        a = (persons[i - 1].end if i else 0) if first else person.end
        b = person.start if first else persons[i + 1].start if i + 1 < len(persons) else len(reading.text)
        home = person.state or direction[0]
        if home == direction[0]:
            own = [d for d in dates if a <= d.start and d.end <= b]
            out += [visit_row(reading, person, d, *direction, kind_of(reading.text)) for d in own]
    return out


def _unstyled(reading, office, a=0):
    """The people of an entry whose office stands in its heading: names in brackets after a date, or at an end of the entry."""
    if office is None:
        return []
    out = []
    for found in words()["listed"].finditer(reading.text, a):
        b, e = found.span("name")
        known = [*reading.mentions, *reading.dates]
        if not any(x.start < e and b < x.end for x in known) and kind_of(found["name"]) == "visit":
            out.append(replace(office, start=b, end=e, name=found["name"]))
    return out


def _of_row(reading, header):
    """The visitor of a table row and its way, as the header says which cell holds what; (None, None) where it is no visit of ours."""
    row = [cells.part(reading, a, b) for a, b in cells.spans(reading.text)]
    held = dict(zip(header, row, strict=False))
    way = {k: held[k].mentions[0].state for k in ("home", "place") if k in held and held[k].mentions}
    if any(state not in reading.pair for state in way.values()):
        return None, None
    home = way.get("home") or other(way.get("place"), reading.pair)
    found, guest = people.find(reading), held.get("visitor")
    if guest:
        a = guest.start - reading.start
        found = [p for p in found if a <= p.start < a + len(guest.text)]
    if found:
        return found[0], home
    person = people.of_row(row, header)
    return person and replace(person, start=person.start - reading.start, end=person.end - reading.start), home


def entry(reading, direction, header=(), office=None):
    """The visits of a list entry or table row: one person (or several), each with the dates of the entry's head."""
    home = None
    if not reading.dates:
        return []
    if reading.sentence.kind == "table":
        person, home = _of_row(reading, header)
    else:
        person = next(iter(people.find(reading) or _unstyled(reading, office)), None)
    if not person or person.state not in (None, *reading.pair):
        return []
    text = reading.text
    place = _place(reading, person)
    if direction is None and "visitor" in header:
        home = home or person.state
    if home:
        direction = (home, other(home, reading.pair))
    if place and person.state in (None, other(place.state, reading.pair)):
        direction = (other(place.state, reading.pair), place.state)
    elif direction is None:
        return []
    elif person.state in reading.pair and person.state != direction[0]:
        direction = (person.state, direction[0])
    dates = [d for d in reading.dates if d.start >= 0]
    close = _in_cell(text, dates) if reading.sentence.kind == "table" else []
    close = close or [
        d
        for d in dates
        if re.fullmatch(_DATE_GAP, text[person.end : d.start]) or re.fullmatch(_DATE_GAP, text[d.end : person.start])
    ]
    close = close or dates[:1] or reading.dates[:1]  # the last is that of the entry above
    chosen = [close[0]]
    for d in dates[dates.index(close[0]) + 1 :] if close[0] in dates else ():
        gap = chosen[-1].end, d.start
        if not _FURTHER.fullmatch(text, *gap) or any(m.state != direction[1] for m in reading.within(*gap)):
            break
        chosen.append(d)
    real, kind = not words()["called off"].search(_ASIDE.sub("", text)), kind_of(text)
    return [visit_row(reading, person, d, direction[0], direction[1], kind, real) for d in chosen]


def _place(reading, person):
    """Where an entry itself says that a person went: "President A to Tbilisi", or a cell that holds a place alone."""
    for m in reading.mentions:
        if m.state in reading.pair and m.kind != "adjective" and m.start >= person.end:
            if _WHERE.fullmatch(reading.text, person.end, m.start):
                return m
            if reading.sentence.kind == "table" and m.kind != "name" and re.search(r"\| $", reading.text[: m.start]):
                return m
    return None


def _in_cell(text, dates):
    """The dates that fill a cell of a table row."""
    edges = [m.start() for m in re.finditer(r"\|", text)] + [len(text)]
    out = []
    for a, b in zip([0, *edges], edges, strict=False):
        cell = text[a:b].strip("| ")
        inside_cell = [d for d in dates if a <= d.start < b]
        if inside_cell and len(cell) <= sum(d.end - d.start for d in inside_cell) + 4 * len(inside_cell):
            out += inside_cell
    return out


def kind_of(text):
    return next((kind for pattern, kind in words()["kinds"] if pattern.search(text)), "visit")


def visit_row(reading, person, date, home, to, kind, real=True, place=None, counterpart=None):
    text = reading.document.text
    where = (
        text[reading.start + place.start : reading.start + place.end]
        if place and place.kind in ("capital", "city")
        else None
    )
    return reading.row(date) | {
        "visitor": person.name or None,
        "office": person.office or None,
        "from_state": home,
        "to_state": to,
        "counterpart": counterpart,
        "place": where,
        "kind": kind,
        "took_place": real,
    }
