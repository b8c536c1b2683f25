"""Tables to be read in notebooks and reports: each view of a corpus is a caption and columns, written down as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ..dates.formatting import in_words
from ..files import data_folder, read_toml
from ..headlines import pair_of, period_of
from ..wording import amount
from .html import plain, rendered

if TYPE_CHECKING:
    from ..corpus import Corpus

Column = str | Callable[[pd.DataFrame], pd.Series]

#: The verdicts in the order of columns, and in words; what several sources' statements are to each other.
ORDER = ("supported", "disputed", "contradicted", "not covered")
VERDICTS = {verdict: read_toml("looks.toml", "pages")["verdicts"][verdict]["table"] for verdict in ORDER}
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


# Columns that several views share.


def _direction(rows: pd.DataFrame) -> pd.Series:
    known = rows[["from_state", "to_state"]].notna().any(axis=1)
    return (rows["from_state"].fillna("?") + " → " + rows["to_state"].fillna("?")).where(known, "")


def _in_brackets(text: pd.Series) -> pd.Series:
    return (" (" + text + ")").fillna("")


def _amounts(values: pd.Series, units: pd.Series) -> list[str]:
    return ["" if pd.isna(value) else amount(value, unit) for value, unit in zip(values, units, strict=True)]


def _value(rows: pd.DataFrame) -> pd.Series:
    return (rows["qualifier"].fillna("") + " " + _amounts(rows["value"], rows["unit"])).str.strip()


def _visitor(rows: pd.DataFrame) -> pd.Series:
    named = (rows["visitor"] + _in_brackets(rows["office"])).fillna(rows["office"])
    return named + (", with " + rows["counterpart"]).fillna("")


def _kind(rows: pd.DataFrame) -> pd.Series:
    took_place = rows["took_place"].fillna(True).astype(bool)
    return rows["kind"].where(took_place, rows["kind"] + " that did not take place")


def _closed(rows: pd.DataFrame) -> pd.Series:
    return rows["closed"].map(lambda day: "no end found" if day == ".." else in_words(day))


def _verdict(rows: pd.DataFrame) -> pd.Series:
    return rows["against_record"].map(VERDICTS)


def _references(rows: pd.DataFrame) -> pd.Series:
    return rows["reference"].where(rows["correction"].notna()).str.replace(" ", ", ")


# Rows that a view chooses.


def in_time(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of time, those without a date last."""
    first = rows["earliest"].fillna(rows["latest"])
    return rows.assign(first=first).sort_values(["first", "latest"], kind="stable")


def _together(corpus: Corpus) -> pd.DataFrame:
    """Return the phases of all sources together, with the words that open each."""
    rows = corpus.phases[corpus.phases["source"] == "all"]
    quotes = rows["opened_event"].map(corpus.events["quote"].to_dict()).astype("string")
    return rows.assign(quote=quotes.fillna("inferred: relations were restored later"))


def _lists(corpus: Corpus) -> pd.DataFrame:
    """Return a row for each list of each source, its items in the order of the text."""
    keys = ["list", "from_state", "to_state", "quote", "source"]
    grouped = corpus.items.groupby(keys, sort=False, dropna=False)["item"].agg(", ".join)
    return grouped.reset_index() if len(corpus.items) else corpus.items[[*keys, "item"]]


def _claims(corpus: Corpus) -> pd.DataFrame:
    """Return the claims with the labels of their sources."""
    labels, claims = corpus.labels, corpus.claims
    return claims.assign(sources=[", ".join(labels[one] for one in text.split("; ")) for text in claims["sources"]])


def _in_conflict(corpus: Corpus) -> pd.DataFrame:
    claims = corpus.claims
    wrong = claims["against_record"].isin(["disputed", "contradicted"]) | claims["between_sources"].eq("conflict")
    return corpus.evidence.join(claims.loc[wrong, ["subject", "reference"]], on="claim", how="inner")


def _competing(corpus: Corpus) -> pd.DataFrame:
    rows = corpus.recorded.relations
    rows = rows[rows["dyad"].isin(corpus.dyads) & rows["type"].ne("envoy_appointed")]  # envoys follow each other
    rows = rows.sort_values("earliest", kind="stable")
    keys = ["dyad", "type", "state", "person"]
    return rows[rows.groupby(keys, dropna=False)["date"].transform("nunique") > 1]


@dataclass(frozen=True)
class View:
    """
    A view of a corpus: its rows or the name of their table, its caption, and under each heading a column of the rows.

    Dates are in words, and sources have their labels.
    """

    rows: str | Callable[[Corpus], pd.DataFrame]
    caption: str
    columns: Mapping[str, Column]

    def __call__(self, corpus: Corpus) -> Table:
        """Show the view of a corpus."""
        rows = getattr(corpus, self.rows) if isinstance(self.rows, str) else self.rows(corpus)
        labels = corpus.labels
        words = {"date": in_words, "source": lambda source: labels.get(source, source)}
        rows = rows.assign(**{name: rows[name].map(write) for name, write in words.items() if name in rows})
        columns = {heading: rows[of] if isinstance(of, str) else of(rows) for heading, of in self.columns.items()}
        made = pd.DataFrame(columns, index=rows.index)
        return Table(made, self.caption.format(pair=pair_of(corpus), period=period_of(corpus)))


#: The events, in order of time.
events = View(
    lambda corpus: in_time(corpus.events),
    "Events between {pair}{period}, as stated in the documents",
    {
        "Date": "date",
        "Event": lambda rows: rows["type"].str.replace("_", " ") + _in_brackets(rows["level"]),
        "Quote": "quote",
        "Source": "source",
    },
)
#: The phases of all sources together, with the words that open each.
phases = View(
    _together,
    "Phases of relations between {pair}, from all sources together",
    {
        "From": lambda rows: rows["opened"].map(in_words),
        "To": _closed,
        "Status": lambda rows: rows["status"] + (" · " + rows["state"]).fillna(""),
        "Quote": "quote",
    },
)
#: The amounts, with the other reading that their form allows.
figures = View(
    "figures",
    "Amounts stated in documents on {pair}{period}",
    {
        "Measure": "measure",
        "Date": "date",
        "Value": _value,
        "Alternative reading (decimal comma)": lambda rows: _amounts(rows["alternative"], rows["unit"]),
        "From → to": _direction,
        "About": lambda rows: rows["scope"].map({"dyad": "the two states", "other": "others"}),
        "Quote": "quote",
        "Source": "source",
    },
)
#: The visits and meetings.
visits = View(
    "visits",
    "Visits and meetings between {pair}{period}, as stated in the documents",
    {
        "Visitor": _visitor,
        "Date": "date",
        "From → to": lambda rows: rows["from_state"] + (" → " + rows["to_state"]).fillna(" (met elsewhere)"),
        "Kind": _kind,
        "Quote": "quote",
        "Source": "source",
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
        "Source": "source",
    },
)
#: The rows that a person has added, changed or dropped, and why.
corrected = View(
    "corrections",
    "Rows corrected by a person, on {pair}",
    {
        "Correction": lambda rows: (
            rows["action"].map({"add": "added", "change": "changed", "drop": "dropped"}) + " in " + rows["table"]
        ),
        "Quote": "quote",
        "By": "who",
        "Why": "why",
        "Source": "source",
    },
)
#: What the documents assert, how the sources agree, how it stands against the record, and what decided that.
claims = View(
    _claims,
    "What the documents assert about {pair}{period}",
    {
        "Claim": "subject",
        "Sources": "sources",
        "Between the sources": lambda rows: rows["between_sources"].map(BETWEEN),
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
        "Claim": "subject",
        "Source": "source",
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
        "Event": lambda rows: rows["type"].str.replace("_", " ") + _in_brackets(rows["state"]),
        "Date": "date",
        "Source": "source",
        "Confidence": "confidence",
        "Independent of these documents": lambda rows: rows["independent"].map({True: "yes", False: "no"}),
        "Note": "note",
    },
)
#: The documents: who published them, how much of them became rows, and what was remarked.
sources = View(
    "sources",
    "Documents on {pair}",
    {
        "Source": lambda rows: rows["label"].fillna(rows["source"]),
        "Title": "title",
        "Publisher": "publisher",
        "Published": lambda rows: rows["published"].fillna("not stated"),
        "Words": lambda rows: rows["words"].map("{:,}".format),
        "Sentences that became rows": lambda rows: rows["coverage"].map("{:.0%}".format),
        "Remarks": lambda rows: rows["remarks"].str.replace("\n", " · "),
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
        "Source": "source",
    },
)


def reliability(corpus: Corpus) -> Table:
    """Count how each document's assertions stand against the record."""
    counts = (
        corpus.evidence.groupby(["source", "against_record"], observed=True)
        .size()
        .unstack(fill_value=0)
        .reindex(index=corpus.sources["source"], columns=ORDER, fill_value=0)
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
