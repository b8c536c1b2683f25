"""Whether two names are one person's, two visits one visit, and several dates one event's."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from ..dates import edtf

ALIKE = 85  # of 100: how similar two names must be, word by word, to be one person's
NEAR = 3 * 366  # days between two dates that may still be meant for one event
_WORD = re.compile(r"\w+")


def plain(name: object) -> list[str]:
    """A name's words for comparison: no accents, lower case."""
    text = unicodedata.normalize("NFKD", str(name))
    return _WORD.findall("".join(c for c in text if not unicodedata.combining(c)).casefold())


def name_similarity(one: object, other: object) -> float:
    """
    How like two names are, 0 to 100: the worst match of a word of the shorter among the words of the longer.

    An initial is as good as its name; one word alone is a surname, but for those who are counted ("Nicholas II").
    """
    short, long = sorted((plain(one), plain(other)), key=len)
    if len(short) == 1 < len(long) and not _counted(long[-1]):
        long = long[1:]
    return min((max(_like(a, b) for b in long) for a in short), default=0)


def _counted(word: str) -> bool:
    return set(word) <= set("ivx")


def _like(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # only here: dates and phases don't need it

    initial = min(len(one), len(other)) == 1 and one[0] == other[0] and not (_counted(one) and _counted(other))
    return 100 if initial else fuzz.ratio(one, other)


def same_person(one: object, other: object) -> bool:
    """Whether two names can be one person's."""
    return name_similarity(one, other) >= ALIKE


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


def by_event(rows: Iterable[Any], same: Callable[[Any, Any], bool]) -> list[list[Any]]:
    """
    Put rows of one event together.

    Parameters
    ----------
    rows : iterable of namedtuple
        With `date`; the first row of an event, which decides what is near to it, comes first.
    same : callable
        (first row of an event, row) → whether they can be of one event, dates aside.

    Returns
    -------
    list of list
        Each row is in the group nearest in time, of those whose first row is at most `NEAR` days away.
    """
    groups: list[list[Any]] = []
    for row in rows:
        near = [g for g in groups if edtf.apart(g[0].date, row.date) <= NEAR and same(g[0], row)]
        if near:
            min(near, key=lambda group: edtf.apart(group[0].date, row.date)).append(row)
        else:
            groups.append([row])
    return groups
