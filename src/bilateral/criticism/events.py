"""Events: the dates that sources give for one event, against each other and against the record's."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates import edtf
from ..dates.formatting import MONTHS, in_words
from ..files import read_toml
from ..record import Record, matching
from ..states import names as states
from ..tables import tuples
from .evidence import NOT_COVERED, Claim, Records, Verdict, nearest, of_row, patterns, rows_where, rows_with, verdict

if TYPE_CHECKING:
    from ..corpus import Corpus

RELATIONS, ARITHMETIC = "computed: relations", "computed: arithmetic"
REPRESENTATION, WAVES = "computed: representation", 10  # years from one count of diplomats to the next, at most
#: Types that are of one family: who is recognized has relations from then on.
FAMILIES = {"recognized": "established"}
#: Events of which a state has few, so that two near in time are one; others must share a name or an actor.
STATUS = ("established", "severed", "lapsed", "restored", "state_formed", "state_dissolved")
MONTH, YEAR, YEARS, EVER = 31, 366, 3 * 366, 10**6  # days
CONSULS = frozenset(("consul", "consuls", "consular"))  # who are no envoys
MISSIONS = ("mission_opened", "mission_elevated", "mission_closed")
#: What begins, or ends, that diplomats are in the other state.
COUNTED = dict.fromkeys(("recognized", "established", "restored", "mission_opened"), True)
COUNTED |= dict.fromkeys(("severed", "lapsed", "mission_closed"), False)
SURE, UNSURE = ("high", "medium-high"), ("low", "low-medium")
_COMMON = frozenset("soviet russian treaty agreement states relations between".split())


def claims(corpus: "Corpus", publishers: Mapping[str, str], records: Records) -> list[Claim]:
    """The dated events in a corpus, those of one event together; `publishers` says who speaks in each source."""
    found, events = [], _with_families(corpus.events)
    limits = events[events["type"].isin(STATUS)].dropna(subset="date_char_start")
    limits = {*zip(limits["source"], limits["date_char_start"])}  # where what begins or ends has its date
    related = functools.cache(lambda record: _with_families(record.relations))
    for key, rows in events[events["type"] != "anniversary"].groupby(["dyad", "family"]):
        dyad, family = map(str, key)
        ordered = sorted(tuples(rows), key=lambda row: (edtf.width(row.date), row.date))  # the finest first
        pair = corpus.pairs[dyad]
        own = functools.cache(lambda record: rows_with(related(record), dyad=dyad, family=family))
        for group in matching.by_event(ordered, lambda row: _marks(row, family, pair)):
            known = functools.cache(lambda record: _recorded(own(record), family, group))
            claim = Claim("event", dyad, _subject(group, family, known(records[group[0].source])), [])
            for row in group:
                decided = _verdict(row, known(records[row.source]), family)
                if decided.against_record == "not covered" and decided.basis != "stated otherwise":
                    decided = _represented(row, records[row.source], decided)
                if decided.against_record == "contradicted" and _abroad(row.quote, states.Names(pair, corpus.parties)):
                    decided = NOT_COVERED
                # words such as "were restored late in 1942, when it entered the war" date one event by another
                borrowed = row.type not in STATUS and (row.source, row.date_char_start) in limits
                if decided == NOT_COVERED and borrowed:
                    decided = _by_another(row, group, publishers, corpus.labels)
                claim.evidence.append(of_row(row, "events", row.date, decided))
            _settle(claim)
            found.append(claim)
    return [*found, *_anniversaries(events, records)]


def _settle(claim: Claim) -> None:
    """Who also gives the date that the record has is not disputed for another, which may be that of another mission."""
    right = {e.source for e in claim.evidence if e.verdict.against_record == "supported"}
    for evidence in claim.evidence:
        if evidence.source in right and evidence.verdict.against_record == "disputed":
            evidence.verdict = NOT_COVERED


def _with_families(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(family=table["type"].replace(FAMILIES))


def _abroad(quote: str, names: states.Names) -> bool:
    """Whether words name states besides the two, whose event it may be: "Britain broke off relations, too"."""
    return any(m.state and m.state not in names.pair and m.kind in ("name", "adjective") for m in names.find(quote))


def between(said: list[tuple[str, str]]) -> str:
    """
    Compare the dates that several speakers give for one event.

    Parameters
    ----------
    said : list of (str, str)
        Publisher and EDTF date.

    Returns
    -------
    str
        single (one publisher), agree (one date), finer (dates that allow each other), conflict.
    """
    if len({publisher for publisher, _ in said}) < 2:
        return "single"
    dates = list({date for _, date in said})
    if len(dates) == 1:
        return "agree"
    return "finer" if all(itertools.starmap(edtf.meet, itertools.combinations(dates, 2))) else "conflict"


def _marks(row: Any, family: str, pair: tuple[str, ...]) -> Iterable[str]:
    """What an event shares with another near in time, if they are one."""
    if family in STATUS:
        return ("",)
    if family in ("war", "revolution") or family.startswith("mission"):
        return (_actor(row),)
    named = patterns("events").name.findall(row.quote)
    return {*named} - {*MONTHS, *" ".join(pair).split()}  # a month or one of the two states is none


def _actor(row: Any) -> str:
    """Whose event it is: the first of those named."""
    return row.actors.split(", ")[0] if isinstance(row.actors, str) else ""


def _subject(group: list[Any], family: str, known: pd.DataFrame) -> str:
    """What a claim is about, in words: "Relations severed, 26 January 1930"; of conflicting dates all that are given."""
    first, dates = group[0], [group[0].date]
    for row in group[1:]:
        if not any(edtf.meet(row.date, date) for date in dates):
            dates.append(row.date)
    what = (
        read_toml("criticism.toml")["subjects"]
        .get(family, family.replace("_", " ").capitalize())
        .format(
            actor=_actor(first),
            state=states.named(_actor(first), first.date, last=family == "state_formed") or _actor(first),
            level=first.level if isinstance(first.level, str) and first.level != "other" else "mission",
            person=known["person"].iloc[0] if family == "envoy_appointed" and len(known) else "an envoy",
        )
    )
    return f"{what}, {' or '.join(map(in_words, dates))}"


def _recorded(known: pd.DataFrame, family: str, group: list[Any]) -> pd.DataFrame:
    """The rows of the record's that can be on one event: the envoy whom the source names, an actor's mission of a level."""
    if family == "envoy_appointed":
        quotes = [set(matching.plain(row.quote)) for row in group]
        known = known.dropna(subset="person")
        return rows_where(
            known, "person", lambda one: any(set(matching.Name.of(one).words[-1:]) <= quote for quote in quotes)
        )
    if family in MISSIONS:
        known = rows_with(known, actor=_actor(group[0]), level=group[0].level)
    elif family == "war":
        known = rows_with(known, actor=_actor(group[0]))
    elif family not in STATUS:
        said = {word for row in group for word in _words(row.quote)} - _COMMON
        known = rows_where(known.dropna(subset="note"), "note", lambda note: said & _words(note))
    return rows_where(known, "date", lambda date: any(edtf.apart(date, row.date) <= matching.NEAR for row in group))


def _words(text: str) -> set[str]:
    return set(patterns("events").word.findall(text.casefold()))


def _verdict(row: Any, known: pd.DataFrame, family: str) -> Verdict:
    """
    The verdict on the date of an event by the record's rows on it.

    Dates that only encyclopaedias give echo a date or state another; they are no witnesses. Of missions only one can be
    meant, and envoys are named, come and present their letters on different days.
    """
    if known.empty:
        return NOT_COVERED
    free = rows_with(known[known["confidence"] != "reject"], independent=True)
    if free.empty:
        return _echo(row.date, known)
    if family in MISSIONS:
        one = free["date"].nunique() == 1 and row.level != "consulate"  # of consulates a state has many
        return nearest(row.date, free, MONTH, YEARS if one else MONTH, RELATIONS)
    if family == "envoy_appointed":
        words = set(matching.plain(row.quote))
        full = not words & CONSULS and any(words.issuperset(matching.Name.of(name).words) for name in free["person"])
        return nearest(row.date, free, YEAR, EVER if full else YEAR, RELATIONS)
    return _status_verdict(row, free, known, family)


@functools.lru_cache(256)
def _counts(record: Record, dyad: str, actor: str | None) -> tuple[dict[Any, bool], pd.Series]:
    """The years of the record's counts of diplomats, of one state or of both, each with whether there were any; the sources."""
    way = {} if actor is None else {"from_state": actor}
    counts = rows_with(record.representation, dyad=dyad, **way)
    counts = counts[~counts["confidence"].isin(UNSURE)]
    return counts.groupby("year")["level"].max().gt(0).to_dict(), counts["source"]  # sorted by year


def _represented(row: Any, record: Record, decided: Verdict) -> Verdict:
    """Whether relations or a mission began, or ended, between two counts of diplomats, of which only one has any."""
    began, (first, last) = COUNTED.get(row.type), edtf.bounds(row.date)
    if began is None or not first or not last or str(row.level) == "consulate":
        return decided
    there, sources = _counts(record, row.dyad, _actor(row) if row.type in MISSIONS else None)
    two = [*[year for year in there if year < first.year][-1:], *[year for year in there if year >= last.year][:1]]
    if [there[year] for year in two] != [not began, began] or two[1] - two[0] > WAVES:
        return decided
    return verdict("supported", REPRESENTATION, sources, None, "between counts of {} and {}".format(*two))


def _echo(said: str, known: pd.DataFrame) -> Verdict:
    """What sources that are no witnesses have: the same date, or another within three years."""
    decided = nearest(said, known, MONTH, YEARS, RELATIONS).against_record
    basis = {"supported": "echoed", "disputed": "stated otherwise"}.get(decided)
    return verdict("not covered", None, known["source"], basis=basis) if basis else NOT_COVERED


def _status_verdict(row: Any, free: pd.DataFrame, known: pd.DataFrame, family: str) -> Verdict:
    """
    The verdict on the beginning or end of relations, or on another event.

    Supported where every independent date that counts can be it; disputed, by those who have another, where one can and
    another cannot, or where a single source has another; contradicted where sources that are sure have others. A low
    confidence counts only where there is no other, only status is contradicted, since of other events a state has many,
    and recognition contradicts no establishment.
    """
    fits = rows_where(known, "date", lambda date: edtf.meet(row.date, date))
    firm = free[~free["confidence"].isin(UNSURE)]
    firm = free if firm.empty else firm
    slack = YEAR if row.date[-1] in "~?%" else 0
    others = rows_where(rows_with(firm, type=row.type), "date", lambda date: edtf.apart(row.date, date) > slack)
    agree = firm[firm.index.isin(fits.index)]
    if others.empty and len(agree):
        return verdict("supported", RELATIONS, agree["source"])
    if others.empty or (fits.empty and family not in STATUS):
        return NOT_COVERED
    sure = fits.empty and others["confidence"].isin(SURE).any()
    right = f"{' or '.join(map(in_words, others['date'].unique()))}, by the record"
    return verdict("contradicted" if sure else "disputed", RELATIONS, others["source"], right)


def _by_another(row: Any, group: list[Any], publishers: Mapping[str, str], labels: Mapping[str, str]) -> Verdict:
    """
    The verdict on a date that an event has from another, which its sentence is about.

    Where another publisher has a finer date for the one that only comes along, and the two can't both be, it is wrong.
    """
    for other in group:
        apart = publishers[other.source] != publishers[row.source] and not edtf.meet(other.date, row.date)
        if apart and edtf.width(other.date) < edtf.width(row.date):
            right = f"{in_words(other.date)}, by {labels[other.source]}"
            return verdict("contradicted", "between sources", correction=right)
    return NOT_COVERED


def _anniversaries(events: pd.DataFrame, records: Records) -> Iterator[Claim]:
    """Anniversaries with their number of years: whether something of the record, or of the same source, is as old."""
    years, old = patterns("events").years, patterns("events").old
    limits = events[events["family"].isin(STATUS)]
    for row in tuples(events[events["type"] == "anniversary"]):
        age, (first, _) = years.search(row.quote), edtf.bounds(row.date)
        if not age or not first or first.year <= int(age[1]) or not old.search(row.quote):
            continue
        year, relations = f"{first.year - int(age[1]):04d}", records[row.source].relations
        said = rows_with(relations[relations["type"].isin([*STATUS, *FAMILIES])], dyad=row.dyad)
        decided = _age_verdict(year, said, rows_with(limits, source=row.source)["date"])
        subject = f"{age.group()} in {first.year}, so since {year}"
        yield Claim("arithmetic", row.dyad, subject, [of_row(row, "events", year, decided)])


def _age_verdict(year: str, said: pd.DataFrame, own: pd.Series) -> Verdict:
    """The verdict on the year of a beginning or end by the record's dates, or by the source's own."""
    known = rows_with(said, independent=True)
    fits = rows_where(known, "date", lambda date: edtf.meet(year, date))
    if len(fits):
        return verdict("supported", RELATIONS, fits["source"])
    if any(edtf.meet(year, date) for date in own):
        return verdict("supported", ARITHMETIC)
    if known.empty or any(edtf.meet(year, date) for date in said["date"]):
        return NOT_COVERED
    near = any(edtf.apart(year, date) <= YEAR for date in known["date"])  # feasts are prepared the year before
    right = f"the record has {', '.join(map(in_words, known['date'].unique()))}"
    sure = not near and known["confidence"].isin(SURE).any()
    return verdict("contradicted" if sure else "disputed", RELATIONS, known["source"], right)
