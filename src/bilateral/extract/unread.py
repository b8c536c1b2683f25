"""What was not read: every date and amount that no row uses, with the reason, and the sentences that could not be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..dates import finder
from ..documents.layout import Layout
from ..guard import Failure
from ..mentions import amounts
from ..mentions.clauses import Reading

NO_RULE = "no rule of the reader matches"
ANOTHER = "the sentence gave rows, but none with this"
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
    uses, failed = _Uses(found), {failure.start: failure for failure in failures}
    left = [_failed(page, failure) for failure in failed.values()]
    for reading in readings:
        if reading.start not in failed and reading.sentence.kind not in ("heading", "title"):
            left += [*_dates(reading, uses), *_amounts(reading, uses)]
    left += _set_aside(page)
    name = page.document.name
    return [{"source": name, "dyad": dyad, **row} for row in sorted(left, key=lambda row: row["start"])]


class _Uses:
    """Where the dates, amounts and sentences stand that rows use."""

    def __init__(self, found: Mapping[str, Sequence[Mapping]]) -> None:
        rows = [row for table in found.values() for row in table]
        repeats = [repeat for row in rows for repeat in row.get("repeats", ())]
        self.dates = {row.get("date_char_start") for row in rows} | {date for *_, date in repeats}
        self.amounts = {row.get("amount_start") for row in rows}
        self.sentences = {row["char_start"] for row in rows} | {start for start, *_ in repeats}


def _dates(reading: Reading, uses: _Uses) -> Iterator[dict]:
    """Give the dates of a sentence that no row uses."""
    for date in reading.dates:
        start = reading.start + date.start
        if 0 <= date.start < len(reading.text) and start not in uses.dates:
            yield {"kind": "date", "date": date.edtf, **_left(reading, uses, date.start, date.end)}


def _amounts(reading: Reading, uses: _Uses) -> Iterator[dict]:
    """Give the amounts of a sentence that no row uses."""
    for amount in amounts.of(reading):
        if amount.unit and reading.start + amount.start not in uses.amounts:
            value = {"kind": "amount", "value": amount.value, "unit": amount.unit}
            yield value | _left(reading, uses, amount.start, amount.end)


def _left(reading: Reading, uses: _Uses, start: int, end: int) -> dict:
    """Return where a date or amount stands, and why no row uses it: the guard that stands nearest to it, if one did."""
    text, first = reading.document.text, reading.start
    refusal = min(reading.refusals, key=lambda r: abs(r.start - first - start), default=None)
    otherwise = ANOTHER if first in uses.sentences else NO_RULE
    return {
        "text": text[first + start : first + end],
        "start": first + start,
        "char_start": first,
        "char_end": first + len(reading.text),
        "quote": text[first : first + len(reading.text)],
        "why": refusal.why if refusal else otherwise,
        "rule": refusal.rule if refusal else None,
    }


def _failed(page: Layout, failure: Failure) -> dict:
    quote = page.document.text[failure.start : failure.end]
    where = {"start": failure.start, "char_start": failure.start, "char_end": failure.end}
    return {"kind": "sentence", "text": quote, "quote": quote, "why": failure.why, **where}


def _set_aside(page: Layout) -> Iterator[dict]:
    """Give the dates in what was set aside."""
    document = page.document
    for start, end, _ in page.aside:
        where = {"char_start": start, "char_end": end, "quote": document.text[start:end], "why": SET_ASIDE}
        for date in finder.find(document.folded[start:end]):
            if date.edtf:
                text = document.text[start + date.start : start + date.end]
                yield {"kind": "date", "text": text, "date": date.edtf, "start": start + date.start, **where}
