"""The workbooks are graded by nbgrader, as a teacher does it: a solution, an empty workbook, and one that is filled to a half."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

LESSONS = Path(__file__).parents[1] / "notebooks" / "lessons"
NUMBERS = sorted(int(p.name[-1]) for p in (LESSONS / "solutions").glob("lesson_*"))
OPEN = 4  # points of the last task, which a person gives

#: The environment of the grader, which `make test` makes on top of the one of the tests: see the Makefile.
GRADER = Path(sys.prefix) / "grader" / ("Scripts" if os.name == "nt" else "bin")
if not (GRADER / "nbgrader").exists():
    pytest.skip(
        "no environment with nbgrader (make test makes one), so that no workbook is graded", allow_module_level=True
    )

#: What a teacher does by hand in formgrader: all points for each open answer of one student.
BY_HAND = """
import sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db", "bilateral") as book:
    for number in sys.argv[1:]:
        for notebook in book.find_submission(f"lesson_{number}", "solution").notebooks:
            for grade in notebook.grades:
                if grade.needs_manual_grade:
                    grade.manual_score, grade.needs_manual_grade = grade.max_score, False
    book.db.commit()
"""


def workbook(number, folder="workbooks"):
    return nbformat.read(LESSONS / folder / f"lesson_{number}" / f"workbook_{number}.ipynb", as_version=4)


def answered(cells):
    return [cell for cell in cells if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")]


def half_filled(number):
    """A workbook with the first half of its tasks answered."""
    notebook, solved = workbook(number), workbook(number, "solutions")
    empty, full = answered(notebook.cells), answered(solved.cells)
    for cell, right in list(zip(empty, full, strict=True))[: len(full) // 2]:
        cell.source = right.source
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which all was done that the teacher's guide says; its grades are in grades.csv."""
    folder = tmp_path_factory.mktemp("course") / "my_course"
    shutil.copytree(LESSONS, folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    environment = {
        **os.environ,
        "PATH": f"{GRADER}{os.pathsep}{os.environ['PATH']}",  # nbgrader calls alembic by its name
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),  # pages are made with nbconvert's templates
    }

    def run(*command):
        done = subprocess.run(
            [GRADER / "python", *command], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stderr

    told = ""
    for number in NUMBERS:
        run("-m", "nbgrader", "generate_assignment", f"lesson_{number}", "--force")
        given = {"solution": workbook(number, "solutions"), "empty": workbook(number), "half": half_filled(number)}
        for student, notebook in given.items():
            place = folder / "submitted" / student / f"lesson_{number}"
            place.mkdir(parents=True)
            nbformat.write(notebook, place / f"workbook_{number}.ipynb")
        told += run("-m", "nbgrader", "autograde", f"lesson_{number}")
    run("-c", BY_HAND, *map(str, NUMBERS))
    run("-m", "nbgrader", "generate_feedback", f"lesson_{NUMBERS[0]}")
    run("-m", "nbgrader", "export")
    (folder / "told.txt").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def grades(course):
    with open(course / "grades.csv", encoding="utf-8") as file:
        return {(row["assignment"], row["student_id"]): row for row in csv.DictReader(file)}


def tasks(number):
    return len(answered(workbook(number).cells))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_solution_gets_full_marks(grades, number):
    row = grades[f"lesson_{number}", "solution"]
    assert float(row["score"]) == float(row["max_score"]) == tasks(number) + OPEN


@pytest.mark.parametrize("number", NUMBERS)
def test_the_empty_workbook_gets_nothing_and_no_error(course, grades, number):
    assert float(grades[f"lesson_{number}", "empty"]["score"]) == 0
    graded = nbformat.read(
        course / "autograded" / "empty" / f"lesson_{number}" / f"workbook_{number}.ipynb", as_version=4
    )
    outputs = [output for cell in graded.cells for output in cell.get("outputs", ())]
    assert outputs and not [output for output in outputs if output.output_type == "error"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_half_filled_workbook_gets_what_it_should(grades, number):
    assert float(grades[f"lesson_{number}", "half"]["score"]) == tasks(number) // 2


def test_the_grader_finds_nothing_wrong(course):
    assert "ERROR" not in (told := (course / "told.txt").read_text(encoding="utf-8")), told[-3000:]
    assert "Traceback" not in told


@pytest.mark.parametrize("number", NUMBERS)
def test_the_workbook_is_what_the_grader_makes_of_the_solution(course, number):
    name = f"workbooks/lesson_{number}/workbook_{number}.ipynb"
    assert nbformat.read(course / name, as_version=4) == nbformat.read(LESSONS / name, as_version=4)


def test_students_get_their_feedback(course):
    pages = sorted(p.relative_to(course / "feedback").parts[0] for p in (course / "feedback").rglob("*.html"))
    assert pages == ["empty", "half", "solution"]
