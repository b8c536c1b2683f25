"""Source documents: their text, decoded, and the same text folded.

Offsets count in `Document.text`, the decoded file with its line ends made ``\\n`` and its words whole (`typography`).
`Document.folded` is the same text, character for character, with quotes, dashes, spaces and figures made plain, and blanks
for the line ends that a sentence runs over: it is what the readers' patterns look at.
"""

import functools
import re
from dataclasses import dataclass, field

from ..text import fold, letters, lowered
from . import typography

_OTHER_LETTER = re.compile(r"[^\W\x00-\x7f]")
_BLANKS = bytes(ord("w" if chr(i).isalnum() or chr(i) == "_" else " ") for i in range(128)) + b" " * 128
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "to",
        "a",
        "was",
        "were",
        "is",
        "by",
        "on",
        "with",
        "for",
        "as",
        "at",
        "from",
        "that",
        "between",
        "his",
        "its",
        "it",
        "which",
        "had",
    ]
)


@dataclass
class Document:
    """
    One source: its text, and the same text folded.

    `remark` says what was odd in reading it, `about` what it states of itself (columns of the table of sources).
    """

    name: str
    file: str
    text: str
    remark: str = ""
    about: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = typography.join_lines(fold(self.text))

    @functools.cached_property
    def lower(self):
        """The folded text in lower case."""
        return lowered(self.folded)

    @functools.cached_property
    def letters(self):
        """The words of the folded text in lower case, parted by blanks, character for character."""
        return letters(self.lower)

    @property
    def words(self):
        """How many runs of letters and figures: counted on bytes, in half the time of a list of them."""
        text = self.folded if self.folded.isascii() else _OTHER_LETTER.sub("w", self.folded)
        plain = b" " + text.encode("ascii", "replace").translate(_BLANKS)
        return plain.count(b" w")

    @functools.cached_property
    def surnames(self):
        """The words that stand after another with a capital letter: last names of people whom the text names in full, and more."""
        return frozenset(re.findall(r"\b[A-Z][\w'-]+ (?=([A-Z][\w'-]+))", self.folded))

    @functools.cached_property
    def language(self):
        """``en``, or ``und`` where fewer than one word in ten is one that English prose can't do without."""
        words = re.findall(r"[^\W\d_]+", self.folded[:5_000].lower())
        if len(words) < 20:
            return "en" if words and self.folded.isascii() else "und"
        return "en" if sum(map(_ENGLISH.__contains__, words)) / len(words) > 0.1 else "und"
