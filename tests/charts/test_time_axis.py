"""Time axes: their limits, their ticks, and the days that they count in."""

import matplotlib
import numpy as np
import pandas as pd
import pytest

from bilateral.charts import page, time_axis
from bilateral.charts.time_axis import TimeAxis, num


@pytest.mark.parametrize(
    ("first", "last"), [("1500", "1600"), ("1806", "2014"), ("2050", "2100"), ("1924-02", "1924-09")]
)
def test_the_time_axis_has_readable_ticks_inside_any_period(first, last):
    axes = page.Page("t", "s", "f", 1).axes
    TimeAxis(num(first), num(last), 7).draw(axes)
    ticks = axes.get_xticks()
    assert 3 <= len(ticks) <= 11
    assert num(first) <= min(ticks) <= max(ticks) <= num(last)
    named = [label.get_text() for label in axes.get_xticklabels()]
    assert [num(name) for name in named] == list(ticks)


def test_days_count_as_matplotlib_counts_them():
    for day in ("1500-03-01", "1969-12-31", "2100-02-28"):
        assert num(day) == matplotlib.dates.date2num(np.datetime64(day, "s"))
        assert num(pd.Timestamp(day)) == num(day)
    assert time_axis.num_or_none(pd.NaT) is None


def test_inches_and_days_are_each_others_inverse():
    axis = TimeAxis(num("1900"), num("2000"), 7)
    assert axis.x(axis.day(2.5)) == pytest.approx(2.5)
    assert axis.clip(num("1850")) == num("1900")


def test_limits_are_those_asked_for_or_the_days_with_a_margin():
    asked = time_axis.limits([], pd.Timestamp("1900-01-01"), pd.Timestamp("1949-12-31"))
    assert asked == (num("1900"), num("1950"))
    left, right = time_axis.limits([num("1900"), num("2000")], pd.NaT, pd.NaT)
    assert num("1890") < left < num("1900") < num("2000") < right < num("2010")
    one, other = time_axis.limits([num("1935")], pd.NaT, pd.NaT, least=20)
    assert other - one > 20 * 365
