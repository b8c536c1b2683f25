"""A sentence as its readers need it: dates, states and clause limits, with what carries over from before."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..dates import edtf, finder
from ..dates.edtf import Edtf
from ..dates.finder import Date
from ..documents.files import Document
from ..documents.layout import Layout
from ..documents.sentences import Sentence
from ..files import read_toml
from ..rules import prefilter, vocabulary
from ..states.names import Mention, Names
from ..states.spelling import Further
from ..text import lazy, lowered, words_of
from . import capitals

_GRAMMAR = read_toml("clauses.toml")
_PAST = "|".join(sorted(vocabulary.load().past))
_BREAK, _PREPOSITION, _ENTRY, _OPENING, _JOINED, _DATELINE, _AFTER_DATELINE, _FINITE, _RELATIVE = (
    re.compile(_GRAMMAR[name].replace("{finite}", _GRAMMAR["finite"]).replace("{past}", _PAST))
    for name in (
        "break", "preposition", "entry", "opening", "joined", "dateline", "after_dateline", "finite", "relative"
    )
)  # fmt: skip
_WORDS_OF_RELATIVE = prefilter.words_held(_GRAMMAR["relative"].partition("\\b")[0] + r"\b")
_BOTH, _WORDS_OF_BOTH = prefilter.compiled(_GRAMMAR["both"], re.I), prefilter.words_held(_GRAMMAR["both"])
#: Words with which a sentence in an entry of a chronology speaks of another time.
ASIDE = frozenset(_GRAMMAR["aside"].split())
_MARKS = " #=*_:."
_ROLE_REACH, _OPENING_REACH, _NEAR_AND = 40, 14, 30  # characters

Row = dict[str, Any]


class Refusal(NamedTuple):
    """Words that a rule matched and that gave no row: where they stand in the document, and which guard said no."""

    rule: str
    start: int
    end: int
    why: str


@dataclass
class Reading:
    """One sentence of a document: its folded text, and what stands in it (offsets within the text)."""

    document: Document
    sentence: Sentence
    text: str
    lower: str  # the text in lower case, and its set of words
    words: frozenset[str]
    dates: list[Date]
    names: Names
    above: Date | None = None  # the date, at its place in the document, of the entry that it stands in
    last: Reading | None = None  # the sentence before, where that has a date
    partner: str | None = None  # the state that the heading above names, and nothing else
    roles: dict[Mention, str] = field(default_factory=dict, repr=False)  # as far as they were asked for
    refusals: list[Refusal] = field(default_factory=list, repr=False)
    persons: list[Any] | None = field(default=None, repr=False)  # the office-holders, once they were looked for
    amounts: list[Any] | None = field(default=None, repr=False)  # and the amounts

    def __post_init__(self) -> None:  # not properties: they are asked for as often as everything else together
        self.start, self.pair = self.sentence.start, self.names.pair

    @property
    def is_of_others(self) -> bool:
        """Whether it stands under the name of a third state, and does not name both states of the dyad itself."""
        if self.partner is None or self.partner in self.pair:
            return False
        return not {*self.pair} <= {m.state for m in self.mentions}

    def refuse(self, rule: str, start: int, end: int, why: str) -> None:
        """Note that what a rule matched gave no row: the span is that of the words in the sentence."""
        self.refusals.append(Refusal(rule, self.start + start, self.start + end, why))

    @lazy
    def mentions(self) -> list[Mention]:
        """The states named, in order; both of the dyad together ("the two countries") have the state ``*``."""
        found = self.names.find(self.text)
        if not (_WORDS_OF_BOTH and _WORDS_OF_BOTH.isdisjoint(self.words)):
            found += [Mention(m.start(), m.end(), "*", "both") for m in _BOTH.finditer(self.text)]
        return sorted((m for m in found if m.state), key=lambda m: m.start)

    @property
    def of_pair(self) -> list[Mention]:
        """The mentions of one state of the dyad."""
        return [m for m in self.mentions if m.state in self.pair]

    @property
    def pair_as_named(self) -> list[str]:
        """The dyad's states, those that it names first."""
        named = [m.state for m in self.mentions if m.state in self.pair]
        return list(dict.fromkeys([*named, *self.pair]))

    @property
    def own_dates(self) -> list[Date]:
        """The dates that stand in the sentence itself."""
        return [d for d in self.dates if d.start >= 0]

    def goes_on(self, before: Reading) -> bool:
        """Whether it stands in the paragraph of a sentence before it."""
        return "\n" not in self.document.folded[before.sentence.end : self.start]

    @lazy
    def breaks(self) -> list[int]:
        """Where the clauses begin, and where the last one ends."""
        return [0, *(m.start() for m in _BREAK.finditer(self.text)), len(self.text)]

    @lazy
    def relative(self) -> list[tuple[int, int]]:
        """Where relative clauses stand after which the sentence goes on."""
        if _WORDS_OF_RELATIVE and _WORDS_OF_RELATIVE.isdisjoint(self.words):
            return []
        return [m.span() for m in _RELATIVE.finditer(self.text)]

    def without_asides(self, start: int, end: int, at: int) -> str:
        """Return a stretch of the text without the relative clauses in it that end before a place."""
        text = self.text
        for low, high in self.relative:
            if high <= at:
                text = text[:low] + " " * (high - low) + text[high:]
        return text[start:end]

    def is_aside(self, mention: Mention, at: int) -> bool:
        """Whether a mention stands in a relative clause that ends before a place: "Brazil, which had fought Peru, closed"."""
        return any(start <= mention.start < end <= at for start, end in self.relative)

    def segment(self, position: int) -> tuple[int, int]:
        """Return the start and end of the clause in which a position lies."""
        breaks = self.breaks
        n = bisect_right(breaks, position, 1, len(breaks) - 1)
        return breaks[n - 1], breaks[n]

    def conjunction(self, position: int) -> str:
        """Return the word that opens the clause of a position, in lower case."""
        start, _ = self.segment(position)
        return _OPENING.match(self.text, start, start + _OPENING_REACH)[1].lower() if start else ""

    def role(self, mention: Mention) -> str:
        """Return the preposition that a mention stands after; empty for a bare noun."""
        if mention not in self.roles:
            self.roles[mention] = self._role(mention)
        return self.roles[mention]

    def _role(self, mention: Mention) -> str:
        found = _PREPOSITION.search(self.text[max(0, mention.start - _ROLE_REACH) : mention.start])
        if not found:
            return ""
        if found["prep"] not in ("and", "or"):
            return found["prep"]
        earlier = next((m for m in reversed(self.mentions) if m.end <= mention.start), None)
        if earlier is None or mention.start - earlier.end >= _NEAR_AND:
            return ""
        apart = not _JOINED.fullmatch(self.text, earlier.end, mention.start)
        return "" if apart and _FINITE.match(self.text, mention.end) else self.role(earlier)

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a stretch of the sentence."""
        return [m for m in self.mentions if start <= m.start < end]

    def row(self, date: Date | None = None, quote: tuple[int, int] | None = None) -> Row:
        """Return the columns that every row has: source, dyad, date, and the words that state it."""
        start, end = (self.start + at for at in quote or (0, len(self.text)))
        text, value = self.document.text, date.edtf if date else None
        row = {
            "source": self.document.name,
            "dyad": self.names.slug,
            "date": value,
            **edtf.columns(value),
            "char_start": start,
            "char_end": end,
            "quote": text[start:end],
        }
        if date:
            start, end = date.start + self.start, date.end + self.start
            row |= {"date_text": text[start:end], "date_char_start": start, "date_char_end": end}
        return row


class Reader:
    """
    Reads a document's sentences one after the other, and carries dates along.

    Parameters
    ----------
    page : layout.Layout
    pair : tuple of str
        The dyad's states.
    further : tuple of spelling.StateName, optional
        What `states.csv` names.
    published : str, optional
        The date of publication: what "today" means.
    """

    def __init__(
        self, page: Layout, pair: tuple[str, ...], further: Further = (), published: str | None = None
    ) -> None:
        self.document, self.names = page.document, Names(pair, further)
        self.context = finder.Context(calendar=page.calendar, published=_published(published))
        self.heading: Date | None = None  # the date of the heading above
        self.entry: Date | None = None  # the date that the entry of a chronology begins with
        self.last: Reading | None = None  # the sentence before, where that has a date
        self.partner: str | None = None  # the state that the heading above names, and nothing else
        self.before = 0

    def read(self, sentence: Sentence) -> Reading:
        """Read the next sentence."""
        start, end = sentence.start, sentence.end
        text = self.document.folded[start:end]
        text, lower = capitals.lowered(text), lowered(text)
        words = words_of(lower)
        if sentence.kind == "heading":
            self._read_heading(text, start)
        kept = self._dates(text, lower, words, start)
        above = self.entry if self.entry and ASIDE.isdisjoint(words) else self.heading
        if not kept and above and sentence.kind != "heading":
            kept = [moved(above, -start)]
        reading = Reading(
            self.document, sentence, text, lower, words, kept, self.names, self.entry, self.last, self.partner
        )
        self.last, self.before = reading if kept else None, end
        return reading

    def _dates(self, text: str, lower: str, words: frozenset[str], start: int) -> list[Date]:
        """The dates of a sentence, counted, where it begins a line, from the date of the entry above."""
        begins = "\n" in self.document.folded[self.before : start] or not self.before
        if begins and self.entry:
            self.context.last = self.entry.date  # "29 August" is of the same year, whatever that entry named
        kept = [d for d in self._find(text, lower, words) if d.edtf]
        if begins:
            self.entry = moved(kept[0], start) if _begins_entry(text, kept) else None
        return kept

    def _find(self, text: str, lower: str, words: frozenset[str]) -> list[Date]:
        """Find the dates of a sentence; that of a dateline says what "today" and "on Monday" mean, there and after."""
        found = finder.find(text, self.context, lower, words)
        dated = self.context.published is None and found and found[0].date
        line = _DATELINE.match(text) if dated else None
        if not line or line.end() != found[0].start or not _AFTER_DATELINE.match(text, found[0].end):
            return found
        self.context.published = found[0].date
        return finder.find(text, self.context, lower, words)[1:] or found

    def _read_heading(self, text: str, start: int) -> None:
        """Take the date of a heading that is nothing else."""
        found = finder.find(text, finder.Context())
        alone = len(found) == 1 and len(text) - (found[0].end - found[0].start) < 4 and found[0].edtf
        self.heading = moved(found[0], start) if alone else None
        named = self.names.find(text)
        covers = len(named) == 1 and len(text.strip(_MARKS)) == named[0].end - named[0].start
        self.partner = named[0].state if covers else None
        if self.heading:
            self.context.last = self.heading.date


def _begins_entry(text: str, dates: list[Date]) -> bool:
    """Whether a line is an entry of a chronology, which begins with its date."""
    return bool(dates) and dates[0].start < 4 and bool(_ENTRY.match(text, dates[0].end))


def _published(text: str | None) -> Edtf | None:
    """Return the date of publication, where it is a day, month or year."""
    return Edtf.parse(text) if text and edtf.is_date(text) and Edtf.parse(text).is_calendar else None


def moved(date: Date, by: int) -> Date:
    """Return a date, its place counted from another start."""
    return Date(date.start + by, date.end + by, *date[2:])


def inside(mention: Mention, pair: tuple[str, ...]) -> bool:
    """Whether a mention is of the dyad: one of its states, or both together ("the two countries")."""
    return mention.state == "*" or mention.state in pair
