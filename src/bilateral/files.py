"""Files that ship with the package, and the one error that a user's mistake raises."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

#: The folder of the installed package.
PACKAGE = Path(__file__).resolve().parent


class SourceError(ValueError):
    """A file, folder or parameter that can't be read; its message is one line."""

    def _render_traceback_(self) -> list[str]:  # IPython asks for this: a user's mistake needs no traceback
        return [f"SourceError: {self}"]


def data_folder(name: str) -> Path:
    """Return the folder of that name (data, seeds, notebooks) in the installed package, or else in the checkout."""
    return next(p for p in (PACKAGE / name, PACKAGE.parents[1] / name) if p.is_dir())


@functools.cache
def read_toml(name: str, folder: str = "reader") -> dict:
    """Read a TOML file of what the reader knows (``data/reader``), or of another folder of `data`, once."""
    return tomllib.loads((data_folder("data") / folder / name).read_text(encoding="utf-8"))


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Make the `__getattr__` of a package: a name comes from its module of `homes`, imported when it is first asked for."""

    def found(name: str) -> Any:
        if name in homes:
            return getattr(import_module(f".{homes[name]}", package), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return found
