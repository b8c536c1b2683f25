"""The record's phases: what its table of relations has as beginnings and ends, and which other dates it has for them."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import tables
from ..dates import edtf
from ..history import phases
from ..states import names as states
from .matching import by_event

SOURCE = "the record"
#: The surer first.
CONFIDENCE = ("high", "medium-high", "medium", "low-medium", "low")
ENDS = ("severed", "lapsed", "mission_closed")
_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Limit:
    """
    An event that begins or ends relations, with every date that the record has for it.

    Attributes
    ----------
    type : str
    date : str or None
        The surest and, of equals, finest date of independent sources, EDTF; None where only encyclopaedias have it.
    others : tuple of (str, bool)
        The other dates, and whether independent sources have them; not those that only say the same less finely.
    line : int
        The row of the table that decides, or the first.
    """

    type: str
    date: str | None
    others: tuple[tuple[str, bool], ...]
    line: int


def of(relations: pd.DataFrame, dyad: tuple[str, ...]) -> pd.DataFrame:
    """
    Select the rows of a dyad that begin or end relations and are not known to be wrong.

    Parameters
    ----------
    relations : pandas.DataFrame
        The record's table, as ``bilateral.record.load().relations`` is.
    dyad : tuple of (str, str)
        Any names of the two states.
    """
    own = relations["dyad"].eq(states.slug(tuple(map(states.resolve, dyad))))
    return relations[own & relations["type"].isin(phases.STATUS_OF) & relations["confidence"].ne("reject")]


def limits(relations: pd.DataFrame, dyad: tuple[str, ...]) -> list[Limit]:
    """
    Find the events that begin or end relations, in time, each with the dates that compete for it.

    Parameters
    ----------
    relations, dyad
        As in `of`.
    """
    rows = sorted(of(relations, dyad).itertuples(), key=_surest)
    groups = by_event(rows, lambda row: [row.type])
    return [_limit(group) for group in sorted(groups, key=lambda group: (str(group[0].earliest), group[0].Index))]


def _surest(row: Any) -> tuple:
    rank = (*CONFIDENCE, row.confidence).index(row.confidence)
    return not row.independent, rank, edtf.width(row.date), row.Index


def _limit(group: list[Any]) -> Limit:
    first, others = group[0], {}
    date = first.date if first.independent else None
    for row in group:
        if date is None or not edtf.within(date, row.date):
            others[row.date] = others.get(row.date, False) or bool(row.independent)
    return Limit(first.type, date, tuple(others.items()), first.Index)


def derive(relations: pd.DataFrame, dyad: tuple[str, ...]) -> pd.DataFrame:
    """
    Derive the phases of a dyad from the record, by the rules for the events of documents.

    Only dates of independent sources decide. Where the record has a beginning while relations are on, they had ended
    before, at an unknown time: after the last of its rows that has them on.

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
    firm = firm.assign(state=firm["state"].fillna(""))
    leads = firm.loc[[limit.line for limit in limits(relations, dyad) if limit.date is not None]]
    events = leads.assign(
        source=SOURCE,
        type=list(_types(leads, pair)),
        actors=", ".join(pair),
        level=None,
        mentions=1,
        # The order of the table stands for that of a text; the name of the time for a quote that names it.
        char_start=leads.index,
        quote=leads["state"],
    )
    found = phases.derive(events, {slug: pair}).query("source == @SOURCE")
    by = {f"{side}_by": found[f"{side}_event"].map(firm["type"]) for side in ("opened", "closed")}
    rows = tables.records(found.assign(**by))
    _bound_ends(rows, firm)
    for row in rows[-1:]:  # a change of name that has no row
        if row["status"] == "relations":
            row["state"] = phases.states_between(pair, row["opened"], "..") or row["state"]
    return tables.frame("phases", rows)


def _types(leads: pd.DataFrame, pair: tuple[str, ...]) -> Iterator[str]:
    """The types of events; who establishes relations with a state that has long had another name restores them."""
    on = None
    for row in tables.tuples(leads):
        first, _ = edtf.bounds(row.date)
        before = {states.named(state, (first - _YEAR).isoformat()) for state in pair} if first else set()
        again = row.type == "established" and on not in (None, row.state) and row.state in before
        yield "restored" if again else row.type
        on = row.state if phases.STATUS_OF[row.type] == "relations" else None


def _bound_ends(rows: list[dict], firm: pd.DataFrame) -> None:
    """Put an end at an unknown time after the last row of the record by which those relations were still on."""
    on = firm[~firm["type"].isin(ENDS)].sort_values("earliest", kind="stable")
    for phase, after in itertools.pairwise(rows):
        if phase["status"] != "relations" or pd.notna(phase["closed_event"]):
            continue
        names = phase["state"].split(", ") if isinstance(phase["state"], str) else [""]
        inside = (on["earliest"] >= phase["opened_earliest"]) & (on["latest"] < phase["closed_latest"])
        for date in on.loc[inside & on["state"].isin(names), "date"].tail(1):
            gap = edtf.between(edtf.opening(date), phase["closed_latest"].date().isoformat())
            phase |= phases.limit("closed", gap)
            after |= phases.limit("opened", gap)
