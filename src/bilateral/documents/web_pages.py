"""Saved web pages: parsed, what they state of themselves, and what is not parsed since it would take too long.

What could take long is counted before a page is parsed: the parser is written in C and can't be interrupted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..text import fold
from . import patterns
from .files import Source
from .heads import day, titled

if TYPE_CHECKING:  # it is loaded only when a web page is read
    from lxml.etree import _Element as Element

#: More elements than any page has that a person reads; each costs some microseconds.
MOST_ELEMENTS = 400_000
#: The parser compares each attribute of an element with all before it: a limit to the sum of the squares.
MOST_COMPARED = 200_000_000
_VALUE = re.compile("\"[^\"]*\"|'[^']*'")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{200,}")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
#: Names under which pages state when they were published, the surest first.
_PUBLISHED = patterns.SPEC["pages"]["published"].split()


def read(page: str) -> Source:
    """Read the main text of a saved web page, decoded; its first line is its title."""
    try:
        from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # compiled, without stubs
    except ImportError:
        return Source(
            "", "not read: a web page needs the extra 'html' (pip install 'bilateral[html]'), or save it as text"
        )
    from .web_text import lines

    if reason := _too_much(page):
        return Source("", f"not read: {reason}")
    # As bytes, since lxml refuses a string that names its encoding.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(page.encode("utf-8", "replace") or b" ", parser)
    remarks = ["main text of a web page"]
    if any("xcessive depth" in error.message for error in parser.error_log):
        remarks.append("not read: what stands in more than 2,000 elements, one in another")
    about = {} if root is None else _about(root)
    text = "" if root is None else "\n".join(lines(root)).strip()
    if not text:
        return Source("", (remarks[1:] or ["not read: no text was found in the web page"])[0])
    return Source(titled(text, about), "; ".join(remarks), about)


def _too_much(page: str) -> str:
    """Return why a page would take too long to parse, if it would."""
    if page.count("<") > MOST_ELEMENTS:
        return f"the web page has more than {MOST_ELEMENTS:,} elements"
    attributes = (len(_VALUE.sub("", match[0]).split()) for match in _LONG_TAG.finditer(page))
    return "elements of the web page have too many attributes" if sum(n * n for n in attributes) > MOST_COMPARED else ""


# What a page states of itself


def _about(root: Element) -> dict[str, str]:
    """Return the page's title, publisher and day of publication, if it states them."""
    given: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        given.setdefault(name.strip().lower(), " ".join((meta.get("content") or "").split()))
    about = {
        "title": _title(root, given.get("og:title", ""), given.get("og:site_name", "")),
        "publisher": given.get("og:site_name", ""),
        "published": next(filter(None, map(day, _published(root, given))), ""),
    }
    return {name: value for name, value in about.items() if value}


def _title(root: Element, offered: str, site: str) -> str:
    """Choose a heading that the window's title holds, or else what the page offers as a title when it is shared."""
    printed = next(_printed(root, "head/title"), "")
    heads = list(filter(None, _printed(root, ".//h1")))
    for head in heads:
        if len(head) > 2 and head != site and fold(head).lower() in fold(printed or offered).lower():
            return head
    title = offered or printed or (heads[0] if len(heads) == 1 else "")
    return re.sub(rf"\s+[-|–—·:»]+\s+{re.escape(site)}$", "", title) if site else title


def _printed(root: Element, path: str) -> Iterator[str]:
    """The text of elements, each in one line."""
    return (" ".join("".join(element.itertext()).split()) for element in root.iterfind(path))


def _published(root: Element, given: dict[str, str]) -> Iterator[str]:
    """What a page states on when it was published, the surest first."""
    yield from (given.get(name, "") for name in _PUBLISHED)
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _LINKED_DATE.findall(script.text or "")
    for element in root.iter("time"):
        if element.get("pubdate") is not None or element.get("itemprop") == "datePublished":
            yield element.get("datetime") or element.text or ""
