"""The record: tables of facts with their sources, which documents are held against.

A pack is a folder with ``datapackage.json`` and some of the record's tables as CSV. The description says what each column
is and what may stand in it; what every pack needs is read from the description of the pack that ships.
"""

import datetime as dt
import functools
import io
import itertools
import json
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from .. import csv_tables
from ..csv_tables import shown
from ..dates import edtf
from ..files import SourceError, data_folder
from ..states import names as states
from ..tables import DAY, TYPES, WHOLE, tuples
from .matching import Name, same_person

SHIPPED = "shipped"
KNOWN = ("us", "leaders", "trade", "relations", "representation")  # packs that can be fetched, see `fetching`
DESCRIPTION = "datapackage.json"
EDTF = "http://id.loc.gov/datatypes/edtf"  # the mark of columns whose values are EDTF dates
#: The tables; those come first that others refer to.
TABLES = (
    *("references", "states", "leaders", "relations", "trade"),
    *("statements", "visits", "representation", "claims_checked"),
)
#: A table of fetched packs that becomes `trade`: a row is a pair of states and an unbroken run of years.
RUNS = "trade_runs"
MADE = "made_by"  # in the description of a pack that was fetched: its tables are typed, and read a dyad at a time
#: Name of a table → its rows; name of a table, or of a column → its description.
Tables = dict[str, pd.DataFrame]
Described = dict[str, dict]
#: What a user may name: a pack, or several.
Packs = str | Path | Sequence[str | Path]
DTYPES = TYPES | {"year": WHOLE}
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

    @functools.cached_property
    def origins(self) -> dict[str, frozenset[str]]:
        """Id of a reference → who is behind it: its publisher, and those whom it descends from."""
        table = self.references
        names = table["publisher"].fillna("") + ";" + table["descends_from"].fillna("")
        return dict(zip(table["id"], map(parties, names)))

    @functools.cached_property
    def unverified(self) -> frozenset[str]:
        """The ids of references for which nobody has seen a title and an address."""
        return frozenset(self.references.loc[self.references["unverified"].fillna(False), "id"])

    @functools.cached_property
    def years(self) -> dict[str, tuple[Any, ...]]:
        """Id of a reference → the first and the last day that it covers, if anybody says so; NaT where it is open."""
        table = self.references.dropna(subset="years")
        bounds = map(edtf.bounds, table["years"])
        return {
            id_: tuple(map(pd.Timestamp, days))  # pyright: ignore[reportArgumentType] - of None, NaT
            for id_, days in zip(table["id"], bounds)
        }

    def independent_of(self, publisher: str) -> "Record":
        """Leave out what a publisher, or a descendant of it, has said itself: nobody is a witness of his own."""
        own = parties(publisher)
        bound = {id_ for id_, origin in self.origins.items() if origin & own}
        if not bound:
            return self
        tables = {name: getattr(self, name) for name in TABLES if name not in ("references", "states")}
        free = {name: [not bound.issuperset(ids.split()) for ids in table["source"]] for name, table in tables.items()}
        return replace(self, **{name: tables[name].loc[rows] for name, rows in free.items()})

    def witnesses(self, sources: Iterable[str]) -> int:
        """How many of some sources are independent of each other; those that nobody has seen do not count."""
        groups: list[frozenset[str]] = []
        for id_ in set(" ".join(sources).split()) - self.unverified:
            origin = self.origins.get(id_, frozenset()) or frozenset([id_])
            joined = [group for group in groups if group & origin]
            groups = [group for group in groups if not group & origin] + [origin.union(*joined)]
        return len(groups)

    def resolve(self, visits: pd.DataFrame) -> pd.DataFrame:
        """
        Fill in who came, where a document has one name without an office.

        Parameters
        ----------
        visits : pandas.DataFrame
            A corpus's table.

        Returns
        -------
        pandas.DataFrame
            A new one. `visitor_resolved` and `office_resolved` are those of the one ruler of that name, in packs other
            than the shipped one, who was in power in `from_state` at the date, `resolved_by` the ids of the references;
            all are empty where there is none, or are several.
        """
        found = [self._ruler(row) for row in tuples(visits)]
        columns = ("visitor_resolved", "office_resolved", "resolved_by")
        return visits.assign(**pd.DataFrame(found, visits.index, columns, "string"))  # pyright: ignore[reportArgumentType]

    def _ruler(self, row: Any) -> tuple:
        """The name and office of the ruler whom a row of visits can mean, and the references."""
        nobody, stated = (None,) * 3, pd.notna([row.visitor, row.date, row.from_state, row.office]).tolist()
        if stated != [True, True, True, False] or Name.of(row.visitor).full:
            return nobody
        own = during(
            self.tenures[self.tenures["state"].eq(row.from_state) & self.tenures["pack"].ne(SHIPPED)], row.date
        )
        own = own.loc[[same_person(row.visitor, name) for name in own["name"]]]
        name = max(own["name"], key=len, default="")
        if not Name.of(name).full or not all(same_person(name, other) for other in own["name"]):
            return nobody
        return name, next(iter(own["office"].dropna()), None), " ".join(own["source"].unique())

    @functools.cached_property
    def tenures(self) -> pd.DataFrame:
        """Leaders to check claims against: a person's de jure tenure replaces the effective one that it overlaps."""
        leaders = self.leaders.rename_axis("line")
        by_law = leaders["basis"] == "de jure"
        both = leaders[~by_law].reset_index()
        both = both.merge(leaders[by_law], on=["state", "name"], suffixes=("", "_by_law"))
        overlap = _before(both["earliest"], both["latest_by_law"]) & _before(both["earliest_by_law"], both["latest"])
        return leaders.drop(index=list(both.loc[overlap, "line"]))


@functools.lru_cache(4096)
def parties(names: str) -> frozenset[str]:
    """Who is named in a text such as "Department of State, Office of the Historian"; part of a house is the house."""
    return frozenset(filter(None, (" ".join(part.split()).casefold() for part in names.replace(";", ",").split(","))))


def during(table: pd.DataFrame, date: str) -> pd.DataFrame:
    """The rows whose time shares a day with a date."""
    first, last = days(date)
    return table[_before(table["earliest"], last) & _before(first, table["latest"])]


def days(date: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day that a date allows."""
    first, last = edtf.bounds(date)
    return pd.Timestamp(first or dt.date.min), pd.Timestamp(last or dt.date.max)


def _before(one: Any, other: Any) -> Any:
    """Whether `one` is not after `other`; an end that is open (NaT) is after all."""
    return (one <= other) | pd.isna(other)


def load(*packs: str | Path, dyads: Iterable[tuple[str, ...]] | None = None) -> Record:
    """
    Read the record.

    Parameters
    ----------
    *packs : str or path
        ``"shipped"``, names of packs that were fetched, or folders that hold a pack; without any, the one that ships.
    dyads : iterable of (str, str), optional
        Of fetched packs, only what they have on these pairs of states and on these states.

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
    found: dict[str, Tables] = {}
    keys = None if dyads is None else _keys(dyads)
    for pack in packs or (SHIPPED,):
        folder = folder_of(pack)
        name = SHIPPED if pack == SHIPPED else "-".join(folder.resolve().name.split())
        if name in found:
            raise SourceError(f"record: two packs are named {name!r}; rename one folder")
        try:
            tables = _shipped() if pack == SHIPPED else _tables(folder, keys)
        except SourceError as error:
            raise SourceError(f"record: {name}/{error}") from None
        found[name] = {table: _marked(table, frame, name) for table, frame in tables.items()}
    parts = {table: [tables[table] for tables in found.values()] for table in TABLES}
    return Record(tuple(found), **{name: pd.concat(own, ignore_index=len(found) > 1) for name, own in parts.items()})


def _keys(dyads: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The slugs of some dyads, and the names of their states: what rows of fetched packs begin with."""
    pairs = [pair for pair in dyads if pair]
    return frozenset([*map(states.slug, pairs), *(state for pair in pairs for state in pair)])


def chosen(record: Packs | None) -> tuple[str | Path, ...]:
    """The packs that a user names, with absolute paths, all checked; the shipped one where none is named."""
    if record is None or record == SHIPPED:
        return (SHIPPED,)
    packs = (record,) if isinstance(record, str | Path) else tuple(record)
    load(*packs, dyads=())
    return tuple(pack if pack == SHIPPED else folder_of(pack).resolve() for pack in packs)


def home() -> Path:
    """The folder that fetched packs are kept in."""
    import platformdirs  # only here; it comes with Jupyter

    return platformdirs.user_data_path("bilateral") / "record"


def folder_of(pack: str | Path) -> Path:
    """The folder of a pack."""
    if pack == SHIPPED:
        return data_folder("data") / "record"
    if pack in KNOWN and not (folder := home() / str(pack)).is_dir():
        raise SourceError(f"record: {pack!r} was not fetched yet; run: python -m bilateral record fetch {pack}")
    if pack in KNOWN:
        return folder
    if not isinstance(pack, str | Path) or not (Path(pack) / DESCRIPTION).is_file():
        valid = f"{SHIPPED!r}, {', '.join(map(repr, KNOWN))}, or a folder that holds {DESCRIPTION}"
        raise SourceError(f"record: {str(pack)!r} is no pack; give {valid}")
    return Path(pack)


def files_of(pack: str | Path) -> list[Path]:
    """The files that a pack is read from."""
    folder = folder_of(pack)
    return [folder / DESCRIPTION, *sorted(folder.glob("*.csv"))]


def _marked(name: str, table: pd.DataFrame, pack: str) -> pd.DataFrame:
    """A table with the name of its pack in a column and, but for the shipped pack, before the ids of references."""
    table = table.assign(pack=pd.Series(pack, table.index, dtype="string"))
    if pack == SHIPPED:
        return table
    ids = "id" if name == "references" else "source"
    return table.assign(**{ids: table[ids].str.replace(r"(\S+)", rf"{pack}:\1", regex=True)})


@functools.cache
def _shipped() -> Tables:
    return _tables(folder_of(SHIPPED))


@functools.cache
def schemas() -> Described:
    """The description of each table in the pack that ships: what every pack needs."""
    return _described(folder_of(SHIPPED))


def _described(folder: Path) -> Described:
    """Name of a table → its schema, with `fields` by name, as a folder's description has it."""
    try:
        plain, found = {"type": "string", "constraints": {}}, {}
        for resource in _package(folder)["resources"]:
            fields = {about["name"]: plain | about for about in resource["schema"]["fields"]}
            found[resource["name"]] = resource["schema"] | {"fields": fields}
        return found
    except (OSError, UnicodeError, LookupError, TypeError, AttributeError):
        wrong = "is no data package: it needs resources with a name and a schema with fields"
        raise SourceError(f"{DESCRIPTION}: {wrong}") from None


def _package(folder: Path) -> dict:
    """The description of a pack."""
    try:
        return json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise SourceError(f"{DESCRIPTION}, line {error.lineno}: no JSON ({error.msg})") from None


def _tables(folder: Path, keys: frozenset[str] | None = None) -> Tables:
    """The tables of a pack, typed and checked; those that it does not have are empty."""
    package = _package(folder)
    if isinstance(package, dict) and MADE in package:
        return _scanned(folder, keys)
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


def _scanned(folder: Path, keys: frozenset[str] | None) -> Tables:
    """The tables of a pack that was fetched, with the rows that begin with one of some keys."""
    found = {name: table.iloc[:0] for name, table in _shipped().items()}
    for name, schema in schemas().items():
        types = {column: DTYPES.get(about["type"], "string") for column, about in schema["fields"].items()}
        table = _scan(folder / f"{name}.csv", None if name == "references" else keys, types)
        if len(table):
            found[name] = _with_days(table.reindex(columns=list(types)).astype(types), schema)
    runs = _scan(folder / f"{RUNS}.csv", keys, {"first_year": "Int64", "values": "string"})
    if len(runs):
        found["trade"] = _years_of(runs).reindex(columns=found["trade"].columns).astype(found["trade"].dtypes)
    return found


def _scan(path: Path, keys: frozenset[str] | None, types: dict[str, str]) -> pd.DataFrame:
    """The rows of a table that begin with one of some keys; all where there are no keys."""
    if not path.is_file():
        return pd.DataFrame()
    raw = path.read_bytes()
    if keys is not None:
        raw = b"".join([raw.partition(b"\n")[0] + b"\n", *(_rows(raw, f"\n{key},".encode()) for key in sorted(keys))])
    return pd.read_csv(io.BytesIO(raw), dtype=types, keep_default_na=False, na_values=[""])


def _rows(raw: bytes, key: bytes) -> bytes:
    """The lines that begin with a key; they stand together, since the files are sorted."""
    first, last = raw.find(key), raw.rfind(key)
    return raw[first + 1 : raw.index(b"\n", last + 1) + 1] if first >= 0 else b""


def _years_of(runs: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table of trade, a year each, that runs of years stand for."""
    table = runs.assign(value=runs["values"].str.split(" ")).explode("value")
    year = table["first_year"] + table.groupby(level=0).cumcount()
    value = pd.to_numeric(table["value"], errors="coerce").astype("float64")
    return table.assign(year=year, value=value, flag=False, confidence="high").reset_index(drop=True)


def _fields(name: str, described: Described) -> Described:
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


def _typed(name: str, raw: pd.DataFrame, fields: Described, known: dict[str, set]) -> pd.DataFrame:
    """A table with typed values; a ValueError says in which line and column one is wrong."""
    schema, table = schemas()[name], {}
    links = {link["fields"]: link["reference"]["resource"] for link in schema.get("foreignKeys", [])}
    links["source"] = "references"  # several ids in a cell, which a foreign key can't say
    for column, about in fields.items():
        link, values = links.get(column, ""), dict[str, object]()
        for line, text in raw[column].drop_duplicates().items():
            try:
                values[text] = _value(text, about)
                for part in _parts(text, about) if link and text else ():
                    if part not in known[link]:
                        raise ValueError(f"{shown(part)} is not in {link}.csv")
            except ValueError as wrong:
                raise ValueError(f"line {line}, {column}: {wrong}") from None
        dtype = DTYPES.get(about["type"], "string")
        table[column] = pd.Series([values[text] for text in raw[column]], raw.index, dtype=dtype)
    _check_keys(raw, schema, fields)
    typed = _with_days(pd.DataFrame(table, raw.index), schema)
    if name == "leaders":
        _check_tenures(typed)
    return typed


def _with_days(table: pd.DataFrame, schema: dict) -> pd.DataFrame:
    """A table with the first and the last day that its dates allow, if it has dates."""
    if dated := [column for column, about in schema["fields"].items() if about.get("rdfType") == EDTF]:
        for side, column, ends in ((0, "earliest", table[dated[0]]), (1, "latest", table[dated[-1]])):
            days = [None if pd.isna(text) else edtf.bounds(str(text).split(" ")[-side])[side] for text in ends]
            table = table.assign(**{column: pd.Series(days, table.index, dtype=DAY)})
    return table


def _value(text: str, about: dict) -> object:
    """A cell's value, None where it is empty; a ValueError says what is wrong with it."""
    limits = about["constraints"]
    if not text:
        if limits.get("required"):
            raise ValueError("is empty, but every row needs it")
        return None
    value = csv_tables.value(text, DTYPES.get(about["type"]))
    for part in _parts(text, about) if about.get("rdfType") == EDTF else ():
        edtf.checked(part)
    for name, (allows, wrong) in CONSTRAINTS.items():
        if name in limits and not allows(value, limits[name]):
            limit = ", ".join(map(str, limits[name])) if name == "enum" else limits[name]
            raise ValueError(f"{shown(text)} {wrong} {limit}")
    return value


def _parts(text: str, about: dict) -> list[str]:
    return text.split(about.get("separator", "\0"))


def _check_keys(raw: pd.DataFrame, schema: dict, fields: Described) -> None:
    """No key may stand twice, and no row but for its id."""
    key = schema.get("primaryKey", [])
    keys = [[key] if isinstance(key, str) else key, *([c] for c, f in fields.items() if f["constraints"].get("unique"))]
    for columns in filter(None, [*keys, [column for column in raw.columns if column != "id"]]):
        cells = pd.Series(list(map(", ".join, raw[columns].to_numpy())), raw.index, dtype="string")
        for line, text in cells[cells.duplicated() & (cells.str.strip(", ") != "")].items():
            names = ", ".join(columns) if columns in keys else "the row"
            raise ValueError(f"line {line}, {names}: {shown(text)} stands in line {cells.eq(text).idxmax()} already")


def _check_tenures(leaders: pd.DataFrame) -> None:
    """A tenure ends after it starts, and those of one state and basis (by law of one office) may touch but not overlap."""
    for row in leaders[leaders["latest"] < leaders["earliest"]].itertuples():
        raise ValueError(f"line {row.Index}, end: {row.end!r} is before the start, {row.start!r}")
    held = leaders.assign(held=leaders["basis"] + leaders["office"].where(leaders["basis"] == "de jure", ""))
    ordered = held.sort_values(["state", "held", "earliest", "latest"])
    for before, row in itertools.pairwise(tuples(ordered)):
        started, ended = edtf.bounds(row.start)[1], edtf.bounds(before.end)[0] or dt.date.max
        if (before.state, before.held) == (row.state, row.held) and started and started < ended:
            wrong = f"{row.start!r} lies in the tenure of {before.name} (line {before.Index})"
            raise ValueError(f"line {row.Index}, start: {wrong}; those of one basis may touch, not overlap")
