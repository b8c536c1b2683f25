"""What the chart of yearly trade says, how it stands any names and rows, and what eyes can tell apart in it."""

import itertools

import pytest
from bilateral.charts.yearly import counters
from frames import LABELS, STRANGE, assert_tidy, figure_row, marks, part, phase
from test_eyes import COLOUR, EYES, GREY, apart, drawn, grey
from traded import COLOMBIA, MEXICO, draw, said, shipped, year

from bilateral.charts import money, style
from bilateral.charts.series import BROKEN
from bilateral.tables import frame


@pytest.fixture
def full(mexico_figures, mexico_phases):
    return shipped(MEXICO, figures=mexico_figures, phases=mexico_phases, labels=LABELS)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([year(1999, 97)], "Mexico's imports from Russia in 1999: $97 million"),
        ([year(1999, 97), year(2000, 120)], "Mexico's imports from Russia reached $120 million in 2000"),
        (
            [year(1999, 97), year(2000, 50, MEXICO), year(2001, 12)],
            "Mexico's imports from Russia peaked at $97 million in 1999 and were $12 million in 2001",
        ),
        (
            [*(year(1990 + n, n) for n in range(6)), year(1996, 1662)],
            "Mexico's imports from Russia reached $1.7 billion in 1996; no year before 1996 has more than $5 million",
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
    assert part(shipped(MEXICO), "title") == (
        "Mexico's imports from Russia reached $1.7 billion in 2014; no year before 2000 has more than $97 million"
    )
    assert part(shipped(COLOMBIA), "title") == (
        "Colombia's imports from Russia reached $404 million in 2014; no year before 1994 has more than $15 million"
    )


def test_the_alternative_text_has_the_numbers(full):
    for text in (
        "Mexico → Russia, as Russia counted: 70 years with a figure, 1935–2014",
        "under $0.5 million to $1.094 billion (2012)",
        "differ sharply in 1976, 1988, 1992, 1999, 2009",
        "printed of 2014: $1,784 billion, or $1.784 billion",
        "stated, Russia's count, 2016–2022: $1.563 billion to $4.8 billion",
        "Behind them: No relations 1930–1942.",
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
    assert part(figure, "title") == "The record has no yearly trade for Mexico and Russia, but 1 figure told elsewhere"
    assert len(marks(figure, "stated:")) == 1
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
    assert len(marks(figure, "stated:")) == 60
    assert len(marks(figure, "broken:")) == 9


@pytest.mark.parametrize("eye", EYES)
def test_who_counted_and_the_lines_can_be_told_apart(eye):
    looks = list(counters(MEXICO).values())
    assert len({marker for marker, _ in looks} | {"o", "D"}) == len(looks) + 2
    for (_, one), (_, two) in itertools.combinations(looks, 2):
        assert apart(one, two, eye) >= COLOUR
    there, back = money.ways(MEXICO).values()
    assert apart(there, back, eye) >= COLOUR and grey(there, back) >= GREY
    assert grey(looks[0][1], looks[1][1]) >= GREY


def test_marks_and_texts_stand_out_from_what_is_behind_them(full):
    tints = [style.PAPER, *(tint for _, tint in BROKEN.values())]
    for start in ("series:", "flagged:", "stated:", "figure:", "smoothed:"):
        for name, mark in marks(full, start).items():
            for color in drawn(mark):
                assert all(style.contrast(color, tint) >= 3 for tint in tints), name
    for text in full.findobj(lambda artist: hasattr(artist, "get_text")):
        if text.get_visible() and text.get_text().strip():
            assert text.get_fontsize() >= 9 and text.get_rotation() == 0 and not text.get_parse_math()
            assert all(style.contrast(text.get_color(), tint) >= 4.5 for tint in tints), text.get_text()
