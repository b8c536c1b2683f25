"""Rulers: who is named with an office and a date, and who held it then."""

import datetime as dt
import re

import pandas as pd

from .. import wording as words
from ..dates import edtf
from ..documents import files as sources
from ..documents import layout
from ..guard import Guard
from ..mentions import clauses
from ..mentions import persons as people
from ..record import matching
from .evidence import Claim, Evidence, selected, where

#: Offices that the table of leaders can tell of, as it has them.
MONARCHS = ("Emperor", "Empress", "Tsar", "King", "Queen")
OFFICES = {o: o for o in ("President", "Prime Minister", "General Secretary")} | dict.fromkeys(MONARCHS, "Monarch")
SURE = ("high", "medium-high")  # where a tenure is less sure, it may have begun a year before
YEAR = pd.Timedelta(days=366)
_FORMER = r"(?i:\b(?:former|ex|the late)[ -])"
_TO_COME = r"(?i:\b(?:future|subsequent|would-be|(?<!years )(?<!year )(?<!months )(?<!days )later)[ -])"
_KIN = r"(?:(?:grand|step)?(?:father|mother|son|daughter|child)|wife|widow|husband|brother|sister|uncle|nephew|cousin|friend"
_KIN += r"|successor|predecessor|rival|opponent|supporter|follower)s?"
_OF_KIN = re.compile(rf"\b{_KIN} (?:of|to) (?:the )?(?:\w+ ){{0,2}}$|^'s? {_KIN}\b")
_MONTHS = rf"{'|'.join(words.MONTHS)}|spring|summer|autumn|fall|winter|year|month|end|start|beginning|middle|part|half|days|weeks|course"
#: What a date that is part of a name stands after: "the 1924 treaty", "the Constitution of 1917".
_PART = re.compile(rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Tt]his)|'s?|(?<![\w-])(?!(?:{_MONTHS}) )[A-Za-z]\w* of) $", re.I)
#: What opens words on something else: a clause of its own, something recalled, a participle after its noun.
_ASIDE = re.compile(
    r"\b(?:after|before|since|until|following|than|like|unlike|back to|dat(?:e[sd]?|ing)|that|which|whom?|whose|where|because|anniversary|born)\b"
    r"|\b(?:recall|remember|commemorat|celebrat|honou?r|prais|thank|mention)\w*|\bmark(?:s|ed|ing)\b"
    r"|(?:^|(?<=[a-z] )|(?<=, ))(?<!was )(?<!were )(?<!been )(?<!had )(?<!has )(?<!have )(?<!is )(?<!are )(?<!and )(?<!ly )"
    r"(?:\w+ed|begun|broken|built|cut|given|made|sent|written) (?=(?:in|on|by|early|late)\b)",
    re.I,
)
#: What parts a date and a ruler of one sentence: another thing said, at another time.
_PARTED = re.compile(
    r";|\b(?:but|yet|though|although|whereas|had|than|before|until|prior to)\b|, (?:and|so)\b"
    r"|\band (?:\w+ ){0,2}(?:\w+ed|begun|broken)\b"
)
#: What may be told of rulers before they rule.
_BEFOREHAND = re.compile(
    r"\b(?:born|elect\w*|candida\w+|campaign\w*|nominat\w+|imprisoned|arrested|studied|student|youth)\b", re.I
)
#: Of a thing of theirs that is not their rule: "President Petro's party".
_THING = re.compile(
    r"'s? (?!government|administration|presidency|term|cabinet|regime|rule|reign|order|initiative|visit|trip)"
)
#: Words of a sentence that tells of the writer's own time.
_NOW = re.compile(
    r"\b(?:said|says|told|stated|noted|added|announced|called|today|now|current(?:ly)?|recent(?:ly)?|has|have|is|are|will)\b"
)


def claims(corpus, record):
    """
    The rulers whom documents name with an office, at a date.

    A ruler who is named with no date is taken to rule in the one year that the document tells of, if it is one.

    Parameters
    ----------
    corpus : corpus.Corpus
    record : reference.Reference

    Returns
    -------
    list of Claim
    """
    found, tenures, rows = {}, record.tenures, _rows(corpus)
    told = corpus.sources.dropna(subset=["source", "dyad"])
    for source, dyad, written in told[["source", "dyad", "published"]].itertuples(index=False):
        page = layout.lay_out(sources.Document(source, source, corpus.texts[source]))
        guard = Guard()  # what it sets aside is listed already: reading failed there as well
        readings = list(clauses.read(page, corpus.pairs[dyad], corpus.parties, guard))
        only = _only({d.edtf for reading in readings for d in reading.dates})
        written = str(written)[:4] if re.match(r"[1-9]\d{3}", str(written)) else None
        for reading, persons in guard.each(lambda reading: (reading, people.find(reading)), readings):
            for person in persons:
                claim = _claim(corpus, dyad, reading, person, (only, written), tenures)
                if claim is None:
                    continue
                claim.evidence[0].table, claim.evidence[0].row = rows.get((source, reading.start), ("", None))
                kept = found.setdefault((dyad, claim.subject), claim)
                if all(e.source != source for e in kept.evidence):
                    kept.evidence += claim.evidence
    return list(found.values())


def _only(dates):
    """The one year that dates lie in, the vague ones left aside; None where there are several."""
    years = {date[:4] for date in dates if edtf.width(date) <= YEAR.days and re.match(r"\d{4}", date)}
    return years.pop() if len(years) == 1 else None


def _dates(reading, person):
    """The dates that a sentence gives, the nearest to a person first, each with whether it is the person's: no part of a
    name, and not of something else that is told."""
    dates = [d for d in reading.dates if d.edtf and d.start >= 0]
    dates.sort(key=lambda d: max(d.start - person.end, person.start - d.end))
    text = reading.text
    return [(d.edtf, not (_PART.search(text[: d.start]) or _aside(text, person, d))) for d in dates]


def _aside(text, person, date):
    """Whether a date belongs to something else than a person: "praised the treaty signed in 1924"."""
    if _PARTED.search(text, min(person.end, date.end), max(person.start, date.start)):
        return True
    start = max(text.rfind(mark, 0, date.start) for mark in ",;:(") + 1
    start = max(0, start - 1) if text[start : start + 1] == " " else start  # with the comma, for a participle after it
    marks = [m for m in _ASIDE.finditer(text, start, date.start) if text[person.end : m.start()] not in (" ", ", ")]
    if not marks:
        return False
    after = person.start >= date.end and not re.search(r"[,;:)]", text[date.end : person.start])
    return not (marks[-1].start() <= person.start < date.start or after)


def _claim(corpus, dyad, reading, person, undated, tenures):
    """The claim that somebody held, or had held, an office: of several dates at the one that fits, else at the nearest."""
    text, office = reading.text, OFFICES.get(person.office)
    before, called = text[: person.start], text[person.start : person.end]
    after = text[text.find(person.printed, person.start) + len(person.printed) :]
    of = re.match(r"s? of (?!(?:the )?(?:[Rr]epublic|[Cc]ountry|[Nn]ation))", after)
    if not office or "-elect" in called or _named(_TO_COME, before, called) or (of and not person.state):
        return None
    if _OF_KIN.search(before) or _OF_KIN.match(text[person.end :]):
        return None
    dates, own = _dates(reading, person), _held(tenures, person, corpus.pairs[dyad])
    told, former = bool(dates), _named(_FORMER, before, called)
    if not told and undated[0] and not _NOW.search(text) and not _today(own, tenures, undated[1]):
        dates = [(undated[0], True)]
    weak = _BEFOREHAND.search(text) or _THING.match(text[person.end :])
    tries = []
    for date, bound in dates:
        one = Evidence(reading.document.name, date, (reading.start, reading.start + len(text)))
        _judge(one, former, own, tenures)
        if one.verdict == "contradicted" and weak:
            one.judge("not covered", "")
        # a date of something else may still fit; who ruled before may be named with no date
        if selected(corpus, date) and (one.verdict == "supported" or bound and (told or one.verdict != "disputed")):
            tries.append(one)
    if not tries:
        return None
    one = next((e for e in tries if e.verdict == "supported"), tries[0])
    subject = f"{person.name} as {'former ' if former else ''}{person.office}, {words.date(one.said)}"
    return Claim("office", dyad, subject, [one])


def _named(pattern, before, called):
    """Whether a word stands before a person's office, or between the name and the office."""
    return bool(re.search(pattern + r"(?:[A-Z]\w+ ){0,2}$", before) or re.search(pattern, called))


def _rows(corpus):
    """Where a row's words begin → the row: a visit, or else an event or figure, that a ruler's sentence may give."""
    rows = {}
    for name in ("figures", "events", "visits"):
        table = getattr(corpus, name).iloc[::-1]
        rows |= dict(
            zip(zip(table["source"], table["char_start"], strict=True), ((name, n) for n in table.index), strict=True)
        )
    return rows


def _held(tenures, person, pair):
    """The tenures of a person; those of another office than is named can tell nothing."""
    states = [person.state] if person.state and person.state != "*" else pair
    known = tenures[tenures["state"].isin(states) & (tenures["office"] == OFFICES[person.office])]
    return where(known, "name", lambda name: matching.name_similarity(person.name, name) >= matching.ALIKE)


def _today(own, tenures, written):
    """Whether a person ruled when a document was written, or is the last ruler of the record: named with no date."""
    last = tenures[tenures["state"].isin(own["state"])].groupby("state")["earliest"].max()
    if own["earliest"].isin(last).any() or own["latest"].isna().any():
        return True
    return written is not None and len(_between(own, written)) > 0


def _between(tenures, date):
    """The tenures that share a day with a date."""
    first, last = edtf.bounds(date)
    begun = tenures["earliest"] <= pd.Timestamp(last or dt.date.max)
    return tenures[begun & ((tenures["latest"] >= pd.Timestamp(first or dt.date.min)) | tenures["latest"].isna())]


def _judge(one, former, own, tenures):
    """The verdict on somebody's being, or having been, in office at a date."""
    if own.empty:
        return
    first, last = edtf.bounds(one.said)
    first, last = pd.Timestamp(first or dt.date.min), pd.Timestamp(last or dt.date.max)
    here = _between(own, one.said)
    known = here if len(here) else own
    ids, by_law = known["source"], _by_law(here, one.said, tenures)
    if former:
        over = (own["latest"] < last).any() or by_law is not None
        held = (
            (here["earliest"] <= first) & ((here["latest"] >= last) | here["latest"].isna())
        ).any() and by_law is None
        fits = over and not held
        one.judge(
            "supported" if fits else "contradicted",
            "computed: leaders",
            ids,
            "" if fits else _correction(known, None, ""),
        )
    elif by_law is not None:
        right = f"{by_law['name']} was {by_law['office']} of {by_law['state']} by law {_span(by_law)}"
        one.judge("disputed", "computed: leaders", [*ids, by_law["source"]], right)
    elif len(here):
        one.judge("supported", "computed: leaders", ids)
    else:  # afterwards people keep their titles; before, only where it is not sure when they came to power
        start = own.sort_values("earliest").iloc[0]
        near = start["earliest"] - last <= YEAR and start["confidence"] not in SURE
        later = start["earliest"] > last and not near
        right = _correction(own, tenures, one.said)
        one.judge("contradicted" if later else "disputed", "computed: leaders", ids, right)


def _by_law(here, date, tenures):
    """Who held the office by law when somebody else is only known to have had its power; None where nobody did."""
    if here.empty or here["basis"].eq("de jure").any():
        return None
    ruler = here.iloc[0]
    law = tenures[tenures["basis"] == "de jure"]
    law = law[(law["state"] == ruler["state"]) & (law["office"] == ruler["office"]) & (law["name"] != ruler["name"])]
    for _, other in law[law["end"].notna()].iterrows():
        (_, start), (end, _), (first, last) = map(edtf.bounds, (other["start"], other["end"], date))
        if first and last and start < first and last < end:
            return other
    return None


def _correction(own, tenures, date):
    """When the person was in office, and who was at the date: of several the one with the most like name."""
    row = own.iloc[0]
    spans = " and ".join(_span(tenure) for _, tenure in own.iterrows())
    text = f"{row['name']} was {row['office']} of {row['state']} {spans}"
    if tenures is None:
        return text
    same = (tenures["state"] == row["state"]) & (tenures["office"] == row["office"]) & (tenures["name"] != row["name"])
    then = _between(tenures[same], date)
    if then.empty:
        return text
    likely = max(then.itertuples(), key=lambda t: len({*matching.plain(t.name)} & {*matching.plain(row["name"])}))
    return f"{text}; {words.when(*map(pd.Timestamp, edtf.bounds(date)))} it was {likely.name}"


def _span(tenure):
    ended = tenure["end"] if isinstance(tenure["end"], str) else None
    return f"from {words.date(tenure['start'])} " + (f"to {words.date(ended)}" if ended else "on")
