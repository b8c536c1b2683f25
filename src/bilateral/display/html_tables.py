"""Tables to be read in notebooks and reports: each view of a corpus is a caption and columns, written down as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ..dates.formatting import in_words
from ..files import data_folder
from ..headlines import pair_of, period_of
from ..wording import amount
from .html import plain, rendered

if TYPE_CHECKING:
    from ..corpus import Corpus

Column = Callable[[pd.DataFrame, "Corpus"], pd.Series]

#: Verdicts in words, and what several sources' statements are to each other.
VERDICTS = {
    "supported": "supported",
    "disputed": "disputed",
    "contradicted": "contradicted",
    "not covered": "not covered by the record",
}
BETWEEN = {
    "single": "single source",
    "agree": "agree",
    "finer": "agree, some finer",
    "conflict": "contradict each other",
}


class Table:
    """
    A table to be read: HTML with a caption, row and column scopes and everything escaped; plain text elsewhere.

    Parameters
    ----------
    rows : pandas.DataFrame
    caption : str
    """

    def __init__(self, rows: pd.DataFrame, caption: str) -> None:
        self.rows, self.caption = rows.astype("string").fillna(""), caption

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        return rendered("table", rows=self.rows, caption=self.caption)

    def __repr__(self) -> str:
        lines = [plain(self.caption if len(self) else f"{self.caption}: no rows.")]
        return "\n".join(lines + [" | ".join(map(plain, row)) for row in self.rows.itertuples(index=False, name=None)])


def table(rows: pd.DataFrame, caption: str) -> Table:
    """
    Show a frame as a table with a caption.

    Parameters
    ----------
    rows : pandas.DataFrame
        EDTF dates of a column `date` are put into words.
    caption : str
    """
    return Table(rows.assign(date=rows["date"].map(in_words)) if "date" in rows else rows, caption)


# Columns that several views share.


def _when(name: str) -> Column:
    return lambda rows, corpus: rows[name].map(in_words)


def _source(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    return rows["source"].map(corpus.labels).fillna(rows["source"])


def _direction(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    known = rows[["from_state", "to_state"]].notna().any(axis=1)
    return (rows["from_state"].fillna("?") + " → " + rows["to_state"].fillna("?")).where(known, "")


def _in_brackets(text: pd.Series) -> pd.Series:
    return (" (" + text + ")").fillna("")


def _amounts(values: pd.Series, units: pd.Series) -> list[str]:
    return ["" if pd.isna(value) else amount(value, unit) for value, unit in zip(values, units, strict=True)]


def _value(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    return (rows["qualifier"].fillna("") + " " + _amounts(rows["value"], rows["unit"])).str.strip()


def _visitor(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    named = (rows["visitor"] + _in_brackets(rows["office"])).fillna(rows["office"])
    return named + (", with " + rows["counterpart"]).fillna("")


def _kind(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    took_place = rows["took_place"].fillna(True).astype(bool)
    return rows["kind"].where(took_place, rows["kind"] + " that did not take place")


def _closed(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    return rows["closed"].map(lambda day: "no end found" if day == ".." else in_words(day))


def _opening_quote(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    quotes = rows["opened_event"].map(corpus.events["quote"].to_dict()).astype("string")
    return quotes.fillna("inferred: relations were restored later")


def _verdict(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    return rows["against_record"].map(VERDICTS)


def _of_claim(name: str) -> Column:
    return lambda rows, corpus: rows["claim"].map(corpus.claims[name]).astype("string")


def _references(rows: pd.DataFrame, corpus: Corpus) -> pd.Series:
    given = _of_claim("reference")(rows, corpus)
    return given.where(rows["correction"].notna()).str.replace(" ", ", ")


# Rows that a view chooses.


def in_time(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of time, those without a date last."""
    first = rows["earliest"].fillna(rows["latest"])
    return rows.assign(first=first).sort_values(["first", "latest"], kind="stable")


def _together(corpus: Corpus) -> pd.DataFrame:
    return corpus.phases[corpus.phases["source"] == "all"]


def _lists(corpus: Corpus) -> pd.DataFrame:
    """Return a row for each list of each source, its items in the order of the text."""
    keys = ["list", "from_state", "to_state", "quote", "source"]
    grouped = corpus.items.groupby(keys, sort=False, dropna=False)["item"].agg(", ".join)
    return grouped.reset_index() if len(corpus.items) else corpus.items[[*keys, "item"]]


def _in_conflict(corpus: Corpus) -> pd.DataFrame:
    claims = corpus.claims
    wrong = claims["against_record"].isin(["disputed", "contradicted"]) | claims["between_sources"].eq("conflict")
    return corpus.evidence[corpus.evidence["claim"].isin(claims.index[wrong])]


def _competing(corpus: Corpus) -> pd.DataFrame:

    rows = corpus.recorded.relations
    rows = rows[rows["dyad"].isin(corpus.dyads) & rows["type"].ne("envoy_appointed")]  # envoys follow each other
    rows = rows.sort_values("earliest", kind="stable")
    keys = ["dyad", "type", "state", "person"]
    return rows[rows.groupby(keys, dropna=False)["date"].transform("nunique") > 1]


@dataclass(frozen=True)
class View:
    """A view of a corpus: the rows that it shows, or their table; its caption; and its columns, made or as in the table."""

    rows: Callable[[Corpus], pd.DataFrame] | str
    caption: str
    columns: Mapping[str, Column | str]

    def __call__(self, corpus: Corpus) -> Table:
        """Show the view of a corpus."""
        rows = getattr(corpus, self.rows) if isinstance(self.rows, str) else self.rows(corpus)
        columns = {
            heading: rows[column] if isinstance(column, str) else column(rows, corpus)
            for heading, column in self.columns.items()
        }
        made = pd.DataFrame(columns, index=rows.index)
        return Table(made, self.caption.format(pair=pair_of(corpus), period=period_of(corpus)))


#: The events, in order of time.
events = View(
    lambda corpus: in_time(corpus.events),
    "Events between {pair}{period}, as stated in the documents",
    {
        "Date": _when("date"),
        "Event": lambda rows, corpus: rows["type"].str.replace("_", " ") + _in_brackets(rows["level"]),
        "Quote": "quote",
        "Source": _source,
    },
)
#: The phases of all sources together, with the words that open each.
phases = View(
    _together,
    "Phases of relations between {pair}, from all sources together",
    {
        "From": _when("opened"),
        "To": _closed,
        "Status": lambda rows, corpus: rows["status"] + (" · " + rows["state"]).fillna(""),
        "Quote": _opening_quote,
    },
)
#: The amounts, with the other reading that their form allows.
figures = View(
    "figures",
    "Amounts stated in documents on {pair}{period}",
    {
        "Measure": "measure",
        "Date": _when("date"),
        "Value": _value,
        "Alternative reading (decimal comma)": lambda rows, corpus: _amounts(rows["alternative"], rows["unit"]),
        "From → to": _direction,
        "About": lambda rows, corpus: rows["scope"].map({"dyad": "the two states", "other": "others"}),
        "Quote": "quote",
        "Source": _source,
    },
)
#: The visits and meetings.
visits = View(
    "visits",
    "Visits and meetings between {pair}{period}, as stated in the documents",
    {
        "Visitor": _visitor,
        "Date": _when("date"),
        "From → to": lambda rows, corpus: rows["from_state"] + (" → " + rows["to_state"]).fillna(" (met elsewhere)"),
        "Kind": _kind,
        "Quote": "quote",
        "Source": _source,
    },
)
#: The lists of goods, companies, arms and memberships.
items = View(
    _lists,
    "Goods, companies, arms and memberships named in documents on {pair}",
    {
        "List": "list",
        "From → to": _direction,
        "Items": "item",
        "Quote": "quote",
        "Source": _source,
    },
)
#: The rows that a person has added, changed or dropped, and why.
corrected = View(
    "corrections",
    "Rows corrected by a person, on {pair}",
    {
        "Correction": lambda rows, corpus: (
            rows["action"].map({"add": "added", "change": "changed", "drop": "dropped"}) + " in " + rows["table"]
        ),
        "Quote": "quote",
        "By": "who",
        "Why": "why",
        "Source": _source,
    },
)
#: What the documents assert, how the sources agree, how it stands against the record, and what decided that.
claims = View(
    "claims",
    "What the documents assert about {pair}{period}",
    {
        "Claim": "subject",
        "Sources": lambda rows, corpus: [
            ", ".join(corpus.labels[source] for source in text.split("; ")) for text in rows["sources"]
        ],
        "Between the sources": lambda rows, corpus: rows["between_sources"].map(BETWEEN),
        "Verdict": _verdict,
        "Decided by": "decided_by",
        "Correction": "correction",
    },
)
#: The claims that are disputed or contradicted: each source's words side by side.
conflicts = View(
    _in_conflict,
    "Conflicts about {pair}; references are explained in references.csv",
    {
        "Claim": _of_claim("subject"),
        "Source": _source,
        "Quote": "quote",
        "Verdict": _verdict,
        "Correction": "correction",
        "Reference": _references,
    },
)
#: The dates that compete in the record itself, and who gives them.
competing_dates = View(
    _competing,
    "Dates that compete in the record of {pair}",
    {
        "Event": lambda rows, corpus: rows["type"].str.replace("_", " ") + _in_brackets(rows["state"]),
        "Date": _when("date"),
        "Source": "source",
        "Confidence": "confidence",
        "Independent of these documents": lambda rows, corpus: rows["independent"].map({True: "yes", False: "no"}),
        "Note": "note",
    },
)
#: The documents: who published them, how much of them became rows, and what was remarked.
sources = View(
    "sources",
    "Documents on {pair}",
    {
        "Source": lambda rows, corpus: rows["label"].fillna(rows["source"]),
        "Title": "title",
        "Publisher": "publisher",
        "Published": lambda rows, corpus: rows["published"].fillna("not stated"),
        "Words": lambda rows, corpus: rows["words"].map("{:,}".format),
        "Sentences that became rows": lambda rows, corpus: rows["coverage"].map("{:.0%}".format),
        "Remarks": lambda rows, corpus: rows["remarks"].str.replace("\n", " · "),
    },
)
#: Every date and amount that no row uses, and why.
unread = View(
    "unread",
    "Dates and amounts in documents on {pair} that no row uses",
    {
        "Date or amount": "text",
        "Quote": "quote",
        "Why no row uses it": "why",
        "Source": _source,
    },
)


def reliability(corpus: Corpus) -> Table:
    """Count how each document's assertions stand against the record."""
    counts = (
        corpus.evidence.groupby(["source", "against_record"], observed=True)
        .size()
        .unstack(fill_value=0)
        .reindex(index=corpus.sources["source"], columns=list(VERDICTS), fill_value=0)
    )
    rows = counts.rename(columns=lambda verdict: VERDICTS[verdict].capitalize())
    rows.insert(0, "Assertions", counts.sum(axis=1))
    rows.insert(0, "Source", [corpus.labels.get(source, source) for source in counts.index])
    return Table(rows, f"How assertions about {pair_of(corpus)} stand against the record")


def notebooks() -> Table:
    """List the notebooks in their order: name, the question that each answers, and what is in it (from their metadata)."""
    found, folder = [], data_folder("notebooks")
    for path in folder.rglob("*.ipynb"):
        name = path.relative_to(folder).with_suffix("")
        if not {"solutions", ".ipynb_checkpoints"} & {*name.parts}:  # solutions are for teachers
            about = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            found.append((about["order"], name.as_posix(), about["title"], about["description"]))
    rows = pd.DataFrame(sorted(found), columns=["Order", "Notebook", "Question", "What is in it"])
    return Table(rows.drop(columns="Order"), "The notebooks")
