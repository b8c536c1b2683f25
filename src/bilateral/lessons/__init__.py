"""Answers to the tasks of a lesson: right, not yet with a hint, or not tried; any reasonable form, and no error for another."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any

import pandas as pd

from .values import COMPARED, cell, plain

if TYPE_CHECKING:
    from ..corpus import Corpus
    from .tasks import Task

#: The points of an answer, and what is printed.
Result = tuple[float, str]
#: Whether a value is the one that is wanted: yes, no, or a remark on what is not right about it.
Compare = Callable[[object, object], bool | str]

NOT_TRIED = (
    "Not tried yet. Write your answer in place of the three dots, then run both cells. If there is a red box above: are there"
    " quotation marks around each text and date?"
)
UNREADABLE = "This form can't be read as an answer: write text in quotation marks, a number, or a list of them."
NOTHING = "These documents have nothing that this task could be about, so nothing can be checked."
_MOST = 200  # values that are looked at: no answer has more
_DEPTH = 4  # lists within lists
_EMPTY = {"", "...", "…", "?", "-", "none", "nan", "nat", "<na>", "ellipsis"}
_SEPARATORS = re.compile(r"[,;\n]+|\band\b|(?<=\w)\s*[–&]\s*(?=\w)|(?<=[a-z])-(?=[a-z])")
_UNTIL = re.compile(r"\s+(?:to|until)\s+|/")


def check(task: object, answer: object = None, corpus: Corpus | None = None) -> float:
    """
    Say whether an answer is right, and if not, what to think of next.

    Parameters
    ----------
    task : str
        Its name, as it stands in the workbook.
    answer : object
        Text, number, date, yes or no; a list, set, Series, Index or DataFrame of them, in any order where order means nothing.
    corpus : Corpus, optional
        The documents that the task is about; without it those that ship.

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


def sentence(task: object, corpus: Corpus | None = None) -> str:
    """Return the words of the documents that a task is about, to be printed."""
    asked = _task(task)
    return asked.shows(corpus or _documents(asked.dyad)) if asked and asked.shows else f"No words belong to {task!r}."


def judge(task: object, answer: object, corpus: Corpus | None = None) -> Result:
    """Return the points and the words of `check`."""
    asked = _task(task)
    if asked is None:
        return 0, f"There is no task {task!r}. Its name stands in the cell that came with the workbook."
    if isinstance(answer, Iterator):  # can be gone through only once
        answer = [*itertools.islice(answer, _MOST)]
    if _untried(answer):
        return 0, NOT_TRIED
    corpus = corpus or _documents(asked.dyad)
    try:
        wanted = asked.expected(corpus)
    except (LookupError, StopIteration, ValueError):
        return 0, NOTHING
    points, remark = _best(asked, answer, wanted, corpus)
    if points == 1:
        return 1, f"Right. {asked.right}".strip()
    for value, hint in asked.mistakes:
        if _best(asked, answer, value(corpus), corpus)[0] == 1:
            return points, f"Not yet. {hint}"
    return points, " ".join(f"Not yet. {remark} {asked.hint}".split())


def _task(name: object) -> Task | None:
    from .tasks import TASKS  # only here: who asks nothing reads no record

    return TASKS.get(name.strip()) if isinstance(name, str) else None


@functools.cache
def _documents(dyad: str | None) -> Corpus:
    from .. import corpus

    return corpus.load(dyad) if dyad else corpus.read()


def _untried(answer: object, depth: int = 0) -> bool:
    """Return whether there is no answer yet: nothing, the three dots, or only such values."""
    if answer is None or answer is ... or answer is pd.NA or answer is pd.NaT:
        return True
    if isinstance(answer, str):
        return answer.strip().casefold() in _EMPTY
    if isinstance(answer, float):
        return answer != answer
    if isinstance(answer, dict):
        answer = [*answer.values()]
    if isinstance(answer, list | tuple | set | frozenset) and depth < _DEPTH:
        return all(_untried(value, depth + 1) for value in answer)
    return isinstance(answer, Sized) and len(answer) == 0


def _best(asked: Task, answer: object, wanted: Any, corpus: Corpus) -> Result:
    """Return the most points that any way to read the answer gets, with its remark."""
    if asked.many == "table":
        return _table(answer, wanted)
    compare = functools.partial(COMPARED[asked.kind], corpus=corpus)
    found = [_GIVEN[asked.many](form, wanted, compare) for form in _forms(answer, asked.many)]
    return max(found, key=lambda result: result[0], default=(0, UNREADABLE))


def _forms(answer: object, many: str) -> Iterator[list]:
    """Give the ways to read an answer as a list of values: of a table each column, of a text the whole or its parts."""
    if isinstance(answer, str):
        yield [answer]
        yield from _parts(answer) if many != "one" else ()
    elif isinstance(answer, pd.DataFrame):
        yield from ([*answer[name]] for name in answer.columns)
        yield from ([*row] for row in answer.head(1).itertuples(index=False))
        yield [*answer.index]
    elif isinstance(answer, pd.Series):
        yield [*answer]
        yield [*answer.index]
    elif isinstance(answer, dict):
        yield [*answer.values()]
        yield [*answer]
    elif isinstance(answer, Iterable):
        values = [*itertools.islice(answer, _MOST)]
        yield values
        yield [part for value in values for part in _elements(value)]
    else:
        yield [answer]


def _parts(text: str) -> Iterator[list[str]]:
    """Give the ways to read a text as several values."""
    yield [part for part in _SEPARATORS.split(text) if part.strip()]
    yield text.split()
    yield _UNTIL.split(text.removeprefix("from "))


def _elements(value: object) -> Iterable:
    """Return the values that a value in a list holds: those between semicolons, those of a list in the list, or itself."""
    if isinstance(value, str):
        return value.split(";")
    return value if isinstance(value, list | tuple | set) else [value]


def _one(given: list, wanted: object, compare: Compare) -> Result:
    allowed = wanted if isinstance(wanted, tuple | list) else (wanted,)
    tried = [value for value in given if not _untried(value)]
    if len({plain(value) for value in tried}) != 1:
        return 0, "One answer is wanted here, not several."
    results = [compare(tried[0], right) for right in allowed]
    return (1, "") if True in results else (0, _remark(results))


def _set(given: list, wanted: Iterable, compare: Compare) -> Result:
    """Count the values that are found, in any order, less those that do not belong there."""
    wanted = [*wanted]
    found, others, remarks = set(), 0, []
    for value in given:
        results = [compare(value, right) for right in wanted]
        if True in results:
            found.add(results.index(True))
        else:
            others += not _untried(value)
            remarks += results
    words = f"{len(found)} of {len(wanted)} found." if found else _remark(remarks)
    if found and others:
        words += " Some of what you give does not belong here."
    return _rounded(max(0, len(found) - others) / len(wanted)), words


def _list(given: list, wanted: Iterable, compare: Compare) -> Result:
    wanted = [*wanted]
    if len(given) != len(wanted):
        return 0, f"{len(wanted)} answers are wanted here, in their order; you give {len(given)}."
    results = [compare(value, right) for value, right in zip(given, wanted, strict=True)]
    right = results.count(True)
    remark = next((f"Number {n}: {r}" for n, r in enumerate(results, 1) if isinstance(r, str)), "")
    return _rounded(right / len(wanted)), f"{right} of {len(wanted)} are right. {remark}"


#: How many values are wanted → the points for values that were given.
_GIVEN: dict[str, Callable[..., Result]] = {"one": _one, "set": _set, "list": _list}


def _table(answer: object, wanted: pd.DataFrame) -> Result:
    """Compare tables by their rows, in any order; columns go by their names, or by their order where they have none."""
    frame = _frame(answer)
    names = {plain(column): column for column in frame.columns}
    if all(plain(column) in names for column in wanted.columns):
        frame = frame.loc[:, [names[plain(column)] for column in wanted.columns]]
    elif set(names) != {str(n) for n in range(len(wanted.columns))}:
        return 0, f"A table is wanted here with the columns {', '.join(map(str, wanted.columns))}."
    given, right = _rows(frame), _rows(wanted)
    if given == right:
        return 1, ""
    shared = sum(row in right for row in given)
    return 0, f"Your table has {len(given)} rows, and {shared} of them {'belongs' if shared == 1 else 'belong'} there."


def _frame(answer: object) -> pd.DataFrame:
    if isinstance(answer, pd.DataFrame):
        return answer
    if isinstance(answer, pd.Series | dict):
        return pd.DataFrame(answer)
    return pd.DataFrame([*itertools.islice(answer, _MOST)] if isinstance(answer, Iterable) else [answer])


def _rows(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(tuple(cell(value) for value in row) for row in table.itertuples(index=False, name=None))


def _remark(results: Iterable[bool | str]) -> str:
    return next((result for result in results if isinstance(result, str)), "")


def _rounded(points: float) -> float:
    return int(points) if points in (0, 1) else round(points, 2)
