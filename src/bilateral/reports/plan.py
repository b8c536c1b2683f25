"""Plans: what reports a YAML or CSV file asks for, each value with the line it stands on."""

import csv
import io
import itertools
import math
import re
import stat
from collections import namedtuple
from pathlib import Path

import yaml

from ..files import SourceError

MAX_BYTES, MAX_REPORTS, DEEPEST = 64_000_000, 1_000_000, 50
#: Stands for a value that could not be read, of which the plan's problems say why.
REFUSED = object()
#: A value, its line in the plan, and whether it is a CSV cell, whose type is the parameter's to say.
Value = namedtuple("Value", "value line is_text", defaults=(False,))
#: A report that is asked for: the line it begins on, and name → Value.
Wish = namedtuple("Wish", "line values")
_TAG = "tag:yaml.org,2002:"
PLAIN = {f"{_TAG}{kind}" for kind in ("map", "seq", "str", "timestamp", "bool", "int", "float", "null", "value")}


class PlanError(SourceError):
    """A plan that can't be used: `problems` has a line for each thing that is wrong with it."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class Problems:
    """What is wrong with a plan, in the order of its lines, each thing once."""

    def __init__(self, file):
        self.file, self.found = file, {}

    def add(self, line, text):
        self.found.setdefault((line or 0, text))

    def lines(self):
        return [
            f"{self.file}{f', line {line}' if line else ''}: {text}"
            for line, text in sorted(self.found, key=lambda f: f[0])
        ]


def read(path):
    """
    Read a plan.

    Parameters
    ----------
    path : str or path
        A YAML file, or a CSV file (by its name).

    Returns
    -------
    list of Wish
    Problems
    """
    path = Path(path)
    problems = Problems(path.name)
    try:
        text = file_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(None, f"not a text in UTF-8 (byte {error.start})")
        return [], problems
    except (OSError, ValueError) as error:
        raise SourceError(f"plan: can't read {str(path)!r}: {getattr(error, 'strerror', None) or error}") from None
    wishes = list((_rows if path.suffix.lower() == ".csv" else _Yaml(problems).wishes)(text, problems))
    if not wishes and not problems.found:
        problems.add(None, "empty: it asks for no report")
    return wishes, problems


def file_bytes(path: Path) -> bytes:
    """
    The bytes of a file that is one: a pipe or a device might never end.

    Raises
    ------
    OSError
        Also where it is something else, or larger than any plan or notebook.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(None, "it is a folder" if path.is_dir() else "it is a pipe or a device; give a file")
    if about.st_size > MAX_BYTES:
        raise OSError(None, f"it is over {MAX_BYTES // 10**6} MB")
    return path.read_bytes()


def _rows(text, problems):
    """The wishes of a CSV plan: a row each."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head and "," not in head else ",")
    names = None
    try:
        for row in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if names is None:
                names = [cell.strip() for cell in row]
                for name in dict.fromkeys(n for n in names if names.count(n) > 1 or not n):
                    problems.add(line, f"column {name!r}: needs a name that no other column has")
            elif len(row) != len(names):
                problems.add(line, f"{len(row)} cells where there are {len(names)} columns")
            else:
                cells = {n: Value(c.strip(), line, True) for n, c in zip(names, row, strict=True) if c.strip()}
                yield Wish(line, cells)
    except csv.Error as error:
        problems.add(reader.line_num, f"not a CSV table ({error})")


class _Yaml:
    """A YAML plan, of whose nodes only plain values are made: no tag builds anything, no alias multiplies."""

    def __init__(self, problems):
        self.problems, self.seen = problems, set()

    def wishes(self, text, _):
        try:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            if line := _too_deep(yaml.parse(text, loader)):
                self.problems.add(line, "not a plan: its lists stand too deep in each other")
            elif (top := yaml.compose(text, loader)) is not None:
                yield from self._plan(top)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            told = getattr(error, "problem", None) or getattr(error, "reason", None) or "can't be read"
            self.problems.add(mark and mark.line + 1, f"not YAML: {told}")

    def _plan(self, top):
        if not isinstance(top, (yaml.MappingNode, yaml.SequenceNode)):
            if top.value:
                self.problems.add(_line(top), "neither a list of reports nor 'reports:' or 'grid:'")
            return
        common, lists, grids = {}, [top], []
        if isinstance(top, yaml.MappingNode):
            told = self._mapping(top) or {}
            lists, grids = ([told.pop(key)] if key in told else [] for key in ("reports", "grid"))
            common = {name: Value(self._plain(node), _line(node)) for name, node in told.items()}
            if told and not lists and not grids:
                self.problems.add(_line(top), "neither 'reports:' nor 'grid:', so that no report is asked for")
        for node in lists:
            for each in self._items(node, "reports"):
                if (told := self._mapping(each)) is None:
                    continue
                values = {name: Value(self._plain(value), _line(value)) for name, value in told.items()}
                yield Wish(_line(each), self._periods(common | values))
        for node in grids:
            for each in node.value if isinstance(node, yaml.SequenceNode) else [node]:
                yield from self._grid(each, common)

    def _items(self, node, name):
        if isinstance(node, yaml.SequenceNode):
            return node.value
        if node.value:  # a key with nothing behind it is an empty list
            self.problems.add(_line(node), f"{name}: needs a list")
        return []

    def _grid(self, node, common):
        """Every combination of a grid's values, the last name's changing first."""
        choices = {}
        for name, told in (self._mapping(node) or {}).items():
            parts = told.value if isinstance(told, yaml.SequenceNode) else [told]
            if name == "period" and parts and all(isinstance(p, yaml.ScalarNode) for p in parts):
                parts = [told]
            choices[name] = [Value(self._plain(part), _line(part)) for part in parts]
            if not parts:
                self.problems.add(_line(told), f"grid: {name!r} has no value")
        if not choices:
            return
        if (size := math.prod(map(len, choices.values()))) > MAX_REPORTS:
            self.problems.add(_line(node), f"grid: {size:,} reports; a plan may ask for {MAX_REPORTS:,}")
            return
        for values in itertools.product(*choices.values()):
            yield Wish(_line(node), self._periods(common | dict(zip(choices, values, strict=True))))

    def _periods(self, values):
        """A period is its start and its end."""
        if (told := values.pop("period", None)) is None:
            return values
        if told.value is REFUSED:
            return values | {"period": told}
        if not isinstance(told.value, list) or len(told.value) != 2 or {"start", "end"} & set(values):
            self.problems.add(told.line, "period: needs a list of two, its start and its end, and neither beside it")
            return values
        return values | {name: Value(v, told.line) for name, v in zip(("start", "end"), told.value, strict=True)}

    def _mapping(self, node):
        """The nodes of a mapping by their names; None, and a problem, where it is none."""
        if not self._new(node):
            return None
        if not isinstance(node, yaml.MappingNode):
            self.problems.add(_line(node), "needs names with values, such as 'dyad: mexico-russia'")
            return None
        found = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == f"{_TAG}merge":
                self.problems.add(_line(key), "a name must be a plain word")
            elif key.value in found:
                self.problems.add(_line(key), f"{key.value!r} stands here twice")
            else:
                found[key.value] = value
        return found

    def _new(self, node):
        """Whether a list or mapping is met the first time; aliases of them could make a small plan endless."""
        if node.tag not in PLAIN:
            self.problems.add(_line(node), f"tag {_shown(node.tag)}: only plain values are read, nothing is built")
            return False
        if id(node) in self.seen and not isinstance(node, yaml.ScalarNode):
            self.problems.add(_line(node), "an alias ('*') of a list or of names is not read; write them out")
            return False
        self.seen.add(id(node))
        return True

    def _plain(self, node):
        """A node as a plain value; REFUSED, and a problem, where it is none."""
        if isinstance(node, yaml.MappingNode):
            told = self._mapping(node)
            value = None if told is None else {name: self._plain(part) for name, part in told.items()}
            return REFUSED if value is None or REFUSED in value.values() else value
        if not self._new(node):
            return REFUSED
        if isinstance(node, yaml.SequenceNode):
            value = [self._plain(part) for part in node.value]
            return REFUSED if REFUSED in value else value
        kind, text = node.tag.removeprefix(_TAG), node.value
        if kind == "null":
            return None
        if kind == "bool" and text.lower() in ("true", "false", "yes", "no", "on", "off"):
            return text.lower() in ("true", "yes", "on")
        if kind == "int" and re.fullmatch(r"[-+]?(0|[1-9]\d{0,17})", text):
            return int(text)
        if kind == "float" and re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
            return float(text)
        return text


def _too_deep(events):
    """The line on which lists stand deeper in each other than any plan needs, and than a stack may hold; else None."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return event.start_mark.line + 1
    return None


def _line(node):
    return node.start_mark.line + 1


def _shown(tag):
    return repr(tag.replace(_TAG, "!!"))
