"""The status of relations as bands over time: a lane for each document, one for all together, one for the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates.formatting import in_words, years
from ..record import phases as recorded
from ..wording import clean, count, spelled
from .chart import Chart
from .drawing import LABEL, SMALL, VERDICTS, Drawing
from .text_layout import fit, fitting, width, wrap
from .time_axis import TimeAxis, days, limits, num
from .view import ALL, View, view

if TYPE_CHECKING:
    from ..corpus import Corpus

#: Of each status its words, and the fill and the outline of its band.
STATUS = {
    "relations": ("relations", "rel", ""),
    "lapsed": ("lapsed", "paper", "hatch"),
    "severed": ("broken off", "paper", "ink"),
    "contact": ("contacts only", "pale", "rel"),
}
LIMITS = "opened_earliest opened_latest closed_earliest closed_latest".split()
RECORD = "The record"
BAND, LINE, GAP, HEAD = 24.0, 15.0, 16.0, 11.0  # a band's height, a line of years, between lanes, an arrowhead
NAMES = 150.0  # left of the axis, where lanes are named beside it
EARLY = 1 / 3  # of the axis: the most that contacts before all relations get
LEVELS = (1, -1, 2, -2, 3, -3)  # lines of years over and under a band, in the order in which they are tried


@dataclass(frozen=True, slots=True)
class Limit:
    """The year at which a phase begins or ends, with how the record has it."""

    day: float
    text: str
    verdict: str
    row: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A name, its phases, and what stands before their labels."""

    name: str
    rows: pd.DataFrame
    table: str
    limits: tuple[Limit, ...]


def phases(
    corpus: Corpus,
    *,
    start: Any = None,
    end: Any = None,
    sources: Sequence[str] | None = None,
    width: str = "wide",
    large: bool = False,
) -> Chart:
    """
    Draw the phases of relations, a lane for each document, one for all together and one for the record.

    A split band, its lower half of the later phase, is as wide as the date of the change is vague.
    """
    shown = view(corpus, start, end, sources, width, large)
    lanes = [*_lanes(shown)]
    rows = pd.concat([lane.rows for lane in lanes if lane.table == "phases"] or [shown.corpus.phases.iloc[:0]])
    titles = {f"{lane.table}:{row.Index}": _title(shown, row, lane) for lane in lanes for row in lane.rows.itertuples()}
    words = {"headline": "", "subtitle": "", "note": "", "alt": ""}
    return Chart("phases", rows=rows, titles=titles, draw=lambda sheet: _draw(sheet, lanes, shown), layout=shown.layout, **words)


def _lanes(shown: View) -> Iterator[Lane]:
    rows, verdicts = shown.corpus.phases, shown.verdicts("events", ["event"])
    several = rows["source"].nunique() > 2 and not shown.part
    groups = [(source, rows[rows["source"] == source]) for source in dict.fromkeys(rows["source"]) if source != ALL]
    if several:
        groups = [(ALL, rows[rows["source"] == ALL]), *groups]
    for source, group in groups:
        number = spelled(len(groups) - 1).lower()
        name = f"All {number} together" if source == ALL else shown.labels.get(source, source)
        yield Lane(name, group, "phases", tuple(_limits(group, "phases", verdicts)))
    own = _in_period(recorded.derive(shown.record.relations, shown.corpus.view["dyad"]), shown)
    if len(own):
        yield Lane(RECORD, own, "record-phases", tuple(_limits(own, "record-phases", {})))


def _in_period(rows: pd.DataFrame, shown: View) -> pd.DataFrame:
    names = {"opened_earliest": "earliest", "closed_latest": "latest"}
    return rows.loc[shown.within(rows.rename(columns=names)).index]


def _limits(rows: pd.DataFrame, table: str, verdicts: Any) -> Iterator[Limit]:
    """Give each beginning, and the end of the last phase where it has one."""
    for n, row in enumerate(rows.itertuples()):
        for side in ("opened", "closed") if n == len(rows) - 1 else ("opened",):
            early, late = getattr(row, f"{side}_earliest"), getattr(row, f"{side}_latest")
            known = [day for day in (num(early), num(late)) if day is not None]
            if known:
                verdict = verdicts.get(getattr(row, f"{side}_event"), "")
                yield Limit(sum(known) / len(known), _year(early, late), verdict, f"{table}:{row.Index}")


def _year(early: pd.Timestamp, late: pd.Timestamp) -> str:
    """Write the year of a limit: '1924', '1910s', 'by 1899'; '?' where it is not known to some years."""
    if pd.isna(early) or pd.isna(late):
        return years(early, late)
    if late.year - early.year == 9 and early.year % 10 == 0:
        return f"{early.year}s"
    return "?" if late.year - early.year > 3 else years(early, late)


def _title(shown: View, row: Any, lane: Lane) -> str:
    state = f" ({row.state})" if isinstance(row.state, str) else ""
    status = STATUS.get(row.status, (clean(row.status),))[0].capitalize()
    end = "no end stated" if row.closed == ".." else in_words(row.closed)
    words = f"{status}{state}, from {in_words(row.opened)}; until: {end}"
    if lane.table != "phases":
        return f"{words}: by the record"
    event = row.opened_event if pd.notna(row.opened_event) else row.closed_event
    events = shown.corpus.events
    return shown.said(next(events.loc[[event]].itertuples()), words) if event in events.index else words


def _draw(sheet: Drawing, lanes: list[Lane], shown: View) -> None:
    """Draw a key, the lanes one under the other, the record's under a rule, and the axis."""
    beside = sheet.wide > 600
    axis = _axis(lanes, shown, NAMES if beside else 0.0, sheet.wide)
    y = top = _key(sheet, lanes, NAMES if beside else 0.0) + 6
    background = len(sheet.parts)
    for lane in lanes:
        if lane.name == RECORD and y > top:
            sheet.line([(0, y + 2), (sheet.wide, y + 2)], "ink")
            y += 6
        y = _lane(sheet, lane, axis, y, beside)
    ahead, sheet.parts = sheet.parts[background:], sheet.parts[:background]
    axis.draw(sheet, top, y)
    sheet.parts += ahead
    sheet.height = y + 24


def _axis(lanes: list[Lane], shown: View, left: float, right: float) -> TimeAxis:
    """Choose the axis; contacts long before all else get only the room of their words."""
    rows = pd.concat([lane.rows for lane in lanes])
    contact = rows["status"].eq("contact").fillna(False)
    before = days(*(rows.loc[contact, limit] for limit in LIMITS))
    later = days(*(rows.loc[~contact, limit] for limit in LIMITS))
    first, last = limits([*before, *later], shown.period)
    if later and shown.period[0] is None and (min(later) - first) / (last - first) > EARLY:
        first, last = limits(later, shown.period)
        first -= (last - first) * 0.1
    if shown.period[1] is None and rows["closed_latest"].isna().any():
        last += (last - first) * 0.05
    return TimeAxis(first, last, left, right)


def _key(sheet: Drawing, lanes: list[Lane], left: float) -> float:
    """Name the signs that are used; give the height under them."""
    used = {status for lane in lanes for status in lane.rows["status"].dropna()}
    vague = any((lane.rows["opened_earliest"] != lane.rows["opened_latest"]).any() for lane in lanes)
    disputed = {limit.verdict for lane in lanes for limit in lane.limits} & {"disputed", "contradicted"}
    entries = [name for name in STATUS if name in used] + ["split"] * vague + sorted(disputed)
    x, y = left, 9.0
    for name in entries:
        words = {"split": "came some time in here", "disputed": "date disputed"}.get(name) or STATUS.get(name, ("date contradicted",))[0]
        if x > left and x + 24 + width(words, SMALL) > sheet.wide:
            x, y = left, y + 18
        if name in VERDICTS:
            sheet.sign(VERDICTS[name][0], x + 8, y, VERDICTS[name][1])
        elif name == "split":
            sheet.box(x, y - 6, x + 16, y, "rel")
            sheet.hatch(x, y, x + 16, y + 6)
            sheet.box(x, y - 6, x + 16, y + 6, "", "hatch")
        else:
            _, fill, edge = STATUS[name]
            sheet.box(x, y - 6, x + 16, y + 6, fill, edge)
            if name == "lapsed":
                sheet.hatch(x, y - 6, x + 16, y + 6)
        sheet.text(x + 22, y, words, SMALL, "muted")
        x += 22 + width(words, SMALL) + 20
    return y + 12


def _lane(sheet: Drawing, lane: Lane, axis: TimeAxis, y: float, beside: bool) -> float:
    """Draw a lane from height `y` on and give the height under it."""
    placed = _placed(lane, axis)
    over, under = max([0, *(level for *_, level in placed)]), -min([0, *(level for *_, level in placed)])
    bold = lane.name.startswith("All ") or lane.name == RECORD
    if not beside:
        sheet.text(0, y + 12, fit(lane.name, sheet.wide, LABEL, True), LABEL, bold=True)
        y += 18
    middle = y + over * LINE + BAND / 2 + GAP / 2
    if beside:
        lines = wrap(lane.name, NAMES - 14, LABEL, bold=True, most=2)
        for n, line in enumerate(lines):
            sheet.text(0, middle + (n - (len(lines) - 1) / 2) * 15, line, LABEL, bold=True)
    for row in lane.rows.itertuples():
        _band(sheet, row, f"{lane.table}:{row.Index}", axis, middle)
    for limit, x, words, level in placed:
        height = middle - (abs(level) * LINE + BAND / 2 - LINE / 2 + 2) * (1 if level > 0 else -1)
        sign, color = VERDICTS.get(limit.verdict, ("", "")) if limit.verdict in ("disputed", "contradicted") else ("", "")
        if sign:
            sheet.sign(sign, x - words / 2 - 1, height, color, limit.row, 5, 8)
        sheet.text(x + (6 if sign else 0), height, limit.text, SMALL, color or ("ink" if bold else "muted"), "middle", row=limit.row)
    return middle + BAND / 2 + under * LINE + GAP / 2


def _placed(lane: Lane, axis: TimeAxis) -> list[tuple[Limit, float, float, int]]:
    """Give each year its place and the first line on which it meets no other."""
    taken: dict[int, list[tuple[float, float]]] = {level: [] for level in LEVELS}
    found = []
    for limit in lane.limits:
        if not axis.first <= limit.day <= axis.last:
            continue
        wide = width(limit.text, SMALL) + (14 if limit.verdict in ("disputed", "contradicted") else 0)
        x = min(max(axis.x(limit.day), axis.left + wide / 2), axis.right - wide / 2)
        level = next((n for n in LEVELS if all(x + wide / 2 + 4 < a or b < x - wide / 2 - 4 for a, b in taken[n])), LEVELS[-1])
        taken[level].append((x - wide / 2, x + wide / 2))
        found.append((limit, x, wide - 12, level))
    return found


def _band(sheet: Drawing, row: Any, name: str, axis: TimeAxis, y: float) -> None:
    """Draw a phase: where a limit is vague, its lower half begins early and its upper half ends late."""
    _, fill, edge = STATUS.get(row.status, ("", "paper", "hatch"))
    fade = (axis.right - axis.left) * 0.04
    a, b, c, d = (num(getattr(row, limit)) for limit in LIMITS)
    before, ongoing = a is not None and a < axis.first and b < axis.first, c is None and d is None
    xb = axis.x(b) if b is not None else (axis.left if a is None else axis.x(a) + fade)
    xa = axis.x(a) if a is not None else max(xb - fade, axis.left)
    xd = axis.x(d) if d is not None else (axis.right if c is None else min(axis.x(c) + fade, axis.right))
    xc = axis.x(c) if c is not None else (axis.right if d is None else max(xd - fade, axis.left))
    xa, xb, xc, xd = xa + 1, min(xb, xd) + 1, max(xc, xa) - 1, xd - 1
    low, high, wing = y + BAND / 2, y - BAND / 2, 3.0
    left = [(xa, low), (xa, y), (xb, y), (xb, high)]
    right = [(xd, high), (xd, y), (xc, y), (xc, low)]
    if before:
        xb = axis.left + HEAD
        left = [(xb, low), (xb, low + wing), (axis.left, y), (xb, high - wing), (xb, high)]
    if ongoing:
        xc = axis.right - HEAD
        right = [(xc, high), (xc, high - wing), (axis.right, y), (xc, low + wing), (xc, low)]
    sheet.polygon([*left, *right], fill, edge, name)
    if row.status == "lapsed":
        sheet.hatch(xb, high, xd if not ongoing else xc, y, name)
        sheet.hatch(xa if not before else xb, y, xc, low, name)
    _name(sheet, row, name, fill, max(xa, xb), min(xc, xd), y, before)


def _name(sheet: Drawing, row: Any, name: str, fill: str, left: float, right: float, y: float, before: bool) -> None:
    """Write a phase's words into its band, where they have room."""
    state = clean(row.state, 48)
    texts = {"relations": (state, state.split(" ")[-1]), "lapsed": ("lapsed",), "severed": ("broken off",), "contact": ("contacts",)}
    words = texts.get(row.status, (clean(row.status, 24),))
    if before and row.status == "contact":
        words = (f"since {row.opened_earliest.year}",)
    text = fitting(filter(None, words), right - left - 8, SMALL)
    if not text:
        return
    middle, half = (left + right) / 2, width(text, SMALL) / 2 + 3
    if row.status == "lapsed":
        sheet.box(middle - half, y - 8, middle + half, y + 8, "paper", row=name)
    sheet.text(middle, y, text, SMALL, "paper" if fill == "rel" else "ink", "middle", row=name)
