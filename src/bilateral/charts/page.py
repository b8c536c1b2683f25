"""A chart on a page: its title, its subtitle, its parts one under the other, and its notes."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from . import style, time_axis
from .model import Chart
from .style import LABEL, MARGIN, NAMES, SMALL, SUBTITLE, TITLE, WIDE, WIDTH
from .text_layout import DPI, balance, height, wrap
from .time_axis import TimeAxis

FOOT = 0.3  # inches for the years under a time axis
P = ParamSpec("P")

VIEW = """
dyad : tuple of str
    The two states' names; of visits, the first one's are drawn above.
labels : dict, optional
    A readable name for each source; else its stem.
start, end : int, str or date, optional
    The period to show; rows that cannot lie in it are left out.
reason : str, optional
    Why there are no rows, for the subtitle of an empty chart.

Returns
-------
matplotlib.figure.Figure
    With its alternative text in `alt_text`.

Raises
------
ValueError
    For missing columns, a dyad that is not a pair, dates that are none, or a start after the end.
"""


class ChartFigure(Figure):
    """A figure that knows its alternative text, and the words for each row that it draws."""

    canvas: FigureCanvasAgg
    alt_text: str = ""

    def __init__(self, wide: float, tall: float) -> None:
        super().__init__(figsize=(wide, tall), dpi=DPI, facecolor=style.PAPER)
        self.names: dict[str, str] = {}
        FigureCanvasAgg(self)


class Page:
    """
    A figure with a title, a subtitle and notes around a body of a wanted height.

    Attributes
    ----------
    figure : ChartFigure
    axes : matplotlib.axes.Axes
        Where the parts are drawn: bare, right of the names of lanes; x and y run in inches from 0.
    left, right, foot : float
        The limits of the parts in inches from the figure's lower left corner, with the names of lanes.
    """

    def __init__(
        self, title: str, subtitle: str, notes: str, body: float, foot: float = 0.0, names: float = 0.0, gid: str = ""
    ) -> None:
        room, self.left, self.right = WIDTH - 2 * MARGIN, MARGIN, WIDTH - MARGIN
        head, words = balance(title, room, TITLE, bold=True, most=3), wrap(subtitle, room, SUBTITLE, most=4)
        below = wrap(notes, room, SMALL, most=6)
        self.foot = MARGIN / 2 + height(SMALL, len(below)) + 0.12 + foot
        above = height(TITLE, len(head)) + 0.05 + height(SUBTITLE, len(words))
        tall = self.foot + body + 0.14 + above + MARGIN * 0.7
        self.figure = ChartFigure(WIDTH, tall)
        self._paragraph(tall - MARGIN * 0.7, head, TITLE, style.INK, "title", "bold")
        self._paragraph(tall - MARGIN * 0.7 - height(TITLE, len(head)) - 0.05, words, SUBTITLE, style.MUTED, "subtitle")
        self._paragraph(MARGIN / 2 + height(SMALL, len(below)), below, SMALL, style.MUTED, "footer")
        wide = room - names
        place = ((self.left + names) / WIDTH, self.foot / tall, wide / WIDTH, body / tall)
        self.axes = self.figure.add_axes(place, gid=gid, facecolor="none", xlim=(0, wide), ylim=(0, body), yticks=[])
        self.axes.set(xticks=[], axisbelow=True, autoscale_on=False)
        self.axes.spines[:].set_visible(False)
        self.axes.tick_params(length=0, labelsize=SMALL, labelcolor=style.MUTED, pad=7)

    def _paragraph(self, y: float, lines: list[str], size: float, color: str, gid: str, weight: str = "normal") -> None:
        look = {"va": "top", "gid": gid, "weight": weight, "linespacing": 1.2}
        self.write(self.left, y, "\n".join(lines), size, color, **look)

    def write(self, x: float, y: float, text: str, size: float = LABEL, color: str = style.INK, **options: Any) -> None:
        """Write a text at a place in inches."""
        style.write(self.figure, x, y, text, size, color, transform=self.figure.dpi_scale_trans, **options)

    def name(self, y: float, text: str, most: int = 2, bold: bool = False) -> None:
        """Write the name of a lane left of its axis, its lines evenly spaced around height `y` over the foot."""
        lines = wrap(text, NAMES - 0.12, LABEL, bold=bold, most=most)
        for n, line in enumerate(lines):
            at = self.foot + y + ((len(lines) - 1) / 2 - n) * LABEL * 1.25 / 72
            self.write(self.left, at, line, gid="lane", weight="bold" if bold else "normal")


@dataclass(frozen=True, slots=True)
class Rule:
    """A part of a page: a line that parts what is over it from what is under it."""

    height: float = 0.16
    color: str = style.LINE
    gid: str = "rule"
    missing: int = 0

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw the line in the middle of its height."""
        at, inches = page.foot + y + self.height / 2, page.figure.dpi_scale_trans
        look = {"color": self.color, "linewidth": 0.8, "gid": self.gid, "transform": inches}
        page.figure.add_artist(Line2D([page.left, page.right], [at, at], **look))


def draw(chart: Chart) -> ChartFigure:
    """Draw a chart on a page of its own."""
    foot, names = (FOOT, NAMES) if chart.axis else (0.0, 0.0)
    y, notes = sum(part.height for part in chart.parts), " ".join(filter(None, chart.notes))
    page = Page(chart.title, chart.subtitle, notes, y, foot, names, chart.name)
    if chart.axis:
        chart.axis.draw(page.axes)
    for part in chart.parts:
        y -= part.height
        part.draw(page, page.axes, y)
    page.figure.alt_text = chart.alt
    return page.figure


def chart(make: Callable[P, Chart]) -> Callable[P, ChartFigure]:
    """Make a function that gives a `Chart` give its figure; what its words say on parameters ends in what all share."""

    @functools.wraps(make)
    @style.look
    def drawing(*args: P.args, **kwargs: P.kwargs) -> ChartFigure:
        return draw(make(*args, **kwargs))

    drawing.__doc__ = f"{inspect.cleandoc(make.__doc__ or '')}{VIEW}"
    return drawing


def empty(
    name: str, title: str, reason: str, notes: list[str], start: pd.Timestamp = pd.NaT, end: pd.Timestamp = pd.NaT
) -> Chart:
    """Give a chart without rows: its words and, where a period was asked for, its time axis."""
    asked = not pd.isna(start) and not pd.isna(end)
    axis = TimeAxis(*time_axis.limits((), start, end), WIDE) if asked else None
    alt = f"Empty chart: {title}." + (f" {reason}" if reason else "")
    return Chart(name, title, reason, notes, [Rule(0.6, gid="baseline")], alt, axis)
