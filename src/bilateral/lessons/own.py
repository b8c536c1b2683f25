"""For teachers: what does not hold together in a lesson, and whether a document of one's own is fit for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import SourceError
from .judging import judge, plain, plain_text
from .notes import Notes
from .tasks import Lesson, Task, load

if TYPE_CHECKING:
    import pandas as pd

    from ..corpus import Corpus

#: The most minutes of all tasks together.
_MINUTES = 42
_HINTS = 3


def start_again() -> None:
    """Forget all predictions and tries of the lessons in this folder."""
    from . import shown

    for file in Path.cwd().glob("my_lesson_*.json"):
        Notes(file.stem.removeprefix("my_")).forget()
    shown.say("note", ["All predictions and tries in this folder are forgotten. Run the boxes from the top."])


def problems(lesson: int | str | Path) -> list[str]:
    """
    Return what does not hold together in a lesson: a line for each problem, none if it can be used.

    Parameters
    ----------
    lesson : int or path
        Its number, or a TOML file of your own.
    """
    try:
        loaded = load(lesson)
        found = [f"task {n}: {line}" for n, task in loaded.tasks.items() for line in _of_task(loaded, n, task)]
        _ = loaded.values
    except SourceError as error:
        return [str(error)]
    minutes = sum(task.minutes for task in loaded.tasks.values())
    return found + [f"the tasks take {minutes} minutes, more than {_MINUTES}"] * (minutes > _MINUTES)


def _of_task(lesson: Lesson, number: int, task: Task) -> Iterator[str]:
    last = task.rules[-1]
    if not last.get("right") and {*last} - {"say", "free", "hints", "example", "examples"}:
        yield "its last rule has a condition, so that some answers meet no rule"
        return
    if task.document:
        lesson.lines(task.document)
    for rule in task.rules:
        for example in (rule.get("example"), *rule.get("examples", ())):
            reply = judge(lesson, number, example)
            if reply.rule is not rule:
                yield f"the example {example!r} meets {'no rule' if reply.rule is None else reply.rule.get('say', 'a rule')!r}"
            if rule.get("right") and task.verb == "find" and plain(example) not in plain_text(lesson, task.document):
                yield f"{example!r} does not stand in the document {task.document!r}"
    yield from _of_hints(task)


def _of_hints(task: Task) -> Iterator[str]:
    rights = [plain(r["example"]) for r in task.rules if r.get("right") and isinstance(r.get("example"), str)]
    for hints in filter(None, (task.hints, *(rule.get("hints", ()) for rule in task.rules))):
        if len(hints) != _HINTS:
            yield f"{len(hints)} hints, {_HINTS} are wanted"
        for hint in hints[: _HINTS - 1]:
            if any(right and right in plain(hint) for right in rights):
                yield f"the hint {hint!r} gives the answer away"


def fit(path: str | Path) -> dict[int, list[str]]:
    """
    Say which lessons a document of your own is fit for.

    Parameters
    ----------
    path : str or path
        A document, or a folder of them.

    Returns
    -------
    dict
        Number of the lesson → what it needs that the reader did not find; nothing where the document is fit.
    """
    from .. import corpus

    read = corpus.read(path)
    return {n: [words for words, holds in needs.items() if not holds(read).any()] for n, needs in _NEEDS.items()}


def _to_the_day(corpus: Corpus) -> pd.Series:
    return corpus.events["precision"].eq("day")


#: Lesson → what a document needs for it, and the rows that have it.
_DAY = "an event with a date to the day"
_NEEDS: dict[int, dict[str, Callable[[Corpus], pd.Series]]] = {
    1: {
        "a break or a new beginning of which the document does not say whose act it was": lambda corpus: (
            corpus.events["type"].isin(["severed", "lapsed", "restored"])
            & corpus.events["actors"].str.contains(",", na=False)
        ),
        _DAY: _to_the_day,
        "an event with a vaguer date, such as a year or a decade": lambda corpus: (
            ~corpus.events["precision"].isin(["day", "unknown"])
        ),
    },
    2: {
        "an event to which two documents give different dates": lambda corpus: corpus.claims["between_sources"].isin(
            ["finer", "conflict"]
        ),
        _DAY: _to_the_day,
    },
    3: {
        "an amount of money": lambda corpus: corpus.figures["measure"].isin(
            ["trade", "exports", "imports", "investment", "aid"]
        ),
        "a statement that the record supports, disputes or contradicts": lambda corpus: corpus.claims[
            "against_record"
        ].isin(["supported", "disputed", "contradicted"]),
    },
}
