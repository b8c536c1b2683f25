"""The status of relations as bands over time: a lane for each document, one for all together, one for the record."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..dates.formatting import in_words, years
from ..dates.periods import within
from ..record import phases as recorded
from ..wording import clean, spelled
from .chart import Chart
from .drawing import LABEL, SMALL, VERDICTS, Drawing
from .marks import BESIDE, NAMES
from .text_layout import fit, fitting, width, wrap
from .time_axis import YEAR, TimeAxis, days, limits, num
from .view import ALL, View, chart

#: Of each status its words, and the fill and the outline of its band.
STATUS = {
    "relations": ("relations", "rel", ""),
    "lapsed": ("lapsed", "paper", "hatch"),
    "severed": ("broken off", "paper", "ink"),
    "contact": ("contacts only", "pale", "rel"),
}
DOUBTS = {"disputed": "date disputed", "contradicted": "date contradicted"}
SPLIT = {"split": "came some time in here"}
LIMITS = "opened_earliest opened_latest closed_earliest closed_latest".split()
TABLE, RECORD = "phases", "record-phases"
BAND, LINE, GAP, HEAD = 24.0, 15.0, 16.0, 11.0  # a band's height, a line of years, between lanes, an arrowhead
SIGN, SEEN = 14.0, 9.0  # the room of a sign before a year; how wide a vague limit must be to be drawn as one
FADE = 0.04  # of the axis: how wide a limit is drawn that is open on one side
EARLY = 1 / 3  # of the axis: the most that contacts before all relations get
SINCE = 100.0  # what contacts before the axis get of it


@dataclass(frozen=True, slots=True)
class Limit:
    """The year at which a phase begins or ends, with how the record has it."""

    day: float
    text: str
    verdict: str
    sign: tuple[str, str]  # of a verdict that leaves a doubt, with its colour
    row: str

    @property
    def wide(self) -> float:
        """The room of its sign and text."""
        return width(self.text, SMALL) + SIGN * bool(self.sign[0])


@dataclass(frozen=True, slots=True)
class Lane:
    """The phases of a document, of all or of the record, and the table that they are of; `bold` where several decide."""

    name: str
    rows: pd.DataFrame
    table: str
    limits: tuple[Limit, ...]
    bold: bool


@chart
def phases(shown: View) -> Chart:
    """
    Draw the phases of relations, a lane for each document, one for all together and one for the record.

    A split band, its lower half of the later phase, is as wide as the date of the change is vague.
    """
    evidence = shown.evidence("events", "event")
    lanes = [*_lanes(shown, evidence["against_record"])]
    rows = pd.concat([lane.rows for lane in lanes if lane.table == TABLE] or [shown.corpus.phases.iloc[:0]])
    titles = {
        f"{lane.table}:{row.Index}": _title(shown, row, lane, evidence["correction"])
        for lane in lanes
        for row in lane.rows.itertuples()
    }
    return shown.chart(rows, titles, lambda sheet: _draw(sheet, lanes, shown))


def _lanes(shown: View, verdicts: pd.Series) -> Iterator[Lane]:
    """Give the lanes, that of all documents together first where there are several, that of the record last."""
    rows = shown.corpus.phases
    groups = {source: rows[rows["source"].eq(source)] for source in rows["source"].unique()}
    together = groups.pop(ALL, rows.iloc[:0])
    if len(groups) > 1 and len(together) and not shown.part:
        name = f"All {spelled(len(groups)).lower()} together"
        yield Lane(name, together, TABLE, tuple(_limits(together, TABLE, verdicts)), True)
    for source, group in groups.items():
        yield Lane(shown.labels.get(source) or source, group, TABLE, tuple(_limits(group, TABLE, verdicts)), False)
    own = recorded.derive(shown.corpus.recorded.relations, shown.corpus.pair)
    own = within(own, "opened_earliest", "closed_latest", shown.period)
    if len(own):
        yield Lane("The record", own, RECORD, tuple(_limits(own, RECORD, pd.Series(dtype="string"))), True)


def _limits(rows: pd.DataFrame, table: str, verdicts: pd.Series) -> Iterator[Limit]:
    """Give each beginning, and each end at which no other phase begins."""
    begun = set(rows["opened"])
    for row in rows.itertuples():
        for side in ("opened", "closed"):
            early, late = getattr(row, f"{side}_earliest"), getattr(row, f"{side}_latest")
            known = [num(day) for day in (early, late) if pd.notna(day)]
            if known and (side == "opened" or row.closed not in begun):
                verdict = verdicts.get(getattr(row, f"{side}_event"), "")
                sign = VERDICTS[verdict] if verdict in DOUBTS else ("", "")
                yield Limit(sum(known) / len(known), _year(early, late), verdict, sign, f"{table}:{row.Index}")


def _year(early: pd.Timestamp, late: pd.Timestamp) -> str:
    """Write the year of a limit: '1924', '1910s', 'by 1899'; '?' where it is not known to some years."""
    if pd.isna(early) or pd.isna(late):
        return years(early, late)
    if late.year - early.year == 9 and early.year % 10 == 0:
        return f"{early.year}s"
    return "?" if late.year - early.year > 3 else years(early, late)


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
    beside = sheet.wide > BESIDE
    axis = _axis(lanes, shown, NAMES if beside else 0.0, sheet.wide)
    y = top = _key(sheet, lanes, NAMES if beside else 0.0) + 6
    background = len(sheet.parts)
    for lane in lanes:
        if lane.table == RECORD and y > top:
            sheet.line([(0, y + 2), (sheet.wide, y + 2)], "ink")
            y += 6
        y = _lane(sheet, lane, axis, y, beside)
    axis.draw(sheet, top, y, background)
    sheet.height = y + 24


def _axis(lanes: list[Lane], shown: View, left: float, right: float) -> TimeAxis:
    """Choose the axis; contacts long before all else get only the room of their words."""
    rows = pd.concat([lane.rows for lane in lanes])
    contact = rows["status"].eq("contact").fillna(False)
    before = days(*(rows.loc[contact, limit] for limit in LIMITS))
    later = days(*(rows.loc[~contact, limit] for limit in LIMITS))
    first, last = limits([*before, *later], shown.period)
    if shown.period[1] is None and rows["closed_latest"].isna().any():
        spoken = days(*(getattr(shown.corpus, table)["latest"] for table in ("events", "visits", "figures")))
        last = max([last + (last - first) * 0.06, *spoken])
    if later and shown.period[0] is None and (min(later) - first) / (last - first) > EARLY:
        first = min(later) - (last - min(later)) * SINCE / (right - left - SINCE)
    return TimeAxis(first, last, left, right)


def _key(sheet: Drawing, lanes: list[Lane], left: float) -> float:
    """Name the signs that are used; give the height under them."""
    used = {status for lane in lanes for status in lane.rows["status"].dropna()}
    used |= {limit.verdict for lane in lanes for limit in lane.limits}
    opened = pd.concat([lane.rows["opened_latest"] - lane.rows["opened_earliest"] for lane in lanes])
    used |= {"split"} if (opened > pd.Timedelta(days=YEAR)).any() else set()
    x, y = left, 9.0
    for name, words in ({status: look[0] for status, look in STATUS.items()} | DOUBTS | SPLIT).items():
        wide = width(words, SMALL)
        if name in used:
            if x > left and x + 22 + wide > sheet.wide:
                x, y = left, y + 18
            _swatch(sheet, name, x, y)
            sheet.text(x + 22, y, words, SMALL, "muted")
            x += 42 + wide
    return y + 12


def _swatch(sheet: Drawing, name: str, x: float, y: float) -> None:
    """Draw a sign of the key."""
    if name in DOUBTS:
        sheet.sign(VERDICTS[name][0], x + 8, y, VERDICTS[name][1])
        return
    _, fill, edge = STATUS["lapsed" if name == "split" else name]
    sheet.box(x, y - 6, x + 16, y + 6, fill, edge)
    if name in ("split", "lapsed"):
        sheet.hatch(x, y - 6, x + 16, y + 6)
    if name == "split":
        sheet.box(x, y - 6, x + 16, y, "rel")


def _lane(sheet: Drawing, lane: Lane, axis: TimeAxis, y: float, beside: bool) -> float:
    """Draw a lane from height `y` on and give the height under it."""
    placed = _placed(lane, axis)
    levels = [0, *(level for *_, level in placed)]
    if not beside:
        sheet.text(0, y + 12, fit(lane.name, sheet.wide, LABEL, True), bold=True)
        y += 18
    middle = y + max(levels) * LINE + BAND / 2 + GAP / 2
    lines = wrap(lane.name, NAMES - 14, LABEL, bold=True, most=3) if beside else []
    for n, line in enumerate(lines):
        sheet.text(0, middle + (n - (len(lines) - 1) / 2) * 15, line, bold=True)
    for row in lane.rows.itertuples():
        _band(sheet, row, f"{lane.table}:{row.Index}", axis, middle)
    for limit, x, level in placed:
        height = middle - np.sign(level) * (abs(level) * LINE + BAND / 2 - LINE / 2 + 2)
        (sign, color), left = limit.sign, x - limit.wide / 2
        if sign:
            sheet.sign(sign, left + SIGN / 2 - 2, height, color, limit.row, 5, 8)
        color = color or ("ink" if lane.bold else "muted")
        sheet.text(left + limit.wide, height, limit.text, SMALL, color, "end", row=limit.row)
    return middle + BAND / 2 - min(levels) * LINE + GAP / 2


def _placed(lane: Lane, axis: TimeAxis) -> list[tuple[Limit, float, int]]:
    """Give each year its place and the first line on which it meets no other."""
    found: list[tuple[Limit, float, int]] = []
    for limit in lane.limits:
        if axis.first <= limit.day <= axis.last:
            half = limit.wide / 2
            x = min(max(axis.x(limit.day), axis.left + half), axis.right - half)
            near = [(one, level) for one, at, level in found if abs(at - x) < one.wide / 2 + half + 5]
            if not any(one.text == limit.text and one.sign == limit.sign for one, _ in near):
                taken = {level for _, level in near}
                found.append((limit, x, next(n for n in _levels() if n not in taken)))
    return found


def _levels() -> Iterator[int]:
    """Give the lines of years over and under a band, in the order in which they are tried."""
    for n in itertools.count(1):
        yield from (n, -n)


def _spread(early: pd.Timestamp, late: pd.Timestamp, axis: TimeAxis, edge: float) -> tuple[float, float]:
    """Give the ends of a limit on the axis: its middle twice where it is too narrow to be seen, the edge where open."""
    fade = (axis.right - axis.left) * FADE
    if pd.isna(early) and pd.isna(late):
        return edge, edge
    low = axis.x(num(late)) - fade if pd.isna(early) else axis.x(num(early))
    high = axis.x(num(early)) + fade if pd.isna(late) else axis.x(num(late))
    low, high = max(low, axis.left), min(high, axis.right)
    return (low, high) if high - low >= SEEN else ((low + high) / 2, (low + high) / 2)


def _band(sheet: Drawing, row: Any, name: str, axis: TimeAxis, y: float) -> None:
    """Draw a phase: where a limit is vague, its lower half begins early and its upper half ends late."""
    _, fill, edge = STATUS.get(row.status, ("", "paper", "hatch"))
    a, b = _spread(row.opened_earliest, row.opened_latest, axis, axis.left)
    c, d = _spread(row.closed_earliest, row.closed_latest, axis, axis.right)
    a, b, c, d = a + 1, min(b, d) + 1, max(c, a) - 1, d - 1  # some air between bands
    low, high, wing = y + BAND / 2, y - BAND / 2, 3.0
    left, right = [(a, low), (a, y), (b, y), (b, high)], [(d, high), (d, y), (c, y), (c, low)]
    before = pd.notna(row.opened_latest) and num(row.opened_latest) < axis.first
    if before:
        a = b = axis.left + HEAD
        left = [(a, low), (a, low + wing), (axis.left, y), (a, high - wing), (a, high)]
    if pd.isna(row.closed_earliest) and pd.isna(row.closed_latest):
        c = d = axis.right - HEAD
        right = [(c, high), (c, high - wing), (axis.right, y), (c, low + wing), (c, low)]
    sheet.polygon([*left, *right], fill, edge, name)
    if row.status == "lapsed":
        sheet.hatch(b, high, d, y, name)
        sheet.hatch(a, y, c, low, name)
    text = fitting(_words(row, before), min(c, d) - max(a, b) - 8, SMALL)
    middle, half = (max(a, b) + min(c, d)) / 2, width(text, SMALL) / 2 + 3
    if text and row.status == "lapsed":
        sheet.box(middle - half, y - 8, middle + half, y + 8, "paper", row=name)
    sheet.text(middle, y, text, SMALL, "paper" if fill == "rel" else "ink", "middle", row=name)


def _words(row: Any, before: bool) -> tuple[str, ...]:
    """Name a phase, the fullest words first; one of relations by the state that they were with."""
    if row.status == "relations":
        state = clean(row.state, 48)
        return (state, state.split(" ")[-1])
    if row.status == "contact":
        return (f"since {row.opened_latest.year}",) if before else ("contacts",)
    return (STATUS.get(row.status, (clean(row.status, 24),))[0],)
