"""Whether two names are one person's, two visits one visit, and several dates one event's."""

import datetime as dt
import functools
import itertools
import operator
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

import pandas as pd

from ..dates import edtf

ALIKE = 85  # of 100: how similar two words must be to be one name
NEAR = 3 * 366  # days between two dates that may still be meant for one event
_WORD = re.compile(r"(?:\b\w['’])?\w+")  # O'Neill is one
_PARTICLES = frozenset("al el as ibn bin ben sheikh sir".split())
_NUMERAL = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())


class Name(NamedTuple):
    """A name: its words without accents in lower case, the initials of given names, and the number of a ruler."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    number: str
    shortened: bool  # whether words were left out, so that the initials have to agree

    @classmethod
    @functools.lru_cache(1 << 12)
    def of(cls, text: object) -> "Name":
        """Take a name apart: an initial is no word, since it would match any name, nor is "ibn"."""
        words = plain(text)
        number = words.pop() if len(words) > 1 and words[-1] in _NUMERAL else ""
        kept = [word for word in words if word not in _PARTICLES]
        long = tuple(word for word in kept if len(word) > 1)
        return cls(long, tuple(word[0] for word in kept[:-1]), number, len(long) < len(words))

    @property
    def full(self) -> bool:
        """Whether it is more than a surname."""
        return len(self.words) > 1 or bool(self.number)


def plain(name: object) -> list[str]:
    """A name's words for comparison: no accents, lower case."""
    text = unicodedata.normalize("NFKD", str(name))
    return _WORD.findall("".join(c for c in text if not unicodedata.combining(c)).casefold())


def same_person(one: object, other: object, monarch: bool = False) -> bool:
    """
    Whether two names can be one person's.

    Each word of the shorter name has to be like one of the longer; a word alone is a surname, or the first name where a
    number follows or `one` is a `monarch`. Numbers have to be equal where both have one, and initials only ever speak
    against it.
    """
    a, b = sorted((first := Name.of(one), Name.of(other)), key=lambda name: len(name.words))
    if not a.words or len({a.number, b.number} - {""}) > 1:
        return False
    long = b.words
    if len(a.words) == 1 < len(long):
        long = long[:1] if a.number or (monarch and a == first) else long if b.number else long[1:]
    alike = all(any(_like(word, other) for other in long) for word in a.words)
    return alike and (not (a.shortened or b.shortened) or all(map(operator.eq, a.initials, b.initials)))


def _like(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # only here: dates and phases don't need it

    return fuzz.ratio(one, other) >= ALIKE


def same_visit(row: Any, other: Any) -> bool:
    """
    Whether a row of a table of visits and one of the record can be one visit.

    Parameters
    ----------
    row, other : namedtuple
        As ``itertuples`` gives rows of the table `visits` and of the record's.

    Returns
    -------
    bool
        True where one of the people and the state visited are the same, and the dates can be one.
    """
    return same_journey(row, other) and (pd.isna(row.date) or pd.isna(other.date) or edtf.meet(row.date, other.date))


def same_journey(row: Any, other: Any) -> bool:
    """Whether two visits have one of their people and the state visited in common, whatever their dates."""
    people, others = ([p for p in (visit.visitor, visit.counterpart) if pd.notna(p)] for visit in (row, other))
    if not any(same_person(one, name) for one in people for name in others):
        return False
    return pd.isna(row.to_state) or pd.isna(other.to_state) or row.to_state == other.to_state


def by_event(rows: Iterable[Any], marks: Callable[[Any], Iterable[Hashable]]) -> list[list[Any]]:
    """
    Put rows of one event together.

    Parameters
    ----------
    rows : iterable of namedtuple
        With `date`; the first row of an event, which decides what is near to it, comes first.
    marks : callable
        Row → what it may share with the first row of its event, dates aside: one of them is enough.

    Returns
    -------
    list of list
        Each row is in the group nearest in time, of those whose first row is at most `NEAR` days away.
    """
    groups: list[list[Any]] = []
    begun: dict[tuple, list[int]] = defaultdict(list)  # mark and time → groups
    for row in rows:
        first, last = edtf.bounds(row.date)
        times = range((first or dt.date.min).toordinal() // NEAR, (last or dt.date.max).toordinal() // NEAR + 2)
        places = [*itertools.product(marks(row), times)]
        apart = {n: edtf.apart(groups[n][0].date, row.date) for place in places for n in begun[place]}
        n = min(sorted(apart), key=apart.__getitem__, default=len(groups))
        if apart.get(n, NEAR + 1) > NEAR:
            n = len(groups)
            groups.append([])
            for place in places:
                begun[place].append(n)
        groups[n].append(row)
    return groups
