"""The look that all charts share: palette, sizes, and how a text, a line and a label are drawn."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, Transform

from .text_layout import FONT, LABEL, SMALL, SUBTITLE, TITLE, Placed, drawable

__all__ = ["LABEL", "SMALL", "SUBTITLE", "TITLE"]  # for those who write texts in this look

PAPER, INK, MUTED, LINE, GRID = "#ffffff", "#1b1f24", "#56606b", "#858f99", "#e6e8ea"
#: One accent, its pale form, and what stands against it where two directions need two colours.
ACCENT, PALE, OTHER = "#1d5b8c", "#bdd5e7", "#de6206"
#: Of a verdict, and of nothing else.
SUPPORTED, DISPUTED, CONTRADICTED, SILENT = ACCENT, "#a06200", "#8f1a08", "#6b7580"
WIDTH, MARGIN, NAMES = 9.0, 0.3, 1.45  # inches: a page, its margin, the names of lanes left of a time axis
WIDE = WIDTH - 2 * MARGIN - NAMES  # inches of a time axis
LOOK = {"font.family": FONT, "hatch.linewidth": 0.8, "path.simplify": False}
P = ParamSpec("P")
R = TypeVar("R")


def luminance(color: str) -> float:
    """Give the relative luminance of a colour, as the Web Content Accessibility Guidelines define it."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(color: str) -> str:
    """Choose white or ink for text on a colour, whichever can be read better."""
    return max((PAPER, INK), key=lambda ink: contrast(ink, color))


def pale(color: str, part: float = 0.3) -> str:
    """Give a colour with little left of it."""
    return to_hex([1 - part * (1 - channel) for channel in to_rgb(color)])


def look(draw: Callable[P, R]) -> Callable[P, R]:
    """Make a function draw with this look, whatever the user's own matplotlib settings are."""

    @functools.wraps(draw)
    def drawing(*args: P.args, **kwargs: P.kwargs) -> R:
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(LOOK)
            return draw(*args, **kwargs)

    return drawing


def write(
    target: Axes | Figure, x: float, y: float, text: str, size: float = LABEL, color: str = INK, **options: Any
) -> Text:
    """Write one text as it is: never read as mathematics, with no glyph that the font lacks."""
    options = {"va": "center_baseline", "zorder": 6, "family": FONT, "parse_math": False, **options}
    return target.text(x, y, "\n".join(map(drawable, text.split("\n"))), fontsize=size, color=color, **options)


def stroke(axes: Axes, xs: float | Sequence[float], ys: float | Sequence[float], **options: Any) -> Artist:
    """Draw a line or a marker: like `axes.plot`, without its search for limits, of which these axes need none."""
    return axes.add_artist(Line2D(np.atleast_1d(xs), np.atleast_1d(ys), **options))


def inches(axes: Axes) -> Transform:
    """Give the transform that counts in inches from the lower left corner of some axes."""
    scale, size = axes.figure.dpi_scale_trans, axes.figure.get_size_inches()
    return scale + ScaledTranslation(*axes.get_position().p0 * size, scale)


def label(axes: Axes, placed: Placed, y: float = 0.0, **options: Any) -> None:
    """Draw a label and its leader, which were placed from the axes' left end and from height `y`."""
    where, leader, row = {"transform": inches(axes)}, placed.leader, placed.label.row
    if leader is not None:
        x, ends = placed.label.x, (y + leader.y0, y + leader.y1)
        stroke(axes, (x, x), ends, color=LINE, linewidth=0.8, zorder=3, gid="leader", **where)
    url = {"url": f"#{row}"} if row else {}
    middle = y + (placed.box.y0 + placed.box.y1) / 2
    write(axes, placed.box.x0, middle, placed.text, placed.label.size, **url, **where, **options)


def link(row: str, part: str = "mark") -> dict[str, str]:
    """Give the id of an artist that stands for a row, "mark-events-12", and what it links to, "#events-12"."""
    return {"gid": f"{part}-{row}", "url": f"#{row}"} if row else {"gid": part}
