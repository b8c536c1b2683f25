"""The stretches of a relationship as bands over time: a lane for each source, one for all together."""

from typing import Any

import pandas as pd

from ..dates.edtf import Edtf
from ..dates.formatting import when, years
from ..record.matching import NEAR
from ..wording import clean, count, listing, times
from . import captions, lanes, marks
from .model import Chart, Lane
from .page import Rule, chart, empty
from .record_lane import Known
from .rows import ALL, COLUMNS, check, credit, limits, period, phases_within, spread, together
from .time_axis import of_phases


@chart
def phases(
    table: pd.DataFrame,
    *,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: Any = None,
    end: Any = None,
    today: Any = None,
    record: pd.DataFrame | None = None,
    reason: str = "",
) -> Chart:
    """
    Draw the phases of a relationship, one lane per source, one for all together and one for the record.

    A sharp edge is a limit known to the day; a split edge, its lower half of the later phase, is exactly as wide as the
    date is vague; an arrowhead ends what no source ends. Nothing depends on the day of drawing.

    Parameters
    ----------
    table : pandas.DataFrame
        The `phases` table: source (a stem, or "all"), status, state, opened, closed, opened_by, closed_by and the four
        limits opened_earliest, opened_latest, closed_earliest, closed_latest (datetime64[s]; NaT where open).
    today : int, str or date, optional
        The right end of the axis where `end` is not given; by default a little after the last date.
    record : pandas.DataFrame, optional
        The record's table of relations, ``bilateral.record.load().relations``: a lane under the sources' shows what it
        has on the dyad, decided by its independent rows, and which other dates are given.
    """
    states = check(table, COLUMNS["phases"], dyad)
    first, last = period(start, end)
    rows, pair = phases_within(table, first, last), " and ".join(states)
    sources = [source for source in rows["source"].unique() if source != ALL]
    known = None if record is None else Known(record, dyad, first, last)
    notes = [credit(sources, labels, (int((rows["source"] != ALL).sum()), "phase")), known.note if known else ""]
    none = f"The reader found no phase of relations between {pair} in these sources"
    shown = rows if known is None else pd.concat([rows, known.rows])
    if shown.empty:
        reason = f"{clean(reason, 200)} {known.nothing if known else ''}".strip()
        return empty("phases", none, reason, notes, first, last)
    axis = of_phases(shown, first, period(None, today)[1] if pd.isna(last) else last)
    parts = lanes.lay(_lanes(rows, sources, labels), axis)
    title, alt = _words(rows, pair, sources, none)
    if known:
        parts += [*([Rule()] if parts else []), *lanes.lay([known.lane], axis)]
        more = _against(rows, known)
        heading = f"{title}{', but' if ';' in title else ';'} {more}" if more else title
        title, alt = heading, f"{alt.replace(title, heading, 1)} {_recorded(known, pair)}"
    notes.append(lanes.missing(parts))
    return Chart("phases", title, _subtitle(shown, pair, known), notes, parts, alt, axis)


def _lanes(rows: pd.DataFrame, sources: list[str], labels: dict[str, str] | None) -> list[Lane]:
    found = [marks.phases(rows[rows["source"] == ALL], "All sources together", bold=True, thick=0.32)]
    for source in sources:
        name = clean((labels or {}).get(source, source))
        found.append(marks.phases(rows[rows["source"] == source], name, both=False, levels=3))
    return [lane for lane in found if lane.bands]


def _against(rows: pd.DataFrame, known: Known) -> str:
    """Say how the record's beginning differs from the sources', or else how often it has relations interrupted."""
    ours, lane = known.rows, together(rows)
    if rows.empty and len(ours):
        text = captions.relations(ours, " and ".join(known.dyad), by="")
        return f"by the record, {text[0].lower()}{text[1:]}"
    stated, recorded = captions.related(lane), captions.related(ours)
    if not stated or not recorded:
        return ""
    opened = Edtf.parse(lane["opened"].iloc[stated[0]])
    near = min(recorded, key=lambda n: opened.days_apart(Edtf.parse(ours["opened"].iloc[n])))
    opening = ours.iloc[near]
    distance = opened.days_apart(Edtf.parse(opening["opened"]))
    if distance > NEAR:
        return ""
    if distance:
        began = when(opening["opened_earliest"], opening["opened_latest"], opening["opened"])
        return f"by the record they began {began}"
    breaks = captions.interruptions(ours.iloc[near:])
    if breaks == captions.interruptions(lane):
        return ""
    return f"by the record they were {f'interrupted {times(breaks)}' if breaks else 'not interrupted'}"


def _subtitle(rows: pd.DataFrame, pair: str, known: Known | None) -> str:
    ordered = rows.sort_values("opened_earliest", kind="stable")["state"].dropna()
    states = dict.fromkeys(part for state in ordered for part in clean(state).split(", ") if part)
    named = f" ({listing(states, most=5)})" if states else ""
    words = [f"Status of relations between {pair}{named}, {years(*spread(*limits(rows)))}, by source."]
    words += ["Blue: relations. Split band: the change came some time in it. Arrow: goes on beyond."]
    if known and any(limit.others for limit in known.limits):
        words.append("Filled diamond: a date also given; hollow: given only by encyclopaedias.")
    return " ".join(words)


def _recorded(known: Known, pair: str) -> str:
    """Say what the record has, for the alternative text."""
    if known.rows.empty:
        return known.nothing
    return f"{captions.relations(known.rows, pair, by='By the record, ')}. {captions.in_order(known.rows)} {known.competing}"


def _words(rows: pd.DataFrame, pair: str, sources: list[str], none: str) -> tuple[str, str]:
    """Write the title and the alternative text on what the sources have."""
    if rows.empty:
        return none, f"Timeline of relations between {pair}. {none}."
    drawn, title, lane = rows["source"].nunique(), captions.relations(rows, pair), together(rows)
    named = count(len(sources), "source") + (" and all together" if drawn > len(sources) else "")
    parts = [
        f"Timeline of relations between {pair}: {count(len(rows), 'band')} in {count(drawn, 'lane')}",
        f"({named}), {years(*spread(*limits(rows)))}. {title}.",
        captions.in_order(lane) if len(lane) else "",
    ]
    return title, " ".join(filter(None, parts))
