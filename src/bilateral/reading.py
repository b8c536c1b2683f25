"""Documents: one read from end to end, with what can be said of how it was read."""

import contextlib
import gc
from collections.abc import Sequence
from typing import NamedTuple

from . import files
from .documents import files as sources
from .extract import items
from .extract.amounts import prose as figures
from .extract.events import prose as events
from .extract.visits import rows as visits
from .guard import WORDS, Failure, Guard, why
from .history import corrections
from .mentions import clauses
from .states import names as states
from .states import spelling as state_names
from .text import fold


@contextlib.contextmanager
def collector_paused():
    """No search for cyclic garbage: a reader makes none, and each search would go through all that has been read so far."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Part(NamedTuple):
    """
    What one document gives.

    Attributes
    ----------
    document : sources.Document
    row : dict
        Its row of the table of sources.
    found : dict
        Table name → rows of the extracted tables.
    pair : tuple of str
        The dyad's two states.
    failures : list of guard.Failure
        The sentences that could not be read.
    """

    document: sources.Document
    row: dict
    found: dict[str, list[dict]]
    pair: tuple[str, ...]
    failures: list[Failure]


@collector_paused()
def read(
    document: sources.Document,
    told: tuple[str, str] | None,
    described: dict[str, str],
    told_wrong: Sequence[dict] = (),
    further: tuple[state_names.Further, ...] = (),
    noted: Sequence[str] = (),
    guarded: bool = True,
) -> Part:
    """
    All that one document says, and what can be said of it.

    Parameters
    ----------
    document : sources.Document
    told : tuple of (str, str) or None
        The dyad, where it is told.
    described : dict
        What `sources.csv` says of the document.
    told_wrong : list of dict
        The lines of `corrections.csv`.
    further : tuple of state_names.Further
        What `states.csv` names.
    noted : sequence of str
        What is to be remarked on what `sources.csv` says.
    guarded : bool
        Whether what cannot be read is set aside; otherwise its error is raised.

    Returns
    -------
    Part
    """
    try:
        return _read(document, told, described, told_wrong, further, list(noted), Guard(guarded))
    except Exception as error:
        if not guarded or isinstance(error, files.SourceError):
            raise
        return unreadable(document, described, [*noted, why(error)])


def unreadable(document: sources.Document, described: dict[str, str], remarks: list[str]) -> Part:
    """A document of which nothing could be read."""
    row = {
        "source": document.name,
        "file": document.file,
        **document.about,
        **described,
        "dyad": None,
        "words": document.words,
        "sentences": 0,
        "coverage": 0.0,
        "remarks": "\n".join(remarks),
    }
    return Part(document, row, {name: [] for name in ("events", "figures", "visits", "items")}, (), [])


def _read(
    document: sources.Document,
    told: tuple[str, str] | None,
    described: dict[str, str],
    told_wrong: Sequence[dict],
    further: tuple[state_names.Further, ...],
    noted: list[str],
    guard: Guard,
) -> Part:
    page = document.layout
    pair = told or _described(described, further, noted)
    pair = pair or states.of_document(fold(page.title), document.folded, further)
    told_of = len(pair) == 2
    readings = list(clauses.read(page, pair, further, guard)) if told_of else []
    told_events, undated = guard.whole(events.find, readings)
    found = {
        "events": told_events,
        "figures": guard.whole(figures.find, readings),
        "visits": guard.whole(visits.find, readings),
        "items": guard.whole(items.find, readings),
    }
    if n := len({failure.start for failure in guard.failures}):
        noted.append(f"{n} sentence{'s' * (n > 1)} {WORDS}: {guard.failures[0].why.removeprefix(WORDS + ': ')}")
    if told_of:
        found = corrections.apply(told_wrong, found, document, states.slug(pair))
    row = {
        "source": document.name,
        "file": document.file,
        "title": page.title or None,
        **document.about,
        **described,
        "dyad": states.slug(pair) if told_of else None,
        "language": document.language,
        "words": document.words,
        "sentences": len(page.sentences),
        "coverage": _coverage(page, found),
        "remarks": "\n".join([*_remarks(page, pair, readings, undated), *noted, *states.doubts(pair, further)]),
    }
    return Part(document, row, found, pair, guard.failures)


def _described(
    described: dict[str, str], further: tuple[state_names.Further, ...], noted: list[str]
) -> tuple[str, ...]:
    """The pair that `sources.csv` gives for a document; one that is none is noted, and the document is asked instead."""
    try:
        return states.pair(described["dyad"], further) if "dyad" in described else ()
    except files.SourceError as error:
        noted.append(f"sources.csv: not used: {error}")
        return ()


def _coverage(page, found):
    """The share of sentences that became rows."""
    quoted = {r["char_start"] for rows in found.values() for r in rows}
    return sum(s.start in quoted for s in page.sentences) / max(1, len(page.sentences))


def _remarks(page, pair, readings, undated):
    """What a user should know of how a document was read, and of what was not."""
    document = page.document
    if not document.text.strip():  # there is nothing else to say of it
        return [document.remark or "empty file"]
    out = [document.remark] if document.remark else []
    out += page.remarks
    if len(pair) < 2:
        out.append(f"no pair of states is named{': only ' + pair[0] if pair else ''}")
        return out
    if document.language != "en":
        out.append("not English, as far as its words tell: little or nothing can be read")
    if not any(r.dates for r in readings):
        out.append("no date is told")
    if n := undated:
        out.append(
            f"{n} mention{'s' * (n > 1)} of relations that began, ended or were restored give{'s' * (n == 1)} no date"
        )
    return out
