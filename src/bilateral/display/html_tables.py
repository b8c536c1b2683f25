"""What people read in notebooks and reports: tables with captions, and sentences computed from the rows."""

import json

import pandas as pd

from ..files import data_folder
from ..states import names as states
from ..wording import amount, date
from .marked_text import Marked, escaped, plain
from .prose import check, doubts, followed, missing, pair_of, period_of, remarks, summary, verdicts


class Table:
    """
    A table to be read: HTML with a caption, row and column scopes and everything escaped; plain text elsewhere.

    Parameters
    ----------
    rows : pandas.DataFrame
    caption : str
    """

    def __init__(self, rows, caption):
        self.rows, self.caption = rows.astype("string").fillna(""), caption

    def __len__(self):
        return len(self.rows)

    def _repr_html_(self):
        if self.rows.empty:
            return f"<p>{escaped(self.caption)}: none.</p>"
        left = ' style="text-align:left;vertical-align:top"'  # JupyterLab would set prose flush right
        head = "".join(f'<th scope="col"{left}>{escaped(c)}</th>' for c in self.rows.columns)
        body = []
        for first, *rest in self.rows.itertuples(index=False, name=None):
            cells = "".join(f"<td{left}>{escaped(v)}</td>" for v in rest)
            body.append(f'<tr><th scope="row"{left}>{escaped(first)}</th>{cells}</tr>')
        caption = f'<caption style="text-align:left">{escaped(self.caption)}</caption>'
        return f'<table class="tex2jax_ignore">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    def __repr__(self):
        lines = [plain(self.caption if len(self) else f"{self.caption}: none.")]
        for row in self.rows.itertuples(index=False, name=None):
            lines.append(" | ".join(map(plain, row)))
        return "\n".join(lines)


def _source(corpus, table):
    return table["source"].map(corpus.labels).fillna(table["source"])


def events(corpus):
    """The events, with their words."""
    first = corpus.events["earliest"].fillna(corpus.events["latest"])
    table = corpus.events.assign(first=first).sort_values(["first", "latest", "source"], kind="stable")
    level = table["level"].fillna("")
    what = table["type"].str.replace("_", " ") + (" (" + level + ")").where(level != "", "")
    rows = table.assign(When=table["date"].map(date), What=what, Words=table["quote"], Source=_source(corpus, table))
    return Table(rows[["When", "What", "Words", "Source"]], f"Events told of {pair_of(corpus)}{period_of(corpus)}")


def phases(corpus):
    """The phases of all sources together, with the words that open them."""
    table = corpus.phases[corpus.phases["source"] == "all"]
    opened = table["opened_event"].map(corpus.events["quote"].to_dict()).astype("string")
    status = table["status"] + (" · " + table["state"]).fillna("")
    closed = table["closed"].map(lambda d: "still open" if d == ".." else date(d))
    rows = table.assign(
        From=table["opened"].map(date), To=closed, Status=status, Words=opened.fillna("follows from the next phase")
    )
    return Table(
        rows[["From", "To", "Status", "Words"]], f"Phases of relations between {pair_of(corpus)}, all sources together"
    )


def _way(table):
    start, end = table["from_state"].fillna(""), table["to_state"].fillna("")
    way = start.where(start != "", "?") + " → " + end.where(end != "", "?")
    return way.where((start != "") | (end != ""), "")


def figures(corpus):
    """The amounts, with their other reading and their words."""
    table = corpus.figures
    value = [
        f"{q} {amount(v, u)}".strip() for q, v, u in zip(table["qualifier"], table["value"], table["unit"], strict=True)
    ]
    other = ["" if a != a else amount(a, u) for a, u in zip(table["alternative"], table["unit"], strict=True)]
    rows = table.assign(
        What=table["measure"],
        When=table["date"].map(date),
        Value=value,
        Way=_way(table),
        Words=table["quote"],
        Source=_source(corpus, table),
    )
    rows["Or, with a decimal comma"] = other
    rows["About"] = table["scope"].map({"dyad": "the two states", "other": "others"})
    chosen = ["What", "When", "Value", "Or, with a decimal comma", "Way", "About", "Words", "Source"]
    return Table(rows[chosen], f"Amounts stated in documents on {pair_of(corpus)}{period_of(corpus)}")


def visits(corpus):
    """The visits and meetings, with their words."""
    table = corpus.visits
    way = table["from_state"] + (" → " + table["to_state"]).fillna(" (met elsewhere)")
    kind = table["kind"].where(
        table["took_place"].fillna(True).astype(bool), table["kind"] + " that did not take place"
    )
    whom = (table["visitor"] + (" (" + table["office"] + ")").fillna("")).fillna(table["office"])
    whom += (", with " + table["counterpart"]).fillna("")
    rows = table.assign(
        Who=whom, When=table["date"].map(date), Way=way, Kind=kind, Words=table["quote"], Source=_source(corpus, table)
    )
    return Table(
        rows[["Who", "When", "Way", "Kind", "Words", "Source"]],
        f"Visits and meetings told of {pair_of(corpus)}{period_of(corpus)}",
    )


def items(corpus):
    """The lists: a row for each list of each source, its items in the order of the text."""
    table = corpus.items.assign(way=_way(corpus.items))
    keys = ["list", "way", "quote", "source"]
    rows = (
        table.groupby(keys, sort=False, dropna=False)["item"].agg(", ".join).reset_index()
        if len(table)
        else table[[*keys, "item"]]
    )
    rows = rows.assign(
        List=rows["list"], Way=rows["way"], Items=rows["item"], Words=rows["quote"], Source=_source(corpus, rows)
    )
    return Table(rows[["List", "Way", "Items", "Words", "Source"]], f"Named things in documents on {pair_of(corpus)}")


def corrected(corpus):
    """The rows that a person has added, changed or dropped, and why."""
    table = corpus.corrections
    what = table["action"].map({"add": "added", "change": "changed", "drop": "dropped"}) + " in " + table["table"]
    rows = table.assign(
        What=what, Words=table["quote"], By=table["who"], Why=table["why"], Source=_source(corpus, table)
    )
    return Table(
        rows[["What", "Words", "By", "Why", "Source"]], f"Rows that a person has put right, on {pair_of(corpus)}"
    )


#: Verdicts in words.
VERDICTS = {
    "supported": "holds",
    "disputed": "disputed",
    "contradicted": "can't be right",
    "not covered": "the record is silent",
}
BETWEEN = {"single": "one says so", "agree": "agree", "finer": "agree, some finer", "conflict": "contradict each other"}


def claims(corpus):
    """What the documents assert, with how they agree, how it stands against the record, and who decided that."""
    table = corpus.claims
    names = [", ".join(corpus.labels[source] for source in text.split("; ")) for text in table["sources"]]
    rows = table.assign(Claim=table["subject"], By=names, Verdict=table["against_record"].map(VERDICTS))
    rows["Between the sources"] = table["between_sources"].map(BETWEEN)
    rows["Decided by"], rows["What is right"] = table["decided_by"], table["correction"]
    chosen = ["Claim", "By", "Between the sources", "Verdict", "Decided by", "What is right"]
    return Table(rows[chosen], f"What the documents assert of {pair_of(corpus)}{period_of(corpus)}")


def conflicts(corpus):
    """The claims that are disputed or can't be right: each source's words side by side, and what is right."""
    table = corpus.claims
    wrong = table["against_record"].isin(["disputed", "contradicted"]) | (table["between_sources"] == "conflict")
    told = corpus.evidence[corpus.evidence["claim"].isin(table.index[wrong])]
    rows = told.assign(
        Claim=told["claim"].map(table["subject"]),
        Source=_source(corpus, told),
        Words=told["quote"],
        Verdict=told["against_record"].map(VERDICTS),
    )
    rows["What is right"] = told["correction"]
    by = told["claim"].map(table["reference"]).astype("string")
    rows["By"] = by.where(told["correction"].notna()).str.replace(" ", ", ")
    chosen = ["Claim", "Source", "Words", "Verdict", "What is right", "By"]
    return Table(
        rows[chosen], f"Conflicts about {pair_of(corpus)}; who says what is right stands in data/references.csv"
    )


def reliability(corpus):
    """How many of each document's assertions hold, of those that could be checked."""
    counts = corpus.evidence.groupby(["source", "against_record"], observed=True).size().unstack(fill_value=0)
    counts = counts.reindex(index=corpus.sources["source"], columns=list(VERDICTS), fill_value=0)
    rows = counts.reset_index().assign(Source=lambda t: _source(corpus, t), Assertions=counts.sum(axis=1).to_numpy())
    rows = rows.rename(columns={name: words.capitalize() for name, words in VERDICTS.items()})
    chosen = ["Source", "Assertions", *[words.capitalize() for words in VERDICTS.values()]]
    return Table(rows[chosen], f"Assertions about {pair_of(corpus)} and how they stand")


def unsure(corpus):
    """What the record itself is unsure of: the dates that compete in it, and who has them."""
    from .. import record

    table = record.load().relations
    chosen = table["dyad"].isin(corpus.dyads) & table["type"].ne("envoy_appointed")  # envoys follow each other
    table = table[chosen].sort_values("earliest", kind="stable")
    several = table.groupby(["dyad", "type", "state", "person"], dropna=False)["date"].transform("nunique") > 1
    what = table["type"].str.replace("_", " ") + " (" + table["state"] + ")"
    rows = table.assign(What=what, Date=table["date"].map(date), Sure=table["confidence"], By=table["source"])[several]
    rows["Independent of these documents"] = rows["independent"].map({True: "yes", False: "no"})
    rows["Note"] = rows["note"]
    chosen = ["What", "Date", "By", "Sure", "Independent of these documents", "Note"]
    return Table(rows[chosen], f"Dates that compete in the record of {pair_of(corpus)}")


def notebooks():
    """The notebooks in their order: name, the question that each answers, and what is in it (from their metadata)."""
    found, folder = [], data_folder("notebooks")
    for path in folder.rglob("*.ipynb"):
        name = path.relative_to(folder).with_suffix("")
        if not {"solutions", ".ipynb_checkpoints"} & {*name.parts}:  # solutions are for teachers
            about = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            found.append((about["order"], name.as_posix(), about["title"], about["description"]))
    rows = pd.DataFrame(sorted(found), columns=["Order", "Notebook", "Question", "What is in it"])
    return Table(rows[["Notebook", "Question", "What is in it"]], "The notebooks")


def error_rates():
    """How often the reader is right, by table and kind of document (``data/error_rates.csv``)."""
    table = pd.read_csv(data_folder("data") / "error_rates.csv")
    rows = pd.DataFrame(
        {
            "Table": table["table"],
            "Measured on": table["documents"].astype(str) + " documents: " + table["kind"],
            "Facts in them": table["labels"],
            "Of its rows, right": [f"{p:.0%}" for p in table["precision"]],
            "Of the facts, found": [f"{r:.0%}" for r in table["recall"]],
            "When": table["seen"].map(
                {"yes": "while the reader was written", "no": "on documents it had not been tried on"}
            ),
        }
    )
    return Table(rows, "How often the reader is right")


def sources(corpus):
    """The documents: who published them, how much of them became rows, and what was set aside."""
    table = corpus.sources
    share = [f"{c:.0%}" for c in table["coverage"]]
    remarks = table["remarks"].str.replace("\n", " · ")
    rows = table.assign(
        Source=table["label"].fillna(table["source"]),
        Title=table["title"],
        Publisher=table["publisher"],
        Words=[f"{n:,}" for n in table["words"]],
        Remarks=remarks,
    )
    rows["Published"] = table["published"].fillna("not said")
    rows["Sentences that became rows"] = share
    chosen = ["Source", "Title", "Publisher", "Published", "Words", "Sentences that became rows", "Remarks"]
    return Table(rows[chosen], f"Documents on {pair_of(corpus)}")


def name(slug, corpus):
    """A dyad's heading: its two states with a dash."""
    return "–".join(corpus.pairs.get(slug) or states.pair(slug))


def left_over(corpus):
    """The sentences that tell a date and gave no row, and why."""
    table = corpus.unread
    rows = table.assign(
        Source=_source(corpus, table), When=table["date"].map(date), Words=table["quote"], Why=table["why"]
    )
    return Table(
        rows[["When", "Words", "Why", "Source"]], f"Sentences with a date that gave no row, on {pair_of(corpus)}"
    )


__all__ = [
    "Marked", "Table", "amount", "check", "claims", "conflicts", "corrected", "date", "doubts", "error_rates", "escaped", "events", "figures", "followed", "items", "left_over", "missing", "name", "notebooks", "phases", "reliability", "remarks",
    "sources", "summary", "unsure", "verdicts", "visits",
]  # fmt: skip
