"""Phases: bands as exact as their dates, years beside them, and the record's lane."""

import pytest
from drawn import parts, peru, shapes, words

from bilateral import charts
from bilateral.charts.bands import BAND
from bilateral.charts.time_axis import num

BEGAN = "In 1900, Peru and Japan established diplomatic relations."


def band(chart, label):
    """Give the corners of a band: its lower half from a to c, its upper half from b to d."""
    (corners, *_) = shapes(chart, f"phases:{label}")
    return corners


def scale(chart):
    """Say how many units a year takes, by two years under the axis."""
    years = {part.text: part.x for part in chart.drawing.parts if getattr(part, "text", "").isdigit() and not part.row}
    (one, x0), *_, (other, x1) = sorted(years.items())
    return (x1 - x0) / (num(other) - num(one)), x0, num(one)


def test_a_sharp_date_has_a_sharp_edge_and_a_vague_one_a_split_as_wide_as_it_is():
    chart = charts.phases(
        peru(
            "On 4 August 1900, Peru and Japan established diplomatic relations.",
            "Relations between Peru and Japan were severed in the 1930s.",
        )
    )
    by_day, x0, day0 = scale(chart)
    related, severed = chart.rows.index[:2]
    (a, b, c, d) = (band(chart, related)[n][0] for n in (0, 3, 6, 4))
    assert a == pytest.approx(b)
    assert d - c == pytest.approx((num("1939-12-31") - num("1930-01-01")) * by_day, abs=0.1)
    assert a == pytest.approx(x0 + (num("1900-08-04") - day0) * by_day, abs=1.1)
    assert (band(chart, severed)[0][0], band(chart, severed)[3][0]) == pytest.approx((c + 2, d + 2), abs=0.1)
    low, high = band(chart, related)[0][1], band(chart, related)[3][1]
    assert low - high == BAND


def test_what_no_document_ends_goes_on_in_an_arrow():
    corpus = peru(BEGAN, "Peru severed relations with Japan on 24 January 1942.")
    chart = charts.phases(corpus)
    right = chart.drawing.wide
    assert [corners[:, 0].max() for corners in (band(chart, label) for label in chart.rows.index[:2])][1] == right
    assert band(chart, chart.rows.index[0])[:, 0].max() < right - 10


def test_signs_of_a_status_are_a_filled_an_empty_a_hatched_and_a_pale_band(mexico):
    chart = charts.phases(mexico)
    looks = {
        row.status: {(part.fill, part.stroke) for part in parts(chart, f"phases:{row.Index}") if hasattr(part, "path")}
        for row in chart.rows.itertuples()
    }
    assert ("rel", "") in looks["relations"] and ("paper", "ink") in looks["severed"]
    assert {("paper", "hatch"), ("", "hatch")} <= looks["lapsed"] and ("pale", "rel") in looks["contact"]


def test_a_disputed_year_has_the_sign_and_the_colour_of_the_verdict(mexico):
    chart = charts.phases(mexico)
    disputed = {part.text for part in chart.drawing.parts if getattr(part, "color", "") == "amber"}
    assert disputed == {"1890", "1930"}
    (title,) = {title for row, title in chart.titles.items() if row == "phases:22"}
    assert "otherwise: 23 January 1930, by the record" in title


@pytest.mark.parametrize("options", [{}, {"width": "narrow"}, {"large": True}])
def test_no_year_is_left_out_however_near_they_are(options):
    years = (1940, 1941, 1942, 1943, 1944, 1945)
    corpus = peru(
        BEGAN,
        *(f"Peru severed relations with Japan on 5 May {year}." for year in years[::2]),
        *(f"Relations between Peru and Japan were restored on 5 May {year}." for year in years[1::2]),
    )
    chart = charts.phases(corpus, **options)
    assert set(map(str, years)) <= set(words(chart))


def test_the_lane_of_all_is_there_for_several_documents_only(mexico, colombia):
    assert "All four together" in words(charts.phases(mexico))
    assert not any("together" in text for text in words(charts.phases(colombia)))
    few = charts.phases(mexico, sources=list(mexico.sources["source"][:2]))
    assert not any("together" in text for text in words(few))


def test_the_record_has_a_lane_of_its_own_where_it_covers_the_pair(mexico):
    assert any(row.startswith("record-phases:") for row in charts.phases(mexico).titles)
    chart = charts.phases(peru(BEGAN))
    assert "The record" not in words(chart)
    assert not any(row.startswith("record") for row in chart.titles)
