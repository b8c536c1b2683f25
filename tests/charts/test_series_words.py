"""What the chart of yearly trade says, how it stands any names and rows, and what eyes can tell apart in it."""

import itertools

import pytest
from frames import LABELS, STRANGE, assert_tidy, figure_row, part, phase
from test_eyes import COLOUR, EYES, GREY, apart, grey
from traded import COLOMBIA, MEXICO, artists, draw, said, shipped, year

from bilateral.charts import style
from bilateral.charts.recorded import looks
from bilateral.charts.series import TINTS
from bilateral.tables import frame


@pytest.fixture
def full(mexico_figures, mexico_phases):
    return shipped(MEXICO, figures=mexico_figures, phases=mexico_phases, labels=LABELS)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([year(1999, 97)], "Mexico's imports from Russia reached $97 million in 1999"),
        ([year(1999, 97), year(2000, 120)], "Mexico's imports from Russia reached $120 million in 2000"),
        (
            [year(1999, 97), year(2000, 50, MEXICO), year(2001, 12)],
            "Mexico's imports from Russia peaked at $97 million in 1999 and were $12 million in 2001",
        ),
        (
            [*(year(1990 + n, n) for n in range(6)), year(1996, 1662)],
            "Mexico's imports from Russia reached $1.662 billion in 1996",
        ),
        (
            [year(1950, 0), year(1951, 0, MEXICO)],
            "Trade between Mexico and Russia stayed under $0.5 million a year each way, 1950–1951",
        ),
    ],
)
def test_the_title_is_what_the_rows_show_and_the_alternative_text_says_it(rows, title):
    figure = draw(*rows)
    assert part(figure, "title") == title
    assert title in figure.alt_text
    assert_tidy(figure)


def test_the_titles_of_the_shipped_record():
    assert part(shipped(MEXICO), "title") == "Mexico's imports from Russia reached $1.662 billion in 2014"
    assert part(shipped(COLOMBIA), "title") == "Colombia's imports from Russia reached $404 million in 2014"


def test_the_alternative_text_has_the_numbers(full):
    for text in (
        "3 panels of yearly trade on one time axis.",
        "Mexico → Russia: 70 years with a figure, 1935–2014, under $0.5 million to $1.094 billion; printed or stated: ",
        "Both ways together: ",
        "2014 $1,784 billion",
    ):
        assert text in full.alt_text


def test_a_dyad_without_rows_gives_a_chart_that_says_so():
    for figure in (
        shipped(("Japan", "Peru"), reason="Not covered."),
        draw(dyad=("Japan", "Peru"), reason="Not covered."),
    ):
        assert part(figure, "title") == "The record has no trade for Japan and Peru"
        assert part(figure, "subtitle") == "Not covered."
        assert figure.alt_text.startswith("Empty chart: The record has no trade for Japan and Peru")
        assert_tidy(figure)


def test_only_statements_give_a_title_that_is_true():
    figure = draw(told=[said("2003", 9)])
    assert (
        part(figure, "title") == "The record has no yearly trade for Mexico and Russia, but 1 figure stated elsewhere"
    )
    assert len(artists(figure, "mark-statements")) == 1
    assert_tidy(figure)


@pytest.mark.parametrize("pair", [*itertools.combinations(STRANGE, 2), ("Ángela", "Россия")])
def test_two_hundred_rows_with_strange_names_stay_readable(pair):
    names = tuple(" ".join(name.split())[:200] for name in pair)
    rows = [year(1820 + n, n**2 % 977, way, 3, n % 9 == 0) for n in range(100) for way in (names, names[::-1])]
    told = [
        said(f"{1900 + n}", n**3 % 4001 + 1, (*names, None)[n % 3], (None, names)[n % 2], id=f"{n}") for n in range(60)
    ]
    more = {"source": pair[0], "alternative": 9e12, "from_state": None}
    figures = frame("figures", [figure_row("trade", 5e8, "USD", "1977", **more)])
    rows_ = [phase("all", "severed", "x", f"{1830 + 20 * n}", f"{1840 + 20 * n}") for n in range(9)]
    figure = draw(*rows, told=told, dyad=names, figures=figures, phases=frame("phases", rows_))
    assert_tidy(figure)
    assert len(artists(figure, "mark-statements")) == 60
    assert len({tint.get_x() for tint in artists(figure, "tint:")}) == 8


@pytest.mark.parametrize("eye", EYES)
def test_who_counted_and_the_lines_can_be_told_apart(eye):
    found = [look[:2] for look in looks(MEXICO).values()]
    assert len({marker for marker, _ in found} | {"D"}) == len(found) + 1
    for (_, one), (_, two) in itertools.combinations(found[:3], 2):
        assert apart(one, two, eye) >= COLOUR
    assert grey(found[0][1], found[1][1]) >= GREY
    assert apart(style.ACCENT, style.OTHER, eye) >= COLOUR and grey(style.ACCENT, style.OTHER) >= GREY


def test_marks_and_texts_stand_out_from_what_is_behind_them(full):
    tints = [style.PAPER, *TINTS.values()]
    for start in ("series:", "mark-trade", "mark-statements", "mark-figures"):
        for mark in artists(full, start):
            assert all(style.contrast(mark.get_markeredgecolor(), tint) >= 3 for tint in tints), start
    for text in full.findobj(lambda artist: hasattr(artist, "get_text")):
        if text.get_visible() and text.get_text().strip():
            assert text.get_fontsize() >= 9 and text.get_rotation() == 0 and not text.get_parse_math()
            behind = [style.ACCENT] if text.get_color() == style.PAPER else tints
            assert all(style.contrast(text.get_color(), tint) >= 4.5 for tint in behind), text.get_text()
