"""Amounts: figures of trade against the record's series, and parts against their total."""

import re

import pandas as pd

from .. import wording as words
from ..states import names as states
from .evidence import Claim, of_row

FACTOR = 2  # the two sides' counts of one flow differ that much
BEYOND = 10  # times the highest of a series: no count of the same thing
MILLION = 1e6
_WITH = re.compile(r"\b(?:with|to|from|into|between|among)(?: the)? $")
_MUTUAL = re.compile(r"\b(?:bilateral|two-way|mutual|both|their)\b", re.I)


def claims(corpus, record):
    """
    The figures of trade, exports and imports that documents state, and their totals.

    Parameters
    ----------
    corpus : corpus.Corpus
    record : reference.Reference

    Returns
    -------
    list of Claim
    """
    out, known = [], {}
    ours = corpus.figures[corpus.figures["scope"] == "dyad"]
    for row in ours.itertuples():
        subject = f"{row.measure.capitalize()}, {words.date(row.date)}: {words.amount(row.value, row.unit)}"
        claim = Claim("amount", row.dyad, subject, [of_row(row, "figures", row.printed)])
        if _of_both(row, states.Names(corpus.pairs[row.dyad], corpus.parties)):
            flow = (row.dyad, row.measure, row.from_state, row.to_state)
            if flow not in known:
                known[flow] = series(record, *flow)
            _against(claim.evidence[0], row, record, known[flow])
        out.append(claim)
    return out + _totals(ours)


def _of_both(row: tuple, names: states.Names) -> bool:
    """Whether an amount is what the two have with each other; "Mexico's exports" with no partner may be all exports."""
    said = next((part for part in row.quote.split(";") if row.printed in part), row.quote)
    named = [m for m in names.find(said) if m.state in names.pair]
    if len({m.state for m in named}) != 1:
        return True
    return bool(_MUTUAL.search(said)) or any(_WITH.search(said[: m.start]) for m in named)


def series(record, dyad, measure, from_state=None, to_state=None):
    """
    A dyad's trade by year, as importers reported it.

    Parameters
    ----------
    record : reference.Reference
    dyad : str
    measure : {"trade", "exports", "imports"}
        Both ways together, or the one from `from_state` to `to_state`.

    Returns
    -------
    pandas.DataFrame
        Index year; value and smoothed in current US$; years without both ways are missing from trade.
    """
    table = record.trade[record.trade["dyad"] == dyad]
    if measure == "trade":
        by_year = table.groupby("year")[["value", "smoothed"]].agg(lambda v: v.sum(min_count=2))
    else:
        table = table[(table["exporter"] == from_state) & (table["importer"] == to_state)]
        by_year = table.set_index("year")[["value", "smoothed"]]
    return by_year.dropna(subset="value") * MILLION


def _against(one, row, record, known):
    if row.unit != "USD" or row.measure not in ("trade", "exports", "imports") or pd.isna(row.earliest):
        return
    stated = _stated(record.statements, row)
    values = {**dict(zip(stated["source"], stated["value"] * MILLION, strict=True))}
    source = "cow-trade-4.0"
    year = row.earliest.year if row.earliest.year == row.latest.year else None
    if year in known.index:
        values[source] = known["value"][year]
    covered = len(known) and (values or known.index.min() - 3 <= (year or 0) <= known.index.max() + 3)
    highest = max([known["value"].max(), *values.values()]) if covered else 0
    if covered and row.value > BEYOND * highest:
        right = _near(row.alternative, values) if pd.notna(row.alternative) else None
        told = f"{words.amount(row.alternative, row.unit)}, with a decimal comma" if right else ""
        most = f"the highest of any year in the record is {words.amount(highest, 'USD')}"
        one.judge("contradicted", "computed: trade", [source, *(right or ())], f"{told}; {most}" if told else most)
    elif values:
        fits = _near(row.value, values) or (_near(row.alternative, values) if pd.notna(row.alternative) else None)
        kept = ", ".join(dict.fromkeys(words.amount(round(v, -5), "USD") for v in values.values()))
        one.judge(
            "supported" if fits else "disputed",
            "computed: trade",
            fits or values,
            "" if fits else f"the record has {kept}",
        )


def _near(value, values):
    """The ids of the sources whose values, rounded to a million, are within a factor of two of a value; None for none."""
    near = {
        source: ((known - MILLION / 2) / FACTOR, (known + MILLION / 2) * FACTOR) for source, known in values.items()
    }
    return [source for source, (low, high) in near.items() if low <= value <= high] or None


def _stated(statements, row):
    """What others have stated on the same flow and time, and with one value; nothing that is known to be wrong."""
    same = statements[
        (statements["dyad"] == row.dyad)
        & (statements["measure"].isin(["trade"] if row.measure == "trade" else ["exports", "imports"]))
        & (statements["unit"] == "million USD")
        & (statements["confidence"] != "reject")
        & statements["value"].notna()
        & (statements["earliest"] <= row.latest)
        & (statements["latest"] >= row.earliest)
    ]
    if row.measure != "trade":
        same = same[(same["from_state"] == row.from_state) & (same["to_state"] == row.to_state)]
    return same


def _totals(figures):
    """The two ways of one source and year, against the trade that it states for it."""
    out, money = [], figures[figures["unit"].eq("USD") & figures["date"].notna()]
    for _, rows in money.groupby(["source", "dyad", "date"], sort=True):
        whole, parts = rows[rows["measure"] == "trade"], rows[rows["measure"].isin(["exports", "imports"])]
        ways = parts[["from_state", "to_state"]].dropna().drop_duplicates()
        if len(whole) != 1 or len(parts) != 2 or len(ways) != 2 or set(ways["from_state"]) != set(ways["to_state"]):
            continue
        row, summed = next(whole.itertuples()), float(parts["value"].sum())
        subject = f"exports and imports make up trade, {words.date(row.date)}"
        claim = Claim("arithmetic", row.dyad, subject, [of_row(row, "figures", row.printed)])
        if abs(row.value - summed) <= 0.05 * row.value:
            claim.evidence[0].judge("supported", "computed: arithmetic")
        else:
            told = f"they add up to {words.amount(summed, 'USD')}"
            claim.evidence[0].judge("disputed", "computed: arithmetic", (), told)
        out.append(claim)
    return out
