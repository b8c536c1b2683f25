"""CSV tables as this library writes and reads them: each comes back with the rows and the texts that went into it."""

import csv
import io
from pathlib import Path

import pandas as pd

from . import decoding, files

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        table = table.apply(lambda column: column.map(_harmless) if column.dtype.kind == "O" else column)
    lines = _Lines(newline="")
    table.to_csv(lines, index=index is not None, index_label=index, lineterminator="\r\n")
    return lines.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def read(path: Path) -> pd.DataFrame:
    """
    Read a CSV table that a user has written, whatever program saved it: all cells are texts, empty ones too.

    Raises
    ------
    SourceError
        In one line, if it is none.
    """
    try:
        text, _ = decoding.decode(path.read_bytes())
        table = pd.read_csv(io.StringIO(text), dtype="string", keep_default_na=False).fillna("")
    except (ValueError, csv.Error, OSError) as error:
        raise files.SourceError(f"{path.name}: not a CSV table in UTF-8 ({str(error).splitlines()[0]})") from None
    return table.rename(columns=str.strip)
