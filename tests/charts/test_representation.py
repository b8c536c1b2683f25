"""What the chart of representation draws: a dot for each count, hollow ones, phases behind, words."""

import pandas as pd
import pytest
from frames import LABELS, MEXICO, assert_tidy, part, texts
from traded import artists

from bilateral import charts
from bilateral.charts import style
from bilateral.charts.export import png
from bilateral.charts.representation import LEVELS
from bilateral.charts.time_axis import num
from bilateral.record import packs as reference
from bilateral.tables import frame

COLOMBIA, PERU = ("Colombia", "Russia"), ("Peru", "Norway")


@pytest.fixture(scope="module")
def record():
    return reference.load().representation


def entries(*rows, dyad="norway-peru"):
    told = []
    for year, way, level, *more in rows:
        confidence, note = (*more, *("high", None)[len(more) :])
        row = {"dyad": dyad, "year": year, "from_state": way[0], "to_state": way[1], "level": level, "source": "cow"}
        told.append({**row, "confidence": confidence, "note": note})
    known = reference.load().representation
    table = pd.DataFrame(told, columns=[c for c in known.columns if c not in ("earliest", "latest")])
    return table.astype(known[table.columns].dtypes)


def draw(*rows, **options):
    return charts.representation(entries(*rows), dyad=PERU, **options)


def both(levels, start=1900):
    return [
        (start + 5 * n, way, level) for n, pair in enumerate(levels) for way, level in zip((PERU, PERU[::-1]), pair)
    ]


def said(figure):
    return [text for text, _ in texts(figure)]


def dots(figure):
    """The first side's dot of each year: its lane is drawn first."""
    found = {}
    for dot in artists(figure, "mark-representation"):
        found.setdefault(1970 + int(dot.get_xdata()[0] // 365.25), dot)
    return found


def test_a_dot_for_each_entry_in_the_middle_of_its_year_and_nothing_between(record, mexico_phases):
    figure = charts.representation(record, dyad=MEXICO, phases=mexico_phases)
    found = artists(figure, "mark-representation")
    assert len(found) == 70
    assert dots(figure)[1925].get_xdata()[0] == pytest.approx(num("1925-07-02"), abs=1)
    assert all(len(dot.get_xdata()) == 1 for dot in found)
    assert all(len(set(stem.get_xdata())) == 1 for stem in artists(figure, "to-representation"))


def test_the_higher_the_rank_the_higher_the_dot(record):
    found = dots(charts.representation(record, dyad=MEXICO))
    heights = [found[year].get_ydata()[0] for year in (1930, 1950, 2000, 1925, 2005)]
    assert heights == sorted(set(heights))
    assert found[1950].get_marker() == "s" != found[2005].get_marker()


def test_each_level_is_named_left_of_each_lane_and_other_only_where_it_occurs(record):
    words = said(charts.representation(record, dyad=MEXICO))
    assert all(words.count(name) == 2 for name in LEVELS.values())
    assert "other rank" not in said(draw(*both([(0, 0), (3, 3)])))


def test_each_side_has_a_lane_the_first_one_on_top(record):
    figure = charts.representation(record, dyad=MEXICO)
    y = {text.get_text(): text.get_position()[1] for text in figure.texts if text.get_gid() == "caption"}
    assert y["Mexico's in Russia"] > y["Russia's in Mexico"]


def test_doubted_entries_are_hollow_and_the_footer_says_why(record):
    figure = charts.representation(record, dyad=MEXICO)
    hollow = [dot for dot in artists(figure, "mark-representation") if dot.get_markerfacecolor() == style.PAPER]
    assert [1970 + int(dot.get_xdata()[0] // 365.25) for dot in hollow] == [1920, 1925, 1950]
    footer = part(figure, "footer")
    assert "Hollow, since doubted: 1920, Mexico's in Russia (stale, or an error of the directory" in footer
    assert "R. Bayer, Diplomatic Exchange, version 2006.1. n = 70 entries." in footer


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        ([(0, 0), (3, 3), (3, 3), (3, 3)], "Diplomats in both capitals at every count since 1905; nobody in either in 1900"),
        ([(2, 3), (1, 9), (3, 3)], "Diplomats in both capitals at every count since 1900"),
        ([(2, 2), (0, 0), (0, 0), (2, 0)], "Diplomats in both capitals at 1 of 4 counts; nobody in either in 1905–1910"),
        ([(2, 2), (0, 0)], "Diplomats in both capitals at 1 of 2 counts; nobody in either in 1905"),
        ([(0, 0), (0, 2)], "Diplomats in both capitals at 0 of 2 counts; nobody in either in 1900"),
        ([(0, 0)], "Diplomats in both capitals at 0 of 1 count; nobody in either in 1900"),
    ],
)  # fmt: skip
def test_the_title_tells_what_the_counts_tell(levels, title):
    assert f"{title}." in draw(*both(levels)).alt_text


def test_the_titles_of_the_shipped_dyads_leave_doubted_entries_out(record):
    title = "Diplomats in both capitals at every count since 1985; nobody in either in 1832–1889, 1930–1940"
    assert part(charts.representation(record, dyad=MEXICO), "title") == title
    title = "Diplomats in both capitals at every count since 1975; nobody in either in 1832–1965"
    assert part(charts.representation(record, dyad=COLOMBIA), "title") == title


def test_phases_stand_above_and_tint_the_stretches_with_relations(record, mexico_phases):
    figure = charts.representation(record, dyad=MEXICO, phases=mexico_phases, labels=LABELS)
    assert len(artists(figure, "mark-phases")) == 7
    tint = artists(figure, "tint:way:0")[1]
    assert (tint.get_x(), tint.get_x() + tint.get_width()) == (num("1924-08-04"), num("1930-01-26"))
    assert "Tinted: relations, by all sources together." in part(figure, "subtitle")
    assert {"All sources", "together"} <= set(said(figure))
    assert "Phases: thisday.fyi 1924, history.info, RIAC blog, Infogalactic." in part(figure, "footer")


def test_phases_without_rows_change_nothing(record):
    one = charts.representation(record, dyad=MEXICO)
    other = charts.representation(record, dyad=MEXICO, phases=frame("phases"))
    assert png(one) == png(other)


def test_a_dyad_that_the_record_does_not_cover_is_said_to_be_none(record):
    figure = charts.representation(record, dyad=PERU, reason="Two lands of the sea.", phases=frame("phases"))
    assert part(figure, "title") == "Diplomats between Peru and Norway: not covered by the record"
    assert "Two lands of the sea." in figure.alt_text
    assert not artists(figure, "mark-representation")
    assert_tidy(figure)
    outside = charts.representation(record, dyad=MEXICO, start=2010, end=2020)
    assert part(outside, "title").endswith("not covered by the record in this period")


def test_one_side_only_and_one_row():
    figure = draw((1990, PERU, 1))
    assert_tidy(figure)
    assert len(artists(figure, "mark-representation")) == 1
    assert "1 entry on one side's diplomats only" in figure.alt_text


@pytest.mark.parametrize(
    "dyad", [PERU, ("Республика Ёлкино", " ".join(["São Tomé e Príncipe"] * 5)), ("$x$ y$", "<b>東\u202e</b>")]
)
def test_two_hundred_rows_of_an_invented_dyad(dyad):
    ways, levels = (dyad, dyad[::-1]), list(LEVELS)
    from bilateral.states import names as states

    rows = [(1800 + n, way, levels[(n * 7 + k) % 5], "low" if n % 9 == 0 else "high", "неясно $a$ <i>" * 9) for n in range(100) for k, way in enumerate(ways)]  # fmt: skip
    figure = charts.representation(entries(*rows, dyad=states.slug(dyad)), dyad=dyad)
    assert_tidy(figure)
    assert len(artists(figure, "mark-representation")) == 200
    assert "and 20 more" in part(figure, "footer") or part(figure, "footer").endswith("…")


@pytest.mark.parametrize("dyad", [MEXICO, COLOMBIA])
@pytest.mark.parametrize("period", [{}, {"start": 1890, "end": 1960}, {"start": 2005, "end": 2005}])
def test_no_text_is_cut_or_overlaps_another(record, mexico_phases, dyad, period):
    assert_tidy(charts.representation(record, dyad=dyad, phases=mexico_phases, labels=LABELS, **period))


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(record):
    before = record.copy(deep=True)
    one, two = (png(charts.representation(record, dyad=MEXICO)) for _ in range(2))
    assert one == two
    assert before.equals(record)


def test_marks_stand_out_from_paper_and_from_the_tint(record, mexico_phases):
    figure = charts.representation(record, dyad=MEXICO, phases=mexico_phases)
    tint = artists(figure, "tint:")[0].get_facecolor()
    for dot in artists(figure, "mark-representation"):
        assert all(style.contrast(dot.get_markeredgecolor(), behind) >= 3 for behind in (style.PAPER, tint[:3]))
    assert style.contrast(style.MUTED, tint[:3]) >= 4.5


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"table": frame("visits")}, "lacks the columns: year"),
        ({"dyad": "x"}, "pair"),
        ({"start": 2, "end": 1}, "date"),
    ],
)
def test_wrong_input_is_refused_in_one_line(record, change, says):
    with pytest.raises(ValueError, match=says) as caught:
        charts.representation(**{"table": record, "dyad": MEXICO, **change})
    assert "\n" not in str(caught.value)
