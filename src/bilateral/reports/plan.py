"""Plans: the reports that a YAML or CSV file asks for, each value with its line."""

import contextlib
import itertools
import math
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .. import csv_tables
from ..files import SourceError

MAX_BYTES, MAX_REPORTS, MAX_DEPTH = 64_000_000, 1_000_000, 50
_TAG = "tag:yaml.org,2002:"
#: What a word of a YAML plan is, but for text; dates are texts.
_SCALARS = {
    "null": r"(~|null|)$",
    "bool": r"(true|false|yes|no|on|off)$",
    "int": r"[-+]?(0|[1-9]\d{0,17})$",
    "float": r"[-+]?(\d+\.\d*|\.\d+)(e[-+]?\d+)?$",
}


_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Value(NamedTuple):
    """A value, its line in the plan, and whether it is the text of a CSV cell, which may stand for another type."""

    value: Any
    line: int
    is_text: bool = False


class Request(NamedTuple):
    """A report that a plan asks for: the line it begins on, and its values by name."""

    line: int
    values: dict[str, Value]


class PlanError(SourceError):
    """A plan that can't be used; `problems` has a line of text for each mistake."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class Problems:
    """The mistakes of a plan, each once, in the order of its lines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: dict[tuple[int, str], None] = {}

    def add(self, line: int, text: str) -> None:
        """Add a mistake; line 0 stands for the whole file."""
        self.found.setdefault((line, text))

    @contextlib.contextmanager
    def at(self, line: int) -> Iterator[None]:
        """Add a SourceError as a mistake of a line, and go on after the block."""
        try:
            yield
        except SourceError as error:
            self.add(line, str(error))

    def check(self) -> None:
        """Raise PlanError if there are mistakes."""
        if self.found:
            ordered = sorted(self.found, key=lambda found: found[0])
            raise PlanError(
                f"{self.file}{f', line {line}' * bool(line)}: {text}".removeprefix(": ") for line, text in ordered
            )


class _Loader(_FastLoader):
    """Makes Values of a YAML text: lists of Values, and dictionaries of names and Values."""

    yaml_implicit_resolvers = {None: [(_TAG + kind, re.compile(pattern, re.I)) for kind, pattern in _SCALARS.items()]}

    def construct_object(self, node: yaml.Node, deep: bool = True) -> Value:
        return Value(super().construct_object(node, deep=True), node.start_mark.line + 1)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = True) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, value in node.value:
            if not isinstance(key.value, str):
                raise yaml.MarkedYAMLError(problem="a name must be a plain word", problem_mark=key.start_mark)
            if key.value in found:
                raise yaml.MarkedYAMLError(problem=f"{key.value!r} is given twice", problem_mark=key.start_mark)
            found[key.value] = self.construct_object(value)
        return found


def read(path: Path, problems: Problems) -> list[Request]:
    """
    Read a plan: a CSV file (by its name) or a YAML file.

    Raises
    ------
    SourceError
        If the file can't be read, or is not a CSV table.
    PlanError
        If it is not plain YAML.
    """
    try:
        raw = file_bytes(path)
    except (OSError, ValueError) as error:
        raise SourceError(f"plan: can't read {str(path)!r}: {getattr(error, 'strerror', None) or error}") from None
    requests = list(_rows(path) if path.suffix.lower() == ".csv" else _yaml(raw, problems))
    if not requests and not problems.found:
        problems.add(0, "empty: it asks for no report")
    return requests


def file_bytes(path: Path) -> bytes:
    """
    The bytes of a regular file; a pipe or a device might never end.

    Raises
    ------
    OSError
        Also for anything else, and for a file larger than any plan or notebook.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(None, "it is a folder" if path.is_dir() else "it is a pipe or a device; give a file")
    if about.st_size > MAX_BYTES:
        raise OSError(None, f"it is over {MAX_BYTES // 10**6} MB")
    return path.read_bytes()


def _rows(path: Path) -> Iterator[Request]:
    """The requests of a CSV plan, one for each row; an empty cell is not given."""
    table = csv_tables.read(path)
    for line, cells in zip(table.index, table.to_dict("records"), strict=True):
        yield Request(
            line, {str(name): Value(cell.strip(), line, True) for name, cell in cells.items() if cell.strip()}
        )


def _yaml(raw: bytes, problems: Problems) -> Iterator[Request]:
    """The requests of a YAML plan: those of its list, then all combinations of its grids."""
    try:
        _check_plain(raw, problems)
        problems.check()
        top = yaml.load(raw, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or "can't be read"
        problems.add(mark.line + 1 if mark else 0, f"not YAML: {why}")
        return
    if not top or not top.value:
        return
    keys = {"reports": top} if isinstance(top.value, list) else top.value
    if not isinstance(keys, dict) or not keys.keys() & {"reports", "grid"}:
        problems.add(top.line, "needs a list of reports, or the name 'reports:' or 'grid:'")
        return
    reports, grids = (_mappings(keys.pop(name, None), problems) for name in ("reports", "grid"))
    for each in reports:
        yield Request(each.line, _with_period(keys | each.value, problems))
    for each in grids:
        yield from _combinations(each, keys, problems)


def _check_plain(raw: bytes, problems: Problems) -> None:
    """Add a mistake for all that could build something or be endless: tags, aliases, deep lists."""
    depth = 0
    for event in yaml.parse(raw, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="its lists are too deep in each other", problem_mark=event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            problems.add(event.start_mark.line + 1, "an alias ('*') is not allowed; write the value out")
        if tag := getattr(event, "tag", None):
            problems.add(event.start_mark.line + 1, f"tag {tag.replace(_TAG, '!!')!r}: only plain values are allowed")


def _mappings(value: Value | None, problems: Problems) -> list[Value]:
    """One or several mappings; a key without a value is an empty list."""
    if value is None or value.value is None:
        return []
    items = value.value if isinstance(value.value, list) else [value]
    for item in items:
        if not isinstance(item.value, dict):
            problems.add(item.line, "needs names with values, such as 'dyad: mexico-russia'")
    return [item for item in items if isinstance(item.value, dict)]


def _combinations(grid: Value, common: dict[str, Value], problems: Problems) -> Iterator[Request]:
    """Every combination of a grid's values; those of the last name change first."""
    choices = {name: _choices(name, value) for name, value in grid.value.items()}
    for name, values in choices.items():
        if not values:
            problems.add(grid.value[name].line, f"grid: {name!r} has no value")
    if (size := math.prod(map(len, choices.values()))) > MAX_REPORTS:
        problems.add(grid.line, f"grid: {size:,} reports; a plan may ask for {MAX_REPORTS:,}")
        return
    for values in itertools.product(*choices.values()):
        yield Request(grid.line, _with_period(common | dict(zip(choices, values, strict=True)), problems))


def _choices(name: str, value: Value) -> list[Value]:
    """The values of a name in a grid; a single period is a list itself."""
    if not isinstance(value.value, list):
        return [value]
    is_period = name == "period" and not any(isinstance(part.value, list) for part in value.value)
    return [value] if is_period else value.value


def _with_period(values: dict[str, Value], problems: Problems) -> dict[str, Value]:
    """Plain values, a period as its start and its end."""
    plain = {name: value._replace(value=_plain(value)) for name, value in values.items()}
    if (period := plain.pop("period", None)) is None:
        return plain
    if not isinstance(period.value, list) or len(period.value) != 2 or {"start", "end"} & plain.keys():
        problems.add(period.line, "period: needs a list of two, its start and its end, and neither of them beside it")
        return plain
    return plain | {name: Value(v, period.line) for name, v in zip(("start", "end"), period.value, strict=True)}


def _plain(value: Value) -> object:
    if isinstance(value.value, dict):
        return {name: _plain(part) for name, part in value.value.items()}
    return [_plain(part) for part in value.value] if isinstance(value.value, list) else value.value
