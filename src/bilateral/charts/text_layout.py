"""Texts: measured as they are drawn, cut and wrapped. Lengths are units, of which a point of a figure is one."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, findfont, get_font

from ..wording import clean

FONT = "DejaVu Sans"  # among the widest faces, so that others fit where it does
LONGEST = 400  # characters: no line of a chart holds more, so a longer text is cut there before it is measured

_BREAK = re.compile("[^ –]+[ –]*|[ –]+")  # a line may end after these


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FONT, fallback_to_default=False)).get_charmap())


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, 72)


@lru_cache(5000)
def drawable(value: object) -> str:
    """Clean a text and put '�' for what the bundled font has no glyph for, so that drawing never warns."""
    return "".join(c if ord(c) in _glyphs() else "�" for c in clean(value))


@lru_cache(5000)
def width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text as it will be drawn."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return _renderer().get_text_width_height_descent(text, font, False)[0]


def fit(text: str, room: float, size: float, bold: bool = False) -> str:
    """Cut a text to a width, with an ellipsis where something was cut."""
    text = drawable(text)
    if len(text) < LONGEST and width(text, size, bold) <= room:
        return text
    text = text[:LONGEST]
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def fitting(texts: Iterable[str], room: float, size: float, bold: bool = False) -> str:
    """Choose the first text that has room, "" where none has."""
    return next((text for text in texts if width(drawable(text), size, bold) <= room), "")


def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 6) -> list[str]:
    """Break a text into lines no wider than `room`; after `most` lines comes an ellipsis."""
    lines = [""]
    for piece in _BREAK.findall(drawable(text[: most * LONGEST])):
        longer = lines[-1] + piece
        if lines[-1] and width(longer.rstrip(), size, bold) > room:
            lines.append(piece)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], "".join(lines[most - 1 :])]
    return [fit(line, room, size, bold) for line in lines if line]
