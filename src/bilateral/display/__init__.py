"""What people read in notebooks and reports: tables with captions, marked texts, and sentences computed from the rows."""

from ..wording import amount, date
from .html_tables import (
    Table,
    claims,
    competing_dates,
    conflicts,
    corrected,
    error_rates,
    events,
    figures,
    items,
    name,
    notebooks,
    phases,
    reliability,
    sources,
    table,
    unread,
    visits,
)
from .marked_text import MarkedText, escaped, plain
from .prose import (
    alternative_readings,
    check,
    lost,
    missing,
    pair_of,
    period_of,
    remarks,
    summary,
    trade_around_breaks,
    verdicts,
)

__all__ = [
    *("MarkedText", "Table", "alternative_readings", "amount", "check", "claims", "competing_dates", "conflicts"),
    *("corrected", "date", "error_rates", "escaped", "events", "figures", "items", "lost", "missing", "name"),
    *("notebooks", "pair_of", "period_of", "phases", "plain", "reliability", "remarks", "sources", "summary", "table"),
    *("trade_around_breaks", "unread", "verdicts", "visits"),
]
