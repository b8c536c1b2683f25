"""The parameters that a notebook declares, read from its tagged cell without running anything."""

import ast
import codecs
import contextlib
import json
import math
from dataclasses import dataclass

TYPES = {"int": int, "float": (int, float), "str": str, "bool": bool, "list": list, "dict": dict, "None": type(None)}


class Unusable(ValueError):
    """What a file is instead of a notebook that can be run."""


def _finite(text: str) -> float:
    """A number; NaN and infinities, which no notebook can hold as JSON, are none."""
    if not math.isfinite(number := float(text)):
        raise ValueError
    return number


#: How the cells of a CSV file are read, by the name of a type, the narrowest first.
READERS = {"int": int, "float": _finite, "bool": lambda text: {"true": True, "false": False}[text.lower()]}


@dataclass(frozen=True)
class Parameter:
    """A declared parameter: the names of its types (empty: any will do) and the value that it has by itself."""

    types: tuple
    default: object = None

    def takes(self, value):
        """Whether a value is of one of the types; a bool is no number."""
        if isinstance(value, bool) and "bool" not in self.types:
            return not self.types
        return not self.types or any(isinstance(value, TYPES[name]) for name in self.types)

    def from_text(self, text: str) -> int | float | bool | str:
        """What a cell of a CSV file says: the first of the types that it can be, else the text."""
        for name, read in READERS.items():
            if name in self.types or (not self.types and name == type(self.default).__name__):
                with contextlib.suppress(ValueError, KeyError):
                    return read(text)
        return text

    def __str__(self):
        return " or ".join(self.types).replace("None", "nothing") or "anything"


def declared(raw: bytes) -> dict[str, Parameter]:
    """
    The parameters of a notebook.

    Parameters
    ----------
    raw : bytes
        The notebook's file.

    Returns
    -------
    dict of Parameter
        By name, in the order of the cell; empty where no cell is tagged `parameters`.

    Raises
    ------
    Unusable
        With words on what it is instead, if it is no notebook in Python that can be run.
    """
    try:
        lines = ast.parse(_code(raw)).body
    except (SyntaxError, ValueError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable("a notebook whose cell of parameters is no plain Python") from None
    found = {}
    for line in lines:
        annotated = isinstance(line, ast.AnnAssign)
        for target in [line.target] if annotated else getattr(line, "targets", []):
            if isinstance(target, ast.Name):
                try:
                    default = ast.literal_eval(line.value) if line.value else None
                except ValueError:
                    default = None
                types = _types(line.annotation) if annotated else (type(default).__name__,)
                known = set(types) <= set(TYPES) and (annotated or default is not None)
                found[target.id] = Parameter(types if known else (), default)
    return found


def _code(raw: bytes) -> str:
    """The cell of parameters of a notebook that can be run."""
    if raw.startswith(codecs.BOM_UTF8):
        raise Unusable("no notebook that Jupyter opens: it begins with a byte order mark; save it as UTF-8 without one")
    try:
        book = json.loads(raw)
        kernel = book["metadata"].get("kernelspec", {})
        language = kernel.get("language", "python")
        cells = [c for c in book["cells"] if "parameters" in c["metadata"].get("tags", [])]
        code = "\n".join("".join(cell["source"]) for cell in cells[:1])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unusable("no notebook (version 4)") from None
    if not kernel.get("name"):
        raise Unusable("a notebook without a kernel ('kernelspec'); open it in JupyterLab, choose Python, save it")
    if language != "python":
        raise Unusable(f"in {language!r}, and only Python notebooks are run")
    return code


def _types(node):
    """The names of the types of an annotation: those of a union one by one, of a container its own."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return _types(ast.parse(node.value, mode="eval").body)
        except SyntaxError:
            return ("?",)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return (*_types(node.left), *_types(node.right))
    if isinstance(node, ast.Subscript):
        [outer] = _types(node.value)
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if outer in ("Optional", "Union"):
            return (*(name for part in inner for name in _types(part)), *(("None",) if outer == "Optional" else ()))
        return (outer.lower(),)
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    return (node.id,) if isinstance(node, ast.Name) else (str(getattr(node, "value", "?")),)
