"""Bars: what keeps an act from being one on an object that stands near it (``[[bars]]`` in ``data/reader/vocabulary.toml``)."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ...rules import vocabulary

_NEAR = 60  # characters before an object that are looked at


class Candidate(NamedTuple):
    """An act and an object that may be one event: its type, and where the object stands in the sentence."""

    type: str
    thing: str
    how: str  # the object stands before or after the act; or the act is a noun
    text: str
    gap: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bar:
    """What one bar refuses; a pattern that it does not have is None."""

    why: str
    types: frozenset[str]
    exempt: frozenset[str]
    things: frozenset[str]
    how: frozenset[str]
    before: re.Pattern | None
    gap: re.Pattern | None
    object: re.Pattern | None
    after: re.Pattern | None
    only: re.Pattern | None
    longer: int

    def holds_for(self, type: str, thing: str, how: str) -> bool:
        """Whether it is asked at all."""
        if type in self.exempt:
            return False
        asked = ((self.types, type), (self.things, thing), (self.how, how))
        return all(not wanted or given in wanted for wanted, given in asked)

    def refuses(self, c: Candidate) -> bool:
        """Whether it refuses a candidate."""
        if self.only and not self.only.fullmatch(c.gap):
            return True
        if len(c.gap) > self.longer:
            return True
        asked = (
            self.before and bool(self.before.search(c.text, max(0, c.start - _NEAR), c.start)),
            self.gap and bool(self.gap.search(c.gap)),
            self.object and bool(self.object.search(c.text, c.start, c.end)),
            self.after and bool(self.after.match(c.text, c.end)),
        )
        given = [found for found in asked if found is not None]
        return bool(given) and all(given)


@functools.cache
def _bars_for(type: str, thing: str, how: str) -> tuple[Bar, ...]:
    return tuple(bar for bar in _bars() if bar.holds_for(type, thing, how))


@functools.cache
def _bars() -> tuple[Bar, ...]:
    return tuple(_bar(spec) for spec in vocabulary.load().bars)


def _bar(spec: Mapping[str, Any]) -> Bar:
    sets: Any = (frozenset(spec.get(key, ())) for key in ("types", "except", "things", "how"))
    keys = ("before", "gap", "object", "after", "only")
    patterns = {key: re.compile(spec[key], re.S) if key in spec else None for key in keys}
    return Bar(spec["why"], *sets, **patterns, longer=spec.get("longer", 10_000))


def refusal(candidate: Candidate) -> str:
    """Return why a candidate is no event; an empty text where nothing speaks against it."""
    bars = _bars_for(candidate.type, candidate.thing, candidate.how)
    return next((bar.why for bar in bars if bar.refuses(candidate)), "")
