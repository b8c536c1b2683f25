"""Confidence: how surely a row was read, by how often its rule was right in documents met for the first time, and what was guessed."""

import functools
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .files import data_folder

LEVELS = ("low", "medium", "high")
#: The tables that say how surely their rows were read.
TABLES = ("events", "visits", "figures")
#: The least share that is right, by the lower bound of its interval, and the least number of rows for "high".
MEDIUM, HIGH, ENOUGH = 0.6, 0.85, 20
_Z = 1.959964  # of 95 %


def lower(right: Any, rows: Any) -> Any:
    """Return the lower bound of Wilson's 95 % interval of the share that is right."""
    spread = _Z * (right * (rows - right) / rows + _Z**2 / 4) ** 0.5
    return (right + _Z**2 / 2 - spread) / (rows + _Z**2)


@functools.cache
def measured() -> pd.DataFrame:
    """Return for each rule how many `rows` it gave in new documents, how many were `right`, and the `level` that follows."""
    table = pd.read_csv(data_folder("data") / "reader" / "precision.csv", index_col="rule")
    bound = lower(table["right"], table["rows"])
    return table.assign(level=1 * (bound >= MEDIUM) + ((bound >= HIGH) & (table["rows"] >= ENOUGH)))


def decisive(rules: str) -> str:
    """Return the rule that is counted, of those that a row names: the place of its date, or else the first of the reader's."""
    names = [name for name in rules.split() if not name.startswith("rows/")]
    return min(names, key=lambda name: not name.startswith("date/"), default="")


def levels(corpus: Any) -> pd.Series:
    """Return how surely each row of a corpus was read, by its table and label."""
    return pd.concat({name: getattr(corpus, name)["confidence"] for name in TABLES})


def of(row: Mapping[str, Any], inferred: bool) -> str | None:
    """
    Say how surely a row was read.

    Parameters
    ----------
    row : dict
    inferred : bool
        Whether the pair of its document was inferred from what the text names most.

    Returns
    -------
    {"high", "medium", "low"} or None
        That of its rule, a step lower for a pair that was inferred, and for a date that is missing or does not stand in the
        quote (the head of a table's column aside). None where the reader did not make the row: another reader has given it, or a person has put it right.
    """
    rule = decisive(row.get("rule", ""))
    if not rule or row.get("corrected"):
        return None
    away = not row["char_start"] <= row.get("date_char_start", -1) < row["char_end"]
    steps = measured()["level"].get(rule, 0) - inferred - (away and not rule.endswith("table-cell"))
    return LEVELS[max(0, steps)]
