"""The text of a parsed web page: lines that say what is a heading, an entry or a row, without menus, notices and comments.

It is imported only when a web page is read. A page is walked without recursion, since elements may stand in one another as deep as somebody likes.
"""

import functools
import re
from collections.abc import Callable, Iterator
from itertools import islice, takewhile

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # compiled, without stubs
from lxml.etree import _Element as Element

from . import patterns

_ARE = patterns.words("pages")
_RAISED = patterns.load("raised")
_NAMES, _CLASSES = (
    re.compile(rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])") for words in (_ARE.names, _ARE.names | _ARE.classes)
)
_HEADINGS = "h1 h2 h3 h4 h5 h6".split()
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPACE = re.compile(r"\s+")
_EXPONENTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST_HEADING = 14  # words
#: A table on two states has no cells wider or higher than this, and an entry no more definitions.
_WIDEST, _MOST_DEFINITIONS = 40, 20
#: What begins and ends lines while a page is written: a NUL, which no page holds, and what the next line is.
_BLOCK, _ENTRY, _ENTRY_ENDS, _HEADING, _ROW = "\0.", "\0-", "\0/", "\0#", "\0|"
_STARTS = {"-": "- ", "/": "", "#": "## ", "|": "| "}
_BOUNDARY = re.compile("\0.")
#: What is written before an element and after it.
_BEFORE = {"li": _ENTRY, "br": "\n", "q": "“"}
_AFTER = {"li": _ENTRY_ENDS, "q": "”"}


def lines(root: Element) -> Iterator[str]:
    """Write the main text of a page in lines, with a blank one between blocks; the page loses what is set aside."""
    etree.strip_elements(root, *_ARE.never, with_tail=False)
    outline = _Outline(root)
    main = outline.main(root)
    for element in list(outline.furniture(main)):
        element.tag = "template"
    etree.strip_elements(root, "template", with_tail=False)
    return _Writer(outline.words).write(main)


# What is furniture


class _Outline:
    """What must be known of a page's elements before they are written: their words, and which hold its main text."""

    def __init__(self, root: Element) -> None:
        self.words: dict[Element, int] = {}
        self.holders: set[Element] = set()  # of the page's main element, or of a first heading
        for element in reversed(list(root.iter())):  # those inside an element come before it
            inside = sum(self.words[child] + _count(child.tail) for child in element)
            self.words[element] = _count(element.text) + inside
            if element.tag == "h1" or _is_main(element) or not self.holders.isdisjoint(element):
                self.holders.add(element)

    def main(self, root: Element) -> Element:
        """Find the element that holds the text: the only main one, or the only article, if most words stand in it."""
        places = list(filter(_is_main, root.iter())) or [e for e in root.iter("article") if not _is_named(e)]
        if len(places) != 1:
            return root
        aside = sum(self.words[element] for element in self.furniture(root))
        return places[0] if self.words[places[0]] >= 0.5 * (self.words[root] - aside) else root

    def furniture(self, root: Element) -> Iterator[Element]:
        """Find the outermost elements inside another that are set aside."""
        walk = etree.iterwalk(root, events=("start",))
        for _, element in walk:
            if element is not root and self._is_furniture(element, 0.7 * self.words[root]):
                walk.skip_subtree()
                yield element

    def _is_furniture(self, element: Element, most: float) -> bool:
        """Whether an element is furniture by what it is or is called, and holds no main text."""
        if element.get("hidden") not in (None, "until-found"):
            return True
        if element.tag in ("body", "main") or element in self.holders or self.words[element] > most:
            return False
        if "display:none" in (element.get("style") or "").replace(" ", ""):
            return True
        return element.tag in _ARE.elements or element.get("role") in _ARE.roles or _is_named(element)


def _count(text: str | None) -> int:
    return len((text or "").split())


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.get("role") == "main"


def _is_named(element: Element) -> bool:
    """Whether a word of an element's class or id is one that furniture is called by; headings are what they say."""
    named = _has_word(_CLASSES, element.get("class")) or _has_word(_NAMES, element.get("id"))
    return named and element.tag not in _HEADINGS


@functools.lru_cache(10_000)
def _has_word(words: re.Pattern[str], name: str | None) -> bool:
    return bool(name and words.search(_INNER_CAPITAL.sub("-", name[:2_000]).lower()))


# Lines


class _Writer:
    """
    Writes elements as lines of text: headings, entries of lists, rows of tables, paragraphs.

    An element is written when it ends, from the pieces of text inside it; what can't be known then is noted when it
    starts.
    """

    def __init__(self, words: dict[Element, int]) -> None:
        self.words = words
        self.pieces: list[str] = []
        self.row: list[str] | None = None  # the cells of the row that is open, if it is one of values
        self.below: dict[int, list[str]] = {}  # column → what a cell puts into the rows under it
        self.entries: set[Element] = set()  # terms and their definitions, which make one line

    def write(self, root: Element) -> Iterator[str]:
        """Write an element, line by line."""
        starts, typed = [], 0  # where the pieces of open elements begin; how many are open that are set as typed
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if event == "start":
                typed += tag == "pre"
                self._open(element)
                self._part(element, _BEFORE)
                starts.append(len(self.pieces))
                text = element.text
            else:
                typed -= tag == "pre"
                start = starts.pop()
                if tag in _CLOSING:
                    _CLOSING[tag](self, element, start)
                self._part(element, _AFTER)
                text = element.tail if element is not root else None
            if text:
                self.pieces.append(text if typed else _SPACE.sub(" ", text))
        return _lines("".join(self.pieces))

    def _part(self, element: Element, signs: dict[str, str]) -> None:
        """Write what stands before or after an element: the end of a line, or what is printed there."""
        between = _BLOCK if element.tag in _ARE.blocks and element not in self.entries else ""
        self.pieces.append(signs.get(element.tag, between))

    def _open(self, element: Element) -> None:
        if element.tag == "dt":
            group = list(takewhile(lambda e: e.tag == "dd", element.itersiblings()))
            if 0 < len(group) < _MOST_DEFINITIONS and all(map(self._is_value, [element, *group])):
                self.entries.update([element, *group])
                self.pieces.append(_ENTRY)
        elif element.tag == "table":
            self.below = {}
        elif element.tag == "tr":
            self.row = [] if self._is_row(element) else None

    def _is_row(self, element: Element) -> bool:
        """Whether the cells of a row, with those that reach down into it, are more than one, and each holds one value."""
        cells = list(element.iterchildren("td", "th"))
        return len(cells) + sum(map(bool, self.below.values())) > 1 and all(map(self._is_value, cells))

    def _is_value(self, element: Element) -> bool:
        """Whether a cell, term or definition holds one value, and no lists or paragraphs."""
        blocks = list(islice(element.iterdescendants(*_ARE.blocks), 2))
        if len(blocks) > 1 or any(block.tag in _ARE.many for block in blocks):
            return False
        return self.words[element] <= 60 or len(element.findall(".//br")) <= 1

    def _inside(self, start: int) -> str:
        """What has been written from a place on, as one line."""
        return " ".join(_BOUNDARY.sub(" ", "".join(self.pieces[start:])).split())

    def _close_heading(self, element: Element, start: int) -> None:
        if self.words[element] > 5 * _LONGEST_HEADING:  # an element may part a word
            return
        text = self._inside(start)
        if 0 < len(text.split()) <= _LONGEST_HEADING and not text.endswith((".", ";", ",")):
            self.pieces[start:] = [_HEADING, text]

    def _close_raised(self, element: Element, start: int) -> None:
        """Put the numbers of notes in brackets, so that they are no part of a word or year; raise exponents."""
        if self.words[element] > 4:
            return
        before, text = ("".join(pieces) for pieces in (self.pieces[max(0, start - 3) : start], self.pieces[start:]))
        printed = f"{before}\0{text.strip()}"
        if match := _RAISED.exponent.search(printed):
            self.pieces[start:] = [match[1].translate(_EXPONENTS)]
        elif match := _RAISED.note.search(printed):
            self.pieces[start:] = [f"[{match[1]}]"]

    def _close_definition(self, element: Element, start: int) -> None:
        if element in self.entries:
            text = self._inside(start)
            ends = element.tag == "dd" or text.endswith(tuple(":.;,-–"))
            self.pieces[start:] = [text if ends or not text else f"{text}:", " "]

    def _close_cell(self, element: Element, start: int) -> None:
        """Add a cell to its row, as wide as it is, after those that reach down from the rows above."""
        if self.row is None:
            return
        text = self._inside(start).replace("|", "/")
        self._reach_down(self.row)
        width, height = (_number(element.get(name)) for name in ("colspan", "rowspan"))
        self.below[len(self.row)] = [text] * (height - 1)
        self.row += [text, *[""] * (width - 1)]
        self.pieces[start:] = []

    def _close_row(self, element: Element, start: int) -> None:
        if self.row is not None:
            self._reach_down(self.row)
            if any(self.row):
                self.pieces += [_ROW, " | ".join(self.row), " |"]
        self.row = None

    def _reach_down(self, row: list[str]) -> None:
        while below := self.below.get(len(row)):
            row.append(below.pop())


_CLOSING: dict[str, Callable[[_Writer, Element, int], None]] = {
    **dict.fromkeys(_HEADINGS, _Writer._close_heading),
    **dict.fromkeys(("td", "th"), _Writer._close_cell),
    **dict.fromkeys(("dt", "dd"), _Writer._close_definition),
    "tr": _Writer._close_row,
    "sup": _Writer._close_raised,
}


def _lines(text: str) -> Iterator[str]:
    """Cut what was written into lines with the sign of what they are; entries stand together, and so do rows."""
    before = sign = ""
    for block in text.split("\0"):
        sign = _STARTS.get(block[:1], sign)
        printed = block[1:]
        if sign != _STARTS["|"]:
            printed = "\n".join(" ".join(line.split()) for line in printed.strip().split("\n"))
        if printed:
            yield from [""] * (sign != before or sign not in ("- ", "| "))
            yield sign + printed
            before, sign = sign, ""


def _number(text: str | None) -> int:
    """Return a span that an attribute gives: 1 where it gives none, and no more than a table on two states needs."""
    digits = (text or "").strip()[:4]
    return min(max(int(digits), 1), _WIDEST) if digits.isdecimal() else 1
