"""Where words and marks go, so that none meets another: on levels, beside a mark, one after the other, left of a lane."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from .drawing import Drawing
from .style import BESIDE, LABEL, NAMES, SMALL
from .text_layout import drawable, fit, width, wrap

Span = tuple[float, float]
Box = tuple[float, float, float, float]
ROW, AIR = 20.0, 14.0  # from line to line, and from one to the next, of what follows one another


def levels(spans: Sequence[Span]) -> list[int]:
    """Give each span the lowest level on which it touches none of the others."""
    found, ends = [0] * len(spans), list[float]()
    for n in sorted(range(len(spans)), key=lambda n: spans[n]):
        left, right = spans[n]
        level = next((level for level, end in enumerate(ends) if end <= left), len(ends))
        ends[level : level + 1] = [right]
        found[n] = level
    return found


def flow(widths: Iterable[float], left: float, right: float, y: float) -> Iterator[tuple[float, float]]:
    """Give what follows one another its places, from height `y` on; what has no room begins the next line."""
    x = left
    for wide in widths:
        if x > left and x + wide > right:
            x, y = left, y + ROW
        yield x, y
        x += wide + AIR


class Label(NamedTuple):
    """A text beside a mark: where it begins or, where its anchor is "end", ends, and the box that it takes."""

    text: str
    x: float
    y: float
    anchor: str
    box: Box


def beside(
    texts: Iterable[str], span: Span, frame: Box, heights: Sequence[float], taken: Sequence[Box] = ()
) -> Label | None:
    """
    Choose the first text that has room right or left of a span, inside a frame and where it meets no box.

    Parameters
    ----------
    heights : sequence of float
        Those that are tried, in order.
    """
    for text in map(drawable, texts):
        wide = width(text, SMALL) + 5
        for y in heights:
            for x, anchor, left in ((span[1] + 5, "start", span[1]), (span[0] - 5, "end", span[0] - wide)):
                box = left, y - 8, left + wide, y + 8
                inside = frame[0] <= left and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
                if inside and not any(map(partial(_meet, box), taken)):
                    return Label(text, x, y, anchor, box)
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def named(sheet: Drawing, name: str) -> list[str]:
    """Give the lines of a lane's name: left of the lane where the sheet is wide, else one over it."""
    if sheet.wide > BESIDE:
        return wrap(name, NAMES - 14, LABEL, True, 3)
    return [fit(name, sheet.wide, LABEL, True)]
