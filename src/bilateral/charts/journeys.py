"""The sources' visits beside the record's: which of them are one visit, and what is to be said of them."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..record.matching import same_visit
from ..states import names
from ..wording import clean, count, listing
from .marks import BOTH, RECORD, Journey, journeys, took_place
from .rows import COLUMNS, check, dated, within


@dataclass(frozen=True, slots=True)
class Joined:
    """
    The visits of sources and record.

    Attributes
    ----------
    drawn : list of Journey
        The sources' with a date, then those that only the record has.
    known, stated : int
        How many visits between the two states that took place the record has, and how many of them a source has.
    more : int
        How many the sources have that the record has not.
    undated : pandas.DataFrame
        The record's rows without a date.
    dependent : int
        How many of the record's rows only encyclopaedias have.
    """

    pair: tuple[str, str]
    covered: bool
    drawn: list[Journey]
    known: int
    stated: int
    more: int
    undated: pd.DataFrame
    dependent: int

    @property
    def title(self) -> str:
        """Say how many of the record's visits the sources have."""
        between = f"between {self.pair[0]} and {self.pair[1]}"
        if not self.known:
            some = count(self.more, "visit") if self.more else "no visit"
            return f"The reader found {some} {between} in these sources, and the record has none"
        more = f", and {self.more} that it has not" if self.more else ""
        if self.known == 1:
            found = "found" if self.stated else "did not find"
            return f"In these sources the reader {found} the only visit {between} in the record{more}"
        some = f"{self.stated or 'none'} of the {self.known} visits"
        return f"In these sources the reader found {some} {between} in the record{more}"

    @property
    def key(self) -> str:
        """Say what the marks mean, of those that there are."""
        whose = {one.whose for one in self.drawn}
        parts = {
            "filled: stated by a source": bool(whose - {RECORD}),
            "with a ring: by the record, too": BOTH in whose,
            "pale: by the record only": RECORD in whose,
            "hollow and struck through: did not take place": any(not took_place(one.row) for one in self.drawn),
            "filled and struck through: by the record it did not": any(
                took_place(one.row) and not one.held for one in self.drawn
            ),
        }
        text = "; ".join(words for words, there in parts.items() if there)
        return f"{text[:1].upper()}{text[1:]}."

    @property
    def notes(self) -> list[str]:
        """Say what of the record is not drawn, and why."""
        if not self.covered:
            return [self.nothing]
        more = sum(one.whose == RECORD for one in self.drawn)
        notes = [f"The record: {count(self.known, 'visit')} that took place; {count(more, 'mark')} from it alone."]
        named = self.undated["visitor"].notna()
        rows = list(self.undated[named].itertuples())
        if rows:
            visitors = [
                f"{clean(row.visitor, 40)}, {clean(row.kind)}{'' if took_place(row) else ' (did not take place)'}"
                for row in rows
            ]
            notes.append(f"In the record without a date: {listing(visitors, most=3, limit=90)}.")
        for row in self.undated[~named].itertuples():
            way = f"from {clean(row.from_state, 30)} to {clean(row.to_state, 30)}"
            notes.append(f"The record has found no {clean(row.kind)} of a {clean(row.office, 30)} {way}.")
        if self.dependent:
            notes.append(f"Left out: {count(self.dependent, 'row')} of the record that only encyclopaedias have.")
        return notes

    @property
    def nothing(self) -> str:
        """Say that the record has nothing on the dyad."""
        return f"Not covered by the record: visits between {self.pair[0]} and {self.pair[1]}."


def join(
    rows: pd.DataFrame,
    undated: pd.DataFrame,
    record: pd.DataFrame,
    dyad: tuple[str, str],
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> Joined:
    """Find which of the sources' visits, with and without a date, the record has; give both, each visit once."""
    pair = check(record, [*set(COLUMNS["visits"]) - {"source"}, "dyad", "independent", "confidence"], dyad)
    here = record[record["dyad"].eq(names.slug(tuple(map(names.resolve, dyad))))]
    known = within(here, first, last)
    firm = known[known["independent"] & known["confidence"].ne("reject")]
    theirs = journeys(firm[dated(firm)], pair, "record-visits", RECORD)
    ours = journeys(pd.concat([rows, undated]), pair)
    twins = {one.id: [other for other in theirs if _same(one.row, other.row)] for one in ours}
    matched = {other.id for found in twins.values() for other in found}
    drawn = [_with(one, twins[one.id]) for one in ours[: len(rows)]]
    drawn += [other for other in theirs if other.id not in matched]
    took = [one for one in ours if took_place(one.row)]
    stated = {other.id for one in took for other in twins[one.id]}
    between = [other.id for other in theirs if other.held and other.way < 2]
    return Joined(
        pair,
        len(here) > 0,
        drawn,
        len(between),
        len(stated.intersection(between)),
        sum(not twins[one.id] for one in took if one.way < 2),
        firm[~dated(firm)],
        len(known) - len(firm),
    )


def _with(one: Journey, twins: list[Journey]) -> Journey:
    return replace(one, whose=BOTH, held=one.held and any(other.held for other in twins)) if twins else one


def _same(one: Any, other: Any) -> bool:
    """Say whether two rows can be one visit; whether their dates can is asked first, since to compare names takes long."""
    return not (one.earliest > other.latest or other.earliest > one.latest) and same_visit(one, other)
