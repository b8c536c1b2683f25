"""Ranks: the place of one state among the other's partners, "Mexico is Russia's third biggest trading partner"."""

import re

from ...mentions.amounts import WORDS, Amount
from ...mentions.clauses import Reading
from . import dates, directions, guards
from .rows import figure

RULE = "figures/rank"
_WORDS = frozenset("largest biggest ranked ranks ranking partner partners market".split())
_NAME, _ADJECTIVE = "\ue000", "\ue001"


def find(reading: Reading) -> list[dict]:
    """
    Find the places of one state of the dyad among the other's partners.

    Returns
    -------
    list of dict
        Rows of the figures table with the measure and the unit `rank`: `value` is the place, `from_state` has it,
        `to_state` is the one whose partner it is; `printed` says of what kind, and among whom.
    """
    if _WORDS.isdisjoint(reading.words):
        return []
    masked = _masked(reading)
    found = [*WORDS.rank.finditer(masked), *WORDS.ranked.finditer(masked)]
    return [row for match in found for row in _rows(reading, match)]


def _masked(reading: Reading) -> str:
    """The sentence with one letter for names of the dyad's states and another for adjectives; as long as before."""
    text = reading.text
    for x in reading.of_pair:
        letter = _ADJECTIVE if x.kind == "adjective" else _NAME
        text = text[: x.start] + letter * (x.end - x.start) + text[x.end :]
    return text


def _rows(reading: Reading, match: re.Match) -> list[dict]:
    """The row of a rank; none where a guard speaks against it, or no state or another one has it."""
    start, end = match.span("rank")
    at = match.start("owner" if match["owner"] else "after")
    owner = next((x for x in reading.mentions if x.start == at), None)
    if not owner or guards.refused(RULE, reading, start, end):
        return []
    low, high = reading.segment(start)
    named = [x.state for x in reading.within(low, start) if x is not owner and x.kind != "adjective"]
    flow = directions.flow("rank", reading.pair, owner.state)
    if named and named[-1] != flow[0]:
        reading.refuse(RULE, start, end, "of other states")
        return []
    ordinal = WORDS.row(match["place"] or "first", "ordinals")
    value = float(ordinal[1] if ordinal else match["place"][:-2])
    amount = Amount(start, end, match["rank"], value, None, None, None, "rank", "rank", None)
    date = dates.bind(reading, start, end, high)
    return [figure(reading, amount, date, "rank", "rank", flow) | {"rule": RULE}]
