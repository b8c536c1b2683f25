"""Charts of a corpus: each gives a `Chart`, which shows itself in a notebook, and is a figure, PNG or SVG on demand."""

from .chart import Chart
from .phases import phases
from .stubs import claims, events, items, trade, visits

__all__ = ["Chart", "claims", "events", "items", "phases", "trade", "visits"]
