"""The event vocabulary (``data/vocabulary.toml``), made ready for matching."""

import functools
import re
import tomllib
from dataclasses import dataclass

from ..files import data_folder
from ..text import places

_WORD = re.compile(r"[a-z]+")
#: Things that a sentence after may mean by a pronoun, or that are events by themselves.
_ALWAYS = frozenset(("relations", "mission", "revolution"))
_INSIDE, _GOES_ON = re.compile(r"(?<=[a-z])|(?<=[a-z]-)"), re.compile(r"\w|-\w")


def holds(lower, stems):
    """Whether one of some stems stands in a text in lower case."""
    for stem in stems:  # noqa: SIM110 - twice as fast as any() with a generator, and asked of every sentence
        if stem in lower:
            return True
    return False


def matches(pattern, text, lower, first):
    """The matches of a pattern, as `finditer` gives them, looked for only where a word stands that begins one."""
    position = 0
    for start in sorted({start for word in first for start in places(lower, word)}) if first else ():
        if start >= position and (match := pattern.match(text, start)):
            yield match
            position = match.end()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """
    Compiled words.

    `heads` gives the acts that a word begins, longest first; `reach_of` the things that an act can make an event of, `reach`
    those of all acts that a word begins; `forms` says which act and form a word is; `things` finds things; `first` gives those that a word begins, `holding` the words of
    which some others hold one.
    """

    heads: dict
    reach: dict
    reach_of: dict
    forms: dict
    adjectives: dict
    things: dict
    events: tuple
    lasting: dict
    levels: dict
    headers: dict
    labels: dict
    modality: dict
    first: dict
    holding: dict
    grammar: dict
    realms: frozenset

    def reached(self, heads):
        """The things that the acts which some words begin can make an event of, and those that are always looked for."""
        return _ALWAYS.union(*map(self.reach.__getitem__, heads))

    def acts_in(self, lower, heads, things):
        """Every act that a text names and that can make an event of one of these things: (start, end, word)."""
        found = []
        for head in heads:
            for phrase in self.heads[head]:
                if not self.reach_of[phrase].isdisjoint(things):
                    found += [(start, -len(phrase), phrase) for start in places(lower, phrase)]
        position = 0
        for start, length, phrase in sorted(found):  # of two that begin at one place, the longer first
            end = start - length
            if start >= position and not _INSIDE.match(lower, start) and not _GOES_ON.match(lower, end):
                yield start, end, phrase
                position = end

    def things_in(self, text, lower, words, wanted):
        """Every thing wanted that a text names: (start, end, name); persons and states are found elsewhere."""
        begun = {}
        for word in self.first.keys() & words:
            for name in self.first[word]:
                if name in wanted:
                    begun.setdefault(name, []).append(word)
        for name, first in begun.items():
            for match in matches(self.things[name], text, lower, first):
                yield match.start(), match.end(), name
        for name, some in self.holding.items():
            if name in wanted and not some.isdisjoint(words):
                for match in self.things[name].finditer(text):
                    yield match.start(), match.end(), name

    def types(self, acts, thing):
        """The event type that one of these acts makes of a thing, and the act; (None, None) where none does."""
        for rule in self.events:
            if thing in rule["things"]:
                for act in rule["acts"]:
                    if act in acts:
                        return rule["type"], act
        return None, None


@functools.cache
def load():
    """Read and compile the vocabulary that ships."""
    spec = tomllib.loads((data_folder("data") / "vocabulary.toml").read_text(encoding="utf-8"))
    forms, adjectives = {}, {}
    for act, words in spec["acts"].items():
        for verb in words["verbs"]:
            for form, word in zip(("base", "s", "past", "part", "ing"), verb.split(), strict=True):
                if word != "-":  # a form that the vocabulary does not want
                    forms.setdefault(word.replace("~", " ").lower(), {}).setdefault(act, set()).add(form)
        for noun in words["nouns"]:
            forms.setdefault(noun.lower(), {}).setdefault(act, set()).add("noun")
        for adjective in words.get("adjectives", ()):
            adjectives[adjective] = act
    heads, reach, reach_of = {}, {}, {}
    for phrase in sorted([*forms, *adjectives], key=len, reverse=True):
        acts = {adjectives[phrase]} if phrase in adjectives else forms[phrase].keys()
        rules = [rule["things"] for rule in spec["events"] if not acts.isdisjoint(rule["acts"])]
        head = _WORD.match(phrase).group()
        heads.setdefault(head, []).append(phrase)
        reach_of[phrase] = frozenset().union(*rules, spec["lasting"] if "hold" in acts else ())
        reach[head] = reach_of[phrase].union(reach.get(head, ()))
    things = {
        name: re.compile(
            rf"\b(?:{pattern})" + ("" if name in ("person", "war", "revolution") else r"(?!\w)"),
            0 if name in ("agreement", "outpost", "person") else re.I,
        )
        for name, pattern in spec["things"].items()
    }
    modality = {name: re.compile(pattern, re.I) for name, pattern in spec["modality"].items()}
    headers, labels = (
        {name: re.compile(pattern, re.I) for name, pattern in spec[key].items()} for key in ("headers", "labels")
    )
    realms = frozenset(spec["grammar"].pop("realms").split())
    grammar = {name: re.compile(pattern) for name, pattern in spec["grammar"].items()}
    holding, first = {name: frozenset(words.split()) for name, words in spec["holding"].items()}, {}
    for name, words in spec["first"].items():
        for word in words.split():
            first.setdefault(word, []).append(name)
    events, lasting, levels = tuple(spec["events"]), spec["lasting"], spec["levels"]
    return Vocabulary(
        heads,
        reach,
        reach_of,
        forms,
        adjectives,
        things,
        events,
        lasting,
        levels,
        headers,
        labels,
        modality,
        first,
        holding,
        grammar,
        realms,
    )
