"""Chronology: the dates that sources give for one event, against each other and against the record's."""

import re

from .. import wording as words
from ..dates import edtf
from ..states import names as states
from .evidence import Claim, of_row, where

#: Types that tell of one thing: who is recognized has relations from then on.
FAMILIES = {"recognized": "established"}
#: Events of which a state has few, so that two near in time are one; others must share a name or an actor.
STATUS = ("established", "severed", "lapsed", "restored", "state_formed", "state_dissolved")
#: Of each family: what its claims are about, in words.
SUBJECTS = {
    "established": "Relations established",
    "severed": "Relations severed",
    "lapsed": "Relations lapsed",
    "restored": "Relations restored",
    "war": "{actor} at war",
    "revolution": "Revolution in {actor}",
    "envoy_appointed": "{person} appointed envoy",
    "mission_opened": "{actor}: {level} opened",
    "mission_elevated": "{actor}: raised to {level}",
    "mission_closed": "{actor}: {level} closed",
    "launch": "Launch",
}
NEAR = 3 * 366  # days between two dates that may still be meant for one event
_WORD, _COMMON = (
    re.compile(r"\b[a-z]{5,}"),
    frozenset("soviet russian treaty agreement states relations between".split()),
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'-]{3,}")
#: A number of years, not only a bound ("more than 130 years"), and that it is relations that are so old.
_YEARS = re.compile(
    r"(?<!than )(?<!over )(?<!nearly )(?<!almost )(?<!about )\b(\d{1,3})(?:th|st|nd|rd)?[ -](?:years?|anniversary)\b"
)
_OLD = re.compile(r"\b(?:relations?|relationship|ties|links|contacts|recognition)\b", re.I)


def claims(corpus, publishers, record):
    """
    The dated events that a corpus's sources tell, those of one event together.

    Parameters
    ----------
    corpus : corpus.Corpus
    publishers : dict of str
        Source → who speaks in it.
    record : reference.Reference

    Returns
    -------
    list of Claim
    """
    out = []
    told = corpus.events[corpus.events["type"] != "anniversary"]
    for (dyad, family), rows in told.groupby(["dyad", told["type"].replace(FAMILIES)], sort=True):
        for group in _one_event(list(rows.itertuples()), family, corpus.pairs[dyad]):
            known = _recorded(record.relations, dyad, family, group)
            person = known["person"].iloc[0] if family == "envoy_appointed" and len(known) else None
            claim = Claim("event", dyad, _subject(group, family, person), [of_row(r, "events", r.date) for r in group])
            claim.between = between([(publishers[r.source], r.date) for r in group])
            for one, row in zip(claim.evidence, group, strict=True):
                _against(one, known, family)
                if one.verdict == "contradicted" and _abroad(
                    row.quote, states.Names(corpus.pairs[dyad], corpus.parties)
                ):
                    one.judge("not covered", "")
            if known.empty:
                _borrowed(claim, group, corpus, publishers)
            out.append(claim)
    return out + _anniversaries(corpus, record)


def _abroad(quote: str, names: states.Names) -> bool:
    """Whether words name states besides the two, whose event it may be: "Britain broke off relations, too"."""
    return any(m.state and m.state not in names.pair and m.kind in ("name", "adjective") for m in names.find(quote))


def between(said):
    """
    How what several speakers say of one thing goes together.

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
    dates = list(dict.fromkeys(date for _, date in said))
    if len(dates) == 1:
        return "agree"
    return "finer" if all(edtf.meet(a, b) for i, a in enumerate(dates) for b in dates[i + 1 :]) else "conflict"


def _one_event(rows, family, pair):
    """Rows that tell of one event, in lists: finest first, so that a vague date joins what it allows."""
    groups = []
    for row in sorted(rows, key=lambda r: (edtf.width(r.date), r.date)):
        near = [g for g in groups if edtf.apart(g[0].date, row.date) <= NEAR and _alike(g, row, family, pair)]
        met = [g for g in near if edtf.meet(g[0].date, row.date)]
        fitting = sorted(met or near, key=lambda g: edtf.apart(g[0].date, row.date))
        if fitting:
            fitting[0].append(row)
        else:
            groups.append([row])
    return groups


def _alike(group, row, family, pair):
    if family in STATUS:
        return True
    if family in ("war", "revolution") or family.startswith("mission"):
        return _actor(group[0]) == _actor(row)
    return bool(_names(group[0].quote, pair) & _names(row.quote, pair))


def _actor(row):
    """Whose event it is: the first of those named."""
    return row.actors.split(", ")[0] if isinstance(row.actors, str) else ""


def _names(quote, pair):
    own = {word for name in pair for word in name.split()}
    return {name for name in _NAME.findall(quote) if name not in own and name not in words.MONTHS}


def _subject(group, family, person):
    """What a claim is about, in words: "Relations severed, 26 January 1930"; of conflicting dates all that are told."""
    what = SUBJECTS.get(family, family.replace("_", " ").capitalize())
    level = group[0].level if isinstance(group[0].level, str) and group[0].level != "other" else "mission"
    actor = _actor(group[0])
    told = [group[0].date]
    told += [row.date for row in group[1:] if not any(edtf.meet(row.date, date) for date in told)]
    return f"{what.format(actor=actor, level=level, person=person or 'an envoy')}, {' or '.join(map(words.date, told))}"


def _recorded(relations, dyad, family, group):
    """The record's rows on one event: an envoy's name the envoy whom the source names, an agreement's its matter."""
    known = relations[(relations["dyad"] == dyad) & (relations["type"].replace(FAMILIES) == family)]
    if family == "envoy_appointed":
        known = where(
            known.dropna(subset="person"), "person", lambda p: any(p.split()[-1] in row.quote for row in group)
        )
    elif family not in STATUS:
        said = {word for row in group for word in _WORD.findall(row.quote.casefold())} - _COMMON
        known = where(known.dropna(subset="note"), "note", lambda note: said & set(_WORD.findall(note.casefold())))
    return where(known, "date", lambda date: any(edtf.apart(date, row.date) <= NEAR for row in group))


def _against(one, known, family):
    """
    The verdict on a date.

    Supported where every independent date that counts can be it; disputed, by those who have another, where one can and
    another cannot, or where only encyclopaedias have it; contradicted where no source in the record has it. A low confidence counts only where there is
    no other, and only status is contradicted: of other things a state has many. An envoy is, but by no date within a year,
    since envoys are named, come and present their letters on different days.
    """
    fits = where(known, "date", lambda date: edtf.meet(one.said, date))
    free = known[known["independent"] & (known["confidence"] != "reject")]
    firm = free[~free["confidence"].isin(["low", "low-medium"])]
    firm = firm if len(firm) else free
    if free.empty:
        if len(fits):
            one.judge("not covered", "", fits["source"])
        return
    others = where(firm, "date", lambda date: not edtf.meet(one.said, date))
    says = f"{' or '.join(words.date(date) for date in others['date'])}, by the record" if len(others) else ""
    if firm.index.isin(fits.index).all():
        one.judge("supported", "computed: relations", firm["source"])
    elif len(fits):
        one.judge("disputed", "computed: relations", others["source"], says)
    elif family in STATUS or (
        family == "envoy_appointed" and all(edtf.apart(one.said, d) > 366 for d in known["date"])
    ):
        one.judge("contradicted", "computed: relations", firm["source"], says)


def _borrowed(claim, group, corpus, publishers):
    """
    A date against the other sources, where the record has none.

    Words such as "were restored late in 1942, when it entered the war" date one event by another: where another publisher
    has a finer date for the one that only comes along, and the two can't both be, the borrowed one is wrong.
    """
    events = corpus.events
    for one, row in zip(claim.evidence, group, strict=True):
        shared = events[(events["source"] == row.source) & (events["date_char_start"] == row.date_char_start)]
        comes_along = len(shared) > 1 and (shared["type"].isin(STATUS) & (shared["type"] != row.type)).any()
        finer = [
            r for r in group
            if publishers[r.source] != publishers[row.source] and edtf.width(r.date) < edtf.width(row.date) and not edtf.meet(r.date, row.date)
        ]  # fmt: skip
        if comes_along and finer and row.type not in STATUS:
            label = corpus.labels[finer[0].source]
            one.judge("contradicted", "between sources", (), f"{words.date(finer[0].date)}, by {label}")


def _anniversaries(corpus, record):
    """Anniversaries with their number of years: whether something of the record, or of the same source, is as old."""
    out = []
    for row in corpus.events[corpus.events["type"] == "anniversary"].itertuples():
        age, (first, _) = _YEARS.search(row.quote), edtf.bounds(row.date)
        if not age or not first or first.year - int(age[1]) < 1 or not _OLD.search(row.quote):
            continue
        year = f"{first.year - int(age[1]):04d}"
        said = record.relations[record.relations["dyad"] == row.dyad]
        said = said[said["type"].replace(FAMILIES).isin(STATUS)]
        known = said[said["independent"]]
        told = corpus.events[
            (corpus.events["source"] == row.source) & corpus.events["type"].replace(FAMILIES).isin(STATUS)
        ]
        claim = Claim(
            "arithmetic", row.dyad, f"{age.group()} in {first.year}, so since {year}", [of_row(row, "events", year)]
        )
        fits = where(known, "date", lambda date: edtf.meet(year, date))
        if len(fits):
            claim.evidence[0].judge("supported", "computed: relations", fits["source"])
        elif any(edtf.meet(year, date) for date in told["date"]):
            claim.evidence[0].judge("supported", "computed: arithmetic")
        elif len(known) and not any(edtf.meet(year, date) for date in said["date"]):
            dates = ", ".join(words.date(date) for date in dict.fromkeys(known["date"]))
            near = any(edtf.apart(year, date) <= 366 for date in known["date"])  # feasts are prepared the year before
            verdict = "disputed" if near else "contradicted"
            claim.evidence[0].judge(verdict, "computed: relations", known["source"], f"the record has {dates}")
        out.append(claim)
    return out
