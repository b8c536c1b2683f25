"""What imports, notebooks and charts take, what the time goes to, and the limits; the tables are Markdown.

Imports: median of fresh processes, processor time. Notebooks: once each, by the clock, as `bilateral.reports.run` runs
them for a report. Charts: best of several, processor time, on the five documents that come along.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
IMPORT, NOTEBOOK, CHARTS = 50, 4, 350  # the limits: ms over pandas, s, ms
CHECK, FIRST = 0.9, 1.5  # s
PASSES = 7
IMPORTED = {
    "import pandas": "import pandas",
    "import bilateral": "import bilateral",
    "… and its reader, bilateral.read": "import bilateral; bilateral.read",
    "… and bilateral.charts, display": "import bilateral; bilateral.read; from bilateral import charts, display",
}


def table(head, rows):
    """A Markdown table; all columns but the first are numbers."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    print("\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines), end="\n\n", flush=True)


def verdict(value, limit, form):
    """A number, bold where it is over its limit."""
    return f"{value:{form}}" if value <= limit else f"**{value:{form}}**"


def fresh(code, *options):
    return subprocess.run([sys.executable, *options, "-c", code], check=True, capture_output=True, text=True)


def show_imports():
    """The cost of imports in fresh processes, in turns, so that a busy machine slows them all alike."""
    timed = "import time; {}; start = time.process_time(); {}; print(time.process_time() - start)"
    alone, after = ({name: [] for name in IMPORTED} for _ in range(2))
    for n in range(PASSES + 1):
        for name, code in IMPORTED.items():
            for times, first in ((alone, "pass"), (after, "import pandas")):
                took = float(fresh(timed.format(first, code)).stdout) * 1000
                if n:  # the first writes bytecode
                    times[name].append(took)
    lines = []
    for name in IMPORTED:
        took, more = statistics.median(alone[name]), statistics.median(after[name])
        limit = float("inf") if "charts" in name else IMPORT
        lines.append([name, f"{took:.0f}", verdict(more, limit, ".0f") if "pandas" not in name else ""])
    print(f"Imports: median of {PASSES} fresh processes, ms of processor time; limit {IMPORT} ms over pandas.\n")
    table(["", "alone", "in a process that has pandas"], lines)

    told = fresh("import pandas; import bilateral; bilateral.read", "-X", "importtime").stderr
    parts = [line.split("|") for line in told.splitlines() if line.count("|") == 2 and "self" not in line]
    done = max(i for i, part in enumerate(parts) if part[2].strip() == "pandas")
    own = sorted(((int(p[0].rsplit(":")[-1]), p[2].strip()) for p in parts[done + 1 :]), reverse=True)
    names = ", ".join(f"{name} {took / 1000:.0f} ms" for took, name in own[:5])
    print(f"What the reader's import goes to, after pandas (by -X importtime, one process): {names}.\n")


CHART = """
import time
import bilateral
from bilateral import charts
start = time.process_time()
charts.phases(bilateral.read({seeds!r}).select(dyad="mexico-russia"))._repr_mimebundle_()
print(time.process_time() - start)
"""


def show_starts():
    """The first check and the first chart of a process: least and median, since nothing before them is warm."""
    from bilateral.files import data_folder

    seeds = data_folder("seeds")
    small = sorted(seeds.glob("*.txt"))[0]
    check, chart = [], []
    for n in range(PASSES + 1):
        before = os.times()
        subprocess.run([sys.executable, "-m", "bilateral", "check", small], check=True, stdout=subprocess.DEVNULL)
        after, first = os.times(), float(fresh(CHART.format(seeds=str(seeds))).stdout)
        if n:  # the first writes bytecode
            used = (getattr(after, k) - getattr(before, k) for k in ("children_user", "children_system"))
            check.append(sum(used))
            chart.append(first)
    print(f"Starting: {PASSES} fresh processes, s of processor time; limits {CHECK} and {FIRST} s.\n")
    lines = [
        [
            f"`python -m bilateral check` of {small.stat().st_size / 1000:.1f} kB",
            f"{min(check):.2f}",
            statistics.median(check),
        ],
        ["the first chart, after import", f"{min(chart):.2f}", statistics.median(chart)],
    ]
    table(["", "least", "median"], [[*line[:2], f"{line[2]:.2f}"] for line in lines])


def spent(cells):
    """The seconds that the cells of a notebook took, by what they do."""
    parts = dict.fromkeys(("imports", "reading", "drawing", "rest"), 0.0)
    for cell in cells:
        if cell.cell_type != "code":
            continue
        what = next(
            (
                part
                for part, word in (("imports", "import "), ("drawing", "charts."), ("reading", "bilateral."))
                if word in cell.source
            ),
            "rest",
        )
        parts[what] += cell.metadata.papermill.duration or 0
    return parts


def show_notebooks():
    """Each notebook once, with papermill's own times of its cells; what is left is the kernel's start and end."""
    import nbformat
    import papermill  # noqa: F401 - a report imports it once, whatever number of notebooks it runs

    from bilateral.reports import notebook as reports

    lines = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        start, before = time.perf_counter(), os.times()
        done = reports.run(path, {})
        took, after = time.perf_counter() - start, os.times()
        parts = spent(done.cells)
        busy = sum(
            getattr(after, k) - getattr(before, k) for k in ("user", "system", "children_user", "children_system")
        )
        kernel = took - sum(parts.values())
        lines.append(
            [
                path.stem,
                verdict(took, NOTEBOOK, ".1f"),
                f"{kernel:.1f}",
                *(f"{s:.1f}" for s in parts.values()),
                f"{busy:.1f}",
            ]
        )
    print(f"Notebooks: one run each, seconds by the clock; limit {NOTEBOOK} s on 2 cores.\n")
    table(["notebook", "seconds", "kernel and papermill", "imports", "reading", "drawing", "rest", "processor"], lines)

    import tempfile

    with tempfile.TemporaryDirectory() as room:
        empty = Path(room) / "empty.ipynb"
        spec = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        }
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass")], metadata=spec), empty)
        starts = []
        for _ in range(3):
            start = time.perf_counter()
            reports.run(empty, {})
            starts.append(time.perf_counter() - start)
    print(f"The kernel's start and end alone: {min(starts):.1f} s (a notebook that says `pass`, best of 3).\n")


def best(work):
    """The least processor time of some passes, in ms, and what the work gave."""
    times = []
    for _ in range(PASSES):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return min(times) * 1000, result


def show_charts():
    """Each chart: its words and rows, its shapes, SVG of a page in two widths, PNG; then all charts of a report."""
    import bilateral
    from bilateral import charts

    lines = []
    for slug in bilateral.read().dyads:
        corpus, total = bilateral.load(slug), 0.0
        corpus.claims  # noqa: B018 - so that no chart pays for it
        for name in ("phases", "claims", "trade", "visits", "events", "items"):
            draw = getattr(charts, name)
            computed, chart = best(lambda draw=draw, corpus=corpus: draw(corpus))
            widths = ("wide",) if chart.layout == "both" else ("wide", "narrow")
            svg, pages = best(lambda chart=chart, widths=widths: [chart.resized(w).svg() for w in widths])
            png, picture = best(lambda draw=draw, corpus=corpus: draw(corpus).png())
            total += svg
            sizes = f"{sum(map(len, pages)) / 1000:.0f}", f"{len(picture) / 1000:.0f}"
            lines.append([f"{name}, {slug}", len(chart.titles), f"{computed:.0f}", f"{svg:.0f}", f"{png:.0f}", *sizes])
        lines.append([f"all, {slug}", "", "", verdict(total, CHARTS, ".0f"), "", "", ""])
    print(f"Charts: best of {PASSES}, ms of processor time; limit of SVG {CHARTS} ms for a report, in both widths.\n")
    table(["chart", "marks", "compute", "SVG", "compute and PNG", "kB of SVG", "kB of PNG"], lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--only", choices=("imports", "starts", "notebooks", "charts"), help="measure one of them alone"
    )
    only = parser.parse_args().only
    busy = f", {os.getloadavg()[0]:.1f} of them busy in the minute before" if hasattr(os, "getloadavg") else ""
    named = ", ".join(f"{name} {version(name)}" for name in ("bilateral", "pandas", "matplotlib", "papermill"))
    print(f"Python {platform.python_version()}; {named}. What is over its limit is bold.")
    print(f"{os.cpu_count()} cores{busy}.\n")
    shown = {"imports": show_imports, "starts": show_starts, "notebooks": show_notebooks, "charts": show_charts}
    for name, show in shown.items():
        if only in (None, name):
            show()


if __name__ == "__main__":
    main()
