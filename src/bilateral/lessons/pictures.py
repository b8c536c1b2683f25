"""Charts that can be read from the back row: few marks, large type, hatching as well as colour."""

from __future__ import annotations

import base64
import io
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

from .tasks import Lesson

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches and dots per inch: 960 by 400 pixels, so that a point of type is a pixel and a ninth.
_SIZE, _DOTS = (12, 5), 80
_TITLE, _LABEL, _NUMBER, _WIDE = 27, 22, 28, 52
_LOOKS: Any = ({"color": "#1d5b8c"}, {"color": "#f0b555", "hatch": "//", "edgecolor": "#7a5200"})


def drawn(lesson: Lesson, name: str, title: str | None = None) -> tuple[bytes, str]:
    """Draw a chart of the lesson; return its PNG and its text for those who can't see it."""
    from matplotlib.figure import Figure

    spec = lesson.given["chart"][name]
    heading = title or spec["title"]
    figure, file = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained"), io.BytesIO()
    axes = figure.subplots()
    (_bars if "bars" in spec else _lanes)(axes, spec, lesson)
    axes.spines[["top", "right"]].set_visible(False)
    figure.suptitle(
        "\n".join(textwrap.wrap(heading, _WIDE)).replace("$", r"\$"), fontsize=_TITLE, weight="bold", x=0.01, ha="left"
    )
    if axes.get_legend_handles_labels()[0]:
        figure.legend(loc="outside lower left", ncols=2, fontsize=20, frameon=False)
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue(), f"{heading}. {lesson.filled(spec['alt'])}"


def address(picture: bytes) -> str:
    """Return a picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _bars(axes: Axes, spec: dict[str, Any], lesson: Lesson) -> None:
    """Draw a bar for each count, in parts, with its sum behind it."""
    rows, scale = spec["bars"], spec.get("scale", 1)
    places = range(len(rows) - 1, -1, -1)
    longest = 0.0
    for place, row in zip(places, rows, strict=True):
        end = 0.0
        for part, name, look in zip(row["parts"], spec["legend"], _LOOKS, strict=True):
            value = lesson.number(part) * scale
            axes.barh(place, value, left=end, height=0.6, label=name if row is rows[0] else None, **look)
            end += value
        axes.text(end, place, f" {end:.1f}", va="center", fontsize=_NUMBER, weight="bold")
        longest = max(longest, end)
    axes.set_yticks(places, [row["label"] for row in rows], fontsize=_LABEL)
    axes.set(xticks=[], xlim=(0, longest * 1.12))
    axes.spines["bottom"].set_visible(False)


def _lanes(axes: Axes, spec: dict[str, Any], lesson: Lesson) -> None:
    """Draw a lane for each source, with a band for each of its spans; an end that is not given is open, an arrow."""
    first, last = map(_day, spec["days"])
    looks, lanes = dict(zip(("known", "guessed"), _LOOKS, strict=True)), spec["lanes"][::-1]
    for place, row in enumerate(lanes):
        for span in row["spans"]:
            _band(axes, place, first, last, span, looks[span["look"]])
    marks = {_day(mark["at"]): mark["label"] for mark in spec["marks"]}
    for day in marks:
        axes.axvline(day, color="#56606b", linestyle=":", linewidth=2, zorder=0)
    for name, words in spec.get("legend", {}).items():
        axes.barh(0, 0, left=first, label=words, **looks[name])
    axes.set_xticks([*marks], [*marks.values()])
    axes.set_yticks(range(len(lanes)), [row["label"] for row in lanes])
    axes.tick_params(labelsize=_LABEL, length=0)
    axes.set(xlim=(first, last), ylim=(-0.5, len(lanes) - 0.5))


def _day(text: str) -> int:
    """Give a day as the number that an axis counts in."""
    return date.fromisoformat(text).toordinal()


def _band(axes: Axes, place: int, first: int, last: int, span: dict[str, Any], look: dict[str, str]) -> None:
    """Draw a span, with its label in it."""
    start, end = _day(span["from"]) if "from" in span else first, _day(span["to"]) if "to" in span else last
    tip = (last - first) / 40
    left, right = start + tip * ("from" not in span), end - tip * ("to" not in span)
    across, up = [start, left, right, end, right, left], [0, 0.32, 0.32, 0, -0.32, -0.32]
    edge, hatch = look.get("edgecolor", look["color"]), look.get("hatch")
    axes.fill(across, [place + y for y in up], facecolor=look["color"], edgecolor=edge, hatch=hatch)
    if "label" in span:
        box = {"facecolor": "white", "edgecolor": "none", "pad": 4}
        axes.text((left + right) / 2, place, span["label"], ha="center", va="center", fontsize=20, bbox=box)
