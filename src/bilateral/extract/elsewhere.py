"""Rows of another reader, such as a language model: taken in where the document has their words, dates and amounts.

The other reader says what a sentence is about: the table, the type, the states. Where the words stand, the date and the
amount are read again, and what does not stand there is refused with the reason.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import csv_tables, decoding
from ..csv_tables import shown
from ..dates import edtf, finder
from ..documents.files import Document
from ..documents.folders import Found
from ..files import SourceError
from ..mentions import amounts, persons
from ..mentions.clauses import Reading
from ..rules import prefilter, vocabulary
from ..states import names as states
from ..text import fold
from ..wording import listing
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
#: What langextract calls a column, and what it writes besides.
_OURS = {
    "document_id": "source", "extraction_class": "table", "extraction_text": "quote", "start_pos": "char_start"
}  # fmt: skip
_BESIDES = frozenset(
    "attributes char_interval end_pos char_end alignment_status extraction_index group_index description".split()
)
_FORMS = "; ".join(f"{table} (date, {', '.join(columns)})" for table, columns in GIVES.items())
_FORM = "a row needs extraction_class and extraction_text (or table and quote)"
#: Why the reader itself refuses words, whoever quotes them.
_NO_FACT = (guards.DENIED, guards.PLANNED, guards.ANNIVERSARY, guards.OTHERS)
Row = dict[str, Any]


class Given(NamedTuple):
    """A row of the other reader: its rule, its place in the file, what it gives, and where its words stand, else nowhere."""

    rule: str
    place: str
    values: dict[str, str]
    start: int
    end: int = -1
    why: object = "its words do not stand exactly once in the sentences that were read"

    def refused(self) -> str:
        """A remark that the row is not taken in, and why."""
        return f"{self.place}: refused: {shown(self.values['quote'])}: {self.why}"


def load(path: str | Path | None, documents: Sequence[Found]) -> dict[str, list[Given]]:
    """
    Read a file of rows.

    Parameters
    ----------
    path : str or path or None
        JSON Lines, with a row or a document of langextract on each line, or a CSV table.
    documents : sequence of folders.Found
        Where there is only one, all rows are taken to be of it.

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
    names = {name: file.name for file in documents if not file.remark for name in (file.name, file.file)}
    path = Path(str(path or ""))
    for n, row in _rows(path) if path.name else ():
        values = {
            _OURS.get(name, name): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            for name, value in row.items()
            if value not in (None, "", []) and name not in _BESIDES
        }
        place = f"{path.name}, line {n}"
        if not {"table", "quote"} <= values.keys():
            raise SourceError(f"{place}: {_FORM}; it has {', '.join(values)}")
        source, start = values.pop("source", ""), values.pop("char_start", "")
        known = [*dict.fromkeys(names.values())]
        if source not in names and known[1:]:
            raise SourceError(f"{place}: no document {shown(source)}; there are {listing(known)}")
        start = int(start) if start.isdecimal() else -1
        found[names.get(source, known[0])].append(Given(f"rows/{states.slugged(path.stem)}", place, values, start))
    return found


def checked(path: Path) -> Path:
    """Return the path of a file of rows; raise SourceError if it is none."""
    if path.suffix not in (".jsonl", ".csv") or not path.is_file():
        raise SourceError(f"rows: {str(path)!r} is no file that ends in .jsonl or .csv")
    return path


def _rows(path: Path) -> Iterator[tuple[Any, Row]]:
    """The rows of a file and the line of each, those of a document of langextract one by one."""
    if checked(path).suffix == ".csv":
        yield from csv_tables.read(path).to_dict("index").items()  # pyright: ignore[reportReturnType] - names are texts
        return
    for n, line in enumerate(decoding.decode(path.read_bytes())[0].split("\n"), 1):
        try:
            whole = json.loads(line or "{}")
            for row in whole["extractions"] or () if "extractions" in whole else filter(None, [whole]):
                about = {"document_id": whole.get("document_id")} | row
                yield n, about | (row.get("attributes") or {}) | (row.get("char_interval") or {})
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise SourceError(f"{path.name}, line {n}: no JSON object of a row; {_FORM}") from None


def placed(document: Document, rows: Iterable[Given]) -> Iterator[Given]:
    """Give the rows of a document, each with the place of its words, if it is the one that it gives or the only one."""
    for row in rows:
        words = prefilter.compiled(r"\s+".join(map(re.escape, fold(row.values["quote"]).split())))
        found = [match.span() for match in words.finditer(document.folded)]
        found = [span for span in found if span[0] == row.start] or found
        start, end = found[0] if len(found) == 1 else (-1, -1)
        yield row._replace(start=start, end=end)


def quoted(rows: Iterable[Given], readings: Iterable[Reading]) -> list[Reading]:
    """Return the sentences in which words of some rows stand."""
    return [one for one in readings if any(one.start <= row.start < one.sentence.end for row in rows)]


def take(rows: list[Given], readings: Iterable[Reading], found: Mapping[str, list[Row]]) -> None:
    """
    Take the rows that stand in some sentences out of a list; those that are refused stay in it, each with the reason.

    Parameters
    ----------
    rows : list of Given
    readings : iterable of clauses.Reading
    found : dict of list of dict
        Table → the reader's own rows, which the others are added to. A row that the reader has itself names both in `rule`.
    """
    for n, row in reversed([*enumerate(rows)]):
        for reading in readings:
            if reading.start <= row.start < row.end <= reading.start + len(reading.text):
                try:
                    table, made = _made(row, reading)
                    _add(found[table], made, GIVES[table][0], row, reading)
                    del rows[n]
                except ValueError as why:
                    rows[n] = row._replace(why=why)
                break


def _add(rows: list[Row], made: Row, key: str, row: Given, reading: Reading) -> None:
    """Add its rule to the row that states the same in that sentence, or else the row, if the reader does not refuse its words."""
    for n, own in enumerate(rows):
        starts = {own["char_start"], *(start for start, *_ in own.get("repeats", ()))}
        same = (own["date"], own.get("value")) == (made["date"], made.get("value"))
        if same and made["char_start"] in starts and (own[key] or "") in made[key]:
            rows[n] = own | {"rule": f"{own['rule']} {made['rule']}"}
            return
    for refusal in reading.refusals:
        if refusal.why in _NO_FACT and refusal.start < row.end and row.start < refusal.end:
            raise ValueError(f"the reader refuses these words: {refusal.why}")
    rows.append(made)


def _made(row: Given, reading: Reading) -> tuple[str, Row]:
    """The table and the row; a ValueError says what does not stand in its sentence."""
    values = dict(row.values)
    table, _, wanted = (values.pop(name, "") for name in ("table", "quote", "date"))
    table = f"{table.removesuffix('s')}s"
    columns = GIVES.get(table, ("",))
    if not {columns[0]} <= values.keys() <= {*columns}:
        raise ValueError(f"gives {', '.join(values)} of {shown(table)}; valid are {_FORMS}")
    date = _date(row, reading, wanted) if wanted or table == "events" or reading.dates else None
    made = reading.row(date) | {"mentions": 1, "kind": "visit", "took_place": True}
    if table == "figures":
        made = _figure(row, reading, date, values.pop("value", ""))
    return table, made | {name: _checked(name, text, reading) for name, text in values.items()} | {"rule": row.rule}


def _date(row: Given, reading: Reading, wanted: str) -> finder.Date:
    """The date of a row as the reader finds it."""
    given = [edtf.Edtf.parse(wanted)] if edtf.is_date(wanted) else [d.date for d in finder.find(fold(wanted)) if d.date]
    first = {date.date: date for date in reversed(reading.dates)}  # of those that are one date
    found = [first[date] for date in given if date in first] or [*first.values()][::-1]
    return _chosen(row, reading, found, wanted, lambda date: any(map(date.date.within, given)))


def _figure(row: Given, reading: Reading, date: finder.Date | None, wanted: str) -> Row:
    """The row of an amount as the reader finds it."""
    counted = [a for a in amounts.of(reading) if a.is_countable and measures.unit(reading, a, None)]
    given = {amount.value for amount in amounts.find(fold(wanted))}
    amount = _chosen(row, reading, counted, wanted, lambda a: not given.isdisjoint((a.value, a.alternative)))
    return figure(reading, amount, date, "", measures.unit(reading, amount, None) or "", (None, None))


def _chosen(row: Given, reading: Reading, found: Iterable[Any], wanted: str, fits: Callable[[Any], bool]) -> Any:
    """The one date or amount of a sentence that fits; of several the one in the words that are quoted."""
    fitting = [one for one in found if not wanted or fits(one)]
    chosen = [one for one in fitting if row.start <= reading.start + one.start < row.end] or fitting
    if len(chosen) != 1:
        there = listing(reading.document.text[reading.start + one.start : reading.start + one.end] for one in found)
        raise ValueError(f"{wanted or 'one date or amount'} is needed; the reader finds {there or 'none'}")
    return chosen[0]


#: Column → the values that it has.
_VALID = {
    "type": sorted({rule["type"] for rule in vocabulary.load().events}),
    "level": [*vocabulary.load().levels, "other"],
    "measure": [*amounts.WORDS.data["measures"], "share", "growth", "other"],
    "kind": [*persons.WORDS.data["kinds"]],
    "list": sorted({rule.name for rule in items.rules()}),
}


def _checked(name: str, value: str, reading: Reading) -> str:
    """A value that is given: one that its column has, states of the pair, or words of the sentence."""
    if name in ("actors", "from_state", "to_state"):
        value, valid = ", ".join(map(states.resolve, value.split(","))), reading.pair
        right = {*value.split(", ")} <= {*valid}
    else:
        valid = _VALID.get(name, ())
        right = value in valid if valid else fold(value).lower() in reading.lower
    if not right:
        raise ValueError(
            f"{name} {shown(value)} is {'none of ' + ', '.join(valid) if valid else 'not in the sentence'}"
        )
    return value
