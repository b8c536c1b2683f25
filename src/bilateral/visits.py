"""Visits and meetings: who went where, in prose and in lists."""

import re
from dataclasses import replace

from . import cells, edtf, people, retellings, states, timing, visitors
from .people import words
from .visit_lists import announced, continues, direction_of, entry, kind_of, more, other, side_of, visit_row

_NAMED_AFTER = re.compile(r" (?:[A-Z][a-z]+ )*[A-Z][a-z]+(?: [a-z]|[.,;]|$)(?<!and)")  # "the Minsk Tractor Works"
_ALONE = re.compile(r" (?:again )?(?:in|on) (?:[A-Z][a-z]+ )?\d")
_MISSION = re.compile(r"\b(?:embassy|consulate|legation|pavilion)\b", re.I)
_PRONOUN, _HE = re.compile(r"\b(?:[Hh]e|[Ss]he|His|Her)\b"), frozenset("he she his her".split())


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
            rows += entry(reading, direction, header)
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
                rows[-1]["took_place"] = rows[-1]["took_place"] and not re.search(
                    r"(?i)\bcancel|\bpostponed", reading.text[:60]
                )
        elif (direction or kind == "list") and (found := entry(reading, direction, office=office)):
            rows += found
        else:
            persons = people.find(reading)
            if last and any(not p.office for p in persons):  # "His counterpart": the office of the one named before
                persons = [replace(p, office=p.office or last.office) for p in persons]
            told = rows[-1] if rows and before and rows[-1]["char_start"] >= before.start else None
            rows += more(reading, persons, before) or _prose(reading, persons, last, known, told)
            known |= {visitors.last_name(p.name): p for p in persons if p.state}
            last = next(reversed(persons), last) if kind != "title" or reading.text.endswith(".") else last
        before = reading
    return _named(retellings.merge(_titled(rows, known), _who, _same))


def _titled(rows, known):
    """Rows with the office that another sentence gives to the person whom they name alone."""
    offices = {name: person.office for name, person in known.items()}
    return [
        row if row["office"] else row | {"office": offices.get(visitors.last_name(row["visitor"] or ""))}
        for row in rows
    ]


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


def _prose(reading, persons, last, known, told):
    """The visits that a sentence tells; `known` are the office-holders named before, by last name, `told` the visit told last."""
    spec, text, out = words(), reading.text, []
    he = last and not _HE.isdisjoint(reading.words) and _PRONOUN.search(text)
    alone = visitors.may_be(reading)  # also told of a name or an office alone
    if not persons and not he and not alone and known.keys().isdisjoint(reading.words):
        return []
    places = [m for m in reading.mentions if m.state != "*"]
    for cue in spec["went"].finditer(text) if places or "visit" in reading.lower else ():
        who = visitors.subject(reading, cue, [p for p in persons if p.start < cue.start()], known)
        if not who and (pronoun := visitors.pronoun(text, cue.start(), last)):
            who = [pronoun]
        if not who and re.search(r"\b(?:first|second|last|only)\b", text[: cue.end()]):
            who = [
                p for p in persons if re.search(r"\b(?:was|is) (?:the )?(?:[A-Z]\w+ )?$", text[cue.end() : p.start])
            ][:1]
        ahead = [
            m
            for m in places
            if m.start >= cue.end()
            and m.start - cue.end() < 60
            and reading.role(m) not in ("from", "with", "by")
            and (m.kind != "adjective" or re.match(r" (?:capital|territory|soil|city|coast|port)", text[m.end :]))
            and not (m.kind in ("capital", "city") and _NAMED_AFTER.match(text, m.end))
            and not _MISSION.search(text[cue.end() : m.start])
        ]
        bare = _ALONE.match(text, cue.end()) and cue.group().startswith("visit")  # "visited in 1986": the other state
        for person in who if ahead or bare else ():
            ahead = [] if bare else ahead
            out += _visit(reading, person, ahead, cue, persons)
    for cue in spec["noun"].finditer(text) if not spec["nouns"].isdisjoint(reading.words) else ():
        if any(m.start() <= cue.start() < m.end() for m in spec["went"].finditer(text)):
            continue
        person, behind = visitors.of_noun(reading, cue, persons, last)
        if person is None and alone:
            person, behind = visitors.of_noun(reading, cue, visitors.nameless(reading, persons), None)
        ahead = [
            m
            for m in places
            if m.start >= cue.end()
            and reading.role(m) in ("to", "in", "at")
            and not (person and person.start <= m.start < person.end)
        ]
        if person and ahead:
            out += _visit(reading, person, ahead, cue, persons)
        elif person and behind and person.state in reading.pair:  # of the one, so to the other
            out += _visit(reading, person, [], cue, persons)
    for cue in (c for key in ("returned", "followed") for c in spec[key].finditer(text)) if out or told else ():
        model = next((r for r in reversed(out) if r["date_char_start"] < reading.start + cue.start()), told)
        for person in (
            visitors.subject(reading, cue, [p for p in persons if p.start < cue.start()], known) if model else ()
        ):
            home = model["from_state" if spec["followed"].match(text, cue.start()) else "to_state"]
            if person.state in (None, home):
                out += _visit(reading, replace(person, state=home), [], cue, persons)
    for cue in spec["hosted"].finditer(text) if persons or alone else ():
        guests = persons or visitors.nameless(reading, persons)
        after = [p for p in guests if p.start >= cue.end() and len(text[cue.end() : p.start]) < 40]
        where = [
            m
            for m in places
            if m.start >= cue.end()
            and reading.role(m) in ("in", "at", "to")
            and m.state in reading.pair
            and m.kind != "adjective"
        ] or [m for m in places if m.end <= cue.start() and cue.start() - m.end < 3 and m.kind in ("name", "capital")]
        if (
            after
            and where
            and after[0].state not in (None, where[0].state)
            and not any(r["visitor"] == after[0].name for r in out)
        ):
            out += _visit(reading, after[0], where, cue, persons)
    out += _as_did(reading, persons, out)
    return out or _meeting(reading, persons)


def _visit(reading, person, ahead, cue, persons):
    """Rows for one visitor and one place: a row for each date."""
    pair, text = reading.pair, reading.text
    place = next((m for m in ahead if m.state in pair), None)
    if not ahead and person.state is None:
        return []
    if ahead and (place is None or (ahead[0].state not in pair and ahead[0].kind != "adjective")):
        return []
    home = person.state or other(place.state, pair)
    to = place.state if place else other(home, pair)
    if home not in pair or home == to:
        return []
    dates = _bracketed(reading, person) or _near(reading, cue, persons, person)
    a, _ = reading.segment(cue.start())
    real = not words()["unreal"].search(text[a : cue.end()]) and not re.search(
        r"(?:\b(?:was|were|is) |\()(?:cancel\w+|postponed|called off)|\bplanned for\b|did not take place|fell through",
        text[cue.end() : cue.end() + 90],
    )
    kind = kind_of(text[max(0, cue.start() - 30) : cue.end() + 60])
    return [visit_row(reading, person, d, home, to, kind, real, place) for d in dates or [None]]


def _bracketed(reading, person):
    """The dates in brackets after a name, "A (1982) and B (1989, 1993) came", where the sentence has no others but such."""
    bracket = re.compile(r" ?\([^()]*\)").match(reading.text, person.end)
    inside = [d for d in reading.dates if bracket and bracket.start() < d.start and d.end <= bracket.end()]
    loose = [
        d
        for d in reading.dates
        if reading.text.count("(", 0, max(0, d.start)) <= reading.text.count(")", 0, max(0, d.start))
    ]
    return [] if loose or any("/" in d.edtf for d in inside) else inside


def _near(reading, cue, persons, person):
    """The dates of a visit: the nearest in its clause, with those joined to it."""
    dates = [d for d in reading.dates if d.edtf]
    if not dates:
        return []
    nxt = next((p.start for p in persons if p.start > cue.end() and p is not person), len(reading.text))
    after = [d for d in dates if cue.start() <= d.start < nxt and ";" not in reading.text[cue.end() : d.start]]
    before = [d for d in dates if d.end <= cue.start()]
    if before and after and nxt < len(reading.text):  # "In 1980 A visited B, and in 1984 C …": the second date is C's
        after = [d for d in after if not re.search(r"(?:\band|,|;|\bbut) (?:in|on) $", reading.text[: d.start])]
    if not after:
        return timing.joined(before, reading.text) if before else dates[:1]
    out = after[:1]
    for d in after[1:]:
        if not re.fullmatch(r"(?:,|,? and|;) ?(?:again )?(?:in )?", reading.text[out[-1].end : d.start]):
            break
        out.append(d)
    return out


def _as_did(reading, persons, told):
    """Visitors that go on a sentence: "…, as did Foreign Minister B in 2001", "Prime Minister C's in 2008"."""
    if not told:
        return []
    out, first = [], told[0]
    for person in persons:
        if person.name in {r["visitor"] for r in told} or person.start < 5:
            continue
        lead, tail = reading.text[max(0, person.start - 22) : person.start], reading.text[person.end : person.end + 12]
        if re.search(r"\b(?:as did|and|,|followed by)(?: (?:the|by|then|its))?(?: [A-Z]\w+)? ?$", lead) and re.match(
            r"(?:'s?)? (?:in|on) ", tail
        ):
            state = person.state or first["from_state"]
            for d in _near(reading, re.compile("").search(reading.text, person.end), persons, person):
                if state == first["from_state"]:
                    out.append(
                        visit_row(reading, person, d, state, first["to_state"], first["kind"], first["took_place"])
                    )
    return out


def _meeting(reading, persons):
    """A meeting of two office-holders of the two states, with no word of who went where."""
    ours = [p for p in persons if p.state in reading.pair]
    if len(ours) < 2 or ours[0].state == ours[1].state or not reading.dates:
        return []
    one, other = ours[:2]
    gap = reading.text[one.end : other.start]
    if not re.match(
        r",? (?:(?:and|met|meets|meeting|with|shak\w+|talk\w+|greet\w+|alongside|at|during)\b)", gap
    ) or words()["unreal"].search(gap):
        return []
    met = re.search(r"\b(?:met|meet|talk|with|summit|shak|greet|held)", reading.text)
    if not met:
        return []
    where = next(
        (
            m
            for m in reading.mentions
            if m.start > one.end and m.kind in ("capital", "city", "name") and reading.role(m) in ("in", "at")
        ),
        None,
    )
    home, to = one.state, None
    if where and where.state in reading.pair:
        if where.state == one.state:
            one, other, home = other, one, other.state
        to = where.state
    kind = "summit" if "summit" in reading.text.lower() else "meeting"
    return [visit_row(reading, one, reading.dates[-1], home, to, kind, True, where, other.name)]


def _same(one, other):
    """Whether two visits of one person to one state are one: at one date, or one that the other is vaguer about."""
    if other["date"] is None or one["date"] == other["date"]:
        return True
    return edtf.meet(one["date"], other["date"]) and edtf.width(other["date"]) > edtf.width(one["date"])


def _who(visit):
    name = states.slugged(visit["visitor"]).split("-")[-1] if visit["visitor"] else visit["office"]
    return name, visit["to_state"], visit["took_place"]
