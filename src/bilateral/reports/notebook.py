"""Reports: a notebook run for each dyad and written as one HTML file, whole or not at all, with its tables as CSV."""

import logging
import tempfile
import threading
import time
import warnings
from pathlib import Path

from markupsafe import Markup

from .. import corpus as corpora
from .. import csv_tables, display, tables
from ..files import PACKAGE, SourceError, data_folder
from ..record.packs import SHIPPED, chosen

TABLES = tuple(tables.COLUMNS)
#: Tables whose rows others point at, and what their labels are called there.
LABELS = {"events": "event", "claims": "claim"}
_local = threading.local()


class NotebookError(SourceError):
    """
    A notebook that failed, in one line.

    `notebook` is what it had come to, with the error in it; `died` says that the process of its cells was killed.
    """

    notebook, died = None, False


def jobs(out="reports", dyads=None, start=None, end=None, documents=None, excel_safe=False, record=None):
    """
    What is to be made for `make`: a job for each dyad, all checked.

    Returns
    -------
    list of bilateral.batch.jobs.Job

    Raises
    ------
    SourceError
        If a parameter can't be used.
    """
    from . import checks
    from .jobs import Documents, Job, corpus

    corpora.period(start, end)
    shipped = Documents.of(documents) if documents else None
    held = corpus(shipped)
    wanted = [dyads] if isinstance(dyads, str) else dyads or held.dyads
    dyads = list(dict.fromkeys(corpora.known(held, dyad) for dyad in wanted))
    if not dyads:
        raise SourceError("documents: no document is on two states, so that there is nothing to report")
    out = checks.folder(out)
    code = (data_folder("notebooks") / "report.ipynb").read_bytes()
    told = {"start": start, "end": end, "documents": shipped.path if shipped else None}
    packs = [] if record is None else [str(pack) for pack in chosen(record)]
    told |= {"record": packs} if packs else {}
    own = tuple(Documents.pack(pack) for pack in packs if pack != SHIPPED)
    found = [
        Job(slug, "report.ipynb", code, {"dyad": slug, **told}, shipped, (slug, start, end), True, excel_safe, own)
        for slug in dyads
    ]
    for job in found:
        if not checks.inside(out, job):
            raise SourceError(f"out: {job.name!r} there is a link that leads out of the folder")
        if not checks.apart(out, job):
            raise SourceError(f"out: {checks.OWN_FOLDER.format(job.name)}")
    return found


def make(out="reports", dyads=None, start=None, end=None, documents=None, progress=True, excel_safe=False, record=None):
    """
    Make a report for each dyad, and an index of them.

    Everything is checked before the first notebook runs. A report and its tables are written beside their places and
    moved there when they are whole. The same documents give the same bytes; a batch (`bilateral.batch`) also keeps a
    record, and makes only what has changed.

    Parameters
    ----------
    out : str or path
        The folder to write to; made if it is not there.
    dyads : list of str, optional
        Slugs; otherwise every dyad that the documents are on.
    start, end : int or str, optional
    documents : str or path, optional
        A file or folder; otherwise the five seeds.
    progress : bool
        Whether to show how far it is.
    excel_safe : bool
        Whether texts in CSV files that a spreadsheet would run as formulas get an apostrophe before them.
    record : str or path, or a list of them, optional
        The packs that claims are held against, as for ``bilateral.record.load``.

    Returns
    -------
    list of pathlib.Path
        The HTML files, the index last.

    Raises
    ------
    SourceError
        If a parameter can't be used; then nothing has been written. Or if the notebook fails.
    """
    from .. import reports as batch

    made = batch.make(jobs(out, dyads, start, end, documents, excel_safe, record), out, progress=progress, keep=False)
    for record in made.failed:
        raise SourceError(record.error)
    return [*made.pages, Path(out) / "index.html"]


def run(notebook, parameters, limits=None):
    """
    Run a notebook with papermill, in its own folder, in a process of its own.

    Parameters
    ----------
    notebook : path
    parameters : dict
    limits : batch.jobs.Limits, optional
        How long a cell and the whole notebook may take.

    Returns
    -------
    nbformat.NotebookNode
        The notebook with its outputs; it is not left on disk.

    Raises
    ------
    NotebookError
        If a cell fails, or takes too long.
    """
    import nbformat

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what papermill's dependencies deprecate is none of a user's business
        import papermill

    from . import engine, leaving

    notebook = Path(notebook)
    logging.getLogger("papermill").setLevel(logging.ERROR)  # it doubts parameters whose types it can't read
    given = {"execution_timeout": limits.cell, "deadline": time.monotonic() + limits.report} if limits else {}
    papermill.engines.papermill_engines.register("bilateral", engine.InProcessEngine)
    with leaving.private_folder(), tempfile.TemporaryDirectory() as room:
        done = Path(room) / "run.ipynb"
        try:
            return papermill.execute_notebook(
                nbformat.read(notebook, as_version=4),
                str(done),
                parameters={k: v for k, v in parameters.items() if v is not None},
                engine_name="bilateral",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                kernel_name="python3",
                language="python",
                resources={"metadata": {"path": str(notebook.parent)}},
                extra_arguments=[
                    "--IPKernelApp.log_level=50"
                ],  # an ordinary kernel's remarks would cut the progress bar
                **given,
            )
        except papermill.PapermillExecutionError as error:
            raise _failed(notebook.name, error, nbformat.read(done, as_version=4)) from None


def _failed(name, error, notebook):
    """The error of a notebook that failed, with the notebook as far as it had come."""
    from . import engine

    failed = NotebookError(f"{name}, cell {error.exec_count}: {error.ename}: {error.evalue}")
    failed.notebook, failed.died = notebook, error.ename == engine.DIED
    return failed


def render(notebook, title):
    """The executed notebook as one HTML page without code: a str."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page, _ = _exporter().from_notebook_node(notebook, resources={"title": title})
    return page


def _exporter():
    """What renders, made once in each thread: finding and compiling its templates takes longer than their use."""
    if not hasattr(_local, "exporter"):
        from nbconvert import HTMLExporter

        folder = PACKAGE / "templates"
        exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(folder)], exclude_input=True)
        exporter.environment.autoescape = True  # before any template is compiled; nbconvert leaves it off
        exporter.register_filter("escaped", lambda text: Markup(display.escaped(text)))
        # What a cell prints may come in one piece or in several, as the kernel happens to send it.
        exporter.register_preprocessor("nbconvert.preprocessors.CoalesceStreamsPreprocessor", enabled=True)
        _local.exporter = exporter
    return _local.exporter


def write_tables(corpus: corpora.Corpus, folder: Path, excel_safe: bool = False) -> None:
    """Write a corpus's tables as CSV files (UTF-8) into a folder; `excel_safe` as in `csv_tables.write`."""
    folder.mkdir(parents=True)
    for name in TABLES:
        table = csv_tables.write(getattr(corpus, name), LABELS.get(name), excel_safe)
        (folder / f"{name}.csv").write_bytes(table.encode("utf-8"))


__all__ = ["NotebookError", "jobs", "make", "render", "run", "write_tables"]
