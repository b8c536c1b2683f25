"""Explanation: for each sentence what the reader found in it, the rules that made rows, and the guards that refused."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..documents import folders
from ..mentions import partners
from ..mentions.clauses import Reading
from ..states import names as states
from ..states import spelling
from . import extract


def lines(path: str | Path, dyad: str | None = None, word: str = "") -> Iterator[str]:
    """
    Give lines that explain how documents were read.

    Parameters
    ----------
    path : str or path
        A file or folder.
    dyad : str, optional
        The two states; otherwise each document's own.
    word : str, optional
        Explain only the sentences that hold it, whether in upper or lower case.
    """
    beside = Path(path) if Path(path).is_dir() else Path(path).parent
    further = spelling.load(beside)
    pair = states.pair(dyad, further) if dyad else ()
    for file in folders.files(path):
        document = folders.load(file)
        known = (*further, *states.defined(document.folded, further))
        for page, states_of_page in partners.pages(document, pair, known):
            readings: list[Reading] = []
            found = extract(page, states_of_page, readings.append, known)
            yield f"{file.file}: {found.slug or 'no pair of states'}"
            for reading in readings:
                if word.lower() in reading.lower:
                    yield ""
                    yield from _sentence(reading, found.found)


def _sentence(reading: Reading, found: Mapping[str, Sequence[Mapping]]) -> Iterator[str]:
    yield f"[{reading.start}] {reading.sentence.kind}: {' '.join(reading.text.split())}"
    for date in reading.dates:
        yield f"  date     {date.edtf}: {_words(reading, date.start, date.end)}"
    for mention in reading.mentions:
        yield f"  state    {mention.state}: {_words(reading, mention.start, mention.end)}"
    for table, rows in found.items():
        for row in rows:
            shown = ", ".join(str(row[name]) for name in _SHOWN[table] if row.get(name) not in (None, ""))
            if row["char_start"] == reading.start:
                yield f"  {table:8} {shown}  by {row.get('rule') or 'a rule without a name'}"
            elif any(start == reading.start for start, *_ in row.get("repeats", ())):
                yield f"  {table:8} {shown}  stated again"
    for refusal in dict.fromkeys(reading.refusals):
        matched = " ".join(reading.document.text[refusal.start : refusal.end].split())
        yield f"  refused  {refusal.rule}: {matched!r}: {refusal.why}"


_SHOWN = {
    "events": ("date", "type", "actors", "level"),
    "visits": ("date", "visitor", "office", "from_state", "to_state", "took_place"),
    "figures": ("date", "measure", "value", "unit", "from_state", "to_state", "scope"),
    "items": ("date", "list", "item", "from_state", "to_state"),
}


def _words(reading: Reading, start: int, end: int) -> str:
    """Return the words of a mention; of a date that is carried here from elsewhere, that it is."""
    inside = 0 <= start and end <= len(reading.text)
    return repr(reading.text[start:end]) if inside else "from a sentence or heading before"
