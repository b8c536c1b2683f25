"""The shared look: words, palette, layout, axis, picture bytes."""

import base64
import itertools
import random
import subprocess
import sys

import matplotlib
import numpy as np
import pandas as pd
import pytest
from frames import assert_tidy, event, item, part, phase, texts

from bilateral import charts
from bilateral import wording as words
from bilateral.charts import bands, layout, rows, style
from bilateral.tables import frame


def test_amounts_are_written_in_plain_words():
    written = [words.amount(*pair) for pair in ((1.784e12, "USD"), (1.784e9, "USD"), (2e6, "EUR"), (77000, "people"))]
    assert written == ["$1,784 billion", "$1.784 billion", "2 million EUR", "77,000 people"]
    assert words.amount(31, "%") == "31%"
    assert words.amount(-2e6, "USD") == "-$2 million"


def test_text_from_a_source_becomes_one_harmless_line():
    assert words.clean("a\n\tb\x00c\u202ed  e") == "a b cd e"
    assert words.clean(pd.NA) == words.clean(None) == words.clean(float("nan")) == ""
    assert words.clean("Very long name indeed", 10) == "Very long…"


def test_a_letter_that_the_font_lacks_is_replaced_not_warned_of():
    assert layout.drawable("Japan 日本, Россия, Perú") == "Japan ��, Россия, Perú"


def test_wrapped_lines_are_no_wider_than_the_room_and_lose_no_word():
    text = "Relations were established on 1 December 1890 and were interrupted twice " * 2
    lines = layout.wrap(text, 3, 10.5, most=20)
    assert " ".join(lines) == text.strip()
    assert all(layout.width(line, 10.5) <= 3 for line in lines)
    assert layout.wrap(text, 3, 10.5, most=2)[-1].endswith("…")


def test_sixty_flags_are_all_placed_and_never_meet_a_label_or_a_leader():
    generator = random.Random(5)
    marks = [(generator.uniform(0, 7), "x" * generator.randint(3, 40)) for _ in range(60)]
    flags = layout.flags(marks, 0, 7, 9)
    assert [flag.index for flag in flags] == list(range(60))
    for one, two in itertools.permutations(flags, 2):
        stop = two.x0 + layout.width(two.text, 9)
        if one.level == two.level:
            assert one.x0 + layout.width(one.text, 9) <= two.x0 or stop <= one.x0
        if one.level * two.level > 0 and abs(one.level) > abs(two.level):
            assert not two.x0 < one.x < stop
    assert all(flag.x0 >= 0 and flag.x0 + layout.width(flag.text, 9) <= 7 for flag in flags)


def test_flags_stay_within_the_levels_that_there_are():
    flags = layout.flags([(1.0 + n / 100, "a label") for n in range(9)], 0, 7, 9, most=3)
    assert sorted(flag.level for flag in flags) == [1, 1, 2, 2, 3, 3]  # on both sides of the leaders


def test_the_first_labels_turn_to_the_left_where_that_saves_levels():
    flags = layout.flags([(3 + n / 10, "a label of some length") for n in range(6)], 0, 7, 9)
    assert [flag.level for flag in flags] == [1, 2, 3, 3, 2, 1]
    assert [flag.x0 < flag.x for flag in flags] == [True] * 3 + [False] * 3


def test_a_text_is_measured_as_it_is_drawn():
    figure = style.Page("A title", "s", "f", 1).figure
    (title, box), *_ = texts(figure)
    assert box.width / layout.DPI == pytest.approx(layout.width(title, 14, bold=True), abs=0.01)


def test_contrast_is_that_of_the_guidelines():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_marks_and_texts_stand_out_from_what_is_behind_them():
    colors = [color for color, *_ in bands.STATUS.values()]
    for color in [*colors, style.BLUE, style.VERMILION, style.INK, style.LINE]:
        assert style.contrast(color, style.PAPER) >= 3
    for color in colors:
        assert style.contrast(style.text_on(color), color) >= 4.5
    for ink in (style.INK, style.MUTED):
        assert style.contrast(ink, style.PAPER) >= 4.5


@pytest.mark.parametrize(
    ("first", "last"), [("1500", "1600"), ("1806", "2014"), ("2050", "2100"), ("1924-02", "1924-09")]
)
def test_the_time_axis_has_readable_ticks_inside_any_period(first, last):
    page = style.Page("t", "s", "f", 1)
    axes = page.axes(1, 8, page.bottom, page.top, "a")
    style.time_axis(axes, style.num(first), style.num(last))
    ticks = axes.get_xticks()
    assert 3 <= len(ticks) <= 11
    assert style.num(first) <= min(ticks) <= max(ticks) <= style.num(last)
    named = [label.get_text() for label in axes.get_xticklabels()]
    assert [style.num(name) for name in named] == list(ticks)


def test_days_count_as_matplotlib_counts_them():
    for day in ("1500-03-01", "1969-12-31", "2100-02-28"):
        assert style.num(day) == matplotlib.dates.date2num(np.datetime64(day, "s"))
        assert style.num(pd.Timestamp(day)) == style.num(day)


def test_a_period_ends_on_its_last_day():
    assert rows.period(1990, "1991") == (pd.Timestamp("1990-01-01"), pd.Timestamp("1991-12-31"))
    assert rows.period("1990-02", "1990-02")[1] == pd.Timestamp("1990-02-28")
    assert rows.period("1500", pd.Timestamp("2100-05-04"))[1] == pd.Timestamp("2100-05-04")
    assert all(pd.isna(day) for day in rows.period(None, None))


@pytest.mark.parametrize(("start", "end", "says"), [(1990, 1980, "after"), ("nineteen", None, "not a date")])
def test_a_wrong_period_is_refused_in_one_line(start, end, says):
    with pytest.raises(ValueError, match=says) as caught:
        rows.period(start, end)
    assert "\n" not in str(caught.value)


def test_show_displays_the_picture_and_its_words(monkeypatch, mexico_phases):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more)))
    figure = charts.phases(mexico_phases, dyad=("Mexico", "Russia"))
    charts.show(figure)
    (data, more), *none = shown
    assert not none
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == figure.alt_text
    assert more == {"raw": True, "metadata": {"image/png": {"alt": figure.alt_text}}}


def test_a_picture_has_no_date_and_no_version_inside(mexico_visits):
    data = style.png(charts.visits(mexico_visits, dyad=("Mexico", "Russia")))
    assert all(word not in data for word in (b"Software", b"tEXt", b"Creation", b"tIME"))


def test_charts_do_not_depend_on_the_users_own_settings(mexico_phases):
    plain = style.png(charts.phases(mexico_phases, dyad=("Mexico", "Russia")))
    changed = {
        "font.size": 20,
        "axes.facecolor": "red",
        "savefig.dpi": 40,
        "savefig.bbox": "tight",
        "lines.linewidth": 9,
    }
    with matplotlib.rc_context(changed):
        assert style.png(charts.phases(mexico_phases, dyad=("Mexico", "Russia"))) == plain
        assert matplotlib.rcParams["font.size"] == 20


def test_no_text_is_smaller_than_nine_points(mexico_phases, mexico_figures, mexico_visits, mexico_events, mexico_items):
    tables = mexico_phases, mexico_figures, mexico_visits, mexico_events, mexico_events, mexico_items
    draws = charts.phases, charts.trade, charts.visits, charts.events, charts.coverage, charts.lists
    for draw, table in zip(draws, tables, strict=True):
        figure = draw(table, dyad=("Mexico", "Russia"))
        seen = [text for text in figure.findobj(lambda artist: hasattr(artist, "get_text")) if text.get_text()]
        assert min(text.get_fontsize() for text in seen) >= 9
        assert figure.get_size_inches()[0] == 9
        assert figure.dpi == 110


def test_pyplot_is_not_imported_by_drawing():
    code = (
        "import sys; from bilateral import charts, tables; from bilateral.charts.style import png\n"
        "for name in ('phases', 'figures', 'visits', 'events', 'items'):\n"
        "    draw = {'figures': charts.trade, 'items': charts.lists}.get(name) or getattr(charts, name)\n"
        "    png(draw(tables.frame(name), dyad=('Mexico', 'Russia')))\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("phases", charts.phases),
        ("figures", charts.trade),
        ("visits", charts.visits),
        ("events", charts.events),
        ("events", charts.coverage),
        ("items", charts.lists),
    ],
)
def test_rows_that_say_nothing_are_drawn_without_a_complaint(name, draw):
    table = frame(name, [{"source": "001"}, {"source": None}])
    assert_tidy(draw(table, dyad=("Mexico", "Russia")))


@pytest.mark.parametrize("names", [("東京 $a$ $b$", "x" * 300), ("São\nTomé", "Россия\x00\u202e")])
def test_any_name_can_be_written(names):
    date = pd.Timestamp("1924-08-04")
    limits = {"opened_earliest": date, "opened_latest": date}
    row = {"source": names[0], "status": names[1], "state": names[0], **limits}
    figure = charts.phases(frame("phases", [row, {**row, "source": "all"}]), dyad=names, labels={names[0]: names[1]})
    assert_tidy(figure)
    assert style.png(figure)


def test_every_chart_of_a_dyad_with_one_source_and_one_date_is_tidy_and_alike():
    established = event("established", "1935", "003", "Colombia, Russia")
    relations = phase("003", "relations", "Soviet Union", "1935", "..", "established")
    tables = {
        "phases": frame("phases", [relations, {**relations, "source": "all"}]),
        "events": frame("events", [established]),
    }
    goods = frame("items", [item("exports", "agricultural products", ("Colombia", "Russia"), "003")])
    view = {"dyad": ("Colombia", "Russia"), "labels": {"003": "thisday.fyi 1935"}}
    figures = [
        charts.phases(tables["phases"], **view),
        charts.events(tables["events"], **view),
        charts.coverage(tables["events"], **view),
        charts.lists(goods, **view),
        charts.panel(**tables, **view),
    ]
    for figure in figures:
        assert_tidy(figure)
        assert figure.alt_text
        assert "Source: thisday.fyi 1935. n = " in part(figure, "footer")
        assert "Colombia" in part(figure, "subtitle")


@pytest.mark.parametrize("draw", [charts.events, charts.coverage, charts.lists])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"table": frame("phases")}, "lacks the columns: "),
        ({"dyad": "mexico-russia"}, "pair of names"),
        ({"start": 1990, "end": 1980}, "lies after"),
        ({"start": "nineteen"}, "not a date"),
    ],
)
def test_wrong_input_is_refused_in_one_line(draw, change, says):
    table = frame("items" if draw is charts.lists else "events")
    with pytest.raises(ValueError, match=says) as caught:
        draw(**{"table": table, "dyad": ("Mexico", "Russia"), **change})
    assert "\n" not in str(caught.value)
