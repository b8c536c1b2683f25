"""A papermill engine without kernels: ``papermill --engine bilateral in.ipynb out.ipynb``."""

import json
import platform
import time
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger

from . import cells, leaving, processes

#: Seconds that a cell has, once its time is up, to say where it was.
GRACE = 2.0
#: The name of the error of a cell whose process died: it may have been killed for want of memory.
DIED = "ProcessDied"
OURS = ("python3", "python")
#: A notebook's metadata on its language, as an ordinary kernel gives it.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "mimetype": "text/x-python",
    "name": "python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3", "version": platform.python_version(),
}  # fmt: skip


class InProcessEngine(Engine):
    """
    Runs the cells in a process that is forked from this one, in an IPython shell: no kernel, no sockets, no files.

    Where a process cannot be forked safely (Windows, macOS, a program with threads), and for notebooks of other
    languages, papermill's own engine runs them.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        execution_timeout: float | None = None,
        deadline: float | None = None,
        **settings: Any,
    ) -> None:
        """
        Run a notebook's cells.

        Parameters
        ----------
        nb_man : papermill.engines.NotebookExecutionManager
        kernel_name : str
        execution_timeout : float, optional
            Seconds that one cell may take.
        deadline : float, optional
            The time of `time.monotonic` at which the notebook has to be done.
        settings
            Those of papermill's own engine; the folder to run in is in ``resources``, as nbclient has it.
        """
        with leaving.in_order(), leaving.private_folder():
            if kernel_name in OURS and processes.can_fork():
                known = {name: value for name, value in settings.items() if name in _Client.class_trait_names()}
                _Client(nb_man, log=logger, record_timing=False, **known).run(execution_timeout, deadline)
            else:
                whole = None if execution_timeout is None else max(1, round(execution_timeout))
                _run_in_kernel(nb_man, kernel_name, execution_timeout=whole, **settings)


def _run_in_kernel(nb_man: NotebookExecutionManager, kernel_name: str, **settings: Any) -> None:
    """Run the cells with papermill's own engine; where a cell is ended from outside, that is its error."""
    try:
        NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **settings)
    except (CellTimeoutError, DeadKernelError) as error:
        begun = [c for c in nb_man.nb.cells if c.cell_type == "code" and c.metadata.papermill.get("start_time")]
        begun[-1].execution_count = begun[-1].execution_count or len(begun)
        _add_error(begun[-1], type(error).__name__, str(error).strip().splitlines()[0])
        nb_man.cell_exception(begun[-1])


def _add_error(cell: NotebookNode, name: str, text: str) -> None:
    """Add an error to what a cell shows; that it was interrupted for it is part of the same error."""
    interrupted = cell.outputs and cell.outputs[-1].get("ename") == "KeyboardInterrupt"
    before = cell.outputs.pop().traceback if interrupted else []
    cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[*before, f"{name}: {text}"]))


class _Client(PapermillNotebookClient):
    """A client with a child process and a pipe for a kernel."""

    def run(self, timeout: float | None, deadline: float | None) -> None:
        """Run all cells, up to the first that fails, each within `timeout` seconds and all until `deadline`."""
        self.cell_timeout, self.deadline = timeout, deadline
        self.reset_execution_trackers()
        self.child = processes.Child(cells.serve, self.resources.get("metadata", {}).get("path"))
        try:
            self.papermill_execute_cells()
        finally:
            self.child.end()
        self.nb.metadata["language_info"] = LANGUAGE

    def execute_cell(self, cell: NotebookNode, cell_index: int) -> None:
        """Run one cell; raises CellExecutionError where the notebook ends with it."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return
        self.code_cells_executed += 1
        cell.outputs, cell.execution_count, self.clear_before_next_output = [], self.code_cells_executed, False
        ended = self._ended(cell, cell_index)
        if ended:
            _add_error(cell, *ended)
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if ended or errors and not self.allow_errors and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, errors[-1])

    def _ended(self, cell: NotebookNode, index: int) -> tuple[str, str] | None:
        """Have the child run a cell; if that had to be ended, the name and the text of the error."""
        limit, why = self._limit()
        try:
            self.child.pipe.send(cell.source)
            in_time = self.child.pipe.poll(limit)
            if not in_time:
                self.child.interrupt()
            if in_time or self.child.pipe.poll(GRACE):
                for kind, content in json.loads(self.child.pipe.recv_bytes()):
                    header = {"msg_type": kind}
                    message = {"header": header, "msg_type": kind, "parent_header": {}, "content": content}
                    self.process_message(message, cell, index)
        except (EOFError, OSError):
            how = self.child.end(grace=1.0)
            return DIED, f"the process that ran this cell ended ({how or 'by itself'})"
        return None if in_time else ("TimedOut", why)

    def _limit(self) -> tuple[float | None, str]:
        """How long the next cell may take, in seconds, and the error where it takes longer."""
        if self.deadline is not None:
            left = max(0.0, self.deadline - time.monotonic())
            if self.cell_timeout is None or left < self.cell_timeout:
                return left, "the report took too long, and this cell was ended (--report-timeout)"
        return self.cell_timeout, f"the cell took more than {self.cell_timeout or 0:g} s and was ended (--timeout)"
