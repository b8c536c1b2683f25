"""Trade: the amounts of documents against the record's years, on one axis from 0."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..dates.formatting import in_words
from ..headlines.words import dated
from ..tables import tuples
from ..wording import amount, clean, count
from .chart import Chart
from .drawing import REACH, SMALL, VERDICTS, WORDS, Drawing
from .text_layout import fit, width
from .view import View, chart, key

MEASURES = ("trade", "exports", "imports")
MILLION = 1e6
BEFORE, AFTER = 9, 2  # years of the record around those of the documents
OFF = 2.5  # times the record's highest year: what is more is off the scale
LEFT, TALL, HEAD = 46.0, 200.0, 30.0  # of the panel: where it begins, its height, the room over it
TICKS = 5.5  # the most spaces between ticks
COMMA = "if a decimal comma"
MANY = 30  # amounts: the signs of more are smaller
FEW = 6  # amounts that have words
Box = tuple[float, float, float, float]
FLOW = ["unit", "measure", "from_state", "to_state"]
SIZES = ((1e9, "Billion"), (1e6, "Million"), (1.0, ""))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a document; `other` is the reading with a decimal comma, NaN without one."""

    row: str
    year: float
    value: float
    other: float
    verdict: str
    name: str


@chart
def trade(shown: View) -> Chart:
    """Draw the amounts of trade that documents state, and the record's years beside them."""
    figures = shown.corpus.figures
    rows = figures[figures["scope"].eq("dyad") & figures["measure"].isin(MEASURES) & figures["value"].notna()]
    rows, (unit, measure, *ends) = _chosen(rows[rows["earliest"].notna() & rows["latest"].notna()])
    years = _recorded(shown, measure, ends, rows) if unit == "USD" else []
    if not years and len(rows) < 2:  # one amount has nothing to be compared with
        rows = rows.iloc[:0]
    verdicts = shown.evidence("figures", "amount")["against_record"]
    mixed = len(rows.drop_duplicates(FLOW)) > 1
    found = [_amount(row, verdicts.get(row.Index, "not covered"), mixed) for row in tuples(rows)]
    way = _way(measure, ends)
    titles = {one.row: f"{way}, {one.year}: {amount(one.value, 'USD')}; by the record" for one in years}
    titles |= {one.row: _title(shown, row, one) for row, one in zip(tuples(rows), found, strict=True)}
    unit = "current US$" if unit == "USD" else clean(unit, 12)
    name = unit if mixed and not years else f"{unit}, {way}"
    rest = int(dated(figures).sum()) - len(rows)
    words = ["Bars: the record." if years else "", key(one.verdict for one in found)]
    note = f"{count(rest, 'other amount')} with a date read, not drawn." if rest else ""
    options = {"key": " ".join(filter(None, words)), "note": note, "layout": "both"}
    return shown.chart(rows, titles, lambda sheet: Plot(sheet, found, years, name).draw(), **options)


def _chosen(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Choose the rows of the unit that most have, of many only those of the commonest flow; give unit, measure and ends."""
    flows = rows[FLOW].astype(object).fillna("").value_counts(sort=True)
    if flows.empty:
        return rows, ("USD", "trade", "", "")
    common = flows.index[0]
    rows = rows[rows["unit"].eq(common[0])]
    same = rows[FLOW].astype(object).fillna("").eq(list(common)).all(axis=1)
    return (rows if len(rows) <= FEW else rows[same]), common


def _way(measure: str, ends: Sequence[str]) -> str:
    """Name a flow: 'both ways', 'Peru → Japan', 'exports, direction not read'."""
    way = " → ".join(clean(end, 40) for end in ends if end)
    return "both ways" if measure == "trade" else f"{measure}, {way}" if way else f"{measure}, direction not read"


def _recorded(shown: View, measure: str, ends: Sequence[str], rows: pd.DataFrame) -> list[Amount]:
    """Give the record's amounts by year, around the years of the documents; of both ways with the name of the first row."""
    table = shown.corpus.recorded.trade
    table = table[table["dyad"].isin(shown.corpus.dyads) & table["value"].notna()]
    if measure != "trade":
        table = table[table["exporter"].eq(ends[0]) & table["importer"].eq(ends[1])]
    table = table.assign(value=table["value"] * MILLION, row=[f"record-trade:{label}" for label in table.index])
    how = {"value": ("value", "sum"), "row": ("row", "first"), "ways": ("row", "size")}
    found = table.groupby(["year", "source"]).agg(**how).reset_index()
    found = found[found["ways"].eq(2 if measure == "trade" else 1)]
    first, last = (None if day is None else day.year for day in shown.period)
    years = found.drop_duplicates("year").set_index("year").loc[first:last]
    if len(rows):
        years = years.loc[rows["earliest"].min().year - BEFORE : rows["latest"].max().year + AFTER]
    return [Amount(one.row, int(one.Index), one.value, np.nan, "", "") for one in tuples(years)]


def _amount(row: Any, verdict: str, mixed: bool) -> Amount:
    year = (row.earliest.year + row.latest.year) / 2
    other = np.nan if pd.isna(row.alternative) else row.alternative
    origin = f"from {clean(row.from_state, 20)}" if pd.notna(row.from_state) else row.measure
    name = (row.measure if row.measure == "trade" else origin) if mixed else ""
    return Amount(f"figures:{row.Index}", year, row.value, other, verdict, name)


def _title(shown: View, row: Any, one: Amount) -> str:
    also = f", or {amount(one.other, row.unit)} with a decimal comma" if one.other == one.other else ""
    words = f"{clean(row.measure).capitalize()}, {in_words(row.date)}: {amount(row.value, row.unit)} as printed{also}"
    return shown.said(row, f"{words}; {WORDS[one.verdict]}")


class Plot:
    """Amounts of documents and the record's years, in one unit, on a sheet: their scales, and what is drawn on them."""

    def __init__(self, sheet: Drawing, amounts: Sequence[Amount], years: Sequence[Amount], name: str) -> None:
        self.sheet, self.amounts, self.years = sheet, amounts, years
        top = self._top()
        self.size, word = next(pair for pair in SIZES if top >= pair[0] or pair[0] == 1)
        self.title = f"{word} {name}".strip()
        self.off = [one for one in self.amounts if one.value > top]
        self.bottom = HEAD + 18 * len(self.off) + 8 + TALL
        drawn = [one.year for one in (*years, *amounts)]
        spare = max(0.5, (4 - max(drawn) + min(drawn)) / 2)
        self.first, self.last = min(drawn) - spare, max(drawn) + spare
        top /= self.size
        ten = 10.0 ** np.floor(np.log10(top / 5))
        self.step = next(ten * n for n in (1, 2, 2.5, 5, 10) if top / (ten * n) <= TICKS)
        self.highest = np.ceil(top / self.step - 1e-9) * self.step

    def _top(self) -> float:
        """Give the highest amount on the scale."""
        known = [one.value for one in self.years]
        high = max(known, default=np.inf) * OFF
        stated = (value for one in self.amounts for value in (one.value, one.other) if value <= high)
        return max([*known, *stated]) or 1.0

    def x(self, year: float) -> float:
        """Say where a year lies."""
        return LEFT + (year - self.first) / (self.last - self.first) * (self.sheet.wide - 8 - LEFT)

    def y(self, value: float) -> float:
        """Say where an amount lies."""
        return self.bottom - value / self.size / self.highest * TALL

    def words(self, value: float) -> str:
        """Write an amount in the unit of the axis."""
        return f"{value / self.size:,.10g}"

    def draw(self) -> None:
        """Draw the axes, a bar for each year of the record, and a sign for each amount of a document."""
        sheet, half = self.sheet, (self.x(1) - self.x(0)) * 0.39
        sheet.text(0, 10, fit(self.title, sheet.wide, SMALL), SMALL, "muted")
        for tick in np.arange(0, self.highest + self.step / 2, self.step) * self.size:
            ends = [(LEFT, self.y(tick)), (sheet.wide - 8, self.y(tick))]
            sheet.line(ends, "rule" if tick else "ink")
            sheet.text(LEFT - 6, self.y(tick), self.words(tick), SMALL, "muted", "end")
        for one in self.years:
            x = self.x(one.year)
            sheet.box(x - half, self.y(one.value), x + half, self.bottom, "pale", "rel", one.row)
        years = range(int(np.ceil(self.first)), int(self.last) + 1)
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if self.x(n) - self.x(0) >= 38 or n == 1000)
        for year in (year for year in years if year % step == 0):
            sheet.text(self.x(year), self.bottom + 12, str(year), SMALL, "muted", "middle")
        for n, one in enumerate(self.off):
            self._off(one, HEAD + 18 * n)
        self._signs()
        sheet.height = self.bottom + 22

    def _off(self, one: Amount, y: float) -> None:
        """Draw an amount off the scale as an arrow with its words."""
        x, color = self.x(one.year), VERDICTS[one.verdict][1]
        words = f"{self.words(one.value)} as printed, off the scale"
        left = x - 14 - width(words, SMALL, True) > 0
        self.sheet.sign("up", x, y, color, one.row, 7, 9)
        self.sheet.text(x - 14 if left else x + 14, y, words, SMALL, color, "end" if left else "start", True, one.row)

    def _signs(self) -> None:
        """Draw the amounts on the scale, and their other readings, which are hollow; with words where they are few."""
        few = len(self.amounts) <= FEW
        readings = [(one, VERDICTS[one.verdict][0], one.value, one.name) for one in self.amounts if one not in self.off]
        readings += [(one, "hollow", one.other, COMMA) for one in self.amounts if one.other == one.other]
        spots = [(self.x(one.year), self.y(value)) for one, _, value, _ in readings]
        taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in spots]
        for (one, sign, value, name), (x, y) in zip(readings, spots, strict=True):
            color = VERDICTS[one.verdict][1]
            text = f"{self.words(value)} {name}" if name == COMMA else f"{name} {self.words(value)}".strip()
            box = self._room(width(text, SMALL), x, y, taken) if few else None
            if box:
                taken.append(box)
                self.sheet.box(*box, "paper", row=one.row)
                ink = "ink" if color == "grey" else color
                self.sheet.text(box[0] + 2, (box[1] + box[3]) / 2, text, SMALL, ink, row=one.row)
            size, reach = (5.5, REACH) if len(readings) < MANY else (3.0, 4.0)
            self.sheet.sign(sign, x, y, color, one.row, size, reach)

    def _room(self, wide: float, x: float, y: float, taken: list[Box]) -> Box | None:
        """Find a place for words beside a sign, where they meet nothing; the axis says what has no words."""
        sides = [x - 14 - wide, x + 10]
        for down, left in itertools.product((0, -14, 14), sides if x - LEFT > wide + 60 else sides[::-1]):
            box = left, y + down - 8, left + wide + 4, y + down + 8
            inside = LEFT <= box[0] and box[2] <= self.sheet.wide and box[3] <= self.bottom - 1
            if inside and not any(box[0] < c and a < box[2] and box[1] < d and b < box[3] for a, b, c, d in taken):
                return box
        return None
