"""Reports: a notebook run for each dyad and written as one HTML file, whole or not at all, with its tables as CSV."""

import os
import tempfile
import warnings
from pathlib import Path

from . import corpus as corpora
from . import readable, sources

TABLES = ("sources", "events", "phases", "figures", "visits", "items")


def make(out="reports", dyads=None, start=None, end=None, documents=None, progress=True):
    """
    Make a report for each dyad, and an index of them.

    Everything is checked before the first notebook runs. A report and its tables are written beside their places and
    moved there when they are whole.

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
        Whether to show a progress bar.

    Returns
    -------
    list of pathlib.Path
        The HTML files, the index last.

    Raises
    ------
    SourceError
        If a parameter can't be used; then nothing has been written.
    """
    corpora.period(start, end)
    corpus = corpora.read(documents)
    wanted = [dyads] if isinstance(dyads, str) else dyads or corpus.dyads
    dyads = list(dict.fromkeys(corpora.known(corpus, dyad) for dyad in wanted))
    if not dyads:
        raise sources.SourceError("documents: no document is on two states, so that there is nothing to report")
    out = Path(out)
    if out.exists() and not out.is_dir():
        raise sources.SourceError(f"out: {str(out)!r} is a file; give a folder")
    taken = [slug for slug in dyads if documents and (out / slug).resolve() == Path(documents).resolve()]
    if taken:
        raise sources.SourceError(
            f"out: the tables would be written into the documents' own folder {taken[0]!r}; choose another --out"
        )
    out.mkdir(parents=True, exist_ok=True)
    from tqdm.auto import tqdm

    steps, made, views = tqdm(total=2 * len(dyads), disable=not progress, unit="step", leave=True), [], []
    with tempfile.TemporaryDirectory(dir=out, prefix=".making-") as room:
        for slug in dyads:
            steps.set_description(slug)
            view = corpus.select(slug, start, end)
            parameters = {
                "dyad": slug,
                "start": start,
                "end": end,
                "documents": str(Path(documents).resolve()) if documents else None,
            }
            notebook = run(sources.data_folder("notebooks") / "report.ipynb", parameters)
            steps.update()
            page = Path(room) / f"{slug}.html"
            page.write_text(
                render(notebook, f"{readable.name(slug, corpus)}: what the documents say"), encoding="utf-8"
            )
            write_tables(view, Path(room) / slug)
            (out / slug).mkdir(exist_ok=True)
            for path in sorted((Path(room) / slug).iterdir()):
                os.replace(path, out / slug / path.name)
            os.replace(page, out / page.name)
            made.append(out / page.name)
            views.append((slug, view))
            steps.update()
        index = Path(room) / "index.html"
        index.write_text(_index(views), encoding="utf-8")
        os.replace(index, out / "index.html")
    steps.close()
    return [*made, out / "index.html"]


def run(notebook, parameters):
    """
    Run a notebook with papermill.

    Parameters
    ----------
    notebook : path
    parameters : dict

    Returns
    -------
    nbformat.NotebookNode
        The notebook with its outputs; it is not left on disk.
    """
    import papermill

    with tempfile.TemporaryDirectory() as room, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what papermill's dependencies deprecate is none of a user's business
        try:
            return papermill.execute_notebook(
                str(notebook),
                str(Path(room) / "run.ipynb"),
                parameters={k: v for k, v in parameters.items() if v is not None},
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                kernel_name="python3",
                extra_arguments=["--IPKernelApp.log_level=50"],  # a kernel's remarks would cut the progress bar
            )
        except papermill.PapermillExecutionError as error:
            where = f"{Path(notebook).name}, cell {error.exec_count}"
            raise sources.SourceError(f"{where}: {error.ename}: {error.evalue}") from None


def render(notebook, title):
    """The executed notebook as one HTML page without code: a str."""
    from nbconvert import HTMLExporter

    folder = Path(__file__).parent / "templates"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(folder)], exclude_input=True)
        exporter.register_filter("escaped", readable.escaped)
        page, _ = exporter.from_notebook_node(notebook, resources={"title": title})
    return page


def write_tables(corpus, folder):
    """Write a corpus's tables as CSV files (UTF-8) into a folder."""
    folder.mkdir(parents=True)
    for name in TABLES:
        getattr(corpus, name).to_csv(folder / f"{name}.csv", index=name in ("events",), index_label="event")


def _index(views):
    """The page that lists the reports."""
    rows = []
    for slug, view in views:
        title, what = readable.escaped(readable.name(slug, view)), readable.escaped(readable.summary(view))
        tables = ", ".join(f'<a href="{slug}/{name}.csv">{name}</a>' for name in TABLES)
        rows.append(
            f'<section><h2><a href="{slug}.html">{title}</a></h2><p>{what}</p><p class="meta">Tables as CSV: {tables}</p></section>'
        )
    style = (Path(__file__).parent / "templates" / "report" / "report.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
        "<title>Relations of two states: reports</title>"
        f"<style>{style}</style></head><body><main><h1>Relations of two states, as documents tell them</h1>{''.join(rows)}</main></body></html>\n"
    )


__all__ = ["make", "render", "run", "write_tables"]
