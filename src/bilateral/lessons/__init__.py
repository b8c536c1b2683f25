"""Answers to the tasks of a lesson: right, not yet with a hint, or not tried; any reasonable form, and no error for another."""

import functools
import itertools
import re

import pandas as pd

from .values import COMPARED, cell, plain

NOT_TRIED = (
    "Not tried yet. Write your answer in place of the three dots, then run both cells. If there is a red box above: are there"
    " quotation marks around each text and date?"
)
UNREADABLE = "This form can't be read as an answer: write text in quotation marks, a number, or a list of them."
_MOST = 200  # values that are looked at: no answer has more
_EMPTY = {"", "...", "…", "?", "-", "none", "nan", "nat", "<na>", "ellipsis"}


def check(task, answer=None, corpus=None):
    """
    Say whether an answer is right, and if not, what to think of next.

    Parameters
    ----------
    task : str
        Its name, as it stands in the workbook.
    answer : object
        Text, number, date, yes or no; a list, set, Series, Index or DataFrame of them, in any order where order means nothing.
    corpus : Corpus, optional
        The documents that the task is about; without it those that come along.

    Returns
    -------
    float or int
        The points: 1, a share of 1, or 0. The words are printed.
    """
    try:
        points, words = judge(task, answer, corpus)
    except Exception:  # whatever a learner gives, a traceback teaches nothing
        points, words = 0, f"Not yet. {UNREADABLE}"
    print(words)
    return points


def sentence(task, corpus=None):
    """The words of the documents that a task is about, to be printed."""
    asked = _task(task)
    return asked.shows(corpus or _documents(asked.dyad)) if asked and asked.shows else f"No words belong to {task!r}."


def judge(task, answer, corpus=None):
    """The points and the words of `check`."""
    asked = _task(task)
    if asked is None:
        return 0, f"There is no task {task!r}. Its name stands in the cell that came with the workbook."
    if hasattr(answer, "__next__"):  # can be gone through only once
        answer = [*itertools.islice(answer, _MOST)]
    if _untried(answer):
        return 0, NOT_TRIED
    corpus = corpus or _documents(asked.dyad)
    try:
        wanted = asked.expected(corpus)
    except (IndexError, KeyError, ValueError):
        return 0, "These documents tell of nothing that this task could be about, so nothing can be checked."
    points, remark = _best(asked, answer, wanted, corpus)
    if points == 1:
        return 1, f"Right. {asked.right}".strip()
    for value, hint in asked.mistakes:
        if _best(asked, answer, value(corpus), corpus)[0] == 1:
            return points, f"Not yet. {hint}"
    return points, " ".join(f"Not yet. {remark} {asked.hint}".split())


def _task(name):
    from .tasks import TASKS  # only here: who asks nothing reads no record

    return TASKS.get(name.strip()) if isinstance(name, str) else None


@functools.cache
def _documents(dyad):
    from .. import corpus

    return corpus.load(dyad) if dyad else corpus.read()


def _untried(answer, depth=0):
    if answer is None or answer is ... or answer is pd.NA or answer is pd.NaT:
        return True
    if isinstance(answer, str):
        return answer.strip().casefold() in _EMPTY
    if isinstance(answer, float):
        return answer != answer
    if isinstance(answer, (list, tuple, set, frozenset, dict)) and depth < 4:
        return all(_untried(a, depth + 1) for a in (answer.values() if isinstance(answer, dict) else answer))
    return hasattr(answer, "__len__") and len(answer) == 0


def _best(asked, answer, wanted, corpus):
    """The most points that any way to read the answer gets, with the remark that belongs to it."""
    if asked.many == "table":
        return _table(answer, wanted)
    compare = functools.partial(COMPARED[asked.kind], corpus=corpus)
    give = {"one": _one, "set": _set, "list": _list}[asked.many]
    found = [give(form, wanted, compare) for form in _forms(answer, asked.many)]
    return max(found, key=lambda f: f[0], default=(0, UNREADABLE))


def _forms(answer, many):
    """The ways to read an answer as a list of values: of a table each column, of a text the whole or its parts."""
    if isinstance(answer, str):
        yield [answer]
        if many != "one":
            yield [
                part
                for part in re.split(r"[,;\n]+|\band\b|(?<=\w)\s*[–&]\s*(?=\w)|(?<=[a-z])-(?=[a-z])", answer)
                if part.strip()
            ]
            yield [part for part in re.split(r"\s+", answer) if part]
            yield re.split(r"\s+(?:to|until)\s+|/", answer.removeprefix("from "))
    elif isinstance(answer, pd.DataFrame):
        yield from ([*answer[c]] for c in answer.columns)
        yield from ([*row] for row in answer.head(1).itertuples(index=False))
        yield [*answer.index]
    elif isinstance(answer, pd.Series):
        yield [*answer]
        yield [*answer.index]
    elif isinstance(answer, dict):
        yield [*answer.values()]
        yield [*answer]
    elif hasattr(answer, "__iter__"):
        values = [*itertools.islice(answer, _MOST)]
        parts = (
            v.split(";") if isinstance(v, str) else v if isinstance(v, (list, tuple, set)) else [v] for v in values
        )
        flat = [*itertools.chain.from_iterable(parts)]
        yield values
        yield flat
    else:
        yield [answer]


def _one(given, wanted, compare):
    wanted = wanted if isinstance(wanted, (tuple, list)) else (wanted,)
    tried = [value for value in given if not _untried(value)]
    told = {*map(plain, tried)}
    if len(told) != 1:
        return 0, "One answer is wanted here, not several."
    results = [compare(tried[0], right) for right in wanted]
    return (1, "") if True in results else (0, next((r for r in results if isinstance(r, str)), ""))


def _set(given, wanted, compare):
    wanted, left, others, remark = [*wanted], [*wanted], [], ""
    for value in given:
        results = [compare(value, right) for right in wanted]
        hit = next((right for right, result in zip(wanted, results, strict=True) if result is True), None)
        if hit is None:
            others += [] if _untried(value) else [value]
            remark = remark or next((r for r in results if isinstance(r, str)), "")
        elif hit in left:
            left.remove(hit)
    right = len(wanted) - len(left)
    points = max(0, right - len(others)) / len(wanted)
    told = [f"{right} of {len(wanted)} found." if right else remark]
    told += ["Some of what you give does not belong here."] * bool(right and others)
    return _rounded(points), " ".join(told)


def _list(given, wanted, compare):
    wanted = [*wanted]
    if len(given) != len(wanted):
        return 0, f"{len(wanted)} answers are wanted here, in their order; you give {len(given)}."
    results = [compare(value, right) for value, right in zip(given, wanted, strict=True)]
    right = results.count(True)
    remark = next((f"Number {n}: {r}" for n, r in enumerate(results, 1) if isinstance(r, str)), "")
    return _rounded(right / len(wanted)), f"{right} of {len(wanted)} are right. {remark}"


def _table(answer, wanted):
    if not isinstance(answer, (pd.DataFrame, pd.Series, dict)):
        answer = [*itertools.islice(answer, _MOST)] if hasattr(answer, "__iter__") else [answer]
    frame = answer if isinstance(answer, pd.DataFrame) else pd.DataFrame(answer)
    names = {plain(column): column for column in frame.columns}
    missing = [column for column in wanted.columns if plain(column) not in names]
    if missing and set(names) != {*map(str, range(len(wanted.columns)))}:
        return 0, f"A table is wanted here with the columns {', '.join(map(str, wanted.columns))}."
    frame = frame if missing else frame[[names[plain(column)] for column in wanted.columns]]
    told, right = (
        sorted(tuple(cell(v) for v in row) for row in table.itertuples(index=False, name=None))
        for table in (frame, wanted)
    )
    if told == right:
        return 1, ""
    shared = sum(row in right for row in told)
    return 0, f"Your table has {len(told)} rows, and {shared} of them {'belongs' if shared == 1 else 'belong'} there."


def _rounded(points):
    return int(points) if points in (0, 1) else round(points, 2)
