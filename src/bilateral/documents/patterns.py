"""The patterns and words of `furniture.toml`."""

import re
from types import SimpleNamespace
from typing import Any

from ..files import read_toml

SPEC = read_toml("furniture.toml")


def compiled(entry: Any) -> Any:
    """Compile a pattern with its parts; of a list, one for any of its patterns; of a table, each."""
    if isinstance(entry, dict):
        return SimpleNamespace(**{name: compiled(part) for name, part in entry.items()})
    pattern = entry if isinstance(entry, str) else "|".join(entry)
    for name, part in SPEC["parts"].items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return re.compile(pattern)


def load(table: str) -> SimpleNamespace:
    """Return the patterns of a table, compiled."""
    return compiled(SPEC[table])


def words(table: str) -> SimpleNamespace:
    """Return the lists of words of a table, as sets."""
    return SimpleNamespace(**{name: frozenset(text.split()) for name, text in SPEC[table].items()})
