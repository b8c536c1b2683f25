"""The kinds of file that are read, and how the bytes of each become a text."""

import re
from collections.abc import Callable
from typing import NamedTuple

from ..decoding import decode
from . import pdfs, typography, web_pages

_FRONT = re.compile(r"\s*---[ \t]*\n(?P<yaml>(?:.{0,2000}\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELDS = re.compile(r"\s*(?P<heading>[^\n]+\n[=~*#-]{3,}\n\s*)?(?P<fields>(?::[A-Za-z][\w ]{0,30}:[ \t]+[^\n]+\n)+)")
#: What front matter may say of its document: its names there → the column of the table of sources.
_FACTS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "address": "address",
    "url": "address",
    "label": "label",
}
_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,200}encoding=[\"']([\w.:-]{2,40})", re.I
)
#: Encodings that pages are written in; by the standard of the web a page that says Latin-1 is Windows-1252.
_ENCODING = re.compile(
    r"utf-?8|(?:windows|cp|iso)[-_]?\d[\d-]*|koi8-?[ru]|gb\w+|big5\S*|shift_jis|euc-\w+|macintosh|tis-620"
)
_LATIN = re.compile(r"(?:iso[-_]?8859-1|latin-?1|us-ascii|ascii)")


class Source(NamedTuple):
    """What a file holds: its text, a remark on how it was read, and what it states of itself (columns of sources)."""

    text: str
    remark: str = ""
    about: dict[str, str] = {}


def plain(raw: bytes) -> Source:
    """A text file."""
    text, remark = decode(raw)
    return _fronted(text, remark)


def markdown(raw: bytes) -> Source:
    """A Markdown file: its links and emphasis as they are printed."""
    text, remark, about = plain(raw)
    text = re.sub(r"<!--(?:[^<]|<(?!!--))*?-->", "", text)
    text = re.sub(r"!\[[^\]\n]{0,500}\]\([^()\s]{0,2000}[^()\n]{0,200}\)", "", text)
    text = re.sub(
        r"(?<!!)\[([^\[\]\n]{1,500})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?: \"[^\"\n]{0,200}\")?\)", r"\1", text
    )
    text = re.sub(r"(?<![\w*])(\*\*|__)(?=[^\s*_])([^\n*]{1,500}?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]{1,500}?)(?<=\S)\1(?![\w*])", r"\2", text)
    return Source(re.sub(r"(?m)^ {0,3}> ?", "", text), remark, about)


def restructured(raw: bytes) -> Source:
    """A file of reStructuredText: without its directives' lines, its links and notes as they are printed."""
    text, remark, about = plain(raw)
    text = re.sub(r"(?m)^\s*\.\. .*(?:\n[ \t]+:[\w-]+:.*)*$", "", text)
    text = re.sub(r"(?::[\w:+.-]{1,30}:)?`([^`<\n]{1,500}?)(?:\s*<[^<>\n]{1,1000}>)?`(?:__?)?", r"\1", text)
    text = re.sub(r"\[(#?\w{1,20})\]_", r"[\1]", text)
    text = re.sub(r"(?<![\w*])(\*\*?)(?=[^\s*])([^\n*]{1,500}?)(?<=\S)\1(?![\w*])", r"\2", text)
    return Source(text, remark, about)


def web_page(raw: bytes) -> Source:
    """A saved web page, in the encoding that it names."""
    found = _CHARSET.search(raw[:16_384].replace(b"\0", b""))
    named = (found[1] or found[2]).decode("ascii").lower() if found else ""
    charset = "cp1252" if _LATIN.fullmatch(named) else named if _ENCODING.fullmatch(named) else ""
    text, remark = decode(raw, charset)
    if not text:
        return Source(text, remark)
    page = web_pages.read(text)
    return Source(page.text, "; ".join(filter(None, [page.remark, remark])), page.about)


def pdf(raw: bytes) -> Source:
    """The text layer of a PDF file."""
    text, remark, about = pdfs.read(raw)
    return Source(text, remark, about)


READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": plain,
    ".text": plain,
    ".md": markdown,
    ".markdown": markdown,
    ".rst": restructured,
    ".html": web_page,
    ".htm": web_page,
    ".pdf": pdf,
}


def read(raw: bytes, suffix: str) -> Source:
    """
    The text of a file's bytes.

    Parameters
    ----------
    raw : bytes
    suffix : str
        The ending of the file's name, such as ".html"; one that is not known is read as plain text.
    """
    text, remark, about = READERS.get(suffix.lower(), plain)(raw)
    return Source(typography.clean(text), remark, about)


def _fronted(text: str, remark: str) -> Source:
    """A text without the lines at its head that describe it, but for its title, which is its first line."""
    about, body = _yaml(text) or _fields(text) or ({}, text)
    title = about.get("title", "")
    first = body.lstrip().partition("\n")[0].strip("#=*_ ")
    if title and title != first:
        body = f"{title}\n\n{body.lstrip()}"
    return Source(body, remark, about)


def _yaml(text: str) -> tuple[dict[str, str], str] | None:
    """What YAML at the head of a text says of it, and the rest of the text."""
    match = _FRONT.match(text) if text.lstrip()[:3] == "---" else None
    if not match:
        return None
    import yaml  # only here: few documents have such a head

    try:
        given = yaml.load(match["yaml"], yaml.BaseLoader)  # dates and numbers stay as they are written
    except (yaml.YAMLError, RecursionError):
        return None
    return (_facts(given), text[match.end() :]) if isinstance(given, dict) and given else None


def _fields(text: str) -> tuple[dict[str, str], str] | None:
    """What the list of fields at the head of reStructuredText says of it, and the rest of the text."""
    match = _FIELDS.match(text)
    if not match:
        return None
    given = re.findall(r"(?m)^:([^:\n]+):[ \t]+(.+)$", match["fields"])
    return _facts(dict(given)), (match["heading"] or "") + text[match.end() :]


def _facts(given: dict) -> dict[str, str]:
    """What is given of a document, by columns of the table of sources; its day of publication as EDTF."""
    out: dict[str, str] = {}
    for name, value in given.items():
        column = _FACTS.get(str(name).strip().lower())
        if column and isinstance(value, str) and value.strip():
            shown = " ".join(value.split())
            out.setdefault(column, web_pages.day(shown) if column == "published" else shown)
    return {column: value for column, value in out.items() if value}
