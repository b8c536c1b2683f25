"""The corpus: what a file, a folder or a text says, as tables."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from . import decoding, files, guard, tables
from . import reading as documents
from .dates import edtf
from .documents import described, folders, typography
from .documents import files as sources
from .files import SourceError
from .history import corrections, phases
from .record.packs import SHIPPED, Packs, chosen
from .states import names as states
from .states import spelling as state_names

Year = int | str | None
_YEAR_OR_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
EXTRACTED = ("events", "figures", "visits", "items")


@dataclass(frozen=True)
class Corpus:
    """
    The tables of one or more documents.

    Attributes
    ----------
    sources, events, phases, figures, visits, items, claims, evidence : pandas.DataFrame
        See ``bilateral.tables.COLUMNS`` for columns and dtypes. The last two are made when they are first asked for.
    texts : dict of str
        Source → the text that offsets count in: ``texts[source][char_start:char_end] == quote``.
    pairs : dict of tuple
        Slug → the two names of the dyad.
    corrections : pandas.DataFrame
        What a person has put right: action, source, table, quote, row, who, why (strings).
    parties : tuple of state_names.StateName
        The names of states that `states.csv` beside the documents adds.
    failures : dict of list of guard.Failure
        Source → the sentences that could not be read, which is a fault of the reader.
    unread : pandas.DataFrame
        Every date that no row uses, and why; a period that is selected does not change it.
    aside : dict of list
        Source → the spans of its text that were set aside as page furniture.
    persons : tuple of reading.Named
        The sentences that name office-holders.
    record : tuple of str or path
        The packs that claims are held against, see ``bilateral.record.load``.
    start, end
        The period that was selected, as it was given; None where it is open.
    """

    sources: pd.DataFrame
    events: pd.DataFrame
    phases: pd.DataFrame
    figures: pd.DataFrame
    visits: pd.DataFrame
    items: pd.DataFrame
    texts: dict = field(repr=False)
    pairs: dict = field(default_factory=dict, repr=False)
    corrections: pd.DataFrame = field(default_factory=corrections.frame, repr=False)
    parties: state_names.Further = field(default=(), repr=False)
    failures: dict[str, list[guard.Failure]] = field(default_factory=dict, repr=False)
    unread: pd.DataFrame = field(default_factory=functools.partial(tables.frame, "unread"), repr=False)
    aside: dict[str, list[tuple[int, int]]] = field(default_factory=dict, repr=False)
    persons: tuple[documents.Named, ...] = field(default=(), repr=False)
    record: tuple[str | Path, ...] = (SHIPPED,)
    start: object = None
    end: object = None

    @property
    def dyads(self):
        """The slugs of the dyads that the documents are about."""
        return sorted(self.sources["dyad"].dropna().unique())

    @property
    def labels(self):
        """Source → a name to show."""
        table = self.sources
        return dict(zip(table["source"], table["label"].fillna(table["title"]).fillna(table["source"]), strict=True))

    @functools.cached_property
    def _criticism(self):
        from . import criticism  # only here: who asks for no claims needs none of it

        return criticism.find(self)

    @property
    def claims(self):
        """What the documents assert, held against each other and the record; a row for each thing asserted."""
        return self._criticism[0]

    @property
    def evidence(self):
        """The words of each source for each claim, and the verdict on them; `claim` is the label of a row of `claims`."""
        return self._criticism[1]

    @property
    def view(self) -> dict[str, Any]:
        """What every chart needs besides its rows: dyad, labels, start, end. For a corpus of one dyad."""
        if len(self.dyads) != 1:
            raise SourceError(f"dyad: choose one first with select(dyad=…): {', '.join(self.dyads) or 'none'}")
        return {"dyad": self.pairs[self.dyads[0]], "labels": self.labels, "start": self.start, "end": self.end}

    def select(
        self, dyad: str | tuple[str, str] | None = None, start: Year = None, end: Year = None
    ) -> "Corpus":
        """
        Return a smaller corpus.

        Parameters
        ----------
        dyad : str or tuple of (str, str), optional
            A slug or two names, as for `read`.
        start, end : int or str, optional
            Years, or ISO dates. Rows whose dates can lie in the period stay, and so do undated rows.

        Returns
        -------
        Corpus

        Raises
        ------
        SourceError
            If no document is on the dyad, or the period is none.
        """
        slug = known(self, dyad) if dyad is not None else None
        first, last = period(start, end)
        chosen = {}
        for name in ("sources", *EXTRACTED, "phases"):
            table = getattr(self, name)
            if slug is not None:
                table = table[table["dyad"] == slug]
            if name != "sources":
                low, high = ("opened_earliest", "closed_latest") if name == "phases" else ("earliest", "latest")
                if first is not None:
                    table = table[table[high].isna() | (table[high] >= first)]
                if last is not None:
                    table = table[table[low].isna() | (table[low] <= last)]
            chosen[name] = table
        texts = {source: self.texts[source] for source in chosen["sources"]["source"]}
        pairs = {slug: pair for slug, pair in self.pairs.items() if slug in set(chosen["sources"]["dyad"].dropna())}
        put_right = self.corrections[self.corrections["source"].isin(texts)]
        left = self.unread if slug is None else self.unread[self.unread["dyad"] == slug]
        return replace(
            self, **chosen, texts=texts, pairs=pairs, corrections=put_right, unread=left, start=start, end=end
        )


def known(corpus: Corpus, dyad: str | tuple[str, str]) -> str:
    """The slug of a dyad that the corpus holds, however its states are spelled."""
    if isinstance(dyad, str) and dyad in corpus.dyads:
        return dyad
    held = f"these documents are on: {', '.join(corpus.dyads) or 'none'}"
    own = (state_names.StateName(state, state, "name") for pair in corpus.pairs.values() for state in pair)
    try:
        slug = states.slug(states.pair(dyad, (*corpus.parties, *own)))  # a title may name what no list has
    except SourceError as error:
        raise SourceError(f"{error}; {held}") from None
    if slug not in corpus.dyads:
        raise SourceError(f"dyad: no document is on {(dyad if isinstance(dyad, str) else slug)!r}; {held}")
    return slug


def period(start: Year, end: Year) -> tuple[pd.Timestamp | None, ...]:
    """Return the first and last day of a period given by years or ISO dates; None where it is open."""
    first, last = _limit("start", start, 0), _limit("end", end, 1)
    if first is not None and last is not None and first > last:
        raise SourceError(f"start: {start!r} is after end {end!r}")
    return first, last


def _limit(name: str, value: Year, at: int) -> pd.Timestamp | None:
    """Return the first (0) or last (1) day of a limit of a period."""
    if value is None or value == "":
        return None
    text = f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    day = edtf.bounds(text)[at] if _YEAR_OR_DATE.fullmatch(text) and edtf.is_date(text) else None
    if day is None or not 1000 <= day.year <= 2100:
        raise SourceError(f"{name}: {value!r} is no year from 1000 to 2100 (nor a date such as '1924-08')")
    return pd.Timestamp(day).as_unit("s")


def load(
    dyad: str | tuple[str, str],
    start: Year = None,
    end: Year = None,
    documents: str | Path | None = None,
    record: Packs | None = None,
) -> Corpus:
    """
    Load what a notebook works with: documents, read and selected, all parameters checked.

    Parameters
    ----------
    dyad : str or tuple of (str, str)
    start, end : int or str, optional
    documents : str or path, optional
        A file or folder; without one the five seeds.
    record : str or path, or a list of them, optional
        The packs that claims are held against, as for ``bilateral.record.load``; the one that ships by default.

    Returns
    -------
    Corpus

    Raises
    ------
    SourceError
        One line that names the parameter and what would be valid.
    """
    period(start, end)
    return read(documents or None, record=record).select(dyad, start, end)


def read(
    path: str | Path | None = None,
    *,
    dyad: str | tuple[str, str] | None = None,
    errors: str = "remark",
    record: Packs | None = None,
) -> Corpus:
    """
    Read documents into tables.

    Parameters
    ----------
    path : str or path, optional
        A file, or a folder of documents, also in subfolders; without one the five seeds that ship. Beside the documents
        a `sources.csv` may say where they come from and what dyad they are on, and a `states.csv` may name states that
        no list has.
    dyad : tuple of (str, str) or str, optional
        Two names, or both in one text, such as "mexico-russia" or "Mexico and the USSR"; otherwise each document's own,
        from its title or its most named pair.
    errors : {"remark", "raise"}
        What becomes of an unexpected error, which is a fault of the reader: a remark on the document, so that the others
        are read all the same, or an exception.
    record : str or path, or a list of them, optional
        The packs that claims are held against, as for ``bilateral.record.load``; the one that ships by default.

    Returns
    -------
    Corpus

    Raises
    ------
    SourceError
        If the path, the dyad or `sources.csv` is none that can be used. A file that can't be read is no error: it is a
        row of `sources` whose `remarks` say why.
    """
    if errors not in ("remark", "raise"):
        raise SourceError(f"errors: {errors!r} is neither 'remark' nor 'raise'")
    packs = chosen(record)
    folder = files.data_folder("seeds") if path is None else path
    found = folders.files(folder)
    folder = Path(folder)
    beside = folder if folder.is_dir() else folder.parent
    parties = state_names.load(beside)
    told = states.pair(dyad, parties) if dyad is not None else None
    about = described.load(beside, found)
    names = [file.name for file in found]
    told_wrong, parts = corrections.load(beside, names if folder.is_dir() else None), []
    for file in found:
        row, noted = about.rows.get(file.file, {}), about.remarks.get(file.file, ())
        document, remark = _loaded(file, errors)
        if remark:
            parts.append(documents.unreadable(document, row, [*noted, remark]))
        else:
            guarded = errors == "remark"
            parts.append(documents.read(document, told, row, told_wrong, parties, noted, guarded))
    try:
        whole = _assemble(parts, about.more)
    except Exception:
        if errors == "raise":
            raise
        whole = _assemble([_sound(part) for part in parts], about.more)
    return replace(whole, corrections=corrections.frame(told_wrong), parties=parties, record=packs)


def _sound(part: documents.Part) -> documents.Part:
    """The document, or that it could not be read, where its rows make no tables."""
    try:
        _assemble([part])
    except Exception as error:
        return documents.unreadable(part.document, {}, [guard.why(error)])
    return part


def _loaded(file: folders.Found, errors: str) -> tuple[sources.Document, str]:
    """A document and an empty remark; an empty document and why, where it could not be taken from its file."""
    try:
        return folders.load(file), ""
    except Exception as error:
        if errors == "raise":
            raise
        return sources.Document(file.name, file.file, ""), guard.why(error)


def read_text(text: str, *, source: str = "text", dyad: str | tuple[str, str] | None = None) -> Corpus:
    """
    Read one text into tables.

    Parameters
    ----------
    text : str
    source : str
        The name its rows bear.
    dyad : tuple of (str, str) or str, optional

    Returns
    -------
    Corpus

    Raises
    ------
    SourceError
        If the text or the dyad is none. An unexpected error is raised as it is.
    """
    if not isinstance(text, str):
        raise SourceError(
            f"text: needs a string, got {type(text).__name__}; for bytes or files use bilateral.read(path)"
        )
    told = states.pair(dyad) if dyad is not None else None
    clean, _ = decoding.decode(text.encode("utf-8", "replace"))
    document = sources.Document(source, source, typography.clean(clean))
    return _assemble([documents.read(document, told, {}, guarded=False)])


@documents.collector_paused()
def _assemble(parts: list[documents.Part], more: Sequence[str] = ()) -> Corpus:
    """The tables of documents that were read; `more` are the columns that `sources.csv` adds."""
    whole = {name: tables.frame(name, [row for part in parts for row in part.found[name]]) for name in EXTRACTED}
    pairs = {part.row["dyad"]: part.pair for part in parts if part.row["dyad"]}
    return Corpus(
        sources=tables.frame("sources", [part.row for part in parts], more),
        **whole,
        phases=phases.derive(whole["events"], pairs),
        texts={part.document.name: part.document.text for part in parts},
        pairs=pairs,
        failures={part.document.name: part.failures for part in parts if part.failures},
        unread=tables.frame("unread", [row for part in parts for row in part.unread]),
        aside={part.document.name: list(part.aside) for part in parts},
        persons=tuple(named for part in parts for named in part.persons),
    )
