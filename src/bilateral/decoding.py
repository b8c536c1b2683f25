"""The bytes of a file as text."""

import itertools
import re
import unicodedata

_STRANGE = re.compile("[\ufffd\x00-\x08\x0e-\x1f]")
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")  # combining marks, and other signs that are no letters
_LINE_ENDS = ("\r\n", *"\r\f\v\u2028\u2029\x85")


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
