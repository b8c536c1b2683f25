"""What a lesson shows: replies, documents with numbered lines, and tables of the record, in type for a classroom."""

import base64
import itertools
import textwrap
from collections.abc import Sequence
from typing import Any

from ..display.html import rendered
from ..tables import records
from .tasks import LINE, Lesson, chosen, filled, forms


def show(plain: str, rich: str, **more: Any) -> None:
    """Show a text: as HTML, or with the picture that it describes, in a notebook; plain elsewhere."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(plain)
    else:
        kinds = {"text/plain": plain} | ({"text/html": rich} if rich else {})
        display(kinds | more.get("data", {}), raw=True, metadata=more.get("metadata", {}))


def picture(png: bytes, alt: str, width: int) -> None:
    """Show a picture, with a text for those who can't see it."""
    show(
        alt,
        "",
        data={"image/png": base64.b64encode(png).decode()},
        metadata={"image/png": {"alt": alt, "width": width}},
    )


def say(state: str, sentences: Sequence[str], hint: str = "") -> None:
    """Show a reply."""
    sign, colour = forms()["states"][state]
    first, *rest = [*sentences, *[hint] * bool(hint)] or [""]
    plain = "\n".join(textwrap.fill(line, LINE) for line in (f"{sign} {first}".strip(), *rest))
    show(plain, rendered("lessons/say", sign=sign, colour=colour, first=first, rest=rest))


def table(heading: Sequence[str], rows: Sequence[Sequence[str]], size: int = 19) -> None:
    """Show a table in large type."""
    plain = "\n".join(" | ".join(row) for row in (heading, *rows))
    show(plain, rendered("lessons/table", heading=heading, rows=rows, size=size))


def document(lesson: Lesson, label: str, first: int = 1, last: int | None = None) -> None:
    """Show a document, or a part of it, with numbered lines; the numbers are not copied along."""
    lines = lesson.lines(label)[first - 1 : last]
    plain = "\n".join(f"{n:3}  {line}" for n, line in enumerate(lines, first))
    show(plain, rendered("lessons/document", lines=lines, first=first))


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
