"""The sections of a report, which the cells of its notebook show and its template lays out."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import jinja2
import pandas as pd
from markupsafe import Markup

from .. import csv_tables, display, headlines, record, wording
from ..corpus import EXTRACTED, Corpus
from ..dates import edtf
from ..dates.formatting import in_words
from ..files import PACKAGE, data_folder
from ..headlines.words import KINDS
from ..history import corrections
from .sentences import Sentences

if TYPE_CHECKING:
    from ..charts import Chart

#: Verdict → its sign, the class of its colour, and its heading.
VERDICTS = {
    "contradicted": ("✕", "no", "Contradicted: the record, or another document, excludes it"),
    "disputed": ("◆", "di", "Disputed: good sources give something else"),
    "conflict": ("◆", "di", "The documents give different dates, and the record has none"),
    "supported": ("●", "ok", "Supported: the record has the same"),
    "not covered": ("○", "nc", "Not in the record: neither confirmed nor denied"),
}
#: Table → the letter before a row's label in ids.
IDS = {"events": "t", "visits": "v", "figures": "f"}
#: The columns of a ready line for `corrections.csv`.
CORRECTION = ["action", "source", "table", "quote", "row", "date", "type", "who", "why"]
_LONGEST = 110
_HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>", re.DOTALL)


class Link(NamedTuple):
    """A link within the page: where it leads, its word, and its name for who hears it."""

    to: str
    word: str
    name: str


class Section:
    """A section of a page: HTML in a notebook, its heading elsewhere."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        heading = _HEADING.search(self.html)
        return str(Markup(heading[1]).striptags()) if heading else ""


class Page:
    """
    A report on a corpus of one dyad, section by section.

    Parameters
    ----------
    corpus : Corpus
    *charts : callable
        The charts of its sections: functions of `bilateral.charts`.
    """

    def __init__(self, corpus: Corpus, *charts: Callable[[Corpus], Chart]) -> None:
        self.corpus, self.sentences = corpus, Sentences(corpus)
        drawn = (chart(self._lettered()) for chart in charts)
        self.charts = {chart.name: chart for chart in drawn if not chart.empty}
        self.pair, _, self.finding = headlines.title(corpus).partition(": ")
        self.lede = headlines.lede(corpus)

    def show(self, name: str) -> Section:
        """Make a section: 'top', 'short', 'claims', 'unread', 'trade', 'visits', 'items', 'events', 'documents', 'end'."""
        return Section(environment().get_template(f"{name}.html.j2").render(page=self, corpus=self.corpus))

    # Charts

    def _lettered(self) -> Corpus:
        """The corpus with each document's letter before its name."""
        labels = [self.document(source) for source in self.corpus.sources["source"]]
        return replace(self.corpus, sources=self.corpus.sources.assign(label=pd.array(labels, "string")))

    def drawing(self, chart: Chart) -> Markup:
        """Draw a chart for wide pages, and for narrow ones where that is another drawing."""
        titles = {
            row: f"{title}, sentence {self.links[row][1:]}" for row, title in chart.titles.items() if self._cited(row)
        }
        wide = chart.svg(f"{chart.name}-w", self.links, titles)
        both = 'class="chart both"' in wide
        return Markup(wide if both else wide + chart.resized("narrow").svg(f"{chart.name}-n", self.links, titles))

    def _cited(self, row: str) -> bool:
        return self.links.get(row, "#")[1:2].isupper()

    @functools.cached_property
    def links(self) -> dict[str, str]:
        """Row of a chart → the sentence, or else the statement or reference, that its mark leads to."""
        numbers = self.sentences.numbers
        found = {f"{table}:{row}": f"#{number}" for (table, row), number in numbers.items()}
        found |= {
            f"evidence:{e.Index}": f"#c{e.claim}"
            for e in self.corpus.evidence.itertuples()
            if ("evidence", e.Index) not in numbers
        }
        opened = self.corpus.phases["opened_event"].dropna()
        found |= {
            f"phases:{phase}": found[f"events:{event}"] for phase, event in opened.items() if f"events:{event}" in found
        }
        for name, table in self._recorded().items():
            for label, given in table["source"].dropna().items():
                found[f"record-{name}:{label}"] = f"#r{self.references[given.split()[0]]}"
        return found

    def in_record(self, chart: Chart) -> list[tuple[str, str]]:
        """What a chart has from the record alone: the words of each mark, and where it leads."""
        return [(title, self.links.get(row, "")) for row, title in chart.titles.items() if row.startswith("record-")]

    # The record and its references

    @functools.cached_property
    def record(self) -> record.Record:
        return record.load(*self.corpus.record)

    def _recorded(self) -> dict[str, pd.DataFrame]:
        """The rows of the record that charts draw, by table."""
        tables = {"relations": self.record.relations, "visits": self.record.visits, "trade": self.record.trade}
        drawn = {row for chart in self.charts.values() for row in chart.titles}
        return {name: table[[f"record-{name}:{row}" in drawn for row in table.index]] for name, table in tables.items()}

    @functools.cached_property
    def references(self) -> dict[str, int]:
        """Reference → its number, in the order of their use."""
        given = [claim.reference for claims in self.claims.values() for claim in claims]
        given += [ids for table in self._recorded().values() for ids in table["source"]]
        used = dict.fromkeys(name for ids in pd.Series(given, dtype="string").dropna() for name in ids.split())
        return {name: n for n, name in enumerate(used, 1)}

    @functools.cached_property
    def reference_rows(self) -> list[dict]:
        """The references in their order: number, words, address."""
        rows = self.record.references.set_index("id").reindex(list(self.references))
        words = rows[["author", "title", "publisher", "published"]].apply(lambda row: ", ".join(row.dropna()), axis=1)
        return [
            {"number": n, "words": words[name] or name, "address": address}
            for (name, n), address in zip(self.references.items(), rows["address"], strict=True)
        ]

    def refs(self, given: object) -> list[dict]:
        """The references of a claim."""
        return (
            [self.reference_rows[self.references[name] - 1] for name in given.split()] if isinstance(given, str) else []
        )

    # Claims

    @functools.cached_property
    def claims(self) -> dict[str, list]:
        """Verdict → its claims; those that documents contradict each other in are apart where the record has none."""
        claims = self.corpus.claims
        conflict = claims["against_record"].eq("not covered") & claims["between_sources"].eq("conflict")
        verdicts = claims["against_record"].mask(conflict, "conflict")
        return {verdict: list(claims[verdicts == verdict].itertuples()) for verdict in VERDICTS}

    def most_stated(self, verdict: str, most: int = 3) -> list:
        """The claims with a verdict that most documents state."""
        return sorted(self.claims[verdict], key=lambda claim: -len(claim.sources.split("; ")))[:most]

    @functools.cached_property
    def evidence(self) -> dict[int, list]:
        """Claim → the words of each document for it."""
        return {int(claim): list(rows.itertuples()) for claim, rows in self.corpus.evidence.groupby("claim")}

    # Tables

    def cite(self, table: str, row: Hashable) -> str:
        """The number of the sentence that a row stands in."""
        return self.sentences.numbers.get((table, row), "")

    def sorted(self, table: str) -> list:
        """The rows of a table in the order of time, those without a date last."""
        rows = getattr(self.corpus, table)
        first = rows["earliest"].fillna(rows["latest"])
        return list(rows.assign(first=first).sort_values(["first", "latest"], kind="stable").itertuples())

    @functools.cached_property
    def lists(self) -> list:
        """The lists of things that sentences name, their items in one text."""
        keys = ["list", "from_state", "to_state", "source", "char_start"]
        rows = self.corpus.items.rename_axis("row").reset_index()
        return list(
            rows.groupby(keys, sort=False, dropna=False)
            .agg({"item": ", ".join, "row": "first"})
            .reset_index()
            .itertuples()
        )

    @functools.cached_property
    def unread(self) -> pd.DataFrame:
        """The sentences with dates or amounts that no row uses: label, texts, quote, why, and whether they gave other rows."""
        rows = self.corpus.unread.rename_axis("row").reset_index()
        rows["sentence"] = [self.cite("unread", row) for row in rows["row"]]
        together = rows.groupby("sentence", sort=False).agg(
            {
                "text": lambda texts: ", ".join(texts.unique()),
                "quote": "first",
                "why": lambda whys: "; ".join(whys.unique()),
            }
        )
        places = self.sentences.places
        read = places.loc[~places["table"].isin(["unread", "evidence"]), "sentence"]
        gave = pd.Series("none", together.index).mask(together.index.isin(read), "rows")
        return together.assign(gave=gave.mask(together["why"].eq("set aside as page furniture"), "aside")).reset_index()

    @functools.cached_property
    def remarks(self) -> list[tuple[str, str]]:
        """What is remarked on how each document was read, by its letter."""
        about = self.corpus.sources.set_index("source")["remarks"].dropna()
        return [
            (self.sentences.letters[source], remark)
            for source, remarks in about.items()
            for remark in remarks.splitlines()
            if not remark.startswith("set aside")
        ]

    @functools.cached_property
    def not_found(self) -> list[str]:
        """The kinds of rows that the reader did not find."""
        return [KINDS[name][0] for name in (*EXTRACTED, "claims") if getattr(self.corpus, name).empty]

    @functools.cached_property
    def undated(self) -> int:
        """How many amounts have no date."""
        return int(self.corpus.figures["date"].isna().sum())

    @functools.cached_property
    def without_list(self) -> int:
        """How many headings have no list under them."""
        return sum(remark.startswith("no list stands") for _, remark in self.remarks)

    @functools.cached_property
    def rows_read(self) -> int:
        """How many sentences became rows."""
        return round((self.corpus.sources["coverage"] * self.corpus.sources["sentences"]).sum())

    @functools.cached_property
    def contents(self) -> list[tuple[str, str]]:
        """The sections that the page has besides the first two, and what they are called in its contents."""
        corpus = self.corpus
        has = {
            ("claims", "Statements"): len(corpus.claims), ("unread", "Not read"): 1,
            ("trade", "Trade"): "trade" in self.charts or len(corpus.figures),
            ("visits", "Visits"): "visits" in self.charts or len(corpus.visits),
            ("items", "Goods, arms, companies"): len(corpus.items), ("events", "Events"): len(corpus.events),
            ("documents", "Documents"): 1, ("references", "References"): len(self.references), ("method", "How to read this"): 1,
        }  # fmt: skip
        return [section for section, there in has.items() if there]

    # Documents

    def document(self, source: str) -> str:
        """A document's letter and name; that of all together."""
        return (
            f"{self.sentences.letters[source]} {self.corpus.labels[source]}"
            if source in self.sentences.letters
            else "All together"
        )

    def about(self, source: NamedTuple) -> str:
        """Who published a document and when, how long it is and how much of it was read."""
        published = [part for part in (source.publisher, source.published) if given(part)]
        rows = round(source.coverage * source.sentences)
        read = f"{source.words:,} words; {rows} of {wording.count(source.sentences, 'sentence')} became rows"
        return f"{', '.join([*published, read])}."

    @staticmethod
    def is_web(address: object) -> bool:
        """Whether an address is one of the web."""
        return isinstance(address, str) and address.startswith(("https://", "http://"))

    @staticmethod
    def status(phase: NamedTuple) -> str:
        """A phase's status and state in words."""
        status = {"severed": "broken off", "contact": "contacts only"}.get(phase.status, phase.status)
        return f"{status} ({phase.state})" if given(phase.state) else status

    @functools.cached_property
    def rows_of(self) -> dict[str, list]:
        """Sentence → what stands in it."""
        return {sentence: list(rows.itertuples()) for sentence, rows in self.sentences.places.groupby("sentence")}

    @functools.cached_property
    def _claims_of(self) -> dict[tuple, list[int]]:
        """(table, row) → the claims on it."""
        rows = self.corpus.evidence.dropna(subset=["table", "row"])
        return rows.groupby(["table", "row"])["claim"].agg(list).to_dict()

    def back(self, sentence: str) -> Iterator[Link]:
        """Give the links from a sentence to its statements, and to the rows that are in none."""
        yield from dict.fromkeys(link for place in self.rows_of[sentence] for link in self._back(place))

    def _back(self, place: NamedTuple) -> Iterator[Link]:
        table, row = place.table, place.row
        claims = (
            [self.corpus.evidence.at[row, "claim"]] if table == "evidence" else self._claims_of.get((table, row), ())
        )
        for claim in claims:
            yield Link(f"#c{claim}", str(claim), f"to statement {claim}: {self.corpus.claims.at[claim, 'subject']}")
        if not claims:
            word = {"unread": "not read", "items": "named", "figures": "amount"}.get(table, table.removesuffix("s"))
            to = {"unread": f"u{place.sentence}", "items": "items"}.get(table) or f"{IDS[table]}{row}"
            yield Link(f"#{to}", word, f"to {word}, from {place.sentence}")

    def is_read(self, sentence: str) -> bool:
        """Whether a sentence gave a row, or words for a claim."""
        return any(place.table != "unread" for place in self.rows_of[sentence])

    def correction(self, sentence: str) -> str:
        """The lines for `corrections.csv` that change the rows of a sentence, or add one for a date that was not read."""
        places = [
            place for place in self.rows_of[sentence] if place.table in (*EXTRACTED, "unread") and not place.again
        ]
        lines = pd.DataFrame([self._correction(place) for place in places], columns=CORRECTION)
        return csv_tables.write(lines.drop_duplicates()).partition("\n")[2].rstrip("\n")

    def _correction(self, place: NamedTuple) -> dict:
        row = getattr(self.corpus, place.table).loc[place.row]
        line = {"source": place.source, "quote": row["quote"], "date": row["date"]}
        if place.table == "unread":
            return line | {"action": "add", "table": "events"}
        return line | {"action": "change", "table": place.table, "row": row[corrections.KEY[place.table]]}


@functools.cache
def environment() -> jinja2.Environment:
    """The templates of sections, in which every value is made safe to stand in a page; `| line` is for attributes."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([PACKAGE / "templates" / "sections", PACKAGE / "templates"]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=safe,
    )
    made.filters |= {
        "line": attribute,
        "words": in_words,
        "said": said,
        "short": functools.partial(wording.clean, limit=_LONGEST),
        "given": given,
        "count": wording.count,
    }
    made.globals |= {"headlines": headlines, "VERDICTS": VERDICTS, "CORRECTION": ",".join(CORRECTION), "rates": rates}
    return made


def rates() -> Iterator[dict]:
    """How often the reader is right, on documents that it had not been tried on (``data/reader/error_rates.csv``)."""
    rates = pd.read_csv(data_folder("data") / "reader" / "error_rates.csv")
    for table, rows in rates[rates["seen"] == "no"].groupby("table", sort=False):
        yield {"table": table, "right": _percent(rows["precision"]), "found": _percent(rows["recall"])}


def _percent(shares: pd.Series) -> str:
    return " to ".join(dict.fromkeys(f"{share:.0%}" for share in (shares.min(), shares.max())))


def safe(value: object) -> Markup:
    """A value as HTML that shows its characters and does nothing else; NA as nothing."""
    if isinstance(value, Markup):
        return value
    return Markup(display.escaped("" if pd.isna(value) is True else value))


def attribute(value: object) -> Markup:
    """A value on one line, as the value of an attribute."""
    return Markup(escape(wording.clean(value)))


def given(value: object) -> bool:
    """Whether a value is there."""
    return bool(pd.notna(value)) and value != ""


def said(row: NamedTuple) -> Markup:
    """What a document says for a claim: its date in words, or its own words in quotation marks."""
    if edtf.is_date(row.said):
        return safe(in_words(row.said))
    return Markup("<q>{}</q>").format(safe(wording.clean(row.said if given(row.said) else row.quote, _LONGEST)))
