"""What to say to an answer: right, not yet with a hint, not tried, or a slip of form. Nothing is shown or kept here."""

import numbers
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .tasks import Lesson, Task, load

#: The most characters of an answer that are looked at, and the most values of a list.
_MOST, _VALUES = 2000, 20
_LARGEST = 1e15
_MARKS, _AND = re.compile('[“”"]'), re.compile(r"\b(?:and|or)\b|[\W_]", re.I)
_SEVERAL = (list, tuple, set, frozenset)


@dataclass(frozen=True)
class Reply:
    """
    What is said to an answer.

    `state` is right, not yet, not tried, form or note; `say` has the sentences on this answer, `hint` the hint (of level 1 to
    3, 0 without one); `rule` is the rule that it met, `value` the answer as it was read, `key` the same for equal answers.
    """

    state: str
    say: tuple[str, ...] = ()
    hint: str = ""
    level: int = 0
    points: float = 0
    rule: dict[str, Any] | None = None
    value: Any = None
    key: str = ""


def judge(lesson: int | str | Path | Lesson, task: int, answer: Any, tries: Iterable[str] = ()) -> Reply:
    """
    Judge an answer.

    Parameters
    ----------
    lesson : int, path or Lesson
    task : int
    answer : object
        In whatever form a student gives it.
    tries : iterable of str
        The `key` of each wrong answer so far; the hint grows with the different ones.

    Returns
    -------
    Reply
    """
    lesson = lesson if isinstance(lesson, Lesson) else load(lesson)
    asked = lesson.tasks.get(task) if isinstance(task, int) else None
    if asked is None:
        return Reply("form", (lesson.forms["no task"].format(", ".join(map(str, lesson.tasks))),))
    if is_empty(answer):
        return Reply("not tried", (f"{lesson.forms['empty']} {_wanted(lesson, task)}",))
    value, slip = _FORMS[asked.wants](lesson, task, answer)
    if slip:
        return Reply("form", (slip,), value=value)
    rule = _rule(lesson, asked, value)
    said = tuple(lesson.filled(part) for part in rule.get("say", "").split("\n") if part)
    if rule.get("right"):
        return Reply("note" if asked.sign else "right", said, points=1, rule=rule, value=value)
    hints = rule.get("hints", asked.hints)
    if asked.sign or rule.get("free") or not hints:
        return Reply("note" if asked.sign else "not yet", said, rule=rule, value=value)
    key = _key(value)
    level = min([*dict.fromkeys([*tries, key])].index(key) + 1, len(hints))
    return Reply("not yet", said, lesson.filled(hints[level - 1]), level, rule=rule, value=value, key=key)


def is_empty(answer: Any) -> bool:
    """Return whether there is no answer yet: nothing, the three dots, or only such values."""
    if isinstance(answer, dict):
        return all(map(is_empty, answer.values()))
    if isinstance(answer, _SEVERAL):
        return len(answer) <= _VALUES and all(map(is_empty, answer))
    return answer is None or answer is ... or (isinstance(answer, str) and not answer[:_MOST].strip(" .…?_-\n"))


def plain(value: Any, most: int | None = _MOST) -> str:
    """Return a text without what right answers differ in: capitals, accents, quotation marks and spaces."""
    text = unicodedata.normalize("NFKD", _MARKS.sub("", str(value)[:most].casefold()).replace("’", "'"))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).strip(" .'").split())


def _rule(lesson: Lesson, asked: Task, value: Any) -> dict[str, Any]:
    """Return the first rule of which an answer meets all conditions; the last one has none."""
    return next(
        rule
        for rule in asked.rules
        if all(test(rule[name], value, lesson, asked) for name, test in _TESTS.items() if name in rule)
    )


def _between(limits: list, value: Any, lesson: Lesson, asked: Task) -> bool:
    """A number from the first to the second; or within the second of a value of the record, which is named first."""
    low, high = limits
    if isinstance(low, str):
        low, high = lesson.number(low) - high, lesson.number(low) + high
    return _is_number(value) and low <= value <= high


def plain_text(lesson: Lesson, label: str) -> str:
    """Return a document as answers are compared with it."""
    return plain(" ".join(lesson.lines(label)), None)


_TESTS: dict[str, Callable[..., bool]] = {
    "is": lambda wanted, value, *_: value in wanted if _is_number(value) else plain(value) in map(plain, wanted),
    "has": lambda wanted, value, *_: any(one in plain(value) for one in wanted),
    "lacks": lambda wanted, value, *_: not any(one in plain(value) for one in wanted),
    "between": _between,
    "words": lambda limits, value, *_: limits[0] <= len(plain(value).split()) <= limits[1],
    "letters": lambda wanted, value, *_: value == wanted,
    "letter": lambda wanted, value, *_: wanted in value,
    "pair": lambda wanted, value, *_: isinstance(value, _SEVERAL),
    "parts": lambda wanted, value, *rest: all(_between(part, value[name], *rest) for name, part in wanted.items()),
    "elsewhere": lambda _, value, lesson, asked: plain(value) not in plain_text(lesson, asked.document),
}


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and abs(value) < _LARGEST  # pyright: ignore[reportOperatorIssue] # NaN is not


def _key(value: Any) -> str:
    return plain(sorted(value.items()) if isinstance(value, dict) else value)


def _wanted(lesson: Lesson, task: int) -> str:
    """Say in which form an answer is wanted."""
    asked = lesson.tasks[task]
    example = f"{asked.verb}({task}, {', '.join(f'{name}={n}' for n, name in enumerate(asked.names, 1))})"
    letters = ", ".join(f'"{letter}"' for letter in asked.letters[-2:])
    return lesson.forms[asked.wants].format(asked.letters[0], asked.letters[-1], letters, example=example)


def _number(lesson: Lesson, task: int, given: Any) -> tuple[Any, str]:
    if isinstance(given, str):
        slip = lesson.forms["number as text"].format(given[:40]) if re.search(r"\d", given[:_MOST]) else ""
        return given, slip or _wanted(lesson, task)
    if isinstance(given, _SEVERAL) and len(given) == 1:
        [given] = given
    if isinstance(given, _SEVERAL):
        return given, "" if lesson.tasks[task].comma else lesson.forms["comma"]
    if not _is_number(given):
        return given, _wanted(lesson, task)
    return given if isinstance(given, int | float) else float(given), ""


def _numbers(lesson: Lesson, task: int, given: Any) -> tuple[Any, str]:
    names = lesson.tasks[task].names
    if not isinstance(given, dict) or {*given} != {*names} or any(map(is_empty, given.values())):
        return given, _wanted(lesson, task)
    slips = ((name, _number(lesson, task, given[name])[1]) for name in names)
    return given, next((f"{name}: {slip}" for name, slip in slips if slip), "")


def _letters(lesson: Lesson, task: int, given: Any) -> tuple[Any, str]:
    text = " ".join(map(str, [*given][:_VALUES])) if isinstance(given, _SEVERAL) else given
    letters = {*_AND.sub("", text[:_MOST]).upper()} if isinstance(text, str) else set()
    wrong = not letters or not letters <= {*lesson.tasks[task].letters}
    return "".join(sorted(letters)), _wanted(lesson, task) if wrong else ""


def _words(lesson: Lesson, task: int, given: Any) -> tuple[Any, str]:
    several = isinstance(given, _SEVERAL)
    if several and len(given) == 1 and isinstance(one := next(iter(given)), str):
        given = one
    if isinstance(given, str):
        return given[:_MOST].strip(), ""
    form = "one list" if several and len(given) == 1 else "several words" if several else "no words"
    shown = str(given) if several and len(given) < _VALUES or isinstance(given, int | float) else ""
    return given, lesson.forms[form].format(shown[:40]) if shown or form == "several words" else _wanted(lesson, task)


_FORMS: dict[str, Callable[[Lesson, int, Any], tuple[Any, str]]] = {
    "number": _number,
    "numbers": _numbers,
    "letters": _letters,
    "words": _words,
}
