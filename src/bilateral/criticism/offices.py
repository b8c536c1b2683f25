"""Office-holders: who is named with an office and a date, and who held power then."""

import functools
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ..dates import edtf
from ..dates.finder import Date
from ..dates.formatting import in_words, when
from ..mentions.persons import Person
from ..reading import Named
from ..record import Record, matching
from ..record.packs import days, during
from ..tables import tuples
from .evidence import (
    NOT_COVERED,
    OUTSIDE,
    Claim,
    Evidence,
    Records,
    Verdict,
    of_row,
    patterns,
    rows_where,
    rows_with,
    selected,
    verdict,
)

if TYPE_CHECKING:
    from ..corpus import Corpus

LEADERS = "computed: leaders"
#: Offices that claims are made of, as tables of leaders have them.
MONARCHS = ("Emperor", "Empress", "Tsar", "King", "Queen")
OFFICES = {o: o for o in ("President", "Prime Minister", "General Secretary")} | dict.fromkeys(MONARCHS, "Monarch")
MONTH, YEAR = pd.Timedelta(days=31), pd.Timedelta(days=366)
Stated = Iterator[tuple[str, Person, Evidence]]  # the dyad, who is stated to have held an office, and the words
TWO_WITNESSES = pd.Timestamp("1950")  # from then on there are two sources on every ruler


def claims(corpus: "Corpus", records: Records) -> list[Claim]:
    """
    The rulers whom documents name with an office, at a date, and those who made visits.

    A ruler who is named with no date is taken to rule in the one year that the document is about, if it is one.
    """
    found: dict[tuple[str, str], Claim] = {}
    for dyad, person, evidence in (*_named(corpus, records), *_visitors(corpus, records)):
        subject = f"{person.name} as {person.office}, {in_words(str(evidence.said))}"
        claim = found.setdefault((dyad, subject), Claim("office", dyad, subject, [], person=person.name))
        if all(e.source != evidence.source for e in claim.evidence):
            claim.evidence.append(evidence)
    return list(found.values())


def _named(corpus: "Corpus", records: Records) -> Stated:
    """Those whom sentences name with an office."""
    rows, published = _rows(corpus), dict(zip(corpus.sources["source"], corpus.sources["published"]))
    for named, person in _holders(corpus):
        source, dyad = named.source, named.dyad or ""
        tenures = Tenures.of(person, corpus.pairs[dyad], records[source])
        decided = [one for one in _decided(named, person, tenures, published[source]) if selected(corpus, one[0])]
        if decided:
            date, one = next((d for d in decided if d[1].against_record == "supported"), decided[0])
            row = rows.get((source, named.start), (None, None))
            yield dyad, person, Evidence(source, date, named.start, named.start + len(named.text), *row, one)


def _visitors(corpus: "Corpus", records: Records) -> Stated:
    """Those who made a visit with an office that was not over, nor still to come."""
    for row in tuples(corpus.visits.dropna(subset=["date", "visitor"])):
        over = patterns("offices").other.search(row.quote.partition(row.visitor)[0][-40:])  # letters before the name
        if row.office in OFFICES and row.took_place and not over:
            person = Person(0, 0, row.visitor, row.office, row.office, row.from_state)
            decided = Tenures.of(person, corpus.pairs[row.dyad], records[row.source]).verdict(row.date)
            yield row.dyad, person, of_row(row, "visits", row.date, decided)


def _rows(corpus: "Corpus") -> dict[tuple[str, int], tuple[str, int]]:
    """Where a row's words begin → the row: a visit, or else an event or figure, that a ruler's sentence may give."""
    rows = {}
    for name in ("figures", "events", "visits"):
        table = getattr(corpus, name).iloc[::-1]
        rows |= {
            (source, start): (name, n) for source, start, n in zip(table["source"], table["char_start"], table.index)
        }
    return rows


def _holders(corpus: "Corpus") -> Iterator[tuple[Named, Person]]:
    """Those who are named as holding an office of a state: no relatives, and none who held it before or are still to."""
    words = patterns("offices")
    for named in corpus.persons:
        text = named.text
        for person in named.persons if named.source in corpus.texts and named.dyad in corpus.pairs else ():
            printed = text.find(person.printed, person.start) + len(person.printed)
            other = _other(text, person) or (words.of_other.match(text, printed) and not person.state)
            kin = words.before_kin.search(text, 0, person.start) or words.after_kin.match(text, person.end)
            if person.office in OFFICES and not other and not kin:
                yield named, person


def _other(text: str, person: Person) -> bool:
    """Whether a word such as "former" stands before a person's office, or between the name and the office."""
    words = patterns("offices")
    ends = [match.end() for match in words.other.finditer(text, 0, person.end)]
    return any(end > person.start or words.between.fullmatch(text, end, person.start) for end in ends)


def _dates(named: Named, person: Person) -> list[tuple[str, bool]]:
    """The dates of a sentence, the nearest to a person first, each with whether it is the person's."""
    part, text, found = patterns("dates").part_of_name, named.text, []
    for date in sorted(named.dates, key=lambda date: max(date.start - person.end, person.start - date.end)):
        if date.edtf and date.start >= 0:
            found.append((date.edtf, not (part.search(text, 0, date.start) or _aside(text, person, date))))
    return found


def _aside(text: str, person: Person, date: Date) -> bool:
    """Whether a date belongs to something else than a person: "praised the treaty signed in 1924"."""
    words = patterns("dates")
    if words.parted.search(text, min(person.end, date.end), max(person.start, date.start)):
        return True
    start = max(text.rfind(mark, 0, date.start) for mark in ",;:(") + 1
    start -= text.startswith(" ", start) and start > 0  # with the comma, for a participle after it
    marks = [m.start() for m in words.aside.finditer(text, start, date.start)]
    marks = [mark for mark in marks if text[person.end : mark] not in (" ", ", ")]
    if not marks or marks[-1] <= person.start < date.start:
        return False
    return person.start < date.end or bool(words.closed.search(text, date.end, person.start))


def _decided(named: Named, person: Person, tenures: "Tenures", written: object) -> list[tuple[str, Verdict]]:
    """The dates at which somebody may be said to hold an office, with the verdicts on them."""
    words, dates, found = patterns("offices"), _dates(named, person), []
    stated = bool(dates)
    if not stated and named.year and not words.now.search(named.text) and not tenures.today(written):
        dates = [(named.year, True)]
    weak = words.beforehand.search(named.text) or words.possession.match(named.text, person.end)
    for date, bound in dates:
        decided = tenures.verdict(date)
        if decided.against_record in ("disputed", "contradicted") and weak:
            decided = NOT_COVERED
        # a date of something else may still fit; who ruled before may be named with no date
        if decided.against_record == "supported" or (bound and (stated or decided.against_record == "contradicted")):
            found.append((date, decided))
    return found


class Tenures(NamedTuple):
    """The tenures of those whom a name can mean, and those of everybody in the same states."""

    person: Person
    record: Record
    own: pd.DataFrame
    everybody: pd.DataFrame
    several: bool  # rulers of that name

    @classmethod
    def of(cls, person: Person, pair: tuple[str, ...], record: Record) -> "Tenures":
        """Find the tenures of a person, under any office."""
        states = (person.state,) if person.state and person.state != "*" else pair
        return cls(person, record, *_tenures(record, states, person.name, person.office in MONARCHS))

    def today(self, written: object) -> bool:
        """Whether a person ruled when a document was written, or is the last ruler of the record: named with no date."""
        own = self.own
        last = self.everybody[self.everybody["state"].isin(own["state"])].groupby("state")["earliest"].max()
        if own["earliest"].isin(last).any() or own["latest"].isna().any():
            return True
        year = str(written)[:4]
        return edtf.is_date(year) and len(during(own, year)) > 0

    def verdict(self, date: str) -> Verdict:
        """
        The verdict on somebody's being in office at a date.

        Supported if in power then, under any office. Afterwards people keep their titles. More than a month before they
        came to power, where a source has somebody else in the same office, is disputed; contradicted only where it is more
        than a year, all names are full ones and, from 1950 on, a second source agrees.
        """
        own, (first, last) = self.own, days(date)
        if own.empty:
            return NOT_COVERED
        inside = [_covers(self.record, self.everybody, row, first, last) for row in tuples(own)]
        if not any(inside):
            return OUTSIDE
        own = own[inside]
        if len(here := during(own, date)):
            return verdict("supported", LEADERS, here["source"])
        start = own["earliest"].min()
        if self.several or start - last <= MONTH:
            return NOT_COVERED
        office = OFFICES[self.person.office]
        others = during(rows_with(self.everybody, office=office), date)
        others = others[others["state"].isin(self.own["state"]) & ~others.index.isin(self.own.index)]
        against = own[own["pack"].isin(others["pack"]) & own["office"].eq(office)]
        return NOT_COVERED if against.empty else self._too_early(date, first, start - last, against, others)

    def _too_early(
        self, date: str, first: pd.Timestamp, gap: pd.Timedelta, against: pd.DataFrame, others: pd.DataFrame
    ) -> Verdict:
        """The verdict where somebody else held the office that the person came to only later."""
        name = set(matching.plain(against["name"].iloc[0]))
        likely = max(tuples(others), key=lambda other: len(name & set(matching.plain(other.name))))
        right = f"{_terms(against)}; {when(date)} it was {likely.name}"
        full = all(matching.Name.of(one).full for one in (self.person.name, *against["name"]))
        sources = [*against["source"], likely.source]
        witnesses = self.record.witnesses(against["source"] if first >= TWO_WITNESSES else sources)
        sure = full and gap > YEAR and witnesses > (first >= TWO_WITNESSES)
        return verdict("contradicted" if sure else "disputed", LEADERS, sources, right)


@functools.lru_cache(1 << 10)
def _tenures(record: Record, states: tuple[str, ...], name: str, monarch: bool) -> tuple:
    """The tenures that a name can mean, those of everybody, and whether one word is the name of several: then none, but a monarch's."""
    everybody = record.tenures[record.tenures["state"].isin(states)]
    own = rows_where(everybody, "name", lambda other: matching.same_person(name, other, monarch))
    bearers = own.groupby(["state", "source"])["name"].unique() if len(matching.Name.of(name).words) < 2 else ()
    pairs = (pair for names in bearers for pair in itertools.combinations(names, 2))
    several = not all(itertools.starmap(matching.same_person, pairs))
    return own.iloc[:0] if several and not monarch else own, everybody, several


def _covers(record: Record, tenures: pd.DataFrame, row: Any, first: pd.Timestamp, last: pd.Timestamp) -> bool:
    """Whether the source of a tenure covers a time: from its first ruler of that state to the end of its years."""
    begun, ended = record.years.get(row.source, (pd.NaT, pd.NaT))
    same = tenures[tenures["state"].eq(row.state) & tenures["pack"].eq(row.pack)]
    if pd.notna(begun):
        same = rows_with(same, source=row.source)
    return bool(same["earliest"].min() <= last) and not first > ended


def _terms(own: pd.DataFrame) -> str:
    """When a person was in office."""
    spans = own.drop_duplicates(["earliest", "latest"]).sort_values("earliest")
    row = next(tuples(spans))
    return f"{row.name} was {row.office} of {row.state} {' and '.join(map(_span, tuples(spans)))}"


def _span(tenure: Any) -> str:
    ended = f"to {in_words(tenure.end)}" if isinstance(tenure.end, str) else "on"
    return f"from {in_words(tenure.start)} {ended}"
