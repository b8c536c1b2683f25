"""What the chart of figures draws: points, readings, whiskers, axes, words."""

import pandas as pd
import pytest
from frames import LABELS, MEXICO, assert_tidy, figure_row, marks, part, texts
from matplotlib.dates import date2num

from bilateral import charts
from bilateral.charts.style import png
from bilateral.tables import frame


def day(text):
    return date2num(pd.Timestamp(text).to_datetime64())


def draw(*rows, **options):
    return charts.trade(frame("figures", rows), dyad=MEXICO, **options)


def said(figure):
    return [text for text, _ in texts(figure)]


def exports(value, date, **more):
    return figure_row("exports", value, "USD", date, from_state="Mexico", to_state="Russia", **more)


def test_both_readings_of_a_figure_are_drawn_and_labelled(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO, labels=LABELS)
    printed, other = (marks(figure, "point:")[f"point:4:{n}"] for n in (0, 1))
    assert (printed.get_ydata()[0], other.get_ydata()[0]) == (1.784e12, 1.784e9)
    assert printed.get_markerfacecolor() != other.get_markerfacecolor() == "#ffffff"
    assert list(marks(figure, "readings:")["readings:4"].get_ydata()) == [1.784e12, 1.784e9]
    assert "Trade, both ways, as printed: $1,784 billion" in said(figure)
    assert "if a decimal comma: $1.784 billion" in said(figure)


def test_the_title_gives_both_readings_of_the_only_figure(mexico_figures):
    alt = charts.trade(mexico_figures, dyad=MEXICO).alt_text
    assert "Trade between Mexico and Russia in 2014: $1,784 billion as printed, or $1.784 billion." in alt
    assert "1 money figure, 2014" in alt
    assert "1 figure not money: tourists, Russia → Mexico, in 2014: about 77,000 people." in alt


def test_a_year_is_a_bar_over_that_year_and_its_marker_stands_in_the_middle():
    figure = draw(exports(5e6, "2014"))
    assert list(marks(figure, "date:")["date:0:0"].get_xdata()) == [day("2014-01-01"), day("2014-12-31")]
    assert marks(figure, "point:")["point:0:0"].get_xdata()[0] == (day("2014-01-01") + day("2014-12-31")) / 2
    assert marks(figure, "date:")["date:0:0"].get_marker() == "None"


def test_a_longer_span_is_a_whisker_with_caps_and_a_day_has_none():
    figure = draw(exports(5e6, "[2010..2014]"), exports(6e6, "2016-03-04"))
    assert set(marks(figure, "date:")) == {"date:0:0"}
    whisker = marks(figure, "date:")["date:0:0"]
    assert whisker.get_marker() == "|"
    assert list(whisker.get_xdata()) == [day("2010-01-01"), day("2014-12-31")]


def test_low_and_high_are_a_vertical_whisker():
    figure = draw(exports(None, "2014", low=2e8, high=3.5e8))
    assert list(marks(figure, "range:")["range:0"].get_ydata()) == [2e8, 3.5e8]
    assert not marks(figure, "point:")
    assert "Exports, Mexico → Russia: $200 million to $350 million" in said(figure)


def test_no_line_joins_the_figures_of_different_years():
    figure = draw(exports(5e6, "1990"), exports(6e6, "2005"))
    assert len(marks(figure, "point:")) == 2
    assert all(line.get_linestyle() == "None" for line in marks(figure, "point:").values())
    spans = [line.get_xdata() for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert all(abs(x[1] - x[0]) <= 366 for x in spans)


@pytest.mark.parametrize(("values", "kind"), [((1e6, 3e7), "linear"), ((1e6, 4e7), "log"), ((0, 4e7), "linear")])
def test_the_axis_is_logarithmic_from_one_and_a_half_decades(values, kind):
    figure = draw(*(exports(value, f"{1990 + n}") for n, value in enumerate(values)))
    assert figure.axes[0].get_yscale() == kind
    low, high = figure.axes[0].get_ylim()
    assert low <= min(values) <= max(values) <= high


def test_the_axis_is_written_in_plain_words():
    figure = draw(exports(5e8, "1990"), exports(2e11, "2000"))
    assert {"$1 billion", "$10 billion", "$100 billion", "$1,000 billion"} <= set(said(figure))


def test_the_subtitle_says_nominal_and_that_nobody_says_who_counted(mexico_figures):
    words = " ".join(said(charts.trade(mexico_figures, dyad=MEXICO))).replace("\n", " ")
    assert "in current US$ (nominal, as printed in the sources). Who counted is not said by the sources." in words


def test_figures_about_other_states_are_counted_not_drawn(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO, labels=LABELS)
    assert "Source: Infogalactic. n = 2 figures. 3 figures about other states not drawn." in said(figure)
    assert len(marks(figure, "point:")) == 3


def test_figures_that_are_not_money_have_a_panel_on_the_same_time_axis(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO)
    money, others = figure.axes
    assert money.get_xlim() == others.get_xlim()
    assert [others.get_gid(), money.get_gid()] == ["others", "money:USD"]
    assert said(figure).count("2014") == 1
    assert "about 77,000 people" in said(figure)
    assert "Tourists, Russia →\nMexico" in said(figure)


def test_each_currency_has_its_panel_up_to_three():
    units = ["USD", "EUR", "RUB", "SUR"]
    figure = draw(*(figure_row("trade", 5e6, unit, "1990") for unit in units))
    assert [axes.get_gid() for axes in figure.axes] == ["money:USD", "money:EUR", "money:RUB"]
    assert any("1 figure in further units not drawn." in text for text in said(figure))
    assert {"Current US$", "Current EUR"} <= set(said(figure))
    assert "5 million RUB" in " ".join(said(figure))
    assert_tidy(figure)


def test_undated_figures_are_named_in_the_footer():
    figure = draw(exports(5e6, "1990"), figure_row("aid", 2e6, "USD", None, qualifier="about"))
    assert len(marks(figure, "point:")) == 1
    assert any("No date given, not drawn: aid about $2 million." in text for text in said(figure))


def test_only_undated_figures_give_a_title_that_is_true():
    figure = draw(figure_row("trade", 2e6, "USD", None))
    assert part(figure, "title") == "No dated trade figure for Mexico and Russia in these sources"


def test_directions_are_words_and_colours():
    figure = draw(exports(5e6, "1990"), figure_row("aid", 6e6, "USD", "2000", from_state="Russia", to_state="Mexico"))
    text = " ".join(said(figure))
    assert "Exports, Mexico → Russia: $5 million" in text
    assert "Aid, Russia → Mexico: $6 million" in text
    faces = {marks(figure, "point:")[f"point:{n}:0"].get_markerfacecolor() for n in (0, 1)}
    assert len(faces) == 2


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [exports(5e6, "1990"), exports(8e6, "2000")],
            "Exports from Mexico to Russia went from $5 million in 1990 to $8 million in 2000",
        ),
        (
            [exports(5e6, "1990"), exports(8e6, "1990")],
            "2 figures of money between Mexico and Russia: $5 million to $8 million",
        ),
        ([exports(5e6, "1990", qualifier="at least")], "Exports from Mexico to Russia in 1990: at least $5 million"),
        ([exports(5e6, "[1985..1990]"), exports(8e6, "1988")], "2 figures of money between Mexico and Russia"),
        ([figure_row("tourists", 12, "people", "1990")], "No trade figure for Mexico and Russia in these sources"),
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
    assert len(marks(figure, "point:")) == 61
    assert any("amounts not written out" in text for text in said(figure))


@pytest.mark.parametrize("period", [{}, {"start": 2000, "end": 2020}, {"start": 2014, "end": 2014}])
def test_no_text_is_cut_or_overlaps_another(mexico_figures, period):
    assert_tidy(charts.trade(mexico_figures, dyad=MEXICO, labels=LABELS, **period))


def test_figures_outside_the_period_are_left_out(mexico_figures):
    figure = charts.trade(mexico_figures, dyad=MEXICO, start=1950, end=2000)
    assert part(figure, "title") == "No trade figure for Mexico and Russia in these sources"
    assert not marks(figure, "point:")


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = charts.trade(frame("figures"), dyad=("Colombia", "Russia"), reason="No source gives an amount.")
    assert part(figure, "title") == "No trade figure for Colombia and Russia in these sources"
    assert part(figure, "subtitle") == "No source gives an amount."
    assert figure.alt_text.startswith("Empty chart: No trade figure for Colombia and Russia")
    assert_tidy(figure)


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(mexico_figures):
    before = mexico_figures.copy(deep=True)
    one, two = (png(charts.trade(mexico_figures, dyad=MEXICO)) for _ in range(2))
    assert one == two
    assert before.equals(mexico_figures)


@pytest.mark.parametrize(("table", "period"), [(frame("visits"), {}), (frame("figures"), {"start": 2000, "end": 1999})])
def test_wrong_input_is_refused_in_one_line(table, period):
    with pytest.raises(ValueError, match=r"lacks the columns: measure|lies after") as caught:
        charts.trade(table, dyad=MEXICO, **period)
    assert "\n" not in str(caught.value)
