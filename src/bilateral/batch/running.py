"""Running jobs: here, in processes of this machine, or on a Dask cluster, all by `jobs.run`."""

import contextlib
import os
import pickle
import threading
from collections import Counter
from dataclasses import replace
from multiprocessing import connection, get_all_start_methods, get_context, parent_process

from ..sources import SourceError
from . import jobs as one

#: How often a job is tried whose process dies; what kills two of them is taken for the cause.
TRIES = 2
#: Bytes of documents that are sent along with every report. Where a task waits for data, a cluster gives it to who has them
#: already, and others stay idle until they take it over.
ALONG = 1_000_000


class Died(RuntimeError):
    """A process that died, or was killed, while it made a report."""


def outcomes(jobs, workers=1, scheduler=None, started=lambda job: None):
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
        Told each job that begins.

    Yields
    ------
    Job
    Outcome or Exception
        The exception where a job could not be run at all.
    """
    if scheduler:
        yield from _cluster(jobs, scheduler, started)
    elif min(workers, len(jobs)) <= 1:
        for job in jobs:
            started(job)
            yield job, _tried(job)
    else:
        yield from _processes(jobs, min(workers, len(jobs)), started)


def _tried(job, expected=None):
    try:
        return one.run(job, expected)
    except Exception as error:
        return error


class _Worker:
    """A process that makes one report after the other."""

    def __init__(self, context, warm):
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, warm), daemon=False)
        self.process.start()
        theirs.close()
        self.job = None

    def give(self, job):
        self.job = job
        with contextlib.suppress(OSError):  # it has died, which is seen when its answer is waited for
            self.pipe.send(job)

    def stop(self, now=False):
        self.pipe.close()  # it ends when it hears nothing more
        if now:
            self.process.kill()
        self.process.join()
        self.process.close()


def _processes(jobs, workers, started):
    """Jobs in processes of their own; one that dies is replaced, and its job tried again."""
    from . import kernels

    context, warm = _context(), kernels.shared()
    waiting, tries, crew, done = list(reversed(jobs)), {}, [], False
    try:
        crew = [_Worker(context, warm) for _ in range(workers)]
        while waiting or any(worker.job for worker in crew):
            for n, worker in enumerate(crew):
                if waiting and worker.job is None:
                    if not worker.process.is_alive():  # killed while it had nothing to do
                        worker.stop(now=True)
                        worker = crew[n] = _Worker(context, warm)
                    job = waiting.pop()
                    started(job)
                    worker.give(job)
            busy = {worker.pipe: worker for worker in crew if worker.job}
            for pipe in connection.wait(busy):
                worker = busy[pipe]
                job, worker.job = worker.job, None
                try:
                    told = pipe.recv()
                except (EOFError, OSError):
                    crew.remove(worker)
                    worker.stop(now=True)
                    crew.append(_Worker(context, warm))
                    tries[job.name] = tries.get(job.name, 0) + 1
                    if tries[job.name] < TRIES:
                        waiting.append(job)
                    else:
                        yield job, Died("its process died twice")
                else:
                    yield job, told
        done = True
    finally:
        for worker in crew:
            worker.stop(now=not done)


def _context():
    """How processes are started: forked from one that has imported what they need, where that can be."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["papermill", "nbconvert", "bilateral.batch.jobs", "bilateral.batch.kernels"])
    return context


def _work(pipe, warm):
    """What a worker process does until its pipe is closed; it ends with the process that started it."""
    import signal

    from . import kernels

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=lambda: (parent_process().join(), os._exit(1)), daemon=True).start()
    kernels.use(warm)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_portable(_tried(job)))


def _portable(told):
    """What came of a job, or an exception that can be sent: some can't be made again from what they tell."""
    if isinstance(told, Exception):
        try:
            pickle.loads(pickle.dumps(told))
        except Exception:
            return RuntimeError(f"{type(told).__name__}: {told}")
    return told


def _cluster(jobs, scheduler, started):
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

        def documents_of(job):
            """Small documents go along with each report; larger ones go there once, as a task, so that no loss loses them."""
            told = job.documents
            if told is None or uses[told.digest] == 1 or sum(map(len, told.contents.values())) <= ALONG:
                return told
            key = f"documents-{told.digest}"
            if key not in shared:
                shared[key] = client.submit(_same, told, key=key)
            return shared[key]

        def fill():
            """Have enough work there for every thread, and no more: results wait in the workers' memory."""
            while len(running) < 3 * max(1, sum(client.nthreads().values())):
                if (job := next(waiting, None)) is None:
                    return
                started(job)
                key = f"report-{job.name}-{job.digest[:16]}"
                rest = replace(job, documents=None)
                running[key] = job
                ended.add(client.submit(_report, rest, documents_of(job), expected, key=key))

        fill()
        for future in ended:
            job = running.pop(future.key)
            if future.cancelled():
                raise SourceError(f"scheduler: {scheduler!r} was lost; run the same command again to finish")
            yield job, future.exception() or future.result()
            future.release()
            fill()


def _same(documents):
    return documents


def _report(job, documents, expected):
    return one.run(replace(job, documents=documents), expected)
