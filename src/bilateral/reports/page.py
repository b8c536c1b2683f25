"""The sections of a report, which the cells of its notebook show and its template lays out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from .. import csv_tables, display, headlines
from ..confidence import levels
from ..corpus import EXTRACTED, Corpus
from ..dates import edtf
from ..display.check_lines import error_rates
from ..display.html import given, rendered
from ..display.html_tables import in_time
from ..extract.unread import SET_ASIDE
from ..files import read_toml
from ..headlines.words import BACK, KINDS
from ..history import corrections
from ..tables import tuples

if TYPE_CHECKING:
    from ..charts import Chart

#: Verdict → its looks: the sign (`printed`), the class of its colour, and its heading.
VERDICTS: dict[str, dict[str, str]] = read_toml("looks.toml", "pages")["verdicts"]
#: The columns of a ready line for `corrections.csv`.
CORRECTION = "action source table quote row date type who why".split()


class Link(NamedTuple):
    """A link within the page: where it leads, its word, and its name for who hears it."""

    to: str
    word: object
    name: str


class Section:
    """A section of a page: HTML in a notebook, its heading elsewhere."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        end = "</h1>" if "</h1>" in self.html else "</h2>"
        return str(Markup(self.html.partition(end)[0]).striptags())


class Page:
    """
    A report on a corpus of one dyad, section by section; what it gives besides is for the templates of the sections.

    Parameters
    ----------
    corpus : Corpus
    *charts : callable
        The charts of its sections: functions of `bilateral.charts`.
    """

    def __init__(self, corpus: Corpus, *charts: Callable[[Corpus], Chart]) -> None:
        self.corpus, self.sentences = corpus, display.Sentences(corpus)
        labels = [f"{letter} {corpus.labels[source]}" for source, letter in self.sentences.letters.items()]
        lettered = replace(corpus, sources=corpus.sources.assign(label=pd.array(labels, "string")))
        lettered = lettered.with_claims(corpus.claims, corpus.evidence)
        self.names, self.header = lettered.labels, ",".join(CORRECTION)
        self.charts = {chart.name: chart for draw in charts if not (chart := draw(lettered)).empty}

    def show(self, name: str) -> Section:
        """Make a section: 'top', 'short', 'claims', 'unread', 'trade', 'visits', 'items', 'events', 'documents', 'end'."""
        return Section(
            rendered(name, page=self, corpus=self.corpus, headlines=headlines, display=display, VERDICTS=VERDICTS)
        )

    # Charts

    def drawing(self, chart: Chart) -> Markup:
        """Draw a chart for wide pages, and for narrow ones where that is another drawing."""
        cited = {row: to[1:] for row in chart.titles if (to := self.links.get(row, "#"))[1:2].isupper()}
        titles = {row: f"{chart.titles[row]}, sentence {number}" for row, number in cited.items()}
        wide = chart.svg(f"{chart.name}-w", self.links, titles)
        if 'class="chart both"' in wide:
            return Markup(wide)
        slim = chart.resized("narrow").svg(f"{chart.name}-n", self.links, titles)
        # `hidden` where there is no style sheet, as in a notebook; the page's own shows one of the two.
        return Markup(f'{wide}<div class="slim" hidden>{slim}</div>')

    @cached_property
    def links(self) -> dict[str, str]:
        """Row of a chart → the sentence, or else the statement or reference, that its mark leads to."""
        found = {f"evidence:{row}": f"#c{claim}" for row, claim in self.corpus.evidence["claim"].items()}
        found |= {f"{table}:{row}": f"#{number}" for (table, row), number in self.sentences.numbers.items()}
        opened = self.corpus.phases["opened_event"].map(lambda event: found.get(f"events:{event}")).dropna()
        found |= {f"phases:{phase}": to for phase, to in opened.items()}
        given = self._recorded.dropna().items()
        return found | {str(row): f"#r{self.references[ids.split()[0]]}" for row, ids in given}

    @cached_property
    def _recorded(self) -> pd.Series:
        """The references of the rows of the record that charts draw, by the names of their marks."""
        drawn = {row for chart in self.charts.values() for row in chart.titles}
        tables = {name: getattr(self.corpus.recorded, name) for name in ("relations", "visits", "trade")}
        sources = pd.concat([table["source"].add_prefix(f"record-{name}:") for name, table in tables.items()])
        return sources[sources.index.isin(drawn)]

    # Statements and references

    @cached_property
    def claims(self) -> dict[str, list[Any]]:
        """Verdict → its claims; where the record has nothing, those are apart that documents differ on."""
        claims = self.corpus.claims.assign(stated=lambda table: table["sources"].str.count("; ") + 1)
        conflict = claims["against_record"].eq("not covered") & claims["between_sources"].eq("conflict")
        verdicts = claims["against_record"].mask(conflict, "conflict")
        return {verdict: list(tuples(claims[verdicts == verdict])) for verdict in VERDICTS}

    @cached_property
    def evidence(self) -> dict[int, list[Any]]:
        """Claim → the words of each document for it, and how surely they were read."""
        evidence = self.corpus.evidence.join(levels(self.corpus), on=["table", "row"])
        return {int(claim): list(tuples(rows)) for claim, rows in evidence.groupby("claim")}  # pyright: ignore[reportArgumentType]

    @cached_property
    def references(self) -> dict[str, int]:
        """Reference → its number, in the order of use."""
        given = [claim.reference for claims in self.claims.values() for claim in claims]
        ids = pd.concat([pd.Series(given, dtype="string"), self._recorded]).dropna().str.split().explode()
        return {name: n for n, name in enumerate(ids.unique(), 1)}

    @cached_property
    def bibliography(self) -> dict[str, dict[str, Any]]:
        """Reference → its number, its words and its address."""
        rows = self.corpus.recorded.references.set_index("id").reindex(list(self.references))
        words = rows[["author", "title", "publisher", "published"]].apply(lambda row: ", ".join(row.dropna()), axis=1)
        words = words.where(words != "", rows.index.to_series())
        return rows.assign(words=words, number=self.references).to_dict("index")  # pyright: ignore[reportArgumentType, reportReturnType]

    def said(self, row: Any) -> Markup:
        """What a document says for a claim: its date in words, or its own words in quotation marks."""
        if edtf.is_date(row.said):
            return Markup(display.escaped(display.date(row.said)))
        return Markup(rendered("quote", words=row.said if given(row.said) else row.quote))

    # Rows

    def cite(self, table: str, row: Hashable) -> str:
        """The number of the sentence that a row stands in."""
        return self.sentences.numbers.get((table, row), "")

    def in_order(self, table: str) -> list[Any]:
        """The rows of a table in the order of time, those without a date last."""
        return list(tuples(in_time(getattr(self.corpus, table))))

    @cached_property
    def lists(self) -> list[Any]:
        """The lists of things that sentences name, the items of each in one text."""
        rows = self.corpus.items.rename_axis("row").reset_index()
        lists = rows.groupby(["list", "from_state", "to_state", "source", "char_start"], sort=False, dropna=False)
        return list(tuples(lists.agg({"item": ", ".join, "row": "first"}).reset_index()))

    @cached_property
    def unread(self) -> pd.DataFrame:
        """The sentences with dates or amounts that no row uses, and whether they `gave` none, other rows, or were set aside."""
        rows = self.corpus.unread
        rows = rows.assign(sentence=[self.cite("unread", row) for row in rows.index]).groupby("sentence", sort=False)
        together = rows.agg({"text": lambda texts: ", ".join(texts.unique()), "quote": "first", "why": "unique"})
        places = self.sentences.places
        read = places.loc[~places["table"].isin(["unread", "evidence"]), "sentence"]
        gave = pd.Series("none", together.index).mask(together.index.isin(read), "rows")
        whys = together["why"].str.join("; ")
        return together.assign(why=whys, gave=gave.mask(whys.eq(SET_ASIDE), "aside")).reset_index()

    @cached_property
    def remarks(self) -> list[tuple[str, str]]:
        """What is remarked on how each document was read, by its letter."""
        about = self.corpus.sources.set_index("source")["remarks"].dropna().str.split("\n").explode()
        about = about[~about.str.startswith("set aside") & about.ne("")]
        return [(self.sentences.letters[source], remark) for source, remark in about.items()]

    @cached_property
    def not_found(self) -> list[str]:
        """The kinds of rows that the reader did not find."""
        return [KINDS[name]["one"] for name in (*EXTRACTED, "claims") if getattr(self.corpus, name).empty]

    # Sentences

    def is_read(self, sentence: str) -> bool:
        """Whether a sentence gave a row, or words for a claim."""
        return any(place.table != "unread" for place in self.sentences.held[sentence])

    def back(self, sentence: str) -> Iterator[Link]:
        """Give the links from a sentence to its statements, and to the rows that are in none."""
        yield from dict.fromkeys(link for place in self.sentences.held[sentence] for link in self._back(place))

    def _back(self, place: Any) -> Iterator[Link]:
        row, evidence = (place.table, place.row), self.corpus.evidence
        claims = list(evidence.loc[[place.row], "claim"]) if place.table == "evidence" else self._claims_of.get(row, ())
        for claim in claims:
            yield Link(f"#c{claim}", claim, f"to statement {claim}: {self.corpus.claims.at[claim, 'subject']}")
        if not claims:
            word, id = BACK[place.table]
            label = {"unread": place.sentence, "items": ""}.get(place.table, place.row)
            yield Link(f"#{id}{label}", word, f"to {word}, from {place.sentence}")

    @cached_property
    def _claims_of(self) -> dict[tuple[str, int], list[int]]:
        """Table and row → the claims on it."""
        rows = self.corpus.evidence.dropna(subset=["table", "row"])
        return rows.groupby(["table", "row"])["claim"].agg(list).to_dict()  # pyright: ignore[reportReturnType]

    def correction(self, sentence: str) -> str:
        """The lines for `corrections.csv` that change the rows of a sentence, or add one for a date that was not read."""
        places = [place for place in self.sentences.held[sentence] if place.table != "evidence" and not place.again]
        lines = pd.DataFrame([self._correction(place) for place in places], columns=CORRECTION)
        return csv_tables.write(lines.drop_duplicates()).partition("\n")[2].rstrip("\n")

    def _correction(self, place: Any) -> dict[str, Any]:
        row = getattr(self.corpus, place.table).loc[place.row]
        line = {"source": place.source, "quote": row["quote"], "date": row["date"]}
        if place.table == "unread":
            return line | {"action": "add", "table": "events"}
        return line | {"action": "change", "table": place.table, "row": row[corrections.KEY[place.table]]}

    def rates(self) -> Iterator[dict[str, str]]:
        """How often the reader is right, on documents that it had not been tried on (``data/reader/error_rates.csv``)."""
        for table, rows in error_rates().groupby("table", sort=False):
            low, high = rows[["precision", "recall"]].min(), rows[["precision", "recall"]].max()
            shares = {name: f"{low[name]:.0%} to {high[name]:.0%}" for name in low.index}
            yield {"table": str(table), **shares}
