"""What ``check`` prints: what was read in documents, what was not, and how much of them became rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import console
from ..dates.formatting import in_words
from ..files import data_folder
from ..guard import WORDS
from ..headlines.words import KINDS

if TYPE_CHECKING:
    from ..corpus import Corpus

TABLES = ("events", "visits", "figures", "items")
_LONGEST = 110


def rows(corpus: Corpus) -> int:
    """Count the rows that were read in a corpus."""
    return sum(len(getattr(corpus, name)) for name in TABLES)


def failed(corpus: Corpus) -> bool:
    """Whether a document of a corpus, or a sentence of it, could not be read."""
    remarked = corpus.sources["remarks"].str.contains(rf"(?m)^(?:\d+ sentences? )?{WORDS}")
    return bool(corpus.failures) or bool(remarked.any())


def lines(corpora: Iterable[Corpus]) -> Iterator[str]:
    """Say in lines for people what was read and what was not."""
    for corpus in corpora:
        for source in corpus.sources.itertuples():
            yield from _document(corpus, source)
    yield from rates()


def records(corpora: Iterable[Corpus]) -> Iterator[dict]:
    """Give for machines what was read and what was not: for each document its tables, as lists of rows."""
    for corpus in corpora:
        for source in corpus.sources.itertuples():
            names = ("sources", *TABLES, "phases", "unread")
            tables = {name: _records(_of(getattr(corpus, name), source)) for name in names}
            [about] = tables.pop("sources")
            yield {"source": about, **tables}


def rates() -> Iterator[str]:
    """Say how often the reader is right, a line a table (``data/reader/error_rates.csv``)."""
    yield "How often the reader is right, on documents that it had not been tried on:"
    for row in error_rates().itertuples():
        right = f"{row.precision:.0%} of its rows are right"
        yield f"  {row.table}, {row.kind}: {right}, {row.recall:.0%} of {row.labels} facts were found"


def error_rates() -> pd.DataFrame:
    """Read how often the reader is right, on documents that it had not been tried on."""
    return pd.read_csv(data_folder("data") / "reader" / "error_rates.csv").query("seen == 'no'")


def _of(table: pd.DataFrame, source: Any) -> pd.DataFrame:
    """Return the rows of a document, for the pair that a row of `sources` names."""
    return table[(table["source"] == source.source) & (table["dyad"].isna() | (table["dyad"] == source.dyad))]


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))


def _document(corpus: Corpus, source: Any) -> Iterator[str]:
    dyad = source.dyad if isinstance(source.dyad, str) else "no dyad"
    became = f"{source.coverage:.0%} of {source.sentences} sentences became rows"
    yield f"{source.file}: {dyad}, {source.words:,} words, {became}"
    for name in TABLES:
        table = _of(getattr(corpus, name), source)
        yield f"  {name}: {len(table)}"
        for row in table.to_dict("records"):
            others = [rule for rule in str(row["rule"]).split() if rule.startswith("rows/")]
            values = ", ".join([*(str(row[c]) for c in KINDS[name]["checked"] if isinstance(row[c], str)), *others])
            yield f"    {in_words(row['date'])} | {values} | {console.line(row['quote'], _LONGEST)}"
    left = _of(corpus.unread, source)
    kinds = ", ".join(f"{n} {kind if n == 1 else f'{kind}s'}" for kind, n in left["kind"].value_counts().items())
    yield f"  unread: {kinds or 'nothing'}"
    yield from (
        f"    {console.line(row.text, _LONGEST)} | {row.why} | {console.line(row.quote, _LONGEST)}"
        for row in left.itertuples()
    )
    yield from (f"  remark: {remark}" for remark in source.remarks.splitlines())
