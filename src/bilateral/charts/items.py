"""What documents name without amounts or dates: goods, arms, companies, in a list for each kind and direction."""

import pandas as pd

from ..wording import clean
from .asked import chart
from .chart import Chart
from .drawing import Drawing
from .placing import ROW, flow
from .style import LABEL, SMALL
from .text_layout import fit, width
from .view import View

KINDS = ["list", "from_state", "to_state"]


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
        texts = [fit(clean(item, 80), sheet.wide - 16, SMALL) for item in group["item"]]
        places = flow([width(text, SMALL) + 12 for text in texts], 0, sheet.wide, y + 12 + ROW)
        for label, text, (x, y) in zip(group.index, texts, places, strict=True):
            sheet.sign("dot", x + 4, y, "rel", f"items:{label}", 3, 8)
            sheet.text(x + 11, y, text, SMALL, row=f"items:{label}")
        y += ROW
    sheet.height = y
