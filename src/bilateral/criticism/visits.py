"""Visits against the record's, and whether "the first …" was the first."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates import edtf
from ..dates.formatting import in_words, when
from ..files import read_toml
from ..record import Record, matching
from ..states import names as states
from ..tables import tuples
from .evidence import NOT_COVERED, Claim, Records, Verdict, nearest, of_row, patterns, rows_where, rows_with, verdict

if TYPE_CHECKING:
    from ..corpus import Corpus

VISITS = "computed: visits"
WEEK, YEAR = 7, 366  # days


def claims(corpus: "Corpus", records: Records) -> list[Claim]:
    """The visits that documents state, and which they call the first of its kind."""
    found, known = [], {}
    for row in tuples(corpus.visits):
        record, place = records[row.source], (row.source, row.dyad)
        if place not in known:
            table = rows_with(record.visits, dyad=row.dyad, independent=True)
            known[place] = table, list(tuples(table[table["confidence"] != "reject"]))
        decided = _verdict(row, *known[place])
        found.append(Claim("visit", row.dyad, _subject(row), [of_row(row, "visits", row.date, decided)]))
        if row.took_place and pd.notna([row.date, row.from_state, row.to_state]).all():
            words = patterns("visits")
            matches = (pattern.search(row.quote) for pattern in (words.first_person, words.first_visit))
            found += [_first(row, first["whose"], first["office"], record) for first in matches if first][:1]
    return found


def _subject(row: Any) -> str:
    who = row.visitor if pd.notna(row.visitor) else f"{row.office} (not named)"
    where = f" to {row.to_state}" if pd.notna(row.to_state) else ""
    with_whom = f" with {row.counterpart}" if pd.notna(row.counterpart) else ""
    unreal = "" if row.took_place else " (did not take place)"
    return f"{who}: {row.kind}{where}{with_whom}, {in_words(row.date)}{unreal}"


def _verdict(row: Any, table: pd.DataFrame, known: list[Any]) -> Verdict:
    """The verdict on a visit; the record is not complete, so that only one near in time can be another date of it."""
    journeys = known if row.took_place and pd.notna(row.date) else ()
    same = [journey.Index for journey in journeys if matching.same_journey(row, journey)]
    if not same:
        return NOT_COVERED
    table = table.loc[same]
    real = rows_with(table, took_place=True)
    dated = real.dropna(subset="date")
    decided = nearest(row.date, dated, WEEK, YEAR if pd.notna(row.to_state) else WEEK, VISITS)
    if decided.against_record == "supported" or pd.isna(row.to_state):
        return decided
    if len(undated := real[real["date"].isna()]):
        return verdict("supported", VISITS, undated["source"])
    if decided.against_record == "disputed":
        return decided
    met = rows_where(table, "date", lambda date: pd.isna(date) or edtf.meet(row.date, date))
    unreal = rows_with(met[~met["confidence"].isin(["low", "low-medium"])], to_state=row.to_state, took_place=False)
    if unreal.empty:
        return NOT_COVERED
    note = unreal["note"].fillna("").iloc[0]
    return verdict("contradicted", VISITS, unreal["source"], f"did not take place{': ' if note else ''}{note}")


def _first(row: Any, whose: str, office: str, record: Record) -> Claim:
    """The claim that a visit was the first by anybody of a state, or of a region of the world."""
    before = _earlier(row, whose, office.casefold(), record)
    decided = NOT_COVERED
    if len(before) and not patterns("visits").since.search(row.quote):
        who = [f"{v.visitor} of {v.from_state} {when(v.date)}" for v in tuples(before)]
        decided = verdict("contradicted", VISITS, before["source"], f"before came {' and '.join(who)}")
    subject = f"{row.visitor} the first {whose} {office.casefold()} in {row.to_state}"
    return Claim("first", row.dyad, subject, [of_row(row, "visits", row.date, decided)])


def _earlier(row: Any, whose: str, office: str, record: Record) -> pd.DataFrame:
    """The record's visits before a row's by those whom the words "first Mexican president" are about."""
    own = [m for m in states.Names((row.from_state, row.to_state)).find(whose) if m.state]
    rest = whose
    for mention in reversed(own):  # what is left names a region: "American" is a state's adjective
        rest = rest[: mention.start] + rest[mention.end :]
    rest = rest.replace("-", " ").casefold()
    region = next((codes for name, codes in read_toml("criticism.toml")["regions"].items() if name in rest), None)
    known = rows_with(record.visits, took_place=True, independent=True, to_state=row.to_state)
    offices = read_toml("criticism.toml")["firsts"]
    known = known[known["office"].isin(offices.get(office, offices["any"])) & (known["latest"] < row.earliest)]
    if region:
        coded = record.states.dropna(subset="cow")
        coded = coded[coded["cow"].between(*region)]
        inside = known["from_state"].isin(coded["state"].map(states.resolve))
    else:
        inside = known["from_state"].isin([m.state for m in own] or [row.from_state])
    name = states.named(row.to_state, row.date)  # the first in the Federation was perhaps not the first in the Union
    before = known[inside].sort_values("earliest")
    return rows_where(before, "date", lambda date: states.named(row.to_state, date) == name)
