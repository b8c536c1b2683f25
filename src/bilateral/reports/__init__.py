"""
Reports: notebooks run with other parameters, each written as one HTML page, with an index of all.

    jobs = reports.from_plan("plan.yaml", "out")        # or reports.for_dyads("out", documents="my_folder")
    made = reports.make(jobs, "out")

    plan → checks → jobs → running (here, in processes, on a cluster) → ledger → index

`run` and `render` do the same for one notebook; `Page` makes the sections of a report for its cells. `engine` is what notebooks run in, also those of papermill's own command,
which finds it by its entry point; `cells` is the process that it forks.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checks import for_dyads, from_plan
    from .jobs import Limits
    from .making import Made, cores, make
    from .notebook import NotebookError, render, run
    from .page import Page
    from .plan import PlanError

__all__ = [
    "Limits", "Made", "NotebookError", "Page", "PlanError", "cores", "for_dyads", "from_plan", "make", "render", "run",
]  # fmt: skip
#: The public names, and their modules, which are imported when they are first needed.
_MODULES = {
    "make": "making", "Made": "making", "cores": "making", "from_plan": "checks", "for_dyads": "checks", "PlanError": "plan",
    "Limits": "jobs", "run": "notebook", "render": "notebook", "NotebookError": "notebook",
    "Page": "page",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f".{_MODULES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
