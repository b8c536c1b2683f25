"""What has been made: files written whole, and a record of each report that says what it was made from."""

import contextlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..files import SourceError

FOLDER = ".batch"


@dataclass
class Record:
    """A report that was made or failed; `files` are names → bytes long, relative to the output folder."""

    name: str
    notebook: str
    parameters: dict
    digest: str
    state: str
    seconds: float | None = None
    title: str = ""
    said: str = ""
    thumbnail: str = field(default="", repr=False)
    error: str = ""
    files: dict = field(default_factory=dict)


class Ledger:
    """
    The output folder while reports are written to it; a context manager.

    A record is written last. So a report that was interrupted has none, or one that is not of its files, and is made
    again.

    Parameters
    ----------
    out : path
    keep : bool
        Whether records are kept in a folder `.batch` beside the reports; without them nothing is skipped.
    """

    def __init__(self, out, keep=True):
        self.out, self.keep, self.records, self.lock = Path(out), keep, Path(out) / FOLDER, None

    def __enter__(self):
        self.out.mkdir(parents=True, exist_ok=True)
        if self.keep:
            self.records.mkdir(exist_ok=True)
            if self.records.resolve().parent != self.out.resolve():
                raise SourceError(f"out: {str(self.records)!r} is a link that leads out of the output folder")
        self._alone()
        for left in self.out.glob(".making-*"):  # by a batch that was killed
            shutil.rmtree(left, ignore_errors=True)
        self.room = Path(tempfile.mkdtemp(dir=self.out, prefix=".making-"))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.room, ignore_errors=True)
        if self.lock is not None:
            os.close(self.lock)

    def _alone(self):
        """Hold the folder for this batch alone; the system lets go of it however the batch ends."""
        try:
            import fcntl
        except ImportError:  # Windows
            return
        self.lock = os.open(self.out, os.O_RDONLY)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.lock)
            raise SourceError(f"out: another batch is writing to {str(self.out)!r}") from None
        except OSError:  # a file system without locks
            pass

    def write(self, name, raw):
        """Write a file whole or not at all: beside its place, and then moved there."""
        beside = self.room / "file"
        beside.write_bytes(raw)
        os.replace(beside, self.out / name)

    def enter(self, job, outcome):
        """Write a report's files and then its record; the record."""
        home = self.out.resolve()
        for name, raw in outcome.files.items():
            place = self.out / name
            place.parent.mkdir(exist_ok=True)
            if not place.parent.resolve().is_relative_to(home):  # a link that was not there when the plan was checked
                raise SourceError(f"out: {str(place.parent)!r} is a link that leads out of the output folder")
            self.write(name, raw)
        if outcome.state == "made":
            with contextlib.suppress(FileNotFoundError):
                os.remove(self.out / f"{job.name}.failed.ipynb")
        told = {key: getattr(outcome, key) for key in ("state", "title", "said", "thumbnail", "error")}
        sizes = {name: len(raw) for name, raw in outcome.files.items()}
        record = Record(job.name, job.notebook, job.parameters, job.digest, files=sizes, **told)
        if self.keep:
            record.seconds = round(outcome.seconds, 2)
            self.write(
                f"{FOLDER}/{job.name}.json", json.dumps(asdict(record), ensure_ascii=False).encode("utf-8", "replace")
            )
        return record

    def find(self, job):
        """The record of a report that is there as the job would make it, or None."""
        if not self.keep:
            return None
        try:
            record = Record(**json.loads((self.records / f"{job.name}.json").read_bytes()))
            whole = all((self.out / name).stat().st_size == size for name, size in record.files.items())
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return record if whole and record.state == "made" and record.digest == job.digest else None
