"""Charts of phases, trade and visits, drawn without pyplot; `show` displays one with its alternative text."""

from bilateral.charts.phases import phases
from bilateral.charts.style import show
from bilateral.charts.trade import trade
from bilateral.charts.visits import visits

__all__ = ["phases", "show", "trade", "visits"]
