"""The output folder: files written whole, and an entry of each report that says what it was made from."""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..files import SourceError
from . import leaving
from .jobs import Entry, Job

FOLDER = ".batch"


class Ledger(NamedTuple):
    """
    The output folder while reports are written to it, and a folder in it for what is not whole yet.

    An entry is written last. So a report that was interrupted has none, or one that does not fit its files, and is made
    again.
    """

    out: Path
    room: Path

    def write(self, name: str, raw: bytes) -> None:
        """Write a file whole or not at all: beside its place, and then moved there."""
        beside = self.room / "file"
        beside.write_bytes(raw)
        os.replace(beside, self.out / name)

    def enter(self, entry: Entry) -> None:
        """Write a report's files, and then its entry."""
        for name, raw in entry.contents.items():
            (self.out / name).parent.mkdir(exist_ok=True)
            _check_inside(self.out, (self.out / name).parent)
            self.write(name, raw)
        if entry.state == "made":
            (self.out / f"{entry.name}.failed.ipynb").unlink(missing_ok=True)
        entry.files = {name: len(raw) for name, raw in entry.contents.items()}
        entry.contents = {}
        text = json.dumps(vars(entry), ensure_ascii=False)
        self.write(f"{FOLDER}/{entry.name}.json", text.encode("utf-8", "replace"))

    def find(self, job: Job) -> Entry | None:
        """The entry of a report that is there as the job would make it."""
        try:
            entry = Entry(**json.loads((self.out / FOLDER / f"{job.name}.json").read_bytes()))
            whole = all((self.out / name).stat().st_size == size for name, size in entry.files.items())
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return entry if whole and entry.state == "made" and entry.digest == job.digest else None


@contextlib.contextmanager
def opened(out: Path) -> Iterator[Ledger]:
    """Open a folder for one batch alone; what a batch that was killed has left half-made is removed."""
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    _check_inside(out, out / FOLDER)
    with contextlib.ExitStack() as stack:
        try:
            leaving.lock(out.resolve(), stack)
        except BlockingIOError:
            raise SourceError(f"out: another batch is writing to {str(out)!r}") from None
        for left in out.glob(".making-*"):
            shutil.rmtree(left, ignore_errors=True)
        room = tempfile.TemporaryDirectory(dir=out, prefix=".making-", ignore_cleanup_errors=True)
        yield Ledger(out, Path(stack.enter_context(room)))


def _check_inside(out: Path, folder: Path) -> None:
    """Raise SourceError if a folder is a link to elsewhere, which came after the plan was checked."""
    if not folder.resolve().is_relative_to(out.resolve()):
        raise SourceError(f"out: {str(folder)!r} is a link that leads out of the output folder")
