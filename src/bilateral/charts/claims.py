"""What the documents assert, and how it stands: a row for each statement, a mark for each document that makes it."""

import pandas as pd

from ..wording import clean, count
from . import style
from .captions import several
from .model import Chart
from .page import chart, empty
from .rows import check, credit
from .strips import Line, Sign, Strip, Text
from .style import LABEL, MARGIN, SMALL, WIDTH
from .text_layout import height, wrap

COLUMNS = ["kind", "subject", "between_sources", "against_record"]
EVIDENCE = ["claim", "source", "against_record"]
#: Of each verdict, the worst first: its marker, its colour and the same sign as a character.
VERDICTS = {
    "contradicted": ("X", style.CONTRADICTED, "✖"),
    "disputed": ("D", style.DISPUTED, "◆"),
    "supported": ("o", style.SUPPORTED, "●"),
}
MOST = 45  # statements in a chart
ALL, WORDS = WIDTH - 2 * MARGIN, 4.6  # inches: a row; the words of a statement


@chart
def claims(
    table: pd.DataFrame,
    *,
    evidence: pd.DataFrame,
    dyad: tuple[str, str],
    labels: dict[str, str] | None = None,
    start: object = None,
    end: object = None,
    reason: str = "",
) -> Chart:
    """
    Draw the statements that can be checked, a row for each, with a mark for each document that makes it.

    Parameters
    ----------
    table : pandas.DataFrame
        The `claims` table: kind, subject, between_sources, against_record (strings).
    evidence : pandas.DataFrame
        The `evidence` table: claim (label of a row of `table`), source, against_record.
    """
    states = check(table, COLUMNS, dyad)
    check(evidence, EVIDENCE, dyad)
    order = list(VERDICTS)
    rows = table[table["against_record"].isin(order)]
    rows = rows.sort_values("against_record", key=lambda column: column.map(order.index), kind="stable")
    stated = evidence[evidence["claim"].isin(rows.index)]
    rest, more = len(table) - len(rows), len(rows) - MOST
    notes = [credit(stated["source"], labels, (len(rows), "statement"))]
    notes += [f"{count(rest, 'statement')} not covered by the record, not drawn."] if rest else []
    if rows.empty:
        title = f"The record covers nothing that the reader found in these documents on {states[0]} and {states[1]}"
        return empty("claims", title, clean(reason, 200), notes)
    notes += [f"{count(more, 'more statement')} not drawn, for want of room."] if more > 0 else []
    text = f"What the documents state on {states[0]} and {states[1]}, each statement held against the record. "
    if not stated["against_record"].isin(order).all():
        text += "Ring: the document states it, and the record doesn't cover what it says."
    title = finding(rows, stated)
    return Chart(
        "claims", title, text.strip(), notes, _parts(rows[:MOST], stated, labels or {}), _alt(title, rows, stated)
    )


def _parts(rows: pd.DataFrame, stated: pd.DataFrame, labels: dict[str, str]) -> list[Strip]:
    """Lay out the documents' names, and under a heading for each verdict its statements."""
    stated = stated[stated["claim"].isin(rows.index)]
    step = (ALL - WORDS) / max(stated["source"].nunique(), 1)
    columns = {source: WORDS + (n + 0.5) * step for n, source in enumerate(stated["source"].unique())}
    names = [wrap(clean(labels.get(source, source), 60), step - 0.08, SMALL, most=3) for source in columns]
    tall = height(SMALL, max(map(len, names), default=0))
    look = {"size": SMALL, "color": style.MUTED, "align": "center"}
    heads = [
        Text(x, tall / 2, "\n".join(lines), "source", **look) for x, lines in zip(columns.values(), names, strict=True)
    ]
    parts = [Strip(tall, heads)]
    for verdict, group in rows.groupby("against_record", sort=False):
        parts.append(_heading(verdict, len(group)))
        for label, subject in group["subject"].items():
            parts.append(_statement(subject, stated[stated["claim"].eq(label)], columns))
    return parts


def _heading(verdict: str, n: int) -> Strip:
    _, color, sign = VERDICTS[verdict]
    text = Text(0, 0.14, f"{sign} {verdict.capitalize()}: {n}", "verdict", color=color, weight="bold")
    return Strip(0.42, [text], [Line((0, ALL), (0, 0), "rule", color, 1.2)])


def _statement(subject: str, stated: pd.DataFrame, columns: dict[str, float]) -> Strip:
    lines = wrap(clean(subject, 160), WORDS - 0.15, LABEL, most=2)
    tall, signs = height(LABEL, len(lines)) + 0.1, []
    for row in stated.itertuples():
        marker, color, _ = VERDICTS.get(row.against_record, ("o", style.SILENT, ""))
        face = color if row.against_record in VERDICTS else style.PAPER
        signs.append(Sign(columns[row.source], tall / 2, f"evidence-{row.Index}", marker, color, face))
    return Strip(tall, [Text(0, tall / 2, "\n".join(lines), "claim")], [Line((0, ALL), (0, 0), "rule")], signs)


def finding(rows: pd.DataFrame, stated: pd.DataFrame) -> str:
    """Write how many statements the record contradicts, and how many of them stand in one document."""
    if len(rows) == 1:
        return f"The only checkable statement is {rows['against_record'].iloc[0]}"
    wrong = rows.index[rows["against_record"].eq("contradicted")]
    verb = "are" if len(wrong) > 1 else "is"
    text = f"{len(wrong) or 'None'} of {len(rows)} checkable statements {verb} contradicted by the record"
    made = stated[stated["claim"].isin(wrong) & stated["against_record"].eq("contradicted")]
    made = made.drop_duplicates(["claim", "source"])["source"].value_counts()
    if len(wrong) < 2 or stated["source"].nunique() < 2:
        return text
    return f"{text}, {'all' if made.max() == len(wrong) else made.max()} of them in one document"


def _alt(title: str, rows: pd.DataFrame, stated: pd.DataFrame) -> str:
    documents = count(stated["source"].nunique(), "document")
    text = f"Matrix of {count(len(rows), 'statement')} by {documents}. {title}."
    for verdict, group in rows.groupby("against_record", sort=False):
        text += f" {verdict.capitalize()}: {several(clean(subject, 90) for subject in group['subject'])}."
    return text
