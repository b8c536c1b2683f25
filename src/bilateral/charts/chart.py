"""A chart: its words, its rows, and its drawing as a figure, as PNG, as SVG in a page, and in a notebook."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import jinja2
import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure
from PIL import Image

from ..files import PACKAGE, SourceError
from .drawing import Drawing, defaults
from .style import LINE, SMALL
from .svg import inline
from .text_layout import wrap

#: Name of a layout → how many units it is wide, and how many pixels a notebook shows it wide.
SIZES = {"wide": (1000, 1000), "narrow": (360, 360), "both": (376, 376), "large": (420, 960)}
TITLE, SUBTITLE = 22.0, 14.0
MARGIN = 14.0
#: Of a notebook's output.
PAGE = PACKAGE / "templates" / "chart.html.j2"


def layout(width: str, large: bool, both: bool = False) -> str:
    """Name the layout that is asked for."""
    if width not in ("wide", "narrow"):
        raise SourceError(f"width: {width!r} is neither 'wide' nor 'narrow'")
    return "large" if large else "both" if both else width


@dataclass(frozen=True, eq=False)
class Chart:
    """
    A chart of a corpus.

    Attributes
    ----------
    name : str
        The function that made it.
    headline, subtitle, note : str
        The words over and under it, which a page sets itself.
    alt : str
        All that it shows, in words.
    rows : pandas.DataFrame
        What is drawn, with the labels of the corpus' table.
    titles : dict of str
        Name of a row, such as "events:26", → what its mark says.
    draw : callable
        Draws it on a sheet.
    layout : {"wide", "narrow", "both", "large"}
        The width of the sheet; "both" where one drawing serves pages of all widths.
    """

    name: str
    headline: str
    subtitle: str
    note: str
    alt: str
    rows: pd.DataFrame
    titles: dict[str, str]
    draw: Callable[[Drawing], None]
    layout: str = "wide"

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.titles

    @cached_property
    def drawing(self) -> Drawing:
        """The shapes and words, as data."""
        sheet = Drawing(SIZES[self.layout][0])
        if not self.empty:
            self.draw(sheet)
        return sheet

    def resized(self, width: str = "wide", large: bool = False) -> Chart:
        """Give the same chart in another width, "wide" or "narrow", or `large` for a projector."""
        return replace(self, layout=layout(width, large, self.layout == "both"))

    @property
    def figure(self) -> Figure:
        """The chart with its words, as a figure of matplotlib."""
        body, (wide, shown) = self.drawing, SIZES[self.layout]
        sheet, top = Drawing(wide, body.height), 0.0
        below = wrap(self.note, wide, SMALL)
        sheet.lines(0, body.height + LINE, below, SMALL, color="muted")
        lines = [(line, SUBTITLE, "muted", False) for line in wrap(self.subtitle, wide, SUBTITLE)]
        size = TITLE if wide > 500 else SUBTITLE + 2
        lines = [(line, size, "ink", True) for line in wrap(self.headline, wide, size, bold=True)] + lines
        for line, size, color, bold in reversed(lines):
            top -= size * 1.3
            sheet.text(0, top, line, size, color, bold=bold)
        sheet.height += LINE * len(below) + MARGIN
        sheet.parts += body.parts
        return sheet.figure(top - MARGIN, margin=MARGIN, dpi=72 * max(1.5, 2 * shown / 1000) * shown / wide)

    def png(self) -> bytes:
        """Give the figure as PNG: the same bytes for the same rows."""
        figure, out = self.figure, io.BytesIO()
        with defaults():
            figure.canvas.draw()
        pixels = np.asarray(figure.canvas.buffer_rgba())  # pyright: ignore[reportAttributeAccessIssue] - Agg's
        few = Image.fromarray(pixels).convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(out, format="png", compress_level=6)
        return out.getvalue()

    def svg(
        self, prefix: str = "", links: Mapping[str, str] | None = None, titles: Mapping[str, str] | None = None
    ) -> str:
        """
        Give the drawing as SVG to put into a page, without headline, subtitle and note; the same text for the same rows.

        Parameters
        ----------
        prefix : str
            Stands before the ids; by default the chart's name.
        links : mapping of str, optional
            Name of a row → where its mark leads; other marks lead nowhere. By default to ``#events:26``.
        titles : mapping of str, optional
            Name of a row → what its mark says, in place of `titles`.
        """
        if self.empty:
            return ""
        links = {row: f"#{row}" for row in self.titles} if links is None else links
        words = {"prefix": prefix or self.name, "label": self.headline, "alt": self.alt, "kind": self.layout}
        return inline(self.drawing, links, self.titles | dict(titles or {}), **words)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        """Give what a notebook shows: SVG with its table where the notebook is trusted, else the picture."""
        png = base64.b64encode(self.png()).decode("ascii")
        shown = {"width": SIZES[self.layout][1], "alt": self.alt}
        page = {"image/png": png, "text/html": self._html(png), "text/plain": self.alt}
        return page, {"image/png": shown}

    def _html(self, png: str) -> str:
        """
        Write the chart with the table that its marks lead to.

        JupyterLab changes each `href` of a link, which it can't in SVG; it leaves `xlink:href` alone.
        """
        name = f"chart-{self.name}-{zlib.crc32(png.encode()):08x}"
        links = {row: f"#{name}-row-{row}" for row in self.titles}
        svg = self.svg(name, links).replace(' href="#', ' xlink:href="#')
        page = jinja2.Template(PAGE.read_text(encoding="utf-8"), autoescape=True, trim_blocks=True)
        return page.render(chart=self, name=name, links=links, svg=Markup(svg), png=png, wide=SIZES[self.layout][1])
