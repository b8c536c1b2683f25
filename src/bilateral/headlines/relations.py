"""When relations began, broke and ended: headlines and sentences, each date as fine as all who give it agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates.edtf import Edtf
from ..dates.formatting import in_words, when
from ..history import phases as history
from ..record import phases as recorded
from ..record.matching import NEAR
from ..tables import tuples
from ..wording import clean, several, times
from .words import WORDS, as_read, joined, label, none, passage, period_of

if TYPE_CHECKING:
    from ..corpus import Corpus

RECORD = "the record"
BROKEN = ("severed", "lapsed")
BEGAN = ("established", "recognized")
_MOST = 3  # names of those who give a date


@dataclass(frozen=True)
class Turn:
    """
    The opening of a phase, with everybody's date for it.

    Attributes
    ----------
    phase : namedtuple
        Its row of the phases of all sources together.
    stated : list of (Edtf, str)
        The dates that documents and the record give for it, and who gives each: a source, or `RECORD`.
    again : list of Edtf
        Dates of further ends or restorations, years away, between which the reader found nothing.
    """

    phase: Any
    stated: list[tuple[Edtf, str]] = field(default_factory=list)
    again: list[Edtf] = field(default_factory=list)

    @property
    def opened(self) -> Edtf:
        """The date by which the phase is in its place."""
        return Edtf.parse(self.phase.opened)

    @property
    def kind(self) -> str:
        """The type of the event that opened the phase; empty for an inferred lapse."""
        return clean(self.phase.opened_by)

    def add(self, date: Edtf, who: str) -> None:
        """Add a date that somebody gives: only of a beginning are dates years apart rivals."""
        if self.kind in BEGAN or self.opened.days_apart(date) <= NEAR:
            self.stated.append((date, who))
        else:
            self.again.append(date)

    @property
    def groups(self) -> list[tuple[Edtf, list[str]]]:
        """The dates that contradict each other, each as fine as those who give it agree, with who they are: most documents first."""
        if {who for _, who in self.stated} <= {RECORD}:  # the documents' own lies outside the period
            return [(agreed([self.opened, *dict(self.stated)]) or self.opened, [""])]
        found: list[tuple[Edtf, list[tuple[Edtf, str]]]] = []
        for one in sorted(self.stated, key=lambda one: one[0].width()):
            fits = [n for n, (_, group) in enumerate(found) if agreed([date for date, _ in (*group, one)])]
            if not fits:
                found.append((one[0], [one]))
            elif len(fits) == 1:  # a vague date that fits several is of none
                group = [*found[fits[0]][1], one]
                found[fits[0]] = agreed([date for date, _ in group]) or one[0], group
        named = [(date, [who for _, who in group]) for date, group in found]
        return sorted(named, key=lambda one: (-len({*one[1]} - {RECORD}), str(one[0])))

    @property
    def is_undisputed(self) -> bool:
        """Whether no date contradicts another."""
        return len(self.groups) == 1

    @property
    def is_inferred(self) -> bool:
        """Whether it is a lapse that no document states: relations were restored later."""
        return self.phase.status == "lapsed" and not self.kind


def agreed(dates: Sequence[Edtf]) -> Edtf | None:
    """
    Return the finest date on which all of some dates agree; None where they contradict each other.

    Examples
    --------
    >>> str(agreed([Edtf.parse("1890-12-01"), Edtf.parse("1890"), Edtf.parse("../1899"), Edtf.parse("1890-12-11")]))
    '1890'
    """
    exact = [date for date in dates if date.is_calendar]
    rest = [date for date in dates if not date.is_calendar]
    coarsest = min((len(date.text) for date in exact), default=0)
    for length in (10, 7, 4):
        cut = {date.text[:length] for date in exact}
        if length <= coarsest and len(cut) == 1:
            found = Edtf.parse(cut.pop())
            return found if all(found.meets(date) for date in rest) else None
    if exact:
        return None
    widest = max(rest, key=Edtf.width)
    return widest if all(date.meets(widest) for date in rest) else None


def unsure_turns(corpus: Corpus) -> pd.DataFrame:
    """
    Return the ends and restorations of relations that headlines do not assert.

    These are ends of low confidence, restorations of low confidence with no sure end before, and either on the date of a beginning.
    """
    rows = corpus.events
    low, ends, restored = rows["confidence"].eq("low"), rows["type"].isin(BROKEN), rows["type"].eq("restored")
    stated = rows["type"] + rows["earliest"].astype(str).str[:4]
    low &= ~stated.isin(stated[~low])  # another document states the same surely
    first = rows.loc[ends & ~low, "latest"].min()
    begun = rows["date"].isin(rows.loc[rows["type"].isin(BEGAN), "date"])
    return rows[ends & low | restored & low & ~rows["earliest"].gt(first) | (ends | restored) & begun]


def not_surely(corpus: Corpus) -> str:
    """Quote the ends and restorations that headlines do not assert, or give an empty text."""
    words = [f"{passage(row)} as relations {row.type}" for row in tuples(unsure_turns(corpus))]
    return f"Read, but not surely: {several(words)}." * bool(words)


def together(corpus: Corpus) -> pd.DataFrame:
    """Return the phases of all documents together; where some were chosen or some turns are not sure, derived anew."""
    lane = corpus.phases[corpus.phases["source"] == "all"]
    unsure = unsure_turns(corpus).index
    if len(unsure) or lane.empty and len(corpus.phases):
        lane = history.derive(corpus.events.drop(unsure), corpus.pairs).query("source == 'all'")
    end = lane.tail(1)
    end = end[end["closed_by"].isin(BROKEN)]  # the next phase lies after the period that was selected
    last = {"status": end["closed_by"], "opened": end["closed"], "opened_by": end["closed_by"], "closed": ".."}
    return pd.concat([lane, end.assign(**last, opened_event=end["closed_event"])])


def turns(corpus: Corpus) -> list[Turn]:
    """Give the openings of the phases of all sources together, in time, with the dates that are given for each."""
    found = [Turn(phase) for phase in tuples(together(corpus)) if phase.status != "contact"]
    own = {turn.phase.opened_event: turn for turn in found if turn.kind}
    for event in tuples(corpus.events.drop(unsure_turns(corpus).index)):
        date = Edtf.parse(event.date).onset()
        if turn := own.get(event.Index) or _home(found, date, (event.type,)):
            turn.add(date, event.source)
    for limit in recorded.limits(corpus.recorded.relations, corpus.pair):
        date = Edtf.parse(limit.date)
        turn = _home(found, date, BEGAN if limit.type in BEGAN else (limit.type,))
        if date and turn and turn.opened.days_apart(date) <= NEAR:
            turn.add(date, RECORD)
    return found


def _home(found: Sequence[Turn], date: Edtf, kinds: Sequence[str]) -> Turn | None:
    """Return the turn that a date is about: of those of its kinds the nearest; none where it is that of another turn."""
    ours = [turn for turn in found if turn.kind in kinds]
    nearest = min(ours, key=lambda turn: turn.opened.days_apart(date), default=None)
    if nearest and not nearest.opened.meets(date) and any(turn.opened.meets(date) for turn in found):
        return None
    return nearest


# Headlines.


def relations(corpus: Corpus) -> str:
    """Write the finding on relations: 'Relations since 1890 by 3 of 4 documents, 1896 by 1; interrupted twice'."""
    found = turns(corpus)
    if not found:
        kind = "sure" if len(unsure_turns(corpus)) else "dated"
        return f"The reader found no {kind} beginning or end of relations{period_of(corpus)}"
    places = [n for n, turn in enumerate(found) if turn.phase.status == "relations"]
    if not places:
        last = found[-1]
        return (
            f"Relations {last.phase.status} {_dates(corpus, last, 'in ')}; the reader found no beginning of relations"
        )
    opening, inside, after = found[places[0]], found[places[0] : places[-1]], found[places[-1] + 1 :]
    breaks = [turn for turn in inside if turn.phase.status in BROKEN]
    ended = after[0] if after and after[0].phase.status in BROKEN else None
    doubt = "; a break was read, but not surely" * bool(unsure_turns(corpus)["type"].isin(BROKEN).any())
    return _headline(corpus, opening, breaks, ended, found[0].phase.status in BROKEN) + doubt


#: How relations began, of those that did not begin by being established → its words.
_OTHERWISE: dict[str, str] = WORDS["beginnings"]


def _headline(corpus: Corpus, opening: Turn, breaks: list[Turn], ended: Turn | None, is_broken: bool) -> str:
    words = _OTHERWISE.get(opening.kind, f"Relations {'established in' if is_broken else 'since'} ")
    text, link = _dates(corpus, opening, words), ", " if opening.is_undisputed else "; "
    if ended and opening.kind not in _OTHERWISE and opening.is_undisputed and ended.is_undisputed:
        text, ended = f"Relations from {year(opening.groups[0][0])} to {year(ended.groups[0][0])}", None
    clauses = [text]
    if breaks:
        clauses.append(f"interrupted {times(len(breaks))}{_apart(corpus, len(breaks))}{_inferred(breaks)}")
    if ended:
        clauses.append(f"{'relations ' * (opening.kind == 'recognized')}{_dates(corpus, ended, 'ended in ')}")
    return link.join(clauses)


def _apart(corpus: Corpus, n: int) -> str:
    """Say how many breaks the document with the most of them has, where all documents together have more."""
    own = corpus.phases[corpus.phases["source"] != "all"].groupby("source")
    most = max((_breaks(lane) or 0 for _, lane in own), default=n)
    alone = f"at most {times(most)} by one" if most else "by none of them alone"
    return f" by all documents together, {alone}" if most < n else ""


def _inferred(breaks: list[Turn]) -> str:
    """Say in brackets how many breaks only follow from a later restoration."""
    n = sum(turn.is_inferred for turn in breaks)
    whole = "inferred from “restored”" if n == len(breaks) else f"{n} of them inferred from “restored”"
    return f" ({whole})" if n else ""


def year(date: Edtf) -> str:
    """Write a date no finer than a year: '1890', 'by 1899', 'between 1961 and 1964', 'the 1930s'."""
    if not date:
        return "an unknown year"
    coarse = Edtf.parse(f"{date.known_day.year:04d}") if date.precision in ("day", "month", "season") else date
    return f"{'the ' * (date.precision in ('decade', 'century'))}{in_words(coarse)}"


def _dates(corpus: Corpus, turn: Turn, words: str) -> str:
    """Write the year of a turn after its words; where years contradict each other, each with those who give it."""
    (first, givers), *others = turn.groups
    text = f"{words}{year(first)}"
    for link in ("since ", "in "):
        text = text.replace(f"{link}by ", "by ").replace(f"{link}between ", f"{link if link != 'in ' else ''}between ")
    if not others:
        return text
    if turn.kind == "recognized":  # each may recognize the other, and its successor
        return f"{text} and {joined(year(date) for date, _ in others)}"
    if len(corpus.sources) == 1 and not any(RECORD in who for _, who in turn.groups):
        return f"{text} or {joined((year(date) for date, _ in others), 'or')}: {'both' if len(others) == 1 else 'all'} were read"
    rest = [f"{year(date)} by {_givers(corpus, group)}" for date, group in others]
    return ", ".join([f"{text} by {_givers(corpus, givers, of=True)}", *rest])


def _givers(corpus: Corpus, who: list[str], of: bool = False) -> str:
    """Name those who give a date: '3 of 4 documents', '1', 'the document', 'the record'."""
    n, total = len({*who} - {RECORD}), len(corpus.sources)
    named = "the document" if total == 1 else f"{n} of {total} documents" if of else f"{n}"
    return joined([*([named] if n else []), *([RECORD] if RECORD in who else [])])


def phases(corpus: Corpus) -> str:
    """Write the title of the phases: the finding on relations and, where it differs, what the record has."""
    ours = _breaks(together(corpus))
    lane = recorded.derive(corpus.recorded.relations, corpus.pair)
    theirs = _breaks(lane)
    title = relations(corpus)
    if theirs is None or ours == theirs or corpus.start or corpus.end:
        return title
    if ours is None:
        first = lane[lane["status"] == "relations"].iloc[0]
        return f"{title}; the record has relations since {year(Edtf.parse(first['opened']))}"
    return f"{title}; by the record they were {f'interrupted {times(theirs)}' if theirs else 'not interrupted'}"


def _breaks(lane: pd.DataFrame) -> int | None:
    """Count the breaks between phases of relations in a lane; None where it has no relations."""
    status = lane["status"].tolist()
    places = [n for n, one in enumerate(status) if one == "relations"]
    return sum(one in BROKEN for one in status[places[0] : places[-1]]) if places else None


# The same as a sentence, as fine as is known.

def story(corpus: Corpus) -> str:
    """Write in one sentence how relations began, broke and were restored, with every date that somebody disputes."""
    found = turns(corpus)
    is_sure = unsure_turns(corpus).empty
    text = none(corpus, "phases") if is_sure else relations(corpus)
    if found:
        # After the period, and in what was not read surely, there may be more.
        ending = f"; {WORDS['endings'][found[-1].phase.status]}" if is_sure and not corpus.end else ""
        text = f"{as_read(corpus)}{joined(_chapters(corpus, found))}{ending}"
    return f"{text}."


def _chapters(corpus: Corpus, found: list[Turn]) -> Iterator[str]:
    """Give what happened to relations, phase by phase; the first names them."""
    before, known, subject = "", "", "relations "
    for turn in found:
        state = turn.phase.state if isinstance(turn.phase.state, str) else ""
        if turn.kind == "recognized" and before != "relations":
            yield f"recognition came {_when(corpus, turn, when)}"
            subject = "relations "
        elif not turn.is_inferred:
            yield f"{subject}{_chapter(corpus, turn, before, state, known)}"
            subject = ""
        before, known = "inferred" if turn.is_inferred else turn.phase.status, state


def _chapter(corpus: Corpus, turn: Turn, before: str, state: str, known: str) -> str:
    phase, date = turn.phase, _when(corpus, turn, when)
    if phase.status != "relations":
        return f"{WORDS['ended'].get(phase.status, 'were severed')} {date}"
    if before != "relations":
        lapsed = " (that they had ended before is inferred)" if turn.kind == "restored" and before == "inferred" else ""
        return f"{'were restored' if turn.kind == 'restored' else 'were established' if before else 'began'} {date}{lapsed}"
    if not turn.kind:
        date = "on an unknown date"
    return f"went on with the {state} {date}" if state != known else f"were established anew {date}"


def _when(corpus: Corpus, turn: Turn, write: Callable[[Edtf], str]) -> str:
    """Write the date of a turn with its preposition; finer and rival dates in brackets, with those who give them."""
    date, others = turn.groups[0][0], {}
    for other, who in turn.stated:
        if other.width() < date.width() or not other.meets(date):
            others.setdefault(other, []).append(who)
    finest = [other for other in others if not any(one != other and one.within(other) for one in others)]
    if turn.kind == "recognized" and not turn.is_undisputed:
        return joined(write(date) for date, _ in turn.groups)
    named = [f"{in_words(other)}{_by(corpus, others[other])}" for other in finest]
    again = f" and again {joined(map(when, turn.again))}" if turn.again else ""
    return f"{write(date)}{f' ({joined(named)})' if named else ''}{again}"


def _by(corpus: Corpus, who: list[str]) -> str:
    """Name the givers of a date, each once; the only document is not named again."""
    if len(corpus.sources) == 1 and RECORD not in who:
        return ", too"
    names = dict.fromkeys(one if one == RECORD else label(corpus, one) for one in who)
    return f" by {joined(names) if len(names) <= _MOST else f'{len(names)} of them'}"
