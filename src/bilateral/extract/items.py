"""Items: the named things of a list in a sentence: goods, companies, arms, memberships."""

import functools
import itertools
import re
import tomllib

from ..files import data_folder
from ..mentions.clauses import Reading

_NOTES = r"(?:\[[\w ]{1,20}\])+"
_SPLIT = re.compile(
    rf"(?:{_NOTES})?(?:,? and (?:the )?|, (?:the |and )?|; ?|,? as well as (?:the )?)|(?<=\d's) (?=[A-Z]\S*\d)"
)
_BOUND = re.compile(r"[.:](?=\s|\[)|[.:]$|;|\(")
_VAGUE = re.compile(
    r"(?:worth|valued|estimated|its|their|his|her|various|several|many|some|more|other|others|most|all|the same|equipment|different|about|approximately|around|\d[\d,.]*)\b",
    re.I,
)


@functools.cache
def _lists():
    raw = tomllib.loads((data_folder("data") / "items.toml").read_text(encoding="utf-8"))["lists"]
    return [
        (r["list"], frozenset(r["needs"].split()), re.compile(r["cue"]), re.compile(r["stop"]), r.get("least", 1))
        for r in raw
    ]


@functools.cache
def _needed():
    return frozenset().union(*(needs for _, needs, *_ in _lists()))


def find(readings):
    """
    Find the items of the lists that a document's sentences hold.

    Parameters
    ----------
    readings : iterable of clauses.Reading

    Returns
    -------
    list of dict
        Rows of the items table: one row an item, `from_state` and `to_state` where the words around the list say them.
    """
    rows = []
    for reading in readings:
        if reading.sentence.kind in ("heading", "title") or _needed().isdisjoint(reading.words):
            continue
        for name, needs, cue, stop, least in _lists():
            if needs.isdisjoint(reading.words):
                continue
            cues = list(cue.finditer(reading.text))
            # A list ends where the next one begins, so that a sentence of many lists is gone through once.
            for match, following in itertools.zip_longest(cues, cues[1:]):
                limit = following.start() if following else len(reading.text)
                found = _items(reading, name, match, stop, limit)
                rows += found if len(found) >= least else []
    return _once(rows)


def _items(reading: Reading, name: str, cue: re.Match, stop: re.Pattern, limit: int) -> list[dict]:
    """The items between a cue and the end of its list, at `limit` or before it."""
    text, pair = reading.text, reading.pair
    cut, bound = stop.search(text, cue.end(), limit), _BOUND.search(text, cue.end(), limit)
    end = min(cut.start() if cut else limit, bound.start() if bound else limit)
    start, to = _direction(reading, name, cue, end)
    if name != "memberships" and not {start, to} & set(pair):
        return []
    if name == "memberships" and not _of_the_dyad(reading, cue):
        return []
    rows, at = [], cue.end()
    date = next((d for d in reading.dates if d.limit != "since"), None)
    for split in [*_SPLIT.finditer(text, cue.end(), end), None]:
        stop_at = split.start() if split else end
        item = re.sub(rf"{_NOTES}|'s?$|\.$", "", text[at:stop_at].strip()).strip(' "')
        item = re.sub(r"^(?:the|an?) ", "", item)
        if item and len(item) <= 60 and len(item.split()) <= 7 and not _VAGUE.match(item) and _names(item, name):
            printed = reading.document.text[reading.start + at : reading.start + stop_at]
            shown = (
                item
                if reading.document.text.isascii() or item not in printed
                else printed[printed.index(item) :][: len(item)]
            )
            rows.append(reading.row(date) | {"list": name, "from_state": start, "to_state": to, "item": shown})
        at = split.end() if split else end
    return rows


def _names(item, name):
    """Whether the words can be an item of that list: companies and memberships are proper names, arms have a type."""
    if name in ("companies", "memberships"):
        return bool(re.match(r"[A-ZÀ-Þ0-9]", item))
    if name == "arms":
        return bool(re.search(r"[A-Z0-9]|missile|tank|rifle|helicopter|aircraft|submarine|frigate|artillery", item))
    return bool(re.match(r"[A-Za-zÀ-ÿ]", item)) and not re.search(r"\b(?:was|were|is|are|has|have|will)\b", item)


def _of_the_dyad(reading, cue):
    """Whether both states of the dyad are the members."""
    before = [m.state for m in reading.mentions if m.start < cue.start()]
    return "*" in before or set(reading.pair) <= set(before)


def _direction(reading, name, cue, end):
    """From and to of a list, as far as the words say them."""
    pair = reading.pair
    a, b = reading.segment(cue.start())
    before = [m for m in reading.mentions if m.end <= cue.start() and m.state in pair]
    close = [m for m in before if m.start >= a] or before
    if any(m.state not in (*pair, "*") and cue.start() <= m.start < cue.end() for m in reading.mentions):
        return None, None  # another state's: "exports to Chile include"
    owned = [m for m in close if re.fullmatch(r"(?:'s?)? ?(?:[a-z]+ ){0,3}", reading.text[m.end : cue.start()])]
    subjects = [m for m in close if reading.role(m) == ""]
    owner = next((m.state for group in (owned[-1:], subjects, close[-1:]) for m in group), None)
    if name == "arms":  # who received is said; from whom only where "from" stands
        giver = next(
            (m.state for m in reading.mentions if m.start >= end and reading.role(m) == "from" and m.state in pair),
            None,
        )
        sold = re.match(r"(?:sold|supplied|delivered)", cue.group())
        return (
            (owner, next((m.state for m in reading.mentions if m.start >= end and reading.role(m) == "to"), None))
            if sold
            else (giver, owner)
        )
    if name == "memberships":
        return None, None
    after = [
        m
        for m in reading.mentions
        if cue.start() <= m.start and (m.end <= cue.end() or end <= m.start < max(b, end + 40)) and m.state in pair
    ]
    wanted = {"exports": ("to",), "imports": ("from",), "companies": ("in",)}[name]
    partner = next((m.state for m in after if reading.role(m) in wanted and m.state != owner), None)
    if partner is None and owner and name != "companies":
        partner = next((s for s in pair if s != owner), None)
    if owner is None and partner:
        owner = next((s for s in pair if s != partner), None)
    return (partner, owner) if name == "imports" else (owner, partner)


def _once(rows):
    """The first of each item that a document lists twice."""
    seen, out = set(), []
    for row in rows:
        key = (row["list"], row["from_state"], row["to_state"], row["item"].casefold())
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out
