"""What the chart of coverage draws: a cell for each source and decade, outlines for vague dates."""

import numpy as np
import pandas as pd
import pytest
from frames import LABELS, MEXICO, STRANGE, assert_tidy, event, many_events, marks, part, texts
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from bilateral import charts
from bilateral.charts import coverage as function
from bilateral.charts import style
from bilateral.tables import frame


def draw(*rows, **options):
    return function(frame("events", rows), dyad=MEXICO, **options)


def cells(figure):
    """Give the cells by source and decade."""
    start = "mark-coverage-"
    found = {name.removeprefix(start): mark for name, mark in marks(figure, start).items()}
    return {name: mark for name, mark in found.items() if "vague" not in name}


def day(text):
    return date2num(pd.Timestamp(text).to_datetime64())


def numbers(figure):
    return [text for text in figure.axes[0].texts if text.get_text().replace(",", "").isdigit()]


def test_a_cell_is_a_decade_of_a_source_and_says_how_many_rows_it_has():
    figure = draw(event("war", "1924", "a"), event("war", "1929-12-31", "a"), event("war", "193X", "b"))
    found = cells(figure)
    assert set(found) == {"a-1920", "b-1930"}
    xs, ys = found["a-1920"].get_xy().T
    assert (min(xs), max(xs)) == (day("1920-01-01"), day("1930-01-01"))
    assert min(ys) > max(found["b-1930"].get_xy()[:, 1])  # the first source's lane is the upper one
    figure.canvas.draw()
    for number, cell in zip(("2", "1"), found.values(), strict=True):
        (box,) = (text.get_window_extent() for text in numbers(figure) if text.get_text() == number)
        outline = cell.get_window_extent()
        assert outline.x0 < box.x0 < box.x1 < outline.x1


def test_more_rows_are_darker_and_every_number_can_be_read_on_its_cell():
    rows = [event("war", f"{1900 + 10 * n}") for n in range(6) for _ in range(2**n)]
    figure = draw(*rows)
    shades = [to_hex(cell.get_facecolor()) for _, cell in sorted(cells(figure).items())]
    light = [style.luminance(shade) for shade in shades]
    assert light == sorted(light, reverse=True)
    assert len(set(shades)) == 6
    texts_ = sorted(numbers(figure), key=lambda text: text.get_position())
    for shade, text in zip(shades, texts_, strict=True):
        assert style.contrast(shade, text.get_color()) >= 4.5
    lightness = [116 * value ** (1 / 3) - 16 for value in light]
    assert (np.diff(lightness) < -7).all()  # a step can be seen in grey
    edge = next(iter(cells(figure).values())).get_edgecolor()
    assert style.contrast(edge, style.PAPER) >= 3


def test_what_is_vaguer_than_a_decade_is_a_bar_not_a_cell():
    figure = draw(event("lapsed", "1910/1920"), event("war", "[..1899]"), event("war", "1950"))
    assert set(cells(figure)) == {"004-1950"}
    closed, opened = marks(figure, "mark-coverage-004-vague-").values()
    assert closed.get_x() == day("1910-01-01")
    assert closed.get_x() + closed.get_width() == pytest.approx(day("1920-12-31"))
    assert opened.get_x() + opened.get_width() == pytest.approx(day("1899-12-31"))
    (head,) = marks(figure, "open-coverage-004-vague-").values()
    assert head.get_marker() == "<"
    assert "Bar: a date that may lie in several decades." in part(figure, "subtitle")


def test_the_seeds_in_title_and_words(mexico_events):
    figure = function(mexico_events, dyad=MEXICO, labels=LABELS)
    title = "7 of 32 dated rows are on the 1920s; four decades between the 1800s and the 2010s have none"
    assert part(figure, "title") == title
    assert f"4 sources by decade, 1800s to 2010s. {title}. thisday.fyi 1924: 1910s 1, 1920s 1." in figure.alt_text
    assert "RIAC blog: 1910s 2, 1920s 1, 1990s 2, vaguer than a decade 1." in figure.alt_text
    assert_tidy(figure)


def test_it_takes_any_table_with_source_and_dates(mexico_visits):
    figure = function(mexico_visits[["source", "earliest", "latest"]], dyad=MEXICO)
    assert set(cells(figure)) == {"004-1970", "004-2000"}
    assert (
        part(figure, "title")
        == "2 of 3 dated rows are on the 1970s; two decades between the 1970s and the 2000s have none"
    )


def test_undated_rows_are_counted_and_their_source_keeps_a_lane():
    figure = draw(event("war", None, "quiet"), event("war", "1950", "loud"))
    assert "1 row without a date not drawn." in part(figure, "footer")
    assert [text.get_text() for text in figure.texts if text.get_gid() == "lane"] == ["quiet", "loud"]


@pytest.mark.parametrize("rows", [[event("war", "1910/1920")], [event("war", "[..1899]")], [event("war", "[1899..]")]])
def test_without_a_cell_the_title_says_why(rows):
    figure = draw(*rows)
    assert part(figure, "title") == "No row is dated within one decade: 1 row spread over more"
    assert_tidy(figure)


@pytest.mark.parametrize("period", [{}, {"start": 1920, "end": 1945}, {"start": 2001, "end": 2001}])
def test_two_hundred_rows_of_strange_sources_stay_readable(period):
    figure = function(many_events(200), dyad=(STRANGE[1], STRANGE[2]), labels={STRANGE[3]: STRANGE[4]}, **period)
    assert_tidy(figure)
    assert min(text.get_fontsize() for text in figure.findobj(lambda a: hasattr(a, "get_fontsize"))) >= 9


def test_three_centuries_and_large_numbers_fit():
    rows = [event("war", f"{1500 + 10 * (n % 50)}") for n in range(500)] + [event("war", "1700")] * 1200
    figure = draw(*rows)
    assert_tidy(figure)
    assert sum(cell.startswith("004-") for cell in cells(figure)) == 50


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = function(frame("events"), dyad=MEXICO, reason="Nothing was read.", labels={"a": "A"})
    assert figure.alt_text == "Empty chart: The reader found nothing dated about Mexico and Russia in these sources. Nothing was read."
    assert_tidy(figure)
    assert charts.coverage is function
    assert len(texts(figure)) == 3


def test_one_decade_is_a_cell_among_empty_ones():
    figure = draw(event("war", "1935"))
    assert part(figure, "title") == "All that is dated is of the 1930s"
    left, right = figure.axes[0].get_xlim()
    assert right - left >= 80 * 365
    assert left < day("1930") < day("1940") < right
    assert draw(event("war", "1935"), start=1930, end=1939).axes[0].get_xlim() == (day("1930"), day("1940"))
