"""
Make a plan's reports on a local Dask cluster of two workers, kill one of them midway, and compare with a batch on this machine.

    python tests/benchmarks/cluster.py [--reports 40]

Needs the extra `cluster`. Prints how long both took, when the worker was killed, and each file that is missing or differs;
exit status 1 if one is.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAN = "grid:\n  dyad: [mexico-russia]\n  start: [{}]\n"


def pages(out: Path) -> dict[str, bytes]:
    """The reports of a folder, and its index."""
    return {file.name: file.read_bytes() for file in out.glob("*.html")}


def started(folder: Path, *words: object) -> subprocess.Popen:
    """A scheduler or a worker, which knows the others by a file."""
    command = [sys.executable, "-m", *words, "--scheduler-file", folder / "scheduler.json", "--host", "127.0.0.1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*map(str, command), "--no-dashboard"], cwd=folder, **quiet)


def main() -> int:
    """Make both; the exit status."""
    import distributed

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--reports", type=int, default=40)
    reports = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "plan.yaml").write_text(
            PLAN.format(", ".join(map(str, range(1880, 1880 + reports)))), encoding="utf-8"
        )
        batch = [sys.executable, "-m", "bilateral", "batch", folder / "plan.yaml", "--out"]
        begun = time.monotonic()
        subprocess.run([*batch, folder / "here"], check=True, stdout=subprocess.DEVNULL)
        print(f"here: {reports} reports in {time.monotonic() - begun:.1f} s, on {os.cpu_count()} cores")
        cluster = [started(folder, "distributed.cli.dask_scheduler", "--port", 0)]
        try:
            cluster += [started(folder, "distributed.cli.dask_worker", "--nthreads", 1, "--no-nanny") for _ in range(2)]
            with distributed.Client(scheduler_file=folder / "scheduler.json") as client:
                client.wait_for_workers(2, timeout=60)
                address = client.scheduler.address
            begun = time.monotonic()
            there = subprocess.Popen([*batch, folder / "there", "--scheduler", address], stdout=subprocess.DEVNULL)
            while len(pages(folder / "there")) < reports // 2 and there.poll() is None:
                time.sleep(0.05)
            cluster[-1].kill()
            print(
                f"one of two workers killed after {time.monotonic() - begun:.1f} s, {len(pages(folder / 'there'))} files"
            )
            status = there.wait()
        finally:
            for process in cluster:
                process.kill()
                process.wait()
        print(f"cluster: {reports} reports in {time.monotonic() - begun:.1f} s, exit status {status}")
        here, there_ = pages(folder / "here"), pages(folder / "there")
        wrong = [name for name in sorted({*here, *there_}) if here.get(name) != there_.get(name)]
        print(f"{len(here)} files here, {len(there_)} there, {len(wrong)} missing or different: {wrong[:5]}")
    return bool(wrong or status)


if __name__ == "__main__":
    sys.exit(main())
