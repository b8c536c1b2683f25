"""What every chart asks of its corpus: the states, the period, the sources, the record, and what a mark says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import record
from ..files import SourceError
from ..states import names
from ..wording import clean, listing
from .chart import layout

if TYPE_CHECKING:
    from ..corpus import Corpus

#: The source of phases that all sources together give.
ALL = "all"
QUOTE = 200  # characters of a quote in a title


@dataclass(frozen=True)
class View:
    """A corpus as it is drawn."""

    corpus: Corpus
    layout: str
    part: bool  # whether some sources were left out

    @property
    def states(self) -> tuple[str, str]:
        """The two states."""
        one, other = self.corpus.view["dyad"]
        return clean(one, 40), clean(other, 40)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Source → its name."""
        return {source: clean(label, 60) for source, label in self.corpus.labels.items()}

    @property
    def record(self) -> record.Record:
        """The record that the corpus is held against."""
        return record.load(*self.corpus.record)

    def recorded(self, table: str) -> pd.DataFrame:
        """The record's rows on the two states, those that are known to be wrong aside, in the period."""
        rows = getattr(self.record, table)
        slug = names.slug(tuple(map(names.resolve, self.corpus.view["dyad"])))
        return self.within(rows[rows["dyad"].eq(slug) & rows["confidence"].ne("reject")])

    def within(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows that can lie in the period; those without a date stay."""
        first, last = self.period
        early = rows["latest"] < first if first is not None else False
        late = rows["earliest"] > last if last is not None else False
        return rows[~(pd.Series(early, rows.index) | late)]

    @cached_property
    def period(self) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """The first and the last day; None where open."""
        return tuple(_day(value, last) for value, last in ((self.corpus.start, False), (self.corpus.end, True)))

    def said(self, row: Any, words: str) -> str:
        """Write what a mark says: its words, its quote and its source."""
        return f"{clean(words)}: “{clean(row.quote, QUOTE)}” – {self.labels.get(row.source, clean(row.source))}"

    def verdicts(self, table: str, kinds: Iterable[str]) -> pd.Series:
        """Label of a row of a table → how the record has what it states, in claims of some kinds."""
        claims, evidence = self.corpus.claims, self.corpus.evidence
        of = evidence["claim"].map(claims["kind"]).isin([*kinds]) & evidence["table"].eq(table).fillna(False)
        return evidence[of].drop_duplicates("row").set_index("row")["against_record"]


def _day(value: Any, last: bool) -> pd.Timestamp | None:
    if value is None or value == "":
        return None
    day = pd.Period(str(value), freq={4: "Y", 7: "M"}.get(len(str(value)), "D"))
    return (day.end_time if last else day.start_time).floor("D").as_unit("s")


def view(corpus: Corpus, start: Any, end: Any, sources: Sequence[str] | None, width: str, large: bool) -> View:
    """
    Check what a chart is asked for.

    Raises
    ------
    SourceError
        If the corpus is on several dyads, or a limit, a source or the width is none.
    """
    shape = layout(width, large)
    if start is not None or end is not None:
        limits = {"start": corpus.start if start is None else start, "end": corpus.end if end is None else end}
        corpus = corpus.select(None, **limits)
    corpus.view  # noqa: B018 - says which dyads there are
    if sources is None:
        return View(corpus, shape, False)
    known = corpus.sources["source"]
    for source in [sources] if isinstance(sources, str) else sources:
        if source not in set(known):
            raise SourceError(f"sources: {source!r} is none of {listing(known, most=8)}")
    kept = {
        name: (table := getattr(corpus, name))[table["source"].isin([*sources])]
        for name in ("sources", "events", "phases", "figures", "visits", "items", "unread")
    }
    return View(replace(corpus, **kept), shape, len(kept["sources"]) < len(known))
