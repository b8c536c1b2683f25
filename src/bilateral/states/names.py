"""States: the names they bear in texts, one lineage each, and the dyads they form."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..dates import edtf
from ..files import SourceError
from ..text import fold
from . import spelling as state_names
from .spelling import Further, slugged, table

_WORD = re.compile(r"([A-ZÀ-ÞŠŽĆČĐĀĪŌŪ]\w*)[\w.'&]*")

#: Titles such as "Norway-Peru relations" and "Relations between Norway and Peru".
_TITLE_PAIR = re.compile(r"\s*([A-Z][\w. '-]+?)\s?[-/]\s?([A-Z][\w. '-]+?)(?:'s)? (?:relations|ties|relationship)\b")
_TITLE_BETWEEN = re.compile(
    r".*\b(?:relations|ties) (?:between|of) (?:the )?([A-Z][\w. '-]+?) (?:and|with) (?:the )?([A-Z][\w. '-]+)"
)


class Mention(NamedTuple):  # one of many: made in a third of the time of a frozen dataclass
    """A state's name, adjective or capital in a text; `state` is None for what only looks like one (New Mexico)."""

    start: int
    end: int
    state: str | None
    kind: str  # name, adjective, capital, city


def slug(pair):
    """The dyad's slug: its two states in alphabetical order."""
    return "-".join(sorted(map(slugged, pair)))


@functools.cache
def _lookup():
    """Name → state, for the names a user may give."""
    return {row["name"].casefold(): row["state"] for row in reversed(table()) if row["kind"] in ("name", "period")} | {
        row["state"].casefold(): row["state"] for row in table() if row["state"]
    }


def resolve(name):
    """The lineage that a name belongs to (``USSR`` → ``Russia``); an unknown name is its own."""
    text = re.sub(r"^the ", "", fold(str(name)).strip(), flags=re.I)
    return _lookup().get(text.casefold(), text)


def pair(dyad: str | Iterable[str], further: tuple[Further, ...] = ()) -> tuple[str, str]:
    """
    The two states of a dyad, in alphabetical order, however their names are spelled.

    Parameters
    ----------
    dyad : tuple of (str, str) or str
        Two names, or both in one text such as ``mexico-russia``, "Mexico, USSR" or "Mexico and the Soviet Union"; in
        English, in another language, or with a slip of the pen.
    further : tuple of Further, optional
        The parties that `states.csv` beside the documents names.

    Raises
    ------
    SourceError
        If it is neither, if both names are of one state, or if a name is no state's; with the states that are near.
    """
    if isinstance(dyad, str):
        return _parted(dyad, further)
    try:
        names = [str(name) for name in dyad]
        one, other = (state_names.understood(name, further) for name in names)
    except (TypeError, ValueError):
        raise SourceError(f"dyad: {dyad!r} is not two names, such as ('Mexico', 'Japan')") from None
    for name, state in zip(names, (one, other), strict=True):
        if name.strip() and state is None:
            raise SourceError(f"dyad: {dyad!r}: {state_names.unknown(name, further)}")
    if one is None or other is None or one == other:
        raise SourceError(f"dyad: {dyad!r} names one state, not two")
    return min(one, other), max(one, other)


@functools.lru_cache(maxsize=1024)
def _parted(dyad: str, further: tuple[Further, ...]) -> tuple[str, str]:
    """The pair that a text names: the one way to part it into two states."""
    found = state_names.parted(dyad, further)
    if len(found) > 1:
        ways = " or ".join(sorted(f"{one} and {other}" for one, other in found))
        raise SourceError(f"dyad: {dyad!r} may be {ways}; give two names")
    if not found:
        if state := state_names.understood(dyad, further):
            raise SourceError(f"dyad: {dyad!r} names one state ({state}), not two")
        strange = [b if state_names.understood(a, further) else a for a, b in state_names.halves(dyad)
                   if state_names.understood(a, further) or state_names.understood(b, further)]  # fmt: skip
        why = state_names.unknown(max(strange, key=len), further) if strange else "neither part is a state's name"
        raise SourceError(
            f"dyad: {dyad!r} is no known pair of states; write it like 'mexico-russia' or as two names ({why})"
        )
    [(one, other)] = found
    if one == other:
        raise SourceError(f"dyad: {dyad!r} names one state ({one}), not two")
    return one, other


@functools.cache
def _periods():
    spells = {}
    for row in table():
        if row["kind"] == "period":
            spells.setdefault(row["state"], []).append(
                (row["start"] or "0001-01-01", row["end"] or "9999-12-31", row["name"])
            )
    return {state: sorted(rows) for state, rows in spells.items()}


def named(state, date, last=False):
    """
    The name that a state bore at a date.

    Returns
    -------
    str or None
        None where the state has borne one name only. Where a date allows more than one name, its first day decides, or
        its last where `last` is true.
    """
    spells = _periods().get(state)
    if not spells:
        return None
    low, high = edtf.bounds(date)
    day = (high or low) if last else (low or high)
    day = day.isoformat() if day else "9999"
    return next((name for start, end, name in spells if start <= day < end), spells[-1][2])


def successor(state, name):
    """The name that a state bore after the one given; None where there is none."""
    spells = [spell[2] for spell in _periods().get(state, ())]
    later = spells[spells.index(name) + 1 :] if name in spells else []
    return later[0] if later else None


@functools.cache
def _known():
    return frozenset(row["state"] for row in table())


@functools.lru_cache(maxsize=8)
def _index(more: tuple[Further, ...] = ()) -> tuple[dict, dict]:
    """First word → names that begin with it, and who bear them; and the same by `_by_next`, as far as it was asked for."""
    names = [(row["name"], row["state"] or None, row["kind"]) for row in table() if row["kind"] != "period"]
    names += [(row.name, row.state, row.kind) for row in more]
    index = {}
    for name, state, kind in names:
        for form in {name, name.upper() if len(name) > 4 else name}:
            if head := _WORD.match(form):
                index.setdefault(head[1], {}).setdefault(form, []).append((state, kind))
    return index, {}


def _by_next(forms, at):
    """The two characters after the first word → names that begin so, the longest first; "" for any others."""
    entries = sorted(forms.items(), key=lambda form: -len(form[0]))
    short = [e for e in entries if len(e[0]) < at + 2]
    longer = {e[0][at : at + 2] for e in entries} - {e[0][at:] for e in short}
    return {"": short} | {more: [e for e in entries if e in short or e[0].startswith(more, at)] for more in longer}


@dataclass
class Names:
    """The names to look for in one document: all that are known, those of `states.csv`, and a dyad's that neither has."""

    pair: tuple = ()
    further: tuple[Further, ...] = ()
    index: tuple = field(default=(), repr=False)
    borne: dict = field(default_factory=dict, repr=False)  # name → its state and kind, as far as it was met

    def __post_init__(self):
        named = {row.state for row in self.further}
        unknown = [state for state in self.pair if state not in _known() and state not in named]
        self.index = _index((*self.further, *(Further(state, state, "name") for state in unknown)))

    @functools.cached_property
    def slug(self):
        return slug(self.pair)

    def find(self, text):
        """
        Find the states named in a folded text.

        Returns
        -------
        list of Mention
            In order, longest names first; a name shared by several states is the dyad's where it can be.
        """
        (index, ready), out, position = self.index, [], 0
        for match in _WORD.finditer(text):
            if (word := match[1]) not in index:  # most words are none of a state's
                continue
            start, end = match.start(), match.end(1)
            if start < position or (start and text[start - 1].isalnum()):
                continue
            if (entries := ready.get(word)) is None:
                entries = ready[word] = _by_next(index[word], len(word))
            for form, bearers in entries.get(text[end : end + 2]) or entries[""]:
                if text.startswith(form, start) and (one := self._bearer(form, bearers)):
                    end = start + len(form)
                    if not (form[-1].isalnum() and text[end : end + 1].isalnum()):
                        out.append(Mention(start, end, *one))
                        position = end
                        break
        return out

    def _bearer(self, form, bearers):
        """Whose a name is here, and its kind: the dyad's where it can be; a predecessor's means the state only there."""
        if form not in self.borne:
            ours = [one for one in bearers if one[0] in self.pair]
            others = [one for one in bearers if not one[1].startswith("old ")]
            found = [(state, kind.removeprefix("old ")) for state, kind in ours + others]
            self.borne[form] = found[0] if found else None
        return self.borne[form]


def doubts(pair: tuple[str, ...], further: tuple[Further, ...] = ()) -> list[str]:
    """What to say of states that a title names and no list has, a line each."""
    return [state_names.unknown(name, further) for name in pair if not state_names.known(name, further)]


def of_document(title: str, text: str, further: tuple[Further, ...] = ()) -> tuple[str, ...]:
    """
    The pair of states that a document is about: from its title, or else the pair that it names most.

    Returns
    -------
    tuple of (str, str), tuple of (str,), or ()
        One state where only one is named, none where none is.
    """
    names = Names(further=further)
    firm = list(dict.fromkeys(m.state for m in names.find(title) if m.state and m.kind in ("name", "adjective")))
    if pair := _titled(title, firm, names):
        return pair
    counts = {}
    for mention in names.find(text[:200_000]):
        if mention.state:
            weight = 0.5 if mention.kind in ("capital", "city") else 1
            counts[mention.state] = counts.get(mention.state, 0) + weight + (100 if mention.state in firm else 0)
    top = sorted(counts, key=lambda s: (-counts[s], s))[:2]
    return tuple(sorted(top))


def _titled(title: str, firm: list[str], names: Names) -> tuple[str, ...]:
    """The pair that a title names, also where it names a state that no list has."""
    if len(firm) >= 2:
        return tuple(sorted(firm[:2]))
    if m := _TITLE_PAIR.match(title):
        halves = [firm[0] if firm and any(x.state == firm[0] for x in names.find(h)) else h.strip() for h in m.groups()]
        if resolve(halves[0]) != resolve(halves[1]):
            return tuple(sorted(map(resolve, halves)))
    if m := _TITLE_BETWEEN.match(title):
        return tuple(sorted(map(resolve, m.groups())))
    return ()
