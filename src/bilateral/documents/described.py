"""What `sources.csv` says of the documents beside it: where they come from and what dyad they are on."""

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


@dataclass
class Described:
    """What is said of each document, by its file; what is to be remarked on it; and the columns that are not known."""

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
    described, known = Described(), {document.file for document in found}
    names = Counter(PurePosixPath(file).name for file in known)
    alone = {name: file for file in known if names[name := PurePosixPath(file).name] == 1}
    for place in _places(folder, found):
        path, title = folder / place / FILE, shown((place / FILE).as_posix())
        for file, row, remark in _lines(path, title, described.more) if path.is_file() else ():
            below = shown((place / file.replace("\\", "/")).as_posix())
            whole = below if below in known else alone.get(file)
            if whole is not None:
                described.rows[whole] = described.rows.get(whole, {}) | row
                described.remarks.setdefault(whole, []).extend(filter(None, [remark]))
            elif remark and not os.path.exists(folder / place / file):  # else it is of a document that is not read now
                raise SourceError(remark)
    return described


def _places(folder: Path, found: list[Found]) -> list[Path]:
    """The folder and those of its subfolders in which documents stand, the outer ones first."""
    inside = (document.path.relative_to(folder) for document in found)
    return sorted({Path(), *(place for path in inside for place in path.parents)}, key=lambda place: len(place.parts))


def _lines(path: Path, title: str, more: list[str]) -> Iterator[tuple[str, dict[str, str], str]]:
    """The documents that a table names, what it says of each, and what is to be remarked; `more` gets unknown columns."""
    rows = _cells(path, title)
    _, head = next(rows, (0, []))
    names = _columns(head, title, more)
    seen: set[str] = set()
    for number, cells in rows:
        given = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
        file = shown(given.pop("file", ""))
        if not file:
            raise SourceError(f"{title}, line {number}: names no document in the column 'file'")
        if file in seen:
            raise SourceError(
                f"{title}: needs a column 'file' that names each document once; line {number} has {file!r} again"
            )
        seen.add(file)
        if any(cell.strip() for cell in cells[len(names) :]):
            said = f'{len(cells)} cells for {len(names)} columns; what holds a comma needs quotes ("Ministry, Athens")'
            yield file, {}, f"{title}, line {number}: not used: {said}"
        else:
            yield file, given, ""


def _columns(head: list[str], title: str, more: list[str]) -> list[str]:
    """The columns' names; one that the reader fills itself gets a name of its own, one that is not known is kept."""
    own, names = set(tables.COLUMNS["sources"]) - {*COLUMNS, "file"}, []
    for cell in head:
        name = cell.strip()
        plain = name.lower() if name.lower() in (*COLUMNS, "file") else name
        names.append(f"given_{plain}" if plain.lower() in own else plain)
    twice = [name for name, count in Counter(filter(None, names)).items() if count > 1]
    if "file" not in names or twice:
        wrong = f"has the column {twice[0]!r} twice" if twice else "needs a column 'file' that names each document once"
        raise SourceError(f"{title}: {wrong}; found {', '.join(names)}")
    more += [name for name in names if name and name not in (*COLUMNS, "file", *more)]
    return names


def _cells(path: Path, title: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, with the numbers of the lines that they begin in; any encoding, commas, semicolons or tabs."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{title}: can't be read: {error.strerror}") from None
    text, _ = characters(raw)
    if not text.strip() or "\0" in text:
        raise SourceError(f"{title}: not a CSV table ({'it is binary' if text.strip() else 'it is empty'})")
    text = text.replace("\r\n", "\n")
    # A carriage return alone ends no line where other line ends are; where there are none, it is what ends lines.
    text = text.replace("\r", " " if "\n" in text.strip("\n") else "\n")
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield number, [" ".join(cell.split()) for cell in cells]
            number = rows.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{title}, line {number}: not a CSV table ({error})") from None
