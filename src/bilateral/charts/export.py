"""A chart as a picture: PNG, SVG to put into a page, and what a notebook displays."""

import base64
import io
import re
from collections.abc import Container
from xml.etree import ElementTree

import matplotlib
import numpy as np
from PIL import Image

from . import style
from .page import ChartFigure
from .text_layout import DPI, FONT

_SPACE, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_DECIMALS = re.compile(r"(?<=\.\d\d)\d+")
_REFERENCE = re.compile(r"(?<=url\(#)")
#: The colours that a page may change, by the names of its variables.
_COLORS = {"paper": style.PAPER, "ink": style.INK, "muted": style.MUTED, "accent": style.ACCENT, "pale": style.PALE}
_COLOR = re.compile("|".join(_COLORS.values()))


@style.look
def png(figure: ChartFigure) -> bytes:
    """Give a figure as PNG: the same bytes for the same rows, with no date and no version inside."""
    figure.canvas.draw()
    # Opaque, so three channels do. Level 3 takes half the time of the default and gives smaller files.
    pixels = np.ascontiguousarray(np.asarray(figure.canvas.buffer_rgba())[..., :3])
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="png", dpi=(DPI, DPI), compress_level=3)
    return buffer.getvalue()


@style.look
def svg(figure: ChartFigure, targets: Container[str] | None = None) -> str:
    """
    Give a figure as SVG to put into a page: the same text for the same rows, with words as text.

    A mark is a group ``mark-events-12`` and a link to ``#events-12`` that is named by the words of its row.

    Parameters
    ----------
    figure : ChartFigure
    targets : container of str, optional
        The ids that the page has: other marks are no links. Without it all are.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "bilateral"}):  # type: ignore[arg-type]
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(buffer.getvalue())
    for part in root[:2]:  # metadata, and a style that would be the whole page's
        root.remove(part)
    for size in ("width", "height"):
        del root.attrib[size]
    root.attrib |= {"stroke-linejoin": "round", "role": "group", "aria-label": figure.alt_text}
    prefix = f"{figure.axes[0].get_gid()}-"  # two charts of a page may have one clip path, but no id twice
    marks: set[str] = set()
    for element in root.iter():
        if element.tag == f"{_SPACE}a":
            _link(element, figure, targets)
        name = _plain(element, prefix)
        if name.startswith("mark-") and name not in marks:  # a figure with two readings has two marks
            element.set("id", name)
            marks.add(name)
    ElementTree.register_namespace("", _SPACE[1:-1])
    return ElementTree.tostring(root, encoding="unicode")


def _link(element: ElementTree.Element, figure: ChartFigure, targets: Container[str] | None) -> None:
    """Make a link to a row, with a name; or none, where its target is not in the page."""
    target = element.attrib.pop(_LINK)
    del element.attrib["target"]
    row = target.removeprefix("#")
    if targets is not None and row not in targets:
        element.tag = f"{_SPACE}g"
        return
    element.set("href", target)
    title = ElementTree.Element(f"{_SPACE}title")
    title.text = figure.names.get(row) or row
    element.insert(0, title)


def _plain(element: ElementTree.Element, prefix: str) -> str:
    """Shorten numbers, leave fonts to the page and colours to its variables, and give back the id of a group."""
    name = element.attrib.pop("id", "")
    if name and element.tag != f"{_SPACE}g":
        element.set("id", prefix + name)
    if target := element.attrib.pop(_LINK, ""):
        element.set("href", f"#{prefix}{target[1:]}")
    for key, value in element.attrib.items():
        value = value.replace(f"font-family: '{FONT}'; ", "")
        if key in ("style", "clip-path", "fill", "stroke"):
            value = _REFERENCE.sub(prefix, _COLOR.sub(_variable, value))
        if key not in ("id", "href", "aria-label"):
            element.set(key, _DECIMALS.sub("", value))
    return name


def _variable(match: re.Match[str]) -> str:
    name = next(name for name, color in _COLORS.items() if color == match.group())
    return f"var(--{name}, {match.group()})"


def show(figure: ChartFigure) -> None:
    """
    Display a chart in a notebook, as a picture with its alternative text; the text is also the plain output.

    Parameters
    ----------
    figure : ChartFigure
        A chart of this package: it carries `alt_text`.
    """
    from IPython.display import display

    data = {"image/png": base64.b64encode(png(figure)).decode("ascii"), "text/plain": figure.alt_text}
    display(data, raw=True, metadata={"image/png": {"alt": figure.alt_text}})
