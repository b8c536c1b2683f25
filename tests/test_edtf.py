"""What follows from an EDTF string; the `edtf` package, which knows all of EDTF, is the oracle."""

import calendar
import datetime as dt

import edtf as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dates import edtf

LIMITS = [
    ("1924-08-04", "1924-08-04", "1924-08-04", "day"),
    ("1924-08", "1924-08-01", "1924-08-31", "month"),
    ("1904-02", "1904-02-01", "1904-02-29", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "month"),
    ("1924", "1924-01-01", "1924-12-31", "year"),
    ("1966-21", "1966-03-01", "1966-05-31", "season"),
    ("1966-22", "1966-06-01", "1966-08-31", "season"),
    ("1966-23", "1966-09-01", "1966-11-30", "season"),
    ("193X", "1930-01-01", "1939-12-31", "decade"),
    ("18XX", "1800-01-01", "1899-12-31", "century"),
    ("1890~", "1890-01-01", "1890-12-31", "year"),
    ("1890-12?", "1890-12-01", "1890-12-31", "month"),
    ("1910/1920", "1910-01-01", "1920-12-31", "interval"),
    ("1998-05-28/1998-06-03", "1998-05-28", "1998-06-03", "interval"),
    ("[1961..1964]", "1961-01-01", "1964-12-31", "set"),
    ("[1942-09..1942-12]", "1942-09-01", "1942-12-31", "set"),
    ("[2007-10-12,2007-12-10]", "2007-10-12", "2007-12-10", "set"),
    ("[..1899]", None, "1899-12-31", "open"),
    ("[..1907-12]", None, "1907-12-31", "open"),
    ("../1930", None, "1930-12-31", "open"),
    ("1992/..", "1992-01-01", None, "open"),
    ("1992-05-04/..", "1992-05-04", None, "open"),
    (None, None, None, None),
]


@pytest.mark.parametrize(("date", "first", "last", "precision"), LIMITS)
def test_first_day_last_day_and_precision(date, first, last, precision):
    assert [day and day.isoformat() for day in edtf.bounds(date)] == [first, last]
    assert edtf.precision(date) == precision


@pytest.mark.parametrize(
    "text",
    [
        "1930-02-31",
        "1900-02-29",
        "1930-13",
        "1930-00",
        "1930-06-31",
        "99999",
        "193",
        "0000",
        "long ago",
        "1930-25",
        "19-30",
        "1899-21-10",
        "193X-05",
        "1952~?",
        "9XX",
        "[1930..1933]/..",
        "1866/1864",
        "[1930-05..1930-04]",
        "1930/1931/1932",
        "1930\n",
        "１９３０",
        "../..",
    ],
)
def test_what_is_no_date_is_an_error_and_not_a_guess(text):
    with pytest.raises(ValueError, match=r"."):
        edtf.bounds(text)


YEARS = st.integers(1000, 2099)
MONTHS = st.integers(1, 12)


@st.composite
def days(draw):
    year, month = draw(YEARS), draw(MONTHS)
    return f"{year}-{month:02d}-{draw(st.integers(1, calendar.monthrange(year, month)[1])):02d}"


YEAR = YEARS.map(str)
MONTH = st.builds(lambda year, month: f"{year}-{month:02d}", YEARS, MONTHS)
DAY = days()
SEASON = st.builds(lambda year, season: f"{year}-{season}", YEARS, st.integers(21, 24))
DECADE = st.builds(lambda decade: f"{decade}X", st.integers(100, 209))
CENTURY = st.builds(lambda century: f"{century}XX", st.integers(10, 20))
POINT = st.one_of(YEAR, MONTH, DAY)
QUALIFIED = st.builds(lambda date, mark: date + mark, POINT, st.sampled_from("~?"))


def pairs(form, write):
    """Two dates of one form, the earlier one first."""
    return st.tuples(form, form).filter(lambda two: two[0] != two[1]).map(lambda two: write.format(*sorted(two)))


WRITTEN = st.one_of(
    *(YEAR, MONTH, DAY, SEASON, DECADE, CENTURY, QUALIFIED),
    *(pairs(form, "{}/{}") for form in (YEAR, MONTH, DAY)),
    *(pairs(form, "[{}..{}]") for form in (YEAR, MONTH, DAY)),
    pairs(DAY, "[{},{}]"),
    POINT.map("[..{}]".format),
    POINT.map("{}/..".format),
    POINT.map("../{}".format),
)


def of_the_oracle(text):
    date = oracle.parse_edtf(text)
    limits = date.lower_strict(), date.upper_strict()
    return tuple(None if isinstance(limit, float) else dt.date(*limit[:3]) for limit in limits)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(WRITTEN)
def test_bounds_are_those_of_the_edtf_package(text):
    assert edtf.bounds(text) == of_the_oracle(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(WRITTEN)
def test_the_first_day_is_not_after_the_last_and_a_date_lies_within_itself(text):
    first, last = edtf.bounds(text)
    assert first is not None or last is not None
    assert first is None or last is None or first <= last
    assert (edtf.precision(text) == "open") == (first is None or last is None)
    assert edtf.within(text, text)
    assert edtf.meet(text, text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(WRITTEN, WRITTEN)
def test_what_lies_within_another_date_meets_it_and_is_no_wider(fine, coarse):
    assert edtf.meet(fine, coarse) == edtf.meet(coarse, fine)
    if edtf.within(fine, coarse):
        assert edtf.meet(fine, coarse)
        assert edtf.width(fine) <= edtf.width(coarse)


WITHIN = [
    ("1924-08-04", "1924-08", True),
    ("1924-08", "1924", True),
    ("1924", "1924-08", False),
    ("1924", "192X", True),
    ("1890-12-01", "[..1899]", True),
    ("[..1899]", "1890-12-01", False),
    ("[1942-09..1942-12]", "1942", True),
    ("1942-11", "[1942-09..1942-12]", True),
    ("1942-08", "[1942-09..1942-12]", False),
    ("1992/..", "1992", False),
    ("1995", "1992/..", True),
]


@pytest.mark.parametrize(("fine", "coarse", "answer"), WITHIN)
def test_whether_a_date_lies_within_another(fine, coarse, answer):
    assert edtf.within(fine, coarse) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("1924-08-04", "1924", True),
        ("1924", "1925", False),
        ("[..1899]", "1890", True),
        ("[..1899]", "1900", False),
        ("1992/..", "2020-01-01", True),
        ("1992/..", "1991-12-31", False),
        ("1910/1920", "1920-12-31", True),
        ("1910/1920", "1921", False),
    ],
)
def test_whether_two_dates_can_be_one(one, other, answer):
    assert edtf.meet(one, other) is answer
    assert edtf.meet(other, one) is answer


@pytest.mark.parametrize(
    ("date", "began"),
    [
        ("1992/..", "1992"),
        ("1910/1920", "1910"),
        ("1924-08", "1924-08"),
        ("[1961..1964]", "[1961..1964]"),
        ("[..1899]", "[..1899]"),
    ],
)
def test_a_stretch_opens_with_its_first_part_and_a_point_with_itself(date, began):
    assert edtf.opening(date) == began


def test_dates_that_can_be_one_are_no_days_apart():
    assert edtf.apart("1924", "1924-08-04") == edtf.apart("[..1899]", "1890") == 0
    assert edtf.apart("1930-01-23", "1930-01-26") == edtf.apart("1930-01-26", "1930-01-23") == 3
    assert edtf.apart("1924", "1926") == 366


MADE = [
    (edtf.point(1924), "1924"),
    (edtf.point(1924, 8), "1924-08"),
    (edtf.point("1924", "8", "4"), "1924-08-04"),
    (edtf.point(1930, 2, 30), None),
    (edtf.point(1899, 21, 10), None),
    (edtf.point(1990, 0), None),
    (edtf.point(0), None),
    (edtf.point(12000), None),
    (edtf.season(1966, 22), "1966-22"),
    (edtf.season(1966, 12), None),
    (edtf.season(-1, 21), None),
    (edtf.decade(1934), "193X"),
    (edtf.decade(960), "096X"),
    (edtf.century(1850), "18XX"),
    (edtf.century(900), "09XX"),
    (edtf.approximate("1952"), "1952~"),
    (edtf.approximate("1952~"), "1952~"),
    (edtf.approximate("1952~", "?"), "1952%"),
    (edtf.approximate("1952?", "~"), "1952%"),
    (edtf.approximate("[1930..1933]"), "[1930..1933]"),
    (edtf.throughout("1910", "1920"), "1910/1920"),
    (edtf.throughout("1920", "1910"), None),
    (edtf.between("1930", "1938-06"), "[1930-01..1938-06]"),
    (edtf.between("1938", "1930"), None),
    (edtf.either("2007-12-10", "2007-10-12"), "[2007-10-12,2007-12-10]"),
    (edtf.since("1992"), "1992/.."),
    (edtf.since("[1987..1989]"), "[1987..1989]"),
    (edtf.until("1930-05"), "../1930-05"),
    (edtf.up_to("1899"), "[..1899]"),
    (edtf.up_to("188X"), "[..1889]"),
    (edtf.up_to("1900-03-01", before=True), "[..1900-02-28]"),
    (edtf.up_to("1900", before=True), "[..1899]"),
    (edtf.up_to("0001", before=True), None),
    (edtf.up_to("[..1899]", before=True), None),
    (edtf.days_after("1900-02-28", 1), "1900-03-01"),
    (edtf.days_after("0001-01-01", -1), None),
]


@pytest.mark.parametrize(("made", "expected"), MADE)
def test_a_maker_makes_a_date_or_none(made, expected):
    assert made == expected
    assert made is None or edtf.is_date(made)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WRITTEN, WRITTEN, st.sampled_from("~?"))
def test_makers_make_nothing_that_is_no_date(one, other, mark):
    for made in (
        edtf.approximate(one, mark),
        edtf.since(one),
        edtf.until(one),
        edtf.up_to(one),
        edtf.up_to(one, before=True),
        edtf.between(one, other),
        edtf.throughout(one, other),
    ):
        assert made is None or edtf.is_date(made)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.one_of(POINT, DECADE, CENTURY, QUALIFIED))
def test_a_date_lies_within_what_is_made_of_it(date):
    assert edtf.within(date, edtf.up_to(date))
    assert edtf.within(date, edtf.since(date))
    assert edtf.bounds(edtf.approximate(date)) == edtf.bounds(date)


@pytest.mark.parametrize(
    ("date", "ends"),
    [
        ("1924", ("1924", "1924")),
        ("1910/1920", ("1910", "1920")),
        ("1992/..", ("1992", "")),
        ("../1930", ("", "1930")),
        ("[..1899]", ("", "1899")),
        ("[1961..1964]", ("1961", "1964")),
        ("[2007-10-12,2007-12-10]", ("2007-10-12", "2007-12-10")),
    ],
)
def test_the_ends_of_a_date(date, ends):
    assert edtf.ends(date) == ends
