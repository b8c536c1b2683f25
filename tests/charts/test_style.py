"""The shared look: words, palette, periods, and what holds for every chart."""

import subprocess
import sys

import matplotlib
import pandas as pd
import pytest
from frames import assert_tidy, event, item, part, phase

from bilateral import charts, wording
from bilateral.charts import marks, png, rows, style
from bilateral.tables import frame


def test_amounts_are_written_in_plain_words():
    written = [wording.amount(*pair) for pair in ((1.784e12, "USD"), (1.784e9, "USD"), (2e6, "EUR"), (77000, "people"))]
    assert written == ["$1,784 billion", "$1.784 billion", "2 million EUR", "77,000 people"]
    assert wording.amount(31, "%") == "31%"
    assert wording.amount(-2e6, "USD") == "-$2 million"


def test_text_from_a_source_becomes_one_harmless_line():
    assert wording.clean("a\n\tb\x00c\u202ed  e") == "a b cd e"
    assert wording.clean(pd.NA) == wording.clean(None) == wording.clean(float("nan")) == ""
    assert wording.clean("Very long name indeed", 10) == "Very long…"


def test_contrast_is_that_of_the_guidelines():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_marks_and_texts_stand_out_from_what_is_behind_them():
    looks = [look for *_, look in marks.STATUS.values()]
    outlines = [look.get("edge", look["color"]) for look in looks]
    verdicts = [style.SUPPORTED, style.DISPUTED, style.CONTRADICTED, style.SILENT]
    for color in [*outlines, *verdicts, style.ACCENT, style.OTHER, style.INK, style.LINE]:
        assert style.contrast(color, style.PAPER) >= 3
    for look in looks:
        assert style.contrast(style.text_on(look["color"]), look["color"]) >= 4.5
    for ink in (style.INK, style.MUTED):
        assert style.contrast(ink, style.PAPER) >= 4.5


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


def test_charts_do_not_depend_on_the_users_own_settings(mexico_phases):
    plain = png(charts.phases(mexico_phases, dyad=("Mexico", "Russia")))
    changed = {
        "font.size": 20,
        "axes.facecolor": "red",
        "savefig.dpi": 40,
        "savefig.bbox": "tight",
        "lines.linewidth": 9,
    }
    with matplotlib.rc_context(changed):
        assert png(charts.phases(mexico_phases, dyad=("Mexico", "Russia"))) == plain
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
        "import sys; from bilateral import charts, tables; from bilateral.charts import png\n"
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
    assert png(figure)


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
