"""The jobs of a plan or of some dyads, each checked before anything runs or is written."""

import functools
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Any

from .. import corpus as corpora
from ..files import SourceError, data_folder
from ..record import packs
from ..record.packs import Packs
from ..states import names as states
from .jobs import Documents, Job, corpus, digest
from .parameters import Parameter, declared
from .plan import Problems, Request, Value, file_bytes, read

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
#: Names of our own files, and of devices on Windows.
TAKEN = {"index", "manifest", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_IN_NAMES = ("dyad", "documents", "rows", "record", "start", "end")
_NO_NAME = re.compile(r"[^a-z0-9_]+")

Dyad = str | tuple[str, str]


def from_plan(plan: str | Path, out: str | Path, excel_safe: bool = False, record: Packs | None = None) -> list[Job]:
    """
    The jobs of a plan.

    Parameters
    ----------
    plan : str or path
        A YAML or CSV file.
    out : str or path
        The folder that the reports will be written to.
    excel_safe : bool
        Whether their tables are to be safe for spreadsheets, see `csv_tables.write`.
    record : str or path, or a list of them, optional
        The packs of reports for which the plan names none, as for ``bilateral.record.load``.

    Raises
    ------
    PlanError
        With all mistakes, each with its line.
    """
    path = Path(plan)
    problems = Problems(path.name)
    requests = read(path, problems)
    return _Checker(path.resolve().parent, out, problems, record).jobs(requests, excel_safe)


def for_dyads(
    out: str | Path,
    dyads: Dyad | Iterable[Dyad] | None = None,
    start: int | str | None = None,
    end: int | str | None = None,
    documents: str | Path | None = None,
    excel_safe: bool = False,
    record: Packs | None = None,
    rows: str | Path | None = None,
) -> list[Job]:
    """
    One job for each dyad.

    Parameters
    ----------
    out : str or path
        The folder that the reports will be written to.
    dyads : list of str, optional
        All dyads of the documents by default.
    start, end : int or str, optional
        The period.
    documents : str or path, optional
        A file or folder; the five seeds by default.
    excel_safe : bool
        Whether their tables are to be safe for spreadsheets, see `csv_tables.write`.
    record : str or path, or a list of them, optional
        The packs that claims are checked by, as for ``bilateral.record.load``.
    rows : str or path, optional
        A file of rows that another reader has of the documents, as for ``bilateral.read``.

    Raises
    ------
    SourceError
        If a parameter can't be used.
    """
    checker = _Checker(Path(), out, Problems(""), record)
    given = {"documents": str(documents) if documents else None, "rows": str(rows) if rows else None}
    held = corpus(checker.documents(*given.values()) if any(given.values()) else None)
    wanted = [dyads] if isinstance(dyads, str) else dyads or held.dyads
    slugs = dict.fromkeys(corpora.known(held, dyad) for dyad in wanted)
    if not slugs:
        raise SourceError("documents: no document is on two states, so there is nothing to report")
    values = {n: Value(value, 0) for n, value in {"start": start, "end": end, **given}.items() if value is not None}
    requests = [Request(0, {"dyad": Value(slug, 0), "output": Value(slug, 0), **values}) for slug in slugs]
    return checker.jobs(requests, excel_safe)


def _given(documents: Documents | None) -> dict[str, str]:
    """The parameters that documents are given by."""
    others = documents and documents.rows
    return {n: part.path for n, part in (("documents", documents), ("rows", others)) if part}


def _paths(record: Packs | None) -> list[str]:
    """The packs that are named, checked; none where the one that ships is to be used by default."""
    return [] if record is None else list(map(str, packs.chosen(record)))


def _folder(out: str | Path) -> Path:
    """The folder to write to, if it can be one."""
    if Path(out).exists() and not Path(out).is_dir():
        raise SourceError(f"out: {str(out)!r} is a file; give a folder")
    return Path(out)


def _check_place(out: Path, job: Job) -> None:
    """Raise SourceError unless a report's files stay in the output folder and apart from its own documents."""
    try:
        places = {(out / name).resolve() for name in (job.name, f"{job.name}.html", f"{job.name}.failed.ipynb")}
        leads_out = {place.parent for place in places} != {out.resolve()}
    except (OSError, RuntimeError):  # links in a circle
        leads_out = True
    if leads_out:
        raise SourceError(f"output: {job.name!r} is a link that leads out of the output folder, or nowhere")
    if job.tables and job.documents and (out / job.name).resolve() == Path(job.documents.folder):
        raise SourceError(
            f"out: the tables would be written into the documents' own folder {job.name!r}; choose another --out"
        )


class _Checker:
    """Checks the requests of one plan; reads each notebook and each folder of documents once."""

    def __init__(self, here: Path, out: str | Path, problems: Problems, record: Packs | None) -> None:
        self.here, self.out, self.problems, self.record = here, _folder(out), problems, _paths(record)
        self.lines: dict[str, int] = {}
        self.notebook = functools.cache(self._notebook)
        self.documents = functools.cache(self._documents)
        self.dyads = functools.cache(lambda documents: frozenset(corpus(documents).dyads))

    def jobs(self, requests: Iterable[Request], excel_safe: bool) -> list[Job]:
        """The jobs of requests, if there is no mistake in any."""
        found = [replace(job, excel_safe=excel_safe) for each in requests if (job := self.job(each))]
        self.problems.check()
        return found

    def job(self, request: Request) -> Job | None:
        """The job of a request, or None where a mistake was found."""
        values, before = dict(request.values), len(self.problems.found)
        notebook = values.pop("notebook", Value("report", request.line))
        output = values.pop("output", None)
        with self.problems.at(notebook.line):
            name, code, known = self.notebook(str(notebook.value))
            if self.record and "record" in known:
                values.setdefault("record", Value(self.record, request.line))
            given = {}
            for key, value in values.items():
                with self.problems.at(value.line):
                    given |= _typed(key, value, known, name)
            documents, view = self._view(given, values, known, request.line)
            own: tuple[Documents, ...] = ()
            if view and given.get("record"):
                with self.problems.at(values["record"].line):
                    given["record"] = _paths(self._packs(given["record"]))
                    own = tuple(Documents.of_pack(path) for path in given["record"] if path != packs.SHIPPED)
            job = Job("", name, code, given, documents, view, packs=own)
            # The name made of wrong parameters would only be one more problem.
            if output or len(self.problems.found) == before:
                return self._placed(job, output or Value(_name(job), request.line))
        return None

    def _view(
        self, given: dict[str, object], values: dict[str, Value], known: dict[str, Parameter], line: int
    ) -> tuple[Documents | None, tuple | None]:
        """The documents and the view, if the library can use the parameters; in `given`, both as we write them."""
        whole = {name: given.get(name, parameter.default) for name, parameter in known.items()}
        documents, view = None, None
        try:
            if whole.get("rows") or whole.get("documents"):
                documents = self.documents(*(_text(whole, name, str | None) for name in ("documents", "rows")))
                given |= _given(documents)
            # In a notebook with both, all four mean what they mean in ours; in others they may be anything.
            if {"dyad", "documents"} <= whole.keys():
                span = _text(whole, "start", str | int | None), _text(whole, "end", str | int | None)
                corpora.period(*span)
                held, dyad = self.dyads(documents), _text(whole, "dyad")
                if documents or known["dyad"].default in held:
                    view = (dyad if dyad in held else corpora.known(corpus(documents), dyad)), *span
                else:
                    states.pair(dyad)  # a notebook that brings its own text may be on any states
        except SourceError as error:
            about = str(error).partition(":")[0]
            self.problems.add(values[about].line if about in values else line, str(error))
        if view and "dyad" in given:
            given["dyad"] = view[0]
        return documents, view

    def _notebook(self, text: str) -> tuple[str, bytes, dict[str, Parameter]]:
        """A notebook's name, file and parameters: one of ours by its name, or a path."""
        folder = data_folder("notebooks")
        ours = {p.relative_to(folder).with_suffix("").as_posix(): p for p in sorted(folder.rglob("*.ipynb"))}
        path = ours.get(text.removesuffix(".ipynb"), self.here / text)
        if path.suffix != ".ipynb" or not os.path.exists(path):
            names = ", ".join(name for name in ours if "/" not in name)
            raise SourceError(f"notebook: there is no {text!r}; there are {names}, and paths that end in .ipynb")
        try:
            raw = file_bytes(path)
            return path.name, raw, declared(raw)
        except OSError as error:
            raise SourceError(f"notebook: can't read {text!r}: {error.strerror}") from None
        except SourceError as error:
            raise SourceError(f"notebook: {text!r} is {error}") from None

    def _documents(self, text: str | None, rows: str | None) -> Documents:
        try:
            return Documents.of(text and self._path(text), self._path(rows) if rows else None)
        except OSError:
            raise SourceError(f"documents: {text!r} is not a path") from None

    def _packs(self, record: Any) -> list[Any]:
        """The packs of a plan; its paths count from where it is."""
        named = record if isinstance(record, list) else [record]
        own = (packs.SHIPPED, *packs.KNOWN)
        return [self._path(name) if isinstance(name, str) and name not in own else name for name in named]

    def _path(self, text: str) -> Path:
        try:
            return self.here / Path(text).expanduser()
        except RuntimeError:  # there is no such user
            return self.here / text

    def _placed(self, job: Job, output: Value) -> Job:
        """The job with its name, if its files have a safe name of their own, and places inside the output folder."""
        with self.problems.at(output.line):
            job = replace(job, name=output.value)
            if not isinstance(job.name, str) or not NAME.fullmatch(job.name) or job.name.lower() in TAKEN:
                rule = "up to 100 letters (a to z), digits, '-' and '_', and not the name of another file"
                raise SourceError(f"output: {job.name!r} can't be used; a name has {rule}")
            _check_place(self.out, job)
            first = self.lines.get(job.name.casefold())  # some file systems see no difference in capitals
            if first is not None:
                where = f"line {first}" if first != output.line else "another report of the same line"
                raise SourceError(f"output: {job.name!r} is written by {where} too; name one with 'output:'")
            self.lines[job.name.casefold()] = output.line
        return job


def _typed(name: str, value: Value, known: dict[str, Parameter], notebook: str) -> dict[str, object]:
    """A parameter with its value, if it can have it; nothing where the value is left out."""
    if name not in known:
        raise SourceError(f"{name!r} is not a parameter of {notebook}, which has: {', '.join(known) or 'none'}")
    parameter = known[name]
    plain = parameter.from_text(str(value.value)) if value.is_text else value.value
    if plain is None and parameter.default is None:
        return {}
    # The library decides what years and dates are: it takes "1924-08", too.
    if parameter.takes(plain) or (name in ("start", "end") and isinstance(plain, str)):
        return {name: plain}
    raise SourceError(f"{name}: {plain!r} is not of type {' or '.join(parameter.types)}")


def _text(values: dict[str, object], name: str, kinds: type | UnionType = str) -> Any:
    """A value that has to be a text (or a year), where the notebook does not declare that."""
    if not isinstance(value := values.get(name), kinds):
        raise SourceError(f"{name}: {value!r} is not a text")
    return value


def _name(job: Job) -> str:
    """A name from all in which a report differs from its notebook's own."""
    stem, given = job.notebook.removesuffix(".ipynb"), job.parameters
    start, end = given.get("start"), given.get("end")
    parts = [
        "" if stem == "report" else stem,
        *(Path(path).stem for path in _given(job.documents).values()),
        *(Path(pack.path).name for pack in job.packs),
        given.get("dyad") or (job.view[0] if job.view else ""),
        f"{start or 'to'}-{end or 'on'}" if start or end else "",
        *(f"{name}-{value}" for name, value in given.items() if name not in _IN_NAMES),
    ]
    return slug("-".join(str(part) for part in parts if part) or stem)


def slug(text: str) -> str:
    """A text as part of a file's name; where letters or length are lost, with a number that makes it unique."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    short = _NO_NAME.sub("-", plain.lower()).strip("-_")[:80].rstrip("-_")
    complete = sum(map(str.isalnum, short)) == sum(map(str.isalnum, text))
    return short if short and complete else f"{short}-{digest([text])[:8]}".strip("-")
