"""The record's phases: what its table of relations says began and ended, and which other dates are told for it."""

import datetime as dt
import itertools
from dataclasses import dataclass

import pandas as pd

from .. import tables
from ..dates import edtf
from ..history import phases
from ..states import names as states

SOURCE = "the record"
#: The surer first.
CONFIDENCE = ("high", "medium-high", "medium", "low-medium", "low")
ENDS = ("severed", "lapsed", "mission_closed")
NEAR = 3 * 366  # days between two dates that may still be meant for one event
_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Limit:
    """
    An event that begins or ends relations, with every date that is told for it.

    Attributes
    ----------
    type : str
    date : str or None
        The surest and, of equals, finest date of independent sources, EDTF; None where only encyclopaedias tell of it.
    others : tuple of (str, bool)
        The other dates, and whether independent sources have them; not those that only say the same less finely.
    line : int
        The row of the table that decides, or the first.
    """

    type: str
    date: str | None
    others: tuple
    line: int


def of(relations, dyad):
    """
    The rows of a dyad that begin or end relations and are not known to be wrong.

    Parameters
    ----------
    relations : pandas.DataFrame
        The record's table, as ``bilateral.record.load().relations`` is.
    dyad : tuple of (str, str)
        Any names of the two states.
    """
    told = relations["dyad"].eq(states.slug(tuple(map(states.resolve, dyad))))
    return relations[told & relations["type"].isin(phases.STATUS_OF) & relations["confidence"].ne("reject")]


def limits(relations, dyad):
    """
    The events that begin or end relations, in time, each with the dates that compete for it.

    Parameters
    ----------
    relations, dyad
        As in `of`.

    Returns
    -------
    list of Limit
    """
    groups = []
    for row in sorted(of(relations, dyad).itertuples(), key=_surest):
        near = [g for g in groups if g[0].type == row.type and edtf.apart(g[0].date, row.date) <= NEAR]
        if near:
            min(near, key=lambda g: edtf.apart(g[0].date, row.date)).append(row)
        else:
            groups.append([row])
    return [_limit(group) for group in sorted(groups, key=lambda g: (str(g[0].earliest), g[0].Index))]


def _surest(row):
    rank = CONFIDENCE.index(row.confidence) if row.confidence in CONFIDENCE else len(CONFIDENCE)
    return not row.independent, rank, edtf.width(row.date), row.Index


def _limit(group):
    first = group[0]
    date = first.date if first.independent else None
    rows = [row for row in group if date is None or not edtf.within(date, row.date)]
    others = {}
    for row in rows:
        others[row.date] = others.get(row.date, False) or bool(row.independent)
    return Limit(first.type, date, tuple(others.items()), first.Index)


def derive(relations, dyad):
    """
    Derive the phases of a dyad from the record, by the rules that hold for the events of documents.

    Only dates of independent sources decide. Where the record tells of a beginning while relations are on, they had
    ended before, at a time that it does not tell: after the last of its rows that has them on.

    Parameters
    ----------
    relations, dyad
        As in `of`.

    Returns
    -------
    pandas.DataFrame
        A phases table; `opened_event` and `closed_event` are row labels of `relations`.
    """
    pair = tuple(map(states.resolve, dyad))
    slug = states.slug(pair)
    firm = relations[relations["dyad"].eq(slug) & relations["independent"] & relations["confidence"].ne("reject")]
    known = {row.Index: row for row in firm.itertuples()}
    leads = [known[limit.line] for limit in limits(relations, dyad) if limit.date is not None]
    same = {"source": SOURCE, "dyad": slug, "actors": ", ".join(pair), "date_char_start": 0}
    told = [
        # The order of the table stands for that of a text; the name of the time for a quote that names it.
        {**same, "date": row.date, "type": type_, "quote": row.state, "char_start": row.Index}
        for row, type_ in zip(leads, _types(leads, pair), strict=True)
    ]
    events = tables.frame("events", told).set_index(pd.Index([row.Index for row in leads], dtype="int64"))
    found = phases.derive(events, {slug: pair})
    rows = found[found["source"] == SOURCE].to_dict("records")
    _endings(rows, known.values())
    for row in rows:
        for side in ("opened", "closed"):
            if not pd.isna(row[f"{side}_event"]):
                row[f"{side}_by"] = known[row[f"{side}_event"]].type
        if row["status"] == "relations" and row["closed"] == "..":  # a change of name that no row tells of
            row["state"] = phases.states_between(pair, row["opened"], "..") or row["state"]
    return tables.frame("phases", rows)


def _types(leads, pair):
    """The types of events; who establishes relations with a state that has long had another name takes them up again."""
    types, on = [], None
    for row in leads:
        first, _ = edtf.bounds(row.date)
        before = {states.named(state, (first - _YEAR).isoformat()) for state in pair} if first else set()
        again = row.type == "established" and on not in (None, row.state) and row.state in before
        types.append("restored" if again else row.type)
        on = row.state if phases.STATUS_OF[row.type] == "relations" else None
    return types


def _endings(rows, known):
    """Where the time of an end is not told: what the record has of those relations tells that they were still on."""
    for phase, after in itertools.pairwise(rows):
        if phase["status"] != "relations" or not pd.isna(phase["closed_event"]):
            continue
        names = str(phase["state"]).split(", ")
        alive = [
            row
            for row in known
            if row.state in names
            and row.type not in ENDS
            and phase["opened_earliest"] <= row.earliest
            and row.latest < phase["closed_latest"]
        ]
        if alive:
            last = max(alive, key=lambda row: row.earliest)
            gap = edtf.between(edtf.opening(last.date), phase["closed_latest"].isoformat()[:10])
            since, until = edtf.bounds(gap)
            phase |= {"closed": gap, "closed_earliest": since, "closed_latest": until}
            after |= {"opened": gap, "opened_earliest": since, "opened_latest": until}
