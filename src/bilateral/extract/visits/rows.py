"""Visits and meetings: who went where, in prose and in lists."""

from dataclasses import replace

from ...dates import edtf
from ...mentions import cells
from ...mentions import persons as people
from ...mentions.persons import words
from ...states import names as states
from .. import deduplicate as retellings
from . import prose as visit_prose
from . import visitors
from .lists import announced, continues, direction_of, entry, kind_of, more, side_of


def find(readings):
    """
    Find the visits and meetings that a document tells.

    Parameters
    ----------
    readings : iterable of clauses.Reading

    Returns
    -------
    list of dict
        Rows of the visits table; `from_state` and `to_state` are lineages, `to_state` NA for a meeting elsewhere. A visit told
        twice is one row at the finer date.
    """
    rows, direction, last, before, spec, known, header = [], None, None, None, words(), {}, []
    visits, office = False, None  # whether the heading is on visits, and the office that it names
    for reading in readings:
        kind = reading.sentence.kind
        if kind == "table":
            header = header if cells.goes_on(before, reading) else []
            header = header if reading.dates or any(header) else cells.kinds(reading.text, spec["columns"])
            found = entry(reading, direction, header)
            rows += found
            known |= _known(found)
        elif ": " in reading.text and (found := announced(reading)):
            rows += found
        elif kind == "heading" or (kind == "title" and not reading.dates and spec["heading"].search(reading.text)):
            way = direction_of(reading) or (side_of(reading) if visits else None)
            dated = _is_date(reading)
            visits = dated and visits or bool(way or spec["heading"].search(reading.text))
            office = visits and people.office_of(reading) or (office if dated else None)
            direction = way or (direction if dated else None)
        elif kind != "title" and direction and continues(before, reading):
            if rows and rows[-1]["kind"] == "visit" and rows[-1]["char_end"] >= before.start:
                rows[-1]["kind"] = kind_of(reading.text)
                rows[-1]["took_place"] = rows[-1]["took_place"] and not words()["called off"].search(
                    reading.text, 0, 60
                )
        elif (kind == "list" or (direction and not (kind == "prose" and spec["unreal"].search(reading.text)))) and (
            found := entry(reading, direction, office=office)
        ):
            rows += found
            known |= _known(found)
        else:
            persons = people.find(reading)
            if last and any(not p.office for p in persons):  # "His counterpart": the office of the one named before
                persons = [replace(p, office=p.office or last.office) for p in persons]
            persons = [p if p.state else _of_state(p, known) for p in persons]
            told = rows[-1] if rows and before and rows[-1]["char_start"] >= before.start else None
            rows += more(reading, persons, before) or visit_prose.find(reading, persons, last, known, told)
            if persons:
                known |= {name: p for p in persons for name in visitors.keys(p) if p.state or name not in known}
                last = persons[-1] if kind != "title" or reading.text.endswith(".") else last
        before = reading
    return _named(retellings.merge(_titled(rows, known), _who, _same))


def _known(rows):
    """The visitors of a list by the names that the text may call them by later on."""
    out = {}
    for row in rows:
        if row["visitor"] and row["office"]:
            person = people.Person(0, 0, row["visitor"], row["office"], row["office"], row["from_state"])
            out |= dict.fromkeys(visitors.keys(person), person)
    return out


def _of_state(person, known):
    """An office-holder with the state that a sentence before says."""
    one = known.get(visitors.last_name(person.name))
    return replace(person, state=one.state) if one and one.office == person.office else person


def _titled(rows, known):
    """Rows with the office that another sentence gives to the person whom they name alone."""
    out = []
    for row in rows:
        person = None if row["office"] else known.get(visitors.last_name(row["visitor"]))
        same = person and visitors.one_name(row["visitor"], person.name)
        out.append(row | {"office": person.office} if same else row)
    return out


def _named(rows):
    """Rows without those of an office alone whose visit another row tells with the name."""
    named = {}
    for row in rows:
        if row["visitor"]:
            named.setdefault((row["office"], row["to_state"]), []).append(row["date"])
    return [
        row
        for row in rows
        if row["visitor"]
        or not any(edtf.meet(row["date"], d) for d in named.get((row["office"], row["to_state"]), ()) if d)
    ]


def _is_date(reading):
    return bool(reading.dates) and not reading.mentions


def _same(one, other):
    """Whether two visits of one person to one state are one: at one date, or one that the other is vaguer about."""
    if other["date"] is None or one["date"] == other["date"]:
        return True
    return edtf.meet(one["date"], other["date"]) and edtf.width(other["date"]) > edtf.width(one["date"])


def _who(visit):
    name = states.slugged(visit["visitor"]).split("-")[-1] if visit["visitor"] else visit["office"]
    return name, visit["to_state"], visit["took_place"]
