"""The tasks of the lessons: what each is about, what is right (computed from the documents and the record), and its hints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import record
from ..dates import edtf
from ..states import names as states

if TYPE_CHECKING:
    from ..corpus import Corpus


@dataclass(frozen=True)
class Task:
    """
    One task.

    `expected` computes the right answer from a corpus; `kind` is the kind of its values (a key of `values.COMPARED`) and
    `many` how many there are: one, set (in any order), list (in order) or table. `mistakes` are wrong answers with their hints.
    """

    kind: str
    expected: Callable[[Corpus], Any]
    hint: str
    right: str = ""
    many: str = "one"
    mistakes: tuple[tuple[Callable[[Corpus], Any], str], ...] = ()
    shows: Callable[[Corpus], Any] | None = None
    dyad: str | None = "mexico-russia"


def _where(table: pd.DataFrame, **values: object) -> pd.DataFrame:
    """Return the rows with these values in these columns."""
    for column, value in values.items():
        table = table.loc[table[column] == value]
    return table


def _events(corpus: Corpus, kind: str) -> pd.DataFrame:
    """Return the events of a type, those with the finest dates first."""
    table = _where(corpus.events, type=kind).dropna(subset="date")
    return table.sort_values("date", key=lambda dates: dates.map(edtf.width), kind="stable")


def _restored(corpus: Corpus) -> Any:
    return _events(corpus, "restored").iloc[0]


def _subtracted(corpus: Corpus) -> str:
    """Return what becomes of a date without quotation marks: year less month less day."""
    year, *rest = map(int, _restored(corpus)["date"].split("-"))
    return f"{year - sum(rest)}"


def _elsewhere(corpus: Corpus) -> int:
    """Return where the first three words of a sentence stand in an earlier one."""
    row = _restored(corpus)
    return corpus.texts[row["source"]].find(" ".join(row["quote"].split()[:3]))


def _vaguest(corpus: Corpus) -> Any:
    return _events(corpus, "restored").iloc[-1]


def _named(corpus: Corpus) -> list[Any]:
    """Return for a decade, an open date and an interval the first event with such a date."""
    return [_where(corpus.events, precision=precision).iloc[0] for precision in ("decade", "open", "interval")]


def _publishers(corpus: Corpus) -> list[str]:
    table = corpus.sources.dropna(subset="publisher")
    twice = table[table["publisher"].duplicated(keep=False)]
    if twice.empty:
        raise LookupError("no publisher has two documents")
    return list(twice["source"])


def _together(corpus: Corpus, status: str) -> Any:
    return _where(corpus.phases, source="all", status=status).iloc[0]


def _to_the_day(corpus: Corpus) -> Any:
    """Return the event that opens relations as one source dates it to the day and another by its year alone."""
    table = _events(corpus, "established")
    years = _where(table, precision="year")["date"]
    days = (row for _, row in _where(table, precision="day").iterrows())
    return next(row for row in days if any(edtf.within(row["date"], year) for year in years))


def _early(corpus: Corpus) -> int:
    """Return by how many days that event moves when its year alone is drawn as 1 January."""
    return _to_the_day(corpus)["earliest"].day_of_year - 1


def _trade(year: int, **values: str) -> pd.DataFrame:
    return _where(record.load().trade, dyad="mexico-russia", year=year, **values)


def _exports(year: int) -> float:
    """Return what Mexico exported to Russia by its own count."""
    table = record.load().statements
    values = {"dyad": "mexico-russia", "period": str(year), "from_state": "Mexico", "counted_by": "Mexico"}
    return _where(table, **values).iloc[0]["value"]


def _agreed(corpus: Corpus) -> list[str]:
    rows = _where(corpus.claims, kind="event", between_sources="agree")
    return rows[rows["subject"].str.contains("envoy")].iloc[0]["sources"].split("; ")


def _conflict(corpus: Corpus) -> list[str]:
    return _where(corpus.claims, kind="event", between_sources="conflict").iloc[0]["said"].split("; ")


def _president(corpus: Corpus) -> str:
    date = _events(corpus, "established").iloc[0]["date"]
    return record.load().in_office("Colombia", date).iloc[0]["name"]


def _misnamed(corpus: Corpus) -> str:
    """Return the person whom a document puts in an office at the wrong time."""
    return _where(corpus.claims, kind="office", against_record="contradicted").iloc[0]["subject"].split(" as ")[0]


def _since(corpus: Corpus) -> tuple[str, str]:
    start = _where(record.load().leaders, name=_misnamed(corpus)).iloc[0]["start"]
    return start[:4], start


def _factor(corpus: Corpus) -> float:
    row = corpus.figures.dropna(subset="alternative").iloc[0]
    return row["value"] / row["alternative"]


def _competing(**values: bool) -> list[str]:
    rows = _where(record.load().relations, dyad="mexico-russia", type="established", state="Russian Empire", **values)
    return list(rows["date"])


def _days(corpus: Corpus) -> int:
    """Return how many days the vaguest date allows."""
    return edtf.width(_vaguest(corpus)["date"]) + 1


TASKS: dict[str, Task] = {
    # 1 From a sentence to a row
    "publisher": Task(
        "source", _publishers, "Compare the column `publisher` line by line: which name stands in it more than once?",
        "One site, one witness: if both pages say the same, that is not twice as good.", "set", dyad=None,
    ),
    "who": Task(
        "state", lambda c: states.pair(_restored(c)["dyad"]),
        "The sentence says only “the two nations”. Look at the title of the document: which two states is it about?",
        "The names are not in the sentence. The reader, too, took them from the title.", "set",
        shows=lambda c: _restored(c)["quote"],
    ),
    "what": Task(
        "text", lambda c: _restored(c)["type"], "Choose one word of the list in the task. What had happened to relations before?",
        "“Re-” says that there had been relations before, and that they had ended.",
        mistakes=(
            (lambda c: "established", "Relations are established once. Which word fits when they come back?"),
            (lambda c: "severed", "Severed is the opposite: cut off. Here relations begin again."),
        ), shows=lambda c: _restored(c)["quote"],
    ),
    "when": Task(
        "date", lambda c: _restored(c)["date"],
        'The year comes first, then month and day if the words name them, in quotation marks: "1999", "1999-03" or "1999-03-15".',
        "The date is as exact as the words, and no more.",
        mistakes=((_subtracted, 'Python took this for a subtraction. Dates need quotation marks: "1999-03".'),), shows=lambda c: _restored(c)["quote"],
    ),
    "vague": Task(
        "edtf", lambda c: [row["date"] for row in _named(c)],
        "Look at the table of dates in the chapter. X stands for any figure; the 1920s are the third decade of their century.",
        "No date became more exact than its words.", "list",
        shows=lambda c: "\n".join(f"{n}. {row['date_text']}" for n, row in enumerate(_named(c), 1)),
    ),
    "where": Task(
        "number", lambda c: int(_restored(c)["char_start"]),
        "`text.find(\"…\")` gives the place. Put the whole sentence between the quotation marks, exactly as it stands.",
        "Anybody can now open the document at this place and check the row. That is provenance.",
        mistakes=((_elsewhere, "There an earlier sentence begins with these words. Put the whole sentence between the quotation marks."),
                  (lambda c: -1, "-1 means: not found. Are the words exactly those of the document, with capitals?"),
                  (lambda c: _restored(c)["char_end"], "This is where the sentence ends. Where does it begin?")),
        shows=lambda c: _restored(c)["quote"],
    ),
    "least": Task(
        "source", lambda c: c.sources.loc[c.sources["coverage"].idxmin(), "source"],
        "Look for the smallest number in the column `coverage`: the share of sentences that became rows.",
        "Background and opinion give no rows. A low share does not make a page wrong.",
        mistakes=((lambda c: c.sources.loc[c.sources["coverage"].idxmax(), "source"], "This is the largest share. Which is the smallest?"),),
        dyad=None,
    ),
    "reason": Task(
        "yes", lambda c: any("reason" in name or "cause" in name for name in c.events.columns),
        "Read the names of the columns one by one. Is one of them made for a reason?",
        "Only the quote gives the reason. What has no column can't be counted or drawn.",
    ),
    # 2 Drawing a relationship
    "gap": Task(
        "date", lambda c: [_together(c, "severed")["opened"], _together(c, "severed")["closed"]],
        "Find the row with the status severed. Copy what stands in the columns `opened` and `closed`, in this order.",
        "Not every limit is known to the day. A picture has to show that.", "list",
    ),
    "day": Task(
        "source", lambda c: _to_the_day(c)["source"],
        "Read the column `opened` line by line: which date around 1924 has a month and a day?",
        "It is the only one that names a day. That does not make it the only one that is right.",
    ),
    "days": Task(
        "number", _days, "Take `earliest` from `latest`. Then think of the first day itself.",
        "So wide is the split band.",
        mistakes=((lambda c: _days(c) - 1, "Almost. From 1 to 3 May are three days, and yet 3 - 1 is 2: count the first day, too."),),
        shows=lambda c: _vaguest(c)["quote"],
    ),
    "early": Task(
        "number", _early, "Take 1 January of that year from the day that the best source names.",
        "A false sharp edge moves the beginning by more than half a year.",
        mistakes=((lambda c: _early(c) + 1, "One too many: how many days must you wait on 1 January until that day?"),
                  (lambda c: -_early(c), "The other way round: take the earlier day from the later one.")),
    ),
    "arrow": Task(
        "yes", lambda c: c.phases[c.phases["source"] == "all"].iloc[-1]["closed"] != "..",
        "What does the last row of the table say in the column `closed`? Two dots mean that the end is open.",
        "The arrow says that these documents state no end. They stop; history does not.",
    ),
    "counter": Task(
        "state", lambda c: _trade(2010, exporter="Mexico").iloc[0]["importer"],
        "In this table the side that receives the goods counts them: look at the column `importer`.",
        "Goods that Mexico sends are counted here by the side that receives them.",
        mistakes=((lambda c: "Mexico", "Mexico sent these goods. Who counted them when they arrived?"),),
    ),
    "ratio": Task(
        "number", lambda c: float(_trade(2010, importer="Russia").iloc[0]["value"] / _exports(2010)),
        "Divide the larger number by the smaller one.",
        "Two honest counts of one flow of goods, and one is twice the other.",
        mistakes=((lambda c: float(_exports(2010) / _trade(2010, importer="Russia").iloc[0]["value"]), "Turn it round: the larger one first."),),
    ),
    "rows": Task(
        "text", lambda c: _trade(2014)[["importer", "exporter", "value"]],
        "Keep the rows of `trade` whose year is 2014, and the columns importer, exporter and value.",
        "Two rows, two counters: each side counts what it receives.", "table",
    ),
    # 3 When sources disagree
    "agree": Task(
        "source", _agreed, "Find the row in the table of claims, and look at the column `sources`.",
        "They agree, but one of them may have copied from the other, or both from a third.", "set",
    ),
    "war": Task(
        "date", _conflict, "Find the one row where the sources contradict each other. Its column `said` holds both dates.",
        "Nothing is both in May and in the last months of a year: one of them must be wrong.", "set",
    ),
    "finer": Task(
        "yes", lambda c: not edtf.meet(_to_the_day(c)["date"], _to_the_day(c)["date"][:4]),
        "Is 4 August 1924 one of the days that “1924” allows? If so, both can be true at once.",
        "A vaguer date does not contradict a finer one.",
    ),
    "president": Task(
        "name", _president, "Look at the rows of the record for that year, in the column `name`.",
        "The two names are nearly the same: father and son.", dyad="colombia-russia",
        mistakes=((_misnamed, "This is the name on the page. In which years does the record have him in office?"),),
    ),
    "since": Task(
        "date", _since, "Find his row in the record: the first four figures of the column `start`.",
        "Forty years later. Something out of its time is an anachronism.", dyad="colombia-russia",
    ),
    "factor": Task(
        "number", _factor, "Divide the number as printed by the number that a decimal comma gives.",
        "A comma that is read in the wrong language makes a figure a thousand times too large.",
        mistakes=((lambda c: 1 / _factor(c), "Turn it round: the larger one first."),),
    ),
    "dates": Task(
        "date", lambda c: _competing(), "Each row of the table is one date. Give all of them, in any order.",
        "Even the record has several. Somebody has to choose, and to say why.", "set",
    ),
    "copied": Task(
        "date", lambda c: _competing(independent=False),
        "Look at the column `independent`: where it is False, only encyclopaedias and texts like them have the date.",
        "Documents that descend from an encyclopaedia can't be a witness for it.",
    ),
}  # fmt: skip
