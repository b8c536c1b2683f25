"""What follows from an EDTF string; the `edtf` package, which knows all of EDTF, is the oracle."""

import calendar
import datetime as dt
import pickle

import edtf as oracle
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dates import edtf
from bilateral.dates.edtf import UNBOUNDED, Edtf

D = Edtf.parse

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


def limits(text):
    return D(text).earliest, D(text).latest


@pytest.mark.parametrize(("date", "first", "last", "precision"), LIMITS)
def test_first_day_last_day_and_precision(date, first, last, precision):
    assert [day and day.isoformat() for day in limits(date)] == [first, last]
    assert D(date).precision == precision


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
        D(text)


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
    assert limits(text) == of_the_oracle(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(WRITTEN)
def test_the_first_day_is_not_after_the_last_and_a_date_lies_within_itself(text):
    first, last = limits(text)
    assert first is not None or last is not None
    assert first is None or last is None or first <= last
    assert D(text).is_open == (first is None or last is None)
    assert D(text).within(D(text))
    assert D(text).meets(D(text))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(WRITTEN, WRITTEN)
def test_what_lies_within_another_date_meets_it_and_is_no_wider(fine, coarse):
    fine, coarse = D(fine), D(coarse)
    assert fine.meets(coarse) == coarse.meets(fine)
    if fine.within(coarse):
        assert fine.meets(coarse)
        assert fine.width() <= coarse.width()


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
    assert D(fine).within(D(coarse)) is answer


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
    assert D(one).meets(D(other)) is answer
    assert D(other).meets(D(one)) is answer


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
    assert D(date).opening() == D(began)


def test_dates_that_can_be_one_are_no_days_apart():
    assert D("1924").days_apart(D("1924-08-04")) == D("[..1899]").days_apart(D("1890")) == 0
    one, other = D("1930-01-23"), D("1930-01-26")
    assert one.days_apart(other) == other.days_apart(one) == 3
    assert D("1924").days_apart(D("1926")) == 366


MADE = [
    (Edtf.point(1924), "1924"),
    (Edtf.point(1924, 8), "1924-08"),
    (Edtf.point("1924", "8", "4"), "1924-08-04"),
    (Edtf.point(1930, 2, 30), None),
    (Edtf.point(1899, 21, 10), None),
    (Edtf.point(1990, 0), None),
    (Edtf.point(0), None),
    (Edtf.point(12000), None),
    (Edtf.season(1966, 22), "1966-22"),
    (Edtf.season(1966, 12), None),
    (Edtf.season(-1, 21), None),
    (Edtf.decade(1934), "193X"),
    (Edtf.decade(960), "096X"),
    (Edtf.century(1850), "18XX"),
    (Edtf.century(900), "09XX"),
    (Edtf.approximate(D("1952")), "1952~"),
    (Edtf.approximate(D("1952~")), "1952~"),
    (Edtf.approximate(D("1952~"), "?"), "1952%"),
    (Edtf.approximate(D("1952?"), "~"), "1952%"),
    (Edtf.approximate(D("[1930..1933]")), "[1930..1933]"),
    (Edtf.throughout(D("1910"), D("1920")), "1910/1920"),
    (Edtf.throughout(D("1920"), D("1910")), None),
    (Edtf.between(D("1930"), D("1938-06")), "[1930-01..1938-06]"),
    (Edtf.between(D("1938"), D("1930")), None),
    (Edtf.either(D("2007-12-10"), D("2007-10-12")), "[2007-10-12,2007-12-10]"),
    (Edtf.since(D("1992")), "1992/.."),
    (Edtf.since(D("[1987..1989]")), "[1987..1989]"),
    (Edtf.until(D("1930-05")), "../1930-05"),
    (Edtf.up_to(D("1899")), "[..1899]"),
    (Edtf.up_to(D("188X")), "[..1889]"),
    (Edtf.up_to(D("1900-03-01"), before=True), "[..1900-02-28]"),
    (Edtf.up_to(D("1900"), before=True), "[..1899]"),
    (Edtf.up_to(D("0001"), before=True), None),
    (Edtf.up_to(D("[..1899]"), before=True), None),
    (Edtf.days_after(D("1900-02-28"), 1), "1900-03-01"),
    (Edtf.days_after(D("0001-01-01"), -1), None),
]


@pytest.mark.parametrize(("made", "expected"), MADE)
def test_a_maker_makes_a_date_or_none(made, expected):
    assert made == (expected and D(expected))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WRITTEN, WRITTEN, st.sampled_from("~?"))
def test_makers_make_nothing_that_is_no_date(one, other, mark):
    one, other = D(one), D(other)
    for made in (
        Edtf.approximate(one, mark),
        Edtf.since(one),
        Edtf.until(one),
        Edtf.up_to(one),
        Edtf.up_to(one, before=True),
        Edtf.between(one, other),
        Edtf.throughout(one, other),
    ):
        assert made is None or made == D(made.text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.one_of(POINT, DECADE, CENTURY, QUALIFIED))
def test_a_date_lies_within_what_is_made_of_it(date):
    date = D(date)
    assert date.within(Edtf.up_to(date))
    assert date.within(Edtf.since(date))
    assert limits(Edtf.approximate(date).text) == limits(date.text)


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
    assert (D(date).first.text, D(date).last.text) == ends


@pytest.mark.parametrize("missing", [None, "", "..", pd.NA, float("nan")])
def test_a_missing_value_is_the_unknown_date(missing):
    unknown = D(missing)
    assert (
        not unknown
        and unknown.precision is None
        and unknown.columns() == dict.fromkeys(("earliest", "latest", "precision"))
    )
    assert unknown.meets(D("1924")) and D("1924").within(unknown) and unknown.width() == UNBOUNDED
    with pytest.raises(ValueError, match="no days"):
        _ = unknown.known_day


def test_a_date_is_a_value():
    assert D("1924-08") == D("1924-08") != D("1924") and len({D("1924"), D("1924"), D("1925")}) == 2
    assert pickle.loads(pickle.dumps(D("1910/1920"))) == D("1910/1920")
    with pytest.raises(ValueError, match="not an EDTF date: 5"):
        D(5)


@pytest.mark.parametrize(
    ("date", "part", "words"),
    [
        ("1942", (2, 3), "[1942-09..1942-12]"),
        ("193X", (0, 2), "[1930..1934]"),
        ("18XX", (1, 3), "[1825..1874]"),
        ("1942-08", (0, 3), "1942-08"),
    ],
)
def test_a_part_of_a_year_decade_or_century(date, part, words):
    assert D(date).part(*part) == D(words)


def test_qualifiers():
    assert D("1924-08~").qualifier == "~" and D("1924").qualifier == D("1910/1920").qualifier == ""
    assert D("1924%").unqualified == D("1924")


def test_functions_over_texts_are_those_of_dates():
    assert edtf.meet("1924-08", None) and edtf.apart("1924", "1926") == 366
    assert edtf.onset("1992/..") == "1992" and edtf.opening(None) is None
    assert edtf.is_date("1924") and not edtf.is_date("") and not edtf.is_date("long ago") and not edtf.is_date(5)
