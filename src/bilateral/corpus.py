"""The corpus: what a file, a folder or a text says, as tables."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from . import decoding, files, guard, reading, saving, tables
from .dates.periods import period, within
from .documents import described, folders, typography
from .documents.files import Document
from .extract import elsewhere
from .files import SourceError
from .history import corrections, phases
from .record import packs as record_packs
from .record.packs import SHIPPED, Packs, Record, chosen
from .states import names, spelling
from .wording import count, listing

EXTRACTED = ("events", "figures", "visits", "items")

Dyad = str | tuple[str, ...]
#: A limit of a period: a year or an ISO date; None or "" where it is open.
Limit = int | str | None


@dataclass(frozen=True, repr=False)
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
    failures : dict of list of guard.Failure
        Source → the sentences that could not be read, which is a fault of the reader.
    unread : pandas.DataFrame
        Every date that no row uses, and why; a period that is selected does not change it.
    repeats : pandas.DataFrame
        The sentences that state a row again: `table` and `row` (its label), `source`, `char_start`, `char_end`.
    aside : dict of list
        Source → the spans of its text that were set aside as page furniture.
    persons : tuple of reading.Named
        The sentences that name office-holders.
    inferred : frozenset of str
        The sources that are read for the pair that their text names most: nobody gave it, and their title does not.
    corrections : pandas.DataFrame
        What a person has put right: action, source, table, quote, row, who, why (strings).
    parties : tuple of spelling.StateName
        The names of states that `states.csv` beside the documents adds.
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
    texts: dict[str, str]
    pairs: dict[str, tuple[str, ...]]
    failures: dict[str, list[guard.Failure]]
    unread: pd.DataFrame
    repeats: pd.DataFrame
    aside: dict[str, list[tuple[int, int]]]
    persons: tuple[reading.Named, ...]
    inferred: frozenset[str]
    corrections: pd.DataFrame = field(default_factory=corrections.frame)
    parties: spelling.Further = ()
    record: tuple[str | Path, ...] = (SHIPPED,)
    start: Limit = None
    end: Limit = None

    def __repr__(self) -> str:
        return f"<Corpus of {count(len(self.sources), 'document')} on {listing(self.dyads) or 'no pair of states'}>"

    @property
    def dyads(self) -> list[str]:
        """The slugs of the dyads that the documents are about."""
        return sorted(self.sources["dyad"].dropna().unique())

    @property
    def labels(self) -> dict[str, str]:
        """Source → a name to show."""
        table = self.sources
        return dict(zip(table["source"], table["label"].fillna(table["title"]).fillna(table["source"]), strict=True))

    @functools.cached_property
    def recorded(self) -> Record:
        """What the packs of the record have on the documents' pairs of states, and on the states of all rulers named."""
        rulers = {(person.state,) for named in self.persons for person in named.persons if person.state}
        return record_packs.load(*self.record, dyads=[*self.pairs.values(), *rulers])

    @functools.cached_property
    def _criticism(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        from . import criticism  # only here: who asks for no claims needs none of it

        return criticism.find(self)

    @property
    def claims(self) -> pd.DataFrame:
        """What the documents assert, compared with each other and with the record; a row for each assertion."""
        return self._criticism[0]

    @property
    def evidence(self) -> pd.DataFrame:
        """The words of each source for each claim, and the verdict on them; `claim` is the label of a row of `claims`."""
        return self._criticism[1]

    def with_claims(self, claims: pd.DataFrame, evidence: pd.DataFrame) -> "Corpus":
        """Return the corpus with claims that were found already, as for a part of it, instead of finding its own."""
        twin = replace(self)
        vars(twin)["_criticism"] = claims, evidence  # where a corpus keeps what it has found
        return twin

    def with_record(self, packs: tuple[str | Path, ...]) -> "Corpus":
        """Return the corpus with packs that its claims are held against, by which visitors' names are resolved, too."""
        new = replace(self, record=packs)
        return new if packs == (SHIPPED,) else replace(new, visits=new.recorded.resolve(self.visits))

    @property
    def pair(self) -> tuple[str, ...]:
        """The two states of a corpus of one dyad."""
        if len(self.dyads) != 1:
            raise SourceError(f"dyad: choose one first with select(dyad=…): {listing(self.dyads) or 'none'}")
        return self.pairs[self.dyads[0]]

    def save(self, folder: str | Path, excel_safe: bool = False) -> Path:
        """
        Write all tables as CSV files, with ``datapackage.json``, which describes them and says how to cite them.

        Parameters
        ----------
        folder : str or path
            Made if it is not there; files of the same names are replaced.
        excel_safe : bool
            Whether texts that a spreadsheet would run as a formula get an apostrophe before them.

        Returns
        -------
        pathlib.Path
            The folder.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, raw in saving.files(self, excel_safe).items():
            (folder / name).write_bytes(raw)
        return folder

    def select(self, dyad: Dyad | None = None, start: Limit = None, end: Limit = None) -> "Corpus":
        """
        Select a dyad, a period, or both.

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
        days = period(start, end)
        slug = known(self, dyad) if dyad is not None else None
        whole = {name: getattr(self, name) for name in ("sources", "unread", *EXTRACTED, "phases")}
        chosen = whole if slug is None else {name: table[table["dyad"] == slug] for name, table in whole.items()}
        for name in EXTRACTED:
            chosen[name] = within(chosen[name], "earliest", "latest", days)
        chosen["phases"] = within(chosen["phases"], "opened_earliest", "closed_latest", days)
        sources = chosen["sources"]
        texts = {source: self.texts[source] for source in sources["source"]}
        pairs = {slug: pair for slug, pair in self.pairs.items() if slug in set(sources["dyad"].dropna())}
        ours = {name: getattr(self, name)[lambda table: table["source"].isin(texts)] for name in ("corrections", "repeats")}
        return replace(self, **chosen, **ours, texts=texts, pairs=pairs, start=start, end=end)


def known(corpus: Corpus, dyad: Dyad) -> str:
    """Return the slug of a dyad that the corpus holds, however its states are spelled."""
    if isinstance(dyad, str) and dyad in corpus.dyads:
        return dyad
    held = f"these documents are on: {', '.join(corpus.dyads) or 'none'}"
    own = (spelling.StateName(state, state, "name") for pair in corpus.pairs.values() for state in pair)
    try:
        slug = names.slug(names.pair(dyad, (*corpus.parties, *own)))  # a title may name what no list has
    except SourceError as error:
        raise SourceError(f"{error}; {held}") from None
    if slug not in corpus.dyads:
        raise SourceError(f"dyad: no document is on {(dyad if isinstance(dyad, str) else slug)!r}; {held}")
    return slug


def load(
    dyad: Dyad,
    start: Limit = None,
    end: Limit = None,
    documents: str | Path | None = None,
    record: Packs | None = None,
    rows: str | Path | None = None,
) -> Corpus:
    """
    Read documents and select a dyad and period, with all parameters checked, as notebooks do.

    Parameters
    ----------
    dyad : str or tuple of (str, str)
    start, end : int or str, optional
    documents : str or path, optional
        A file or folder; without one the five seeds.
    record : str or path, or a list of them, optional
        The packs that claims are held against, as for ``bilateral.record.load``; the one that ships by default.
    rows : str or path, optional
        A file of rows that another reader has of the documents, such as a language model.

    Returns
    -------
    Corpus

    Raises
    ------
    SourceError
        One line that names the parameter and what would be valid.
    """
    period(start, end)
    return read(documents or None, record=record, rows=rows or None).select(dyad, start, end)


@reading.collector_paused()
def read(
    path: str | Path | None = None,
    *,
    dyad: Dyad | None = None,
    errors: str = "remark",
    record: Packs | None = None,
    rows: str | Path | None = None,
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
    rows : str or path, optional
        A file (JSON Lines, such as langextract's, or CSV) of rows that another reader has of the documents, such as a
        language model. They are taken in where the documents have their words, dates and amounts, and name it in `rule`;
        the others stand in the `remarks` of `sources`, with the reason.

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
    parties = spelling.load(beside)
    pair = names.pair(dyad, parties) if dyad is not None else None
    about = described.load(beside, found)
    given = corrections.load(beside, [file.name for file in found] if folder.is_dir() else None)
    others = elsewhere.load(rows, found)
    parts = []
    for file in found:
        row, noted = about.rows.get(file.file, {}), about.remarks.get(file.file, ())
        document, remark = _loaded(file, errors)
        if remark:
            parts.append(reading.unreadable(document, row, [*noted, remark, *map(elsewhere.Given.refused, others[file.name])]))
        else:
            parts += reading.read(document, pair, row, given, parties, noted, errors == "remark", others[file.name])
    try:
        whole = _assemble(parts, about.more)
    except Exception:
        if errors == "raise":
            raise
        whole = _assemble([_sound(part) for part in parts], about.more)
    return replace(whole, corrections=corrections.frame(given), parties=parties).with_record(packs)


def _sound(part: reading.Part) -> reading.Part:
    """Return the document, or that it could not be read, where its rows make no tables."""
    try:
        _assemble([part])
    except Exception as error:
        return reading.unreadable(part.document, {}, [guard.why(error)])
    return part


def _loaded(file: folders.Found, errors: str) -> tuple[Document, str]:
    """Return a document and an empty remark; an empty document and why, where it could not be taken from its file."""
    try:
        return folders.load(file), ""
    except Exception as error:
        if errors == "raise":
            raise
        return Document(file.name, file.file, ""), guard.why(error)


@reading.collector_paused()
def read_text(text: str, *, source: str = "text", dyad: Dyad | None = None) -> Corpus:
    """
    Read one text into tables.

    Parameters
    ----------
    text : str
    source : str
        Its name in the tables.
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
    pair = names.pair(dyad) if dyad is not None else None
    clean, _ = decoding.decode(text.encode("utf-8", "replace"))
    document = Document(source, source, typography.clean(clean))
    return _assemble(reading.read(document, pair, {}, guarded=False))


def _assemble(parts: list[reading.Part], more: Sequence[str] = ()) -> Corpus:
    """Make the tables of documents that were read; `more` are the columns that `sources.csv` adds."""
    extracted: dict[str, Any] = {
        name: tables.frame(name, [row for part in parts for row in part.found[name]]) for name in EXTRACTED
    }
    pairs = {part.row["dyad"]: part.pair for part in parts if part.row["dyad"]}
    return Corpus(
        sources=tables.frame("sources", [part.row for part in parts], more),
        **extracted,
        phases=phases.derive(extracted["events"], pairs),
        texts={part.document.name: part.document.text for part in parts},
        pairs=pairs,
        failures=_failures(parts),
        unread=tables.frame("unread", [row for part in parts for row in part.unread]),
        repeats=_repeats(parts),
        aside={part.document.name: list(part.aside) for part in parts},
        inferred=frozenset(part.document.name for part in parts if part.inferred),
        persons=tuple(named for part in parts for named in part.persons),
    )


def _repeats(parts: Iterable[reading.Part]) -> pd.DataFrame:
    """List the sentences that state a row again, by the row's label in its table."""
    numbered = ((name, enumerate(row for part in parts for row in part.found[name])) for name in EXTRACTED)
    repeats = [
        (name, label, row["source"], start, end)
        for name, rows in numbered
        for label, row in rows
        for start, end, _ in row.get("repeats", ())
    ]
    kinds = {"table": "string", "row": "Int64", "source": "string", "char_start": "Int64", "char_end": "Int64"}
    return pd.DataFrame(repeats, columns=list(kinds)).astype(kinds)


def _failures(parts: list[reading.Part]) -> dict[str, list[guard.Failure]]:
    """Return the sentences that could not be read, by document."""
    failures: dict[str, list[guard.Failure]] = {}
    for part in parts:
        if part.failures:
            failures.setdefault(part.document.name, []).extend(part.failures)
    return failures
