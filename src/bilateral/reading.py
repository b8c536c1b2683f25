"""Documents: one read from end to end, with what can be said of how it was read."""

import contextlib
import gc
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from . import confidence
from .dates import edtf
from .dates.finder import Date
from .documents.files import Document
from .documents.layout import Layout
from .extract import TABLES, Extraction, elsewhere, extract
from .files import SourceError
from .guard import WORDS, Failure, Guard, why
from .history import corrections
from .mentions import partners, persons
from .mentions.clauses import Reading
from .mentions.persons import Person
from .states import names as states
from .states import spelling
from .text import fold

_YEAR = 366  # days


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cyclic garbage: a reader makes none, and each search would go through all that has been read so far."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Named(NamedTuple):
    """
    A sentence that names office-holders.

    Attributes
    ----------
    source : str
        The document.
    dyad : str
        The slug of the pair that it is read for there.
    start : int
        Where the sentence begins in it.
    text : str
        The sentence, folded: offsets of dates and persons count in it.
    dates : tuple of dates.Date
    persons : tuple of Person
    year : str or None
        The one year in which the dates of the document lie, those of more than a year aside; None where it is none.
    """

    source: str
    dyad: str | None
    start: int
    text: str
    dates: tuple[Date, ...]
    persons: tuple[Person, ...]
    year: str | None


class Part(NamedTuple):
    """
    What one document gives.

    Attributes
    ----------
    document : files.Document
    row : dict
        Its row of the table of sources.
    found : dict
        Table name → rows of the extracted tables.
    pair : tuple of str
        The dyad's two states.
    failures : list of guard.Failure
        The sentences that could not be read.
    unread : list of dict
        The dates that no row uses: rows of the table of what is unread.
    aside : list of (int, int)
        The spans of the text that were set aside as page furniture.
    persons : tuple of Named
        The sentences that name office-holders.
    inferred : bool
        Whether the pair is the one that the text names most: nobody gave it, and the title does not.
    """

    document: Document
    row: dict
    found: Mapping[str, list[dict]]
    pair: tuple[str, ...]
    failures: list[Failure]
    unread: Sequence[dict] = ()
    aside: Sequence[tuple[int, int]] = ()
    persons: tuple[Named, ...] = ()
    inferred: bool = False


def read(
    document: Document,
    stated: tuple[str, str] | None,
    described: dict[str, str],
    put_right: Sequence[corrections.Correction] = (),
    further: spelling.Further = (),
    noted: Sequence[str] = (),
    guarded: bool = True,
    rows: Sequence[elsewhere.Given] = (),
) -> list[Part]:
    """
    Read all that one document says, and what can be said of it.

    Parameters
    ----------
    document : files.Document
    stated : tuple of (str, str) or None
        The dyad, where the user gives it.
    described : dict
        What `sources.csv` says of the document.
    put_right : list of corrections.Correction
    further : tuple of spelling.StateName
        What `states.csv` names.
    noted : sequence of str
        What is to be remarked on what `sources.csv` says.
    guarded : bool
        Whether what cannot be read is set aside; otherwise its error is raised.
    rows : list of elsewhere.Given
        Those that another reader has of it.

    Returns
    -------
    list of Part
        One; several where the document is on the relations of one state with many.
    """
    try:
        pair, remarks = (stated, []) if stated else _described(described, further)
        noted = [*noted, *remarks]
        further = (*further, *states.defined(document.folded, further))
        pages = partners.pages(document, pair, further)
        known = bool(pair) or len(pages) > 1
        left = list(elsewhere.placed(document, rows))
        parts = [
            _read(page, one, described, put_right, further, noted, Guard(guarded), left, known) for page, one in pages
        ]
        for part in parts:
            part.row["remarks"] = "\n".join([part.row["remarks"], *map(elsewhere.Given.refused, left)]).strip()
        del document.layout  # which holds the document
        return parts
    except Exception as error:
        if not guarded or isinstance(error, SourceError):
            raise
        return [unreadable(document, described, [*noted, why(error), *map(elsewhere.Given.refused, rows)])]


def unreadable(document: Document, described: dict[str, str], remarks: list[str]) -> Part:
    """A document of which nothing could be read."""
    row = {
        "source": document.name,
        "file": document.file,
        **document.about,
        **described,
        "dyad": None,
        "words": document.words,
        "sentences": 0,
        "coverage": 0.0,
        "remarks": "\n".join(remarks),
    }
    return Part(document, row, {name: [] for name in TABLES}, (), [])


def _read(
    page: Layout,
    pair: tuple[str, ...],
    described: dict[str, str],
    put_right: Sequence[corrections.Correction],
    further: spelling.Further,
    noted: Sequence[str],
    guard: Guard,
    rows: list[elsewhere.Given],
    known: bool,
) -> Part:
    document = page.document
    holders = _Holders()
    extraction = extract(page, pair, holders.read, further, guard, described.get("published"), rows)
    failures = [*guard.failures.values()]
    if n := len(failures):
        why_not = failures[0].why.removeprefix(WORDS + ": ")
        noted = [*noted, f"{n} sentence{'s' * (n > 1)} {WORDS}: {why_not}"]
    found, slug = extraction.found, extraction.slug
    if slug:
        found = corrections.apply(put_right, found, document, slug)
    titled = states.Names(pair, further).find(fold(f"{page.title}\n{described.get('title')}"))
    inferred = not known and not {*pair} <= {mention.state for mention in titled}
    for row in sum(found.values(), []):
        row["confidence"] = confidence.of(row, inferred)
    row = {
        "source": document.name,
        "file": document.file,
        "title": page.title or None,
        **document.about,
        **described,
        "dyad": slug,
        "language": document.language,
        "words": document.words,
        "sentences": len(page.sentences),
        "coverage": _coverage(page, found),
        "remarks": "\n".join(
            [*_remarks(extraction, bool(holders.dates)), *noted, *states.doubts(extraction.pair, further)]
        ),
    }
    aside = [(start, end) for start, end, _ in page.aside]
    unread = corrections.unused(extraction.unread, found)
    return Part(document, row, found, extraction.pair, failures, unread, aside, holders.named(), inferred)


class _Holders:
    """Collects the sentences that name office-holders, and the years in which the dates of a document lie."""

    def __init__(self) -> None:
        self.found: list[Named] = []
        self.dates: set[str] = set()

    def read(self, reading: Reading) -> None:
        """Take the next sentence."""
        self.dates |= {date.edtf for date in reading.dates if date.edtf}
        if found := persons.find(reading):
            where = reading.document.name, reading.names.slug, reading.start, reading.text
            self.found.append(Named(*where, tuple(reading.dates), tuple(found), None))

    def named(self) -> tuple[Named, ...]:
        """Return the sentences, with the year where it is one."""
        years = {date[:4] for date in self.dates if edtf.width(date) <= _YEAR and date[:4].isdecimal()}
        year = years.pop() if len(years) == 1 else None
        return tuple(one._replace(year=year) for one in self.found)


def _described(described: dict[str, str], further: spelling.Further) -> tuple[tuple[str, ...], list[str]]:
    """Return the pair that `sources.csv` gives for a document; for one that is none a remark, and the document decides."""
    try:
        return (states.pair(described["dyad"], further) if "dyad" in described else ()), []
    except SourceError as error:
        return (), [f"sources.csv: not used: {error}"]


def _coverage(page: Layout, found: Mapping[str, list[dict]]) -> float:
    """Return the share of sentences that became rows."""
    quoted = {row["char_start"] for rows in found.values() for row in rows}
    return sum(s.start in quoted for s in page.sentences) / max(1, len(page.sentences))


def _remarks(extraction: Extraction, dated: bool) -> list[str]:
    """Return what a user should know of how a document was read, and of what was not."""
    page, pair, n = extraction.page, extraction.pair, extraction.undated
    document = page.document
    if not document.text.strip():  # there is nothing else to say of it
        return [document.remark or "empty file"]
    out = [document.remark] if document.remark else []
    out += page.remarks
    if len(pair) < 2:
        only = f": only {pair[0]}" if pair else ""
        return [*out, f"no pair of states is named{only}"]
    if document.language != "en":
        out.append("not English, judging by its words: little or nothing can be read")
    if not dated:
        out.append("no date was found")
    if n:
        out.append(
            f"{n} mention{'s' * (n > 1)} of relations that began, ended or were restored give{'s' * (n == 1)} no date"
        )
    return out
