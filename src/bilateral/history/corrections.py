"""Corrections: what a person says of rows that were read wrong, kept in ``corrections.csv`` beside the documents.

Each line adds, changes or drops one row, named by its source, its table and its quote: a correction whose words no longer
stand in the document is an error, so that none is applied to another text than it was made for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import console, csv_tables, tables
from ..dates import edtf
from ..documents.files import Document
from ..files import SourceError

if TYPE_CHECKING:
    from ..corpus import Corpus

FILE = "corrections.csv"
#: What may be done, and what is said of a row that it was done to.
ACTIONS = {"add": "added", "change": "changed", "drop": "dropped"}
COLUMNS = ["action", "source", "table", "quote", "row", "who", "why"]
#: Which column distinguishes the rows of a table that one quote gives.
KEY = {"events": "type", "figures": "measure", "visits": "visitor", "items": "item"}
_FOLLOWS = {*"source dyad quote char_start char_end earliest latest precision corrected confidence".split()}
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the file: what is to be done to which row, by whom and why, and the values that it gives."""

    line: int
    action: str
    source: str
    table: str
    quote: str
    row: str
    who: str
    why: str
    given: dict[str, Any]

    def failure(self, problem: str) -> SourceError:
        """An error that names the line."""
        return SourceError(f"{FILE}, line {self.line}: {problem}")


def frame(corrections: Iterable[Correction] = ()) -> pd.DataFrame:
    """The corrections as a table of strings: action, source, table, quote, row, who, why."""
    return pd.DataFrame(map(asdict, corrections), columns=COLUMNS, dtype="string")


def columns(table: str) -> list[str]:
    """The columns of a table that a correction may give; the others follow from them."""
    return [name for name in tables.COLUMNS[table] if name not in _FOLLOWS and not name.startswith("date_")]


def load(folder: Path, documents: Sequence[str] | None = None) -> list[Correction]:
    """
    Read the corrections beside the documents.

    Parameters
    ----------
    folder : path
    documents : sequence of str, optional
        The names of the documents, of which each correction has to name one, as it is or as a console shows it.

    Returns
    -------
    list of Correction
        Lines without an action are left out.

    Raises
    ------
    SourceError
        In one line that names the file, the line and what would be valid.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    cells = _cells(csv_tables.read(path))
    shown = {console.ascii_of(name): name for name in documents or ()}
    cells["source"] = [shown.get(console.ascii_of(source), source) for source in cells["source"]]
    found = []
    for line, row in cells[cells["action"].str.strip() != ""].iterrows():
        given = row.drop(COLUMNS)
        correction = Correction(line, **row[COLUMNS], given=given[given != ""].to_dict())  # pyright: ignore[reportArgumentType]
        for problem in _problems(correction, documents):
            raise correction.failure(problem)
        found.append(replace(correction, given={name: _value(correction, name) for name in correction.given}))
    return found


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """The cells of the file, with all columns that it may have."""
    names = [*COLUMNS, *dict.fromkeys(name for kind in KEY for name in columns(kind))]
    missing = [name for name in COLUMNS if name not in table and name != "row"]
    strange = [name for name in table.columns if name not in names]
    if missing or strange:
        wrong = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(strange)}, which no table has"
        raise SourceError(f"{FILE}: {wrong}; its columns are {', '.join(COLUMNS)}, and those of the tables")
    return table.reindex(columns=names, fill_value="")


def _problems(correction: Correction, documents: Sequence[str] | None) -> Iterator[str]:
    """What is wrong with a line."""
    action, table, given = correction.action, correction.table, correction.given
    if action not in ACTIONS:
        yield f"action {action!r} is none of {', '.join(ACTIONS)}"
    if table not in KEY:
        yield f"table {table!r} is none of {', '.join(KEY)}"
    for name in ("who", "why", "quote", "source"):
        if not getattr(correction, name).strip():
            yield f"{name} is empty"
    for name in [name for name in given if name not in columns(table)]:
        yield f"{table} has no column {name!r} to give; it has {', '.join(columns(table))}"
    if action == "add" and KEY[table] not in given:
        yield f"a row that is added to {table} needs {KEY[table]!r}"
    if action == "change" and not given:
        yield "nothing is given to change"
    if documents is not None and correction.source not in documents:
        yield f"no document {correction.source!r}; there are {', '.join(documents[:5])}"


def _value(correction: Correction, name: str) -> object:
    """A given value in its column's dtype."""
    text = str(correction.given[name])
    try:
        if name == "date":
            return edtf.checked(text)
        return csv_tables.value(text, tables.COLUMNS[correction.table][name])
    except ValueError as wrong:
        raise correction.failure(f"{name} {wrong}") from None


def unused(unread: Iterable[dict], found: Mapping[str, list[dict]]) -> list[dict]:
    """Return what is unread, but for what stands in the words of a row that a person has added."""
    added = [
        range(row["char_start"], row["char_end"])
        for rows in found.values()
        for row in rows
        if (row.get("corrected") or "").startswith(ACTIONS["add"])
    ]
    return [one for one in unread if not any(one["char_start"] in words for words in added)]


def apply(
    corrections: Iterable[Correction], found: Mapping[str, Rows], document: Document, dyad: str
) -> dict[str, Rows]:
    """
    Apply the corrections of one document to the rows that were read in it.

    Parameters
    ----------
    corrections : iterable of Correction
        Those of all documents.
    found : dict of list of dict
        Table → rows.
    document : Document
    dyad : str
        The dyad of rows that are added.

    Returns
    -------
    dict of list of dict
        New lists; rows that were changed say by whom and why in `corrected`.
    """
    out = dict(found)
    for correction in corrections:
        if correction.source == document.name:
            out[correction.table] = _applied(out[correction.table], correction, document, dyad)
    return {name: sorted(rows, key=lambda row: row["char_start"]) for name, rows in out.items()}


def _applied(rows: Rows, correction: Correction, document: Document, dyad: str) -> Rows:
    """The rows of a table with one of them added, changed or dropped."""
    quote = correction.quote if correction.quote in document.text else console.unescaped(correction.quote)
    start = document.text.find(quote)
    if start < 0:
        raise correction.failure(f"the quote does not stand in {document.file}: {correction.quote[:60]!r}")
    given = correction.given | {"corrected": f"{ACTIONS[correction.action]} by {correction.who}: {correction.why}"}
    if "date" in given:
        given |= edtf.columns(given["date"]) | dict.fromkeys(("date_text", "date_char_start", "date_char_end"))
    if correction.action == "add":
        place = {"source": document.name, "dyad": dyad, "char_start": start, "char_end": start + len(quote)}
        mentions = {"mentions": 1} if correction.table == "events" else {}
        return [*rows, {"date": None, **given, **place, "quote": quote, **mentions}]
    n = _meant(rows, correction, quote)
    changed = [rows[n] | given] if correction.action == "change" else []
    return [*rows[:n], *changed, *rows[n + 1 :]]


def _meant(rows: Rows, correction: Correction, quote: str) -> int:
    """The place of the one row that a correction is of: its value as it stands, or as a console shows it."""
    key, wanted = KEY[correction.table], console.ascii_of(correction.row)
    quoted = [(n, str(row[key])) for n, row in enumerate(rows) if row["quote"] == quote]
    found = [(n, value) for n, value in quoted if wanted in ("", console.ascii_of(value))]
    if len(found) != 1:
        several = ", ".join(sorted({value for _, value in found}))
        hint = f"; name one in the column 'row': {several}" if found else ""
        raise correction.failure(f"{len(found)} rows of {correction.table} have this quote{hint}")
    return found[0][0]


def offer(corpus: "Corpus") -> str:
    """
    Write rows in the form of ``corrections.csv``: all that were read, and the dates in sentences that gave none.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    str
        CSV; a line counts only when somebody writes add, change or drop into its first column.
    """
    rows = [getattr(corpus, table).assign(table=table, row=lambda t, key=key: t[key]) for table, key in KEY.items()]
    rows = [table[["table", "source", "quote", "row"]] for table in rows]
    rows.append(corpus.unread[["source", "quote", "date"]].assign(table="events"))
    given = dict.fromkeys(name for table in KEY for name in columns(table))
    names = [*COLUMNS[:5], *given, *COLUMNS[5:]]
    texts = pd.concat([table.astype("string") for table in rows]).reindex(columns=names).astype("string").fillna("")
    return csv_tables.write(texts).removesuffix("\n")
