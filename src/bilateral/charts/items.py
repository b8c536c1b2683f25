"""What documents name without amounts or dates: goods, arms, companies, in a list for each kind and direction."""

import pandas as pd

from ..wording import clean
from .chart import Chart
from .drawing import LABEL, SMALL, Drawing
from .text_layout import fit, width
from .view import View, chart

KINDS = ["list", "from_state", "to_state"]
LINE = 22.0


@chart
def items(shown: View) -> Chart:
    """Write what documents name in lists: of each kind, and each direction, one name after the other."""
    rows = shown.corpus.items
    titles = {f"items:{row.Index}": shown.said(row, clean(row.item, 80)) for row in rows.itertuples()}
    return shown.chart(rows, titles, lambda sheet: _draw(sheet, rows))


def _draw(sheet: Drawing, rows: pd.DataFrame) -> None:
    y = 0.0
    for (kind, origin, aim), group in rows.groupby(KINDS, dropna=False, sort=False):
        way = " → ".join(clean(state, 40) for state in (origin, aim) if isinstance(state, str))
        head = f"{clean(kind, 40).capitalize()}{', ' * bool(way)}{way}: {len(group)}"
        sheet.text(0, y + 10, fit(head, sheet.wide, LABEL, True), bold=True)
        x, y = 0.0, y + 10 + LINE
        for label, item in group["item"].items():
            text = fit(clean(item, 80), sheet.wide - 16, SMALL)
            wide = width(text, SMALL) + 14
            if x and x + wide > sheet.wide:
                x, y = 0.0, y + LINE
            sheet.sign("dot", x + 4, y, "rel", f"items:{label}", 3, 8)
            sheet.text(x + 11, y, text, SMALL, row=f"items:{label}")
            x += wide + 12
        y += LINE
    sheet.height = y
