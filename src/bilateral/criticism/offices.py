"""Office-holders: who is named with an office and a date, and who held it then."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates import edtf
from ..dates.finder import Date
from ..dates.formatting import in_words, when
from ..mentions.persons import Person
from ..reading import Named
from ..record import Record, matching
from ..record.packs import during
from .evidence import NOT_COVERED, Claim, Evidence, Verdict, patterns, rows_where, rows_with, selected, verdict

if TYPE_CHECKING:
    from ..corpus import Corpus

LEADERS = "computed: leaders"
#: Offices that the table of leaders covers, as it has them.
MONARCHS = ("Emperor", "Empress", "Tsar", "King", "Queen")
OFFICES = {o: o for o in ("President", "Prime Minister", "General Secretary")} | dict.fromkeys(MONARCHS, "Monarch")
SURE = ("high", "medium-high")  # where a tenure is less sure, it may have begun a year before
NO_TIME, YEAR = pd.Timedelta(0), pd.Timedelta(days=366)


def claims(corpus: "Corpus", record: Record) -> list[Claim]:
    """
    The rulers whom documents name with an office, at a date.

    A ruler who is named with no date is taken to rule in the one year that the document is about, if it is one.
    """
    found: dict[tuple[str, str], Claim] = {}
    tenures, rows, sources = record.tenures, _rows(corpus), corpus.sources.drop_duplicates("source").set_index("source")
    for named, person in _holders(corpus):
        dyad, written = named.dyad, sources.loc[named.source, "published"]
        former, own = _is("former", named.text, person), _own(tenures, person, corpus.pairs[dyad])
        decided = _decided(named, person, former, own, tenures, written)
        decided = [(date, one) for date, one in decided if selected(corpus, date)]
        if not decided:
            continue
        date, one = next((d for d in decided if d[1].against_record == "supported"), decided[0])
        subject = f"{person.name} as {'former ' * former}{person.office}, {in_words(date)}"
        claim = found.setdefault((dyad, subject), Claim("office", dyad, subject, [], person=person.name))
        if all(e.source != named.source for e in claim.evidence):
            row = rows.get((named.source, named.start), (None, None))
            claim.evidence.append(Evidence(named.source, date, named.start, named.start + len(named.text), *row, one))
    return list(found.values())


def _rows(corpus: "Corpus") -> dict[tuple[str, int], tuple[str, int]]:
    """Where a row's words begin → the row: a visit, or else an event or figure, that a ruler's sentence may give."""
    rows = {}
    for name in ("figures", "events", "visits"):
        table = getattr(corpus, name).iloc[::-1]
        rows |= {
            (source, start): (name, n)
            for source, start, n in zip(table["source"], table["char_start"], table.index, strict=True)
        }
    return rows


def _holders(corpus: "Corpus") -> Iterator[tuple[Named, Person]]:
    """Those who are named as holding or having held an office of a state: no relatives, and none who are still to."""
    words = patterns("offices")
    for named in corpus.persons:
        text = named.text
        for person in named.persons if named.source in corpus.texts and named.dyad in corpus.pairs else ():
            printed = text.find(person.printed, person.start) + len(person.printed)
            other = _is("to_come", text, person) or (words["of_other"].match(text, printed) and not person.state)
            kin = words["before_kin"].search(text, 0, person.start) or words["after_kin"].match(text, person.end)
            if person.office in OFFICES and not other and not kin:
                yield named, person


def _is(word: str, text: str, person: Person) -> bool:
    """Whether a word stands before a person's office, or between the name and the office."""
    words = patterns("offices")
    ends = [match.end() for match in words[word].finditer(text, 0, person.end)]
    return any(end > person.start or words["between"].fullmatch(text, end, person.start) for end in ends)


def _dates(named: Named, person: Person) -> list[tuple[str, bool]]:
    """The dates of a sentence, the nearest to a person first, each with whether it is the person's."""
    part, text, found = patterns("dates")["part_of_name"], named.text, []
    for date in sorted(named.dates, key=lambda date: max(date.start - person.end, person.start - date.end)):
        if date.edtf and date.start >= 0:
            found.append((date.edtf, not (part.search(text, 0, date.start) or _aside(text, person, date))))
    return found


def _aside(text: str, person: Person, date: Date) -> bool:
    """Whether a date belongs to something else than a person: "praised the treaty signed in 1924"."""
    words = patterns("dates")
    if words["parted"].search(text, min(person.end, date.end), max(person.start, date.start)):
        return True
    start = max(text.rfind(mark, 0, date.start) for mark in ",;:(") + 1
    start -= text.startswith(" ", start) and start > 0  # with the comma, for a participle after it
    marks = [m.start() for m in words["aside"].finditer(text, start, date.start)]
    marks = [mark for mark in marks if text[person.end : mark] not in (" ", ", ")]
    if not marks or marks[-1] <= person.start < date.start:
        return False
    return person.start < date.end or bool(words["closed"].search(text, date.end, person.start))


def _decided(
    named: Named, person: Person, former: bool, own: pd.DataFrame, tenures: pd.DataFrame, written: object
) -> list[tuple[str, Verdict]]:
    """The dates at which somebody may be said to hold, or have held, an office, with the verdicts on them."""
    words, dates, found = patterns("offices"), _dates(named, person), []
    stated = bool(dates)
    if not stated and named.year and not words["now"].search(named.text) and not _today(own, tenures, written):
        dates = [(named.year, True)]
    weak = words["beforehand"].search(named.text) or words["possession"].match(named.text, person.end)
    for date, bound in dates:
        decided = _verdict(date, former, own, tenures)
        if decided.against_record == "contradicted" and weak:
            decided = NOT_COVERED
        # a date of something else may still fit; who ruled before may be named with no date
        if decided.against_record == "supported" or (bound and (stated or decided.against_record != "disputed")):
            found.append((date, decided))
    return found


def _own(tenures: pd.DataFrame, person: Person, pair: tuple[str, ...]) -> pd.DataFrame:
    """The tenures of a person in the office that is named."""
    states = [person.state] if person.state and person.state != "*" else pair
    known = rows_with(tenures[tenures["state"].isin(states)], office=OFFICES[person.office])
    return rows_where(known, "name", lambda name: matching.same_person(person.name, name))


def _today(own: pd.DataFrame, tenures: pd.DataFrame, written: object) -> bool:
    """Whether a person ruled when a document was written, or is the last ruler of the record: named with no date."""
    last = tenures[tenures["state"].isin(own["state"])].groupby("state")["earliest"].max()
    if own["earliest"].isin(last).any() or own["latest"].isna().any():
        return True
    year = str(written)[:4]
    return year.isdecimal() and year[0] != "0" and len(during(own, year)) > 0


def _verdict(date: str, former: bool, own: pd.DataFrame, tenures: pd.DataFrame) -> Verdict:
    """The verdict on somebody's being, or having been, in office at a date."""
    if own.empty:
        return NOT_COVERED
    here = during(own, date)
    law = _by_law(here, date, tenures)
    if former:
        return _former_verdict(date, own, here, law is not None)
    if law is not None:
        right = f"{law.name} was {law.office} of {law.state} by law {_span(law)}"
        return verdict("disputed", LEADERS, [*here["source"], law.source], right)
    if len(here):
        return verdict("supported", LEADERS, here["source"])
    # afterwards people keep their titles; before, only where it is not sure when they came to power
    start, (_, last) = own.sort_values("earliest").iloc[0], _days(date)
    later = start["earliest"] - last > (NO_TIME if start["confidence"] in SURE else YEAR)
    others, name = during(_others(own, tenures), date)["name"], set(matching.plain(own["name"].iloc[0]))
    likely = max(others, key=lambda other: len(name & set(matching.plain(other))), default=None)
    instead = f"; {when(*_days(date))} it was {likely}" if likely else ""
    return verdict("contradicted" if later else "disputed", LEADERS, own["source"], _terms(own) + instead)


def _former_verdict(date: str, own: pd.DataFrame, here: pd.DataFrame, by_law: bool) -> Verdict:
    """The verdict on somebody's having been in office before a date; `by_law` is whether somebody else was, by law."""
    first, last = _days(date)
    throughout = (here["earliest"] <= first) & ~(here["latest"] < last)
    known = own if here.empty else here
    if by_law or ((own["latest"] < last).any() and not throughout.any()):
        return verdict("supported", LEADERS, known["source"])
    return verdict("contradicted", LEADERS, known["source"], _terms(known))


def _days(date: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = edtf.bounds(date)
    return pd.Timestamp(first or dt.date.min), pd.Timestamp(last or dt.date.max)


def _by_law(here: pd.DataFrame, date: str, tenures: pd.DataFrame) -> Any:
    """Who held the office by law when somebody else is only known to have had its power; None where nobody did."""
    if here.empty or here["basis"].eq("de jure").any():
        return None
    first, last = edtf.bounds(date)
    for other in rows_with(_others(here, tenures), basis="de jure").itertuples():
        (_, begun), (ended, _) = edtf.bounds(other.start), edtf.bounds(other.end)
        if first and last and begun and ended and begun < first and last < ended:
            return other
    return None


def _others(own: pd.DataFrame, tenures: pd.DataFrame) -> pd.DataFrame:
    """The tenures of other people in a person's office."""
    row = own.iloc[0]
    return rows_with(tenures[tenures["name"] != row["name"]], state=row["state"], office=row["office"])


def _terms(own: pd.DataFrame) -> str:
    """When a person was in office."""
    row = next(own.itertuples())
    return f"{row.name} was {row.office} of {row.state} {' and '.join(map(_span, own.itertuples()))}"


def _span(tenure: Any) -> str:
    ended = f"to {in_words(tenure.end)}" if isinstance(tenure.end, str) else "on"
    return f"from {in_words(tenure.start)} {ended}"
