"""The event vocabulary (``data/vocabulary.toml``), made ready for matching."""

import functools
import re
import tomllib
from dataclasses import dataclass

from .sources import data_folder


@dataclass(frozen=True)
class Vocabulary:
    """Compiled words: `words` finds acts, `forms` says which act and form a found word is, `things` finds things."""

    words: re.Pattern
    forms: dict
    adjectives: dict
    things: dict
    events: tuple
    lasting: dict
    levels: dict
    headers: dict
    modality: dict
    stems: re.Pattern

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
            for form, word in zip(("base", "s", "past", "part", "ing"), verb.split(), strict=False):
                forms.setdefault(word.replace("~", " ").lower(), {}).setdefault(act, set()).add(form)
        for noun in words["nouns"]:
            forms.setdefault(noun.lower(), {}).setdefault(act, set()).add("noun")
        for adjective in words.get("adjectives", ()):
            adjectives[adjective] = act
    ordered = sorted([*forms, *adjectives], key=len, reverse=True)
    words = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")\b(?!-)", re.I)
    things = {
        name: re.compile(
            rf"\b(?:{pattern})" + ("" if name in ("person", "war", "revolution") else r"(?!\w)"),
            0 if name in ("agreement", "outpost", "person") else re.I,
        )
        for name, pattern in spec["things"].items()
    }
    modality = {name: re.compile(pattern, re.I) for name, pattern in spec["modality"].items()}
    headers = {name: re.compile(pattern, re.I) for name, pattern in spec["headers"].items()}
    heads = sorted({w.split()[0][:5] for w in [*forms, *adjectives]}, key=len)
    stems = re.compile(r"\b(?:" + "|".join(map(re.escape, heads)) + ")", re.I)
    return Vocabulary(
        words,
        forms,
        adjectives,
        things,
        tuple(spec["events"]),
        spec["lasting"],
        spec["levels"],
        headers,
        modality,
        stems,
    )
