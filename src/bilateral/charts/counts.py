"""One flow counted by both sides: a row for each flow and time, a mark for each count, the ratio beside it."""

from typing import Any

import numpy as np
import pandas as pd

from ..wording import clean, count, listing
from . import recorded, style
from .amounts import written
from .captions import several
from .model import Chart
from .page import chart, empty
from .panels import HALF, Pair, Scale, scale
from .recorded import LEAST, TRADE, time
from .rows import check, period
from .strips import Line, Sign, Strip, Text
from .style import LABEL, MARGIN, SMALL, WIDTH
from .text_layout import Box, Label, beside, on_leader, place, wrap

KEYS = ["earliest", "latest", "flow"]
KINDS = {"record": " (record)", "low": " (doubtful)", "low-medium": " (doubtful)"}
OPEN = ["more than", "over", "at least", "above", "less than", "under", "at most", "up to", "below"]
SAME, CLOSE = "the same", 1.05  # what is said of counts whose ratio is less
MOST = 24  # rows in a chart
ALL, NAMES, RATIO, ROW = WIDTH - 2 * MARGIN, 1.6, 1.7, 0.66  # inches: a row, its name, its ratio; its height


@chart
def counts(
    statements: pd.DataFrame,
    trade: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: object = None,
    end: object = None,
    reason: str = "",
) -> Chart:
    """
    Draw what the two sides counted of one flow at one time: a row each, a mark per count, and how much they differ.

    A flow is one way or both ways together. For a calendar year the record's figure is a count of the side that
    received the goods. The axis is logarithmic where the counts span more than 1.5 decades.

    Parameters
    ----------
    statements : pandas.DataFrame
        The record's table of this name. Of it, rows with `counted_by`, in million US$, with a confidence other than
        "reject".
    trade : pandas.DataFrame
        The record's table of this name.
    """
    states = check(trade, TRADE, dyad)
    when = period(start, end)
    rows, notes = recorded.stated(statements, states, when)
    table = _counted(rows, recorded.yearly(trade, states, when))
    pairs = _pairs(table, states)
    drawn = pairs.nlargest(MOST, "most").sort_index()
    shown = table.merge(drawn[KEYS])
    notes += [f"{count(len(pairs) - MOST, 'row')} with smaller ratios"] if len(pairs) > MOST else []
    footer = recorded.footer(shown, labels, notes, "count")
    if drawn.empty:
        title = f"The record has no flow of trade that both {states[0]} and {states[1]} counted"
        return empty("counts", title, clean(reason, 200), footer, *when)
    across = scale([*shown["low"], *shown["high"]], "USD", most=5)
    found = list(zip(drawn.itertuples(), (group for _, group in shown.groupby(KEYS)), strict=True))
    parts = [_row(pair, group, across, recorded.looks(states)) for pair, group in found]
    title = finding(drawn)
    text = (
        f"Trade between {states[0]} and {states[1]} that both counted, in current US$ (nominal), by who counted. Two "
    )
    text += (
        "marks of one count: a range. Hollow: doubtful. Record: yearly imports, as the side that received them counted."
    )
    alt = [f"{pair.flow}, {time(pair)}: {listing(group['words'])}, {pair.ratio}" for pair, group in found]
    alt = f"Dot chart of trade counted twice, {count(len(drawn), 'row')}. {title}. {several(alt)}."
    return Chart("counts", title, text, footer, [*parts, _axis(across)], alt)


def _counted(rows: pd.DataFrame, record: pd.DataFrame) -> pd.DataFrame:
    """Put the counts of statements and of the record in one table, in US$, from `low` to `high`, with their words."""
    small = record["value"].eq(0)
    more = {"counter": record["importer"], "qualifier": small.map({True: "under", False: None})}
    record = record.assign(**more, value=record["value"].mask(small, LEAST), confidence="record", unit="USD")
    table = pd.concat([rows[rows["counter"].ne("")], record]).rename_axis("row").reset_index()
    kinds = table["confidence"].map(KINDS).fillna("")
    low, high = (table["value"].fillna(table[end]) for end in ("low", "high"))
    table = table.assign(
        doubtful=kinds.eq(" (doubtful)"),
        open=table["qualifier"].isin(OPEN),
        low=low.fillna(high),
        high=high.fillna(low),
    )
    return table.assign(words=table["counter"] + kinds + ": " + [written(row) for row in table.itertuples()])


def _pairs(table: pd.DataFrame, states: Pair) -> pd.DataFrame:
    """Give the flows and times that both sides counted: by how many times they differ, and whose count is higher."""
    sides = table.groupby([*KEYS, "counter"]).agg(low=("low", "min"), high=("high", "max")).unstack()
    sides = sides.reindex(columns=pd.MultiIndex.from_product([("low", "high"), states])).dropna()
    (low, other_low), (high, other_high) = ([sides[end, state] for state in states] for end in ("low", "high"))
    least, most = (
        np.maximum(low / other_high, other_low / high).clip(lower=1),
        np.maximum(high / other_low, other_high / low),
    )
    higher = np.select([low > other_high, other_low > high], states, "")
    more = table.groupby(KEYS)[["doubtful", "open"]].any()
    pairs = pd.DataFrame({"least": least, "most": most, "higher": higher}).join(more).reset_index()
    return pairs.assign(ratio=[_ratio(row) for row in pairs.itertuples()])


def _ratio(pair: Any) -> str:
    ends = dict.fromkeys(f"{end:.2g}" for end in (pair.least, pair.most))
    return SAME if pair.most < CLOSE else f"{'more than ' if pair.open else ''}{' to '.join(ends)} times"


def _x(across: Scale, value: float) -> float:
    return NAMES + across.at(value) * (ALL - NAMES - RATIO)


def _row(pair: Any, group: pd.DataFrame, across: Scale, looks: dict[str, tuple[str, str]]) -> Strip:
    middle, ends = ROW / 2, [_x(across, value) for value in (group["low"].min(), group["high"].max())]
    texts = [
        Text(0, middle + 0.1, "\n".join(wrap(pair.flow, NAMES - 0.1, LABEL, most=2)), "lane"),
        Text(0, middle - 0.17, time(pair), "time", SMALL, style.MUTED),
        Text(ALL, middle, pair.ratio, "ratio", weight="bold", align="right"),
    ]
    lines = [Line((x, x), (0, ROW), "grid") for x in (_x(across, tick) for tick in across.ticks)]
    lines += [Line((0, ALL), (0, 0), "rule"), Line(ends, (middle, middle), "apart", style.LINE, 1.2)]
    signs, labels, taken = [], [], [Box(ends[0], middle - 0.02, ends[1], middle + 0.02)]
    for row in group.sort_values("low").itertuples():
        marker, color = looks[row.counter]
        low, high = _x(across, row.low), _x(across, row.high)
        face = style.PAPER if row.doubtful else color
        signs += [Sign(x, middle, row.row, marker, color, face) for x in dict.fromkeys((low, high))]
        room = Box(low - HALF, middle - 0.1, high + HALF, middle + 0.1)
        taken.append(room)
        limits = room.y0, room.y1
        places = beside(room), on_leader(low, limits, limits, 1)
        labels.append(Label(low, middle, (row.words,), places))
    placed = place(labels, taken, Box(NAMES - 0.1, 0, ALL - RATIO + 0.3, ROW))
    return Strip(ROW, texts, lines, signs, [*filter(None, placed)])


def _axis(across: Scale) -> Strip:
    ticks, look = zip(across.ticks, across.names, strict=True), {"size": SMALL, "color": style.MUTED, "align": "center"}
    return Strip(0.3, [Text(_x(across, tick), 0.12, name, "tick", **look) for tick, name in ticks])


def finding(pairs: pd.DataFrame) -> str:
    """Write by how many times the two sides' counts differ, and whether one side's is always the higher."""
    sure = pairs[~pairs["doubtful"]]
    top = next((pairs if sure.empty else sure).nlargest(1, "most").itertuples())
    if top.ratio == SAME:
        return "The two sides counted the same wherever both counted one flow"
    text = f"The two sides' counts of one flow differ by {'up to ' if len(pairs) > 1 else ''}{top.ratio}"
    higher = set(pairs["higher"])
    return text if len(higher) > 1 or "" in higher else f"{text}; {higher.pop()}'s is the higher"
