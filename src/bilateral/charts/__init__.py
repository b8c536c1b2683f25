"""Charts of the tables, drawn without pyplot; `show` displays one, `png` and `svg` give its picture."""

from .claims import claims
from .counts import counts
from .coverage import coverage
from .events import events
from .export import png, show, svg
from .lists import lists
from .overview import panel
from .phases import phases
from .representation import representation
from .series import series
from .trade import trade
from .visits import visits

__all__ = [
    "claims",
    "counts",
    "coverage",
    "events",
    "lists",
    "panel",
    "phases",
    "png",
    "representation",
    "series",
    "show",
    "svg",
    "trade",
    "visits",
]
