"""Claims: everything that documents assert, with how they go together and how they stand against the record."""

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import tables
from ..dates import edtf
from ..history.corrections import KEY
from ..record import Record
from . import amounts, events, offices, visits
from .evidence import VERDICTS, Claim, Evidence, rows_where, rows_with, verdict

if TYPE_CHECKING:
    from ..corpus import Corpus

_ORDER = ("event", "office", "visit", "first", "amount", "arithmetic", "checked")


def find(corpus: "Corpus", record: Record | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Find what the documents of a corpus assert, cross-checked.

    Parameters
    ----------
    corpus : corpus.Corpus
    record : Record, optional
        What to hold the documents against; by default the corpus's own packs.

    Returns
    -------
    claims : pandas.DataFrame
        One row for each claim; the last verdict of ``VERDICTS`` among its sources' is its own.
    evidence : pandas.DataFrame
        One row for each source of each claim, with its words and its own verdict.
    """
    record = corpus.recorded if record is None else record
    sources = corpus.sources.drop_duplicates("source").set_index("source")
    publishers = dict(sources["publisher"].fillna(sources.index.to_series()))
    independent = functools.cache(record.independent_of)
    free = {source: independent(publisher) for source, publisher in publishers.items()}
    found = [
        *events.claims(corpus, publishers, free),
        *offices.claims(corpus, free),
        *visits.claims(corpus, free),
        *amounts.claims(corpus, free),
    ]
    for row in tables.tuples(rows_with(record.claims_checked, method="person")):
        found += _by_person(row, corpus, found, sources["dyad"].dropna())
    found = sorted((claim for claim in found if claim.evidence), key=lambda c: (c.dyad, _ORDER.index(c.kind)))
    resolved_by = dict(corpus.visits["resolved_by"])
    for claim in found:
        for evidence in claim.evidence:
            evidence.verdict = evidence.verdict.seen(record.unverified)
            if evidence.table == "visits":
                evidence.verdict = evidence.verdict.without(resolved_by[evidence.row])
        said = [(publishers[e.source], str(e.said) if claim.kind == "event" else "") for e in claim.evidence]
        claim.between_sources = events.between(said)
    evidence = [
        vars(e) | e.verdict._asdict() | {"claim": n, "quote": corpus.texts[e.source][e.char_start : e.char_end]}
        for n, claim in enumerate(found) for e in claim.evidence
    ]  # fmt: skip
    return tables.frame("claims", map(_claim_row, found)), tables.frame("evidence", evidence)


def _claim_row(claim: Claim) -> dict[str, Any]:
    evidence = claim.evidence
    worst = max((e.verdict for e in evidence), key=lambda verdict: VERDICTS.index(verdict.against_record))
    joined = {
        "sources": [e.source for e in evidence],
        "said": [e.said if isinstance(e.said, str) else "" for e in evidence],
        "rows": [f"{e.table} {e.row}" for e in evidence if e.table],
    }
    texts = {name: "; ".join(dict.fromkeys(parts)) or None for name, parts in joined.items()}
    return vars(claim) | worst._asdict() | texts | {"reference": " ".join(worst.reference) or None}


def _by_person(row: Any, corpus: "Corpus", found: list[Claim], dyads: pd.Series) -> list[Claim]:
    """The claim that a person has checked, by each document in which its words stand, in place of what is not covered."""
    decided = verdict(row.expected, "a person", [row.source], row.correction)
    stated = [*_stated(row, corpus)]
    places = {(source, row.corpus_table, label) for source, *_, labels in stated for label in labels}
    for claim in found:
        claim.evidence = [
            e
            for e in claim.evidence
            if e.verdict.against_record != VERDICTS[0] or (e.source, e.table, e.row) not in places
        ]
    evidence = [Evidence(*words, verdict=decided) for *words, labels in stated if len(labels) and words[0] in dyads]
    return [Claim("checked", dyads[e.source], row.claim, evidence, checked=row.id) for e in evidence[-1:]]


def _stated(row: Any, corpus: "Corpus") -> Iterator[tuple]:
    """Where the words of a checked claim stand: document, nothing said, place, and the labels of the rows there."""
    for source, text in corpus.texts.items():
        for phrase in [p for p in row.words.split(" | ") if p in text][:1]:
            start = text.find(phrase)
            end, table = start + len(phrase), rows_with(getattr(corpus, row.corpus_table), source=source)
            table = table[(table["char_start"] < end) & (table["char_end"] > start)]
            for column, value in ((KEY[row.corpus_table], row.row), ("date", row.date)):
                table = rows_with(table, **{column: value}) if isinstance(value, str) else table
            if isinstance(years := row.years, str):
                table = rows_where(
                    table, "date", lambda said: pd.notna(said) and any(edtf.meet(y, said) for y in years.split())
                )
            yield source, "", start, end, table.index
