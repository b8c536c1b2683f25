"""One report: all that it is made from, by value, so that any machine can make it, and its outcome."""

import functools
import hashlib
import json
import platform
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbformat import NotebookNode

from .. import __version__, headlines, saving
from .. import corpus as corpora
from ..documents import folders
from ..extract import elsewhere
from ..extract.unread import SET_ASIDE
from ..files import PACKAGE, SourceError, data_folder
from ..history import corrections
from ..record import packs
from ..states import spelling
from . import leaving, notebook

#: What decides how a page looks besides our own code.
MADE_WITH = ("pandas", "matplotlib", "nbconvert", "papermill", "ipykernel")
#: How many sets of documents stay read.
KEPT = 8
_read: dict[str, corpora.Corpus] = {}
_reading = threading.Lock()  # a Dask worker runs several jobs in threads


@dataclass(frozen=True, eq=False)
class Documents:
    """
    Documents by value: the path of their folder or file, the file's name (or ""), and path in the folder → bytes.

    `rows` is a file of rows that another reader has of them.
    """

    path: str
    file: str
    contents: dict[str, bytes] = field(repr=False)
    rows: "Documents | None" = None

    @classmethod
    def of(cls, path: str | Path | None, rows: Path | None = None) -> "Documents":
        """The documents at a path (the seeds without one), with the `sources.csv`, `corrections.csv` and `states.csv` beside them."""
        path = Path(path or data_folder("seeds"))
        found = folders.files(path)
        folder = path if path.is_dir() else path.parent
        beside = {folder / name for name in ("sources.csv", corrections.FILE, spelling.FILE)}
        beside |= {p.parent / "sources.csv" for p, *_ in found}
        # What is not read is listed on another machine as it is here, by its name alone.
        left_out = {p for p, *_, why in found if why}
        wanted = sorted(p for p in beside if p.is_file()) + [p for p, *_ in found]
        try:
            contents = {p.relative_to(folder).as_posix(): b"" if p in left_out else p.read_bytes() for p in wanted}
        except OSError as error:
            raise SourceError(f"documents: can't read {str(error.filename)!r}: {error.strerror}") from None
        return cls(str(path.resolve()), "" if path.is_dir() else path.name, contents, rows and cls.of_rows(rows))

    @classmethod
    def of_rows(cls, path: Path) -> "Documents":
        """A file of rows."""
        path = elsewhere.checked(path).resolve()
        return cls(str(path), path.name, {path.name: path.read_bytes()})

    @classmethod
    def of_pack(cls, folder: str | Path) -> "Documents":
        """The files of a pack of the record."""
        return cls(str(Path(folder).resolve()), "", {p.name: p.read_bytes() for p in packs.files_of(folder)})

    @property
    def folder(self) -> Path:
        """The folder that the documents are in."""
        return Path(self.path).parent if self.file else Path(self.path)

    @property
    def size(self) -> int:
        """The bytes of all contents."""
        return sum(map(len, self.contents.values()))

    @functools.cached_property
    def digest(self) -> str:
        """The digest of all names and contents."""
        others = [self.rows.digest] if self.rows else []
        return digest([self.file, *(part for item in sorted(self.contents.items()) for part in item), *others])

    def unpack(self, folder: Path) -> Path:
        """Write them to a new folder; returns the path to read."""
        folder.mkdir(parents=True)
        for name, raw in self.contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(raw)
        return folder / self.file

    def unpacked(self, room: Path) -> dict[str, Any]:
        """Write them and their rows to a folder; returns the paths, as parameters of `read`."""
        others = {"rows": self.rows.unpack(room / "rows")} if self.rows else {}
        return {"path": self.unpack(room / "documents"), **others}


@dataclass(frozen=True, eq=False)
class Job:
    """
    A report to make.

    Attributes
    ----------
    name : str
        The name of its files.
    notebook : str
        The notebook's file name.
    code : bytes
        The notebook's file.
    parameters : dict
        The notebook's parameters; `documents`, `rows` and `record` are the user's own paths.
    documents : Documents, optional
    view : tuple, optional
        Dyad, start and end, where the documents are on the dyad.
    excel_safe : bool
        Whether they are safe for spreadsheets, see `csv_tables.write`.
    packs : tuple of Documents
        The packs of `record` other than the one that ships.
    """

    name: str
    notebook: str
    code: bytes = field(repr=False)
    parameters: dict[str, object]
    documents: Documents | None = field(default=None, repr=False)
    view: tuple | None = None
    excel_safe: bool = False
    packs: tuple[Documents, ...] = field(default=(), repr=False)

    @property
    def tables(self) -> bool:
        """Whether the tables are written beside the page."""
        return self.notebook == "report.ipynb" and self.view is not None

    @functools.cached_property
    def digest(self) -> str:
        """The digest of all that the report depends on: while it stays, so does the report."""
        given: dict[str, Any] = {
            name: value for name, value in self.parameters.items() if name not in ("documents", "rows")
        }
        if self.packs:  # wherever they are
            given["record"] = [Path(pack).name for pack in given["record"]]
        documents = self.documents.digest if self.documents else ""
        parts = [self.notebook, self.code, json.dumps(given, sort_keys=True), documents, library()]
        safe = ["excel-safe"] if self.excel_safe else []
        return digest([*parts, *safe, *(pack.digest for pack in self.packs)])

    def entry(self, state: str, title: str, contents: dict[str, bytes]) -> "Entry":
        """What was made of it."""
        return Entry(self.name, self.notebook, self.parameters, self.digest, state, title, contents)


@dataclass(frozen=True)
class Limits:
    """How long a cell and a whole report may take, in seconds."""

    cell: float = 600.0
    report: float = 1800.0


@dataclass
class Entry:
    """
    A report that was made or failed, and what the index says of it.

    `contents` are its files (name → bytes) until they are written, `files` then their lengths. `died` is whether the
    process of its cells was killed, which may have had nothing to do with them.
    """

    name: str
    notebook: str
    parameters: dict[str, object]
    digest: str
    state: str
    title: str
    contents: dict[str, bytes] = field(default_factory=dict, repr=False)
    files: dict[str, int] = field(default_factory=dict)
    finding: str = ""
    facts: dict[str, Any] = field(default_factory=dict, repr=False)
    made: str = ""
    error: str = ""
    seconds: float = 0.0
    died: bool = False


def digest(parts: Iterable[str | bytes]) -> str:
    """The SHA-256 of some texts and bytes, each with its length, so that none runs into the next."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(raw) + raw)
    return whole.hexdigest()


@functools.cache
def library() -> str:
    """The digest of this library, its data and documents, and what it draws and renders with."""
    folders = [PACKAGE, data_folder("data"), data_folder("seeds")]
    files = sorted({p for f in folders for p in f.rglob("*") if p.is_file() and p.suffix not in (".pyc", ".ipynb")})
    versions = [f"{name} {version(name)}" for name in MADE_WITH]
    contents = (part for p in files for part in (p.name, p.read_bytes()))
    return digest([__version__, platform.python_version(), *versions, *contents])


def corpus(documents: Documents | None = None) -> corpora.Corpus:
    """The corpus of documents (the seeds by default); the last few are kept and not read again."""
    key = documents.digest if documents else ""
    with _reading:
        if key not in _read:
            while len(_read) >= KEPT:
                del _read[next(iter(_read))]
            with leaving.private_folder(), tempfile.TemporaryDirectory(prefix="documents-") as room:
                _read[key] = corpora.read(**documents.unpacked(Path(room)) if documents else {})
        return _read[key]


def run(job: Job, expected: str | None = None, limits: Limits = Limits()) -> Entry:
    """
    Make a report from nothing but its job; nothing is left on disk.

    Parameters
    ----------
    job : Job
    expected : str, optional
        The `library` that the batch was checked with.
    limits : Limits

    Returns
    -------
    Entry
        Also where the notebook fails; only faults of the machine, or of this library, are raised.
    """
    if expected and expected != library():
        raise SourceError("this worker has another release of bilateral, or of what it draws with")
    start = time.perf_counter()
    with leaving.private_folder(), tempfile.TemporaryDirectory(prefix="report-") as place:
        room = Path(place).resolve()
        (room / "work").mkdir()
        path = room / "work" / job.notebook
        path.write_bytes(job.code)
        given, homes = _unpacked(job, room)
        try:
            entry = _made(job, _at_home(notebook.run(path, given, limits), homes), given.get("record"))
        except notebook.NotebookError as error:
            book = json.dumps(_at_home(error.notebook, homes), indent=1, ensure_ascii=False) + "\n"
            contents = {f"{job.name}.failed.ipynb": book.encode("utf-8", "replace")}
            entry = job.entry("failed", _heading(job), contents)
            entry.error, entry.died = _replaced(str(error), homes), error.died
    entry.seconds = round(time.perf_counter() - start, 2)
    return entry


def _unpacked(job: Job, room: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The parameters with documents and packs unpacked in a folder, and for each path there the user's own."""
    given: dict[str, Any] = dict(job.parameters)
    homes = {}
    if job.documents:
        for name, path in job.documents.unpacked(room).items():
            name = "documents" if name == "path" else name
            homes[str(path)], given[name] = given[name], str(path)
    for n, pack in enumerate(job.packs):
        here = str(pack.unpack(room / f"pack-{n}" / Path(pack.path).name))
        homes[here] = pack.path
        given["record"] = [here if path == pack.path else path for path in given["record"]]
    return given, homes


def _made(job: Job, book: NotebookNode, chosen: Any) -> Entry:
    """The entry of a notebook that ran to its end."""
    heading, question = _heading(job), book.metadata.get("title", job.notebook)
    entry, period = job.entry("made", heading, {}), ""
    entry.made, entry.finding = time.strftime("%Y-%m-%d"), question
    if job.tables and job.view:
        view = corpus(job.documents).select(*job.view).with_record(packs.chosen(chosen))
        entry.finding = question = headlines.title(view).partition(": ")[2]
        period = headlines.period_of(view)
        entry.contents = {f"{job.name}/{name}": raw for name, raw in saving.files(view, job.excel_safe).items()}
        entry.facts = facts(view)
    page = notebook.render(book, f"{heading}{period}: {question}", job.notebook, tuple(entry.contents))
    entry.contents = {f"{job.name}.html": page.encode("utf-8", "replace"), **entry.contents}
    return entry


def facts(view: corpora.Corpus) -> dict[str, Any]:
    """What the index shows of a report besides its finding: its size, its verdicts, what is unread, bands of relations."""
    together = view.phases[view.phases["source"] == "all"]
    begin = together["opened_earliest"].fillna(together["opened_latest"])
    end = together["closed_earliest"].fillna(together["closed_latest"])
    bands = zip(together["status"], begin.dt.year, end.dt.year, strict=True)
    left = view.unread[~view.unread["why"].eq(SET_ASIDE)]
    return {
        "documents": len(view.sources),
        "words": int(view.sources["words"].sum()),
        "verdicts": view.claims["against_record"].value_counts().to_dict(),
        "unread": int(left["kind"].eq("date").sum()),
        "bands": [(status, int(first), None if pd.isna(last) else int(last)) for status, first, last in bands],
    }


def _heading(job: Job) -> str:
    """The names of the two states, or the report's."""
    return " and ".join(corpus(job.documents).pairs[job.view[0]]) if job.view else job.name


def _at_home(book: Any, homes: dict[str, str]) -> Any:
    """A notebook with the user's own paths instead of those where documents and packs were unpacked."""
    escaped = {json.dumps(here)[1:-1]: json.dumps(home)[1:-1] for here, home in homes.items()}
    return nbformat.from_dict(json.loads(_replaced(json.dumps(book), escaped))) if homes else book


def _replaced(text: str, homes: dict[str, str]) -> str:
    for here, home in homes.items():
        text = text.replace(here, home)
    return text
