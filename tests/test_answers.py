"""What learners give as an answer, in any form, and what they are told."""

import datetime as dt
import itertools
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import bilateral
from bilateral.lessons import check, judge, sentence, tasks

RIGHT = {
    "publisher": [
        ["thisday.fyi 1924", "thisday.fyi 1935"], ("thisday.fyi 1935", "thisday.fyi 1924"), {"THISDAY.FYI 1924", "thisday.fyi 1935 "},
        "thisday.fyi 1924, thisday.fyi 1935", "thisday.fyi 1924 and thisday.fyi 1935", ["000", "003"], [0, 3],
        pd.Series(["thisday.fyi 1924", "thisday.fyi 1935"]), pd.Index(["thisday.fyi 1924", "thisday.fyi 1935"]),
        {"thisday.fyi 1924": 1, "thisday.fyi 1935": 2}, pd.Series([403, 479], index=["thisday.fyi 1924", "thisday.fyi 1935"]),
        ["000_2c6e3401dc522d92.txt", "Establishment of Colombia–Soviet Union Relations"],
        pd.DataFrame({"n": [1, 2], "label": ["thisday.fyi 1935", "thisday.fyi 1924"]}),
        (label for label in ["thisday.fyi 1924", "thisday.fyi 1935"]), np.array(["thisday.fyi 1924", "thisday.fyi 1935"]),
    ],
    "who": [["Mexico", "Russia"], ("russia", "MEXICO"), {"Mexico", "the Soviet Union"}, "Mexico and Russia", "mexico-russia", "Mexico–Russia", ["USSR", "Mexico"], "Mexico, Russia"],
    "what": ["restored", "Restored.", ["restored"], pd.Series(["restored"]), pd.DataFrame({"type": ["restored"], "x": [1]})],
    "when": ["1942-11", "1942-11-XX", "11/1942", "November 1942", "Nov 1942", " 1942-11 ", ["1942-11"], pd.Period("1942-11"), "in November 1942", '"1942-11"'],
    "vague": [["191X", "[..1899]", "1910/1920"], ("191x", "[..1899]", "1910/1920"), pd.Series(["191X", "[..1899]", "1910/1920"]), "191X, [..1899], 1910/1920"],
    "where": [2274, 2274.0, "2274", "2,274", np.int64(2274), [2274], Decimal(2274)],
    "least": ["thisday.fyi 1935", ["thisday.fyi 1935"], 3, "003"],
    "reason": [False, "no", "No.", "FALSE", 0, np.False_, [False]],
    "gap": [["1930-01-26", "1942-11"], ("26 January 1930", "November 1942"), [dt.date(1930, 1, 26), "1942-11"], [pd.Timestamp("1930-01-26"), "Nov. 1942"], {"from": "1930-01-26", "to": "1942-11"}, "1930-01-26 to 1942-11", "from 26 January 1930 to November 1942"],
    "days": [122, "122", "122 days", pd.Timedelta(days=122), dt.timedelta(days=122), np.timedelta64(122, "D")],
    "early": [216, pd.Timestamp("1924-08-04") - pd.Timestamp("1924-01-01"), pd.Series([pd.Timedelta(days=216)])],
    "counter": ["Russia", "russian federation", "the USSR", ["Russia"]],
    "ratio": [2.02, 480 / 237.4, "2.02", "2,02", "two", 2, "about 2 times"],
    "president": ["Alfonso López Pumarejo", "Lopez Pumarejo", "Pumarejo", "President Alfonso López Pumarejo", "LÓPEZ PUMAREJO"],
    "since": [1974, "1974", "in 1974", 1974.0, pd.Period("1974")],
    "factor": [1000, "1,000", "1000", 1e3, "one thousand", "a thousand times", np.float64(1000)],
    "copied": ["1890-12-01", "1 December 1890", "December 1, 1890", dt.date(1890, 12, 1), dt.datetime(1890, 12, 1), np.datetime64("1890-12-01")],
    "dates": [["1891", "1 December 1890", dt.date(1890, 12, 11), "1890-12-12"], pd.Series(["1890-12-11", "1890-12-12", "1890-12-01", 1891])],
    "war": [["May 1942", "[1942-09..1942-12]"], ["late 1942", "1942-05"], "1942-05; [1942-09..1942-12]"],
    "finer": [False, "no"], "arrow": [False, "No"], "day": ["history.info", 1], "agree": [["Infogalactic", "history.info"]],
}  # fmt: skip


@pytest.mark.parametrize(
    ("task", "answer"),
    [pytest.param(t, a, id=f"{t}-{n}") for t, answers in RIGHT.items() for n, a in enumerate(answers)],
)
def test_a_right_answer_may_have_any_form(task, answer, capsys):
    assert check(task, answer) == 1
    assert capsys.readouterr().out.startswith("Right.")


def test_a_table_may_stand_in_any_order():
    trade = bilateral.record.load().trade
    rows = trade[(trade["dyad"] == "mexico-russia") & (trade["year"] == 2014)]
    wanted = rows[["importer", "exporter", "value"]]
    for answer in (
        wanted,
        wanted[::-1],
        wanted[["value", "importer", "exporter"]],
        rows,
        wanted.reset_index(drop=True),
    ):
        assert judge("rows", answer)[0] == 1
    for answer in (wanted.to_dict("records"), [*wanted.itertuples(index=False, name=None)], wanted.astype(str)):
        assert judge("rows", answer)[0] == 1
    assert judge("rows", wanted[:1]) == (
        0,
        f"Not yet. Your table has 1 rows, and 1 of them belongs there. {tasks.TASKS['rows'].hint}",
    )
    assert "columns importer, exporter, value" in judge("rows", wanted[["importer"]])[1]


@pytest.mark.parametrize("task", tasks.TASKS)
@pytest.mark.parametrize(
    "answer",
    [
        None,
        ...,
        "",
        "  ",
        "...",
        "…",
        [],
        (),
        {},
        [...],
        [None, ""],
        float("nan"),
        pd.NA,
        pd.NaT,
        pd.Series(dtype=str),
        pd.DataFrame(),
    ],
    ids=repr,
)
def test_what_was_not_tried_is_not_wrong(task, answer, capsys):
    assert check(task, answer) == 0
    assert capsys.readouterr().out.startswith("Not tried yet.")


class Odd:
    """An object that answers nothing one may ask of it."""

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = __str__ = __repr__ = __len__ = __bool__ = __iter__ = __float__ = __eq__


ROUND = []
ROUND.append(ROUND)


@pytest.mark.parametrize("task", tasks.TASKS)
@pytest.mark.parametrize(
    "answer",
    [
        Odd(), Odd, check, 1j, -1, 10**400, float("inf"), b"1924", "9999-99-99", "[..", "/", "x" * 10_000, ROUND, {77: {2: 3}}, range(10**9), itertools.count(),
        np.zeros((2, 2)), pd.DataFrame({"a": [[77], None]}), pd.MultiIndex.from_tuples([(1, 2)]), {"a", 1, None}, [[["a"]]], pd.Timestamp.max, dt.time(1), "\ud800", "1924-02-30", "٣",
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_no_answer_breaks_it(task, answer, capsys):
    assert 0 <= check(task, answer) < 1
    assert capsys.readouterr().out.startswith("Not ")


@pytest.mark.parametrize(
    ("task", "answer", "points", "hint"),
    [
        ("publisher", ["thisday.fyi 1924"], 0.5, "1 of 2 found."),
        ("publisher", ["thisday.fyi 1924", "thisday.fyi 1935", "RIAC blog"], 0.5, "does not belong here"),
        ("publisher", "thisday.fyi", 0, "That is a publisher."),
        ("publisher", "yesterday.fyi", 0, "take a label from the table"),
        ("what", "established", 0, "Relations are established once."),
        ("when", 1942 - 11, 0, "Dates need quotation marks"),
        ("where", 862, 0, "There an earlier sentence begins with these words."),
        ("when", "1942", 0, "vaguer than the words allow"),
        ("when", "1942-11-10", 0, "more exact than the words allow"),
        ("when", "1942 or 43", 0, "no date that can be read"),
        ("when", "some day", 0, "no date that can be read"),
        ("vague", ["191X", "1899", "1910/1920"], 0.67, "Number 2: This is more exact"),
        ("vague", ["191X", "[..1899]", "[1910..1920]"], 0.67, "A slash says throughout"),
        ("vague", ["second decade of the 20th century", "by the late 1800s", "1910/1920"], 0.33, "This is no EDTF"),
        ("vague", ["191X"], 0, "3 answers are wanted here"),
        ("where", -1, 0, "-1 means: not found."),
        ("reason", "perhaps", 0, "Answer with True or False"),
        ("gap", ["1942-11", "1930-01-26"], 0, "in this order"),
        ("days", 121, 0, "count the first day, too"),
        ("counter", "Mexico", 0, "Who counted them when they arrived?"),
        ("ratio", 0.4946, 0, "Turn it round"),
        ("president", "Alfonso López Michelsen", 0, "This is the name on the page."),
        ("president", "Alfonso López", 0, "column `name`"),
        ("what", ["restored", "severed"], 0, "One answer is wanted"),
        ("no such task", 1, 0, "There is no task"),
        (7, 1, 0, "There is no task"),
    ],
)
def test_a_wrong_answer_gets_a_hint_that_teaches(task, answer, points, hint):
    told = judge(task, answer)
    assert told[0] == points and hint in told[1]


def texts(value):
    return (
        [value]
        if isinstance(value, str)
        else [t for v in value for t in texts(v)]
        if isinstance(value, (list, tuple))
        else []
    )


@pytest.mark.parametrize("task", tasks.TASKS)
def test_no_hint_tells_the_answer(task):
    asked = tasks.TASKS[task]
    corpus = bilateral.load(asked.dyad) if asked.dyad else bilateral.read()
    wanted = texts(asked.expected(corpus)) or [str(asked.expected(corpus))]
    hints = " ".join([asked.hint, *(hint for _, hint in asked.mistakes)])
    assert not [w for w in wanted if asked.kind != "yes" and w in hints]


def test_the_answers_follow_the_documents(capsys):
    own = bilateral.read_text("Peru–Japan relations\n\nRelations were restored on 17 June 1952.")
    assert sentence("when", own) == "Relations were restored on 17 June 1952."
    assert check("when", "1952-06-17", own) == check("who", ["Japan", "Peru"], own) == 1
    assert check("when", "1942-11", own) == 0
    assert check("vague", ["191X", "[..1899]", "1910/1920"], own) == 0
    assert "nothing can be checked" in capsys.readouterr().out


def test_words_are_shown_only_where_a_task_has_some():
    assert "re-established in November 1942" in sentence("who")
    assert sentence("least") == "No words belong to 'least'."
    assert sentence(None) == "No words belong to None."
