"""The index of a batch: a page that shows every report, and the same as a CSV table."""

from collections.abc import Callable, Collection
from typing import Any

import pandas as pd

from .. import console, csv_tables
from ..display.html import rendered
from .jobs import Entry
from .page import VERDICTS

#: From how many reports on there are no drawings, and up to how many there is one order only.
TOO_MANY, FEW = 3000, 10
#: The orders that a reader may choose from, each with what is compared.
ORDERS: dict[str, Callable[[Entry], object]] = {
    "plan": lambda entry: 0,
    "name": lambda entry: entry.title.casefold(),
    "state": lambda entry: entry.state != "failed",
}


def page(entries: list[Entry], unchanged: Collection[str] = ()) -> str:
    """The page that lists the reports, which can be put in order without a script; `unchanged` names those made before."""
    ranks = {name: _ranks(list(map(key, entries))) for name, key in ORDERS.items()} if len(entries) >= FEW else {}
    axis = _axis(entries) if len(entries) < TOO_MANY else None
    given = {"entries": entries, "ranks": ranks, "axis": axis, "unchanged": unchanged}
    return rendered("index", **given, shortened=_shortened, VERDICTS=VERDICTS)


def _axis(entries: list[Entry]) -> tuple[int, int] | None:
    """The first and last year of the bands of all reports, rounded to decades; None where there are none."""
    bands: list[Any] = [band for entry in entries for band in entry.facts.get("bands", ())]
    years = [year for _, *limits in bands for year in limits if year]
    return (min(years) // 10 * 10, max(*years, pd.Timestamp.now().year)) if years else None


def _ranks(keys: list) -> list[int]:
    """The place of each of some keys in their order."""
    return pd.Series(keys).rank(method="first").astype(int).tolist()


def _shortened(text: str) -> str:
    return console.line(text, console.LONGEST)


def manifest(entries: list[Entry], excel_safe: bool = False) -> str:
    """The table of the reports as CSV, each text on one line that a console can show; see `csv_tables.write`."""
    about = pd.DataFrame([vars(entry) for entry in entries])
    about["page"] = [next((n for n in r.files if n.endswith((".html", ".ipynb"))), "") for r in entries]
    about["error"] = about["error"].map(_shortened)
    parameters = pd.DataFrame([entry.parameters for entry in entries], dtype=object).fillna("")
    first, last = ["name", "state", "made", "seconds", "notebook"], ["title", "finding", "page", "error", "digest"]
    table = pd.concat([about[first], parameters, about[last]], axis=1).rename(columns=console.line)
    table = table.astype(object).map(lambda cell: console.line(cell) if isinstance(cell, str) else cell)
    return csv_tables.write(table, excel_safe=excel_safe)
