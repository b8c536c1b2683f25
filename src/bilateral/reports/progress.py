"""What the user sees while a batch runs: one bar on a terminal, plain lines elsewhere."""

import sys
import time

from .. import console
from .jobs import Entry, Job


class Progress:
    """
    The progress of a batch; a context manager.

    Parameters
    ----------
    total : int
        How many reports are made.
    show : bool
        Whether it is shown.
    """

    def __init__(self, total: int, show: bool = True) -> None:
        self.total, self.show, self.done, self.bar = total, show and total > 0, 0, None
        self.running: dict[str, None] = {}

    def __enter__(self) -> "Progress":
        self.start = time.monotonic()
        if self.show and sys.stderr.isatty():
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # its thread would keep this process from being forked
            self.bar = tqdm(total=self.total, unit="report", file=sys.stderr, dynamic_ncols=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def begun(self, job: Job) -> None:
        """Show that a report is being made."""
        self.running[job.name] = None
        self._show_running()

    def ended(self, entry: Entry) -> None:
        """Show that a report was made, or failed."""
        self.done += 1
        self.running.pop(entry.name, None)
        how = f"failed: {entry.error}" if entry.error else f"made in {entry.seconds:.1f} s"
        line = console.line(f"{entry.name} {how}", console.LONGEST)
        if self.bar is not None:
            if entry.error:
                self.bar.write(line, file=sys.stderr)
            self.bar.update()
        elif self.show:
            seconds = (time.monotonic() - self.start) / self.done * (self.total - self.done)
            left = f"; {seconds:.0f} s left" if self.done < self.total else ""
            console.note(f"{self.done}/{self.total} {self.done / self.total:.0%} {line}{left}", limit=None)
        self._show_running()

    def _show_running(self) -> None:
        if self.bar is not None:
            self.bar.set_postfix_str(", ".join([*self.running][:2]) + ", …" * (len(self.running) > 2))
