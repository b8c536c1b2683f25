"""The lessons keep what they promise: their form, their words, their times, and that no workbook holds an answer."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from bilateral.lessons.tasks import TASKS

ROOT = Path(__file__).parents[1]
LESSONS = ROOT / "notebooks" / "lessons"
GUIDE = (LESSONS / "README.md").read_text(encoding="utf-8")
GLOSSARY = (LESSONS / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \| (\d) \|$", GLOSSARY, re.MULTILINE)
NUMBERS = (1, 2, 3)


def chapter(number):
    [path] = LESSONS.glob(f"{number:02d}_*.ipynb")
    return nbformat.read(path, as_version=4)


def book(number, folder="workbooks"):
    return nbformat.read(LESSONS / folder / f"lesson_{number}" / f"workbook_{number}.ipynb", as_version=4)


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def written(cell):
    """The lines of a cell that are code."""
    return [line for line in cell.source.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def sections(notebook):
    return re.findall(r"^## (.+)$", prose(notebook), re.MULTILINE)


def of_lesson(number):
    """The part of the teacher's guide on one lesson."""
    return re.split(r"^## (?:Lesson \d|Your own)", GUIDE, flags=re.MULTILINE)[number]


def test_each_lesson_has_its_three_files():
    told = {p.relative_to(LESSONS).as_posix() for p in LESSONS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts}
    books = {f"{f}/lesson_{n}/workbook_{n}.ipynb" for f in ("workbooks", "solutions") for n in NUMBERS}
    assert books <= told and len(told - books) == len(NUMBERS)
    assert [name[:3] for name in sorted(told - books)] == ["01_", "02_", "03_"]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_first_screen_says_what_a_lesson_takes(number):
    first = chapter(number).cells[0].source
    assert all(words in first for words in ("**What it takes.** 45 minutes", "**Afterwards you can**", "(glossary.md)"))
    assert 2 <= len(re.findall("^- ", first, re.MULTILINE)) <= 4 and len(first.split()) <= 130


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kind", [chapter, lambda n: book(n, "solutions")], ids=["chapter", "workbook"])
def test_there_is_as_much_prose_as_a_learner_needs(kind, number):
    notebook = kind(number)
    lines = sum(len(written(cell)) for cell in code(notebook))
    assert 15 <= len(re.findall(r"\w[\w'’.-]*", prose(notebook))) / lines <= 35


@pytest.mark.parametrize("number", NUMBERS)
def test_cells_are_of_one_to_three_lines(number):
    for cell in [*code(chapter(number)), *code(book(number))]:
        importing = cell.source.startswith("import")
        assert 1 <= len(written(cell)) <= (5 if importing else 3), cell.source


@pytest.mark.parametrize("number", NUMBERS)
def test_sentences_are_short(number):
    text = re.sub(r"\|.*\||`[^`]*`", "", prose(chapter(number)) + "\n\n" + prose(book(number)))
    sentences = [s.split() for s in re.split(r"(?<=[.?!:;])\s|\n\n|\n(?=- |\d\. )", text) if s.strip("#-*> ")]
    assert max(map(len, sentences)) <= 40, max(sentences, key=len)
    assert sum(map(len, sentences)) / len(sentences) <= 14


@pytest.mark.parametrize("number", NUMBERS)
def test_a_chapter_ends_in_a_summary_and_questions(number):
    notebook = chapter(number)
    assert sections(notebook)[-2:] == ["Summary", "Questions for discussion"]
    questions = re.findall(r"^\d\. (.+\?.*)$", notebook.cells[-1].source, re.MULTILINE)
    assert len(questions) >= 3
    plain = of_lesson(number).replace("*", "")
    assert not [q for q in questions if " ".join(q.replace("*", "").split()) not in " ".join(plain.split())], (
        "not answered"
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_sources_are_looked_at_before_anything_is_drawn(number):
    first = sections(chapter(number))[: 2 if number == 1 else 1][-1]
    assert first.startswith(("First:", "Before anything else:"))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_plan_of_each_section_adds_up_to_45_minutes(number):
    told = re.findall(r"^\| (.+) \| (\d+) \|$", of_lesson(number), re.MULTILINE)
    assert [name for name, _ in told] == [*sections(chapter(number)), "Workbook"]
    assert sum(int(minutes) for _, minutes in told) == 45


def test_the_glossary_is_in_order_and_in_the_lessons():
    names = [name for name, _, _ in TERMS]
    assert names == sorted(names, key=str.casefold) and len(set(names)) == len(names) >= 20
    for number in NUMBERS:
        bold = set(re.findall(r"\*\*([^*.:]+?)\*\*", prose(chapter(number)))) - {"Afterwards you can"}
        told = {name for name, _, lesson in TERMS if int(lesson) == number}
        assert {name.casefold() for name in bold} == {name.casefold() for name in told}


@pytest.mark.parametrize("path", [*LESSONS.rglob("*.ipynb"), LESSONS / "README.md"], ids=lambda p: p.name)
def test_links_lead_somewhere(path):
    text = prose(nbformat.read(path, as_version=4)) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert links and not [link for link in links if not (path.parent / link).is_file()]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_workbook_holds_no_answer(number):
    given, solved = book(number), book(number, "solutions")
    assert [cell.id for cell in given.cells] == [cell.id for cell in solved.cells]
    text = "\n".join(cell.source for cell in given.cells)
    assert "SOLUTION" not in text and not [cell for cell in code(given) if cell.outputs]
    for cell, full in zip(given.cells, solved.cells, strict=True):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            right = re.search(r"### BEGIN SOLUTION\n(.*)\n### END SOLUTION", full.source, re.DOTALL)[1]
            assert right not in text


def test_every_task_stands_in_a_workbook_and_checks_itself():
    told = []
    for number in NUMBERS:
        for cell, after in itertools.pairwise(book(number).cells):
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
                name = cell.source.split(" = ...")[0]
                assert after.source == f'check("{name}", {name})'
                assert after.metadata.nbgrader.points == 1 and after.metadata.editable is False
                told.append(name)
    assert told == [*TASKS]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_last_task_is_open_and_has_a_rubric(number):
    *_, rubric, answer = book(number).cells
    assert "| points | for |" in rubric.source
    points = [int(p) for p in re.findall(r"^\| (\d) \|", rubric.source, re.MULTILINE)]
    assert sum(points) == answer.metadata.nbgrader.points == 4
    assert answer.cell_type == "markdown" and answer.metadata.nbgrader.grade and answer.metadata.nbgrader.solution


def test_only_workbooks_are_not_run_as_tests():
    listing = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "notebooks"]
    told = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    run = set(re.findall(r"^notebooks/(.+\.ipynb)::", told, re.MULTILINE))
    there = {p.relative_to(ROOT / "notebooks").as_posix() for p in (ROOT / "notebooks").rglob("*.ipynb")}
    there = {name for name in there if ".ipynb_checkpoints" not in name}
    assert there - run == {f"lessons/workbooks/lesson_{n}/workbook_{n}.ipynb" for n in NUMBERS}
