"""One report: everything that it is made from, by value, so that any machine can make it, and what comes of it."""

import base64
import functools
import hashlib
import io
import json
import platform
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from .. import __version__, display
from .. import corpus as corpora
from ..documents import folders
from ..files import PACKAGE, SourceError, data_folder
from ..history import corrections
from ..record import packs
from ..states import spelling as state_names
from . import leaving

#: What decides how a page looks besides our own code.
MADE_WITH = ("pandas", "matplotlib", "nbconvert", "papermill", "ipykernel")
THUMBNAIL = (320, 240)
_read, _reading = {}, threading.Lock()  # a Dask worker runs several jobs in threads


@dataclass(frozen=True, eq=False)
class Documents:
    """Documents by value: their folder's or file's own path, the file's name (or nothing), and path in it → bytes."""

    path: str
    file: str
    contents: dict = field(repr=False)

    @classmethod
    def of(cls, path):
        """What stands at a path, with the `sources.csv`, `corrections.csv` and `states.csv` beside it."""
        found, path = folders.files(path), Path(path)
        folder = path if path.is_dir() else path.parent
        beside = {folder / name for name in ("sources.csv", corrections.FILE, state_names.FILE)}
        beside |= {p.parent / "sources.csv" for p, *_ in found}
        try:
            contents = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(beside) if p.is_file()}
            # What is not read is listed on another machine as it is here, by its name alone.
            contents |= {p.relative_to(folder).as_posix(): b"" if why else p.read_bytes() for p, *_, why in found}
        except OSError as error:
            raise SourceError(f"documents: can't read {str(error.filename)!r}: {error.strerror}") from None
        return cls(str(path.resolve()), "" if path.is_dir() else path.name, contents)

    @classmethod
    def pack(cls, folder):
        """A pack of the record, by value."""
        return cls(str(Path(folder).resolve()), "", {p.name: p.read_bytes() for p in packs.files_of(folder)})

    @functools.cached_property
    def digest(self):
        return digest([self.file, *(part for item in sorted(self.contents.items()) for part in item)])

    def unpack(self, folder):
        """Write them to a new folder; the path to read."""
        folder.mkdir()
        for name, raw in self.contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(raw)
        return folder / self.file


@dataclass(frozen=True, eq=False)
class Job:
    """
    A report to make.

    Attributes
    ----------
    name : str
        What its files are called.
    notebook : str
    code : bytes
        The notebook's file name, and the file.
    parameters : dict
        As the notebook gets them; `documents` is the user's own path, and `record` are those of packs.
    documents : Documents, optional
    record : tuple of Documents
        The packs of `record` other than the one that ships.
    view : tuple, optional
        Dyad, start and end, where the documents are on the dyad.
    tables : bool
        Whether the tables are written beside the page.
    excel_safe : bool
        Whether they are made harmless for spreadsheets, see `csv_tables.write`.
    """

    name: str
    notebook: str
    code: bytes = field(repr=False)
    parameters: dict
    documents: Documents = field(default=None, repr=False)
    view: tuple = None
    tables: bool = False
    excel_safe: bool = False
    record: tuple = field(default=(), repr=False)

    @functools.cached_property
    def digest(self):
        """What the report depends on: as long as it stays, so does the report."""
        given = {k: v for k, v in self.parameters.items() if k != "documents"}
        given |= {"record": [Path(pack).name for pack in given["record"]]} if self.record else {}  # wherever they stand
        told = json.dumps(given, sort_keys=True)
        documents = self.documents.digest if self.documents else ""
        safe = ["excel-safe"] if self.excel_safe else []
        return digest([self.notebook, self.code, told, documents, library(), *safe, *(p.digest for p in self.record)])


@dataclass(frozen=True)
class Limits:
    """How long a cell and a whole report may take, in seconds."""

    cell: float = 600.0
    report: float = 1800.0


@dataclass
class Outcome:
    """
    What came of a job: its state (made, failed), its files (name → bytes), and what the index says of it.

    `died` says that the process of its cells was killed, which may have had nothing to do with them.
    """

    state: str
    files: dict = field(default_factory=dict, repr=False)
    title: str = ""
    said: str = ""
    thumbnail: str = field(default="", repr=False)
    error: str = ""
    seconds: float = 0.0
    died: bool = False


def digest(parts):
    """The SHA-256 of some texts and bytes, each with its length, so that none runs into the next."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(raw))
        whole.update(raw)
    return whole.hexdigest()


@functools.cache
def library():
    """The digest of this library, its data and documents, and what it draws and renders with."""
    folders = [PACKAGE, *map(data_folder, ("data", "seeds"))]
    files = sorted({p for f in folders for p in f.rglob("*") if p.is_file() and p.suffix not in (".pyc", ".ipynb")})
    versions = [f"{name} {version(name)}" for name in MADE_WITH]
    contents = (part for p in files for part in (p.name, p.read_bytes()))
    return digest([__version__, platform.python_version(), *versions, *contents])


def corpus(documents=None):
    """What the documents (without any: the seeds) say; those that come again are not read again."""
    key = documents.digest if documents else ""
    with _reading:
        if key not in _read:
            while len(_read) >= 8:
                del _read[next(iter(_read))]
            with tempfile.TemporaryDirectory(prefix="documents-") as room:
                _read[key] = corpora.read(documents.unpack(Path(room) / "documents") if documents else None)
        return _read[key]


def run(job: Job, expected: str | None = None, limits: Limits = Limits()) -> Outcome:
    """
    Make a report, from nothing but the job; nothing is left on disk.

    Parameters
    ----------
    job : Job
    expected : str, optional
        The `library` that the batch was checked with.
    limits : Limits

    Returns
    -------
    Outcome
        A notebook that fails is an outcome too; only what is wrong with the machine, or with us, is raised.
    """
    from . import notebook as reports

    if expected and expected != library():
        raise SourceError("this worker has another release of bilateral, or of what it draws with")
    start = time.perf_counter()
    with leaving.private_folder(), tempfile.TemporaryDirectory(prefix="report-") as place:
        room = Path(place).resolve()
        (room / "work").mkdir()
        notebook, given, moved = room / "work" / job.notebook, dict(job.parameters), []
        notebook.write_bytes(job.code)
        if job.documents:
            given["documents"] = str(job.documents.unpack(room / "documents"))
            moved.append((given["documents"], job.documents.path))
        for n, pack in enumerate(job.record):
            (room / f"pack-{n}").mkdir()
            moved.append((str(pack.unpack(room / f"pack-{n}" / Path(pack.path).name)), pack.path))
        if job.record:
            here = {path: place for place, path in moved}
            given["record"] = [here.get(pack, pack) for pack in given["record"]]
        try:
            outcome = _made(
                job, _at_home(reports.run(notebook, given, limits), moved), room / "tables", given.get("record")
            )
        except reports.NotebookError as error:
            book = json.dumps(_at_home(error.notebook, moved), indent=1, ensure_ascii=False) + "\n"
            outcome = Outcome("failed", {f"{job.name}.failed.ipynb": book.encode("utf-8", "replace")})
            outcome.title, outcome.error, outcome.died = _heading(job), _at_home(str(error), moved), error.died
    outcome.seconds = time.perf_counter() - start
    return outcome


def _made(job, notebook, folder, record=None):
    """The files of a notebook that ran to its end."""
    from . import notebook as reports

    question = "what the documents say" if job.tables else notebook.metadata.get("title", job.notebook)
    heading = _heading(job)
    page = reports.render(notebook, f"{heading}: {question}")
    outcome = Outcome("made", {f"{job.name}.html": page.encode("utf-8", "replace")}, heading, question)
    outcome.thumbnail = _thumbnail(notebook)
    if job.tables:
        view = replace(corpus(job.documents).select(*job.view), record=packs.chosen(record))
        outcome.said = display.summary(view)
        reports.write_tables(view, folder, job.excel_safe)
        outcome.files |= {f"{job.name}/{p.name}": p.read_bytes() for p in sorted(folder.iterdir())}
    return outcome


def _heading(job):
    return display.name(job.view[0], corpus(job.documents)) if job.view else job.name


def _at_home(told, moved):
    """What a notebook says, with the documents where the user has them instead of where they were unpacked."""
    if isinstance(told, str):
        return functools.reduce(lambda text, paths: text.replace(*paths), moved, told)
    if isinstance(told, list):
        return [_at_home(part, moved) for part in told]
    if isinstance(told, dict):
        for name, value in told.items():
            told[name] = _at_home(value, moved)
    return told


def _thumbnail(notebook):
    """The first picture of a notebook, made small: base64 of a PNG, or nothing."""
    from PIL import Image

    shown = (o.get("data", {}) for c in notebook.cells for o in c.get("outputs", ()))
    picture = next((data["image/png"] for data in shown if "image/png" in data), None)
    if picture is None:
        return ""
    small, into = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"), io.BytesIO()
    width, height = THUMBNAIL
    small = small.resize((width, max(1, small.height * width // small.width)), reducing_gap=2.0)
    small.crop((0, 0, width, min(height, small.height))).quantize(24).save(into, "PNG", optimize=True)
    return base64.b64encode(into.getvalue()).decode("ascii")
