"""Rows of the tables as marks in lanes: phases as bands, events and visits as marks with their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..dates.formatting import years
from ..wording import clean, count, listing
from . import style
from .model import Band, Lane, Mark
from .rows import stamp
from .text_layout import drawable
from .time_axis import TimeAxis, num_or_none

#: Of each status of relations: the words in its band, shorter ones, and how it is drawn.
STATUS = {
    "relations": ("Relations", "", {"color": style.ACCENT}),
    "contact": ("Contacts", "", {"color": style.PALE, "edge": style.ACCENT}),
    "lapsed": ("Lapsed", "", {"color": style.PAPER, "edge": style.LINE, "hatch": "////"}),
    "severed": ("No relations (severed)", "Severed", {"color": style.PAPER, "edge": style.INK}),
}
#: Of each lane of events, in the order drawn: its name and their types.
GROUPS = {
    "Relations": ["recognized", "established", "severed", "lapsed", "restored"],
    "Missions and envoys": ["mission_opened", "mission_elevated", "mission_closed", "envoy_appointed"],
    "Agreements and contacts": ["agreement", "contact", "anniversary"],
    "Wars, revolutions and states": ["war", "revolution", "state_formed", "state_dissolved"],
    "Other events": [],
}
ENDS = ["severed", "lapsed", "mission_closed"]
WORDS = {
    "mission_opened": "{} opened",
    "mission_elevated": "raised to {}",
    "mission_closed": "{} closed",
    "launch": "something launched",
}
#: Of each kind of visit: its marker and the sign that stands for it in words.
KINDS = {
    "state visit": ("*", "★"),
    "official visit": ("D", "◆"),
    "working visit": ("^", "▲"),
    "private visit": ("v", "▼"),
    "summit": ("P", "✚"),
    "visit": ("o", "●"),
    "meeting": ("s", "■"),
}
SOURCE, BOTH, RECORD = "source", "both", "record"


def phases(rows: pd.DataFrame, name: str, table: str = "phases", **options: Any) -> Lane:
    """Make a lane of phases."""
    return Lane(name, bands=tuple(_band(row, f"{table}-{row.Index}") for row in rows.itertuples()), **options)


def _band(row: Any, name: str) -> Band:
    status = clean(row.status, 24)
    word, short, look = STATUS.get(status, (status.capitalize(), "", {"color": style.LINE}))
    state = clean(row.state, 48) if status == "relations" else ""
    since = ""
    if status == "contact" and not (pd.isna(row.opened_earliest) and pd.isna(row.opened_latest)):
        early = row.opened_earliest
        since = f"by {row.opened_latest.year}" if pd.isna(early) else f"since {early.year}"
    texts = (f"{word} · {state}", state) if state else tuple(filter(None, (word, short)))
    return Band(name, _limits(row, "opened"), _limits(row, "closed"), texts=texts or ("",), before=since, **look)


def _limits(row: Any, side: str) -> tuple[float | None, float | None]:
    return num_or_none(getattr(row, f"{side}_earliest")), num_or_none(getattr(row, f"{side}_latest"))


def group(type_: object) -> str:
    """Give the lane of a type of event."""
    return next((name for name, types in GROUPS.items() if type_ in types), "Other events")


def word(row: Any) -> str:
    """Say what happened, in a word or two: 'Established', 'Legation opened', 'State dissolved'."""
    type_, level = clean(row.type, 30), clean(row.level, 20)
    level = "mission" if level in ("", "other") else level
    text = WORDS[type_].format(level) if type_ in WORDS else type_.replace("_", " ") or "event"
    return drawable(text[0].upper() + text[1:])


@dataclass(frozen=True, slots=True)
class Event:
    """A row of events with its word and its mark."""

    row: Any
    word: str
    mark: Mark

    @property
    def finest(self) -> tuple[float, float]:
        """Sort the finest dates first, open ones last."""
        since, until = self.mark.span
        return until - since, self.mark.at

    def same(self, other: "Event") -> bool:
        """Say whether two rows can be on one event: the same word at dates that overlap."""
        (since, until), (begins, ends) = self.mark.span, other.mark.span
        overlap = since <= ends and begins <= until
        if self.mark.open or other.mark.open:
            overlap = self.row.date == other.row.date
        return self.word == other.word and overlap


def events(rows: pd.DataFrame, states: Sequence[str], axis: TimeAxis) -> tuple[Mark, ...]:
    """
    Make the marks of events; of rows that can be on one event the finest has the words.

    Events before the axis become one arrowhead at its left end, which names them.
    """
    found = sorted(map(_event, rows.itertuples()), key=lambda one: one.finest)
    early = [one for one in found if one.mark.span[1] < axis.first]
    groups: list[list[Event]] = []
    for one in found:
        same = [group for group in groups if group[0].same(one)]
        if same:
            same[0].append(one)
        elif one not in early:
            groups.append([one])
    leads = [replace(same[0].mark, texts=_event_words(same, set(states))) for same in groups]
    return (*leads, *(one.mark for same in groups for one in same[1:]), *_before(early, axis))


def _event(row: Any) -> Event:
    color = style.ACCENT if group(row.type) in ("Relations", "Missions and envoys") else style.INK
    face = style.PAPER if row.type in ENDS else ""
    since, until = num_or_none(row.earliest), num_or_none(row.latest)
    return Event(row, word(row), Mark(f"events-{row.Index}", since, until, color=color, face=face))


def _event_words(same: list[Event], states: set[str]) -> tuple[str, ...]:
    lead, sources = same[0], len({clean(one.row.source) for one in same})
    text = f"{lead.word} {stamp(lead.row.earliest, lead.row.latest)}"
    stated = f" · {count(sources, 'source')}" if sources > 1 else ""
    names = {tuple(dict.fromkeys(filter(None, clean(one.row.actors).split(", ")))) for one in same}
    names = [pair for pair in names if pair and not states <= set(pair)]
    actors = f" ({clean(' and '.join(names[0]), 32)})" if len(names) == 1 else ""
    return tuple(dict.fromkeys((text + actors + stated, text + actors, text + stated, text)))


def _before(early: list[Event], axis: TimeAxis) -> list[Mark]:
    if not early:
        return []
    words: dict[str, list[str]] = {}
    for one in early:
        words.setdefault(one.word, []).append(stamp(one.row.earliest, one.row.latest))
    parts = [f"{name} {listing(dict.fromkeys(dates), most=3)}" for name, dates in words.items()]
    at = axis.day(0.06)
    return [Mark("", at, at, "<", texts=(f"Before: {listing(parts, most=2)}",))]


def took_place(row: Any) -> bool:
    """Say whether a visit took place: it did where nothing else is stated."""
    return pd.isna(row.took_place) or bool(row.took_place)


@dataclass(frozen=True, slots=True)
class Journey:
    """
    A row of visits as it is drawn.

    Attributes
    ----------
    way : int
        0 from the first state to the second, 1 back, 2 neither.
    whose : str
        Who has it: the sources, the record, or both.
    held : bool
        Whether it took place by all who have it.
    """

    id: str
    row: Any
    way: int
    whose: str
    held: bool


def journeys(rows: pd.DataFrame, states: tuple[str, str], table: str = "visits", whose: str = SOURCE) -> list[Journey]:
    """Give each visit with its way between two states."""
    ways = {states: 0, states[::-1]: 1}
    return [
        Journey(
            f"{table}-{row.Index}",
            row,
            ways.get((clean(row.from_state, 40), clean(row.to_state, 40)), 2),
            whose,
            took_place(row),
        )
        for row in rows.itertuples()
    ]


def visit_words(row: Any, limit: int = 40, counterpart: bool = False) -> str:
    """Name a visitor, an office, the year and the kind; where it is asked for and no state is named, whom they met."""
    words = [clean(row.visitor, limit) or "Visitor not named", clean(row.office, 30), years(row.earliest, row.latest)]
    if counterpart and pd.isna(row.to_state) and clean(row.counterpart):
        words.insert(2, f"with {clean(row.counterpart, limit)}")
    kind = clean(row.kind, 24)
    return ", ".join(filter(None, words)) + (f" ({kind})" if kind not in ("", "visit") else "")


def visits(
    found: Iterable[Journey], states: tuple[str, str], levels: int | None = None, counterparts: bool = False
) -> list[Lane]:
    """Make three lanes of visits: one way up, in the middle who met elsewhere, the other way down."""
    lanes: list[list[Mark]] = [[], [], []]
    for one in found:
        color = (style.ACCENT, style.OTHER, style.INK)[one.way]
        face = style.PAPER if not took_place(one.row) else style.pale(color) if one.whose == RECORD else ""
        texts = tuple(dict.fromkeys(visit_words(one.row, limit, counterparts) for limit in (40, 24, 14)))
        since, until = num_or_none(one.row.earliest), num_or_none(one.row.latest)
        shape = KINDS.get(one.row.kind, KINDS["visit"])[0]
        ring, struck = one.whose == BOTH, counterparts and not one.held
        lanes[one.way].append(Mark(one.id, since, until, shape, color, face, ring, struck, texts))
    there, back, elsewhere = map(tuple, lanes)
    return [
        Lane(f"{states[0]} → {states[1]}", there, levels=levels),
        Lane("Met elsewhere, or direction not stated", elsewhere, levels=levels),
        Lane(f"{states[1]} → {states[0]}", back, side=-1, levels=levels),
    ]
