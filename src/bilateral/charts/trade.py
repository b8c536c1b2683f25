"""Trade: the amounts of documents against the record's years, on one axis from 0."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..criticism.amounts import series
from ..dates.formatting import in_words
from ..headlines.found import TRADE
from ..headlines.words import dated
from ..tables import tuples
from ..wording import amount, clean, count, sign
from .asked import chart
from .chart import Chart
from .panel import FEW, Amount, Panel
from .style import WORDS
from .view import View, key

BEFORE, AFTER = 9, 2  # years of the record around those of the documents
FLOW = ["unit", "measure", "from_state", "to_state"]


@chart
def trade(shown: View) -> Chart:
    """Draw the amounts of trade that documents state, and the record's years beside them."""
    figures = shown.corpus.figures
    rows = figures[figures["scope"].eq("dyad") & figures["measure"].isin(TRADE) & figures["value"].notna()]
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
    note = f"{count(rest, 'other amount')} with a date read, not drawn." if rest else ""
    signs = "Bars: the record." * bool(years), key(one.verdict for one in found)
    return shown.chart(
        rows, titles, lambda sheet: Panel(sheet, found, years, name).draw(), *signs, note=note, both=True
    )


def _chosen(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Choose the rows of the unit that most have, of many only those of the commonest flow; give unit, measure and ends."""
    flows = rows[FLOW].astype(object).fillna("")
    if flows.empty:
        return rows, ("USD", "trade", "", "")
    common = flows.value_counts(sort=True).index[0]
    chosen = flows["unit"].eq(common[0])
    if chosen.sum() > FEW:
        chosen = flows.eq(list(common)).all(axis=1)
    return rows[chosen], common


def _way(measure: str, ends: Sequence[str]) -> str:
    """Name a flow: 'both ways', 'Peru → Japan', 'exports, direction not read'."""
    way = " → ".join(clean(end, 40) for end in ends if end)
    return "both ways" if measure == "trade" else f"{measure}, {way}" if way else f"{measure}, direction not read"


def _recorded(shown: View, measure: str, ends: Sequence[str], rows: pd.DataFrame) -> list[Amount]:
    """Give the record's amounts by year, around the years of the documents; of both ways with the name of the first row."""
    known = series(shown.corpus.recorded, shown.corpus.dyads[0], measure, *ends)
    first, last = (None if day is None else day.year for day in shown.period)
    years = known.drop_duplicates("year").set_index("year").sort_index().loc[first:last]
    if len(rows):
        years = years.loc[rows["earliest"].min().year - BEFORE : rows["latest"].max().year + AFTER]
    return [Amount(f"record-trade:{one.row}", int(one.Index), one.value) for one in tuples(years)]


def _amount(row: Any, verdict: str, mixed: bool) -> Amount:
    year = (row.earliest.year + row.latest.year) / 2
    other = np.nan if pd.isna(row.alternative) else row.alternative
    origin = f"from {clean(row.from_state, 20)}" if pd.notna(row.from_state) else row.measure
    name = (row.measure if row.measure == "trade" else origin) if mixed else ""
    return Amount(f"figures:{row.Index}", year, row.value, other, verdict, name, sign(row))


def _title(shown: View, row: Any, one: Amount) -> str:
    also = f", or {amount(one.other, row.unit)} with a decimal comma" if one.other == one.other else ""
    words = f"{clean(row.measure).capitalize()}, {in_words(row.date)}: {amount(row.value, row.unit)} as printed{also}"
    return shown.said(row, f"{words}; {WORDS[one.verdict]}")
