"""Visits and meetings: who went where, in prose and in lists."""

import functools
import re
import tomllib
from dataclasses import dataclass

from . import edtf, states
from .clauses import inside
from .sources import data_folder

_DATE_GAP = r"[\s,:;.()*|-]*"


@dataclass(frozen=True)
class Person:
    """An office-holder as a text names one; `state` is None where it is not said."""

    start: int
    end: int
    name: str
    office: str
    printed: str
    state: str | None


@functools.cache
def _spec():
    raw = tomllib.loads((data_folder("data") / "visits.toml").read_text(encoding="utf-8"))
    upper = r"[A-ZÀ-ÞĀ-ŽǍḀ-ỿĠ]"
    word = rf"(?:{upper}[\w'.]*(?:-\w[\w']*)*|{upper}\.)"
    part = rf"(?:{raw['particles']}[ -])"
    name = rf"{part}?{word}(?:,? (?:Jr|Sr)\.?)?(?:[ -](?:{part}){{0,2}}{word}|-{word})*"
    offices = "|".join(f"(?P<o{i}>{p})" for i, (p, _) in enumerate(raw["offices"]))
    return {
        "office": re.compile(rf"\b(?:{offices})(?P<plural>s)?\b"),
        "names": [n for _, n in raw["offices"]],
        "name": re.compile(rf",? ?(?:the (?:late )?)?(?:{raw['titles']} )*(?P<name>{name})"),
        "apposed": re.compile(rf"(?:{raw['titles']} )*(?P<name>{name}), (?:the )?(?:then )?(?:[a-z]+ )?$"),
        "titles": re.compile(rf"^(?:{raw['titles']} )+"),
        "went": re.compile(rf"\b(?:{raw['went']})\b"),
        "noun": re.compile(rf"\b{raw['visit']}\b"),
        "hosted": re.compile(rf"\b(?:{raw['hosted']})\b"),
        "unreal": re.compile(raw["unreal"], re.I),
        "kinds": [(re.compile(p, re.I), k) for p, k in raw["kinds"]],
        "heading": re.compile(raw["heading"], re.I),
    }


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
    rows, direction, last, before, spec = [], None, None, None, _spec()
    for reading in readings:
        kind = reading.sentence.kind
        if kind == "heading" or (kind == "title" and not reading.dates and spec["heading"].search(reading.text)):
            direction = _direction(reading) or (direction if _is_date(reading) else None)
        elif kind == "table":
            rows += _entry(reading, direction) if direction else []
            continue
        elif kind != "title" and direction and _continues(before, reading):
            if rows and rows[-1]["kind"] == "visit" and rows[-1]["char_end"] >= before.start:
                rows[-1]["kind"] = _kind(reading.text)
                rows[-1]["took_place"] = rows[-1]["took_place"] and not re.search(r"(?i)\bcancel|\bpostponed", reading.text[:60])
        elif direction and (found := _entry(reading, direction)):
            rows += found
        else:
            rows += _prose(reading, last)
            last = next(reversed(people(reading)), last) if kind != "title" else last
        before = reading
    return _merged(rows)


def _is_date(reading):
    return bool(reading.dates) and not reading.mentions


def _continues(before, reading):
    """Whether a sentence goes on with the list entry before it, on the same line."""
    if before is None:
        return False
    gap = reading.document.folded[before.sentence.end : reading.sentence.start]
    return "\n" not in gap


def people(reading):
    """The office-holders that a sentence names."""
    spec, text, out = _spec(), reading.text, []
    pending = []
    for match in spec["office"].finditer(text):
        index = next(i for i in range(len(spec["names"])) if match[f"o{i}"])
        printed = match[f"o{index}"]
        office = spec["names"][index] or printed
        if office == "Monarch":
            office = printed[0].upper() + printed[1:]
            office = office.split(" and ")[0]
        end, state = match.end(), None
        ahead = [m for m in reading.mentions if m.start >= end]
        owner = [m for m in reading.mentions if m.end <= match.start() and re.fullmatch(
            r"(?:'s?)? ?(?:(?:then|former|late|new|acting|interim|foreign|young)[ -]?)*", text[m.end : match.start()])]
        state = owner[-1].state if owner else None
        of = ahead and re.fullmatch(r" (?:of|for) (?:the )?(?:Republic of |Kingdom of )?", text[end : ahead[0].start])
        name, start = None, match.start()
        if of:
            state, end = ahead[0].state, ahead[0].end
        found = spec["name"].match(text, end)
        if found and not (text[end : end + 1] == "," and not _apposition(text, found)):
            name, end = _clean(found["name"], reading, found.start("name"))
            if name:
                after = [m for m in reading.mentions if m.start >= end]
                if after and re.fullmatch(r" of (?:the )?", text[end : after[0].start]) and state is None:
                    state, end = after[0].state, after[0].end
        if not name and (back := spec["apposed"].search(text[: owner[-1].start if owner else match.start()])):
            name, _ = _clean(back["name"], reading, back.start("name"))
            start = back.start("name")
        if name and not any(p.start == start for p in out):
            out.append(Person(start, end, name, office, printed, state))
        if match["plural"] and name:  # one office for several names: "Presidents A of X and B of Y"
            pending = (office, printed)
            joined = re.match(r" and (?:the )?", text[end:])
            more = joined and spec["name"].match(text, end + joined.end() - (0))
            if more:
                second, stop = _clean(more["name"], reading, more.start("name"))
                after = [m for m in reading.mentions if m.start >= stop]
                land = after[0].state if after and re.fullmatch(r" of (?:the )?", text[stop : after[0].start]) else None
                if second:
                    out.append(Person(more.start("name"), stop, second, *pending, land))
    return out


def _apposition(text, found):
    """Whether a name after "the foreign minister," is that minister's: it is followed by a comma or a verb."""
    return bool(re.match(r",|\)| (?:was|has|had|made|paid|visited|arrived|came|went|travelled|flew)\b|\.|$", text[found.end() :]))


def _clean(name, reading, start):
    """A person's name without titles, and without a state or a month that was caught with it; and where it ends."""
    spec = _spec()
    bare = spec["titles"].sub("", name)
    start += len(name) - len(bare)
    bare = re.sub(r"'s?$", "", bare).rstrip(".,") if not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", bare) else bare
    for m in reading.mentions:
        if start <= m.start < start + len(bare) and m.kind in ("name", "adjective"):
            if m.start == start and m.end >= start + len(bare):
                return None, start
            if m.start > start and m.kind == "name":
                bare = bare[: m.start - start].rstrip(" ,-")
    for d in reading.dates:
        if start < d.start < start + len(bare):
            bare = bare[: d.start - start].rstrip(" ,")
    if not bare or bare.split()[0] in ("The", "In", "On", "At", "During", "He", "She", "It", "This", "They", "His", "As", "And", "After", "Foreign", "State"):
        return None, start
    return reading.document.text[reading.start + start : reading.start + start + len(bare)].replace("\u00a0", " "), start + len(bare)


def _direction(reading):
    """From and to, as a list's heading says: "Visits from Ghana to Brazil", "Visits by leaders of Ghana"."""
    if not _spec()["heading"].search(reading.text):
        return None
    roles, out = [(reading.role(m), m.state) for m in reading.mentions if inside(m, reading.pair) and m.state != "*"], {}
    for role, state in roles:
        if role in ("from", "by", "of") and "from" not in out and not (role == "of" and re.search(r"\b(?:tour|visits?) of\b", reading.text)):
            out["from"] = state
        elif role in ("to", "in", "of", ""):
            out.setdefault("to", state)
    adjective = next((m.state for m in reading.mentions if m.kind == "adjective" and m.state in reading.pair), None)
    if "from" not in out and adjective and adjective != out.get("to"):
        out["from"] = adjective
    if not out:
        return None
    out.setdefault("from", _other(out.get("to"), reading.pair))
    out.setdefault("to", _other(out["from"], reading.pair))
    return (out["from"], out["to"]) if out["from"] != out["to"] and out["from"] in reading.pair else None


def _other(state, pair):
    return next((s for s in pair if s != state), None) if state in pair else None


def _entry(reading, direction):
    """The visits of a list entry or table row: one person (or several), each with the dates of the entry's head."""
    persons = people(reading)[:1]
    if not persons or not reading.dates:
        return []
    person = persons[0]
    if person.state in reading.pair and person.state != direction[0]:
        direction = (person.state, direction[0])
    text = reading.text
    dates = [d for d in reading.dates if d.start >= 0]
    close = _in_cell(text, dates) if reading.sentence.kind == "table" else []
    close = close or [d for d in dates if re.fullmatch(_DATE_GAP, text[person.end : d.start]) or re.fullmatch(_DATE_GAP, text[d.end : person.start])]
    close = close or dates[:1]
    chosen, at = [close[0]], dates.index(close[0])
    for d in dates[at + 1 :]:
        if not re.fullmatch(r"(?:,| and|, and|;| &) ?(?:in )?", text[chosen[-1].end : d.start]):
            break
        chosen.append(d)
    return [_row(reading, person, d, direction[0], direction[1], kind=_kind(text)) for d in chosen]


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


def _prose(reading, last):
    """The visits that a sentence tells."""
    spec, text, out = _spec(), reading.text, []
    persons = people(reading)
    places = [m for m in reading.mentions if m.state != "*"]
    if not persons and not (last and re.search(r"\b(?:He|She|he|she|His|Her)\b", text)):
        return []
    for cue in spec["went"].finditer(text):
        visitors = [p for p in persons if p.start < cue.start()]
        person = visitors[-1] if visitors else _pronoun(text, cue.start(), last)
        ahead = [m for m in places if m.start >= cue.end() and m.start - cue.end() < 60 and reading.role(m) not in ("from", "with", "by")]
        if person and ahead:
            out += _visit(reading, person, ahead, cue, persons)
    for cue in spec["noun"].finditer(text):
        if any(m.start() <= cue.start() < m.end() for m in spec["went"].finditer(text)):
            continue
        behind = [p for p in persons if p.start >= cue.end() and re.fullmatch(r"s? (?:to [^,.;]{1,60} )?(?:by|of|from)(?: the)?(?: [a-z]+)?(?: [A-Z][\w-]+)? ?", text[cue.end() : p.start])]
        owner = [p for p in persons if p.end <= cue.start() and re.match(r"'s?\b", text[p.end :]) and cue.start() - p.end < 40]
        person = (behind or owner or [None])[0]
        if person is None and re.search(r"\b(?:[Hh]is|[Hh]er) (?:\w+ ){0,3}$", text[: cue.start()]):
            person = next((p for p in reversed(persons) if p.start < cue.start()), last)
        ahead = [m for m in places if m.start >= cue.end() and reading.role(m) in ("to", "in", "at") and not (person and person.start <= m.start < person.end)]
        if person and ahead:
            out += _visit(reading, person, ahead, cue, persons)
    for cue in spec["hosted"].finditer(text):
        after = [p for p in persons if p.start >= cue.end() and len(text[cue.end() : p.start]) < 40]
        where = [m for m in places if m.start >= cue.end() and reading.role(m) in ("in", "at", "to") and m.state in reading.pair and m.kind != "adjective"]
        if after and where and after[0].state not in (None, where[0].state) and not any(r["visitor"] == after[0].name for r in out):
            out += _visit(reading, after[0], where, cue, persons)
    out += _as_did(reading, persons, out)
    return out or _meeting(reading, persons)


def _pronoun(text, at, last):
    return last if last and re.search(r"\b(?:[Hh]e|[Ss]he)\b[^,;]{0,60}$", text[:at]) else None


def _visit(reading, person, ahead, cue, persons):
    """Rows for one visitor and one place: a row for each date."""
    pair, text = reading.pair, reading.text
    place = next((m for m in ahead if m.state in pair), None)
    if place is None or (ahead[0].state not in pair and ahead[0].kind != "adjective"):
        return []
    home = person.state or _other(place.state, pair)
    if home not in pair or home == place.state:
        return []
    dates = _near(reading, cue, persons, person)
    a, _ = reading.segment(cue.start())
    real = not _spec()["unreal"].search(text[max(a, person.end if person.end <= cue.start() else a) : cue.end()]) and not re.search(
        r"\b(?:was|were|is) (?:cancel\w+|postponed|called off)|\bplanned for\b", text[cue.end() : cue.end() + 90])
    kind = _kind(text[max(0, cue.start() - 30) : cue.end() + 60])
    return [_row(reading, person, d, home, place.state, kind, real, place) for d in dates or [None]]


def _near(reading, cue, persons, person):
    """The dates of a visit: the nearest in its clause, with those joined to it."""
    dates = [d for d in reading.dates if d.edtf]
    if not dates:
        return []
    nxt = next((p.start for p in persons if p.start > cue.end() and p is not person), len(reading.text))
    after = [d for d in dates if cue.start() <= d.start < nxt]
    if not after:
        before = [d for d in dates if d.end <= cue.start()]
        return before[-1:] if before else dates[:1]
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
        if re.search(r"\b(?:as did|and|,|followed by)(?: (?:the|by|then|its))?(?: [A-Z]\w+)? ?$", lead) and re.match(r"(?:'s?)? (?:in|on) ", tail):
            state = person.state or first["from_state"]
            for d in _near(reading, re.compile("").search(reading.text, person.end), persons, person):
                if state == first["from_state"]:
                    out.append(_row(reading, person, d, state, first["to_state"], first["kind"], first["took_place"]))
    return out


def _meeting(reading, persons):
    """A meeting of two office-holders of the two states, with no word of who went where."""
    ours = [p for p in persons if p.state in reading.pair]
    if len(ours) < 2 or ours[0].state == ours[1].state or not reading.dates:
        return []
    one, other = ours[:2]
    gap = reading.text[one.end : other.start]
    if not re.match(r",? (?:(?:and|met|meets|meeting|with|shak\w+|talk\w+|greet\w+|alongside|at|during)\b)", gap) or _spec()["unreal"].search(gap):
        return []
    met = re.search(r"\b(?:met|meet|talk|with|summit|shak|greet|held)", reading.text)
    if not met:
        return []
    where = next((m for m in reading.mentions if m.start > one.end and m.kind in ("capital", "city", "name") and reading.role(m) in ("in", "at")), None)
    home, to = one.state, None
    if where and where.state in reading.pair:
        if where.state == one.state:
            one, other, home = other, one, other.state
        to = where.state
    kind = "summit" if "summit" in reading.text.lower() else "meeting"
    return [_row(reading, one, reading.dates[-1], home, to, kind, True, where, other.name)]


def _kind(text):
    return next((kind for pattern, kind in _spec()["kinds"] if pattern.search(text)), "visit")


def _row(reading, person, date, home, to, kind, real=True, place=None, counterpart=None):
    text = reading.document.text
    where = text[reading.start + place.start : reading.start + place.end] if place and place.kind in ("capital", "city") else None
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


def _merged(rows):
    """Make a visit told twice one row at its finer date."""
    out = []
    for row in sorted(rows, key=lambda r: (edtf.width(r["date"]), r["char_start"])):
        last = states.slugged(row["visitor"]).split("-")[-1]
        same = next((o for o in out if states.slugged(o["visitor"]).split("-")[-1] == last and o["to_state"] == row["to_state"]
                     and o["took_place"] == row["took_place"] and (row["date"] is None or edtf.meet(o["date"], row["date"]))
                     and (row["date"] is None or edtf.width(row["date"]) > edtf.width(o["date"]) or row["date"] == o["date"])), None)
        if same is None:
            out.append(row)
    return sorted(out, key=lambda r: (r["char_start"], r.get("date_char_start") or 0))
