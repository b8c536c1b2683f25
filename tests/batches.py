"""What tests of batches share: small notebooks, plans, and jobs that need no kernel."""

import json

import nbformat

from bilateral import reports
from bilateral.reports.jobs import Job

SPEC = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "title": "What is this?"}
PARAMETERS = 'n: int = 0  # a number\nword: "Optional[str]" = None  # a word\n'


def notebook(*cells, parameters=PARAMETERS):
    """A notebook with a cell of parameters, and others: its file's text."""
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    rest = [nbformat.v4.new_code_cell(code) for code in cells]
    return nbformat.writes(nbformat.v4.new_notebook(cells=[first, *rest], metadata=SPEC))


CODE = notebook().encode()  # once, since cells have random names


def write(folder, *cells, name="small.ipynb"):
    """A small notebook in a folder: its path."""
    path = folder / name
    path.write_text(notebook(*cells), encoding="utf-8")
    return path


def plan(folder, *wishes, name="plan.yaml"):
    """A plan that asks for these (JSON is YAML), a line each: its path."""
    path = folder / name
    path.write_text("[\n" + ",\n".join(map(json.dumps, wishes)) + "\n]\n", encoding="utf-8")
    return path


def jobs(count):
    """Jobs of a notebook that nobody runs."""
    return [Job(f"r{n}", "small.ipynb", CODE, {"n": n}) for n in range(count)]


def fake(path, parameters, limits=None):
    """A run without a kernel: a notebook that says what it was asked for."""
    told = nbformat.v4.new_output("stream", name="stdout", text=json.dumps(parameters))
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("pass", outputs=[told], execution_count=1)], metadata=SPEC
    )


def make(out, *given, progress=False, **rest):
    """A report for each dyad, made in this process."""
    return reports.make(reports.for_dyads(out, *given, **rest), out, progress=progress)


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}
