"""Texts: measured as they are drawn, wrapped, and placed so that none meets another."""

import itertools
import random

import pytest
from frames import texts

from bilateral.charts import page, text_layout
from bilateral.charts.text_layout import Box, Label, beside, either, inside, on_leader, place, stagger

FRAME = Box(0, -5, 7, 5)


def labels(*marks):
    return [Label(x, 0, (text,)) for x, text in marks]


def assert_clear(placed):
    """Assert that no words meet other words, nor a leader of others."""
    for one, two in itertools.combinations(placed, 2):
        assert not one.box.meets([two.box])
    for one, two in itertools.permutations(placed, 2):
        assert one.leader is None or not one.leader.meets([two.box])


def test_a_letter_that_the_font_lacks_is_replaced_not_warned_of():
    assert text_layout.drawable("Japan 日本, Россия, Perú") == "Japan ��, Россия, Perú"


def test_wrapped_lines_are_no_wider_than_the_room_and_lose_no_word():
    text = "Relations were established on 1 December 1890 and were interrupted twice " * 2
    lines = text_layout.wrap(text, 3, 10.5, most=20)
    assert " ".join(lines) == text.strip()
    assert all(text_layout.width(line, 10.5) <= 3 for line in lines)
    assert text_layout.wrap(text, 3, 10.5, most=2)[-1].endswith("…")


def test_balanced_lines_are_as_few_and_as_even_as_can_be():
    text = "Relations were established on 1 December 1890 and were interrupted twice"
    lines = text_layout.balance(text, 5, 14, bold=True)
    assert " ".join(lines) == text
    assert len(lines) == len(text_layout.wrap(text, 5, 14, bold=True))
    widths = [text_layout.width(line, 14, bold=True) for line in lines]
    assert max(widths) - min(widths) < 1.2


def test_sixty_labels_are_all_placed_and_never_meet_a_label_or_a_leader():
    generator = random.Random(5)
    marks = [(generator.uniform(0, 7), "x" * generator.randint(3, 40)) for _ in range(60)]
    placed = stagger(labels(*marks), 7, (0, 0))
    assert None not in placed
    assert {one.text for one in placed} == {text for _, text in marks}
    assert_clear(placed)
    assert all(one.box.x0 >= 0 and one.box.x1 <= 7 for one in placed)


def test_labels_stay_within_the_levels_that_there_are():
    placed = stagger(labels(*((1.0 + n / 100, "a label") for n in range(20))), 7, (0, 0), most=3)
    line = text_layout.height(text_layout.SMALL) + 0.02
    assert None in placed
    assert_clear([one for one in placed if one])
    assert max(abs(end) for one in placed if one for end in (one.box.y0, one.box.y1)) <= 3 * line + 1e-9


def test_the_first_labels_hang_left_where_that_saves_levels():
    marks = [(3 + n / 10, f"a label of some length {n}") for n in range(6)]
    placed = sorted(stagger(labels(*marks), 7, (0, 0), sides=[1]), key=lambda one: one.label.x)
    assert [one.box.x0 < one.label.x for one in placed] == [True] * 3 + [False] * 3
    assert max(one.box.y1 for one in placed) < 3.1 * (text_layout.height(text_layout.SMALL) + 0.02)


def test_labels_may_all_have_to_stand_under_their_marks():
    placed = stagger(labels(*((n, "a label of a length") for n in (0, 1, 2, 3, 4, 5, 6.9))), 7, (0, 0), sides=[-1])
    assert None not in placed
    assert all(one.box.y1 <= 0 for one in placed)


def test_the_fullest_text_for_which_there_is_room_is_written():
    room = Box(0, 0, 1, 0.3)
    (one,) = place([Label(0.5, 0, ("far too long a text for this", "short"), (inside(room),))], [], FRAME)
    assert one.text == "short"
    assert 0 < one.box.x0 < one.box.x1 < 1
    assert one.leader is None


def test_words_stand_beside_a_mark_and_clear_of_what_is_taken():
    mark = Box(3, 1, 3.1, 1.1)
    label = Label(3.05, 1.05, ("words",), (beside(mark),))
    (right,) = place([label], [mark], FRAME)
    assert right.box.x0 > mark.x1
    (left,) = place([label], [mark, right.box], FRAME)
    assert left.box.x1 < mark.x0
    all_ = place([label] * 5, [mark], FRAME)
    assert all_[-1] is None  # all sides are taken
    assert_clear([one for one in all_ if one])


def test_either_tries_the_fullest_text_at_all_places_first():
    mark = Box(6.5, 1, 6.6, 1.1)
    leader = on_leader(6.55, (1, 1.1), (0.9, 1.2), 2, hangs=[-1])
    texts_ = ("words that fit only left of a leader" * 2, "w")
    (full,) = place([Label(6.55, 1, texts_, (either(beside(mark), leader),))], [Box(0, 0.9, 6.5, 1.2)], FRAME)
    assert full.text == texts_[0]
    assert full.leader is not None
    (short,) = place([Label(6.55, 1, texts_, (beside(mark), leader))], [Box(0, 0.9, 6.5, 1.2)], FRAME)
    assert short.text == "w"


def test_a_text_is_measured_as_it_is_drawn():
    figure = page.Page("A title", "s", "f", 1).figure
    (_, box), *_ = texts(figure)
    assert box.width / text_layout.DPI == pytest.approx(text_layout.width("A title", 14, bold=True), abs=0.01)
