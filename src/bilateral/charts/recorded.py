"""What charts take of the record and of documents on trade: amounts in US$, each with its flow and who counted."""

import functools
from typing import Any

import pandas as pd

from ..dates.formatting import MONTHS, years
from ..states import names
from ..wording import amount, clean, count, listing
from . import style
from .amounts import Pair, sift
from .model import Mark
from .panels import Amount, Line, Period
from .rows import COLUMNS, check, credit, dated, within
from .time_axis import num

TRADE = ["year", "importer", "exporter", "value", "smoothed", "flag", "source", "earliest", "latest"]
STATEMENTS = ["dyad", "measure", "from_state", "to_state", "value", "qualifier", "low", "high", "unit", "counted_by"]
STATEMENTS += ["stated_by", "confidence", "earliest", "latest"]
MILLION = 1e6
LEAST, SMALLEST = 0.5 * MILLION, "under $0.5 million"  # what is less is printed as 0
BOTH = "Both ways together"
PRINTED = "printed"  # what a document prints, where statements have who counted


def flows(states: Pair) -> list[str]:
    """Give the names of the flows between two states: one a way, and both together."""
    one, other = states
    return [f"{one} → {other}", f"{other} → {one}", BOTH]


def looks(states: Pair) -> dict[str, tuple[str, str]]:
    """Give a marker and a colour to each side's counts, to others, and to documents' figures."""
    one, other = states
    return {one: ("s", "#a87900"), other: ("^", "#7f2a00"), "": ("X", style.MUTED), PRINTED: ("o", style.INK)}


def words(value: float) -> str:
    """Write an amount of the record, of which 0 is less than half a million."""
    return amount(value, "USD") if value else SMALLEST


@functools.cache
def titles() -> dict[str, str]:
    """Give the titles of the record's references, by their ids."""
    from .. import record  # only here: few charts need it

    table = record.load().references.dropna(subset="title")
    return dict(zip(table["id"], (table["author"] + ", ").fillna("") + table["title"], strict=True))


def _named(column: pd.Series) -> pd.Series:
    return column.map(lambda name: clean(name, 40)).astype(object)


def _with_flow(rows: pd.DataFrame, states: Pair) -> pd.DataFrame:
    """Add the column `flow`; leave out rows without one between the two states."""
    origin, aim = _named(rows["from_state"]), _named(rows["to_state"])
    way = (origin + " → " + aim).where(rows["measure"].isin(["exports", "imports"]))
    flow = way.mask(rows["measure"].isin(["trade"]) & origin.eq("") & aim.eq(""), BOTH)
    return rows.assign(flow=flow)[flow.isin(flows(states))]


def yearly(table: pd.DataFrame, states: Pair, period: Period) -> pd.DataFrame:
    """Give the yearly trade of two states in US$, with its flow; less than half a million is 0."""
    sides = {side: _named(table[side]) for side in ("exporter", "importer")}
    rows = table.assign(**sides, flow=sides["exporter"] + " → " + sides["importer"])
    rows = within(rows[rows["flow"].isin(flows(states))].dropna(subset=["value", "year"]), *period)
    rows = rows.sort_values("year").drop_duplicates(["flow", "year"])
    dollars = {name: rows[name].mul(MILLION).mask(lambda value: value < LEAST, 0) for name in ("value", "smoothed")}
    source = rows["source"].map(titles()).fillna(rows["source"])
    flag = rows["flag"].eq(True).fillna(False)
    rows = rows.assign(year=rows["year"].astype(int), flag=flag, source=source, **dollars)
    return rows.set_axis([f"trade-{label}" for label in rows.index])


def both(record: pd.DataFrame) -> pd.DataFrame:
    """Add up the two ways, in years in which both have a figure."""
    sums = {"value": "sum", "smoothed": "sum", "flag": "any", "flow": "count"}
    rows = record.groupby("year", as_index=False).agg(sums)
    return rows[rows["flow"].eq(2)].rename(lambda _: "")


def line(rows: pd.DataFrame, flow: str, color: str) -> Line:
    """Give the years of a flow as a line that crosses none without a figure."""
    found = rows.set_index("year")["value"]
    every = found.reindex(range(found.index.min(), found.index.max() + 1)) if len(found) else found
    return Line(f"series:{flow}", [_middle(year) for year in every.index], every.tolist(), color)


def _middle(year: int) -> float:
    return num(f"{year}-07-02")


def outstanding(rows: pd.DataFrame, color: str) -> list[Amount]:
    """Give the highest year with its amount in words, and those with raw and smoothed figures that differ sharply."""
    top = rows["value"].eq(rows["value"].max()) & ~rows["value"].duplicated() & rows["value"].gt(0)
    found = []
    for row in rows.assign(top=top)[top | rows["flag"]].sort_values("top", ascending=False).itertuples():
        at, texts = _middle(row.year), (f"{words(row.value)} in {row.year}",) if row.top else ()
        shape, face = ("D", style.PAPER) if row.flag else ("o", "")
        mark = Mark(row.Index, at, at, shape, color, face, texts=texts)
        found.append(Amount(mark, row.value, row.smoothed if row.flag and row.smoothed >= 0 else None))
    return found


def stated(table: pd.DataFrame, states: Pair, period: Period) -> tuple[pd.DataFrame, list[str]]:
    """Give the statements on two states' trade in US$, with their flow and `counter`, and notes on what is left out."""
    check(table, STATEMENTS, states)
    ours = table[table["dyad"].eq(names.slug(states))] if table["dyad"].nunique() > 1 else table
    rows = within(ours, *period)
    right = rows[~rows["confidence"].isin(["reject"])]
    money = right["unit"].isin(["million USD"]) & (right[["value", "low", "high"]].max(axis=1) > 0)
    usable = _with_flow(right[money & dated(right)], states)
    wrong, other = len(rows) - len(right), len(right) - len(usable)
    notes = [f"{count(wrong, 'statement')} known to be wrong"] if wrong else []
    notes += [f"{count(other, 'statement')} with no amount of trade, date or direction"] if other else []
    dollars = {name: usable[name] * MILLION for name in ("value", "low", "high")}
    counter = _named(usable["counted_by"])
    more = {"unit": "USD", "counter": counter.where(counter.isin(states), ""), "source": usable["stated_by"]}
    return usable.assign(**dollars, **more).set_axis([f"statements-{label}" for label in usable.index]), notes


def printed(table: pd.DataFrame, states: Pair, period: Period) -> tuple[pd.DataFrame, list[str]]:
    """Give the documents' figures of two states' trade in US$, with their flow, and notes on what is left out."""
    check(table, COLUMNS["figures"], states)
    money = sift(within(table, *period)).money
    rows = money[money["unit"].eq("USD") & money["measure"].isin(["trade", "exports", "imports"])]
    usable = _with_flow(rows, states)
    other = len(rows) - len(usable)
    usable = usable.assign(counter=PRINTED).set_axis([f"figures-{label}" for label in usable.index])
    return usable, [f"{count(other, 'figure')} with no direction"] if other else []


def footer(shown: pd.DataFrame, labels: dict[str, str] | None, notes: list[str], noun: str) -> list[str]:
    """Write the notes of a chart: who stated what is shown, and what is not."""
    first = credit(shown["source"], labels if len(shown) else None, (len(shown), noun))
    return [first, f"Not drawn: {listing(notes, limit=90)}." if notes else ""]


def time(row: Any) -> str:
    """Write the time of a row: '2014', '2016–2017', 'Jan–Apr 2022'."""
    text = years(row.earliest, row.latest)
    if not text.isdigit():
        return text
    months = "–".join(dict.fromkeys(MONTHS[day.month - 1][:3] for day in (row.earliest, row.latest)))
    return text if months == "Jan–Dec" else f"{months} {text}"
