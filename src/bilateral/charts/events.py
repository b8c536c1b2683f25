"""Events over time, as exact as they are told: a lane for each kind, a dot for a day, a whisker for less."""

import pandas as pd

from ..wording import clean, count, listing, spelled, years
from . import style
from .rows import credit, opened, spread
from .style import NAMES, Page, chart, empty, room_for, time_axis
from .timeline import ENDS, GROUPS, Lane, group, word

COLUMNS = ["source", "date", "earliest", "latest", "type", "level", "actors"]
MANY, LEVELS = 40, 4  # events: with more in all, a lane has so many lines of labels on a side


@chart
def events(table, *, dyad, labels=None, start=None, end=None, reason=""):
    """
    Draw events over time, one mark per row, in a lane for each kind of event.

    A dot is a day; a bar is exactly as wide as the date is vague; an arrowhead is the open side of a date such as 'by
    1899'. Marks that would cover each other stand in a stack. What several sources tell has one label.

    Parameters
    ----------
    table : pandas.DataFrame
        The `events` table: source, date, earliest, latest (datetime64[s]; NaT where open), type, level, actors.
    """
    states, first, last, rows, undated = opened(table, COLUMNS, dyad, start, end)
    notes = [credit(rows["source"], labels, (len(rows), "row"))]
    if len(undated):
        names = listing([word(row) for row in undated.itertuples()], most=3)
        notes.append(f"No date given, not drawn: {names}.")
    if rows.empty:
        title = f"No {'dated ' if len(undated) else ''}event between {states[0]} and {states[1]} in these sources"
        return empty(title, clean(reason, 200), " ".join(notes), first, last, "events")

    span = room_for([*rows["earliest"], *rows["latest"]], first, last, least=10)
    wide = style.WIDTH - 2 * style.MARGIN - NAMES
    drawn = lanes(rows, span, wide, states, LEVELS if len(rows) > MANY else None)
    missing = sum(lane.missing for lane in drawn)
    if missing:
        notes.append(f"{count(missing, 'mark')} without a label for want of room.")
    page = Page(finding(rows), _subtitle(rows, states), " ".join(notes), sum(lane.height for lane in drawn) + 0.3)
    axes = page.axes(page.left + NAMES, page.right, page.bottom + 0.3, page.top, "events")
    time_axis(axes, *span)
    y = page.top - page.bottom - 0.3
    for lane in drawn:
        y -= lane.height
        lane.draw(axes, y)
        page.name(page.bottom + 0.3 + y + lane.middle, lane.name)
    page.figure.alt_text = _alt(rows, drawn, states)
    return page.figure


def lanes(rows, span, wide, states, most=None, names=None):
    """Lay out a lane for each kind of event that there is, or for each of the names that `names` gives to kinds."""
    kinds = rows["type"].fillna("").map(group).map(names or {name: name for name in GROUPS})
    order = dict.fromkeys((names or {}).values()) if names else GROUPS
    return [Lane(name, rows[kinds == name], span, wide, states, most) for name in order if (kinds == name).any()]


def finding(rows):
    """Say how exactly the events are told, and the longest stretch of which nothing is."""
    n, exact = len(rows), int((rows["earliest"] == rows["latest"]).sum())
    first, last = spread(rows["earliest"], rows["latest"])
    if n == 1:
        row = next(rows.itertuples())
        what = "relations " if row.type in ("established", "severed", "lapsed", "restored") else ""
        return f"One event is told: {what}{word(row)[0].lower()}{word(row)[1:]}, {years(row.earliest, row.latest)}"
    text = f"Of {n:,} accounts of events, {spelled(exact).lower().replace('no', 'none')} "
    text += f"{'is' if exact == 1 else 'are'} dated to the day"
    gap = _silence(rows, last)
    long_enough = gap and (gap[1] - gap[0]).days > max(10 * 365, (last - first).days * 0.15)
    return f"{text}, and nothing falls between {gap[0].year} and {gap[1].year}" if long_enough else text


def _silence(rows, last):
    """Give the longest time between the events' dates, open dates reaching as far as they may."""
    since = rows["earliest"].fillna(pd.Timestamp.min.as_unit("s")).tolist()
    until = rows["latest"].fillna(last).tolist()
    best, reached = None, None
    for a, b in sorted(zip(since, until, strict=True)):
        if reached is not None and a > reached and (best is None or a - reached > best[1] - best[0]):
            best = reached, a
        reached = b if reached is None else max(b, reached)
    return best


def _subtitle(rows, states):
    text = f"Events that the sources tell of {states[0]} and {states[1]}, "
    text += f"{years(*spread(rows['earliest'], rows['latest']))}, by kind."
    text += " Dot: a known day." if rows["earliest"].eq(rows["latest"]).fillna(False).any() else ""
    vague = rows["earliest"].ne(rows["latest"]).fillna(True)
    text += " Bar: as wide as the date is vague." if vague.any() else ""
    text += " Brown: an end." if rows["type"].isin(ENDS).any() else ""
    return text + (" Arrowhead: an open date." if rows[["earliest", "latest"]].isna().any(axis=None) else "")


def _alt(rows, drawn, states):
    first, last = spread(rows["earliest"], rows["latest"])
    text = f"Timeline of events between {states[0]} and {states[1]}: {count(len(rows), 'mark')} in {count(len(drawn), 'lane')}, {years(first, last)}. "
    text += f"{finding(rows)}. "
    kinds = rows["type"].fillna("").map(group)
    parts = [f"{lane.name}: {int((kinds == lane.name).sum())}" for lane in drawn]
    return text + f"{'; '.join(parts)}."
