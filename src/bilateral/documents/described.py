"""What `sources.csv` states of the documents beside it: where they come from and what dyad they are on."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .. import tables
from ..decoding import characters
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
    rows = _cells(folder / place, title)
    names = _columns(next(rows)[1], title)
    more += [name for name in names if name and name not in {*_KNOWN, *more}]
    seen = set()
    for number, cells in rows:
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
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


def _cells(path: Path, title: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of a table in any encoding, with the lines they begin in; commas, semicolons or tabs part cells."""
    try:
        text, _ = characters(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{title}: can't be read: {error.strerror}") from None
    if not text.strip() or "\0" in text:
        raise SourceError(f"{title}: not a CSV table (it is {'binary' if text.strip() else 'empty'})")
    text = text.replace("\r\n", "\n")
    # A carriage return alone ends no line where other line ends are; where there are none, it is what ends lines.
    text = text.replace("\r", " " if "\n" in text.strip("\n") else "\n")
    delimiter = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in rows:
            if any(map(str.strip, cells)):
                yield number, [" ".join(cell.split()) for cell in cells]
            number = rows.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{title}, line {number}: not a CSV table ({error})") from None
