"""What the documents state and how the record has it: a mark for each statement of each document."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..tables import tuples
from ..wording import clean
from .asked import chart
from .chart import Chart
from .drawing import Drawing
from .placing import named
from .style import BESIDE, LABEL, LINE, NAMES, VERDICTS, WORDS
from .view import View

MANY = 150  # statements: the signs of more are smaller
HEAD, COUNT = 150.0, 40.0  # the narrowest column; where marks begin that stand after their number

#: The name of each document, and the labels of its evidence for each verdict.
Documents = list[tuple[str, dict[str, Any]]]


@chart
def claims(shown: View) -> Chart:
    """Draw a mark for each statement of each document, by how the record has it."""
    subjects, rows = shown.corpus.claims["subject"], shown.corpus.evidence.drop_duplicates(["claim", "source"])
    titles = {f"evidence:{row.Index}": shown.said(row, _words(row, subjects[row.claim])) for row in tuples(rows)}
    step = 24.0 if len(rows) < MANY else 14.0
    found = rows.groupby(["source", "against_record"]).groups
    documents = [
        (shown.labels[source], {verdict: found.get((source, verdict), ()) for verdict in WORDS})
        for source in shown.corpus.sources["source"]
        if source in set(rows["source"])
    ]
    return shown.chart(rows, titles, lambda sheet: _draw(sheet, documents, step))


def _words(row: Any, subject: str) -> str:
    """Name a statement, how the record has it, and what the record has otherwise."""
    other = f" (otherwise: {clean(row.correction, 160)})" if pd.notna(row.correction) else ""
    return f"{WORDS[row.against_record].capitalize()}: {subject}{other}"


def _draw(sheet: Drawing, documents: Documents, step: float) -> None:
    """Draw the verdicts beside each other, or in lines of their own on a narrow sheet."""
    draw = _across if sheet.wide > BESIDE else _down
    sheet.height = draw(sheet, documents, step) + 2


def _across(sheet: Drawing, documents: Documents, step: float) -> float:
    """Draw documents one under the other, with a column for each verdict."""
    columns, y = _columns(sheet.wide, documents), 30.0
    for verdict, (left, _) in columns.items():
        _head(sheet, verdict, left, 12)
    for name, found in documents:
        lines = named(sheet, name)
        sheet.line([(0, y), (sheet.wide, y)], "rule")
        y += 19
        sheet.lines(0, y, lines, bold=True)
        bottom = y + (len(lines) - 1) * LINE
        for verdict, (left, wide) in columns.items():
            if not len(found[verdict]):
                sheet.text(left, y, "none", color="muted")
            bottom = max(bottom, _marks(sheet, verdict, found[verdict], step, left + 8, y, wide - 20))
        y = bottom + 19
    return y


def _columns(room: float, documents: Documents) -> dict[str, tuple[float, float]]:
    """Share the room among the verdicts, by the most statements that a document has."""
    most = {verdict: max(len(found[verdict]) for _, found in documents) + 1 for verdict in WORDS}
    spare, left, columns = room - NAMES - HEAD * len(WORDS), NAMES, {}
    for verdict, number in most.items():
        wide = HEAD + spare * number / sum(most.values())
        columns[verdict] = left, wide
        left += wide
    return columns


def _down(sheet: Drawing, documents: Documents, step: float) -> float:
    """Draw documents one under the other, with a line for each verdict, and the number of its marks."""
    for n, verdict in enumerate(WORDS):
        _head(sheet, verdict, n % 2 * sheet.wide / 2, 12 + n // 2 * 20)
    y = 52.0
    for name, found in documents:
        sheet.lines(0, y + 12, named(sheet, name), bold=True)
        y += 36
        for verdict, labels in found.items():
            if len(labels):
                sheet.text(0, y, str(len(labels)), color="muted")
                y = _marks(sheet, verdict, labels, step, COUNT, y, sheet.wide - COUNT - 8) + 24
        y -= 6
    return y


def _head(sheet: Drawing, verdict: str, x: float, y: float) -> None:
    sign, color = VERDICTS[verdict]
    sheet.sign(sign, x + 8, y, color)
    sheet.text(x + 24, y, WORDS[verdict], LABEL, bold=True)


def _marks(sheet: Drawing, verdict: str, labels: Sequence[int], step: float, x: float, y: float, wide: float) -> float:
    """Draw the marks of a verdict in lines, and give the height of the last one."""
    (sign, color), most = VERDICTS[verdict], int(wide / step) + 1
    for n, label in enumerate(labels):
        at = x + n % most * step, y + n // most * (step + 2)
        sheet.sign(sign, *at, color, f"evidence:{label}", step / 4, step / 2)
    return y + max(len(labels) - 1, 0) // most * (step + 2)
