"""Running jobs: here, in processes of this machine, or on a Dask cluster, all by `jobs.run`."""

import pickle
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import connection
from multiprocessing.connection import Connection

from ..files import SourceError
from . import jobs as one
from . import leaving, processes
from .jobs import Documents, Job, Limits, Outcome

#: Seconds that a report has beyond its limit to be ended by itself, with what it had come to.
BEYOND = 10.0
#: Bytes of documents that are sent along with every report. Where a task waits for data, a cluster gives it to who has them
#: already, and others stay idle until they take it over.
ALONG = 1_000_000

Ended = tuple[Job, Outcome | Exception]


class Died(RuntimeError):
    """A process that died, or was killed, while it made a report."""


class TookTooLong(RuntimeError):
    """A report that was not done in its time, and was ended."""


def outcomes(
    jobs: list[Job],
    workers: int = 1,
    scheduler: str | None = None,
    started: Callable[[Job], None] = lambda job: None,
    limits: Limits = Limits(),
) -> Iterator[Ended]:
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
    Outcome or Exception
        The exception where a job could not be run at all.
    """
    if scheduler:
        yield from _cluster(jobs, scheduler, started, limits)
        return
    processes.preload()
    if min(workers, len(jobs)) <= 1:
        for job in jobs:
            started(job)
            yield job, _tried(job, limits)
    else:
        yield from _Pool(jobs, workers, started, limits).outcomes()


def _tried(job: Job, limits: Limits, expected: str | None = None) -> Outcome | Exception:
    try:
        return one.run(job, expected, limits)
    except Exception as error:
        return error


class _Pool:
    """Reports in processes of their own, one a report. One whose process died is tried once more, when it is alone."""

    def __init__(self, jobs: list[Job], workers: int, started: Callable[[Job], None], limits: Limits) -> None:
        self.waiting, self.again = deque(jobs), deque()
        self.workers, self.started, self.limits = workers, started, limits
        self.running: dict[Connection, tuple[processes.Child, Job, float, bool]] = {}

    def outcomes(self) -> Iterator[Ended]:
        """Each job with what came of it."""
        try:
            while self.waiting or self.again or self.running:
                self._fill()
                ends = min(ends for _, _, ends, _ in self.running.values())
                ready = connection.wait(list(self.running), max(0.0, ends - time.monotonic()))
                for pipe in ready or self._late():
                    yield from self._ended(pipe, in_time=bool(ready))
        finally:
            for child, *_ in self.running.values():
                child.pipe.close()
                child.process.terminate()
            for child, *_ in self.running.values():
                child.end(grace=5.0)

    def _fill(self) -> None:
        while self.waiting and len(self.running) < self.workers:
            self._start(self.waiting.popleft(), last=False)
        if self.again and not self.running:
            self._start(self.again.popleft(), last=True)

    def _start(self, job: Job, last: bool) -> None:
        self.started(job)
        child = processes.Child(_work, job, self.limits, leave=True)
        self.running[child.pipe] = child, job, time.monotonic() + self.limits.report + BEYOND, last

    def _late(self) -> list[Connection]:
        now = time.monotonic()
        return [pipe for pipe, (_, _, ends, _) in self.running.items() if ends <= now]

    def _ended(self, pipe: Connection, in_time: bool) -> Iterator[Ended]:
        """What came of the job behind a pipe; nothing where it is tried once more."""
        child, job, _, last = self.running.pop(pipe)
        try:
            came = pipe.recv() if in_time else TookTooLong(f"it took more than {self.limits.report:g} s")
        except (EOFError, OSError):
            came = Died("its process died twice" if last else "its process died")
        child.end(grace=5.0)
        if not last and (isinstance(came, Died) or getattr(came, "died", False)):
            self.again.append(job)
        else:
            yield job, came


def _work(pipe: Connection, job: Job, limits: Limits) -> None:
    """What the process of a report does; asked to end, it ends what it has started."""
    try:
        with leaving.in_order():
            pipe.send(_portable(_tried(job, limits)))
    except (leaving.Stopped, OSError):  # nobody waits for it any more
        pass


def _portable(came: Outcome | Exception) -> Outcome | Exception:
    """What came of a job, or an exception that can be sent: some can't be made again from what they say."""
    if isinstance(came, Exception):
        try:
            pickle.loads(pickle.dumps(came))
        except Exception:
            return RuntimeError(f"{type(came).__name__}: {came}")
    return came


def _cluster(jobs: list[Job], scheduler: str, started: Callable[[Job], None], limits: Limits) -> Iterator[Ended]:
    """Jobs on the workers of a Dask cluster, a few at a time for each."""
    try:
        import distributed
    except ImportError:
        raise SourceError(
            "scheduler: needs the extra 'cluster' here and on the workers (pip install 'bilateral[cluster]')"
        ) from None
    try:
        client = distributed.Client(scheduler, timeout=20)
    except (OSError, ValueError, TimeoutError) as error:
        raise SourceError(f"scheduler: no answer from {scheduler!r} ({type(error).__name__})") from None
    with client:
        expected, waiting, running = one.library(), iter(jobs), {}
        ended, shared = distributed.as_completed(), {}
        uses = Counter(job.documents.digest for job in jobs if job.documents)

        def documents_of(job: Job) -> object:
            """Small documents go along with each report; larger ones go there once, as a task, so that no loss loses them."""
            given = job.documents
            if given is None or uses[given.digest] == 1 or sum(map(len, given.contents.values())) <= ALONG:
                return given
            key = f"documents-{given.digest}"
            if key not in shared:
                shared[key] = client.submit(_same, given, key=key)
            return shared[key]

        def fill() -> None:
            """Have enough work there for every thread, and no more: results wait in the workers' memory."""
            while len(running) < 3 * max(1, sum(client.nthreads().values())):
                if (job := next(waiting, None)) is None:
                    return
                started(job)
                key = f"report-{job.name}-{job.digest[:16]}"
                rest = replace(job, documents=None)
                running[key] = job
                ended.add(client.submit(_report, rest, documents_of(job), expected, limits, key=key))

        fill()
        for future in ended:
            job = running.pop(future.key)
            if future.cancelled():
                raise SourceError(f"scheduler: {scheduler!r} was lost; run the same command again to finish")
            yield job, future.exception() or future.result()
            future.release()
            fill()


def _same(documents: Documents) -> Documents:
    return documents


def _report(job: Job, documents: Documents | None, expected: str, limits: Limits) -> Outcome:
    return one.run(replace(job, documents=documents), expected, limits)
