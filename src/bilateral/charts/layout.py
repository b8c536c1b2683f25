"""Where texts go: measured with the renderer, wrapped, and kept from overlapping. All lengths are inches."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from ..wording import clean

FONT, DPI = "DejaVu Sans", 110
LINE = 1.35  # lines' distance in font sizes


@cache
def _glyphs():
    return frozenset(get_font(findfont(FONT, fallback_to_default=False)).get_charmap())


@contextmanager
def _unhinted():
    """Leave letters as they are designed: quicker, and as evenly spaced as in print."""
    before, rcParams["text.hinting"] = rcParams["text.hinting"], "none"
    try:
        yield
    finally:
        rcParams["text.hinting"] = before


class Renderer(RendererAgg):
    """Agg's renderer, which measures a text but once: matplotlib forgets with each figure, and measuring is slow."""

    known = {}

    def get_text_width_height_descent(self, s, prop, ismath):
        """Measure a text in pixels."""
        key = s, hash(prop), ismath, self.dpi
        if key not in self.known:
            if len(self.known) > 5000:
                self.known.clear()
            with _unhinted():
                self.known[key] = super().get_text_width_height_descent(s, prop, ismath)
        return self.known[key]

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Draw a horizontal text as one picture: matplotlib draws letter by letter, which takes three times as long."""
        if angle or ismath or s.isspace():
            with _unhinted():
                return super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        font = get_font(findfont(prop))
        font.set_size(prop.get_size_in_points(), self.dpi)
        font.set_text(s, 0, flags=LoadFlags.NO_HINTING)
        font.draw_glyphs_to_bitmap()
        ink = font.get_image()
        pixels = np.empty((*ink.shape, 4), np.uint8)
        pixels[..., :3], pixels[..., 3] = np.rint(np.multiply(gc.get_rgb()[:3], 255)), ink[::-1]
        left, low = font.get_bitmap_offset()[0] / 64, font.get_descent() / 64
        self.draw_image(gc, round(x + left), int(self.height) - round(y + low) - 1, pixels)


class Canvas(FigureCanvasAgg):
    """Agg's canvas with this renderer."""

    def get_renderer(self):
        """Give the renderer for the figure's size."""
        size = *self.figure.bbox.size, self.figure.dpi
        if getattr(self, "size", None) != size:
            self.size, self.renderer = size, Renderer(*size)
        return self.renderer


@cache
def _renderer():
    return Renderer(1, 1, DPI)


@lru_cache(5000)
def drawable(value, limit=None):
    """Clean a text and put '�' for what the bundled font has no glyph for, so that drawing never warns."""
    return "".join(c if ord(c) in _glyphs() else "�" for c in clean(value, limit))


@cache
def width(text, size, bold=False):
    """Measure a line of text as it will be drawn."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return _renderer().get_text_width_height_descent(text, font, False)[0] / DPI


def height(size, lines=1):
    """Give the room that lines of text take."""
    return lines * size * LINE / 72


#: More characters than any line of a chart holds: a longer text is cut there before it is measured.
LONGEST = 400


def fit(text, room, size, bold=False):
    """Cut a text to a width, with an ellipsis where something was cut."""
    if len(text) < LONGEST and width(text, size, bold) <= room:
        return text
    text = text[:LONGEST]
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text, room, size, bold=False, most=4):
    """Break a text into lines no wider than `room`; after `most` lines comes an ellipsis."""
    lines = []
    for word in drawable(text[: most * LONGEST]).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit(line, room, size, bold) for line in lines]


def balance(text, room, size, bold=False, most=4):
    """Break a text like `wrap`, with lines as even as they can be in the fewest lines."""
    lines = wrap(text, room, size, bold, most)
    while (
        len(lines) > 1
        and lines[-1][-1] != "…"
        and len(tighter := wrap(text, room - 0.1, size, bold, most)) == len(lines)
    ):
        if any(line.endswith("…") for line in tighter):
            break
        lines, room = tighter, room - 0.1
    return lines


@dataclass(frozen=True)
class Box:
    """A rectangle on the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other):
        """Say whether two rectangles share a point inside."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


def free(candidates, taken, frame):
    """Give the first candidate box inside `frame` that meets no taken box, or None."""
    for box in candidates:
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        if inside and not any(box.meets(other) for other in taken):
            return box
    return None


@dataclass(frozen=True)
class Flag:
    """A label on a leader: it stands at `x0`, `level` lines above its mark (below when negative)."""

    index: int
    x: float
    x0: float
    level: int
    text: str


def flags(marks, left, right, size, most=None, gap=0.06):
    """
    Stagger labels over their marks so that no label meets another label or leader.

    Labels stand above, to the right of their mark, those of the first few marks to the left of it where that takes
    fewer levels; labels that do not fit to the right go to the left and below. Each side then has a place for every
    label, whatever their number.

    Parameters
    ----------
    marks : list of (float, str)
        Where a mark is between `left` and `right`, and its label.
    most : int, optional
        The most levels on a side; labels that would stand higher are left out.

    Returns
    -------
    list of Flag
        In the order of `marks`.
    """
    above, below = [], []
    for index, (x, text) in enumerate(marks):
        text = fit(text, max(right - x, x - left) - gap, size)
        room = width(text, size) + gap
        (above if x + room <= right else below).append((x, room, text, index))
    above.sort(key=lambda m: (m[0], m[3]))
    turned = next((n for n, (x, room, *_) in enumerate(above) if x - room < left), len(above))
    step = max(1, len(above) // 12)
    tries = []
    for n in range(0, turned + 1, step):
        # What is turned to the left ends where the rest begins: so the two never meet.
        placed = _stagger(above[:n], -1, most, gap) + _stagger(above[n:][::-1], 1, most, gap)
        tries.append((-len(placed), max((level for level, *_ in placed), default=0), n, placed))
    placed = min(tries, default=(0, 0, 0, []))[3]
    placed += [(-level, *rest) for level, *rest in _stagger(sorted(below), -1, most, gap)]
    found = [Flag(index, x, start, level, text) for level, x, start, text, index in placed]
    return sorted(found, key=lambda flag: flag.index)


def _stagger(group, side, most, gap):
    """Give each of a group, from its free end inwards, the first level where none of the group is in the way."""
    done, placed = [], []
    for x, room, text, index in group:
        start, stop = (x, x + room) if side > 0 else (x - room, x)
        level = next(n for n in range(1, len(done) + 2) if not _blocked(n, start, stop, done, gap))
        if most is None or level <= most:
            done.append((level, start, stop, x))
            placed.append((level, x, start + gap if side > 0 else start, text, index))
    return placed


def _blocked(level, start, stop, done, gap):
    return any(
        (other == level and start < to + gap and since - gap < stop)  # a label in the way of the label
        or (other > level and start < leader < stop)  # a leader in the way of the label
        for other, since, to, leader in done
    )
