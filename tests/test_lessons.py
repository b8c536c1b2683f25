"""The lessons: tasks that hold together, replies to whatever a student writes, and notebooks that keep to their form."""

import contextlib
import itertools
import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral import SourceError, lessons
from bilateral.lessons import notes, shown, verbs
from bilateral.lessons.judging import judge, plain
from bilateral.lessons.tasks import load

ROOT = Path(__file__).parents[1]
NUMBERS = (1, 2, 3)
LESSONS = {n: load(n) for n in NUMBERS}
TASKS = [(n, task) for n in NUMBERS for task in LESSONS[n].tasks]
FOLDER = ROOT / "notebooks" / "lessons"


def notebook(number):
    return nbformat.read(FOLDER / f"lesson_{number}" / f"lesson_{number}.ipynb", as_version=4)


def tagged(number, tag):
    return [cell for cell in notebook(number).cells if tag in cell.metadata.get("tags", ())]


def examples(number, task, right=None):
    """The examples of the rules of a task, of right answers, of others, or of all."""
    for rule in LESSONS[number].tasks[task].rules:
        if right is None or bool(rule.get("right")) == right:
            yield from (rule["example"], *rule.get("examples", ()))


@pytest.fixture
def said(monkeypatch, tmp_path):
    """What a lesson shows, as a list of (plain, HTML); in an empty folder."""
    shows = []
    monkeypatch.setattr(shown, "show", lambda plain, rich, **more: shows.append((plain, str(rich))))
    monkeypatch.setattr(verbs._Session, "chart", lambda *given: shows.append(("a chart", "")))
    monkeypatch.chdir(tmp_path)
    return shows


@pytest.mark.parametrize("number", NUMBERS)
def test_each_example_meets_its_rule_and_no_hint_gives_an_answer_away(number):
    assert lessons.problems(number) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_sixty_wrong_answers_and_each_gets_words_of_its_own(number):
    wrong = [(task, answer) for task in LESSONS[number].tasks for answer in examples(number, task, right=False)]
    forms = [(task, form) for task in LESSONS[number].tasks for form in (..., "", None, [], "...", ["..."])]
    replies = [judge(number, task, answer) for task, answer in wrong + forms]
    print(f" lesson {number}: {len(wrong)} wrong answers, {len(forms)} that are none ", end="")
    assert len(wrong) >= 60
    assert all(reply.points == 0 and len(" ".join(reply.say).split()) >= 4 for reply in replies)


@pytest.mark.parametrize(("number", "task"), TASKS)
def test_the_same_wrong_answer_gets_the_same_hint_and_another_the_next(number, task):
    wrong = {
        r.key: answer for answer in examples(number, task, right=False) if (r := judge(number, task, answer)).level
    }
    tries = []
    for level, (key, answer) in enumerate(list(wrong.items())[:4], 1):
        tries.append(key)
        assert (
            judge(number, task, answer, tries[:-1]).level == judge(number, task, answer, tries).level == min(level, 3)
        )


ODD = [
    float("nan"), float("inf"), 10**400, -0.0, 1j, True, b"x", print, object(), pd.DataFrame({"a": [1]}), pd.Series([1, 2]),
    np.array([[1]]), np.int64(6), np.float64(1.784), pd.Timestamp("1924-08-04"), pd.NA, [[[]]], [[1, [2]]], {"a": 1}, {1, 2},
    range(3), "x" * 100_000, "<script>alert(1)</script>", "{0} {sold} %s", "\ud800", "\0", ("A", "B"), ["[6]"], [6], Path("x"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "task"), TASKS)
def test_any_object_gets_a_reply_without_markup_of_its_own(said, number, task):
    asked = LESSONS[number].tasks[task]
    call = getattr(lessons.bound(number), asked.verb)
    for answer in ODD:
        said.clear()
        call(task, answer)
        call(task, answer, answer)
        assert said and not any("<script" in rich for _, rich in said)


@settings(deadline=None, max_examples=60)
@given(
    answer=st.recursive(
        st.text() | st.integers() | st.floats() | st.none() | st.booleans(), lambda inner: st.lists(inner, max_size=4)
    ),
    tries=st.lists(st.text()),
)
def test_a_judge_always_replies(answer, tries):
    for number, task in TASKS:
        assert judge(number, task, answer, tries).state in ("right", "not yet", "not tried", "form", "note")


@pytest.mark.parametrize("verb", ["predict", "find", "choose", "compare", "repair", "publish"])
def test_a_call_in_the_wrong_form_names_the_tasks_of_its_verb(said, verb):
    call = getattr(lessons.bound(3), verb)
    numbers = [str(n) for n, task in LESSONS[3].tasks.items() if task.verb == verb]
    for wrong in ((), ("x",), (99, "x"), (True,), (None, None, None)):
        said.clear()
        call(*wrong)
        assert all(number in said[0][0] for number in numbers)


def test_a_prediction_stays_once_the_result_is_known(said):
    lesson = lessons.bound(3)
    lesson.predict(1, 10)
    lesson.predict(1, 20)
    lesson.repair(3, 1.784)
    lesson.predict(1, 0.14)
    assert "20 %" in said[-1][0] and "0.14" not in said[-1][0]
    assert any("20 | 0.14 %" in plain for plain, _ in said)


def test_another_kernel_and_another_order_know_what_was_tried(said):
    lessons.bound(3).find(2, "[4]")
    lessons.bound(3).find(2, "$1,784 billion")
    assert "Hint 1" in said[0][0] and "Hint 2" in said[1][0]
    lessons.start_again()
    said.clear()
    lessons.bound(3).find(2, "$1,784 billion")
    assert "Hint 1" in said[0][0]


def test_the_next_class_begins_anew(said, tmp_path):
    lessons.bound(3).predict(1, 10)
    [file] = tmp_path.glob("my_lesson_3.json")
    os.utime(file, (0, 0))
    assert notes.Notes("lesson_3").read() == {}


@pytest.mark.parametrize("text", ["", "[]", "null", '{"tries": 1}', "\0", "{"])
def test_notes_that_were_changed_by_hand_stop_nothing(said, tmp_path, text):
    (tmp_path / "my_lesson_3.json").write_text(text)
    lessons.bound(3).predict(1, 10)
    lessons.bound(3).repair(3, 1.784)
    assert json.loads((tmp_path / "my_lesson_3.json").read_text())["predictions"] == {"1": 10}


def test_a_folder_that_can_not_be_written_does_not_stop_a_lesson(said, monkeypatch):
    def refuse(*given, **named):
        raise PermissionError("no")

    lesson = lessons.bound(3)
    monkeypatch.setattr(Path, "write_text", refuse)
    lesson.predict(1, 10)
    lesson.repair(3, 1.784)
    lesson.publish(8, name="Ana", sentence="The page claims too much.")
    assert any("10 | 0.14 %" in plain for plain, _ in said)
    assert "could not be written" in said[-1][0]


class Page(HTMLParser):
    """The text, the tags and the addresses of a page."""

    def __init__(self, page):
        super().__init__()
        self.text, self.tags, self.addresses = "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("number", NUMBERS)
def test_the_page_holds_the_name_the_sentence_and_nothing_that_runs(monkeypatch, tmp_path, number):
    monkeypatch.setattr(shown, "show", lambda *given, **more: None)
    monkeypatch.chdir(tmp_path)
    lesson = lessons.bound(number)
    [task] = [n for n, asked in LESSONS[number].tasks.items() if asked.verb == "publish"]
    lesson.publish(task, name="<b>Ana & Zoë</b>", sentence="A <script>sentence</script> of my own.")
    [file] = tmp_path.glob("*.html")
    page = Page(file.read_text(encoding="utf-8"))
    assert "<b>Ana & Zoë</b>" in page.text and "A <script>sentence</script> of my own." in page.text
    assert "script" not in page.tags and all(address.startswith("data:image/png") for address in page.addresses)


@pytest.mark.parametrize("number", NUMBERS)
def test_right_answers_reach_the_page(monkeypatch, tmp_path, number):
    monkeypatch.setattr(shown, "show", lambda *given, **more: None)
    monkeypatch.chdir(tmp_path)
    lesson = lessons.bound(number)
    for task, asked in LESSONS[number].tasks.items():
        answer = next(examples(number, task, right=True))
        if asked.verb == "publish":
            lesson.publish(task, name="Ana", sentence=answer)
        elif isinstance(answer, dict):
            getattr(lesson, asked.verb)(task, **answer)
        else:
            getattr(lesson, asked.verb)(task, answer)
    kept = [asked.keep for asked in LESSONS[number].tasks.values() if asked.keep]
    assert set(notes.Notes(f"lesson_{number}").read().get("kept", {})) == set(kept)
    judged = [asked for asked in LESSONS[number].tasks.values() if asked.verb not in ("predict", "publish")]
    assert lesson.points() == len(judged)


# The notebooks


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lesson_has_its_files(number):
    assert {p.name for p in (FOLDER / f"lesson_{number}").iterdir() if p.suffix in (".ipynb", ".md")} == {
        f"lesson_{number}.ipynb", "teacher.md", "paper.md",
    }  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_each_task_is_a_cell_that_stands_alone(number):
    cells = [cell for cell in tagged(number, "task") if "raises-exception" not in cell.metadata.tags]
    called = [re.search(rf"^({'|'.join(verbs.VERBS)})\(\s*(\d)", cell.source, re.M).groups() for cell in cells]
    assert called == [(asked.verb, str(task)) for task, asked in LESSONS[number].tasks.items()]
    for cell, (verb, _) in zip(cells, called, strict=True):
        assert cell.source.startswith(f"from bilateral.lessons.lesson_{number} import {verb}\n")
        assert "..." in cell.source or verb == "repair"


@pytest.mark.parametrize("number", NUMBERS)
def test_untouched_and_in_any_order_every_task_is_not_tried_yet(said, number):
    cells = [cell for cell in tagged(number, "task") if "raises-exception" not in cell.metadata.tags]
    for one, other in itertools.permutations(cells, 2):
        said.clear()
        for cell in (one, other):
            exec(cell.source, {})
        assert len(said) == 2 and all("Right" not in plain for plain, _ in said)


@pytest.mark.parametrize("number", NUMBERS)
def test_one_error_is_on_purpose(number):
    [cell] = tagged(number, "raises-exception")
    with pytest.raises((TypeError, SyntaxError, NameError, ValueError, AttributeError)):
        exec(cell.source, {})


@pytest.mark.parametrize("number", NUMBERS)
def test_no_right_answer_stands_in_the_cell_above_its_task(number):
    cells, task = notebook(number).cells, 0
    for above, cell in itertools.pairwise([c for c in cells if c.cell_type == "code"]):
        if not (call := re.search(rf"^(?:{'|'.join(verbs.VERBS)})\(\s*(\d)", cell.source, re.M)):
            continue
        task = int(call[1])
        if LESSONS[number].tasks[task].verb in ("find", "predict", "choose", "publish"):
            continue
        texts = plain(above.source + " ".join(str(o.get("data", {}).get("text/plain", "")) for o in above.outputs))
        for answer in examples(number, task, right=True):
            if isinstance(answer, str):
                assert plain(answer) not in texts
            elif isinstance(answer, dict):
                assert not all(re.search(rf"\b{value:g}\b", texts) for value in answer.values())


@pytest.mark.parametrize("number", NUMBERS)
def test_the_stored_lesson_is_untouched_and_its_error_is_hidden_until_it_is_run(number):
    [error] = tagged(number, "raises-exception")
    assert error.metadata.jupyter.outputs_hidden  # students predict it first; JupyterLab shows it when the box is run
    for cell in tagged(number, "task"):
        if "raises-exception" not in cell.metadata.tags:
            [reply] = [output.data["text/plain"] for output in cell.outputs]
            assert reply.startswith(("○ Not tried yet.", "✎ Not yet."))
    assert all(cell.outputs for cell in tagged(number, "shown"))
    assert notebook(number).cells[-1].outputs[0].data["text/plain"] == "0"


@pytest.mark.parametrize("number", NUMBERS)
def test_minutes_are_the_same_everywhere(number):
    book, guide = notebook(number), (FOLDER / f"lesson_{number}" / "teacher.md").read_text(encoding="utf-8")
    paper = (FOLDER / f"lesson_{number}" / "paper.md").read_text(encoding="utf-8")
    wanted = [(str(n), f"{asked.minutes:g}") for n, asked in LESSONS[number].tasks.items()]
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert re.findall(r"^## (\d) · .*\((\d+) minutes", text, re.M) == wanted
    assert re.findall(r"^### (\d) · .*\((\d+) minutes", paper, re.M) == wanted
    assert re.findall(r"^\| (?:opening and )?(\d) · [^|]+\| (\d+) \|", guide, re.M) == wanted
    words = sum(len(re.findall(r"\w[\w'’.-]*", cell.source)) for cell in book.cells if cell.cell_type == "markdown")
    print(
        f" lesson {number}: {words} words, {sum(a.minutes for a in LESSONS[number].tasks.values()):g} minutes ", end=""
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_dollar_signs_make_no_mathematics(number):
    for cell in notebook(number).cells:
        if cell.cell_type == "markdown":
            assert all(part.count("$") <= 1 for part in re.split(r"\n\s*\n", cell.source)), cell.source


# Errors, and lessons of one's own


def in_a_kernel(folder, *cells):
    """What the cells of a new kernel send back: lists of (kind, text)."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(cwd=str(folder), extra_arguments=["--IPKernelApp.log_level=50"])
    try:
        for cell in cells:
            sent = []

            def keep(message, sent=sent):
                content = message["content"]
                text = "\n".join(content.get("traceback", ())) or content.get("data", {}).get("text/plain", "")
                sent.append((message["msg_type"], text))

            client.execute_interactive(cell, output_hook=keep, stop_on_error=False, timeout=60)
            yield [(kind, text) for kind, text in sent if kind in ("display_data", "error")]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_slip_in_the_first_cell_is_explained_and_other_notebooks_are_left_alone(tmp_path):
    first = "from bilateral.lessons.lesson_3 import find\n\nfind(2, "
    cells = [f'{first}"[6])', f"{first}López)", f"{first}“[6]”)", "1 / 0"]
    said = [*in_a_kernel(tmp_path, *cells)]
    for (words, error), hint in zip(said, ["mark or a bracket", "López", "curly", "from the bottom"], strict=True):
        assert words[0] == "display_data" and hint in words[1]
        assert error[0] == "error"
    assert ["Traceback" in error[1] for _, error in said] == [False, False, False, True]
    [plain_error] = [*in_a_kernel(tmp_path, "find(2")]
    assert [kind for kind, _ in plain_error] == ["error"]


def test_the_environment_explains_errors():
    """`pip install` puts the kernel's configuration where IPython looks for it."""
    assert (Path(sys.prefix) / "etc" / "ipython" / "ipython_kernel_config.py").is_file()


MINE = """
title = "Mine"
[1]
verb = "find"
minutes = 5
wants = "words"
document = "Infogalactic"
hints = ["a", "b", "c"]
[[1.rules]]
right = true
has = ["1930"]
example = "26 January 1930"
[[1.rules]]
example = "Russia"
say = "Not that."
"""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("", ""), None),
        (("verb", "werb"), "mine.toml: task 1 must contain ['verb'] properties"),
        (("hints", "hint"), "mine.toml: task 1 must not contain {'hint'} properties; it may have: verb, "),
        (('"find"', '"seek"'), "mine.toml: task 1.verb must be one of ['predict', 'find', "),
        (('"words"', '"word"'), "mine.toml: task 1.wants must be one of ['number', "),
        (("minutes = 5", ""), "mine.toml: task 1 must contain ['minutes'] properties"),
        (("minutes = 5", 'minutes = "5"'), "mine.toml: task 1.minutes must be number"),
        (("has =", "holds ="), "mine.toml: task 1.rules[0] must not contain {'holds'} properties; it may have: is, "),
        (("title", "titel"), "mine.toml: the lesson must not contain {'titel'} properties; it may have: title, "),
        (('= "Mine"', "= Mine"), "mine.toml: "),
        (("Infogalactic", "Nowhere"), "'Nowhere' is none of"),
        (("26 January 1930", "27 January 1930"), "does not stand in the document"),
        (('"b"', '"26 January 1930"'), "gives the answer away"),
        (('"b", ', ""), "2 hints, 3 are wanted"),
        (("minutes = 5", "minutes = 50"), "50 minutes"),
        (('say = "Not that."', 'has = ["x"]'), "its last rule has a condition"),
    ],
)
def test_a_teacher_hears_what_is_wrong_with_a_lesson_in_one_line(tmp_path, change, message):
    file = tmp_path / "mine.toml"
    file.write_text(MINE.replace(*change, 1), encoding="utf-8")
    load.cache_clear()
    found = lessons.problems(file)
    assert found == [] if message is None else message in found[0] and "\n" not in found[0]


def test_a_lesson_that_is_none():
    with pytest.raises(SourceError, match=r"nothing\.toml: there is no such lesson"):
        lessons.bound("nothing.toml")


def test_a_document_of_ones_own_is_fit_or_says_what_it_lacks(tmp_path):
    (tmp_path / "one.txt").write_text("Peru and Japan established diplomatic relations on 21 August 1873.\n")
    found = lessons.fit(tmp_path)
    assert list(found) == [1, 2, 3] and "an amount of money" in found[3]
    assert "an event with a date to the day" not in found[1]
    (tmp_path / "one.txt").write_text("Nothing at all.\n")
    assert all(lessons.fit(tmp_path).values())


def test_reply_is_plain_text_outside_a_notebook(capsys, tmp_path):
    with contextlib.chdir(tmp_path):
        lessons.bound(3).find(2, "$1,784 billion")
    assert capsys.readouterr().out.startswith("✎ Not yet. ")


def test_the_ten_steps_work_as_they_stand(said, tmp_path):
    """Each file of the page is written, each cell run, and the lesson that they make is played."""
    text = (FOLDER / "own_document.md").read_text(encoding="utf-8")
    assert re.findall(r"^\*\*(\d+)\. ", text, re.M) == [str(n) for n in range(1, 11)]
    values = []
    for kind, file, body in re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```", text, re.M | re.S):
        if file:
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(body, encoding="utf-8")
        else:
            assert kind == "python"
            *lines, last = body.strip().splitlines()
            space = {}
            exec("\n".join(lines), space)
            values.append(eval(last, space))
    fits, events, found, _ = values
    assert fits[1] == [] and found == [] and {*events["date"]} == {"1873-08-21", "1942-01", "195X"}
    assert "Not tried" in said[-1][0]
    lesson = lessons.bound("my_lesson.toml")
    lesson.predict(1, 5)
    lesson.find(2, "relations between the two nations were broken off")
    lesson.publish(3, name="Ana", sentence="The document says that relations were broken off, but not by whom.")
    assert lesson.points() == 1 and "Ana" in (tmp_path / "my_finding.html").read_text(encoding="utf-8")


def test_links_of_the_guide_lead_somewhere():
    for page in FOLDER.rglob("*.md"):
        links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
        assert not [link for link in links if "://" not in link and not (page.parent / link).is_file()]
