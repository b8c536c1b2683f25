"""Documents: one read from end to end, with what can be said of how it was read."""

import contextlib
import gc
from collections.abc import Sequence

from . import clauses, corrections, events, figures, items, layout, sources, state_names, states, visits


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


@collector_paused()
def read(
    document: sources.Document,
    told: tuple[str, str] | None,
    described: dict[str, str],
    told_wrong: Sequence[dict] = (),
    further: tuple[state_names.Further, ...] = (),
    noted: Sequence[str] = (),
) -> tuple[sources.Document, dict, dict[str, list[dict]], tuple[str, ...]]:
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

    Returns
    -------
    tuple
        The document; its row of the sources table; table name → rows of the extracted tables; the dyad's two states.
    """
    page = layout.lay_out(document)
    noted = list(noted)
    pair = told or _described(described, further, noted)
    pair = pair or states.of_document(sources.fold(page.title), document.folded, further)
    told_of = len(pair) == 2
    readings = list(clauses.read(page, pair, further)) if told_of else []
    told_events, undated = events.find(readings)
    found = {
        "events": told_events,
        "figures": figures.find(readings),
        "visits": visits.find(readings),
        "items": items.find(readings),
    }
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
    return document, row, found, pair


def _described(
    described: dict[str, str], further: tuple[state_names.Further, ...], noted: list[str]
) -> tuple[str, ...]:
    """The pair that `sources.csv` gives for a document; one that is none is noted, and the document is asked instead."""
    try:
        return states.pair(described["dyad"], further) if "dyad" in described else ()
    except sources.SourceError as error:
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
