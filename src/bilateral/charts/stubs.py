"""Charts that are not drawn yet."""

from typing import Any

from .chart import Chart
from .drawing import Drawing
from .view import view


def _stub(name: str, table: str) -> Any:
    def chart(corpus: Any, *, start: Any = None, end: Any = None, sources: Any = None, width: str = "wide", large: bool = False) -> Chart:
        shown = view(corpus, start, end, sources, width, large)
        rows = getattr(shown.corpus, table)
        titles = {f"{table}:{row.Index}": shown.said(row, name) for row in rows.itertuples()}

        def draw(sheet: Drawing) -> None:
            for n, row in enumerate(titles):
                sheet.sign("dot", 20 + n % 14 * 24, 20 + n // 14 * 24, "rel", row)
            sheet.height = 40 + len(titles) // 14 * 24

        return Chart(name, "", "", "", "", rows, titles, draw, shown.layout)

    return chart


trade, visits, events = _stub("trade", "figures"), _stub("visits", "visits"), _stub("events", "events")
claims, items = _stub("claims", "evidence"), _stub("items", "items")
