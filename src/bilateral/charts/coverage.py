"""Which decades the sources speak of: a lane for each source, a cell for each decade."""

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from ..wording import clean, count, spelled
from . import style
from .layout import width
from .rows import check, credit, dated, period, within
from .style import NAMES, Page, chart, empty, stroke, write

COLUMNS = ["source", "earliest", "latest"]
#: From few rows to many: 1, 2, up to 4, up to 8, up to 16, more. On each, white or ink can be read.
SHADES = ["#deebf4", "#bcd6e8", "#8fbcd9", "#5b9bc4", "#0072b2", "#00406b"]
FEW = 8  # decades on an axis
CELL, PITCH, RING, RINGS = 0.3, 0.5, 0.035, 2  # inches: a cell, a lane, from outline to outline; outlines around a cell


def shade(n):
    """Choose the colour of a cell with `n` rows: a step darker each time that n doubles."""
    return SHADES[min(max(n - 1, 0).bit_length(), len(SHADES) - 1)]


@chart
def coverage(table, *, dyad, labels=None, start=None, end=None, reason=""):
    """
    Draw how many dated rows each source has for each decade.

    A cell is a decade, the darker the more rows; its number is written in it. A row whose date is not within one
    decade is an outline around all decades that it may lie in, open on the side on which the date is.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table, or several concatenated, with source, earliest, latest (datetime64[s]; NaT where open).
    """
    states = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    rows = within(table[COLUMNS], first, last)
    rows = rows.assign(source=rows["source"].fillna("source not told"))
    told = rows[dated(rows)]
    notes = [credit(rows["source"], labels, (len(told), "dated row"))]
    if len(told) < len(rows):
        notes.append(f"{count(len(rows) - len(told), 'row')} without a date not drawn.")
    if told.empty:
        title = f"No dated row about {states[0]} and {states[1]} in these sources"
        return empty(title, clean(reason, 200), " ".join(notes), first, last, "coverage")

    since, until = (_decade(told[column], gap) for column, gap in (("earliest", -9999), ("latest", 9999)))
    low, high = _limits(since, until, first, last)
    lanes = list(dict.fromkeys(rows["source"]))
    cells, rings = {}, {}
    for source, a, b in zip(told["source"], since, until, strict=True):
        if a == b:
            cells[source, a] = cells.get((source, a), 0) + 1
        else:
            rings[source, a, b] = rings.get((source, a, b), 0) + 1
    room = 9.2 / max(high + 10 - low, 10 * FEW) * (style.WIDTH - 2 * style.MARGIN - NAMES)
    narrow = sum(width(f"{n:,}", style.SMALL) > room for (_, d), n in cells.items() if low <= d <= high)
    if narrow:
        notes.append(f"{count(narrow, 'number')} not written, for want of room.")
    axis = _room(low, high, first, last)
    title = _finding(cells, rings, low, high, len(told))
    page = Page(title, _subtitle(states, low, high, rings), " ".join(notes), len(lanes) * PITCH + 0.3)
    axes = page.axes(page.left + NAMES, page.right, page.bottom + 0.3, page.top, "coverage")
    axes.set_xlim(axis[0], axis[1] + 10)
    step = next(n for n in (10, 20, 50, 100, 200, 500, 1000) if (axis[1] + 10 - axis[0]) / n <= 11)
    ticks = [decade for decade in range(axis[0], axis[1] + 1, 10) if decade % step == 0]
    axes.set_xticks([decade + 5 for decade in ticks], [f"{decade}s" for decade in ticks], parse_math=False)
    for n, source in enumerate(lanes):
        y = (len(lanes) - n - 0.5) * PITCH
        stroke(axes, (axis[0], axis[1] + 10), (y, y), color=style.GRID, linewidth=1, zorder=1)
        for (name, decade), number in cells.items():
            if name == source and low <= decade <= high:
                _cell(axes, source, decade, number, y, room)
        spans = sorted((pair for name, *pair in rings if name == source), key=lambda pair: pair[1] - pair[0])
        for n_, (a, b) in enumerate(spans):
            _ring(axes, source, (a, b), axis, y, min(n_, RINGS - 1))
        page.name(page.bottom + 0.3 + y, clean((labels or {}).get(source, source)))
    page.figure.alt_text = _alt(title, cells, rings, lanes, labels or {}, low, high)
    return page.figure


def _decade(days, gap):
    return (days.dt.year // 10 * 10).astype("Int64").fillna(gap).to_numpy(dtype="int64").tolist()


def _limits(since, until, first, last):
    known = [decade for decade in (*since, *until) if abs(decade) != 9999]
    low = min(known) if pd.isna(first) else first.year // 10 * 10
    high = max(known) if pd.isna(last) else last.year // 10 * 10
    # An open date whose limit is the axis' own end gets a decade more, so that its open side is seen.
    if pd.isna(first) and (-9999, low) in zip(since, until, strict=True):
        low -= 10
    if pd.isna(last) and (high, 9999) in zip(since, until, strict=True):
        high += 10
    return low, max(high, low)


def _room(low, high, first, last):
    """Widen the axis to some decades, so that a cell stays a cell, where no period was asked for."""
    while high - low < 10 * (FEW - 1) and (pd.isna(first) or pd.isna(last)):
        low, high = low - 10 * pd.isna(first), high + 10 * pd.isna(last)
    return low, high


def _cell(axes, source, decade, number, y, room):
    color, options = shade(number), {"edgecolor": style.LINE, "linewidth": 0.8, "zorder": 3}
    corner = (decade + 0.4, y - CELL / 2)
    axes.add_artist(Rectangle(corner, 9.2, CELL, facecolor=color, gid=f"cell:{source}:{decade}", **options))
    text, options = f"{number:,}", {"ha": "center", "va": "center_baseline", "zorder": 6}
    if width(text, style.SMALL) <= room:
        write(axes, decade + 5, y, text, style.SMALL, style.text_on(color), **options)


def _ring(axes, source, span, axis, y, n):
    """Outline the decades of a vague date; a side that is open, or lies outside, has no line."""
    half, inset = CELL / 2 + (n + 1) * RING, 0.15 - 0.15 * n
    a, b = max(span[0], axis[0]), min(span[1], axis[1]) + 10
    left, right = a + (inset if span[0] == a else 0), b - (inset if span[1] == b - 10 else 0)
    xs, ys = [left, right], [y + half, y + half]
    if span[1] == b - 10:
        xs, ys = [*xs, right], [*ys, y - half]
    else:
        xs, ys = [*xs, np.nan, right], [*ys, np.nan, y - half]
    xs, ys = [*xs, left], [*ys, y - half]
    if span[0] == a:
        xs, ys = [*xs, left], [*ys, y + half]
    gid = f"ring:{source}:{span[0]}:{span[1]}"
    stroke(axes, xs, ys, color=style.MUTED, linewidth=1, linestyle=(0, (3, 2)), zorder=2, gid=gid)


def _finding(cells, rings, low, high, n):
    totals = {}
    for (_, decade), number in cells.items():
        totals[decade] = totals.get(decade, 0) + number
    if not totals:
        return f"No row is dated within one decade: {count(n, 'row')} spread over more"
    decade, most = max(totals.items(), key=lambda item: (item[1], -item[0]))
    text = f"{most} of {n} dated rows speak of the {decade}s" if most != n else f"All that is dated is of the {decade}s"
    covered = {d for _, a, b in rings for d in range(max(a, low), min(b, high) + 1, 10)} | set(totals)
    silent = [decade for decade in range(min(totals), max(totals), 10) if decade not in covered]
    if len(silent) == 1:
        text += f"; none is of the {silent[0]}s"
    elif silent:
        span = f"between the {min(totals)}s and the {max(totals)}s"
        text += f"; {spelled(len(silent)).lower()} decades {span} have none"
    return text


def _decades(low, high):
    return f"{low}s" if low == high else f"{low}s to {high}s"


def _subtitle(states, low, high, rings):
    text = f"Dated rows about {states[0]} and {states[1]} by source and decade, {_decades(low, high)}. "
    text += "Darker: more rows. Empty: none."
    return text + (" Dashed outline: a row that lies in one of these decades, or in all." if rings else "")


def _alt(title, cells, rings, lanes, labels, low, high):
    text = f"Table of shaded cells: {count(len(lanes), 'source')} by decade, {_decades(low, high)}. {title}. "
    for source in lanes[:12]:
        own = sorted((decade, number) for (name, decade), number in cells.items() if name == source)
        wide = sum(number for (name, *_), number in rings.items() if name == source)
        parts = [f"{decade}s {number}" for decade, number in own] + ([f"vaguer than a decade {wide}"] if wide else [])
        text += f"{clean(labels.get(source, source), 60)}: {', '.join(parts) or 'no dated row'}. "
    return text + (f"And {count(len(lanes) - 12, 'more source')}." if len(lanes) > 12 else "")
