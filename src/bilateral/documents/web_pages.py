"""Saved web pages: parsed, what they state of themselves, and what is not parsed since it would take too long.

What could take long is counted before a page is parsed: the parser is written in C and can't be interrupted.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from ..dates import finder as dates
from ..text import fold
from .web_text import lines

if TYPE_CHECKING:  # it is loaded only when a web page is read
    from lxml.etree import _Element as Element

#: More elements than any page has that a person reads; each costs some microseconds.
MOST_ELEMENTS = 400_000
#: The parser compares each attribute of an element with all before it: a limit to the sum of the squares.
MOST_COMPARED = 200_000_000
_VALUE = re.compile("\"[^\"]*\"|'[^']*'")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{200,}")
_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


class Page(NamedTuple):
    """What a saved page holds: its text, a remark on how it was read, and what it states of itself."""

    text: str
    remark: str
    about: dict[str, str] = {}


def read(page: str) -> Page:
    """
    The main text of a saved web page.

    Parameters
    ----------
    page : str
        The page's HTML, decoded.

    Returns
    -------
    Page
        Its text begins with its title. A page that can't be read is an empty text with a remark.
    """
    try:
        from lxml import etree
    except ImportError:
        return Page(
            "", "not read: a web page needs the extra 'html' (pip install 'bilateral[html]'), or save it as text"
        )
    if reason := _too_much(page):
        return Page("", f"not read: {reason}")
    # As bytes, since lxml refuses a string that names its encoding.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(page.encode("utf-8", "replace") or b" ", parser)
    deep = any("xcessive depth" in error.message for error in parser.error_log)
    below = "not read: what stands in more than 2,000 elements, one in another"
    text = "\n".join(lines(root)) if root is not None else ""
    if not text.strip():
        return Page("", below if deep else "not read: no text was found in the web page")
    about = _about(root)
    return Page(_titled(text, about), f"main text of a web page; {below}" if deep else "main text of a web page", about)


def _too_much(page: str) -> str:
    """Why a page would take too long to parse, if it would."""
    if page.count("<") > MOST_ELEMENTS:
        return f"the web page has more than {MOST_ELEMENTS:,} elements"
    attributes = (len(_VALUE.sub("", match[0]).split()) for match in _LONG_TAG.finditer(page))
    if sum(n * n for n in attributes) > MOST_COMPARED:
        return "elements of the web page have too many attributes"
    return ""


# What a page states of itself


def _about(root: "Element") -> dict[str, str]:
    """The page's title, publisher and day of publication, as far as it states them."""
    given: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        given.setdefault(name, _plain(meta.get("content")))
    printed = [_plain("".join(e.itertext())) for e in root.iter("title") if e.getparent().tag == "head"]
    heads = [_plain("".join(e.itertext())) for e in root.iter("h1")]
    site = given.get("og:site_name", "")
    about = {
        "title": _title([*printed, ""][0], given.get("og:title", ""), [h for h in heads if h], site),
        "publisher": site,
        "published": _published(root, given),
    }
    return {name: value for name, value in about.items() if value}


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _title(printed: str, offered: str, heads: list[str], site: str) -> str:
    """The title among those that a page gives: a heading that the window's title holds, or what it offers to be shared."""
    for head in heads:
        if len(head) > 2 and fold(head).lower() in fold(printed or offered).lower() and head != site:
            return head
    title = offered or printed or (heads[0] if len(heads) == 1 else "")
    return re.sub(rf"\s+[-|–—·:»]+\s+{re.escape(site)}$", "", title) if site else title


#: Names under which pages state when they were published, the surest first.
_PUBLISHED = (
    "article:published_time og:published_time datepublished citation_publication_date citation_date dcterms.issued "
    "dc.date.issued dcterms.created dc.date.created dcterms.date dc.date date pubdate publish-date publishdate "
    "publication_date publish_date parsely-pub-date sailthru.date"
).split()


def _published(root: "Element", given: dict[str, str]) -> str:
    """The day on which a page says that it was published, as EDTF; empty where it doesn't say."""
    stated = [given.get(name, "") for name in _PUBLISHED]
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and len(script.text or "") < 1_000_000:
            stated += re.findall(r'"datePublished"\s*:\s*"([^"]{4,40})"', script.text or "")
    stated += [e.get("datetime") or e.text or "" for e in root.iter("time") if e.get("pubdate") is not None]
    stated += [e.get("datetime") or "" for e in root.iter("time") if (e.get("itemprop") or "") == "datePublished"]
    return next(filter(None, map(day, stated)), "")


def day(text: str) -> str:
    """The date that a text gives, as EDTF: a day, a month or a year; empty where it gives none."""
    text = text.strip()[:60]
    if match := _DAY.search(text):
        year, month, number = map(int, match.groups())
        text = f"{year:04d}-{month:02d}-{number:02d}"
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        return text if "1400" < text[:4] < "2200" else ""
    found = [date.edtf for date in dates.find(fold(text)) if date.edtf]
    return found[0] if len(found) == 1 and re.fullmatch(r"\d{4}(-\d\d){0,2}", found[0]) else ""


def _titled(text: str, about: dict[str, str]) -> str:
    """The text with its title as its first line."""
    title = about.get("title", "")
    first, _, rest = text.partition("\n")
    bare = first.removeprefix("## ")
    if bare == title or not title:
        return f"{bare}\n{rest}" if title else text
    return f"{title}\n\n{text}"
