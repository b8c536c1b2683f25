"""Guards: what speaks against a row although a rule matched, such as a wish or a balance (``guard`` in ``data/reader/figures.toml``)."""

import functools
import re
from collections.abc import Mapping
from typing import Any

from ...mentions.amounts import WORDS
from ...mentions.clauses import Reading
from ...rules import prefilter

_LABELLED = 25  # characters from a colon to an amount whose label ends there


@functools.cache
def _guards(rule: str) -> tuple[tuple[tuple[Mapping[str, Any], re.Pattern], ...], prefilter.Gate]:
    """Return the guards of a rule with their patterns, and which of them a sentence can need."""
    guards = [(guard, WORDS.compiled(guard["pattern"])) for guard in WORDS.data["guard"] if rule in guard["of"]]
    return tuple(guards), prefilter.Gate({n: pattern for n, (_, pattern) in enumerate(guards)})


def refused(rule: str, reading: Reading, start: int, end: int) -> bool:
    """Whether a guard says no to the amount that a rule matched; the reason is noted with the sentence."""
    guards, gate = _guards(rule)
    low, _ = clause(reading, start)
    for guard, pattern in map(guards.__getitem__, sorted(gate.opened(reading.words))):
        high = end + guard["after"] if "after" in guard else start
        if pattern.search(reading.without_asides(max(low, start - guard["before"]), high, start)):
            reading.refuse(rule, start, end, guard["why"])
            return True
    return False


def reason(label: str, text: str) -> str:
    """Why a label's numbers are no amounts between the two states; empty where nothing speaks against them."""
    return next((guard["why"] for guard, pattern in _guards(label)[0] if pattern.search(text)), "")


def clause(reading: Reading, at: int) -> tuple[int, int]:
    """Start and end of the clause of an amount; no colon shortly before it ("Peru's GDP: $1.6 billion") and no "of which" ends it."""
    low, high = reading.segment(at)
    if reading.text.startswith(":", low) and at - low < _LABELLED:
        low, _ = reading.segment(low - 1)
    if reading.text.endswith(" of", low, high):
        _, high = reading.segment(high)
    return low, high
