"""The layout of a document: title, headings, sentences, list entries, table rows, and page furniture set aside."""

import functools
import re
import tomllib
from dataclasses import dataclass, field
from typing import NamedTuple

from ..dates import finder as dates
from ..files import data_folder

_LIST = re.compile(r"\s*(?:[-*+•·–—▪◦‣]|\(?\d{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*(?:([=\-~^\"'*+#_:.])\1{2,}|\+[-=+]{3,}\+)\s*")
_NOTES = r"(?:\[[\w ]{1,20}\])*"
# A sentence ends at . ! ? (and footnote marks) before a capital, unless an abbreviation or an initial stands there.
_END = re.compile(
    rf"[.!?](?:[\"')\]]*{_NOTES}(?=\s+[\"'(\[]?[A-Z0-9À-ÞĀ-ŽА-Я])|[\"')]*(?:\[[\w ]{{1,20}}\])+(?=[A-Z]))"
)
# A cell that holds at least ten words and the end of a sentence.
_PROSE_CELL = re.compile(r"\s*(?:[^|\s]+\s+){10}[^|]*[.!?]")
#: More characters than any sentence has: what is longer is data or noise, and is not read.
LONGEST = 4000
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Ste|Sr|Jr|Gen|Col|Lt|Capt|Adm|Sen|Rep|Gov|Prof|Rev|Hon|No|Nos|Art|vs|ca?|approx|Mt|Ft|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|U\.S\.S\.R|O\.S|N\.S|e\.g|i\.e|p|pp|Rs|Messrs|Rs)\.)$"
)


class Sentence(NamedTuple):  # one of many: made in a third of the time of a frozen dataclass
    """A stretch of text that is read as one: a sentence, a list entry, a heading, a table row."""

    start: int
    end: int
    kind: str  # title, heading, prose, list, table
    heading: str = ""


@dataclass
class Layout:
    """How a document is laid out: its stretches in order, what was set aside, and what was remarked."""

    document: object
    sentences: list = field(default_factory=list)
    aside: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    calendar: str | None = None  # the day that the page is about, as MM-DD
    title: str = ""
    unread: int = 0


@functools.cache
def _furniture():
    spec = tomllib.loads((data_folder("data") / "furniture.toml").read_text(encoding="utf-8"))
    rules = {key: re.compile(f"(?:{'|'.join(spec[key])})", re.I) for key in ("lines", "sections", "references")}
    return {**rules, "announced": [tuple(re.compile(p, re.I) for p in pair) for pair in spec["announced"]]}


def _lines(folded: str) -> tuple[list[tuple[int, int]], set[int]]:
    """The spans of the lines that hold words, and the starts of those that are underlined, as headings are."""
    spans, underlined, start = [], set(), 0
    for line in folded.split("\n"):
        end = start + len(line)
        if _RULE.fullmatch(line):
            if spans and spans[-1][1] + 1 == start and 0.6 * len(folded[slice(*spans[-1])]) <= len(line.strip()):
                underlined.add(spans[-1][0])
        elif line.strip():
            spans.append((start, end))
        start = end + 1
    return spans, underlined


def lay_out(document):
    """
    Sort a document's lines into title, headings, list entries, table rows, prose and furniture.

    Parameters
    ----------
    document : sources.Document

    Returns
    -------
    Layout
    """
    page, folded, furniture, heading, skipping = Layout(document), document.folded, _furniture(), "", False
    spans, underlined = _lines(folded)
    prose_seen = False
    for i, (a, b) in enumerate(spans):
        line = folded[a:b].strip()
        core = line.strip("#=*_ ")
        core = re.sub(_NOTES + "$", "", core).strip() if core.endswith("]") else core
        only_date = _alone(core)
        if only_date:
            day = only_date if re.fullmatch(r"(\d{4}-)?\d\d-\d\d", only_date) else None
            page.calendar = (day[-5:] if day else None) or page.calendar
        if line.startswith("|") or line.count("|") >= 2:
            kind = "table"
        elif not page.title and not furniture["lines"].fullmatch(core) and not only_date:
            page.title, kind = document.text[a:b].strip().strip("#=*_ "), "title"
        elif furniture["sections"].fullmatch(core):
            page.aside.append((a, b, core))
            skipping = "references" if furniture["references"].fullmatch(core) else "tail"
            continue
        elif (
            skipping
            and not (skipping == "references" and _goes_on(line))
            and not (
                _is_heading(line, core, spans, i, folded)
                and i + 1 < len(spans)
                and _is_prose(folded[slice(*spans[i + 1])])
            )
        ):
            page.aside.append((a, b, core))
            continue
        elif furniture["lines"].fullmatch(core) or (only_date and len(only_date) >= 10 and not prose_seen):
            page.aside.append((a, b, core))
            skipping = False
            continue
        elif only_date or a in underlined or _is_heading(line, core, spans, i, folded):
            kind = "heading"
        elif _LIST.match(folded[a:b]) or re.match(r"\S", line) and len(line.split()) <= 12 and not _is_prose(line):
            kind = "list"
        else:
            kind = "prose"
        skipping = False
        heading = core if kind == "heading" else heading
        prose_seen = prose_seen or kind == "prose"
        _cut(page, a, b, kind, heading)
    _miss(page)
    if page.unread:
        page.remarks.append(
            f"not read: {page.unread} stretches of over {LONGEST:,} characters without the end of a sentence"
        )
    if page.aside:
        words = list(dict.fromkeys(text for _, _, text in page.aside))
        shown = "; ".join(w if len(w) <= 60 else w[:57] + "…" for w in words[:8]) + ("; …" if len(words) > 8 else "")
        page.remarks.append(f"set aside as page furniture, {len(page.aside)} lines: {shown}")
    return page


def _goes_on(line):
    """Whether a line after the references is text again: a paragraph, and none that cites."""
    return (
        len(line.split()) >= 25
        and _is_prose(line)
        and not re.search(r"[Rr]etrieved|ISBN|doi|https?:|\^|\bpp?\. ?\d", line)
    )


def _miss(page):
    """Remark on headings that announce a list where none stands under them."""
    told, spec = page.sentences, _furniture()["announced"]
    heads = [i for i, s in enumerate(told) if s.kind == "heading"]
    for n, i in enumerate(heads):
        title = page.document.folded[told[i].start : told[i].end]
        below = told[i + 1 : heads[n + 1] if n + 1 < len(heads) else len(told)]
        if not below and n + 1 < len(heads):  # a heading over more exact ones is no missing list
            below = told[heads[n + 1] : heads[n + 1] + 1] if not re.search(r"\b(?:from|to|of|in)\b", title) else []
        text = " ".join(page.document.folded[s.start : s.end] for s in below)
        for announced, wanted in spec:
            if announced.search(title) and not wanted.search(text):
                page.remarks.append(
                    f"no list stands under the heading “{page.document.text[told[i].start : told[i].end]}”"
                )
                break


def _alone(line: str) -> str | None:
    """The date that a line is, if it is nothing else; an error in reading it is left to those who read the line for its words."""
    try:
        return _only_date(line)
    except Exception:
        return None


def _only_date(line):
    """The EDTF string (or month-day) of a line that is a date and nothing else."""
    if len(line) > 40 or not re.search(r"\d", line):
        return None
    core = _LIST.sub("", line, count=1).strip(" .,:|-")
    if m := re.fullmatch(r"(\d{1,2})[./](\d{1,2})", core):
        return f"{int(m[2]):02d}-{int(m[1]):02d}" if int(m[2]) <= 12 and int(m[1]) <= 31 else None
    found = dates.find(core)
    if len(found) == 1 and found[0].edtf and found[0].end - found[0].start == len(core):
        return found[0].edtf
    found = dates.find(f"{core} 2000")  # a day without a year, as calendars print it
    if len(found) == 1 and found[0].shape in ("day", "american") and found[0].start == 0 and found[0].edtf:
        return found[0].edtf[5:]
    return None


def _is_prose(line):
    return len(line.split()) > 6 and bool(re.search(r"[.!?][\"')\]\d]*\s*$|[.!?]\s+[A-Z]", line))


def _is_heading(line, core, spans, i, folded):
    if line.startswith(("#", "==")):
        return True
    words = core.split()
    marked = _LIST.match(line)
    if not words or len(words) > 14 or len(core) > 110 or core.endswith((".", ";", ",", '"')):
        return False
    if marked and not (line[0].isdigit() and i + 1 < len(spans) and _is_prose(folded[slice(*spans[i + 1])])):
        return False
    if not re.match(r"[\"'(]?[A-Z0-9À-ÞА-Я]", core) or re.search(
        r"\.jpe?g|\b(?:with|visited|signed|was|were|has|have|is|are)\b.*\d{4}", core
    ):
        return False
    if re.search(r",? \d{1,2}[-, ].*\d{4}|\((?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?\d{4}", core):
        return False
    following = folded[slice(*spans[i + 1])].strip() if i + 1 < len(spans) else ""
    return (
        line.endswith(("?", ":"))
        or core.isupper()
        or len(words) <= 10
        and (bool(_LIST.match(following)) or not following or _is_heading_like(core))
    )


def _is_heading_like(core):
    small = {
        "and",
        "of",
        "the",
        "in",
        "to",
        "from",
        "with",
        "by",
        "for",
        "on",
        "at",
        "a",
        "an",
        "since",
        "between",
        "day",
        "relations",
        "visits",
        "era",
        "does",
        "it",
        "ties",
        "missions",
    }
    words = [w for w in re.findall(r"[\w']+", core) if w.lower() not in small]
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in words)
    return len(core.split()) <= 5 or capitals >= 0.7 * max(1, len(words))


def _cut(page: Layout, a: int, b: int, kind: str, heading: str) -> None:
    """Cut a line into sentences (prose, list entries) or keep it whole (headings, table rows)."""
    folded = page.document.folded
    cells = _prose_cells(folded, a, b) if kind == "table" else []
    marker = _LIST.match(folded[a:b]) if kind in ("prose", "list") else None
    a += marker.end() if marker else 0
    _split(page, a, cells[0] if cells else b, kind, heading)
    for start, end in zip(cells, [*cells[1:], b], strict=False):
        _split(page, start + 1, end, "prose", heading)


def _prose_cells(folded: str, a: int, b: int) -> list[int]:
    """Where the cells begin (at their lines) that hold prose, which is read as prose: the last cells of a table row."""
    found = []
    while True:
        end = b
        while end > a and folded[end - 1].isspace():
            end -= 1
        end -= folded.endswith("|", a, end)
        start = folded.rfind("|", a, end)
        if start < 0 or not _PROSE_CELL.match(folded, start + 1, end):
            return found[::-1]
        found.append(start)
        b = start


def _split(page: Layout, a: int, b: int, kind: str, heading: str) -> None:
    """Add a stretch to the page, prose and list entries sentence by sentence."""
    folded, cuts = page.document.folded, [a]
    if kind in ("prose", "list", "title"):
        for match in _END.finditer(folded, a, b):
            if not _ABBREVIATION.search(folded, max(a, match.start() - 11), match.start() + 1):
                cuts.append(match.end())
    for start, end in zip(cuts, [*cuts[1:], b], strict=True):
        while start < end and folded[start].isspace():
            start += 1
        while end > start and folded[end - 1].isspace():
            end -= 1
        if end - start > LONGEST:
            page.unread += 1
        elif end > start:
            page.sentences.append(Sentence(start, end, kind, heading))
