"""What people read in notebooks and reports: tables with captions, and sentences computed from the rows."""

import html
import re

import pandas as pd

from . import states, unread
from .sentences import KINDS, check, doubts, missing, pair_of, period_of, remarks, summary
from .sources import data_folder
from .words import amount, date

#: What turns the order of the characters after it: Unicode's explicit embeddings, overrides and isolates.
_TURNS = "\u202a-\u202e\u2066-\u2069"


def escaped(text):
    """
    A text as HTML that shows its characters and does nothing else.

    Markup is escaped; what would turn the order of the words after it stands in a box of its own, where it turns
    nothing; a word too long for a line may be broken. The text of the HTML is the text, character for character.
    """
    text = re.sub(r"\S{40}(?=\S{20})", "\\g<0>\0", str(text).replace("\0", "\ufffd"))
    out = html.escape(text).replace("\0", "<wbr>")
    return re.sub(f"[{_TURNS}]", r'<bdi style="display:inline-block">\g<0></bdi>', out)


def _plain(text):
    """A text on one line of a terminal; control characters are named there and not sent."""
    line = re.sub(r"\s+", " ", text)
    return re.sub(f"[\0-\x1f\x7f-\x9f{_TURNS}]", lambda m: f"<U+{ord(m[0]):04X}>", line)


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
        head = "".join(f'<th scope="col">{escaped(c)}</th>' for c in self.rows.columns)
        body = []
        for first, *rest in self.rows.itertuples(index=False, name=None):
            cells = "".join(f"<td>{escaped(v)}</td>" for v in rest)
            body.append(f'<tr><th scope="row">{escaped(first)}</th>{cells}</tr>')
        caption = f"<caption>{escaped(self.caption)}</caption>"
        return f'<table class="tex2jax_ignore">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    def __repr__(self):
        lines = [_plain(self.caption if len(self) else f"{self.caption}: none.")]
        for row in self.rows.itertuples(index=False, name=None):
            lines.append(" | ".join(map(_plain, row)))
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
    whom = table["visitor"] + " (" + table["office"] + ")" + (", with " + table["counterpart"]).fillna("")
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


class Marked:
    """
    A document with its rows marked in place; safe against markup in the text.

    Parameters
    ----------
    corpus : corpus.Corpus
    source : str
    """

    #: Table → background, light enough for black text (contrast over 10:1).
    COLOURS = {"events": "#cfe3f3", "visits": "#f6dcc7", "figures": "#fbeaa8", "items": "#dcefd2"}
    #: Table → the line under its words, for whoever can't tell the colours, or prints without them.
    LINES = {"events": "solid", "visits": "dashed", "figures": "double", "items": "dotted"}

    def __init__(self, corpus, source):
        self.text, self.source = corpus.texts[source], corpus.labels[source]
        self.spans = {}
        for name in self.COLOURS:
            table = getattr(corpus, name)
            for start, end in table.loc[table["source"] == source, ["char_start", "char_end"]].itertuples(index=False):
                self.spans.setdefault((start, end), []).append(name)
        self.aside = unread.aside(corpus, source)

    def _pieces(self):
        """The text in order, cut where marks begin and end: (text, tables, set aside)."""
        spans = [(a, b, names, False) for (a, b), names in self.spans.items()] + [
            (a, b, [], True) for a, b in self.aside
        ]
        at = 0
        for start, end, names, off in sorted(spans, key=lambda s: (s[0], -s[1])):
            if start < at:
                continue
            yield self.text[at:start], [], False
            yield self.text[start:end], names, off
            at = end
        yield self.text[at:], [], False

    def _line(self, name):
        return f"color:#000;text-decoration:underline {self.LINES[name]} #595959;text-underline-offset:3px"

    def _repr_html_(self):
        out = []
        for text, names, off in self._pieces():
            words = escaped(text)
            if names:
                told = ", ".join(
                    f"{n} {KINDS[k][1]}" if (n := names.count(k)) > 1 else KINDS[k][0] for k in dict.fromkeys(names)
                )
                colours = [self.COLOURS[k] for k in dict.fromkeys(names)]
                stops = ", ".join(
                    f"{c} {i * 100 // len(colours)}% {(i + 1) * 100 // len(colours)}%" for i, c in enumerate(colours)
                )
                words = f'<mark style="{self._line(names[0])};background:linear-gradient(90deg, {stops})" title="{html.escape(told)}">{words}</mark>'
            elif off:
                words = f'<span style="color:#6b6b6b;text-decoration:line-through">{words}</span>'
            out.append(words)
        legend = " ".join(
            f'<mark style="{self._line(name)};background:{colour}">{html.escape(KINDS[name][1])}</mark>'
            for name, colour in self.COLOURS.items()
        )
        return (
            f'<p>{legend} <span style="color:#6b6b6b;text-decoration:line-through">set aside</span></p>'
            f'<div class="tex2jax_ignore" style="white-space:pre-wrap;overflow-wrap:anywhere;max-width:46rem">{"".join(out)}</div>'
        )

    def __repr__(self):
        marked = sum(len(names) for names in self.spans.values())
        return (
            f"{self.source}: {marked} rows marked in {len(self.spans)} places, {len(self.aside)} stretches set aside."
        )


def left_over(corpus):
    """The sentences that tell a date and gave no row, and why."""
    table = unread.find(corpus)
    rows = table.assign(
        Source=_source(corpus, table), When=table["date"].map(date), Words=table["quote"], Why=table["why"]
    )
    return Table(
        rows[["When", "Words", "Why", "Source"]], f"Sentences with a date that gave no row, on {pair_of(corpus)}"
    )


__all__ = [
    "Marked", "Table", "amount", "check", "corrected", "date", "doubts", "error_rates", "escaped", "events", "figures", "items", "left_over", "missing", "name", "phases", "remarks",
    "sources", "summary", "visits",
]  # fmt: skip
