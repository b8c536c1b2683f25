"""CSV tables as this library writes and reads them: each comes back with the rows and the texts that went into it."""

import csv
import datetime as dt
import io
import math
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from . import decoding
from .files import SourceError

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DELIMITERS = ",;\t"


class _Lines(io.StringIO):
    """
    Takes the lines of a CSV writer, and ends them with a line feed.

    A writer quotes the characters of its own line end only, so that it is given both, or a lone carriage return in a cell
    would begin a new row. It writes a row at a time.
    """

    def write(self, row: str) -> int:
        return super().write(row.removesuffix("\r\n") + "\n")


def write(table: pd.DataFrame, index: str | None = None, excel_safe: bool = False) -> str:
    """
    Write a table as CSV.

    Parameters
    ----------
    table : pandas.DataFrame
    index : str, optional
        The name of the column that the row labels are to stand in; without one they are left out.
    excel_safe : bool
        Whether texts that a spreadsheet would run as a formula get an apostrophe before them. Without it all texts are
        written as they are, since a quote has to be the source's own words.

    Returns
    -------
    str
        Lines that end in a line feed; what is encoded in no character set (names of files) is written as an escape.
    """
    if excel_safe:
        table = table.rename(columns=_harmless)
        table = pd.DataFrame(table.apply(lambda column: column.map(_harmless) if column.dtype.kind == "O" else column))
    lines = _Lines(newline="")
    table.to_csv(lines, index=index is not None, index_label=index, lineterminator="\r\n")
    return lines.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def read(path: Path, exact: bool = False) -> pd.DataFrame:
    """
    Read a CSV table that a user has written, whatever program saved it: with commas, semicolons or tabs.

    Parameters
    ----------
    path : path
    exact : bool
        Whether each row needs a cell for each column; otherwise those missing at its end are empty.

    Returns
    -------
    pandas.DataFrame
        All cells are texts, empty ones too. The index is the line that a row begins in, as an editor counts.

    Raises
    ------
    SourceError
        In one line, with the line of the file.
    """
    (_, head), *found = rows(path)
    names = [cell.strip() for cell in head]
    for name in names:
        if names.count(name) > 1:
            raise SourceError(f"{path.name}, line 1: {shown(name)} stands twice")
    for line, cells in found:
        if len(cells) > len(names) or (exact and len(cells) < len(names)):
            wrong = f"{len(cells)} values for {len(names)} columns; a text with a comma needs quotation marks"
            raise SourceError(f"{path.name}, line {line}: {wrong}")
    filled = [cells + [""] * (len(names) - len(cells)) for _, cells in found]
    return pd.DataFrame(
        filled, pd.Index([line for line, _ in found], name="line", dtype="int64"), names, dtype="string"
    )


def rows(path: Path, title: str = "") -> list[tuple[int, list[str]]]:
    """Read the rows of a file that are not empty, each with the line that it begins in; `title` names it in errors."""
    title = title or path.name
    try:
        text, _ = decoding.characters(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{title}: can't be read ({error.strerror})") from None
    if not text.strip() or "\0" in text:
        raise SourceError(f"{title}: not a CSV table (it is {'binary' if text.strip() else 'empty'})")
    text = unicodedata.normalize("NFC", decoding.stream_safe(text)).replace("\r\n", "\n")
    # A carriage return alone ends no line where other line ends are; where there are none, it is what ends lines.
    text = text.replace("\r", " " if "\n" in text.strip("\n") else "\n")
    delimiter = max(DELIMITERS, key=text.lstrip().partition("\n")[0].count)
    reader, found, end = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [], 0
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                found.append((end + 1, cells))
            end = reader.line_num
    except csv.Error as error:
        raise SourceError(f"{title}, line {end + 1}: not a CSV table ({error})") from None
    return found


def value(text: str, dtype: str | None) -> object:
    """A text as a value of a dtype; a ValueError says what is wrong with it."""
    make, kind = VALUES.get(dtype, (str, "text"))
    try:
        return make(text)
    except (ValueError, KeyError):
        raise ValueError(f"{shown(text)} is no {kind}") from None


def _number(text: str) -> float:
    if math.isfinite(number := float(text)):
        return number
    raise ValueError


#: What makes values of a dtype, and what they are called.
VALUES: dict[str | None, tuple[Callable[[str], object], str]] = {
    "Int64": (int, "whole number"),
    "float64": (_number, "number, such as 1784.5"),
    "boolean": (lambda text: {"true": True, "false": False}[text.lower()], "value true or false"),
    "datetime64[s]": (dt.date.fromisoformat, "day, such as 1924-08-04"),
}


def shown(text: str) -> str:
    """A text as it stands in a message: on one line, and not too long for it."""
    return repr(text if len(text) <= 60 else text[:59] + "…")
