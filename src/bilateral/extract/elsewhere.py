"""Rows of another reader, such as a language model: taken in where the document has their words, dates and amounts.

The other reader says what a sentence is about: the table, the type, the states. Where the words stand, the date and the
amount are read again, and what does not stand there is refused with the reason.
"""

import functools
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import csv_tables, decoding
from ..csv_tables import shown
from ..dates import edtf, finder
from ..dates.edtf import Edtf
from ..dates.finder import Date
from ..documents.files import Document
from ..documents.folders import Found
from ..documents.layout import Layout
from ..files import SourceError
from ..mentions import amounts
from ..mentions.clauses import Reading
from ..mentions.persons import WORDS
from ..rules import prefilter, vocabulary
from ..states import names as states
from ..states.spelling import slugged
from ..text import fold
from ..wording import listing, times
from . import guards, items
from .amounts import measures
from .amounts.rows import figure

#: Table → the columns that a row may give besides its date; the first is needed, and a row is known again by it.
GIVES = {
    "events": ("type", "level", "actors"),
    "figures": ("measure", "value", "from_state", "to_state"),
    "visits": ("visitor", "office", "from_state", "to_state", "counterpart", "place", "kind"),
    "items": ("item", "list", "from_state", "to_state"),
}
#: What a row always has, otherwise than the columns that are read.
_DEFAULTS = {"events": {"mentions": 1}, "visits": {"kind": "visit", "took_place": True}}
#: What langextract calls a column, and what it writes besides.
_OURS = {
    "document_id": "source", "extraction_class": "table", "extraction_text": "quote",
    "start_pos": "char_start",
}  # fmt: skip
_BESIDES = (
    "attributes",
    "char_interval",
    "end_pos",
    "char_end",
    "alignment_status",
    "extraction_index",
    "group_index",
    "description",
)
_FORMS = "; ".join(f"{table} (date, {', '.join(columns)})" for table, columns in GIVES.items())
_FORM = "a row needs extraction_class and extraction_text (or table and quote)"
#: Why the reader itself refuses words, whoever quotes them.
_NO_FACT = (guards.DENIED, guards.PLANNED, guards.ANNIVERSARY, guards.OTHERS)
Row = dict[str, Any]


class Given(NamedTuple):
    """A row of the other reader: its rule, its place in the file, the document, what it gives, and where its words stand."""

    rule: str
    place: str
    source: str
    values: dict[str, str]
    start: int
    end: int = 0

    def refused(self, why: object = "the document could not be read, or is on no pair of states") -> str:
        """A remark that the row is not taken in, and why."""
        return f"{self.place}: refused: {shown(self.values['quote'])}: {why}"


def load(path: str | Path | None, documents: Iterable[Found]) -> dict[str, list[Given]]:
    """
    Read a file of rows.

    Parameters
    ----------
    path : str or path or None
        JSON Lines, with a row or a document of langextract on each line, or a CSV table.
    documents : iterable of folders.Found
        Where there is only one, a row does not need to name it.

    Returns
    -------
    dict of list of Given
        By the name of the document.

    Raises
    ------
    SourceError
        One line with the file, the line and what would be valid.
    """
    found: dict[str, list[Given]] = defaultdict(list)
    names = {name: file.name for file in documents for name in (file.name, file.file)}
    for path in [Path(path)] if path is not None else []:
        for n, row in _rows(path):
            given = _given(path, n, row, names)
            found[given.source].append(given)
    return found


def _rows(path: Path) -> Iterator[tuple[Any, Any]]:
    """The rows of a file and their lines, those of a document of langextract one by one."""
    if path.suffix not in (".jsonl", ".csv") or not path.is_file():
        raise SourceError(f"rows: {str(path)!r} is no file that ends in .jsonl or .csv")
    if path.suffix == ".csv":
        yield from csv_tables.read(path).to_dict("index").items()
        return
    for n, line in enumerate(decoding.decode(path.read_bytes())[0].split("\n"), 1):
        try:
            whole = json.loads(line or "{}")
            for row in whole["extractions"] or () if "extractions" in whole else filter(None, [whole]):
                about = {"document_id": whole.get("document_id")}
                yield n, about | row | (row.get("attributes") or {}) | (row.get("char_interval") or {})
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise SourceError(f"{path.name}, line {n}: no JSON object of a row; {_FORM}") from None


def _given(path: Path, line: int, row: Row, names: Mapping[str, str]) -> Given:
    texts = {_OURS.get(name, name): _text(value) for name, value in row.items() if name not in _BESIDES}
    values, place = {name: text for name, text in texts.items() if text}, f"{path.name}, line {line}"
    if not {"table", "quote"} <= values.keys():
        raise SourceError(f"{place}: {_FORM}; it has {', '.join(values)}")
    source, start = values.pop("source", "doc_"), values.pop("char_start", "")
    if source.startswith("doc_") and len({*names.values()}) == 1:  # an id of langextract's own making
        source = next(iter(names))
    if source not in names:
        known = listing(dict.fromkeys(names.values()))
        raise SourceError(f"{place}: no document {shown(source)}; there are {known}")
    return Given(f"rows/{slugged(path.stem)}", place, names[source], values, int(start) if start.isdecimal() else -1)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value).strip()


def shared(document: Document, pages: Sequence[Layout], rows: Iterable[Given]) -> tuple[list[list[Given]], list[str]]:
    """Give the rows of a document to the parts in which their words stand, and remarks on those that are refused."""
    parts: list[list[Given]] = [[] for _ in pages]
    remarks = []
    for row in rows:
        words = prefilter.compiled(r"\s+".join(map(re.escape, fold(row.values["quote"]).split())))
        found = [match.span() for match in words.finditer(document.folded)]
        places = [
            (part, start, end)
            for start, end in [place for place in found if place[0] == row.start] or found
            for part, page in zip(parts, pages, strict=True)
            if any(s.start <= start and end <= s.end for s in page.sentences)
        ]
        if len(places) == 1:
            [(part, start, end)] = places
            part.append(row._replace(start=start, end=end))
        else:
            remarks.append(row.refused(f"the words stand {times(len(places))} in the sentences of {document.file}"))
    return parts, remarks


def add(
    found: Mapping[str, list[Row]], readings: Sequence[Reading], rows: Iterable[Given]
) -> tuple[dict[str, list[Row]], list[str]]:
    """
    Take in the rows of another reader.

    Returns
    -------
    tables : dict of list of dict
        New lists. A row that the reader has itself names both in `rule`.
    remarks : list of str
        The rows that are refused, and why.
    """
    out, remarks = {name: list(own) for name, own in found.items()}, []
    for row in rows:
        try:
            table, made = _made(row, _reading(row, readings))
            _unite(out[table], made, GIVES[table][0])
        except ValueError as why:
            remarks.append(row.refused(why))
    return out, remarks


def _unite(rows: list[Row], made: Row, key: str) -> None:
    """Add a row to those of its table, or its rule to the one that states the same in that sentence."""
    for n, own in enumerate(rows):
        starts = {own["char_start"], *(start for start, *_ in own.get("repeats", ()))}
        same = (own["date"], own.get("value")) == (made["date"], made.get("value"))
        if same and made["char_start"] in starts and (own[key] or "") in made[key]:
            rows[n] = own | {"rule": f"{own['rule']} {made['rule']}"}
            return
    rows.append(made)


def _made(row: Given, reading: Reading) -> tuple[str, Row]:
    """The table and the row; a ValueError says what does not stand in its sentence."""
    values = dict(row.values)
    table, _, wanted = (values.pop(name, "") for name in ("table", "quote", "date"))
    table = table if table in GIVES else f"{table}s"
    columns = GIVES.get(table, ("",))
    if not {*columns[:1]} <= values.keys() <= {*columns}:
        raise ValueError(f"gives {', '.join(values)} of {shown(table)}; valid are {_FORMS}")
    date = _date(row, reading, wanted) if wanted or table == "events" or reading.dates else None
    if table == "figures":
        made = _figure(row, reading, date, values.pop("value", ""))
    else:
        made = reading.row(date) | _DEFAULTS.get(table, {})
    return table, made | {name: _checked(name, text, reading) for name, text in values.items()} | {"rule": row.rule}


def _reading(row: Given, readings: Iterable[Reading]) -> Reading:
    """The sentence of a row; a ValueError where the reader could not read it or refuses its words."""
    reading = next((r for r in readings if r.start <= row.start < r.start + len(r.text)), None)
    if reading is None:
        raise ValueError("the sentence could not be read")
    for refusal in reading.refusals:
        if refusal.why in _NO_FACT and refusal.start < row.end and row.start < refusal.end:
            raise ValueError(f"the reader refuses these words: {refusal.why}")
    return reading


def _date(row: Given, reading: Reading, wanted: str) -> Date:
    """The date of a row as the reader finds it."""
    given = [Edtf.parse(wanted)] if edtf.is_date(wanted) else [d.date for d in finder.find(fold(wanted)) if d.date]
    return _chosen(row, reading, reading.dates, wanted, lambda date: any(map(date.date.within, given)))


def _figure(row: Given, reading: Reading, date: Date | None, wanted: str) -> Row:
    """The row of an amount as the reader finds it."""
    units = {amount: measures.unit(reading, amount, None) for amount in amounts.of(reading) if amount.is_countable}
    given = {amount.value for amount in amounts.find(fold(wanted))}
    counted = [amount for amount, unit in units.items() if unit]
    amount = _chosen(row, reading, counted, wanted, lambda a: not given.isdisjoint((a.value, a.alternative)))
    return figure(reading, amount, date, "", units[amount] or "", (None, None))


def _chosen(row: Given, reading: Reading, found: Iterable[Any], wanted: str, fits: Callable[[Any], bool]) -> Any:
    """The one date or amount of a sentence that fits; of several the one in the words that are quoted."""
    fitting = [one for one in found if not wanted or fits(one)]
    chosen = [one for one in fitting if row.start <= reading.start + one.start < row.end] or fitting
    if len(chosen) != 1:
        there = listing(reading.document.text[reading.start + one.start : reading.start + one.end] for one in found)
        raise ValueError(f"{wanted or 'one date or amount'} is needed; the reader finds {there or 'none'}")
    return chosen[0]


@functools.cache
def _valid() -> dict[str, Sequence[str]]:
    """Column → the values that it has."""
    return {
        "type": sorted({rule["type"] for rule in vocabulary.load().events}),
        "level": [*vocabulary.load().levels, "other"],
        "measure": [*amounts.WORDS.data["measures"], "share", "growth", "other"],
        "kind": [*WORDS.kinds],
        "list": sorted({rule.name for rule in items.rules()}),
    }


def _checked(name: str, value: str, reading: Reading) -> str:
    """A value that is given: one that its column has, states of the pair, or words of the sentence."""
    if name in ("actors", "from_state", "to_state"):
        value, valid = ", ".join(map(states.resolve, value.split(","))), reading.pair
        right = {*value.split(", ")} <= {*valid}
    else:
        valid = _valid().get(name, ())
        right = value in valid if valid else fold(value).lower() in reading.lower
    if not right:
        raise ValueError(
            f"{name} {shown(value)} is {'none of ' + ', '.join(valid) if valid else 'not in the sentence'}"
        )
    return value
