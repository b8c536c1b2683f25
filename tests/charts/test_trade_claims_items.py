"""Trade against the record, statements by verdict, and lists."""

import pytest
from drawn import parts, peru, shapes, words

from bilateral import charts
from bilateral.charts.drawing import Words
from bilateral.charts.style import VERDICTS
from bilateral.charts.text_layout import drawable, fit, width, wrap


def bars(chart):
    """Give the heights of the record's bars by year."""
    rows = {row: title.split(":")[0].split()[-1] for row, title in chart.titles.items() if row.startswith("record-")}
    return {int(year): max(c[:, 1].max() - c[:, 1].min() for c in shapes(chart, row)) for row, year in rows.items()}


def test_bars_are_linear_from_zero(mexico):
    from bilateral.criticism.amounts import series
    from bilateral.record import load

    heights = bars(charts.trade(mexico))
    known = series(load(), "mexico-russia", "trade", None, None).set_index("year")["value"]
    assert set(heights) == set(range(2005, 2015))
    table = load().trade
    for row in (row for row in charts.trade(mexico).titles if row.startswith("record-trade:")):
        assert str(table["year"][int(row.split(":")[1])]) in charts.trade(mexico).titles[row]
    shares = {year: heights[year] / known[year] for year in heights}
    assert max(shares.values()) == pytest.approx(min(shares.values()), rel=0.01)


def test_an_amount_off_the_scale_is_an_arrow_with_words_and_its_other_reading_is_hollow(mexico):
    chart = charts.trade(mexico)
    (row,) = (row for row in chart.titles if row.startswith("figures:"))
    assert words(chart, row) == ["1,784 as printed, off the scale", "1.784 if a decimal comma"]
    colors = {part.stroke for part in parts(chart, row) if not isinstance(part, Words)} - {""}
    assert colors == {"red"}
    top = min(corners[:, 1].min() for corners in shapes(chart, row, fill="red"))
    assert top < min(part.y for part in chart.drawing.parts if isinstance(part, Words) and part.text == "2.5")


def test_one_amount_has_an_axis_only_where_the_record_has_years():
    one = charts.trade(peru("In 2010, trade between Peru and Japan totaled $3 million."))
    assert one.empty and one.headline
    two = charts.trade(
        peru(
            "In 2010, trade between Peru and Japan totaled $3 million.",
            "In 2012, trade between Peru and Japan totaled $6 million.",
        )
    )
    low, high = (words(two, row) for row in two.titles)
    assert (low, high) == (["3"], ["6"])
    ys = [min(c[:, 1].mean() for c in shapes(two, row, fill="paper")) for row in two.titles]
    zero = next(part.y for part in two.drawing.parts if isinstance(part, Words) and part.text == "0")
    assert (zero - ys[1]) / (zero - ys[0]) == pytest.approx(2, abs=0.1)


def test_flows_on_one_axis_are_named():
    chart = charts.trade(
        peru(
            "In 2010, exports of Peru to Japan totaled $3 million.",
            "In 2010, exports of Japan to Peru totaled $6 million.",
        )
    )
    assert sorted(text for row in chart.titles for text in words(chart, row)) == ["from Japan 6", "from Peru 3"]


def test_the_records_years_are_drawn_where_no_document_has_an_amount(colombia):
    chart = charts.trade(colombia)
    assert chart.rows.empty and len(bars(chart)) > 40


@pytest.mark.parametrize("width_", ["wide", "narrow"])
def test_each_statement_has_the_sign_of_its_verdict(mexico, width_):
    chart = charts.claims(mexico, width=width_)
    for row in chart.rows.itertuples():
        painted = [part for part in parts(chart, f"evidence:{row.Index}") if part.stroke]
        _, color = VERDICTS[row.against_record]
        assert {part.stroke for part in painted} == {color}
    assert len(chart.rows) == len(mexico.evidence.drop_duplicates(["claim", "source"]))


def test_hundreds_of_statements_fit_on_a_screen():
    corpus = peru(*(f"In {year}, trade between Peru and Japan totaled ${year} million." for year in range(1820, 2020)))
    assert charts.claims(corpus).drawing.height < 500
    assert charts.trade(corpus).drawing.height < 300


def test_items_stand_in_lists_by_kind_and_direction(mexico):
    chart = charts.items(mexico)
    for row in mexico.items.itertuples():
        assert words(chart, f"items:{row.Index}") == [row.item]
    assert "Exports, Mexico → Russia: 4" in words(chart)


def test_a_letter_that_the_font_lacks_is_replaced_not_warned_of():
    assert drawable("Japan 日本, Россия, Perú") == "Japan ��, Россия, Perú"


def test_wrapped_lines_are_no_wider_than_the_room_and_lose_no_word():
    text = "Relations were established on 1 December 1890 and were interrupted twice " * 2
    lines = wrap(text, 220, 12, most=20)
    assert " ".join(lines) == text.strip()
    assert all(width(line, 12) <= 220 for line in lines)
    assert wrap(text, 220, 12, most=2)[-1].endswith("…") and fit("W" * 9999, 100, 12).endswith("…")
