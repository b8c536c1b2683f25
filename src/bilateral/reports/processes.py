"""Processes that make reports and run cells: forked where that is safe, each with a pipe, none outliving its parent."""

import contextlib
import ctypes
import gc
import importlib
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from . import leaving

#: What takes long to import. That pyplot is among them chooses no backend: that is done when one first draws.
IMPORTS = """
papermill nbconvert IPython.core.interactiveshell IPython.core.completer IPython.core.oinspect IPython.extensions.storemagic
pandas pandas.core.reshape.reshape matplotlib.pyplot matplotlib.style matplotlib.backends.backend_agg PIL.PngImagePlugin
bilateral.corpus bilateral.charts bilateral.display bilateral.reports.cells bilateral.reports.engine bilateral.reports.page
""".split()
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def can_fork() -> bool:
    """
    Whether this process can be forked safely: on Linux, and without other threads, since a child could not open their locks.

    The threads of linear algebra libraries do not count: these see to themselves.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def preload() -> None:
    """Import what reports need, and have their caches filled, so that processes that are forked later share it all."""
    if not can_fork():
        return
    for name in IMPORTS:
        importlib.import_module(name)
    import bilateral

    from .. import charts

    text = "Peru–Japan relations\n\nPeru and Japan established relations in 1873. Trade totaled $2 million in 1990.\n"
    corpus = bilateral.read_text(text)
    charts.phases(corpus).png()
    gc.collect()
    gc.freeze()  # a child's collector would touch, and so copy, what all of them share


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Signals wait meanwhile, so that a child does not answer them as its parent would."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, leaving.SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Child:
    """
    A process with a pipe to it, in a session of its own: it and what it starts can be ended together.

    Parameters
    ----------
    target : callable
        Called in the new process with its end of the pipe, and with the arguments.
    leave : bool
        Whether the end of its parent ends it by SIGTERM, so that it can put its files in order, or kills it.
    """

    def __init__(self, target: Callable, *arguments: object, leave: bool = False) -> None:
        context: Any = get_context("fork" if can_fork() else "spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_begin, args=(target, theirs, os.getpid(), leave, *arguments))
        with _signals_held(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: those that `can_fork` lets pass
            self.process.start()
        theirs.close()
        self.ending: str | None = None

    def interrupt(self) -> None:
        """Send Ctrl-C to the process alone."""
        with contextlib.suppress(OSError):
            os.kill(self.process.pid, signal.SIGINT)

    def end(self, grace: float = 0.0) -> str:
        """
        End the process and what it has started.

        Parameters
        ----------
        grace : float
            Seconds that it has to end by itself, once its pipe is closed and it was asked to.

        Returns
        -------
        str
            How it ended: empty where it ended by itself as it should.
        """
        if self.ending is not None:
            return self.ending
        self.pipe.close()
        if grace:
            self.process.join(0.05)
            if self.process.is_alive():
                self.process.terminate()
            self.process.join(grace)
        code = self.process.exitcode
        self._kill()
        self.process.join()
        code = self.process.exitcode if code is None else code
        self.process.close()
        self.ending = _ending(code)
        return self.ending

    def _kill(self) -> None:
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):  # nobody is left in its session
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.is_alive():
            self.process.kill()


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit status {code}" if code else ""
    with contextlib.suppress(ValueError):
        return f"{signal.Signals(-code).name}"
    return f"signal {-code}"


def _begin(target: Callable, pipe: Connection, parent: int, leave: bool, *arguments: object) -> None:
    """In the new process: let go of what is the parent's, and begin."""
    if hasattr(os, "setsid"):
        os.setsid()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM if leave else signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that was asked for
            os._exit(1)
    leaving.forget()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, leaving.SIGNALS)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    target(pipe, *arguments)
