"""The stretches of a relationship as bands over time: a lane for each source, one for all together."""

import pandas as pd

from ..dates.edtf import apart
from ..record.matching import NEAR
from ..wording import clean, count, listing, times, when, years
from . import style
from .bands import ALL, FADE, LIMITS, SHORT, STATUS, Lane, limits, shorten
from .layout import wrap
from .record import NAME, Known
from .rows import check, credit, period, spread, within
from .style import NAMES, Page, chart, empty, room_for, time_axis

COLUMNS = ["source", "status", "state", "opened", "closed", "opened_by", "closed_by", *LIMITS]
GAP = 0.16  # inches between the sources' lanes and the record's
BEGAN = {"restored": "Relations were restored", "established": "Relations were established"}


@chart
def phases(table, *, dyad, labels=None, start=None, end=None, today=None, record=None, reason=""):
    """
    Draw the phases of a relationship, one lane per source, one for all together and one for the record.

    A sharp edge is a limit known to the day, a fading edge is exactly as wide as the date is vague, an arrowhead ends
    what no source ends. Nothing depends on the day of drawing.

    Parameters
    ----------
    table : pandas.DataFrame
        The `phases` table: source (a stem, or "all"), status, state, opened, closed, opened_by, closed_by and the four
        limits opened_earliest, opened_latest, closed_earliest, closed_latest (datetime64[s]; NaT where open).
    today : int, str or date, optional
        The right end of the axis where `end` is not given; by default a little after the last date.
    record : pandas.DataFrame, optional
        The record's table of relations, ``bilateral.record.load().relations``: a lane under the sources' shows what it
        has on the dyad, decided by its independent rows, and which other dates are told.
    """
    states = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    rows = within(table, first, last, "opened_earliest", "closed_latest")
    rows = rows.assign(source=rows["source"].fillna("source not told"))
    pair, sources = " and ".join(states), [s for s in dict.fromkeys(rows["source"]) if s != ALL]
    footer = credit(sources, labels, (int((rows["source"] != ALL).sum()), "phase"))
    known = None if record is None else Known(record, dyad, first, last)
    footer = footer if known is None else " ".join(filter(None, [footer, known.footer]))
    none = f"No phase of relations between {pair} in these sources"
    if rows.empty and (known is None or known.rows.empty):
        reason = clean(reason, 200) if known is None else " ".join(filter(None, [clean(reason, 200), known.nothing]))
        return empty(none, reason, footer, first, last, "phases")

    shown = rows if known is None else pd.concat([rows, known.rows], ignore_index=True)
    left, right = axis(shown, first, period(None, today)[1] if pd.isna(last) else last)
    page_left = style.MARGIN + NAMES
    scale = (style.WIDTH - style.MARGIN - page_left) / (right - left)
    lanes = [source for source in (ALL, *sources) if (rows["source"] == source).any()]
    drawn = [Lane(source, rows[rows["source"] == source], left, right, scale) for source in lanes]
    if known is not None:
        drawn.append(known.lane(left, right, scale))
        if unnamed := getattr(drawn[-1], "unnamed", 0):
            footer += f" {count(unnamed, 'limit')} of the record's without {'its' if unnamed == 1 else 'their'} other dates for want of room."
    body = sum(lane.height for lane in drawn) + 0.3 + GAP * (known is not None)
    title = finding(rows, pair) if len(rows) else none
    if known is not None and (more := against(rows, known)):
        title += f", but {more}" if ";" in title else f"; {more}"
    page = Page(title, _subtitle(shown, pair, drawn), footer, body)
    axes = page.axes(page_left, page.right, page.bottom + 0.3, page.top, "phases")
    time_axis(axes, left, right)
    y = page.top - page.bottom - 0.3
    for lane in drawn[: len(lanes)]:
        y -= lane.height
        lane.draw(axes, y)
        name = "All sources together" if lane.source == ALL else clean((labels or {}).get(lane.source, lane.source))
        lines = wrap(name, NAMES - 0.15, style.LABEL, bold=lane.source == ALL, most=2)
        weight = "bold" if lane.source == ALL else "normal"
        page.write(style.MARGIN, page.bottom + 0.3 + y + lane.middle, "\n".join(lines), weight=weight, gid="lane")
    page.figure.alt_text = (
        _alt(rows, pair, sources, title) if len(rows) else f"Timeline of relations between {pair}. {title}."
    )
    if known is not None:
        _record(page, axes, drawn[-1], y)
        page.figure.alt_text += f" {_recorded(known, pair)}"
    return page.figure


def _record(page, axes, lane, y):
    """Draw the record's lane under a rule that parts it from what the sources say, which is above `y`."""
    if y < page.top - page.bottom - 0.3:
        page.rule(page.left, page.right, page.bottom + 0.3 + y - GAP / 2, style.LINE, 0.8, gid="rule")
    y -= GAP + lane.height
    lane.draw(axes, y)
    page.write(style.MARGIN, page.bottom + 0.3 + y + lane.middle, NAME, weight="bold", gid="lane")


def axis(rows, first, last, others=()):
    """
    Choose the limits of the axis, in days; `others` are days besides the phases' that must be seen.

    It begins after the first contacts where they would leave too little room for the relations.
    """
    open_end, dates = rows["closed_latest"].isna().any(), [*limits(rows), *others]
    options = {"least": 20, "after": 0.1 if open_end else 0.04}
    left, right = room_for(dates, first, last, **options)
    if not pd.isna(first):
        return left, right
    if rows["opened_earliest"].isna().any():
        left -= (right - left) * FADE
    later = shorten(rows, left, right, others)
    if later > left:
        _, right = room_for([day for day in dates if day >= later], first, last, **options)
    return later, right


def together(rows):
    """Give the rows that speak for all: the lane of all sources, or of the only one."""
    sources = list(dict.fromkeys(rows["source"]))
    source = ALL if ALL in sources else sources[0] if len(sources) == 1 else None
    return None if source is None else rows[rows["source"] == source].reset_index(drop=True)


def finding(rows, pair):
    """Say when relations began, how often they broke, and whether they ended."""
    lane = together(rows)
    if lane is None:
        return f"{count(rows['source'].nunique(), 'source')} on when {pair} had relations"
    related = lane.index[lane["status"] == "relations"]
    if not len(related):
        return f"No phase of relations between {pair} in these rows, only: {listing(dict.fromkeys(_words(lane)))}"
    opening = lane.loc[related[0]]
    text = BEGAN.get(clean(opening["opened_by"]), "Relations opened")
    text = f"{text} {when(opening['opened_earliest'], opening['opened_latest'], opening['opened'])}"
    breaks = _breaks(lane.loc[related[0] : related[-1]])
    if breaks:
        text += f" and were interrupted {times(breaks)}"
    ending, after = lane.loc[related[-1]], lane["status"].loc[related[-1] + 1 :]
    if lane.loc[related, ["closed_earliest", "closed_latest"]].isna().all(axis=1).any():
        text += "" if breaks else "; no end is told"
    elif after.isin(["lapsed", "severed"]).any() or clean(ending["closed_by"]) in ("lapsed", "severed"):
        ended = when(ending["closed_earliest"], ending["closed_latest"], ending["closed"])
        text += f"{', then' if breaks else ' and'} ended {ended}"
    return text


def against(rows, known):
    """Say how the record's beginning differs from the sources', or else how often it has relations interrupted."""
    ours = known.rows
    if rows.empty:
        text = finding(ours, " and ".join(known.dyad))
        return f"by the record, {text[0].lower()}{text[1:]}"
    lane = together(rows)
    if lane is None or not lane["status"].eq("relations").any() or not ours["status"].eq("relations").any():
        return ""
    related, theirs = (table.index[table["status"] == "relations"] for table in (lane, ours))
    told = lane.loc[related[0]]
    near = min(theirs, key=lambda n: apart(told["opened"], ours.loc[n, "opened"]))
    opening = ours.loc[near]
    distance = apart(told["opened"], opening["opened"])
    if distance > NEAR:
        return ""
    if distance:
        return (
            f"by the record they began {when(opening['opened_earliest'], opening['opened_latest'], opening['opened'])}"
        )
    breaks = _breaks(ours.loc[near : theirs[-1]])
    if breaks == _breaks(lane.loc[related[0] : related[-1]]):
        return ""
    return f"by the record they were {f'interrupted {times(breaks)}' if breaks else 'not interrupted'}"


def _breaks(lane):
    """Count the stretches without relations between phases of relations."""
    runs = (lane["status"] != lane["status"].shift()) & lane["status"].isin(["lapsed", "severed"])
    related = lane[lane["status"] == "relations"]
    before = related["closed_latest"].shift()
    gaps = (before < related["opened_earliest"]).sum() if runs.sum() == 0 else 0
    return int(runs.sum() or gaps)


def _words(rows):
    known = {status: SHORT.get(status, words) for status, (_, _, words) in STATUS.items()}
    return [known.get(status, status).lower() for status in rows["status"].fillna("not told")]


def in_order(lane):
    """Name the statuses of a lane one after the other."""
    return f"In order: {listing(_words(lane), most=12)}."


def _subtitle(rows, pair, drawn):
    states = [
        part
        for state in rows.sort_values("opened_earliest", kind="stable")["state"].dropna()
        for part in clean(state).split(", ")
        if part
    ]
    named = listing(dict.fromkeys(states), most=5)
    first, last = spread(*(rows[limit] for limit in LIMITS))
    early = any(lane.before for lane in drawn)
    arrow = "Arrows: no end told, begun before." if early else "Arrow: no end told."
    marks = [mark for lane in drawn for mark in getattr(lane, "notes", ())]
    others = " Filled diamond: a date also told; hollow: told only by encyclopaedias." if marks else ""
    return (
        f"Status of relations between {pair}{f' ({named})' if named else ''}, {years(first, last)}, by source. "
        f"Sharp edge: a known day. Fading edge: as wide as the date is vague. {arrow}{others}"
    )


def _recorded(known, pair):
    """Say what the record has, for the alternative text."""
    if known.rows.empty:
        return known.nothing
    return f"By the record: {finding(known.rows, pair)}. {in_order(known.rows)} {known.competing}"


def _alt(rows, pair, sources, title):
    first, last = spread(*(rows[limit] for limit in LIMITS))
    known = sum(rows[LIMITS[i]].notna() | rows[LIMITS[i + 1]].notna() for i in (0, 2)).sum()
    sharp = sum((rows[LIMITS[i]] == rows[LIMITS[i + 1]]).fillna(False) * 1 for i in (0, 2)).sum()
    lanes = rows["source"].nunique()
    told = count(len(sources), "source") + (" and all together" if lanes > len(sources) else "")
    text = f"Timeline of relations between {pair}: {count(len(rows), 'band')} in {count(lanes, 'lane')} "
    text += f"({told}), {years(first, last)}. {title}. "
    lane = together(rows)
    text += f"{in_order(lane)} " if lane is not None else ""
    return text + f"Of {count(known, 'limit')} with a date, {sharp} {'is' if sharp == 1 else 'are'} known to the day."
