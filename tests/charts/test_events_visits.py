"""Events and visits: a line or a side for each, as exact as their dates, and packed where they are many."""

import pytest
from drawn import parts, peru, shapes, words

from bilateral import charts
from bilateral.charts.drawing import Words
from bilateral.charts.marks import Mark
from bilateral.charts.placing import levels
from bilateral.charts.time_axis import TimeAxis, ends, num


def middle(chart, row):
    return next(part for part in reversed(parts(chart, row)) if not isinstance(part, Words)).path.vertices.mean(axis=0)


def test_marks_of_one_event_stand_over_each_other_and_share_a_label(mexico):
    chart = charts.events(mexico)
    claim = mexico.claims["subject"].eq("Relations established, 4 August 1924").idxmax()
    rows = mexico.evidence.loc[mexico.evidence["claim"].eq(claim), "row"]
    assert len(rows) == 4
    assert len({round(middle(chart, f"events:{row}")[1]) for row in rows}) == 4
    labels = [text for row in rows for text in words(chart, f"events:{row}")]
    assert labels == ["Relations established, 4 August 1924 · 4 mentions"]


def test_a_vague_date_is_a_bar_as_wide_as_it_is_and_an_open_one_has_an_arrowhead():
    corpus = peru(
        "In the 1930s, Peru and Japan signed a trade agreement.",
        "By 1899, Peru and Japan had established diplomatic relations.",
        "On 4 May 1950, Peru and Japan signed a treaty of friendship.",
    )
    chart = charts.events(corpus)
    by_date = {row.date: f"events:{row.Index}" for row in corpus.events.itertuples()}
    ends = [corners[:, 0] for corners in shapes(chart, by_date["193X"], fill="paper")]
    wide = max(end.max() - end.min() for end in ends)
    years = {part.text: part.x for part in chart.drawing.parts if getattr(part, "text", "").isdigit()}
    assert wide == pytest.approx(years["1940"] - years["1930"], abs=0.5)
    (opened, _) = shapes(chart, by_date["[..1899]"], fill="paper")
    assert len(opened) == 6  # an arrowhead has a corner more
    assert len(shapes(chart, by_date["1950-05-04"], fill="paper")) == 1  # the sign alone


def test_events_that_are_many_have_no_words_and_never_touch():
    corpus = peru(*(f"In {year}, Peru and Japan signed a trade agreement." for year in range(1850, 2010)))
    chart = charts.events(corpus)
    assert len(chart.rows) == 160
    assert not any(words(chart, row) for row in chart.titles)
    centres = [tuple(middle(chart, row).round()) for row in chart.titles]
    assert len(set(centres)) == len(centres)


def test_marks_that_would_touch_get_levels():
    axis = TimeAxis(num("1900-01-01"), num("2000-01-01"), 0, 100)
    days = [num(f"{year}-01-01") for year in (1950, 1951, 1990)]
    assert levels([Mark("", day, day).span(axis) for day in days]) == [0, 1, 0]


def test_visits_of_a_document_are_filled_and_those_of_the_record_alone_hollow(mexico):
    chart = charts.visits(mexico)
    for row in chart.titles:
        fills = {part.fill for part in parts(chart, row) if not isinstance(part, Words)} - {""}
        assert fills == ({"paper"} if row.startswith("record-") else {"rel"})
    assert len(chart.rows) == 3 == sum(row.startswith("visits:") for row in chart.titles)
    assert not any("Echeverr" in title for row, title in chart.titles.items() if row.startswith("record-"))


def test_each_way_has_a_side(mexico):
    chart = charts.visits(mexico)
    half = chart.drawing.wide / 2
    sides = {"Mexico": set(), "Russia": set()}
    for row, visit in zip(chart.rows.index, chart.rows.itertuples(), strict=True):
        if visit.to_state in sides:
            sides[visit.from_state].add(middle(chart, f"visits:{row}")[0] < half)
    assert sides["Mexico"] == {True} and "Met elsewhere, or direction not read" in words(chart)


def test_a_visit_that_did_not_take_place_is_hollow_and_says_so():
    corpus = peru(
        "In 1970, President Juan Velasco of Peru planned to visit Japan, but the visit was cancelled.",
        "In March 1992, President Alberto Fujimori of Peru visited Japan.",
    )
    chart = charts.visits(corpus)
    held = corpus.visits["took_place"].fillna(True)
    assert sorted(held) == [False, True]
    for label in corpus.visits.index:
        (text,) = words(chart, f"visits:{label}")
        assert text.endswith(", not held") != held[label]


def test_a_visitor_of_one_letter_or_numeral_has_a_label():
    corpus = peru("In March 1992, President X of Peru visited Japan.", "In May 1993, King XI visited Japan.")
    chart = charts.visits(corpus)
    assert [words(chart, f"visits:{label}") for label in corpus.visits.index] == [["Mar 1992, X"], ["May 1993, XI"]]


def test_hundreds_of_visits_are_packed_over_time():
    corpus = peru(
        *(f"In May {1950 + n % 60}, President Alan García of Peru visited Japan, number {n}." for n in range(150))
    )
    chart = charts.visits(corpus)
    assert len(chart.rows) > 40 and chart.layout == "wide"
    assert chart.drawing.height < 400
    assert not any(words(chart, row) for row in chart.titles)


def test_ticks_are_round_and_inside_and_limits_hold_all():
    for first, last in (("1500-01-01", "1600-01-01"), ("1806-01-01", "2014-01-01"), ("1924-02-01", "1930-09-01")):
        years = [int(year) for _, year in TimeAxis(num(first), num(last), 0, 560).ticks()]
        assert 3 <= len(years) <= 10
        assert num(first) <= years[0] <= years[-1] <= num(last)
    left, right = ends([num("1935-01-01")], (None, None))
    assert left < num("1926-01-01") and right > num("1944-01-01")
