"""What titles, subtitles and alternative texts say of phases and events, where several charts say it."""

from collections.abc import Iterable

import pandas as pd

from ..dates.formatting import when, years
from ..wording import clean, count, listing, spelled, times
from .marks import ENDS, STATUS, word
from .rows import ALL, together

BEGAN = ("restored", "established")
BROKEN = ["lapsed", "severed"]


def relations(phases: pd.DataFrame, pair: str, by: str | None = None) -> str:
    """Say when relations began, how often they broke, and whether they ended; and by whom that is stated."""
    lane = together(phases)
    if lane.empty:
        return f"{count(phases['source'].nunique(), 'source')} on when {pair} had relations"
    places = related(lane)
    if not places:
        return f"The reader found no phase of relations between {pair}, only: {listing(dict.fromkeys(_words(lane)))}"
    opening = lane.iloc[places[0]]
    kind = clean(opening["opened_by"])
    began = f"relations {f'were {kind}' if kind in BEGAN else 'began'}"
    text = f"{began} {when(opening['opened_earliest'], opening['opened_latest'], opening['opened'])}"
    breaks = interruptions(lane)
    text += f" and were interrupted {times(breaks)}" if breaks else ""
    return (_documents(phases) if by is None else by) + text + _ending(lane, places, breaks)


def _documents(phases: pd.DataFrame) -> str:
    """Name the documents as those by which something is so."""
    one = phases.loc[phases["source"] != ALL, "source"].nunique() == 1
    return "By this document, " if one else "By these documents, "


def _ending(lane: pd.DataFrame, places: list[int], breaks: int) -> str:
    related, last = lane.iloc[places], lane.iloc[places[-1]]
    if related[["closed_earliest", "closed_latest"]].isna().all(axis=1).any():
        return "" if breaks else "; the reader found no end"
    if lane["status"].iloc[places[-1] + 1 :].isin(BROKEN).any() or clean(last["closed_by"]) in BROKEN:
        ended = when(last["closed_earliest"], last["closed_latest"], last["closed"])
        return f"{', then' if breaks else ' and'} ended {ended}"
    return ""


def related(lane: pd.DataFrame) -> list[int]:
    """Give the places of the phases of relations in a lane."""
    return [n for n, status in enumerate(lane["status"]) if not pd.isna(status) and status == "relations"]


def interruptions(lane: pd.DataFrame) -> int:
    """Count the stretches without relations between phases of relations."""
    places = related(lane)
    part = lane.iloc[places[0] : places[-1] + 1]
    runs = (part["status"] != part["status"].shift()) & part["status"].isin(BROKEN)
    with_relations = part[part["status"] == "relations"]
    gaps = with_relations["closed_latest"].shift() < with_relations["opened_earliest"]
    return int(runs.sum() or gaps.sum())


def _words(phases: pd.DataFrame) -> list[str]:
    known = {status: short or full for status, (full, short, _) in STATUS.items()}
    return [str(known.get(status, status)).lower() for status in phases["status"].fillna("not stated")]


def in_order(lane: pd.DataFrame) -> str:
    """Name the statuses of a lane one after the other."""
    return f"In order: {listing(_words(lane), most=12)}."


def events(rows: pd.DataFrame) -> str:
    """Say how exactly the events are dated."""
    n, exact = len(rows), int((rows["earliest"] == rows["latest"]).sum())
    if n == 1:
        row = next(rows.itertuples())
        what = "relations " if row.type in ("established", "severed", "lapsed", "restored") else ""
        return f"One event is stated: {what}{word(row)[0].lower()}{word(row)[1:]}, {years(row.earliest, row.latest)}"
    number = spelled(exact).lower().replace("no", "none")
    return f"Of {n:,} accounts of events, {number} {'is' if exact == 1 else 'are'} dated to the day"


def vague(rows: pd.DataFrame) -> pd.Series:
    """Say of each row whether its date is less than a day."""
    return rows["earliest"].ne(rows["latest"]).fillna(True)


def key_of_events(rows: pd.DataFrame) -> list[str]:
    """Say what the marks of events mean, of those that there are."""
    return [
        *(["Dot: a known day."] if not vague(rows).all() else []),
        *(["Bar: as wide as the date is vague."] if vague(rows).any() else []),
        *(["Hollow: an end."] if rows["type"].isin(ENDS).any() else []),
        *(["Arrowhead: an open date."] if rows[["earliest", "latest"]].isna().any(axis=None) else []),
    ]


def several(texts: Iterable[str], most: int = 8) -> str:
    """Join texts that have commas of their own: 'a; b; and 3 more'."""
    found = list(texts)
    return "; ".join([*found[:most], *([f"and {len(found) - most} more"] if len(found) > most else [])])
