"""Source documents: their text, decoded, and the same text folded.

Offsets count in `Document.text`, the decoded file with its line ends made ``\\n`` and its words whole (`typography`).
`Document.folded` is the same text, character for character, with quotes, dashes, spaces and figures made plain, and blanks
for the line ends that a sentence runs over: it is what the readers' patterns look at.
"""

import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass, field

from . import typography
from .text import fold, letters, lowered

_STRANGE = re.compile("[\ufffd\x00-\x08\x0e-\x1f]")
_OTHER_LETTER = re.compile(r"[^\W\x00-\x7f]")
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")  # combining marks, and other signs that are no letters
_BLANKS = bytes(ord("w" if chr(i).isalnum() or chr(i) == "_" else " ") for i in range(128)) + b" " * 128
_LINE_ENDS = ("\r\n", *"\r\f\v\u2028\u2029\x85")
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


def decode(raw: bytes, charset: str = "") -> tuple[str, str]:
    """
    The text of a file's bytes, its line ends made ``\\n``, and a remark on how it was read.

    Byte order marks decide first, then the encoding that the file names, then UTF-8, then Windows-1252; a binary file is
    an empty text with a remark.
    """
    text, remark = characters(raw, charset)
    if len(_STRANGE.findall(text, 0, 4000)) > 0.02 * len(text[:4000]):
        return "", "not a text file (binary)"
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return unicodedata.normalize("NFC", stream_safe(text)), remark


def characters(raw: bytes, charset: str = "") -> tuple[str, str]:
    """What characters a file's bytes are, whatever they are, and a remark where the encoding is a guess."""
    marks = (
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    )
    encoding = next((name for mark, name in marks if raw.startswith(mark)), None)
    if encoding is None and raw[:400].count(0) > 40:  # UTF-16 without a mark has a zero in every other byte
        encoding = "utf-16-le" if raw[1:400:2].count(0) > raw[:400:2].count(0) else "utf-16-be"
    for name in [encoding] if encoding else [*filter(None, [charset]), "utf-8"]:
        try:
            return raw.decode(name), ""
        except (UnicodeDecodeError, LookupError):  # a page may name an encoding that there is not
            continue
    return raw.decode("cp1252", errors="replace"), "read as Windows-1252"


def stream_safe(text: str) -> str:
    """
    The text in the stream-safe form of Unicode's annex 15: no more than 30 combining marks in a row.

    A joiner that is not seen parts longer runs, which no writing has: to order a run takes the square of its length.
    """
    return _MARKS.sub(_parted, text)


def _parted(run: re.Match) -> str:
    out = []
    for mark, together in itertools.groupby(run[0], lambda c: unicodedata.combining(c) > 0):
        found = "".join(together)
        out.append("\u034f".join(re.findall("(?s:.{1,30})", found)) if mark else found)
    return "".join(out)
