"""Texts: measured as they are drawn, wrapped, and placed so that none meets another. All lengths are inches."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, findfont, get_font

from ..wording import clean

FONT, DPI = "DejaVu Sans", 110
TITLE, SUBTITLE, LABEL, SMALL = 14, 10.5, 9.5, 9  # sizes in points
LINE = 1.35  # lines' distance in font sizes
LONGEST = 400  # characters: no line of a chart holds more, so a longer text is cut there before it is measured
GAP, AIR = 0.06, 0.04  # from a leader to its words; on both sides of words
TOUCH = 1e-6  # what counts as touching only
TRIES = 8  # orders in which labels on leaders are tried


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FONT, fallback_to_default=False)).get_charmap())


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, DPI)


@lru_cache(5000)
def drawable(value: object, limit: int | None = None) -> str:
    """Clean a text and put '�' for what the bundled font has no glyph for, so that drawing never warns."""
    return "".join(c if ord(c) in _glyphs() else "�" for c in clean(value, limit))


@cache
def width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text as it will be drawn."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return _renderer().get_text_width_height_descent(text, font, False)[0] / DPI


def height(size: float, lines: int = 1) -> float:
    """Give the room that lines of text take."""
    return lines * size * LINE / 72


def fit(text: str, room: float, size: float, bold: bool = False) -> str:
    """Cut a text to a width, with an ellipsis where something was cut."""
    if len(text) < LONGEST and width(text, size, bold) <= room:
        return text
    text = text[:LONGEST]
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 4) -> list[str]:
    """Break a text into lines no wider than `room`; after `most` lines comes an ellipsis."""
    lines: list[str] = []
    for word in drawable(text[: most * LONGEST]).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit(line, room, size, bold) for line in lines]


def balance(text: str, room: float, size: float, bold: bool = False, most: int = 4) -> list[str]:
    """Break a text like `wrap`, with lines as even as they can be in the fewest lines."""
    lines = wrap(text, room, size, bold, most)
    while len(lines) > 1:
        room -= 0.1
        tighter = wrap(text, room, size, bold, most)
        if len(tighter) > len(lines) or any(line.endswith("…") for line in tighter):
            break
        lines = tighter
    return lines


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, others: Iterable["Box"]) -> bool:
        """Say whether the rectangle shares a point inside with one of others."""
        x0, y0, x1, y1 = self.x0, self.y0 + TOUCH, self.x1, self.y1 - TOUCH
        for left, low, right, high in others:  # a loop, since thousands are compared for a chart
            if x0 < right and left < x1 and y0 < high and low < y1:
                return True
        return False


#: Where words may stand, and the leader that they need there.
Spot = tuple[Box, Box | None]
#: Gives the spots for words of a width and a height, the best first.
Place = Callable[[float, float], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class Label:
    """What a mark at `x`, `y` may be called, the fullest text first; `half` is how far the mark reaches up and down."""

    x: float
    y: float
    texts: tuple[str, ...]
    places: tuple[Place, ...] = ()
    half: float = 0.0
    size: float = SMALL
    row: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its words where they are drawn."""

    label: Label
    text: str
    box: Box
    leader: Box | None


def inside(room: Box, air: float = 0.04) -> Place:
    """Place words in the middle of a box."""

    def spots(wide: float, high: float) -> Iterator[Spot]:
        x, y = (room.x0 + room.x1) / 2, (room.y0 + room.y1) / 2
        if wide + 2 * air <= room.x1 - room.x0:
            yield Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), None

    return spots


def beside(mark: Box, air: float = 0.05) -> Place:
    """Place words right of a mark, left of it, over it or under it."""

    def spots(wide: float, high: float) -> Iterator[Spot]:
        x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
        for left, low in (
            (mark.x1 + air, y - high / 2),
            (mark.x0 - air - wide, y - high / 2),
            (x - wide / 2, mark.y1 + 0.02),
            (x - wide / 2, mark.y0 - 0.02 - high),
        ):
            yield Box(left, low, left + wide, low + high), None

    return spots


def on_leader(
    x: float,
    ends: tuple[float, float],
    base: tuple[float, float],
    levels: int,
    sides: Sequence[int] = (1, -1),
    hangs: Sequence[int] = (1, -1),
) -> Place:
    """
    Place words on a leader that rises (side 1) or falls (-1) from a mark, right of it (hang 1) or left.

    Parameters
    ----------
    ends, base : tuple of (float, float)
        Below and above: where the mark ends, and where the first level begins.
    """

    def spots(wide: float, high: float) -> Iterator[Spot]:
        for level in range(levels):
            for side in sides:
                start, foot = ends[side > 0], base[side > 0] + side * (level + 0.5) * high
                leader = Box(x - 0.02, min(start, foot), x + 0.02, max(start, foot))
                for hang in hangs:
                    left = x + GAP if hang > 0 else x - GAP - wide
                    yield Box(left, foot - high / 2, left + wide, foot + high / 2), leader

    return spots


def either(*places: Place) -> Place:
    """Join places, so that the fullest text is tried at all of them before a shorter one."""
    return lambda wide, high: chain.from_iterable(place(wide, high) for place in places)


def place(labels: Iterable[Label], taken: Iterable[Box], frame: Box) -> list[Placed | None]:
    """
    Give each label, in the given order, the first of its places where it meets nothing: with its fullest text, then others.

    Parameters
    ----------
    taken : iterable of Box
        Where no words and no leaders may be: marks, and what was placed before.
    frame : Box
        Where words must be.

    Returns
    -------
    list of Placed or None
        In the order of `labels`; None where there is no room.
    """
    blocked, leaders, placed = list(taken), [], []
    for label in labels:
        found = next((one for one in _tries(label) if _free(one, blocked, leaders, frame)), None)
        placed.append(found)
        if found is not None:
            x0, y0, x1, y1 = found.box
            blocked.append(Box(x0 - AIR, y0, x1 + AIR, y1))
            leaders += [found.leader] if found.leader else []
    return placed


def _tries(label: Label) -> Iterator[Placed]:
    for where in label.places:
        for text in map(drawable, label.texts):
            for box, leader in where(width(text, label.size), height(label.size) + 0.02):
                yield Placed(label, text, box, leader)


def _free(one: Placed, blocked: list[Box], leaders: list[Box], frame: Box) -> bool:
    x0, y0, x1, y1 = one.box
    inside_ = frame.x0 <= x0 and x1 <= frame.x1 and frame.y0 <= y0 and y1 <= frame.y1
    wider = Box(x0 - AIR, y0, x1 + AIR, y1)  # words in one line need some air between them
    clear = inside_ and not wider.meets(blocked) and not one.box.meets(leaders)
    return clear and (one.leader is None or not one.leader.meets(blocked))


def stagger(
    labels: Sequence[Label],
    wide: float,
    base: tuple[float, float],
    *,
    most: int | None = None,
    sides: Sequence[int] = (1, -1),
    taken: Iterable[Box] = (),
) -> list[Placed | None]:
    """
    Place labels on leaders over (or under) the marks of a lane: with the fewest missing, then on the fewest levels.

    Labels hang right of their leaders, those of the first few marks left; how many is tried. Each then has a place,
    unless `most` limits the levels. Places that the labels have already are tried before.

    Parameters
    ----------
    wide : float
        The lane's width; labels stand between 0 and it.
    base : tuple of (float, float)
        Where the first level begins below and above the marks.
    most : int, optional
        The most levels on a side.
    sides : sequence of int
        1 above, -1 below: which are used, the better first.

    Returns
    -------
    list of Placed or None
        In no particular order.
    """
    room, levels = Box(0, float("-inf"), wide, float("inf")), len(labels) + 1 if most is None else most
    ready = sorted((_fitted(label, wide) for label in labels), key=lambda label: (label.x, -label.y))
    stuck = [label for label in ready if label.x + GAP + width(label.texts[-1], label.size) > wide]
    free = [label for label in ready if label not in stuck]

    def hung(label: Label, hang: int, better: Sequence[int]) -> Label:
        ends = label.y - label.half, label.y + label.half
        first = on_leader(label.x, ends, base, levels, better, [hang])
        rest = on_leader(label.x, ends, base, levels, sides, [hang, -hang])
        return replace(label, places=(*label.places, first, rest))

    last, tries = [hung(label, -1, sides) for label in stuck], []
    for turned in range(0, len(free) + 1, max(1, len(free) // TRIES)):
        # In these orders no leader need run through a label that is placed before.
        left = [hung(label, -1, sides[:1]) for label in free[:turned]]
        order = left + [hung(label, 1, sides[:1]) for label in reversed(free[turned:])]
        tries += [place(order + last, taken, room), place(last + order, taken, room)]
    return min(tries, key=_cost)


def _fitted(label: Label, wide: float) -> Label:
    """Keep the texts that fit on a side of the leader, or else the last one, cut."""
    room = max(wide - label.x, label.x) - GAP
    texts = tuple(text for text in map(drawable, label.texts) if width(text, label.size) <= room)
    return replace(label, texts=texts or (fit(drawable(label.texts[-1]), room, label.size),))


def _cost(placed: list[Placed | None]) -> tuple[float, ...]:
    boxes = [one.box for one in placed if one is not None]
    tall = max([0.0, *(box.y1 for box in boxes)]) - min([0.0, *(box.y0 for box in boxes)])
    shortened = sum(one is not None and one.text != drawable(one.label.texts[0]) for one in placed)
    return placed.count(None), shortened, round(tall, 2)
