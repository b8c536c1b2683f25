"""The text of a parsed web page: lines that say what is a heading, an entry or a row, without menus, notices and comments.

A page is walked once, without recursion, since elements may stand in one another as deep as somebody likes.
"""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..files import data_folder

if TYPE_CHECKING:  # it is loaded only when a web page is read
    from lxml.etree import _Element as Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_MANY = frozenset("ul ol dl table li blockquote pre h1 h2 h3 h4 h5 h6".split())  # in a cell, they are more than a value
_NOTE = re.compile(r"\[?(?:\d{1,3}|[a-z]{1,2}|note \d+|[*†‡])\]?", re.I)
_ORDINAL = re.compile(r"st|nd|rd|th|er|ers|de|e|o|a|ème", re.I)
_UNIT = re.compile(r"\b(?:k|c|m|d)?m$|\b(?:mi|ft|in|yd|10)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST_HEADING = 14  # words


@functools.cache
def _furniture() -> dict[str, frozenset[str]]:
    spec = tomllib.loads((data_folder("data") / "furniture.toml").read_text(encoding="utf-8"))["pages"]
    return {key: frozenset(value.split() if isinstance(value, str) else value) for key, value in spec.items()}


# What is furniture


class _Outline:
    """What must be known of a page's elements before they are written: words, blocks and the main text's place."""

    def __init__(self, root: "Element") -> None:
        self.every = list(root.iter())  # kept, so that each element stays the same object
        self.controls = _furniture()["controls"]
        self.words = dict.fromkeys(self.every, 0)
        self.blocks = dict.fromkeys(self.every, 0)
        self.holds = dict.fromkeys(self.every, False)  # the page's main element, or its first heading
        self._count()
        self.root = self._main(root)

    def _count(self) -> None:
        for element in reversed(self.every):
            tag, parent = element.tag, element.getparent()
            seen = (
                0 if tag in self.controls or tag == "head" else self.words[element] + len((element.text or "").split())
            )
            self.words[element] = seen
            self.holds[element] |= tag in ("main", "h1") or element.get("role") == "main"
            if parent is not None:
                self.words[parent] += seen + len((element.tail or "").split())
                self.holds[parent] |= self.holds[element]
                weight = 2 if tag in _MANY else 1 if tag in _BLOCKS else 0
                self.blocks[parent] += self.blocks[element] + weight

    def _main(self, root: "Element") -> "Element":
        """The element that holds the text: the only main one, or the only article, if most words stand in it."""
        places = [e for e in self.every if e.tag == "main" or e.get("role") == "main"]
        if not places:
            places = [e for e in self.every if e.tag == "article" and not self.named(e)]
        if len(places) == 1 and self.words[places[0]] >= 0.5 * (self.words[root] - self._aside(root, places[0])):
            return places[0]
        return root

    def _aside(self, root: "Element", main: "Element") -> int:
        """How many words stand in furniture outside of the main element."""
        words, skip = 0, set()
        for element in self.every:
            if element.getparent() in skip:
                skip.add(element)
            elif element is not main and self.is_furniture(element, self.words[root]):
                words += self.words[element]
                skip.add(element)
        return words

    def named(self, element: "Element") -> bool:
        """Whether a word of an element's class or id is one that furniture is called by; headings are what they say."""
        if element.tag in _HEADINGS:
            return False
        known, classes, own = _furniture(), _parts(element.get("class")), _parts(element.get("id"))
        words = {*re.findall("[a-z]+", classes)}
        return (
            not known["names"].isdisjoint(words | {*re.findall("[a-z]+", own)})
            or not known["classes"].isdisjoint(words)
            or any(phrase in classes for phrase in known["phrases"])
        )

    def is_furniture(self, element: "Element", whole: int) -> bool:
        """Whether an element is set aside: it is furniture by what it is or is called, and holds no main text."""
        tag, known = element.tag, _furniture()
        if tag in known["controls"] or tag == "head" or element.get("hidden") not in (None, "until-found"):
            return True
        if tag in ("html", "body", "main") or self.holds[element] or self.words[element] > 0.7 * whole:
            return False
        if re.search(r"display:\s*none", element.get("style") or ""):
            return True
        return tag in known["elements"] or (element.get("role") or "") in known["roles"] or self.named(element)

    def is_value(self, element: "Element") -> bool:
        """Whether a cell, term or definition holds one value, and no lists or paragraphs."""
        return self.blocks[element] <= 1 and not (self.words[element] > 60 and len(element.findall(".//br")) > 1)


# Lines


def lines(root: "Element") -> Iterator[str]:
    """The lines of a page, with a blank one between blocks."""
    from lxml import etree

    outline = _Outline(root)
    whole, writer = outline.words[outline.root], _Writer(outline)
    walk = etree.iterwalk(outline.root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element not in writer.skipped:
                writer.close(element)
            if element is not outline.root:
                writer.add(element.tail)
        elif element is not outline.root and outline.is_furniture(element, whole):
            writer.skipped.add(element)
            walk.skip_subtree()
        else:
            writer.open(element)
            writer.add(element.text)
    writer.flush()
    yield from writer.lines


class _Writer:
    """Writes elements as lines of text: headings, entries of lists, rows of tables, paragraphs."""

    def __init__(self, outline: _Outline) -> None:
        self.outline, self.lines, self.skipped = outline, [], set()
        self.pieces: list[str] = []  # of the line that is being written
        self.marker = ""  # of the next line
        self.cells: list[str] | None = None  # of the row that is being written, if it is one of values
        self.spans: dict[int, tuple[int, str]] = {}  # column → how many rows more its cell stands in, and its text
        self.value: Element | None = None  # the cell, term or definition that is being written as part of a line
        self.entry = False  # whether a term and its definitions make one line: each of them is a value
        self.raised: list[int] = []  # where the raised pieces begin
        self.typed = 0  # how many elements are open whose text is set as it was typed

    def add(self, text: str | None) -> None:
        """Add text as it is printed: blanks and line ends count only in what is set as it was typed."""
        if text:
            self.pieces.append(text if self.typed and self.value is None else re.sub(r"\s+", " ", text))

    def flush(self, marker: str = "") -> None:
        """End the line that is being written."""
        text = "".join(self.pieces).strip()
        self.pieces.clear()
        if text:
            marker, self.marker = marker or self.marker, ""
            self._append(marker + "\n".join(re.sub(r" {2,}", " ", line).strip() for line in text.split("\n")))

    def _append(self, line: str) -> None:
        """Add a line; entries of a list stand together, and so do the rows of a table, all else after a blank line."""
        if self.lines and not (line[:2] in ("- ", "| ") and line[:2] == self.lines[-1][:2]):
            self.lines.append("")
        self.lines.append(line)

    def open(self, element: "Element") -> None:
        tag = element.tag
        if tag == "br":
            self.pieces.append(" " if self.value is not None else "\n")
        elif tag == "sup":
            self.raised.append(len(self.pieces))
        elif tag == "q":
            self.pieces.append("“")
        elif tag in ("td", "th", "dt", "dd"):
            self._open_value(element)
        elif tag in _BLOCKS:
            self._open_block(element)

    def _open_block(self, element: "Element") -> None:
        if self.value is not None:
            self.pieces.append(" ")
            return
        self.flush()
        if element.tag == "li":
            self.marker = "- "
        elif element.tag == "pre":
            self.typed += 1
        elif element.tag == "table":
            self.spans = {}
        elif element.tag == "dl":
            self.entry = False
        elif element.tag == "tr":
            cells = [e for e in element if e.tag in ("td", "th")]
            many = len(cells) + sum(left > 1 for left, _ in self.spans.values()) > 1
            self.cells = [] if many and all(map(self.outline.is_value, cells)) else None

    def _open_value(self, element: "Element") -> None:
        if self.value is not None:
            self.pieces.append(" ")
            return
        if element.tag == "dt":
            group = list(itertools.islice(itertools.takewhile(lambda e: e.tag == "dd", element.itersiblings()), 20))
            self.entry = 0 < len(group) < 20 and all(map(self.outline.is_value, [element, *group]))
        if element.tag == "dd" and self.entry:
            self.pieces.append(" ")  # it stands on its term's line
        else:
            self.flush()
        if self.entry if element.tag in ("dt", "dd") else self.cells is not None:
            self.value = element
            self.marker = "- " if element.tag == "dt" else self.marker

    def close(self, element: "Element") -> None:
        tag = element.tag
        if tag == "sup":
            self._close_raised()
        elif tag == "q":
            self.pieces.append("”")
        elif element is self.value:
            self._close_value(element)
        elif self.value is not None:
            self.pieces.append(" " if tag in _BLOCKS else "")
        elif tag == "tr" and self.cells is not None:
            self._close_row()
        elif tag in _HEADINGS:
            words = "".join(self.pieces).split()
            short = 0 < len(words) <= _LONGEST_HEADING and not words[-1].endswith((".", ";", ","))
            self.flush("## " if short else "")
        elif tag in _BLOCKS:
            self.flush()
            self.marker = "" if tag == "li" else self.marker
            self.typed -= tag == "pre"

    def _close_raised(self) -> None:
        """Note numbers in brackets, so that they are no part of a word or year; exponents raised; ordinals as they are."""
        start = self.raised.pop() if self.raised else len(self.pieces)
        text = "".join(self.pieces[start:]).strip()
        before = "".join(self.pieces[max(0, start - 3) : start])
        if re.fullmatch(r"\d", text) and _UNIT.search(before):
            self.pieces[start:] = [text.translate(_RAISED)]
        elif _NOTE.fullmatch(text) and not (_ORDINAL.fullmatch(text) and before[-1:].isdigit()):
            self.pieces[start:] = [text if text.startswith("[") else f"[{text}]"]

    def _close_value(self, element: "Element") -> None:
        self.value = None
        if element.tag in ("td", "th"):
            self._cell(" ".join("".join(self.pieces).split()), element)
            self.pieces.clear()
        elif element.tag == "dt":
            text = "".join(self.pieces).rstrip()
            self.pieces[:] = [text + ":" if text and text[-1] not in ":.;,-–" else text]

    def _cell(self, text: str, element: "Element") -> None:
        """Add a cell to its row, after those that reach down from the rows above, as wide as it is."""
        self._reaching()
        column = len(self.cells)
        width, height = (_number(element.get(name)) for name in ("colspan", "rowspan"))
        self.cells += [text, *[""] * (width - 1)]
        if height > 1:
            self.spans[column] = height, text

    def _reaching(self) -> None:
        while (column := len(self.cells)) in self.spans and self.spans[column][0] > 1:
            left, text = self.spans[column]
            self.spans[column] = left - 1, text
            self.cells.append(text)

    def _close_row(self) -> None:
        self._reaching()
        if any(self.cells):
            self._append(f"| {' | '.join(cell.replace('|', '/') for cell in self.cells)} |")
        self.cells = None


def _parts(name: str | None) -> str:
    """A class or id with its parts parted (``siteNav`` → ``site-nav``), in lower case."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", (name or "")[:2_000]).lower()


def _number(text: str | None) -> int:
    """A span that an attribute gives: 1 where it gives none, and no more than a table on two states needs."""
    return min(int(text), 40) if text and re.fullmatch(r"[1-9]\d{0,3}", text.strip()) else 1
