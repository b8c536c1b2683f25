"""Trade: the amounts of documents against the record's years, on one axis from 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..criticism.amounts import series
from ..dates.formatting import in_words
from ..wording import amount, clean, count
from .chart import Chart
from .drawing import SMALL, VERDICTS, WORDS, Drawing
from .marks import undated
from .text_layout import fit, width
from .view import View, chart, key

MEASURES = ("trade", "exports", "imports")
BEFORE, AFTER = 9, 2  # years of the record around those of the documents
OFF = 2.5  # times the record's highest year: what is more is off the scale
LEFT, TALL, HEAD = 46.0, 200.0, 30.0  # of the panel: where it begins, its height, the room over it
MANY = 30  # amounts: the signs of more are smaller
FEW = 6  # amounts that have words
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


@dataclass(frozen=True)
class Panel:
    """Amounts of documents and the record's years, in one unit."""

    amounts: Sequence[Amount]
    years: pd.Series
    name: str

    @property
    def top(self) -> float:
        """The highest amount on the scale."""
        high = self.years.max() * OFF if len(self.years) else np.inf
        values = [value for one in self.amounts for value in (one.value, one.other) if value <= high]
        return max([*self.years, *values], default=1.0) or 1.0


@chart
def trade(shown: View) -> Chart:
    """Draw the amounts of trade that documents state, and the record's years beside them."""
    figures = shown.corpus.figures
    rows = figures[figures["scope"].eq("dyad") & figures["measure"].isin(MEASURES) & figures["value"].notna()]
    rows, (unit, measure, *ends) = _chosen(rows[rows["earliest"].notna() & rows["latest"].notna()])
    years = _recorded(shown, measure, ends, rows) if unit == "USD" else pd.Series(dtype="float64")
    if len(years) == 0 and len(rows) < 2:  # one amount has nothing to be compared with
        rows = rows.iloc[:0]
    verdicts = shown.evidence("figures", "amount")["against_record"]
    mixed = len(rows.drop_duplicates(FLOW)) > 1
    found = [_amount(row, verdicts.get(row.Index, "not covered"), mixed) for row in rows.itertuples()]
    way = _way(measure, ends)
    titles = {
        f"record-trade:{year}": f"{way}, {year}: {amount(value, 'USD')}; by the record" for year, value in years.items()
    }
    titles |= {one.row: _title(shown, row, one) for row, one in zip(rows.itertuples(), found, strict=True)}
    unit = "current US$" if unit == "USD" else clean(unit, 12)
    panel = Panel(found, years, unit if mixed and not len(years) else f"{unit}, {way}")
    rest = int((~undated(figures)).sum()) - len(rows)
    words = ["Bars: the record." if len(years) else "", key(one.verdict for one in found)]
    note = f"{count(rest, 'other amount')} with a date read, not drawn." if rest else ""
    options = {"key": " ".join(filter(None, words)), "note": note, "layout": "both"}
    return shown.chart("trade", "figures", rows, titles, lambda sheet: _draw(sheet, panel), **options)


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


def _recorded(shown: View, measure: str, ends: Sequence[str], rows: pd.DataFrame) -> pd.Series:
    """Give the record's amounts by year, around the years of the documents."""
    if measure != "trade" and not all(ends):
        return pd.Series(dtype="float64")
    known = series(shown.record, shown.slug, measure, *(ends if measure != "trade" else (None, None)))
    first, last = (None if day is None else day.year for day in shown.period)
    if len(rows):
        first, last = rows["earliest"].min().year - BEFORE, rows["latest"].max().year + AFTER
    years = known.drop_duplicates("year").set_index("year")["value"].sort_index()
    return years.loc[first:last]


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


def _draw(sheet: Drawing, panel: Panel) -> None:
    """Draw the axes, a bar for each year of the record, and a sign for each amount of a document."""
    size, word = next(pair for pair in SIZES if panel.top >= pair[0] or pair[0] == 1)
    off = [one for one in panel.amounts if one.value > panel.top]
    top = HEAD + 18 * len(off) + 8
    bottom, right = top + TALL, sheet.wide - 8
    years = [*panel.years.index, *(one.year for one in panel.amounts)]
    spare = max(0.5, (4 - max(years) + min(years)) / 2)
    first, last = min(years) - spare, max(years) + spare

    def x(year: float) -> float:
        return LEFT + (year - first + 0.0) / (last - first) * (right - LEFT)

    step = _step(panel.top / size)
    highest = np.ceil(panel.top / size / step - 1e-9) * step

    def y(value: float) -> float:
        return bottom - value / size / highest * TALL

    sheet.text(0, 10, fit(f"{word} {panel.name}".strip(), sheet.wide, SMALL), SMALL, "muted")
    for tick in np.arange(0, highest + step / 2, step):
        sheet.line([(LEFT, y(tick * size)), (right, y(tick * size))], "ink" if tick == 0 else "rule")
        sheet.text(LEFT - 6, y(tick * size), f"{tick:,.10g}", SMALL, "muted", "end")
    half = (x(1) - x(0)) * 0.39
    for year, value in panel.years.items():
        sheet.box(x(year) - half, y(value), x(year) + half, bottom, "pale", "rel", f"record-trade:{year}")
    _years(sheet, [*range(int(np.ceil(first)), int(last) + 1)], x, bottom)
    for n, one in enumerate(off):
        _off(sheet, one, x(one.year), HEAD + 18 * n, f"{one.value / size:,.4g}")
    for one in panel.amounts:
        _sign(sheet, one, x(one.year), y, size, len(panel.amounts), one in off)
    sheet.height = bottom + 22


def _step(top: float) -> float:
    """Choose the round distance of at most six ticks up to an amount."""
    ten = 10.0 ** np.floor(np.log10(top / 5))
    return next(ten * n for n in (1, 2, 2.5, 5, 10) if top / (ten * n) <= 5.5)


def _years(sheet: Drawing, years: Sequence[int], x: Any, bottom: float) -> None:
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if (x(n) - x(0)) >= 38 or n == 1000)
    for year in years:
        if year % step == 0:
            sheet.text(x(year), bottom + 12, str(year), SMALL, "muted", "middle")


def _off(sheet: Drawing, one: Amount, x: float, y: float, value: str) -> None:
    """Draw an amount off the scale as an arrow with its words."""
    _, color = VERDICTS[one.verdict]
    words = f"{value} as printed, off the scale"
    left = x - 14 - width(words, SMALL, True) > 0
    sheet.sign("up", x, y, color, one.row, 7, 10)
    sheet.text(x - 14 if left else x + 14, y, words, SMALL, color, "end" if left else "start", True, one.row)


def _sign(sheet: Drawing, one: Amount, x: float, y: Any, size: float, number: int, off: bool) -> None:
    """Draw an amount on the scale, and its other reading, which is hollow."""
    sign, color = VERDICTS[one.verdict]
    found = [] if off else [(sign, one.value, f"{one.name} {one.value / size:,.4g}".strip())]
    if one.other == one.other:
        found.append(("hollow", one.other, f"{one.other / size:,.4g} if a decimal comma"))
    for kind, value, words in found:
        wide = width(words, SMALL)
        left = x - LEFT > wide + 60
        ends = (x - 12 - wide, x - 12) if left else (x + 12, x + 12 + wide)
        if number <= FEW and ends[1] <= sheet.wide:
            sheet.box(ends[0] - 3, y(value) - 8, ends[1] + 3, y(value) + 8, "paper", row=one.row)
            sheet.text(ends[0], y(value), words, SMALL, color if color != "grey" else "ink", row=one.row)
        sheet.sign(kind, x, y(value), color, one.row, 5.5 if number < MANY else 3.0, 12.0 if number < MANY else 4.0)
