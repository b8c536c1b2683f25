"""The process that runs a notebook's cells: an IPython shell that collects a kernel's messages, without its sockets."""

import base64
import contextlib
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Callable
from io import TextIOBase
from multiprocessing.connection import Connection
from typing import Any, BinaryIO

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

#: What is kept of what a cell prints, and of all that it shows, in characters: a page that holds more opens in no browser.
MOST_PRINTED, MOST_SHOWN = 1_000_000, 8_000_000
CUT = "[bilateral: the rest of this cell's output was left out; {:,} characters are kept]\n"
STREAMS = ("stdout", "stderr")
#: The backend that draws figures below their cells, as in JupyterLab.
BACKEND = "module://matplotlib_inline.backend_inline"

#: What a kernel has for the commands that cells start: colours, and no pager.
VARIABLES = {
    "MPLBACKEND": BACKEND, "TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1",
    "PAGER": "cat", "GIT_PAGER": "cat",
}  # fmt: skip


class Messages:
    """All that a cell shows, as messages of a kernel: pairs of kind and content, or of "stdout" or "stderr" and text."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget the last cell's messages."""
        self.sent: list[tuple[str, Any]] = []
        self.printed = self.shown = 0

    def stream(self, name: str, text: str) -> None:
        """Add printed text, up to the limit, and one line on what is left out."""
        room = MOST_PRINTED - self.printed
        self.printed += len(text)
        if text and room > 0:
            self.sent.append((name, text[:room]))
        if len(text) > room >= 0:
            self.sent.append(("stderr", CUT.format(MOST_PRINTED)))

    def show(self, kind: str, content: dict) -> None:
        """Add a display or a result, unless the cell shows too much already."""
        room = MOST_SHOWN - self.shown
        size = len(str(content["data"]))
        self.shown += size
        if size <= room:
            self.sent.append((kind, content))
        elif room >= 0:
            self.sent.append(("stderr", CUT.format(MOST_SHOWN)))

    def taken(self, number: int) -> bytes:
        """The messages as JSON, each stream as one text, after the one that has the cell's number."""
        whole: list[tuple[str, dict]] = [("execute_input", {"execution_count": number})]
        for kind, group in itertools.groupby(self.sent, key=lambda message: message[0]):
            if kind in STREAMS:
                whole.append(("stream", {"name": kind, "text": "".join(text for _, text in group)}))
            else:
                whole.extend(group)
        # Names of files that are not UTF-8 hold characters that no file can hold.
        return json.dumps(whole, ensure_ascii=False, skipkeys=True, default=_text).encode("utf-8", "replace")


def _text(value: object) -> str:
    """Bytes as base64, as notebooks hold pictures; anything else that JSON does not know as a text."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)


class Printed(TextIOBase):
    """The standard output or error of the cells; their subprocesses and extensions write to the file behind it."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, number: int, add: Callable[[str, str], None]) -> None:
        self.name, self.number, self.add, self.owner = name, number, add, os.getpid()

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.number

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if os.getpid() == self.owner:
            self.add(self.name, text)
        else:  # a process that a cell has forked
            os.write(self.number, text.encode("utf-8", "replace"))
        return len(text)


class Publisher(DisplayPublisher):
    """Collects what `display` shows."""

    shell: "ZMQInteractiveShell"

    def publish(
        self,
        data: dict,
        metadata: dict | None = None,
        *_: object,
        transient: dict | None = None,
        update: bool = False,
        **__: object,
    ) -> None:
        self._validate_data(data, metadata)
        kind = "update_display_data" if update else "display_data"
        self.shell.messages.show(kind, {"data": data, "metadata": metadata or {}, "transient": transient})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.messages.sent.append(("clear_output", {"wait": wait}))


class Hook(DisplayHook):
    """Collects the value of a cell's last line."""

    shell: "ZMQInteractiveShell"

    def write_output_prompt(self) -> None:
        """A notebook shows the number itself."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        content = {"data": format_dict, "metadata": md_dict or {}, "execution_count": self.prompt_count}
        self.shell.messages.show("execute_result", content)

    def finish_displayhook(self) -> None:
        self._is_active = False


class ZMQInteractiveShell(InteractiveShell):
    """
    An IPython shell as in a notebook's kernel, with its messages collected.

    It bears the name of the kernel's, and an attribute `kernel`: by these pandas, tqdm and others know a notebook.
    """

    kernel = None
    displayhook_class, display_pub_class = Type(Hook), Type(Publisher)
    system = InteractiveShell.system_piped

    def __init__(self, **settings: object) -> None:
        self.messages = Messages()
        super().__init__(**settings)

    def enable_gui(self, gui: str | None = None) -> None:
        """No event loop of a window system runs here."""

    def ask_exit(self) -> None:
        """`exit()` ends a terminal's shell; in a notebook the next cell runs all the same."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        error = {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.messages.sent.append(("error", error))


def _caught(number: int) -> BinaryIO:
    """A file without a name that gets all that is written to a descriptor."""
    file = tempfile.TemporaryFile(buffering=0)
    os.dup2(file.fileno(), number)
    return file


def _read(file: BinaryIO) -> str:
    """What the cells' subprocesses have written to a file, which is emptied."""
    file.seek(0)
    raw = file.read(4 * MOST_PRINTED)
    file.seek(0)
    file.truncate()
    return raw.decode("utf-8", "replace")


def serve(pipe: Connection, folder: str | None) -> None:
    """
    Run each cell that arrives, and send its messages back, until the pipe is closed.

    Parameters
    ----------
    pipe : Connection
        Receives the code of a cell; sends `Messages.taken`.
    folder : str, optional
        Where the cells run.
    """
    if folder:
        os.chdir(folder)
    files = {name: _caught(number) for number, name in enumerate(STREAMS, 1)}
    shell = _shell()
    messages = shell.messages
    sys.stdout, sys.stderr = (Printed(name, number, messages.stream) for number, name in enumerate(STREAMS, 1))
    with contextlib.suppress(EOFError):
        while True:
            code = pipe.recv()
            messages.begin()
            shell.run_cell(code, store_history=True)
            for name, file in files.items():
                messages.stream(name, _read(file))
            pipe.send_bytes(messages.taken(shell.execution_count - 1))


def _shell() -> ZMQInteractiveShell:
    """A new shell that writes no history, and has the notebook's `__main__`."""
    os.environ.update(VARIABLES)
    if not sys.flags.safe_path:  # a notebook imports from its own folder, not from that of the command that runs here
        del sys.path[0]
        at = next((n for n, path in enumerate(sys.path) if path.endswith("site-packages")), len(sys.path))
        sys.path.insert(at, "")
    sys.argv = ["notebook"]
    settings = Config()
    settings.HistoryManager.enabled = False
    shell = ZMQInteractiveShell.instance(config=settings, ipython_dir=tempfile.mkdtemp(prefix="ipython-"))
    sys.modules["__main__"] = shell.user_module
    # It has read the variable already; the backend itself is imported where one first draws.
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcParams["backend"] = BACKEND
    if "pandas" in sys.modules:  # it takes the number of columns from where it is first imported
        sys.modules["pandas"].set_option("display.max_columns", 20)
    if "numpy" in sys.modules:  # else every notebook would draw the same random numbers; Python's own see to themselves
        sys.modules["numpy"].random.seed()
    return shell
