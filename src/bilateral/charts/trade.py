"""Trade and other figures over time: reported points only, each reading of a figure as a point of its own."""

import pandas as pd

from ..wording import amount, clean, count, listing, when, years
from . import style
from .layout import Box, drawable, free, height, width, wrap
from .money import MEASURES, Panel, direction, place, sift, ways, when_mark, written
from .rows import check, credit, dated, period, spread, within
from .style import NAMES, Page, chart, empty, room_for, stroke, time_axis, write

COLUMNS = ["source", "date", "earliest", "latest", "measure", "value", "alternative", "low", "high", "unit"]
COLUMNS += ["qualifier", "from_state", "to_state", "scope"]
TALL, ROW, UNITS, LINES = 2.5, 0.42, 3, 12
FEW = 6  # figures on a line: with more, only the first and the last are written out
COUNTED = "Who counted is not said by the sources."


@chart
def trade(table, *, dyad, labels=None, start=None, end=None, reason=""):
    """
    Draw the figures about a dyad: a panel of points per unit of money, and a panel of rows for all other units.

    A filled marker is the amount as printed, a hollow one the other reading that the printed form allows. No line joins
    figures of different years. The y axis is logarithmic where the values span more than 1.5 decades.

    Parameters
    ----------
    table : pandas.DataFrame
        The `figures` table: source, date, earliest, latest (datetime64[s]), measure, value, alternative, low, high (in
        `unit`: an ISO 4217 code for money, nominal), qualifier, from_state, to_state, scope.
    """
    states = check(table, COLUMNS, dyad)
    first, last = period(start, end)
    rows = within(table, first, last)
    ours, told, usable, cash = sift(rows)
    money, others = usable[cash], usable[~cash]
    units = list(dict.fromkeys(money["unit"]))
    money = money[money["unit"].isin(units[:UNITS])]
    groups = [
        group for _, group in others.groupby(["measure", "unit", "from_state", "to_state"], dropna=False, sort=False)
    ]
    lines, drawn = groups[:LINES], len(money) + sum(map(len, groups[:LINES]))
    notes = [
        _note(len(rows) - len(ours), "about other states not drawn"),
        _note(int((~told).sum()), "without an amount not drawn"),
        _note(len(usable) - drawn, "in further units not drawn"),
        _undated(ours[told & ~dated(ours)]),
    ]
    shown = pd.concat([money, *lines]) if drawn else usable
    head = credit(shown["source"], labels, (drawn, "figure"))
    if not drawn:
        title = f"No {'dated ' if told.any() else ''}trade figure for {states[0]} and {states[1]} in these sources"
        return empty(title, clean(reason, 200), " ".join([head, *filter(None, notes)]), first, last, "trade")

    tall = TALL if len(units) < 2 else 1.9
    several = len(units[:UNITS]) + bool(lines) > 1
    caption = 0.45 if several else 0.1
    body = len(units[:UNITS]) * (tall + caption) + (len(lines) * ROW + caption) * bool(lines) + 0.3 - 0.15 * several
    span = room_for([*shown["earliest"], *shown["latest"]], first, last, least=6)
    title, subtitle = _title(money, states), _subtitle(money, lines, states, shown)
    page = Page(title, subtitle, " ".join([head, *filter(None, notes)]), body)
    unlabelled = _draw(page, money, lines, states, span, tall, caption, several)
    if unlabelled:  # known only after drawing, and the footer that says so may be longer: draw once more
        notes.append(f"{count(unlabelled, 'amount')} not written out, for want of room.")
        page = Page(title, subtitle, " ".join([head, *filter(None, notes)]), body)
        _draw(page, money, lines, states, span, tall, caption, several)
    page.figure.alt_text = _alt(title, money, lines, states)
    return page.figure


def _note(n, words):
    return f"{count(n, 'figure')} {words}." if n else ""


def _undated(rows):
    names = [
        clean(getattr(row, "printed", ""), 60) or "rank"
        if row.measure == "rank"
        else f"{clean(row.measure)} {written(row)}"
        for row in rows.itertuples()
    ]
    return f"No date given, not drawn: {listing(names, most=3)}." if names else ""


def _draw(page, money, lines, states, span, tall, caption, several):
    y, unlabelled, left = page.top + 0.15 * several, 0, page.left + NAMES
    units = list(dict.fromkeys(money["unit"]))
    for n, unit in enumerate(units):
        y -= caption + tall
        axes = page.axes(left, page.right, y, y + tall, f"money:{unit}")
        time_axis(axes, *span, labels=n == len(units) - 1 and not lines)
        if several:
            page.write(page.left, y + tall + 0.2, currency(unit), style.SMALL, weight="bold")
        unlabelled += Panel(axes, money[money["unit"] == unit], states, tall, page.right - left).unlabelled
    if lines:
        high = len(lines) * ROW
        y -= caption + high
        axes = page.axes(left, page.right, y, y + high, "others")
        time_axis(axes, *span)
        if several:
            page.write(page.left, y + high + 0.1, "Figures that are not money", style.SMALL, weight="bold")
        for n, group in enumerate(lines):
            at = high - (n + 0.5) * ROW
            unlabelled += _line(axes, group, states, at, page.right - left)
            row = next(group.itertuples())
            told = f"{clean(row.measure, 30).capitalize()}, {direction(row)}"
            told = f"Rank of {clean(row.from_state)} for {clean(row.to_state)}" if row.measure == "rank" else told
            name = wrap(told, NAMES - 0.12, style.SMALL, most=2)
            page.write(page.left, y + at, "\n".join(name), style.SMALL, linespacing=1.1, gid="name")
    return unlabelled


def _line(axes, group, states, y, wide):
    """Draw one measure that is not money: a dot per figure on its line, the amount written beside it."""
    axes.axhline(y, color=style.GRID, linewidth=0.8, zorder=1)
    left, right = axes.get_xlim()
    scale, taken, labels = wide / (right - left), [], []
    for row in group.sort_values(["earliest", "latest"], kind="stable").itertuples():
        color = ways(states).get((clean(row.from_state), clean(row.to_state)), style.INK)
        since, until, at = place(row, left, right)
        when_mark(axes, since, until, y, color, f"date:{row.Index}:0")
        stroke(axes, at, y, marker="o", markersize=7, color=color, linestyle="", zorder=4, gid=f"point:{row.Index}:0")
        since, until, at = ((day - left) * scale for day in (since, until, at))
        taken.append(Box(min(since, at - 0.06), y - 0.06, max(until, at + 0.06), y + 0.06))
        labels.append((taken[-1], drawable(written(row))))
    ends = labels if len(labels) <= FEW else [labels[0], labels[-1]]
    missing = len(labels) - len(ends)
    for mark, text in ends:
        w, h = width(text, style.SMALL), height(style.SMALL) / 2
        sides = [Box(x, y - h, x + w, y + h) for x in (mark.x1 + 0.06, mark.x0 - 0.06 - w)]
        middle = (mark.x0 + mark.x1) / 2
        sides.append(Box(middle - w / 2, y + 0.061, middle + w / 2, y + 0.061 + 2 * h))
        box = free(sides, taken, Box(0, y - ROW, wide, y + ROW))
        missing += box is None
        if box:
            taken.append(box)
            write(axes, left + box.x0 / scale, (box.y0 + box.y1) / 2, text, style.SMALL, va="center_baseline", zorder=6)
    return missing


def currency(unit):
    """Name a unit of money as nominal."""
    return "Current US$" if unit == "USD" else f"Current {clean(unit)}"


def _subject(row, states):
    word, origin, aim = MEASURES[row.measure][1], clean(row.from_state, 40), clean(row.to_state, 40)
    if not origin and not aim:
        return f"{word} between {states[0]} and {states[1]}" if row.measure == "trade" else word
    return f"{word}{f' from {origin}' if origin else ''}{f' to {aim}' if aim else ''}"


def _when(row):
    return when(row.earliest, row.latest, row.date)


def _title(money, states):
    if money.empty:
        return f"No trade figure for {states[0]} and {states[1]} in these sources"
    rows = list(money.itertuples())
    if len(rows) == 1:
        row = rows[0]
        text = f"{_subject(row, states)} {_when(row)}: {written(row)}"
        return text if pd.isna(row.alternative) else f"{text} as printed, or {amount(row.alternative, row.unit)}"
    kinds = money.groupby(["unit", "measure", "from_state", "to_state"], dropna=False, sort=False)
    series = max((group for _, group in kinds), key=len).sort_values(["latest", "earliest"])
    plain = series["alternative"].isna().all() and not series["date"].duplicated().any() and len(series) > 1
    if plain and series["latest"].iloc[0] < series["earliest"].iloc[-1]:
        first, *_, last = series.itertuples()
        return f"{_subject(first, states)} went from {written(first)} {_when(first)} to {written(last)} {_when(last)}"
    return f"{count(len(rows), 'figure')} of money between {states[0]} and {states[1]}: {extent(money)}"


def extent(money):
    """Say from what to what the amounts go, for each unit."""
    parts = []
    for unit, rows in money.groupby("unit", sort=False):
        values = rows[["value", "alternative", "low", "high"]].stack().dropna()
        low, high = amount(values.min(), unit), amount(values.max(), unit)
        parts.append(low if low == high else f"{low} to {high}")
    return "; ".join(parts)


def _subtitle(money, lines, states, shown):
    measures = [MEASURES[measure][1].lower() for measure in dict.fromkeys(money["measure"])]
    what = listing([*measures, *(["figures that are not money"] if lines else [])], most=9)
    units = listing([currency(unit).replace("Current", "current") for unit in dict.fromkeys(money["unit"])])
    span = years(*spread(shown["earliest"], shown["latest"]))
    text = f"{what[0].upper()}{what[1:]}, {states[0]} and {states[1]}, {span}"
    text += f", in {units} (nominal, as printed in the sources). " if units else ". "
    two = money["alternative"].notna().any()
    return f"{text}{COUNTED}{' Filled: as printed. Hollow: the other reading.' if two else ''}"


def _alt(title, money, lines, states):
    text = f"Chart of points over time. {title}. "
    if len(money):
        first, last = spread(money["earliest"], money["latest"])
        text += f"{count(len(money), 'money figure')}, {years(first, last)}, {extent(money)}"
        two = int(money["alternative"].notna().sum())
        text += f"; {two} with two readings. " if two else ". "
    named = [
        f"{clean(row.measure)}, {direction(row)}, {_when(row)}: {written(row)}"
        for group in lines
        for row in group.itertuples()
    ]
    if named:
        text += (
            f"{count(len(named), 'figure')} not money: {listing(named, most=4, limit=120).replace(', and', ' and')}."
        )
    return text.strip()
