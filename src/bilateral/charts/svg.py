"""SVG of a drawing, to put into a page: words as text, colours as the page's variables, and a link for each row."""

from collections.abc import Mapping
from html import escape

from matplotlib.path import Path

from .drawing import Drawing, Shape, Words
from .style import COLORS

#: Code of a step of a path → its letter.
_STEPS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE4: "C"}


def inline(
    drawing: Drawing,
    links: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    prefix: str,
    label: str,
    alt: str,
    kind: str,
) -> str:
    """
    Give a drawing as SVG to put into a page.

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
    parts: dict[str, list[str]] = {}
    for n, part in enumerate(drawing.parts):
        row = part.row if part.row in titles else f" {n}"
        parts.setdefault(row, []).append(_words(part) if isinstance(part, Words) else _shape(part, row in titles))
    body = "".join(_mark(row, "".join(drawn), links, titles, prefix) for row, drawn in parts.items())
    names = f'aria-labelledby="{prefix}-title {prefix}-desc"'
    head = f'<title id="{prefix}-title">{escape(label)}</title><desc id="{prefix}-desc">{escape(alt)}</desc>'
    size = f"0 0 {_number(drawing.wide)} {_number(drawing.height)}"
    return f'<svg class="chart {kind}" viewBox="{size}" role="group" {names}>{head}{body}</svg>'


def _mark(row: str, drawn: str, links: Mapping[str, str], titles: Mapping[str, str], prefix: str) -> str:
    """Wrap what belongs to a row in a link, or in a group where it leads nowhere."""
    if row not in titles:
        return drawn
    tag, target = ("a", f' href="{escape(links[row])}"') if row in links else ("g", "")
    return f'<{tag} id="{escape(prefix)}-{escape(row)}"{target}><title>{escape(titles[row])}</title>{drawn}</{tag}>'


def _shape(part: Shape, aimed: bool) -> str:
    """Write a path; one that is not painted can only be aimed at."""
    segments = part.path.iter_segments(simplify=False)
    steps = ("z" if code == Path.CLOSEPOLY else _STEPS[code] + " ".join(map(_number, at)) for at, code in segments)
    wide = f' stroke-width="{_number(part.wide)}"' if part.stroke and part.wide != 1 else ""
    paint = _paint("fill", part.fill) + _paint("stroke", part.stroke) or ' fill="transparent"' * aimed
    return f'<path d="{"".join(steps)}"{paint}{wide}/>' if paint else ""


def _words(part: Words) -> str:
    bold = ' font-weight="700"' * part.bold
    place = f'x="{_number(part.x)}" y="{_number(part.y)}" font-size="{_number(part.size)}" text-anchor="{part.anchor}"'
    return f"<text {place}{bold}{_paint('fill', part.color)}>{escape(part.text)}</text>"


def _paint(what: str, color: str) -> str:
    return f' {what}="var(--{color}, {COLORS[color]})"' if color else ""


def _number(value: float) -> str:
    """Write a number, rounded to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
