"""The event vocabulary (``data/vocabulary.toml``), made ready for matching."""

import functools
import re
import tomllib
from dataclasses import dataclass

from .sources import data_folder

_TOKEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_GOES_ON = re.compile(r"\w|-\w")


def holds(lower, stems):
    """Whether one of some stems stands in a text in lower case."""
    for stem in stems:  # noqa: SIM110 - twice as fast as any() with a generator, and asked of every sentence
        if stem in lower:
            return True
    return False


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Compiled words: `heads` begin acts, `forms` says which act and form a word is, `things` finds things."""

    heads: dict
    forms: dict
    adjectives: dict
    things: dict
    events: tuple
    lasting: dict
    levels: dict
    headers: dict
    modality: dict
    quick: dict
    grammar: dict
    realms: frozenset

    @staticmethod
    def tokens(lower):
        """The words of a text in lower case, as acts begin with."""
        return set(_TOKEN.findall(lower))

    def acts_in(self, text, tokens, things):
        """Every act that a text names and that can make an event of one of these things: (start, end, word)."""
        heads = self.heads_of(frozenset(things))
        if heads.keys().isdisjoint(tokens):
            return
        position = 0
        for token in _TOKEN.finditer(text):
            if token.start() < position:
                continue
            for phrase in heads.get(token.group().lower(), ()):
                end = token.start() + len(phrase)
                if text[token.start() : end].lower() == phrase and not _GOES_ON.match(text, end):
                    yield token.start(), end, phrase
                    position = end
                    break

    @functools.cache  # noqa: B019 - there is one vocabulary
    def heads_of(self, things):
        """The first words of the acts that can make an event of one of these things, with their phrases."""
        acts = {act for rule in self.events if set(rule["things"]) & {*things, "person"} for act in rule["acts"]}
        acts |= {"hold"} if things & self.lasting.keys() else set()
        chosen = {}
        for head, phrases in self.heads.items():
            if kept := [
                p for p in phrases if acts & ({self.adjectives[p]} if p in self.adjectives else self.forms[p].keys())
            ]:
                chosen[head] = kept
        return chosen

    def things_in(self, text, lower):
        """Every thing that a text names: (start, end, name); persons and states are found elsewhere."""
        for name, stems in self.quick.items():
            if holds(lower, stems):
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
    heads = {}
    for phrase in sorted([*forms, *adjectives], key=len, reverse=True):
        heads.setdefault(_TOKEN.match(phrase).group(), []).append(phrase)
    things = {
        name: re.compile(
            rf"\b(?:{pattern})" + ("" if name in ("person", "war", "revolution") else r"(?!\w)"),
            0 if name in ("agreement", "outpost", "person") else re.I,
        )
        for name, pattern in spec["things"].items()
    }
    modality = {name: re.compile(pattern, re.I) for name, pattern in spec["modality"].items()}
    headers = {name: re.compile(pattern, re.I) for name, pattern in spec["headers"].items()}
    realms = frozenset(spec["grammar"].pop("realms").split())
    grammar = {name: re.compile(pattern) for name, pattern in spec["grammar"].items()}
    events, lasting, levels, quick = tuple(spec["events"]), spec["lasting"], spec["levels"], spec["quick"]
    return Vocabulary(
        heads, forms, adjectives, things, events, lasting, levels, headers, modality, quick, grammar, realms
    )
