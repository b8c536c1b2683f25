"""A batch from its jobs to its index."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from . import index, leaving
from .jobs import Limits, Outcome
from .ledger import Ledger, Record
from .progress import Progress
from .running import outcomes


@dataclass(frozen=True)
class Made:
    """What a batch has come to: a record of each report in the plan's order, how many were there already, the files."""

    records: list[Record]
    skipped: int
    out: Path

    @property
    def failed(self):
        return [record for record in self.records if record.state != "made"]

    @property
    def index(self):
        return self.out / "index.html"

    @property
    def manifest(self):
        return self.out / "manifest.csv"

    @property
    def pages(self):
        return [self.out / f"{record.name}.html" for record in self.records if record.state == "made"]


def cores():
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make(jobs, out, workers=1, scheduler=None, force=False, progress=True, keep=True, limits=Limits()):
    """
    Make the reports of a batch that are not there yet, and their index.

    Parameters
    ----------
    jobs : list of Job
    out : str or path
        The folder to write to; made if it is not there.
    workers : int
        How many processes of this machine work on it; with one, it is this one.
    scheduler : str, optional
        The address of a Dask scheduler whose workers do it instead.
    force : bool
        Whether to make again what has not changed.
    progress : bool
        Whether to show how far it is.
    keep : bool
        Whether to keep a record of what was made, and a manifest; otherwise everything is made, the files say nothing
        of time, and a failure that is not a notebook's is raised.
    limits : Limits
        How long a cell and a report may take.

    Returns
    -------
    Made
    """
    with leaving.in_order(), leaving.private_folder(), Ledger(out, keep) as ledger:
        found = {} if force else {job.name: record for job in jobs if (record := ledger.find(job))}
        todo = [job for job in jobs if job.name not in found]
        skipped = len(found)
        with (
            Progress(len(todo), progress) as shown,
            contextlib.closing(outcomes(todo, workers, scheduler, shown.begun, limits)) as ended,
        ):
            for job, outcome in ended:
                if isinstance(outcome, Exception):
                    if not keep:
                        raise outcome
                    outcome = Outcome("failed", title=job.name, error=f"{type(outcome).__name__}: {outcome}")
                if len(jobs) >= index.TOO_MANY:
                    outcome.thumbnail = ""
                found[job.name] = ledger.enter(job, outcome)
                shown.ended(job, outcome)
        records = [found[job.name] for job in jobs]
        if keep:
            ledger.write("manifest.csv", index.manifest(records, any(job.excel_safe for job in jobs)).encode("utf-8"))
        ledger.write("index.html", index.page(records).encode("utf-8", "replace"))
    return Made(records, skipped, Path(out))
