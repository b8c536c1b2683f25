"""Charts of phases, events, trade, visits and lists, drawn without pyplot; `show` displays one with its words."""

from .claims import claims
from .counts import counts
from .coverage import coverage
from .events import events
from .lists import lists

from .overview import panel
from .phases import phases
from .representation import representation
from .series import series
from .export import show
from .trade import trade
from .visits import visits

__all__ = [
    "claims",
    "counts",
    "coverage",
    "events",
    "lists",
    # "panel",
    "phases",
    "representation",
    "series",
    "show",
    "trade",
    "visits",
]
