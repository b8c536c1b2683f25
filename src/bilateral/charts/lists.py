"""Goods, companies, arms and memberships as lists to be read: a column for each list and direction."""

from ..wording import clean, count, listing
from . import style
from .layout import height, wrap
from .rows import check, credit, dated, period, stamp, within
from .style import Page, chart, empty

COLUMNS = ["source", "earliest", "latest", "list", "from_state", "to_state", "item"]
#: Of each list: its heading, and what its items are called when they are counted.
LISTS = {
    "exports": ("Exports", "export good", "export goods"),
    "imports": ("Imports", "import good", "import goods"),
    "arms": ("Arms", "kind of arms", "kinds of arms"),
    "companies": ("Companies", "company", "companies"),
    "memberships": ("Memberships", "membership", "memberships"),
}
LONG, FEW, CARDS = 12, 6, 24  # items in a card; when there are more than nine cards; cards in a chart
GAP, LINE, INDENT, PAD = 0.35, height(style.LABEL) * 0.94, 0.14, 0.03
RULE = 0.12


@chart
def lists(table, *, dyad, labels=None, start=None, end=None, reason=""):
    """
    Set the items that sources list in columns to be read, a card for each list, direction and source.

    Parameters
    ----------
    table : pandas.DataFrame
        The `items` table: source, earliest, latest (datetime64[s]), list, from_state, to_state, item.
    """
    states = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    rows = within(table, first, last)
    rows = rows[rows["item"].map(clean).ne("")].reset_index(drop=True)
    footer = credit(rows["source"], labels, (len(rows), "item"))
    if rows.empty:
        title = f"No list of goods, arms, companies or memberships for {states[0]} and {states[1]} in these sources"
        return empty(title, clean(reason, 200), footer, first, last, "lists")

    groups = _groups(rows, states)
    columns = min(3, len(groups))
    room = (style.WIDTH - 2 * style.MARGIN - 2 * GAP) / 3
    most = LONG if len(groups) <= 9 else FEW
    cards = [Card(group, (labels or {}), room, most) for group in groups[:CARDS]]
    if len(groups) > CARDS:
        left = sum(map(len, groups[CARDS:]))
        footer += f" {count(len(groups) - CARDS, 'list')} with {count(left, 'item')} not drawn, for want of room."
    piles = _piles(cards, columns)
    page = Page(_finding(groups), _subtitle(rows, states), footer, max(sum(c.height for c in p) for p in piles) - 0.2)
    for n, pile in enumerate(piles):
        x, y = page.left + n * (room + GAP), page.top
        for card in pile:
            card.draw(page, x, y)
            y -= card.height
    page.figure.alt_text = _alt(rows, groups)
    return page.figure


def _groups(rows, states):
    order = {name: n for n, name in enumerate(LISTS)}
    keys = ["list", "from_state", "to_state", "source"]
    groups = [group for _, group in rows.groupby(keys, dropna=False, sort=False)]
    ways_ = [states, states[::-1]]

    def place(group):
        first = next(group.itertuples())
        way = clean(first.from_state, 40), clean(first.to_state, 40)
        return order.get(clean(first.list), len(order)), ways_.index(way) if way in ways_ else 2

    return sorted(groups, key=place)


def _way(row):
    origin, aim = clean(row.from_state, 40), clean(row.to_state, 40)
    if origin and aim:
        return f"{origin} → {aim}"
    return f"from {origin}" if origin else f"to {aim}" if aim else ""


class Card:
    """One list of one source, laid out before the page is made; lengths in inches."""

    def __init__(self, rows, labels, room, most):
        first = next(rows.itertuples())
        name = LISTS.get(first.list, (clean(first.list, 60).capitalize() or "Other things",))[0]
        self.room, self.gid = room, f"{clean(first.list)}:{_way(first)}:{clean(first.source)}"
        self.head = wrap(name, room, style.LABEL + 1, bold=True, most=2)
        self.way = wrap(_way(first), room, style.LABEL, most=2) if _way(first) else []
        self.items = []
        for row in list(rows.itertuples())[:most]:
            years_ = "" if not dated(rows).loc[row.Index] else f" ({stamp(row.earliest, row.latest)})"
            self.items.append(wrap(clean(row.item, 160) + years_, room - INDENT, style.LABEL, most=3))
        if len(rows) > most:
            self.items.append([f"… and {len(rows) - most} more"])
        self.source = wrap(clean(labels.get(first.source, first.source)), room, style.SMALL, most=2)
        lines = sum(map(len, (self.head, self.way, *self.items, self.source)))
        self.height = RULE + lines * LINE + len(self.items) * PAD + 0.11 + 0.26

    def draw(self, page, x, y):
        """Set the card with its upper left corner at `x` and `y`."""
        page.rule(x, x + self.room, y, style.INK, 1.2, gid=f"card:{self.gid}")
        y -= RULE
        parts = [(line, 0, style.LABEL + 1, style.INK, {"weight": "bold"}) for line in self.head]
        parts += [(line, 0, style.LABEL, style.MUTED, {}) for line in self.way]
        parts.append(0.06)
        for lines in self.items:
            gid = {"gid": "more" if lines[0][0] == "…" else "item"}
            parts += [(line, INDENT if n else 0, style.LABEL, style.INK, gid) for n, line in enumerate(lines)]
            parts.append(PAD)
        parts.append(0.05)
        parts += [(line, 0, style.SMALL, style.MUTED, {"gid": "source"}) for line in self.source]
        for part in parts:
            if isinstance(part, float):
                y -= part
                continue
            line, indent, size, color, options = part
            page.write(x + indent, y - style.LABEL / 72, line, size, color, va="baseline", **options)
            y -= LINE


def _piles(cards, columns):
    """Lay cards in columns in reading order, down and then across, as even as they come."""
    tall = max(max(card.height for card in cards), sum(card.height for card in cards) / columns)
    while True:
        piles, used = [[]], 0
        for card in cards:
            if piles[-1] and used + card.height > tall + 1e-9:
                piles, used = [*piles, []], 0
            piles[-1].append(card)
            used += card.height
        if len(piles) <= columns:
            return piles
        tall += 0.1


def _counts(groups):
    totals = {}
    for group in groups:
        name = clean(group["list"].iloc[0], 40)
        totals[name] = totals.get(name, 0) + len(group)
    return totals


def _noun(name, n):
    _, one, many = LISTS.get(name, (name, f"item under {name or 'no heading'}", f"items under {name or 'no heading'}"))
    return f"{n:,} {one if n == 1 else many}"


def _finding(groups):
    totals = sorted(_counts(groups).items(), key=lambda pair: -pair[1])
    text = f"The sources name {_noun(*totals[0])}"
    rest = [_noun(*pair) for pair in totals[1:]]
    if len(rest) > 4:
        rest = [*rest[:3], count(sum(n for _, n in totals[4:]), "other thing")]
    return text if not rest else f"{', '.join([text, *rest[:-1]])} and {rest[-1]}"


def _subtitle(rows, states):
    undated = int((~dated(rows)).sum())
    text = f"What sources list about {states[0]} and {states[1]}, by list and direction, in their order."
    if undated == len(rows):
        return f"{text} They give no dates."
    return text + (f" {count(undated, 'item')} without a date." if undated else "")


def _alt(rows, groups):
    text = f"{count(len(groups), 'list')} with {count(len(rows), 'item')}. {_finding(groups)}. "
    for group in groups[:8]:
        first = next(group.itertuples())
        name = LISTS.get(first.list, (clean(first.list, 40).capitalize() or "Other things",))[0]
        way = f", {_way(first)}" if _way(first) else ""
        text += f"{name}{way}: {listing(group['item'], most=5)}. "
    return text + (f"And {count(len(groups) - 8, 'more list')}." if len(groups) > 8 else "")
