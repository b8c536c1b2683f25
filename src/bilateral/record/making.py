"""Packs made from public data: the tables in the form of the record, written so that one pair of states is read fast."""

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from .. import __version__
from ..states import names as states
from .packs import DESCRIPTION, MADE, RUNS, schemas

#: What stands in columns that a table does not give.
DEFAULTS = {"independent": "true", "confidence": "high", "basis": "effective leader", "took_place": "true"}


def write(folder: Path, title: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """
    Write a pack.

    Parameters
    ----------
    folder : Path
        It is made, and its name is the pack's.
    title : str
    tables : mapping of str to pandas.DataFrame
        Name of a table of the record, or "trade_runs" → its rows, as texts. With `from_state`, `to_state` (or `importer`,
        `exporter`) they need no `dyad`; an `id` is given to those that have none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table = table if name == "references" else _keyed(name, table)
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    package = {
        "title": title,
        MADE: f"bilateral {__version__}",
        "resources": [{"name": n, "path": f"{n}.csv"} for n in tables],
    }
    (folder / DESCRIPTION).write_text(json.dumps(package, indent=1) + "\n", encoding="utf-8")


def _keyed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table sorted by what its rows are found by, which comes first; with ids where rows need them."""
    key = "state" if name == "leaders" else "dyad"
    if key not in table:
        one, other = ("importer", "exporter") if "importer" in table else ("from_state", "to_state")
        table = table.assign(dyad=list(map(states.slug, zip(table[one], table[other]))))
    fields = schemas()[name]["fields"] if name != RUNS else {}
    table = table.sort_values(key, kind="stable")
    ids = {"id": [f"{name[0].upper()}{n}" for n in range(len(table))]}
    table = table.assign(**{c: value for c, value in (DEFAULTS | ids).items() if c in fields and c not in table})
    return table[[key, *(column for column in table if column != key and column in (fields or table))]]
