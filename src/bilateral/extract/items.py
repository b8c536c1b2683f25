"""Items: the things, companies and memberships that a sentence lists, by the rules of ``data/items.toml``."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..mentions.amounts import Span
from ..mentions.clauses import Reading
from ..rules.words import Words
from .amounts import dates, directions

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
    partner : str
        The preposition before the other state.
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
    partner: str = ""
    least: int = 1

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of which a sentence has one."""
        return frozenset(self.needs.split())


@functools.cache
def rules() -> list[Rule]:
    """The rules that ship."""
    return [Rule(**rule) for rule in WORDS.data["rule"]]


def find(readings: Iterable[Reading]) -> list[dict]:
    """
    Find the items of the lists that a document's sentences hold.

    Returns
    -------
    list of dict
        Rows of the items table: one row an item, `from_state` and `to_state` where the words around the list say them.
    """
    rows = {}
    for reading in readings:
        for rule in rules() if reading.sentence.kind not in ("heading", "title") else ():
            if not rule.words.isdisjoint(reading.words):
                for row in _of_rule(reading, rule):
                    rows.setdefault((row["list"], row["from_state"], row["to_state"], row["item"].casefold()), row)
    return list(rows.values())


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
        start, to, why = _whose(reading, rule, cue, end)
        if why:
            reading.refuse(rule.id, cue.end(), end, why)
            continue
        date = dates.bind(reading, cue.start(), cue.end())
        for a, b in items:
            yield reading.row(date) | {
                "list": rule.name,
                "from_state": start,
                "to_state": to,
                "item": reading.document.text[reading.start + a : reading.start + b],
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


def _whose(reading: Reading, rule: Rule, cue: re.Match, end: int) -> tuple[str | None, str | None, str]:
    """From and to of a list, and why it is none of the dyad's."""
    others = [x for x in reading.within(cue.start(), cue.end()) if x.state not in (*reading.pair, "*")]
    if not rule.flow:
        named = {x.state for x in reading.within(0, cue.start())}
        ours = "*" in named or set(reading.pair) <= named
        return None, None, "" if ours else "not of both states"
    if others:
        return None, None, "of other states"  # "exports to Chile include"
    owner = _owner(reading, cue)
    partner = _partner(reading, rule, cue, end, owner)
    source, target = (partner, None) if rule.partner == "from" else (None, partner)
    start, to = directions.flow(rule.flow, reading.pair, owner, source, target)
    return start, to, "" if {start, to} & {*reading.pair} else "of other states"


def _owner(reading: Reading, cue: re.Match) -> str | None:
    """The state whose list it is: directly before the cue, else the subject, else the last before it."""
    low, _ = reading.segment(cue.start())
    before = [x for x in reading.within(0, cue.start()) if x.state in reading.pair]
    close = [x for x in before if x.start >= low] or before
    owned = [x for x in close if WORDS.owner.fullmatch(reading.text, x.end, cue.start())]
    subjects = [x for x in close if reading.role(x) == ""]
    return next((x.state for x in [*owned[-1:], *subjects, *close[-1:]]), None)


def _partner(reading: Reading, rule: Rule, cue: re.Match, end: int, owner: str | None) -> str | None:
    """The other state, named in the cue or behind the list."""
    _, high = reading.segment(cue.start())
    after = [*reading.within(cue.start(), cue.end()), *reading.within(end, max(high, end + _REACH))]
    return next(
        (x.state for x in after if x.state in {*reading.pair} - {owner} and reading.role(x) == rule.partner), None
    )
