"""The summary of a batch: a page that shows every report, and the same as a CSV table."""

import functools
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from .. import console, csv_tables, display
from ..files import PACKAGE
from .ledger import Record

TEMPLATES = PACKAGE / "templates"
#: From how many reports on their pictures are left out: the page would no longer open in a browser.
TOO_MANY = 3000
#: The orders that a reader may choose from: what is compared, and the label.
ORDERS = {
    "plan": ("the plan", lambda n, record: n),
    "name": ("name", lambda n, record: record.name),
    "state": ("state", lambda n, record: record.state != "failed"),
    "seconds": ("seconds", lambda n, record: -(record.seconds or 0)),
}


def page(records):
    """The page that lists the reports, which can be put in order without a script: a str."""
    timed = any(record.seconds is not None for record in records)
    orders = [(key, label) for key, (label, _) in ORDERS.items() if timed or key != "seconds"]
    ranks = {key: _ranks(records, ORDERS[key][1]) for key, _ in orders}
    rows = [
        _row(record, len(records) < TOO_MANY, "".join(f"--{key}:{ranks[key][n]};" for key, _ in orders))
        for n, record in enumerate(records)
    ]
    failed = sum(record.state != "made" for record in records)
    told = [
        f"{len(records) - failed:,} made",
        f"{failed:,} failed" if failed else "",
        _seconds(records) if timed else "",
    ]
    columns = ["Report", "State", *(["Seconds"] if timed else []), "Asked for", "What it says, and its tables"]
    width = "10.5rem minmax(4rem, 1fr) " + ("4rem " if timed else "") + "minmax(7rem, 1.4fr) minmax(12rem, 3fr)"
    style = [
        (TEMPLATES / "report" / "report.css").read_text("utf-8"),
        (TEMPLATES / "batch" / "index.css").read_text("utf-8"),
    ]
    style += [f"#by-{key}:checked ~ .wide tbody tr {{ order: var(--{key}); }}\n" for key, _ in orders]
    return _template().render(
        style=Markup("".join(style).replace("VAR", width)), rows=rows, orders=orders, columns=columns, timed=timed,
        counted=", ".join(filter(None, told)),
    )  # fmt: skip


def _row(record: Record, pictured: bool, places: str) -> dict:
    """What the page shows of a report."""
    files = {name: quote(name) for name in record.files}
    made = record.state == "made"
    return {
        "name": record.name,
        "title": record.title or record.name,
        "link": files.get(f"{record.name}.html"),
        "thumbnail": record.thumbnail if pictured else "",
        "state": record.state,
        "error": console.line(record.error, console.LONGEST),
        "broken": [path for name, path in files.items() if not made and name.endswith(".ipynb")],
        "seconds": "" if record.seconds is None else f"{record.seconds:.1f}",
        "parameters": [pair for pair in record.parameters.items() if pair[1] is not None],
        "said": record.said,
        "tables": [(Path(name).stem, path) for name, path in files.items() if name.endswith(".csv")],
        "places": places,
    }


def _seconds(records):
    return f"{sum(record.seconds or 0 for record in records):,.0f} seconds of work"


def _ranks(records, key):
    """The place of each record in an order; what is equal stays in the plan's."""
    order = sorted(range(len(records)), key=lambda n: (key(n, records[n]), n))
    return dict(zip(order, range(len(records)), strict=True))


@functools.cache
def _template():
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES / "batch")
    room = jinja2.Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    room.filters["escaped"] = lambda text: Markup(display.escaped(text))  # escaped once, there
    return room.get_template("index.html.j2")


def manifest(records: list[Record], excel_safe: bool = False) -> str:
    """The table of the reports as CSV, each of its texts one line that a console can show; see `csv_tables.write`."""
    names = list(dict.fromkeys(name for record in records for name in record.parameters))
    rows = []
    for record in records:
        values = [record.parameters.get(name, "") for name in names]
        link = next((name for name in record.files if name.endswith((".html", ".ipynb"))), "")
        error = console.line(record.error, console.LONGEST)
        row = [record.name, record.state, record.seconds, record.notebook, *values, record.title, link, error]
        rows.append([console.line(cell) if isinstance(cell, str) else cell for cell in (*row, record.digest)])
    head = ["name", "state", "seconds", "notebook", *map(console.line, names), "title", "page", "error", "digest"]
    return csv_tables.write(pd.DataFrame(rows, columns=head, dtype=object), excel_safe=excel_safe)
