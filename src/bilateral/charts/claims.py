"""What the documents state and how the record has it: a mark for each statement of each document."""

import pandas as pd

from ..wording import clean
from .chart import Chart
from .drawing import LABEL, VERDICTS, Drawing
from .marks import BESIDE, NAMES
from .text_layout import fit, wrap
from .view import View, chart

WORDS = {
    "contradicted": "contradicted",
    "disputed": "disputed",
    "supported": "supported",
    "not covered": "not in the record",
}
STEP, LINE = 22.0, 24.0  # from mark to mark, and from line to line


@chart
def claims(shown: View) -> Chart:
    """Draw a mark for each statement of each document, by how the record has it."""
    table, evidence = shown.corpus.claims, shown.corpus.evidence
    rows = evidence.drop_duplicates(["claim", "source"])
    titles = {
        f"evidence:{row.Index}": shown.said(
            row, f"{WORDS[row.against_record].capitalize()}: {table['subject'][row.claim]}"
        )
        + (f". {clean(row.correction, 160)}" if pd.notna(row.correction) else "")
        for row in rows.itertuples()
    }
    return shown.chart("claims", "claims", rows, titles, lambda sheet: _draw(sheet, rows, shown))


def _draw(sheet: Drawing, rows: pd.DataFrame, shown: View) -> None:
    """Draw documents one under the other; their verdicts beside each other, or in lines of their own on a narrow sheet."""
    by = {source: group["against_record"] for source, group in rows.groupby("source", sort=False)}
    order = [source for source in shown.corpus.sources["source"] if source in by]
    beside = sheet.wide > BESIDE
    wide = (sheet.wide - NAMES) / len(VERDICTS) if beside else sheet.wide / 2
    y = 12.0
    for n, (verdict, words) in enumerate(WORDS.items()):
        x = NAMES + n * wide if beside else n % 2 * wide
        at = y if beside else y + n // 2 * 20
        sheet.sign(VERDICTS[verdict][0], x + 8, at, VERDICTS[verdict][1])
        sheet.text(x + 24, at, words, LABEL, bold=beside, color="ink" if beside else "muted")
    y += 18 if beside else 40
    for source in order:
        if beside:
            sheet.line([(0, y), (sheet.wide, y)], "rule")
        y = (_across if beside else _down)(sheet, shown.labels[source], by[source], wide, y)
    sheet.height = y + 2


def _across(sheet: Drawing, name: str, verdicts: pd.Series, wide: float, y: float) -> float:
    """Draw a document's marks in a column for each verdict."""
    lines, most = wrap(name, NAMES - 12, LABEL, True, 3), int((wide - 12) / STEP)
    counts = verdicts.value_counts()
    tall = max(-(-int(counts.max()) // most) * LINE, len(lines) * 16) + 14
    for n, line in enumerate(lines):
        sheet.text(0, y + 7 + LINE / 2 + n * 16, line, bold=True)
    for n, verdict in enumerate(WORDS):
        left = NAMES + n * wide
        if verdict not in counts:
            sheet.text(left, y + 7 + LINE / 2, "none", color="muted")
        _marks(sheet, verdicts, verdict, left + 8, y + 7 + LINE / 2, most)
    return y + tall


def _down(sheet: Drawing, name: str, verdicts: pd.Series, wide: float, y: float) -> float:
    """Draw a document's marks in a line for each verdict, with their number."""
    most = int((sheet.wide - 40) / STEP)
    sheet.text(0, y + 12, fit(name, sheet.wide, LABEL, True), bold=True)
    y += 24
    for verdict in WORDS:
        n = int(verdicts.eq(verdict).sum())
        if n:
            sheet.text(0, y + LINE / 2, str(n), color="muted")
            y = _marks(sheet, verdicts, verdict, 40, y + LINE / 2, most) + LINE / 2
    return y + 6


def _marks(sheet: Drawing, verdicts: pd.Series, verdict: str, x: float, y: float, most: int) -> float:
    """Draw the marks of a verdict in lines, and give the height of the last one."""
    sign, color = VERDICTS[verdict]
    for n, label in enumerate(verdicts.index[verdicts.eq(verdict)]):
        line, place = divmod(n, most)
        sheet.sign(sign, x + place * STEP, y + line * LINE, color, f"evidence:{label}", reach=STEP / 2)
    return y + (max(int(verdicts.eq(verdict).sum()) - 1, 0) // most) * LINE
