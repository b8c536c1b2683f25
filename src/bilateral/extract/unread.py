"""What was not read: every date and amount that no row uses, with the reason, and the sentences that could not be read."""

from collections.abc import Iterator, Mapping, Sequence

from ..dates import finder
from ..dates.finder import Date
from ..documents.layout import Layout
from ..documents.sentences import Sentence
from ..guard import Failure
from ..mentions import amounts
from ..mentions.amounts import Amount
from ..mentions.clauses import Reading, Refusal

NO_RULE = "no rule of the reader matches"
ANOTHER = "the sentence gave rows, but none with this"
SET_ASIDE = "set aside as page furniture"


class Unread:
    """Lists what no row uses: the dates and amounts of the sentences that were read."""

    def __init__(self) -> None:
        self.all: list[tuple[Date | Amount, Sentence, Sequence[Refusal]]] = []

    def read(self, reading: Reading) -> None:
        """Keep the dates and amounts of a sentence, with what guards refused in it."""
        if reading.sentence.kind not in ("heading", "title"):
            named = [date for date in reading.dates if 0 <= date.start < len(reading.text)]
            counted = [amount for amount in amounts.of(reading) if amount.unit]
            self.all += [(mention, reading.sentence, reading.refusals) for mention in [*named, *counted]]

    def left(
        self, page: Layout, found: Mapping[str, Sequence[Mapping]], failures: Mapping[int, Failure], dyad: str
    ) -> list[dict]:
        """
        List what no row uses.

        Parameters
        ----------
        page : layout.Layout
        found : mapping
            Table → its rows, each with the spans of the sentences that repeat it (`repeats`).
        failures : dict of guard.Failure
        dyad : str

        Returns
        -------
        list of dict
            Rows of the table of what is unread, in the order of the text.
        """
        uses = _Uses(found)
        left = [
            *(_failed(page, failure) for failure in failures.values()),
            *(
                _left(page, uses, *one)
                for one in self.all
                if one[1].start not in failures and one[1].start + one[0].start not in uses.all[type(one[0])]
            ),
            *_set_aside(page),
        ]
        name = page.document.name
        return [{"source": name, "dyad": dyad, **row} for row in sorted(left, key=lambda row: row["start"])]


class _Uses:
    """Where the dates, amounts and sentences stand that rows use."""

    def __init__(self, found: Mapping[str, Sequence[Mapping]]) -> None:
        rows = [row for table in found.values() for row in table]
        repeats = [repeat for row in rows for repeat in row.get("repeats", ())]
        dates = {row.get("date_char_start") for row in rows} | {date for *_, date in repeats}
        self.all = {Date: dates, Amount: {row.get("amount_start") for row in rows}}
        self.sentences = {row["char_start"] for row in rows} | {start for start, *_ in repeats}


def _left(page: Layout, uses: _Uses, mention: Date | Amount, sentence: Sentence, refusals: Sequence[Refusal]) -> dict:
    """Return a date or amount and why no row uses it: the guard that stands nearest to it, if one did."""
    text, first, start = page.document.text, sentence.start, sentence.start + mention.start
    if isinstance(mention, Date):
        row = {"kind": "date", "date": mention.edtf}
    else:
        row = {"kind": "amount", "value": mention.value, "unit": mention.unit}
    refusal = min(refusals, key=lambda r: abs(r.start - start), default=None)
    otherwise = ANOTHER if first in uses.sentences else NO_RULE
    return row | {
        "text": text[start : first + mention.end],
        "start": start,
        "char_start": first,
        "char_end": sentence.end,
        "quote": text[first : sentence.end],
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
