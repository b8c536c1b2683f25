"""The index of a batch: a page that shows every report, and the same as a CSV table."""

import functools
from collections.abc import Callable

import jinja2
import pandas as pd

from .. import console, csv_tables
from ..files import PACKAGE
from .jobs import Entry
from .notebook import escaped

TEMPLATES = PACKAGE / "templates"
#: From how many reports on their pictures are left out: the page would no longer open in a browser.
TOO_MANY = 3000
#: The orders that a reader may choose from, each with what is compared.
ORDERS: dict[str, Callable[[Entry], object]] = {
    "plan": lambda entry: 0,
    "name": lambda entry: entry.name,
    "status": lambda entry: entry.state != "failed",
    "seconds": lambda entry: -entry.seconds,
}


def page(entries: list[Entry]) -> str:
    """The page that lists the reports, which can be put in order without a script."""
    ranks = {name: _ranks(list(map(key, entries))) for name, key in ORDERS.items()}
    return _template().render(entries=entries, ranks=ranks, pictures=len(entries) < TOO_MANY)


def _ranks(keys: list) -> list[int]:
    """The place of each of some keys in their order."""
    return pd.Series(keys).rank(method="first").astype(int).tolist()


@functools.cache
def _template() -> jinja2.Template:
    room = jinja2.Environment(
        loader=jinja2.FileSystemLoader([TEMPLATES / "batch", TEMPLATES / "report"]), autoescape=True
    )
    room.filters["escaped"] = escaped
    room.filters["shortened"] = _shortened
    return room.get_template("index.html.j2")


def _shortened(text: str) -> str:
    return console.line(text, console.LONGEST)


def manifest(entries: list[Entry], excel_safe: bool = False) -> str:
    """The table of the reports as CSV, each text on one line that a console can show; see `csv_tables.write`."""
    about = pd.DataFrame([vars(entry) for entry in entries])
    about["page"] = [next((n for n in r.files if n.endswith((".html", ".ipynb"))), "") for r in entries]
    about["error"] = about["error"].map(_shortened)
    names = [*dict.fromkeys(name for entry in entries for name in entry.parameters)]
    given = [[entry.parameters.get(name, "") for name in names] for entry in entries]
    parameters = pd.DataFrame(given, about.index, names, dtype=object)
    first, last = ["name", "state", "seconds", "notebook"], ["title", "page", "error", "digest"]
    table = pd.concat([about[first], parameters, about[last]], axis=1).rename(columns=console.line)
    table = table.astype(object).map(lambda cell: console.line(cell) if isinstance(cell, str) else cell)
    return csv_tables.write(table, excel_safe=excel_safe)
