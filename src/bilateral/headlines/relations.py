"""When relations began, broke and ended: headlines and sentences, each date as fine as all who give it agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import record as records
from ..dates.edtf import Edtf
from ..dates.formatting import in_words, when
from ..record import phases as recorded
from ..record.matching import NEAR
from ..wording import count, times
from .words import by_documents, joined, label, none, pair_of, period_of

if TYPE_CHECKING:
    from ..corpus import Corpus

RECORD = "the record"
BROKEN = ("severed", "lapsed")
BEGAN = ("established", "recognized")


@dataclass(frozen=True)
class Turn:
    """
    The opening of a phase, with everybody's date for it.

    Attributes
    ----------
    phase : namedtuple
        Its row of the phases of all sources together.
    stated : tuple of (Edtf, str)
        The dates that documents and the record give for it, and who gives each: a source, or `RECORD`.
    """

    phase: Any
    stated: tuple[tuple[Edtf, str], ...]

    @property
    def groups(self) -> list[tuple[Edtf, list[str]]]:
        """The dates that contradict each other, each as fine as those who can mean it agree, with who they are."""
        found: list[list[tuple[Edtf, str]]] = []
        for one in sorted(self.stated, key=lambda one: one[0].width()):
            fits = (group for group in found if agreed([date for date, _ in (*group, one)]))
            if group := next(fits, None):
                group.append(one)
            else:
                found.append([one])
        return [(agreed([date for date, _ in group]), [who for _, who in group]) for group in found]

    @property
    def is_inferred(self) -> bool:
        """Whether it is a lapse that no document states: relations were restored later."""
        return pd.isna(self.phase.opened_event)


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


def turns(corpus: Corpus) -> list[Turn]:
    """Give the openings of the phases of all sources together, in time, with the dates that are given for each."""
    lane = corpus.phases[corpus.phases["source"] == "all"]
    opened = {int(label): n for n, label in enumerate(lane["opened_event"]) if pd.notna(label)}
    stated: list[list[tuple[Edtf, str]]] = [[] for _ in range(len(lane))]
    dates = [Edtf.parse(date) for date in lane["opened"]]
    for event in corpus.events.itertuples():
        place = opened.get(event.Index, _nearest(event, lane, corpus.events))
        date = Edtf.parse(event.date)
        elsewhere = any(date.meets(other) for n, other in enumerate(dates) if n != place)
        if place is not None and (event.Index in opened or date.meets(dates[place]) or not elsewhere):
            stated[place].append((Edtf.parse(event.date).onset(), event.source))
    for limit in _limits(corpus):
        place = _nearest(limit, lane, corpus.events)
        if place is not None and Edtf.parse(lane["opened"].iloc[place]).days_apart(Edtf.parse(limit.date)) <= NEAR:
            stated[place].append((Edtf.parse(limit.date), RECORD))
    for n, date in enumerate(dates):
        stated[n] = stated[n] or [(date, "all")]
    return [Turn(phase, tuple(dict.fromkeys(dates))) for phase, dates in zip(lane.itertuples(), stated, strict=True)]


def _limits(corpus: Corpus) -> list[recorded.Limit]:
    relations = records.load(*corpus.record).relations
    return [limit for limit in recorded.limits(relations, corpus.view["dyad"]) if limit.date]


def _nearest(event: Any, lane: pd.DataFrame, events: pd.DataFrame) -> int | None:
    """Return the place of the opening nearest in time that an event of the same type made, at the same level if known."""
    date, level, found = Edtf.parse(event.date), getattr(event, "level", None), []
    for n, (kind, opened, by) in enumerate(lane[["opened_by", "opened", "opened_event"]].itertuples(index=False)):
        other = events["level"].get(by) if pd.notna(by) else None
        same = kind == event.type or {kind, event.type} <= set(BEGAN) and isinstance(event, recorded.Limit)
        if same and (pd.isna(level) or pd.isna(other) or level == other):
            found.append((date.days_apart(Edtf.parse(opened)), n))
    return min(found)[1] if found else None


# Headlines.


def relations(corpus: Corpus) -> str:
    """Write the finding on relations: 'Relations since 1890 by 3 of 4 documents, 1896 by 1; interrupted twice'."""
    found = turns(corpus)
    places = [n for n, turn in enumerate(found) if turn.phase.status == "relations"]
    if not found:
        return f"The reader found nothing on when relations of {pair_of(corpus)} began or ended{period_of(corpus)}"
    if not places:
        return _without_relations(corpus, found)
    opening, after = found[places[0]], found[places[-1] + 1 :]
    ended = after[0] if after and after[0].phase.status in BROKEN else None
    breaks = [turn for turn in found[places[0] : places[-1]] if turn.phase.status in BROKEN]
    by, begun = opening.phase.opened_by, _dates(corpus, opening, since)
    text = {
        "recognized": f"Recognition {_dates(corpus, opening, year)}; the reader found no other beginning of relations",
        "restored": f"Relations restored {_dates(corpus, opening, year)}; the reader found no earlier beginning",
    }.get(by, f"Relations {begun}")
    if ended and by == "established" and not breaks and len(opening.groups) == len(ended.groups) == 1:
        return f"Relations from {year(opening.groups[0][0])} to {year(ended.groups[0][0])}"
    clauses = [f"interrupted {times(len(breaks))}{_inferred(breaks)}"] if breaks else []
    clauses += [f"ended {_dates(corpus, ended, year)}{_inferred([ended])}"] if ended else []
    return "; ".join([text, *clauses]) if ";" in text or len(opening.groups) > 1 else ", ".join([text, *clauses])


def _inferred(breaks: list[Turn]) -> str:
    """Say in brackets how many breaks only follow from a later restoration."""
    n = sum(turn.is_inferred for turn in breaks)
    whole = "inferred from “restored”" if n == len(breaks) else f"{n} of them inferred from “restored”"
    return f" ({whole})" if n else ""


def _without_relations(corpus: Corpus, found: list[Turn]) -> str:
    """Write what is stated where no phase of relations is: contacts, or an end alone."""
    first, last = found[0], found[-1]
    if last.phase.status == "contact":
        return f"Contacts {_dates(corpus, first, since)}; the reader found no beginning of relations"
    return f"Relations {last.phase.status} {_dates(corpus, last, year)}; the reader found no beginning of relations"


def year(date: Edtf) -> str:
    """Write a date no finer than a year: '1890', 'by 1899', 'between 1961 and 1964', 'the 1930s'."""
    coarse = Edtf.parse(f"{date.known_day.year:04d}") if date.precision in ("day", "month", "season") else date
    return in_words(coarse)


def since(date: Edtf) -> str:
    """Write since when, no finer than a year: 'since 1890', 'by 1899', 'since some time between 1961 and 1964'."""
    words = year(date) if date else "a date that is not given"
    if words.startswith("by "):
        return words
    return f"since {'some time ' * words.startswith('between')}{'the ' * words[:-1].endswith('0')}{words}"


def _dates(corpus: Corpus, turn: Turn, write: Callable[[Edtf], str]) -> str:
    """Write the date of a turn; where some contradict each other, each with those who give it."""
    (first, givers), *others = turn.groups
    if not others:
        return write(first)
    documents = {who for _, group in turn.groups for who in group} - {RECORD}
    parts = [f"{write(first)} by {_givers(corpus, givers, documents, of=True)}"]
    parts += [f"{year(date)} by {_givers(corpus, group, documents)}" for date, group in others]
    return ", ".join(parts)


def _givers(corpus: Corpus, who: list[str], documents: set[str], of: bool = False) -> str:
    """Name those who give a date: '3 of 4 documents', '1', 'one passage', 'the record'."""
    n, total = len({*who} - {RECORD}), len(corpus.sources)
    parts = [f"{n} of {count(total, 'document')}" if of else f"{n}"] if n else []
    if n and total == 1:
        parts = ["the document"] if of else ["the same document"]
    return joined([*parts, RECORD] if RECORD in who else parts)


def phases(corpus: Corpus) -> str:
    """Write the title of the phases: the finding on relations and, where it differs, what the record has."""
    ours, theirs = _breaks(corpus.phases[corpus.phases["source"] == "all"]), None
    lane = recorded.derive(records.load(*corpus.record).relations, corpus.view["dyad"])
    theirs = _breaks(lane)
    title = relations(corpus)
    if theirs is None or ours == theirs or corpus.start or corpus.end:
        return title
    if ours is None:
        first = lane[lane["status"] == "relations"].iloc[0]
        return f"{title}; the record has relations {since(Edtf.parse(first['opened']))}"
    return f"{title}; by the record they were {f'interrupted {times(theirs)}' if theirs else 'not interrupted'}"


def _breaks(lane: pd.DataFrame) -> int | None:
    """Count the breaks between phases of relations in a lane; None where it has no relations."""
    status = lane["status"].tolist()
    places = [n for n, one in enumerate(status) if one == "relations"]
    return sum(one in BROKEN for one in status[places[0] : places[-1]]) if places else None


# The same as a sentence, as fine as is known.

_BEGUN = {"severed": "were restored", "lapsed": "were taken up again"}
_ENDED = {"severed": "were severed", "lapsed": "lapsed"}
_ENDINGS = {
    "relations": "the reader found no end after that",
    "severed": "the reader found no restoration",
    "lapsed": "the reader found no return to them",
}


def story(corpus: Corpus) -> str:
    """Write in one sentence how relations began, broke and were restored, with every date that somebody disputes."""
    found = turns(corpus)
    if not found:
        return f"{none(corpus, 'phases')}."
    if {turn.phase.status for turn in found} == {"contact"}:
        text = f"there were contacts {_when(corpus, found[0], lambda d: f'from {in_words(d)} on')}"
        return f"{by_documents(corpus)}{text}; the reader found no beginning of relations."
    ending = _ENDINGS.get(found[-1].phase.status, "the reader found no relations after that")
    return f"{by_documents(corpus)}{joined(_chapters(corpus, found))}; {ending}."


def _chapters(corpus: Corpus, found: list[Turn]) -> Iterator[str]:
    """Give what happened to relations, phase by phase; the first names them."""
    before, known, subject = "", "", "relations "
    for turn in found:
        state = turn.phase.state if isinstance(turn.phase.state, str) else ""
        if turn.phase.status == "contact":
            yield f"there were contacts from {in_words(turn.phase.opened)} on"
        elif turn.phase.opened_by == "recognized" and before != "relations":
            yield f"recognition came {_when(corpus, turn, _dated)} (the reader found no other beginning of relations)"
        elif turn.is_inferred and turn.phase.status == "lapsed":
            yield f"{subject}had lapsed before they were restored (inferred: the reader found no end)"
            subject = ""
        else:
            yield f"{subject}{_chapter(corpus, turn, before, state, known)}"
            subject = ""
        before, known = turn.phase.status, state


def _chapter(corpus: Corpus, turn: Turn, before: str, state: str, known: str) -> str:
    phase, date = turn.phase, _when(corpus, turn, _dated)
    if phase.status != "relations":
        return f"{_ENDED.get(phase.status, 'were severed')} {date}"
    if before != "relations":
        return f"{'were restored' if phase.opened_by == 'restored' else _BEGUN.get(before, 'began')} {date}"
    if not isinstance(phase.opened_by, str):
        date = "on an unknown date"
    return f"went on with the {state} {date}" if state != known else f"were established anew {date}"


def _dated(date: Edtf) -> str:
    return when(*(pd.Timestamp(day) if day else pd.NaT for day in (date.earliest, date.latest)), date)


def _when(corpus: Corpus, turn: Turn, write: Callable[[Edtf], str]) -> str:
    """Write the date of a turn with its preposition; finer and rival dates in brackets, with those who give them."""
    date, others = turn.groups[0][0], {}
    for other, who in turn.stated:
        if other.width() < date.width() or not other.meets(date):
            others.setdefault(other, []).append(RECORD if who == RECORD else label(corpus, who))
    finest = [other for other in others if not any(one != other and one.within(other) for one in others)]
    named = [f"{in_words(other)} by {joined(dict.fromkeys(others[other]))}" for other in finest]
    return f"{write(date)}{f' ({joined(named)})' if named else ''}"
