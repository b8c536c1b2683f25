"""The rank of each side's diplomat in the other's capital, at the years that were surveyed, over the documents' phases."""

from typing import Any

import pandas as pd

from ..states import names
from ..tables import frame
from ..wording import clean, count, listing
from . import panels, recorded, style, time_axis
from .model import Chart, Mark
from .page import WIDE, chart, empty
from .panels import Amount, Panel, Scale
from .rows import ALL, check, credit, period
from .time_axis import TimeAxis, num

COLUMNS = ["dyad", "year", "from_state", "to_state", "level", "source", "confidence", "note"]
#: Of each level, from the lowest: its name.
LEVELS = {0: "none", 9: "other rank", 1: "chargé d'affaires", 2: "minister", 3: "ambassador"}
DOUBTFUL = ("low", "reject")
TINTS, STEP = {"relations": "#e6f0f9"}, 0.24  # of relations; inches from level to level


@chart
def representation(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    phases: pd.DataFrame | None = None,
    labels: dict[str, str] | None = None,
    start: object = None,
    end: object = None,
    reason: str = "",
) -> Chart:
    """
    Draw the rank of each side's diplomat in the other's capital: a dot for each year that was surveyed.

    Nothing is drawn from year to year, since nobody counted between; a hollow dot is an entry that is doubted, and the
    footer says why.

    Parameters
    ----------
    table : pandas.DataFrame
        The record's table, ``bilateral.record.load().representation``: dyad, year, from_state, to_state, level (0 none,
        1 chargé d'affaires, 2 minister, 3 ambassador, 9 other), source, confidence, note.
    phases : pandas.DataFrame, optional
        The `phases` table of documents: their phases of all sources together are drawn above, and the stretches with
        relations behind the dots, so that the one can be held against the other.
    """
    pair = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    relations = panels.phases_of(phases, dyad, (first, last))
    rows = _rows(table, dyad, first, last)
    notes = [credit(rows["source"].dropna(), recorded.titles() if len(rows) else None, (len(rows), "entry", "entries"))]
    if rows.empty:
        known = table["dyad"].eq(names.slug(tuple(map(names.resolve, dyad)))).any()
        title = f"Diplomats between {pair[0]} and {pair[1]}: not covered by the record"
        title += " in this period" if known else ""
        return empty("representation", title, clean(reason, 200), notes, first, last)
    axis = TimeAxis(*time_axis.limits(rows["at"].tolist(), first, last, after=0.05), WIDE)
    lanes, tints = panels.behind(relations, axis, TINTS)
    shown = [level for level in LEVELS if level in (*rows["level"], 0, 1, 2, 3)]
    ranks = Scale(range(len(shown)), [LEVELS[level] for level in shown])
    parts, title = list(lanes), finding(rows)
    alt = f"Dots by year and rank: {count(len(rows), 'entry', 'entries')}. {title}."
    for n, color in enumerate((style.ACCENT, style.OTHER)):
        own, name = rows[rows["way"].eq(n)], f"{pair[n]}'s in {pair[1 - n]}"
        dots = [_dot(row, shown, color) for row in own.itertuples()]
        parts.append(Panel(f"way:{n}", name, axis, ranks, dots, tints=tints, tall=STEP * (len(shown) - 1)))
        levels = own["level"].map(LEVELS).value_counts()
        alt += f" {name}: {listing(f'{level} {times}' for level, times in levels.items())}."
    text = f"Rank of each side's diplomat in the other's capital, {pair[0]} and {pair[1]}, counted in single years; "
    text += f"nothing is known of the years between.{' Tinted: relations, by all sources together.' if tints else ''}"
    notes += [_stated(phases, labels or {}) if lanes else "", _doubts(rows[rows["doubtful"]])]
    return Chart("representation", title, text, notes, parts, alt, axis)


def _stated(phases: pd.DataFrame | None, labels: dict[str, str]) -> str:
    """Name the documents behind the phases."""
    sources = frame("phases")["source"] if phases is None else phases["source"].dropna()
    return f"Phases: {listing(labels.get(name, name) for name in sources[sources.ne(ALL)].unique())}."


def _doubts(rows: pd.DataFrame) -> str:
    """Name the entries that are doubted, and why."""
    texts = [
        f"{row.year}, {row.from_state}'s in {row.to_state} ({clean(row.note) or 'no reason given'})"
        for row in rows.itertuples()
    ]
    return f"Hollow, since doubted: {listing(texts, most=4, limit=130)}." if texts else ""


def _rows(table: pd.DataFrame, dyad: tuple[str, str], first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Give the entries of the two ways, with the middle of their years, their way (0 or 1) and whether they are doubted."""
    one, other = map(names.resolve, dyad)
    sides = table["from_state"].fillna("") + "\n" + table["to_state"].fillna("")
    way, doubtful = sides.map({f"{one}\n{other}": 0, f"{other}\n{one}": 1}), table["confidence"].isin(DOUBTFUL)
    rows = table.assign(way=way, doubtful=doubtful).dropna(subset=["way", "year"])
    rows = rows[rows["level"].isin(list(LEVELS))].sort_values(["year", "way"], kind="stable")
    at = rows["year"].map(lambda year: num(f"{year}-07-02"))
    outside = (rows["year"].astype(int) < first.year) | (rows["year"].astype(int) > last.year)
    return rows.assign(at=at)[~outside]


def _dot(row: Any, shown: list[int], color: str) -> Amount:
    """Make an entry a dot on a stem; one that has nobody is a small dot without."""
    color = color if row.level else style.MUTED
    shape = {0: ".", 9: "s"}.get(row.level, "o")
    mark = Mark(f"representation-{row.Index}", row.at, row.at, shape, color, style.PAPER * row.doubtful)
    return Amount(mark, shown.index(row.level), 0)


def finding(rows: pd.DataFrame) -> str:
    """Write since when, or how often, both sides had somebody, and when neither had."""
    sure = rows[~rows["doubtful"]].drop_duplicates(["year", "way"])
    levels = (
        sure.pivot(index="year", columns="way", values="level")
        .reindex(columns=[0, 1])
        .dropna()
        .astype(int)
        .sort_index()
    )
    if levels.empty:
        return f"{count(len(rows), 'entry', 'entries')} on one side's diplomats only, or in doubt"
    both, neither = (levels > 0).all(axis=1), (levels == 0).all(axis=1)
    since = both.index[both[::-1].cumprod()[::-1].astype(bool)]
    if len(since) > 2:
        text = f"Diplomats in both capitals at every count since {since[0]}"
    else:
        text = f"Diplomats in both capitals at {int(both.sum())} of {count(len(both), 'count')}"
    runs = neither.groupby(neither.ne(neither.shift()).cumsum())
    spans = ["–".join(dict.fromkeys(f"{run.index[n]}" for n in (0, -1))) for _, run in runs if run.iloc[0]]
    return text + (f"; nobody in either in {listing(spans, most=3)}" if spans else "")
