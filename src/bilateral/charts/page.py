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
    left, right, bottom, top : float
        The body's limits in inches from the figure's lower left corner.
    foot : float
        Where the parts of a chart begin, over the years of its time axis: their heights are counted from here.
    """

    def __init__(self, title: str, subtitle: str, notes: str, body: float, foot: float = 0.0) -> None:
        room = WIDTH - 2 * MARGIN
        head, words = balance(title, room, TITLE, bold=True, most=3), wrap(subtitle, room, SUBTITLE, most=4)
        below = wrap(notes, room, SMALL, most=6)
        self.left, self.right = MARGIN, WIDTH - MARGIN
        self.bottom = MARGIN / 2 + height(SMALL, len(below)) + 0.12
        self.foot, self.top = self.bottom + foot, self.bottom + body
        above = height(TITLE, len(head)) + 0.05 + height(SUBTITLE, len(words))
        self.height = self.top + 0.14 + above + MARGIN * 0.7
        self.figure = ChartFigure(WIDTH, self.height)
        y = self.height - MARGIN * 0.7
        self._paragraph(y, head, TITLE, style.INK, "title", "bold")
        self._paragraph(y - height(TITLE, len(head)) - 0.05, words, SUBTITLE, style.MUTED, "subtitle")
        self._paragraph(self.bottom - 0.12, below, SMALL, style.MUTED, "footer")

    def _paragraph(self, y: float, lines: list[str], size: float, color: str, gid: str, weight: str = "normal") -> None:
        look = {"va": "top", "gid": gid, "weight": weight, "linespacing": 1.2}
        self.write(self.left, y, "\n".join(lines), size, color, **look)

    def write(
        self, x: float, y: float, text: str, size: float = LABEL, color: str = style.INK, **options: object
    ) -> None:
        """Write a text at a place in inches."""
        style.write(self.figure, x / WIDTH, y / self.height, text, size, color, **options)

    def rule(self, left: float, right: float, y: float, color: str, linewidth: float = 1, **options: Any) -> None:
        """Draw a horizontal line between two places in inches."""
        xs, ys = [left / WIDTH, right / WIDTH], [y / self.height] * 2
        self.figure.add_artist(Line2D(xs, ys, color=color, linewidth=linewidth, **options))

    def name(self, y: float, text: str, size: float = LABEL, most: int = 2, bold: bool = False) -> None:
        """Write the name of a lane left of its axis, its lines evenly spaced around height `y` over the foot."""
        lines = wrap(text, NAMES - 0.12, size, bold=bold, most=most)
        for n, line in enumerate(lines):
            at = self.foot + y + ((len(lines) - 1) / 2 - n) * size * 1.25 / 72
            look = {"va": "center_baseline", "gid": "lane", "weight": "bold" if bold else "normal"}
            self.write(self.left, at, line, size, **look)

    def axes(self, left: float, right: float, bottom: float, top: float, gid: str) -> Axes:
        """Make bare axes between four limits in inches; their y runs in inches from 0."""
        place = (left / WIDTH, bottom / self.height, (right - left) / WIDTH, (top - bottom) / self.height)
        axes = self.figure.add_axes(place, gid=gid, facecolor="none")
        axes.spines[:].set_visible(False)
        axes.set_axisbelow(True)
        axes.tick_params(length=0, labelsize=SMALL, labelcolor=style.MUTED)
        axes.tick_params(axis="x", pad=7)  # clear of the lowest amount on a y axis
        axes.set(xlim=(0, right - left), ylim=(0, top - bottom), xticks=[], yticks=[])
        axes.autoscale(False)
        return axes


@dataclass(frozen=True, slots=True)
class Rule:
    """A part of a page: a line that parts what is over it from what is under it."""

    height: float = 0.16
    color: str = style.LINE
    gid: str = "rule"
    missing: int = 0

    def draw(self, page: Page, axes: Axes, y: float) -> None:
        """Draw the line in the middle of its height."""
        page.rule(page.left, page.right, page.foot + y + self.height / 2, self.color, 0.8, gid=self.gid)


def draw(chart: Chart) -> ChartFigure:
    """Draw a chart on a page of its own."""
    foot = FOOT if chart.axis else 0.0
    body = sum(part.height for part in chart.parts)
    page = Page(chart.title, chart.subtitle, " ".join(filter(None, chart.notes)), body + foot, foot)
    axes = page.axes(page.left + (NAMES if chart.axis else 0), page.right, page.foot, page.top, chart.name)
    if chart.axis:
        chart.axis.draw(axes)
    y = body
    for part in chart.parts:
        y -= part.height
        part.draw(page, axes, y)
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
