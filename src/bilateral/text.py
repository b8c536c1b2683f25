"""Text as the reader looks at it: signs made plain, lower case, words; character for character, so that offsets hold."""

import functools
import re
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import TypeVar

_PLAIN = {
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
    "\u200b\u200e\u200f\u2060\ufeff\u00ad",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "'": "\u2018\u2019\u201a\u201b\u02bc\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb",
}
_FOLD = {sign: plain for plain, signs in _PLAIN.items() for sign in signs}
_OTHER_FIGURE = re.compile(r"[^\W\x00-\x7f](?<=\d)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
T = TypeVar("T")
_LETTERS = bytes(i if chr(i).islower() else ord(" ") for i in range(128)) + b" " * 128


class lazy(functools.cached_property[T]):
    """A value that is found when it is first asked for, by one thread: without the lock that cached_property has before Python 3.12."""

    def __get__(self, instance: object, owner: type | None = None) -> T:
        value = vars(instance)[self.attrname] = self.func(instance)  # pyright: ignore[reportArgumentType] - it has a name
        return value


def compiled(patterns: Mapping[str, str], flags: int = 0) -> dict[str, re.Pattern[str]]:
    """Compile a table of patterns."""
    return {name: re.compile(pattern, flags) for name, pattern in patterns.items()}


def namespace(patterns: Mapping[str, str]) -> SimpleNamespace:
    """Compile a table of patterns, each of which becomes an attribute."""
    return SimpleNamespace(**compiled(patterns))


def fold(text: str) -> str:
    """Make quotes, dashes, spaces and the figures of other scripts plain, character for character."""
    for sign in _FOLD.keys() & {*_NOT_ASCII.findall(text), *"\t`"}:  # most texts have few of them
        text = text.replace(sign, _FOLD[sign])
    text = text.replace("[^", "[ ")  # a note in Markdown
    return text if text.isascii() else _OTHER_FIGURE.sub(lambda m: str(int(m[0])), text)


def lowered(text: str) -> str:
    """Return a text in lower case, character for character."""
    return text.replace("\u0130", "i").lower()  # the only letter that two stand for


def words_of(lower: str) -> frozenset[str]:
    """Return the words of a text in lower case; hyphens part them."""
    return frozenset(lower.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split())


def places(lower: str, phrase: str) -> Iterator[int]:
    """Find where a phrase stands in a text in lower case: its starts, in order, also inside longer words."""
    start = lower.find(phrase)
    while start >= 0:
        yield start
        start = lower.find(phrase, start + len(phrase))
