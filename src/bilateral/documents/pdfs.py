"""PDF files: their text layer, page after page; a scan has none, which is said."""

import collections
import ctypes
import itertools
import re
import statistics
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is loaded only when a PDF file is read
    from pypdfium2 import PdfPage, PdfTextPage

#: More pages than any document on two states has.
MOST_PAGES = 3000
_NUMBER = re.compile(r"\W*(?:page |p\. ?)?(?:\d{1,4}|[ivxlc]{1,6})(?:(?: of |/)\d{1,4})?\W*", re.I)
_DIGITS = re.compile(r"(?:(?<=\S)(?:\r\n| )|(?<=[^\s\d])|(?<=\D\d{4}))(\d{1,3})(?!\d)")
_LINE_END = re.compile("\r\n|\ufffe")  # PDFium's sign for a hyphen that ends a line
_SENTENCE_ENDS = re.compile(r"[.!?:][\"'”’)\]\d]*\s*$")
_ALONE = threading.Lock()  # PDFium is not made for threads


def read(raw: bytes) -> tuple[str, str, dict[str, str]]:
    """
    The text layer of a PDF file, a remark, and its title, if it states one.

    Returns
    -------
    tuple of (str, str, dict)
        An empty text where there is none to be read, with a remark that says why.
    """
    try:
        import pypdfium2
    except ImportError:
        return "", "not read: a PDF file needs the extra 'pdf' (pip install 'bilateral[pdf]'), or save it as text", {}
    with _ALONE:
        try:
            with pypdfium2.PdfDocument(raw) as book:
                count = len(book)
                pages = [_text(book[i]) for i in range(min(count, MOST_PAGES))]
                title = " ".join(str(book.get_metadata_dict().get("Title", "")).split())
        except pypdfium2.PdfiumError as error:
            reason = "it is encrypted" if "password" in str(error).lower() else "it is no PDF file, or a broken one"
            return "", f"not read: {reason}", {}
    text = _joined(_without_heads(pages))
    if len(re.findall(r"\w{2,}", text)) < 3 * (count > 0):
        return "", "not read: the PDF file holds pictures of pages and no text; read it with OCR first", {}
    remark = "the text layer of a PDF file"
    if count > MOST_PAGES:
        remark += f"; not read: pages {MOST_PAGES + 1} to {count}"
    # What programs write as a title ("Microsoft Word - a.doc") is one only where it is printed.
    return text, remark, {"title": title} if title and title in " ".join(text[:2_000].split()) else {}


def _text(page: "PdfPage") -> str:
    """The text of a page, with blank lines between paragraphs, and with the numbers of notes in brackets."""
    layer = page.get_textpage()
    text = layer.get_text_range(errors="replace")
    notes = [match for match in _DIGITS.finditer(text) if _is_raised(layer, text, match)]
    inside = {match.start(1) for match in notes}
    starts = [at for at in (0, *(m.end() for m in _LINE_END.finditer(text))) if at not in inside]
    edits = {match.start(): (match.end(), f"[{match[1]}]") for match in notes}
    edits |= {at: (at, "\n") for at in _paragraphs(layer, starts) if text[at - 1] == "\n"}
    pieces, done = [], 0
    for at, (end, new) in sorted(edits.items()):
        pieces += [text[done:at], new]
        done = end
    text = "".join([*pieces, text[done:]])
    layer.close()
    page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-\n")


def _is_raised(layer: "PdfTextPage", text: str, match: re.Match) -> bool:
    """Whether a number is printed smaller than what it stands behind."""
    from pypdfium2 import raw

    one, other = match.start(1), match.start() - 1
    if any(raw.FPDFText_GetUnicode(layer, at) != ord(text[at]) for at in (one, other)):
        return False  # the text has characters that the page has not, so that places do not fit
    return 0 < raw.FPDFText_GetFontSize(layer, one) < 0.8 * raw.FPDFText_GetFontSize(layer, other)


def _paragraphs(layer: "PdfTextPage", starts: list[int]) -> list[int]:
    """Which lines, given by where they start, stand further below the line before than most do."""
    from pypdfium2 import raw

    x, y, heights = ctypes.c_double(), ctypes.c_double(), []
    for at in starts:
        raw.FPDFText_GetCharOrigin(layer, at, x, y)
        heights.append(y.value)
    gaps = [above - below for above, below in itertools.pairwise(heights)]
    usual = statistics.median_low([gap for gap in gaps if gap > 0] or [0])
    return [at for at, gap in zip(starts[1:], gaps, strict=True) if gap > 1.4 * usual > 0]


def _without_heads(pages: list[str]) -> list[list[str]]:
    """The lines of each page without running heads and page numbers: what the first or last lines of most pages are."""
    lines = [[line.rstrip() for line in page.strip().split("\n")] for page in pages]
    known = collections.Counter()
    for page in lines:
        known.update({_alike(line) for line in (*page[:1], *page[-1:]) if line})
    often = {line for line, count in known.items() if count >= max(3, len(lines) / 3)}
    out = []
    for page in lines:
        no_text = [not line or _alike(line) in often or bool(_NUMBER.fullmatch(line)) for line in page]
        first = next((i for i, skipped in enumerate(no_text) if not skipped), len(page))
        last = next((i for i, skipped in enumerate(reversed(no_text)) if not skipped), 0)
        out.append(page[first : len(page) - last])
    return out


def _alike(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _joined(pages: list[list[str]]) -> str:
    """The pages as one text: a sentence that a page's end breaks goes on."""
    text = ""
    for page in filter(None, pages):
        gap = "\n\n" if _SENTENCE_ENDS.search(text[-20:]) else "\n"
        text += gap * bool(text) + "\n".join(page)
    return text + "\n" * bool(text)
