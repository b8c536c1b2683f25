"""The tables' columns, their order and their dtypes: the public interface in one place."""

from collections.abc import Iterable, Sequence

import pandas as pd

TEXT, WHOLE, REAL, DAY, BOOL = "string", "Int64", "float64", "datetime64[s]", "boolean"

#: Said of every row that was read from a document: whose words, when, and where they stand.
DATED = {"source": TEXT, "dyad": TEXT, "date": TEXT, "earliest": DAY, "latest": DAY, "precision": TEXT}
PROVENANCE = {
    "char_start": WHOLE,
    "char_end": WHOLE,
    "quote": TEXT,
    "date_text": TEXT,
    "date_char_start": WHOLE,
    "date_char_end": WHOLE,
    "corrected": TEXT,
    "rule": TEXT,
}

COLUMNS = {
    "sources": {
        "source": TEXT,
        "file": TEXT,
        "title": TEXT,
        "label": TEXT,
        "publisher": TEXT,
        "published": TEXT,
        "address": TEXT,
        "dyad": TEXT,
        "language": TEXT,
        "words": WHOLE,
        "sentences": WHOLE,
        "coverage": REAL,
        "remarks": TEXT,
    },
    "events": {**DATED, "type": TEXT, "level": TEXT, "actors": TEXT, "mentions": WHOLE, **PROVENANCE},
    "phases": {
        "source": TEXT,
        "dyad": TEXT,
        "status": TEXT,
        "state": TEXT,
        "opened": TEXT,
        "closed": TEXT,
        "opened_by": TEXT,
        "closed_by": TEXT,
        "opened_earliest": DAY,
        "opened_latest": DAY,
        "closed_earliest": DAY,
        "closed_latest": DAY,
        "opened_event": WHOLE,
        "closed_event": WHOLE,
    },
    "figures": {
        **DATED,
        "measure": TEXT,
        "value": REAL,
        "alternative": REAL,
        "low": REAL,
        "high": REAL,
        "unit": TEXT,
        "qualifier": TEXT,
        "from_state": TEXT,
        "to_state": TEXT,
        "scope": TEXT,
        "printed": TEXT,
        **PROVENANCE,
    },
    "visits": {
        **DATED,
        "visitor": TEXT,
        "office": TEXT,
        "from_state": TEXT,
        "to_state": TEXT,
        "counterpart": TEXT,
        "place": TEXT,
        "kind": TEXT,
        "took_place": BOOL,
        **PROVENANCE,
    },
    "items": {**DATED, "list": TEXT, "from_state": TEXT, "to_state": TEXT, "item": TEXT, **PROVENANCE},
    "unread": {
        "source": TEXT,
        "dyad": TEXT,
        "kind": TEXT,
        "text": TEXT,
        "date": TEXT,
        "value": REAL,
        "unit": TEXT,
        "char_start": WHOLE,
        "char_end": WHOLE,
        "quote": TEXT,
        "why": TEXT,
        "rule": TEXT,
    },
    "claims": {
        "dyad": TEXT,
        "kind": TEXT,
        "subject": TEXT,
        "sources": TEXT,
        "said": TEXT,
        "between_sources": TEXT,
        "against_record": TEXT,
        "basis": TEXT,
        "decided_by": TEXT,
        "reference": TEXT,
        "correction": TEXT,
        "rows": TEXT,
        "checked": TEXT,
    },
    "evidence": {
        "claim": WHOLE,
        "source": TEXT,
        "said": TEXT,
        "against_record": TEXT,
        "basis": TEXT,
        "decided_by": TEXT,
        "correction": TEXT,
        "table": TEXT,
        "row": WHOLE,
        "char_start": WHOLE,
        "char_end": WHOLE,
        "quote": TEXT,
    },
}


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
        {name: pd.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in columns.items()}
    )
