"""SVG of a figure, cleaned for a page: words as text, colours as the page's variables, and a link for each row."""

import io
import re
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree

from matplotlib.figure import Figure

from .drawing import defaults
from .style import COLORS

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.\d+")
_COLORS = {color: f"var(--{name}, {color})" for name, color in COLORS.items()}


def inline(
    figure: Figure, links: Mapping[str, str], titles: Mapping[str, str], *, prefix: str, label: str, alt: str, kind: str
) -> str:
    """
    Give a figure as SVG to put into a page.

    Parameters
    ----------
    links, titles : mapping of str
        Name of a row → where its mark leads, and what it says. All that has one name is one link.
    prefix : str
        Stands before each id.
    label, alt : str
        The drawing's name and description.
    kind : str
        A class of the drawing.
    """
    out = io.StringIO()
    with defaults():
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(out.getvalue())
    parts: dict[str, list[str]] = {}
    for group in root.iter(f"{_SVG}g"):
        for element in group:
            row = group.get("id", "")
            if drawn := _element(element, row in titles):
                parts.setdefault(row if row in titles else f" {len(parts)}", []).append(drawn)
    body = "".join(_mark(row, "".join(drawn), links, titles, prefix) for row, drawn in parts.items())
    names = f'aria-labelledby="{prefix}-title {prefix}-desc"'
    head = f'<title id="{prefix}-title">{escape(label)}</title><desc id="{prefix}-desc">{escape(alt)}</desc>'
    return f'<svg class="chart {kind}" viewBox="{root.get("viewBox")}" role="group" {names}>{head}{body}</svg>'


def _mark(row: str, drawn: str, links: Mapping[str, str], titles: Mapping[str, str], prefix: str) -> str:
    """Wrap what belongs to a row in a link, or in a group where it leads nowhere."""
    if row not in titles:
        return drawn
    tag, target = ("a", f' href="{escape(links[row])}"') if row in links else ("g", "")
    return f'<{tag} id="{escape(prefix)}-{escape(row)}"{target}><title>{escape(titles[row])}</title>{drawn}</{tag}>'


def _element(element: ElementTree.Element, row: bool) -> str:
    """Write a path or a text with what a page needs of its look; nothing for what is neither painted nor aimed at."""
    look = dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if ": " in part)
    color = {key: _COLORS.get(look.get(key, "none"), "") for key in ("fill", "stroke")}
    if element.tag == f"{_SVG}text":
        more = {"font-size": look["font-size"].removesuffix("px"), "text-anchor": look["text-anchor"]}
        bold = {"font-weight": "700"} if look.get("font-weight") == "700" else {}
        where = {"x": element.attrib["x"], "y": element.attrib["y"]}
        return f"<text{_attributes(where | more | bold | color)}>{escape(element.text or '')}</text>"
    if element.tag != f"{_SVG}path" or not (any(color.values()) or row):
        return ""
    if not any(color.values()):
        color["fill"] = "transparent"
    wide = look.get("stroke-width", "1") if color["stroke"] else "1"
    paint = color | {"stroke-width": wide if wide != "1" else ""}
    return f"<path{_attributes({'d': ' '.join(element.attrib['d'].split())} | paint)}/>"


def _attributes(values: Mapping[str, str]) -> str:
    """Write attributes, with numbers rounded to a tenth."""
    rounded = {
        key: _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), values[key]) for key in values
    }
    return "".join(f' {key}="{value}"' for key, value in rounded.items() if value)
