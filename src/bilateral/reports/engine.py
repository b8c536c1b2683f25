"""A papermill engine without kernels: ``papermill --engine bilateral in.ipynb out.ipynb``."""

import time

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger

from . import cells, leaving, processes

#: Seconds that a cell has, once its time is up, to say where it was.
GRACE = 2.0
#: The name of the error of a cell whose process died: it may have been killed for want of memory.
DIED = "ProcessDied"
OURS = ("python3", "python")


class InProcessEngine(Engine):
    """
    Runs the cells in a process that is forked from this one, in an IPython shell: no kernel, no sockets, no files.

    Where a process cannot be forked safely (Windows, macOS, a program with threads), and for notebooks of other
    languages, papermill's own engine runs them.
    """

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """The notebook's kernel; Python's where it names none."""
        return name or nb.metadata.get("kernelspec", {}).get("name") or OURS[0]

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """The notebook's language; Python where it names none."""
        return language or nb.metadata.get("kernelspec", {}).get("language") or "python"

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        execution_timeout: float | None = None,
        deadline: float | None = None,
        resources: dict | None = None,
        **settings: object,
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
        resources : dict, optional
            As nbclient has it: the folder to run in is ``resources["metadata"]["path"]``.
        settings
            Those of papermill's own engine.
        """
        with leaving.in_order(), leaving.private_folder():
            if kernel_name in OURS and processes.can_fork():
                folder = (resources or {}).get("metadata", {}).get("path")
                _Run(nb_man, execution_timeout, deadline, settings).cells(folder)
            else:
                settings |= {"resources": resources} if resources else {}
                _ordinary(nb_man, kernel_name, execution_timeout, settings)


def _ordinary(
    nb_man: NotebookExecutionManager, kernel_name: str, timeout: float | None, settings: dict[str, object]
) -> None:
    """Run the cells with papermill's own engine; what ends a cell from outside is that cell's error."""
    whole = None if timeout is None else max(1, round(timeout))
    try:
        NBClientEngine.execute_managed_notebook(nb_man, kernel_name, execution_timeout=whole, **settings)
    except (CellTimeoutError, DeadKernelError) as error:
        code = [c for c in nb_man.nb.cells if c.cell_type == "code"]
        begun = [c for c in code if c.metadata.papermill.get("start_time")]
        cell = begun[-1] if begun else code[0]
        cell.execution_count = cell.execution_count or len(begun)
        _add_error(cell, type(error).__name__, str(error).strip().splitlines()[0])
        nb_man.cell_exception(cell)


def _add_error(cell: NotebookNode, name: str, text: str) -> None:
    """Add an error to what a cell shows; that it was interrupted for it is part of the same error."""
    interrupted = cell.outputs and cell.outputs[-1].get("ename") == "KeyboardInterrupt"
    before = cell.outputs.pop().traceback if interrupted else []
    cell.outputs.append(
        nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[*before, f"{name}: {text}"])
    )


class _Run:
    """One run of a notebook: its cells one by one in a child."""

    def __init__(
        self,
        nb_man: NotebookExecutionManager,
        timeout: float | None,
        deadline: float | None,
        settings: dict[str, object],
    ) -> None:
        self.nb_man, self.timeout, self.deadline, self.settings, self.count = nb_man, timeout, deadline, settings, 0

    def cells(self, folder: str | None) -> None:
        """Run all cells, up to the first that fails."""
        nb = self.nb_man.nb
        self.child = processes.Child(cells.serve, folder)
        try:
            for index, cell in enumerate(nb.cells):
                self.nb_man.cell_start(cell, index)
                try:
                    if self._cell(cell):
                        self.nb_man.cell_exception(cell, index)
                        break
                finally:
                    self.nb_man.cell_complete(cell, index)
        finally:
            self.child.end()
        nb.metadata["language_info"] = dict(cells.language())

    def _cell(self, cell: NotebookNode) -> bool:
        """Run one cell, and say whether the notebook ends with it."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or "skip-execution" in tags:
            return False
        self.count += 1
        cell.execution_count = self.count
        ended = self._ended(cell)
        self._log(cell)
        if ended:
            _add_error(cell, *ended)
        error = any(output.output_type == "error" for output in cell.outputs)
        return bool(ended) or error and not ("raises-exception" in tags or self.settings.get("allow_errors"))

    def _ended(self, cell: NotebookNode) -> tuple[str, str] | None:
        """Have the child run a cell; where that ended the child, the name of the error and what is to be said of it."""
        limit, why = self._limit()
        try:
            self.child.pipe.send(cell.source)
            if in_time := self.child.pipe.poll(limit):
                self._take(cell)
            else:
                self.child.interrupt()
                if self.child.pipe.poll(GRACE):
                    self._take(cell)
        except (EOFError, OSError):
            how = self.child.end(grace=1.0)
            return DIED, f"the process that ran this cell ended ({how or 'by itself'})"
        return None if in_time else ("TimedOut", why)

    def _take(self, cell: NotebookNode) -> None:
        outputs, cell.execution_count = self.child.pipe.recv()
        cell.outputs = [nbformat.from_dict(output) for output in outputs]

    def _limit(self) -> tuple[float | None, str]:
        """How long the next cell may take, in seconds, and what is said where it takes longer."""
        left = None if self.deadline is None else max(0.0, self.deadline - time.monotonic())
        if left is not None and (self.timeout is None or left < self.timeout):
            return left, "the report took too long, and this cell was ended (--report-timeout)"
        return (
            self.timeout,
            f"the cell took more than {self.timeout:g} s and was ended (--timeout)" if self.timeout else "",
        )

    def _log(self, cell: NotebookNode) -> None:
        """Hand what was printed on, where papermill was asked to."""
        for output in cell.outputs:
            if output.output_type == "stream":
                if self.settings.get("log_output"):
                    (logger.info if output.name == "stdout" else logger.warning)(output.text)
                if file := self.settings.get(f"{output.name}_file"):
                    file.write(output.text)
                    file.flush()
