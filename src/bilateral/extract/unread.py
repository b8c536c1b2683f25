"""What was not read: every date that no row uses, with the reason, and the sentences that could not be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..dates import edtf, finder
from ..dates.finder import Date
from ..documents.layout import Layout
from ..guard import Failure
from ..mentions.clauses import Reading

NO_RULE = "no rule of the reader matches"
ANOTHER = "the sentence gave rows, but none with this date"
SET_ASIDE = "set aside as page furniture"


def collect(
    page: Layout,
    readings: Iterable[Reading],
    found: Mapping[str, Sequence[Mapping]],
    failures: Sequence[Failure],
    dyad: str,
) -> list[dict]:
    """
    List what no row uses.

    Parameters
    ----------
    page : layout.Layout
    readings : iterable of clauses.Reading
        The sentences that were read.
    found : mapping
        Table → its rows, each with the spans of the sentences that repeat it (`repeats`).
    failures : sequence of guard.Failure
    dyad : str

    Returns
    -------
    list of dict
        Rows of the table of what is unread, in the order of the text.
    """
    rows = [row for table in found.values() for row in table]
    used = {row["date_char_start"] for row in rows if row.get("date_char_start") is not None}
    used |= {date for row in rows for *_, date in row.get("repeats", ())}
    quoted = {row["char_start"] for row in rows} | {start for row in rows for start, *_ in row.get("repeats", ())}
    failed = {failure.start for failure in failures}
    left = [_failed(page, failure) for failure in {f.start: f for f in failures}.values()]
    for reading in readings:
        if reading.start not in failed and reading.sentence.kind not in ("heading", "title"):
            left += _dates(reading, used, quoted)
    left += _set_aside(page)
    name = page.document.name
    return [{"source": name, "dyad": dyad, **row} for row in sorted(left, key=lambda row: row["date_start"])]


def _dates(reading: Reading, used: set[int], quoted: set[int]) -> Iterator[dict]:
    """Give the dates of a sentence that no row uses."""
    for date in reading.dates:
        start = reading.start + date.start
        if 0 <= date.start < len(reading.text) and start not in used:
            refusal = next(iter(reading.refusals), None)
            otherwise = ANOTHER if reading.start in quoted else NO_RULE
            yield {
                **_date_row(reading.document.text, date, reading.start),
                "char_start": reading.start,
                "char_end": reading.start + len(reading.text),
                "quote": reading.document.text[reading.start : reading.start + len(reading.text)],
                "why": refusal.why if refusal else otherwise,
                "rule": refusal.rule if refusal else None,
            }


def _date_row(text: str, date: Date, shift: int) -> dict:
    start, end = shift + date.start, shift + date.end
    return {"kind": "date", "text": text[start:end], "date": date.edtf, "date_start": start}


def _failed(page: Layout, failure: Failure) -> dict:
    quote = page.document.text[failure.start : failure.end]
    where = {"char_start": failure.start, "char_end": failure.end, "date_start": failure.start}
    return {"kind": "sentence", "text": quote, "date": None, **where, "quote": quote, "why": failure.why, "rule": None}


def _set_aside(page: Layout) -> Iterator[dict]:
    """Give the dates in what was set aside."""
    document = page.document
    for start, end, _ in page.aside:
        for date in finder.find(document.folded[start:end]):
            if date.edtf and edtf.is_date(date.edtf):
                where = {"char_start": start, "char_end": end, "quote": document.text[start:end]}
                yield {**_date_row(document.text, date, start), **where, "why": SET_ASIDE, "rule": None}
