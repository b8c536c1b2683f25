"""A corpus as files that can be taken away: its tables as CSV, described in ``datapackage.json``, and how to cite them."""

import json
from typing import TYPE_CHECKING, Any

from . import __version__, csv_tables, tables

if TYPE_CHECKING:
    from .corpus import Corpus

#: Tables with rows that others point at, and the name of their labels there.
LABELS = {"events": "event", "claims": "claim"}
#: dtype → type of a field in a data package.
_TYPES = {dtype: kind for kind, dtype in tables.TYPES.items()}
_CITE = (
    "Tables read by rules from {count} on {pairs} with bilateral {version}. Cite the documents themselves, which sources.csv "
    "lists, for what they state; name the program and its version for the reading of them."
)


def files(corpus: "Corpus", excel_safe: bool = False) -> dict[str, bytes]:
    """A corpus's tables as CSV files in UTF-8, and their description, by name; `excel_safe` as in `csv_tables.write`."""
    written = {}
    for name in tables.COLUMNS:
        written[f"{name}.csv"] = csv_tables.write(getattr(corpus, name), LABELS.get(name), excel_safe)
    written["datapackage.json"] = json.dumps(_package(corpus), indent=1, ensure_ascii=False) + "\n"
    return {name: text.encode("utf-8", "replace") for name, text in written.items()}


def _package(corpus: "Corpus") -> dict[str, Any]:
    """The description of the tables as a data package (https://specs.frictionlessdata.io/data-package/)."""
    pairs = ["–".join(corpus.pairs[slug]) for slug in corpus.dyads]
    documents = f"{len(corpus.sources)} document{'s' * (len(corpus.sources) != 1)}"
    about = corpus.sources[["title", "address"]].fillna("").assign(name=corpus.sources["source"])
    named = about.assign(title=about["title"].where(about["title"] != "", about["name"]))
    return {
        "name": "-and-".join(corpus.dyads) or "bilateral",
        "title": f"What {documents} state on {', '.join(pairs) or 'no pair of states'}",
        "description": _CITE.format(
            count=documents, pairs=", ".join(pairs) or "no pair of states", version=__version__
        ),
        "sources": [
            {"title": row.title, **({"path": row.address} if row.address else {})} for row in named.itertuples()
        ],
        "resources": [_resource(name, getattr(corpus, name).columns) for name in tables.COLUMNS],
    }


def _resource(name: str, columns: Any) -> dict[str, Any]:
    """The description of one table."""
    labels = [{"name": LABELS[name], "type": "integer"}] if name in LABELS else []
    types = tables.COLUMNS[name]
    fields = [{"name": column, "type": _TYPES[types.get(column, tables.TEXT)]} for column in columns]
    schema = {"fields": [*labels, *fields]}
    return {"name": name, "path": f"{name}.csv", "encoding": "utf-8", "format": "csv", "schema": schema}
