"""Claims: everything that documents assert, with how they go together and how they stand against the record."""

import functools
import re

import pandas as pd

from .. import tables
from ..dates import edtf
from ..record import packs as reference
from . import amounts
from . import events as chronology
from . import offices as rulers
from . import visits as journeys
from .evidence import VERDICTS, Claim, Evidence

#: Of a claim that a person has checked: the table that decides it → what kind of claim that is; the column with its row.
_KINDS = {"leaders": "office", "relations": "event", "trade": "amount", "visits": "first"}
_NAMED = {"events": "type", "figures": "measure", "visits": "visitor"}
_YEAR = re.compile(r"\b\d{4}\b")
_ORDER = ("event", "office", "visit", "first", "amount", "arithmetic", "checked")


def find(corpus, record=None):
    """
    What the documents of a corpus assert, cross-checked.

    Parameters
    ----------
    corpus : corpus.Corpus
    record : reference.Reference, optional
        What to hold the documents against; without one, the tables that ship.

    Returns
    -------
    claims : pandas.DataFrame
        One row for each thing asserted; the last verdict of ``VERDICTS`` among its sources' stands for it.
    evidence : pandas.DataFrame
        One row for each source of each claim, with its words and its own verdict.
    """
    record = record or _shipped()
    publishers = dict(
        zip(corpus.sources["source"], corpus.sources["publisher"].fillna(corpus.sources["source"]), strict=True)
    )
    found = [*chronology.claims(corpus, publishers, record), *rulers.claims(corpus, record)]
    found += [*journeys.claims(corpus, record), *amounts.claims(corpus, record)]
    _mark(found, corpus, record.claims_checked)
    found = [c for c in found if c.evidence] + _by_a_person(corpus, record.claims_checked)
    for claim in found:
        if claim.kind != "event":
            claim.between = "agree" if len({publishers[e.source] for e in claim.evidence}) > 1 else "single"
    found.sort(key=lambda c: (c.dyad, _ORDER.index(c.kind)))
    return tables.frame("claims", map(_row, found)), tables.frame(
        "evidence", [row for n, c in enumerate(found) for row in _rows(n, c, corpus)]
    )


@functools.cache
def _shipped():
    """The record that ships, read once."""
    return reference.load()


def _row(claim):
    worst = claim.worst
    said = "; ".join(dict.fromkeys(e.said if isinstance(e.said, str) else "" for e in claim.evidence))
    return {
        "dyad": claim.dyad,
        "kind": claim.kind,
        "subject": claim.subject,
        "sources": "; ".join(dict.fromkeys(e.source for e in claim.evidence)),
        "said": said or None,
        "between_sources": claim.between,
        "against_record": worst.verdict,
        "decided_by": worst.decided_by or None,
        "reference": " ".join(worst.reference) or None,
        "correction": worst.correction or None,
        "rows": "; ".join(f"{e.table} {e.row}" for e in claim.evidence if e.table) or None,
        "checked": claim.checked or None,
    }


def _rows(n, claim, corpus):
    for e in claim.evidence:
        yield {
            "claim": n,
            "source": e.source,
            "said": e.said if isinstance(e.said, str) else None,
            "against_record": e.verdict,
            "decided_by": e.decided_by or None,
            "correction": e.correction or None,
            "table": e.table or None,
            "row": e.row,
            "char_start": e.quote[0],
            "char_end": e.quote[1],
            "quote": corpus.texts[e.source][slice(*e.quote)],
        }


def _spans(corpus, checked):
    """Where the words of a checked claim stand: (source, start, end) for each document that has one of its phrases."""
    for source, text in corpus.texts.items():
        start, phrase = next(((text.find(p), p) for p in checked.words.split(" | ") if p in text), (-1, ""))
        if start >= 0:
            yield source, start, start + len(phrase)


def _then(checked: object, said: object) -> bool:
    """Whether what is said is a date, and can be of one of the years that a checked claim names, if it names any."""
    years = _YEAR.findall(checked.claim)
    return not years or (edtf.is_date(said) and any(edtf.meet(year, said) for year in years))


def _rows_of(corpus, checked):
    """The rows that a checked claim is about: (source, table, label), by its words, its years and what it says of the row."""
    out = set()
    for source, start, end in _spans(corpus, checked):
        for name in [checked.corpus_table] if isinstance(checked.corpus_table, str) else []:
            table = getattr(corpus, name)
            rows = table[(table["source"] == source) & (table["char_start"] < end) & (table["char_end"] > start)]
            for column, told in ((_NAMED[name], checked.row), ("date", checked.date)):
                rows = rows[rows[column] == told] if isinstance(told, str) else rows
            out |= {(source, name, label) for label, date in rows["date"].items() if _then(checked, date)}
    return out


def _mark(found, corpus, table):
    """
    Name the claims that a person has checked too; where no table can tell, the person's verdict takes the place of "not covered".

    What is computed keeps its own verdict: the tests compare the two.
    """
    for checked in table.itertuples():
        rows, spans = _rows_of(corpus, checked), list(_spans(corpus, checked))
        for claim in found:
            if checked.method == "person":
                claim.evidence = [
                    e for e in claim.evidence if e.verdict != "not covered" or (e.source, e.table, e.row) not in rows
                ]
                continue
            same = [e for e in claim.evidence if (e.source, e.table, e.row) in rows] or [
                e for e in claim.evidence for source, start, end in spans
                if not rows and e.source == source and e.quote[0] <= start and end <= e.quote[1] and _then(checked, e.said)
            ]  # fmt: skip
            named = claim.kind != "office" or claim.subject.split(" as ")[0].split()[-1] in checked.claim
            if same and named and claim.kind == _KINDS.get(checked.table, "event") and not claim.checked:
                claim.checked = checked.id


def _by_a_person(corpus, table):
    """The claims that no table can decide and a person has: those whose words stand in a document."""
    out = []
    for checked in table[table["method"] == "person"].itertuples():
        claim = Claim("checked", "", checked.claim, checked=checked.id)
        right = checked.correction if isinstance(checked.correction, str) else ""
        about = {source for source, _, _ in _rows_of(corpus, checked)}
        for source, start, end in _spans(corpus, checked):
            dyad = corpus.sources.loc[corpus.sources["source"] == source, "dyad"].iloc[0]
            if pd.notna(dyad) and source in about:
                claim.dyad = dyad
                claim.evidence.append(Evidence(source, "", (start, end)))
                claim.evidence[-1].judge(checked.expected, "a person", [checked.source], right)
        if claim.evidence:
            out.append(claim)
    return out


__all__ = ["VERDICTS", "find"]
