"""Audit: a table that was coded by hand, held against what documents state, and the other way round."""

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import csv_tables
from ..dates import edtf
from ..files import SourceError
from ..record import matching
from ..states import names as states
from ..tables import records
from ..wording import count
from .evidence import days_from

if TYPE_CHECKING:
    from ..corpus import Corpus

#: Table of the corpus → the column that a coded table is known by, and how many days apart a row is near, or other.
KINDS = {"visits": ("visitor", 7, 366), "figures": ("value", 0, 0), "events": ("type", 31, 3 * 366)}
COLUMNS = ("date", "type", "actors", "visitor", "measure", "value", "from_state", "to_state", "dyad")
RESULT = ("line", "dyad", "date", "what", "verdict", "basis", "source", "stated", "quote")
ROUNDING = 0.05  # the share by which two amounts may differ
SUPPORTED, OTHERWISE, MISSING, LACKING = "supported", "stated otherwise", "not found by the reader", "not in the table"


def read(path: Path, columns: Mapping[str, str] | None = None) -> tuple[str, pd.DataFrame]:
    """
    Read a coded table of events, visits or figures.

    Parameters
    ----------
    path : path
        A CSV file, whatever its delimiter.
    columns : mapping of str to str, optional
        Our name of a column (`COLUMNS`) → the file's, where it has another.

    Returns
    -------
    kind : str
        The table of a corpus that it is compared with.
    table : pandas.DataFrame
        With our names of columns; states are resolved. The index is the line in the file.
    """
    table = _renamed(csv_tables.read(path), columns or {}).map(str.strip)
    kind = next((kind for kind, (column, *_) in KINDS.items() if column in table), None)
    if kind is None or "date" not in table:
        needed = "date, and visitor (of visits), value (of figures) or type (of events)"
        raise SourceError(f"{path.name}: needs columns {needed}; name the file's own with --columns date=Year,…")
    states_of = {name: states.resolve for name in ("from_state", "to_state", "actors")}
    amounts = {"value": functools.partial(csv_tables.value, dtype="float64")} if kind == "figures" else {}
    for name, convert in {"date": edtf.checked, **amounts, **states_of}.items():
        if name in table:
            table[name] = [_converted(convert, text, path, line, name) for line, text in table[name].items()]
    return kind, table


def _renamed(raw: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """A table with our names of columns."""
    for ours, theirs in columns.items():
        if ours not in COLUMNS or theirs not in raw:
            valid = f"ours are {', '.join(COLUMNS)}, and the file's {', '.join(raw.columns)}"
            raise SourceError(f"columns: {ours}={theirs}: no such column; {valid}")
    return raw.rename(columns={theirs: ours for ours, theirs in columns.items()})


def _converted(convert: Callable[[str], Any], text: str, path: Path, line: object, column: str) -> Any:
    try:
        return convert(text)
    except ValueError as wrong:
        raise SourceError(f"{path.name}, line {line}, {column}: {wrong}") from None


def compare(corpus: "Corpus", kind: str, table: pd.DataFrame) -> pd.DataFrame:
    """
    Hold each row of a coded table against the documents, and list what they state that it lacks.

    Returns
    -------
    pandas.DataFrame
        Columns `RESULT`: a row for each row of the table and each source that states it, or states it otherwise, one where
        none does, and one for each row of the corpus that is in no row of the table (without a line). The first row of a
        line has the verdict on it.
    """
    rows, used = getattr(corpus, kind), set()
    rows = rows[rows["took_place"].fillna(True)] if kind == "visits" else rows
    found, coded = [], records(table.assign(line=table.index))
    candidates = [_candidates(kind, row, rows.dropna(subset="date"), corpus) for row in coded]
    first = [_verdict(kind, row, own) for row, own in zip(coded, candidates)]
    taken = {label for verdict, own in first if verdict == SUPPORTED for label in own.index}
    for row, own, decided in zip(coded, candidates, first):
        evidence = _evidence(kind, row, own[~own.index.isin(taken)], decided)
        used |= {one["index"] for _, one in evidence}
        about = {"line": row["line"], "dyad": row.get("dyad"), "date": row["date"], "what": _what(kind, row)}
        found += [about | _stated(kind, row, *one) for one in evidence] or [about | {"verdict": MISSING}]
    rest = records(rows.drop(index=list(used)))
    lacking = [{"dyad": one["dyad"], "what": _what(kind, one)} | _stated(kind, one, LACKING, one) for one in rest]
    return pd.DataFrame([*found, *lacking], columns=list(RESULT)).astype({"line": "Int64"})


def _candidates(kind: str, row: dict, rows: pd.DataFrame, corpus: "Corpus") -> pd.DataFrame:
    """The rows of the corpus that can be meant, dates and amounts aside."""
    if row.get("dyad"):
        rows = rows[rows["dyad"] == states.slug(states.pair(row["dyad"], corpus.parties))]
    for name in ("type", "measure", "from_state", "to_state"):
        if row.get(name):
            rows = rows[rows[name].isna() | rows[name].eq(row[name])]
    if row.get("actors"):
        rows = rows[rows["actors"].str.split(", ").str[0] == row["actors"]]
    if kind == "visits":
        people = rows[["visitor", "counterpart"]].itertuples(index=False)
        rows = rows[[any(pd.notna(n) and matching.same_person(row["visitor"], n) for n in pair) for pair in people]]
    return rows


def _evidence(
    kind: str, row: dict, left: pd.DataFrame, decided: tuple[str, pd.DataFrame]
) -> list[tuple[str, dict[str, Any]]]:
    """The rows of documents that state a row of the table, each with its verdict; `left` are in no other row of it."""
    verdict, chosen = decided
    if kind == "visits" and verdict != SUPPORTED:  # people come more than once
        verdict, chosen = _verdict(kind, row, left)
    evidence = [(verdict, one) for one in records(chosen.reset_index())]
    if kind != "visits" and verdict == SUPPORTED:
        _, other = _verdict(kind, row, left[~left["source"].isin(chosen["source"])])
        evidence += [(OTHERWISE, one) for one in records(other.reset_index())]
    return evidence


def _verdict(kind: str, row: dict, rows: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The verdict on a row of the table, and the rows of the corpus that it rests on."""
    _, near, far = KINDS[kind]
    days = days_from(row["date"], rows)
    if kind == "figures":
        same = rows[days == 0]
        right = same[(same["value"] - row["value"]).abs() <= ROUNDING * abs(row["value"])]
        return (SUPPORTED, right) if len(right) else (OTHERWISE if len(same) else MISSING, same)
    if days.empty or days.min() > far:
        return MISSING, rows.iloc[:0]
    best = rows[days <= near] if days.min() <= near else rows[days == days.min()]
    return (SUPPORTED if days.min() <= near else OTHERWISE), best


def _what(kind: str, row: Mapping[str, Any]) -> str:
    """What a row is about, in a few words."""
    names = {"visits": ("visitor", "to_state"), "figures": ("measure", "value"), "events": ("type", "actors")}[kind]
    return ", ".join(str(row[name]) for name in names if row.get(name) and pd.notna(row[name]))


def _stated(kind: str, row: Mapping[str, Any], verdict: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """What a document states, with its words; where it supports a row, exactly or how many days from it."""
    days = edtf.apart(row["date"], one["date"]) if verdict == SUPPORTED else 0
    return {
        "verdict": verdict,
        "basis": None if verdict != SUPPORTED else f"near ({count(days, 'day')})" if days else "exact",
        "source": one["source"],
        "stated": one["printed"] if kind == "figures" else one["date"],
        "quote": one["quote"],
    }


def counts(found: pd.DataFrame) -> Iterator[str]:
    """How many rows of the table, and of the documents, have which verdict."""
    own = found.dropna(subset="line").drop_duplicates("line")["verdict"].value_counts()
    for verdict in (SUPPORTED, OTHERWISE, MISSING):
        yield f"{own.get(verdict, 0)} {verdict}"
    yield f"{(found['verdict'] == LACKING).sum()} rows of the documents {LACKING}"
