"""Phases: the stretches of a relationship that follow from its events."""

import pandas as pd

from .. import tables
from ..dates import edtf
from ..extract import deduplicate as retellings
from ..states import names as states
from ..text import fold

STATUS_OF = {
    "recognized": "relations",
    "established": "relations",
    "restored": "relations",
    "severed": "severed",
    "lapsed": "lapsed",
}
CHANGES = ("state_formed", "state_dissolved")
USED = ["type", "date", "actors", "level", "quote", "char_start", "mentions"]
_NOW = ".."


def derive(events, pairs):
    """
    Derive the phases of each dyad, for each source and for all sources together.

    Parameters
    ----------
    events : pandas.DataFrame
        The events table, of one or more dyads.
    pairs : dict of tuple
        Slug → the two names of the dyad.

    Returns
    -------
    pandas.DataFrame
        The phases table. `opened` and `closed` are EDTF (``..`` is open), `opened_event` and `closed_event` the row
        labels of `events` that say so.
    """
    told, rows = {}, []  # plain rows: a table for each of many small documents would take longer than reading them
    of_phases = events["type"].isin([*STATUS_OF, *CHANGES, "contact"])
    for event in events.loc[of_phases, ["dyad", "source", *USED]].itertuples():
        for source in (event.source, "all"):
            told.setdefault(event.dyad, {}).setdefault(source, []).append(event)
    for dyad, of_dyad in sorted(told.items()):
        for source in [*sorted(of_dyad.keys() - {"all"}), "all"]:
            chosen = _agreed(of_dyad[source]) if source == "all" else of_dyad[source]
            rows += [{"source": source, "dyad": dyad, **phase} for phase in _walk(chosen, pairs[dyad])]
    return tables.frame("phases", rows)


def _agreed(events):
    """The events of all sources, each told once: at the finest date that no other source contradicts."""
    kept = retellings.merge(
        [event._asdict() | {"event": event} for event in events],
        kind=lambda r: "begin" if r["type"] in ("established", "recognized") else r["type"],
        same=lambda one, other: edtf.meet(one["date"], other["date"]),
        fineness=lambda r: (edtf.width(edtf.opening(r["date"])), r["source"]),
    )
    # Relations with a partner's successor begin with it: the finer date of the two opens the phase.
    changes = {_year(r["date"]): r["date"] for r in kept if r["type"] in CHANGES}
    told = [r for r in kept if r["type"] != "established" or not _finer(changes.get(_year(r["date"])), r["date"])]
    return [r["event"] for r in told]


def _year(date):
    first, _ = edtf.bounds(date)
    return first.year if first else None


def _finer(one, other):
    return one is not None and edtf.within(one, other) and edtf.width(one) < edtf.width(other)


def _walk(events, pair):
    """Go through dated events in time and open and close phases."""
    told = sorted(events, key=lambda e: (_position(e.date), edtf.width(e.date), e.Index))
    out, current = [], None
    began = False
    for event in _without_recognitions(told, pair):
        when = edtf.opening(event.date)
        name = _state(event, pair, when)
        if event.type == "contact":
            if current is None and not began:
                current = _open("contact", when, event, name)
                out.append(current)
            continue
        if event.type in CHANGES:
            _change(out, current, event, pair, when)
            current = out[-1] if out else current
            continue
        status = STATUS_OF[event.type]
        if current is not None and current["status"] == status:
            if status == "relations" and event.type == "restored" and began:
                _lapse(out, current, event, when, pair)
            elif status != "relations" or current["state"] == name or name is None:
                continue
        elif current is None and event.type == "restored":
            current = _open("lapsed", edtf.up_to(edtf.opening(event.date)), None, name)
            out.append(current)
        if out and out[-1]["closed"] == _NOW:
            _close(out[-1], when, event)
        current = _open(status, when, event, name)
        out.append(current)
        began = True
    return out


def _without_recognitions(told, pair):
    """The events but for recognitions that an establishment with the same state follows, with no end between."""
    out, ahead = [], set()
    for event in reversed(told):
        if event.type in ("severed", "lapsed"):
            ahead = set()
        elif event.type == "established":
            ahead.add(_state(event, pair, event.date))
        elif event.type == "recognized" and _state(event, pair, event.date) in ahead:
            continue
        out.append(event)
    return out[::-1]


def _position(date):
    first, last = edtf.bounds(edtf.opening(date))
    return str(first or last)


def _last(date):
    return edtf.bare(edtf.ends(edtf.opening(date))[1])


def _state(event, pair, when):
    """The name or names of the time, where a partner has had several; the quote's own word decides near a change."""
    names, quote = [], fold(str(event.quote))
    for state in pair:
        name = states.named(state, when)
        if not name or name == state:
            continue
        later = states.successor(state, name)
        said = later and states.named(state, when, last=True) == later
        told = states.Names(pair).find(quote) if said else ()
        names.append(later if any(m.state == state and quote[m.start : m.end] == later for m in told) else name)
    return ", ".join(names) or None


def _open(status, when, event, state):
    first, last = edtf.bounds(when)
    return {
        "status": status,
        "state": state,
        "opened": when,
        "closed": _NOW,
        "opened_by": event.type if event else None,
        "closed_by": None,
        "opened_earliest": first,
        "opened_latest": last,
        "closed_earliest": None,
        "closed_latest": None,
        "opened_event": event.Index if event else pd.NA,
        "closed_event": pd.NA,
    }


def _close(phase, when, event):
    first, last = edtf.bounds(when)
    phase |= {
        "closed": when,
        "closed_by": event.type,
        "closed_earliest": first,
        "closed_latest": last,
        "closed_event": event.Index,
    }


def _lapse(out, current, event, when, pair):
    """Relations that were restored had ended before, at a time that no one says."""
    first = edtf.bare(edtf.ends(current["opened"])[0])
    gap = edtf.between(first or current["opened_latest"].isoformat(), _last(event.date))
    _close(current, gap, event)
    current |= {"closed_by": None, "closed_event": pd.NA}
    out.append(_open("lapsed", gap, None, states_between(pair, current["opened"], when)))


def states_between(pair, opened, when):
    """The names that partners bore at two dates, joined."""
    names = [(states.named(state, date), state) for state in pair for date in (opened, when)]
    return ", ".join(dict.fromkeys(n for n, state in names if n and n != state)) or None


def _change(out, current, event, pair, when):
    """A partner changes its name: relations go on with the new one, any other phase names both."""
    if current is None or current["closed"] != _NOW or current["status"] == "contact":
        return
    names = (current["state"] or "").split(", ")
    for state in pair:
        old = next((n for n in names if states.successor(state, n)), None)
        if old is None or state not in str(event.actors).split(", "):
            continue
        new = states.named(state, when, last=True)
        if event.type == "state_dissolved" and new == old:
            new = states.successor(state, old)
        if not new or new in names:
            continue
        if current["status"] == "relations":
            _close(current, when, event)
            out.append(_open("relations", when, event, ", ".join(new if n == old else n for n in names)))
        else:
            current["state"] = ", ".join([*names, new])
