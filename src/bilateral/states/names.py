"""States: the names they have in texts, one lineage each, and the dyads they form."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from ..dates.edtf import Edtf
from ..files import SourceError
from ..text import fold
from . import spelling
from .spelling import Further, StateName, slugged, table

_WORD = re.compile(r"([A-ZÀ-ÞŠŽĆČĐĀĪŌŪ]\w*)[\w.'&]*")
_ARTICLE = re.compile("^the ", re.I)
#: A name and the short name that a text gives it: "the Republic of China (ROC)".
_SHORT_NAME = re.compile(r"""(?P<name>[A-Z][\w'-]*(?: (?:of |and |the )*[A-Z][\w'-]*){1,5}) \((?:the )?["']?(?P<short>[A-Z]{2,6})["']?\)""")
#: Titles such as "Norway-Peru relations" and "Relations between Norway and Peru".
_TITLE_PAIR = re.compile(r"\s*([A-Z][\w. '-]+?)\s?[-/]\s?([A-Z][\w. '-]+?)(?:'s)? (?:relations|ties|relationship)\b")
_TITLE_BETWEEN = re.compile(
    r".*\b(?:relations|ties) (?:between|of) (?:the )?([A-Z][\w. '-]+?) (?:and|with) (?:the )?([A-Z][\w. '-]+)"
)
#: How much of a document shows which states it is about, and what a mention of each kind counts.
_START = 200_000
_WEIGHTS = {"name": 2, "adjective": 2, "capital": 1, "city": 1}
#: Names of this length or shorter are not looked for in capitals: they may be abbreviations.
_SHORT = 4
#: So many names that begin with one word are tried one after the other; of more, those that go on as the text does.
_FEW = 4
ByText = dict[str, list[StateName]]


class Mention(NamedTuple):  # one of many: made in a third of the time of a frozen dataclass
    """A state's name, adjective or capital in a text; `state` is None for what only looks like one (New Mexico)."""

    start: int
    end: int
    state: str | None
    kind: str  # name, adjective, capital, city

    @property
    def is_town(self) -> bool:
        """Whether it is a capital or another city."""
        return self.kind in ("capital", "city")


def slug(pair: Iterable[str]) -> str:
    """Return the dyad's slug: its two states in alphabetical order."""
    return "-".join(sorted(map(slugged, pair)))


def resolve(name: object) -> str:
    """Return the lineage that a name belongs to (``USSR`` → ``Russia``); an unknown name is its own."""
    return spelling.known(str(name)) or _ARTICLE.sub("", fold(str(name)).strip())


def pair(dyad: str | Iterable[object], further: Further = ()) -> tuple[str, str]:
    """
    Return the two states of a dyad, in alphabetical order, however their names are spelled.

    Parameters
    ----------
    dyad : tuple of (str, str) or str
        Two names, or both in one text such as ``mexico-russia``, "Mexico, USSR" or "Mexico and the Soviet Union"; in
        English, in another language, or with a slip of the pen.
    further : tuple of StateName, optional
        The states that `states.csv` beside the documents names.

    Raises
    ------
    SourceError
        If it is neither, if both names are of one state, or if a name is no state's; with the states that are near.
    """
    if isinstance(dyad, str):
        return _in_one_text(dyad, further)
    try:
        one, other = map(str, dyad)
    except (TypeError, ValueError):
        raise SourceError(f"dyad: {dyad!r} is not two names, such as ('Mexico', 'Japan')") from None
    states = {name: spelling.understood(name, further) for name in (one, other)}
    for name, state in states.items():
        if name.strip() and state is None:
            raise SourceError(f"dyad: {dyad!r}: {spelling.unknown(name, further)}")
    found = sorted({state for state in states.values() if state})
    if len(found) != 2:
        raise SourceError(f"dyad: {dyad!r} names one state, not two")
    return found[0], found[1]


@functools.lru_cache(maxsize=1024)
def _in_one_text(dyad: str, further: Further) -> tuple[str, str]:
    """Return the pair that a text names: the one division into two states."""
    found = sorted(spelling.pairs(dyad, further))
    if len(found) > 1:
        divisions = " or ".join(f"{one} and {other}" for one, other in found)
        raise SourceError(f"dyad: {dyad!r} may be {divisions}; give two names")
    if found and found[0][0] != found[0][1]:
        return found[0]
    if state := found[0][0] if found else spelling.understood(dyad, further):
        raise SourceError(f"dyad: {dyad!r} names one state ({state}), not two")
    halves = [half for parts in spelling.halves(dyad) for half in (parts, parts[::-1])]
    strange = [other for one, other in halves if spelling.understood(one, further)]
    why = spelling.unknown(max(strange, key=len), further) if strange else "neither part is a state's name"
    raise SourceError(
        f"dyad: {dyad!r} is no known pair of states; write it like 'mexico-russia' or as two names ({why})"
    )


@functools.cache
def _periods() -> ByText:
    """State → the names that it has borne, in order."""
    periods: ByText = {}
    for row in sorted((row for row in table() if row.kind == "period"), key=lambda row: row.start):
        periods.setdefault(row.state, []).append(row)
    return periods


def named(state: str, date: Edtf | str | None, last: bool = False) -> str | None:
    """
    Return the name that a state bore at a date.

    Returns
    -------
    str or None
        None where the state has borne one name only. Where a date allows more than one name, its first day decides, or
        its last where `last` is true.
    """
    periods = _periods().get(state)
    if not periods:
        return None
    date = Edtf.parse(date)
    day = (date.latest or date.earliest) if last else (date.earliest or date.latest)
    if day is None:
        return periods[-1].name
    day = day.isoformat()
    within = (row.name for row in periods if row.start <= day and (not row.end or day < row.end))
    return next(within, periods[-1].name)


def successor(state: str, name: str) -> str | None:
    """Return the name that a state bore after the one given; None where there is none."""
    periods = pairwise(_periods().get(state, ()))
    return next((after.name for before, after in periods if before.name == name), None)


@functools.cache
def _listed() -> frozenset[str]:
    return frozenset(row.state for row in table())


@functools.lru_cache(maxsize=8)
def _index(further: Further) -> tuple[dict[str, list[int]], ByText]:
    """
    Return how long the names are that a place in a text can begin, and who bears each name.

    The first dictionary has a first word, alone and with one or two characters after it → lengths, the longest first.
    """
    forms: ByText = {}
    begun: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in (*table(), *further):
        capitals = row.name.upper() if len(row.name) > _SHORT else row.name
        for form in {row.name, capitals} if row.kind != "period" else ():
            if head := _WORD.match(form):
                forms.setdefault(form, []).append(row)
                begun[head[1]].add((form[head.end(1) :][:2], len(form)))
    lengths = {head: sorted({length for _, length in names}, reverse=True) for head, names in begun.items()}
    for head, names in begun.items():
        for after in {after for after, _ in names} if len(names) > _FEW else ():
            going_on = {length for other, length in names if after.startswith(other)}
            lengths[head + after] = sorted(going_on, reverse=True)
    return lengths, forms


class Names:
    """The names to look for in one document: all that are known, those of `states.csv`, and a dyad's that neither has."""

    def __init__(self, pair: tuple[str, ...] = (), further: Further = ()) -> None:
        self.pair, self.slug = pair, slug(pair)
        listed = _listed() | {row.state for row in further}
        own = (StateName(state, state, "name") for state in pair if state not in listed)
        self._lengths, self._forms = _index((*further, *own))
        self._bearers: dict[str, tuple[str | None, str] | None] = {}

    def find(self, text: str) -> list[Mention]:
        """
        Find the states named in a folded text.

        Returns
        -------
        list of Mention
            In order, longest names first; a name that several states share is the dyad's where it can be.
        """
        found, position, forms, lengths = [], 0, self._forms, self._lengths
        for match in _WORD.finditer(text):
            alone = lengths.get(match[1])  # most words begin no name
            start, end = match.span(1)
            if alone is None or start < position or (start and text[start - 1].isalnum()):
                continue
            for length in lengths.get(text[start : end + 2]) or lengths.get(text[start : end + 1]) or alone:
                form = text[start : start + length]
                if form in forms and (bearer := self._bearer(form)):
                    end = start + len(form)
                    if not (form[-1].isalnum() and text[end : end + 1].isalnum()):
                        found.append(Mention(start, end, *bearer))
                        position = end
                        break
        return found

    def _bearer(self, form: str) -> tuple[str | None, str] | None:
        """Return whose a name is, and its kind: the dyad's where it can be; a predecessor's name means a state only there."""
        if form not in self._bearers:
            ours = [row for row in self._forms[form] if row.state in self.pair]
            others = [row for row in self._forms[form] if not row.kind.startswith("old ")]
            rows = ((row.state or None, row.kind.removeprefix("old ")) for row in ours + others)
            self._bearers[form] = next(rows, None)
        return self._bearers[form]

    def borne(self, text: str) -> dict[str, Counter[str]]:
        """Return the names by which a text calls each state, and what they count."""
        out: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self.find(text):
            if mention.state:
                out[mention.state][text[mention.start : mention.end]] += _WEIGHTS[mention.kind]
        return out

    def bearers(self, forms: Iterable[str]) -> set[str]:
        """Return the states that bear all of some names: "Korea" and "Seoul" are names of Korea and of South Korea."""
        return set.intersection(
            *({row.state for row in self._forms[form] if not row.kind.startswith("old ")} for form in forms)
        )


def defined(text: str, further: Further = ()) -> list[StateName]:
    """Return the short names that a folded text gives to states after their names: "the Republic of China (ROC)"."""
    names, found = Names(further=further), {}
    for match in _SHORT_NAME.finditer(text):
        capitals = [*_WORD.finditer(text, *match.span("name"))][-len(match["short"]) :]
        name = text[capitals[0].start() : match.end("name")]
        named = names.find(name)
        if "".join(m[0][0] for m in capitals) == match["short"] and [m.end for m in named] == [len(name)] and named[0].state:
            found[match["short"]] = StateName(named[0].state, match["short"], "name")
    return list(found.values())


def doubts(pair: tuple[str, ...], further: Further) -> list[str]:
    """Write a line for each state that a title names and no list has."""
    return [spelling.unknown(name, further) for name in pair if spelling.known(name, further) != name]


def of_document(title: str, text: str, further: Further) -> tuple[str, ...]:
    """
    Return the pair of states that a document is about: from its title, or else the pair that it names most.

    Returns
    -------
    tuple of (str, str), tuple of (str,), or ()
        One state where only one is named, none where none is.
    """
    names, firm = Names(further=further), titled(title, further)
    pair = _titled(title, firm, names)
    if pair and all(len(names.bearers(forms)) == 1 for forms in names.borne(title).values()):
        return pair
    borne, counts = names.borne(text[:_START]), Counter()
    meant = {s: min(names.bearers(forms) & borne.keys() - {s}, default=s) for s, forms in borne.items()}
    if pair:
        clear = tuple(sorted({meant.get(state, state) for state in pair}))
        return clear if len(clear) == len(pair) else pair
    for state, forms in borne.items():
        counts[meant[state]] += forms.total()
    most = sorted(counts, key=lambda state: (state not in firm, -counts[state], state))
    return tuple(sorted(most[:2]))


def titled(title: str, further: Further) -> list[str]:
    """Return the states that a title names, in order."""
    found = Names(further=further).find(title)
    return list(dict.fromkeys(m.state for m in found if m.state and m.kind in ("name", "adjective")))


def _titled(title: str, firm: list[str], names: Names) -> tuple[str, ...]:
    """Return the pair that a title names, also where it names a state that no list has."""
    if len(firm) >= 2:
        return tuple(sorted(firm[:2]))
    for pattern in (_TITLE_PAIR, _TITLE_BETWEEN):
        halves = match.groups() if (match := pattern.match(title)) else ()
        states = {firm[0] if any(m.state in firm for m in names.find(half)) else resolve(half) for half in halves}
        if len(states) == 2:
            return tuple(sorted(states))
    return ()
