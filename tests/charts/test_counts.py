"""What the chart of flows that both sides counted draws: rows, marks, ratios, words."""

import itertools

import pytest
from frames import STRANGE, assert_tidy, marks, part, texts
from traded import COLOMBIA, MEXICO, RECORD, artists, said, statements, trade, year

from bilateral import charts
from bilateral.charts import style
from bilateral.charts.export import png
from bilateral.charts.recorded import looks
from bilateral.tables import frame


def draw(*told, rows=(), dyad=MEXICO, **options):
    return charts.counts(statements(*told), trade(*rows), dyad=dyad, **options)


def shipped(dyad, **options):
    return charts.counts(RECORD.statements, RECORD.trade, dyad=dyad, **options)


def words(figure):
    return [text.replace("\n", " ") for text, _ in texts(figure)]


def ratios(figure):
    return [text.get_text() for text in figure.texts if text.get_gid() == "ratio"]


BOTH = said("2022", 4000, "Russia", id="r"), said("2022", None, "Mexico", low=2000, high=2500, id="m")


def test_a_row_for_each_flow_and_time_that_both_sides_counted():
    figure = shipped(MEXICO)
    names = [text.get_text() for text in figure.texts if text.get_gid() == "lane"]
    assert names == ["Mexico → Russia", "Mexico → Russia", "Both ways together"]
    assert {"1999", "2010", "2022"} <= set(words(figure))
    assert ratios(figure) == ["5.1 times", "2 times", "1.6 to 2 times"]
    assert_tidy(figure)


def test_the_record_is_the_count_of_the_side_that_received_the_goods():
    figure = shipped(COLOMBIA)
    assert {"Russia: $234.9 million", "Colombia (record): $404 million", "1.7 times"} <= set(words(figure))
    russia, colombia = (mark.get_xdata()[0] for mark in marks(figure, "mark-").values())
    assert russia < colombia
    assert_tidy(figure)


def test_one_side_counting_twice_is_no_row():
    figure = draw(said("2010", 854, "Mexico", MEXICO[::-1]), rows=[year(2010, 940)])
    assert part(figure, "title") == "The record has no flow of trade that both Mexico and Russia counted"


def test_other_times_and_other_flows_are_no_pair():
    told = [said("2010", 9, "Mexico"), said("2011", 9, "Russia"), said("2010", 9, "Russia", MEXICO), said("2010", 9)]
    assert not marks(draw(*told), "mark-")


def test_a_third_count_is_named(mexico_figures):
    told = [said("2010", 237.4, "Mexico", MEXICO), said("2010", 400, "Russia", MEXICO)]
    figure = draw(*told, rows=[year(2010, 480, MEXICO)])
    assert {"Mexico: $237.4 million", "Russia: $400 million", "Russia (record): $480 million"} <= set(words(figure))
    assert ratios(figure) == ["1.7 to 2 times"]
    assert_tidy(figure)


def test_exports_of_one_and_imports_of_the_other_are_one_flow():
    told = [said("2010", 20, "Mexico", MEXICO), said("2010", 40, "Russia", MEXICO, measure="imports")]
    assert ratios(draw(*told)) == ["2 times"]


def test_a_range_is_two_marks_on_a_line():
    figure = draw(*BOTH)
    low, high = (mark.get_xdata()[0] for mark in artists(figure, "mark-statements-1"))
    (line,) = artists(figure, "apart")
    assert line.get_xdata()[0] == low < high < line.get_xdata()[1]
    assert "Two marks of one count: a range." in part(figure, "subtitle")


def test_rejected_statements_are_no_counts():
    figure = draw(said("2012", 5000, "Mexico", confidence="reject"), said("2012", 2000, "Russia"))
    assert not marks(figure, "mark-")
    assert "Not drawn: 1 statement known to be wrong." in part(figure, "footer")


def test_doubtful_counts_are_hollow_and_said_to_be():
    figure = shipped(MEXICO)
    faces = {name: mark.get_markerfacecolor() for name, mark in marks(figure, "mark-").items()}
    assert [name for name, face in faces.items() if face == style.PAPER] == ["mark-statements-3"]
    assert "Mexico (doubtful): $5.44 million" in words(figure)
    assert "Hollow: doubtful." in part(figure, "subtitle")


def test_each_side_has_its_shape():
    figure = draw(*BOTH)
    shapes = [artists(figure, f"mark-statements-{n}")[0].get_marker() for n in (1, 0)]
    assert shapes == [looks(MEXICO)[name][0] for name in MEXICO]


@pytest.mark.parametrize(("values", "kind"), [((10, 300), "linear"), ((10, 330), "log")])
def test_the_axis_is_logarithmic_from_one_and_a_half_decades(values, kind):
    told = [said("2010", value, name) for value, name in zip(values, MEXICO, strict=True)]
    figure = draw(*told)
    assert ("$0" in words(figure)) == (kind == "linear")


def test_what_the_record_prints_as_0_is_less_than_half_a_million():
    figure = draw(said("2010", 5, "Mexico", MEXICO), rows=[year(2010, 0, MEXICO)])
    assert ratios(figure) == ["more than 10 times"]
    assert "Russia (record): under $500,000" in words(figure)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (BOTH, "The two sides' counts of one flow differ by 1.6 to 2 times; Russia's is the higher"),
        (
            [said("2010", 9, "Mexico", MEXICO), said("2010", 9, "Russia", MEXICO)],
            "The two sides counted the same wherever both counted one flow",
        ),
        (
            [said(f"201{n}", 9 + n * k, name) for n in (1, 2) for k, name in ((0, "Mexico"), (9, "Russia"))],
            "The two sides' counts of one flow differ by up to 3 times; Russia's is the higher",
        ),
        (
            [said(f"201{n}", v, name) for n, v, name in ((1, 2, "Mexico"), (1, 4, "Russia"), (2, 6, "Mexico"))]
            + [said("2012", 2, "Russia")],
            "The two sides' counts of one flow differ by up to 3 times",
        ),
    ],
)
def test_the_title_is_what_the_rows_show_and_the_alternative_text_says_it(told, title):
    figure = draw(*told)
    assert part(figure, "title") == title
    assert title in figure.alt_text
    assert_tidy(figure)


def test_a_doubtful_count_does_not_make_the_title_alone():
    figure = shipped(MEXICO)
    assert part(figure, "title") == (
        "The two sides' counts of one flow differ by up to 2 times; Russia's is the higher"
    )
    assert "Mexico → Russia, 2010: Mexico: $237.4 million, Russia (record): $480 million, 2 times" in figure.alt_text


def test_nothing_counted_twice_gives_a_chart_that_says_so():
    for figure in (
        shipped(("Japan", "Peru"), reason="Not covered."),
        draw(dyad=("Japan", "Peru"), reason="Not covered."),
    ):
        assert part(figure, "title") == "The record has no flow of trade that both Japan and Peru counted"
        assert part(figure, "subtitle") == "Not covered."
        assert figure.alt_text.startswith("Empty chart: ")
        assert_tidy(figure)


@pytest.mark.parametrize("pair", [*itertools.combinations(STRANGE, 2), ("Ángela", "Россия")])
def test_two_hundred_rows_with_strange_names_stay_readable(pair):
    names = tuple(" ".join(name.split())[:200] for name in pair)
    told = [said(f"{1900 + n}", (n + 1) ** (2 + k), by, (None, names)[n % 2], stated_by=pair[k]) for n in range(100)
            for k, by in enumerate(names)]  # fmt: skip
    figure = draw(*told, dyad=names)
    assert_tidy(figure)
    assert len(ratios(figure)) == 24
    assert "Not drawn: 76 rows with smaller ratios." in part(figure, "footer")


def test_every_mark_and_text_stands_out_from_paper():
    figure = shipped(MEXICO)
    for mark in artists(figure, "mark-"):
        assert style.contrast(mark.get_color(), style.PAPER) >= 3
    for text in figure.findobj(lambda artist: hasattr(artist, "get_text")):
        if text.get_visible() and text.get_text().strip():
            assert text.get_fontsize() >= 9 and text.get_rotation() == 0 and not text.get_parse_math()
            assert style.contrast(text.get_color(), style.PAPER) >= 4.5


def test_two_renders_give_the_same_bytes_and_leave_the_tables_alone():
    before = RECORD.statements.copy(deep=True)
    one, two = (png(shipped(MEXICO)) for _ in range(2))
    assert one == two
    assert before.equals(RECORD.statements)


@pytest.mark.parametrize("tables", [(frame("visits"), trade()), (statements(), frame("visits"))])
def test_wrong_input_is_refused_in_one_line(tables):
    with pytest.raises(ValueError, match=r"lacks the columns: ") as caught:
        charts.counts(*tables, dyad=MEXICO)
    assert "\n" not in str(caught.value)
