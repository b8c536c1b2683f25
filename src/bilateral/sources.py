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
from pathlib import Path

from . import typography

_FOLD = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u00ad", " "),
    }
)
_STRANGE = re.compile("[\ufffd\x00-\x08\x0e-\x1f]")
_OTHER_LETTER = re.compile(r"[^\W\x00-\x7f]")
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")  # combining marks, and other signs that are no letters
_LETTERS = bytes(i if chr(i).islower() else ord(" ") for i in range(128)) + b" " * 128
_BLANKS = bytes(ord("w" if chr(i).isalnum() or chr(i) == "_" else " ") for i in range(128)) + b" " * 128
_LINE_ENDS = ("\r\n", *"\r\f\v\u2028\u2029\x85")
_OTHER_FIGURE = re.compile(r"[^\W\x00-\x7f](?<=\d)")
_UNPLAIN = re.compile(f"[{''.join(map(chr, _FOLD))}]")
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


def lowered(text):
    """A text in lower case, character for character."""
    return text.replace("\u0130", "i").lower()  # the only letter that two stand for


def letters(lower):
    """A text in lower case with blanks for all but a to z, character for character: blanks part its words."""
    return lower.encode("ascii", "replace").translate(_LETTERS).decode("ascii")


def words_of(lower):
    """The words of a text in lower case; hyphens part them."""
    return frozenset(letters(lower).split())


def places(lower, phrase):
    """Where a phrase stands in a text in lower case: its starts, in order, also inside longer words."""
    start = lower.find(phrase)
    while start >= 0:
        yield start
        start = lower.find(phrase, start + len(phrase))


class SourceError(ValueError):
    """A file, folder or parameter that can't be read, told in one line."""

    def _render_traceback_(self):  # IPython asks for this: a user's mistake needs no traceback
        return [f"SourceError: {self}"]


def fold(text):
    """The text with quotes, dashes, spaces and the figures of other scripts made plain, character for character."""
    text = _UNPLAIN.sub(lambda m: _FOLD[ord(m[0])], text)
    return text if text.isascii() else _OTHER_FIGURE.sub(lambda m: str(int(m[0])), text)


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


def data_folder(name):
    """The folder of that name (data, seeds, notebooks) in the installed package, or else in the checkout."""
    here = Path(__file__).resolve().parent
    return next(p for p in (here / name, here.parents[1] / name) if p.is_dir())


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
