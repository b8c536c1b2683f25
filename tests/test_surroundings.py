"""The commands work wherever they are started: each test starts one as a process, in surroundings that some user has."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from batches import plan, write

import bilateral
from bilateral.files import data_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are surroundings of Linux")

ROOT = Path(__file__).parents[1]
TEXT = "Peru–Japan relations\n\nPeru and Japan established diplomatic relations on 21 August 1873.\n"
#: What is left of an environment by `env -i`, but the search path.
BARE = {"PATH": "/usr/bin:/bin"}
CHECK = ("-m", "bilateral", "check", "{docs}")
BATCH = ("-m", "bilateral", "batch", "{plan}", "--out", "{out}", "--jobs", "2")
PAPERMILL = ("-m", "papermill", "--engine", "bilateral", "{notebook}", "{out}/done.ipynb", "-p", "n", "7")


def surroundings(name, folder):
    """Environment and working folder of each kind of surroundings."""
    environment, place = {**BARE, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")}, folder
    for made in ("home", "tmp"):
        (folder / made).mkdir()
    if name == "a home that cannot be written":
        environment["HOME"] = "/proc/nowhere"
    elif name == "no home":
        del environment["HOME"]
    elif name == "no runtime folder":
        environment["JUPYTER_RUNTIME_DIR"] = "/proc/nowhere/runtime"
    elif name == "a long path for temporary files":
        long = folder / ("t" * 60) / ("u" * 60)
        long.mkdir(parents=True)
        environment["TMPDIR"] = str(long)
    elif name == "a console in ASCII":
        environment |= {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    elif name == "a folder under /proc":
        place = Path("/proc/self")
    return environment, place


NAMES = [
    "an empty home", "no home", "a home that cannot be written", "no runtime folder", "a long path for temporary files",
    "a console in ASCII", "a folder under /proc",
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    """A document, a plan with two small reports, a notebook and a folder to write to."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "peru.txt").write_text(TEXT, encoding="utf-8")
    write(tmp_path, "import bilateral, os, tempfile\nprint(n, len(bilateral.read().events), tempfile.gettempdir())")
    wishes = [{"notebook": "small.ipynb", "n": n, "output": f"r{n}"} for n in (0, 1)]
    (tmp_path / "out").mkdir()
    return {
        "docs": docs, "plan": plan(tmp_path, *wishes), "notebook": tmp_path / "small.ipynb", "out": tmp_path / "out",
        "folder": tmp_path,
    }  # fmt: skip


def start(files, words, environment, place, **rest):
    """A command as a process of its own, as if from a shell."""
    command = [sys.executable, *(word.format(**files) for word in words)]
    source = str(Path(bilateral.__file__).parents[1])
    return subprocess.run(
        command, cwd=place, env={**environment, "PYTHONPATH": source}, capture_output=True, timeout=100, **rest
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_checked(files, name):
    ended = start(files, CHECK, *surroundings(name, files["folder"]))
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"peru.txt: japan-peru" in ended.stdout and b"established" in ended.stdout


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_is_made(files, name):
    environment, place = surroundings(name, files["folder"])
    temporary = Path(environment["TMPDIR"])
    ended = start(files, BATCH, environment, place)
    assert ended.returncode == 0 and ended.stderr.endswith(b"2 made, 0 unchanged, 0 failed\n"), ended.stderr
    assert b"Traceback" not in ended.stderr and b"arning" not in ended.stderr
    page = (files["out"] / "r1.html").read_text(encoding="utf-8")
    assert "1 35" in page and f"{temporary}/bilateral-" in page.replace("<wbr/>", "")
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_papermill_runs_a_notebook(files, name):
    ended = start(files, PAPERMILL, *surroundings(name, files["folder"]))
    assert ended.returncode == 0 and b"Traceback" not in ended.stderr, ended.stderr
    cells = nbformat.read(files["out"] / "done.ipynb", as_version=4).cells
    assert cells[-1].outputs[0].text.startswith("7 35 ")


def test_the_project_may_lie_in_a_folder_with_spaces_and_umlauts(files):
    """A copy of the checkout, as a user may unpack it."""
    home = files["folder"] / "Größe und Maß"
    shutil.copytree(
        Path(bilateral.__file__).parent, home / "src" / "bilateral", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("data", "seeds", "notebooks"):
        shutil.copytree(data_folder(name), home / name)
    (home / "out").mkdir()
    environment = {**BARE, "PYTHONPATH": str(home / "src")}
    command = [sys.executable, "-m", "bilateral", "report", "--dyad", "colombia-russia"]
    ended = subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=100)
    assert ended.returncode == 0, ended.stderr
    assert (home / "reports" / "colombia-russia.html").stat().st_size > 50_000
    words = ["-m", "papermill", "--engine", "bilateral", "notebooks/04_visits.ipynb", "out/done.ipynb"]
    ended = subprocess.run([sys.executable, *words], cwd=home, env=environment, capture_output=True, timeout=100)
    assert ended.returncode == 0 and (home / "out" / "done.ipynb").exists(), ended.stderr


def test_names_of_files_need_not_be_utf8(files):
    """The document is read, named and reported on."""
    odd = os.fsencode(files["docs"]) + b"/caf\xe9.txt"
    with open(odd, "w", encoding="utf-8") as file:
        file.write(TEXT.replace("21 August", "20 August"))
    ended = start(files, CHECK, BARE, files["folder"])
    assert ended.returncode == 0 and b"20 August 1873" in ended.stdout, ended.stderr
    words = ("-m", "bilateral", "report", "--documents", "{docs}", "--out", "{out}")
    ended = start(files, words, BARE, files["folder"])
    assert ended.returncode == 0, ended.stderr
    assert "20 August 1873" in (files["out"] / "japan-peru.html").read_text(encoding="utf-8")


def test_a_reader_of_the_output_may_leave_early(files):
    """`check … | head -1` prints its line, and nothing else is said."""
    for n in range(300):
        (files["docs"] / f"d{n}.txt").write_text(TEXT, encoding="utf-8")
    environment = {**BARE, "PYTHONPATH": str(Path(bilateral.__file__).parents[1])}
    command = f"'{sys.executable}' -m bilateral check '{files['docs']}' | head -1"
    ended = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, timeout=100)
    assert (ended.stdout.count(b"\n"), ended.stderr) == (1, b"")


@pytest.mark.parametrize("words", [CHECK, ("-m", "bilateral", "batch", "{plan}", "--dry-run")], ids=["check", "batch"])
def test_a_full_disk_behind_the_output_is_one_line(files, words):
    command = [sys.executable, *(word.format(**files) for word in words)]
    environment = {**BARE, "PYTHONPATH": str(Path(bilateral.__file__).parents[1])}
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, timeout=100)
    assert ended.returncode == 2
    assert ended.stderr == b"bilateral: standard output: No space left on device\n"


def rooms(folder):
    return sorted(folder.glob("bilateral-*"))


@pytest.mark.parametrize(
    ("signals", "status"),
    [
        (["SIGINT"], (130,)),
        (["SIGINT", "SIGINT"], (130,)),
        (["SIGTERM"], (143,)),
        (["SIGHUP"], (129,)),
        (["SIGTERM", "SIGINT"], (130, 143)),
    ],
    ids=["Ctrl-C", "Ctrl-C twice", "SIGTERM", "SIGHUP", "SIGTERM and Ctrl-C"],
)
def test_a_batch_that_is_stopped_leaves_nothing_behind(files, signals, status):
    write(files["folder"], "import time\nopen(word, 'w').close()\ntime.sleep(100)")
    marks = [files["folder"] / name for name in ("a", "b")]
    wishes = [{"notebook": "small.ipynb", "word": str(mark), "output": mark.name} for mark in marks]
    temporary = files["folder"] / "tmp"
    temporary.mkdir()
    environment = {**BARE, "TMPDIR": str(temporary), "PYTHONPATH": str(Path(bilateral.__file__).parents[1])}
    command = [
        sys.executable,
        "-c",
        HEEDING,
        "batch",
        str(plan(files["folder"], *wishes)),
        "--out",
        str(files["out"]),
        "--jobs",
        "2",
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until(lambda: all(mark.exists() for mark in marks) or process.poll() is not None)
    assert len(rooms(temporary)) == 1
    for name in signals:
        process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert process.returncode in status and out == ""
    assert err == "bilateral: stopped; the same command finishes what is missing\n"
    assert not list(temporary.iterdir()) and {p.name for p in files["out"].iterdir()} <= {".batch"}


#: The command line in a process that heeds Ctrl-C, even where these tests run in the background and ignore it.
HEEDING = """if True:
    import signal, sys
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    from bilateral.cli import main
    sys.exit(main())
"""


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def test_what_a_killed_batch_left_is_swept_by_the_next(files):
    """But not what another that still runs is using, nor what is not ours."""
    temporary = files["folder"] / "tmp"
    temporary.mkdir()
    environment = {**BARE, "TMPDIR": str(temporary), "PYTHONPATH": str(Path(bilateral.__file__).parents[1])}
    script = "from bilateral.reports import leaving\nimport sys, time\nwith leaving.private_folder() as p:\n    print(p, flush=True)\n    time.sleep(100)"
    held, killed = (
        subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    )
    try:
        kept, left = Path(held.stdout.readline().strip()), Path(killed.stdout.readline().strip())
        (left / "more").mkdir()
        (temporary / "bilateral-notes.txt").write_text("mine", encoding="utf-8")
        killed.kill()
        killed.wait()
        assert left.exists()
        ended = start(files, BATCH, environment, files["folder"])
        assert ended.returncode == 0, ended.stderr
        assert kept.exists() and {p.name for p in temporary.iterdir()} == {kept.name, "bilateral-notes.txt"}
    finally:
        for process in (held, killed):
            process.kill()
            process.communicate()


def is_set_up():
    """Whether this checkout was set up by make, and has not changed since: else its commands would set it up anew."""
    ready = ROOT / ".venv" / ".ready"
    needed = [ROOT / name for name in ("requirements.txt", "pyproject.toml")]
    return ready.exists() and all(ready.stat().st_mtime >= path.stat().st_mtime for path in needed)


@pytest.mark.skipif(not is_set_up(), reason="this checkout is not set up by make")
def test_the_commands_of_the_readme_work_in_an_empty_home(files):
    """Both of them, as far as a test can run them: the reports whole, of the tests those of dates."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\nmake report" in readme and "\nmake test" in readme
    environment, _ = surroundings("an empty home", files["folder"])
    for words in (["report", f"ARGS=--out '{files['out']}'"], ["test", "ARGS=-p no:cacheprovider tests/test_edtf.py"]):
        ended = subprocess.run(["make", *words], cwd=ROOT, env=environment, capture_output=True, timeout=300)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    assert {"index.html", "mexico-russia.html", "colombia-russia.html"} <= {p.name for p in files["out"].iterdir()}
