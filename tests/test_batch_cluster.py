"""A Dask cluster makes the same reports; of two workers, one that is killed costs nothing."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from batches import notebook, plan

from bilateral import SourceError
from bilateral.cli import main
from bilateral.reports import from_plan, make, running
from bilateral.reports import jobs as one

PERU = "Peru–Japan relations\n\nPeru and Japan established diplomatic relations on 21 August 1873.\n"
#: Says which documents it sees and from where, and takes a while.
SEES = """
import os, pathlib, time
with open(word, "a") as log:
    log.write(f"{n} {os.getppid()}\\n")
time.sleep(0.5)
print(n, sorted(p.name for p in pathlib.Path(documents).iterdir()), os.listdir(), documents)
"""
PARAMETERS = 'n: int = 0\nword: str = ""\ndocuments: "Optional[str]" = None\n'


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, processes of their own in folders of their own: its address, and the workers."""
    distributed = pytest.importorskip("distributed")
    told, started = tmp_path / "scheduler.json", []
    environment = {
        **os.environ,
        "PYTHONWARNINGS": "ignore",
        "DASK_DISTRIBUTED__ADMIN__LARGE_GRAPH_WARNING_THRESHOLD": "1GB",
    }
    local = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", told]

    def start(name, *words):
        place = tmp_path / f"{name}{len(started)}"
        place.mkdir()
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *words, *local]
        with (place / "log").open("w") as log:
            started.append(
                subprocess.Popen(list(map(str, command)), cwd=place, env=environment, stdout=log, stderr=log)
            )

    try:
        start("scheduler", "--port", "0")
        for _ in range(2):
            start("worker", "--nthreads", "1", "--no-nanny")
        until(lambda: told.exists() and told.read_text().strip().endswith("}"))  # it is there before it is written
        address = json.loads(told.read_text())["address"]
        with distributed.Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_every_report_is_there_once_though_a_worker_is_killed(cluster, tmp_path, monkeypatch):
    address, workers = cluster
    (tmp_path / "peru").mkdir()
    (tmp_path / "peru" / "peru.txt").write_text(PERU, encoding="utf-8")
    (tmp_path / "peru" / "sources.csv").write_text("file,label\nperu.txt,Mine\n", encoding="utf-8")
    (tmp_path / "small.ipynb").write_text(notebook(SEES, parameters=PARAMETERS), encoding="utf-8")
    log = tmp_path / "log"
    told = {"notebook": "small.ipynb", "word": str(log), "documents": "peru"}
    wishes = [{**told, "n": n, "output": f"r{n}"} for n in range(8)]
    jobs = from_plan(plan(tmp_path, *wishes, {"documents": "peru", "dyad": "japan-peru"}), tmp_path / "out")

    def at_work():
        return [line.split()[1] for line in log.read_text().splitlines()] if log.exists() else []

    def kill_one():
        """Once both workers are at work, kill the one that has just begun."""
        until(lambda: len(set(at_work())) == 2)
        [victim] = [process for process in workers if str(process.pid) == at_work()[-1]]
        victim.kill()
        victim.wait()

    watcher = threading.Thread(target=kill_one, daemon=True)
    watcher.start()
    made = make(jobs, tmp_path / "out", scheduler=address, progress=False)
    watcher.join(1)
    assert sum(process.poll() is None for process in workers) == 1
    assert not made.failed and len(made.pages) == 9
    begun = [int(line.split()[0]) for line in log.read_text().splitlines()]
    assert set(begun) == set(range(8)) and len(begun) > 8
    assert {p.name for p in (tmp_path / "out").glob("*.html")} == {
        "index.html",
        "peru-japan-peru.html",
        *(f"r{n}.html" for n in range(8)),
    }
    monkeypatch.setattr(running, "ALONG", 0)  # so that documents go there once, as if they were large
    assert not make(jobs[:2], tmp_path / "again", scheduler=address, progress=False).failed
    page = (tmp_path / "out" / "r3.html").read_text(encoding="utf-8").replace("<wbr/>", "")
    assert "peru.txt" in page and "sources.csv" in page and str(tmp_path / "peru") in page
    assert "21 August 1873" in (tmp_path / "out" / "peru-japan-peru" / "events.csv").read_text(encoding="utf-8")


def test_without_the_extra_that_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert (
        main(["batch", str(plan(tmp_path, {})), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"])
        == 2
    )
    assert "bilateral[cluster]" in capsys.readouterr().err


def test_a_worker_with_another_release_makes_nothing(tmp_path):
    [job] = from_plan(plan(tmp_path, {}), Path(tmp_path) / "out")
    with pytest.raises(SourceError, match="another release"):
        one.run(job, "f" * 64)
