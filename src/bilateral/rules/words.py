"""Words and patterns of a file in ``data``, compiled when they are first used."""

import functools
import re
from collections.abc import Callable
from typing import Any

from ..files import read_toml
from . import prefilter, vocabulary

_PART, _VERBS = re.compile(r"\{([a-z_]+)\}"), re.compile(r"\{(?P<which>[a-z]+):(?P<verbs>[a-z\s]+)\}")


def inflected(pattern: str) -> str:
    """Return a pattern with the forms of the verbs that it asks for: ``{did:go come}``."""
    return _VERBS.sub(lambda m: vocabulary.any_of(m["verbs"].split(), m["which"]), pattern)


class Words:
    """
    The words of a file: ``WORDS.rank.search(text)`` uses the pattern `rank` of its table ``[patterns]``.

    In a pattern ``{name}`` stands for an entry of ``[parts]``: a pattern, or rows that each begin with one. `more` gives
    further rows of such entries.
    """

    def __init__(self, file: str, more: Callable[[], dict[str, list]] = dict) -> None:
        self._file, self._more = file, more

    @functools.cached_property
    def data(self) -> dict[str, Any]:
        """What the file holds."""
        data = read_toml(self._file)
        more = {name: data["parts"][name] + rows for name, rows in self._more().items()}
        return data | {"parts": data.get("parts", {}) | more}

    def __getattr__(self, name: str) -> re.Pattern:
        pattern = self.compiled(self.data["patterns"][name])
        setattr(self, name, pattern)
        return pattern

    @functools.cache  # noqa: B019 - there is one object a file
    def compiled(self, pattern: str) -> re.Pattern:
        """Compile a pattern, its parts and verbs filled in."""
        return prefilter.compiled(inflected(_PART.sub(self._part, pattern)))

    def _part(self, name: re.Match) -> str:
        part = self.data["parts"][name[1]]
        return _PART.sub(self._part, part if isinstance(part, str) else "|".join(pattern for pattern, *_ in part))

    @functools.lru_cache(4096)  # noqa: B019
    def row(self, text: str, *parts: str) -> tuple:
        """The first row of some parts with a pattern that a text ends with: what matched and the rest of it; empty for none."""
        pattern, rows = self._rows(parts)
        found = pattern.search(text)
        return (found.group(), *rows[int(found.lastgroup[1:])][1:]) if found else ()

    @functools.cache  # noqa: B019
    def _rows(self, parts: tuple[str, ...]) -> tuple[re.Pattern, list[list]]:
        rows = [row for part in parts for row in self.data["parts"][part]]
        named = "|".join(f"(?P<r{n}>{pattern})" for n, (pattern, *_) in enumerate(rows))
        return self.compiled(rf"(?i)(?<!\w)(?:{named})\Z"), rows
