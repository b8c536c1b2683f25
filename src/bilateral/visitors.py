"""Visitors: of whom a sentence says that they went: an office-holder, a name alone, an office without a name."""

import re
from dataclasses import replace

from . import people
from .people import NO_NAMES, Person, words
from .vocabulary import matches

_NAME = re.compile(r"((?:[A-Z][\w'-]+ )*[A-Z][\w'-]+) (?:also |then |again |later |himself |herself )?$")
_LETTERS = re.compile("[a-z]+")
# What may stand between an office and what is said of its holder.
_SAID = re.compile(
    r"(?: (?:also|then|again|later|officially|himself|herself|had|has|have))* ?(?:(?:was|is|became)(?: the)? )?"
)
_BY = re.compile(r"s? (?:to [^,.;]{1,60} )?(?:by|of|from)(?: the)?(?: [a-z]+)?(?: [A-Z][\w.'-]+){0,2} ?")
# What may stand before a name that nothing is said of: "the poet A" is none.
_BEGINS = re.compile(
    r"(?:^|[,;:()\[\]\d] ?|\b(?:and|but|when|while|that|as|after|before|then|later|until|where|since|spring|summer|autumn|winter|year) )$"
)
_NO_ONE = re.compile(
    r"\b(?:[Nn]o|[Nn]ot an?|[Nn]ever|[Ee]very|[Ee]ach|[Aa]ny|[Oo]ther|[Ss]everal|[Mm]any|[Ff]ormer|[Ff]uture)(?: [\w-]+)? $"
)


def last_name(name):
    """A name's last word as it stands among the words of a sentence: lower case, up to a hyphen or accent."""
    return next(iter(_LETTERS.findall(name.split()[-1].lower())), "") if name else ""


def may_be(reading):
    """Whether a sentence with no office-holder's name may tell a visit: it has a date and a verb of travel."""
    return bool(reading.dates) and not words()["travel"].isdisjoint(reading.words)


def subject(reading, cue, visitors, known):
    """Who a verb is said of: the office-holders before it, or the name or office directly before it where that is another's."""
    text = reading.text[: cue.start()]
    if along := words()["along"].search(text):  # "A, accompanied by B and C, was in": B and C up to the last comma
        stop = max(text.rfind(","), along.end())
        visitors = [p for p in visitors if not along.start() < p.start < stop]
    bare = _NAME.search(text)
    if bare and bare[1] not in NO_NAMES and not any(p.start < bare.end(1) and bare.start(1) < p.end for p in visitors):
        spans = [(m.start, m.end) for m in reading.mentions] + [(d.start, d.end) for d in reading.dates]
        if not any(a < bare.end(1) and bare.start(1) < b for a, b in spans):
            person = known.get(last_name(bare[1]))
            named = person and person.name.split()[-1] == bare[1].split()[-1]
            return [replace(person, start=bare.start(1), end=bare.end(1))] if named else _unknown(reading, cue)
    return _nearer(reading, cue, visitors) or _together(visitors, text)


def _unknown(reading, cue):
    """Somebody of whom the document tells no office: a full name directly before a verb of travel."""
    if not may_be(reading) or cue.group().split()[0] not in words()["travel"]:
        return []
    found = words()["full"].search(reading.text, max(0, cue.start() - 60), cue.start())
    if not found or words()["no_person"].search(found["name"]) or words()["settled"].search(reading.text):
        return []
    name, end = people.clean(found["name"], reading, found.start("name"))
    if not name or len(name.split()) < 2 or not _BEGINS.search(reading.text, 0, end - len(name)):
        return []
    return [Person(end - len(name), end, name, "", "", None)]


def _nearer(reading, cue, visitors):
    """The office without a name that a verb is said of, where it stands nearer than any name."""
    for office in reversed(nameless(reading, visitors)) if may_be(reading) else ():
        if office.end <= cue.start() and _SAID.fullmatch(reading.text, office.end, cue.start()):
            return [office]
    return []


def nameless(reading, persons):
    """The leaders of a state that a sentence names by their office alone."""
    spec, text, out = words(), reading.text, []
    for match in matches(spec["office"], text, reading.lower, spec["first"] & reading.words):
        if match["plural"] or any(p.start <= match.start() < p.end or match.end() == p.start for p in persons):
            continue
        office, printed, leading = people.titled(match)
        owner, state, end = people.whose(reading, match)
        named = spec["name"].match(text, end)
        start = owner.start if owner else match.start()
        if not leading or (named and text[end : end + 1] == " ") or _NO_ONE.search(text[max(0, start - 30) : start]):
            continue
        out.append(Person(start, end, "", office, printed, state))
    return out


def of_noun(reading, cue, persons, last):
    """Whose a visit is that a noun tells: "a visit by A", "A's visit", "his visit"; and whether it stands after the noun."""
    text = reading.text
    behind = [p for p in persons if p.start >= cue.end() and _BY.fullmatch(text, cue.end(), p.start)]
    owner = [
        p for p in persons if p.end <= cue.start() and re.match(r"'s?\b", text[p.end :]) and cue.start() - p.end < 40
    ]
    person = (behind or owner or [None])[0]
    if person is None and re.search(r"\b(?:[Hh]is|[Hh]er) (?:[\w-]+ ){0,3}$", text[: cue.start()]):
        person = next((p for p in reversed(persons) if p.start < cue.start()), last)
    if person is None and re.search(r"\b[Oo]n an? (?:[\w-]+ ){0,4}$", text[: cue.start()]):
        near = [p for p in persons if p.end <= cue.start()][-1:] or [p for p in persons if p.start > cue.end()][:1]
        person = near[0] if near else None
    return person, bool(behind)


def _together(visitors, text):
    """The last of some people and those that and joins to them: "Prime Minister A and Foreign Minister B"."""
    out = visitors[-1:]
    for person in reversed(visitors[:-1]):
        if not re.fullmatch(
            r"(?: \([^()]*\))?,? and (?:the |his |her )?(?:[A-Z]\w+ )?", text[person.end : out[0].start]
        ):
            break
        out.insert(0, person)
    return out


def pronoun(text, at, last):
    return last if last and re.search(r"\b(?:[Hh]e|[Ss]he)\b[^,;]{0,60}$", text[:at]) else None
