"""Running jobs: here, in processes of this machine, or on a Dask cluster, all by `jobs.run`."""

import contextlib
import functools
import pickle
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import replace
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from ..files import SourceError
from . import jobs as one
from . import leaving, processes
from .jobs import Documents, Entry, Job, Limits

#: Seconds that a report has beyond its limit to end by itself, with what it had come to.
BEYOND = 10.0
#: Seconds that an ended process has to put things in order.
GRACE = 5.0
#: Bytes of documents that are sent along with each report; larger ones go there once, as a task. A cluster gives a report
#: that waits for data to who has them already, and others stay idle until they take it over.
ALONG = 1_000_000
#: Reports that wait on each thread of a cluster; their results fill the workers' memory.
AHEAD = 3

Result = Entry | Exception
Results = Generator[tuple[Job, Result], None, None]


def outcomes(
    jobs: list[Job], workers: int, scheduler: str | None, started: Callable[[Job], None], limits: Limits
) -> Results:
    """
    Run jobs, and give each as it ends.

    Parameters
    ----------
    jobs : list of Job
    workers : int
        How many processes; with one, it is this one.
    scheduler : str, optional
        The address of a Dask scheduler, for its workers instead.
    started : callable
        Called with each job that begins.
    limits : Limits

    Yields
    ------
    Job
    Entry or Exception
        The exception where a job could not be run at all.
    """
    if scheduler:
        yield from _on_cluster(jobs, scheduler, started, limits)
        return
    processes.preload()
    if min(workers, len(jobs)) > 1:
        yield from _Pool(jobs, workers, started, limits).outcomes()
        return
    for job in jobs:
        started(job)
        yield job, _tried(job, limits)


def _tried(job: Job, limits: Limits) -> Result:
    try:
        return one.run(job, None, limits)
    except Exception as error:
        return error


class _Running(NamedTuple):
    """A report at work: its process, and when it has to be done; `again` is whether this is its second try."""

    child: processes.Child
    job: Job
    ends: float
    again: bool


class _Pool:
    """One process for each report. If it dies, the report is tried once more at the end, alone."""

    def __init__(self, jobs: list[Job], workers: int, started: Callable[[Job], None], limits: Limits) -> None:
        self.waiting = deque((job, False) for job in jobs)
        self.workers, self.started, self.limits = workers, started, limits
        self.running: dict[Any, _Running] = {}

    def outcomes(self) -> Results:
        """Each job with its outcome."""
        try:
            while self.waiting or self.running:
                while self._has_room():
                    self._start(*self.waiting.popleft())
                now, ends = time.monotonic(), min(each.ends for each in self.running.values())
                ready = connection.wait(list(self.running), max(0.0, ends - now))
                for pipe in ready or [pipe for pipe, each in self.running.items() if each.ends <= time.monotonic()]:
                    yield from self._ended(pipe, in_time=bool(ready))
        finally:
            for each in self.running.values():
                each.child.pipe.close()
                each.child.process.terminate()
            for each in self.running.values():
                each.child.end(GRACE)

    def _has_room(self) -> bool:
        """Whether the next job can start: a second try does only when nothing else is running."""
        again = bool(self.waiting) and self.waiting[0][1]
        return bool(self.waiting) and len(self.running) < (1 if again else self.workers)

    def _start(self, job: Job, again: bool) -> None:
        self.started(job)
        child = processes.Child(_work, job, self.limits, leave=True)
        self.running[child.pipe] = _Running(child, job, time.monotonic() + self.limits.report + BEYOND, again)

    def _ended(self, pipe: Any, in_time: bool) -> Results:
        """The outcome of the job behind a pipe; nothing where it is to be tried once more."""
        child, job, _, again = self.running.pop(pipe)
        try:
            result = pipe.recv() if in_time else TimeoutError(f"it took more than {self.limits.report:g} s")
        except (EOFError, OSError):
            result = ChildProcessError("its process died twice")
        child.end(GRACE)
        if not again and (isinstance(result, ChildProcessError) or getattr(result, "died", False)):
            self.waiting.append((job, True))
        else:
            yield job, result


def _work(pipe: Connection, job: Job, limits: Limits) -> None:
    """The process of a report; asked to end, it ends what it has started."""
    with contextlib.suppress(leaving.Stopped, OSError), leaving.in_order():  # then nobody waits for it any more
        result = _tried(job, limits)
        try:
            pickle.loads(pickle.dumps(result))
        except Exception:  # some exceptions can't be made again from what they say
            result = RuntimeError(f"{type(result).__name__}: {result}")
        pipe.send(result)


def _on_cluster(jobs: list[Job], scheduler: str, started: Callable[[Job], None], limits: Limits) -> Results:
    """Jobs on the workers of a Dask cluster, a few at a time for each."""
    with _client(scheduler) as client:
        import distributed

        ended, running, waiting = distributed.as_completed(), {}, deque(jobs)
        shared = functools.cache(lambda documents: client.submit(_same, documents, key=f"documents-{documents.digest}"))

        def fill() -> None:
            while waiting and len(running) < AHEAD * max(1, sum(client.nthreads().values())):
                job = waiting.popleft()
                started(job)
                documents = shared(job.documents) if job.documents and job.documents.size > ALONG else job.documents
                rest, key = replace(job, documents=None), f"report-{job.name}-{job.digest[:16]}"
                running[key] = job
                ended.add(client.submit(_report, rest, documents, one.library(), limits, key=key))

        fill()
        for future in ended:
            job = running.pop(future.key)
            if future.cancelled():
                raise SourceError(f"scheduler: {scheduler!r} was lost; run the same command again to finish")
            yield job, future.exception() or future.result()
            future.release()
            fill()


def _client(scheduler: str) -> Any:
    """A client of the Dask scheduler at an address."""
    try:
        import distributed

        return distributed.Client(scheduler, timeout=20)
    except ImportError:
        extra = "pip install 'bilateral[cluster]'"
        raise SourceError(f"scheduler: needs the extra 'cluster' here and on the workers ({extra})") from None
    except (OSError, ValueError, TimeoutError) as error:
        raise SourceError(f"scheduler: no answer from {scheduler!r} ({type(error).__name__})") from None


def _same(documents: Documents) -> Documents:
    return documents


def _report(job: Job, documents: Documents | None, expected: str, limits: Limits) -> Entry:
    return one.run(replace(job, documents=documents), expected, limits)
