"""The record: tables of facts with their sources, which documents are held against.

A pack is a folder with ``datapackage.json`` and some of the record's tables as CSV. The description says what each column
is and what may stand in it; what every pack needs is read from the description of the pack that ships.
"""

import datetime as dt
import functools
import itertools
import json
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from .. import csv_tables
from ..csv_tables import shown
from ..dates import edtf
from ..files import SourceError, data_folder
from ..states import names as states

SHIPPED = "shipped"
DESCRIPTION = "datapackage.json"
EDTF = "http://id.loc.gov/datatypes/edtf"  # the mark of columns whose values are EDTF dates
DAY = "datetime64[s]"
_ID = re.compile(r"\S+")
#: The tables; those come first that others refer to.
TABLES = (
    *("references", "states", "leaders", "relations", "trade"),
    *("statements", "visits", "representation", "claims_checked"),
)
#: What a user may name: a pack, or several.
Packs = str | Path | Sequence[str | Path]
DTYPES = {"integer": "Int64", "year": "Int64", "number": "float64", "boolean": "boolean", "date": DAY}
NO_DATE = "is no EDTF date, such as 1924-08-04, 1924-08, 1910/1920 (which ends after it begins) or [1961..1964]"
#: Name of a constraint → whether it allows a value, and what is wrong with one that it does not.
CONSTRAINTS: dict[str, tuple[Callable[[Any, Any], object], str]] = {
    "enum": (lambda value, choice: value in choice, "is none of"),
    "pattern": (lambda value, pattern: re.fullmatch(pattern, value), "is not of the form"),
    "minimum": (operator.ge, "is less than"),
    "maximum": (operator.le, "is more than"),
}


@dataclass(frozen=True, eq=False, repr=False)
class Record:
    """
    The tables of one or more packs.

    Attributes
    ----------
    packs : tuple of str
        The names of the packs.
    references, states, leaders, relations, trade, statements, visits, representation, claims_checked : pandas.DataFrame
        Columns and dtypes as ``datapackage.json`` has them, then those that packs add; `earliest` and `latest`
        (datetime64[s]) in tables with dates: the first day that the first date column allows, the last day that the last
        one allows, NaT where it is open; and `pack`. The index is the line in the file; that of several packs counts
        their rows.
    """

    packs: tuple[str, ...]
    references: pd.DataFrame
    states: pd.DataFrame
    leaders: pd.DataFrame
    relations: pd.DataFrame
    trade: pd.DataFrame
    statements: pd.DataFrame
    visits: pd.DataFrame
    representation: pd.DataFrame
    claims_checked: pd.DataFrame

    @property
    def tenures(self) -> pd.DataFrame:
        """Leaders to check claims against: a person's de jure tenure replaces the effective one that it overlaps."""
        leaders = self.leaders.rename_axis("line")
        both = leaders.reset_index().merge(leaders, on=["state", "name"], suffixes=("", "_by_law"))
        both = both[(both["basis"] != "de jure") & (both["basis_by_law"] == "de jure")]
        overlap = _before(both["earliest"], both["latest_by_law"]) & _before(both["earliest_by_law"], both["latest"])
        return leaders.drop(index=both.loc[overlap, "line"])

    def in_office(self, state: str, date: str) -> pd.DataFrame:
        """
        Find who ruled a state at a date.

        Parameters
        ----------
        state : str
            Any of its names.
        date : str
            EDTF.

        Returns
        -------
        pandas.DataFrame
            The rows of `tenures` that share a day with the date: on a day of change both, in a year perhaps more.
        """
        tenures = self.tenures
        return during(tenures[tenures["state"] == states.resolve(state)], date)


def during(table: pd.DataFrame, date: str) -> pd.DataFrame:
    """The rows whose time shares a day with a date."""
    first, last = edtf.bounds(date)
    begun = _before(table["earliest"], pd.Timestamp(last or dt.date.max))
    return table[begun & _before(pd.Timestamp(first or dt.date.min), table["latest"])]


def _before(one: Any, other: Any) -> Any:
    """Whether `one` is not after `other`; an end that is open (NaT) is after all."""
    return (one <= other) | pd.isna(other)


def load(*packs: str | Path) -> Record:
    """
    Read the record.

    Parameters
    ----------
    *packs : str or path
        ``"shipped"``, or folders that hold a pack; without any, the one that ships.

    Returns
    -------
    Record
        The tables of all packs, one after the other. Ids of references in packs other than the shipped one have the
        pack's name before them (``my_pack:press-3``).

    Raises
    ------
    SourceError
        In one line that names file, line and column, and what would be valid.
    """
    found: dict[str, dict[str, pd.DataFrame]] = {}
    for pack in packs or (SHIPPED,):
        folder = folder_of(pack)
        name = SHIPPED if pack == SHIPPED else "-".join(folder.resolve().name.split())
        if name in found:
            raise SourceError(f"record: two packs are named {name!r}; rename one folder")
        try:
            tables = _shipped() if pack == SHIPPED else _tables(folder)
        except SourceError as error:
            raise SourceError(f"record: {name}/{error}") from None
        found[name] = {table: _marked(table, frame, name) for table, frame in tables.items()}
    stacked = {
        table: pd.concat([tables[table] for tables in found.values()], ignore_index=len(found) > 1) for table in TABLES
    }
    return Record(tuple(found), **stacked)


def chosen(record: Packs | None) -> tuple[str | Path, ...]:
    """The packs that a user names, with absolute paths, all checked; the shipped one where none is named."""
    if record is None or record == SHIPPED:
        return (SHIPPED,)
    packs = (record,) if isinstance(record, str | Path) else tuple(record)
    load(*packs)
    return tuple(pack if pack == SHIPPED else Path(pack).resolve() for pack in packs)


def folder_of(pack: str | Path) -> Path:
    """The folder of a pack."""
    if pack == SHIPPED:
        return data_folder("data") / "record"
    if not isinstance(pack, str | Path) or not (Path(pack) / DESCRIPTION).is_file():
        raise SourceError(f"record: {str(pack)!r} is no pack; give {SHIPPED!r}, or a folder that holds {DESCRIPTION}")
    return Path(pack)


def files_of(pack: str | Path) -> list[Path]:
    """The files that a pack is read from."""
    folder = folder_of(pack)
    return [path for path in (folder / DESCRIPTION, *(folder / f"{name}.csv" for name in TABLES)) if path.is_file()]


def _marked(name: str, table: pd.DataFrame, pack: str) -> pd.DataFrame:
    """A table with the name of its pack in a column and, but for the shipped pack, before the ids of references."""
    table = table.assign(pack=pd.Series(pack, table.index, dtype="string"))
    if pack == SHIPPED:
        return table
    ids = "id" if name == "references" else "source"
    return table.assign(**{ids: table[ids].str.replace(_ID, lambda m: f"{pack}:{m[0]}", regex=True)})


@functools.cache
def _shipped() -> dict[str, pd.DataFrame]:
    return _tables(folder_of(SHIPPED))


@functools.cache
def schemas() -> dict[str, dict]:
    """The description of each table in the pack that ships: what every pack needs."""
    return _described(folder_of(SHIPPED))


def _described(folder: Path) -> dict[str, dict]:
    """Name of a table → its schema, with `fields` by name, as a folder's description has it."""
    try:
        package = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
        return {name: schema | {"fields": _by_name(schema["fields"])} for name, schema in schemas.items()}
    except json.JSONDecodeError as error:
        raise SourceError(f"{DESCRIPTION}, line {error.lineno}: no JSON ({error.msg})") from None
    except (OSError, UnicodeError, LookupError, TypeError, AttributeError):
        wrong = "is no data package: it needs resources with a name and a schema with fields"
        raise SourceError(f"{DESCRIPTION}: {wrong}") from None


def _by_name(fields: list[dict]) -> dict[str, dict]:
    return {about["name"]: {"type": "string", "constraints": {}} | about for about in fields}


def _tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a pack, typed and checked; those that it does not have are empty."""
    described, found = _described(folder), {}
    known = {"references": set(), "states": set()}
    if folder != folder_of(SHIPPED):
        known["states"] |= set(_shipped()["states"]["state"])
    for name in TABLES:
        path, fields = folder / f"{name}.csv", _fields(name, described)
        raw = _raw(path, described.get(name))
        if name in known:
            known[name] |= set(raw.get(schemas()[name]["primaryKey"], ()))
        try:
            found[name] = _typed(name, raw.reindex(columns=list(fields), fill_value=""), fields, known)
        except ValueError as wrong:
            raise SourceError(f"{path.name}, {wrong}") from None
    return found


def _fields(name: str, described: dict[str, dict]) -> dict[str, dict]:
    """The columns of a pack's table: ours, with what its own description changes in them and adds to them."""
    ours = schemas()[name]["fields"]
    theirs = described[name]["fields"] if name in described else ours
    for column, about in ours.items():
        if column not in theirs and "required" in about["constraints"]:
            raise SourceError(f"{DESCRIPTION}: {name} needs a column {column!r}")
        if theirs.get(column, about)["type"] != about["type"]:
            raise SourceError(f"{DESCRIPTION}: {name}: {column!r} needs the type {about['type']!r}")
    merged = {}
    for column, about in theirs.items():
        own = ours.get(column, about)
        merged[column] = own | about | {"constraints": own["constraints"] | about["constraints"]}
    return ours | merged


def _raw(path: Path, schema: dict | None) -> pd.DataFrame:
    """A table's cells as texts, with the columns that its schema describes; without a schema it is empty."""
    if schema is None:
        if path.is_file():
            raise SourceError(f"{path.name}: is not described in {DESCRIPTION}")
        return pd.DataFrame(index=pd.Index([], dtype="int64", name="line"))
    raw, columns = csv_tables.read(path, exact=True), schema["fields"]
    for column in sorted({*raw} ^ columns.keys()):
        wrong = "is not described" if column in raw else "is missing"
        raise SourceError(f"{path.name}, line 1, {column}: {wrong}; the columns are {', '.join(columns)}")
    return raw.map(str.strip)


def _typed(name: str, raw: pd.DataFrame, fields: dict[str, dict], known: dict[str, set]) -> pd.DataFrame:
    """A table with typed values; a ValueError says in which line and column one is wrong."""
    schema, table = schemas()[name], {}
    links = {link["fields"]: link["reference"]["resource"] for link in schema.get("foreignKeys", [])}
    links["source"] = "references"  # several ids in a cell, which a foreign key can't say
    for column, about in fields.items():
        link, values = links.get(column), dict[str, object]()
        for line, text in raw[column].drop_duplicates().items():
            try:
                values[text] = _value(text, about)
                if link and text:
                    _check_link(text, about, link, known[link])
            except ValueError as wrong:
                raise ValueError(f"line {line}, {column}: {wrong}") from None
        dtype = DTYPES.get(about["type"], "string")
        table[column] = pd.Series([values[text] for text in raw[column]], raw.index, dtype=dtype)
    _check_keys(raw, schema, fields)
    if dated := [column for column, about in schema["fields"].items() if about.get("rdfType") == EDTF]:
        for side, column, ends in ((0, "earliest", raw[dated[0]]), (1, "latest", raw[dated[-1]])):
            days = [edtf.bounds(text.split(" ")[-side])[side] for text in ends]
            table[column] = pd.Series(days, raw.index, dtype=DAY)
    if name == "leaders":
        _check_tenures(pd.DataFrame(table))
    return pd.DataFrame(table, raw.index)


def _value(text: str, about: dict) -> object:
    """A cell's value, None where it is empty; a ValueError says what is wrong with it."""
    limits = about["constraints"]
    if not text:
        if limits.get("required"):
            raise ValueError("is empty, but every row needs it")
        return None
    value = csv_tables.value(text, DTYPES.get(about["type"]))
    for part in _parts(text, about) if about.get("rdfType") == EDTF else ():
        if not edtf.is_date(part):
            raise ValueError(f"{shown(part)} {NO_DATE}")
    for name, (allows, wrong) in CONSTRAINTS.items():
        if name in limits and not allows(value, limits[name]):
            limit = ", ".join(map(str, limits[name])) if name == "enum" else limits[name]
            raise ValueError(f"{shown(text)} {wrong} {limit}")
    return value


def _check_link(text: str, about: dict, table: str, names: set[str]) -> None:
    """All names in a cell must be in the table that lists them."""
    for part in _parts(text, about):
        if part not in names:
            raise ValueError(f"{shown(part)} is not in {table}.csv")


def _parts(text: str, about: dict) -> list[str]:
    return text.split(about["separator"]) if "separator" in about else [text]


def _check_keys(raw: pd.DataFrame, schema: dict, fields: dict[str, dict]) -> None:
    """No key may stand twice, and no row but for its id."""
    key = schema.get("primaryKey", [])
    keys = [[key] if isinstance(key, str) else key, *([c] for c, f in fields.items() if f["constraints"].get("unique"))]
    for columns in filter(None, [*keys, [column for column in raw if column != "id"]]):
        cells = pd.Series(map(", ".join, raw[columns].to_numpy()), raw.index, dtype="string")
        for line, text in cells[cells.duplicated() & (cells.str.strip(", ") != "")].items():
            names = ", ".join(columns) if columns in keys else "the row"
            raise ValueError(f"line {line}, {names}: {shown(text)} stands in line {cells.eq(text).idxmax()} already")


def _check_tenures(leaders: pd.DataFrame) -> None:
    """A tenure ends after it starts, and those of one state and basis may touch but not overlap."""
    for row in leaders[leaders["latest"] < leaders["earliest"]].itertuples():
        raise ValueError(f"line {row.Index}, end: {row.end!r} is before the start, {row.start!r}")
    ordered = leaders.sort_values(["state", "basis", "earliest", "latest"])
    for before, row in itertools.pairwise(ordered.itertuples()):
        started, ended = edtf.bounds(row.start)[1], edtf.bounds(before.end)[0] or dt.date.max
        if (before.state, before.basis) == (row.state, row.basis) and started and started < ended:
            wrong = f"{row.start!r} lies in the tenure of {before.name} (line {before.Index})"
            raise ValueError(f"line {row.Index}, start: {wrong}; those of one basis may touch, not overlap")
