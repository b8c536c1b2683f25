"""The record's lane of phases: bands like a source's, and under them the other dates that are given for a limit."""

import pandas as pd

from ..dates.edtf import Edtf
from ..dates.formatting import MONTHS, in_words
from ..record import phases as recorded
from ..wording import count, listing
from . import marks, style
from .model import Lane, Mark
from .rows import check, phases_within, within
from .time_axis import num_or_none

NAME = "The record"
COLUMNS = ["dyad", "state", "date", "type", "independent", "confidence", "earliest", "latest"]
INDEPENDENT, DEPENDENT = "◆", "◇"
LEVELS = 6  # of labels under the bands


class Known:
    """What the record has on a dyad's relations: dates, phases, and limits with their competing dates."""

    def __init__(self, relations: pd.DataFrame, dyad: tuple[str, str], first: pd.Timestamp, last: pd.Timestamp) -> None:
        self.dyad = check(relations, COLUMNS, dyad)
        self.dates = recorded.of(relations, dyad)
        self.rows = phases_within(recorded.derive(relations, dyad), first, last)
        days = within(self.dates, first, last)
        self.spans = {row.date: (num_or_none(row.earliest), num_or_none(row.latest)) for row in days.itertuples()}
        limits = recorded.limits(relations, dyad)
        self.limits = [limit for limit in limits if (limit.date or limit.others[0][0]) in self.spans]

    @property
    def note(self) -> str:
        """Say how many dates are behind the lane, and how many of them are only encyclopaedias'."""
        if self.dates.empty:
            return ""
        dependent = int((~self.dates["independent"]).sum())
        only = f", {dependent} of them only in encyclopaedias" if dependent else ""
        return f"{NAME}: {count(len(self.dates), 'date')} of beginnings and ends{only}."

    @property
    def nothing(self) -> str:
        """Say that there is nothing to draw."""
        what = "relations in this period" if len(self.dates) else f"relations of {' and '.join(self.dyad)}"
        return f"Not covered by the record: {what}."

    @property
    def lane(self) -> Lane:
        """Give the lane, or the words that say that there is none."""
        if self.rows.empty:
            return Lane(NAME, words=self.nothing, bold=True)
        others = tuple(mark for limit in self.limits for mark in self._others(limit))
        options = {"marks": others, "bold": True, "side": -1, "both": False, "levels": LEVELS}
        return marks.phases(self.rows, NAME, "record-phases", **options)

    def _others(self, limit: recorded.Limit) -> list[Mark]:
        """Give a diamond to each other date of a limit; the first names them all."""
        found = []
        for n, (date, independent) in enumerate(limit.others):
            since, until = self.spans.get(date, (None, None))
            day = Mark("", since, until).at if date in self.spans else None
            if day is not None:
                texts = () if found else _texts(limit)
                face = style.INK if independent else style.PAPER
                found.append(Mark(f"record-relations-{limit.line}-{n}", day, day, "d", style.INK, face, texts=texts))
        return found

    @property
    def competing(self) -> str:
        """Say in words which dates compete, for the alternative text."""
        disputed = [limit for limit in self.limits if limit.date is not None and limit.others]
        parts = [f"{brief(limit.date)}, also given: {', '.join(map(_stated, limit.others))}" for limit in disputed]
        parts += [f"{limit.type}, {_stated(limit.others[0])}" for limit in self.limits if limit.date is None]
        return f"Competing dates: {'; '.join(parts)}." if parts else "No date competes with another."


def _stated(other: tuple[str, bool]) -> str:
    date, independent = other
    return brief(date) + ("" if independent else " (only encyclopaedias)")


def brief(date: str | None) -> str:
    """
    Write an EDTF date with short months.

    Examples
    --------
    >>> brief("1890-12-01"), brief("1942-11-10/1942-11-12"), brief("1891")
    ('1 Dec 1890', '10–12 Nov 1942', '1891')
    """
    edtf = Edtf.parse(date)
    day, _, month = in_words(edtf.first).partition(" ")
    last, _, same = in_words(edtf.last).partition(" ")
    text = f"{day}–{last} {month}" if month and month == same and day != last else in_words(edtf)
    for name in MONTHS:
        text = text.replace(name, name[:3])
    return text


def _texts(limit: recorded.Limit) -> tuple[str, ...]:
    """Write a limit's competing dates, those of independent sources first; the fullest text first."""
    parts = []
    for sign, free in ((INDEPENDENT, True), (DEPENDENT, False)):
        dates = [brief(date) for date, independent in limit.others if independent == free]
        parts += [f"{sign} {listing(dates, most=4)}"] if dates else []
    others = " ".join(parts)
    if limit.date is None:
        return f"{others}: {limit.type}", others
    return f"{brief(limit.date)}; also {others}", f"also {others}", count(len(limit.others), "other date")
