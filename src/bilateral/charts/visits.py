"""Visits over time: up is one way, down the other, in the middle who met elsewhere."""

import pandas as pd

from ..wording import clean, count, listing, spelled, years
from . import style
from .journeys import STEP, Joined, paint, stacks
from .layout import drawable, flags, height, width
from .money import place
from .rows import credit, opened, spread
from .style import NAMES, Page, chart, empty, room_for, stick, stroke, time_axis, write

COLUMNS = ["source", "date", "earliest", "latest", "visitor", "office", "from_state", "to_state", "kind", "took_place"]
#: Of each kind: its marker.
KINDS = {
    "state visit": "*",
    "official visit": "D",
    "working visit": "^",
    "private visit": "v",
    "summit": "P",
    "visit": "o",
    "meeting": "s",
}
MANY, LEVELS = 25, 6
WHOSE = {"source": "sources only", "both": "sources and the record", "record": "the record only"}
NOT = "planned, invited or cancelled"


@chart
def visits(table, *, dyad, labels=None, start=None, end=None, record=None, reason=""):
    """
    Draw visits and meetings over time, one mark per row.

    Marks above the middle went from the first state to the second, marks below the other way, marks on the middle line
    met elsewhere or went a way that is not told. The shape is the kind; hollow marks did not take place.

    Parameters
    ----------
    table : pandas.DataFrame
        The `visits` table: source, date, earliest, latest (datetime64[s]), visitor, office, from_state, to_state, kind,
        took_place (boolean).
    record : pandas.DataFrame, optional
        The record's table, ``bilateral.record.load().visits``: what its independent rows have on the dyad is drawn
        pale, what a source tells of, too, is drawn once and has a ring, and what did not take place is struck through.
    """
    states, first, last, rows, undated = opened(table, COLUMNS, dyad, start, end)
    notes = [credit(rows["source"], labels, (len(rows), "row"))]
    if len(undated):
        names = [f"{clean(row.visitor, 40)}, {clean(row.kind)}" for row in undated.itertuples()]
        notes.append(f"No date given, not drawn: {listing(names, most=3)}.")
    joined = None if record is None else Joined(rows, undated, record, dyad, first, last)
    if joined is not None:
        rows, notes = joined.rows, [*notes, *joined.notes]
    if rows.empty:
        title = f"No {'dated ' if len(undated) else ''}visit between {states[0]} and {states[1]} in these sources"
        nothing = [joined.nothing] if joined is not None and not joined.covered else []
        reason = " ".join(filter(None, [clean(reason, 200), *nothing]))
        return empty(title, reason, " ".join(notes), first, last, "visits")

    span = room_for([*rows["earliest"], *rows["latest"]], first, last, least=10)
    left, wide = style.MARGIN + NAMES, style.WIDTH - 2 * style.MARGIN - NAMES
    way, lanes, names = lay(rows, states, span, wide, LEVELS if len(rows) > MANY or joined is not None else None)
    missing = sum(lane.missing for lane in lanes)
    if missing:
        notes.append(f"{count(missing, 'mark')} without a label for want of room.")
    key = list(dict.fromkeys(rows["kind"].fillna("visit"))) if missing else []
    body = sum(lane.height for lane in lanes) + 0.3 + 0.3 * bool(key)
    title = joined.title if joined is not None and joined.covered else _title(rows, states, way)
    page = Page(title, _subtitle(rows, states, joined), " ".join(notes), body)
    axes = page.axes(
        left, page.right, page.bottom + 0.3, page.bottom + 0.3 + sum(lane.height for lane in lanes), "visits"
    )
    time_axis(axes, *span)
    if key:
        _key(page, key)
    y = sum(lane.height for lane in lanes)
    for lane, name in zip(lanes, names, strict=True):
        y -= lane.height
        lane.draw(axes, y)
        page.name(page.bottom + 0.3 + y + lane.middle, name, most=3)
    page.figure.alt_text = _alt(rows, title, way, states, names, joined)
    return page.figure


def lay(rows, states, span, wide, most=None):
    """
    Lay out the lanes of visits: up, in the middle, down.

    Returns
    -------
    tuple
        For each row its way (0 there, 1 back, 2 neither), then the three lanes, then their names.
    """
    pairs = [(clean(a, 40), clean(b, 40)) for a, b in zip(rows["from_state"], rows["to_state"], strict=True)]
    way = [{states: 0, states[::-1]: 1}.get(pair, 2) for pair in pairs]
    lanes = [
        Lane(rows[[w == i for w in way]], name, span, wide, most) for i, name in ((0, "up"), (2, "middle"), (1, "down"))
    ]
    return way, lanes, [f"{states[0]} → {states[1]}", "Met elsewhere, or way not told", f"{states[1]} → {states[0]}"]


def took_place(row):
    return pd.isna(row.took_place) or bool(row.took_place)


def _label(row, limit=40):
    words = [clean(row.visitor, limit) or "Visitor not named", clean(row.office, 30), years(row.earliest, row.latest)]
    if getattr(row, "whose", None) and pd.isna(row.to_state) and clean(row.counterpart):
        words.insert(
            2, f"with {clean(row.counterpart, limit)}"
        )  # some meet twice in a year, others in another's country
    kind = clean(row.kind, 24)
    return ", ".join(filter(None, words)) + (f" ({kind})" if kind not in ("", "visit") else "")


class Lane:
    """The marks of one direction with their labels; lengths in inches."""

    def __init__(self, rows, way, span, wide, most=None):
        self.rows, self.way, self.left, self.right = rows, way, *span
        self.scale, self.line = wide / (span[1] - span[0]), height(style.SMALL) + 0.02
        self.sign = -1 if way == "down" else 1
        marks = []
        for row in rows.itertuples():
            x = (min(max(place(row, *span)[2], self.left), self.right) - self.left) * self.scale
            texts, room = [drawable(_label(row, limit)) for limit in (40, 24, 14)], max(x, wide - x) - 0.06
            marks.append((x, next((text for text in texts if width(text, style.SMALL) <= room), texts[-1])))
        self.flags = flags(marks, 0, wide, style.SMALL, most)
        self.missing = len(marks) - len(self.flags)
        above = max([flag.level * self.sign for flag in self.flags] + [0])
        below = max([-flag.level * self.sign for flag in self.flags] + [0])
        # Without the record marks of one time lie over each other, as they always have.
        self.stack = stacks([x for x, _ in marks]) if "whose" in rows else [0] * len(marks)
        self.rise = max(self.stack, default=0) * STEP
        self.middle = 0.2 + below * self.line + (self.rise if self.sign < 0 else 0)
        self.height = self.middle + 0.2 + above * self.line + (self.rise if self.sign > 0 else 0)

    def draw(self, axes, y):
        """Draw the lane with its lower edge at `y`."""
        middle = y + self.middle
        axes.axhline(middle, color=style.LINE, linewidth=0.8, zorder=1, gid=f"line:{self.way}")
        color = {"up": style.BLUE, "down": style.VERMILION}.get(self.way, style.INK)
        for row, level in zip(self.rows.itertuples(), self.stack, strict=True):
            since, until, at = place(row, self.left, self.right)
            y = middle + self.sign * level * STEP
            if until > since:
                whisker = {"marker": "|", "markersize": 6, "zorder": 2, "gid": f"date:{row.Index}"}
                stroke(axes, (since, until), (y, y), color=color, linewidth=1.6, **whisker)
            if "whose" in self.rows:
                paint(axes, row, at, y, color, KINDS.get(row.kind, "o"))
                continue
            face = color if took_place(row) else style.PAPER
            shape = KINDS.get(row.kind, "o")
            mark = {"markersize": 12 if shape == "*" else 8, "markerfacecolor": face, "markeredgecolor": color}
            stroke(axes, at, middle, marker=shape, linestyle="", zorder=4, gid=f"visit:{row.Index}", **mark)
        for flag in self.flags:
            side = self.sign if flag.level > 0 else -self.sign
            rise = self.rise if flag.level > 0 else 0
            at = middle + side * (0.1 + rise + (abs(flag.level) - 0.5) * self.line)
            stick(axes, flag, self.left, self.scale, middle + self.sign * self.stack[flag.index] * STEP, at)


def _key(page, kinds):
    """Name the shapes in one line above the marks, for when not every mark has a label that does."""
    x, y = page.left + NAMES, page.top - 0.1
    axes = page.axes(x, page.right, y - 0.1, y + 0.1, "key")
    axes.set(xlim=(0, page.right - x), xticks=[])
    at = 0.06
    for kind in sorted(kinds, key=lambda kind: list(KINDS).index(kind) if kind in KINDS else len(KINDS)):
        text = clean(kind, 24)
        if at + 0.3 + width(drawable(text), style.SMALL) > page.right - x:
            break
        stroke(
            axes, at, 0.1, marker=KINDS.get(kind, "o"), color=style.MUTED, markersize=7, linestyle="", gid=f"key:{kind}"
        )
        write(axes, at + 0.12, 0.1, text, style.SMALL, style.MUTED, va="center_baseline")
        at += 0.35 + width(drawable(text), style.SMALL)


def _title(rows, states, way):
    took = [took_place(row) for row in rows.itertuples()]
    there, back, elsewhere = (sum(t and w == i for t, w in zip(took, way, strict=True)) for i in range(3))
    noun = "account of visits" if _retold(rows) else "visit"
    nouns = "accounts of visits" if _retold(rows) else "visits"
    if not there and not back:
        what = count(elsewhere, "meeting") if elsewhere else "no visit that took place"
        return (
            f"These sources tell of {what}{' but of no visit' if elsewhere else ''} between {states[0]} and {states[1]}"
        )
    most, way_ = max((there, states), (back, states[::-1]), key=lambda pair: pair[0])
    other = min(there, back)
    text = f"{spelled(most)} {noun if most == 1 else nouns} from {way_[0]} to {way_[1]}"
    back = spelled(other).lower() if other else "none"
    return f"{text}, {back} the other way, as far as these sources tell"


def _retold(rows):
    """Say whether two rows may tell of one visit: the same visitor at dates that overlap."""
    ordered = rows.assign(latest=rows["latest"].fillna(rows["latest"].max())).sort_values(["visitor", "earliest"])
    before = ordered.shift()
    same = (ordered["visitor"] == before["visitor"]).fillna(False) & ~(ordered["earliest"] > before["latest"])
    return bool(same.any())


def _subtitle(rows, states, joined):
    text = f"Visits and meetings, {states[0]} and {states[1]}, {years(*spread(rows['earliest'], rows['latest']))}."
    if joined is not None:
        text += f" {joined.key}"
    elif not all(took_place(row) for row in rows.itertuples()):
        text += f" Hollow: {NOT}."
    vague = rows["earliest"].ne(rows["latest"]).fillna(True).any()
    return text + (" Whisker: as wide as the date is vague." if vague else "")


def _alt(rows, title, way, states, names, joined):
    first, last = spread(rows["earliest"], rows["latest"])
    parts = [
        f"{way.count(i)} {words}"
        for i, words in ((0, names[0]), (1, names[2]), (2, "elsewhere or not told"))
        if i in way
    ]
    text = f"Timeline of visits: {count(len(rows), 'mark')}, {years(first, last)}: {', '.join(parts)}. {title}."
    if joined is not None:
        whose = rows["whose"].value_counts()
        parts = [f"{words} {whose[name]}" for name, words in WHOSE.items() if name in whose]
        text += f" Told by: {', '.join(parts)}. Did not take place: {int((~rows['held'].astype(bool)).sum())}."
        ours = rows[rows["whose"] != "record"]
        text += f" Told by sources: {'; '.join(_label(row) for row in ours[:6].itertuples())}." if len(ours) else ""
        return text if joined.covered else f"{text} {joined.nothing}"
    hollow = sum(not took_place(row) for row in rows.itertuples())
    if hollow:
        text += f" {count(hollow, 'mark')} {'is' if hollow == 1 else 'are'} hollow: {NOT}."
    if len(rows) <= 6:
        text += f" {'; '.join(_label(row) for row in rows.itertuples())}."
    return text
