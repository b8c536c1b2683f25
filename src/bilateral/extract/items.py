"""Items: the things, companies and memberships that a sentence lists, by the rules of ``data/reader/items.toml``."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..mentions.amounts import Span
from ..mentions.clauses import Reading
from ..rules.words import Words
from .amounts import dates, directions
from .guards import OTHERS

WORDS = Words("items.toml")
_LONGEST, _MOST_WORDS = 60, 7  # of an item
_REACH = 40  # characters behind a list in which the other state may be named


@dataclass(frozen=True)
class Rule:
    """
    How a list begins and ends, and what its items are.

    Attributes
    ----------
    id, name : str
        Its id, and the list that its items are of.
    needs : str
        Words of which a sentence has one.
    cue, stop, item : str
        Patterns of what stands before the list, what ends it, and what an item looks like.
    flow : str
        The kind of flow, see `directions.flow`; empty for what both states have together.
    least : int
        How many items make a list.
    example, none : sequence
        A sentence with what it gives, and sentences that give nothing.
    """

    id: str
    name: str
    needs: str
    cue: str
    stop: str
    item: str
    example: Sequence
    none: Sequence[str]
    flow: str = ""
    least: int = 1

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of which a sentence has one."""
        return frozenset(self.needs.split())


@functools.cache
def rules() -> list[Rule]:
    """The rules that ship."""
    return [Rule(**rule) for rule in WORDS.data["rule"]]


class Finder:
    """Finds the items of the lists that a document's sentences hold."""

    def __init__(self) -> None:
        self.rows: dict[tuple, dict] = {}

    def found(self) -> list[dict]:
        """Return rows of the items table: one row an item, `from_state` and `to_state` where the words around the list say them."""
        return list(self.rows.values())

    def read(self, reading: Reading) -> None:
        """Add the items of a sentence."""
        if reading.sentence.kind in ("heading", "title"):
            return
        for rule in rules():
            if not rule.words.isdisjoint(reading.words):
                for row in _of_rule(reading, rule):
                    self.rows.setdefault((row["list"], row["from_state"], row["to_state"], row["item"].casefold()), row)


def _of_rule(reading: Reading, rule: Rule) -> Iterator[dict]:
    """The rows of a sentence's lists of one kind; a list ends where the next one begins."""
    cues = list(WORDS.compiled(rule.cue).finditer(reading.text))
    limits = [*(cue.start() for cue in cues[1:]), len(reading.text)]
    for cue, limit in zip(cues, limits, strict=False):
        stops = (p.search(reading.text, cue.end(), limit) for p in (WORDS.compiled(rule.stop), WORDS.bound))
        end = min([stop.start() for stop in stops if stop], default=limit)
        items = [span for span in _split(reading.text, cue.end(), end) if _is_item(reading.text[slice(*span)], rule)]
        if len(items) < rule.least:
            continue
        flow, why = _whose(reading, rule, cue, end)
        if why:
            reading.refuse(rule.id, cue.end(), end, why)
            continue
        date = dates.bind(reading, cue.start(), cue.end())
        for a, b in items:
            yield reading.row(date) | {
                "list": rule.name,
                "from_state": flow[0],
                "to_state": flow[1],
                "item": reading.text[a:b],
                "rule": rule.id,
                "amount_start": reading.start + a,
                "amount_end": reading.start + b,
            }


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of what "and" and commas part, without articles, notes and quotation marks around them."""
    splits = list(WORDS.split.finditer(text, start, end))
    for a, b in zip([start, *(m.end() for m in splits)], [*(m.start() for m in splits), end], strict=True):
        if inner := WORDS.inner.fullmatch(text, a, b):
            yield inner.span("item")


def _is_item(item: str, rule: Rule) -> bool:
    """Whether words can be an item of a list: no number and no clause."""
    if len(item) > _LONGEST or len(item.split()) > _MOST_WORDS:
        return False
    return bool(WORDS.compiled(rule.item).match(item)) and not WORDS.vague.match(item)


def _whose(reading: Reading, rule: Rule, cue: re.Match, end: int) -> tuple[directions.Flow, str]:
    """From and to of a list, and why it is none of the dyad's; empty where it is."""
    low, high = reading.segment(cue.start())
    before = reading.within(0, cue.start())
    if not rule.flow:
        named = {x.state for x in before}
        return (None, None), "" if "*" in named or named >= {*reading.pair} else "not of both states"
    close = [x for x in before if x.start >= low] or before
    named = [*close, *reading.within(cue.start(), cue.end()), *reading.within(end, max(high, end + _REACH))]
    flow = directions.flow_of(reading, named, rule.flow, noun=cue.start())
    return flow, "" if any(flow) and not directions.is_foreign(named, reading.pair) else OTHERS
