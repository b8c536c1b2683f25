"""Rows of yearly trade and of statements like the record's, for the tests of the charts that draw it."""

import pandas as pd
from frames import span

from bilateral import charts
from bilateral.record.packs import load

RECORD = load()
MEXICO, COLOMBIA = ("Mexico", "Russia"), ("Colombia", "Russia")


def typed(table, rows):
    """Make rows a table of the record's columns and dtypes."""
    like = getattr(RECORD, table)
    return pd.DataFrame(rows, columns=list(like.columns)).astype(like.dtypes.to_dict())


def year(year, value, way=MEXICO[::-1], smoothed=None, flag=False):
    """A row of trade: what came from the first state of `way` to the second."""
    row = {"dyad": "a-b", "year": year, "exporter": way[0], "importer": way[1], "value": value, "flag": flag}
    row |= {"smoothed": value if smoothed is None else smoothed, "source": "cow-trade-4.0"}
    return {**row, "earliest": f"{year}-01-01", "latest": f"{year}-12-31"}


def said(date, value, by=None, way=None, **more):
    """A row of statements, on one way or, without it, on both."""
    low, high = span(date)
    row = {"id": f"S-{date}-{by}-{value}", "dyad": "a-b", "period": date, "earliest": low, "latest": high}
    row |= {"measure": "exports" if way else "trade", "value": value, "unit": "million USD", "counted_by": by}
    row |= dict(zip(("from_state", "to_state"), way or (None, None), strict=True))
    return {**row, "source": "paper", "stated_by": "A paper", "confidence": "high", **more}


def trade(*rows):
    return typed("trade", rows)


def statements(*rows):
    return typed("statements", rows)


def draw(*rows, told=None, dyad=MEXICO, **options):
    """The chart of yearly trade of some rows, and of statements if there are."""
    told = None if told is None else statements(*told)
    return charts.series(trade(*rows), dyad=dyad, statements=told, **options)


def shipped(dyad, **options):
    """The chart of yearly trade of the record's rows."""
    return charts.series(RECORD.trade, dyad=dyad, statements=RECORD.statements, **options)


def artists(figure, start):
    """Give the artists whose gid starts with `start`, in the order they were drawn: several may stand for one row."""
    return figure.findobj(lambda artist: (artist.get_gid() or "").startswith(start))


def words(figure, kind=None):
    """Give the texts of a figure, or those of a kind."""
    return [
        text.get_text()
        for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))
        if kind in (None, text.get_gid())
    ]
