"""A phase of relations as a band: its look by its status, its vague limits, its words, and the key to them."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..wording import clean
from .drawing import Drawing
from .placing import ROW, flow
from .style import DOUBTS, SMALL, STATUS, VERDICTS
from .text_layout import fitting, width
from .time_axis import TimeAxis, num

KEY = (
    {status: look[0] for status, look in STATUS.items()}
    | {doubt: f"date {doubt}" for doubt in DOUBTS}
    | {"split": "came some time in here"}
)
BAND, HEAD = 24.0, 11.0  # a band's height, an arrowhead
SEEN = 9.0  # how wide a vague limit must be to be drawn as one
FADE = 0.04  # of the axis: how wide a limit is drawn that is open on one side
SWATCH = 22.0


def key(sheet: Drawing, used: Iterable[str], left: float) -> float:
    """Name the signs that are used; give the height under them."""
    names, y = [name for name in KEY if name in {*used}], 9.0
    places = flow([SWATCH + width(KEY[name], SMALL) for name in names], left, sheet.wide, y)
    for name, (x, y) in zip(names, places, strict=True):
        _swatch(sheet, name, x, y)
        sheet.text(x + SWATCH, y, KEY[name], SMALL, "muted")
    return y + ROW


def _swatch(sheet: Drawing, name: str, x: float, y: float) -> None:
    """Draw a sign of the key."""
    if name in DOUBTS:
        sign, color = VERDICTS[name]
        return sheet.sign(sign, x + 8, y, color)
    _, fill, edge = STATUS["lapsed" if name == "split" else name]
    sheet.box(x, y - 6, x + 16, y + 6, fill, edge)
    if name in ("split", "lapsed"):
        sheet.hatch(x, y - 6, x + 16, y + 6)
    if name == "split":
        sheet.box(x, y - 6, x + 16, y, "rel")


def band(sheet: Drawing, row: Any, name: str, axis: TimeAxis, y: float) -> None:
    """Draw a phase: where a limit is vague, its lower half begins early and its upper half ends late."""
    _, fill, edge = STATUS.get(row.status, ("", "paper", "hatch"))
    a, b = _spread(row.opened_earliest, row.opened_latest, axis, axis.left)
    c, d = _spread(row.closed_earliest, row.closed_latest, axis, axis.right)
    a, b, c, d = a + 1, min(b, d) + 1, max(c, a) - 1, d - 1  # some air between bands
    low, high, wing = y + BAND / 2, y - BAND / 2, 3.0
    left, right = [(a, low), (a, y), (b, y), (b, high)], [(d, high), (d, y), (c, y), (c, low)]
    before = pd.notna(row.opened_latest) and num(row.opened_latest) < axis.first
    if before:
        a = b = axis.left + HEAD
        left = [(a, low), (a, low + wing), (axis.left, y), (a, high - wing), (a, high)]
    if pd.isna(row.closed_earliest) and pd.isna(row.closed_latest):
        c = d = axis.right - HEAD
        right = [(c, high), (c, high - wing), (axis.right, y), (c, low + wing), (c, low)]
    sheet.polygon([*left, *right], fill, edge, name)
    if row.status == "lapsed":
        sheet.hatch(b, high, d, y, name)
        sheet.hatch(a, y, c, low, name)
    text = fitting(_words(row, before), min(c, d) - max(a, b) - 8, SMALL)
    middle, half = (max(a, b) + min(c, d)) / 2, width(text, SMALL) / 2 + 3
    if text and row.status == "lapsed":
        sheet.box(middle - half, y - 8, middle + half, y + 8, "paper", row=name)
    sheet.text(middle, y, text, SMALL, "paper" if fill == "rel" else "ink", "middle", row=name)


def _spread(early: pd.Timestamp, late: pd.Timestamp, axis: TimeAxis, edge: float) -> tuple[float, float]:
    """Give the ends of a limit on the axis: its middle twice where it is too narrow to be seen, the edge where open."""
    fade = (axis.right - axis.left) * FADE
    if pd.isna(early) and pd.isna(late):
        return edge, edge
    low = axis.x(num(late)) - fade if pd.isna(early) else axis.x(num(early))
    high = axis.x(num(early)) + fade if pd.isna(late) else axis.x(num(late))
    low, high = max(low, axis.left), min(high, axis.right)
    return (low, high) if high - low >= SEEN else ((low + high) / 2, (low + high) / 2)


def _words(row: Any, before: bool) -> tuple[str, ...]:
    """Name a phase, the fullest words first; one of relations by the state that they were with."""
    if row.status == "relations":
        state = clean(row.state, 48)
        return (state, state.split(" ")[-1])
    if row.status == "contact":
        return (f"since {row.opened_latest.year}",) if before else ("contacts",)
    return (STATUS.get(row.status, (clean(row.status, 24),))[0],)
