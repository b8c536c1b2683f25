"""Charts of phases, events, trade, visits and lists, drawn without pyplot; `show` displays one with its words."""

from bilateral.charts.claims import claims
from bilateral.charts.counts import counts
from bilateral.charts.coverage import coverage
from bilateral.charts.events import events
from bilateral.charts.lists import lists
from bilateral.charts.panel import panel
from bilateral.charts.phases import phases
from bilateral.charts.representation import representation
from bilateral.charts.series import series
from bilateral.charts.style import show
from bilateral.charts.trade import trade
from bilateral.charts.visits import visits

__all__ = [
    "claims",
    "counts",
    "coverage",
    "events",
    "lists",
    "panel",
    "phases",
    "representation",
    "series",
    "show",
    "trade",
    "visits",
]
