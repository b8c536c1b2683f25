"""Lessons are graded by nbgrader, as a teacher does it: all answers right, none given, and every second one right."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from bilateral.lessons.tasks import load

LESSONS = Path(__file__).parents[1] / "notebooks" / "lessons"
NUMBERS = sorted(int(p.name[-1]) for p in LESSONS.glob("lesson_*"))
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


def lesson(number):
    return nbformat.read(LESSONS / f"lesson_{number}" / f"lesson_{number}.ipynb", as_version=4)


def call(number, task):
    """A right answer to a task, as a student writes it."""
    asked = load(number).tasks[task]
    right = next(rule["example"] for rule in asked.rules if rule.get("right"))
    if asked.verb == "publish":
        given = f"name='Ana', sentence={right!r}"
    else:
        given = (
            ", ".join(f"{name}={value!r}" for name, value in right.items()) if isinstance(right, dict) else repr(right)
        )
    return f"from bilateral.lessons.lesson_{number} import {asked.verb}\n\n{asked.verb}({task}, {given})"


def answered(number, tasks):
    """A lesson with right answers to some of its tasks, and a slip in the others."""
    book = lesson(number)
    for cell in book.cells:
        if (task := cell.metadata.get("nbgrader", {}).get("grade_id", "")).startswith("task_"):
            cell.source = call(number, int(task[5:])) if int(task[5:]) in tasks else cell.source.replace("(", "((", 1)
    return book


def judged(number):
    """The tasks of which a program gives the points."""
    return [n for n, asked in load(number).tasks.items() if asked.verb not in ("predict", "publish")]


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
        given = {
            "solution": answered(number, load(number).tasks),
            "empty": lesson(number),
            "half": answered(number, judged(number)[::2]),
        }
        for student, notebook in given.items():
            place = folder / "submitted" / student / f"lesson_{number}"
            place.mkdir(parents=True)
            nbformat.write(notebook, place / f"lesson_{number}.ipynb")
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


@pytest.mark.parametrize("number", NUMBERS)
def test_right_answers_get_full_marks(grades, number):
    row = grades[f"lesson_{number}", "solution"]
    assert float(row["score"]) == float(row["max_score"]) == len(judged(number)) + OPEN


@pytest.mark.parametrize("number", NUMBERS)
def test_the_untouched_lesson_gets_nothing_and_one_error_that_is_meant(course, grades, number):
    assert float(grades[f"lesson_{number}", "empty"]["score"]) == 0
    path = course / "autograded" / "empty" / f"lesson_{number}" / f"lesson_{number}.ipynb"
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    wrong = [cell for cell in cells if any(output.output_type == "error" for output in cell.outputs)]
    assert ["raises-exception" in cell.metadata.get("tags", ()) for cell in wrong] == [True]


@pytest.mark.parametrize("number", NUMBERS)
def test_half_of_the_answers_get_half_of_the_points_though_python_stops_at_others(grades, number):
    assert float(grades[f"lesson_{number}", "half"]["score"]) == len(judged(number)[::2])


def test_the_grader_finds_nothing_wrong(course):
    """Its own lines: a kernel that is shut down may complain of its sockets on the same stream, which means nothing."""
    told = (course / "told.txt").read_text(encoding="utf-8").splitlines()
    said = [line for line in told if line.startswith("[") and "App | " in line]
    assert said and not [line for line in said if "| ERROR]" in line or "| CRITICAL]" in line]


@pytest.mark.parametrize("number", NUMBERS)
def test_students_get_the_lesson_as_it_is(course, number):
    made = nbformat.read(course / "release" / f"lesson_{number}" / f"lesson_{number}.ipynb", as_version=4)
    assert [cell.source for cell in made.cells] == [cell.source for cell in lesson(number).cells]


def test_students_get_their_feedback(course):
    pages = sorted(p.relative_to(course / "feedback").parts[0] for p in (course / "feedback").rglob("lesson_*.html"))
    assert pages == ["empty", "half", "solution"]
