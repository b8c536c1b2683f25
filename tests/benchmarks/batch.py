"""Seconds a report, ours and what one would use instead, side by side on the real report notebook; Markdown tables.

Each way makes the same reports, page and all, in a process of its own, in turns. "One core" is one core: the process and
its kernels are bound to it, where the system can do that. The limit is the notebook's code as plain Python, rendered,
in a process forked from one that has imported everything: less than that no runner of notebooks can take.
"""

import argparse
import ast
import contextlib
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "report.ipynb"
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))


def periods(n):
    """The parameters of n reports: both dyads, and periods that are all a little different."""
    for i in range(n):
        yield {"dyad": ("mexico-russia", "colombia-russia")[i % 2], "start": 1800 + i // 2 % 90, "end": 2024 - i // 180}


def page(notebook, path):
    from bilateral.reports import notebook as reports

    Path(path).write_text(reports.render(notebook, "Report: what the documents say"), encoding="utf-8")


def papermill_cli(told, room):
    """The command `papermill` for each report; rendered in this process."""
    import nbformat

    for i, parameters in enumerate(told):
        done = f"{room}/{i}.ipynb"
        words = [word for name, value in parameters.items() for word in ("-p", name, str(value))]
        command = [sys.executable, "-m", "papermill", str(NOTEBOOK), done, "--no-progress-bar", *words]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        page(nbformat.read(done, 4), f"{room}/{i}.html")


def one_by_api(parameters, done):
    import papermill

    notebook = papermill.execute_notebook(str(NOTEBOOK), done, parameters=parameters, progress_bar=False)
    page(notebook, Path(done).with_suffix(".html"))


def papermill_api(told, room):
    """`papermill.execute_notebook` in a loop."""
    for i, parameters in enumerate(told):
        one_by_api(parameters, f"{room}/{i}.ipynb")


def papermill_pool(told, room):
    """The same in a pool of processes, one for each core."""
    with ProcessPoolExecutor(len(CORES)) as pool:
        done = [pool.submit(one_by_api, parameters, f"{room}/{i}.ipynb") for i, parameters in enumerate(told)]
        for each in done:
            each.result()


def ours(told, room, workers=1):
    from bilateral.reports import from_plan, make

    told = list(told)
    plan = Path(room) / "plan.yaml"
    plan.write_text(json.dumps([{**one, "output": f"r{i}"} for i, one in enumerate(told)]), encoding="utf-8")
    out = Path(room) / "out"
    made = make(from_plan(plan, out), out, workers=workers, progress=False)
    assert not made.failed and len(made.pages) == len(told), made.failed[:1]


def ours_on_all(told, room):
    ours(told, room, len(CORES))


def plain(parameters):
    """What the notebook's cells do, as a notebook with the outputs that they show, without any kernel."""
    import IPython.display
    import nbformat
    from IPython.core.formatters import DisplayFormatter

    notebook, space = nbformat.read(NOTEBOOK, 4), {"Optional": None}
    shown, shape = [], DisplayFormatter()

    def display(*things, raw=False, metadata=None, **_):
        for thing in things:
            data, about = (thing, metadata or {}) if raw else shape.format(thing)
            shown.append(nbformat.v4.new_output("display_data", data, metadata=about))

    IPython.display.display = space["display"] = display  # a kernel has it without an import
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        lines, said = ast.parse(cell.source), io.StringIO()
        last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(said):
            exec(compile(lines, "cell", "exec"), space)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None
        if "parameters" in cell.metadata.get("tags", []):
            space.update(parameters)
        if value is not None:
            display(value)
        if said.getvalue():
            shown.append(nbformat.v4.new_output("stream", name="stdout", text=said.getvalue()))
        cell.outputs, shown[:] = list(shown), []
    return notebook


def limit(told, room):
    """The code alone, in a fresh fork of a process with everything imported."""
    import matplotlib.pyplot  # noqa: F401
    import nbconvert  # noqa: F401

    import bilateral
    from bilateral.reports import notebook as reports  # noqa: F401

    assert bilateral.read
    reports.exporter()
    for i, parameters in enumerate(told):
        pid = os.fork()
        if not pid:
            page(plain(parameters), f"{room}/{i}.html")
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0


LIMIT = "the limit: no notebook"
#: What it is called, what it does, and on how many cores.
WAYS = {
    "papermill's command in a loop": (papermill_cli, 1),
    "papermill's API in a loop": (papermill_api, 1),
    "papermill's API in a pool": (papermill_pool, len(CORES)),
    "`bilateral batch --jobs 1`": (ours, 1),
    "`bilateral batch`": (ours_on_all, len(CORES)),
    LIMIT: (limit, 1),
}


def memory(pid):
    """Megabytes of a process and all below it, what they share counted once (Linux)."""
    total, wanted = 0, {pid}
    for status in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda p: int(p.parent.name)):
        with contextlib.suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            if parent in wanted or int(status.parent.name) in wanted:
                wanted.add(int(status.parent.name))
                rollup = (status.parent / "smaps_rollup").read_text()
                total += int(rollup.partition("\nPss:")[2].split()[0])
    return total / 1024


def measure(name, n, seen=None):
    """The seconds a report of one way, and its greatest memory in MB, in a process of its own."""
    way, cores = WAYS[name]
    with tempfile.TemporaryDirectory() as room:
        command = [sys.executable, __file__, "--reports", str(n), "--room", room, "--only", name]
        if cores == 1 and hasattr(os, "sched_setaffinity"):
            command += ["--one-core"]
        hushed = subprocess.DEVNULL if "papermill" in name else None  # every ordinary kernel warns of something
        process, peak = subprocess.Popen(command, stderr=hushed), 0.0
        while process.poll() is None:
            peak = max(peak, now := memory(process.pid))
            if seen:
                seen(Path(room, "out"), now)
            time.sleep(0.25)
        assert process.returncode == 0
        return float(Path(room, "took").read_text()) / n, peak


def thousand(n):
    """One batch on all cores; throughput and memory at each tenth of it."""
    print("| reports | reports a minute since the line before | memory, MB |\n| ---: | ---: | ---: |", flush=True)
    last = [0, time.perf_counter(), 0.0]

    def seen(out, now):
        done, last[2] = len(list(out.glob("*.html"))), max(last[2], now)
        if done >= last[0] + n // 10:
            minutes = (time.perf_counter() - last[1]) / 60
            print(f"| {done:,} | {(done - last[0]) / minutes:.0f} | {last[2]:.0f} |", flush=True)
            last[:] = [done, time.perf_counter(), 0.0]

    seconds, peak = measure("`bilateral batch`", n, seen)
    print(f"\n{n:,} reports in {seconds * n / 60:.1f} minutes on {len(CORES)} cores, {peak:.0f} MB at most.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--reports", type=int, default=10, help="reports of each way and round (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the best counts (%(default)s)")
    parser.add_argument("--only", action="append", help="a part of the name of a way")
    parser.add_argument("--thousand", action="store_true", help="1,000 reports once (or as many as --reports says)")
    parser.add_argument("--room", help=argparse.SUPPRESS)
    parser.add_argument("--one-core", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.room:
        if told.one_core:
            os.sched_setaffinity(0, CORES[-1:])
        started = time.perf_counter()
        WAYS[told.only[0]][0](periods(told.reports), told.room)
        Path(told.room, "took").write_text(str(time.perf_counter() - started))
        return
    named = ", ".join(f"{name} {version(name)}" for name in ("bilateral", "pandas", "matplotlib", "papermill"))
    print(f"Python {platform.python_version()}; {named}; {len(CORES)} cores.\n", flush=True)
    if told.thousand:
        thousand(told.reports if told.reports != parser.get_default("reports") else 1000)
        return
    ways = [name for name in WAYS if not told.only or any(part in name for part in told.only)]
    took = {name: [] for name in ways}
    for _ in range(told.rounds):
        for name in ways:
            took[name].append(measure(name, told.reports))
    base = min(took.get(LIMIT, [(float("nan"), 0)]))[0]
    print(f"{told.reports} reports of each, the best of {told.rounds} rounds.\n")
    print("| | cores | seconds a report | of the limit | memory, MB |\n| --- | ---: | ---: | ---: | ---: |")
    for name in ways:
        seconds, peak = min(took[name])[0], max(peak for _, peak in took[name])
        print(f"| {name} | {WAYS[name][1]} | {seconds:.2f} | {seconds / base:.1f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
