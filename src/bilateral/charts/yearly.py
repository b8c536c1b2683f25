"""What charts take of the record: yearly trade and statements on it, sifted, in US$, with their flow."""

import pandas as pd

from ..states import names as names_of
from ..wording import MONTHS, clean, count, years
from . import money, style
from .rows import dated, within

TRADE = ["dyad", "year", "importer", "exporter", "value", "smoothed", "flag", "source", "earliest", "latest"]
STATEMENTS = ["id", "dyad", "period", "measure", "from_state", "to_state", "value", "qualifier", "low", "high", "unit"]
STATEMENTS += ["counted_by", "stated_by", "source", "confidence", "earliest", "latest"]
MILLION = 1e6
LEAST = 0.5 * MILLION  # what is less is printed as 0
SMALLEST = "under $0.5 million"
MORE, LESS = ("more than", "over", "at least", "above"), ("less than", "under", "at most", "up to", "below")
OCHRE = "#a87900"  # the palette's amber, darkened until it can be seen on the tints of breaks, too
LABELS = {"cow-trade-4.0": "Correlates of War, Trade 4.0"}
PRINTED = "printed"  # the counter of documents' figures, which no state is called


def counters(states):
    """Give a marker and a colour to each side's counts, and to those of which nobody says whose they are."""
    return {states[0]: ("s", OCHRE), states[1]: ("^", style.BROWN), "": ("X", style.MUTED)}


def ours(table, states):
    """Keep the rows of a dyad in a table that may hold several."""
    if table["dyad"].nunique() <= 1:
        return table
    return table[table["dyad"].fillna("") == names_of.slug(states)]


def yearly(table, states, first, last):
    """Give the record's rows on two states that have a figure, in US$, as far as they lie in a period."""
    names = {side: [clean(name, 40) for name in table[side]] for side in ("exporter", "importer")}
    way = pd.Series(list(zip(*names.values(), strict=True)), index=table.index, dtype=object)
    usable = way.isin([states, states[::-1]]) & table["value"].notna() & table["year"].notna()
    rows = within(ours(table.assign(**names)[usable], states), first, last)
    amounts = {column: rows[column] * MILLION for column in ("value", "smoothed")}
    return rows.assign(year=rows["year"].astype(int), **amounts)


def stated(table, states, first, last):
    """
    Sort out the statements on two states' trade that can be drawn.

    Returns
    -------
    pandas.DataFrame
        The rows in US$, with `flow` as in `flow_of` and `counter`: a state, or "" where nobody says.
    list of str
        What is left out, and why, for the footer.
    """
    rows = within(ours(table, states), first, last)
    wrong = rows["confidence"].fillna("") == "reject"
    money = rows["unit"].fillna("").eq("million USD") & (rows[["value", "low", "high"]].max(axis=1) > 0)
    flow = [flow_of(row, states) for row in rows.itertuples()]
    counter = [name if name in states else "" for name in (clean(name, 40) for name in rows["counted_by"])]
    keep = ~wrong & money & dated(rows) & pd.Series([way is not None for way in flow], index=rows.index, dtype=bool)
    in_dollars = {column: rows[column] * MILLION for column in ("value", "low", "high")}
    rows = rows.assign(**in_dollars, unit="USD", counter=counter, flow=pd.Series(flow, index=rows.index, dtype=object))
    notes = [f"{count(int(wrong.sum()), 'statement')} known to be wrong"] if wrong.any() else []
    other = int((~keep & ~wrong).sum())
    notes += [f"{count(other, 'statement')} with no amount of trade, date or direction"] if other else []
    return rows[keep].reset_index(drop=True), notes


def flow_of(row, states):
    """Give the states that goods went from and to, () for both ways together, None for what is neither."""
    way = clean(row.from_state, 40), clean(row.to_state, 40)
    if row.measure in ("exports", "imports"):
        return way if way in (states, states[::-1]) else None
    return () if clean(row.measure) == "trade" and way == ("", "") else None


def way(flow):
    """Name a flow."""
    return " → ".join(flow) if flow else "Both ways together"


def time(row):
    """Write a statement's time: '2014', '2016–2017', 'Jan–Apr 2022'."""
    if pd.isna(row.earliest) or pd.isna(row.latest) or row.earliest.year != row.latest.year:
        return years(row.earliest, row.latest)
    months = [MONTHS[day.month - 1][:3] for day in (row.earliest, row.latest)]
    if months == ["Jan", "Dec"]:
        return f"{row.latest.year}"
    return f"{'–'.join(dict.fromkeys(months))} {row.latest.year}"


def ids(row):
    """Give the sources of a row of the record, of which a cell may name several."""
    return clean(row.source).split(" ")


def printed(table, states, first, last):
    """Sort out the documents' figures of two states' trade in US$, as `stated` does statements."""
    _, _, usable, cash = money.sift(within(table, first, last))
    rows = usable[cash & usable["unit"].eq("USD") & usable["measure"].isin(["trade", "exports", "imports"])]
    flow = [flow_of(row, states) for row in rows.itertuples()]
    rows = rows.assign(flow=pd.Series(flow, index=rows.index, dtype=object), counter=PRINTED, id=rows.index)
    keep = pd.Series([way is not None for way in flow], index=rows.index, dtype=bool)
    other = int((~keep).sum())
    return rows[keep].reset_index(drop=True), [f"{count(other, 'figure')} with no direction"] if other else []
