"""Every notebook runs on every pair of states and any period, and says something true even where there is nothing."""

import ast
import base64
import re
from pathlib import Path

import nbformat
import pytest

import bilateral
from bilateral import charts, record
from bilateral.reports import notebook as reports

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
KNOWN = ("colombia-russia", "mexico-russia")
PERU = """Peru–Japan relations

Peru and Japan established diplomatic relations on 21 August 1873. In January 1942, Peru severed diplomatic relations \
with Japan. Diplomatic relations between Peru and Japan were restored on 17 June 1952.

In March 1992, President Alberto Fujimori of Peru visited Japan.

In 2010, trade between Peru and Japan totaled $2.5 billion. Peru's main exports to Japan include: copper and fish meal.
"""
NONE = "The reader found no"
#: What each chart's alternative text must say, and must not: facts that a person finds in the documents.
CASES = {
    "mexico": (
        {"dyad": "mexico-russia"},
        {
            "phases": (["1 December 1890", "interrupted twice"], [NONE]),
            "trade": (["2014", "$1,784 billion", "$1.784 billion"], [NONE]),
            "visits": (["Luis Echeverría", "1973", "José López Portillo", "1978"], [NONE]),
        },
    ),
    "colombia": (
        {"dyad": "colombia-russia"},
        {
            "phases": (["since 1935"], [NONE]),
            "trade": ([NONE], ["$"]),
            "visits": ([NONE, "the record has 7"], []),
        },
    ),
    "narrow": (
        {"dyad": "mexico-russia", "start": 1920, "end": 1945},
        {
            "phases": (["4 August 1924"], ["1806", NONE]),
            "trade": ([], ["1,784"]),
            "visits": ([NONE], ["Echeverría"]),
        },
    ),
    "nothing": (
        {"dyad": "colombia-russia", "start": 1700, "end": 1710},
        {name: ([NONE], ["Relations since"]) for name in ("phases", "trade", "visits")},
    ),
    "invented": (
        {"dyad": "japan-peru", "documents": PERU},
        {
            "phases": (["21 August 1873", "interrupted once"], [NONE]),
            "trade": (["2010"], [NONE]),
            "visits": (["Alberto Fujimori", "1992"], [NONE]),
        },
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with one document that a user may have written."""
    place = tmp_path_factory.mktemp("documents")
    (place / "peru.txt").write_text(PERU, encoding="utf-8")
    return place


def parameters(path):
    """A notebook's parameters: name → the value it has by itself."""
    cells = nbformat.read(path, as_version=4).cells
    [source] = [cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    lines = [line for line in ast.parse(source).body if isinstance(line, ast.AnnAssign)]
    return {line.target.id: ast.literal_eval(line.value) for line in lines}


def words(outputs):
    return "\n".join(o.get("text", "") + "\n" + o.get("data", {}).get("text/plain", "") for o in outputs)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_it_runs_and_tells_the_truth(path, case, folder):
    told, charted = CASES[case]
    told = {**told, "documents": str(folder)} if "documents" in told else told
    taken = parameters(path)
    if not set(told) <= set(taken):
        pytest.skip(f"has no parameter {', '.join(sorted(set(told) - set(taken)))}")
    if taken["dyad"] not in KNOWN and "documents" not in told:
        charted = {}  # it invents a text on any two states, and draws that
    states = [name.capitalize() for name in told["dyad"].split("-")]
    others = {"Mexico", "Colombia", "Peru", "Japan"} - set(states)
    notebook = reports.run(path, told)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    spoken = words(o for cell in cells for o in cell.outputs)
    assert all(name in spoken for name in states)
    for right in record.load().claims_checked["correction"].dropna():  # what is right may be of other states
        spoken = spoken.replace(right, "")
    assert not [name for name in others if re.search(rf"\b{name}\b", spoken)], "says something of other states"
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name", "stdout") == "stdout", words([output])
            if "image/png" in output.get("data", {}):
                alt = output.metadata["image/png"]["alt"]
                assert output.data["text/plain"] == alt or output.data["text/plain"].startswith("<Figure")
                assert base64.b64decode(output.data["image/png"]).startswith(b"\x89PNG")
        for name, (present, absent) in charted.items():
            if f"charts.{name}(" in cell.source:
                [alt] = [o.data["text/plain"] for o in cell.outputs if "image/png" in o.get("data", {})]
                assert [w for w in [*present, *states] if w not in alt] == [], alt
                assert [w for w in absent if w in alt] == [], alt


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"dyad": "mexico-japan"}, ["dyad", "mexico-japan", *KNOWN]),
        ({"dyad": "Mexico-Wakanda"}, ["dyad", "Mexico-Wakanda", "'Wakanda' is no state", *KNOWN]),
        ({"dyad": "colombia-mexico"}, ["dyad", "colombia-mexico", *KNOWN]),
        ({"dyad": ""}, ["dyad", *KNOWN]),
        ({"dyad": ("Mexico", "Japan")}, ["dyad", "japan-mexico", *KNOWN]),
        ({"dyad": ("USSR", "Russian Empire")}, ["dyad", "one state"]),
        ({"dyad": 5}, ["dyad", "5"]),
        ({"start": 1945, "end": 1920}, ["start", "1945", "1920"]),
        ({"start": "1924-09", "end": "1924-08"}, ["start", "1924-09", "1924-08"]),
        ({"start": 0}, ["start", "0", "1000", "2100"]),
        ({"start": 999}, ["start", "999", "1000", "2100"]),
        ({"start": -44}, ["start", "-44", "1000", "2100"]),
        ({"end": 99999}, ["end", "99999", "1000", "2100"]),
        ({"end": 2101}, ["end", "2101", "1000", "2100"]),
        ({"end": "1930-02-31"}, ["end", "1930-02-31"]),
        ({"start": "long ago"}, ["start", "long ago"]),
        ({"start": 1924.5}, ["start", "1924.5"]),
        ({"start": True}, ["start", "True"]),
    ],
)
def test_a_wrong_parameter_is_told_in_one_line(told, names):
    with pytest.raises(bilateral.SourceError) as caught:
        bilateral.load(**{"dyad": "mexico-russia", **told})
    message = str(caught.value)
    assert "\n" not in message and message.startswith(f"{names[0]}: ")
    assert [name for name in names if name not in message] == []


def test_documents_that_are_not_there_are_told_in_one_line(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "map.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "nowhere.txt", "empty", "pictures"):
        with pytest.raises(bilateral.SourceError) as caught:
            bilateral.load("mexico-russia", documents=tmp_path / name)
        message = str(caught.value)
        assert "\n" not in message and message.startswith("documents: ") and repr(str(tmp_path / name)) in message


def test_documents_on_other_states_are_told_in_one_line(folder):
    with pytest.raises(bilateral.SourceError, match=r"^dyad: .*'mexico-russia'.*japan-peru$"):
        bilateral.load("mexico-russia", documents=folder)


def test_a_wrong_period_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(bilateral.SourceError, match=r"^start: "):
        bilateral.load("mexico-russia", 1945, 1920, tmp_path / "nowhere")


@pytest.mark.parametrize(
    "told", [{"start": "1924-08"}, {"end": "1924-08-04"}, {"start": "1924", "end": 1924}, {"documents": ""}]
)
def test_what_is_no_mistake_is_read_and_drawn(told):
    draw(bilateral.load("mexico-russia", **told))


SEASON = "1966-22"


@pytest.mark.parametrize("start", [SEASON, "193X", "1990~", "1910/1920"])
def test_a_period_is_refused_or_drawn(start):
    """Dates of the wider grammar: one clear word, or a chart, never a failure on the way."""
    try:
        corpus = bilateral.load("mexico-russia", start)
    except bilateral.SourceError as error:
        assert str(error).startswith("start: ")
    else:
        draw(corpus)


def test_what_may_have_been_in_a_period_is_not_left_out():
    """One document tells of relations "by the late 1800s": they may have begun in 1700, and nothing else can have."""
    corpus = bilateral.load("mexico-russia", 1700, 1710)
    (title,) = (title for row, title in charts.phases(corpus).titles.items() if row.startswith("phases:"))
    assert "by 1899" in title and "1890" not in title
    assert [date for date in corpus.events["date"].dropna()] == ["[..1899]"]


def draw(corpus):
    for chart in (charts.phases, charts.trade, charts.visits):
        assert chart(corpus).alt


def test_a_mistake_in_a_notebook_is_one_line_that_names_the_cell():
    path = ROOT / "notebooks" / "report.ipynb"
    with pytest.raises(bilateral.SourceError) as caught:
        reports.run(path, {"dyad": "mexico-japan"})
    told = str(caught.value)
    assert told.startswith("report.ipynb, cell ") and "SourceError: dyad:" in told and "\n" not in told
    assert all(slug in told for slug in KNOWN)
    cell = int(told.split("cell ")[1].split(":")[0])
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert not [source for source in sources[: cell - 1] if "charts." in source]  # nothing was drawn before
