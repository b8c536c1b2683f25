"""The rank of each side's diplomat in the other's capital, at the years that were surveyed, over the phases told."""

import functools

import numpy as np
import pandas as pd

from ..states import names as states
from ..wording import clean, count, listing, years
from . import style
from .bands import ALL, Lane
from .layout import drawable, fit
from .phases import COLUMNS as PHASES
from .phases import together
from .rows import check, credit, period, spread, within
from .style import NAMES, Page, chart, empty, num, room_for, stroke, time_axis

COLUMNS = ["dyad", "year", "from_state", "to_state", "level", "source", "confidence", "note"]
#: Of each level: its height, from the lowest, and its name.
LEVELS = {0: (0, "none"), 9: (1, "other rank"), 1: (2, "chargé d'affaires"), 2: (3, "minister"), 3: (4, "ambassador")}
DOUBTFUL = ("low", "reject")
STEP, HEAD, GAP = 0.24, 0.34, 0.14  # inches: from level to level; over the highest, for the lane's name; between lanes


@chart
def representation(table, *, dyad, phases=None, labels=None, start=None, end=None, reason=""):
    """
    Draw the rank of each side's diplomat in the other's capital: a dot for each year that was surveyed.

    Nothing is drawn from year to year, since nobody counted between; a hollow dot is an entry that is doubted, and the
    footer says why.

    Parameters
    ----------
    table : pandas.DataFrame
        The record's table, ``bilateral.record.load().representation``: dyad, year, from_state, to_state, level (0 none,
        1 chargé d'affaires, 2 minister, 3 ambassador, 9 other), source, confidence, note.
    phases : pandas.DataFrame, optional
        The `phases` table of documents: their phases of all sources together are drawn above, and the stretches with
        relations behind the dots, so that the one can be held against the other.
    """
    pair = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    ways = [pair, pair[::-1]]
    rows = _rows(table, dyad, ways, first, last)
    lane = _together(phases, pair, first, last)
    told = [] if lane is None else [source for source in phases["source"].dropna() if source != ALL]
    titles = _titles() | (labels or {})
    notes = [credit(rows["source"].dropna(), {} if rows.empty else titles, (len(rows), "entry", "entries"))]
    notes += [f"Phases: {listing(titles.get(source, source) for source in dict.fromkeys(told))}."] if told else []
    if rows.empty:
        known = table["dyad"].eq(states.slug(tuple(map(states.resolve, dyad)))).any()
        title = f"Diplomats between {pair[0]} and {pair[1]}: not covered by the record"
        title += " in this period" if known else ""
        return empty(title, clean(reason, 200), " ".join(notes), first, last, "representation")

    span = room_for([*rows["earliest"], *rows["latest"]], first, last, after=0.05)
    wide = style.WIDTH - 2 * style.MARGIN - NAMES
    bands = None if lane is None else Lane(ALL, lane, *span, wide / (span[1] - span[0]), most=3)
    doubted = rows[rows["doubtful"]]
    if len(doubted):
        notes.append(f"Hollow: {_doubts(doubted)}")
    shown = [level for level in LEVELS if level != 9 or rows["level"].eq(9).any()]
    tall = STEP * (len(shown) - 1) + HEAD + 0.14
    body = 2 * tall + GAP + 0.3 + (bands.height + GAP if bands else 0)
    title, checked = finding(rows), _checked(rows, lane)
    page = Page(title, _subtitle(rows, pair, checked), " ".join(notes), body)
    _draw(page, rows, ways, span, bands, shown, tall)
    page.figure.alt_text = _alt(rows, pair, title, checked)
    return page.figure


def _rows(table, dyad, ways, first, last):
    """The entries of the two ways, with the days of their years, their way (0 or 1) and whether they are doubted."""
    there = {tuple(map(states.resolve, way)): n for n, way in enumerate(_named(dyad))}
    rows = table[table["year"].notna() & table["level"].isin(list(LEVELS))]
    way = [there.get(pair) for pair in zip(rows["from_state"].fillna(""), rows["to_state"].fillna(""), strict=True)]
    rows = rows.assign(way=pd.array(way, dtype="Int64"), doubtful=rows["confidence"].isin(DOUBTFUL))
    rows = rows[rows["way"].notna()]
    for name, day in (("earliest", "01-01"), ("latest", "12-31")):
        rows[name] = pd.to_datetime(rows["year"].astype("string") + f"-{day}").astype("datetime64[s]")
    return within(rows, first, last).sort_values(["year", "way"], kind="stable").reset_index(drop=True)


@functools.cache
def _titles():
    """The titles of the record's references, by their ids."""
    from .. import record  # only here: few charts need it

    table = record.load().references.dropna(subset="title")
    authors = (table["author"] + ", ").fillna("")
    return dict(zip(table["id"], authors + table["title"], strict=True))


def _named(dyad):
    return tuple(dyad), tuple(dyad)[::-1]


def _together(phases, pair, first, last):
    if phases is None:
        return None
    check(phases, PHASES, pair)
    rows = within(phases, first, last, "opened_earliest", "closed_latest")
    lane = together(rows.assign(source=rows["source"].fillna("source not told"))) if len(rows) else None
    return lane if lane is not None and len(lane) else None


def _draw(page, rows, ways, span, bands, shown, tall):
    left, foot = page.left + NAMES, page.bottom + 0.3
    axes = page.axes(left, page.right, foot, page.top, "representation")
    time_axis(axes, *span)
    y = page.top - foot
    if bands:
        y -= bands.height
        bands.draw(axes, y)
        name = "All sources together" if bands.bands and len(bands.bands) else ""
        page.name(foot + y + bands.middle, name, weight="bold")
        y -= GAP
    size = min(7.5, max(3.0, 72 * 5 * 365 / (span[1] - span[0]) * (page.right - left)))
    for n, (one, other) in enumerate(ways):
        y -= tall + GAP * n
        _ground(axes, bands, y, y + tall)
        color = (style.BLUE, style.VERMILION)[n]
        _scale(page, axes, shown, y + 0.14, foot, span)
        page.write(
            page.left,
            foot + y + tall - 0.14,
            fit(drawable(f"{one}'s in {other}"), page.right - page.left, style.LABEL, bold=True),
            weight="bold",
            gid="lane",
            va="center_baseline",
        )
        for row in rows[rows["way"].eq(n)].itertuples():
            _dot(axes, row, y + 0.14, shown, color, size)


def _ground(axes, bands, low, high):
    """Tint the stretches with relations, as surely as the phases have them."""
    for band in bands.bands if bands else ():
        since, until = max(band.a, bands.left), min(band.d, bands.right)
        if band.status == "relations" and until > since:
            days = since + (np.arange(256) + 0.5) / 256 * (until - since)
            pixels = np.empty((1, 256, 4))
            pixels[..., :3], pixels[..., 3] = (0.9, 0.94, 0.975), band.strength(days)
            image = axes.imshow(pixels, extent=(since, until, low, high), aspect="auto", zorder=0.5)
            image.set(gid=f"ground:{band.n}:{low:.2f}", interpolation="nearest")


def _scale(page, axes, shown, y, foot, span):
    """Draw a light line for each level, with its name left of it."""
    for level in shown:
        at = y + _height(level, shown)
        color, thick = (style.LINE, 0.8) if level == 0 else (style.GRID, 0.8)
        stroke(axes, span, (at, at), color=color, linewidth=thick, zorder=1, gid=f"level:{level}:{y:.2f}")
        x = page.left + NAMES - 0.1
        page.write(
            x, foot + at, LEVELS[level][1], style.SMALL, style.MUTED, ha="right", va="center_baseline", gid="level"
        )


def _height(level, shown):
    return STEP * sorted(shown, key=lambda known: LEVELS[known][0]).index(level)


def _dot(axes, row, base, shown, color, size):
    x, top = (num(row.earliest) + num(row.latest)) / 2, base + _height(row.level, shown)
    name = f"{row.way}:{row.year}"
    face = style.PAPER if row.doubtful else color
    if row.level == 0:
        look = {"markersize": size * 0.6, "markerfacecolor": style.PAPER if row.doubtful else style.MUTED}
        stroke(
            axes,
            x,
            base,
            marker="o",
            linestyle="",
            markeredgecolor=style.MUTED,
            zorder=4,
            clip_on=False,
            gid=f"count:{name}",
            **look,
        )
        return
    stroke(axes, (x, x), (base, top), color=color, linewidth=1.2, alpha=0.55, zorder=2, gid=f"stem:{name}")
    look = {"markersize": size, "markerfacecolor": face, "markeredgecolor": color, "markeredgewidth": 1.4}
    shape = "s" if row.level == 9 else "o"
    stroke(axes, x, top, marker=shape, linestyle="", zorder=4, clip_on=False, gid=f"count:{name}", **look)


def counted(rows):
    """
    Give a row for each year in which both sides were counted without doubt: the level on each side.

    Returns
    -------
    pandas.DataFrame
        Columns 0 and 1, one a way; the index is the year.
    """
    sure = rows[~rows["doubtful"]].drop_duplicates(["year", "way"])
    return sure.pivot(index="year", columns="way", values="level").reindex(columns=[0, 1]).dropna().sort_index()


def finding(rows):
    """Say since when both sides have had somebody, or how often, and when neither had."""
    table = counted(rows)
    both, neither = (table > 0).all(axis=1), (table == 0).all(axis=1)
    if table.empty:
        return f"{count(len(rows), 'entry', 'entries')} on one side's diplomats only, or in doubt"
    if not both.any():
        some = f"on one side only at {count(int((~neither).sum()), 'count')}" if not neither.all() else ""
        return f"No count has diplomats in both capitals, from {_years(table.index)}" + (f"; {some}" if some else "")
    text = _since(table, both)
    gaps = _stretches(neither)
    first = table.index[~neither][0]
    before = f"before {first}" if table.index[0] < first else ""
    later = max((gap for gap in gaps if gap[0] > first), key=lambda gap: gap[1] - gap[0], default=None)
    between = (f"from {later[0]} to {later[1]}" if later[0] < later[1] else f"in {later[0]}") if later else ""
    none = ", nor ".join(filter(None, [before, between]))
    return text + (f"; nobody in either {none}" if none else "")


def _since(table, both):
    """Say how far back every count has somebody on both sides, or in how many it has."""
    for who, has in (("Ambassadors", (table == 3).all(axis=1)), ("Diplomats", both)):
        since = table.index[len(has) - int(has[::-1].cumprod().sum()) :]
        if len(since) >= 3:
            text = f"{who} in both capitals at every count since {since[0]}"
            return text if len(since) < len(table) else f"{who} in both capitals at every count, {_years(since)}"
    text = f"Diplomats in both capitals at {int(both.sum())} of {count(len(table), 'count')}"
    return f"{text}, last in {both.index[both][-1]}"


def _stretches(flags):
    """The first and last years of runs."""
    run = (flags != flags.shift()).cumsum()
    return [(group.index[0], group.index[-1]) for _, group in flags.groupby(run) if group.iloc[0]]


def _years(index):
    return f"{index[0]}" if index[0] == index[-1] else f"{index[0]} to {index[-1]}"


def _checked(rows, lane):
    """Hold the counts against the phases: where somebody was counted inside and outside of relations."""
    if lane is None:
        return ""
    told = {"with": [], "without": []}
    for year, levels in counted(rows).iterrows():
        since, until = pd.Timestamp(f"{year}-01-01"), pd.Timestamp(f"{year}-12-31")
        sure = (lane["opened_latest"] <= since) & ~(lane["closed_earliest"] < until) & lane["closed_earliest"].notna()
        sure |= (lane["opened_latest"] <= since) & lane["closed_latest"].isna() & lane["closed_earliest"].isna()
        touched = ~(lane["opened_earliest"] > until) & ~(lane["closed_latest"] < since)
        related = lane["status"].eq("relations")
        if (sure & related).any():
            told["with"].append(bool((levels > 0).any()))
        elif not (touched & related).any():
            told["without"].append(bool((levels > 0).any()))
    parts = [
        f"{sum(found)} of {count(len(found), 'count')} {words}"
        for found, words in ((told["with"], "inside"), (told["without"], "outside"))
        if found
    ]
    if not parts:
        return ""
    return f"Tinted: relations, by all sources together; somebody was there at {' and at '.join(parts)} them."


def _doubts(rows):
    parts = [
        f"{row.year}, {clean(row.from_state, 24)}'s in {clean(row.to_state, 24)}"
        + (f" ({clean(row.note, 90)})" if clean(row.note) else "")
        for row in rows.itertuples()
    ]
    more = f"; and {len(parts) - 4} more" if len(parts) > 4 else ""
    return f"{'; '.join(parts[:4])}{more}."


def _subtitle(rows, pair, checked):
    text = f"Rank of each side's diplomat in the other's capital, {pair[0]} and {pair[1]}, counted in single years, "
    text += f"{years(*spread(rows['earliest'], rows['latest']))}; of the years between nothing is known."
    return f"{text} {checked}".strip()


def _alt(rows, pair, title, checked):
    text = f"Dots by year and rank: {count(len(rows), 'entry', 'entries')}, "
    text += f"{years(*spread(rows['earliest'], rows['latest']))}. {title}."
    for n, (one, other) in enumerate((pair, pair[::-1])):
        levels = rows.loc[rows["way"].eq(n), "level"]
        parts = [
            f"{name} {int(levels.eq(level).sum())}" for level, (_, name) in LEVELS.items() if levels.eq(level).any()
        ]
        text += f" {one}'s in {other}: {listing(parts)}." if parts else ""
    doubted = int(rows["doubtful"].sum())
    text += f" {count(doubted, 'entry is', 'entries are')} hollow: doubted." if doubted else ""
    return f"{text} {checked}".strip()
