"""Charts of a corpus: each gives a `Chart`, which shows itself in a notebook, and is a figure, PNG or SVG on demand."""

from .chart import Chart
from .claims import claims
from .events import events
from .items import items
from .phases import phases
from .trade import trade
from .visits import visits

__all__ = ["Chart", "claims", "events", "items", "phases", "trade", "visits"]
