"""What the panel draws: four parts on one time axis, and words for the part that is missing."""

import pytest
from frames import (
    LABELS,
    MEXICO,
    SU,
    assert_tidy,
    event,
    figure_row,
    many_events,
    marks,
    part,
    phase,
    texts,
    visit,
)

from bilateral import charts
from bilateral.charts import png
from bilateral.charts.time_axis import num
from bilateral.tables import frame


@pytest.fixture
def tables(mexico_phases, mexico_events, mexico_visits, mexico_figures):
    return {"phases": mexico_phases, "events": mexico_events, "visits": mexico_visits, "figures": mexico_figures}


def draw(**rows):
    return charts.panel(**{name: frame(name, table) for name, table in rows.items()}, dyad=MEXICO)


def said(figure):
    return [text for text, _ in texts(figure)]


def test_all_parts_share_one_time_axis_and_stand_one_above_the_other(tables):
    figure = charts.panel(**tables, dyad=MEXICO, labels=LABELS)
    limits = {axes.get_xlim() for axes in figure.axes}
    assert len(limits) == 1
    assert said(figure).count("1900") == 1
    first = ["mark-phases-17", "mark-events-2", "mark-visits-0", "mark-figures-4"]
    boxes = [next(iter(marks(figure, name).values())).get_window_extent() for name in first]
    assert [box.y0 for box in boxes] == sorted((box.y0 for box in boxes), reverse=True)


def test_title_is_the_finding_of_the_phases_and_the_footer_counts_each_part(tables):
    figure = charts.panel(**tables, dyad=MEXICO, labels=LABELS)
    assert part(figure, "title") == "By these documents, relations were established on 1 December 1890 and were interrupted twice"
    footer = part(figure, "footer")
    assert footer.startswith("Sources: thisday.fyi 1924, history.info, RIAC blog, Infogalactic. n = 43 rows.")
    assert "7 phases, 32 accounts of events, 3 visits or meetings, 1 figure of money." in footer
    assert "In order: contacts, relations, lapsed, relations, severed, relations, relations." in figure.alt_text
    assert "1 figure of money: $1.784 billion to $1,784 billion." in figure.alt_text
    assert_tidy(figure)


def test_the_phases_are_those_of_all_sources_together(tables):
    figure = charts.panel(**tables, dyad=MEXICO)
    together = tables["phases"].index[tables["phases"]["source"] == "all"]
    assert set(marks(figure, "mark-phases-")) == {f"mark-phases-{label}" for label in together}
    assert "All sources together" in " ".join(said(figure))


def test_both_readings_and_their_words_are_in_the_panel(tables):
    figure = charts.panel(**tables, dyad=MEXICO)
    assert len(figure.findobj(lambda artist: artist.get_gid() == "mark-figures-4")) == 2
    assert "as printed: $1,784 billion" in said(figure)
    assert "Trade, both ways" in " ".join(said(figure))
    assert any("if a decimal comma: $1.784 billion" in text for text in said(figure))


def test_contacts_long_before_take_less_than_a_third_and_are_named(tables):
    figure = charts.panel(**tables, dyad=MEXICO)
    left, right = figure.axes[0].get_xlim()
    assert num("1806-01-01") < left
    assert (num("1890-12-01") - left) / (right - left) < 1 / 3
    assert {"Contacts since 1806", "Before: Contact 1806, 1812"} <= set(said(figure))
    (earlier,) = marks(figure, "mark").items() - marks(figure, "mark-").items()
    assert earlier[1].get_marker() == "<"


def test_an_axis_that_is_asked_for_is_kept(tables):
    figure = charts.panel(**tables, dyad=MEXICO, start=1806, end=2014)
    assert figure.axes[0].get_xlim() == (num("1806-01-01"), num("2015-01-01"))
    assert "Before: " not in " ".join(said(figure))
    assert_tidy(figure)


@pytest.mark.parametrize("missing", ["phases", "events", "visits", "figures"])
def test_a_part_without_rows_says_what_is_missing(tables, missing):
    words = {
        "phases": "The reader found no phase of relations",
        "events": "The reader found no dated event",
        "visits": "The reader found no dated visit",
        "figures": "The reader found no dated figure of money",
    }
    for none in (None, frame(missing)):
        figure = charts.panel(**{**tables, missing: none}, dyad=MEXICO)
        assert [text for text in words.values() if text in said(figure)] == [words[missing]]
        assert words[missing] in figure.alt_text
        assert_tidy(figure)


def test_figures_that_are_not_money_and_undated_rows_are_counted():
    figure = draw(
        figures=[figure_row("tourists", 9, "people", "1990"), figure_row("trade", 9e6, "USD", None)],
        visits=[visit("A", "", MEXICO, "1973"), visit("B", "", MEXICO, None)],
    )
    assert "3 rows not drawn: without a date, or figures of another kind." in part(figure, "footer")
    assert "The reader found no dated figure of money" in said(figure)
    assert (
        part(figure, "title")
        == "The reader found no phase of relations between Mexico and Russia in these sources, but 1 visit or meeting"
    )


def test_phases_of_several_sources_and_of_none_together_are_not_chosen_from():
    rows = [phase(source, "relations", SU, "1924", "..", "established") for source in "ab"]
    figure = draw(phases=rows, events=[event("war", "1942")])
    assert "Phases not drawn: there are none of all sources together." in part(figure, "footer")
    assert "The reader found no phase of relations" in said(figure)
    only = draw(phases=rows[:1])
    assert len(marks(only, "mark-phases-")) == 1
    assert "Source: 004." in part(figure, "footer")


@pytest.mark.parametrize("period", [{}, {"start": 1920, "end": 1945}, {"start": 1930, "end": 1930}, {"start": 2013}])
def test_no_text_is_cut_or_overlaps_another(tables, period):
    figure = charts.panel(**tables, dyad=MEXICO, labels=LABELS, **period)
    assert_tidy(figure)
    assert min(text.get_fontsize() for text in figure.findobj(lambda a: hasattr(a, "get_fontsize"))) >= 9


def test_two_hundred_rows_of_strange_names_stay_readable():
    names = ["São Tomé e Príncipe " * 4, "Россия $x$ $y$"]
    visits = [
        visit(f"{names[n % 2]} {n}", "President", (names[n % 2], names[1]), f"{1950 + n % 60}") for n in range(60)
    ]
    money = [figure_row("exports", 1e6 * 1.2**n, "USD", f"{1950 + n}", from_state=names[n % 2]) for n in range(50)]
    rows = [phase("all", "relations", names[n % 2], f"{1800 + 9 * n}", f"{1809 + 9 * n}") for n in range(22)]
    tables = {"phases": frame("phases", rows), "visits": frame("visits", visits), "figures": frame("figures", money)}
    figure = charts.panel(**tables, events=many_events(200), dyad=names, labels={"004": names[0]})
    assert_tidy(figure)
    assert len(marks(figure, "mark-events-")) == 200
    assert "labels left out for want of room." in part(figure, "footer")


def test_without_any_row_the_panel_says_so():
    figure = charts.panel(dyad=("Colombia", "Russia"), reason="Nothing was read.")
    title = "Nothing dated about Colombia and Russia in these sources"
    assert figure.alt_text == f"Empty chart: {title}. Nothing was read."
    assert_tidy(figure)


def test_two_renders_give_the_same_bytes_and_leave_the_tables_alone(tables):
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    one, two = (png(charts.panel(**tables, dyad=MEXICO)) for _ in range(2))
    assert one == two
    assert all(before[name].equals(table) for name, table in tables.items())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"events": frame("visits")}, "lacks the columns: type"),
        ({"figures": frame("visits")}, "lacks the columns: measure"),
        ({"dyad": ("Mexico",)}, "pair of names"),
        ({"start": 1990, "end": 1980}, "lies after"),
    ],
)
def test_wrong_input_is_refused_in_one_line(change, says):
    with pytest.raises(ValueError, match=says) as caught:
        charts.panel(**{"dyad": MEXICO, **change})
    assert "\n" not in str(caught.value)
