"""Goods, companies, arms and memberships as lists to be read: a card for each list, direction and document."""

from dataclasses import replace
from itertools import accumulate

import pandas as pd

from ..wording import clean, count, listing
from . import style
from .amounts import way
from .captions import several
from .model import Chart
from .page import chart, empty
from .rows import check, credit, dated, period, stamp, within
from .strips import Line, Strip, Text
from .style import LABEL, MARGIN, SMALL, WIDTH
from .text_layout import height, wrap

COLUMNS = ["source", "earliest", "latest", "list", "from_state", "to_state", "item"]
#: Of each list, in the order of the cards: what its items are called when they are counted.
LISTS = {
    "exports": ("export good", "export goods"),
    "imports": ("import good", "import goods"),
    "arms": ("kind of arms", "kinds of arms"),
    "companies": ("company", "companies"),
    "memberships": ("membership", "memberships"),
}
LONG, FEW, CARDS = 12, 6, 24  # items in a card; in each of more than nine cards; cards in a chart
PILES, GAP = 3, 0.35  # columns of cards; inches between them
ROOM = (WIDTH - 2 * MARGIN + GAP) / PILES - GAP  # inches: a card
LINE, AIR, INDENT = height(LABEL) * 1.05, 0.45, 0.14  # inches: a line; around those of a card; of a second line


@chart
def lists(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: object = None,
    end: object = None,
    reason: str = "",
) -> Chart:
    """
    Set the items that documents list in columns to be read, a card for each list, direction and document.

    Parameters
    ----------
    table : pandas.DataFrame
        The `items` table: source, earliest, latest (datetime64[s]), list, from_state, to_state, item.
    """
    states = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    rows = within(table, first, last)
    rows = rows[rows["item"].map(clean).ne("")]
    notes = [credit(rows["source"], labels, (len(rows), "item"))]
    if rows.empty:
        title = f"The reader found no list of goods, arms, companies or memberships for {states[0]} and {states[1]} in these documents"
        return empty("lists", title, clean(reason, 200), notes, first, last)
    order = {name: n for n, name in enumerate((*LISTS, *states))}
    rows = rows.sort_values(["list", "from_state"], key=lambda column: column.map(order).fillna(len(order)))
    keys = ["list", "from_state", "to_state", "source"]
    groups = [group for _, group in rows.groupby(keys, dropna=False, sort=False)]
    if rest := groups[CARDS:]:
        items = count(sum(map(len, rest)), "item")
        notes.append(f"{count(len(rest), 'list')} with {items} not drawn, for want of room.")
    cards = [_card(group, labels or {}, LONG if len(groups) <= 9 else FEW) for group in groups[:CARDS]]
    title = finding(rows)
    words = f"What documents list about {states[0]} and {states[1]}, by list and direction, in their order."
    alt = [f"{_name(group)}: {listing(group['item'], most=5)}" for group in groups]
    alt = f"{count(len(groups), 'list')} with {count(len(rows), 'item')}. {title}. {several(alt)}."
    return Chart("lists", title, words, notes, [_piled(cards)], alt)


def _name(group: pd.DataFrame) -> str:
    first = next(group.itertuples())
    return ", ".join(filter(None, [clean(first.list, 60).capitalize() or "Other items", way(first)]))


def _card(group: pd.DataFrame, labels: dict[str, str], most: int) -> list[Text]:
    """Lay out a card: its lines, with heights from its upper edge."""
    first = next(group.itertuples())
    dates = [f" ({stamp(row.earliest, row.latest)})" for row in group.itertuples()]
    items = group["item"].map(lambda item: clean(item, 160)) + pd.Series(dates, group.index).where(dated(group), "")
    name, *direction = _name(group).split(", ", 1)
    parts = [(name, Text(0, 0.08, "", "list", weight="bold"))]
    parts += [(text, Text(0, 0.08, "", "way", color=style.MUTED)) for text in direction]
    parts += [(text, Text(0, 0.13, "", "item")) for text in items[:most]]
    parts += [(f"… and {len(group) - most} more", Text(0, 0.13, "", "more"))] if len(group) > most else []
    source = clean(labels.get(first.source, first.source))
    parts.append((source, Text(0, 0.18, "", "source", SMALL, style.MUTED)))
    lines = [
        replace(look, words=line, x=INDENT * (n > 0))
        for text, look in parts
        for n, line in enumerate(wrap(text, ROOM - INDENT, LABEL, look.kind == "list", 3))
    ]
    return [replace(line, y=-line.y - (n + 0.5) * LINE) for n, line in enumerate(lines)]


def _piled(cards: list[list[Text]]) -> Strip:
    """Lay cards in columns in reading order, down and then across, as even as they come."""
    talls = [len(card) * LINE + AIR for card in cards]
    middles = [end - tall / 2 for end, tall in zip(accumulate(talls), talls, strict=True)]
    piles = [int(middle / sum(talls) * min(PILES, len(cards))) for middle in middles]
    high = max(sum(tall for tall, pile in zip(talls, piles, strict=True) if pile == n) for n in range(PILES))
    tops, texts, lines = [high - AIR / 2] * PILES, [], []
    for card, tall, pile in zip(cards, talls, piles, strict=True):
        x, y = pile * (ROOM + GAP), tops[pile]
        lines.append(Line((x, x + ROOM), (y, y), "card", style.INK, 1.2))
        texts += [replace(text, x=x + text.x, y=y + text.y) for text in card]
        tops[pile] -= tall
    return Strip(high - AIR / 2, texts, lines)


def finding(rows: pd.DataFrame) -> str:
    """Write how many items of each list the reader found in the documents."""
    totals = rows["list"].map(lambda name: clean(name, 40)).value_counts()
    nouns = {name: LISTS.get(name, (f"item under “{name}”", f"items under “{name}”")) for name in totals.index}
    found = listing([count(n, *nouns[name]) for name, n in totals.items()])
    return f"The reader found {found} in the documents"
