"""The parameters that a notebook declares, read from its tagged cell without running anything."""

import ast
import codecs
import contextlib
import json
import re
from typing import NamedTuple

from .. import csv_tables
from ..files import SourceError

TYPES = {
    "int": int, "float": (int, float), "str": str, "bool": bool, "None": type(None),
    "list": list, "List": list, "dict": dict, "Dict": dict,
}  # fmt: skip
_OPTIONAL = re.compile(r"(?:typing\.)?(Optional|Union)\[(.*)\]")
#: What stands in brackets after a container: the types of its parts.
_PARTS = re.compile(r"\[.*?\]+")


#: The types that the cell of a CSV file is read as, by dtypes; the narrowest first.
DTYPES = {"int": "Int64", "float": "float64", "bool": "boolean"}


class Parameter(NamedTuple):
    """A declared parameter: the names of its types (none: any type) and its default."""

    types: tuple[str, ...]
    default: object = None

    def takes(self, value: object) -> bool:
        """Whether a value has one of the types; a bool is no number."""
        if isinstance(value, bool):
            return not self.types or "bool" in self.types
        return not self.types or any(isinstance(value, TYPES[name]) for name in self.types)

    def from_text(self, text: str) -> object:
        """The cell of a CSV file as the first of the types that fits, else as text."""
        names = self.types or (type(self.default).__name__,)
        for name, dtype in DTYPES.items():
            if name in names:
                with contextlib.suppress(ValueError):
                    return csv_tables.value(text, dtype)
        return text


def declared(raw: bytes) -> dict[str, Parameter]:
    """
    The parameters in a notebook's file, by name.

    Returns
    -------
    dict of Parameter
        In the order of the cell; empty if no cell is tagged `parameters`.

    Raises
    ------
    SourceError
        If it is not a Python notebook that can be run; says what it is instead.
    """
    try:
        lines = ast.parse(_code(raw)).body
    except SyntaxError:
        raise SourceError("a notebook with a cell of parameters that is not plain Python") from None
    found = {}
    for line in lines:
        if isinstance(line, ast.Assign | ast.AnnAssign):
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            found |= {target.id: _parameter(line) for target in targets if isinstance(target, ast.Name)}
    return found


def _code(raw: bytes) -> str:
    """The code of the cell of parameters."""
    if raw.startswith(codecs.BOM_UTF8):
        raise SourceError(
            "not a notebook that Jupyter opens: it begins with a byte order mark; save it as UTF-8 without one"
        )
    try:
        book = json.loads(raw)
        kernel = book["metadata"].get("kernelspec", {})
        language = kernel.get("language", "python")
        cells = [cell for cell in book["cells"] if "parameters" in cell["metadata"].get("tags", [])]
        code = "\n".join("".join(cell["source"]) for cell in cells[:1])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SourceError("not a notebook (version 4)") from None
    if not kernel.get("name"):
        raise SourceError("a notebook without a kernel ('kernelspec'); open it in JupyterLab, choose Python, save it")
    if language != "python":
        raise SourceError(f"in {language!r}, and only Python notebooks can be run")
    return code


def _parameter(line: ast.Assign | ast.AnnAssign) -> Parameter:
    """A parameter from its line; one without an annotation has the type of its default."""
    try:
        default = ast.literal_eval(line.value) if line.value else None
    except ValueError:
        default = None
    if isinstance(line, ast.AnnAssign):
        types = _types(ast.unparse(line.annotation))
    else:
        types = () if default is None else (type(default).__name__,)
    return Parameter(types if TYPES.keys() >= set(types) else (), default)


def _types(annotation: str) -> tuple[str, ...]:
    """The names of the types of an annotation: those of a union one by one, of a container its own."""
    text = annotation.strip("'\"")
    if optional := _OPTIONAL.fullmatch(text):
        text = _PARTS.sub("", optional[2]).replace(",", "|") + ("|None" if optional[1] == "Optional" else "")
    return tuple(part.strip().rpartition(".")[2] for part in _PARTS.sub("", text).split("|"))
