"""Phases: the stretches of a relationship that follow from its events."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from .. import tables
from ..dates import edtf
from ..dates.edtf import Edtf
from ..extract import deduplicate
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
Pair = tuple[str, ...]
_NOW = ".."


def derive(events: pd.DataFrame, pairs: Mapping[str, Pair]) -> pd.DataFrame:
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
        labels of the events that opened and closed a phase.
    """
    by_dyad, rows = {}, []  # plain rows: a table for each of many small documents would take longer than reading them
    of_phases = events["type"].isin([*STATUS_OF, *CHANGES, "contact"])
    for event in events.loc[of_phases, ["dyad", "source", *USED]].itertuples():
        for source in (event.source, "all"):
            by_dyad.setdefault(event.dyad, {}).setdefault(source, []).append(event)
    for dyad, by_source in sorted(by_dyad.items()):
        together = _agreed(by_source.pop("all"))
        for source, chosen in [*sorted(by_source.items()), ("all", together)]:
            rows += [{"source": source, "dyad": dyad, **phase} for phase in _stretches(chosen, pairs[dyad])]
    return tables.frame("phases", rows)


def _agreed(events: list[Any]) -> list[Any]:
    """The events of all sources, each once: at the finest date that no other source contradicts."""
    kept: list[dict[str, Any]] = deduplicate.merge(
        [event._asdict() | {"event": event} for event in events],
        kind=lambda r: "begin" if r["type"] in ("established", "recognized") else r["type"],
        same=lambda one, other: edtf.meet(one["date"], other["date"]),
        fineness=lambda r: (edtf.width(edtf.opening(r["date"])), r["type"], r["source"]),
    )
    # Relations with a partner's successor begin with it: the finer date of the two opens the phase.
    changes = {_year(r["date"]): r["date"] for r in kept if r["type"] in CHANGES}
    return [
        r["event"]
        for r in kept
        if r["type"] != "established" or not _is_finer(changes.get(_year(r["date"])), r["date"])
    ]


def _year(date: str) -> int | None:
    first, _ = edtf.bounds(date)
    return first.year if first else None


def _is_finer(one: str | None, other: str) -> bool:
    return one is not None and edtf.within(one, other) and edtf.width(one) < edtf.width(other)


def _stretches(events: Iterable[Any], pair: Pair) -> list[dict[str, Any]]:
    """The phases that events open and close, in time."""
    history = _History(pair)
    ordered = sorted(events, key=lambda e: (_position(e.date), edtf.width(e.date), e.type, e.Index))
    for event in _without_recognitions(ordered, pair):
        history.add(event)
    return history.phases


def _without_recognitions(events: list[Any], pair: Pair) -> list[Any]:
    """The events but for recognitions that an establishment with the same state follows, with no end between."""
    kept, established = [], set()
    for event in reversed(events):
        if event.type in ("severed", "lapsed"):
            established = set()
        elif event.type == "established":
            established.add(_state(event, pair, event.date))
        elif event.type == "recognized" and _state(event, pair, event.date) in established:
            continue
        kept.append(event)
    return kept[::-1]


def _position(date: str) -> str:
    first, last = edtf.bounds(edtf.opening(date))
    return str(first or last)


def _state(event: Any, pair: Pair, when: str | None) -> str | None:
    """The name or names of the time, where a partner has had several; the quote's own word decides near a change."""
    names, quote = [], fold(str(event.quote))
    for state in pair:
        name = states.named(state, when)
        if not name or name == state:
            continue
        later = states.successor(state, name)
        near = later and states.named(state, when, last=True) == later
        said = [quote[m.start : m.end] for m in states.Names(pair).find(quote) if m.state == state] if near else []
        names.append(later if later in said else name)
    return ", ".join(names) or None


def states_between(pair: Pair, opened: str, when: str | None) -> str | None:
    """The names that partners had at two dates, joined."""
    names = [(states.named(state, date), state) for state in pair for date in (opened, when)]
    return ", ".join(dict.fromkeys(name for name, state in names if name and name != state)) or None


def limit(side: str, date: str | None, event: Any = None) -> dict[str, Any]:
    """The columns of a phase on one of its sides, opened or closed."""
    first, last = edtf.bounds(date)
    by = {f"{side}_by": event.type, f"{side}_event": event.Index} if event else {}
    return {side: date, f"{side}_earliest": first, f"{side}_latest": last, **by}


class _History:
    """Phases of a relationship in time, of which the last is open."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.phases: list[dict[str, Any]] = []

    def add(self, event: Any) -> None:
        """Open and close phases by an event that is not before the others."""
        when = edtf.opening(event.date)
        if event.type in CHANGES:
            self._rename(event, when)
        elif event.type in STATUS_OF:
            self._turn(event, when, _state(event, self.pair, when))
        elif not self.phases:
            self._open("contact", when, event, _state(event, self.pair, when))

    def _open(self, status: str, when: str | None, event: Any, state: str | None) -> None:
        if self.phases:
            self.phases[-1] |= limit("closed", when, event)
        self.phases.append({"status": status, "state": state, **limit("opened", when, event), "closed": _NOW})

    def _turn(self, event: Any, when: str | None, name: str | None) -> None:
        """Begin, end or restore relations."""
        status, current = STATUS_OF[event.type], self.phases[-1] if self.phases else {"status": None}
        goes_on = status == current["status"]
        if event.type == "restored" and (goes_on or not self.phases):
            self._lapse(event, when, name)
        elif goes_on and (status != "relations" or name in (None, current["state"])):
            return
        self._open(status, when, event, name)

    def _lapse(self, event: Any, when: str | None, name: str | None) -> None:
        """Relations that are restored had ended before, at a time that nobody states."""
        if not self.phases:
            self._open("lapsed", edtf.up_to(when), None, name)
            return
        opened, latest = self.phases[-1]["opened"], self.phases[-1]["opened_latest"]
        begun, ended = Edtf.parse(opened).first.unqualified, Edtf.parse(when).last.unqualified
        gap = edtf.between(begun.text or latest.isoformat(), ended.text)
        self._open("lapsed", gap, None, states_between(self.pair, opened, when))

    def _rename(self, event: Any, when: str | None) -> None:
        """A partner changes its name: relations go on with the new one, any other phase names both."""
        current = self.phases[-1] if self.phases else {"status": "contact"}
        for state in self.pair if current["status"] != "contact" else ():
            names = (current["state"] or "").split(", ")
            old = next((name for name in names if states.successor(state, name)), None)
            new = _new_name(state, old, event, when)
            if not new or new in names:
                continue
            if current["status"] == "relations":
                self._open("relations", when, event, ", ".join(new if name == old else name for name in names))
            else:
                current["state"] = ", ".join([*names, new])


def _new_name(state: str, old: str | None, event: Any, when: str | None) -> str | None:
    """The name of a state after an event, if it is one of that state."""
    if old is None or state not in str(event.actors).split(", "):
        return None
    new = states.named(state, when, last=True)
    return states.successor(state, old) if event.type == "state_dissolved" and new == old else new
