"""One notebook: run with papermill, and rendered as an HTML page."""

import logging
import tempfile
import threading
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from nbformat import NotebookNode, read

from .. import display
from ..files import PACKAGE, SourceError
from . import leaving

if TYPE_CHECKING:
    from nbconvert import HTMLExporter

    from .jobs import Limits

_local = threading.local()


class NotebookError(SourceError):
    """
    A notebook that failed, in one line.

    `notebook` is what it had come to, with the error in it; `died` is whether the process of its cells was killed.
    """

    def __init__(self, text: str, notebook: NotebookNode | None = None, died: bool = False) -> None:
        super().__init__(text)
        self.notebook, self.died = notebook, died


def run(path: str | Path, parameters: dict[str, object], limits: "Limits | None" = None) -> NotebookNode:
    """
    Run a notebook with papermill, in its own folder, in a process of its own.

    Parameters
    ----------
    path : path
    parameters : dict
    limits : Limits, optional
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what papermill's dependencies deprecate does not concern the user
        from papermill import PapermillExecutionError, execute_notebook
        from papermill.engines import papermill_engines

    from . import engine

    path = Path(path)
    logging.getLogger("papermill").setLevel(logging.ERROR)  # it warns of parameters with types that it can't read
    papermill_engines.register("bilateral", engine.InProcessEngine)
    with leaving.private_folder(), tempfile.TemporaryDirectory() as room:
        done = Path(room) / "run.ipynb"
        try:
            return execute_notebook(
                read(path, as_version=4),
                str(done),
                parameters=parameters,
                engine_name="bilateral",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                kernel_name="python3",
                language="python",
                resources={"metadata": {"path": str(path.parent)}},
                extra_arguments=["--IPKernelApp.log_level=50"],  # a kernel's remarks would cut the progress bar
                execution_timeout=limits and limits.cell,
                deadline=limits and time.monotonic() + limits.report,
            )
        except PapermillExecutionError as error:
            text = f"{path.name}, cell {error.exec_count}: {error.ename}: {error.evalue}"
            raise NotebookError(text, read(done, as_version=4), error.ename == engine.DIED) from None


def render(notebook: NotebookNode, title: str, name: str = "", tables: Sequence[str] = ()) -> str:
    """The executed notebook as one HTML page without code; `name` is its file's, `tables` are those beside the page."""
    shown = (
        output.get("data", {}).get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", ())
    )
    sections = any('<section id="documents"' in str(html) for html in shown)
    about = {"title": title, "notebook": name, "tables": tables, "sections": sections}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page, _ = (_whole if sections else type(exporter()).from_notebook_node)(exporter(), notebook, resources=about)
    return page


def _whole(exporter: "HTMLExporter", notebook: NotebookNode, resources: dict) -> tuple[str, dict]:
    """Render a notebook that shows whole sections: nbconvert's own way would parse, and write, the page once more."""
    from nbconvert.exporters import TemplateExporter

    exporter.register_filter("highlight_code", lambda code, **_: code)
    return TemplateExporter.from_notebook_node(exporter, notebook, resources=resources)


def exporter() -> "HTMLExporter":
    """The exporter of this thread; finding and compiling its templates takes longer than their use."""
    if not hasattr(_local, "exporter"):
        from nbconvert import HTMLExporter

        folder = [str(PACKAGE / "templates")]
        made = HTMLExporter(
            template_name="report", extra_template_basedirs=folder, extra_template_paths=folder, exclude_input=True
        )
        made.environment.autoescape = True  # before any template is compiled; nbconvert leaves it off
        made.register_filter("escaped", escaped)
        # What a cell prints may come in one piece or in several, as the kernel happens to send it.
        made.register_preprocessor("nbconvert.preprocessors.CoalesceStreamsPreprocessor", enabled=True)
        _local.exporter = made
    return _local.exporter


def escaped(text: object) -> Markup:
    """A text as HTML with words that cannot change the order or the width of the page."""
    return Markup(display.escaped(text))
