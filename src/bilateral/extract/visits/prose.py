"""Visits in prose: who a sentence says went where, and when."""

import re
from dataclasses import replace

from ...mentions.persons import words
from ...rules.vocabulary import matches
from .. import when as timing
from . import visitors
from .lists import kind_of, other, visit_row

_NAMED_AFTER = re.compile(r" (?:[A-Z][a-z]+ )*[A-Z][a-z]+(?: [a-z]|[.,;]|$)(?<!and)")  # "the Minsk Tractor Works"
_ALONE = re.compile(r" (?:again )?(?:(?:in|on|from) (?:[A-Z][a-z]+ )?\d|(?:later )?(?:that|the same) [A-Za-z])")
_THERE = re.compile(r"visit|.*\bthere$|came (?:again|on)|(?:made|makes) the")  # verbs that need no place
_MISSION = re.compile(r"\b(?:embassy|consulate|legation|pavilion)\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be)(?: \w+ly)? $")
_PLURAL = re.compile(r"visits (?:includ|by|of|between|from|to|were|have|and|in|at)")
_AND_IN, _NEXT = re.compile(r"\b(?:and|but) (?:in|on) $"), re.compile(r"(?:\band|,|;|\bbut) (?:in|on) $")
# Between dates of one visitor: "in 1998, 2001 and again in 2004"; not before another's: "and in 2011 his successor".
_AGAIN = re.compile(r"(?:,|,? and|;) ?(?:again |a second time |for the \w+ time )?(in |on )?")
_SUBJECT = re.compile(r",? (?:his|her|its|the|[A-Z]\w+) ")
_PRONOUN, _HE = re.compile(r"\b(?:[Hh]e|[Ss]he|His|Her)\b"), frozenset("he she his her".split())


def find(reading, persons, last, known, told):
    """
    Find the visits that a sentence tells.

    Parameters
    ----------
    reading : clauses.Reading
    persons : list of people.Person
        The office-holders whom it names.
    last : people.Person or None
        The one named last before it.
    known : dict of people.Person
        All named before it, by last name.
    told : dict or None
        The visit told last, where the sentence goes on from it.

    Returns
    -------
    list of dict
        Rows of the visits table.
    """
    he = last and not _HE.isdisjoint(reading.words) and _PRONOUN.search(reading.text)
    alone = visitors.may_be(reading)  # also told of a name or an office alone
    if not persons and not he and not alone and known.keys().isdisjoint(reading.words):
        return []
    places = [m for m in reading.mentions if m.state != "*"]
    offices = visitors.nameless(reading, persons) if alone else []
    out = _went(reading, persons, offices, places, last, known)
    out += _of_nouns(reading, persons, offices, places, last, known)
    out += _answered(reading, persons, offices, known, out, told)
    out += _hosted(reading, persons or offices, places, out)
    out += _as_did(reading, persons, out)
    return out or _meeting(reading, persons)


def _verbs(reading):
    return matches(words()["went"], reading.text, reading.lower, words()["begins"] & reading.words)


def _went(reading, persons, offices, places, last, known):
    """The visits that a verb tells: "A visited B"."""
    text, out = reading.text, []
    for cue in _verbs(reading) if places or "visit" in reading.lower else ():
        if words()["no_place"].match(text, cue.end()):
            continue
        who = visitors.subject(reading, cue, [p for p in persons if p.start < cue.start()], known, offices)
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
        bare = _ALONE.match(text, cue.end()) and _THERE.match(cue.group())  # "visited in 1986": the other state
        for person in who if ahead or bare else ():
            within = [m.state for m in places if cue.start() <= m.start < cue.end()]
            if " with " in cue.group() and not person.state and ahead and ahead[0].state not in within:
                continue  # either of the two may be the host
            ahead = [] if bare else ahead
            out += _visit(reading, person, ahead, cue.span(), persons)
    return out


def _of_nouns(reading, persons, offices, places, last, known):
    """The visits that a noun tells: "the visit of A to B", "and that of C to D"."""
    spec, text, out = words(), reading.text, []
    if spec["nouns"].isdisjoint(reading.words):
        return []
    verbs = [m.span() for m in _verbs(reading) if not _PLURAL.match(text, m.start())]
    for cue in spec["noun"].finditer(text):
        if any(a <= cue.start() < b for a, b in verbs):
            continue
        found = visitors.of_noun(reading, cue, persons, last, known)
        if not found and offices:
            found = visitors.of_noun(reading, cue, offices, None)
        origin = next((m.state for m in places if m.start >= cue.end() and reading.role(m) == "from"), None)
        for i, (person, behind) in enumerate(found):
            person = person if person.state or i else replace(person, state=origin)
            end = found[i + 1][0].start if i + 1 < len(found) else len(text)
            start = cue.end() if i == 0 else person.start
            ahead = [
                m
                for m in places
                if start <= m.start < end
                and reading.role(m) in ("to", "in", "at")
                and not person.start <= m.start < person.end
            ]
            if ahead or (behind and person.state in reading.pair):  # of the one, so to the other
                out += _visit(reading, person, ahead, cue.span() if i == 0 else (start, person.end), persons)
    return out


def _answered(reading, persons, offices, known, out, told):
    """The visits that are told by another: "B returned the visit"."""
    spec, text, out, more = words(), reading.text, list(out), []
    for cue in (c for key in ("returned", "followed") for c in spec[key].finditer(text)) if out or told else ():
        model = next((r for r in reversed(out) if r["date_char_start"] < reading.start + cue.start()), told)
        for person in (
            visitors.subject(reading, cue, [p for p in persons if p.start < cue.start()], known, offices)
            if model
            else ()
        ):
            home = model["from_state" if spec["followed"].match(text, cue.start()) else "to_state"]
            if person.state in (None, home):
                more += _visit(reading, replace(person, state=home), [], cue.span(), persons)
    return more


def _hosted(reading, guests, places, told):
    """The visits of those who were received: "Oslo hosted A", "A received B in Lima"."""
    spec, text, out = words(), reading.text, []
    for cue in spec["hosted"].finditer(text) if guests else ():
        if _PASSIVE.search(text, max(0, cue.start() - 30), cue.start()):
            continue  # "was received by B"
        after = [p for p in guests if p.start >= cue.end() and len(text[cue.end() : p.start]) < 40]
        where = [
            m
            for m in places
            if m.start >= cue.end()
            and reading.role(m) in ("in", "at", "to")
            and m.state in reading.pair
            and m.kind != "adjective"
        ] or [m for m in places if m.end <= cue.start() and cue.start() - m.end < 3 and m.kind in ("name", "capital")]
        if not after or not where or any(r["visitor"] == after[0].name for r in [*told, *out]):
            continue
        host = next((p for p in reversed(guests) if p.end <= cue.start()), None)
        home = host and host.state in (None, where[0].state) and not cue.group().startswith("met")
        if after[0].state != where[0].state and (after[0].state or home or "by" in cue.group()):
            out += _visit(reading, after[0], where, cue.span(), guests)
    return out


def _visit(reading, person, ahead, span, persons):
    """Rows for one visitor and one place: a row for each date; `span` is that of the words that tell the visit."""
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
    dates = _bracketed(reading, person) or _near(reading, span, persons, person)
    a, _ = reading.segment(span[0])
    said = words()["invited"].sub("", text[a : span[1]])
    real = not words()["unreal"].search(said) and not re.search(
        r"(?:\b(?:was|were|is) |\()(?:cancel\w+|postponed|called off)|\bplanned for\b|did not take place|fell through",
        text[span[1] : span[1] + 90],
    )
    kind = kind_of(text[max(0, span[0] - 30) : span[1] + 60])
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


def _near(reading, span, persons, person):
    """The dates of a visit: the nearest in its clause, with those joined to it."""
    dates = [d for d in reading.dates if d.edtf]
    if not dates:
        return []
    nxt = next((p.start for p in persons if p.start > max(span[1], person.start)), len(reading.text))
    after = [d for d in dates if span[0] <= d.start < nxt and ";" not in reading.text[span[1] : d.start]]
    before = [d for d in dates if d.end <= span[0]]
    if before and after:  # "In 1980 A visited B, and in 1984 C …": the second date is C's
        anew = _NEXT if nxt < len(reading.text) else _AND_IN
        after = [d for d in after if not anew.search(reading.text, max(0, d.start - 8), d.start)]
    if not after:
        return timing.joined(before, reading.text) if before else dates[:1]
    out = after[:1]
    for d in after[1:]:
        gap = _AGAIN.fullmatch(reading.text, out[-1].end, d.start)
        if not gap or (gap[1] and _SUBJECT.match(reading.text, d.end)):
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
            for d in _near(reading, (person.end, person.end), persons, person):
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
