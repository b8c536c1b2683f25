"""PDF files: their text layer, page after page; a scan has none, which is said."""

from __future__ import annotations

import ctypes
import re
import statistics
import threading
from collections import Counter
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from . import patterns
from .files import Source

if TYPE_CHECKING:  # it is loaded only when a PDF file is read
    from pypdfium2 import PdfPage, PdfTextPage

#: More pages than any document on two states has.
MOST_PAGES = 3000
_IS = patterns.load("pdfs")
_ALONE = threading.Lock()  # PDFium is not made for threads


def read(raw: bytes) -> Source:
    """Read the text layer of a PDF file; an empty text where there is none, with a remark that says why."""
    try:
        import pypdfium2
    except ImportError:
        return Source(
            "", "not read: a PDF file needs the extra 'pdf' (pip install 'bilateral[pdf]'), or save it as text"
        )
    with _ALONE:
        try:
            with pypdfium2.PdfDocument(raw) as book:
                count = len(book)
                pages = [_text(book[i]) for i in range(min(count, MOST_PAGES))]
                title = " ".join(str(book.get_metadata_dict().get("Title", "")).split())
        except pypdfium2.PdfiumError as error:
            reason = "it is encrypted" if "password" in str(error).lower() else "it is no PDF file, or a broken one"
            return Source("", f"not read: {reason}")
    text = _joined(_without_heads(pages))
    if count and len(_IS.word.findall(text)) < 3:
        return Source("", "not read: the PDF file holds pictures of pages and no text; read it with OCR first")
    remark = "the text layer of a PDF file"
    if count > MOST_PAGES:
        remark += f"; not read: pages {MOST_PAGES + 1} to {count}"
    # What programs write as a title ("Microsoft Word - a.doc") is one only where it is printed.
    return Source(text, remark, {"title": title} if title and title in " ".join(text[:2_000].split()) else {})


def _text(page: PdfPage) -> str:
    """Return the text of a page, with blank lines between paragraphs, and with the numbers of notes in brackets."""
    layer = page.get_textpage()
    text = layer.get_text_range(errors="replace")
    signs = list(text)
    notes = [match for match in _IS.note.finditer(text) if _is_raised(layer, match)]
    inside = {match.start(1) for match in notes}
    starts = [at for at in (0, *(m.end() for m in _IS.line_end.finditer(text))) if at not in inside]
    for at in _paragraphs(layer, starts):
        signs[at - 1] += "\n" if text[at - 1] == "\n" else ""
    for note in notes:
        signs[note.start() : note.end()] = [f"[{note[1]}]", *[""] * (len(note[0]) - 1)]
    return "".join(signs).replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-\n")


def _is_raised(layer: PdfTextPage, match: re.Match[str]) -> bool:
    """Whether a number is printed smaller than what it stands behind."""
    from pypdfium2 import raw

    before, size = (raw.FPDFText_GetFontSize(layer, at) for at in (match.start() - 1, match.start(1)))
    is_placed = layer.count_chars() == len(match.string)  # a text may have signs that the page has not
    return is_placed and 0 < size < 0.8 * before


def _paragraphs(layer: PdfTextPage, starts: list[int]) -> list[int]:
    """Return which lines, given by where they start, stand further below the line before than most do."""
    from pypdfium2 import raw

    x, y, heights = ctypes.c_double(), ctypes.c_double(), []
    for at in starts:
        raw.FPDFText_GetCharOrigin(layer, at, x, y)
        heights.append(y.value)
    gaps = [above - below for above, below in pairwise(heights)]
    usual = statistics.median_low([gap for gap in gaps if gap > 0] or [0])
    return [at for at, gap in zip(starts[1:], gaps, strict=True) if gap > 1.4 * usual > 0]


def _without_heads(pages: list[str]) -> list[list[str]]:
    """Return the lines of each page without running heads and page numbers: the first or last lines of most pages."""
    lines = [[line.rstrip() for line in page.strip().split("\n")] for page in pages]
    known = Counter(alike for page in lines for alike in {_alike(page[0]), _alike(page[-1])})
    often = {line for line, count in known.items() if count >= max(3, len(lines) / 3)} | {""}

    def text_on(page: list[str]) -> list[str]:
        """Turn a page around, without what is no text where it begins."""
        return list(dropwhile(lambda line: _alike(line) in often or _IS.page_number.fullmatch(line), page))[::-1]

    return [text_on(text_on(page)) for page in lines]


def _alike(line: str) -> str:
    """Return a line with one sign for all numbers."""
    return _IS.number.sub("#", line.strip())


def _joined(pages: list[list[str]]) -> str:
    """Return the pages as one text: a sentence that a page's end breaks goes on."""
    text = ""
    for page in filter(None, pages):
        text += "\n" if text and _IS.ends.search(text[-20:]) else ""
        text += "\n".join([*page, ""])
    return text
