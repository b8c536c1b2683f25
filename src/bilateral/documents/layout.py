"""The layout of a document: title, headings, sentences, list entries, table rows, and page furniture set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ..dates import finder as dates
from . import patterns
from .sentences import MARKER, Sentence, split

if TYPE_CHECKING:  # a document has its layout
    from .files import Document

#: More characters than any sentence has: what is longer is data or noise, and is not read.
LONGEST = 4000
_IS, _FURNITURE = patterns.load("layout"), patterns.load("furniture")
_ANNOUNCED = vars(patterns.load("announced")).values()
_SMALL = patterns.words("words").heading
_MARKS = "#=*_ "


@dataclass(slots=True)
class Layout:
    """How a document is laid out: its stretches in order, what was set aside, and what was remarked."""

    document: Document
    sentences: list[Sentence] = field(default_factory=list)
    aside: list[tuple[int, int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    calendar: str | None = None  # the day that the page is about, as MM-DD
    title: str = ""
    unread: int = 0


@dataclass(slots=True)
class _Line:
    """A line that holds words, and what of it and around it decides what kind it is."""

    start: int
    end: int
    text: str
    core: str  # without the marks of headings and notes
    date: str | None  # if it is a date and nothing else
    underlined: bool = False
    following: str = ""  # the next line


@dataclass(slots=True)
class _Above:
    """What stands above a line."""

    title: str = ""
    heading: str = ""
    section: str = ""  # the heading of the page furniture that goes on
    prose: bool = False


def lay_out(document: Document) -> Layout:
    """Sort a document's lines into title, headings, list entries, table rows, prose and furniture."""
    page, above, folded = Layout(document), _Above(), document.folded
    for line in _lines(folded):
        if line.date and _IS.day.fullmatch(line.date):
            page.calendar = line.date[-5:]
        kind = next((kind for kind, fits in _KINDS.items() if fits(line, above)), "prose")
        if kind != "skipped":
            above.section = line.core if kind == "section" else ""
        if kind in _ASIDE:
            page.aside.append((line.start, line.end, line.core))
            continue
        above.prose |= kind == "prose"
        if kind == "title":
            page.title = above.title = document.text[line.start : line.end].strip().strip(_MARKS)
        elif kind == "heading":
            above.heading = line.core
        page.sentences += split(folded, line.start, line.end, kind, above.heading)
    kept = [sentence for sentence in page.sentences if sentence.end - sentence.start <= LONGEST]
    page.unread, page.sentences = len(page.sentences) - len(kept), kept
    page.remarks = [*_without_lists(page), *_not_read(page)]
    return page


def _lines(folded: str) -> list[_Line]:
    """Return the lines that hold words."""
    lines: list[_Line] = []
    start = 0
    for whole in folded.split("\n"):
        end, text = start + len(whole), whole.strip()
        if _IS.rule.fullmatch(whole):
            if lines and lines[-1].end + 1 == start and 0.6 * (lines[-1].end - lines[-1].start) <= len(text):
                lines[-1].underlined = True
        elif text:
            core = _IS.notes.sub("", text.strip(_MARKS)).strip()
            lines.append(_Line(start, end, text, core, _date(core)))
        start = end + 1
    for line, following in pairwise(lines):
        line.following = following.text
    return lines


# What a line that is a date says


def _date(core: str) -> str | None:
    """Return the EDTF string, or the month and day, of a line that is a date and nothing else."""
    if len(core) > 40 or not any(map(str.isdigit, core)):
        return None
    core = MARKER.sub("", core, count=1).strip(" .,:|-")
    if match := _IS.day_month.fullmatch(core):
        return f"{int(match[2]):02d}-{int(match[1]):02d}"
    try:
        if found := _only_date(core):
            return found.edtf
        found = _only_date(f"{core} 2000")  # a day without a year, as calendars print it
    except Exception:  # is left to those who read the line for its words
        return None
    return found.edtf[5:] if found and found.edtf and found.shape in ("day", "american") else None


def _only_date(text: str) -> dates.Date | None:
    """Return the date that a text is."""
    found = dates.find(text)
    alone = len(found) == 1 and found[0].edtf and found[0].end - found[0].start == len(text)
    return found[0] if alone else None


# What kind a line is


def _is_row(line: _Line, above: _Above) -> bool:
    return line.text.startswith("|") or line.text.count("|") >= 2


def _is_title(line: _Line, above: _Above) -> bool:
    return not (above.title or line.date or _FURNITURE.lines.fullmatch(line.core))


def _opens_section(line: _Line, above: _Above) -> bool:
    return bool(_FURNITURE.sections.fullmatch(line.core))


def _is_skipped(line: _Line, above: _Above) -> bool:
    """Whether page furniture goes on: up to a heading over prose, or after references up to a paragraph that cites none."""
    if not above.section or _is_worded_as_heading(line) and _is_prose(line.following):
        return False
    is_text = len(line.text.split()) >= 25 and _is_prose(line.text) and not _IS.cites.search(line.text)
    return not (is_text and _FURNITURE.references.fullmatch(above.section))


def _is_furniture(line: _Line, above: _Above) -> bool:
    """Whether a line is page furniture by itself, or the date of a page above its text."""
    return bool(_FURNITURE.lines.fullmatch(line.core)) or (len(line.date or "") >= 10 and not above.prose)


def _is_heading(line: _Line, above: _Above) -> bool:
    return bool(line.date) or line.underlined or _is_worded_as_heading(line)


def _is_entry(line: _Line, above: _Above) -> bool:
    return bool(MARKER.match(line.text)) or (len(line.text.split()) <= 12 and not _is_prose(line.text))


def _is_prose(text: str) -> bool:
    return len(text.split()) > 6 and bool(_IS.prose.search(text))


def _is_worded_as_heading(line: _Line) -> bool:
    text, core = line.text, line.core
    if text.startswith(("#", "==")):
        return True
    count = len(core.split())
    if not 0 < count <= 14 or len(core) > 110 or not _IS.heading.match(core) or _IS.no_heading.search(core):
        return False
    if MARKER.match(text) and not (text[0].isdigit() and _is_prose(line.following)):
        return False
    stands_out = text.endswith(("?", ":")) or core.isupper()
    return stands_out or (count <= 10 and (_opens_list(line) or _has_capitals(core)))


def _opens_list(line: _Line) -> bool:
    return not line.following or bool(MARKER.match(line.following))


def _has_capitals(core: str) -> bool:
    """Whether a line has at most five words, or capitals as in headings."""
    words = [word for word in _IS.heading_word.findall(core) if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return len(core.split()) <= 5 or capitals >= 0.7 * max(1, len(words))


#: Kind of line → whether one is of it; the first that fits counts, and what fits none is prose.
_KINDS: dict[str, Callable[[_Line, _Above], bool]] = {
    "table": _is_row,
    "title": _is_title,
    "section": _opens_section,
    "skipped": _is_skipped,
    "furniture": _is_furniture,
    "heading": _is_heading,
    "list": _is_entry,
}
_ASIDE = ("section", "skipped", "furniture")


# Remarks


def _without_lists(page: Layout) -> Iterator[str]:
    """Remark on headings that announce a list where none stands under them."""
    text, stretches = page.document.folded, page.sentences
    heads = [i for i, sentence in enumerate(stretches) if sentence.kind == "heading"]
    for i, following in pairwise([*heads, len(stretches)]):
        title = text[stretches[i].start : stretches[i].end]
        below = stretches[i + 1 : following]
        if not below and not _IS.exact.search(title):  # a heading over more exact ones is no missing list
            below = stretches[following : following + 1]
        held = " ".join(text[sentence.start : sentence.end] for sentence in below)
        if any(one.heading.search(title) and not one.entry.search(held) for one in _ANNOUNCED):
            printed = page.document.text[stretches[i].start : stretches[i].end]
            yield f"no list stands under the heading “{printed}”"


def _not_read(page: Layout) -> Iterator[str]:
    """Remark on what has no end of a sentence, and on what was set aside."""
    if page.unread:
        yield f"not read: {page.unread} stretches of over {LONGEST:,} characters without the end of a sentence"
    if page.aside:
        words = list(dict.fromkeys(core for _, _, core in page.aside))
        shown = [word if len(word) <= 60 else f"{word[:57]}…" for word in words[:8]]
        more = ["…"] if len(words) > 8 else []
        yield f"set aside as page furniture, {len(page.aside)} lines: {'; '.join(shown + more)}"
