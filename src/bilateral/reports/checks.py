"""Everything about a plan that can be wrong, found before anything runs or is written."""

import functools
import os
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from .. import corpus as corpora
from ..files import SourceError, data_folder
from ..record import packs
from ..record.packs import Packs
from ..states import names as states
from .jobs import Documents, Job, corpus, digest
from .parameters import declared
from .plan import REFUSED, PlanError, Value, file_bytes, read

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
#: Names that are other files' here, or devices on Windows.
TAKEN = re.compile(r"index|manifest|con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
OWN_FOLDER = "the tables would be written into the documents' own folder {!r}; choose another --out"


def jobs(plan: str | Path, out: str | Path, excel_safe: bool = False, record: Packs | None = None) -> list[Job]:
    """
    The jobs of a plan, all checked.

    Parameters
    ----------
    plan : str or path
    out : str or path
        The folder that reports are to be written to.
    excel_safe : bool
        Whether the tables are to be harmless for spreadsheets, see `csv_tables.write`.
    record : str or path, or a list of them, optional
        The packs of reports for which the plan names none, as for ``bilateral.record.load``.

    Returns
    -------
    list of Job

    Raises
    ------
    PlanError
        With every problem, each with its line.
    """
    wishes, problems = read(plan)
    chosen = [] if record is None else [str(pack) for pack in packs.chosen(record)]
    checker = _Checker(Path(plan).resolve().parent, Path(out), problems, chosen)
    found = [replace(job, excel_safe=excel_safe) for wish in wishes if (job := checker.job(wish))]
    checker.distinct()
    if problems.found:
        raise PlanError(problems.lines())
    return found


def folder(out):
    """The folder to write to, if it can be one."""
    out = Path(out)
    if out.exists() and not out.is_dir():
        raise SourceError(f"out: {str(out)!r} is a file; give a folder")
    return out


def inside(out, job):
    """Whether all files of a report lie in the output folder, wherever links lead."""
    top = out.resolve()
    return all((out / name).resolve().parent == top for name in (job.name, *beside(job.name)))


def beside(name):
    """What may be written of a report, other than its folder."""
    return f"{name}.html", f"{name}.failed.ipynb"


def apart(out, job):
    """Whether a report's tables are written anywhere but among its own documents."""
    if not job.tables or not job.documents:
        return True
    place = Path(job.documents.path)
    return (out / job.name).resolve() != (place.parent if job.documents.file else place)


def slug(text):
    """A text as part of a file's name; what is lost of it (letters, length) becomes a number that tells it apart."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-_")[:80].rstrip("-_")
    kept = len(short) == len(re.sub(r"[^\w]+", "-", text).strip("-_"))
    return short if kept and short else f"{short}-{digest([text])[:8]}".strip("-")


class _Checker:
    """Checks the wishes of one plan; notebooks and documents are each read once."""

    def __init__(self, here, out, problems, record=()):
        self.record = record  # the packs of reports for which the plan names none
        self.here, self.out, self.problems, self.taken = here, folder(out), problems, {}
        self.notebook = functools.cache(self._notebook)
        self.documents = functools.cache(self._documents)
        self.dyads = functools.cache(self._dyads)
        self.period = functools.cache(corpora.period)

    def job(self, wish):
        """The job of a wish, or None where something is wrong with it."""
        values, before = dict(wish.values), len(self.problems.found)
        told = values.pop("notebook", Value("report", wish.line))
        output = values.pop("output", None)
        try:
            name, code, known = self.notebook(told.value if isinstance(told.value, str) else repr(told.value))
        except ValueError as error:
            self.problems.add(told.line, f"notebook: {error}")
            return None
        if self.record and "record" in known:
            values.setdefault("record", Value(self.record, wish.line))
        given = {key: value for key in values if (value := self._typed(key, values[key], name, known)) is not None}
        if any(value.value is REFUSED for value in wish.values.values()):
            return None
        shipped, view = self._valid(given, values, known, wish.line)
        if shipped:
            given["documents"] = shipped.path
        own = tuple(map(Documents.pack, filter(os.path.isabs, given.get("record", ()) if view else ())))
        job = Job("", name, code, given, shipped, view, name == "report.ipynb" and view is not None, record=own)
        if output is None and len(self.problems.found) > before:
            return None  # the name made of wrong parameters would be one more problem, and no help
        job = replace(job, name=_named(job) if output is None else output.value)
        self._placed(job, (output or wish).line)
        return job

    def _typed(self, key, value, name, known):
        """A parameter's value, if there is such a parameter and it can have it."""
        if key not in known:
            these = ", ".join(known) or "none"
            self.problems.add(value.line, f"{key!r} is no parameter of {name}; it has {these}")
            return None
        plain = known[key].from_text(value.value) if value.is_text else value.value
        if plain is REFUSED or (plain is None and known[key].default is None):
            return None
        if plain is None and known[key].takes(None):
            self.problems.add(
                value.line, f"{key}: nothing can't stand for {known[key].default!r}; leave it out instead"
            )
            return None
        # What years and dates are is the library's to say: it takes "1924-08" too.
        if known[key].takes(plain) or (key in ("start", "end") and isinstance(plain, str)):
            return plain
        self.problems.add(value.line, f"{key}: {plain!r} is no {known[key]}")
        return None

    def _valid(self, given, values, known, line):
        """The documents and the view, if the library can use the parameters."""
        whole = {key: given.get(key, parameter.default) for key, parameter in known.items()}
        shipped, view = None, None
        try:
            if whole.get("documents"):
                shipped = self.documents(_text("documents", whole["documents"]))
            # In a notebook with both, all four mean what they mean in ours; in others they may be anything.
            if {"dyad", "documents"} <= set(whole):
                span = [value if value is None else _text(key, value, (int, str)) for key, value in _span(whole)]
                self.period(*span)
                held = self.dyads(shipped)
                dyad = _text("dyad", whole["dyad"])
                if not shipped and known["dyad"].default not in held:
                    states.pair(dyad)  # a notebook that by itself is on other states than the seeds brings its own text
                else:
                    view = dyad if dyad in held else corpora.known(corpus(shipped), dyad), *span
                    if given.get("record"):
                        told = given["record"] if isinstance(given["record"], list) else [given["record"]]
                        given["record"] = list(map(str, packs.chosen([self._pack(pack) for pack in told])))
                    if "dyad" in given:  # one report, and one name of it, however the two states are spelled
                        given["dyad"] = view[0]
        except SourceError as error:
            about = str(error).partition(":")[0]
            self.problems.add(values[about].line if about in values else line, str(error))
        return shipped, view

    def _notebook(self, told):
        """A notebook's name, bytes and parameters: one of ours by its name, or a path."""
        ours = data_folder("notebooks")
        stem = told.removesuffix(".ipynb")
        path = next(
            (p for p in sorted(ours.rglob("*.ipynb")) if p.relative_to(ours).with_suffix("").as_posix() == stem), None
        )
        if path is None and told.endswith(".ipynb"):
            path = self.here / told
        try:
            raw = file_bytes(path) if path else None
        except (OSError, ValueError) as error:
            if os.path.exists(path):
                raise ValueError(f"can't read {told!r}: {getattr(error, 'strerror', None) or error}") from None
            raw = None
        if raw is None:
            names = ", ".join(sorted(p.stem for p in ours.glob("*.ipynb")))
            raise ValueError(f"there is no {told!r}; there are {names}, and paths that end in .ipynb")
        try:
            return path.name, raw, declared(raw)
        except ValueError as error:
            raise ValueError(f"{told!r} is {error}") from None

    def _documents(self, told):
        path = self.here / Path(told).expanduser() if isinstance(told, str) else told
        try:
            return Documents.of(path)
        except (OSError, ValueError) as error:
            if isinstance(error, SourceError):
                raise
            raise SourceError(f"documents: {told!r} is no path") from None

    def _pack(self, told):
        return told if told == packs.SHIPPED else self.here / Path(_text("record", told)).expanduser()

    def _dyads(self, shipped):
        return frozenset(corpus(shipped).dyads)

    def _placed(self, job, line):
        """Whether the report's files have a harmless name, and places inside the output folder."""
        name = job.name
        if not isinstance(name, str) or not NAME.fullmatch(name) or TAKEN.fullmatch(name):
            rule = "up to 100 letters (a to z), digits, '-' and '_', and no other file's name"
            self.problems.add(line, f"output: {name!r} is none; it needs {rule}")
            return
        self.taken.setdefault(name.casefold(), []).append((line, name))
        try:
            if not inside(self.out, job):
                self.problems.add(line, f"output: {name!r} is a link that leads out of the output folder")
            elif not apart(self.out, job):
                self.problems.add(line, f"out: {OWN_FOLDER.format(name)}")
        except (OSError, RuntimeError):  # links in a circle
            self.problems.add(line, f"output: {name!r} is a link that leads nowhere")

    def distinct(self):
        """No two reports may have one name, also where a file system tells no capitals."""
        for (first, _), *others in self.taken.values():
            for line, name in others:
                where = f"line {first}" if line != first else "another of the same line"
                self.problems.add(line, f"output: {name!r} is written by {where} too; name one with 'output:'")


def _span(whole):
    return [(key, whole.get(key)) for key in ("start", "end")]


def _text(key, value, kinds=str):
    """A value that is to be a text (or a year), where the notebook does not say so itself."""
    if not isinstance(value, kinds):
        raise SourceError(f"{key}: {value!r} is no text")
    return value


def _named(job):
    """A name from what makes a report another than its notebook by itself."""
    stem, told = job.notebook.removesuffix(".ipynb"), dict(job.parameters)
    parts = [] if stem == "report" else [stem]
    if job.documents:
        parts.append(Path(told.pop("documents")).stem)
    parts += [Path(pack).name for pack in told.pop("record", ()) if pack != packs.SHIPPED] if job.view else []
    dyad, start, end = told.pop("dyad", None), told.pop("start", None), told.pop("end", None)
    parts += [dyad or (job.view and job.view[0])] if dyad or job.view else []
    if start is not None or end is not None:
        parts.append(f"{start or 'to'}-{end or 'on'}" if start is not None else f"to-{end}")
    parts += [f"{name}-{value}" for name, value in told.items()]
    return slug("-".join(map(str, parts)) or stem)
