"""The tables' columns, their order and their dtypes: the public interface in one place."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

TEXT, WHOLE, REAL, DAY, BOOL = "string", "Int64", "float64", "datetime64[s]", "boolean"

#: Type of a field in a data package → dtype.
TYPES = {"string": TEXT, "integer": WHOLE, "number": REAL, "date": DAY, "boolean": BOOL}
#: The dtype of a column, in whichever table it stands; of all others it is text.
DTYPES = {
    **dict.fromkeys("char_start char_end date_char_start date_char_end words sentences mentions".split(), WHOLE),
    **dict.fromkeys("opened_event closed_event claim row".split(), WHOLE),
    **dict.fromkeys("coverage value alternative low high".split(), REAL),
    **dict.fromkeys("earliest latest opened_earliest opened_latest closed_earliest closed_latest".split(), DAY),
    "took_place": BOOL,
}
#: Said of every row that was read from a document: whose words, when, and where they stand.
_DATED = "source dyad date earliest latest precision"
_PROVENANCE = "char_start char_end quote date_text date_char_start date_char_end corrected rule"
_NAMES = {
    "sources": "source file title label publisher published address dyad language words sentences coverage remarks",
    "events": f"{_DATED} type level actors mentions {_PROVENANCE} confidence",
    "phases": "source dyad status state opened closed opened_by closed_by opened_earliest opened_latest closed_earliest"
    " closed_latest opened_event closed_event",
    "figures": f"{_DATED} measure value alternative low high unit qualifier from_state to_state scope printed {_PROVENANCE} confidence",
    "visits": f"{_DATED} visitor office from_state to_state counterpart place kind took_place visitor_resolved office_resolved"
    f" resolved_by {_PROVENANCE} confidence",
    "items": f"{_DATED} list from_state to_state item {_PROVENANCE}",
    "unread": "source dyad kind text date value unit char_start char_end quote why rule",
    "claims": "dyad kind subject sources said between_sources against_record basis decided_by reference correction rows"
    " checked",
    "evidence": "claim source said against_record basis decided_by correction table row char_start char_end quote",
}
#: Table → the names and dtypes of its columns, in order.
COLUMNS = {table: {name: DTYPES.get(name, TEXT) for name in names.split()} for table, names in _NAMES.items()}


def frame(table: str, rows: Iterable[dict] = (), more: Sequence[str] = ()) -> pd.DataFrame:
    """
    Make a typed table from row dictionaries.

    Parameters
    ----------
    table : str
        One of `COLUMNS`.
    rows : iterable of dict
        Missing keys become NA.
    more : sequence of str
        Columns of text after the table's own.

    Returns
    -------
    pandas.DataFrame
        The table's columns in their order and dtypes, also when there are no rows.
    """
    rows, columns = list(rows), {**COLUMNS[table], **dict.fromkeys(more, TEXT)}
    return pd.DataFrame(
        {
            name: pd.array([row.get(name) for row in rows], dtype=dtype)  # pyright: ignore[reportArgumentType, reportCallIssue]
            for name, dtype in columns.items()
        }
    )


def tuples(table: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a table as named tuples; pandas' own types do not know the types of the columns."""
    return table.itertuples()


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table as dictionaries: column → cell."""
    return table.to_dict("records")  # pyright: ignore[reportReturnType] - names of columns are texts
