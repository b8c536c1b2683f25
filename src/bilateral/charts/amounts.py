"""Rows with an amount (figures of documents, statements of the record) as marks at amounts, with their words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..wording import amount, clean
from . import style
from .lanes import lay
from .model import Lane, Mark, Part
from .panels import Amount, Pair, Panel, scale
from .rows import dated
from .time_axis import TimeAxis, num_or_none

#: Of each measure of money: its marker and its word.
MEASURES = {"trade": "o", "exports": "^", "imports": "v", "investment": "s", "aid": "D", "arms": "P"}
KIND = ["measure", "from_state", "to_state", "unit"]
VALUES = ["value", "alternative", "low", "high"]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures about a dyad: all, those with an amount, of these the dated ones, and the money among them."""

    ours: pd.DataFrame
    amounts: pd.DataFrame
    usable: pd.DataFrame
    money: pd.DataFrame


def sift(rows: pd.DataFrame) -> Figures:
    """Sort out the figures that can be drawn."""
    ours = rows[rows["scope"].isin(["dyad"])]
    amounts = ours[ours[["value", "low", "high"]].notna().any(axis=1)]
    usable = amounts[dated(amounts)]
    cash = usable["unit"].fillna("").str.fullmatch("[A-Z]{3}") & usable["measure"].isin(list(MEASURES))
    return Figures(ours, amounts, usable, usable[cash])


def way(row: Any) -> str:
    """Write the direction of a row: 'Mexico → Russia', 'from Mexico', 'to Russia', or ''."""
    origin, aim = clean(row.from_state, 40), clean(row.to_state, 40)
    if origin and aim:
        return f"{origin} → {aim}"
    return f"from {origin}" if origin else f"to {aim}" if aim else ""


def kind(row: Any) -> str:
    """Name a kind of figure: 'Tourists, Russia → Mexico'."""
    if row.measure == "rank":
        return f"Rank of {clean(row.from_state)} for {clean(row.to_state)}"
    unknown = "both ways" if row.measure == "trade" else "direction not stated"
    return f"{clean(row.measure, 30).capitalize()}, {way(row) or unknown}"


def written(row: Any) -> str:
    """Write a row's amount with its qualifier: 'about $2 million', '$1 million to $2 million'."""
    values = (row.low, row.high) if pd.isna(row.value) else (row.value,)
    text = " to ".join(amount(value, row.unit) for value in values if pd.notna(value))
    return f"{clean(row.qualifier, 20)} {text}".strip()


def currency(unit: str) -> str:
    """Name a unit of money as nominal."""
    return "Current US$" if unit == "USD" else f"Current {clean(unit)}"


def extent(money: pd.DataFrame) -> str:
    """Write from what to what amounts go, for each unit."""
    ends = money.melt("unit", VALUES, value_name="amount").groupby("unit", sort=False)["amount"].agg(["min", "max"])
    return "; ".join(" to ".join(dict.fromkeys(amount(end, unit) for end in pair)) for unit, *pair in ends.itertuples())


def of_row(row: Any, mark: Mark, name: str = "") -> list[Amount]:
    """Give the amounts of a row as copies of a mark: its value, or the ends of its range; its other reading is hollow."""
    values = sorted({value for value in (row.value, row.low, row.high) if pd.notna(value)})
    other, words, more = getattr(row, "alternative", None), written(row), []
    if other is not None and pd.notna(other):
        small = "if a decimal comma" if other < values[0] else "in the other reading"
        hollow = replace(mark, face=style.PAPER, texts=(f"{small}: {amount(other, row.unit)}",))
        words, more = f"as printed: {words}", [Amount(hollow, other, values[0], dotted=True)]
    texts = (f"{name}{', ' if more else ': '}{words}", words) if name else (words,)
    return [
        Amount(replace(mark, texts=texts), values[-1]),
        *(Amount(mark, value, values[-1]) for value in values[:-1]),
        *more,
    ]


def of_figures(rows: pd.DataFrame, states: Pair, named: bool = True) -> list[Amount]:
    """Give the amounts of figures, of each kind the last one with its name if that is wanted."""
    colors = {f"{states[0]} → {states[1]}": style.ACCENT, f"{states[1]} → {states[0]}": style.OTHER}
    rows = rows.sort_values(["latest", "earliest"], ascending=False, kind="stable")
    first = rows.duplicated(KIND)
    found = []
    for row in pd.concat([rows[~first], rows[first]]).itertuples():
        days = num_or_none(row.earliest), num_or_none(row.latest)
        mark = Mark(f"figures-{row.Index}", *days, MEASURES.get(row.measure, "o"), colors.get(way(row), style.INK))
        found += of_row(row, mark, kind(row) * (named and not first[row.Index]))
    return found


def in_time(rows: pd.DataFrame, states: Pair, axis: TimeAxis, tall: float = 1.75) -> Sequence[Part]:
    """Give several figures of one currency as a panel, a single one or figures that are not money as a lane."""
    unit = rows["unit"].iloc[0]
    if len(sift(rows).money) > 1:
        ticks = scale(rows[VALUES].stack(), unit)
        return [Panel(f"money:{unit}", currency(unit), axis, ticks, of_figures(rows, states), tall=tall)]
    found = [one.mark for one in of_figures(rows, states, named=False) if one.mark.texts]
    return lay([Lane(kind(next(rows.itertuples())), tuple(found))], axis)
