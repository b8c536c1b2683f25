"""What every chart asks of its corpus: the states, the period, the sources, the record, and what a mark says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import headlines
from ..dates.periods import period
from ..wording import clean, count, sign
from .chart import Chart
from .drawing import Drawing
from .style import PRINTED, WORDS

if TYPE_CHECKING:
    from ..corpus import Corpus

#: The source of phases that all sources together give.
ALL = "all"
QUOTE = 200  # characters of a quote in a title
NAMED = 8  # marks that an alternative text names
DATED = ("events", "visits", "figures")


@dataclass(frozen=True)
class View:
    """A corpus as a chart of some name draws it."""

    name: str
    corpus: Corpus
    layout: str
    part: bool  # whether some sources were left out

    @property
    def states(self) -> tuple[str, str]:
        """The two states."""
        one, other = self.corpus.pair
        return clean(one, 40), clean(other, 40)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Source → its name."""
        return {source: clean(label, 60) for source, label in self.corpus.labels.items()}

    @cached_property
    def period(self) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """The first and the last day; None where open."""
        return period(self.corpus.start, self.corpus.end)

    def said(self, row: Any, words: str) -> str:
        """Write what a mark says: its words, its quote and its source."""
        unsure = sign(row) and "; read with low confidence"
        return f"{clean(words)}{unsure}: “{clean(row.quote, QUOTE)}” – {self.labels.get(row.source, clean(row.source))}"

    def evidence(self, table: str, *kinds: str) -> pd.DataFrame:
        """The evidence from the rows of a table, in claims of some kinds, by the labels of the rows."""
        claims, evidence = self.corpus.claims, self.corpus.evidence
        of = evidence["claim"].map(claims["kind"]).isin(kinds) & evidence["table"].eq(table).fillna(False)
        return evidence[of].drop_duplicates("row").set_index("row")

    def chart(
        self,
        rows: pd.DataFrame,
        titles: dict[str, str],
        draw: Callable[[Drawing], None],
        *key: str,
        note: str = "",
        both: bool = False,
    ) -> Chart:
        """
        Make a chart with its words.

        Parameters
        ----------
        *key, note : str
            What its signs mean; what else is to be known.
        both : bool
            Whether one drawing serves pages of all widths.
        """
        table = "figures" if self.name == "trade" else self.name
        headline, subtitle = getattr(headlines, table)(self.corpus), headlines.subtitle(self.corpus, table)
        if titles or len(rows) or len(getattr(self.corpus, table)):
            unsure = "?: read with low confidence." * ("low" in {*rows.get("confidence", ())})
            subtitle = " ".join(filter(None, [subtitle, *key, unsure]))
        else:
            subtitle = headlines.missing(self.corpus, table)
        bare = headlines.undated(self.corpus, table) if table in DATED else ""
        note = " ".join(filter(None, [bare, note]))
        shape = "both" if both and self.layout != "large" else self.layout
        own = [title.split(": “")[0] for row, title in titles.items() if not row.startswith("record-")]
        named = f"{count(len(own), 'mark')}: {'; '.join(own[:NAMED])}{'; …' * (len(own) > NAMED)}." if own else ""
        alt = " ".join(filter(None, [f"{headline}.", subtitle, named, note]))
        return Chart(self.name, headline, subtitle, note, alt, rows, titles, draw, shape)


def key(verdicts: Iterable[str]) -> str:
    """Name the signs of some verdicts."""
    found = {*verdicts}
    used = [f"{PRINTED[verdict]} {words}" for verdict, words in WORDS.items() if verdict in found]
    return f"{', '.join(used)}." if used else ""
