"""When: which of a sentence's dates an act has.

The dates of a sentence are looked for in named places around the act, in order; the first place that answers has them, and
its name becomes part of the row's rule (``date/after``).
"""

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from ..dates import edtf
from ..dates.edtf import Edtf
from ..dates.finder import Date
from ..mentions.clauses import ASIDE, Reading, moved
from ..rules import vocabulary
from .events.acts import Match

_GRAMMAR = vocabulary.load().grammar
_LASTING = ("lapsed", "severed", "mission_closed", "war", "revolution")  # what may last from one date to another
#: Days that count from the day of publication.
_NEWS = ("weekday", "today")
#: The place of a date that is about that of the sentence before.
ABOUT = "about-before"
Dates = list[Date]


class Dated(NamedTuple):
    """An act with one of its dates, and the place where the date was found; both are empty where it has none."""

    match: Match
    date: Date | None
    place: str


def bind(reading: Reading, matches: Sequence[Match], status: Container[str]) -> Iterator[Dated]:
    """
    Give each act its dates.

    Parameters
    ----------
    reading : clauses.Reading
    matches : sequence of acts.Match
        Those of the sentence, in order.
    status : container of str
        The types that may hold a date back from the act before them.

    Yields
    ------
    Dated
        One for each date of an act, and one without a date for an act that has none.
    """
    previous: Dates = []
    for i, match in enumerate(matches):
        following = next((m for m in matches[i + 1 :] if m.start > match.end), None)
        place, dates = _Search(reading, match, following, previous, status).dates()
        if len(dates) > 1 and i and dates[-1].end <= match.start and matches[i - 1].end <= dates[0].start:
            dates = dates[-1:]  # "It was opened in 1961 and in 1970 it was closed"
        previous = dates or previous
        yield from (Dated(match, date, place) for date in dates or [None])


class Clause:
    """The clause of an act, as long as its words run."""

    def __init__(self, reading: Reading, match: Match) -> None:
        self.reading, self.match, self.text = reading, match, reading.text
        self.low, self.high = match.span
        self.clause = reading.segment(match.start)
        first, last = reading.segment(self.low), reading.segment(max(self.low, self.high - 1))
        self.start, self.end = min(self.clause[0], first[0]), max(self.clause[1], last[1])


class _Search(Clause):
    """The search for the dates of one act."""

    def __init__(
        self,
        reading: Reading,
        match: Match,
        following: Match | None,
        previous: Dates,
        status: Container[str],
    ) -> None:
        super().__init__(reading, match)
        self.previous, self.status, self.following = previous, status, following
        self.next = following if following and following.start < self.end else None  # in the same clause
        self.all = self._dates()

    def dates(self) -> tuple[str, Dates]:
        """Return the first place that has dates, and these."""
        for place, find in _PLACES.items() if self.all else ():
            found = find(self)
            if found is not None:
                return place, found or self._of_entry_or_before()
        if found := self._of_entry_or_before():
            return "entry", found
        return ABOUT, self._about_before()

    def _dates(self) -> Dates:
        """Return the sentence's dates that can be of an act."""
        dates = [d for d in self.reading.dates if not _is_of_life(d, self.text)]
        dates = [d for d in dates if not self._is_bracketed(d)] or dates
        may_last = self.match.continuous or self.match.type in _LASTING
        return dates if may_last else [d for d in dates if d.limit != "from-to"]

    def _is_bracketed(self, date: Date) -> bool:
        """Whether a date stands in brackets that the act does not stand in."""
        opened = self.text.rfind("(", 0, max(0, date.start))
        closed = self.text.find(")", opened) if opened >= 0 else -1
        if opened < 0 or closed < date.end or opened < self.match.start < closed:
            return False
        return not (closed == date.end and self.text[opened + 1 : date.start].strip() in ("", "in", "on", "since"))

    def _before(self, start: int, end: int) -> Dates:
        return [d for d in self.all if start <= d.start and d.end <= end]

    def _free(self, dates: Dates) -> Dates:
        """Leave out dates of the act before: "the embassy, reopened in 1980, is closed again"."""
        return [d for d in dates if d not in self.previous]

    # The places, in order: each returns dates, an empty list where the act has none, or None where it does not know.

    def _heading(self) -> Dates | None:
        return self.all[:1] if any(d.start < 0 for d in self.all) else None

    def _after(self) -> Dates | None:
        limit = self.next.start if self.next else self.end
        after = self._not_of_next([d for d in self.all if self.match.end <= d.start < limit])
        within = self._free(self._before(self.low, self.high)) if self.match.voice != "noun" else []
        after = after or within or self._after_next()
        return self._finer(after) if after else None

    def _not_of_next(self, after: Dates) -> Dates:
        """Leave out a date that belongs to the act after it: "opened, and in 1970 it was closed"."""
        following = self.following
        if not following or not after or not _GRAMMAR.turn.search(self.text[: after[0].start]):
            return after
        own = self._before(self.start, self.match.start)
        theirs = any(following.end <= d.start < following.end + 60 for d in self.all)
        return after if theirs and not own else after[1:]

    def _after_next(self) -> Dates:
        """Return the date after the next act, where both are joined and none stands before."""
        if not self.next or not _GRAMMAR.linked.search(self.text[self.match.end : self.next.start]):
            return []
        if self._before(self.start, self.match.start):
            return []
        return [d for d in self.all if self.next.end <= d.start < self.end][:1]

    def _finer(self, after: Dates) -> Dates:
        """Return the dates after an act, or a finer one that is stated next: "in 1848, when … on August 19, 1848"."""
        first, group = after[0], _group(after, self.text)
        finer = [
            d for d in self.all if d.start >= first.end and d.edtf != first.edtf and edtf.within(d.edtf, first.edtf)
        ]
        if not finer or not _GRAMMAR.stated_finer.match(self.text[first.end : first.end + 8]):
            return group
        return finer[:1] if len(group) == 1 else group

    def _cell(self) -> Dates | None:
        return self.all if self.reading.sentence.kind == "table" and len(self.all) == 1 else None

    def _clause_before(self) -> Dates | None:
        """ "Until 22 June 1963, when they …"."""
        own = self.clause[0]
        near = [d for d in self.all if d.end <= own]
        if not near or own - near[-1].end >= 2 or self.reading.conjunction(self.match.start) != "when":
            return None
        return None if any(own <= d.start <= self.match.start for d in self.all) else near[-1:]

    def _before_act(self) -> Dates | None:
        before = self._before(self.start, self.match.start)
        return joined(self._free(before) or before, self.text) if before else None

    def _counted(self) -> Dates | None:
        """ "… on Thursday, ten years after A broke them off": the date is that of another act."""
        own = self.clause[0]
        if self.reading.conjunction(self.match.start) not in ("after", "before"):
            return None
        inside = self._before(own, self.clause[1])
        return [] if not inside and _GRAMMAR.duration.search(self.text[:own]) else None

    def _since_clause(self) -> Dates | None:
        return [] if self.reading.conjunction(self.match.start) == "since" else None

    def _clause_after(self) -> Dates | None:
        found = self._stated_next()
        return found if found and (self.match.type in self.status or self.match.thing == "mission") else None

    def _same_time(self) -> Dates | None:
        at_once = _GRAMMAR.same_time.fullmatch(self.reading.conjunction(self.match.start))
        return self.previous if self.previous and at_once else None

    def _leading(self) -> Dates | None:
        part = self.text.rfind(";", 0, self.low)
        before = [d for d in self.all if d.end <= self.low]
        leading = [d for d in before if d.start > part] or before
        if leading and _GRAMMAR.relative.fullmatch(self.reading.conjunction(self.match.start)):
            return leading[-1:]
        if leading:
            return leading[:1] if self.match.type != "revolution" else []
        return None

    def _any_other(self) -> Dates | None:
        """Return the date stated next, or before, or of a report: "Peru severed relations, the minister said on Thursday"."""
        return self._stated_next() or self.previous or [date for date in self.all if date.shape in _NEWS][:1]

    def _stated_next(self) -> Dates:
        """Return the date in the clause after a colon, when, as or with, which says when the act before it was."""
        text, end = self.text, self.end
        soon = _GRAMMAR.soon.search(text, max(0, end - 14), end + 7)
        later = [d for d in self.all if end <= d.start < self.reading.segment(end)[1]]
        if not later:
            return []
        if text.startswith(":", end):
            if later[0].start - end > 8:
                return []  # what stands after the colon is another matter
        elif not soon and not _GRAMMAR.stated_next.match(text[end : end + 8]):
            return []
        later = [_about(later[0])] if soon else later
        return later[:1]

    def _of_entry_or_before(self) -> Dates:
        """Return the date of the entry that a sentence stands in, or of the sentence before that this one explains."""
        reading, last = self.reading, self.reading.last
        if reading.dates and reading.dates[0].start < self.match.end:
            return []
        if reading.above and ASIDE.isdisjoint(reading.words) and not Edtf.parse(reading.above.edtf).is_interval:
            return [moved(reading.above, -reading.start)]
        if not last or not _GRAMMAR.thereby.search(self.text, 0, self.match.end):
            return []
        return [moved(last.dates[0], last.start - reading.start)]

    def _about_before(self) -> Dates:
        """Return the year of the sentence before in its paragraph, about which an act without a date was done."""
        reading, last = self.reading, self.reading.last
        if reading.dates or last is None or not reading.goes_on(last) or not ASIDE.isdisjoint(reading.words):
            return []
        if self.match.type not in self.status and self.match.thing != "mission":
            return []
        date = last.dates[-1]
        year = Edtf.point(date.date.known_day.year) if date.date and date.date.is_calendar else None
        return [moved(date, last.start - reading.start)._replace(date=Edtf.approximate(year))] if year else []


_PLACES: dict[str, Callable[[_Search], Dates | None]] = {
    "counted": _Search._counted,
    "heading": _Search._heading,
    "after": _Search._after,
    "cell": _Search._cell,
    "clause-before": _Search._clause_before,
    "before": _Search._before_act,
    "since-clause": _Search._since_clause,
    "clause-after": _Search._clause_after,
    "same-time": _Search._same_time,
    "leading": _Search._leading,
    "other": _Search._any_other,
}


def _about(date: Date) -> Date:
    if not date.date or date.shape != "year" or date.limit:
        return date
    return date._replace(date=Edtf.approximate(date.date))


def joined(dates: Sequence[Date], text: str) -> Dates:
    """Return the last date, and those before it that and or a comma joins to it."""
    start = len(dates) - 1
    while start and len(_group(dates[start - 1 :], text)) == len(dates) - start + 1:
        start -= 1
    return list(dates[start:])


def _group(dates: Sequence[Date], text: str) -> Dates:
    """Return the first date, and those that and or a comma joins to it: "in 2001 and 2013"."""
    out = list(dates[:1])
    for date in dates[1:]:
        alike = edtf.precision(date.edtf) == edtf.precision(out[-1].edtf)
        if not alike or not _GRAMMAR.joined_dates.fullmatch(text, out[-1].end, date.start):
            break
        out.append(date)
    return out


def _is_of_life(date: Date, text: str) -> bool:
    """Whether a date says when somebody lived or a thing was written: "Ivan Asen II (1218-1241)"."""
    closed = text.startswith(")", date.end) and Edtf.parse(date.edtf).is_interval
    return closed and bool(_GRAMMAR.life.search(text[: date.start]))
