"""Acts on objects: which verbs and nouns of the vocabulary a sentence joins to which objects, and in what voice.

A frame is one way to join them ("the legation was closed", "they closed it"). The frames of a voice are tried in order, and
the first that gives a match has the act; a match keeps the frame's id as its rule.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...mentions.clauses import Reading
from ...rules import vocabulary
from .bars import Candidate, refusal

_GRAMMAR = vocabulary.load().grammar
_FINITE = frozenset(("past", "part", "s"))
_DATE_REACH = 5  # characters from a verb to a date that ends what it says
_LASTING = ("relations", "mission")
CONTINUOUS = "continuous"


class Span(NamedTuple):
    """Where an object stands in a sentence, and what it is."""

    start: int
    end: int
    thing: str


class Match(NamedTuple):
    """An act on an object that a frame found in a sentence."""

    rule: str
    type: str  # of the event, or `CONTINUOUS`
    states: str  # the policy that says whose it is
    thing: str
    start: int  # of the act
    end: int
    object: tuple[int, int]
    voice: str  # active, passive, noun, thing
    infinitive: bool = False

    @property
    def continuous(self) -> bool:
        """Whether it is a state of things, of which since and until make an event."""
        return self.type == CONTINUOUS

    @property
    def span(self) -> tuple[int, int]:
        """From the beginning of act or object to the end of both."""
        return min(self.start, self.object[0]), max(self.end, self.object[1])


class Act(NamedTuple):
    """A word that names an act: the forms of each act that it can be, and its voice in the sentence."""

    start: int
    end: int
    word: str
    forms: vocabulary.ActForms
    kinds: frozenset[str]  # all forms that the word can be
    voice: str

    @property
    def is_infinitive(self) -> bool:
        """Whether the word can only be an infinitive."""
        return "base" in self.kinds and self.kinds.isdisjoint(("past", "part"))

    @property
    def is_continuous(self) -> bool:
        """Whether it says that something went on."""
        return "hold" in self.forms and self.voice != "noun"


def find(reading: Reading, last: str | None = None) -> tuple[list[Match], str | None]:
    """
    Find the acts on objects that a sentence states.

    Parameters
    ----------
    reading : clauses.Reading
    last : str, optional
        The object that the sentence before named last: what a pronoun may mean.

    Returns
    -------
    list of Match, str or None
        In order; and the object that this sentence names last.
    """
    words = vocabulary.load()
    heads = frozenset(words.heads.keys() & reading.words)
    wanted = words.reached(heads)
    things = _things(reading, words, wanted, last)
    named = {last, "person", *[t.thing for t in things]}
    if wanted.isdisjoint(named):
        return [], None
    sentence = _Sentence(reading, words, things, last)
    for start, end, word in words.acts_in(reading.lower, heads, named):
        within = any(m.object[0] <= start < m.object[1] for m in sentence.found)  # "an agreement to resume relations"
        act = None if within else sentence.act(start, end, word)
        if act:
            sentence.join(act)
    lasting = [t.thing for t in things if t.thing in _LASTING]
    return sentence.in_order(), lasting[-1] if lasting else None


def _things(reading: Reading, words: vocabulary.Vocabulary, wanted: frozenset[str], last: str | None) -> list[Span]:
    """Find what a sentence names that the acts in it can be on, and what a pronoun may mean."""
    things = [Span(*found) for found in words.things_in(reading.text, reading.lower, reading.words, wanted)]
    kinds = {"name": "state", "capital": "seat"} if "state" in wanted or "seat" in wanted else {}
    things += [Span(m.start, m.end, kinds[m.kind]) for m in reading.mentions if m.kind in kinds] if kinds else []
    if "state" in wanted:  # "the Latvian state"
        named = ((m, _GRAMMAR.of_state.match(reading.text, m.end)) for m in reading.mentions if m.kind == "adjective")
        things += [Span(m.start, noun.end(), "state") for m, noun in named if noun]
    if "one" in reading.words and "mission" in (last, *(t.thing for t in things)):
        things += [Span(m.start(), m.end(), "mission") for m in _GRAMMAR.one.finditer(reading.text)]
    return sorted(things, key=lambda t: (t.start, -t.end))  # of two that begin at one place, the longer first


@dataclass
class _Sentence:
    """One sentence while its acts are joined to objects."""

    reading: Reading
    words: vocabulary.Vocabulary
    things: list[Span]
    last: str | None
    found: list[Match] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.reading.text

    def in_order(self) -> list[Match]:
        """Return what was found, with the revolutions that are events by being named."""
        named = {match.object for match in self.found if match.type == "revolution"}
        alone = (t for t in self.things if t.thing == "revolution" and (t.start, t.end) not in named)
        more = (
            Match("events/named", "revolution", "state beside it", t.thing, t.start, t.end, (t.start, t.end), "thing")
            for t in alone
        )
        return sorted([*self.found, *more], key=lambda match: match.start)

    def before(self, pattern: re.Pattern, position: int, most: int = 60) -> bool:
        """Whether a pattern is found in the words before a place."""
        return bool(pattern.search(self.text[max(0, position - most) : position]))

    # Which word is an act, and in what voice.

    def act(self, start: int, end: int, word: str) -> Act | None:
        """Return the act that a word is; None where it is none."""
        known = self.words.words[word]
        if known.is_adjective:
            is_passive = self.before(_GRAMMAR.be, start, 40)
            return Act(start, end, word, known.forms, known.kinds, "passive") if is_passive else None
        act = Act(start, end, word, known.forms, known.kinds, "")
        return None if self._is_none(act) else act._replace(voice=self._voice(act))

    def _is_none(self, act: Act) -> bool:
        """Whether a word is not the act that it looks like."""
        kinds = act.kinds
        return (
            ("part" in kinds and self.before(_GRAMMAR.attributive, act.start, 12))
            or bool(_GRAMMAR.have.fullmatch(act.word) and _GRAMMAR.auxiliary.match(self.text, act.end))
            or (kinds == {"base"} and self.before(_GRAMMAR.determiner, act.start, 8))
            or ("begin" in act.forms and bool(_GRAMMAR.to.match(self.text, act.end)))
            or bool(_GRAMMAR.work_on.match(self.text, act.end))  # "began to work with farmers"
        )

    def _voice(self, act: Act) -> str:
        kinds = act.kinds
        if "noun" in kinds and kinds.isdisjoint(("base", *_FINITE)):
            return "noun" if kinds == {"noun"} or self.before(_GRAMMAR.noun_before, act.start) else "active"
        if self.before(_GRAMMAR.be, act.start):
            return "active" if kinds.isdisjoint(("part", "past")) else "passive"
        goes_on = "part" in kinds and self.before(_GRAMMAR.goes_on, act.start)
        return "passive" if goes_on and self.found and self.found[-1].voice == "passive" else "active"

    # How an act is joined to its object.

    def join(self, act: Act) -> None:
        """Join an act to its object, and to further ones that *and* adds."""
        for frame in _frames(act.voice, frozenset(act.forms)):
            match = frame(self, act)
            if isinstance(match, Match):
                self.found += [match, *self._added(match, act)]
            if match is not None:
                return

    def match(self, frame: str, act: Act, thing: str, span: tuple[int, int]) -> Match | None:
        """Return the match of an act with an object; None where the two make no event."""
        rule = self.words.words[act.word].rules.get(thing)
        if rule is not None:
            kind, states = rule["type"], rule["states"]
        elif act.is_continuous and thing in self.words.lasting:
            kind, states = CONTINUOUS, self.words.lasting[thing]["states"]
        else:
            return None
        name = f"events/{frame}"
        return Match(name, kind, states, thing, act.start, act.end, span, act.voice, act.is_infinitive)

    def first(self, frame: str, act: Act, how: str, most: int, things: Iterable[Span] | None = None) -> Match | None:
        """Return the match with the first object before or after an act, or of some objects, that nothing speaks against."""
        if things is None:
            things = self.behind(act) if how == "before" else self.ahead(act)
        # "the closure of the legation ended …": the verb is said of the closure
        of_nouns = {m.object for m in self.found if m.voice == "noun"} if how == "before" else ()
        for t in things:
            gap = self.text[t.end : act.start] if how == "before" else self.text[act.end : t.start]
            parted = how == "after" and _GRAMMAR.parted.search(gap)
            if parted or len(gap) > most or (t.start, t.end) in of_nouns:
                continue
            match = self.match(frame, act, t.thing, (t.start, t.end))
            if match is None:
                continue
            why = self._refusal(match, act, how, gap)
            if not why:
                return match
            self.reading.refuse(match.rule, *match.span, why)
        return None

    def _refusal(self, match: Match, act: Act, how: str, gap: str) -> str:
        """Return why an act is none on an object, by the words between and about them."""
        stands = "noun" if act.voice == "noun" else how
        why = refusal(Candidate(match.type, match.thing, stands, self.text, gap, *match.object))
        return why or ("what became it is not named" if self._becomes_nothing(match, act, how, gap) else "")

    def _becomes_nothing(self, match: Match, act: Act, how: str, gap: str) -> bool:
        """Whether something becomes a mission that was none: "it became an embassy" needs one to be named before."""
        became = match.type == "mission_elevated" and how == "after" and _GRAMMAR.become.match(act.word)
        if not became or act.start == 0 or _GRAMMAR.it_a.match(gap):
            return False
        return not any(m.end() <= act.end for m in self.words.things["mission"].pattern.finditer(self.text))

    def _added(self, match: Match, act: Act) -> Iterator[Match]:
        """Give the matches with further objects that *and* joins to the first: "relations and the legation"."""
        first = Span(*match.object, match.thing)
        for t in self.things:
            left, right = (t.end, first.start) if t.end <= first.start else (first.end, t.start)
            more = self.match("", act, t.thing, (t.start, t.end))
            same_side = (t.start < act.start) == (first.start < act.start)
            if not more or more.continuous or more.type == match.type or t.thing not in _LASTING or not same_side:
                continue
            if _GRAMMAR.joined.fullmatch(self.text[left:right]):
                yield more._replace(rule=f"{match.rule} events/and", voice=match.voice, infinitive=match.infinitive)

    def ahead(self, act: Act) -> list[Span]:
        """Return the objects after an act, in its clause or a little beyond."""
        _, end = self.reading.segment(act.start)
        return [t for t in self.things if t.start >= act.end and t.end <= max(end, act.end + 90)]

    def behind(self, act: Act, whole: bool = False) -> list[Span]:
        """Return the objects before an act in its clause, or in the whole sentence; the nearest first."""
        start = 0 if whole else self.reading.segment(act.start)[0]
        return [t for t in reversed(self.things) if t.end <= act.start and t.start >= start]

    def like_the_last(self, frame: str, act: Act) -> Match | None:
        """Return the match of an act with the object of the match before it."""
        one = self.found[-1]
        match = self.match(frame, act, one.thing, one.object)
        return None if match is None or match.continuous else match._replace(infinitive=False)

    def of_pronoun(self, frame: str, act: Act, earlier: Sequence[Match] = ()) -> Match | None:
        """Return the match with what "it" or "them" means: the object named last."""
        named = [t for t in self.things if t.end <= act.start and t.thing in _LASTING]
        thing, span = self.last, (act.start, act.end)
        if named:
            thing, span = named[-1].thing, (named[-1].start, named[-1].end)
        elif earlier:
            thing, span = earlier[-1].thing, earlier[-1].object
        before = self.text[: act.start]
        if thing is None or (thing == "relations" and _GRAMMAR.it.search(before)):
            return None
        which = _GRAMMAR.which.search(before)
        if which and not (named and which.start() - named[-1].end < 45):
            return None
        match = self.match(frame, act, thing, span)
        return None if match is None or match.continuous else match._replace(infinitive=False)

    def of_person(self, frame: str, act: Act) -> Match | None:
        """Return a death: the word with a person's name directly before it, or after it, of a killing."""
        if act.word in ("assassination", "murder", "death"):
            found = _GRAMMAR.death_of.match(self.text, act.end)
        else:
            found = _GRAMMAR.died.search(self.text, max(0, act.start - 70), act.start)
        if not found:
            return None
        start, end = found.span(1)
        is_state = any(m.start <= start < m.end for m in self.reading.mentions)
        if is_state or _GRAMMAR.nobody.fullmatch(found[1].lower()):
            return None
        return Match(f"events/{frame}", "death", "all named", "person", act.start, act.end, (start, end), "passive")


# The frames. Each takes the sentence and an act; False says that the act is none, and that no other frame is to be tried.

Frame = Callable[[_Sentence, Act], Match | bool | None]


def _recognition_withdrawn(s: _Sentence, act: Act) -> bool | None:
    taken = _GRAMMAR.withdrawn.search(s.text[: act.start]) or _GRAMMAR.perhaps.match(s.text, act.end)
    return False if taken else None


def _recognition_granted(s: _Sentence, act: Act) -> Match | None:
    if _GRAMMAR.of.match(s.text, act.end):
        return None
    granted = _GRAMMAR.granted.search(s.text[: act.start]) or _GRAMMAR.extended.match(s.text, act.end)
    return _recognition("granted", act)._replace(infinitive=False) if granted else None


def _recognition(frame: str, act: Act) -> Match:
    where = act.start, act.end
    return Match(
        f"events/{frame}", "recognized", "actor and target", "recognition", *where, where, act.voice, act.is_infinitive
    )


def _noun_of(s: _Sentence, act: Act) -> Match | None:
    near = [t for t in s.ahead(act) if _GRAMMAR.noun_gap.fullmatch(s.text, act.end, t.start)]
    return s.first("noun-of", act, "after", 60, near)


def _passive_after_aside(s: _Sentence, act: Act) -> Match | None:
    far = [t for t in s.behind(act, whole=True) if _GRAMMAR.aside.search(s.text[t.end : act.start])]
    return s.first("passive-after-aside", act, "before", 150, far)


def _raised_to(s: _Sentence, act: Act) -> Match | None:
    """ "The Office was upgraded to Embassy status"."""
    return s.first("raised-to", act, "after", 25) if s.text.startswith(" to ", act.end) else None


def _passive_goes_on(s: _Sentence, act: Act) -> Match | None:
    goes_on = s.found and s.found[-1].voice == "passive" and s.before(_GRAMMAR.goes_on, act.start, 14)
    return s.like_the_last("passive-goes-on", act) if goes_on else None


def _passive_of_pronoun(s: _Sentence, act: Act) -> Match | None:
    return s.of_pronoun("passive-pronoun", act) if s.before(_GRAMMAR.subject_pronoun, act.start, 40) else None


def _recognized_it(s: _Sentence, act: Act) -> Match | None:
    found = _GRAMMAR.new_state.match(s.text, act.end)
    return _recognition("recognized-it", act) if found else None


def _did_it(s: _Sentence, act: Act) -> Match | bool | None:
    finite = not act.kinds.isdisjoint(_FINITE) or s.before(_GRAMMAR.infinitive_to, act.start)
    if not finite or not _GRAMMAR.object_pronoun.match(s.text, act.end):
        return None
    return s.of_pronoun("active-pronoun", act, s.found) or False


def _became(s: _Sentence, act: Act) -> Match | None:
    """ "It became an embassy"."""
    raised = s.last == "mission" and _GRAMMAR.higher.match(s.text, act.end)
    if not raised or not s.before(_GRAMMAR.itself, act.start, 40):
        return None
    where = act.start, act.end
    return Match("events/became", "mission_elevated", "owner and host", "mission", *where, where, act.voice)


def _is_intransitive(s: _Sentence, act: Act) -> bool | None:
    """Let only verbs pass that can act on what stands before them: "the embassy closed in 1990"."""
    stated = (
        not act.kinds.isdisjoint(_FINITE)
        or "begin" in act.forms
        or (act.is_continuous and "ing" in act.kinds)
        or bool(_GRAMMAR.infinitive_stated.search(s.text[: act.start]))
        or any(s.before(_GRAMMAR.did, t.start, 40) for t in s.behind(act))
    )
    alone = act.is_continuous or "arrive" in act.forms or _GRAMMAR.intransitive.match(s.text, act.end)
    dated = any(0 < d.start - act.end <= _DATE_REACH for d in s.reading.dates)  # "the embassy followed in | July"
    return None if stated and (alone or dated) else False


def _intransitive(s: _Sentence, act: Act) -> Match | None:
    near = act.start - 30 if s.before(_GRAMMAR.relative_that, act.start, 6) else 0  # "the occupation that began"
    return s.first("intransitive", act, "before", 110, [t for t in s.behind(act) if t.end > near])


def _intransitive_goes_on(s: _Sentence, act: Act) -> Match | None:
    goes_on = s.found and s.found[-1].thing == "mission" and s.before(_GRAMMAR.goes_on, act.start, 14)
    return s.like_the_last("intransitive-goes-on", act) if goes_on else None


def _it_did(s: _Sentence, act: Act) -> Match | None:
    return s.of_pronoun("intransitive-pronoun", act) if s.before(_GRAMMAR.itself, act.start, 40) else None


_FUNCTIONS: dict[str, Frame] = {
    "withdrawn": _recognition_withdrawn,
    "granted": _recognition_granted,
    "noun-of": _noun_of,
    "noun-after": lambda s, act: s.first("noun-after", act, "before", 1),
    "passive": lambda s, act: s.first("passive", act, "before", 150),
    "passive-after-aside": _passive_after_aside,
    "killed": lambda s, act: s.of_person("killed", act),
    "raised-to": _raised_to,
    "passive-goes-on": _passive_goes_on,
    "passive-pronoun": _passive_of_pronoun,
    "recognized-it": _recognized_it,
    "active-pronoun": _did_it,
    "active": lambda s, act: s.first("active", act, "after", 45 if act.is_continuous else 60),
    "became": _became,
    "died": lambda s, act: s.of_person("died", act) or False,
    "is-intransitive": _is_intransitive,
    "intransitive": _intransitive,
    "intransitive-goes-on": _intransitive_goes_on,
    "intransitive-pronoun": _it_did,
}


@functools.cache
def _frames(voice: str, acts: frozenset[str]) -> tuple[Frame, ...]:
    """Return the frames of a voice for some acts, in the order of the vocabulary; most frames are for any act."""
    frames = (frame for frame in vocabulary.load().frames if frame["voice"] == voice)
    return tuple(_FUNCTIONS[frame["id"]] for frame in frames if "act" not in frame or frame["act"] in acts)
