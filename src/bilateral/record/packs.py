"""The record: tables of facts with their sources, which documents are held against.

What a column is, and what may stand in it, is said in ``datapackage.json`` beside the tables and read from there.
"""

import csv
import datetime as dt
import functools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..dates import edtf
from ..files import SourceError, data_folder
from ..states import names as states

EDTF = "http://id.loc.gov/datatypes/edtf"  # the mark of columns whose values are EDTF dates
DTYPES = {"string": "string", "integer": "Int64", "year": "Int64", "number": "float64", "boolean": "boolean"}
DTYPES["date"] = "datetime64[s]"
#: The form of a type's text, what makes its value, and what is said of a text that has not this form.
FORMS = {
    "integer": (r"-?\d{1,15}", int, "is no whole number"),
    "year": (r"\d{4}", int, "is no year"),
    "number": (r"-?\d{1,15}(\.\d+)?", float, "is no number, such as 1784.5"),
    "date": (r"\d{4}-\d\d-\d\d", dt.date.fromisoformat, "is no day, such as 1924-08-04"),
    "string": (r"(?s:.*)", str, ""),
}


@functools.cache
def schemas():
    """The tables and their columns as ``datapackage.json`` describes them: a dictionary of table name → schema."""
    package = json.loads((data_folder("data") / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource["schema"] for resource in package["resources"]}


@dataclass(frozen=True)
class Reference:
    """
    The reference tables of a folder, each read and checked when it is first asked for.

    Attributes
    ----------
    states, leaders, relations, trade, statements, visits, representation, claims_checked, references : pandas.DataFrame
        Columns and dtypes as ``datapackage.json`` has them; `earliest` and `latest` (datetime64[s]) are added to tables
        with dates: the first day that the first date column allows, the last day that the last one allows, NaT where it
        is open. The index is the line in the file.

    Raises
    ------
    SourceError
        In one line that names file, line, column and what would be valid, when a table is asked for.
    """

    folder: Path = field(repr=False)

    def __getattr__(self, name):  # asked only for what is not there yet
        if name not in schemas():
            raise AttributeError(f"the reference has no table {name!r}; it has {', '.join(schemas())}")
        self.__dict__[name] = table = _read(self, name)
        return table

    @property
    def tenures(self):
        """Leaders to check claims against: a person's de jure tenure takes the place of the effective one it overlaps."""
        leaders = self.leaders
        both = leaders.reset_index().merge(leaders, on=["state", "name"], suffixes=("", "_by_law"))
        both = both[(both["basis"] != "de jure") & (both["basis_by_law"] == "de jure")]
        overlap = _before(both["earliest"], both["latest_by_law"]) & _before(both["earliest_by_law"], both["latest"])
        return leaders.drop(index=both.loc[overlap, "line"])

    def in_office(self, state, date):
        """
        Who ruled a state at a date.

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
        first, last = edtf.bounds(date)
        tenures = self.tenures[self.tenures["state"] == states.resolve(state)]
        return tenures[
            _before(tenures["earliest"], pd.Timestamp(last or dt.date.max))
            & _before(pd.Timestamp(first or dt.date.min), tenures["latest"])
        ]


def _before(one, other):
    """Whether `one` is not after `other`; an end that is open (NaT) is after all."""
    return (one <= other) | pd.isna(other)


def load(folder=None):
    """
    The reference tables.

    Parameters
    ----------
    folder : str or path, optional
        A folder with tables of the same columns; without one the tables that ship.

    Returns
    -------
    Reference
        Tables are read when they are asked for.

    Raises
    ------
    SourceError
        If there is no such folder.
    """
    if folder is not None and not (isinstance(folder, (str, Path)) and str(folder) and Path(folder).is_dir()):
        raise SourceError(f"reference: no folder {str(folder)!r}; give one that holds leaders.csv and the other tables")
    return Reference(data_folder("data") if folder is None else Path(folder))


def check(folder=None):
    """
    Check all tables: types, ranges, keys, dates, tenures, and that sources are told and used.

    Parameters
    ----------
    folder : str or path, optional
        As in `load`.

    Raises
    ------
    SourceError
        At the first mistake.
    """
    reference, used = load(folder), set()
    for name in schemas():
        table = getattr(reference, name)
        if "source" in table:
            used.update(*table["source"].str.split())
    for line, source in reference.references["id"].items():
        if source not in used:
            _fail("references", line, "id", f"{source!r} is the source of no row; take it out, or use it")


def _fail(table, line, column, what):
    raise SourceError(f"{table}.csv, line {line}, {column}: {what}")


def _shown(text):
    """A value as it stands in a message: on one line, and not too long for it."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _read(reference, name):
    """One table, typed and checked."""
    schema = schemas()[name]
    fields = {about["name"]: about for about in schema["fields"]}
    lines, cells = _cells(reference.folder / f"{name}.csv", name, list(fields))
    columns = {}
    for column, about in fields.items():
        known = _known(reference, schema, column)
        columns[column] = []
        for line, text in zip(lines, cells[column], strict=True):
            try:
                columns[column].append(_value(about, text, known))
            except ValueError as wrong:
                _fail(name, line, column, wrong)
    _unique(name, schema, lines, cells)
    dtypes = {column: DTYPES[about["type"]] for column, about in fields.items()}
    if dated := [column for column, about in fields.items() if about.get("rdfType") == EDTF]:
        columns["earliest"] = [edtf.bounds(text.split(" ")[0])[0] for text in cells[dated[0]]]
        columns["latest"] = [edtf.bounds(text.split(" ")[-1])[1] for text in cells[dated[-1]]]
        dtypes |= {"earliest": DTYPES["date"], "latest": DTYPES["date"]}
    table = pd.DataFrame(columns, index=pd.Index(lines, name="line", dtype="int64")).astype(dtypes)
    if name == "leaders":
        _tenures(table)
    return table


def _cells(path, name, wanted):
    """The line that each row begins in, as an editor counts, and the text of the file by columns."""
    rows, end = [], 0
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                rows.append((end + 1, row))
                end = reader.line_num
    except FileNotFoundError:
        raise SourceError(f"{path.name}: this file is missing; its columns are {', '.join(wanted)}") from None
    except (csv.Error, UnicodeError, OSError) as error:
        raise SourceError(f"{path.name}, line {end + 1}: can't be read as CSV in UTF-8 ({error})") from None
    header = rows[0][1] if rows else []
    for column in [*wanted, *header]:
        if column not in wanted or header.count(column) != 1:
            what = "is none of them" if column not in wanted else "stands twice" if column in header else "is missing"
            _fail(name, 1, _shown(column)[1:-1], f"{what}; the columns are {', '.join(wanted)}")
    rows = [(line, row) for line, row in rows[1:] if row]
    for line, row in rows:
        if len(row) != len(header):
            what = f"{len(row)} values for {len(header)} columns; a text with a comma needs quotation marks"
            _fail(name, line, header[min(len(row), len(header)) - 1], what)
    return [line for line, _ in rows], {c: [row[header.index(c)].strip() for _, row in rows] for c in wanted}


def _known(reference, schema, column):
    """What may stand in a column of names that another table lists: that table's file and its names; else None."""
    links = [link["reference"] for link in schema.get("foreignKeys", []) if link["fields"] == column]
    if column == "source":  # several ids in a cell, which a foreign key can't say
        links = [{"resource": "references", "fields": "id"}]
    for link in links:
        return f"{link['resource']}.csv", set(getattr(reference, link["resource"])[link["fields"]])


def _value(about, text, known):
    """A cell's value in its column's type, None where it is empty; a ValueError says what is wrong with it."""
    limits, kind = about.get("constraints", {}), about["type"]
    if not text:
        if limits.get("required"):
            raise ValueError("is empty, but every row needs it")
        return None
    if kind == "boolean":
        choice = {about["trueValues"][0]: True, about["falseValues"][0]: False}
        if text not in choice:
            raise ValueError(f"{_shown(text)} is neither {' nor '.join(choice)}")
        return choice[text]
    form, make, wrong = FORMS[kind]
    try:
        value = make(re.fullmatch(form, text).group())
    except (AttributeError, ValueError):  # another form, or a day that the calendar has not
        raise ValueError(f"{_shown(text)} {wrong}") from None
    for part in text.split(about["separator"]) if "separator" in about else [text]:
        if about.get("rdfType") == EDTF:
            _dated(part)
        if known and part not in known[1]:
            raise ValueError(f"{_shown(part)} is not in {known[0]}")
    if value not in limits.get("enum", [value]):
        raise ValueError(f"{_shown(text)} is none of {', '.join(map(str, limits['enum']))}")
    if not re.fullmatch(limits.get("pattern", "(?s:.*)"), text):
        raise ValueError(f"{_shown(text)} is not of the form {limits['pattern']}")
    if not limits.get("minimum", value) <= value <= limits.get("maximum", value):
        raise ValueError(f"{_shown(text)} is not from {limits['minimum']} to {limits.get('maximum', 'any number')}")
    return value


def _dated(text: str) -> None:
    """A ValueError says what is wrong with an EDTF date."""
    try:
        known = edtf.bounds(text) != (None, None)
    except ValueError as error:
        if "ends before" in str(error):
            raise ValueError(f"{_shown(text)} ends before it begins") from None
        known = False
    if not known:
        raise ValueError(f"{_shown(text)} is no EDTF date, such as 1924-08-04, 1924-08, 1910/1920 or [1961..1964]")


def _unique(table, schema, lines, cells):
    """No key stands twice, and no row but for its id."""
    key = schema.get("primaryKey", list(cells))
    keys = [[key] if isinstance(key, str) else key, [column for column in cells if column != "id"]]
    keys += [[about["name"]] for about in schema["fields"] if about.get("constraints", {}).get("unique")]
    for columns in keys:
        seen = {}
        for line, *row in zip(lines, *(cells[column] for column in columns), strict=True):
            if any(row) and (other := seen.setdefault(tuple(row), line)) != line:
                told = columns if len(columns) < len(cells) - 1 else ["the row"]
                _fail(table, line, ", ".join(told), f"{_shown(', '.join(row))} stands in line {other} already")


def _tenures(leaders):
    """A tenure ends after it starts, and those of one state and basis may touch but not overlap."""
    before = {}
    leaders = leaders.sort_values(["state", "basis", "earliest", "latest"])
    for row in leaders.itertuples():
        (first, started), (ended, last) = edtf.bounds(row.start), edtf.bounds(row.end)
        if last and first > last:
            _fail("leaders", row.Index, "end", f"{row.end!r} is before the start, {row.start!r}")
        end, other = before.get((row.state, row.basis), (dt.date.min, None))
        if started < end:
            until = other.end if pd.notna(other.end) else "an open end"
            what = f"{row.start!r} lies in the tenure of {other.name} to {until} (line {other.Index})"
            _fail("leaders", row.Index, "start", f"{what}; those of one basis may touch, not overlap")
        before[row.state, row.basis] = (ended or dt.date.max, row)
