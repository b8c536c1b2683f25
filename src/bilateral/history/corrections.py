"""Corrections: what a person says of rows that were read wrong, kept in ``corrections.csv`` beside the documents.

Each line adds, changes or drops one row, named by its source, its table and its quote: a correction whose words no longer
stand in the document is an error, so that none is applied to another text than it was made for.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from .. import console, csv_tables, tables
from ..dates import edtf
from ..documents.files import Document
from ..files import SourceError

FILE = "corrections.csv"
ACTIONS = ("add", "change", "drop")
NEEDED = ["action", "source", "table", "quote", "who", "why"]
#: What tells apart the rows of a table that one quote gives.
KEY = {"events": "type", "figures": "measure", "visits": "visitor", "items": "item"}
_FOLLOWS = {"source", "dyad", "quote", "char_start", "char_end", "earliest", "latest", "precision", "corrected"}


def frame(lines=()):
    """The corrections as a table of strings: action, source, table, quote, row, who, why."""
    names = ["action", "source", "table", "quote", "row", "who", "why"]
    return pd.DataFrame([{name: line.get(name) for name in names} for line in lines], columns=names, dtype="string")


def columns(table):
    """The columns of a table that a correction may give; the others follow from them."""
    return [name for name in tables.COLUMNS[table] if name not in _FOLLOWS and not name.startswith("date_")]


def load(folder: Path) -> list[dict]:
    """
    Read the corrections beside the documents.

    Parameters
    ----------
    folder : path

    Returns
    -------
    list of dict
        A dictionary a line, with `line` (its number in the file); lines without an action are left out.

    Raises
    ------
    SourceError
        In one line that names the file, the line and what would be valid.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    table = csv_tables.read(path)
    missing = [name for name in NEEDED if name not in table]
    known = {name for kind in KEY for name in columns(kind)} | {*NEEDED, "row"}
    strange = [name for name in table if name not in known]
    if missing or strange:
        told = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(strange)}, which no table has"
        raise SourceError(f"{FILE}: {told}; its columns are {', '.join(NEEDED)}, row, and those of the tables")
    lines = [row | {"line": i} for i, row in enumerate(table.to_dict("records"), start=2) if row["action"].strip()]
    for line in lines:
        _check(line)
    return lines


def _fail(line, what):
    raise SourceError(f"{FILE}, line {line['line']}: {what}")


def _check(line):
    if line["action"] not in ACTIONS:
        _fail(line, f"action {line['action']!r} is none of {', '.join(ACTIONS)}")
    if line["table"] not in KEY:
        _fail(line, f"table {line['table']!r} is none of {', '.join(KEY)}")
    for name in ("who", "why", "quote", "source"):
        if not line[name].strip():
            _fail(line, f"{name} is empty")
    given = {name: value for name, value in line.items() if value and name not in (*NEEDED, "row", "line")}
    wrong = [name for name in given if name not in columns(line["table"])]
    if wrong:
        _fail(line, f"{line['table']} has no column {wrong[0]!r} to give; it has {', '.join(columns(line['table']))}")
    if line["action"] == "add" and not given.get(KEY[line["table"]]):
        _fail(line, f"a row that is added to {line['table']} needs {KEY[line['table']]!r}")
    if line["action"] == "change" and not given:
        _fail(line, "nothing is given to change")
    for name, value in given.items():
        _value(line, name, value)


def _value(line, name, text):
    """A given value in its column's dtype."""
    kind = tables.COLUMNS[line["table"]][name]
    try:
        if name == "date":
            edtf.bounds(text)
        if kind == tables.REAL:
            return float(text)
        if kind == tables.WHOLE:
            return int(text)
    except ValueError:
        _fail(line, f"{name} {text!r} is no {'EDTF date' if name == 'date' else 'number'}")
    if kind == tables.BOOL:
        if text.lower() not in ("true", "false"):
            _fail(line, f"{name} {text!r} is neither true nor false")
        return text.lower() == "true"
    return text


def _is(given: str | None, value: object) -> bool:
    """Whether a row's value is the one given, as it stands or as a console shows it; nothing given is any."""
    return not given or console.ascii_of(str(value)) == console.ascii_of(given)


def apply(lines: Sequence[dict], found: dict[str, list[dict]], document: Document, dyad: str) -> dict[str, list[dict]]:
    """
    Apply the corrections of one document to the rows that were read in it.

    Parameters
    ----------
    lines : list of dict
        All corrections, as `load` gives them.
    found : dict of list of dict
        Table → rows.
    document : sources.Document
    dyad : str
        The dyad that added rows are of.

    Returns
    -------
    dict of list of dict
        New lists; rows that were touched say by whom and why in `corrected`.
    """
    out = {name: list(rows) for name, rows in found.items()}
    for line in lines:
        if line["source"] == document.name:
            out[line["table"]] = _put_right(out[line["table"]], line, document, dyad)
    return {name: sorted(rows, key=lambda r: r["char_start"]) for name, rows in out.items()}


def _put_right(rows: list[dict], line: dict, document: Document, dyad: str) -> list[dict]:
    """The rows of a table with one of them added, changed or dropped."""
    quote = line["quote"] if line["quote"] in document.text else console.unescaped(line["quote"])
    at = document.text.find(quote)
    if at < 0:
        _fail(line, f"the quote does not stand in {document.file}: {line['quote'][:60]!r}")
    given = _given(line)
    if line["action"] == "add":
        place = {"char_start": at, "char_end": at + len(quote), "quote": quote}
        mentions = {"mentions": 1} if line["table"] == "events" else {}
        return [*rows, {"date": None, **given, "source": document.name, "dyad": dyad, **place, **mentions}]
    n = _meant(rows, line, quote)
    changed = [rows[n] | given] if line["action"] == "change" else []
    return [*rows[:n], *changed, *rows[n + 1 :]]


def _given(line: dict) -> dict:
    """What a correction gives of a row, with what follows from a date, and who says so."""
    names = columns(line["table"])
    given = {name: _value(line, name, line[name]) for name in names if line.get(name)}
    if "date" in given:
        given |= edtf.columns(given["date"]) | dict.fromkeys(("date_text", "date_char_start", "date_char_end"))
    done = {"add": "added", "change": "changed", "drop": "dropped"}[line["action"]]
    return given | {"corrected": f"{done} by {line['who']}: {line['why']}"}


def _meant(rows: list[dict], line: dict, quote: str) -> int:
    """The place of the one row that a correction is of."""
    key = KEY[line["table"]]
    found = [n for n, row in enumerate(rows) if row["quote"] == quote and _is(line.get("row"), row[key])]
    if len(found) != 1:
        several = ", ".join(sorted({str(rows[n][key]) for n in found}))
        hint = f"; name one in the column 'row': {several}" if found else ""
        _fail(line, f"{len(found)} rows of {line['table']} have this quote{hint}")
    return found[0]


def offer(corpus, unread: pd.DataFrame) -> str:
    """
    Rows in the form of ``corrections.csv``: all that were read, and the sentences with a date that gave none.

    Parameters
    ----------
    corpus : corpus.Corpus
    unread : pandas.DataFrame
        As `unread.find` gives it.

    Returns
    -------
    str
        CSV; a line counts only when somebody writes add, change or drop into its first column.
    """
    given = list(dict.fromkeys(name for table in KEY for name in columns(table)))
    lines = []
    for table, key in KEY.items():
        read = getattr(corpus, table).astype("string").fillna("")
        lines += [
            {"table": table, "source": r["source"], "quote": r["quote"], "row": r[key]} for r in read.to_dict("records")
        ]
    lines += [{"table": "events", "source": r.source, "quote": r.quote, "date": r.date} for r in unread.itertuples()]
    frame = pd.DataFrame(
        lines, columns=["action", "source", "table", "quote", "row", *given, "who", "why"], dtype="string"
    ).fillna("")
    return csv_tables.write(frame).removesuffix("\n")
