"""Tables to be read in notebooks and reports: each view of a corpus is a caption and columns, written down as data."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from ..confidence import LEVELS, TABLES, decisive, measured
from ..dates.formatting import in_words
from ..files import data_folder, read_toml
from ..headlines import pair_of, period_of
from ..wording import amount
from .html import plain, rendered

if TYPE_CHECKING:
    from ..corpus import Corpus

#: The verdicts in the order of columns, and in words.
ORDER = ("supported", "disputed", "contradicted", "not covered")
VERDICTS = {verdict: read_toml("looks.toml", "pages")["verdicts"][verdict]["table"] for verdict in ORDER}
_VIEWS = read_toml("views.toml", "pages")


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
    office = (", " + rows["office_resolved"]).fillna("")
    resolved = rows["visitor_resolved"] + office + ", according to " + rows["resolved_by"]
    return named + _in_brackets(resolved) + (", with " + rows["counterpart"]).fillna("")


def _kind(rows: pd.DataFrame) -> pd.Series:
    took_place = rows["took_place"].fillna(True).astype(bool)
    return rows["kind"].where(took_place, rows["kind"] + " that did not take place")


#: Columns that are put together, by their names in ``data/pages/views.toml``.
COLUMNS: dict[str, Callable[[pd.DataFrame], pd.Series | list[str]]] = {
    "event with level": lambda rows: rows["type"].str.replace("_", " ") + _in_brackets(rows["level"]),
    "event with state": lambda rows: rows["type"].str.replace("_", " ") + _in_brackets(rows["state"]),
    "opened in words": lambda rows: rows["opened"].map(in_words),
    "closed in words": lambda rows: ["no end found" if day == ".." else in_words(day) for day in rows["closed"]],
    "status with state": lambda rows: rows["status"] + (" · " + rows["state"]).fillna(""),
    "value with unit": _value,
    "alternative with unit": lambda rows: _amounts(rows["alternative"], rows["unit"]),
    "direction": _direction,
    "direction of visit": lambda rows: rows["from_state"] + (" → " + rows["to_state"]).fillna(" (met elsewhere)"),
    "about whom": lambda rows: rows["scope"].map({"dyad": "the two states", "other": "others"}),
    "visitor with office": _visitor,
    "kind of visit": _kind,
    "correction of table": lambda rows: (
        rows["action"].map({"add": "added", "change": "changed", "drop": "dropped"}) + " in " + rows["table"]
    ),
    "between sources": lambda rows: rows["between_sources"].map(_VIEWS["between"]),
    "verdict": lambda rows: rows["against_record"].map(VERDICTS),
    "references": lambda rows: rows["reference"].where(rows["correction"].notna()).str.replace(" ", ", "),
    "independent or not": lambda rows: rows["independent"].map({True: "yes", False: "no"}),
    "label or source": lambda rows: rows["label"].fillna(rows["source"]),
    "published or not": lambda rows: rows["published"].fillna("not stated"),
    "words in figures": lambda rows: rows["words"].map("{:,}".format),
    "coverage in percent": lambda rows: rows["coverage"].map("{:.0%}".format),
    "remarks in a line": lambda rows: rows["remarks"].str.replace("\n", " · "),
}


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


#: View → its rows, where they are not those of the table of its name.
ROWS: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "events": lambda corpus: in_time(corpus.events),
    "phases": _together,
    "items": _lists,
    "corrected": lambda corpus: corpus.corrections,
    "claims": _claims,
    "conflicts": _in_conflict,
    "competing_dates": _competing,
}


def _view(name: str) -> Callable[[Corpus], Table]:
    """Make the function that shows a view; dates are in words, and sources have their labels."""

    def view(corpus: Corpus) -> Table:
        rows, labels = ROWS.get(name, operator.attrgetter(name))(corpus), corpus.labels
        words = {"date": in_words, "source": lambda source: labels.get(source, source)}
        rows = rows.assign(**{column: rows[column].map(write) for column, write in words.items() if column in rows})
        made = {heading: COLUMNS.get(of, operator.itemgetter(of))(rows) for heading, of in about["columns"].items()}
        caption = about["caption"].format(pair=pair_of(corpus), period=period_of(corpus))
        return Table(pd.DataFrame(made, index=rows.index), caption)

    about = _VIEWS[name]
    view.__name__ = view.__qualname__ = name
    view.__doc__ = f"Show a table: {about['caption'].format(pair='the two states', period='')}."
    return view


events, phases, figures, visits, items, corrected = map(_view, "events phases figures visits items corrected".split())
claims, conflicts, competing_dates = map(_view, "claims conflicts competing_dates".split())
sources, unread = map(_view, "sources unread".split())


def reliability(corpus: Corpus) -> Table:
    """Count how each document's assertions stand against the record."""
    counts = pd.crosstab(corpus.evidence["source"], corpus.evidence["against_record"])
    counts = counts.reindex(index=corpus.sources["source"], columns=ORDER, fill_value=0)
    rows = counts.rename(columns=lambda verdict: VERDICTS[verdict].capitalize())
    rows.insert(0, "Assertions", counts.sum(axis=1))
    rows.insert(0, "Source", [corpus.labels.get(source, source) for source in counts.index])
    return Table(rows, f"How assertions about {pair_of(corpus)} stand against the record")


def confidence(corpus: Corpus) -> Table:
    """Count how surely rows were read, beside how often their rules were right in documents that were new to the reader."""
    rows = pd.concat({name: getattr(corpus, name) for name in TABLES}, names=["Rows"]).dropna(subset="confidence")
    shares = rows["rule"].map(decisive).map(measured()["right"] / measured()["rows"]).dropna().groupby("Rows").mean()
    counts = rows.groupby("Rows")["confidence"].value_counts().unstack()
    counts = counts.reindex(index=TABLES, columns=LEVELS).fillna(0).astype(int)
    counts["Right, by their rules"] = shares.map("{:.0%}".format)
    caption = f"How surely rows on {pair_of(corpus)} were read, and how often their rules were right"
    return Table(counts.reset_index(), caption)


def notebooks() -> Table:
    """List the notebooks in their order: name, the question that each answers, and what is in it (from their metadata)."""
    found, folder = [], data_folder("notebooks")
    for path in folder.rglob("*.ipynb"):
        name = path.relative_to(folder).with_suffix("")
        if ".ipynb_checkpoints" not in name.parts:
            about = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            found.append((about["order"], name.as_posix(), about["title"], about["description"]))
    rows = pd.DataFrame(sorted(found), columns=["Order", "Notebook", "Question", "What is in it"])
    return Table(rows.drop(columns="Order"), "The notebooks")
