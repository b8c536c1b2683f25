"""Visits and meetings, those of documents beside the record's: time runs down, each way has a side."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from ..dates.formatting import MONTHS, years
from ..dates.periods import within
from ..headlines.words import dated
from ..record.matching import same_visit
from ..tables import tuples
from ..wording import clean, count, sign
from . import marks
from .asked import chart
from .chart import Chart
from .drawing import Drawing
from .marks import Lane, Line, Mark
from .style import DOUBTS, LABEL, LINE, SMALL, VERDICTS
from .text_layout import fit, fitting, wrap
from .view import View, key

MANY = 40  # marks: more are packed in lanes over time, without words
STEP = 25.0  # from visit to visit
ELSEWHERE = "Met elsewhere, or direction not read"


class Visit(NamedTuple):
    """A visit of a document, or of the record alone: its way is 0 from the first state, 1 to it, 2 neither."""

    mark: Mark
    row: Any
    way: int

    @property
    def own(self) -> bool:
        """Whether a document states it."""
        return self.mark.row.startswith("visits:")

    @property
    def dates(self) -> tuple[str, ...]:
        """Its date, with the month where it is known, and without."""
        first, last = self.row.earliest, self.row.latest
        one_month = pd.notna(first) and pd.notna(last) and (first.year, first.month) == (last.year, last.month)
        months = (f"{MONTHS[first.month - 1][:3]} {first.year}",) if one_month else ()
        return (*months, years(first, last))

    @property
    def texts(self) -> list[str]:
        """Its date and the visitor's name, which may be short of first names, then of the month."""
        name = (clean(self.row.visitor, 60) or "not named").split(" ")
        short = [" ".join(name[n:]) for n in range(len(name)) if not set("".join(name[n:])) <= set("IVX")]
        end = "" if took_place(self.row) else ", not held"
        return [f"{date}, {one}{end}{sign(self.row) * self.own}" for date in self.dates for one in short or name]


def took_place(row: Any) -> bool:
    """Say whether a visit took place: it did where nothing else is stated."""
    return pd.isna(row.took_place) or bool(row.took_place)


@chart
def visits(shown: View) -> Chart:
    """Draw visits and meetings: filled where a document states them, hollow where only the record has them."""
    stated, known = shown.corpus.visits, shown.corpus.recorded.visits
    rows, verdicts = stated[dated(stated)], shown.evidence("visits", "visit")["against_record"]
    found = [
        Visit(
            Mark.of(f"visits:{row.Index}", row, doubt if (doubt := verdicts.get(row.Index)) in DOUBTS else "supported"),
            row,
            _way(row, shown),
        )
        for row in tuples(rows)
    ]
    known = known[known["dyad"].isin(shown.corpus.dyads) & known["independent"] & known["confidence"].ne("reject")]
    known = within(known, "earliest", "latest", shown.period)
    held = [row for row in tuples(known[dated(known)]) if took_place(row)]
    alone = [row for row in held if not any(_meet(one, row) for one in tuples(stated))]
    found += [Visit(Mark.of(f"record-visits:{row.Index}", row, "not covered"), row, _way(row, shown)) for row in alone]
    found.sort(key=lambda one: one.mark.at)
    titles = {one.mark.row: _title(one, shown) for one in found}
    rest = len(known) - len(held)
    note = f"The record has {count(rest, 'more visit')} without a date, or that did not take place, not drawn."
    few = len(found) <= MANY
    draw = _down if few else _pack
    signs = (
        "Filled: stated in a document. Hollow: in the record only, not found by the reader." * bool(alone),
        key(one.mark.verdict for one in found if one.mark.verdict in DOUBTS),
        "Time runs down." * few,
    )
    note = note if rest else ""
    return shown.chart(rows, titles, lambda sheet: draw(sheet, found, shown), *signs, note=note, both=few)


def _way(row: Any, shown: View) -> int:
    states = shown.corpus.pair
    return {states: 0, states[::-1]: 1}.get((row.from_state, row.to_state), 2)


def _meet(one: Any, other: Any) -> bool:
    """Say whether two rows can be one visit; their dates are compared first, since to compare names takes long."""
    return not (one.earliest > other.latest or other.earliest > one.latest) and same_visit(one, other)


def _title(one: Visit, shown: View) -> str:
    row = one.row
    who = clean(row.visitor, 60) or "Visitor not named"
    words = ", ".join(filter(None, [who, clean(row.office, 40), clean(row.kind), one.dates[0]]))
    return shown.said(row, words) if one.own else f"{words}: in the record, not found by the reader in these documents"


def _down(sheet: Drawing, found: Sequence[Visit], shown: View) -> None:
    """Draw visits one under the other, those of one way left of the middle, of the other right, of neither under them."""
    states = shown.states
    middle, room = sheet.wide / 2, sheet.wide / 2 - 24
    between, elsewhere = [one for one in found if one.way < 2], [one for one in found if one.way == 2]
    y = 10.0
    if between:
        heads = [wrap(" → ".join(pair), room, LABEL, True, 2) for pair in (states, states[::-1])]
        y += LINE * max(map(len, heads)) + 8
        sheet.line([(middle, 4), (middle, y + STEP * len(between) - 8)], "rule", 1.5)
        for lines, x, anchor in zip(heads, (middle - 14, middle + 14), ("end", "start"), strict=True):
            sheet.lines(x, 10, lines, anchor=anchor, bold=True)
    for one in between:
        side = 1 if one.way else -1
        _visit(sheet, one, middle + side * 9, y, side, room)
        y += STEP
    if elsewhere:
        y += 10 * bool(between)
        sheet.text(0, y, fit(ELSEWHERE, sheet.wide, LABEL, True), bold=True)
        y += 24
    for n, one in enumerate(elsewhere):
        _visit(sheet, one, 9, y + n * STEP, 1, sheet.wide - 26)
    sheet.height = y + len(elsewhere) * STEP


def _visit(sheet: Drawing, one: Visit, x: float, y: float, side: int, room: float) -> None:
    """Draw a visit's sign, and its words left of it (side -1) or right of it (1)."""
    sign, color = VERDICTS[one.mark.verdict]
    sheet.sign("hollow" if one.own and not took_place(one.row) else sign, x, y, color, one.mark.row, reach=STEP / 2)
    text = fitting(one.texts, room, SMALL, one.own) or fit(one.texts[-1], room, SMALL, one.own)
    sheet.text(x + side * 13, y, text, SMALL, anchor="start" if side > 0 else "end", bold=one.own, row=one.mark.row)


def _pack(sheet: Drawing, found: Sequence[Visit], shown: View) -> None:
    one, other = shown.states
    names = (f"{one} → {other}", f"{other} → {one}", ELSEWHERE)
    lanes = [Lane(name, (Line(tuple(v.mark for v in found if v.way == way), ()),)) for way, name in enumerate(names)]
    marks.draw(sheet, [lane for lane in lanes if lane.marks], shown.period, True)
