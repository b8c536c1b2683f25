"""What a chart draws, as data: shapes and words on a sheet, in units of which a point of a figure is one, y downwards."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from .style import COLORS, LABEL, LINE, SHAPES
from .text_layout import FONT, drawable

REACH = 12.0  # half of the area in which a mark can be aimed at
HATCH = 6.0  # between the lines of a hatch
ANCHORS = {"start": "left", "middle": "center", "end": "right"}


@contextmanager
def defaults() -> Iterator[None]:
    """Let matplotlib draw the same whatever the user's own settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["path.simplify"] = False
        yield


class Shape(NamedTuple):
    """A path with its paint; `fill` and `stroke` are names of `COLORS`, "" for none."""

    path: Path
    fill: str = ""
    stroke: str = ""
    wide: float = 1.0
    row: str = ""


class Words(NamedTuple):
    """A line of text with its base line at height `y`."""

    x: float
    y: float
    text: str
    size: float
    color: str
    anchor: str
    bold: bool
    row: str


@dataclass
class Drawing:
    """A sheet `wide` units across; what belongs to a row of a table has the row's name, such as "events:26"."""

    wide: float
    height: float = 0.0
    parts: list[Shape | Words] = field(default_factory=list)

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, stroke: str, row: str) -> None:
        """Draw a closed shape."""
        self.parts.append(Shape(Path([*points, points[0]], closed=True), fill, stroke, row=row))

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: str = "", stroke: str = "", row: str = "") -> None:
        """Draw a rectangle."""
        self.polygon([(x0, y1), (x0, y0), (x1, y0), (x1, y1)], fill, stroke, row)

    def line(self, points: Sequence[tuple[float, float]], color: str, wide: float = 1.0, row: str = "") -> None:
        """Draw a line through points."""
        self.parts.append(Shape(Path(points), "", color, wide, row))

    def hatch(self, x0: float, y0: float, x1: float, y1: float, row: str = "") -> None:
        """Draw the slanting lines of a rectangle; those of neighbours meet."""
        ends = []
        for total in np.arange(np.ceil((x0 + y0) / HATCH) * HATCH, x1 + y1, HATCH):
            left, right = max(x0, total - y1), min(x1, total - y0)
            ends += [(left, total - left), (right, total - right)]
        self.strokes(ends, "hatch", 1.2, row)

    def strokes(self, ends: Sequence[tuple[float, float]], color: str, wide: float, row: str) -> None:
        """Draw lines, each between two points."""
        if len(ends):
            codes = [Path.MOVETO, Path.LINETO] * (len(ends) // 2)
            self.parts.append(Shape(Path(ends, codes), "", color, wide, row))

    def sign(
        self, kind: str, x: float, y: float, color: str, row: str = "", size: float = 5.5, reach: float = REACH
    ) -> None:
        """Draw a dot, ring, hollow (a diamond), diamond, cross or arrow up, and the area in which it can be aimed at."""
        if row:
            self.box(x - reach, y - reach, x + reach, y + reach, row=row)
        if kind == "cross":
            arm = size * 0.8
            ends = [(x - arm, y - arm), (x + arm, y + arm), (x - arm, y + arm), (x + arm, y - arm)]
            self.strokes(ends, color, 2.6, row)
        elif kind in ("dot", "ring"):
            circle = Path.arc(0, 360, 4)
            path = Path(circle.vertices * size + (x, y), circle.codes)  # pyright: ignore[reportOperatorIssue] - an array
            self.parts.append(Shape(path, color if kind == "dot" else "paper", color, 1.4, row=row))
        else:
            points = [(x + dx * size, y + dy * size) for dx, dy in SHAPES.get(kind, SHAPES["diamond"])]
            self.polygon(points, "paper" if kind == "hollow" else color, color, row)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = LABEL,
        color: str = "ink",
        anchor: str = "start",
        bold: bool = False,
        row: str = "",
    ) -> None:
        """Write a line around height `y`."""
        if text:
            self.parts.append(Words(x, y + 0.36 * size, drawable(text), size, color, anchor, bold, row))

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = LABEL, **look: Any) -> None:
        """Write lines one under the other."""
        for n, line in enumerate(lines):
            self.text(x, y + n * LINE, line, size, **look)

    def figure(self, top: float = 0.0, margin: float = 0.0, dpi: float = 72.0) -> Figure:
        """Give the sheet as a figure, from height `top` on, with a margin on both sides."""
        with defaults():
            figure = Figure(
                ((self.wide + 2 * margin) / 72, (self.height - top) / 72), dpi=dpi, facecolor=COLORS["paper"]
            )
            FigureCanvasAgg(figure)
            units = Affine2D().translate(margin, -self.height).scale(1 / 72, -1 / 72) + figure.dpi_scale_trans
            for part in self.parts:
                artist = _words(part) if isinstance(part, Words) else _shape(part)
                artist.set(gid=part.row or None, zorder=2, transform=units)
                figure.add_artist(artist)
        return figure


def _shape(part: Shape) -> PathPatch:
    paint = {"facecolor": COLORS.get(part.fill, "none"), "edgecolor": COLORS.get(part.stroke, "none")}
    return PathPatch(part.path, linewidth=part.wide, **paint)


def _words(part: Words) -> Text:
    where = {"ha": ANCHORS[part.anchor], "va": "baseline", "parse_math": False, "family": FONT}
    look = {"fontsize": part.size, "color": COLORS[part.color], "weight": "bold" if part.bold else "normal"}
    return Text(part.x, part.y, part.text, **where, **look)
