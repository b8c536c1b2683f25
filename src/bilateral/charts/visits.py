"""Visits and meetings, those of documents beside the record's: time runs down, each way has a side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..dates.edtf import Edtf
from ..dates.formatting import MONTHS
from ..record.matching import same_visit
from ..wording import clean, count
from . import marks
from .chart import Chart
from .drawing import LABEL, SMALL, Drawing
from .marks import Lane, Line, Mark
from .text_layout import fit
from .time_axis import days, limits
from .view import View, chart

MANY = 40  # marks: more are packed in lanes over time, without words
STEP = 19.0  # from visit to visit
ELSEWHERE = "Met elsewhere, or direction not read"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of a document, or of the record alone: its way is 0 from the first state, 1 to it, 2 neither."""

    mark: Mark
    row: Any
    way: int

    @property
    def own(self) -> bool:
        """Whether a document states it."""
        return self.mark.row.startswith("visits:")

    @property
    def words(self) -> str:
        """Its date, with the month where it is known, and the visitor's last name."""
        date = Edtf.parse(self.row.date)
        day = date.known_day
        month = f"{MONTHS[day.month - 1][:3]} " if date.precision in ("day", "month") and day else ""
        text = f"{month}{day.year}" if day else clean(self.row.date)
        name = clean(self.row.visitor, 60) or "not named"
        return f"{text}, {name}" + ("" if took_place(self.row) else " (did not take place)")


def took_place(row: Any) -> bool:
    """Say whether a visit took place: it did where nothing else is stated."""
    return pd.isna(row.took_place) or bool(row.took_place)


@chart
def visits(shown: View) -> Chart:
    """Draw visits and meetings: filled where a document states them, hollow where only the record has them."""
    rows = shown.corpus.visits[~marks.undated(shown.corpus.visits)]
    verdicts = shown.evidence("visits", "visit")["against_record"]
    found = [
        Visit(Mark.of(f"visits:{row.Index}", row, _sign(verdicts.get(row.Index))), row, _way(row, shown))
        for row in rows.itertuples()
    ]
    known = shown.record.visits
    known = shown.within(known[known["dyad"].eq(shown.slug) & known["independent"] & known["confidence"].ne("reject")])
    taken = [row for row in known[~marks.undated(known)].itertuples() if took_place(row)]
    alone = [row for row in taken if not any(_meet(one.row, row) for one in found)]
    found += [Visit(Mark.of(f"record-visits:{row.Index}", row, "not covered"), row, _way(row, shown)) for row in alone]
    found.sort(key=lambda one: one.mark.at)
    titles = {one.mark.row: _title(one, shown) for one in found}
    left_out = len(known) - len(taken)
    note = (
        f"The record has {count(left_out, 'more visit')} without a date, or that did not take place, not drawn."
        if left_out
        else ""
    )
    whose = "Filled: stated in a document. Hollow: in the record only, not found by the reader." if alone else ""
    if len(found) > MANY:
        return shown.chart(
            "visits", "visits", rows, titles, lambda sheet: _pack(sheet, found, shown), key=whose, note=note
        )
    draw = lambda sheet: _down(sheet, found, shown.states)  # noqa: E731
    return shown.chart(
        "visits", "visits", rows, titles, draw, key=f"{whose} Time runs down.".strip(), note=note, layout="both"
    )


def _sign(verdict: Any) -> str:
    return verdict if verdict in ("disputed", "contradicted") else "supported"


def _way(row: Any, shown: View) -> int:
    states = shown.corpus.view["dyad"]
    return {tuple(states): 0, tuple(states)[::-1]: 1}.get((row.from_state, row.to_state), 2)


def _meet(one: Any, other: Any) -> bool:
    """Say whether two rows can be one visit; their dates are compared first, since to compare names takes long."""
    return not (one.earliest > other.latest or other.earliest > one.latest) and same_visit(one, other)


def _title(one: Visit, shown: View) -> str:
    row = one.row
    words = ", ".join(
        filter(
            None,
            [
                clean(row.visitor, 60) or "Visitor not named",
                clean(row.office, 40),
                clean(row.kind),
                one.words.partition(",")[0],
            ],
        )
    )
    return shown.said(row, words) if one.own else f"{words}: in the record, not found by the reader in these documents"


def _down(sheet: Drawing, found: Sequence[Visit], states: tuple[str, str]) -> None:
    """Draw visits one under the other, those of one way left of the middle, of the other right, of neither under them."""
    middle, room = sheet.wide / 2, sheet.wide / 2 - 24
    between = [one for one in found if one.way < 2]
    if between:
        for way, (x, anchor) in enumerate(((middle - 14, "end"), (middle + 14, "start"))):
            names = " → ".join(states if way == 0 else states[::-1])
            sheet.text(x, 10, fit(names, room, LABEL, True), anchor=anchor, bold=True)
    y = 34.0 if between else 10.0
    line = len(sheet.parts)
    for one in between:
        side = 1 if one.way else -1
        _visit(
            sheet,
            one,
            middle + side * 9,
            y,
            middle + side * 22,
            "start" if one.way else "end",
            fit(one.words, room, SMALL, one.own),
        )
        y += STEP
    if between:
        axis = Drawing(sheet.wide)
        axis.line([(middle, 22), (middle, y - 8)], "rule", 1.5)
        sheet.parts[line:line] = axis.parts
    elsewhere = [one for one in found if one.way == 2]
    if elsewhere:
        sheet.text(0, y + 6, fit(ELSEWHERE, sheet.wide, LABEL, True), bold=True)
        y += 28
    for one in elsewhere:
        _visit(sheet, one, 9, y, 24, "start", fit(one.words, sheet.wide - 26, SMALL, one.own))
        y += STEP
    sheet.height = y


def _visit(sheet: Drawing, one: Visit, x: float, y: float, words: float, anchor: str, text: str) -> None:
    sign = {"supported": "dot", "disputed": "diamond", "contradicted": "cross"}.get(one.mark.verdict, "ring")
    color = {"supported": "rel", "disputed": "amber", "contradicted": "red"}.get(one.mark.verdict, "grey")
    if one.own and not took_place(one.row):
        sign = "hollow"
    sheet.sign(sign, x, y, color, one.mark.row)
    sheet.text(words, y, text, SMALL, anchor=anchor, bold=one.own, row=one.mark.row)


def _pack(sheet: Drawing, found: Sequence[Visit], shown: View) -> None:
    one, other = shown.states
    names = (f"{one} → {other}", f"{other} → {one}", ELSEWHERE)
    lanes = [Lane(name, (Line(tuple(v.mark for v in found if v.way == way), ()),)) for way, name in enumerate(names)]
    rows = pd.DataFrame([(v.row.earliest, v.row.latest) for v in found], columns=["earliest", "latest"])
    axis = marks.time_axis(*limits(days(rows["earliest"], rows["latest"]), shown.period), sheet.wide)
    marks.draw(sheet, [lane for lane in lanes if lane.lines[0].marks], axis, True)
