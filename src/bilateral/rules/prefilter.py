"""Prefilters: the words that every match of a pattern begins with or holds, derived from the pattern itself."""

import re
import re._constants as codes
import re._parser as parser
from collections.abc import Callable, Iterable, Iterator

_ANY = "\0"  # stands in a match for what a pattern leaves open
_MOST = 500  # matches of which a pattern is spelled out; what has more is open
_WORD = re.compile(r"(?<![a-z\0])[a-z]+(?![a-z\0])")
_FIRST = re.compile(r"[a-z]+(?=[^a-z\0])")
_FREQUENT = frozenset(
    "the and these those other first was were is are been had has have with to of in on by at their his did same".split()
)
_OPEN_ENDS = re.compile(r"([a-z\0]*)(.*?)([a-z\0]*)", re.S)
Shorten = Callable[[str], str]


def words_begun_with(pattern: str) -> frozenset[str] | None:
    """Return the words of which every match of a pattern begins with one; None where that is open."""
    found = [_FIRST.match(f"{match} ") for match in _sequence(parser.parse(pattern), _beginning)]
    return frozenset(m[0] for m in found if m) if found and all(found) else None


def words_held(pattern: str) -> frozenset[str] | None:
    """Return words of which every match of a pattern holds one, of each match its rarest; None where there are none."""
    found = [_WORD.findall(match) for match in _sequence(parser.parse(pattern), _longest)]
    return frozenset(max(words, key=_rareness) for words in found) if found and all(found) else None


def _rareness(word: str) -> tuple[bool, int]:
    """Return what is the greater, the rarer a word is."""
    return word not in _FREQUENT, len(word)


def _beginning(match: str) -> str:
    """Keep of a match its first word, once that has ended."""
    first = _FIRST.match(match)
    return f"{first[0]} " if first else match


def _longest(match: str) -> str:
    """Keep of a match its rarest word, and what at its ends may be part of a word that goes on."""
    start, within, end = _OPEN_ENDS.fullmatch(match).groups()
    words = _WORD.findall(within)
    return f"{start} {max(words, key=_rareness)} {end}" if words else match


def _sequence(nodes: Iterable[tuple], shorten: Shorten) -> list[str]:
    """Spell out what a pattern matches, in lower case; letters other than a to z part words, as everywhere in the reader."""
    found = [""]
    for code, value in nodes:
        ends = ["".join(c if c.isascii() else " " for c in end.lower()) for end in _node(code, value, shorten)]
        if len(found) * len(ends) > _MOST:
            ends = [_ANY]
        found = list(dict.fromkeys(shorten(a + b) for a in found for b in ends))
    return found


def _node(code: object, value: object, shorten: Shorten) -> Iterator[str]:
    """Spell out one part of a parsed pattern."""
    if code is codes.LITERAL:
        yield chr(value)
    elif code is codes.IN:
        yield from _characters(value)
    elif code is codes.BRANCH:
        yield from (match for branch in value[1] for match in _sequence(branch, shorten))
    elif code is codes.SUBPATTERN:
        yield from _sequence(value[3], shorten)
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        yield from _repeated(*value, shorten)
    elif code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        yield ""
    else:
        yield _ANY


def _characters(members: list[tuple]) -> Iterator[str]:
    if all(code is codes.LITERAL for code, _ in members):
        yield from (chr(value) for _, value in members)
    else:
        yield _ANY


def _repeated(least: int, most: int, nodes: Iterable[tuple], shorten: Shorten) -> Iterator[str]:
    """Spell out a repetition: nothing where it may be left out, once, and what is open where it may go on within a word."""
    if least == 0:
        yield ""
    for match in _sequence(nodes, shorten):
        yield match + _ANY if most != 1 and match[-1:].isalpha() else match
