"""Lists of visits: what a heading says of the direction, and the entries below it."""

import re

from . import people
from .clauses import inside
from .people import words

_DATE_GAP = r"[\s,:;.()*|-]*"


def continues(before, reading):
    """Whether a sentence goes on with the list entry before it, on the same line."""
    if before is None:
        return False
    gap = reading.document.folded[before.sentence.end : reading.sentence.start]
    return "\n" not in gap


def direction_of(reading):
    """From and to, as a list's heading says: "Visits from Ghana to Brazil", "Visits by leaders of Ghana"."""
    if not words()["heading"].search(reading.text):
        return None
    roles, out = (
        [(reading.role(m), m.state) for m in reading.mentions if inside(m, reading.pair) and m.state != "*"],
        {},
    )
    for role, state in roles:
        if (
            role in ("from", "by", "of")
            and "from" not in out
            and not (role == "of" and re.search(r"\b(?:tour|visits?) of\b", reading.text))
        ):
            out["from"] = state
        elif role in ("to", "in", "of", ""):
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


def entry(reading, direction):
    """The visits of a list entry or table row: one person (or several), each with the dates of the entry's head."""
    persons = people.find(reading)[:1]
    if not persons or not reading.dates:
        return []
    person = persons[0]
    text = reading.text
    place = _place(reading, person)
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
    close = close or dates[:1]
    chosen, at = [close[0]], dates.index(close[0])
    for d in dates[at + 1 :]:
        if not re.fullmatch(r"(?:,| and|, and|;| &) ?(?:in )?", text[chosen[-1].end : d.start]):
            break
        chosen.append(d)
    return [visit_row(reading, person, d, direction[0], direction[1], kind=kind_of(text)) for d in chosen]


def _place(reading, person):
    """Where an entry itself says that a person went: "President A to Tbilisi", or a cell that holds a place alone."""
    for m in reading.mentions:
        if m.state in reading.pair and m.kind != "adjective" and m.start >= person.end:
            if re.fullmatch(r"(?:'s visit)?,? to (?:the )?", reading.text[person.end : m.start]):
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
        "visitor": person.name,
        "office": person.office,
        "from_state": home,
        "to_state": to,
        "counterpart": counterpart,
        "place": where,
        "kind": kind,
        "took_place": real,
    }
