"""Killed, interrupted, or with a worker less: no process is left, every report is there once, and the rest is made."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batches import plan, write

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked for in /proc")

#: A report that takes a while, long enough to be killed in.
SLOW = "import os, time\nopen(word, 'a').write(f'{n}\\n')\ntime.sleep(60 if n >= 10 else 0.2)"


#: The command line in a process that heeds Ctrl-C, even where these tests run in the background and ignore it.
HEEDING = """if True:
    import signal, sys
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from bilateral.cli import main
    if __name__ == "__main__":
        sys.exit(main())
"""


class Batch:
    """A batch in a process of its own; all that it starts bears a mark, by which it is found."""

    def __init__(self, room, *words):
        self.mark = f"BATCH_UNDER_TEST={room}"
        environment = {**os.environ, **dict([self.mark.split("=")])}
        command = [sys.executable, "-c", HEEDING, "batch", "plan.yaml", "--out", "out", *words]
        self.process = subprocess.Popen(
            command, cwd=room, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )  # fmt: skip

    def alive(self):
        """The processes that there are of it, zombies aside."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (place / "environ").read_bytes().split(b"\0"):
                    found.append(int(place.name))
            except OSError:
                pass
        return found

    def ended(self):
        out, err = self.process.communicate(timeout=100)
        return self.process.returncode, out, err


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def begun(room):
    """The reports that were begun, as they say themselves; more than once where they were tried again."""
    log = room / "log"
    return sorted(map(int, log.read_text().split())) if log.exists() else []


@pytest.fixture
def room(tmp_path):
    write(tmp_path, SLOW)
    return tmp_path


def wishes(room, *numbers):
    plan(room, *({"notebook": "small.ipynb", "n": n, "word": str(room / "log"), "output": f"r{n}"} for n in numbers))


def states(room):
    with (room / "out" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["state"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(("how", "workers"), [(signal.SIGKILL, "2"), (signal.SIGINT, "1")], ids=["kill", "Ctrl-C"])
def test_no_process_outlives_a_batch_and_the_rest_is_made(room, workers, how):
    wishes(room, 0, 1, 10)
    batch = Batch(room, "--jobs", workers)
    kept = [room / "out" / ".batch" / f"r{n}.json" for n in (0, 1)]
    until(lambda: begun(room) == [0, 1, 10] and all(record.exists() for record in kept))
    assert len(batch.alive()) >= 2
    # As a terminal does, Ctrl-C goes to all of its processes; kill goes to the one.
    (os.kill if how == signal.SIGKILL else os.killpg)(batch.process.pid, how)
    status, out, err = batch.ended()
    assert (status, out) == ((-9, "") if how == signal.SIGKILL else (130, "")), err
    assert "Traceback" not in err
    until(lambda: not batch.alive(), 10)
    assert {p.name for p in (room / "out").iterdir() if not p.name.startswith(".")} == {"r0.html", "r1.html"}
    wishes(room, 0, 1, 2)
    status, _, err = Batch(room, "--jobs", "1").ended()
    assert (status, err.splitlines()[-1]) == (0, "1 made, 2 unchanged, 0 failed"), err
    assert states(room) == {"r0": "made", "r1": "made", "r2": "made"} and begun(room) == [0, 1, 2, 10]
    assert {p.name for p in (room / "out").glob(".*")} == {".batch"}


#: Kills the process that makes the report: the first time that report 1 is made, and whenever report 2 is.
KILLS = """
import os, time, pathlib
log = pathlib.Path(word)
with log.open("a") as file:
    file.write(f"{n}\\n")
if n == 2 or (n == 1 and log.read_text().split().count("1") == 1):
    os.kill(os.getppid(), 9)
    time.sleep(60)
"""


def test_a_report_whose_process_dies_is_tried_once_more(room):
    """One whose process dies twice has failed, and the others are there."""
    write(room, KILLS)
    wishes(room, 0, 1, 2)
    status, _, err = Batch(room, "--jobs", "2").ended()
    assert status == 1 and states(room) == {"r0": "made", "r1": "made", "r2": "failed"}, err
    assert "bilateral: r2 failed: ChildProcessError: its process died twice" in err
    assert (begun(room).count(0), begun(room).count(1)) == (1, 2)


def test_a_report_that_fails_is_kept_and_the_others_are_made(room):
    write(room, "if n == 1:\n    raise ValueError('no <b>such</b> thing')\nprint('here')")
    wishes(room, 0, 1, 2)
    status, out, err = Batch(room, "--jobs", "2").ended()
    assert status == 1 and states(room) == {"r0": "made", "r1": "failed", "r2": "made"}
    broken = (room / "out" / "r1.failed.ipynb").read_text(encoding="utf-8")
    assert "no <b>such</b> thing" in broken and "n = 1" in broken
    assert 'href="r1.failed.ipynb"' in (room / "out" / "index.html").read_text(encoding="utf-8")
    assert "bilateral: r1 failed: small.ipynb, cell 3: ValueError: no <b>such</b> thing" in err
