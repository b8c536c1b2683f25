"""
Reports: notebooks run with other parameters, each written as one HTML page, with an index of all.

    jobs = reports.from_plan("plan.yaml", "out")        # or reports.for_dyads("out", documents="my_folder")
    made = reports.make(jobs, "out")

    plan → checks → jobs → running (here, in processes, on a cluster) → ledger → index

`run` and `render` do the same for one notebook; `Page` makes the sections of a report for its cells. `engine` is what notebooks run in, also those of papermill's own command,
which finds it by its entry point; `cells` is the process that it forks.
"""

from ..files import lazily

#: Module → the public names that it has.
_NAMES = {
    "checks": "for_dyads from_plan",
    "jobs": "Limits",
    "making": "Made cores make",
    "notebook": "NotebookError render run",
    "page": "Page",
    "plan": "PlanError",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = [*_HOMES]  # pyright: ignore[reportUnsupportedDunderAll]
__getattr__ = lazily(__name__, _HOMES)
