"""What the chart of yearly trade draws: lines, gaps, flags, statements, figures, bands."""

import numpy as np
import pytest
from bilateral.charts.yearly import counters
from frames import LABELS, assert_tidy, marks, part, phase, texts
from traded import COLOMBIA, MEXICO, RECORD, draw, said, shipped, trade, year

from bilateral import charts
from bilateral.charts import style
from bilateral.tables import frame

NAMES = {MEXICO: ("Mexico", "mexico-russia"), COLOMBIA: ("Colombia", "colombia-russia")}


def words(figure):
    return " ".join(text for text, _ in texts(figure)).replace("\n", " ")


def years_of(line):
    return [int(str(np.datetime64(int(day), "D"))[:4]) for day in line.get_xdata()]


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
def test_a_line_joins_consecutive_years_only_and_every_year_has_its_point(dyad):
    figure = shipped(dyad)
    table = RECORD.trade[(RECORD.trade["dyad"] == NAMES[dyad][1]) & RECORD.trade["value"].notna()]
    for way in (dyad, dyad[::-1]):
        lines = marks(figure, f"series:{'-'.join(way)}").values()
        assert all(line.get_marker() == "o" for line in lines)
        assert all((np.diff(years_of(line)) == 1).all() for line in lines)
        told = sorted(table.loc[table["exporter"] == way[0], "year"])
        assert [n for line in lines for n in years_of(line)] == told
        runs = 1 + (np.diff(told) > 1).sum()
        assert len(lines) == runs


def test_a_point_stands_in_the_middle_of_its_year():
    (line,) = marks(draw(year(2001, 5)), "series:").values()
    assert line.get_xdata()[0] == pytest.approx(style.num("2001-07-02"), abs=1)


def test_a_missing_value_is_a_gap_and_the_chart_says_so():
    figure = draw(year(2000, 5), year(2001, None), year(2002, 6), year(2003, 7))
    assert [years_of(line) for line in marks(figure, "series:").values()] == [[2000], [2002, 2003]]
    assert "No line crosses years without a figure." in part(figure, "subtitle")
    assert "none in 2001" in figure.alt_text
    assert "No line" not in part(draw(year(2000, 5), year(2001, 6)), "subtitle")


def test_a_long_gap_is_written_into_the_picture(full):
    assert "gap:Mexico-Russia:1939" in marks(full, "gap:")
    assert "1936, 1939–1947" in full.alt_text


def test_flagged_years_have_another_shape_and_a_stem_to_the_smoothed_figure(full):
    (flagged,) = marks(full, "flagged:Mexico-Russia").values()
    assert years_of(flagged) == [1976, 1988, 1992, 1999, 2009]
    assert (flagged.get_marker(), flagged.get_markerfacecolor()) == ("D", style.PAPER)
    assert all(line.get_marker() == "o" for line in marks(full, "series:").values())
    (stem,) = marks(full, "smoothed:Mexico-Russia").values()
    assert list(stem.get_ydata()[:2]) == [14e6, 4e6]
    assert "Open diamond: raw and smoothed figures (end of its stem) differ sharply." in part(full, "subtitle")
    assert not marks(draw(year(2000, 5), year(2001, 6)), "flagged:")


def test_both_ways_have_one_scale_and_all_panels_one_time_axis(full):
    there, back, both = (axes for axes in full.axes if axes.get_gid().startswith("flow:"))
    assert there.get_ylim() == back.get_ylim() != both.get_ylim()
    assert there.get_xlim() == back.get_xlim() == both.get_xlim() == full.axes[0].get_xlim()
    (lines,) = marks(there, "years").values()
    assert set(lines.get_xdata()[::3]) == set(both.get_xticks())


@pytest.mark.parametrize(
    ("values", "kind"), [((3, 30), "linear"), ((0, 20), "linear"), ((1, 32), "log"), ((0, 0), "linear")]
)
def test_the_axis_is_logarithmic_from_one_and_a_half_decades(values, kind):
    figure = draw(*(year(2000 + n, value) for n, value in enumerate(values)))
    axes = next(axes for axes in figure.axes if axes.get_gid().startswith("flow:"))
    assert axes.get_yscale() == kind
    assert ("Logarithmic scale." in part(figure, "subtitle")) == (kind == "log")
    low, high = axes.get_ylim()
    (line,) = marks(figure, "series:").values()
    assert (low <= line.get_ydata()).all() and (line.get_ydata() <= high).all()


def test_what_is_printed_as_0_stands_on_a_line_of_its_own_below_1_million():
    figure = draw(year(2000, 0), year(2001, 1), year(2002, 1000))
    (line,) = marks(figure, "series:").values()
    floor = line.get_ydata()[0]
    assert 0 < floor < 0.5e6
    axes = next(axes for axes in figure.axes if axes.get_gid().startswith("flow:"))
    assert axes.get_yticks()[0] == floor
    assert "under $0.5 million" in words(figure)
    assert "Lowest line: printed as 0." in part(figure, "subtitle")
    assert "Lowest line" not in part(draw(year(2000, 1), year(2001, 1000)), "subtitle")


def test_panels_say_who_counted(full):
    captions = {text.get_text() for text in full.texts if text.get_gid() == "caption"}
    there, back = "Mexico → Russia, as Russia counted", "Russia → Mexico, as Mexico counted"
    assert captions == {there, back, "Both ways together: the two added up"}


def test_statements_are_shaped_by_who_counted_and_the_key_says_so():
    told = [said("2001", 50, "Mexico"), said("2002", 60, "Russia"), said("2003", 70)]
    figure = draw(year(2000, 40), told=told)
    shapes = [mark.get_marker() for mark in marks(figure, "stated:").values()]
    assert shapes == [marker for marker, _ in counters(MEXICO).values()]
    key = [text.get_text() for text in figure.texts if text.get_gid() == "key"]
    assert key == ["stated, by Mexico's count", "stated, by Russia's count", "stated, nobody says who counted"]
    assert not [text for text in draw(year(2000, 40)).texts if text.get_gid() == "key"]


def test_rejected_statements_are_not_drawn_and_the_footer_counts_them(full):
    wrong = RECORD.statements[RECORD.statements["confidence"] == "reject"]
    ids = {name.split(":")[1] for name in marks(full, "stated:")}
    assert not set(wrong["id"]) & ids
    dyad = RECORD.statements[RECORD.statements["dyad"] == "mexico-russia"]
    assert ids == set(dyad["id"]) - set(wrong["id"])
    assert "Not drawn: 1 statement known to be wrong." in part(full, "footer")


def test_growth_is_no_amount_and_the_footer_says_so():
    figure = shipped(COLOMBIA)
    assert "stated:SC13:0" not in marks(figure, "stated:")
    assert "Not drawn: 1 statement with no amount of trade, date or direction." in part(figure, "footer")


def test_a_range_a_part_of_a_year_and_an_open_amount():
    told = [said("2003", None, "Mexico", low=20, high=50), said("2001-01/2001-04", 30), said("2002", 25)]
    told[2] |= {"qualifier": "more than", "id": "more"}
    figure = draw(year(2000, 40), told=told)
    (line,) = marks(figure, "range:").values()
    assert list(line.get_ydata()) == [20e6, 50e6]
    part_, year_ = (marks(figure, f"stated:{told[n]['id']}").popitem()[1] for n in (1, 2))
    assert part_.get_markerfacecolor() == style.PAPER != year_.get_markerfacecolor()
    assert "Hollow: stated of a part of a year." in part(figure, "subtitle")
    (tip,) = marks(figure, "tip:more").values()
    assert tip.get_marker() == "^"
    assert "2002: more than $25 million" in words(figure)


def test_a_figure_is_drawn_in_both_readings_beside_the_record(full):
    printed, other = marks(full, "figure:").values()
    assert (printed.get_ydata()[0], other.get_ydata()[0]) == (1.784e12, 1.784e9)
    assert (printed.get_markerfacecolor(), other.get_markerfacecolor()) == (style.INK, "none")
    (line,) = marks(full, "readings:").values()
    assert (line.get_linestyle(), sorted(line.get_ydata())) == (":", [1.784e9, 1.784e12])
    assert "Infogalactic, 2014, as printed: $1,784 billion" in words(full)
    assert "if a decimal comma: $1.784 billion" in words(full)


def test_the_third_panel_adds_years_in_which_both_ways_have_a_figure():
    rows = [year(2000, 5), year(2000, 7, MEXICO), year(2001, 5), year(2002, 1), year(2002, 1, MEXICO)]
    assert not marks(draw(*rows), "series:both")
    lines = marks(draw(*rows, told=[said("2003", 9)]), "series:both").values()
    assert [list(line.get_ydata()) for line in lines] == [[12e6], [2e6]]


def test_two_figures_printed_as_0_are_less_than_1_million_together():
    rows = [year(2000, 0), year(2000, 0, MEXICO), year(2001, 90), year(2001, 2, MEXICO)]
    figure = draw(*rows, told=[said("2003", 1)])
    assert {"under $0.5 million", "under $1 million"} <= set(text for text, _ in texts(figure))
    assert "under $1 million to $92 million (2001)" in figure.alt_text


def test_breaks_are_bands_whose_edges_fade_as_wide_as_their_date():
    rows = [phase("all", "severed", "SU", "1930-01-26", "[1942..1950]"), phase("all", "relations", "SU", "1950", "..")]
    rows += [phase("x", "severed", "SU", "1960", "1970")]
    figure = draw(year(1925, 1), year(1960, 2), phases=frame("phases", rows))
    (band,) = marks(figure, "broken:").values()
    assert band.get_extent()[:2] == [style.num("1930-01-26"), style.num("1950-12-31")]
    strength = band.get_array()[0, :, 3]
    days = np.linspace(*band.get_extent()[:2], len(strength) + 1)[1:]
    assert (strength[days < style.num("1942-01-01")] == 1).all()
    fading = strength[days > style.num("1942-02-01")]
    assert (np.diff(fading) <= 0).all() and fading[-1] < 0.01
    assert "No relations 1930 to 1942–1950" in words(figure)
    assert "Behind them: No relations 1930 to 1942–1950." in figure.alt_text


def test_two_renders_give_the_same_bytes_and_leave_the_tables_alone():
    before = RECORD.trade.copy(deep=True), RECORD.statements.copy(deep=True)
    one, two = (style.png(shipped(COLOMBIA)) for _ in range(2))
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
