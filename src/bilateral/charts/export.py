"""A chart as a picture: PNG, SVG for a page, and what a notebook displays."""

import base64
import io

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from . import style
from .text_layout import DPI

SVG = {"svg.fonttype": "none", "svg.hashsalt": "bilateral"}


@style.look
def png(figure: Figure) -> bytes:
    """Give a figure as PNG: the same bytes for the same rows, with no date and no version inside."""
    figure.canvas.draw()
    # Opaque, so three channels do. Level 3 takes half the time of the default and gives smaller files.
    pixels = np.ascontiguousarray(np.asarray(figure.canvas.buffer_rgba())[..., :3])
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="png", dpi=(DPI, DPI), compress_level=3)
    return buffer.getvalue()


@style.look
def svg(figure: Figure) -> str:
    """
    Give a figure as SVG to be put into a page: the same text for the same rows, with words as text.

    A mark is a group ``mark-events-12`` and a link to ``#events-12``. All other ids begin with the name of the chart.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context(SVG):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def show(figure: Figure) -> None:
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
