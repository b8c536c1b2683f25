"""A sentence as its readers need it: dates, states and clause limits, with what carries over from before."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..dates import edtf
from ..dates import finder as dates
from ..documents.layout import Layout
from ..documents.sentences import Sentence
from ..guard import Guard
from ..states import names as states
from ..states.spelling import Further

# All begin with one of five characters, so that few places are looked at.
_BREAK = re.compile(
    r"[;:|, ](?:(?<=;)(?=\s)|(?<=:)(?=\s)(?! ?\(?(?:\d|[A-Z][a-z]{2,8}\.? \d))|(?<=\|)"
    r"|(?:(?<=,) |(?<= ))(?:since (?=[A-Z]?[a-z]+ [a-zA-Z]+ [a-zA-Z])(?!the )(?!then)"
    r"|(?:when|while|whereas|although|though|but|after|before|because|which|who|whose|where)\b)"
    r"|(?<=,) (?:(?:and|so|as|with|following|leading|prompting|thus|making)\b|(?=(?:In|On|By|Since|After|During|From) ))"
    r"|(?<= )and (?=(?:there|it|they|he|she) ))"
)
_TWO = re.compile(
    r"\b(?:(?:the|these|those|both|our|two)(?: two| respective)? (?:countries|nations|states|governments|sides|republics|parties|powers)|"
    r"(?:the )?two (?:countries|nations|states|governments|sides)|each other|one another|both capitals|both|them|the two)\b",
    re.I,
)
#: Words of which one stands in each of these expressions.
_BOTH = frozenset(
    "both two our these those other another them countries nations governments sides republics parties powers".split()
)
_ROLE = re.compile(
    r"\b(?P<prep>in|at|of|from|after|during|under|against|by|with|between|to|via|through|near|into|for|over|on|upon|since|and|or|among|towards?)"
    r" (?:both )?(?:the )?(?:[a-z]+(?:-[a-z]+)? ){0,2}$"
)

_ENTRY = re.compile(r"\**(?: ?[:-] |\**:| \([^)]*\) ?[:-] )")  # after the date that a chronology's entry begins with
#: Words with which a sentence of such an entry tells of another time.
ASIDE = frozenset("had earlier later before previously where".split())


class Refusal(NamedTuple):
    """Words that a rule matched and that gave no row: where they stand in the document, and which guard said no."""

    rule: str
    start: int
    end: int
    why: str


@dataclass
class Reading:
    """One sentence of a document: its folded text, and what stands in it (offsets within the text)."""

    document: object
    sentence: object
    text: str
    lower: str  # the text in lower case, and its set of words
    words: frozenset
    dates: list
    names: states.Names
    above: object = None  # the date, at its place in the document, of the entry that it stands in
    last: object = None  # the sentence before, where that has a date
    roles: dict = field(default_factory=dict, repr=False)  # those of its mentions, as far as they were asked for
    refusals: list[Refusal] = field(default_factory=list, repr=False)

    def __post_init__(self):  # not properties: they are asked for as often as everything else together
        self.start, self.pair = self.sentence.start, self.names.pair

    def refuse(self, rule: str, start: int, end: int, why: str) -> None:
        """Note that what a rule matched gave no row: the span is that of the words in the sentence."""
        self.refusals.append(Refusal(rule, self.start + start, self.start + end, why))

    @functools.cached_property
    def mentions(self):
        """The states named, in order; both of the dyad together ("the two countries") have the state ``*``."""
        found = self.names.find(self.text)
        if not _BOTH.isdisjoint(self.words) or "the states" in self.lower:
            found += [states.Mention(m.start(), m.end(), "*", "both") for m in _TWO.finditer(self.text)]
        return sorted((m for m in found if m.state), key=lambda m: m.start)

    @functools.cached_property
    def breaks(self):
        return [0, *(m.start() for m in _BREAK.finditer(self.text)), len(self.text)]

    def segment(self, position):
        """Start and end of the clause in which a position lies."""
        breaks = self.breaks
        n = bisect_right(breaks, position, 1, len(breaks) - 1)
        return breaks[n - 1], breaks[n]

    def conjunction(self, position):
        """The word that opens the clause of a position."""
        a, _ = self.segment(position)
        return (re.match(r"[,;:]? ?(\w*)", self.text[a : a + 14])[1] or "").lower() if a else ""

    def role(self, mention):
        """The preposition that a mention stands after; ``and`` passes on what stood before, empty for a bare noun."""
        if mention not in self.roles:
            self.roles[mention] = self._role(mention)
        return self.roles[mention]

    def _role(self, mention):
        before = self.text[max(0, mention.start - 40) : mention.start]
        match = _ROLE.search(before)
        if not match:
            return ""
        if match["prep"] in ("and", "or"):
            earlier = [m for m in self.mentions if m.end <= mention.start]
            return self.role(earlier[-1]) if earlier and mention.start - earlier[-1].end < 30 else ""
        return match["prep"]

    def within(self, a, b):
        return [m for m in self.mentions if a <= m.start < b]

    def row(self, date=None, quote=None):
        """The columns that every row has: whose, when, and the words that say so."""
        a, b = quote or (0, len(self.text))
        text = self.document.text
        value = date.edtf if date else None
        row = {
            "source": self.document.name,
            "dyad": self.names.slug,
            "date": value,
            **edtf.columns(value),
            "char_start": self.start + a,
            "char_end": self.start + b,
            "quote": text[self.start + a : self.start + b],
        }
        if date:
            s, e = (date.start + self.start, date.end + self.start)
            row |= {"date_text": text[s:e], "date_char_start": s, "date_char_end": e}
        return row


def read(
    page: Layout, pair: tuple[str, ...], further: Further = (), guard: Guard | None = None
) -> Iterator[Reading]:
    """
    Read a document's sentences in order, carrying dates along.

    Parameters
    ----------
    page : layout.Layout
    pair : tuple of str
        The dyad's states.
    further : tuple of spelling.StateName, optional
        What `states.csv` names.
    guard : guard.Guard, optional
        Sets sentences aside that cannot be read; without one their errors are raised.

    Yields
    ------
    Reading
    """
    return (guard or Guard(on=False)).each(_Reader(page, states.Names(pair, further)).read, page.sentences)


class _Reader:
    """Reads the sentences of a document one after the other, and carries dates along."""

    def __init__(self, page: Layout, names: states.Names) -> None:
        self.document, self.names = page.document, names
        self.context = dates.Context(calendar=page.calendar)
        self.heading: dates.Date | None = None  # the date of the heading above
        self.entry: dates.Date | None = None  # the date that the entry of a chronology begins with
        self.last: Reading | None = None  # the sentence before, where that has a date
        self.before = 0

    def read(self, sentence: Sentence) -> Reading:
        """The next sentence."""
        start, end = sentence.start, sentence.end
        text, lower = self.document.folded[start:end], self.document.lower[start:end]
        words = frozenset(self.document.letters[start:end].split())
        if sentence.kind == "heading":
            self._read_heading(text, start)
        kept = [d for d in dates.find(text, self.context, lower, words) if d.edtf]
        if "\n" in self.document.folded[self.before : start] or not self.before:
            opens = kept and kept[0].start < 4 and _ENTRY.match(text, kept[0].end)
            self.entry = moved(kept[0], start) if opens else None
        above = self.entry if self.entry and ASIDE.isdisjoint(words) else self.heading
        if not kept and above and sentence.kind != "heading":
            kept = [moved(above, -start)]
        reading = Reading(self.document, sentence, text, lower, words, kept, self.names, self.entry, self.last)
        self.last, self.before = reading if kept else None, end
        return reading

    def _read_heading(self, text: str, start: int) -> None:
        """Take the date of a heading that is nothing else."""
        found = dates.find(text, dates.Context())
        alone = len(found) == 1 and len(text) - (found[0].end - found[0].start) < 4 and found[0].edtf
        self.heading = moved(found[0], start) if alone else None
        if self.heading:
            self.context.last = self.heading.date


def moved(date, by):
    """A date, its place counted from another start."""
    return date._replace(start=date.start + by, end=date.end + by)


def inside(mention, pair):
    """Whether a mention is of the dyad: one of its states, or both together ("the two countries")."""
    return mention.state == "*" or mention.state in pair
