"""Every notebook keeps the rules that make it readable, comparable and safe to show: one question, real outputs."""

import ast
import base64
import io
import itertools
import re
import sys
import tokenize
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import papermill
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from nbconvert.filters import markdown2html
from PIL import Image

ROOT = Path(__file__).parents[1]
PATHS = sorted(p for p in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
LESSONS = ROOT / "notebooks" / "lessons"
#: Lessons wait for answers, and are not for batches: they have no parameters, and each box imports what it needs.
GIVEN = [p for p in PATHS if not p.is_relative_to(LESSONS)]
#: The names that a reader meets in parameter cells; each means the same everywhere.
NAMES = {"dyad", "start", "end", "documents", "document", "record", "rows"}
PLACE = re.compile(r"(?<![\w./:])(?:/(?:home|root|Users|tmp|work|usr|opt|var|mnt|private)/|[A-Za-z]:\\|~/)\w")
# The names are put together here, so that this file names no host itself.
HOSTS = "|".join(("py" + "pi", "python" + "hosted", "ana" + "conda", "npm" + "js"))
INDEX = re.compile(rf"\b(?:{HOSTS})\.|\blocalhost\b|\b127\.0\.0\.1\b|[-_]index[-_]url\b")
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def name(path):
    return path.relative_to(ROOT / "notebooks").as_posix()


@pytest.fixture(scope="module", params=PATHS, ids=name)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


of_those_with_parameters = pytest.mark.parametrize("notebook", GIVEN, ids=name, indirect=True)


class Headings(HTMLParser):
    """The headings of a page, as (level, text)."""

    def __init__(self, page):
        super().__init__()
        self.found, self.level = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if re.fullmatch("h[1-6]", tag):
            self.level = int(tag[1])
            self.found.append((self.level, ""))

    def handle_endtag(self, tag):
        if re.fullmatch("h[1-6]", tag):
            self.level = None

    def handle_data(self, data):
        if self.level:
            self.found[-1] = (self.level, self.found[-1][1] + data.replace("¶", ""))


def headings(notebook):
    """The headings as a reader sees them: those of the Markdown cells, rendered."""
    return [h for c in notebook.cells if c.cell_type == "markdown" for h in Headings(markdown2html(c.source)).found]


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def parsed(cell):
    if "raises-exception" in cell.metadata.get("tags", ()):  # a slip that a lesson is about
        return ast.parse("")
    return ast.parse(TransformerManager().transform_cell(cell.source))


def said(notebook):
    """All texts of a notebook: sources and outputs, pictures left out."""
    for cell in notebook.cells:
        yield cell.source
        for output in cell.get("outputs", ()):
            yield output.get("text", "")
            yield from (str(value) for kind, value in output.get("data", {}).items() if not kind.startswith("image/"))


def test_there_are_notebooks():
    assert {"02_phases.ipynb", "03_trade.ipynb", "04_visits.ipynb", "report.ipynb"} <= {p.name for p in PATHS}


def test_the_file_is_a_valid_notebook(notebook):
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


@of_those_with_parameters
def test_its_first_heading_is_a_question(notebook):
    assert headings(notebook)[0][1].endswith("?")


def test_its_one_first_heading_stands_on_top(notebook):
    told = headings(notebook)
    assert [level for level, _ in told].count(1) == 1 and told[0][0] == 1
    assert markdown2html(notebook.cells[0].source).startswith("<h1"), "it does not stand on top"


def test_headings_skip_no_level(notebook):
    levels = [level for level, _ in headings(notebook)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    assert all(text.strip() for _, text in headings(notebook))


def test_metadata_say_what_it_is(notebook):
    told = notebook.metadata
    assert told.title == headings(notebook)[0][1]
    assert len(told.description.split()) >= 4
    assert isinstance(told.order, int)
    assert (told.kernelspec.name, told.kernelspec.language) == ("python3", "python")


def test_orders_and_titles_differ():
    told = [nbformat.read(p, as_version=4).metadata for p in PATHS]
    assert len({m.order for m in told}) == len({m.title for m in told}) == len(told)


@of_those_with_parameters
def test_one_cell_holds_typed_commented_parameters(notebook):
    [cell] = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert cell.cell_type == "code"
    body = ast.parse(cell.source).body
    assert all(isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) for line in body)
    for line in body:
        ast.literal_eval(line.value)  # a plain value: a person can change it, and so can papermill
    names = [line.target.id for line in body]
    assert 1 <= len(names) <= 6 and len(set(names)) == len(names) and set(names) <= NAMES
    tokens = list(tokenize.generate_tokens(io.StringIO(cell.source).readline))
    commented = {t.start[0] for t in tokens if t.type == tokenize.COMMENT and len(t.string.split()) > 2}
    assert {line.lineno for line in body} <= commented


@of_those_with_parameters
def test_papermill_lists_the_parameters(notebook, tmp_path):
    """`papermill --help-notebook` names every parameter with its comment, and a run warns of none."""
    path = tmp_path / "notebook.ipynb"
    nbformat.write(notebook, path)
    told = papermill.inspect_notebook(str(path))
    [cell] = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert list(told) == [line.target.id for line in ast.parse(cell.source).body]
    assert all(parameter["help"] for parameter in told.values())


def test_a_parameter_is_one_thing_in_all_notebooks():
    forms = {}
    for path in PATHS:
        for cell in nbformat.read(path, as_version=4).cells:
            for line in ast.parse(cell.source).body if "parameters" in cell.metadata.get("tags", []) else ():
                forms.setdefault(line.target.id, set()).add(ast.unparse(line.annotation))
    assert all(len(types) == 1 for types in forms.values()), forms


@of_those_with_parameters
def test_imports_stand_in_one_cell(notebook):
    importing = [
        c for c in code(notebook) if any(isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(parsed(c)))
    ]
    assert len(importing) == 1


def test_every_cell_was_run_in_order(notebook):
    cells = code(notebook)
    assert cells
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        counts = {o.execution_count for o in cell.outputs if o.output_type == "execute_result"}
        assert counts <= {cell.execution_count}


def test_cells_are_short_and_plain(notebook):
    for cell in code(notebook):
        assert cell.source.strip(), "an empty cell"
        assert len(cell.source.splitlines()) <= 15, cell.source
        hidden = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        assert not any(isinstance(node, hidden) for node in ast.walk(parsed(cell))), cell.source
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(cell.source).readline) if t.type != tokenize.COMMENT]
        ends = [a for a, b in itertools.pairwise(tokens) if b.type in (tokenize.NEWLINE, tokenize.NL)]
        assert not any(token.string == ";" for token in ends), f"output is silenced: {cell.source}"


def test_nothing_went_wrong_and_nothing_was_said_aside(notebook):
    for cell in code(notebook):
        errors = [output.evalue for output in cell.outputs if output.output_type == "error"]
        assert len(errors) == ("raises-exception" in cell.metadata.get("tags", ())), errors
        assert all(output.get("name", "stdout") == "stdout" for output in cell.outputs)


def test_it_names_no_place_on_a_machine(notebook):
    here = [str(p) for p in (ROOT, Path.home(), Path(sys.prefix)) if len(str(p)) > 4]
    for text in said(notebook):
        assert not (found := PLACE.search(text)), found and text[found.start() : found.end() + 40]
        assert not [place for place in here if place in text]
    for cell in code(notebook):
        strings = [n.value for n in ast.walk(parsed(cell)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        assert not [s for s in strings if re.match(r"/\w|~|[A-Za-z]:[\\/]", s)]


def test_it_asks_nothing_of_the_network(notebook):
    for text in said(notebook):
        assert not (found := INDEX.search(text)), found and text[max(0, found.start() - 40) : found.end() + 40]
    for cell in code(notebook):
        assert "://" not in cell.source
    for output in outputs(notebook):
        page = output.get("data", {}).get("text/html", "")
        assert not re.search(r"<script|<link|<iframe|\bsrc\s*=\s*[\"']?(?:https?:)?//", page, re.IGNORECASE)
        assert all('rel="noreferrer"' in link for link in re.findall(r"<a [^>]*\bhref=.https?://[^>]*>", page))


def test_metadata_change_only_when_the_notebook_does(notebook):
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags", "nbgrader", "deletable", "editable", "jupyter"}, cell.metadata
        assert not CLOCK.search(str(cell.metadata))
        assert all(isinstance(tag, str) for tag in cell.metadata.get("tags", []))
    assert set(notebook.metadata) <= {"description", "kernelspec", "language_info", "order", "title"}
    assert not CLOCK.search(str(notebook.metadata))


def test_no_widget_is_left_behind(notebook):
    assert "widgets" not in notebook.metadata
    assert not [
        kind for o in outputs(notebook) for kind in o.get("data", {}) if "widget" in kind or "javascript" in kind
    ]


def test_every_picture_can_be_seen_and_heard(notebook):
    for output in outputs(notebook):
        pictures = [kind for kind in output.get("data", {}) if kind.startswith("image/")]
        assert pictures in ([], ["image/png"])
        if pictures:
            alt = output.metadata["image/png"]["alt"]
            assert output.data["text/plain"] == alt or output.data["text/plain"].startswith("<Figure")  # one of pandas
            assert len(alt.split()) >= 5 and alt.rstrip().endswith(".")
            picture = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))
            picture.load()
            assert picture.format == "PNG" and min(picture.size) >= 100
            darkest, lightest = picture.convert("L").getextrema()
            assert darkest < lightest, "nothing is drawn"


@pytest.mark.parametrize(
    ("name", "pictures"),
    [
        *(("00_start_here", 1), ("01_sources", 2), ("02_phases", 3), ("03_trade", 3), ("04_visits", 2)),
        *(("05_source_criticism", 2), ("06_your_own_documents", 2)),
    ],
)
def test_what_the_project_is_for_is_drawn(name, pictures):
    """The committed outputs show pictures, so that a reader on the web sees them without running anything."""
    drawn = [
        o
        for o in outputs(nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4))
        if "image/png" in o.get("data", {})
    ]
    assert len(drawn) == pictures


@pytest.mark.parametrize("path", [p for p in GIVEN if p.stem != "report"], ids=name)
def test_a_reader_changes_two_cells_and_finds_the_answer_folded(path):
    notebook = nbformat.read(path, as_version=4)
    assert len([cell for cell in code(notebook) if cell.source.startswith("# Change this: ")]) == 2
    *shown, answer = code(notebook)
    assert answer.metadata.get("jupyter") == {"source_hidden": True, "outputs_hidden": True} and answer.outputs
    assert not [cell for cell in shown if "jupyter" in cell.metadata]


@pytest.mark.parametrize("path", GIVEN, ids=name)
def test_its_code_fits_beside_the_text(path):
    lines = [line for cell in code(nbformat.read(path, as_version=4)) for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > 95] == []


def test_the_notebooks_work_on_the_tables_with_pandas():
    """Cells in which a table is filtered, grouped, joined or counted, besides those that show a chart or a ready table."""
    methods = {"query", "groupby", "agg", "merge", "pivot_table", "crosstab", "concat", "assign", "sort_values"}
    cells = [cell for p in GIVEN for cell in code(nbformat.read(p, as_version=4))]
    called = [{n.attr for n in ast.walk(parsed(cell)) if isinstance(n, ast.Attribute)} for cell in cells]
    assert len([names for names in called if names & methods]) >= 20


def test_the_report_is_stored_with_its_drawings():
    """Drawings in the sections of the page: words and shapes that a trusted notebook shows."""
    notebook = nbformat.read(ROOT / "notebooks" / "report.ipynb", as_version=4)
    pages = [output.get("data", {}).get("text/html", "") for output in outputs(notebook)]
    assert len([page for page in pages if "<svg" in page]) == 4
