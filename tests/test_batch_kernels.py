"""Warm kernels: each report gets a fresh fork that knows nothing of the last, and gives what a plain kernel gives."""

import copy
import json
import os
import subprocess
import sys

import nbformat
import papermill
import pytest
from batches import write
from nbconvert.preprocessors import CoalesceStreamsPreprocessor

from bilateral import reports, sources
from bilateral.batch import kernels

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here, so that kernels are ordinary ones")

#: Leaves something behind wherever a process can.
DIRTY = """
import builtins, gc, locale, logging, os, random, signal, sys, tempfile, warnings
import matplotlib, numpy, pandas, matplotlib.pyplot as plt
import bilateral
from bilateral import charts, readable, states
leak = builtins.leak = bilateral.leak = 1
matplotlib.rcParams["lines.linewidth"] = 42; plt.style.use("ggplot"); plt.figure()
pandas.set_option("display.max_rows", 3); pandas.DataFrame.leak = 1
os.environ["LEAK"] = "1"; os.environ["TZ"] = "Asia/Tokyo"; os.umask(0o077)
os.mkdir("leak"); os.chdir("leak"); sys.path.insert(0, "leak"); sys.argv.append("leak")
random.seed(1); numpy.random.seed(1); random.random(); numpy.random.rand()
warnings.simplefilter("error"); logging.getLogger().setLevel(1); gc.disable(); sys.setrecursionlimit(5000)
signal.signal(signal.SIGUSR1, lambda *_: None); tempfile.tempdir = os.getcwd()
states.table.cache_clear() if hasattr(states.table, "cache_clear") else None
charts.style.BLUE = "#ff0000"; readable.summary = lambda corpus: "leak"
"""
#: Tells all of that.
PROBE = """
import builtins, gc, hashlib, json, locale, logging, os, random, signal, sys, tempfile, time, warnings
named = sorted(name for name in globals() if not name.startswith("_"))
import matplotlib, numpy, pandas
import bilateral
from bilateral import charts, readable
print(json.dumps({
    "globals": named, "leaks": [hasattr(m, "leak") for m in (builtins, bilateral, pandas.DataFrame)],
    "rcParams": {k: str(matplotlib.rcParams._get(k)) for k in matplotlib.rcParams},
    "backend": matplotlib.get_backend(), "figures": matplotlib.pyplot.get_fignums() if "matplotlib.pyplot" in sys.modules else [],
    "pandas": {k: str(pandas.get_option(k)) for k in ("display.max_rows", "display.width", "display.precision")},
    "environment": {k: v for k, v in os.environ.items() if not k.startswith(("JPY_", "PYTEST_"))},
    "folder": os.listdir(), "path": sys.path, "arguments": [os.path.basename(a) for a in sys.argv[:2]],
    "umask": os.umask(0o022), "zone": time.tzname, "main": sys.modules["__main__"].__dict__ is globals(),
    "filters": sorted(str(f[:3]) for f in warnings.filters), "level": logging.getLogger().level,
    "handlers": [str(h) for h in logging.getLogger().handlers], "locale": locale.setlocale(locale.LC_ALL),
    "gc": [gc.isenabled(), gc.get_threshold()], "recursion": sys.getrecursionlimit(), "temporary": tempfile.tempdir,
    "signals": {str(s): str(signal.getsignal(s)).split(" at ")[0] for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGUSR1)},
    "wakeup": signal.set_wakeup_fd(-1), "safe": sys.flags.safe_path, "stdin": sys.stdin.read(), "session": os.getsid(0) == os.getpid(),
    "blue": charts.style.BLUE, "words": readable.summary(bilateral.read().select("mexico-russia")),
}))
print(random.random(), numpy.random.rand())
"""


@pytest.fixture
def room(tmp_path):
    """A folder for notebooks; the kernels' folder is a new one below it each time."""
    return tmp_path


def told(room, name, *cells):
    """What a notebook prints in a kernel of its own, in a folder of its own."""
    place = room / name
    place.mkdir()
    done = reports.run(write(place, *cells), {})
    return "".join(o["text"] for cell in done.cells for o in cell.get("outputs", ()) if o.output_type == "stream")


def test_nothing_leaks_from_one_to_the_next(room, monkeypatch):
    assert told(room, "dirty", DIRTY) == ""
    first, second = (json.loads(told(room, name, PROBE).splitlines()[0]) for name in ("one", "two"))
    assert kernels.shared(), "these were ordinary kernels"
    monkeypatch.setattr(kernels, "_state", {"path": None, "off": True, "owner": None})
    plain = json.loads(told(room, "plain", PROBE).splitlines()[0])
    assert first == second
    for name in plain:
        assert first[name] == plain[name], name


def test_chance_is_another_in_each(room):
    draws = [
        told(room, name, "import random, numpy, uuid\nprint(random.random(), numpy.random.rand(), uuid.uuid4())")
        for name in "ab"
    ]
    one, other = (draw.split() for draw in draws)
    assert len(set(one + other)) == 6


def stripped(notebook):
    """A notebook without what differs from one run of it to the next: times, random names, in how many pieces a cell prints."""
    notebook, _ = CoalesceStreamsPreprocessor().preprocess(copy.deepcopy(notebook), {})
    notebook.metadata.pop("papermill")
    for cell in notebook.cells:
        cell.pop("id", None)
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
    return notebook


def test_a_report_is_that_of_plain_papermill(room):
    """The same notebook, and the same page, byte for byte."""
    path, given = sources.data_folder("notebooks") / "report.ipynb", {"dyad": "colombia-russia", "start": 1900}
    ours = reports.run(path, given)
    theirs = papermill.execute_notebook(
        str(path), str(room / "x.ipynb"), given, progress_bar=False, kernel_name="python3"
    )
    assert stripped(ours) == stripped(theirs)
    assert reports.render(ours, "One: two") == reports.render(theirs, "One: two")


def test_pyplot_draws_as_in_plain_papermill(room):
    """The backend that shows figures in notebooks is chosen by the kernel that draws, not by the process it is from."""
    path = write(
        room, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "plt.rcParams['figure.dpi'], plt.get_backend()"
    )
    ours = reports.run(path, {})
    theirs = papermill.execute_notebook(str(path), str(room / "x.ipynb"), progress_bar=False)
    assert stripped(ours).cells == stripped(theirs).cells
    assert "image/png" in ours.cells[1].outputs[-1].data


def test_papermill_has_it_as_an_engine(room):
    write(room, "import os\nprint(os.getppid())")
    done = room / "done.ipynb"
    words = ["papermill", "--engine", "bilateral", "--no-progress-bar", room / "small.ipynb", done, "-p", "n", "7"]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    ended = subprocess.run(
        [sys.executable, "-m", *map(str, words)], cwd=room, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0 and "no warm kernels" not in ended.stderr, ended.stderr
    cells = nbformat.read(done, as_version=4).cells
    assert "n = 7" in cells[1].source and cells[2].outputs[0].text.strip().isdigit()


def test_a_kernel_that_fails_or_dies_is_told(room):
    with pytest.raises(
        reports.NotebookError, match="small.ipynb, cell 2: ZeroDivisionError: division by zero$"
    ) as caught:
        reports.run(write(room, "1/0"), {})
    assert "ZeroDivisionError" in str(caught.value.notebook.cells)
    with pytest.raises(Exception, match="[Kk]ernel died"):
        reports.run(write(room, "import os; os._exit(3)"), {})
    assert told(room, "after", "print(1)") == "1\n"


@pytest.mark.parametrize("hindrance", ["no fork", "a dead warm process"])
def test_without_warm_kernels_there_are_ordinary_ones(room, monkeypatch, capfd, hindrance):
    """That is said once."""
    monkeypatch.setattr(kernels, "_state", {"path": None, "off": False, "owner": None})
    if hindrance == "no fork":
        monkeypatch.delattr(os, "fork")
    else:
        owner = kernels.Warm()
        monkeypatch.setattr(kernels, "_state", {"path": owner.path, "off": False, "owner": None})
        owner.close()
    assert [told(room, name, "print(1)") for name in "ab"] == ["1\n", "1\n"]
    assert capfd.readouterr().err.count("no warm kernels") == 1


def test_another_environment_gets_an_ordinary_kernel(room, monkeypatch, capfd):
    """What Python heeds only when it starts can't be changed by forking."""
    kernels.shared()
    monkeypatch.setenv("PYTHONHASHSEED", "5")
    assert told(room, "seeded", "print(hash('a'))") == told(room, "again", "print(hash('a'))")
    assert capfd.readouterr().err == ""
