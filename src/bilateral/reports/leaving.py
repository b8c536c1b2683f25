"""How a batch is left: signals that end it in good order, and a private folder for all its temporary files."""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

from ..files import SourceError

PREFIX = f"bilateral-{os.getuid() if hasattr(os, 'getuid') else 'user'}-"
#: Variables that say where programs put their own temporary files.
VARIABLES: tuple[str, ...] = ("TMPDIR", "TEMP", "TMP", "JUPYTER_RUNTIME_DIR")
#: Those that end a process, as far as the system has them.
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_handlers: dict[int, Any] = {}
#: What is to be done when the last user of the private folder leaves it.
_room = contextlib.ExitStack()
_users: list[None] = []
_turn = threading.RLock()


class Stopped(KeyboardInterrupt):
    """Ctrl-C, or another signal that ends a process; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def in_order() -> Iterator[None]:
    """
    Have the signals that end a process raise `Stopped`, once: while that is handled, others are ignored.

    A signal that is ignored already, as by `nohup`, stays so. Outside the main thread nothing changes.
    """
    if _handlers or threading.current_thread() is not threading.main_thread():
        yield
        return
    for number in SIGNALS:
        if signal.getsignal(number) not in (signal.SIG_IGN, None):
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
    A temporary folder for this user alone, for all temporary files of this process and its children.

    It is removed however the process ends, but by `kill -9`; what was left behind then is removed here, too. Within one
    another they are the same folder.
    """
    with _turn:
        if not _users:
            _sweep()
            _enter()
        _users.append(None)
    try:
        yield Path(tempfile.gettempdir())
    finally:
        with _turn:
            _users.pop()
            if not _users:
                _room.close()


def _enter() -> None:
    """Make the folder, hold its lock, and have temporary files land in it."""
    path = _new_folder()
    variables: dict[str, str] = dict.fromkeys(VARIABLES, path)
    if not _can_write_at_home():
        variables["MPLCONFIGDIR"] = os.environ.get("MPLCONFIGDIR", path)
    for name in variables:
        _room.callback(_set_variable, name, os.environ.get(name))
    os.environ.update(variables)
    _room.callback(setattr, tempfile, "tempdir", tempfile.tempdir)
    tempfile.tempdir = path


def _set_variable(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _new_folder() -> str:
    """A new folder, locked as long as this process or a child of it lives."""
    while True:
        try:
            path = tempfile.mkdtemp(prefix=PREFIX)
        except OSError as error:
            reason = error.strerror or str(error).splitlines()[0]
            raise SourceError(f"TMPDIR: no folder for temporary files can be written ({reason})") from None
        with contextlib.suppress(OSError), contextlib.ExitStack() as opened:
            lock(path, opened)
            if os.path.exists(path):  # and was not removed at once by another that swept
                opened.callback(_remove, path, os.getpid())
                _room.push(opened.pop_all())
                return path


def _remove(path: str, owner: int) -> None:
    if os.getpid() == owner:  # and not a child that was forked meanwhile
        shutil.rmtree(path, ignore_errors=True)


def lock(folder: str | Path, opened: contextlib.ExitStack) -> bool:
    """
    Lock a folder until `opened` is closed or, however that comes, this process has ended.

    Returns
    -------
    bool
        False where the system or the file system has no locks.

    Raises
    ------
    OSError
        BlockingIOError if another process has it; others if it is no folder.
    """
    if fcntl is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    opened.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return False
    return True


def _sweep() -> None:
    """Remove the folders of processes that were killed: those whose lock is free."""
    with contextlib.suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError), contextlib.ExitStack() as opened:
                if path.lstat().st_uid == os.getuid() and lock(path, opened):
                    shutil.rmtree(path, ignore_errors=True)


def _can_write_at_home() -> bool:
    """Whether matplotlib can keep its list of fonts where it wants to; else each process would look for them anew."""
    places = os.environ.get("XDG_CONFIG_HOME") or "~/.config", os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        folders = [Path(place).expanduser() / "matplotlib" for place in places]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return all(os.access(folder, os.W_OK) for folder in folders)
