"""The tasks of a lesson, from a TOML file: what is wanted, what is right, and what to say to each mistake."""

from __future__ import annotations

import functools
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import SourceError, data_folder
from ..wording import clean

if TYPE_CHECKING:
    import pandas as pd

FOLDER = data_folder("data") / "lessons"
VERBS = ("predict", "find", "choose", "compare", "repair", "publish")
_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
#: The characters of a line of a document.
LINE = 100
Spec = dict[str, Any]  # what a file of a lesson says, by name


@dataclass(frozen=True)
class Task:
    """A task: its verb, what it wants, its rules (the first that fits answers) and its hints, from gentle to plain."""

    verb: str
    minutes: float
    wants: str
    rules: list[Spec]
    hints: list[str] = field(default_factory=list)
    sign: str = ""
    document: str = ""
    letters: str = "ABCD"
    names: list[str] = field(default_factory=list)
    comma: bool = False
    keep: str = ""
    redraws: str = ""
    beside: Spec = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A lesson: its tasks, the words of its replies, and what it shows of documents and of the record."""

    file: Path
    title: str
    tasks: dict[int, Task]
    forms: Spec
    given: Spec

    @property
    def name(self) -> str:
        """The name of its files, such as lesson_3."""
        return self.file.stem

    @functools.cached_property
    def values(self) -> Spec:
        """The values that the lesson takes from the record, by their names."""
        found: Spec = {}
        for name, spec in self.given.get("values", {}).items():
            rows = chosen(spec, f"{self.file.name}: values.{name}")
            if len(rows) != 1:
                raise SourceError(f"{self.file.name}: values.{name}: {len(rows)} rows of the record fit, one is wanted")
            value = rows.iloc[0][spec["column"]]
            found[name] = value - found[spec["less"]] if "less" in spec else value
        return found

    def filled(self, text: str) -> str:
        """Return a text with the values of the record in it."""
        return filled(text, self.values) if "{" in text else text

    def number(self, value: Any) -> float:
        """Return a number, or the value of the record that is named in its place."""
        return float(self.values[value]) if isinstance(value, str) else float(value)

    def lines(self, label: str) -> list[str]:
        """Return the lines of a document, as they are numbered for students."""
        texts = documents(str(self.given.get("documents", "")))
        if label not in texts:
            raise SourceError(f"document: {label!r} is none of {', '.join(map(repr, texts))}")
        return texts[label]


def filled(text: str, values: Mapping[str, Any]) -> str:
    """Return a text with values in place of their names in braces; other braces stay."""
    return _FIELD.sub(lambda m: format(values[m[1]], m[2] or "") if m[1] in values else m[0], text)


def chosen(spec: Mapping[str, Any], place: str) -> pd.DataFrame:
    """Return the rows of a table of the record that have the values, and lie between the values, which are given."""
    from .. import record

    rows = getattr(record.load(), str(spec.get("from")), None)
    if rows is None or (unknown := {*spec.get("where", {}), *spec.get("between", {})} - {*rows.columns}):
        raise SourceError(f"{place}: the record has no {spec.get('from') if rows is None else min(unknown)!r}")
    for column, value in spec.get("where", {}).items():
        rows = rows[rows[column] == value]
    for column, (low, high) in spec.get("between", {}).items():
        rows = rows[rows[column].between(low, high, inclusive="left")]
    return rows


@functools.cache
def documents(folder: str = "") -> dict[str, list[str]]:
    """Return the lines of each document of a folder, by its label; of the five that ship without one."""
    from .. import corpus

    read = corpus.read(folder or None)
    return {label: [*_lines(read.texts[source])] for source, label in read.labels.items()}


def _lines(text: str) -> Iterator[str]:
    for part in text.splitlines():
        yield from textwrap.wrap(" ".join(part.split()), LINE)


@functools.cache
def load(lesson: int | str | Path) -> Lesson:
    """
    Load a lesson by its number, or from a TOML file of your own.

    Raises
    ------
    SourceError
        If the file is none, or a task in it can't be used; one line that names file, task and what would be valid.
    """
    import fastjsonschema

    file = FOLDER / f"lesson_{lesson}.toml" if isinstance(lesson, int) else Path(lesson)
    raw = _toml(file)
    try:
        fastjsonschema.validate(_toml(FOLDER / "schema.toml"), raw)
    except fastjsonschema.JsonSchemaValueException as error:
        allowed = ", ".join(error.definition["properties"]) if error.rule == "additionalProperties" else ""
        wrong = error.message.replace("data.", "task ", 1).replace("data must", "the lesson must", 1)
        raise SourceError(clean(f"{file.name}: {wrong}{'; it may have: ' * bool(allowed)}{allowed}", 400)) from None
    tasks = {int(name): Task(**table) for name, table in raw.items() if name.isdecimal()}
    return Lesson(file, raw.get("title", file.stem), tasks, forms() | raw.get("forms", {}), raw)


@functools.cache
def forms() -> Spec:
    """Return the words of replies that all lessons share."""
    return _toml(FOLDER / "forms.toml")


def _toml(file: Path) -> Spec:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise SourceError(f"{file}: there is no such lesson; lessons are TOML files, as in data/lessons") from None
    except ValueError as error:
        raise SourceError(f"{file.name}: {error}") from None
