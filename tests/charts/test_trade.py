"""What the chart of figures draws: panels of currencies, lanes of other figures, dates, readings, words."""

import pandas as pd
import pytest
from frames import LABELS, MEXICO, assert_tidy, figure_row, part, texts
from traded import artists, words

from bilateral import charts
from bilateral.charts import style
from bilateral.charts.panels import scale
from bilateral.charts.time_axis import num
from bilateral.tables import frame


def draw(*rows, **options):
    return charts.trade(frame("figures", rows), dyad=MEXICO, **options)


def said(figure):
    return [text for text, _ in texts(figure)]


def exports(value, date, **more):
    return figure_row("exports", value, "USD", date, from_state="Mexico", to_state="Russia", **more)


def shapes(figure, start="mark-figures"):
    return [artist for artist in artists(figure, start) if hasattr(artist, "get_markerfacecolor")]


def test_both_readings_of_a_figure_are_drawn_and_labelled(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO, labels=LABELS)
    printed, other = shapes(figure, "mark-figures-4")
    assert printed.get_markerfacecolor() == style.INK != other.get_markerfacecolor() == style.PAPER
    assert {"as printed: $1,784 billion", "if a decimal comma: $1.784 billion"} <= set(said(figure))
    assert "Filled: as printed. Hollow: the other reading." in part(figure, "subtitle")


def test_in_a_panel_a_dotted_line_joins_both_readings():
    figure = draw(exports(5e9, "1990"), figure_row("trade", 1.784e12, "USD", "2014", alternative=1.784e9))
    (line,) = artists(figure, "to-figures-1")
    printed, other = (mark.get_ydata()[0] for mark in shapes(figure, "mark-figures-1"))
    assert line.get_linestyle() == ":" and sorted(line.get_ydata()) == pytest.approx([other, printed])
    assert "Trade, both ways, as printed: $1,784 billion" in said(figure)
    assert "if a decimal comma: $1.784 billion" in said(figure)
    assert_tidy(figure)


def test_the_title_gives_both_readings_of_the_only_figure_of_money(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO)
    title = "Trade, both ways, in 2014: $1,784 billion as printed, or $1.784 billion"
    assert part(figure, "title") == title and title in figure.alt_text
    assert "2 figures: Tourists, Russia → Mexico, in 2014: about 77,000 people" in figure.alt_text


def test_a_single_figure_has_a_lane_and_no_axis_of_amounts(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO)
    assert not words(figure, "tick")
    assert {"Trade, both ways", "Tourists, Russia →", "about 77,000 people"} <= set(said(figure))
    assert words(draw(exports(5e6, "1990"), exports(8e6, "2000")), "tick")


def test_a_year_is_a_bar_over_that_year_and_its_marker_stands_in_the_middle():
    figure = draw(exports(5e6, "2014"))
    (bar,), (mark,) = artists(figure, "date-figures-0"), shapes(figure)
    since, until = num("2014-01-01"), num("2014-12-31")
    assert (bar.get_x(), bar.get_width()) == (since, until - since)
    assert mark.get_xdata()[0] == (since + until) / 2


def test_a_longer_span_is_a_longer_bar_and_a_day_has_none():
    figure = draw(exports(5e6, "[2010..2014]"), exports(6e6, "2016-03-04"))
    (bar,) = artists(figure, "date-figures")
    assert bar.get_width() == num("2014-12-31") - num("2010-01-01")


def test_low_and_high_are_two_marks_that_a_line_joins():
    figure = draw(exports(None, "2014", low=2e8, high=3.5e8), exports(5e6, "1990"))
    (line,), ends = artists(figure, "to-figures-0"), shapes(figure, "mark-figures-0")
    assert sorted(line.get_ydata()) == sorted(mark.get_ydata()[0] for mark in ends)
    assert "Exports, Mexico → Russia: $200 million to $350 million" in said(figure)


def test_no_line_joins_the_figures_of_different_years():
    figure = draw(exports(5e6, "1990"), exports(6e6, "2005"))
    assert len(shapes(figure)) == 2 and not artists(figure, "to-")
    assert all(len(mark.get_xdata()) == 1 for mark in shapes(figure))


@pytest.mark.parametrize(
    ("values", "logarithmic"), [((1e6, 3e7), False), ((1e6, 4e7), True), ((0, 4e7), False), ((0, 1e6, 4e7), True)]
)
def test_an_axis_is_logarithmic_from_one_and_a_half_decades(values, logarithmic):
    found = scale(values, "USD", zero="little")
    places = [found.at(value) for value in values]
    assert found.logarithmic == logarithmic
    assert places == sorted(places) and 0 <= places[0] < places[-1] <= 1
    assert ("little" in found.names) == (logarithmic and 0 in values)


def test_the_axis_is_written_in_plain_words():
    figure = draw(exports(5e8, "1990"), exports(2e11, "2000"))
    assert {"$1 billion", "$10 billion", "$100 billion", "$1,000 billion"} <= set(said(figure))


def test_higher_amounts_stand_higher():
    figure = draw(exports(5e8, "1990"), exports(2e11, "2000"), exports(7e9, "1995"))
    heights = {mark.get_gid()[-1]: mark.get_ydata()[0] for mark in shapes(figure)}
    assert heights["0"] < heights["2"] < heights["1"]


def test_the_subtitle_says_nominal_and_that_who_counted_is_not_read(mexico_figures):
    subtitle = part(charts.trade(mexico_figures, dyad=MEXICO), "subtitle")
    assert "money in current (nominal) units. Who counted is not read." in subtitle


def test_figures_about_other_states_are_counted_not_drawn(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO, labels=LABELS)
    assert "Source: Infogalactic. n = 2 figures. 3 figures about other states not drawn." in part(figure, "footer")
    assert len(shapes(figure)) == 3


def test_each_currency_with_several_figures_has_its_panel():
    units = ["USD", "EUR", "RUB", "SUR"] * 2
    figure = draw(*(figure_row("trade", 5e6, unit, "1990") for unit in units))
    assert words(figure, "caption") == ["Current US$", "Current EUR", "Current RUB", "Current SUR"]
    assert len(shapes(figure)) == 8
    assert "5 million SUR" in " ".join(said(figure))
    assert_tidy(figure)


def test_undated_figures_are_named_in_the_footer():
    figure = draw(exports(5e6, "1990"), figure_row("aid", 2e6, "USD", None, qualifier="about"))
    assert len(shapes(figure)) == 1
    assert "No date given, not drawn: aid about $2 million." in part(figure, "footer")


def test_only_undated_figures_give_a_title_that_is_true():
    figure = draw(figure_row("trade", 2e6, "USD", None))
    assert part(figure, "title") == "The reader found no dated trade figure for Mexico and Russia in these documents"


def test_directions_are_words_and_colours():
    figure = draw(exports(5e6, "1990"), figure_row("aid", 6e6, "USD", "2000", from_state="Russia", to_state="Mexico"))
    assert {"Exports, Mexico → Russia: $5 million", "Aid, Russia → Mexico: $6 million"} <= set(said(figure))
    assert {mark.get_markerfacecolor() for mark in shapes(figure)} == {style.ACCENT, style.OTHER}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [exports(5e6, "1990"), exports(8e6, "2000")],
            "Exports, Mexico → Russia: from $5 million in 1990 to $8 million in 2000",
        ),
        ([exports(5e6, "1990"), exports(8e6, "1990")], "2 figures on Mexico and Russia: $5 million to $8 million"),
        ([exports(5e6, "1990", qualifier="at least")], "Exports, Mexico → Russia, in 1990: at least $5 million"),
        ([exports(5e6, "[1985..1990]"), exports(8e6, "1988")], "2 figures on Mexico and Russia"),
        ([figure_row("tourists", 12, "people", "1990")], "Tourists, direction not stated, in 1990: 12 people"),
    ],
)
def test_the_title_is_true_for_other_figures(rows, title):
    assert title in draw(*rows).alt_text


def test_sixty_figures_with_strange_names_stay_readable():
    rows = [exports(1e6 * 1.2**n, f"{1950 + n}", source="$x$ and $y$") for n in range(50)]
    rows += [figure_row("тонны $a$ $b$ " * 4, n, "большие мешки и ящики", f"{1950 + n}") for n in range(9)]
    rows += [figure_row("trade", 5e8, "USD", "1977", alternative=5e11, from_state="São Tomé " * 9, to_state="Россия")]
    figure = draw(*rows)
    assert_tidy(figure)
    assert len(shapes(figure)) == 61


@pytest.mark.parametrize("period", [{}, {"start": 2000, "end": 2020}, {"start": 2014, "end": 2014}])
def test_no_text_is_cut_or_overlaps_another(mexico_figures, period):
    assert_tidy(charts.trade(mexico_figures, dyad=MEXICO, labels=LABELS, **period))


def test_figures_outside_the_period_are_left_out(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO, start=1950, end=2000)
    assert part(figure, "title") == "The reader found no trade figure for Mexico and Russia in these documents"
    assert not shapes(figure)


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = charts.trade(frame("figures"), dyad=("Colombia", "Russia"), reason="No source gives an amount.")
    title = "The reader found no trade figure for Colombia and Russia in these documents"
    assert part(figure, "title") == title
    assert part(figure, "subtitle") == "No source gives an amount."
    assert figure.alt_text.startswith(f"Empty chart: {title}")
    assert_tidy(figure)


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(mexico_figures):
    before = mexico_figures.copy(deep=True)
    one, two = (charts.export.png(charts.trade(mexico_figures, dyad=MEXICO)) for _ in range(2))
    assert one == two
    pd.testing.assert_frame_equal(before, mexico_figures)


@pytest.mark.parametrize(("table", "period"), [(frame("visits"), {}), (frame("figures"), {"start": 2000, "end": 1999})])
def test_wrong_input_is_refused_in_one_line(table, period):
    with pytest.raises(ValueError, match=r"lacks the columns: measure|lies after") as caught:
        charts.trade(table, dyad=MEXICO, **period)
    assert "\n" not in str(caught.value)
