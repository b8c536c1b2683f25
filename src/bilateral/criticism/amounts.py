"""Amounts: figures of trade against the record's series, and parts against their total."""

import functools
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..dates.formatting import in_words
from ..record import Record
from ..states import names as states
from ..tables import tuples
from ..wording import amount
from .evidence import NOT_COVERED, OUTSIDE, Claim, Records, Verdict, of_row, patterns, rows_with, verdict

if TYPE_CHECKING:
    from ..corpus import Corpus

FACTOR = 2  # the two sides' counts of one flow differ that much
BEYOND = 10  # times the highest of a series: no count of the same flow
YEARS = 3  # before and after a series, in which its highest value is a measure
ROUNDING = 0.05  # the share by which a total may differ from the sum of its parts
MILLION = 1e6
TRADE, ARITHMETIC = "computed: trade", "computed: arithmetic"
ONE_WAY = ("exports", "imports")


def claims(corpus: "Corpus", records: Records) -> list[Claim]:
    """The amounts that documents state on the two states, and their totals."""
    figures = corpus.figures[corpus.figures["scope"] == "dyad"]
    found = []
    for row in tuples(figures):
        names = states.Names(corpus.pairs[row.dyad], corpus.parties)
        subject = f"{row.measure.capitalize()}, {in_words(row.date)}: {amount(row.value, row.unit)}"
        dollars = row.unit == "USD" and row.measure in ("trade", *ONE_WAY) and pd.notna(row.earliest)
        decided = _verdict(row, records[row.source]) if dollars and _of_both(row, names) else NOT_COVERED
        found.append(Claim("amount", row.dyad, subject, [of_row(row, "figures", row.printed, decided)]))
    return [*found, *_totals(figures)]


def _of_both(row: Any, names: states.Names) -> bool:
    """
    Whether an amount is what the two have with each other, and no part of it.

    "Mexico's exports" with no partner may be all exports.
    """
    if patterns("amounts").part.match(row.quote.partition(row.printed)[2]):
        return False
    said = next((part for part in row.quote.split(";") if row.printed in part), row.quote)
    named = [m for m in names.find(said) if m.state in names.pair]
    if len({m.state for m in named}) != 1:
        return True
    before = patterns("amounts").before_partner
    return bool(patterns("amounts").mutual.search(said)) or any(before.search(said[: m.start]) for m in named)


@functools.lru_cache(64)
def series(record: Record, dyad: str, measure: str, from_state: str | None, to_state: str | None) -> pd.DataFrame:
    """
    Find a dyad's trade by year, as importers reported it.

    Parameters
    ----------
    record : Record
    dyad : str
    measure : {"trade", "exports", "imports"}
        Both ways together, or the one from `from_state` to `to_state`.

    Returns
    -------
    pandas.DataFrame
        Columns year, source, value (current US$) and row (its label in the record, of both ways the first); years
        without both ways are missing from trade.
    """
    table = rows_with(record.trade, dyad=dyad).rename_axis("row").reset_index()
    if measure == "trade":
        both = {"value": ("value", lambda values: values.sum(min_count=2)), "row": ("row", "first")}
        table = table.groupby(["year", "source"], as_index=False).agg(**both)
    else:
        table = rows_with(table, exporter=from_state, importer=to_state)
    return table.dropna(subset="value").assign(value=lambda t: t["value"] * MILLION)


def _verdict(row: Any, record: Record) -> Verdict:
    """The verdict on an amount of trade."""
    known = series(record, row.dyad, row.measure, row.from_state, row.to_state)
    year = row.earliest.year if row.earliest.year == row.latest.year else 0
    own = rows_with(known, year=year)
    values = _stated(record, row) | dict(zip(own["source"], own["value"]))
    covered = len(known) and (values or known["year"].min() - YEARS <= year <= known["year"].max() + YEARS)
    highest = max([known["value"].max(), *values.values()]) if covered else math.inf
    other = _near(row.alternative, values)
    if row.value > BEYOND * highest:
        right = f"{amount(row.alternative, row.unit)}, with a decimal comma; " if other else ""
        most = f"the highest of any year in the record is {amount(highest, 'USD')}"
        return verdict("contradicted", TRADE, [*known["source"].unique(), *other], right + most)
    if fitting := _near(row.value, values) or other:
        return verdict("supported", TRADE, fitting)
    shown = ", ".join(dict.fromkeys(amount(round(value, -5), "USD") for value in values.values()))
    if values:
        return verdict("disputed", TRADE, values, f"the record has {shown}")
    return OUTSIDE if len(known) and not known["year"].min() <= year <= known["year"].max() else NOT_COVERED


def _near(value: float, values: dict[str, float]) -> list[str]:
    """The sources whose values, rounded to a million, are within a factor of two of a value."""
    half = MILLION / 2
    return [source for source, known in values.items() if (known - half) / FACTOR <= value <= (known + half) * FACTOR]


@functools.lru_cache(64)
def _statements(record: Record, dyad: str) -> list[Any]:
    """What others have stated on a dyad in dollars, with one value; nothing that is known to be wrong."""
    table = rows_with(record.statements, dyad=dyad, unit="million USD").dropna(subset="value")
    table = table[(table["confidence"] != "reject") & table["measure"].isin(["trade", *ONE_WAY])]
    return list(tuples(table.fillna({"from_state": "", "to_state": ""})))


def _stated(record: Record, row: Any) -> dict[str, float]:
    return {stated.source: stated.value * MILLION for stated in _statements(record, row.dyad) if _is_on(stated, row)}


def _is_on(stated: Any, row: Any) -> bool:
    """Whether a statement is on the flow and time of an amount."""
    if not (stated.earliest <= row.latest and stated.latest >= row.earliest):
        return False
    if "trade" in (row.measure, stated.measure):
        return row.measure == stated.measure
    return [stated.from_state, stated.to_state] == [str(row.from_state), str(row.to_state)]


def _totals(figures: pd.DataFrame) -> Iterator[Claim]:
    """The two ways of one source and year, against the trade that it states for it."""
    money = figures[figures["unit"].eq("USD") & figures["date"].notna()]
    for _, rows in money.groupby(["source", "dyad", "date"]):
        whole, parts = rows[rows["measure"] == "trade"], rows[rows["measure"].isin(ONE_WAY)]
        ways = parts[["from_state", "to_state"]].dropna().drop_duplicates()
        both = len(parts) == len(ways) == 2 and set(ways["from_state"]) == set(ways["to_state"])
        if len(whole) != 1 or not both:
            continue
        row, total = next(tuples(whole)), float(parts["value"].sum())
        near = (rows_with(money, measure="trade", source=row.source)["value"] - total).abs() <= ROUNDING * total
        decided = verdict("disputed", ARITHMETIC, correction=f"they add up to {amount(total, 'USD')}")
        if near.any() or rows["qualifier"].ne("").any():  # they may be of another year, or are only about right
            decided = verdict("supported", ARITHMETIC) if near[row.Index] else NOT_COVERED
        subject = f"exports and imports make up trade, {in_words(row.date)}"
        yield Claim("arithmetic", row.dyad, subject, [of_row(row, "figures", row.printed, decided)])
