"""The record's yearly trade, a panel for each way, with what was stated and printed, and breaks of relations behind."""

import math

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from ..wording import amount, clean, count, listing, years
from . import style
from .bands import ALL, Band
from .layout import drawable, fit, width
from .money import written
from .phases import COLUMNS as PHASES
from .rows import check, credit, period
from .style import NAMES, Page, chart, empty, room_for, stroke, time_axis
from .trade import COLUMNS as FIGURES
from .yearly import LABELS, LEAST, PRINTED, SMALLEST, STATEMENTS, TRADE, counters, ids, printed, stated, time, yearly
from .years import Years, part_of_year, parts

LINE, FOOT = 0.2, 0.3  # inches: a line of words above the panels; the years under them
AFTER = 0.08  # of the time axis: room for labels to the right of the last marks
#: Of what is no relations: its words, its tint.
BROKEN = {"severed": ("No relations", "#f4ebe5"), "lapsed": ("Relations lapsed", "#f7f0dc")}
LITTLE, ENOUGH = 0.1, 5  # the title tells of years with less than this share of the highest, if there are enough


@chart
def series(trade, *, dyad, statements=None, figures=None, phases=None, labels=None, start=None, end=None, reason=""):
    """
    Draw a dyad's trade by year as the record has it: a panel for each way, and one for both together where it is told.

    A line joins years that follow each other, and crosses none without a figure. The y axis is logarithmic where the
    amounts span more than 1.5 decades; its lowest line is then for what is printed as 0, less than half a million. An
    open diamond is a year whose raw and smoothed figures differ sharply; its stem ends at the smoothed one.

    Parameters
    ----------
    trade : pandas.DataFrame
        The record's table of this name: yearly imports in million US$.
    statements : pandas.DataFrame, optional
        The record's table of this name. Amounts are drawn at their time, their shape is who counted, hollow ones are of
        a part of a year. Those of the confidence "reject" are not drawn.
    figures : pandas.DataFrame, optional
        The `figures` table. Its trade, exports and imports in US$ are drawn as printed and, hollow, as they may be read.
    phases : pandas.DataFrame, optional
        The `phases` table. Of its source "all", what is no relations is a band behind the panels.
    """
    states = check(trade, TRADE, dyad)
    first, last = period(start, end)
    record, told, notes = yearly(trade, states, first, last), [], []
    given = ((statements, STATEMENTS, stated), (figures, FIGURES, printed))
    for table, columns, sift in given:
        if table is not None:
            check(table, columns, dyad)
            rows, left_out = sift(table, states, first, last)
            told += rows.itertuples()
            notes += left_out
    if phases is not None:
        check(phases, PHASES, dyad)
    found = parts(record, told, states)
    footer = _footer(record, told, labels, notes)
    if not found:
        title = f"The record has no trade for {states[0]} and {states[1]}"
        return empty(title, clean(reason, 200), footer, first, last, "series")

    days = [*record["earliest"], *record["latest"]]
    span = room_for([*days, *(day for row in told for day in (row.earliest, row.latest))], first, last, after=AFTER)
    bands, key, title = _bands(phases, span), _key(told, states), _title(record, told, states)
    strip = LINE * (1 + max((level for *_, level in bands), default=-1))
    body = (LINE + 0.05) * len(key) + strip + sum(part.height for part in found) + FOOT
    page = Page(title, _subtitle(record, found, states), footer, body)
    _draw(page, found, bands, key, span, states, labels or {})
    page.figure.alt_text = _alt(title, found, bands, states)
    return page.figure


def _bands(phases, span):
    """Give what is no relations: the band, its words, where they stand in inches, and their level."""
    if phases is None:
        return []
    left, right = span
    wide = style.WIDTH - 2 * style.MARGIN - NAMES
    rows = phases[(phases["source"] == ALL) & phases["status"].isin(list(BROKEN))]
    found, ends = [], []
    for n, row in enumerate(rows.itertuples()):
        band = Band(row, n, left, right)
        if min(band.d, right) - max(band.a, left) < (right - left) / 500:  # too narrow to be seen, or outside
            continue
        opened, closed = years(row.opened_earliest, row.opened_latest), years(row.closed_earliest, row.closed_latest)
        when = f"{opened}–{closed}" if f"{opened}{closed}".isdigit() else f"{opened} to {closed}"
        when = when.replace(" to no date", " on").replace("no date to ", "until ")
        text = fit(f"{BROKEN[band.status][0]} {when}", wide, style.SMALL)
        x = ((max(band.a, left) + min(band.d, right)) / 2 - left) / (right - left) * wide - width(text, style.SMALL) / 2
        x = min(max(x, 0), wide - width(text, style.SMALL))
        level = next((n for n, end in enumerate(ends) if x > end + 0.1), len(ends))
        if level < 3:
            ends[level : level + 1] = [x + width(text, style.SMALL)]
            found.append((band, text, x, level))
        else:
            found.append((band, "", x, 0))
    return found


def _key(told, states):
    """Give lines of what shapes mean: marker, colour, words, and their place in inches."""
    lines, x = [], style.WIDTH
    looks = counters(states) if any(row.counter != PRINTED for row in told) else {}
    for counter, (marker, color) in looks.items():
        if any(row.counter == counter for row in told):
            text = f"stated, by {counter}'s count" if counter else "stated, nobody says who counted"
            text = drawable(text)
            if x + width(text, style.SMALL) > style.WIDTH - style.MARGIN:
                lines.append([])
                x = style.MARGIN + 0.17
            lines[-1].append((marker, color, text, x))
            x += width(text, style.SMALL) + 0.5
    return lines


def _draw(page, found, bands, key, span, states, labels):
    left, y = page.left + NAMES, page.top
    for line in key:
        y -= LINE + 0.05
        for marker, color, text, x in line:
            at = [(x - 0.1) / style.WIDTH], [(y + 0.14) / page.height]
            page.figure.add_artist(Line2D(*at, marker=marker, color=color, markersize=6, linestyle="", gid="key"))
            page.write(x, y + 0.14, text, style.SMALL, va="center_baseline", gid="key")
    high = y - page.bottom - FOOT
    if bands:
        behind = page.axes(left, page.right, page.bottom + FOOT, y, "breaks")
        behind.set(xlim=span, xticks=[])
    for band, text, x, level in bands:
        _shade(behind, band, span, high)
        if text:
            y = page.bottom + FOOT + high - (level + 0.5) * LINE
            page.write(left + x, y, text, style.SMALL, style.MUTED, va="center_baseline", gid="broken")
    y = page.bottom + FOOT + sum(part.height for part in found)
    for part in found:
        y -= part.height
        axes = page.axes(left, page.right, y, y + part.tall, f"flow:{part.name}")
        if part is found[-1]:
            time_axis(axes, *span)
            _grid(page, axes)
        else:
            axes.set(xlim=span, xticks=[])
        caption = fit(drawable(part.caption), page.right - page.left, style.LABEL, bold=True)
        page.write(page.left, y + part.tall + 0.17, caption, weight="bold", gid="caption", va="center_baseline")
        Years(axes, part, states, labels, page.right - left)


def _grid(page, last):
    """Draw the lines of the time axis in the panels above the last, which has them: quicker than an axis for each."""
    for axes in page.figure.axes:
        if axes is not last and axes.get_gid() != "breaks":
            xs = [day for tick in last.get_xticks() for day in (tick, tick, math.nan)]
            ys = [0, 1, math.nan] * (len(xs) // 3)
            look = {"color": style.GRID, "linewidth": 0.8, "zorder": 0.5, "transform": axes.get_xaxis_transform()}
            stroke(axes, xs, ys, gid="years", **look)


def _shade(axes, band, span, high):
    """Tint a time without relations, each end fading over as many days as its date is vague."""
    since, until = max(band.a, span[0]), min(band.d, span[1])
    steps = [since, until] if band.a == band.b and band.c == band.d else np.linspace(since, until, 1025)
    days = (np.asarray(steps[:-1]) + np.asarray(steps[1:])) / 2
    pixels = np.empty((1, len(days), 4))
    pixels[..., :3], pixels[..., 3] = to_rgb(BROKEN[band.status][1]), band.strength(days)
    image = axes.imshow(pixels, extent=(since, until, 0, high), aspect="auto", zorder=0)
    image.set(gid=f"broken:{band.n}:{band.status}", interpolation="nearest")


def _round(value):
    """Write an amount as a title has it, with two or three digits."""
    return amount(float(f"{value:.2g}" if value >= 1e9 else f"{value:.3g}"), "USD") if value >= LEAST else SMALLEST


def _title(record, told, states):
    if record.empty:
        others = count(len(told), "figure")
        return f"The record has no yearly trade for {states[0]} and {states[1]}, but {others} told elsewhere"
    top = record.loc[record["value"].idxmax()]
    if top["value"] < LEAST:
        span = years(record["earliest"].min(), record["latest"].max())
        return f"Trade between {states[0]} and {states[1]} stayed {SMALLEST} a year each way, {span}"
    same = record[record["exporter"] == top["exporter"]].sort_values("year")
    text = f"{top['importer']}'s imports from {top['exporter']}"
    year, last = top["year"], same.iloc[-1]
    if len(same) == 1:
        return f"{text} in {year}: {_round(top['value'])}"
    text += f" {'reached' if year == last['year'] else 'peaked at'} {_round(top['value'])} in {year}"
    much = same.loc[same["value"] >= LITTLE * top["value"], "year"].min()
    before = same[same["year"] < much]
    if len(before) >= ENOUGH:
        most = before["value"].max()
        text += f"; no year before {much} has " + (
            f"more than {_round(most)}" if most >= LEAST else SMALLEST.removeprefix("under ")
        )
    elif year != last["year"]:
        text += f" and were {_round(last['value'])} in {last['year']}"
    return text


def _subtitle(record, found, states):
    text = "Yearly imports, as the side that received the goods counted them" if len(record) else "Trade as stated"
    rows = [row for part in found for row in part.told]
    days = [*record["earliest"], *record["latest"], *(day for row in rows for day in (row.earliest, row.latest))]
    days = [day for day in days if not pd.isna(day)]
    text += f", {states[0]} and {states[1]}, {years(min(days), max(days))}, in current US$ (nominal). "
    if any(part.scale.log for part in found):
        text += "Logarithmic scale. "
    if any(part.scale.floor for part in found):
        text += "Lowest line: printed as 0. "
    if any(part.gaps for part in found):
        text += "No line crosses years without a figure. "
    if any(len(part.flagged) for part in found):
        text += "Open diamond: raw and smoothed figures (end of its stem) differ sharply. "
    if any(row.counter != PRINTED and part_of_year(row) for row in rows):
        text += "Hollow: stated of a part of a year. "
    return text.strip()


def _footer(record, told, labels, notes):
    known, sources = dict(LABELS), []
    for row in [*record.itertuples(), *sorted(told, key=lambda row: row.counter != PRINTED)]:
        for source in ids(row):
            known.setdefault(source, clean(getattr(row, "stated_by", "")) or source)
            sources.append(source)
    n = len(record) + len(told)
    text = credit(sources, known | (labels or {}) if n else {}, (n, "figure"))
    if n:
        printed_ = sum(row.counter == PRINTED for row in told)
        kinds = {"in the record": len(record), "stated": len(told) - printed_, "in documents": printed_}
        text = f"{text[:-1]}: {listing([f'{number} {kind}' for kind, number in kinds.items() if number])}."
    return text + (f" Not drawn: {listing(notes, limit=90)}." if notes else "")


def _alt(title, found, bands, states):
    text = f"{count(len(found), 'panel')} of yearly trade on one time axis. {title}. "
    for part in found:
        text += f"{part.caption}: "
        if len(part.record):
            values, span = part.record["value"], part.record["year"]
            low, high = (_exact(value, part) for value in (values.min(), values.max()))
            text += f"{count(len(values), 'year')} with a figure, {span.iloc[0]}–{span.iloc[-1]}, "
            text += f"{low} to {high} ({part.peak[1]})" if low != high else low
            gaps = [f"{a}" if a == b else f"{a}–{b}" for a, b in part.gaps]
            text += f"; none in {listing(gaps)}" if gaps else ""
            odd = [f"{year}" for year in part.flagged["year"]]
            text += f"; raw and smoothed differ sharply in {listing(odd, most=12)}" if odd else ""
        text += "; " * bool(len(part.record) and part.told)
        text += "; ".join(_says(part.told, states)) + ". "
    names = [words for _, words, *_ in bands if words]
    return text.replace("..", ".").replace(" .", ".") + (f"Behind them: {listing(names)}." if names else "")


def _exact(value, part):
    return amount(value, "USD") if value >= LEAST else part.smallest


def _says(told, states):
    """Say of a panel what documents print, each for itself, and what was stated, by who counted."""
    said = []
    for row in told:
        if row.counter == PRINTED:
            other = "" if pd.isna(row.alternative) else f", or {amount(row.alternative, 'USD')}"
            said.append(f"printed of {time(row)}: {written(row)}{other}")
    said = [listing(said, limit=90)] if said else []
    for counter in (*states, ""):
        rows = [row for row in told if row.counter == counter]
        ends = [value for row in rows for value in (row.value, row.low, row.high) if not pd.isna(value)]
        days = [day for row in rows for day in (row.earliest, row.latest) if not pd.isna(day)]
        if rows:
            low, high = (amount(pick(ends), "USD") for pick in (min, max))
            which = written(rows[0]) if len(rows) == 1 else low if low == high else f"{low} to {high}"
            who = f"{counter}'s count" if counter else "nobody says whose count"
            when = time(rows[0]) if len(rows) == 1 else years(min(days), max(days))
            said.append(f"{len(rows)} stated, {who}, {when}: {which}")
    return said
