"""Whether two names are one person's, and two visits one visit."""

import re
import unicodedata

import pandas as pd
from rapidfuzz import fuzz

from ..dates import edtf

ALIKE = 85  # of 100: how similar two names must be, word by word, to be one person's


def plain(name):
    """A name's words for comparison: no accents, lower case."""
    text = unicodedata.normalize("NFKD", str(name))
    return re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c)).casefold())


def name_similarity(one, other):
    """
    How like two names are, 0 to 100: the worst match of a word of the shorter among the words of the longer.

    An initial is as good as its name; one word alone is a surname, but for those who are counted ("Nicholas II").
    """
    short, long = sorted((plain(one), plain(other)), key=len)
    if len(short) == 1 < len(long) and not _counted(long[-1]):
        long = long[1:]
    return min((max(_like(a, b) for b in long) for a in short), default=0)


def _counted(word):
    return set(word) <= set("ivx")


def _like(one, other):
    initial = min(len(one), len(other)) == 1 and one[0] == other[0] and not (_counted(one) and _counted(other))
    return 100 if initial else fuzz.ratio(one, other)


def same_visit(row, other):
    """
    Whether a row of a table of visits and one of the record can tell of one visit.

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


def same_journey(row, other):
    """Whether a visit of the record is that of a row: one of its two people, and the same state to which they went."""
    people = [p for p in (row.visitor, row.counterpart) if pd.notna(p)]
    names = [p for p in (other.visitor, other.counterpart) if pd.notna(p)]
    if not any(name_similarity(one, name) >= ALIKE for one in people for name in names):
        return False
    return pd.isna(row.to_state) or pd.isna(other.to_state) or row.to_state == other.to_state
