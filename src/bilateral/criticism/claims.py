"""Claims: everything that documents assert, with how they go together and how they stand against the record."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from .. import record as records
from .. import tables
from ..dates import edtf
from ..history.corrections import KEY
from ..record import Record, matching
from . import amounts, events, offices, visits
from .evidence import VERDICTS, Claim, Evidence, verdict

if TYPE_CHECKING:
    from ..corpus import Corpus

#: Of a claim that a person has checked: the table that decides it → what kind of claim that is.
_KINDS = {"leaders": "office", "relations": "event", "trade": "amount", "visits": "first"}
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
    record = _record(corpus) if record is None else record
    sources = corpus.sources.drop_duplicates("source").set_index("source")
    publishers = dict(sources["publisher"].fillna(sources.index.to_series()))
    free = _independent(record, publishers)
    found = [
        *events.claims(corpus, publishers, free),
        *offices.claims(corpus, free),
        *visits.claims(corpus, free),
        *amounts.claims(corpus, free),
    ]
    for checked in (Checked.of(row, corpus) for row in tables.tuples(record.claims_checked)):
        if checked.row.method == "person":
            checked.replace(found)
            found += checked.claim(sources["dyad"].dropna())
        else:
            checked.name(found)
    found = sorted((claim for claim in found if claim.evidence), key=lambda c: (c.dyad, _ORDER.index(c.kind)))
    for claim in found:
        for evidence in claim.evidence:
            evidence.verdict = evidence.verdict.seen(record.unverified)
        if claim.kind != "event":
            claim.between_sources = "agree" if len({publishers[e.source] for e in claim.evidence}) > 1 else "single"
    evidence = [_evidence_row(n, e, corpus.texts[e.source]) for n, claim in enumerate(found) for e in claim.evidence]
    return tables.frame("claims", map(_claim_row, found)), tables.frame("evidence", evidence)


def _record(corpus: "Corpus") -> Record:
    """What the packs of a corpus have on its dyads, and on the states of all rulers whom it names."""
    rulers = {person.state for named in corpus.persons for person in named.persons if person.state}
    return records.load(*corpus.record, dyads=[*corpus.pairs.values(), *((state,) for state in rulers)])


def _independent(record: Record, publishers: dict[str, str]) -> dict[str, Record]:
    """Source → the record without what its own publisher has said."""
    free = {publisher: record.independent_of(publisher) for publisher in set(publishers.values())}
    return {source: free[publisher] for source, publisher in publishers.items()}


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


def _evidence_row(n: int, evidence: Evidence, text: str) -> dict[str, Any]:
    quote = text[evidence.char_start : evidence.char_end]
    return vars(evidence) | evidence.verdict._asdict() | {"claim": n, "quote": quote}


class Checked(NamedTuple):
    """A claim that a person has checked: its row, where its words stand (source, start, end), and the rows it is about."""

    row: Any
    spans: list[tuple[str, int, int]]
    places: set[tuple[str, str, int]]

    @classmethod
    def of(cls, row: Any, corpus: "Corpus") -> "Checked":
        """Look a checked claim's words up in the documents of a corpus."""
        checked = cls(row, list(_spans(row.words.split(" | "), corpus.texts)), set())
        for source, start, end in checked.spans if isinstance(row.corpus_table, str) else ():
            table = getattr(corpus, row.corpus_table)
            table = table[(table["source"] == source) & (table["char_start"] < end) & (table["char_end"] > start)]
            for column, value in ((KEY[row.corpus_table], row.row), ("date", row.date)):
                table = table[table[column] == value] if isinstance(value, str) else table
            labels = (label for label, date in table["date"].items() if checked.dated(date))
            checked.places.update((source, row.corpus_table, label) for label in labels)
        return checked

    def dated(self, said: object) -> bool:
        """Whether a date can be of one of the years that the claim is about, if it is about any."""
        if not isinstance(self.row.years, str):
            return True
        return edtf.is_date(said) and any(edtf.meet(year, said) for year in self.row.years.split())

    def replace(self, found: list[Claim]) -> None:
        """Take out evidence that the record does not cover: the person's verdict takes its place."""
        for claim in found:
            claim.evidence = [
                e for e in claim.evidence if e.verdict.against_record != VERDICTS[0] or _place(e) not in self.places
            ]

    def claim(self, dyads: pd.Series) -> list[Claim]:
        """The claim with the person's verdict, by each document in which its words stand."""
        row, sources = self.row, {source for source, *_ in self.places}
        decided = verdict(row.expected, "a person", [row.source], row.correction)
        spans = [span for span in self.spans if span[0] in sources and span[0] in dyads]
        evidence = [Evidence(source, "", start, end, verdict=decided) for source, start, end in spans]
        if not evidence:
            return []
        return [Claim("checked", dyads[evidence[-1].source], row.claim, evidence, checked=row.id)]

    def name(self, found: list[Claim]) -> None:
        """Name the claims that are this one; what is computed keeps its own verdict, and tests compare the two."""
        kind = _KINDS.get(self.row.table, "event")
        for claim in found:
            person = kind != "office" or matching.same_person(claim.person, self.row.person)
            if claim.kind == kind and person and not claim.checked and any(map(self._is, claim.evidence)):
                claim.checked = self.row.id

    def _is(self, evidence: Evidence) -> bool:
        """Whether evidence is of this claim: by its row or, where the claim is about no row, by its words and date."""
        if self.places:
            return _place(evidence) in self.places
        start, end = evidence.char_start, evidence.char_end
        here = any(source == evidence.source and start <= a and b <= end for source, a, b in self.spans)
        return here and self.dated(evidence.said)


def _place(evidence: Evidence) -> tuple[str, str | None, int | None]:
    return evidence.source, evidence.table, evidence.row


def _spans(phrases: list[str], texts: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Where the first of some phrases stands in each document that has one."""
    for source, text in texts.items():
        for phrase in [p for p in phrases if p in text][:1]:
            start = text.find(phrase)
            yield source, start, start + len(phrase)
