"""Lines that are not prose: columns parted by blanks or tabs, entries that begin with a year, and what stands for a name."""

import bilateral

PAIR = ("Peru", "Norway")


def visits(text):
    rows = bilateral.read_text(text, dyad=PAIR).visits
    return sorted(zip(rows["visitor"], rows["office"], rows["to_state"], rows["date"], strict=True))


def figures(text):
    rows = bilateral.read_text(text, dyad=PAIR).figures
    return sorted(zip(rows["measure"], rows["value"], rows["unit"], rows["date"].fillna(""), strict=True))


def events(text):
    rows = bilateral.read_text(text, dyad=PAIR).events
    return sorted(zip(rows["type"], rows["date"], rows["actors"], strict=True))


def test_a_table_in_columns_of_blanks_or_tabs_is_a_table():
    rows = [("Year", "2019", "2020"), ("Total", "160.9", "117.6"), ("Peru exports", "66.8", "58.1")]
    for columns in ("{:15}{:9}{}", "{}\t{}\t{}"):
        text = "\n".join(columns.format(*row) for row in rows)
        found = figures(f"Norway and Peru\n\nTwo-way trade (million US$)\n{text}\n")
        assert ("trade", 160.9e6, "USD", "2019") in found and ("exports", 58.1e6, "USD", "2020") in found


def test_columns_keep_every_quote_at_its_place():
    text = (
        "Norway and Peru\n\nTwo-way trade (million US$)\nYear           2019     2020\nTotal          160.9    117.6\n"
    )
    corpus = bilateral.read_text(text, dyad=PAIR)
    for row in corpus.figures.itertuples():
        assert corpus.texts["text"][row.char_start : row.char_end] == row.quote


def test_an_entry_that_begins_with_a_year_is_not_joined_to_the_one_before():
    text = (
        "Norway and Peru\n\nPresidents across the sea\n\n2005   Alma Quispe in Oslo, 5 to 7 July\n"
        "2007   Inés Mamani in Oslo, February\n2009   Talks in Oslo, March\n"
    )
    assert visits(text) == [
        ("Alma Quispe", "President", "Norway", "2005-07-05/2005-07-07"),
        ("Inés Mamani", "President", "Norway", "2007"),
    ]


def test_an_entry_may_name_somebody_known_and_have_a_comma_before_the_place():
    text = (
        "Norway and Peru: a chronology\n\n2018  11 November: President Juan al-Rojas of Peru in Oslo.\n"
        "2020  3 May: President Inés al-Mamani of Peru, in Oslo.\n2021  22 August: Juan al-Rojas in Oslo\n"
    )
    assert visits(text) == [
        ("Inés al-Mamani", "President", "Norway", "2020-05-03"),
        ("Juan al-Rojas", "President", "Norway", "2018-11-11"),
        ("Juan al-Rojas", "President", "Norway", "2021-08-22"),
    ]


def test_a_line_may_begin_with_its_direction():
    text = "Norway and Peru\n\nPeru to Norway: President Alma Quispe (1979, 1984); Speaker Ana Rojas (2012); President Inés Mamani (May 1997)."
    assert [(who, to, date) for who, _, to, date in visits(text)] == [
        ("Alma Quispe", "Norway", "1979"),
        ("Alma Quispe", "Norway", "1984"),
        ("Ana Rojas", "Norway", "2012"),
        ("Inés Mamani", "Norway", "1997-05"),
    ]


def test_one_stands_for_a_mission_where_a_mission_was_named():
    opened = [("mission_opened", "1950", "Peru, Norway"), ("mission_opened", "1955", "Norway, Peru")]
    assert events("Peru opened an embassy in Oslo in 1950. The Norwegian one in Lima was opened in 1955.") == opened
    assert events("A Peruvian factory in Oslo closed in 1950. The Norwegian one in Lima was opened in 1955.") == []


def test_currencies_are_those_that_are_in_use_anywhere():
    for words, unit in [("30 million pula", "BWP"), ("SBD 30 million", "SBD"), ("30 million Kenyan shillings", "KES")]:
        assert figures(f"In 2019 trade between Norway and Peru was {words}.") == [("trade", 30e6, unit, "2019")]
    assert figures("TOP 10 of the trade between Norway and Peru in 2019.") == []


def test_what_is_denied_or_was_to_be_is_no_fact():
    assert figures("Oslo denied newspaper reports that Norway had lent Peru $50 million in 2019.") == []
    assert events("In 2019 the newspapers had it that relations between Norway and Peru were to be broken off.") == []


def test_a_month_without_a_year_is_the_last_one_before_publication():
    text = (
        "OSLO, Nov. 16, 2021 (News) -- Norway will open an office in Lima next year.\n\n"
        "President Alma Quispe of Peru was in Oslo in August.\n"
    )
    assert [date for *_, date in visits(text)] == ["2021-08"]


def test_a_sentence_goes_on_from_the_date_outside_the_brackets():
    text = "Trade between Norway and Peru came to $5 million in 2022 (2021: $4 million). Peru exported goods worth $3 million."
    assert ("exports", 3e6, "USD", "2022") in figures(text)
