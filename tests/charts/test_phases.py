"""What the chart of phases draws: bands, their edges, arrowheads, labels, words."""

import numpy as np
import pandas as pd
import pytest
from frames import LABELS, MEXICO, SU, assert_tidy, marks, part, phase, texts
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from bilateral import charts
from bilateral.charts import png, style
from bilateral.dates import edtf
from bilateral.record import packs as reference
from bilateral.tables import frame


def day(text):
    return date2num(np.datetime64(text, "s"))


def draw(*rows, **options):
    return charts.phases(frame("phases", rows), dyad=MEXICO, **options)


def bands(figure, rows="phases"):
    """Give the outlines of bands by the labels of their rows."""
    start = f"mark-{rows}-"
    return {name.removeprefix(start): band for name, band in marks(figure, start).items()}


def edges(band):
    """Give the days of the two opening limits (lower half, upper half), and of the two closing ones."""
    (a, _), _, (b, _), _, (d, _), _, (c, _), *_ = band.get_xy()
    return a, b, c, d


def pointed(figure, side):
    """Give the labels of bands that end in an arrowhead at an end of the axis."""
    end = figure.axes[0].get_xlim()[side]
    return {label for label, band in bands(figure).items() if list(band.get_xy()[:-1, 0]).count(end) == 1}


def middle(artist):
    box = artist.get_window_extent()
    return (box.y0 + box.y1) / 2


def said(figure):
    return [text for text, _ in texts(figure)]


def test_a_phase_known_to_the_day_has_sharp_edges():
    figure = draw(phase("all", "severed", SU, "1930-01-26", "1942-11-19"))
    (band,) = bands(figure).values()
    assert edges(band) == (day("1930-01-26"), day("1930-01-26"), day("1942-11-19"), day("1942-11-19"))
    assert len(band.get_xy()) == 9
    assert not pointed(figure, 0) | pointed(figure, 1)


def test_a_split_edge_is_exactly_as_wide_as_its_date():
    (band,) = bands(draw(phase("all", "relations", SU, "1924", "[1942-09..1942-12]"))).values()
    assert edges(band) == (day("1924-01-01"), day("1924-12-31"), day("1942-09-01"), day("1942-12-31"))


def test_at_a_vague_change_the_status_before_is_above_and_the_one_after_below():
    first, second = bands(
        draw(phase("all", "relations", SU, "1924-08-04", "193X"), phase("all", "lapsed", SU, "193X", "1942-11-19"))
    ).values()
    opening, closing = second.get_xy()[:4].tolist(), first.get_xy()[4:8].tolist()
    assert opening == closing[::-1]  # they meet along one line
    assert opening[0][0] < opening[3][0]
    assert opening[0][1] < opening[3][1]


def test_where_both_limits_overlap_no_day_has_the_whole_height():
    a, b, c, d = edges(bands(draw(phase("001", "lapsed", SU, "[1924-08-04..1942-12-31]", "[1942-09..1942-12]")))["0"])
    assert (a, c) == (day("1924-08-04"), day("1942-09-01"))
    assert b == d == day("1942-12-31")


def test_an_opening_without_earliest_date_is_vague_up_to_its_latest():
    figure = draw(phase("002", "relations", SU, "[..1899]", "1924-01-01"))
    left, right, *_ = edges(bands(figure)["0"])
    axis = figure.axes[0].get_xlim()
    assert right == day("1899-12-31")
    assert axis[0] <= left < right
    assert 0.06 < (right - left) / (axis[1] - axis[0]) < 0.09


def test_what_no_source_ends_ends_in_an_arrowhead_at_the_axis_end(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, end=2020)
    assert figure.axes[0].get_xlim()[1] == day("2021-01-01")
    ongoing = mexico_phases[["closed_earliest", "closed_latest"]].isna().all(axis=1)
    assert pointed(figure, 1) == set(map(str, mexico_phases.index[ongoing]))


def test_a_phase_with_an_end_has_no_arrowhead():
    assert not pointed(draw(phase("all", "relations", SU, "1924", "1930")), 1)


def test_there_is_a_band_for_each_phase(mexico_phases):
    assert set(bands(charts.phases(mexico_phases, dyad=MEXICO))) == set(map(str, mexico_phases.index))


def test_the_lane_of_all_sources_is_on_top_and_thicker(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS)
    firsts = [bands(figure)[str(rows.index[0])] for _, rows in mexico_phases.groupby("source")]
    *others, together = map(middle, firsts)
    assert [together, *others] == sorted([together, *others], reverse=True)
    assert firsts[-1].get_window_extent().height > firsts[0].get_window_extent().height
    names = [text.get_text() for text in figure.texts if text.get_gid() == "lane"]
    assert names == ["All sources", "together", "thisday.fyi 1924", "history.info", "RIAC blog", "Infogalactic"]


def test_every_phase_of_all_sources_is_named_in_the_picture(mexico_phases):
    words = said(charts.phases(mexico_phases[mexico_phases["source"] == "all"], dyad=MEXICO))
    for text in ("Contacts since 1806", "Lapsed", "No relations (severed)", "Relations · Russian Empire"):
        assert words.count(text) == 1
    assert words.count("Relations · Soviet Union") == 2
    assert words.count("Relations · Russian Federation") == 1


def test_every_phase_of_the_seeds_has_its_words(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS)
    assert "left out" not in part(figure, "footer")


def test_a_label_inside_a_band_lies_on_the_sure_part_of_it():
    figure = draw(phase("all", "relations", SU, "[1900..1910]", ".."), start=1890, end=2000)
    (box,) = (box for text, box in texts(figure) if text == "Relations · Soviet Union")
    band = bands(figure)["0"].get_window_extent()
    assert band.x0 < box.x0 < box.x1 < band.x1
    assert band.y0 < box.y0 < box.y1 < band.y1


def test_the_title_states_when_relations_began_and_how_often_they_broke(mexico_phases):
    title = "By these documents, relations were established on 1 December 1890 and were interrupted twice"
    figure = charts.phases(mexico_phases, dyad=MEXICO)
    assert title in [" ".join(text.split()) for text in said(figure)]
    assert (
        f"{title}. In order: contacts, relations, lapsed, relations, severed, relations, relations." in figure.alt_text
    )


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("relations", "1935", "..", "established")], "By these documents, relations were established in 1935; the reader found no end"),
        ([("relations", "1942-11", "..", "restored")], "By these documents, relations were restored in November 1942; the reader found no end"),
        (
            [("contact", "1806", "..", "contact")],
            "The reader found no phase of relations between Mexico and Russia, only: contacts",
        ),
        (
            [("relations", "1890", "1918", "established"), ("severed", "1918", "..", "severed")],
            "By these documents, relations were established in 1890 and ended in 1918",
        ),
        (
            [("relations", "1890", "1918", "recognized"), ("relations", "1918", "..", "state_formed")],
            "By these documents, relations began in 1890; the reader found no end",
        ),
        (
            [("relations", "1890", "1918", "established"), ("relations", "1924", "..", "established")],
            "By these documents, relations were established in 1890 and were interrupted once",
        ),
    ],
)
def test_the_title_is_true_for_other_histories(rows, title):
    figure = draw(*(phase("all", status, SU, opened, closed, by) for status, opened, closed, by in rows))
    assert title in figure.alt_text


def test_the_end_of_the_picture_is_not_stated_as_the_end_of_relations(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, start=1920, end=1945)
    assert "By these documents, relations were established on 4 August 1924 and were interrupted once." in figure.alt_text


def test_alternative_text_counts_what_is_drawn(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO)
    assert "23 bands in 5 lanes (4 sources and all together), 1806–1991" in figure.alt_text


def test_footer_names_the_sources_and_counts_their_phases(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS)
    assert "Sources: thisday.fyi 1924, history.info, RIAC blog, Infogalactic. n = 16 phases." in said(figure)


@pytest.mark.parametrize(
    "period", [{}, {"start": 1890, "end": 2015}, {"start": 1920, "end": 1945}, {"start": 1930, "end": 1930}]
)
def test_no_text_is_cut_or_overlaps_another(mexico_phases, period):
    assert_tidy(charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS, **period))


def test_sixty_phases_with_long_and_strange_names_stay_readable():
    states = ["$x^2$ and $y$", "Русское царство", "São Tomé e Príncipe", "Holy Roman Empire of the German Nation " * 3]
    status = ["relations", "lapsed", "severed", "contact", "$new$ status"]
    rows = [
        phase(source, status[n % 5], states[n % 4], f"{1500 + 7 * n}", f"{1507 + 7 * n}", "established")
        for source in ("all", "a_very_long_source_name_" * 5, "_$x$_")
        for n in range(20)
    ]
    figure = draw(*rows)
    assert_tidy(figure)
    assert len(bands(figure)) == 60
    assert sum("$x^2$ and $y$" in text for text in said(figure)) >= 1
    assert all(
        n.get_parse_math() is False for n in figure.findobj(lambda a: hasattr(a, "get_parse_math")) if n.get_text()
    )


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = charts.phases(
        frame("phases"), dyad=("Colombia", "Russia"), reason="No source states any.", labels={"003": "x"}
    )
    assert_tidy(figure)
    assert part(figure, "title") == "The reader found no phase of relations between Colombia and Russia in these sources"
    assert part(figure, "subtitle") == "No source states any."
    assert part(figure, "footer") == "Source: x. n = 0 phases."
    assert figure.alt_text.startswith("Empty chart: The reader found no phase")
    assert not bands(figure)


def test_phases_outside_the_period_are_left_out(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, start="1943", end="1990")
    together = mexico_phases.index[mexico_phases["source"] == "all"]
    assert set(bands(figure)) & set(map(str, together)) == {str(together[5])}
    assert figure.axes[0].get_xlim() == (day("1943-01-01"), day("1991-01-01"))


def test_the_axis_ends_after_the_last_date_not_today(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO)
    assert day("1992-01-01") < figure.axes[0].get_xlim()[1] < day("2015-01-01")
    chosen = charts.phases(mexico_phases, dyad=MEXICO, today="2024-02-03")
    assert chosen.axes[0].get_xlim()[1] == day("2024-02-04")


@pytest.mark.parametrize(("first", "last"), [("1500", "1512"), ("2090", "2099")])
def test_far_years_can_be_drawn(first, last):
    figure = draw(phase("all", "relations", SU, first, last))
    assert_tidy(figure)
    assert edges(bands(figure)["0"])[2] == day(f"{last}-01-01")


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(mexico_phases):
    before = mexico_phases.copy(deep=True)
    one, two = (png(charts.phases(mexico_phases, dyad=MEXICO, start=1890)) for _ in range(2))
    assert one == two
    assert before.equals(mexico_phases)
    assert before.dtypes.equals(mexico_phases.dtypes)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"table": frame("visits")}, "lacks the columns: status"),
        ({"table": [1]}, "lacks the columns: source"),
        ({"dyad": "mexico-russia"}, "pair of names"),
        ({"dyad": ("Mexico", "")}, "pair of names"),
        ({"start": 1990, "end": 1980}, "lies after"),
    ],
)
def test_wrong_input_is_refused_in_one_line(change, says):
    with pytest.raises(ValueError, match=says) as caught:
        charts.phases(**{"table": frame("phases"), "dyad": MEXICO, **change})
    assert "\n" not in str(caught.value)


def test_a_phase_of_one_day_is_still_seen():
    figure = draw(phase("all", "relations", SU, "1924-08-04", "1924-08-04"))
    (band,) = bands(figure).values()
    assert set(edges(band)) == {day("1924-08-04")}
    assert band.get_linewidth() == 1
    assert to_hex(band.get_edgecolor()) == style.ACCENT


def test_an_end_with_only_a_latest_date_is_vague_up_to_it():
    figure = draw(phase("all", "relations", SU, "1924-08-04", "[..1930]"))
    *_, c, d = edges(bands(figure)["0"])
    assert c < d == day("1930-12-31")
    assert not pointed(figure, 1)


def test_a_long_time_of_contacts_gets_less_than_a_third_of_the_axis_and_says_since_when(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO)
    left, right = figure.axes[0].get_xlim()
    assert day("1806-01-01") < left
    assert 1 / 5 < (day("1890-12-01") - left) / (right - left) < 1 / 3
    assert pointed(figure, 0) == set(map(str, mexico_phases.index[mexico_phases["status"] == "contact"]))
    assert said(figure).count("Contacts since 1806") == 2
    assert "Arrow: goes on beyond." in part(figure, "subtitle")


@pytest.mark.parametrize(("opened", "start"), [("1850", None), ("1806", 1800), ("1806", "1806-01-01")])
def test_contacts_that_take_little_room_or_are_asked_for_are_drawn_from_their_start(opened, start):
    rows = [phase("all", "contact", SU, opened, "1890"), phase("all", "relations", SU, "1890", "1999")]
    figure = draw(*rows, start=start)
    assert figure.axes[0].get_xlim()[0] <= day(f"{opened}-01-01")
    assert not pointed(figure, 0)
    assert "Contacts" in said(figure)


def test_contacts_whose_beginning_is_open_say_by_when():
    rows = [phase("all", "contact", SU, "[..1806]", "1890"), phase("all", "relations", SU, "1890", "1999")]
    assert "Contacts by 1806" in said(draw(*rows))


def test_contacts_alone_keep_the_whole_axis():
    figure = draw(phase("all", "contact", SU, "1806", "1890"))
    assert figure.axes[0].get_xlim()[0] < day("1806-01-01")


@pytest.fixture(scope="module")
def record():
    return reference.load().relations


def relations(*rows, dyad="mexico-russia"):
    """Rows of the record: type, date, state and whether anyone but encyclopaedias has it."""
    known, told = reference.load().relations, []
    for type_, date, state, independent in rows:
        low, high = edtf.bounds(date)
        row = {"id": f"X{len(told)}", "dyad": dyad, "state": state, "date": date, "type": type_, "confidence": "high"}
        told.append({**row, "independent": independent, "earliest": low, "latest": high})
    return pd.DataFrame(told, columns=known.columns, index=range(2, 2 + len(told))).astype(known.dtypes)


def test_without_the_record_nothing_of_it_is_drawn(mexico_phases):
    figure = charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS, record=None)
    assert png(figure) == png(charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS))
    assert "record" not in " ".join(said(figure))
    assert not marks(figure, "rule")


def test_the_record_has_a_lane_under_the_sources(mexico_phases, record):
    figure = charts.phases(mexico_phases, dyad=MEXICO, labels=LABELS, record=record)
    names = [text.get_text() for text in figure.texts if text.get_gid() == "lane"]
    assert names[-1] == "The record"
    (rule,) = marks(figure, "rule").values()
    line, known = rule.get_ydata()[0] * figure.dpi, bands(figure, "record-phases")
    assert min(map(middle, bands(figure).values())) > line > middle(known["0"])
    assert edges(known["2"]) == (day("1924-08-04"), day("1924-08-04"), day("1930-01-23"), day("1930-01-23"))
    assert edges(known["0"])[2:] == (day("1909-01-01"), day("1924-08-04"))


def test_competing_dates_are_named_and_those_of_encyclopaedias_alone_are_hollow(mexico_phases, record):
    figure = charts.phases(mexico_phases, dyad=MEXICO, record=record)
    words = said(figure)
    assert "11 Dec 1890; also ◆ 12 Dec 1890, 1891 ◇ 1 Dec 1890" in words
    assert "23 Jan 1930; also ◇ 26 Jan 1930" in words
    assert "1942; also ◇ 10–12 Nov 1942, 1943" in words
    assert "Jan 1992; also ◆ 1991" in words
    found = marks(figure, "mark-record-relations-").values()
    faces = {mark.get_xdata()[0]: mark.get_markerfacecolor() for mark in found}
    assert faces[day("1930-01-26")] == style.PAPER != faces[day("1890-12-12")]
    assert "hollow: given only by encyclopaedias" in part(figure, "subtitle")
    assert "13 dates of beginnings and ends, 5 of them only in encyclopaedias" in part(figure, "footer")


def test_diamonds_of_one_time_do_not_cover_each_other(mexico_phases, record):
    figure = charts.phases(mexico_phases, dyad=MEXICO, record=record)
    places = [mark.get_xydata()[0] for mark in marks(figure, "mark-record-relations-3-").values()]
    assert len({height for _, height in places}) == len(places) == 3


def test_what_only_encyclopaedias_have_ends_no_band_of_the_record(record):
    figure = charts.phases(frame("phases"), dyad=("Colombia", "Russia"), record=record)
    assert "◇ 3 May 1948: severed" in said(figure)
    assert not any("severed" in text.lower() for text in said(figure) if "◇" not in text)


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ([("1890-12-01", "..")], "; the reader found no end, but by the record they began on 11 December 1890. In order"),
        (
            [("1890-12", "1924"), ("1930", "..")],
            "interrupted once; by the record they were interrupted twice. In order",
        ),
        ([("1890", "..")], "; the reader found no end, but by the record they were interrupted twice. In order"),
        ([("1850", "..")], "By these documents, relations were established in 1850; the reader found no end. In order"),
    ],
)
def test_the_title_says_how_the_record_differs(record, rows, more):
    figure = draw(*(phase("all", "relations", SU, *limits, "established") for limits in rows), record=record)
    assert more in figure.alt_text


def test_alternative_text_has_the_record_and_the_competing_dates(mexico_phases, record):
    alt = charts.phases(mexico_phases, dyad=MEXICO, record=record).alt_text
    assert "By the record, relations were established on 11 December 1890 and were interrupted twice." in alt
    assert "11 Dec 1890, also given: 12 Dec 1890, 1891, 1 Dec 1890 (only encyclopaedias);" in alt
    late = charts.phases(mexico_phases, dyad=MEXICO, record=record, start=1925, end=1950).alt_text
    assert "1890, also given" not in late


def test_without_rows_of_sources_the_record_is_drawn_alone(record):
    figure = charts.phases(frame("phases"), dyad=MEXICO, record=record)
    assert_tidy(figure)
    assert part(figure, "title").startswith(
        "The reader found no phase of relations between Mexico and Russia in these sources; by the record"
    )
    assert len(bands(figure, "record-phases")) == 6
    assert not marks(figure, "rule")


@pytest.mark.parametrize("rows", [0, 7])
def test_a_dyad_that_the_record_does_not_cover_is_said_to_be_none(mexico_phases, record, rows):
    figure = charts.phases(mexico_phases.tail(rows), dyad=("Peru", "Norway"), record=record)
    assert_tidy(figure)
    assert "Not covered by the record: relations of Peru and Norway." in " ".join(said(figure)).replace("\n", " ")
    assert "Not covered by the record" in figure.alt_text
    assert not bands(figure, "record-phases")


def test_two_hundred_rows_of_an_invented_dyad_beside_forty_of_its_record():
    dyad = ("Республика Ёлкино", "Land with a very long name " * 4)
    slug = "land-with-a-very-long-name-" * 4
    told = [
        phase(f"s{n % 5} $x$", ["relations", "severed"][n % 2], SU, f"{1800 + n}", f"{1801 + n}") for n in range(200)
    ]
    kinds = ["established", "severed", "restored", "lapsed"]
    rows = [(kinds[n % 4], f"{1800 + 5 * n}", SU, True) for n in range(40)]
    rows += [(kinds[n % 4], f"{1801 + 5 * n}-02-1{n % 9}", SU, n % 3 > 0) for n in range(40)]
    record = relations(*rows, dyad=f"{slug.strip('-')}-unknown")
    figure = charts.phases(frame("phases", told), dyad=dyad, record=record)
    assert_tidy(figure)
    assert len(bands(figure, "record-phases")) >= 30
    assert "left out for want of room" in part(figure, "footer")


@pytest.mark.parametrize("dyad", [MEXICO, ("Colombia", "Russia")])
@pytest.mark.parametrize(
    "period", [{}, {"start": 1920, "end": 1950}, {"start": 1890, "end": 1892}, {"start": 1942, "end": 1942}]
)
def test_with_the_record_no_text_is_cut_or_overlaps_another(mexico_phases, record, dyad, period):
    assert_tidy(charts.phases(mexico_phases, dyad=dyad, labels=LABELS, record=record, **period))


def test_a_record_without_its_columns_is_refused(mexico_phases):
    with pytest.raises(ValueError, match="lacks the columns: state, date"):
        charts.phases(mexico_phases, dyad=MEXICO, record=pd.DataFrame({"dyad": ["mexico-russia"]}))
