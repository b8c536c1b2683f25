"""What `check` prints: what was read in documents, what was not, and how much of them became rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..corpus import Corpus
from ..files import data_folder
from ..guard import WORDS
from ..wording import date

TABLES = ("events", "visits", "figures", "items")
SHOWN = {
    "events": ["type", "actors"],
    "visits": ["visitor", "office", "from_state", "to_state", "kind"],
    "figures": ["measure", "printed", "from_state", "to_state", "scope"],
    "items": ["list", "from_state", "to_state", "item"],
}


def rows(corpus):
    """How many rows were read in a corpus."""
    return sum(len(getattr(corpus, name)) for name in TABLES)


def _each(corpora: Iterable[Corpus]) -> Iterator[tuple]:
    """Each document: its corpus, its row of `sources`, and what was not read in it."""
    for corpus in corpora:
        left = corpus.unread
        for source in corpus.sources.itertuples():
            yield corpus, source, left[left["source"] == source.source]


def failed(corpus: Corpus) -> bool:
    """Whether a document of a corpus, or a sentence of it, could not be read."""
    return bool(corpus.failures) or bool(
        corpus.sources["remarks"].str.contains(rf"(?m)^(?:\d+ sentences? )?{WORDS}").any()
    )


def lines(corpora: Iterable[Corpus]) -> Iterator[str]:
    """What was read and what was not, in lines for people."""
    for corpus, source, left in _each(corpora):
        yield from _people(corpus, source, left)
    yield from rates()


def records(corpora: Iterable[Corpus]) -> Iterator[dict]:
    """What was read and what was not, for machines: for each document its tables, as lists of rows."""
    for corpus, source, left in _each(corpora):
        tables = {name: _records(_of(getattr(corpus, name), source)) for name in (*TABLES, "phases")}
        [about] = _records(_of(corpus.sources, source))
        yield {"source": about, **tables, "unread": _records(left)}


def rates():
    """How often the reader is right, a line a table (``data/error_rates.csv``)."""
    yield "How often the reader is right, on documents it had not been tried on:"
    with open(data_folder("data") / "error_rates.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["seen"] == "no":
                right, found = float(row["precision"]), float(row["recall"])
                yield f"  {row['table']}, {row['kind']}: {right:.0%} of its rows are right, {found:.0%} of {row['labels']} facts were found"


def _of(table, source):
    return table[table["source"] == source.source]


def _records(table):
    return json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))


def _people(corpus, source, left):
    yield f"{source.file}: {source.dyad if isinstance(source.dyad, str) else 'no dyad'}, {source.words:,} words, {source.coverage:.0%} of {source.sentences} sentences became rows"
    for name in TABLES:
        table = _of(getattr(corpus, name), source)
        yield f"  {name}: {len(table)}"
        for row in table.to_dict("records"):
            what = ", ".join(str(row[c]) for c in SHOWN[name] if isinstance(row[c], str))
            yield f"    {date(row['date'])} | {what} | {_short(row['quote'])}"
    yield f"  not read, though they tell a date: {len(left)} sentences"
    for row in left.itertuples():
        yield f"    {date(row.date)} | {row.why} | {_short(row.quote)}"
    for remark in source.remarks.splitlines():
        yield f"  remark: {remark}"


def _short(quote, most=110):
    line = " ".join(str(quote).split())
    return line if len(line) <= most else line[: most - 1] + "…"
