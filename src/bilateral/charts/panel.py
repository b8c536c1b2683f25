"""A relationship in one picture: phases, events, visits and trade stacked on one time axis."""

import pandas as pd

from bilateral.charts import style
from bilateral.charts.bands import ALL, LIMITS, shorten
from bilateral.charts.bands import Lane as Bands
from bilateral.charts.events import COLUMNS as EVENTS
from bilateral.charts.events import finding as found
from bilateral.charts.events import lanes
from bilateral.charts.money import Panel, sift, span_of
from bilateral.charts.phases import COLUMNS as PHASES
from bilateral.charts.phases import axis, finding, together
from bilateral.charts.rows import check, credit, dated, period, spread, within
from bilateral.charts.style import NAMES, Page, empty, look, num, room_for, time_axis
from bilateral.charts.trade import COLUMNS as FIGURES
from bilateral.charts.visits import COLUMNS as VISITS
from bilateral.charts.visits import lay, took_place
from bilateral.tables import frame
from bilateral.words import clean, count, listing, years
