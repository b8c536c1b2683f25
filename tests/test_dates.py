"""Which words give which date, and which give none."""

import re

import edtf as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral.dates import edtf
from bilateral.dates import finder as dates
from bilateral.text import fold


def found(text, before=""):
    """The dates that a sentence gives, after another one."""
    context = dates.Context()
    dates.find(fold(before), context)
    return [date.edtf for date in dates.find(fold(text), context) if date.edtf]


# The table of the design, one by one, each with a further example.
CONTRACT = [
    ("The consul arrived on 4 August 1924.", "1924-08-04"),
    ("The consul arrived on 19 February 1887.", "1887-02-19"),
    ("The consul arrived in August 1924.", "1924-08"),
    ("The consul arrived in February 1887.", "1887-02"),
    ("The consul arrived in 1924.", "1924"),
    ("The consul arrived in 1887.", "1887"),
    ("The consul arrived in late 1942.", "[1942-09..1942-12]"),
    ("The consul arrived in late 1887.", "[1887-09..1887-12]"),
    ("The consul arrived in early 1942.", "[1942-01..1942-04]"),
    ("The consul arrived early in 1887.", "[1887-01..1887-04]"),
    ("The consul arrived in mid-1942.", "[1942-05..1942-08]"),
    ("The consul arrived in the middle of 1887.", "[1887-05..1887-08]"),
    ("The consulate dates from the 1930s.", "193X"),
    ("The consulate dates from the 1880s.", "188X"),
    ("It opened in the early 1930s.", "[1930..1933]"),
    ("It opened in the early 1880s.", "[1880..1883]"),
    ("It opened in the mid-1930s.", "[1934..1936]"),
    ("It opened in the mid-1880s.", "[1884..1886]"),
    ("It opened in the late 1930s.", "[1937..1939]"),
    ("It opened in the late 1880s.", "[1887..1889]"),
    ("They traded in the 19th century.", "18XX"),
    ("They traded in the eighteenth century.", "17XX"),
    ("They traded in the 1800s.", "18XX"),
    ("They traded in the 1700s.", "17XX"),
    ("They traded in the early 19th century.", "[1800..1849]"),
    ("They traded in the early 1700s.", "[1700..1749]"),
    ("They traded in the late 19th century.", "[1850..1899]"),
    ("They traded in the late eighteenth century.", "[1750..1799]"),
    ("They met in the second decade of the 20th century.", "191X"),
    ("They met in the last decade of the nineteenth century.", "189X"),
    ("They met in summer 1966.", "1966-22"),
    ("They met in the autumn of 1913.", "1913-23"),
    ("They were allies from 1910 to 1920.", "1910/1920"),
    ("They were allies from March 1855 to June 1856.", "1855-03/1856-06"),
    ("They were allies, 1910-1920.", "1910/1920"),
    ("They were allies, 1855–1856.", "1855/1856"),
    ("They made peace between 1961 and 1964.", "[1961..1964]"),
    ("They made peace between March 1855 and June 1856.", "[1855-03..1856-06]"),
    ("They had made peace by 1899.", "[..1899]"),
    ("They had made peace by March 1856.", "[..1856-03]"),
    ("They had made peace by the late 1800s.", "[..1899]"),
    ("They had made peace by the early 1930s.", "[..1933]"),
    ("They have been allies since 1992.", "1992/.."),
    ("They have been allies since 4 May 1871.", "1871-05-04/.."),
    ("They were allies until 1930.", "../1930"),
    ("They were allies until March 1856.", "../1856-03"),
    ("They met about 1890.", "1890~"),
    ("They met circa 1855.", "1855~"),
    ("They met possibly in 1890.", "1890?"),
    ("They met, perhaps in 1855.", "1855?"),
    ("They met on 29 November [O.S.]/11 December 1890.", "1890-12-11"),
    ("They met on 5 March [O.S.]/17 March 1856.", "1856-03-17"),
]


@pytest.mark.parametrize(("text", "date"), CONTRACT)
def test_the_contract_holds_word_for_word(text, date):
    assert found(text) == [date]


FORMS = [
    ("4 Aug 1924", "1924-08-04"),
    ("4 Aug. 1924", "1924-08-04"),
    ("4th August 1924", "1924-08-04"),
    ("the 4th of August 1924", "1924-08-04"),
    ("the 4th of August, 1924", "1924-08-04"),
    ("the 4th day of August 1924", "1924-08-04"),
    ("4 August, 1924", "1924-08-04"),
    ("August 4, 1924", "1924-08-04"),
    ("August 4th, 1924", "1924-08-04"),
    ("August 4 1924", "1924-08-04"),
    ("August the 4th, 1924", "1924-08-04"),
    ("Aug. 4, 1924", "1924-08-04"),
    ("Sept. 3, 1951", "1951-09-03"),
    ("3 Sept 1951", "1951-09-03"),
    ("AUGUST 4, 1924", "1924-08-04"),
    ("1924 August 4", "1924-08-04"),
    ("1924-08-04", "1924-08-04"),
    ("04.08.1924", "1924-08-04"),
    ("10.12.2007", "2007-12-10"),
    ("1.2.1963", "1963-02-01"),
    ("25/12/2007", "2007-12-25"),
    ("12/25/2007", "2007-12-25"),
    ("Monday, August 4, 1924", "1924-08-04"),
    ("29 February 1904", "1904-02-29"),
    ("21-25 May 1998", "1998-05-21/1998-05-25"),
    ("21–25 May 1998", "1998-05-21/1998-05-25"),
    ("21 — 25 May 1998", "1998-05-21/1998-05-25"),
    ("from 21 to 25 May 1998", "1998-05-21/1998-05-25"),
    ("May 21-25, 1998", "1998-05-21/1998-05-25"),
    ("28 May–3 June 1998", "1998-05-28/1998-06-03"),
    ("May 28 to June 3, 1998", "1998-05-28/1998-06-03"),
    ("28 December–3 January 1999", "1998-12-28/1999-01-03"),
    ("from 28 December 1998 to 3 January 1999", "1998-12-28/1999-01-03"),
    ("March–May 1955", "1955-03/1955-05"),
    ("from March to May 1955", "1955-03/1955-05"),
    ("March 1955 to June 1956", "1955-03/1956-06"),
    ("from 1955 until 1961", "1955/1961"),
    ("1955 through 1961", "1955/1961"),
    ("1939-45", "1939/1945"),
    ("1939–45", "1939/1945"),
    ("1939/40", "1939/1940"),
    ("1985–present", "1985/.."),
    ("from 1985 onwards", "1985/.."),
    ("from 1985 to the present", "1985/.."),
    ("by the end of 1907", "[..1907-12]"),
    ("till 1930", "../1930"),
    ("around 1890", "1890~"),
    ("ca. 1890", "1890~"),
    ("c. 1890", "1890~"),
    ("probably in March 1890", "1890-03?"),
    ("at the end of 1955", "[1955-09..1955-12]"),
    ("at the beginning of 1955", "[1955-01..1955-04]"),
    ("the first half of 1955", "[1955-01..1955-06]"),
    ("the second half of 1955", "[1955-07..1955-12]"),
    ("the first half of the 19th century", "[1800..1849]"),
    ("the first half of the 1930s", "[1930..1934]"),
    ("the second half of the 19th century", "[1850..1899]"),
    ("the mid-19th century", "[1825..1874]"),
    ("the 1930's", "193X"),
    ("late May 1955", "1955-05"),
    ("spring 1931", "1931-21"),
    ("winter 1931", "1931-24"),
    ("29 November (11 December) 1890", "1890-12-11"),
    ("29 November/11 December 1890", "1890-12-11"),
    ("11 December 1890 (O.S. 29 November)", "1890-12-11"),
    ("11 December [O.S. 29 November] 1890", "1890-12-11"),
    ("1937.[1][2]", "1937"),
    ("(1937)", "1937"),
    ("1937,[3]", "1937"),
]


@pytest.mark.parametrize(("words", "date"), FORMS)
def test_a_date_in_any_usual_form(words, date):
    assert found(f"The two consuls met {words}") == [date]


def test_a_form_that_may_be_day_first_or_month_first_gives_both_and_no_third():
    assert found("It was signed on 10/12/2007.") == ["[2007-10-12,2007-12-10]"]


SEVERAL = [
    ("They met in 1924 and 1936.", ["1924", "1936"]),
    ("They met in 1924, 1936 and 1951.", ["1924", "1936", "1951"]),
    ("It opened in 1924, moved in May 1931 and closed on 6 June 1940.", ["1924", "1931-05", "1940-06-06"]),
    ("They met in 1924, parted in 1930, and met again in the late 1940s.", ["1924", "1930", "[1947..1949]"]),
    ("From 1910 to 1920 and in 1925 they were allies.", ["1910/1920", "1925"]),
    ("On 29 February 1904 and 1 March 1904 they met.", ["1904-02-29", "1904-03-01"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_dates_in_a_sentence_are_each_their_own(text, expected):
    assert found(text) == expected


NONE = [
    "The Assembly adopted Resolution 1973.",
    "The Assembly adopted resolution No. 1973.",
    "See page 1924.",
    "See p. 1924.",
    "Law No. 1924 and Decree 1931 are in force.",
    "Article 1924 of the code is in force.",
    "The embassy is at 1924 Connecticut Avenue.",
    "The embassy is in room 1924.",
    "They fly a Boeing 1707 on flight 1924.",
    "It is 1924 km away, or 1,924 miles.",
    "It cost $1924, then € 1936, then £1955 and US$1961.",
    "It cost 1924 dollars.",
    "It weighs 1924 tonnes.",
    "They sent 1924 troops, 1936 refugees and 1955 tourists.",
    "They came in over 1924 ships and almost 1936 boats.",
    "Trade grew by 1924% or 1936 per cent or 1955.5 points.",
    "They spent 1924 million.",
    "It lasted five years, two months and 12 days.",
    "It was a five-year plan.",
    "They were friends for forty years.",
    "He came on the 1st of the month.",
    "The 2nd Infantry may march on 12 roads.",
    "She may come.",
    "The flight leaves at 19:24.",
    "See archive/1924/08/file.jpg and https://example.org/1924/08/04/page.",
    "Call +52 1924 3345.",
    "Version 20.07.1 is out.",
    "In 192 and in 3024 nothing happened.",
    "In 44 BC nothing happened here.",
    "It was in the 5th century.",
    "Some time in the following year they parted.",
    "They parted two years later.",
    "They parted on 14 May.",
    "They parted in May.",
]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_are_no_dates_give_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "day",
    [
        "31 February 1930",
        "30 February 1904",
        "29 February 1900",
        "31 April 1990",
        "February 31, 1930",
        "31.02.1930",
        "1930-02-31",
        "13.13.1924",
    ],
)
def test_a_day_that_never_was_gives_no_date_and_no_coarser_one(day):
    assert found(f"They parted on {day}.") == []


@pytest.mark.parametrize("year", ["0", "0000", "999", "99999", "3024", "12345678901234567890", "1924" * 30])
def test_a_year_that_is_none_gives_no_date(year):
    assert found(f"They parted in {year}, or in the year {year}, or on 4 August {year}.") == []


CARRIED = [
    ("They met in 1966.", "On 14 May the flag rose.", "1966-05-14"),
    ("They met in 1966.", "On May 14 the flag rose.", "1966-05-14"),
    ("They met in 1966.", "In May the flag rose.", "1966-05"),
    ("They met in 1966.", "By late May the flag had risen.", "[..1966-05]"),
    ("They met in 1964.", "On 29 February the flag rose.", "1964-02-29"),
    ("They met in 1966.", "Three years later the flag rose.", "1969"),
    ("They met in 1966.", "The flag rose 25 years later.", "1991"),
    ("They met in 1966.", "A year later the flag rose.", "1967"),
    ("They met in 1966.", "The flag had risen two years earlier.", "1964"),
    ("They met in 1966.", "The following year the flag rose.", "1967"),
    ("They met in 1966.", "The flag rose in the next year.", "1967"),
    ("They met in 1966.", "The flag had risen in the previous year.", "1965"),
    ("They met in 1966.", "The flag rose in the same year.", "1966"),
    ("They met in 1966.", "That year the flag rose.", "1966"),
    ("They met in 1966.", "The flag rose the year after.", "1967"),
    ("They met in 1966.", "That summer the flag rose.", "1966-22"),
    ("They met in 1966.", "The following spring the flag rose.", "1967-21"),
    ("They met in 1966.", "By the following year the flag had risen.", "[..1967]"),
    ("They met in May 1966.", "Two months later the flag rose.", "1966-07"),
    ("They met in November 1966.", "Three months later the flag rose.", "1967-02"),
    ("They met in May 1966.", "The following month the flag rose.", "1966-06"),
    ("They met in May 1966.", "The flag rose in the same month.", "1966-05"),
    ("They met on 28 February 1968.", "The next day the flag rose.", "1968-02-29"),
    ("They met on 31 December 1968.", "Two days later the flag rose.", "1969-01-02"),
    ("They met on 28 February 1968.", "On the same day the flag rose.", "1968-02-28"),
    ("They met on 1 March 1968.", "The flag had risen on the previous day.", "1968-02-29"),
]


@pytest.mark.parametrize(("before", "text", "date"), CARRIED)
def test_what_a_sentence_leaves_out_is_carried_over_from_the_one_before(before, text, date):
    assert found(text, before) == [date]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("They met in 1966.", "The next day the flag rose."),  # which day?
        ("They met in 1966.", "A week later the flag rose."),
        ("They met in 1966.", "On 29 February the flag rose."),  # 1966 had none
        ("They met in 1964.", "On 31 June the flag rose."),
        ("They met.", "Two years later the flag rose."),
    ],
)
def test_nothing_is_made_finer_than_it_was_told(before, text):
    assert found(text, before) == []


def test_the_year_under_which_an_entry_stands_is_its_year():
    told = "Peru–Norway relations\n\n1966\n\nIn March the two countries established diplomatic relations.\n"
    events = bilateral.read_text(told).events
    assert events[["type", "date"]].values.tolist() == [["established", "1966-03"]]


UNTIL = [
    ("Peru did not recognize Norway until 1905.", "1905"),
    ("It was not until 7 June 1921 that they met.", "1921-06-07"),
    ("Peru recognized Norway until 1905.", "../1905"),
]


@pytest.mark.parametrize(("text", "date"), UNTIL)
def test_what_was_not_until_a_time_began_then(text, date):
    assert found(text) == [date]


MONTHS = "January February March April May June July August September October November December".split()
DAY = st.builds(
    lambda day, month, year: (year, month, day), st.integers(1, 28), st.integers(1, 12), st.integers(1000, 2099)
)
WAYS = [
    "{d} {name} {y}",
    "{name} {d}, {y}",
    "the {d} of {name} {y}",
    "{d} {short}. {y}",
    "{y}-{m:02}-{d:02}",
    "{d:02}.{m:02}.{y}",
]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(DAY, st.sampled_from(WAYS))
def test_any_day_in_any_order_is_that_day(day, way):
    year, month, date = day
    name = MONTHS[month - 1]
    words = way.format(y=year, m=month, d=date, name=name, short="Sept" if month == 9 else name[:3])
    assert found(f"They signed it on {words}, and left.") == [f"{year}-{month:02d}-{date:02d}"]


POINTS = [
    "1930",
    "March 1930",
    "4 March 1930",
    "early 1930",
    "late 1930",
    "mid-1930",
    "the late 1930s",
    "4-6 March 1930",
]
POINTS += ["the early 19th century", "29 November/11 December 1890", "10/12/1930"]
LIMITS = [
    "in",
    "on",
    "by",
    "since",
    "until",
    "before",
    "after",
    "from",
    "about",
    "possibly in",
    "not until",
    "throughout",
]
# EDTF has no way to write a decade, a century or a season that is open or doubtful.
OPEN, COARSE = (
    {"since", "until", "by", "before", "about", "possibly in"},
    ("the 19th century", "the 1930s", "summer 1930"),
)
SAID = [
    f"{limit} {point}"
    for limit in LIMITS
    for point in [*POINTS, "the second decade of the 19th century", *COARSE]
    if limit not in OPEN or point in POINTS
]


@pytest.mark.parametrize("words", SAID)
def test_what_is_written_is_read_alike_by_the_edtf_package(words):
    [text] = found(f"They were allies {words}.")
    date = oracle.parse_edtf(text)
    limits = date.lower_strict(), date.upper_strict()
    theirs = [None if isinstance(limit, float) else "{}-{:02}-{:02}".format(*limit[:3]) for limit in limits]
    assert [day and day.isoformat() for day in edtf.bounds(text)] == theirs


FRAGMENTS = st.sampled_from(
    (
        "1924 1930s 31 February the 20th century decade of early late mid - – / . , ( ) [ ] O.S. by since until not "
        "between and from to 3rd of May Sept. 04.08. two years later the same year following day 99999 0 summer "
        "circa c. first half"
    ).split()
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=5)), max_size=14).map(" ".join))
def test_no_words_are_too_odd_and_every_date_stands_where_it_is_said_to(text):
    folded = fold(text)
    before = 0
    for date in dates.find(folded):
        assert before <= date.start < date.end <= len(folded)
        before = date.end
        if date.edtf:
            first, last = edtf.bounds(date.edtf)
            assert first is None or last is None or first <= last
            assert re.search(r"\w", folded[date.start : date.end])


ASCII = st.characters(codec="ascii")


@pytest.mark.parametrize("name", dates.GRAMMAR["shapes"])
def test_a_shape_begins_with_a_number_or_a_word_as_the_grammar_says(name):
    pattern = dates._shape(name)
    starts = {key: dates.GRAMMAR["starts"][key].split() for key in ("numbers", "both")}

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.from_regex(pattern, alphabet=ASCII))
    def begins(text):
        digit = pattern.search(text).group()[0].isdigit()
        assert name in starts["both"] or digit == (name in starts["numbers"])

    begins()


@pytest.mark.parametrize(
    ("before", "date"),
    [
        ("It was signed on 3 May 1993.", ["1993-05-24"]),
        ("It was signed in May 1993.", ["1993-05-24"]),
        ("It was signed in the summer of 1993.", []),
        ("It was signed between May and June 1993.", []),
        ("It was signed in 1993.", []),
    ],
)
def test_a_day_alone_is_of_a_month_that_was_told(before, date):
    assert found("It was ratified on the 24th of that month.", before) == date


BEYOND = [
    ("They met in the 10th century.", ["09XX"]),
    ("They met in the seventh decade of the tenth century.", ["096X"]),
    ("They met early in the 10th century.", ["[0900..0949]"]),
    ("They met in the fifth century.", []),
    ("They met perhaps about 1952.", ["1952%"]),
    ("They met possibly around May 1952.", ["1952-05%"]),
    ("They met about the 1930s.", ["193X~"]),
    ("They met perhaps about early 1952.", ["[1952-01..1952-04]"]),
    ("They have been allies from the late 1980s on.", ["[1987..1989]"]),
    ("They have been allies from early 1992 to the present.", ["[1992-01..1992-04]"]),
    ("They have been allies since about 1952.", ["1952~/.."]),
    ("They met on 21/10/1899.", ["1899-10-21"]),
    ("They met on 10/21/1899.", ["1899-10-21"]),
    ("They met on 24.11.1899.", ["1899-11-24"]),
    ("They met on 21.21.1899.", []),
    ("They met on 1899-21-10.", []),
    ("They met on 1990-00-21.", []),
    ("They met on 5-6/1990.", []),
    ("They met on 6-7.1962.", []),
    ("They met on ４ August １９２４.", ["1924-08-04"]),
    ("They met in ſeptember 1924.", ["1924"]),
]


@pytest.mark.parametrize(("text", "expected"), BEYOND)
def test_what_edtf_cannot_say_is_said_more_vaguely_or_is_no_date(text, expected):
    assert found(text) == expected


def test_no_day_is_counted_beyond_the_calendar():
    assert found("They met 999 years earlier.", "They met in 1000.") == ["0001"]
    assert found("They met 999 years earlier.", "They met in the 10th century.") == []
    assert found("They met 900 years later.", "They met on 4 August 9999.") == []


def test_months_after_a_year_are_about_that_year_and_a_day_is_no_span():
    assert [str(one.edtf) for one in dates.find("In 1951 they parted; three months later they met.")] == [
        "1951",
        "1951~",
    ]
    assert [str(one.edtf) for one in dates.find("from 1 May 1990 to 1 May 1990")] == ["1990-05-01", "1990-05-01"]
