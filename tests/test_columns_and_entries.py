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


def test_columns_of_tabs_are_a_table_with_words_and_with_an_empty_corner():
    text = (
        "Peru and Norway\n\nDate\tEvent\tPlace\n3 May 1961\tState visit of President Alma Quispe\tOslo\n"
        "1964 May 3-5\tPM Jens Holm\tLima, Cusco\n9 June 1970\tOpening of the Peruvian embassy\tOslo\n\n"
        "Trade (million US dollars)\n\t2010\t2015\nPeruvian exports\t71\t58\nNorwegian exports\t98\t21\n"
    )
    assert visits(text) == [
        ("Alma Quispe", "President", "Norway", "1961-05-03"),
        ("Jens Holm", "Prime Minister", "Peru", "1964-05-03"),
    ]
    assert ("exports", 58e6, "USD", "2015") in figures(text) and len(figures(text)) == 4


def test_two_columns_of_tabs_are_entries_and_go_on_in_lines_without_a_year():
    text = (
        "Peru and Norway: a chronology\n\n1991\t25 August: Peru and Norway remember the treaty of 1920.\n"
        "\t29 August. Diplomatic relations restored.\n\tSeptember: Peruvian embassy opened in Oslo.\n"
        "2012\tForeign Minister Olav Berg in Lima, 5-6 March\n"
    )
    assert [(kind, date) for kind, date, _ in events(text)] == [
        ("mission_opened", "1991-09"),
        ("restored", "1991-08-29"),
    ]
    assert visits(text) == [("Olav Berg", "Foreign Minister", "Peru", "2012-03-05/2012-03-06")]


def test_the_number_of_a_section_makes_a_heading_and_that_of_an_entry_none():
    text = (
        "Peru and Norway\n\n1. Diplomatic relations\nEstablished: 3 October 1932\n\n2. Visits\na) From Peru\n"
        "- President Alma Quispe, 3 May 1961\n- Foreign Minister Juan Rojas, 12 Sept. 1970\nb) From Norway\n"
        "- Prime Minister Jens Holm, 1980 (official visit)\n"
    )
    assert events(text) == [("established", "1932-10-03", "Norway, Peru")]
    assert [(name, to) for name, _, to, _ in visits(text)] == [
        ("Alma Quispe", "Norway"), ("Jens Holm", "Peru"), ("Juan Rojas", "Norway")
    ]  # fmt: skip
    listed = "Peru and Norway\n\n1. Peru opened an embassy in Oslo in 1950\n2. Norway opened one in Lima in 1951\n"
    assert len(events(listed)) == 2


def test_bullets_part_the_entries_of_one_line():
    text = (
        "Peru and Norway\n\nNorwegian officials visiting Peru\n\n•Visit of Hon. Jens Holm, Prime Minister (1976) "
        "•Visit of Hon. O.P. Berg, Foreign Minister (1987) •Visit of the Prime Minister (1999)\n"
    )
    rows = bilateral.read_text(text, dyad=PAIR).visits
    assert rows["visitor"].tolist()[:2] == ["Jens Holm", "O.P. Berg"] and rows["visitor"].isna().tolist() == [
        False,
        False,
        True,
    ]
    assert rows["date"].tolist() == ["1976", "1987", "1999"] and set(rows["to_state"]) == {"Peru"}


def test_a_town_after_a_visitor_is_where_the_visit_was():
    text = (
        "Peru and Norway\n\nHeads of state have met on several occasions:\n\n• President Alma Quispe – Oslo, 24–26 May 1998\n"
        "• King Olav – Lima, on the margins of a summit, 16 May 2008\n\n"
        "2009 · Foreign Minister Juan Rojas, official visit, Oslo, 10 March.\n2010 · President Alma Quispe, Peru, signs a letter.\n"
    )
    assert visits(text) == [
        ("Alma Quispe", "President", "Norway", "1998-05-24/1998-05-26"),
        ("Juan Rojas", "Foreign Minister", "Norway", "2009-03-10"),
        ("Olav", "King", "Peru", "2008-05-16"),
    ]


def test_dates_that_begin_with_the_year_lead_entries():
    text = (
        "Peru and Norway\n\nVisits from Peru to Norway\n\n1999. 5. 30-6. 1  President Alma Quispe\n"
        "2001. 2  Foreign Minister Juan Rojas\n2016/05/18  President Ts. Mamani\n"
    )
    assert [(name, date) for name, _, _, date in visits(text)] == [
        ("Alma Quispe", "1999-05-30/1999-06-01"), ("Juan Rojas", "2001-02"), ("Ts. Mamani", "2016-05-18")
    ]  # fmt: skip


def test_an_arrow_in_a_heading_leads_from_the_one_to_the_other():
    text = "Peru and Norway\n\nHigh-level visits (Norway → Peru)\n\n- Foreign Minister Olav Berg, May 2006\n"
    assert visits(text) == [("Olav Berg", "Foreign Minister", "Peru", "2006-05")]


def test_a_label_has_a_series_an_aside_or_no_date():
    text = (
        "Peru and Norway\n\nCommunity\n\nStudents from Peru in Norway: 2016: 50; 2023: 271.\n"
        "2021 – Tourists from Norway to Peru: 2,300, a fifth of the 2019 figure.\n"
        "Peruvians living in Norway: 97 (as of June 2022)\nNorwegians resident in Peru: 1,870\n"
    )
    assert figures(text) == [
        ("other", 50.0, "people", "2016"), ("other", 271.0, "people", "2023"), ("population", 97.0, "people", "2022-06"),
        ("population", 1870.0, "people", ""), ("tourists", 2300.0, "people", "2021"),
    ]  # fmt: skip


def test_a_date_that_leads_an_amount_is_of_no_other():
    text = (
        "Peru and Norway\n\n2012 – Bilateral trade of Peru and Norway: USD 1.9 bn (2011: USD 1.4 bn).\n\n"
        "In 2023 trade with Norway reached USD 61.8 million, up 14% on 2022 (USD 54.2 million). "
        "Peruvian exports accounted for USD 22.4 million.\n\nTrade was USD 9 million in 1990. In 1989 the volume had been 10 million.\n"
    )
    assert [row for row in figures(text) if row[2] == "USD"] == [
        ("exports", 22.4e6, "USD", "2023"), ("trade", 9e6, "USD", "1990"), ("trade", 10e6, "USD", "1989"),
        ("trade", 54.2e6, "USD", "2022"), ("trade", 61.8e6, "USD", "2023"),
        ("trade", 1.4e9, "USD", "2011"), ("trade", 1.9e9, "USD", "2012"),
    ]  # fmt: skip


def test_numbers_of_people_with_a_point_for_thousands_and_after_their_community():
    text = "Peru and Norway\n\nSome 3.400 Peruvians hold permits in Norway. Norway welcomes a Peruvian diaspora of over 65,000.\n"
    assert [value for _, value, unit, _ in figures(text) if unit == "people"] == [3400.0, 65000.0]


def test_a_state_that_shares_all_its_names_is_the_one_that_the_text_also_names():
    text = (
        "Relations\n\nKorea and Peru opened relations in 1963. Seoul has an embassy in Lima. "
        "South Korea bought copper of Peru. Korean firms work in Peru.\n"
    )
    assert bilateral.read_text(text).sources["dyad"].tolist() == ["peru-south-korea"]


def test_any_number_of_entries_that_bullets_part_in_a_line_are_read():
    entries = " • ".join(f"In {1800 + n % 200} a ship of Peru sailed." for n in range(1500))
    corpus = bilateral.read_text(f"Norway and Peru\n\nEvents: {entries}\n", dyad=PAIR)
    assert corpus.sources["sentences"].item() > 1500


def test_letters_number_entries_and_headings():
    text = (
        "Peru and Norway\n\n2. Visits\na) From Peru\n(i) President Alma Quispe, in May 1961;\n(ii) Foreign Minister Juan Rojas, in 1970\n"
        "(iii) President Rosa Mamani, June 1980 (did not travel; visit cancelled)\n"
    )
    rows = bilateral.read_text(text, dyad=PAIR).visits
    assert rows["visitor"].tolist() == ["Alma Quispe", "Juan Rojas", "Rosa Mamani"] and set(rows["to_state"]) == {
        "Norway"
    }
    assert rows["took_place"].tolist() == [True, True, False]


def test_what_did_not_take_place_at_another_time_did_at_this():
    text = "Peru and Norway\n\nVisits from Peru to Norway\n- Alma Quispe, President: 16 May 1998 (the visit set for March 1997 did not take place)\n"
    assert bilateral.read_text(text, dyad=PAIR).visits["took_place"].tolist() == [True]


def test_a_timelines_entry_may_say_whose_minister_came_and_for_how_long():
    text = (
        "Peru and Norway\n\nJan. 1999: Foreign Minister Juan Rojas, one day in Oslo\n"
        "2003: Peru's foreign minister, Ana Mamani, in Oslo on 26 November\n2013 – Vice Premier Olav Berg in Lima\n"
    )
    assert visits(text)[:2] == [
        ("Ana Mamani", "Foreign Minister", "Norway", "2003-11-26"),
        ("Juan Rojas", "Foreign Minister", "Norway", "1999-01"),
    ]


def test_the_host_whom_an_entry_names_is_no_visitor():
    text = (
        "Peru and Norway\n\nVisits to Norway\n\n- 2019: President Alma Quispe of Peru and Prime Minister Nils Berg of Norway, Oslo\n"
        "- 2020: President Alma Quispe and King Olav, Oslo\n- March 2021: Prime Minister Rosa Mamani and Foreign Minister Juan Rojas\n"
    )
    assert [name for name, *_ in visits(text)] == ["Alma Quispe", "Alma Quispe", "Juan Rojas", "Rosa Mamani"]


def test_an_entry_with_a_number_and_a_year_is_no_heading():
    text = "Peru and Norway\n\nVisits\n1. Visit of President Alma Quispe of Peru to Norway, June 2013\n- state visit\n2. Visit of King Olav of Norway to Peru, June 2019\n"
    assert [name for name, *_ in visits(text)] == ["Alma Quispe", "Olav"]


def test_a_year_and_a_number_are_no_month():
    assert (
        events(
            "Peru and Norway\n\n1870. 2 Legations were opened in Oslo by Peru.\n1999. 10 Agreements were signed by Peru and Norway.\n"
        )[-1][1]
        != "1999-10"
    )
    assert (
        visits("Norway and Peru\n\nPrime Minister Theresa May of Norway (2016-2019) visited Peru in August 2017.\n")[0][
            0
        ]
        == "Theresa May"
    )


def test_a_heading_below_one_on_visits_does_not_go_on_with_it():
    text = "Peru and Norway\n\nVisits by Peruvian leaders\n\nAmbassadors\n\n- Juan Rojas, 1998-2002\n- Rosa Mamani, 1921-1927\n"
    assert visits(text) == []


def test_marks_of_entries_between_tabs_are_no_columns():
    text = "Peru and Norway\n\n" + "".join(
        f"\t•\tPresident Alma Quispe of Peru visited Norway in {year}.\n" for year in (2013, 2015, 2017)
    )
    assert len(visits(text)) == 3


def test_who_is_spoken_with_does_not_go_along():
    text = "Peru and Norway\n\nPresident Alma Quispe of Peru visited Norway in 2014 and spoke with her counterpart Prime Minister Nils Berg.\n"
    assert [name for name, *_ in visits(text)] == ["Alma Quispe"]


def test_the_number_of_a_version_is_no_date():
    rows = bilateral.read_text(
        "Peru and Norway\n\nPeru and Norway signed version 2003.4.1 of the agreement.\n", dyad=PAIR
    )
    assert "2003-04-01" not in set(rows.events["date"]) | set(rows.unread["quote"])


def test_a_list_is_missed_only_below_a_heading_that_can_have_one():
    text = (
        "Peru and Norway\n\nImports: coffee, tea\n\n1992 Nov. 11 President Quispe, visit to Oslo\n\nVisits since 1993\n\n"
        "Prose on other things follows here.\n"
    )
    remarks = bilateral.read_text(text, dyad=PAIR).sources["remarks"]
    assert remarks.str.findall("found no list under the heading “([^”]*)").item() == ["Visits since 1993"]


def test_entries_above_entries_further_in_are_headings_and_offices_stand_for_their_holders():
    text = "Embassy of Peru in Norway\n\n- High-level visits\n  - From Norway:\n\n    - Prime Minister of Norway - 1994, 2001 and 2009\n"
    rows = bilateral.read_text(text, dyad=PAIR).visits
    assert rows["visitor"].isna().all()
    assert [*zip(rows["office"], rows["to_state"], rows["date"])] == [
        ("Prime Minister", "Peru", date) for date in ("1994", "2001", "2009")
    ]


def test_lines_that_begin_with_dates_one_below_the_other_are_entries_not_headings():
    text = "Peru and Norway\n\nOct 2015: Prime Minister Nils Berg visits Lima\nMay 2016: Alma Quispe visits Oslo\n"
    rows = bilateral.read_text(text, dyad=PAIR).visits
    assert [*zip(rows["visitor"], rows["to_state"])] == [("Nils Berg", "Peru"), ("Alma Quispe", "Norway")]
