"""The bytes of a file as text."""

import itertools
import json
import re
import unicodedata

_STRANGE = re.compile("[\ufffd\x00-\x08\x0e-\x1f]")
_MARKS = re.compile(r"[^\x00-\x7f](?<![\w\s])[^\w\s\x00-\x7f]{30,}")  # combining marks, and other signs that are no letters
_THIRTY = re.compile("(?s).{1,30}")
_LINE_ENDS = ("\r\n", *"\r\f\v\u2028\u2029\x85")


def decode(raw: bytes, charset: str = "") -> tuple[str, str]:
    """
    Return the text of a file's bytes, its line ends made ``\\n``, and a remark on how it was read.

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
    """Return the characters of a file's bytes, whatever they are, and a remark where the encoding is a guess."""
    mark = json.detect_encoding(raw[:4])
    names = [charset or "utf-8", "utf-8"]
    if mark in ("utf-8-sig", "utf-16", "utf-32"):
        names = [mark]
    elif raw[:400].count(0) > 40:  # UTF-16 without a mark has a zero in every other byte
        names = ["utf-16-le" if raw[1:400:2].count(0) > raw[:400:2].count(0) else "utf-16-be"]
    for name in names:
        try:
            return raw.decode(name), ""
        except (UnicodeDecodeError, LookupError):  # a page may name an encoding that there is not
            continue
    return raw.decode("cp1252", errors="replace"), "read as Windows-1252"


def stream_safe(text: str) -> str:
    """
    Return the text in the stream-safe form of Unicode's annex 15: no more than 30 combining marks in a row.

    A joiner that is not seen parts longer runs, which no writing has: to order a run takes the square of its length.
    """
    return _MARKS.sub(_parted, text)


def _parted(run: re.Match[str]) -> str:
    together = ("".join(signs) for _, signs in itertools.groupby(run[0], lambda c: unicodedata.combining(c) > 0))
    return "".join("\u034f".join(_THIRTY.findall(s)) if unicodedata.combining(s[0]) else s for s in together)
