"""What the chart of yearly trade draws: lines, gaps, flags, statements, figures, bands."""

import numpy as np
import pytest
from frames import LABELS, assert_tidy, part, phase, texts
from traded import COLOMBIA, MEXICO, RECORD, artists, draw, said, shipped, trade, year
from traded import words as texts_of

from bilateral import charts
from bilateral.charts import style
from bilateral.charts.export import png
from bilateral.charts.recorded import looks
from bilateral.charts.time_axis import num
from bilateral.tables import frame

NAMES = {MEXICO: ("Mexico", "mexico-russia"), COLOMBIA: ("Colombia", "colombia-russia")}


def words(figure):
    return " ".join(text for text, _ in texts(figure)).replace("\n", " ")


def years_of(line):
    return [int(str(np.datetime64(int(day), "D"))[:4]) for day in line.get_xdata()]


def line_of(figure, flow):
    (line,) = artists(figure, f"series:{flow}")
    return {n: y for n, y in zip(years_of(line), line.get_ydata(), strict=True) if not np.isnan(y)}


def shapes(figure, start):
    return [artist for artist in artists(figure, start) if hasattr(artist, "get_markerfacecolor")]


@pytest.fixture
def full(mexico_figures, mexico_phases):
    return shipped(MEXICO, figures=mexico_figures, phases=mexico_phases, labels=LABELS)


@pytest.mark.parametrize("dyad", NAMES)
@pytest.mark.parametrize("options", [{}, {"start": 1960}, {"start": 2008}, {"end": 1950}, {"start": 2014, "end": 2014}])
def test_no_text_of_the_record_is_cut_or_overlaps(dyad, options):
    assert_tidy(shipped(dyad, **options))


def test_no_text_is_cut_or_overlaps_with_all_that_there_is(full):
    assert_tidy(full)


@pytest.mark.parametrize("dyad", NAMES)
def test_every_year_with_a_figure_is_on_the_line_and_others_break_it(dyad):
    figure = shipped(dyad)
    table = RECORD.trade[(RECORD.trade["dyad"] == NAMES[dyad][1]) & RECORD.trade["value"].notna()]
    for way in (dyad, dyad[::-1]):
        (line,) = artists(figure, f"series:{' → '.join(way)}")
        assert line.get_marker() == "o" and set(np.diff(years_of(line))) == {1}
        assert sorted(line_of(figure, " → ".join(way))) == sorted(table.loc[table["exporter"] == way[0], "year"])


def test_a_point_stands_in_the_middle_of_its_year():
    (line,) = artists(draw(year(2001, 5)), "series:")
    assert line.get_xdata()[0] == pytest.approx(num("2001-07-02"), abs=1)


def test_a_missing_value_is_a_gap_and_the_chart_says_so():
    figure = draw(year(2000, 5), year(2001, None), year(2002, 6), year(2003, 7))
    assert list(line_of(figure, "Russia → Mexico")) == [2000, 2002, 2003]
    assert "No line crosses years without a figure." in part(figure, "subtitle")


def test_flagged_years_have_another_shape_and_a_stem_to_the_smoothed_figure():
    figure = draw(year(2000, 5), year(2001, 14, smoothed=4, flag=True), year(2002, 6))
    (diamond,), (stem,) = shapes(figure, "mark-trade-1")[-1:], artists(figure, "to-trade-1")
    assert (diamond.get_marker(), diamond.get_markerfacecolor()) == ("D", style.PAPER)
    assert stem.get_ydata()[0] == diamond.get_ydata()[0] > stem.get_ydata()[1]
    assert "Open diamond: raw and smoothed figures (end of its stem) differ sharply." in part(figure, "subtitle")
    assert "Open diamond" not in part(draw(year(2000, 5), year(2001, 6)), "subtitle")


def test_both_ways_have_one_scale_and_both_together_their_own(full):
    ticks = texts_of(full, "tick")
    n = ticks.index("under $0.5 million", ticks.index("under $0.5 million") + 1)
    assert ticks[:n] == ticks[n : 2 * n] != ticks[2 * n :]
    assert "under $1 million" in ticks


@pytest.mark.parametrize(("values", "logarithmic"), [((3, 30), 0), ((0, 20), 0), ((1, 32), 1), ((0, 0), 0)])
def test_the_axis_is_logarithmic_from_one_and_a_half_decades(values, logarithmic):
    figure = draw(*(year(2000 + n, value) for n, value in enumerate(values)))
    heights = list(line_of(figure, "Russia → Mexico").values())
    assert ("$0" not in texts_of(figure, "tick")) == logarithmic
    assert heights == sorted(heights)


def test_what_is_printed_as_0_stands_on_a_line_of_its_own_below_1_million():
    figure = draw(year(2000, 0), year(2001, 1), year(2002, 1000))
    heights = line_of(figure, "Russia → Mexico")
    assert heights[2000] < heights[2001] < heights[2002]
    assert texts_of(figure, "tick")[0] == "under $0.5 million"
    assert "under $0.5 million" not in texts_of(draw(year(2000, 1), year(2001, 1000)), "tick")


def test_panels_say_who_counted(full):
    there, back = "Mexico → Russia, as Russia counted", "Russia → Mexico, as Mexico counted"
    assert texts_of(full, "caption") == [there, back, "Both ways together, the two added up"]


def test_statements_are_shaped_by_who_counted_and_the_subtitle_says_so():
    told = [said("2001", 50, "Mexico"), said("2002", 60, "Russia"), said("2003", 70)]
    figure = draw(year(2000, 40), told=told)
    markers = {mark.get_gid()[-1]: mark.get_marker() for mark in shapes(figure, "mark-statements")}
    assert list(dict(sorted(markers.items())).values()) == [look[0] for look in looks(MEXICO).values()][:3]
    key = "Stated: ■ Mexico’s count, ▲ Russia’s count, ✖ unknown who counted; hollow: of a part of a year."
    assert key in part(figure, "subtitle")
    assert "■" not in part(draw(year(2000, 40)), "subtitle")


def test_rejected_statements_are_not_drawn_and_the_footer_counts_them(full):
    dyad = RECORD.statements[RECORD.statements["dyad"] == "mexico-russia"]
    right = dyad.index[dyad["confidence"] != "reject"]
    assert {mark.get_gid() for mark in shapes(full, "mark-statements")} == {f"mark-statements-{n}" for n in right}
    assert "Not drawn: 1 statement known to be wrong." in part(full, "footer")


def test_growth_is_no_amount_and_the_footer_says_so():
    figure = shipped(COLOMBIA)
    assert "Not drawn: 1 statement with no amount of trade, date or direction." in part(figure, "footer")


def test_a_range_and_a_part_of_a_year():
    told = [said("2003", None, "Mexico", low=20, high=50), said("2001-01/2001-04", 30), said("2002", 25)]
    told[2] |= {"qualifier": "more than"}
    figure = draw(year(2000, 40), told=told)
    (line,) = artists(figure, "to-statements-0")
    assert sorted(line.get_ydata()) == sorted(mark.get_ydata()[0] for mark in shapes(figure, "mark-statements-0"))
    part_, year_ = (shapes(figure, f"mark-statements-{n}")[0].get_markerfacecolor() for n in (1, 2))
    assert part_ == style.PAPER != year_
    assert "hollow: of a part of a year." in part(figure, "subtitle")
    assert "2002: more than $25 million" in words(figure)


def test_a_figure_is_drawn_in_both_readings_beside_the_record(full):
    printed, other = shapes(full, "mark-figures")
    assert printed.get_ydata()[0] > other.get_ydata()[0]
    assert (printed.get_markerfacecolor(), other.get_markerfacecolor()) == (style.INK, style.PAPER)
    (line,) = artists(full, "to-figures")
    assert line.get_linestyle() == ":"
    assert "Infogalactic, 2014, as printed: $1,784 billion" in words(full)
    assert "if a decimal comma: $1.784 billion" in words(full)


def test_the_third_panel_adds_years_in_which_both_ways_have_a_figure():
    rows = [year(2000, 5), year(2000, 7, MEXICO), year(2001, 5), year(2002, 1), year(2002, 1, MEXICO)]
    assert not artists(draw(*rows), "series:Both")
    figure = draw(*rows, told=[said("2003", 9)])
    assert list(line_of(figure, "Both")) == [2000, 2002]
    assert "Both ways together: 2 years with a figure, 2000–2002, $2 million to $12 million" in figure.alt_text


def test_breaks_are_tints_from_and_to_the_days_that_are_sure_and_the_phases_stand_above():
    rows = [phase("all", "severed", "SU", "1930-01-26", "[1942..1950]"), phase("all", "relations", "SU", "1950", "..")]
    rows += [phase("x", "severed", "SU", "1960", "1970")]
    figure = draw(year(1925, 1), year(1960, 2), phases=frame("phases", rows))
    (tint,) = artists(figure, "tint:")
    assert (tint.get_x(), tint.get_x() + tint.get_width()) == (num("1930-01-26"), num("1942-01-01"))
    assert len(artists(figure, "mark-phases")) == 2
    assert_tidy(figure)


def test_two_renders_give_the_same_bytes_and_leave_the_tables_alone():
    before = RECORD.trade.copy(deep=True), RECORD.statements.copy(deep=True)
    one, two = (png(shipped(COLOMBIA)) for _ in range(2))
    assert one == two
    assert before[0].equals(RECORD.trade) and before[1].equals(RECORD.statements)


@pytest.mark.parametrize(
    "options",
    [{"statements": frame("visits")}, {"figures": frame("visits")}, {"phases": frame("visits")}, {"start": "x"}],
)
def test_wrong_input_is_refused_in_one_line(options):
    with pytest.raises(ValueError, match=r"lacks the columns: |not a date") as caught:
        charts.series(trade(), dyad=MEXICO, **options)
    assert "\n" not in str(caught.value)
