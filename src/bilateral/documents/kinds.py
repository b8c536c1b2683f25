"""The kinds of file that are read, and how the bytes of each become a text."""

import re
from collections.abc import Callable
from functools import partial

from ..decoding import decode
from . import patterns, pdfs, typography, web_pages
from .files import Source
from .heads import facts, titled

_HEAD = patterns.load("heads")
_CHARSET = re.compile(
    rb"(?i)<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,200}encoding=[\"']([\w.:-]{2,40})"
)


def plain(raw: bytes) -> Source:
    """Read a text file, without the lines at its head that describe it, but for its title, which is its first line."""
    text, remark = decode(raw)
    about, body = _yaml(text) or _fields(text) or ({}, text)
    return Source(titled(body, about), remark, about)


def marked(kind: str, raw: bytes) -> Source:
    """Read a file of Markdown or reStructuredText: its links, notes and emphasis as they are printed."""
    source = plain(raw)
    text = source.text
    for mark, printed in patterns.SPEC["markup"][kind]:
        text = patterns.compiled(mark).sub(printed, text)
    return source._replace(text=text)


def web_page(raw: bytes) -> Source:
    """Read a saved web page, in the encoding that it names; the names are those of the standard of the web."""
    import webencodings  # only here; it comes with nbconvert

    found = _CHARSET.search(raw[:16_384].replace(b"\0", b""))
    named = webencodings.lookup((found[1] or found[2]).decode("ascii")) if found else None
    # What could be read so far is not UTF-16, whatever it says.
    text, remark = decode(raw, named.codec_info.name if named and not named.name.startswith("utf-16") else "")
    if not text:
        return Source(text, remark)
    page = web_pages.read(text)
    return page._replace(remark="; ".join(filter(None, [page.remark, remark])))


#: Ending of a file's name → how such a file is read.
READERS: dict[str, Callable[[bytes], Source]] = {
    **dict.fromkeys((".txt", ".text"), plain),
    **dict.fromkeys((".md", ".markdown"), partial(marked, "markdown")),
    ".rst": partial(marked, "restructured"),
    **dict.fromkeys((".html", ".htm"), web_page),
    ".pdf": pdfs.read,
}


def read(raw: bytes, suffix: str) -> Source:
    """Read a file's bytes by the ending of its name, such as ".html"; with one that is not known, as plain text."""
    source = READERS.get(suffix.lower(), plain)(raw)
    return source._replace(text=typography.clean(source.text))


def _yaml(text: str) -> tuple[dict[str, str], str] | None:
    """Return what YAML at the head of a text states of it, and the rest of the text."""
    match = _HEAD.front_matter.match(text)
    if not match:
        return None
    import yaml  # only here: few documents have such a head

    try:
        given = yaml.load(match["yaml"], yaml.BaseLoader)  # dates and numbers stay as they are written
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(given, dict) or not given:
        return None
    about, heading = facts(given), match["heading"] or ""
    return {k: v for k, v in about.items() if not (heading and k == "title")}, heading + text[match.end() :]


def _fields(text: str) -> tuple[dict[str, str], str] | None:
    """Return what the list of fields at the head of reStructuredText states of it, and the rest of the text."""
    match = _HEAD.fields.match(text)
    if not match:
        return None
    given = dict(_HEAD.field.findall(match["fields"]))
    return facts(given), (match["heading"] or "") + text[match.end() :]
