"""The engine: each notebook gets a process that knows nothing of the last, and gives what an ordinary kernel gives."""

import copy
import json
import re
import subprocess
import sys

import nbformat
import pytest
from batches import write
from nbconvert.preprocessors import CoalesceStreamsPreprocessor

from bilateral import files
from bilateral.reports import cells, processes
from bilateral.reports import notebook as reports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere papermill's own engine runs the cells")

#: Leaves something behind wherever a process can.
DIRTY = """
import builtins, gc, locale, logging, os, random, signal, sys, tempfile, warnings
import matplotlib, numpy, pandas, matplotlib.pyplot as plt
import bilateral
from bilateral import charts, display
leak = builtins.leak = bilateral.leak = 1
matplotlib.rcParams["lines.linewidth"] = 42; plt.style.use("ggplot"); plt.figure()
pandas.set_option("display.max_rows", 3); pandas.DataFrame.leak = 1
os.environ["LEAK"] = "1"; os.environ["TZ"] = "Asia/Tokyo"; os.umask(0o077)
os.mkdir("leak"); os.chdir("leak"); sys.path.insert(0, "leak"); sys.argv.append("leak")
random.seed(1); numpy.random.seed(1); random.random(); numpy.random.rand()
warnings.simplefilter("error"); logging.getLogger().setLevel(1); gc.disable(); sys.setrecursionlimit(5000)
signal.signal(signal.SIGUSR1, lambda *_: None); tempfile.tempdir = os.getcwd()
charts.style.COLORS["rel"] = "#ff0000"; display.summary = lambda corpus: "leak"
"""
#: Prints all of that.
PROBE = """
import builtins, gc, hashlib, json, locale, logging, os, random, signal, sys, tempfile, time, warnings
named = sorted(name for name in globals() if not name.startswith("_"))
import matplotlib, numpy, pandas
import bilateral
from bilateral import charts, display
print(json.dumps({
    "globals": named, "leaks": [hasattr(m, "leak") for m in (builtins, bilateral, pandas.DataFrame)],
    "rcParams": {k: str(matplotlib.rcParams._get(k)) for k in matplotlib.rcParams},
    "backend": matplotlib.get_backend(), "figures": matplotlib.pyplot.get_fignums() if "matplotlib.pyplot" in sys.modules else [],
    "pandas": {k: str(pandas.get_option(k)) for k in ("display.max_rows", "display.width", "display.precision")},
    "environment": {k: v for k, v in os.environ.items() if not k.startswith(("JPY_", "PYTEST_", "TMP", "TEMP", "JUPYTER_RUNTIME", "COLUMNS", "LINES", "PYDEVD"))},
    "folder": os.listdir(), "path": sys.path, "arguments": [os.path.basename(a) for a in sys.argv[:2]],
    "umask": os.umask(0o022), "zone": time.tzname, "main": sys.modules["__main__"].__dict__ is globals(),
    "filters": sorted(str(f[:3]) for f in warnings.filters), "level": logging.getLogger().level,
    "handlers": [str(h) for h in logging.getLogger().handlers], "locale": locale.setlocale(locale.LC_ALL),
    "gc": [gc.isenabled(), gc.get_threshold()], "recursion": sys.getrecursionlimit(), "temporary": tempfile.tempdir,
    "signals": {str(s): str(signal.getsignal(s)).split(" at ")[0] for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGUSR1)},
    "wakeup": signal.set_wakeup_fd(-1), "safe": sys.flags.safe_path, "stdin": sys.stdin.read(), "session": os.getsid(0) == os.getpid(),
    "blue": charts.style.COLORS["rel"], "words": display.summary(bilateral.read().select("mexico-russia")),
}))
print(random.random(), numpy.random.rand())
"""
#: What is each process's own.
OWN = ("temporary", "session", "arguments")


#: Runs notebooks one after the other in one process, which can be forked, and prints what each came to as JSON.
RUN = """
import json, sys, warnings
from bilateral.reports import notebook as reports
from bilateral.reports import processes
from bilateral.reports.jobs import Limits
processes.preload()
assert processes.can_fork()
for path in sys.argv[2:]:
    try:
        done, error = reports.run(path, {}, Limits(cell=int(sys.argv[1]))), ""
    except reports.NotebookError as failed:
        done, error = failed.notebook, str(failed)
    print(json.dumps({"cells": done.cells, "error": error}))
"""


def ran(folder, *notebooks, seconds=100):
    """The notebooks, each a tuple of its cells, as one process ran them in folders of their own; and what it printed."""
    paths = []
    for n, code in enumerate(notebooks):
        (folder / f"run{n}").mkdir()
        paths.append(write(folder / f"run{n}", *([code] if isinstance(code, str) else code)))
    command = [sys.executable, "-c", RUN, str(seconds), *map(str, paths)]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0 and ended.stderr == "", ended.stderr
    return [nbformat.from_dict(json.loads(line)) for line in ended.stdout.splitlines()]


def printed(notebook, name="stdout"):
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    return "".join(o["text"] for o in outputs if o["output_type"] == "stream" and o["name"] == name)


def ordinary(monkeypatch, path, parameters=None):
    """The notebook as papermill's own engine runs it."""
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    return reports.run(path, parameters or {})


def test_nothing_leaks_from_one_to_the_next(tmp_path, monkeypatch):
    dirty, first, second = ran(tmp_path, DIRTY, PROBE, PROBE)
    assert dirty.error == "" and printed(dirty) == ""
    first, second = (json.loads(printed(done).splitlines()[0]) for done in (first, second))
    (tmp_path / "plain").mkdir()
    plain = json.loads(printed(ordinary(monkeypatch, write(tmp_path / "plain", PROBE))).splitlines()[0])
    for name in OWN:
        for found in (first, second, plain):
            del found[name]
    assert first == second
    filters = first.pop("filters")  # there are more: what was imported before the fork has its own
    assert plain.pop("filters") and "('ignore', None, <class 'Warning'>)" not in filters
    for name in plain:
        assert first[name] == plain[name], name


def test_chance_is_another_in_each(tmp_path):
    draw = "import random, numpy, uuid\nprint(random.random(), numpy.random.rand(), uuid.uuid4())"
    drawn = [printed(done).split() for done in ran(tmp_path, draw, draw)]
    assert len(set(drawn[0] + drawn[1])) == 6


def stripped(cells):
    """Cells without what differs from one run to the next: times, random names, pieces of what is printed, colours of errors."""
    book = nbformat.v4.new_notebook(cells=copy.deepcopy(cells))
    book, _ = CoalesceStreamsPreprocessor().preprocess(book, {})
    for cell in book.cells:
        cell.pop("id", None)
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                output.traceback = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in output.traceback]
    return book.cells


ALIKE = {
    "drawing": ["import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "plt.rcParams['figure.dpi'], plt.get_backend()"],
    "frames": ["import pandas as pd\nwide = pd.DataFrame([['x' * 30] * 5])\nwide", "print(wide)\nwide.style.set_uuid('u').to_html()"],
    "displays": [
        "from IPython.display import *\nh = display('a', display_id=True)\nh.update('b')\ndisplay(HTML('<b>c</b>'), metadata={'k': 1})",
        "print(1)\nclear_output(wait=True)\nprint(2)", "print(3)\nclear_output()", "display(Image(data=PNG, format='png'))",
    ],
    "languages": ["!echo from the shell", "%%bash\necho from bash"],
    "waiting": ["import asyncio\nawait asyncio.sleep(0)\n1", "x = _ + 1; x", "None", "2; 3", "Out[4], In[1][:6]"],
    "errors": ["try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(repr(e))", "def f():\n    raise KeyError('k')", "f()"],
    "ours": ["import bilateral\nbilateral.read('/no/such')"],
}  # fmt: skip
PNG = "PNG = __import__('base64').b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')"


def test_cells_give_what_an_ordinary_kernel_gives(tmp_path, monkeypatch):
    """Values, tables, pictures, displays that are updated or cleared, subprocesses, errors, in the same order."""
    done = ran(tmp_path, *([PNG, *code] for code in ALIKE.values()))
    for n, name in enumerate(ALIKE):
        try:
            plain = ordinary(monkeypatch, tmp_path / f"run{n}" / "small.ipynb")
        except reports.NotebookError as error:
            plain = error.notebook
            assert done[n].error == str(error)
        for ours, theirs in zip(stripped(done[n].cells), stripped(plain.cells), strict=True):
            assert ours == theirs, name


def test_a_report_is_that_of_plain_papermill(tmp_path):
    """The same notebook, and the same page, byte for byte."""
    path = files.data_folder("notebooks") / "report.ipynb"
    words = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        "-p",
        "dyad",
        "colombia-russia",
        "-p",
        "start",
        "1900",
    ]
    done = {}
    for engine in ("bilateral", "nbclient"):
        out = tmp_path / f"{engine}.ipynb"
        subprocess.run(
            [*words, "--engine", engine, str(path), str(out)], cwd=path.parent, check=True, capture_output=True
        )
        done[engine] = nbformat.read(out, as_version=4)
    assert "colombia-russia" in str(done["bilateral"].cells)
    assert stripped(done["bilateral"].cells) == stripped(done["nbclient"].cells)
    pages = [reports.render(book, "One: two") for book in done.values()]
    assert pages[0] == pages[1]


def test_a_cell_that_takes_too_long_is_ended(tmp_path):
    """It is named, with what it printed and where it was; also where it does not heed Ctrl-C."""
    stubborn = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(1000)"
    slow, deaf, after = ran(tmp_path, "import time\nprint('here')\ntime.sleep(1000)", stubborn, "print(1)", seconds=2)
    for done in (slow, deaf):
        assert done.error == "small.ipynb, cell 2: TimedOut: the cell took more than 2 s and was ended (--timeout)"
    assert printed(slow) == "here\n" and "sleep" in str(slow.cells[-1].outputs[-1].traceback)
    assert printed(after) == "1\n"


def test_a_cell_whose_process_dies_is_named(tmp_path):
    left, killed = ran(
        tmp_path, ["print(1)", "import os; os._exit(3)", "2"], "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert left.error == "small.ipynb, cell 3: ProcessDied: the process that ran this cell ended (exit status 3)"
    assert printed(left) == "1\n" and left.cells[-1].get("execution_count") is None
    assert killed.error == "small.ipynb, cell 2: ProcessDied: the process that ran this cell ended (SIGKILL)"


def test_what_a_cell_shows_is_limited(tmp_path):
    shows = "from IPython.display import HTML, display\nfor _ in range(20):\n    display(HTML('x' * 1_000_000))"
    prints, low, shown = ran(
        tmp_path,
        "for _ in range(50):\n    print('x' * 1_000_000)",
        "import os\nos.system('yes | head -c 50000000')\n0;",
        shows,
    )
    for done in (prints, low):
        assert len(printed(done)) == cells.MOST_PRINTED
        assert printed(done, "stderr") == cells.CUT.format(cells.MOST_PRINTED)
    assert sum(o.output_type == "display_data" for o in shown.cells[-1].outputs) == 7
    assert printed(shown, "stderr") == cells.CUT.format(cells.MOST_SHOWN)


def test_papermill_has_it_as_an_engine(tmp_path):
    path = write(tmp_path, "import os, sys\nprint(n, 'ipykernel.kernelapp' in sys.modules, os.getcwd())")
    done = tmp_path / "done.ipynb"
    words = ["papermill", "--engine", "bilateral", "--no-progress-bar", path, done]
    ended = subprocess.run([sys.executable, "-m", *map(str, words)], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert printed(nbformat.read(done, as_version=4)) == f"0 False {tmp_path}\n"


@pytest.mark.parametrize(
    ("code", "error"), [("import os; os._exit(3)", "DeadKernelError"), ("1/0", "ZeroDivisionError")]
)
def test_with_an_ordinary_kernel_a_cell_that_ends_it_is_named_too(tmp_path, monkeypatch, code, error):
    with pytest.raises(reports.NotebookError, match=f"small.ipynb, cell 2: {error}: ") as caught:
        ordinary(monkeypatch, write(tmp_path, code))
    assert error in str(caught.value.notebook.cells)
