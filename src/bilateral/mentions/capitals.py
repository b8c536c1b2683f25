"""Sentences in capitals, written as others are, so that names and words in them are found: character for character."""

import functools
import re

from ..files import read_toml
from ..rules import vocabulary
from ..states import spelling

_WORD, _ROMAN = re.compile(r"[^\W\d_]+"), re.compile(r"[IVXL]+")
_FUNCTION_WORDS = frozenset(read_toml("clauses.toml")["function_words"].split())
_FEWEST = 8  # letters in a text that is taken to be in capitals


def lowered(text: str) -> str:
    """Return a text that is all in capitals with capitals for names only; any other as it is."""
    if not text.isupper() or sum(map(str.isalpha, text)) < _FEWEST:
        return text
    written = _WORD.sub(lambda m: _written(m[0]), text)
    return written[:1].upper() + written[1:] if len(written) == len(text) else text


def _written(word: str) -> str:
    small = word.lower()
    if len(word) == 1 or _ROMAN.fullmatch(word) or word in _acronyms():
        return word
    return small if small in _small_words() else word.capitalize()


@functools.cache
def _small_words() -> frozenset[str]:
    """Return the words that are no names: those of the vocabulary, unless a state's name has them."""
    known = {word for phrase in vocabulary.load().words for word in phrase.split()}
    known |= {word for thing in vocabulary.load().things.values() for word in thing.first or ()}
    names = {word.lower() for entry in spelling.table() for word in _WORD.findall(entry.name)}
    return _FUNCTION_WORDS | (known - names)


@functools.cache
def _acronyms() -> frozenset[str]:
    """Return the words of states' names that are always in capitals."""
    return frozenset(word for entry in spelling.table() for word in _WORD.findall(entry.name) if word.isupper())
