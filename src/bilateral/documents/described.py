"""What `sources.csv` states of the documents beside it: where they come from and what dyad they are on."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .. import csv_tables, tables
from ..files import SourceError
from .folders import Found, shown

FILE = "sources.csv"
#: The columns that are known. All others are kept as they are, after those of the table of sources.
COLUMNS = ("label", "title", "publisher", "published", "address", "dyad")
_KNOWN = {"file", *COLUMNS}
_ONCE = "needs a column 'file' that names each document once"
#: The columns that the reader fills itself.
_OWN = set(tables.COLUMNS["sources"]) - _KNOWN


@dataclass
class Described:
    """What is stated of each document, by its file; what is to be remarked on it; and the columns that are not known."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)


def load(folder: Path, found: list[Found]) -> Described:
    """
    Read the `sources.csv` beside the documents and beside those in subfolders; the nearest to a document counts.

    Raises
    ------
    SourceError
        If one can't be read as a table, has no column `file`, or names a document twice.
    """
    described, known, alone = Described(), {document.file for document in found}, {}
    for file in known:  # name → file, where it is the only one of that name
        name = PurePosixPath(file).name
        alone[name] = None if name in alone else file
    places = {Path(), *(place for document in found for place in document.path.relative_to(folder).parents)}
    for place in sorted(places, key=lambda place: len(place.parts)):
        for file, row, remark in _lines(folder, place / FILE, described.more):
            below = shown((place / file.replace("\\", "/")).as_posix())
            whole = below if below in known else alone.get(file)
            if whole:
                described.rows[whole] = described.rows.get(whole, {}) | row
                described.remarks.setdefault(whole, []).extend(filter(None, [remark]))
            elif remark and not os.path.exists(folder / place / file):  # else it is of a document that is not read now
                raise SourceError(remark)
    return described


def _lines(folder: Path, place: Path, more: list[str]) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read what a table, if it is there, states of each document, and a remark; `more` gets unknown columns."""
    if not (folder / place).is_file():
        return
    title = shown(place.as_posix())
    (_, head), *rows = csv_tables.rows(folder / place, title)
    names = _columns([" ".join(cell.split()) for cell in head], title)
    more += [name for name in names if name and name not in {*_KNOWN, *more}]
    seen = set()
    for number, cells in rows:
        row = {name: " ".join(cell.split()) for name, cell in zip(names, cells) if name and cell.strip()}
        file = shown(row.pop("file", ""))
        if not file:
            raise SourceError(f"{title}, line {number}: names no document in the column 'file'")
        if file in seen:
            raise SourceError(f"{title}: {_ONCE}; line {number} has {file!r} again")
        seen.add(file)
        if any(cells[len(names) :]):
            counts = f"{len(cells)} cells for {len(names)} columns"
            advice = 'what holds a comma needs quotes ("Ministry, Athens")'
            yield file, {}, f"{title}, line {number}: not used: {counts}; {advice}"
        else:
            yield file, row, ""


def _columns(head: list[str], title: str) -> list[str]:
    """Return the columns' names; one that the reader fills itself gets a name of its own."""
    plain = [name.lower() if name.lower() in _KNOWN | _OWN else name for name in head]
    names = [f"given_{name}" if name in _OWN else name for name in plain]
    twice = [name for name, count in Counter(filter(None, names)).items() if count > 1]
    if twice or "file" not in names:
        wrong = f"has the column {twice[0]!r} twice" if twice else _ONCE
        raise SourceError(f"{title}: {wrong}; found {', '.join(names)}")
    return names
