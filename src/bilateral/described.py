"""What `sources.csv` says of the documents beside it: where they come from and what dyad they are on."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from . import tables
from .folders import Found, shown
from .sources import SourceError, decode

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
    told, known = Described(), {document.file: document for document in found}
    by_name = Counter(PurePosixPath(file).name for file in known)
    places = {Path(), *(place for document in found if document.path.is_relative_to(folder)
                        for place in document.path.relative_to(folder).parents)}  # fmt: skip
    for place in sorted(places, key=lambda p: len(p.parts)):
        path = folder / place / FILE
        if path.is_file():
            title = shown((place / FILE).as_posix())
            for file, row, remark in _lines(path, title, told.more):
                below = shown((place / file.replace("\\", "/")).as_posix())
                whole = below if below in known else _only(file, known, by_name)
                if whole is None:
                    if remark:
                        raise SourceError(remark)
                    continue
                told.rows[whole] = told.rows.get(whole, {}) | row
                if remark:
                    told.remarks.setdefault(whole, []).append(remark)
    return told


def _only(file: str, known: dict[str, Found], by_name: Counter) -> str | None:
    """The one document of that name in a subfolder, if there is one."""
    return next((other for other in known if PurePosixPath(other).name == file), None) if by_name[file] == 1 else None


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
    text, remark = decode(raw, line_ends=False)
    if not text.strip():
        raise SourceError(f"{title}: not a CSV table ({remark or 'it is empty'})")
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
