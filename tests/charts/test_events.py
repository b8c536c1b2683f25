"""What the timeline of events draws: dots, whiskers, open dates, stacks, lanes, labels."""

import itertools

import pandas as pd
import pytest
from frames import LABELS, MEXICO, STRANGE, assert_tidy, event, many_events, marks, part, texts
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

from bilateral import charts
from bilateral.charts import png, style
from bilateral.tables import frame


def day(text):
    return date2num(pd.Timestamp(text).to_datetime64())


def draw(*rows, **options):
    return charts.events(frame("events", rows), dyad=MEXICO, **options)


def said(figure):
    return [text for text, _ in texts(figure)]


def extent(mark):
    if isinstance(mark, Rectangle):
        return mark.get_x(), mark.get_x() + mark.get_width()
    return tuple(mark.get_xdata())


def middle(artist):
    box = artist.get_window_extent()
    return (box.y0 + box.y1) / 2


def test_a_day_is_a_dot_and_less_is_exactly_as_wide_as_its_date():
    dates = ["1930-01-26", "1942-11", "1924", "191X", "[1961..1964]", "1910/1920"]
    found = marks(draw(*(event("severed", date) for date in dates)), "mark-events-")
    assert found["mark-events-0"].get_marker() == "o"
    assert list(found["mark-events-0"].get_xdata()) == [day("1930-01-26")]
    limits = [("1942-11-01", "1942-11-30"), ("1924-01-01", "1924-12-31"), ("1910-01-01", "1919-12-31")]
    limits += [("1961-01-01", "1964-12-31"), ("1910-01-01", "1920-12-31")]
    for n, (low, high) in enumerate(limits, 1):
        assert extent(found[f"mark-events-{n}"]) == pytest.approx((day(low), day(high)), abs=1e-6)


def test_open_dates_have_an_arrowhead_on_the_side_that_is_open():
    figure = draw(event("established", "[..1899]"), event("agreement", "[1990..]"), event("war", "1930-02-03"))
    heads = marks(figure, "open-")
    assert {name: head.get_marker() for name, head in heads.items()} == {"open-events-0": "<", "open-events-1": ">"}
    lines = marks(figure, "mark-events-")
    assert extent(lines["mark-events-0"])[1] == pytest.approx(day("1899-12-31"))
    assert extent(lines["mark-events-1"])[0] == pytest.approx(day("1990-01-01"))
    assert "Established by 1899" in said(figure)
    assert "Arrowhead: an open date." in part(figure, "subtitle")


def test_each_kind_of_event_has_its_lane(mexico_events):
    figure = charts.events(mexico_events, dyad=MEXICO)
    assert [name.removeprefix("line-") for name in marks(figure, "line-")] == [
        "Relations",
        "Missions and envoys",
        "Agreements and contacts",
        "Wars, revolutions and states",
        "Other events",
    ]
    names = " ".join(text.get_text() for text in figure.texts if text.get_gid() == "lane")
    assert "Wars, revolutions and states" in names
    heights = {name: line.get_ydata()[0] for name, line in marks(figure, "line-").items()}
    assert sorted(heights.values(), reverse=True) == list(heights.values())


@pytest.mark.parametrize("n", [1, 40, 200])
def test_marks_do_not_cover_each_other_while_a_stack_has_room(n):
    figure = charts.events(many_events(n), dyad=MEXICO)
    figure.canvas.draw()
    assert len(marks(figure, "mark-events-")) == n
    assert_tidy(figure)


def test_marks_of_one_date_stand_in_a_stack():
    figure = draw(*(event("established", date) for date in ("1924", "1924-08", "1924-08-04", "1924-08-04")))
    figure.canvas.draw()
    boxes = [mark.get_window_extent() for mark in marks(figure, "mark-events-").values()]
    for one, two in itertools.combinations(boxes, 2):
        over = min(one.x1, two.x1) - max(one.x0, two.x0), min(one.y1, two.y1) - max(one.y0, two.y0)
        assert min(over) <= 0.5


def test_labels_say_what_when_who_and_how_many_sources(mexico_events):
    words = said(charts.events(mexico_events, dyad=MEXICO))
    for text in (
        "Established 1924 · 3 sources",
        "Legation opened 1891",
        "Lapsed 1910s · 2 sources",
        "Revolution 1917 (Russia) · 2 sources",
        "Asylum 1936 (Mexico) · 2 sources",
        "State formed 1922 (Russia)",
        "Severed 1930",
        "Contact 1812",
    ):
        assert words.count(text) == 1, text


def test_every_event_of_the_seeds_is_labelled(mexico_events):
    figure = charts.events(mexico_events, dyad=MEXICO, labels=LABELS)
    assert part(figure, "footer") == "Sources: thisday.fyi 1924, history.info, RIAC blog, Infogalactic. n = 32 rows."
    assert_tidy(figure)


def test_of_two_hundred_events_the_unlabelled_are_counted():
    figure = charts.events(many_events(200), dyad=MEXICO)
    assert "labels left out for want of room." in part(figure, "footer")
    assert sum(" 19" in text.get_text() for text in figure.axes[0].texts) > 15
    assert any("$x$ y$" in text for text in said(figure))


def test_ends_are_hollow():
    found = marks(draw(event("established", "1924-08-04"), event("severed", "1930-01-26")), "mark-events-")
    assert [mark.get_markerfacecolor() for mark in found.values()] == [style.ACCENT, style.PAPER]
    assert {mark.get_markeredgecolor() for mark in found.values()} == {style.ACCENT}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([event("established", "1935")], "One event is stated: relations established, 1935"),
        ([event("war", "1935"), event("war", "1936-05-04")], "Of 2 accounts of events, one is dated to the day"),
        ([event("war", "1935"), event("war", "1966"), event("death", "[..1960]")], "none are dated to the day."),
    ],
)
def test_the_title_is_true(rows, title):
    assert title in draw(*rows).alt_text


def test_the_words_of_the_seeds(mexico_events):
    figure = charts.events(mexico_events, dyad=MEXICO)
    title = "Of 32 accounts of events, three are dated to the day"
    assert part(figure, "title") == title
    assert figure.alt_text == (
        f"Timeline of events between Mexico and Russia: 32 marks in 5 lanes, 1806–2014. {title}. Relations: 13; Missions and envoys: 3; "
        "Agreements and contacts: 4; Wars, revolutions and states: 7; Other events: 5."
    )


def test_undated_events_are_named_in_the_footer():
    figure = draw(event("war", "1935"), event("mission_opened", None, level="embassy"))
    assert "No date given, not drawn: Embassy opened." in part(figure, "footer")
    only = draw(event("war", None))
    assert part(only, "title") == "The reader found no dated event between Mexico and Russia in these sources"


@pytest.mark.parametrize("period", [{}, {"start": 1920, "end": 1945}, {"start": 1930, "end": 1930}])
def test_no_text_is_cut_or_overlaps_another(mexico_events, period):
    figure = charts.events(mexico_events, dyad=MEXICO, labels=LABELS, **period)
    assert_tidy(figure)
    if period:
        assert figure.axes[0].get_xlim() == (day(f"{period['start']}-01-01"), day(f"{period['end'] + 1}-01-01"))


@pytest.mark.parametrize("name", STRANGE)
def test_any_text_is_drawn_as_it_is(name):
    figure = draw(event(name, "1924-08-04", name, name), labels={name: name})
    assert_tidy(figure)
    assert all(not a.get_parse_math() for a in figure.findobj(lambda a: hasattr(a, "get_parse_math")) if a.get_text())


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = charts.events(
        frame("events"), dyad=("Colombia", "Russia"), reason="No event was read.", start=1935, end=1991
    )
    assert figure.alt_text == ("Empty chart: The reader found no event between Colombia and Russia in these sources. No event was read.")
    assert_tidy(figure)


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(mexico_events):
    before = mexico_events.copy(deep=True)
    one, two = (png(charts.events(mexico_events, dyad=MEXICO)) for _ in range(2))
    assert one == two
    assert before.equals(mexico_events)
