"""The event vocabulary (``data/reader/vocabulary.toml``), made ready for matching."""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from ..files import read_toml
from ..text import compiled, namespace, places
from . import inflection, prefilter

_WORD = re.compile(r"[a-z]+")
#: Objects that a later sentence may mean by a pronoun, or that are events by themselves.
_ALWAYS = frozenset(("relations", "mission", "revolution"))
_INSIDE, _GOES_ON = re.compile(r"(?<=[a-z])|(?<=[a-z]-)"), re.compile(r"\w|-\w")
_ONE_L, _DOUBLED_L = re.compile(r"[a-z]*[^l]l\b"), re.compile(r"ll(?=ed\b|ing\b)")
#: Objects whose patterns distinguish capitals from small letters, and those that may end within a word.
_CASED, _OPEN_ENDED = ("agreement", "outpost", "person"), ("person", "war", "revolution")

ActForms = Mapping[str, Set[str]]  # act → the forms of it that a word can be
Spec = Mapping[str, Any]  # a part of the file


def matches(pattern: re.Pattern, text: str, lower: str, first: Iterable[str]) -> Iterator[re.Match]:
    """Give the matches of a pattern, as `finditer` does, looked for only where a word stands that begins one."""
    position = 0
    for start in sorted({start for word in first for start in places(lower, word)}):
        if start >= position and (match := pattern.match(text, start)):
            yield match
            position = match.end()


@dataclass(frozen=True)
class Word:
    """
    A word or phrase that names acts: the forms of each act that it can be, and the objects that these acts reach.

    An adjective ("dormant") names its act by itself.
    """

    forms: ActForms
    kinds: frozenset[str]  # the forms of all acts
    reach: frozenset[str]
    rules: Mapping[str, Spec]  # object → the first rule for one of its acts on it
    is_adjective: bool = False


@dataclass(frozen=True)
class Thing:
    """What acts are done to: its pattern, the words that begin a match, and or else those of which a match holds one."""

    pattern: re.Pattern
    first: frozenset[str] | None
    held: frozenset[str] | None


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """
    The compiled vocabulary.

    `words` and `heads` find acts, `things` and their `signs` the objects; `events` joins both to types of events; the other fields are
    the sections of the file that bear their names.
    """

    words: Mapping[str, Word]
    heads: Mapping[str, tuple[str, ...]]
    things: Mapping[str, Thing]
    signs: Mapping[str, tuple[str, ...]]
    events: tuple[Spec, ...]
    frames: tuple[Spec, ...]
    bars: tuple[Spec, ...]
    lasting: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, re.Pattern]
    headers: Mapping[str, re.Pattern]
    labels: Mapping[str, re.Pattern]
    grammar: SimpleNamespace
    past: frozenset[str]  # of all irregular verbs

    @functools.lru_cache(1 << 12)  # noqa: B019 - there is one vocabulary
    def reached(self, heads: frozenset[str]) -> frozenset[str]:
        """Return the objects that the acts which some words begin can reach, and those that are always looked for."""
        return _ALWAYS.union(*(self.words[phrase].reach for head in heads for phrase in self.heads[head]))

    def acts_in(self, lower: str, heads: Iterable[str], things: Collection[str]) -> Iterator[tuple[int, int, str]]:
        """Give every word in a text that names an act on one of these objects: its start, end and phrase."""
        wanted = (p for head in heads for p in self.heads[head] if not self.words[p].reach.isdisjoint(things))
        found = sorted((start, -len(phrase), phrase) for phrase in wanted for start in places(lower, phrase))
        position = 0
        for start, length, phrase in found:  # of two that begin at one place, the longer first
            end = start - length
            if start >= position and not _INSIDE.match(lower, start) and not _GOES_ON.match(lower, end):
                yield start, end, phrase
                position = end

    def things_in(self, text: str, lower: str, words: Set[str], wanted: Set[str]) -> Iterator[tuple[int, int, str]]:
        """Give every object wanted that a text names, but for persons and states: its start, end and name."""
        for name in {name for word in self.signs.keys() & words for name in self.signs[word] if name in wanted}:
            thing = self.things[name]
            whole, first = thing.pattern, thing.first
            found = matches(whole, text, lower, first & words) if first else whole.finditer(text)
            yield from ((match.start(), match.end(), name) for match in found)


@functools.cache
def load() -> Vocabulary:
    """Read and compile the vocabulary that ships."""
    spec = read_toml("vocabulary.toml")
    words, things = _words(spec), {name: _thing(name, pattern) for name, pattern in spec["things"].items()}
    heads: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(words, key=len, reverse=True):
        heads[_WORD.findall(phrase)[0]].append(phrase)
    signs: dict[str, list[str]] = defaultdict(list)
    for name, thing in things.items():
        for word in thing.first or thing.held or ():
            signs[word].append(name)
    return Vocabulary(
        words=words,
        heads={head: tuple(phrases) for head, phrases in heads.items()},
        things=things,
        signs={word: tuple(names) for word, names in signs.items()},
        events=tuple(spec["events"]),
        frames=tuple(spec["frames"]),
        bars=tuple(spec["bars"]),
        lasting=spec["lasting"],
        levels=compiled(spec["levels"]),
        headers=compiled(spec["headers"], re.I),
        labels=compiled(spec["labels"], re.I),
        grammar=namespace(spec["grammar"]),
        past=frozenset(past for past, *_ in map(str.split, spec["irregular"].values()) if past.isalpha()),
    )


#: The forms of verbs that patterns ask for: {did:go} the past, the participle and the third person, {doing:go} "going".
FORMS = {"did": ("past", "part", "s"), "doing": ("ing",), "all": ("base", "past", "part", "s", "ing")}


def any_of(verbs: Iterable[str], which: str) -> str:
    """Return a pattern for any of some forms of some verbs."""
    found = _inflected(verbs, read_toml("vocabulary.toml")["irregular"])
    return f"(?:{'|'.join(dict.fromkeys(phrase for phrase, kind in found if kind in FORMS[which]))})"


def _thing(name: str, pattern: str) -> Thing:
    end = "" if name in _OPEN_ENDED else r"(?!\w)"
    first = prefilter.words_begun_with(pattern)
    if first and not first.isdisjoint(("the", "a", "first")):  # too frequent to begin anything with
        first = None
    held = None if first else prefilter.words_held(rf"\b(?:{pattern})\b")
    return Thing(re.compile(rf"\b(?:{pattern}){end}", 0 if name in _CASED else re.I), first, held)


def _words(spec: Spec) -> dict[str, Word]:
    """Make the words of all acts, each with the forms that it can be."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    words: dict[str, Word] = {}
    for act, written in spec["acts"].items():
        for phrase, form in _named(written, spec["irregular"]):
            forms[phrase][act].add(form)
        for adjective in written.get("adjectives", ()):
            words[adjective] = _word({act: frozenset(("part",))}, spec, is_adjective=True)
    pasts = {phrase for phrase, acts in forms.items() if any("past" in named for named in acts.values())}
    for phrase, acts in forms.items():
        # "found" is the past of find: in its base form another verb is too rare to be meant
        kept = {act: frozenset(named) for act, named in acts.items() if phrase not in pasts or named != {"base"}}
        words.setdefault(phrase, _word(kept, spec))
    return words


def _named(act: Spec, irregular: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give all words that name an act, each with its kind of form."""
    yield from _inflected(act["verbs"], irregular)
    yield from ((spelling, "noun") for noun in act.get("nouns", ()) for spelling in _spellings(noun))


def _word(forms: ActForms, spec: Spec, is_adjective: bool = False) -> Word:
    rules: dict[str, Spec] = {}
    for rule in spec["events"]:
        if not forms.keys().isdisjoint(rule["acts"]):
            for thing in rule["things"]:
                rules.setdefault(thing, rule)
    lasting = spec["lasting"] if "hold" in forms else ()
    return Word(forms, frozenset().union(*forms.values()), frozenset(rules).union(lasting), rules, is_adjective)


def _inflected(verbs: Iterable[str], irregular: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give all forms of some verbs, in all spellings, each with its kind."""
    written = (verb for choices in verbs for verb in inflection.spelled_out(choices))
    for verb in (spelling for verb in written for spelling in _spellings(verb)):
        forms = inflection.forms(verb, irregular)
        for kind, form in zip(forms._fields, forms, strict=True):
            for phrase in inflection.spelled_out(form):
                yield phrase, kind
                if _ONE_L.match(verb):  # "cancelled" and "canceled"
                    yield _DOUBLED_L.sub("l", phrase), kind


def _spellings(word: str) -> Iterator[str]:
    """Give a word in its British and American spellings, with and without a hyphen after re-."""
    for hyphened in dict.fromkeys((word, word.replace("re-", "re"))):
        yield from dict.fromkeys((hyphened, hyphened.replace("iz", "is")))
