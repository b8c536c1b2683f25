"""What the chart of visits draws: marks on three lines, shapes, whiskers, labels, words."""

import itertools

import pandas as pd
import pytest
from frames import LABELS, MEXICO, assert_tidy, marks, part, texts, visit
from matplotlib.dates import date2num

from bilateral import charts
from bilateral.charts.style import png
from bilateral.charts.visits import KINDS
from bilateral.tables import frame

BACK = MEXICO[::-1]


def day(text):
    return date2num(pd.Timestamp(text).to_datetime64())


def draw(*rows, **options):
    return charts.visits(frame("visits", rows), dyad=MEXICO, **options)


def said(figure):
    return [text for text, _ in texts(figure)]


def lane(figure, n):
    line = marks(figure, "visit:")[f"visit:{n}"].get_ydata()[0]
    ways = {name.removeprefix("line:"): mark.get_ydata()[0] for name, mark in marks(figure, "line:").items()}
    return next(name for name, y in ways.items() if y == line)


def test_up_is_one_way_down_the_other_and_meetings_are_in_the_middle():
    figure = draw(
        visit("A", "President", MEXICO, "1973"), visit("B", "", BACK, "1974"), visit("C", "", ("Russia", None), "1975")
    )
    assert [lane(figure, n) for n in range(3)] == ["up", "down", "middle"]
    y = {name: mark.get_ydata()[0] for name, mark in marks(figure, "line:").items()}
    assert y["line:up"] > y["line:middle"] > y["line:down"]


def test_the_pair_decides_which_way_is_up():
    row = visit("A", "President", MEXICO, "1973")
    assert lane(draw(row), 0) == "up"
    assert lane(charts.visits(frame("visits", [row]), dyad=BACK), 0) == "down"


def test_each_kind_has_a_shape_of_its_own():
    assert len(set(KINDS.values())) == len(KINDS)
    figure = draw(*(visit("A", "", MEXICO, f"{1950 + 9 * n}", kind) for n, kind in enumerate(KINDS)))
    shapes = [marks(figure, "visit:")[f"visit:{n}"].get_marker() for n in range(len(KINDS))]
    assert shapes == list(KINDS.values())
    assert all(any(f"({kind})" in text for text in said(figure)) for kind in KINDS if kind != "visit")


def test_what_did_not_take_place_is_hollow_and_is_not_counted_as_a_visit():
    figure = draw(visit("A", "", MEXICO, "1973"), visit("B", "", MEXICO, "1980", took_place=False))
    done, planned = (marks(figure, "visit:")[f"visit:{n}"].get_markerfacecolor() for n in (0, 1))
    assert planned == "#ffffff" != done
    assert "One visit from Mexico to Russia, none the other way" in figure.alt_text
    assert "1 mark is hollow: planned, invited or cancelled" in figure.alt_text


def test_a_whisker_is_as_wide_as_the_date_and_a_day_has_none():
    figure = draw(
        visit("A", "", MEXICO, "1973"), visit("B", "", MEXICO, "1980-05-04"), visit("C", "", BACK, "[1961..1964]")
    )
    whiskers = marks(figure, "date:")
    assert list(whiskers["date:0"].get_xdata()) == [day("1973-01-01"), day("1973-12-31")]
    assert list(whiskers["date:2"].get_xdata()) == [day("1961-01-01"), day("1964-12-31")]
    assert set(whiskers) == {"date:0", "date:2"}
    assert marks(figure, "visit:")["visit:1"].get_xdata()[0] == day("1980-05-04")


def test_labels_name_visitor_office_year_and_kind(mexico_visits):
    words = said(charts.visits(mexico_visits, dyad=MEXICO))
    assert "Luis Echeverría, President, 1973" in words
    assert "José López Portillo, President, 1978 (official visit)" in words
    assert "Vladimir Putin, President, 2004 (meeting)" in words


def test_alternative_text_and_title_count_the_rows(mexico_visits):
    alt = charts.visits(mexico_visits, dyad=MEXICO).alt_text
    assert alt.startswith("Timeline of visits: 3 marks, 1973–2004: 2 Mexico → Russia, 1 elsewhere or not told.")
    assert "Two visits from Mexico to Russia, none the other way, as far as these sources tell." in alt


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [visit("A", "", ("Russia", None), "1973", "meeting")],
            "tell of 1 meeting but of no visit between Mexico and Russia",
        ),
        (
            [visit("A", "", MEXICO, "1973", took_place=False)],
            "tell of no visit that took place between Mexico and Russia",
        ),
        ([visit("A", "", BACK, "1973")], "One visit from Russia to Mexico, none the other way"),
        (
            [visit("A", "", MEXICO, "1973"), visit("A", "", MEXICO, "1973-05-04", source="001")],
            "Two accounts of visits from Mexico to Russia",
        ),
        ([visit("A", "", MEXICO, "1973"), visit("A", "", MEXICO, "1975")], "Two visits from Mexico to Russia"),
    ],
)
def test_the_title_is_true_for_other_visits(rows, title):
    assert title in draw(*rows).alt_text


def test_undated_visits_are_named_in_the_footer():
    figure = draw(visit("A", "", MEXICO, "1973"), visit("Ana Gómez", "", MEXICO, None, "state visit"))
    assert len(marks(figure, "visit:")) == 1
    assert any("No date given, not drawn: Ana Gómez, state visit." in text for text in said(figure))


def many(n):
    names = ["Ángela Núñez", "Леонид Брежнев", "Karl-Theodor von und zu " * 4, "$a$ Lee $b$", "東条"]
    ways = itertools.cycle([MEXICO, MEXICO, BACK, ("Russia", None)])
    kinds = itertools.cycle(KINDS)
    return [
        visit(names[i % 5], "General Secretary", next(ways), f"{1950 + i}", next(kinds), i % 7 > 0) for i in range(n)
    ]


@pytest.mark.parametrize("n", [1, 12, 25])
def test_up_to_twenty_five_visits_are_all_labelled(n):
    figure = draw(*many(n))
    assert_tidy(figure)
    assert len(marks(figure, "visit:")) == n
    assert sum(", General Secretary, " in text for text in said(figure)) == n


def test_of_sixty_visits_the_unlabelled_are_counted_and_the_shapes_named():
    figure = draw(*many(60))
    assert_tidy(figure)
    assert len(marks(figure, "visit:")) == 60
    labelled = sum(", General Secretary, " in text for text in said(figure))
    assert 20 < labelled < 60
    assert any(f"{60 - labelled} marks without a label" in text for text in said(figure))
    assert set(marks(figure, "key:")) == {f"key:{kind}" for kind in KINDS}


@pytest.mark.parametrize("period", [{}, {"start": 1970, "end": 1980}, {"start": 2004, "end": 2004}])
def test_no_text_is_cut_or_overlaps_another(mexico_visits, period):
    assert_tidy(charts.visits(mexico_visits, dyad=MEXICO, labels=LABELS, **period))


def test_visits_outside_the_period_are_left_out(mexico_visits):
    figure = charts.visits(mexico_visits, dyad=MEXICO, start=1975, end=1980)
    assert len(marks(figure, "visit:")) == 1
    assert figure.axes[0].get_xlim() == (day("1975-01-01"), day("1981-01-01"))


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = charts.visits(
        frame("visits"), dyad=("Colombia", "Russia"), reason="No visitor is named.", start=1935, end=1991
    )
    assert part(figure, "title") == "No visit between Colombia and Russia in these sources"
    assert part(figure, "subtitle") == "No visitor is named."
    assert figure.alt_text == "Empty chart: No visit between Colombia and Russia in these sources. No visitor is named."
    assert {"1940", "1990"} <= set(said(figure))
    assert_tidy(figure)


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(mexico_visits):
    before = mexico_visits.copy(deep=True)
    one, two = (png(charts.visits(mexico_visits, dyad=MEXICO)) for _ in range(2))
    assert one == two
    assert before.equals(mexico_visits)


@pytest.mark.parametrize(("table", "period"), [(frame("phases"), {}), (frame("visits"), {"start": 2000, "end": 1999})])
def test_wrong_input_is_refused_in_one_line(table, period):
    with pytest.raises(ValueError, match=r"lacks the columns: date|lies after") as caught:
        charts.visits(table, dyad=MEXICO, **period)
    assert "\n" not in str(caught.value)
