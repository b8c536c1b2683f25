"""This sentence gives this figure, and this one gives none. All sentences are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral.extract.amounts import tables as figure_lists


def told(text, *columns, dyad=("Peru", "Norway")):
    figures = bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).figures
    figures = figures[list(columns)].astype(object)
    return [tuple(row) for row in figures.where(figures.notna(), None).values.tolist()]


MONEY = [
    ("CN¥5 billion", 5e9, "CNY"),
    ("CFA 83.2 billion", 83.2e9, "XOF"),
    ("Swiss Francs 6 million", 6e6, "CHF"),
    ("USD15 million", 15e6, "USD"),
    ("14 million złoty", 14e6, "PLN"),
    ("620 million ringgit", 620e6, "MYR"),
    ("610 million Omani rials", 610e6, "OMR"),
    ("7 million rials", 7e6, "IRR"),
    ("US$1.2 billion", 1.2e9, "USD"),
    ("$450 million", 450e6, "USD"),
    ("$ 450 million", 450e6, "USD"),
    ("$12.5 bn", 12.5e9, "USD"),
    ("$450m", 450e6, "USD"),
    ("USD 12.5 million", 12.5e6, "USD"),
    ("12.5 million USD", 12.5e6, "USD"),
    ("214,560 dollars", 214560, "USD"),
    ("3 million U.S. dollars", 3e6, "USD"),
    ("$1,784,000", 1784000, "USD"),
    ("$2 thousand million", 2e9, "USD"),
    ("1 784 000 dollars", 1784000, "USD"),
    ("450 million euros", 450e6, "EUR"),
    ("€2.5 million", 2.5e6, "EUR"),
    ("1,5 million euros", 1.5e6, "EUR"),
    ("£3m", 3e6, "GBP"),
    ("3 million pounds", 3e6, "GBP"),
    ("¥500 million", 500e6, "JPY"),
    ("1.5 trillion yen", 1.5e12, "JPY"),
    ("3 mln rubles", 3e6, "RUB"),
    ("3 million roubles", 3e6, "RUB"),
    ("CHF 350 million", 350e6, "CHF"),
    ("1.5 million Swiss francs", 1.5e6, "CHF"),
    ("7 million Chinese renminbi", 7e6, "CNY"),
    ("30 Million Euros", 30e6, "EUR"),
    ("Rs 2,14,560", 214560, "INR"),
    ("₹2,14,560 crore", 2145600000000, "INR"),
    ("2 lakh rupees", 200000, "INR"),
]


@pytest.mark.parametrize(("printed", "value", "unit"), MONEY)
def test_money_in_any_usual_form(printed, value, unit):
    [row] = told(
        f"In 2010 bilateral trade reached {printed}, the papers said.",
        "measure",
        "value",
        "unit",
        "date",
        "scope",
        "printed",
    )
    assert row == ("trade", value, unit, "2010", "dyad", printed)


READ_OTHERWISE = [
    ("$1,784 billion", 1.784e12, 1.784e9),
    ("€1,250 million", 1.25e9, 1.25e6),
    ("1,784 million dollars", 1.784e9, 1.784e6),
    ("$12.5 billion", 12.5e9, None),
    ("$1,784,000", 1784000, None),
    ("1,5 million euros", 1.5e6, None),
    ("$450 million", 450e6, None),
]


@pytest.mark.parametrize(("printed", "value", "alternative"), READ_OTHERWISE)
def test_a_form_that_may_have_a_decimal_comma_has_both_readings(printed, value, alternative):
    assert told(f"In 2010 two-way trade totaled {printed}.", "value", "alternative") == [(value, alternative)]


QUALIFIED = [
    ("about", "about"),
    ("some", "about"),
    ("approximately", "about"),
    ("nearly", "about"),
    ("at least", "at least"),
    ("no less than", "at least"),
    ("more than", "more than"),
    ("over", "more than"),
    ("less than", "less than"),
    ("under", "less than"),
    ("up to", "up to"),
    ("as much as", "up to"),
    ("exactly", ""),
]


@pytest.mark.parametrize(("words", "qualifier"), QUALIFIED)
def test_the_words_before_an_amount_qualify_it(words, qualifier):
    assert told(f"In 2010 bilateral trade reached {words} $2 billion.", "value", "qualifier") == [(2e9, qualifier)]


DIRECTED = [
    ("Peruvian exports to Norway reached $40 million in 2012.", "exports 4e+07 USD, Peru to Norway"),
    ("Peru exported goods worth $40 million to Norway in 2012.", "exports 4e+07 USD, Peru to Norway"),
    ("Norway exported fish worth $40 million to Peru in 2012.", "exports 4e+07 USD, Norway to Peru"),
    ("Norway's exports to Peru were worth $40 million in 2012.", "exports 4e+07 USD, Norway to Peru"),
    ("Peru imported $25 million worth of fish from Norway in 2012.", "imports 2.5e+07 USD, Norway to Peru"),
    ("In 2012 Peru's imports from Norway were worth $25 million.", "imports 2.5e+07 USD, Norway to Peru"),
    ("Norwegian investment in Peru totalled $300 million in 2012.", "investment 3e+08 USD, Norway to Peru"),
    ("Norway invested $300 million in Peru in 2012.", "investment 3e+08 USD, Norway to Peru"),
    ("In 2012 Norway gave Peru $5 million in aid.", "aid 5e+06 USD, Norway to Peru"),
    ("In 2012 Norway granted Peru a loan of $10 million.", "aid 1e+07 USD, Norway to Peru"),
    ("Norwegian aid to Peru amounted to $10 million in 2012.", "aid 1e+07 USD, Norway to Peru"),
    ("In 2012, 30,000 Norwegian tourists visited Peru.", "tourists 30000 people, Norway to Peru"),
    ("Some 4,000 Norwegian tourists visited Peru in 2012.", "tourists 4000 people, Norway to Peru"),
    ("In 2012 about 4,000 Norwegians visited Peru.", "tourists 4000 people, Norway to Peru"),
    ("At least 2,000 refugees from Peru settled in Norway in 2012.", "migrants 2000 people, Peru to Norway"),
    ("Up to 300 Norwegian soldiers were stationed in Peru in 2012.", "troops 300 people, Norway to Peru"),
    ("In 2012 about 1,200 Peruvians lived in Norway.", "population 1200 people, Peru to Norway"),
    ("In 2012 Norway sold 24 tanks to Peru.", "arms 24 tanks, Norway to Peru"),
    ("Peru bought 24 tanks from Norway in 2012.", "arms 24 tanks, Norway to Peru"),
    ("In 2012 imports from Norway were worth $25 million.", "imports 2.5e+07 USD, Norway to Peru"),
    ("In 2012 Norway was home to about 4,000 people of Peruvian descent.", "population 4000 people, Peru to Norway"),
    ("Norway accounted for 3% of Peru's exports in 2012.", "share 3 %"),
    ("Exports to Norway grew by 12 per cent in 2012.", "growth 12 %"),
]


@pytest.mark.parametrize(("text", "row"), DIRECTED)
def test_an_amount_says_what_it_measures_and_from_whom_to_whom(text, row):
    [(measure, value, unit, home, to)] = told(text, "measure", "value", "unit", "from_state", "to_state")
    assert f"{measure} {value:g} {unit}" + (f", {home} to {to}" if home or to else "") == row
    assert told(text, "date", "scope") == [("2012", "dyad")]


NEAREST = [
    (
        "Imports from Norway to Peru came to €8 million in 2003, exports to Norway to €2 million.",
        ["imports 8000000 EUR, Norway to Peru, 2003", "exports 2000000 EUR, Peru to Norway, 2003"],
    ),
    (
        "Trade was £3.2 million in 1938, Norway's exports being worth £1.1 million and Peru's £2.1 million.",
        [
            "trade 3200000 GBP, 1938",
            "exports 1100000 GBP, Norway to Peru, 1938",
            "exports 2100000 GBP, Peru to Norway, 1938",
        ],
    ),
    (
        "In 2002 trade was $3.4 million, with Peru exporting $1.6 million of goods to Norway and importing $1.8 million.",
        [
            "trade 3400000 USD, 2002",
            "exports 1600000 USD, Peru to Norway, 2002",
            "imports 1800000 USD, Norway to Peru, 2002",
        ],
    ),
    (
        "In 2021 Norwegian exports to Peru were NOK 1.4bn and imports from Peru NOK 800m.",
        ["exports 1400000000 NOK, Norway to Peru, 2021", "imports 800000000 NOK, Peru to Norway, 2021"],
    ),
    (
        "In 2018 trade was 2.5 billion kroner (1.6 billion of which were Norwegian imports).",
        ["trade 2500000000 NOK, 2018", "imports 1600000000 NOK, Peru to Norway, 2018"],
    ),
    (
        "In 2010, 2,000 Peruvians lived in Norway and 900 Norwegian citizens visiting Peru were asked.",
        ["population 2000 people, Peru to Norway, 2010", "tourists 900 people, Norway to Peru, 2010"],
    ),
    ("Norway took in 800 Peruvian refugees in 1985.", ["migrants 800 people, Peru to Norway, 1985"]),
    ("In 1990, 1,500 people born in Peru lived in Norway.", ["population 1500 people, Peru to Norway, 1990"]),
    ("Norway sold Peru 52 thousand tonnes of fish in 2018.", ["exports 52000 tonnes, Norway to Peru, 2018"]),
    ("Bilateral trade and investment were worth $45 million in 2014.", ["trade 45000000 USD, 2014"]),
    (
        "China's exports to Peru were $5 billion in 2010, Norway's only $50 million.",
        ["exports 5000000000 USD, 2010", "exports 50000000 USD, Norway to Peru, 2010"],
    ),
]


@pytest.mark.parametrize(("text", "figures"), NEAREST)
def test_the_words_nearest_to_an_amount_say_what_it_is_and_whose(text, figures):
    assert rows(text) == figures


PRINTED = [
    ("Norway gave Peru aid of £1¼ million in 1961.", [(1.25e6, "GBP", "1961")]),
    ("In 2006, 35.000 Norwegian tourists visited Peru.", [(35000, "people", "2006")]),
    ("Trade between Peru and Norway reached $15MM in 2011.", [(15e6, "USD", "2011")]),
    (
        "Norwegian aid to Peru was 2 and 3 million dollars in 1971 and 1972.",
        [(2e6, "USD", "1971"), (3e6, "USD", "1972")],
    ),
    (
        "Trade between Peru and Norway dropped from $90 million to $61 million in 2009.",
        [(90e6, "USD", None), (61e6, "USD", "2009")],
    ),
    ("Trade was worth $48 million in 2016; by 2025 it is meant to be twice as much.", [(48e6, "USD", "2016")]),
    ("In 1998 Peruvian exports were worth 6 million dollars at constant 1985 dollars.", [(6e6, "USD", "1998")]),
    ("Peruvian exports to Norway in 2009 were 8 per cent lower than in 2008.", [(8, "%", "2009")]),
    ("Norwegian aid to Peru was 30 million kroner in 2003.", [(30e6, "NOK", "2003")]),
    ("Norwegian aid to Peru was 3 million francs in 2003.", [(3e6, "CHF", "2003")]),
    ("Norwegian aid to Peru was 3 million pesos in 2003.", []),
]


@pytest.mark.parametrize(("text", "figures"), PRINTED)
def test_a_printed_amount_has_this_value_unit_and_date(text, figures):
    assert told(text, "value", "unit", "date") == figures


NATIONAL = [
    (("Mexico", "Russia"), "3 million pesos", "MXN"),
    (("Mexico", "Chile"), "3 million pesos", None),
    (("Chile", "Russia"), "3 million Uruguayan pesos", "UYU"),
    (("Denmark", "Peru"), "3 million kroner", "DKK"),
    (("France", "Peru"), "3 million francs", "FRF"),
    (("Pakistan", "Peru"), "3 million rupees", "PKR"),
]


@pytest.mark.parametrize(("dyad", "printed", "unit"), NATIONAL)
def test_money_without_its_nation_is_that_of_the_one_state_that_has_such(dyad, printed, unit):
    units = told(f"In 2003 trade between the two countries was {printed}.", "unit", dyad=dyad)
    assert units == ([(unit,)] if unit else [])


OF_ONE_STATE = [
    "Norway has 5 million inhabitants, while Peru has 30 million inhabitants.",
    "With 31 million people Peru is larger than Norway.",
    "Bergen, a city of 280,000 inhabitants in Norway, is twinned with Callao in Peru.",
    "In 2016 Peru's exports to the world reached $36 billion, and Norway's president came.",
    "Norway sent a ship to Peru after the earthquake had killed 50,000 people.",
]


@pytest.mark.parametrize("text", OF_ONE_STATE)
def test_what_is_of_one_state_alone_is_no_figure_of_the_two(text):
    assert told(text, "value", "scope") == []


SEVERAL = [
    (
        "At 1.1 billion dollars, up 12% from 2016, trade between Peru and Norway hit a new high in 2017.",
        [(1.1e9, "2017"), (12, "2017")],
    ),
    ("Bilateral trade grew from $750 million in 2003 to $1.95 billion in 2006.", [(750e6, "2003"), (1.95e9, "2006")]),
    (
        "Bilateral trade fell from $750 million in 2003 to $195 million in May 2006.",
        [(750e6, "2003"), (195e6, "2006-05")],
    ),
    (
        "Bilateral trade was $450m in 2010, $500m in 2011 and $620m in 2012.",
        [(450e6, "2010"), (500e6, "2011"), (620e6, "2012")],
    ),
    ("Bilateral trade grew 15% to $500 million in 2011.", [(15, "2011"), (500e6, "2011")]),
    (
        "Bilateral trade was $5.5 billion (a fifth of all) in 2004 and $6 billion (less than a fifth) in 2013.",
        [(5.5e9, "2004"), (6e9, "2013")],
    ),
    ("In 2011 bilateral trade was worth $319 million, and in 2010 Norway was a partner.", [(319e6, "2011")]),
    (
        "Bilateral trade was $5 billion in 2012. Peru's exports made up $3 billion, its imports $2 billion.",
        [(5e9, "2012"), (3e9, "2012"), (2e9, "2012")],
    ),
    ("Bilateral trade is small. In 2012 it was $5 million.", [(5e6, "2012")]),
    ("Trade between Peru and Norway: 2018: $345 million; 2019: $367 million.", [(345e6, "2018"), (367e6, "2019")]),
    ("After a drought in 2000, Norway gave Peru 10 tonnes of seed, which came in May 2001.", [(10, "2001-05")]),
]


@pytest.mark.parametrize(("text", "amounts"), SEVERAL)
def test_each_amount_has_its_own_date(text, amounts):
    assert told(text, "value", "date") == amounts


def test_a_state_named_by_its_money_takes_no_part():
    assert told("Bilateral trade stood at US $10 billion in 2012.", "scope") == [("dyad",)]
    assert told("Trade with Peru was worth 3 million Swiss francs in 2012.", "scope") == [("dyad",)]


def test_a_range_has_two_ends():
    assert told("Bilateral trade was $2-3 billion in 2006.", "low", "high", "unit") == [(2e9, 3e9, "USD")]
    assert told("Bilateral trade was $2 billion in 2006.", "low", "high", "unit") == [(None, None, "USD")]


OTHER_STATES = [
    "Trade between Norway and Sweden totalled $5 billion in 2010.",
    "Norway gave Chile $5 billion in aid in 2010.",
    "Chile's exports reached $5 billion in 2010.",
    "Chile exported copper worth $5 billion to Sweden in 2010.",
]


@pytest.mark.parametrize("text", OTHER_STATES)
def test_an_amount_of_other_states_is_told_as_such(text):
    assert told(text, "value", "date", "scope") == [(5e9, "2010", "other")]


NONE = [
    "Norway pledged 140 million dollars to Peru in 1975.",
    "Resolution 1973 was adopted by 14 members in 2011.",
    "Article 12 of the treaty of 1921 is in force.",
    "The treaty has 42 articles.",
    "Flight 402 from Lima to Oslo takes 14 hours.",
    "Lima is 11,000 km from Oslo.",
    "The two presidents, aged 54 and 61, met in 1999.",
    "The parliament of Peru has 130 members.",
    "The embassy is at 1924 Main Street.",
    "The two countries hope to reach $5 billion in trade by 2030.",
    "Trade between Peru and Norway could reach $5 billion in 2020.",
    "Peru's GDP was $200 billion in 2015.",
    "Bilateral trade tripled in 2006.",
    "Peru and Norway signed 3 treaties in 1921, 1936 and 1955.",
    "They met 12 times.",
    "Peru bought Su-30 jets and K-8 aircraft from Norway in 1999.",
    "In 2012 Peru's trade deficit with Norway was $30 million.",
    "Peru is aiming to raise its trade with Norway above $100 million.",
]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_are_no_amounts_give_none(text):
    assert told(text, "value", "printed") == []


def test_the_heading_says_what_an_amount_measures():
    assert told("Trade\n\nIn 2010 it reached $450 million.", "measure", "scope") == [("trade", "dyad")]


def test_the_quote_is_the_sentence_and_printed_the_amount_as_it_stands():
    text = "Trade is good. In 2010 bilateral trade reached US$\u00a01.2\u00a0billion, they said. It fell later."
    [(quote, printed, value)] = told(text, "quote", "printed", "value")
    assert quote == "In 2010 bilateral trade reached US$\u00a01.2\u00a0billion, they said."
    assert printed == "US$\u00a01.2\u00a0billion"
    assert value == 1.2e9


SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mln": 1e6, "bn": 1e9}
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "US$": "USD"}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.integers(1, 999),
    st.integers(0, 9),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(SIGNS)),
    st.integers(1850, 2024),
)
def test_any_amount_with_a_sign_and_a_scale_has_that_value(whole, tenths, scale, sign, year):
    text = f"In {year}, trade between Peru and Norway totalled {sign}{whole}.{tenths} {scale}."
    [(value, unit, date)] = told(text, "value", "unit", "date")
    assert value == pytest.approx((whole + tenths / 10) * SCALES[scale])
    assert (unit, date) == (SIGNS[sign], str(year))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1000, 999_999_999), st.integers(1850, 2024))
def test_any_number_of_people_with_thousands_marked_is_that_number(number, year):
    text = f"In {year}, {number:,} Norwegian tourists visited Peru."
    assert told(text, "value", "alternative", "unit", "date") == [(number, None, "people", str(year))]


def test_between_two_amounts_is_one_with_its_limits():
    text = "Peru–Norway relations\n\nIn 2001 trade between Peru and Norway was between $10 million and $20 million."
    [row] = bilateral.read_text(text, dyad=("Peru", "Norway")).figures.to_dict("records")
    assert (row["low"], row["high"], row["unit"]) == (10e6, 20e6, "USD")


def rows(text, dyad=("Peru", "Norway")):
    """The figures of a text as lines, after a look whether each quote stands where it says, in a line of its own."""
    corpus = bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad)
    out = []
    for row in corpus.figures.to_dict("records"):
        source = corpus.texts[row["source"]]
        assert source[row["char_start"] : row["char_end"]] == row["quote"] and "\n" not in row["quote"]
        assert row["printed"] in row["quote"]
        at = int(row["date_char_start"])
        assert source[at : at + len(row["date_text"])] == row["date_text"]
        way = f", {row['from_state']} to {row['to_state']}" if isinstance(row["from_state"], str) else ""
        out.append(f"{row['measure']} {row['value']:.12g} {row['unit']}{way}, {row['date']}")
    return out


TABLES = [
    (
        "Trade (US$ million)\n\n| Year | Exports to Norway | Imports from Norway |\n|---|---|---|\n"
        "| 2003 | 12.4 | 301.0 |\n| 2004 | 256.9 | 1 288.5 |",
        [
            "exports 12400000 USD, Peru to Norway, 2003",
            "imports 301000000 USD, Norway to Peru, 2003",
            "exports 256900000 USD, Peru to Norway, 2004",
            "imports 1288500000 USD, Norway to Peru, 2004",
        ],
    ),
    (
        "Economy\n\n| Foreign trade of Norway with Peru (thousand EUR) | 2003 | 2004 |\n"
        "| Export | 22,870 | 27,451 |\n| Import | 9,304 | 1995 |",
        [
            "exports 22870000 EUR, Norway to Peru, 2003",
            "exports 27451000 EUR, Norway to Peru, 2004",
            "imports 9304000 EUR, Peru to Norway, 2003",
            "imports 1995000 EUR, Peru to Norway, 2004",
        ],
    ),
    (
        "| Year | Exports, € million | Tourists |\n| 2003 | 12.5 | 45 600 |\n| 2004 | n/a | – |\n| 2005 | | 47,000 |",
        ["exports 12500000 EUR, 2003", "tourists 45600 people, 2003", "tourists 47000 people, 2005"],
    ),
    (
        "Trade between Peru and Norway, in millions of US dollars\n\n"
        "| Year | Peruvian exports | Norwegian exports | Total trade | Balance | Growth, % | Rank |\n"
        "|---|---|---|---|---|---|---|\n| 2003 | 12.5 | 3 | 15.5 | 9.5 | -4.5 | 12 |",
        [
            "exports 12500000 USD, Peru to Norway, 2003",
            "exports 3000000 USD, Norway to Peru, 2003",
            "trade 15500000 USD, 2003",
            "growth -4.5 %, 2003",
        ],
    ),
    (
        "Trade\n\n| | 2003 | 2004 |\n|---|---|---|\n| Exports (NOK m) | 12.5 | 3 |\n| Turnover (NOK m) | 20 | 30[2] |",
        [
            "exports 12500000 NOK, 2003",
            "exports 3000000 NOK, 2004",
            "trade 20000000 NOK, 2003",
            "trade 30000000 NOK, 2004",
        ],
    ),
    (
        "Peru's exports by country in 2003 (US$ '000)\n\n| Country | Value |\n| Norway | 12,500 |\n| Sweden | 3,000 |\n"
        "| World | 300,000 |",
        ["exports 12500000 USD, Peru to Norway, 2003"],
    ),
    (
        "Peru's exports to Norway in 2003\n\n| Commodity | USD million |\n| Copper | 12.5 |\n| Fish meal | 3 |\n| Total | 30 |",
        ["exports 30000000 USD, Peru to Norway, 2003"],
    ),
    (
        "| Year | Visitors from Norway (thousand) | Peruvians living in Norway |\n| 2003 | 12.5 | 3 400 |",
        ["tourists 12500 people, Norway to Peru, 2003", "population 3400 people, Peru to Norway, 2003"],
    ),
    (
        "| Year | Trade volume |\n| | US$ million |\n|---|---|\n| 2003 | 12.5 |\n| 2004 (est.) | ca. 14 |",
        ["trade 12500000 USD, 2003", "trade 14000000 USD, 2004"],
    ),
    (
        "Bilateral trade in figures\n\n| Year | Exports | Imports |\n| 2003 | $12.5 million | $1.2 bn |",
        ["exports 12500000 USD, 2003", "imports 1200000000 USD, 2003"],
    ),
    (
        "Norwegian aid to Peru\n\n| No. | Year | Amount (NOK million) |\n| 1 | 2003 | 12.5 |\n| 2 | 2004 | 14 |",
        ["aid 12500000 NOK, Norway to Peru, 2003", "aid 14000000 NOK, Norway to Peru, 2004"],
    ),
    (
        "Trade\n\n| May 2003 | Exports | 12.5 million euros |",
        ["exports 12500000 EUR, 2003-05"],
    ),
    (
        "Fish\n\n| Year | Imports from Norway, thousand tonnes |\n| 2003 | 12.5 |",
        ["imports 12500 tonnes, Norway to Peru, 2003"],
    ),
]


@pytest.mark.parametrize(("text", "figures"), TABLES)
def test_this_table_gives_these_rows(text, figures):
    assert rows(text) == figures


LISTED = [
    (
        "Tourism\n\nArrivals of Norwegian visitors in Peru:\n\n* 2003 – 81,354\n* 2004 – 73,056",
        ["tourists 81354 people, Norway to Peru, 2003", "tourists 73056 people, Norway to Peru, 2004"],
    ),
    (
        "Trade (US$ million)\n\n- 2003: 12.5\n- 2004: 14",
        ["trade 12500000 USD, 2003", "trade 14000000 USD, 2004"],
    ),
    (
        "Cooperation\n\nStudents from Peru in Norway: ca. 1,250 (2003)\nPeruvian exports to Norway, 2003: $ 9.1 million\n"
        "Norwegian grants and loans since 1991: € 340 million",
        [
            "other 1250 people, Peru to Norway, 2003",
            "exports 9100000 USD, Peru to Norway, 2003",
            "aid 340000000 EUR, Norway to Peru, 1991/..",
        ],
    ),
]


@pytest.mark.parametrize(("text", "figures"), LISTED)
def test_this_list_gives_these_rows(text, figures):
    assert rows(text) == figures


SHARED = [
    (
        "Peruvian exports to Norway of 2003 and 2004 were $3 million and $4 million respectively.",
        ["exports 3000000 USD, Peru to Norway, 2003", "exports 4000000 USD, Peru to Norway, 2004"],
    ),
    (
        "In 2003 Peru's exports to and imports from Norway were $3 million and $4 million, respectively.",
        ["exports 3000000 USD, Peru to Norway, 2003", "imports 4000000 USD, Norway to Peru, 2003"],
    ),
]


@pytest.mark.parametrize(("text", "figures"), SHARED)
def test_amounts_that_share_a_unit_or_a_measure_are_each_a_row(text, figures):
    assert rows(text) == figures


NO_FIGURES = [
    "Cities\n\n| City | Population | Area |\n| Lima | 10,000,000 | 2,672 |\n| Cusco | 428,450 | 70 |",
    "Medals\n\n| Games | Gold | Silver |\n| 2004 | 3 | 4 |\n| 2008 | 1 | 0 |",
    "Trade\n\n| Section | Telephone |\n| Trade section 2003 | 22 445 566 |\n| Tourism section | 22 445 567 |",
    "| Country | Population | GDP |\n| Peru | 31,000,000 | $200 billion |\n| Norway | 5,000,000 | $400 billion |",
    "|  | Peru | Norway |\n| Population | 2,235,000 | 79,110,000 |\n| Area | 11,437 km² | 1,648,195 km² |",
    "Trade agreements\n\n| Year | Articles | Pages |\n| 2003 | 12 | 40 |",
    "Trade\n\n| Year | Exports | Imports |\n| 2003 | 12 | 40 |",
    "Trade (US$ million)\n\n| 2003 | 12 | 40 |\n| 2004 | 13 | 41 |",
    "Trade of Peru with Sweden (US$ million)\n\n| Year | Exports | Imports |\n| 2003 | 12 | 40 |",
    "Trade (US$ million)\n\n| Year | Balance | Rank | Forecast |\n| 2003 | 12 | 4 | 50 |",
    "Trade (US$ million)\n\n| Commodity | 2003 |\n| Copper | 12 |\n| Fish | 4 |",
    "Targets for trade (US$ million)\n\n| Year | Value |\n| 2003 | 12 |",
    "Contents\n\n| Chapter | Page |\n| Trade, 2003 | 12 |\n| Tourists, 2004 | 24 |",
    "Embassies\n\n| Mission | Address |\n| Embassy, since 1921 | 1924 Main Street |",
    "Tourism\n\nPhone: 22 445 566\nTourist information, 2003: 12",
    "Trade in goods (US$ million)\n\n| Year | Peru–Chile | Norway–Sweden |\n| 2003 | n/a | – |",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_this_table_gives_none(text):
    assert rows(text) == []


def test_a_number_in_a_table_that_may_have_a_decimal_comma_has_both_readings():
    text = "| Year | Exports to Norway, € million |\n| 2003 | 1,234 |\n| 2004 | 1,234,567 |"
    assert told(text, "value", "alternative", "printed") == [
        (1.234e9, 1.234e6, "1,234"),
        (1.234567e12, None, "1,234,567"),
    ]


def test_a_date_in_the_header_is_where_it_says():
    text = "Norway–Peru relations\n\n| Trade (US$ million) | 2003 | 2004 |\n| Exports | 12 | 13 |"
    figures = bilateral.read_text(text, dyad=("Peru", "Norway")).figures
    assert [text[a:b] for a, b in figures[["date_char_start", "date_char_end"]].values.tolist()] == ["2003", "2004"]
    assert set(figures["quote"]) == {"| Exports | 12 | 13 |"}


HEADERS = [
    ("Exports to Norway", "exports", "Peru"),
    ("Imports from Norway", "imports", "Norway"),
    ("Norwegian investment in Peru", "investment", "Norway"),
    ("Norwegian aid", "aid", "Norway"),
    ("Total trade", "trade", None),
]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.integers(1850, 2024), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(HEADERS), min_size=1, max_size=5, unique=True),
    st.sampled_from(
        [("US$ million", 1e6, "USD"), ("thousand NOK", 1e3, "NOK"), ("€ bn", 1e9, "EUR"), ("yen", 1, "JPY")]
    ),
    st.booleans(),
    st.data(),
)
def test_every_cell_of_a_year_table_is_one_figure_with_its_value(years, headers, unit, ruled, data):
    printed, scale, code = unit
    cells = [[data.draw(st.decimals(1, 9999, places=1)) for _ in headers] for _ in years]
    lines = ["| Year | " + " | ".join(name for name, _, _ in headers) + " |"] + [
        "|---" * (len(headers) + 1) + "|"
    ] * ruled
    lines += [f"| {year} | " + " | ".join(map(str, row)) + " |" for year, row in zip(years, cells, strict=True)]
    text = f"Economic relations ({printed})\n\n" + "\n".join(lines)
    expected = [
        (measure, float(f"{float(value) * scale:.12g}"), code, home, str(year))
        for year, row in zip(years, cells, strict=True)
        for (_, measure, home), value in zip(headers, row, strict=True)
    ]
    assert told(text, "measure", "value", "unit", "from_state", "date") == expected


RANGES = [
    ("Trade reached $10–15 million in 1990.", [(10e6, 10e6, 15e6, "$10–15 million")]),
    ("Trade reached $1,200–1,500 million in 1990.", [(1.2e9, 1.2e9, 1.5e9, "$1,200–1,500 million")]),
    ("Trade was between $10 million and $20 million in 1990.", [(10e6, 10e6, 20e6, "$10 million and $20 million")]),
    ("Trade reached $98–5 million in 1990.", []),
    ("Trade grew by 4-1,,2 percent in 1990.", []),
    (
        "Trade was between $20 million and $10 million in 1990.",
        [(20e6, None, None, "$20 million"), (10e6, None, None, "$10 million")],
    ),
    (
        "Trade was between $10 million and 20 percent in 1990.",
        [(10e6, None, None, "$10 million"), (20.0, None, None, "20 percent")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_a_range_has_limits_of_one_unit_and_the_lower_one_first(text, expected):
    assert told(text, "value", "low", "high", "printed") == expected


@pytest.mark.parametrize("digits", [310, 5000])
def test_a_number_beyond_all_that_can_be_counted_is_no_amount(digits):
    assert told(f"Trade between Peru and Norway reached ${'9' * digits} in 1990.", "value") == []
    assert told(f"Trade between Peru and Norway reached $1–{'9' * digits} in 1990.", "value") == []


def test_the_figures_of_other_scripts_count():
    assert told("Trade between Peru and Norway reached ٣ million dollars in １９９０.", "value", "date", "printed") == [
        (3e6, "1990", "٣ million dollars")
    ]


def test_a_header_that_comes_after_the_first_row_heads_nothing():
    assert told("| 2 |\n|---|\n| Exports |\n| 3 |", "value") == []


def test_a_run_of_headings_is_not_read_again_for_each_of_them(monkeypatch):
    asked = []
    real = figure_lists.label
    monkeypatch.setattr(figure_lists, "label", lambda reading: asked.append(reading) or real(reading))
    for count in (50, 100):
        told("1990\n" * count, "value")
        asked.append(None)
    first, second = asked.index(None), len(asked) - asked.index(None)
    assert 0 < second < 2.5 * first


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "In 2019 Peru imported goods worth $9 million from Norway and exported goods worth $4 million.",
            [("imports", 9e6, "Norway", "Peru"), ("exports", 4e6, "Peru", "Norway")],
        ),
        (
            "Trade in 2018: exports of Peru amounted to $10 million, imports from Norway to $13 million.",
            [("exports", 10e6, "Peru", "Norway"), ("imports", 13e6, "Norway", "Peru")],
        ),
        (
            "Trade favours Peru, with its exports at $9 million in 2009.",
            [("exports", 9e6, "Peru", "Norway")],
        ),
        (
            "Peruvian exports to Norway were $9 million in 2018, those of Norway to Peru $4 million.",
            [("exports", 9e6, "Peru", "Norway"), ("exports", 4e6, "Norway", "Peru")],
        ),
        (
            "Peru was the beneficiary of $8 million in Norwegian assistance in 2020.",
            [("aid", 8e6, "Norway", "Peru")],
        ),
        (
            "Norwegian investment in Peru is put at $5 million by the Peruvian Investment Commission.",
            [("investment", 5e6, "Norway", "Peru")],
        ),
        (
            "Norway gave Peru 61 million euros in 2012. In 2013 the aid was worth 14 million euros.",
            [("aid", 61e6, "Norway", "Peru"), ("aid", 14e6, "Norway", "Peru")],
        ),
        (
            "Peru welcomed 3,300 Norwegian visitors in 2019, up from 2,800 in 2018.",
            [("tourists", 3300, "Norway", "Peru"), ("tourists", 2800, "Norway", "Peru")],
        ),
        (
            "Estimates of the number of Peruvians in Norway range from 3,000 to 5,000.",
            [("population", 3000, "Peru", "Norway")],
        ),
        (
            "Deliveries of Peruvian guano to Norwegian farms came to 5,000 tonnes in 1870.",
            [("exports", 5000, "Peru", "Norway")],
        ),
    ],
)
def test_directions_as_ministries_and_newspapers_write_them(text, rows):
    assert told(text, "measure", "value", "from_state", "to_state") == rows


@pytest.mark.parametrize(
    "text",
    [
        "Peru's exports to Chile, at $120 million, exceeded those to Norway in 2012.",
        "In Chile the Norwegian community numbers 1,200.",
        "Peru received 4.4 million foreign tourists in 2018.",
        "The World Bank lent Peru $400 million in 2016.",
        "Norway produced 1.2 million tonnes of salmon in 2019.",
        "In 2012 trade between Peru and Norway grew by $14 million.",
    ],
)
def test_amounts_of_others_and_changes_are_none_of_the_dyad(text):
    assert "dyad" not in [scope for (scope,) in told(text, "scope")]


def test_an_amount_without_a_date_has_that_of_the_sentence_before_in_its_paragraph():
    text = (
        "Trade was worth $67 million in 2023, up from $41 million in 2020. Norwegian exports to Peru were $32 million.\n\n"
        "Peruvian exports to Norway were $12 million."
    )
    assert told(text, "value", "date") == [(67e6, "2023"), (41e6, "2020"), (32e6, "2023"), (12e6, None)]


def test_an_entry_is_of_the_date_of_the_sentence_above_but_not_of_the_amount_beside():
    above = "Trade of Peru and Norway was worth $60 million in 2012.\n\n- Exports of Peru to Norway: $50 million\n"
    assert told(above, "value", "date") == [(6e7, "2012"), (5e7, "2012")]
    beside = "- Trade of Peru and Norway: $300 million in 2012\n- Norwegian aid to Peru: $7 million\n"
    assert told(beside, "measure", "date")[1:] == [("aid", None)]


def test_a_number_before_its_date_counts_what_the_one_before_it_does():
    text = "About 32,000 Peruvians visited Norway in 2016, and 128,000 in 2022."
    assert told(text, "value", "unit", "date") == [(32000, "people", "2016"), (128000, "people", "2022")]
    assert told("Norway had 4,000 soldiers in Peru in 1940, Chile 10,000 in 1941.", "value") == [(4000,)]
