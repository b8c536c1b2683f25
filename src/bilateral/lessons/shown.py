"""What a lesson shows: replies, documents with numbered lines, and tables of the record, in type for a classroom."""

from __future__ import annotations

import base64
import itertools
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from ..tables import records
from .tasks import LINE, Lesson, chosen, filled

#: State of a reply → its sign with its word, and their colour.
SIGNS = {
    "right": ("✓ Right.", "#1b6e3c"),
    "not yet": ("✎ Not yet.", "#8a5a00"),
    "form": ("✎ Not yet.", "#8a5a00"),
    "not tried": ("○ Not tried yet.", "#56606b"),
    "note": ("→", "#1d5b8c"),
    "stopped": ("✕ Python stopped.", "#8f1a08"),
}
_BOX = "border-left:8px solid {}; padding:6px 14px; font-size:19px; line-height:1.4; max-width:900px"
_CELL = "text-align:left; padding:4px 14px; white-space:pre-line"


def show(plain: str, rich: str, **more: Any) -> None:
    """Show a text: as HTML, or with the picture that it describes, in a notebook; plain elsewhere."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(plain)
    else:
        kinds = {"text/plain": plain} | ({"text/html": str(rich)} if rich else {})
        display(kinds | more.get("data", {}), raw=True, metadata=more.get("metadata", {}))


def picture(png: bytes, alt: str, width: int) -> None:
    """Show a picture, with a text for those who can't see it."""
    show(alt, "", data={"image/png": base64.b64encode(png).decode()}, metadata={"image/png": {"alt": alt, "width": width}})


def say(state: str, sentences: Sequence[str], hint: str = "") -> None:
    """Show a reply."""
    sign, colour = SIGNS[state]
    first, *rest = [*sentences, *[hint] * bool(hint)] or [""]
    more = Markup("").join(Markup('<p style="margin:8px 0 0 0">{}</p>').format(line) for line in rest)
    show(
        "\n".join(textwrap.fill(line, LINE) for line in (f"{sign} {first}".strip(), *rest)),
        Markup('<div style="{}"><b style="color:{}">{}</b> {}{}</div>').format(
            _BOX.format(colour), colour, sign, first, more
        ),
    )


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], size: int = 19) -> None:
    """Show a table in large type."""
    lines = [("th", heading), *(("td", row) for row in rows)]
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup('<{0} style="{1}">{2}</{0}>').format(Markup(tag), _CELL, cell) for cell in row)
        )
        for tag, row in lines
    )
    show(
        "\n".join(" | ".join(row) for _, row in lines),
        Markup('<table style="font-size:{}px">{}</table>').format(size, body),
    )


def document(lesson: Lesson, label: str, first: int = 1, last: int | None = None) -> None:
    """Show a document, or a part of it, with numbered lines; the numbers are not copied along."""
    lines = lesson.lines(label)[first - 1 : last]
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    show(
        "\n".join(f"{n:3}  {line}" for n, line in enumerate(lines, first)),
        Markup('<ol start="{}" style="font-size:17px; line-height:1.45; max-width:960px">{}</ol>').format(first, items),
    )


def evidence(lesson: Lesson, name: str) -> None:
    """Show a table that the lesson takes from the record."""
    spec = lesson.given["evidence"][name]
    if "rows" in spec:
        rows = [[lesson.filled(cell) for cell in row] for row in spec["rows"]]
    else:
        found = records(chosen(spec, f"{lesson.file.name}: evidence.{name}"))
        rows = [[filled(cell, row) for cell in spec["cells"]] for row in found]
    heading, columns = spec["heading"], spec.get("columns", 1)
    if columns > 1:  # the second half stands beside the first
        height = -(-len(rows) // columns)
        parts = [rows[start : start + height] for start in range(0, len(rows), height)]
        rows = [sum(row, []) for row in itertools.zip_longest(*parts, fillvalue=[""] * len(heading))]
        heading = heading + [""] * (len(heading) * (columns - 1))
    table(heading, rows, spec.get("size", 19))
