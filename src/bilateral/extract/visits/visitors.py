"""Visitors: of whom a sentence says that they went: an office-holder, a name alone, an office without a name."""

import re
from dataclasses import replace

from ...mentions import persons as people
from ...mentions.persons import NO_NAMES, Person, words
from ...rules.vocabulary import matches

_NAME = re.compile(r"((?:[A-Z][\w'-]+ )*[A-Z][\w'-]+) (?:also |then |again |later |himself |herself )?$")
_NEAR = 80  # characters before a word in which its subject's name begins: no search through the sentence for each word
_REACH = 200  # characters from a noun within which the one begins whose visit it tells
_INVITED = re.compile(
    r"\b(?:invitation (?:of|from|by)|invited by|guests? of) (?:the |his |her |then |[A-Z][a-z]+ ){0,3}$"
)  # no visitor
_AND = re.compile(r"(?: \([^()]*\))?,? and (?:the |his |her )?(?:[A-Z]\w+ )?")
_NUMERAL = re.compile(r"(?<=\w) [IVX]+$")
_LETTERS = re.compile("[a-z]+")
# What may stand between an office and what is said of its holder.
_SAID = re.compile(
    r"(?: (?:also|then|again|later|officially|himself|herself|had|has|have))* ?(?:(?:was|is|became)(?: the)? )?"
)
_STATE = r"(?: [\w.'-]+){0,4} ?"
_OFFICIAL = re.compile(r"\b(?i:state|official|working) visit")
_BY = re.compile(
    r"(?: (?:to|from|in) [^,.;]{1,60}?)?(?: (?:includ(?:e|es|ed|ing)|was|were|is|have been|has been)(?: [a-z]+){0,2})?"
    rf"(?: (?:that|those|the ones?))? (?:by|of|from){_STATE}"
)
_AND_OF = re.compile(rf"[^.;]{{0,90}}?(?:\band|,|\bby)(?: (?:that|those|the one))? (?:of|by){_STATE}")
_OWN, _HIS = re.compile(r"'s?\b"), re.compile(r"\b(?:[Hh]is|[Hh]er) (?:[\w-]+ ){0,3}$")
_POSSESSOR = re.compile(r"((?:[A-Z][\w-]+ )*[A-Z][\w-]+)'s? (?:[\w-]+ ){0,4}$")
_THEN, _ON_A = re.compile(r", (?:the )?(?:[A-Z]\w+ )?$"), re.compile(r"\b[Oo]n an? (?:[\w-]+ ){0,4}$")
# What may stand before a name that nothing is said of: "the poet A" is none.
_BEGINS = re.compile(
    r"(?:^|[,;:()\[\]\d] ?|\b(?:and|but|when|while|that|as|after|before|then|later|until|where|since|spring|summer|autumn|winter|year) )$"
)
_NO_ONE = re.compile(
    r"\b(?:[Nn]o|[Nn]ot an?|[Nn]ever|[Ee]very|[Ee]ach|[Aa]ny|[Oo]ther|[Ss]everal|[Mm]any|[Ff]ormer|[Ff]uture)(?: [\w-]+)? $"
)


def last_name(name):
    """A name's last word but a monarch's number, as it stands among a sentence's words: lower case, up to a hyphen or accent."""
    return next(iter(_LETTERS.findall(_NUMERAL.sub("", name).split()[-1].lower())), "") if name else ""


def may_be(reading):
    """Whether a sentence with no office-holder's name may tell a visit: it has a date and a verb of travel."""
    return bool(reading.dates) and not words()["travel"].isdisjoint(reading.words)


def subject(reading, cue, visitors, known, offices):
    """
    Who a verb is said of: the office-holders before it, or the name or office directly before it where that is another's.

    `offices` are those that the sentence names without a holder.
    """
    text = reading.text[: cue.start()]
    if along := words()["along"].search(text):  # "A, accompanied by B and C, was in": B and C up to the last comma
        stop = max(text.rfind(","), along.end())
        visitors = [p for p in visitors if not along.start() < p.start < stop]
    if "invit" in text or "guest" in text:
        visitors = [p for p in visitors if not _INVITED.search(text, max(0, p.start - 60), p.start)]
    bare = _NAME.search(text, max(0, len(text) - _NEAR))
    if bare and bare[1] not in NO_NAMES and not any(p.start < bare.end(1) and bare.start(1) < p.end for p in visitors):
        spans = [(m.start, m.end) for m in reading.mentions] + [(d.start, d.end) for d in reading.dates]
        if not any(a < bare.end(1) and bare.start(1) < b for a, b in spans):
            return _known(bare, known) or _unknown(reading, cue)
    nearer = [o for o in offices if o.end <= cue.start() and _SAID.fullmatch(reading.text, o.end, cue.start())]
    return nearer[-1:] or _together(visitors, text)


def _known(bare, known):
    """The office-holder of that name of whom the document has told before."""
    person, name = known.get(last_name(bare[1])), _NUMERAL.sub("", bare[1]).split()[-1]
    if not person or name not in person.name.split():
        return []
    # "Mohammed bin Salman" is not King Salman
    longer = words()["full"].search(bare.string, max(0, bare.end(1) - _NEAR), bare.end(1))
    if " " not in person.name and longer and " " in people.bare(longer["name"]):
        return []
    return [replace(person, start=bare.start(1), end=bare.end(1))]


def one_name(one, other):
    """Whether two names can be one person's: the words of the one are among those of the other, and not a king's alone."""
    one, other = set(one.split()), set(other.split())
    return one <= other or (len(other) > 1 and other <= one)


def keys(person):
    """The names that a document may call somebody by later on."""
    first = person.name.split()[:1] if person.state in words()["family first"] else []
    return [last_name(name) for name in [person.name, *first]]


def _unknown(reading, cue, end=None):
    """Somebody of whom the document tells no office: a name that it gives in full, directly before a verb or noun of travel."""
    if not may_be(reading) or cue.group().split()[0] not in words()["travel"]:
        return []
    end = cue.start() if end is None else end
    found = words()["full"].search(reading.text, max(0, end - _NEAR), end)
    if not found or words()["no_person"].search(found["name"]) or words()["settled"].search(reading.text):
        return []
    told = people.bare(found["name"])
    name, end = people.clean(told, reading, found.end("name") - len(told))
    if not name or not _BEGINS.search(reading.text, 0, end - len(name)):
        return []
    if " " not in name and not _OFFICIAL.search(cue.group()) and name not in reading.document.surnames:
        return []  # Apollo, or somebody who is not told to be a person
    return [Person(end - len(name), end, name, "", "", None)]


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


def of_noun(reading, cue, persons, last, known=None):
    """
    Whose visits a noun tells: "a visit by A", "A's visit", "his visit", and that of B.

    Returns
    -------
    list of (people.Person, bool)
        And whether the person stands after the noun.
    """
    text, start, near = reading.text, cue.end(), max(0, cue.start() - _NEAR)
    out = [
        (p, False) for p in persons if p.end <= cue.start() and _OWN.match(text, p.end) and cue.start() - p.end < 40
    ][:1]
    if not out and known is not None and (bare := _POSSESSOR.search(text, near, cue.start())):
        out = [(p, False) for p in _known(bare, known) or _unknown(reading, cue, bare.end(1))]
    out = (
        out or [(p, True) for p in persons if 0 <= p.start - start < _REACH and _BY.fullmatch(text, start, p.start)][:1]
    )
    if not out and _HIS.search(text, near, cue.start()):
        before = [p for p in persons if p.end <= cue.start()]
        after = [p for p in persons if p.start >= start and _THEN.search(text, max(start, p.start - _NEAR), p.start)]
        out = [(p, False) for p in [*before[-1:], *after[:1], *([last] if last else [])][:1]]
    if not out and _ON_A.search(text, near, cue.start()):
        out = [p for p in persons if p.end <= cue.start()][-1:] or [p for p in persons if p.start > start][:1]
        out = [(p, False) for p in out]
    for person in persons if out else ():
        end = max(start, out[-1][0].end)
        if 0 <= person.start - end < _REACH and _AND_OF.fullmatch(text, end, person.start):
            out.append((person, True))
    return out


def _together(visitors, text):
    """The last of some people and those that and joins to them: "Prime Minister A and Foreign Minister B"."""
    if visitors[1:] and _AND.fullmatch(text, visitors[-2].end, visitors[-1].start):
        one, other = visitors[-2:]
        if (one.printed, other.printed) in words()["consorts"] and not _NUMERAL.search(other.name):
            visitors = visitors[:-1]  # "King A and Queen B": who goes along is no visitor
    out = visitors[-1:]
    for person in reversed(visitors[:-1]):
        if not _AND.fullmatch(text, person.end, out[0].start):
            break
        out.insert(0, person)
    return out


def pronoun(text, at, last):
    return last if last and re.search(r"\b(?:[Hh]e|[Ss]he)\b[^,;]{0,60}$", text[:at]) else None
