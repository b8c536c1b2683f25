"""Prefilters: the words that every match of a pattern begins with or holds, derived from the pattern itself."""

import functools
import itertools
import re
import re._parser as parser
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

_ANY, _EDGE = "\0", "\1"  # stand in a match for what a pattern leaves open, and for the edge of a word
_MOST = 500  # matches of which a pattern is spelled out; what has more is open
_NOT_ASCII = 128
_STEM = 3  # letters of a word that may go on, at least
_WORD = re.compile(rf"(?<![a-z\0])(?:[a-z]+(?![a-z\0])|[a-z]{{{_STEM},}}\0)")  # with what is open at its end
_FIRST = re.compile(r"\x01*([a-z]+)(?=[^a-z\0])")
_FLAGS = re.compile(r"(?:\(\?[a-z]+\))?")
_FREQUENT = frozenset(
    "the and these those other first was were is are been had has have with to of in on by at their his did same".split()
)
_OPEN_ENDS = re.compile(r"([a-z\0]*)(.*?)([a-z\0]*)\Z", re.S)
Shorten = Callable[[str], str]


def words_begun_with(pattern: str) -> frozenset[str] | None:
    """Return the words of which every match of a pattern begins with one; None where that is open."""
    found = [_FIRST.match(f"{match} ") for match in _sequence(parser.parse(pattern), _beginning)]
    return frozenset(m[1] for m in found if m) if found and all(found) else None


def compiled(pattern: str, flags: int = 0) -> re.Pattern:
    """
    Compile a pattern; without regard to case, it is tried only at the letters that a match of it begins with.

    `re` looks for the first letters of other patterns itself.
    """
    if flags & re.I or pattern.startswith("(?i)"):
        firsts = {match.lstrip(_EDGE)[:1] for match in _sequence(parser.parse(pattern), _beginning)}
        if all(map(str.isalpha, firsts)):
            pattern = _FLAGS.sub(rf"\g<0>(?=[{''.join(sorted(firsts))}])(?:", pattern, count=1) + ")"
    return re.compile(pattern, flags)


def words_held(pattern: str) -> frozenset[str] | None:
    """Return words of which every match of a pattern holds one, of each match its rarest; None where there are none."""
    held = frozenset(word for word, in _held(pattern, 1) or ())
    return held if held and not any(map(_goes_on, held)) else None


def _held(pattern: str, most: int) -> frozenset[tuple[str, ...]] | None:
    """Return the rarest words of each match, at most so many, the rarest first, also such as may go on; None where one has none."""
    matches = _sequence(parser.parse(pattern), functools.partial(_shortened, most=most))
    found = (set(_WORD.findall(f"{_ANY}{match}{_ANY}")) for match in matches)
    held = frozenset(tuple(sorted(words, key=_rareness, reverse=True)[:most]) for words in found)
    return None if () in held else held


class Gate:
    """Which of some patterns can match a text, by its words: of each match the two rarest."""

    def __init__(self, patterns: Mapping[Any, re.Pattern]) -> None:
        self.patterns = patterns
        held = {name: _held(pattern.pattern, 2) for name, pattern in patterns.items()}
        self._open = frozenset(name for name, matches in held.items() if matches is None)
        self._rarest: dict[str, list[tuple[Any, str]]] = defaultdict(list)
        for name, (rarest, *other) in ((name, match) for name, matches in held.items() for match in matches or ()):
            self._rarest[rarest].append((name, "" if any(map(_goes_on, other)) else "".join(other)))

    @functools.lru_cache(1 << 14)  # noqa: B019 - there is one gate for a group of rules
    def _opens(self, word: str) -> list[tuple[Any, str]]:
        """Return the patterns of which a match may hold a word as its rarest, each with another word that it holds."""
        begun = (word[:n] + _ANY for n in range(_STEM, len(word) + 1))
        return [found for held in (word, *begun) if held in self._rarest for found in self._rarest[held]]

    def opened(self, words: Set[str]) -> frozenset:
        """Return the names of the patterns that can match a text with some words."""
        found = itertools.chain.from_iterable(map(self._opens, words))
        return self._open.union(name for name, other in found if not other or other in words)

    def may_match(self, words: Set[str]) -> list[tuple[Any, re.Pattern]]:
        """Return the patterns that can match a text with some words, in order, each with its name."""
        opened = self.opened(words)
        return [(name, pattern) for name, pattern in self.patterns.items() if name in opened]


def _goes_on(word: str) -> bool:
    return word.endswith(_ANY)


def _rareness(word: str) -> tuple[bool, int, str]:
    """Return what is the greater, the rarer a word is."""
    return word not in _FREQUENT, len(word), word


def _beginning(match: str) -> str:
    """Keep of a match its first word, once that has ended."""
    first = _FIRST.match(match)
    return f"{first[0]} " if first else match


def _shortened(match: str, most: int) -> str:
    """Keep of a match its rarest words, and what at its ends may be part of a word that goes on."""
    start, within, end = _OPEN_ENDS.findall(match)[0]
    words = sorted(set(_WORD.findall(within)), key=_rareness)[-most:]
    return " ".join((start, *words, end)) if words else match


def _sequence(nodes: Any, shorten: Shorten) -> list[str]:
    """Spell out what a pattern matches, in lower case; letters other than a to z part words, as everywhere in the reader."""
    found = [""]
    for code, value in nodes:
        ends = list(_node(code.name, value, shorten))
        if len(found) * len(ends) > _MOST:
            ends = [_ANY]
        found = [a + b for a in found for b in ends]
        if len(ends) > 1:
            found = list(dict.fromkeys(map(shorten, found)))
    return list(dict.fromkeys(map(shorten, found)))


def _node(kind: str, value: Any, shorten: Shorten) -> Iterator[str]:
    """Spell out one part of a parsed pattern."""
    if kind == "LITERAL":
        yield _letter(value)
    elif kind == "IN":
        yield from _characters(value)
    elif kind == "BRANCH":
        yield from (match for branch in value[1] for match in _sequence(branch, shorten))
    elif kind == "SUBPATTERN":
        yield from _sequence(value[3], shorten)
    elif kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        yield from _repeated(*value, shorten=shorten)
    elif kind in ("AT", "ASSERT", "ASSERT_NOT"):
        yield "" if kind != "AT" or value.name == "AT_NON_BOUNDARY" else _EDGE
    else:
        yield _ANY


def _characters(members: list[tuple]) -> Iterator[str]:
    if all(code.name == "LITERAL" for code, _ in members):
        yield from (_letter(value) for _, value in members)
    else:
        yield _ANY


def _letter(code: int) -> str:
    return chr(code).lower() if code < _NOT_ASCII else " "


def _repeated(least: int, most: int, nodes: Any, shorten: Shorten) -> Iterator[str]:
    """Spell out a repetition: nothing where it may be left out, once, and what is open where it may go on within a word."""
    if least == 0:
        yield ""
    for match in _sequence(nodes, shorten):
        yield match + _ANY if most != 1 and match[-1:].isalpha() else match
