"""Claims, the evidence of each source for them, and verdicts on it; patterns and words of ``data/reader/criticism.toml``."""

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ..dates import edtf
from ..dates.formatting import in_words
from ..files import read_toml
from ..record import Record
from ..text import namespace

if TYPE_CHECKING:
    from ..corpus import Corpus

#: Name of a document → the record that it is held against.
Records = Mapping[str, Record]
#: The better first: of a claim's verdicts the last one counts.
VERDICTS = ("not covered", "supported", "disputed", "contradicted")


class Verdict(NamedTuple):
    """
    A verdict, what decided it, the ids of the references, what is right instead, and on what it rests.

    `basis` is exact, near (with its days), echoed or stated otherwise (by sources that are no witnesses), or outside the
    years (of the sources that could decide).
    """

    against_record: str = "not covered"
    decided_by: str | None = None
    reference: tuple[str, ...] = ()
    correction: str | None = None
    basis: str | None = None

    def seen(self, unverified: Collection[str]) -> "Verdict":
        """What only references say that nobody has seen contradicts nothing."""
        alone = self.reference and set(self.reference) <= set(unverified)
        return self._replace(against_record="disputed") if alone and self.against_record == "contradicted" else self

    def without(self, resolved_by: object) -> "Verdict":
        """What is left without the packs of some references: by who resolved a name, no claim on it is decided."""
        left = tuple(id_ for id_ in self.reference if f"{id_.partition(':')[0]}:" not in str(resolved_by))
        return self._replace(reference=left) if left or not self.reference else NOT_COVERED


NOT_COVERED = Verdict()
OUTSIDE = Verdict(basis="outside the years")


def verdict(
    against_record: str,
    decided_by: str | None,
    references: Iterable[str] = (),
    correction: str | None = None,
    basis: str | None = None,
) -> Verdict:
    """A verdict by references, each of which may be several ids separated by spaces; what is supported is so exactly."""
    ids = tuple(dict.fromkeys(" ".join(references).split()))
    if not basis and against_record == "supported":
        basis = "exact"
    return Verdict(against_record, decided_by, ids, correction, basis)


def days_from(date: str, table: pd.DataFrame) -> pd.Series:
    """How many days the dates of some rows are from a date."""
    return pd.Series([edtf.apart(date, other) for other in table["date"]], table.index, dtype="int64")


def nearest(said: str, known: pd.DataFrame, near: int, far: int, decided_by: str) -> Verdict:
    """
    The verdict on a date by the dates of the same event in the record.

    Supported where one of them can be it, or is at most `near` days away; disputed up to `far` days; else nothing.
    """
    days = days_from(said, known)
    if days.empty or days.min() > far:
        return NOT_COVERED
    best = known[days == days.min()]
    if days.min() <= near:
        basis = f"near ({days.min()} days)" if days.min() else None
        return verdict("supported", decided_by, best["source"], basis=basis)
    dates = ", ".join(dict.fromkeys(map(in_words, best["date"])))
    return verdict("disputed", decided_by, best["source"], f"the record has {dates}")


@dataclass
class Evidence:
    """The words of one source for one claim: the date or value asserted, and the verdict on it."""

    source: str
    said: object  # an EDTF date, or a value as it is printed; NA where there is none
    char_start: int
    char_end: int
    table: str | None = None
    row: int | None = None  # the row's label in its table; None where no row has it
    verdict: Verdict = NOT_COVERED


@dataclass
class Claim:
    """Something that one or more sources assert."""

    kind: str  # event, office, amount, visit, first, arithmetic, checked
    dyad: str
    subject: str
    evidence: list[Evidence]
    between_sources: str = "single"
    person: str | None = None  # the office-holder
    checked: str | None = None  # the id of the same claim in the table of those that a person has checked


def of_row(row: Any, table: str, said: object, found: Verdict = NOT_COVERED) -> Evidence:
    """The evidence that a row of an extracted table is; `row` as `itertuples` gives it."""
    return Evidence(row.source, said, row.char_start, row.char_end, table, row.Index, found)


def selected(corpus: "Corpus", date: str) -> bool:
    """Whether a date can lie in the period that a corpus was selected by."""
    start, end = corpus.start or "..", corpus.end or ".."
    return start == end == ".." or edtf.meet(date, f"{start}/{end}")


def rows_with(table: pd.DataFrame, **values: object) -> pd.DataFrame:
    """The rows of a table with these values in the columns of these names."""
    for column, value in values.items():
        table = table[table[column] == value]
    return table


def rows_where(table: pd.DataFrame, column: str, test: Callable[[Any], object]) -> pd.DataFrame:
    """The rows of a table whose value in a column passes a test."""
    return table.loc[[bool(test(value)) for value in table[column]]]


@functools.cache
def patterns(section: str) -> SimpleNamespace:
    """The patterns in a section of ``data/reader/criticism.toml``."""
    return namespace(read_toml("criticism.toml")[section])
