"""The process that runs a notebook's cells: an IPython shell whose outputs are collected, without a kernel and its sockets."""

import base64
import functools
import os
import sys
import tempfile
from collections.abc import Callable
from io import TextIOBase
from multiprocessing.connection import Connection

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

#: What is kept of what a cell prints, and of all that it shows, in characters: a page that holds more opens in no browser.
MOST_PRINTED, MOST_SHOWN = 1_000_000, 8_000_000
CUT = "[bilateral: the rest of this cell's output was left out; {:,} characters are kept]\n"
#: The backend that draws figures below their cells, as in JupyterLab.
BACKEND = "module://matplotlib_inline.backend_inline"

#: What a kernel has for the commands that cells start: colours, and no pager.
VARIABLES = {
    "MPLBACKEND": BACKEND, "TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1",
    "PAGER": "cat", "GIT_PAGER": "cat",
}  # fmt: skip


class Outputs:
    """What a cell shows, in its order, as nbformat's outputs; `clear` and updates of displays are carried out."""

    def __init__(self) -> None:
        self.found: list[dict] = []
        self.displays: dict[str, list[dict]] = {}  # of all cells so far, by their display_id
        self.printed = self.shown = 0
        self.clear_next = False

    def begin(self) -> None:
        """Forget the last cell's outputs."""
        self.found, self.printed, self.shown, self.clear_next = [], 0, 0, False

    def stream(self, name: str, text: str) -> None:
        """Add what was printed; nothing once the limit is reached, which is said once."""
        room = max(0, MOST_PRINTED - self.printed)
        cut = self.printed <= MOST_PRINTED < self.printed + len(text)
        self.printed += len(text)
        if text[:room]:
            self._clear_if_due()
            self._print(name, text[:room])
        if cut:
            self._print("stderr", CUT.format(MOST_PRINTED))

    def _print(self, name: str, text: str) -> None:
        last = self.found[-1] if self.found else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.found.append({"output_type": "stream", "name": name, "text": [text]})

    def show(self, kind: str, data: dict, metadata: dict, **rest: object) -> dict | None:
        """Add a display or a result, unless the cell shows too much already."""
        data = {mime: _text(value) for mime, value in data.items()}
        before, size = self.shown, sum(len(str(value)) for value in data.values())
        self.shown += size
        if self.shown > MOST_SHOWN:
            if before <= MOST_SHOWN:
                self._print("stderr", CUT.format(MOST_SHOWN))
            return None
        self._clear_if_due()
        output = {"output_type": kind, "data": data, "metadata": metadata, **rest}
        self.found.append(output)
        return output

    def display(self, data: dict, metadata: dict, display_id: str | None, update: bool) -> None:
        """Show something, or show it in the place of what bears its display_id."""
        if update:
            for output in self.displays.get(display_id, ()):
                output.update(data={mime: _text(value) for mime, value in data.items()}, metadata=metadata)
        elif (output := self.show("display_data", data, metadata)) and display_id:
            self.displays.setdefault(display_id, []).append(output)

    def clear(self, wait: bool) -> None:
        """Remove what the cell has shown, with `wait` only when it next shows something."""
        self.clear_next = True
        if not wait:
            self._clear_if_due()

    def _clear_if_due(self) -> None:
        if self.clear_next:
            self.found, self.clear_next = [], False

    def taken(self) -> list[dict]:
        """The outputs, each stream as one text, in characters that a file can hold."""
        whole = [{**o, "text": "".join(o["text"])} if o["output_type"] == "stream" else o for o in self.found]
        return _valid(whole)


def _text(value: object) -> object:
    """Bytes as base64, as notebooks hold pictures; anything else as it is."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _valid(value: object) -> object:
    """The same without lone surrogates, as names of files that are not UTF-8 hold them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_valid(name): _valid(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_valid(part) for part in value]
    return value


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

    def publish(self, data, metadata=None, *_, transient=None, update=False, **__) -> None:  # noqa: ANN001
        self._validate_data(data, metadata)
        self.shell.outputs.display(data, metadata or {}, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class Hook(DisplayHook):
    """Collects the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """A notebook shows the number itself."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        count = self.prompt_count
        self.shell.outputs.show("execute_result", format_dict, md_dict or {}, execution_count=count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class ZMQInteractiveShell(InteractiveShell):
    """
    An IPython shell as a notebook's kernel has it, with its outputs collected.

    It bears the name of the kernel's, and an attribute `kernel`: by these pandas, tqdm and others know a notebook.
    """

    kernel = None
    displayhook_class, display_pub_class = Type(Hook), Type(Publisher)
    system = InteractiveShell.system_piped

    def __init__(self, **settings: object) -> None:
        self.outputs = Outputs()
        super().__init__(**settings)

    def enable_gui(self, gui: str | None = None) -> None:
        """No event loop of a window system runs here."""

    def ask_exit(self) -> None:
        """`exit()` ends a terminal's shell; in a notebook the next cell runs all the same."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        error = {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.outputs.found.append(error)


def _caught(numbers: tuple[int, int]) -> list[int]:
    """Have all that is written to these descriptors land in files without a name, which are given."""
    files = []
    for number in numbers:
        file = tempfile.TemporaryFile(buffering=0)
        os.dup2(file.fileno(), number)
        files.append(file)
    return files


def _read(file: object) -> str:
    """What stands in a file that the cells' subprocesses have written to, which is emptied."""
    file.seek(0)
    raw = file.read(4 * MOST_PRINTED)
    file.seek(0)
    file.truncate()
    return raw.decode("utf-8", "replace")


def serve(pipe: Connection, folder: str | None) -> None:
    """
    Run each cell that arrives, and send back what it shows, until the pipe is closed.

    Parameters
    ----------
    pipe : Connection
        Receives the code of a cell; sends its outputs and its number.
    folder : str, optional
        Where the cells run.
    """
    if folder:
        os.chdir(folder)
    files = _caught((1, 2))
    shell = _shell()
    add = shell.outputs.stream
    sys.stdout, sys.stderr = Printed("stdout", 1, add), Printed("stderr", 2, add)
    while True:
        try:
            code = pipe.recv()
        except EOFError:
            return
        shell.outputs.begin()
        shell.run_cell(code, store_history=True)
        for name, file in zip(("stdout", "stderr"), files, strict=True):
            add(name, _read(file))
        pipe.send((shell.outputs.taken(), shell.execution_count - 1))


def _shell() -> ZMQInteractiveShell:
    """A new shell that writes no history, and whose `__main__` is the notebook's."""
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
    if (
        "matplotlib" in sys.modules
    ):  # it has read the variable already; the backend itself is imported where one first draws
        sys.modules["matplotlib"].rcParams["backend"] = BACKEND
    if "pandas" in sys.modules:  # it takes the number of columns from where it is first imported
        sys.modules["pandas"].set_option("display.max_columns", 20)
    if "numpy" in sys.modules:  # else every notebook would draw the same random numbers; Python's own see to themselves
        sys.modules["numpy"].random.seed()
    return shell


@functools.cache
def language() -> dict:
    """What a notebook's metadata say of its language, as an ordinary kernel gives it."""
    version = ".".join(map(str, sys.version_info[:3]))
    mode = {"name": "ipython", "version": sys.version_info[0]}
    return {
        "codemirror_mode": mode, "file_extension": ".py", "mimetype": "text/x-python", "name": "python",
        "nbconvert_exporter": "python", "pygments_lexer": f"ipython{sys.version_info[0]}", "version": version,
    }  # fmt: skip
