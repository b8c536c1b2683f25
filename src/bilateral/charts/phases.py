"""The status of relations as bands over time: a lane for each document, one for all together, one for the record."""

from typing import Any, NamedTuple

import pandas as pd

from .. import headlines
from ..dates.formatting import in_words
from ..dates.periods import within
from ..record import phases as recorded
from ..wording import clean, spelled
from . import bands, limits
from .asked import chart
from .bands import BAND
from .chart import Chart
from .drawing import Drawing
from .limits import Limit
from .marks import vague
from .placing import named
from .style import BESIDE, LINE, NAMES, STATUS
from .time_axis import TimeAxis, ends, known
from .view import ALL, View

LIMITS = "opened_earliest opened_latest closed_earliest closed_latest".split()
TABLE, RECORD = "phases", "record-phases"
EARLY = 1 / 3  # of the axis: the most that contacts before all relations get
SINCE = 100.0  # what contacts before the axis get of it


class Lane(NamedTuple):
    """The phases of a document, of all or of the record, and the table that they are of; `bold` where several decide."""

    name: str
    rows: pd.DataFrame
    table: str
    bold: bool
    limits: tuple[Limit, ...]


@chart
def phases(shown: View) -> Chart:
    """
    Draw the phases of relations, a lane for each document, one for all together and one for the record.

    A split band, its lower half of the later phase, is as wide as the date of the change is vague.
    """
    evidence = shown.evidence("events", "event")
    lanes = _lanes(shown, evidence["against_record"])
    rows = pd.concat([lane.rows for lane in lanes if lane.table == TABLE] or [shown.corpus.phases.iloc[:0]])
    titles = {
        f"{lane.table}:{row.Index}": _title(shown, row, lane, evidence["correction"])
        for lane in lanes
        for row in lane.rows.itertuples()
    }
    return shown.chart(rows, titles, lambda sheet: _draw(sheet, lanes, shown), note=headlines.not_surely(shown.corpus))


def _lanes(shown: View, verdicts: pd.Series) -> list[Lane]:
    """Give the lanes, that of all documents together first where there are several, that of the record last."""
    groups = dict(list(shown.corpus.phases.groupby("source", sort=False)))
    together = groups.pop(ALL, shown.corpus.phases.iloc[:0])
    several = len(groups) > 1 and not shown.part
    own = recorded.derive(shown.corpus.recorded.relations, shown.corpus.pair)
    lanes = [
        (f"All {spelled(len(groups)).lower()} together", together if several else together[:0], TABLE, True),
        *((shown.labels.get(source, source), rows, TABLE, False) for source, rows in groups.items()),  # pyright: ignore[reportArgumentType, reportCallIssue]
        ("The record", within(own, "opened_earliest", "closed_latest", shown.period), RECORD, True),
    ]
    return [
        Lane(name, rows, table, bold, tuple(limits.found(rows, table, verdicts if table == TABLE else {})))
        for name, rows, table, bold in lanes
        if len(rows)
    ]


def _title(shown: View, row: Any, lane: Lane, corrections: pd.Series) -> str:
    state = f" ({row.state})" if isinstance(row.state, str) else ""
    status = STATUS.get(row.status, (clean(row.status),))[0].capitalize()
    end = "no end stated" if row.closed == ".." else in_words(row.closed)
    words = f"{status}{state}, from {in_words(row.opened)}; until: {end}"
    if lane.table == RECORD:
        return f"{words}; by the record"
    event = row.opened_event if pd.notna(row.opened_event) else row.closed_event
    doubt = clean(corrections.get(event))
    events = shown.corpus.events
    words += f" (otherwise: {doubt})" if doubt else ""
    return shown.said(next(events.loc[[event]].itertuples()), words) if event in events.index else words


def _draw(sheet: Drawing, lanes: list[Lane], shown: View) -> None:
    """Draw a key, the lanes one under the other, the record's under a rule, and the axis."""
    rows = pd.concat([lane.rows for lane in lanes])
    axis = _axis(rows, shown, NAMES if sheet.wide > BESIDE else 0.0, sheet.wide)
    used = {*rows["status"].dropna(), *(limit.doubt for lane in lanes for limit in lane.limits)}
    begun = rows.dropna(subset=LIMITS[:2])
    used |= {"split"} if vague(begun["opened_earliest"], begun["opened_latest"]) else set()
    y = top = bands.key(sheet, used, axis.left)
    background = len(sheet.parts)
    for lane in lanes:
        if lane.table == RECORD and y > top:
            sheet.line([(0, y + 2), (sheet.wide, y + 2)], "ink")
            y += 6
        y = _lane(sheet, lane, axis, y)
    axis.draw(sheet, top, y, background)
    sheet.height = y + 24


def _axis(rows: pd.DataFrame, shown: View, left: float, right: float) -> TimeAxis:
    """Choose the axis; contacts long before all else get only the room of their words."""
    contact = rows["status"].eq("contact").fillna(False)
    before, later = (known(*(rows.loc[which, limit] for limit in LIMITS)) for which in (contact, ~contact))
    first, last = ends([*before, *later], shown.period)
    if shown.period[1] is None and rows["closed_latest"].isna().any():
        spoken = known(*(getattr(shown.corpus, table)["latest"] for table in ("events", "visits", "figures")))
        last = max([last + (last - first) * 0.06, *spoken])
    if later and shown.period[0] is None and (min(later) - first) / (last - first) > EARLY:
        first = min(later) - (last - min(later)) * SINCE / (right - left - SINCE)
    return TimeAxis(first, last, left, right)


def _lane(sheet: Drawing, lane: Lane, axis: TimeAxis, y: float) -> float:
    """Draw a lane from height `y` on and give the height under it."""
    placed, names = limits.placed(lane.limits, axis), named(sheet, lane.name)
    lines = max((level + 1 for *_, level in placed), default=0)
    if sheet.wide <= BESIDE:
        sheet.lines(0, y + 12, names, bold=True)
        y += LINE
    middle = y + (lines + 1) // 2 * LINE + BAND / 2 + 8
    if sheet.wide > BESIDE:
        sheet.lines(0, middle - (len(names) - 1) * LINE / 2, names, bold=True)
    for row in lane.rows.itertuples():
        bands.band(sheet, row, f"{lane.table}:{row.Index}", axis, middle)
    limits.draw(sheet, placed, middle, BAND / 2 + 10, "ink" if lane.bold else "muted")
    return middle + BAND / 2 + lines // 2 * LINE + 8
