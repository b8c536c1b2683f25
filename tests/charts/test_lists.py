"""What the lists set: cards by list, direction and source, items in order, what is left out said."""

import pytest
from frames import LABELS, MEXICO, STRANGE, assert_tidy, item, many_items, part, texts
from traded import artists

from bilateral import charts
from bilateral.charts.export import png
from bilateral.tables import frame


def draw(*rows, **options):
    return charts.lists(frame("items", rows), dyad=MEXICO, **options)


def said(figure, gid=None):
    return [text.get_text() for text in figure.texts if gid in (None, text.get_gid())]


def test_each_list_and_direction_is_a_card_with_its_items_in_order(mexico_items):
    figure = charts.lists(mexico_items, dyad=MEXICO, labels=LABELS)
    assert said(figure, "list") == ["Exports", "Exports", "Arms", "Companies", "Companies", "Memberships"]
    both = ["Mexico → Russia", "Russia → Mexico"]
    assert said(figure, "way") == [*both, "to Mexico", *both]
    assert len(artists(figure, "card")) == 6
    assert said(figure, "item") == [
        *("tequila", "beer", "beef", "automobiles", "chemical based products", "metals", "helicopters", "ammunition"),
        *("BTR-60", "Ural-4320", "9K38 Igla anti-aircraft missiles", "Grupo Omnilife", "Power Machines"),
        "G-20 major economies",
    ]
    assert said(figure, "source") == ["Infogalactic"] * 6
    assert_tidy(figure)


def test_the_title_counts_and_the_words_name_what_is_listed(mexico_items):
    figure = charts.lists(mexico_items, dyad=MEXICO, labels=LABELS)
    title = "The reader found 8 export goods, 3 kinds of arms, 2 companies, 1 membership in the documents"
    assert part(figure, "title") == title
    assert figure.alt_text.startswith(f"6 lists with 14 items. {title}. Exports, Mexico → Russia: tequila, beer, beef,")
    assert part(figure, "footer") == "Source: Infogalactic. n = 14 items."


def test_a_card_names_each_source_apart():
    figure = draw(item("exports", "beer"), item("exports", "beer", source="002"), labels=LABELS)
    assert said(figure, "source") == ["Infogalactic", "RIAC blog"]


def test_a_long_list_ends_in_how_many_more():
    figure = draw(*(item("exports", f"good {n}") for n in range(24)))
    assert said(figure, "item") == [f"good {n}" for n in range(12)]
    assert said(figure, "more") == ["… and 12 more"]
    assert "24 export goods" in part(figure, "title")


def test_a_date_is_written_behind_the_item():
    figure = draw(item("arms", "BTR-60", date="1994"), item("arms", "Mi-8", date="199X"), item("arms", "Ural"))
    assert said(figure, "item") == ["BTR-60 (1994)", "Mi-8 (1990s)", "Ural"]
    assert said(charts.lists(frame("items", [item("arms", "a", date="1994")]), dyad=MEXICO, start=2000), "item") == []


def test_a_long_name_wraps_with_an_indent_and_is_cut_after_three_lines():
    figure = draw(item("companies", "Open Joint-Stock Company for the Furtherance of Trade " * 5))
    first, *rest = (text for text in figure.texts if text.get_gid() == "item")
    assert len(rest) == 2
    assert all(text.get_position()[0] > first.get_position()[0] for text in rest)
    assert rest[-1].get_text().endswith("…")


@pytest.mark.parametrize("n", [1, 9, 200])
def test_any_number_of_strange_items_stays_readable(n):
    figure = charts.lists(many_items(n), dyad=(STRANGE[1], STRANGE[2]), labels={STRANGE[0]: STRANGE[4]})
    assert_tidy(figure)
    assert min(text.get_fontsize() for text in figure.texts) >= 9
    assert all(not text.get_parse_math() for text in figure.texts)


def test_lists_without_room_are_counted():
    figure = draw(*(item("exports", "beer", (f"State {n}", None)) for n in range(30)))
    assert len(artists(figure, "card")) == 24
    assert "6 lists with 6 items not drawn, for want of room." in part(figure, "footer")
    assert_tidy(figure)


def test_an_empty_table_gives_a_chart_that_says_so():
    figure = draw(item("exports", None), reason="No list is told.")
    title = "The reader found no list of goods, arms, companies or memberships for Mexico and Russia in these documents"
    assert figure.alt_text == f"Empty chart: {title}. No list is told."
    assert_tidy(figure)
    assert len(texts(figure)) == 3


def test_two_renders_give_the_same_bytes_and_leave_the_table_alone(mexico_items):
    before = mexico_items.copy(deep=True)
    one, two = (png(charts.lists(mexico_items, dyad=MEXICO)) for _ in range(2))
    assert one == two
    assert before.equals(mexico_items)
