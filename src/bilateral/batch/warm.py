"""The warm process: it has imported what notebooks import, and becomes a kernel by forking.

It is started by `kernels.Warm` with a listening socket. A connection is a kernel: a line of JSON asks for it, its process
number answers, and later its exit status; who hangs up has it killed. When the owner ends, in whatever way, the standard
input ends, and with it this process and all kernels.
"""

import contextlib
import ctypes
import gc
import importlib
import io
import json
import os
import selectors
import signal
import socket
import sys
import time
import warnings

#: What takes long to import. That pyplot is among them chooses no backend: each kernel does when it first draws.
IMPORTS = (
    "ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger", "IPython.core.completer", "IPython.core.completerlib",
    "IPython.core.oinspect", "IPython.extensions.storemagic", "tornado.platform.asyncio", "tornado.queues", "sqlite3", "pydoc",
    "pandas", "pandas.core.reshape.reshape", "matplotlib.pyplot", "matplotlib.style", "matplotlib.backends.backend_agg",
    "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.PpmImagePlugin",
    "bilateral.corpus", "bilateral.charts", "bilateral.readable",
)  # fmt: skip
#: Variables that a running Python no longer heeds. Who wants others than this process has gets an ordinary kernel.
FIXED = ("PYTHON", "MPL", "MATPLOTLIB", "LC_", "LANG", "LD_", "OMP_", "OPENBLAS_", "MKL_")
#: What a kernel sets before it imports matplotlib, which reads it only then.
BACKEND = "module://matplotlib_inline.backend_inline"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main(number):
    """Load, then answer on the listening socket of that number; returns only as a kernel that has ended."""
    server, before = Server(socket.socket(fileno=number)), dict(os.environ)
    os.environ.setdefault("MPLBACKEND", BACKEND)
    with contextlib.redirect_stderr(io.StringIO()):  # a debugger's remarks on the way Python was started
        for name in IMPORTS:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        _fill_caches()
    imported = {name: value for name, value in os.environ.items() if before.get(name) != value}
    become(server.serve(), imported)


def _fill_caches():
    """Have the library and matplotlib find their words, states and fonts, of which every kernel would find the same."""
    import bilateral
    from bilateral import charts

    text = "Peru–Japan relations\n\nPeru and Japan established relations in 1873. Trade totaled $2 million in 1990.\n"
    corpus = bilateral.read_text(text)
    charts.style.png(charts.phases(corpus.phases, **corpus.view))


class Server:
    """Forks a kernel for each connection that asks for one."""

    def __init__(self, listener):
        self.listener, self.asking, self.kernels = listener, {}, {}
        self.fixed = _fixed(os.environ)
        self.woken, self.wake = socket.socketpair()
        for end in (self.woken, self.wake):
            end.setblocking(False)
        self.chosen = selectors.DefaultSelector()
        for each in (listener, self.woken, sys.stdin):
            self.chosen.register(each, selectors.EVENT_READ)

    def serve(self):
        """What was asked for, in the process that is to become it."""
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's to answer
        gc.collect()
        gc.freeze()  # a kernel's collector would touch, and so copy, what all of them share
        while True:
            for key, _ in self.chosen.select():
                if key.fileobj is self.listener:
                    asker = self.listener.accept()[0]
                    self.asking[asker] = b""
                    self.chosen.register(asker, selectors.EVENT_READ)
                elif key.fileobj is self.woken:
                    self._reap()
                elif key.fileobj is sys.stdin:
                    self._end()
                elif (request := self._heard(key.fileobj)) is not None:
                    return request

    def _heard(self, asker):
        """Take what an asker says; in the new process, if it is a kernel's beginning, what was asked for."""
        try:
            told = asker.recv(1 << 16)
        except OSError:
            told = b""
        if not told:
            self._drop(asker)
            return None
        self.asking[asker] += told
        if not told.endswith(b"\n"):
            return None
        request = json.loads(self.asking[asker])
        if _fixed(request["env"]) != self.fixed:
            self._say(asker, "no")
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of threads: those of a linear algebra library, which sees to itself
            parent, pid = os.getpid(), os.fork()
        if pid:
            self.kernels[pid] = asker
            self._say(asker, f"pid {pid}")
            return None
        self._leave(parent)
        return request

    def _leave(self, parent):
        """In a new kernel: let go of all that is the server's."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        with contextlib.suppress(
            OSError, AttributeError
        ):  # Linux; elsewhere the kernel looks for its parent now and then
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that was asked for
            os._exit(1)
        self.chosen.close()
        for each in (self.listener, self.woken, self.wake, *self.asking):
            each.close()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)

    def _reap(self):
        """Tell askers whose kernels have ended."""
        with contextlib.suppress(BlockingIOError):
            self.woken.recv(4096)
        for pid in list(self.kernels):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                asker = self.kernels.pop(pid)
                self._say(asker, f"exit {os.waitstatus_to_exitcode(status)}")

    def _say(self, asker, line):
        with contextlib.suppress(OSError):
            asker.sendall(f"{line}\n".encode())

    def _drop(self, asker):
        """An asker has hung up: its kernel, if there still is one, is not wanted any more."""
        for pid in [pid for pid, of in self.kernels.items() if of is asker]:
            _kill(pid)
            self.kernels.pop(pid)
            os.waitpid(pid, 0)
        self.chosen.unregister(asker)
        self.asking.pop(asker)
        asker.close()

    def _end(self):
        for pid in self.kernels:
            _kill(pid)
        with contextlib.suppress(OSError):  # done already by an owner that ended as it should
            path = self.listener.getsockname()
            os.unlink(path)
            os.rmdir(os.path.dirname(path))
        os._exit(0)


def _kill(pid):
    """Kill a kernel and what it has started; before it has a session of its own, itself."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(pid, signal.SIGKILL)


def _fixed(environment):
    return {name: value for name, value in environment.items() if name.startswith(FIXED)}


def become(request, imported):
    """Be the kernel that was asked for, as if this process had just been started, and had imported, for it."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(imported | request["env"], JPY_PARENT_PID=str(os.getppid()))
    time.tzset()
    sys.argv = request["argv"]
    if "numpy" in sys.modules:  # Python's own generator sees to itself
        sys.modules["numpy"].random.seed()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
