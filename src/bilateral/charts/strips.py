"""Parts of a page without a time axis: a strip with texts, lines, signs and labels, in inches from its lower left corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from . import style
from .page import Page
from .style import LABEL, link, stroke
from .text_layout import Placed


@dataclass(frozen=True, slots=True)
class Text:
    """Words around a height; `kind` is the id of their group."""

    x: float
    y: float
    words: str
    kind: str
    size: float = LABEL
    color: str = style.INK
    weight: str = "normal"
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two places."""

    xs: Sequence[float]
    ys: Sequence[float]
    kind: str
    color: str = style.GRID
    width: float = 0.8


@dataclass(frozen=True, slots=True)
class Sign:
    """A marker of matplotlib's that stands for a row, filled with `face`."""

    x: float
    y: float
    row: str
    marker: str
    color: str
    face: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a page: all that is drawn in a stretch of its height."""

    height: float
    texts: Sequence[Text] = ()
    lines: Sequence[Line] = ()
    signs: Sequence[Sign] = ()
    labels: Sequence[Placed] = ()
    missing: int = 0

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw the strip with its lower edge at `y`."""
        for line in self.lines:
            ys = [y + end for end in line.ys]
            stroke(axes, line.xs, ys, color=line.color, linewidth=line.width, zorder=1, gid=line.kind, clip_on=False)
        for one in self.texts:
            look = {"weight": one.weight, "ha": one.align, "gid": one.kind, "linespacing": 1.2, "va": "center_baseline"}
            page.write(page.left + one.x, page.foot + y + one.y, one.words, one.size, one.color, **look)
        for sign in self.signs:
            look = {"color": sign.color, "markerfacecolor": sign.face, "markersize": 8.5, "linestyle": ""}
            stroke(axes, sign.x, y + sign.y, marker=sign.marker, zorder=4, **look, **link(sign.row))
        for placed in self.labels:
            style.label(axes, placed, y)
