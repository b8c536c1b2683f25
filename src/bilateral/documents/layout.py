"""The layout of a document: title, headings, sentences, list entries, table rows, and page furniture set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

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
_LONGEST_DATELINE = 60
#: So many lines that are a day alone make a document a chronology.
_DAYS_OF_CHRONOLOGY = 3
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
    published: str | None = None  # the day that a line before the prose prints


@dataclass(slots=True)
class _Line:
    """A line that holds words, and what of it and around it decides what kind it is."""

    start: int
    end: int
    text: str
    core: str  # without the marks of headings and notes
    date: str | None  # if it is a date and nothing else
    underlined: bool = False
    before: str = ""  # the line before
    following: str = ""  # the next line
    leads_list: bool = False  # entries further in follow
    in_dated_list: bool = False  # it begins with a date, as one beside it


@dataclass(slots=True)
class _Above:
    """What stands above a line."""

    title: str = ""
    heading: str = ""
    section: str = ""  # the heading of the page furniture that goes on
    prose: bool = False
    is_chronology: bool = False  # lines with a day are headings, not the day of publication


def lay_out(document: Document) -> Layout:
    """Sort a document's lines into title, headings, list entries, table rows, prose and furniture."""
    page, above, folded = Layout(document), _Above(), document.folded
    lines = _lines(folded)
    above.is_chronology = sum(_is_day(line) for line in lines) >= _DAYS_OF_CHRONOLOGY
    for line in lines:
        if line.date and _IS.day.fullmatch(line.date):
            page.calendar = line.date[-5:]
        page.published = page.published or _published(line, above)
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
    cut, page.sentences = page.sentences, [s for s in page.sentences if s.end - s.start <= LONGEST]
    page.remarks = [*_without_lists(page), *_not_read(len(cut) - len(page.sentences), page.aside)]
    return page


def _lines(folded: str) -> list[_Line]:
    """Return the lines that hold words."""
    lines: list[_Line] = []
    for match in _IS.line.finditer(folded):
        start, end, text = *match.span(), match[0].strip()
        if not _IS.rule.fullmatch(text):
            core = _IS.notes.sub("", text.strip(_MARKS)).strip()
            lines.append(_Line(start, end, text, core, _date(core)))
        elif lines and lines[-1].end + 1 == start:
            lines[-1].underlined = 0.6 * (lines[-1].end - lines[-1].start) <= len(text)
    for line, following in pairwise(lines):
        line.following, following.before = following.text, line.text
        inset, further = (folded.find(one.text, one.start) - one.start for one in (line, following))
        if _IS.dated.match(line.core) and _IS.dated.match(following.core):
            line.in_dated_list = following.in_dated_list = True
        line.leads_list = (
            inset < further and bool(MARKER.match(following.text)) and not any(map(str.isdigit, line.core))
        )
    return lines


def _date(core: str) -> str | None:
    """Return the EDTF string, or the month and day, of a line that is a date and nothing else."""
    if len(core) > 40 or not any(map(str.isdigit, core)):
        return None
    core = MARKER.sub("", core, count=1).strip(" .,:|-")
    if match := _IS.day_month.fullmatch(core):
        return f"{int(match[2]):02d}-{int(match[1]):02d}"
    try:
        if date := _only_date(core)[0]:
            return date
        day, shape = _only_date(f"{core} 2000")  # without a year, as calendars print it
        return day[5:] if shape in ("day", "american") else None
    except Exception:  # it is left to those who read the line for its words
        return None


def _only_date(text: str) -> tuple[str, str]:
    """Return the EDTF string and the shape of the date that a text is; empty if it is none."""
    found = dates.find(text)
    if len(found) == 1 and found[0].edtf and found[0].end - found[0].start == len(text):
        return found[0].edtf, found[0].shape
    return "", ""


# What kind a line is


def _is_day(line: _Line) -> bool:
    """Whether a line is a day and nothing else."""
    return len(line.date or "") >= 10


def _published(line: _Line, above: _Above) -> str | None:
    """Return the day that a line before the prose prints beside no more than a place, a number or words of publication."""
    late = above.prose and not _IS.labels_day.match(line.core)
    if late or above.is_chronology or len(line.core) > _LONGEST_DATELINE or not any(map(str.isdigit, line.core)):
        return None
    found = [date for date in dates.find(line.core) if date.date and date.date.precision == "day"]
    if len(found) != 1 or not _IS.beside_day.fullmatch(line.core[: found[0].start] + line.core[found[0].end :]):
        return None
    return found[0].edtf


def _is_skipped(line: _Line, above: _Above) -> bool:
    """Whether page furniture goes on: up to a heading over prose, or after references up to a paragraph that cites none."""
    if not above.section or _is_worded_as_heading(line) and _IS.prose.match(line.following):
        return False
    return not (_IS.text.match(line.text) and _FURNITURE.references.fullmatch(above.section))


def _is_worded_as_heading(line: _Line) -> bool:
    text, core = line.text, line.core
    if text.startswith(("#", "==")):
        return True
    bare = MARKER.sub("", text, count=1) if line.leads_list else core
    if not _IS.heading.match(bare) or _IS.no_heading.search(core):
        return False
    if MARKER.match(text) and not (line.leads_list or _numbers_section(line)):
        return False
    if text.endswith(("?", ":")) or core.isupper():
        return True
    opens_list = not line.following or bool(MARKER.match(line.following))
    return len(core.split()) <= 10 and (opens_list or _has_capitals(core))


def _numbers_section(line: _Line) -> bool:
    """Whether a line's number is that of a section: above prose, or not complete in itself and without such a number beside it."""
    own, *beside = (_IS.numbered.match(text) for text in (line.text, line.before, line.following))
    alone = own and not any(x and x.lastgroup == own.lastgroup for x in beside)
    part = alone or (line.following.endswith(":") and not beside[-1])
    return bool(own and (part and not _IS.complete.search(line.core) or _IS.prose.match(line.following)))


def _has_capitals(core: str) -> bool:
    """Whether a line has at most five words, or capitals as in headings."""
    words = [word for word in _IS.heading_word.findall(core) if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return len(core.split()) <= 5 or capitals >= 0.7 * max(1, len(words))


#: Kind of line → whether one is of it; the first that fits counts, and what fits none is prose.
_KINDS: dict[str, Callable[[_Line, _Above], Any]] = {
    "table": lambda line, above: _IS.row.match(line.text),
    "title": lambda line, above: not (above.title or line.date or _FURNITURE.lines.fullmatch(line.core)),
    "section": lambda line, above: _FURNITURE.sections.fullmatch(line.core),
    "skipped": _is_skipped,
    "furniture": lambda line, above: (
        _FURNITURE.lines.fullmatch(line.core) or (_is_day(line) and not above.prose and not above.is_chronology)
    ),  # of the page
    "heading": lambda line, above: (
        line.date or line.underlined or (not line.in_dated_list and _is_worded_as_heading(line))
    ),
    "list": lambda line, above: _IS.entry.match(line.text),
}
_ASIDE = ("section", "skipped", "furniture")


# Remarks


def _without_lists(page: Layout) -> Iterator[str]:
    """Remark on headings that announce a list where none stands under them."""
    document, stretches = page.document, page.sentences
    heads = [i for i, stretch in enumerate(stretches) if stretch.kind == "heading"]
    for i, following in pairwise([*heads, len(stretches)]):
        place = slice(stretches[i].start, stretches[i].end)
        title, below = document.folded[place], stretches[i + 1 : following]
        if not below and not _IS.exact.search(title):  # a heading over more exact ones is no missing list
            below = stretches[following : following + 1]
        held = document.folded[below[0].start : below[-1].end] if below else ""
        announced = any(one.heading.search(title) and not one.entry.search(held) for one in _ANNOUNCED)
        if announced and not _IS.listless.search(title):
            yield f"the reader found no list under the heading “{document.text[place]}”"


def _not_read(count: int, aside: list[tuple[int, int, str]]) -> Iterator[str]:
    """Remark on what has no end of a sentence, and on what was set aside."""
    if count:
        yield f"not read: {count} stretches of over {LONGEST:,} characters without the end of a sentence"
    if aside:
        words = list(dict.fromkeys(core if len(core) <= 60 else f"{core[:57]}…" for _, _, core in aside))
        shown = "; ".join(words[:8] + ["…"] * (len(words) > 8))
        yield f"set aside as page furniture, {len(aside)} lines: {shown}"
