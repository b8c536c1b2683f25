"""What people read in notebooks and reports: tables with captions, marked texts, and sentences computed from the rows."""

from ..wording import amount, date
from .html_tables import (
    BETWEEN,
    VERDICTS,
    Table,
    claims,
    conflicts,
    corrected,
    error_rates,
    events,
    figures,
    items,
    left_over,
    name,
    notebooks,
    phases,
    reliability,
    sources,
    unsure,
    visits,
)
from .marked_text import Marked, escaped, plain
from .prose import check, doubts, followed, lost, missing, pair_of, period_of, remarks, summary, verdicts

__all__ = [
    *(
        "BETWEEN",
        "VERDICTS",
        "Marked",
        "Table",
        "amount",
        "check",
        "claims",
        "conflicts",
        "corrected",
        "date",
        "doubts",
    ),
    *("error_rates", "escaped", "events", "figures", "followed", "items", "left_over", "lost", "missing", "name"),
    *("notebooks", "pair_of", "period_of", "phases", "plain", "reliability", "remarks", "sources", "summary", "unsure"),
    *("verdicts", "visits"),
]
