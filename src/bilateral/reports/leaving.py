"""How a batch is left: signals that end it in good order, and a private folder for all that it writes on the way."""

import contextlib
import os
import shutil
import signal
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

from ..files import SourceError

PREFIX = f"bilateral-{os.getuid() if hasattr(os, 'getuid') else 'user'}-"
#: Variables that say where programs put their own temporary files.
VARIABLES = ("TMPDIR", "TEMP", "TMP", "JUPYTER_RUNTIME_DIR")
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_handlers: dict[int, object] = {}
_room: dict[str, object] = {"path": None, "users": 0}
_turn = threading.RLock()


class Stopped(KeyboardInterrupt):
    """Ctrl-C, or another signal that ends a process; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def in_order() -> Iterator[None]:
    """
    Have the signals that end a process raise `Stopped`, once: while that is answered, others are ignored.

    A signal that is ignored already, as by `nohup`, stays so. Outside the main thread nothing changes.
    """
    if _handlers or threading.current_thread() is not threading.main_thread():
        yield
        return
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            _handlers[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        forget()


def _stop(number: int, _: object) -> None:
    for each in _handlers:
        signal.signal(each, _ignore)
    raise Stopped(number)


def _ignore(number: int, _: object) -> None:
    """Do nothing. SIG_IGN instead would have Python print of signals that were on their way."""


def forget() -> None:
    """Answer signals as before `in_order`."""
    while _handlers:
        number, before = _handlers.popitem()
        signal.signal(number, before)


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """
    A temporary folder for this user alone, in which all temporary files of this process and its children land.

    It is removed however the process ends, but by `kill -9`; what was left behind that way is removed here, too. Within
    one another they are the same folder.
    """
    with _turn:
        if not _room["users"]:
            _sweep()
            _room["entered"] = _enter()
        _room["users"] += 1
    try:
        yield Path(_room["path"])
    finally:
        with _turn:
            _room["users"] -= 1
            if not _room["users"]:
                _leave(*_room.pop("entered"))


def _enter() -> tuple:
    """Make the folder, hold its lock, and have temporary files land in it; what `_leave` needs."""
    path, lock = _locked()
    before = {name: os.environ.get(name) for name in VARIABLES}
    os.environ.update(dict.fromkeys(VARIABLES, path))
    if "MPLCONFIGDIR" not in os.environ and not _can_write_at_home():
        before["MPLCONFIGDIR"] = None
        os.environ["MPLCONFIGDIR"] = path
    before_tempdir, tempfile.tempdir = tempfile.tempdir, path
    _room["path"] = path
    return path, lock, before, before_tempdir, os.getpid()


def _leave(path: str, lock: int | None, before: dict, tempdir: str | None, owner: int) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    tempfile.tempdir = tempdir
    _room["path"] = None
    if os.getpid() == owner:  # and not a child that was forked meanwhile
        shutil.rmtree(path, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _locked() -> tuple[str, int | None]:
    """A new folder and the lock on it, which the system lets go of when its last holder ends."""
    while True:
        try:
            path = tempfile.mkdtemp(prefix=PREFIX)
        except OSError as error:
            reason = error.strerror or str(error).splitlines()[0]
            raise SourceError(f"TMPDIR: no folder for temporary files can be written ({reason})") from None
        if fcntl is None:
            return path, None
        with contextlib.suppress(OSError):  # removed at once by another that swept: make a new one
            lock = os.open(path, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.samestat(os.stat(path), os.fstat(lock)):
                return path, lock
            os.close(lock)


def _sweep() -> None:
    """Remove the folders of processes that were killed: those whose lock is free."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError):
                _sweep_one(path)


def _sweep_one(path: Path) -> None:
    about = path.lstat()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid():
        return
    lock = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)


def _can_write_at_home() -> bool:
    """Whether matplotlib can keep its list of fonts where it wants to; else each process would look for them anew."""
    try:
        for variable, usual in (("XDG_CONFIG_HOME", "~/.config"), ("XDG_CACHE_HOME", "~/.cache")):
            place = Path(os.environ.get(variable) or Path(usual).expanduser()) / "matplotlib"
            place.mkdir(parents=True, exist_ok=True)
            if not os.access(place, os.W_OK):
                return False
    except (OSError, RuntimeError):
        return False
    return True
