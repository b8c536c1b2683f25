"""What people read in notebooks and reports: tables with captions, marked texts, and the sentences of `headlines`."""

from ..dates.formatting import in_words as date
from ..headlines import (
    alternative_readings,
    check,
    missing,
    remarks,
    summary,
    trade_around_breaks,
)
from ..headlines import in_record as verdicts
from .audit_page import audit
from .html import escaped, frames_as_written
from .html_tables import (
    Table,
    claims,
    competing_dates,
    confidence,
    conflicts,
    corrected,
    events,
    figures,
    items,
    notebooks,
    phases,
    reliability,
    sources,
    unread,
    visits,
)
from .marked_text import MarkedText
from .sentences import Sentences

__all__ = [
    "MarkedText",
    "Sentences",
    "Table",
    "alternative_readings",
    "audit",
    "check",
    "claims",
    "competing_dates",
    "confidence",
    "conflicts",
    "corrected",
    "date",
    "escaped",
    "events",
    "figures",
    "frames_as_written",
    "items",
    "missing",
    "notebooks",
    "phases",
    "reliability",
    "remarks",
    "sources",
    "summary",
    "trade_around_breaks",
    "unread",
    "verdicts",
    "visits",
]
