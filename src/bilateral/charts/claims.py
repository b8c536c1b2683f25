"""What the documents state and how the record has it: a mark for each statement of each document."""

from typing import Any, NamedTuple

import pandas as pd

from ..tables import tuples
from ..wording import clean
from .asked import chart
from .chart import Chart
from .drawing import Drawing
from .style import BESIDE, LABEL, LINE, NAMES, VERDICTS, WORDS
from .text_layout import fit, wrap
from .view import View

MANY = 150  # statements: the signs of more are smaller
HEAD, COUNT = 150.0, 40.0  # the narrowest column; where marks begin that stand after their number


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
    return shown.chart(rows, titles, lambda sheet: Grid(sheet, documents, step).draw())


def _words(row: Any, subject: str) -> str:
    """Name a statement, how the record has it, and what the record has otherwise."""
    other = f" (otherwise: {clean(row.correction, 160)})" if pd.notna(row.correction) else ""
    return f"{WORDS[row.against_record].capitalize()}: {subject}{other}"


class Grid(NamedTuple):
    """Documents one under the other, with the labels of their evidence for each verdict."""

    sheet: Drawing
    documents: list[tuple[str, dict[str, Any]]]
    step: float

    def draw(self) -> None:
        """Draw the verdicts beside each other, or in lines of their own on a narrow sheet."""
        sheet, y = self.sheet, 12.0
        if sheet.wide > BESIDE:
            columns = self._columns()
            for verdict, (left, _) in columns.items():
                self._head(verdict, left, y)
            y += 18
            for name, found in self.documents:
                sheet.line([(0, y), (sheet.wide, y)], "rule")
                y = self._across(name, found, columns, y)
        else:
            for n, verdict in enumerate(WORDS):
                self._head(verdict, n % 2 * sheet.wide / 2, y + n // 2 * 20)
            y += 40
            for name, found in self.documents:
                y = self._down(name, found, y)
        sheet.height = y + 2

    def _head(self, verdict: str, x: float, y: float) -> None:
        sign, color = VERDICTS[verdict]
        self.sheet.sign(sign, x + 8, y, color)
        self.sheet.text(x + 24, y, WORDS[verdict], LABEL, bold=True)

    def _columns(self) -> dict[str, tuple[float, float]]:
        """Share the room among the verdicts, by the most statements that a document has."""
        most = {verdict: max(len(found[verdict]) for _, found in self.documents) + 1 for verdict in WORDS}
        spare, left, columns = self.sheet.wide - NAMES - HEAD * len(WORDS), NAMES, {}
        for verdict, number in most.items():
            wide = HEAD + spare * number / sum(most.values())
            columns[verdict] = left, wide
            left += wide
        return columns

    def _across(self, name: str, found: dict[str, list[int]], columns: dict, y: float) -> float:
        """Draw a document's marks in a column for each verdict."""
        lines, first = wrap(name, NAMES - 12, LABEL, True, 3), y + 19
        self.sheet.lines(0, first, lines, bold=True)
        bottom = first + (len(lines) - 1) * LINE
        for verdict, (left, wide) in columns.items():
            if not len(found[verdict]):
                self.sheet.text(left, first, "none", color="muted")
            bottom = max(bottom, self._marks(verdict, found[verdict], left + 8, first, wide - 20))
        return bottom + 19

    def _down(self, name: str, found: dict[str, list[int]], y: float) -> float:
        """Draw a document's marks in a line for each verdict, with their number."""
        self.sheet.text(0, y + 12, fit(name, self.sheet.wide, LABEL, True), bold=True)
        y += 24
        for verdict, labels in found.items():
            if len(labels):
                self.sheet.text(0, y + 12, str(len(labels)), color="muted")
                y = self._marks(verdict, labels, COUNT, y + 12, self.sheet.wide - COUNT - 8) + 12
        return y + 6

    def _marks(self, verdict: str, labels: list[int], x: float, y: float, wide: float) -> float:
        """Draw the marks of a verdict in lines, and give the height of the last one."""
        (sign, color), step = VERDICTS[verdict], self.step
        most = int(wide / step) + 1
        for n, label in enumerate(labels):
            at = x + n % most * step, y + n // most * (step + 2)
            self.sheet.sign(sign, *at, color, f"evidence:{label}", step / 4, step / 2)
        return y + max(len(labels) - 1, 0) // most * (step + 2)
