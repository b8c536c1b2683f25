"""What was not read: sentences that tell a date and gave no row, and why, as far as the reader knows."""

import pandas as pd

from ..documents import files as sources
from ..documents import layout
from ..guard import Failure, Guard
from ..mentions import clauses
from .events import acts
from .events import prose as events

COLUMNS = {
    "source": "string",
    "date": "string",
    "quote": "string",
    "char_start": "Int64",
    "char_end": "Int64",
    "why": "string",
}
NO_WORD = "no event, visit, amount or list in words that the reader knows"
OTHERS = "of other states, or of neither of the two"
UNREAL = "denied, planned, or told as an anniversary"


def find(corpus):
    """
    The sentences of a corpus that state a date and gave no row, and those that could not be read.

    Parameters
    ----------
    corpus : corpus.Corpus

    Returns
    -------
    pandas.DataFrame
        source, date (EDTF, the first that is stated), quote, char_start, char_end, why (all strings but for the offsets).
    """
    rows = []
    for source, dyad in corpus.sources[["source", "dyad"]].dropna().itertuples(index=False):
        read = {start for name in ("events", "figures", "visits", "items") for start in _starts(corpus, name, source)}
        page = layout.lay_out(sources.Document(source, source, corpus.texts[source]))
        failed = {failure.start: failure for failure in corpus.failures.get(source, ())}
        rows += [_failed(source, corpus.texts[source], failure) for failure in failed.values()]
        last = None
        for reading in clauses.read(page, corpus.pairs[dyad], corpus.parties, Guard()):
            if reading.start in failed:
                continue
            told, last = acts.find(reading, last)
            if not reading.dates or reading.start in read or reading.sentence.kind in ("heading", "title"):
                continue
            why = _why(reading, told)
            if why is None:
                continue
            row = reading.row(reading.dates[0])
            rows.append({name: row[name] for name in COLUMNS if name != "why"} | {"why": why})
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _failed(source: str, text: str, failure: Failure) -> dict:
    place = {"char_start": failure.start, "char_end": failure.end, "quote": text[failure.start : failure.end]}
    return {"source": source, "date": None, **place, "why": failure.why}


def aside(corpus, source):
    """The spans of a document's text that were set aside as page furniture: a list of (start, end)."""
    page = layout.lay_out(sources.Document(source, source, corpus.texts[source]))
    return [(a, b) for a, b, _ in page.aside]


def _starts(corpus, name, source):
    table = getattr(corpus, name)
    return table.loc[table["source"] == source, "char_start"]


def _why(reading, triggers):
    """Why a sentence gave no row: its acts are others', or not real; or it names none. None for one that tells again."""
    reasons = []
    for trigger, date, who, real in events.judged(reading, triggers):
        if who is not None and real and date and not trigger.hold:
            return None  # counted as a mention of an event that another sentence tells
        if who is None or not real:
            reasons.append(OTHERS if who is None else UNREAL)
    return reasons[0] if reasons else NO_WORD
