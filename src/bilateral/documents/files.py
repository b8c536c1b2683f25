"""Source documents: their text, decoded, and the same text folded.

Offsets count in `Document.text`, the decoded file with its line ends made ``\\n`` and its words whole (`typography`).
`Document.folded` is the same text, character for character, with quotes, dashes, spaces and figures made plain, and blanks
for the line ends that a sentence runs over: it is what the readers' patterns look at.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..text import fold
from . import layout, patterns, typography

_ENGLISH = patterns.words("words").english
_IS = patterns.load("clean")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"\w+")


class Source(NamedTuple):
    """What a file holds: its text, a remark on how it was read, and what it states of itself (columns of `sources`)."""

    text: str
    remark: str = ""
    about: dict[str, str] = {}


@dataclass
class Document:
    """
    One source: its text, and the same text folded.

    `remark` says what was odd in reading it, `about` what it states of itself (columns of `sources`).
    """

    name: str
    file: str
    text: str
    remark: str = ""
    about: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folded = typography.with_bars(self.text, fold(self.text))
        self.folded = typography.with_colons(typography.join_lines(folded))

    @cached_property
    def layout(self) -> layout.Layout:
        """Its lines, sorted, and the sentences of those that are text."""
        return layout.lay_out(self)

    @property
    def words(self) -> int:
        """How many runs of letters and figures, addresses of pages aside."""
        lines = _IS.address.sub(" ", self.folded).splitlines()
        return sum(len(_WORD_OR_NUMBER.findall(line)) for line in lines)

    @cached_property
    def names(self) -> frozenset[str]:
        """In lower case, words with a capital letter within a sentence: they may be names where they begin one, too."""
        return frozenset(word.lower() for word in _IS.named.findall(self.folded))

    @cached_property
    def language(self) -> str:
        """``en``, or ``und`` where fewer than one word in ten is one that English prose can't do without."""
        words = _WORD.findall(self.folded[:5_000].lower())
        if len(words) < 20:
            return "en" if words and self.folded.isascii() else "und"
        return "en" if sum(map(_ENGLISH.__contains__, words)) / len(words) > 0.1 else "und"
