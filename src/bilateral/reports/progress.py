"""What the user sees while a batch runs: one bar on a terminal, plain lines elsewhere."""

import sys
import time

from .. import console


class Progress:
    """
    How far a batch is; a context manager.

    Parameters
    ----------
    total : int
    show : bool
    """

    def __init__(self, total, show=True):
        self.total, self.show, self.done, self.running = total, show and total, 0, {}

    def __enter__(self):
        self.start, self.bar = time.monotonic(), None
        if self.show and sys.stderr.isatty():
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # its thread would keep this process from being forked
            self.bar = tqdm(total=self.total, unit="report", file=sys.stderr, dynamic_ncols=True)
        return self

    def __exit__(self, *_):
        if self.bar is not None:
            self.bar.close()

    def begun(self, job):
        self.running[job.name] = None
        self._shown()

    def ended(self, job, outcome):
        self.done += 1
        self.running.pop(job.name, None)
        if self.bar is not None:
            if outcome.state != "made":
                self.bar.write(console.line(f"{job.name}: {outcome.error}", console.LONGEST), file=sys.stderr)
            self.bar.update()
        elif self.show:
            took = time.monotonic() - self.start
            left = f"; {took / self.done * (self.total - self.done):.0f} s left" if self.done < self.total else ""
            how = (
                f"{outcome.state} in {outcome.seconds:.1f} s" if outcome.state == "made" else f"failed: {outcome.error}"
            )
            done = f"{self.done}/{self.total} {100 * self.done // self.total}% {job.name} "
            console.note(done + console.line(how, console.LONGEST) + left, limit=None)
        self._shown()

    def _shown(self):
        if self.bar is not None:
            self.bar.set_postfix_str(", ".join(list(self.running)[:2]) + ", …" * (len(self.running) > 2))
