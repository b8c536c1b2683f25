"""A batch, from its jobs to its index."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from . import index, leaving, ledger
from .jobs import Entry, Job, Limits
from .progress import Progress
from .running import outcomes


@dataclass(frozen=True)
class Made:
    """The result of a batch: an entry of each report in the plan's order, and how many were there already."""

    entries: list[Entry]
    skipped: int
    out: Path

    @property
    def failed(self) -> list[Entry]:
        """The entries of the reports that failed."""
        return [entry for entry in self.entries if entry.state != "made"]

    @property
    def pages(self) -> list[Path]:
        """The reports, each an HTML file."""
        return [self.out / f"{entry.name}.html" for entry in self.entries if entry.state == "made"]

    @property
    def index(self) -> Path:
        """The page that lists them."""
        return self.out / "index.html"

    @property
    def manifest(self) -> Path:
        """The table that lists them."""
        return self.out / "manifest.csv"


def cores() -> int:
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make(
    jobs: list[Job],
    out: str | Path,
    workers: int = 1,
    scheduler: str | None = None,
    force: bool = False,
    progress: bool = True,
    limits: Limits = Limits(),
) -> Made:
    """
    Make the reports of a batch that are not there yet, and an index of all.

    Parameters
    ----------
    jobs : list of Job
        From `for_dyads` or `from_plan`.
    out : str or path
        The folder to write to; made if it is not there.
    workers : int
        How many reports are made at once; with one, in this process.
    scheduler : str, optional
        The address of a Dask scheduler, to make them on its workers instead.
    force : bool
        Whether to make again what has not changed.
    progress : bool
        Whether to show the progress.
    limits : Limits
        How long a cell and a report may take.

    Returns
    -------
    Made
    """
    with leaving.in_order(), leaving.private_folder(), ledger.opened(Path(out)) as book:
        found = {} if force else {job.name: entry for job in jobs if (entry := book.find(job))}
        todo = [job for job in jobs if job.name not in found]
        unchanged = set(found)
        with (
            Progress(len(todo), progress) as shown,
            contextlib.closing(outcomes(todo, workers, scheduler, shown.begun, limits)) as ended,
        ):
            for job, result in ended:
                entry = result if isinstance(result, Entry) else job.entry("failed", job.name, {})
                if isinstance(result, Exception):
                    entry.error = f"{type(result).__name__}: {result}"
                book.enter(entry)
                found[job.name] = entry
                shown.ended(entry)
        entries = [found[job.name] for job in jobs]
        table = index.manifest(entries, any(job.excel_safe for job in jobs))
        book.write("manifest.csv", table.encode("utf-8"))
        book.write("index.html", index.page(entries, unchanged).encode("utf-8", "replace"))
    return Made(entries, len(unchanged), Path(out))
