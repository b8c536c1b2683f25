"""The look that all charts share: palette, sizes, and how a text, a line and a label are drawn."""

import base64
import functools
import inspect
import io

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation, Transform
from PIL import Image

from . import text_layout
from .layout import DPI, FONT, Canvas, balance, drawable, height, wrap
from .text_layout import LABEL, SMALL, SUBTITLE, TITLE

PAPER, INK, MUTED, LINE, GRID = "#ffffff", "#1b1f24", "#56606b", "#858f99", "#e6e8ea"
#: One accent, its pale form, and what stands against it where two directions need two colours.
ACCENT, PALE, OTHER = "#1d5b8c", "#bdd5e7", "#de6206"
#: Of a verdict, and of nothing else.
SUPPORTED, DISPUTED, CONTRADICTED, SILENT = ACCENT, "#a06200", "#8f1a08", "#6b7580"
BLUE, VERMILION, AMBER, SKY, BROWN = "#0072b2", "#de6206", "#c08a00", "#5b9bc4", "#7f2a00"  # until nothing uses them
WIDTH, MARGIN = 9.0, 0.3
NAMES = 1.45  # inches for the names of lanes, left of a time axis
WIDE = WIDTH - 2 * MARGIN - NAMES  # inches of a time axis


def luminance(color):
    """Give the relative luminance of a colour, as the Web Content Accessibility Guidelines define it."""
    rgb = np.array(matplotlib.colors.to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one, other):
    """Give the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(color):
    """Choose white or ink for text on a colour, whichever can be read better."""
    return max((PAPER, INK), key=lambda ink: contrast(ink, color))


def look(draw):
    """Make a function draw with this look, whatever the user's own matplotlib settings are."""

    @functools.wraps(draw)
    def drawing(*args, **kwargs):
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(
                {
                    "font.family": FONT,
                    "axes.unicode_minus": True,
                    "hatch.linewidth": 0.8,
                    "path.simplify": False,
                }
            )
            return draw(*args, **kwargs)

    return drawing


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


def chart(draw):
    """Make a function a chart: it draws with this look, and its words on parameters end in those that all share."""
    drawing = look(draw)
    drawing.__doc__ = f"{inspect.cleandoc(draw.__doc__)}{VIEW}"
    return drawing


def write(target, x, y, text, size=LABEL, color=INK, **options):
    """Write one text as it is: never read as mathematics, with no glyph that the font lacks."""
    options = {"va": "center_baseline", "zorder": 6, "family": FONT, "parse_math": False, **options}
    return target.text(x, y, "\n".join(map(drawable, text.split("\n"))), fontsize=size, color=color, **options)


def stroke(axes, xs, ys, **options):
    """Draw a line or a marker: like `axes.plot`, without its search for limits, of which these axes need none."""
    axes.add_artist(Line2D(np.atleast_1d(xs), np.atleast_1d(ys), **options))


def inches(axes: Axes) -> Transform:
    """Give the transform that counts in inches from the lower left corner of some axes."""
    figure = axes.figure
    corner = axes.get_position().p0 * figure.get_size_inches()
    return figure.dpi_scale_trans + ScaledTranslation(*corner, figure.dpi_scale_trans)


def label(axes: Axes, placed: text_layout.Placed, y: float = 0.0, **options: object) -> None:
    """Draw a label and its leader, which were placed from the axes' left end and from height `y`."""
    options = {"transform": inches(axes), **options}
    if placed.label.row:
        options["url"] = f"#{placed.label.row}"
    if placed.leader is not None:
        x, ends = placed.label.x, (y + placed.leader.y0, y + placed.leader.y1)
        stroke(axes, (x, x), ends, color=LINE, linewidth=0.8, zorder=3, gid="leader", transform=options["transform"])
    write(axes, placed.box.x0, y + (placed.box.y0 + placed.box.y1) / 2, placed.text, placed.label.size, **options)


def link(row: str, part: str = "mark") -> dict[str, str]:
    """Give the id of an artist that stands for a row, "mark-events-12", and what it links to, "#events-12"."""
    return {"gid": f"{part}-{row}", "url": f"#{row}"} if row else {"gid": part}


def pale(color: str, part: float = 0.3) -> str:
    """Give a colour with little left of it."""
    return to_hex([1 - part * (1 - channel) for channel in to_rgb(color)])


def stick(axes, flag, left, scale, start, y):
    """Write a flag's label at height `y`, with a leader from `start` at its mark; `left` in days, `scale` per day."""
    x = left + flag.x / scale
    stroke(axes, (x, x), (start, y), color=LINE, linewidth=0.8, zorder=3, gid="leader")
    write(axes, left + flag.x0 / scale, y, flag.text, SMALL, va="center_baseline", zorder=6)


class Page:
    """
    A figure with a title, a subtitle and a footer around a body of a wanted height.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    bottom, top : float
        The body's limits in inches from the figure's lower edge; `left` and `right` likewise from its left edge.
    """

    def __init__(self, title, subtitle, footer, body):
        room = WIDTH - 2 * MARGIN
        parts = [
            (balance(title, room, TITLE, bold=True, most=3), TITLE, INK, "title", "bold"),
            (wrap(subtitle, room, SUBTITLE, most=4), SUBTITLE, MUTED, "subtitle", "normal"),
            (wrap(footer, room, SMALL, most=6), SMALL, MUTED, "footer", "normal"),
        ]
        above = sum(height(size, len(lines)) for lines, size, *_ in parts[:2]) + 0.05
        below = height(SMALL, len(parts[2][0]))
        self.left, self.right = MARGIN, WIDTH - MARGIN
        self.bottom, self.top = MARGIN / 2 + below + 0.12, MARGIN / 2 + below + 0.12 + body
        self.height = self.top + 0.14 + above + MARGIN * 0.7
        self.figure = Figure(figsize=(WIDTH, self.height), dpi=DPI, facecolor=PAPER)
        Canvas(self.figure)
        y = self.height - MARGIN * 0.7
        for lines, size, color, gid, weight in parts:
            if gid == "subtitle":
                y -= 0.05
            if gid == "footer":
                y = MARGIN / 2 + below
            self.write(MARGIN, y, "\n".join(lines), size, color, va="top", gid=gid, weight=weight, linespacing=1.2)
            y -= height(size, len(lines))

    def write(self, x, y, text, size=LABEL, color=INK, **options):
        """Write a text at a place in inches."""
        return write(self.figure, x / WIDTH, y / self.height, text, size, color, **options)

    def rule(self, left, right, y, color, linewidth=1, **options):
        """Draw a horizontal line between two places in inches."""
        xs, ys = [left / WIDTH, right / WIDTH], [y / self.height] * 2
        self.figure.add_artist(Line2D(xs, ys, color=color, linewidth=linewidth, **options))

    def name(self, y, text, size=LABEL, most=2, **options):
        """Write the name of a lane left of its axis, its lines evenly spaced around height `y`."""
        lines = wrap(text, NAMES - 0.12, size, bold=options.get("weight") == "bold", most=most)
        for n, line in enumerate(lines):
            at = y + ((len(lines) - 1) / 2 - n) * size * 1.25 / 72
            self.write(self.left, at, line, size, va="center_baseline", gid="lane", **options)

    def axes(self, left, right, bottom, top, gid):
        """Make bare axes between four limits in inches; their y runs in inches from 0."""
        place = (left / WIDTH, bottom / self.height, (right - left) / WIDTH, (top - bottom) / self.height)
        axes = self.figure.add_axes(place, gid=gid, facecolor="none")
        axes.spines[:].set_visible(False)
        axes.set_axisbelow(True)
        axes.tick_params(length=0, labelsize=SMALL, labelcolor=MUTED)
        axes.tick_params(axis="x", pad=7)  # clear of the lowest amount on a y axis
        axes.set(ylim=(0, top - bottom), yticks=[])
        axes.autoscale(False)
        return axes


def num(date):
    """Turn a date (text, numpy or pandas; not NaT) into the days since 1970 that the axes count in."""
    if isinstance(date, pd.Timestamp):
        date = date.to_datetime64()
    return np.datetime64(date, "s").astype("int64") / 86400


def _ticks(first, last):
    since, until = (np.datetime64(int(day * 86400), "s") for day in (first, last))
    if last - first < 900:
        at = np.arange(since.astype("M8[M]"), until.astype("M8[M]") + 1)
        step = next(n for n in (1, 2, 3, 6) if len(at) / n <= 9)
        at = [month for month in at if month.astype(int) % step == 0]
    else:
        step = next(n for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000) if (last - first) / 365.25 / n <= 9)
        years = np.arange(since.astype("M8[Y]"), until.astype("M8[Y]") + 1)
        at = [year for year in years if (year.astype(int) + 1970) % step == 0]
    return [tick for tick in at if first <= num(tick) <= last]


def time_axis(axes, first, last, labels=True):
    """Lay a time axis from day `first` to day `last`: light lines, and a year under each."""
    at = _ticks(first, last)
    axes.set_xlim(first, last)
    axes.set_xticks([num(tick) for tick in at], [str(tick) if labels else "" for tick in at], parse_math=False)
    axes.grid(axis="x", color=GRID, linewidth=0.8)


def room_for(dates, start, end, least=10, after=0.04):
    """
    Choose the limits of a time axis, in days: the period asked for, else the data with some margin.

    Parameters
    ----------
    dates : iterable of timestamps or of days
        All that should be seen; NaT is passed over.
    start, end : pandas.Timestamp
        The period asked for; NaT where open.
    least : int
        The fewest years that an axis shows when it may choose.
    after : float
        The margin on the right, as a share of the axis.
    """
    days = [day if isinstance(day, float) else num(day) for day in dates if not pd.isna(day)]
    days = days or [num(day) for day in (start, end) if not pd.isna(day)] or [num("2000-01-01")]
    span = max(max(days) - min(days), 365.25 * least)
    spare = (span - (max(days) - min(days))) / 2
    left = min(days) - spare - span * 0.04 if pd.isna(start) else num(start)
    right = max(days) + spare + span * after if pd.isna(end) else num(end) + 1
    return left, max(right, left + 1)


def empty(title, subtitle, footer, start, end, gid):
    """Draw the page of a chart without rows: its words and, where a period was asked for, its time axis."""
    page = Page(title, subtitle, footer, 0.9)
    axes = page.axes(page.left, page.right, page.bottom + 0.3, page.top, gid)
    if not pd.isna(start) and not pd.isna(end):
        time_axis(axes, *room_for((), start, end))
    else:
        axes.set_xticks([])
    axes.axhline(0.3, color=LINE, linewidth=1, gid="baseline")
    page.figure.alt_text = f"Empty chart: {title}." + (f" {subtitle}" if subtitle else "")
    return page.figure


@look
def png(figure):
    """Give a figure as PNG: the same bytes for the same rows, with no date and no version inside."""
    figure.canvas.draw()
    # Opaque, so three channels do. Level 3 takes half the time of the default and gives smaller files.
    pixels = np.ascontiguousarray(np.asarray(figure.canvas.buffer_rgba())[..., :3])
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="png", dpi=(DPI, DPI), compress_level=3)
    return buffer.getvalue()


def show(figure):
    """
    Display a chart in a notebook, as a picture with its alternative text; the text is also the plain output.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A chart of this package: it carries `alt_text`.
    """
    from IPython.display import display

    data = {"image/png": base64.b64encode(png(figure)).decode("ascii"), "text/plain": figure.alt_text}
    display(data, raw=True, metadata={"image/png": {"alt": figure.alt_text}})
