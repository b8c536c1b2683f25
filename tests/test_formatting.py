"""Dates in words."""

import pandas as pd
import pytest

from bilateral.dates.edtf import Edtf
from bilateral.dates.formatting import in_words, when, years


def limits(date):
    return [pd.Timestamp(day) if day else pd.NaT for day in (Edtf.parse(date).earliest, Edtf.parse(date).latest)]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1924-08-04", "on 4 August 1924"),
        ("1924-08", "in August 1924"),
        ("1924", "in 1924"),
        ("193X", "in the 1930s"),
        ("[..1899]", "by 1899"),
        ("[1961..1964]", "between 1961 and 1964"),
        ("1910/1920", "from 1910 to 1920"),
        ("[1942-09..1942-12]", "between September and December 1942"),
        ("[1924-08-04..1942-12-31]", "between 4 August 1924 and 31 December 1942"),
        ("1890~", "about 1890"),
        ("1890?", "perhaps in 1890"),
        ("1966-22", "in summer 1966"),
        ("18XX", "in the 19th century"),
        ("1992/..", "from 1992 on"),
        ("../1930-05", "by May 1930"),
        ("[2007-10-12,2007-12-10]", "on 12 October 2007 or 10 December 2007"),
        (None, "on an unknown date"),
    ],
)
def test_when_something_was(date, words):
    assert when(date) == when(Edtf.parse(date)) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1924-08-04", "4 August 1924"),
        ("1924-08", "August 1924"),
        ("1966-22", "summer 1966"),
        ("1924", "1924"),
        ("193X", "1930s"),
        ("18XX", "19th century"),
        ("20XX", "21st century"),
        ("1890~", "about 1890"),
        ("1890-12?", "perhaps December 1890"),
        ("1890%", "perhaps about 1890"),
        ("1910/1920", "1910 to 1920"),
        ("1992/..", "from 1992 on"),
        ("../1930-05", "until May 1930"),
        ("[..1899]", "by 1899"),
        ("[1899..]", "in or after 1899"),
        ("[1961..1964]", "between 1961 and 1964"),
        ("[1942-09..1942-12]", "between September and December 1942"),
        ("[1941-09..1942-12]", "between September 1941 and December 1942"),
        ("[2007-10-12,2007-12-10]", "12 October 2007 or 10 December 2007"),
        (None, "no date given"),
    ],
)
def test_a_date_in_words(date, words):
    assert in_words(date) == in_words(Edtf.parse(date)) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1973-05", "1973"),
        ("[1961..1964]", "1961–1964"),
        ("[..1899]", "by 1899"),
        ("1992/..", "from 1992"),
        (None, "no date"),
    ],
)
def test_the_years_of_a_date(date, words):
    assert years(*limits(date)) == words
