"""What the chart of visits draws: marks on three lines, shapes, whiskers, labels, words."""

import itertools

import pandas as pd
import pytest
from frames import LABELS, MEXICO, assert_tidy, marks, part, texts, visit
from matplotlib.dates import date2num
from test_eyes import COLOUR, EYES, GREY, apart, grey

from bilateral import charts
from bilateral.charts import png, style
from bilateral.charts.marks import KINDS
from bilateral.charts.style import pale
from bilateral.dates import edtf
from bilateral.record import packs as reference
from bilateral.tables import frame

BACK = MEXICO[::-1]


def day(text):
    return date2num(pd.Timestamp(text).to_datetime64())


def draw(*rows, **options):
    return charts.visits(frame("visits", rows), dyad=MEXICO, **options)


def said(figure):
    return [text for text, _ in texts(figure)]


THERE, BACK_LANE, ELSEWHERE = "Mexico → Russia", "Russia → Mexico", "Met elsewhere, or direction not stated"


def lane(figure, n):
    line = marks(figure, "mark-visits-")[f"mark-visits-{n}"].get_ydata()[0]
    ways = {name.removeprefix("line-"): mark.get_ydata()[0] for name, mark in marks(figure, "line-").items()}
    return next(name for name, y in ways.items() if y == line)


def test_up_is_one_way_down_the_other_and_meetings_are_in_the_middle():
    figure = draw(
        visit("A", "President", MEXICO, "1973"), visit("B", "", BACK, "1974"), visit("C", "", ("Russia", None), "1975")
    )
    assert [lane(figure, n) for n in range(3)] == [THERE, BACK_LANE, ELSEWHERE]
    y = {name: mark.get_ydata()[0] for name, mark in marks(figure, "line-").items()}
    assert y[f"line-{THERE}"] > y[f"line-{ELSEWHERE}"] > y[f"line-{BACK_LANE}"]


def test_the_pair_decides_which_way_is_up():
    row = visit("A", "President", MEXICO, "1973")
    for dyad in (MEXICO, BACK):
        figure = charts.visits(frame("visits", [row]), dyad=dyad)
        heights = {name: mark.get_ydata()[0] for name, mark in marks(figure, "line-").items()}
        assert max(heights, key=heights.get) == f"line-{' → '.join(dyad)}"
        assert lane(figure, 0) == THERE


def test_each_kind_has_a_shape_of_its_own():
    assert len(set(KINDS.values())) == len(KINDS)
    shaped = [shape for shape, _ in KINDS.values()]
    figure = draw(*(visit("A", "", MEXICO, f"{1950 + 9 * n}", kind) for n, kind in enumerate(KINDS)))
    shapes = [marks(figure, "mark-visits-")[f"mark-visits-{n}"].get_marker() for n in range(len(KINDS))]
    assert shapes == shaped
    assert all(f"{sign} {kind}" in part(figure, "subtitle") for kind, (_, sign) in KINDS.items())
    assert all(any(f"({kind})" in text for text in said(figure)) for kind in KINDS if kind != "visit")


def test_what_did_not_take_place_is_hollow_and_is_not_counted_as_a_visit():
    figure = draw(visit("A", "", MEXICO, "1973"), visit("B", "", MEXICO, "1980", took_place=False))
    done, planned = (marks(figure, "mark-visits-")[f"mark-visits-{n}"].get_markerfacecolor() for n in (0, 1))
    assert planned == "#ffffff" != done
    assert "One account of visits from Mexico to Russia, none the other way" in figure.alt_text
    assert "1 mark is hollow: planned, invited or cancelled" in figure.alt_text


def test_a_bar_is_as_wide_as_the_date_and_a_day_has_none():
    figure = draw(
        visit("A", "", MEXICO, "1973"), visit("B", "", MEXICO, "1980-05-04"), visit("C", "", BACK, "[1961..1964]")
    )
    bars = marks(figure, "date-visits-")
    ends = {name: (bar.get_x(), bar.get_x() + bar.get_width()) for name, bar in bars.items()}
    assert ends == {
        "date-visits-0": (day("1973-01-01"), day("1973-12-31")),
        "date-visits-2": (day("1961-01-01"), day("1964-12-31")),
    }
    assert marks(figure, "mark-visits-")["mark-visits-1"].get_xdata()[0] == day("1980-05-04")


def test_labels_name_visitor_office_year_and_kind(mexico_visits):
    words = said(charts.visits(mexico_visits, dyad=MEXICO))
    assert "Luis Echeverría, President, 1973" in words
    assert "José López Portillo, President, 1978 (official visit)" in words
    assert "Vladimir Putin, President, 2004 (meeting)" in words


def test_alternative_text_and_title_count_the_rows(mexico_visits):
    alt = charts.visits(mexico_visits, dyad=MEXICO).alt_text
    assert alt.startswith("Timeline of visits: 3 marks, 1973–2004: 2 Mexico → Russia, 1 elsewhere or not stated.")
    assert "Two accounts of visits from Mexico to Russia, none the other way." in alt


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [visit("A", "", ("Russia", None), "1973", "meeting")],
            "found 1 meeting but no visit between Mexico and Russia",
        ),
        (
            [visit("A", "", MEXICO, "1973", took_place=False)],
            "found no visit that took place between Mexico and Russia",
        ),
        ([visit("A", "", BACK, "1973")], "One account of visits from Russia to Mexico, none the other way"),
        (
            [visit("A", "", MEXICO, "1973"), visit("A", "", MEXICO, "1973-05-04", source="001")],
            "Two accounts of visits from Mexico to Russia",
        ),
        (
            [visit("A", "", BACK, "1973"), visit("B", "", MEXICO, "1975")],
            "One account of visits from Mexico to Russia, one the other way",
        ),
    ],
)
def test_the_title_is_true_for_other_visits(rows, title):
    assert title in draw(*rows).alt_text


def test_undated_visits_are_named_in_the_footer():
    figure = draw(visit("A", "", MEXICO, "1973"), visit("Ana Gómez", "", MEXICO, None, "state visit"))
    assert len(marks(figure, "mark-visits-")) == 1
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
    assert len(marks(figure, "mark-visits-")) == n
    assert sum(", General Secretary, " in text for text in said(figure)) == n


def test_of_sixty_visits_the_unlabelled_are_counted_and_the_shapes_named():
    figure = draw(*many(60))
    assert_tidy(figure)
    assert len(marks(figure, "mark-visits-")) == 60
    labelled = sum(", General Secretary, " in text for text in said(figure))
    assert 20 < labelled < 60
    assert f"{60 - labelled} labels left out" in part(figure, "footer")
    assert all(f"{sign} {kind}" in part(figure, "subtitle") for kind, (_, sign) in KINDS.items())


@pytest.mark.parametrize("period", [{}, {"start": 1970, "end": 1980}, {"start": 2004, "end": 2004}])
def test_no_text_is_cut_or_overlaps_another(mexico_visits, period):
    assert_tidy(charts.visits(mexico_visits, dyad=MEXICO, labels=LABELS, **period))


def test_visits_outside_the_period_are_left_out(mexico_visits):
    figure = charts.visits(mexico_visits, dyad=MEXICO, start=1975, end=1980)
    assert len(marks(figure, "mark-visits-")) == 1
    assert figure.axes[0].get_xlim() == (day("1975-01-01"), day("1981-01-01"))


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = charts.visits(
        frame("visits"), dyad=("Colombia", "Russia"), reason="No visitor is named.", start=1935, end=1991
    )
    assert part(figure, "title") == "The reader found no visit between Colombia and Russia in these sources"
    assert part(figure, "subtitle") == "No visitor is named."
    assert figure.alt_text == "Empty chart: The reader found no visit between Colombia and Russia in these sources. No visitor is named."
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


@pytest.fixture(scope="module")
def record():
    return reference.load().visits


def recorded(*rows, dyad="mexico-russia"):
    """Rows of the record: visitor, way, date, and what else."""
    known, told = reference.load().visits, []
    for visitor, way, date, *more in rows:
        low, high = edtf.bounds(date)
        row = {
            "id": f"X{len(told)}",
            "dyad": dyad,
            "date": date,
            "visitor": visitor,
            "office": "President",
            "kind": "visit",
        }
        row |= {"from_state": way[0], "to_state": way[1], "took_place": True, "independent": True, "confidence": "high"}
        told.append({**row, "earliest": low, "latest": high, **(more[0] if more else {})})
    return pd.DataFrame(told, columns=known.columns).astype(known.dtypes)


def test_without_the_record_nothing_of_it_is_drawn(mexico_visits):
    figure = charts.visits(mexico_visits, dyad=MEXICO, record=None)
    assert png(figure) == png(charts.visits(mexico_visits, dyad=MEXICO))
    assert "record" not in " ".join(said(figure))


def test_what_both_tell_of_is_drawn_once_with_a_ring(mexico_visits, record):
    figure = charts.visits(mexico_visits, dyad=MEXICO, record=record)
    assert set(marks(figure, "ring-")) == {"ring-visits-0", "ring-visits-1"}
    shown = marks(figure, "mark-visits-")
    assert len(shown) + len(marks(figure, "mark-record-visits-")) == 20
    assert sum("Echeverría" in text for text in said(figure)) == 1
    ring, mark = marks(figure, "ring-visits-0")["ring-visits-0"], shown["mark-visits-0"]
    assert ring.get_xydata().tolist() == mark.get_xydata().tolist()
    assert ring.get_marker() == mark.get_marker()
    assert ring.get_markersize() >= mark.get_markersize() + 5


def test_what_only_encyclopaedias_have_is_no_witness_and_is_counted(mexico_visits, record):
    figure = charts.visits(mexico_visits, dyad=MEXICO, record=record)
    assert "ring-visits-2" not in marks(
        figure, "ring-visits-"
    )  # the meeting of 2004, from a caption in an encyclopaedia
    assert "Left out: 1 row of the record that only encyclopaedias have." in part(figure, "footer")


def test_the_record_is_pale_in_the_same_shapes_and_what_did_not_take_place_is_struck_through(record):
    rows = recorded(
        ("Ana", MEXICO, "1973", {"kind": "state visit"}),
        ("Bo", BACK, "1980", {"took_place": False}),
        ("Cy", BACK, "1990"),
    )
    figure = draw(visit("Cy", "", BACK, "1990"), record=rows)
    shown = marks(figure, "mark-record-visits-")
    state, planned = shown["mark-record-visits-0"], shown["mark-record-visits-1"]
    assert state.get_marker() == KINDS["state visit"][0]
    assert state.get_markerfacecolor() == pale(state.get_markeredgecolor())
    assert planned.get_markerfacecolor() == style.PAPER
    assert set(marks(figure, "struck-")) == {"struck-record-visits-1"}
    subtitle = part(figure, "subtitle")
    for words in (
        "Filled: stated by a source; with a ring: by the record, too; pale: by the record only;",
        "hollow and struck through: did not take place.",
    ):
        assert words in subtitle
    assert "Stated by: sources and the record 1, the record only 2. Did not take place: 1." in figure.alt_text


def test_a_visit_that_did_not_take_place_by_the_record_alone_is_filled_and_struck_through():
    rows = recorded(("Ana", MEXICO, "1973-05", {"took_place": False}))
    figure = draw(visit("Ana", "", MEXICO, "1973"), record=rows)
    assert set(marks(figure, "struck-visits-")) == set(marks(figure, "struck-visits-0"))
    assert marks(figure, "mark-visits-")["mark-visits-0"].get_markerfacecolor() == style.ACCENT
    assert "filled and struck through: by the record it did not." in part(figure, "subtitle")


def test_another_date_is_another_mark():
    figure = draw(visit("Ana", "", MEXICO, "1974"), record=recorded(("Ana", MEXICO, "1973-05")))
    assert len(marks(figure, "mark-")) == 2
    assert not marks(figure, "ring-")
    assert "In these sources the reader did not find the only visit" in figure.alt_text


@pytest.mark.parametrize(
    ("told", "known", "title"),
    [
        (["A", "B"], ["A", "C"], "In these sources the reader found 1 of the 2 visits between Mexico and Russia in the record, and 1 that it has not"),
        (["A"], ["A"], "In these sources the reader found the only visit between Mexico and Russia in the record"),
        ([], ["A", "B"], "In these sources the reader found none of the 2 visits between Mexico and Russia in the record"),
    ],
)  # fmt: skip
def test_the_title_counts_what_of_the_record_the_sources_have(told, known, title):
    names = {"A": ("Ana Alba", 1970), "B": ("Boris Bok", 1980), "C": ("Carla Cruz", 1990)}
    rows = [visit(names[n][0], "", MEXICO, str(names[n][1])) for n in told]
    figure = draw(*rows, record=recorded(*((names[n][0], MEXICO, str(names[n][1])) for n in known)))
    assert part(figure, "title") == title


def test_the_shipped_dyads(mexico_visits, record):
    title = part(charts.visits(mexico_visits, dyad=MEXICO, record=record), "title")
    assert title == "In these sources the reader found 2 of the 14 visits between Mexico and Russia in the record"
    figure = charts.visits(frame("visits"), dyad=("Colombia", "Russia"), record=record)
    assert len(marks(figure, "mark-record-visits-")) == 7
    assert "The record has found no visit of a President from Colombia to Russia." in part(figure, "footer")


@pytest.mark.parametrize("rows", [0, 3])
def test_a_dyad_that_the_record_does_not_cover_is_said_to_be_none(mexico_visits, record, rows):
    figure = charts.visits(mexico_visits.head(rows), dyad=("Peru", "Norway"), record=record)
    assert_tidy(figure)
    assert "Not covered by the record: visits between Peru and Norway." in part(figure, "footer")
    assert "Not covered by the record" in figure.alt_text


def test_marks_of_one_time_are_stacked():
    figure = draw(record=recorded(("Ana", MEXICO, "1973-05"), ("Bo", MEXICO, "1973-06")))
    heights = [mark.get_ydata()[0] for mark in marks(figure, "mark-record-visits-").values()]
    assert heights[1] > heights[0] + 0.1


def test_of_two_who_meet_elsewhere_the_other_is_named():
    figure = draw(record=recorded(("Ana", ("Russia", None), "1973-05", {"counterpart": "Bo", "kind": "meeting"})))
    assert "Ana, President, with Bo, 1973 (meeting)" in said(figure)


@pytest.mark.parametrize("n", [30, 200])
def test_many_visits_beside_thirty_of_the_record(n):
    names = ["Ángela Núñez", "Леонид Брежнев", "Karl-Theodor von und zu " * 4, "$a$ Lee $b$", "東条"]
    rows = recorded(
        *((names[i % 5], (MEXICO, BACK, ("Russia", None))[i % 3], f"{1950 + i}-0{1 + i % 9}") for i in range(30))
    )
    figure = draw(*many(n), record=rows)
    assert_tidy(figure)
    assert len(marks(figure, "mark-visits-")) >= n
    if n > 30:
        assert "left out for want of room" in part(figure, "footer")


def test_many_visits_in_one_month_stay_on_the_page():
    figure = draw(record=recorded(*((f"Visitor {i}", MEXICO, "1973-05") for i in range(40))))
    assert_tidy(figure)
    assert figure.get_figheight() < 8


@pytest.mark.parametrize("dyad", [MEXICO, ("Colombia", "Russia")])
@pytest.mark.parametrize(
    "period", [{}, {"start": 2000, "end": 2013}, {"start": 2004, "end": 2004}, {"start": 1900, "end": 1910}]
)
def test_with_the_record_no_text_is_cut_or_overlaps_another(mexico_visits, record, dyad, period):
    assert_tidy(charts.visits(mexico_visits, dyad=dyad, labels=LABELS, record=record, **period))


@pytest.mark.parametrize("eye", EYES)
def test_filled_pale_and_hollow_can_be_told_apart(eye):
    for color in (style.ACCENT, style.OTHER, style.INK):
        for one, two in ((color, pale(color)), (pale(color), style.PAPER)):
            assert apart(one, two, eye) >= COLOUR
            assert grey(one, two) >= GREY


def test_two_renders_with_the_record_give_the_same_bytes_and_leave_both_tables_alone(mexico_visits, record):
    before, known = mexico_visits.copy(deep=True), record.copy(deep=True)
    one, two = (png(charts.visits(mexico_visits, dyad=MEXICO, record=record)) for _ in range(2))
    assert one == two
    assert before.equals(mexico_visits)
    assert known.equals(record)


def test_every_mark_with_the_record_stands_out_from_paper(mexico_visits, record):
    figure = charts.visits(mexico_visits, dyad=MEXICO, record=record)
    for start in ("mark-visits-", "mark-record-visits-", "ring-visits-", "struck-record-visits-"):
        assert marks(figure, start)
        for name, mark in marks(figure, start).items():
            assert style.contrast(mark.get_markeredgecolor(), style.PAPER) >= 3, name
