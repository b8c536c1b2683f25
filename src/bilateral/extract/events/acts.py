"""Acts on things: which verbs and nouns of the vocabulary a sentence joins to which things, and in what voice."""

import re
from dataclasses import dataclass

from ...rules import vocabulary
from . import gaps
from .gaps import GRAMMAR

_STATE = re.compile(
    r" (?:[Ss]tate|[Rr]epublic|[Nn]ation|[Kk]ingdom|[Ee]mpire|independence)(?=[.,;:]|$| (?:in|on|at|as|was|is|were|had|by|after|and|with|when|de)\b)"
)
_WORK_ON = re.compile(r" (?:with|as|for|to)\b| on (?!the \d|\d|[A-Z][a-z]+ \d)")
_RELATIVE = re.compile(r"\bthat $")
_PRONOUN = re.compile(r" (?:them|it|these|one|another|its own|their own)\b")


@dataclass
class Trigger:
    """An act on a thing, as a sentence tells it."""

    type: str
    thing: str
    start: int  # of the act
    end: int
    object: tuple  # span of the thing
    voice: str  # active, passive, noun, thing
    base: bool = False
    hold: bool = False

    @property
    def span(self):
        return min(self.start, self.object[0]), max(self.end, self.object[1])


def _things(reading, words, heads):
    """What a sentence names that the acts in it can be on, and what a pronoun may mean."""
    wanted = words.reached(heads)
    things = list(words.things_in(reading.text, reading.lower, reading.words, wanted))
    if "state" in wanted or "seat" in wanted:
        kinds = {"name": "state", "capital": "seat"}
        things += [(m.start, m.end, kinds[m.kind]) for m in reading.mentions if m.kind in kinds]
        if "state" in wanted:  # "the Latvian state"
            named = [(m, _STATE.match(reading.text, m.end)) for m in reading.mentions if m.kind == "adjective"]
            things += [(m.start, noun.end(), "state") for m, noun in named if noun]
    return sorted(things)


def find(reading, last=None):
    """
    Find the acts on things that a sentence tells.

    Parameters
    ----------
    reading : clauses.Reading
    last : str, optional
        The thing that the sentence before named last: what a pronoun may mean.

    Returns
    -------
    list of Trigger, str or None
        In order; and the thing that this sentence names last.
    """
    words, text, out = vocabulary.load(), reading.text, []
    heads = words.heads.keys() & reading.words
    things = _things(reading, words, heads)
    for start, end, word in words.acts_in(reading.lower, heads, {name for *_, name in things} | {last, "person"}):
        if word in words.adjectives:
            acts, forms = {words.adjectives[word]}, {"part"}
            voice = "passive" if GRAMMAR["be"].search(text[max(0, start - 40) : start]) else None
        else:
            acts = words.forms[word]
            forms = set().union(*acts.values())
            if "part" in forms and GRAMMAR["attributive"].search(text[max(0, start - 12) : start]):
                continue
            if word in ("have", "has", "had", "having") and GRAMMAR["auxiliary"].match(text, end):
                continue
            if forms == {"base"} and GRAMMAR["determiner"].search(text[max(0, start - 8) : start]):
                continue
            if "begin" in acts and GRAMMAR["to"].match(text, end):
                continue
            if word.endswith("work") and _WORK_ON.match(text, end):
                continue  # "began to work with farmers"
            voice = _voice(text, start, forms, out)
        trigger = voice and _link(reading, (start, end, word), acts, forms, voice, things, words, out, last)
        if trigger:
            out += [trigger, *_coordinated(trigger, acts, things, words, text)]
    for a, b, name in things:
        if name == "revolution" and not any(t.type == "revolution" and t.object == (a, b) for t in out):
            out.append(Trigger("revolution", name, a, b, (a, b), "thing"))
    out.sort(key=lambda t: t.start)
    lasting = [t for t in things if t[2] in ("relations", "mission")]
    return out, (lasting[-1][2] if lasting else None)


def _coordinated(trigger, acts, things, words, text):
    """Triggers on further things that and joins to the first: "relations and the legation were established"."""
    out, first = [], trigger.object
    for a, b, name in things:
        left, right = (b, first[0]) if b <= first[0] else (first[1], a)
        kind, _ = words.types(acts, name)
        if (
            kind
            and kind != trigger.type
            and name in ("relations", "mission")
            and GRAMMAR["joined"].fullmatch(text[left:right])
        ):
            if (a < trigger.start) == (first[0] < trigger.start):
                out.append(Trigger(kind, name, trigger.start, trigger.end, (a, b), trigger.voice, trigger.base))
    return out


def _voice(text, start, forms, earlier):
    before = text[max(0, start - 60) : start]
    if "noun" in forms and not forms & {"base", "s", "past", "part"}:
        return (
            "noun"
            if forms == {"noun"} or re.search(r"(?:\bthe|\bits?|'s|\ba|\bof|\bits|official|formal|^|\bwith) $", before)
            else "active"
        )
    if GRAMMAR["be"].search(before):
        return "passive" if "part" in forms or "past" in forms else "active"
    if "part" in forms and GRAMMAR["and"].search(before) and earlier and earlier[-1].voice == "passive":
        return "passive"
    return "active"


def _link(reading, match, acts, forms, voice, things, words, earlier, last):
    """The trigger that a word makes with the thing it acts on, or None."""
    text, (start, end, word) = reading.text, match
    a, b = reading.segment(start)
    after = [t for t in things if t[0] >= end and t[1] <= max(b, end + 90)]
    before = [t for t in things if t[1] <= start and t[0] >= a]
    base = (
        "base" in forms
        and word not in ("cut", "shut", "set up", "cut off", "shut down")
        and not ({"past", "part"} & forms)
    )
    hold = "hold" in acts and voice != "noun"

    def made(candidates, how, limit):
        for s, e, name in candidates:
            gap = text[min(e, end) : max(s, start)] if how == "before" else text[end:s]
            if len(gap) > limit or (how == "after" and GRAMMAR["parted"].search(gap)):
                continue
            kind, act = words.types(acts, name)
            if kind is None and hold and name in words.lasting:
                kind = "hold"
            if kind and gaps.allow(kind, name, gap, "noun" if voice == "noun" else how, text, (s, e)):
                return Trigger(kind, name, start, end, (s, e), voice, base, kind == "hold")
        return None

    if voice == "noun":
        if "recognize" in acts and (GRAMMAR["withdrawn"].search(text[:start]) or GRAMMAR["perhaps"].match(text, end)):
            return None
        granted = GRAMMAR["granted"].search(text[:start]) or GRAMMAR["extended"].match(text, end)
        if "recognize" in acts and not re.match(r" of\b", text[end:]) and granted:
            return Trigger("recognized", "recognition", start, end, (start, end), voice)
        return made(
            [t for t in after if re.match(r" ?(?:of |in |to |on |by )?[^,;.]{0,45}$", text[end : t[0]])], "after", 60
        ) or made([t for t in reversed(before) if start - t[1] <= 1], "before", 1)
    if voice == "passive":
        found = made(list(reversed(before)), "before", 150) or made(
            [t for t in reversed(things) if t[1] <= start and re.search(r", (?:which|who)\b.*,", text[t[1] : start])],
            "before",
            150,
        )
        if not found and "kill" in acts:
            found = _person(reading, match)
        if not found and "raise" in acts and text.startswith(" to ", end):
            found = made(after, "after", 25)  # "the Office was upgraded to Embassy status"
        if not found and GRAMMAR["and"].search(text[:start][-14:]) and earlier and earlier[-1].voice == "passive":
            one = earlier[-1]
            kind, _ = words.types(acts, one.thing)
            found = kind and Trigger(kind, one.thing, start, end, one.object, voice)
        if not found and re.search(
            r"\b(?:It|it|They|they|these|which|that|This|one) (?:\w+ )?(?:was|were|had been|is|are) (?:\w+ )?$",
            text[:start][-40:],
        ):
            found = _pronoun(text, last, acts, words, things, start, end, voice)
        if not found:
            found = made(after, "after", 25) if re.search(r"\b(?:There|there) $", text[:start][-30:]) else None
        return found
    if "recognize" in acts and GRAMMAR["new_state"].match(text, end):
        return Trigger("recognized", "recognition", start, end, (start, end), voice, base)
    if (forms & {"past", "part", "s"} or text[:start].endswith(" to ")) and _PRONOUN.match(text, end):
        return _pronoun(text, last, acts, words, things, start, end, voice, earlier)
    if found := made(after, "after", 60 if not hold else 45):
        return found
    it = GRAMMAR["itself"].search(text, max(0, start - 40), start)
    if it and last == "mission" and "raise" in acts and GRAMMAR["higher"].match(text, end):
        return Trigger("mission_elevated", "mission", start, end, (start, end), voice)  # "It became an embassy"
    if "kill" in acts:
        return _person(reading, match)
    told = (
        forms & {"past", "part", "s"}
        or "begin" in acts
        or (hold and "ing" in forms)
        or re.search(r"\b(?:(?:did|does|do)(?: not| n't)?| to) $", text[:start])
        or any(GRAMMAR["did"].search(text, max(0, t[0] - 40), t[0]) for t in before)
    )
    if told and (hold or "arrive" in acts or GRAMMAR["intransitive"].match(text, end)):
        near = start - 30 if _RELATIVE.search(text, max(0, start - 6), start) else 0  # "the occupation that began"
        found = made([t for t in reversed(before) if t[1] > near], "before", 110)
        if not found and earlier and GRAMMAR["and"].search(text[:start][-14:]) and earlier[-1].thing == "mission":
            kind, _ = words.types(acts, "mission")
            found = kind and Trigger(kind, "mission", start, end, earlier[-1].object, voice)
        if not found and earlier and text.endswith(" only to ", 0, start):  # "were restored, only to lapse in 1972"
            kind, _ = words.types(acts, earlier[-1].thing)
            found = kind and Trigger(kind, earlier[-1].thing, start, end, earlier[-1].object, voice, base)
        if not found and it:
            found = _pronoun(text, last, acts, words, things, start, end, voice)
    return found or None


def _pronoun(text, last, acts, words, things, start, end, voice, earlier=()):
    """A trigger on what "it" or "them" means: the last thing named before."""
    named = [t for t in things if t[1] <= start and t[2] in ("relations", "mission")]
    thing, span = (named[-1][2], named[-1][:2]) if named else (last, (start, end))
    if not named and earlier:
        thing, span = earlier[-1].thing, earlier[-1].object
    single, near = (
        re.search(r"\b[Ii]t\b[^.]{0,20}$", text[:start]),
        re.search(r"\b(?:which|that)\b[^.]{0,20}$", text[:start]),
    )
    if (single and thing == "relations") or (near and not (named and near.start() - named[-1][1] < 45)):
        return None
    kind = words.types(acts, thing)[0] if thing else None
    return Trigger(kind, thing, start, end, span, voice) if kind else None


def _person(reading, match):
    """A death: the word with a person's name directly before it (or after it, of a killing)."""
    text, (start, end, word) = reading.text, match
    before = re.search(
        r"([A-Z][\w'-]+)(?: \([^)]*\))?,? (?:was |were |had been |)(?:\w+ly )?$", text[max(0, start - 70) : start]
    )
    noun = word in ("assassination", "murder", "death")
    if noun:
        after = re.match(r" of (?:the )?(?:[a-z]+ )?(?:[A-Z][\w'-]+ )*([A-Z][\w'-]+)", text[end:])
        span = after and (end + after.start(1), end + after.end(1))
    else:
        at = max(0, start - 70)
        span = before and (at + before.start(1), at + before.end(1))
    if (
        not span
        or any(m.start <= span[0] < m.end for m in reading.mentions)
        or text[slice(*span)].lower() in ("he", "she", "they", "who", "it")
    ):
        return None
    return Trigger("death", "person", start, end, span, "passive")
