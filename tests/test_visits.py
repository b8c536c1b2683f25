"""This sentence or list gives this visit, and this one gives none. All names and sentences are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral


def read(text, dyad=("Peru", "Norway")):
    return bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).visits


def told(text, *columns, dyad=("Peru", "Norway")):
    visits = read(text, dyad)[list(columns)].astype(object)
    return [tuple(row) for row in visits.where(visits.notna(), None).values.tolist()]


PROSE = [
    ("President Alma Quispe visited Norway in May 1973.", "President Alma Quispe, Peru to Norway, visit, 1973-05"),
    ("In 1973, President Alma Quispe visited Norway.", "President Alma Quispe, Peru to Norway, visit, 1973"),
    (
        "In 1973 Peruvian President Alma Quispe paid a state visit to Norway.",
        "President Alma Quispe, Peru to Norway, state visit, 1973",
    ),
    (
        "Peruvian President Alma Quispe made an official visit to Oslo on 4 March 1973.",
        "President Alma Quispe, Peru to Norway, official visit, 1973-03-04",
    ),
    (
        "President Alma Quispe paid a two-day working visit to Norway in 1973.",
        "President Alma Quispe, Peru to Norway, working visit, 1973",
    ),
    (
        "President Alma Quispe paid a private visit to Norway in 1973.",
        "President Alma Quispe, Peru to Norway, private visit, 1973",
    ),
    (
        "President Alma Quispe became the first Peruvian head of state to visit Norway in 1973.",
        "President Alma Quispe, Peru to Norway, visit, 1973",
    ),
    (
        "President Alma Quispe attended the Arctic summit in Oslo in 1990.",
        "President Alma Quispe, Peru to Norway, summit, 1990",
    ),
    (
        "President Alma Quispe toured Norway in the summer of 1973.",
        "President Alma Quispe, Peru to Norway, visit, 1973-22",
    ),
    ("Peruvian President Alma Quispe visited in 1973.", "President Alma Quispe, Peru to Norway, visit, 1973"),
    (
        "The treaty was signed during the state visit of the President of Peru Alma Quispe in 1973.",
        "President Alma Quispe, Peru to Norway, state visit, 1973",
    ),
    (
        "The Peruvian President, Alma Quispe, on her two-day visit to Norway in 1973, opened a fair.",
        "President Alma Quispe, Peru to Norway, visit, 1973",
    ),
    (
        "In 1973 President Alma Quispe of Peru made the first visit ever to Norway.",
        "President Alma Quispe, Peru to Norway, visit, 1973",
    ),
    ("President Alma Quispe flew to Oslo in 1973.", "President Alma Quispe, Peru to Norway, visit, 1973"),
    (
        "President Alma Quispe arrived in Oslo on 4 May 1973.",
        "President Alma Quispe, Peru to Norway, visit, 1973-05-04",
    ),
    ("Former President Alma Quispe visited Norway in 1973.", "President Alma Quispe, Peru to Norway, visit, 1973"),
    (
        "President Alma Quispe, who was born in 1930, visited Norway in 1973.",
        "President Alma Quispe, Peru to Norway, visit, 1973",
    ),
    ("President Alma Quispe visited Sweden and Norway in 1973.", "President Alma Quispe, Peru to Norway, visit, 1973"),
    ("President Dr. Alma Quispe visited Norway in 1973.", "President Alma Quispe, Peru to Norway, visit, 1973"),
    (
        "During a visit of Peruvian President Alma Quispe to Norway in 1980, they talked.",
        "President Alma Quispe, Peru to Norway, visit, 1980",
    ),
    (
        "Norwegian Prime Minister Olav Berg travelled to Lima in June 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980-06",
    ),
    (
        "Norwegian Prime Minister Olav Berg traveled to Lima in June 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980-06",
    ),
    (
        "Prime Minister Olav Berg of Norway visited Lima in June 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980-06",
    ),
    (
        "Olav Berg, Prime Minister of Norway, visited Lima in June 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980-06",
    ),
    (
        "The Norwegian prime minister, Olav Berg, visited Lima in June 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980-06",
    ),
    (
        "During a visit by Norwegian Prime Minister Olav Berg to Peru in 1980, they talked.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980",
    ),
    (
        "Prime Minister Olav Berg's visit to Peru in 1980 was a success.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980",
    ),
    (
        "President Alma Quispe received Norwegian Prime Minister Olav Berg in Lima in 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980",
    ),
    (
        "President Alma Quispe hosted Prime Minister Olav Berg of Norway in Lima in 1980.",
        "Prime Minister Olav Berg, Norway to Peru, visit, 1980",
    ),
    (
        "Norwegian Foreign Minister Olav Berg was received in Lima in 1981.",
        "Foreign Minister Olav Berg, Norway to Peru, visit, 1981",
    ),
    (
        "Norway's Minister of Foreign Affairs, Olav Berg, visited Lima in 1981.",
        "Foreign Minister Olav Berg, Norway to Peru, visit, 1981",
    ),
    (
        "Norwegian Vice President Olav Berg visited Lima in 1980.",
        "Vice President Olav Berg, Norway to Peru, visit, 1980",
    ),
    (
        "Norwegian Minister of Trade Olav Berg visited Lima in 1980.",
        "Minister of Trade Olav Berg, Norway to Peru, visit, 1980",
    ),
    (
        "King Harald V of Norway visited Peru on 3-5 May 1996.",
        "King Harald V, Norway to Peru, visit, 1996-05-03/1996-05-05",
    ),
    ("Queen Sonja of Norway visited Cusco in 1996.", "Queen Sonja, Norway to Peru, visit, 1996"),
    (
        "In 2008 President Juan Pérez de la Cruz Villanueva visited Norway.",
        "President Juan Pérez de la Cruz Villanueva, Peru to Norway, visit, 2008",
    ),
    (
        "President Ole van der Berg of Norway visited Peru in 1996.",
        "President Ole van der Berg, Norway to Peru, visit, 1996",
    ),
    ("President J. M. Quispe visited Norway in 1973.", "President J. M. Quispe, Peru to Norway, visit, 1973"),
]


@pytest.mark.parametrize(("text", "row"), PROSE)
def test_a_sentence_gives_who_went_where_and_when(text, row):
    visits = read(text)
    said = zip(*(visits[c] for c in ("office", "visitor", "from_state", "to_state", "kind", "date")), strict=True)
    assert ["{} {}, {} to {}, {}, {}".format(*visit) for visit in said] == [row]
    assert visits["took_place"].tolist() == [True]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Peruvian President Alma Quispe made an official visit to Oslo in 1973.", "Oslo"),
        ("Queen Sonja of Norway visited Cusco in 1996.", "Cusco"),
        ("President Alma Quispe visited Norway in 1973.", None),
    ],
)
def test_a_town_is_the_place_and_says_the_state(text, place):
    assert told(text, "place") == [(place,)]


SEVERAL = [
    (
        "President Alma Quispe visited Norway in 1975, 1981 and 1983.",
        [("Alma Quispe", "1975"), ("Alma Quispe", "1981"), ("Alma Quispe", "1983")],
    ),
    (
        "President Alma Quispe and Foreign Minister Juan Rojas visited Norway in 1973.",
        [("Alma Quispe", "1973"), ("Juan Rojas", "1973")],
    ),
    (
        "King Harald V and Queen Sonja of Norway visited Peru in 1996.",
        [("Harald V", "1996")],  # his queen goes along
    ),
    (
        "President Alma Quispe visited Norway in 1975, and in 1981 her successor Rosa Paz met him in Lima.",
        [("Alma Quispe", "1975")],
    ),
    ("President Alma Quispe visited Norway in 1975 and 1981.", [("Alma Quispe", "1975"), ("Alma Quispe", "1981")]),
    (
        "President Alma Quispe visited Norway in 1975 and again in 1981.",
        [("Alma Quispe", "1975"), ("Alma Quispe", "1981")],
    ),
    (
        "Foreign Minister Juan Rojas visited Oslo in March 1999, as did President Alma Quispe in 2001.",
        [("Juan Rojas", "1999-03"), ("Alma Quispe", "2001")],
    ),
    (
        "President Alma Quispe visited Norway in 1973; Prime Minister Olav Berg visited Peru in 1980.",
        [("Alma Quispe", "1973"), ("Olav Berg", "1980")],
    ),
    (
        "Prime Minister Olav Berg visited Peru in 1980. He visited Cusco in 1984.",
        [("Olav Berg", "1980"), ("Olav Berg", "1984")],
    ),
    (
        "President Alma Quispe visited Norway in 1980. In 1982 she visited Oslo again.",
        [("Alma Quispe", "1980"), ("Alma Quispe", "1982")],
    ),
]


@pytest.mark.parametrize(("text", "visits"), SEVERAL)
def test_several_visits_are_several_rows(text, visits):
    assert told(text, "visitor", "date") == visits


MEETINGS = [
    ("Peruvian President Alma Quispe met with Norwegian Prime Minister Olav Berg in New York in 1985.", "New York"),
    ("Peruvian President Alma Quispe met Norwegian Prime Minister Olav Berg in 1985.", None),
    ("Peruvian President Alma Quispe and Norwegian Prime Minister Olav Berg met in Geneva in 1985.", "Geneva"),
]


@pytest.mark.parametrize(("text", "place"), MEETINGS)
def test_a_meeting_elsewhere_has_a_counterpart_and_no_host(text, place):
    columns = ("visitor", "counterpart", "from_state", "to_state", "kind", "date", "place")
    assert told(text, *columns) == [("Alma Quispe", "Olav Berg", "Peru", None, "meeting", "1985", place)]


UNREAL = [
    ("President Alma Quispe planned to visit Norway in 1990.", "1990"),
    ("President Alma Quispe will visit Norway in 2030.", "2030"),
    ("Prime Minister Alma Quispe is expected to visit Oslo in May 2031.", "2031-05"),
    ("The visit of President Alma Quispe to Norway, planned for 1990, was cancelled.", "1990"),
    ("A visit by President Alma Quispe to Oslo was planned for 1990 but did not take place.", "1990"),
    ("President Alma Quispe's visit to Norway in 1990 was postponed.", "1990"),
    ("President Alma Quispe postponed her visit to Oslo in 1990.", "1990"),
    ("President Alma Quispe did not visit Norway in 1990.", "1990"),
]


@pytest.mark.parametrize(("text", "date"), UNREAL)
def test_a_visit_that_was_planned_or_cancelled_did_not_take_place(text, date):
    assert told(text, "visitor", "to_state", "date", "took_place") == [("Alma Quispe", "Norway", date, False)]


NONE = [
    "President Alma Quispe visited Chile in 1973.",
    "Swedish Prime Minister Nils Holm visited Peru in 1973.",
    "Peruvian sailor Juan Rojas visited Norway in 1973.",
    "Norwegian poet Olav Berg visited Peru in 1950.",
    "A series of high-level visits took place in the 1990s.",
    "A Norwegian trade delegation visited Lima in 1973.",
    "In 1973 approximately 4,000 Norwegians visited Peru.",
    "President Alma Quispe studied in Norway in 1953.",
    "President Alma Quispe welcomed a treaty with Norway in 1973.",
    "Exiled President Alma Quispe moved to Norway in 1973.",
    "State visits from Peru to Norway",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_visit_of_an_office_holder_gives_none(text):
    assert told(text, "visitor") == []


LISTS = [
    (
        "Visits from Peru to Norway\n\n- President Alma Quispe (1975, 1981)\n- Foreign Minister Juan Rojas (May 1990)",
        [
            ("Alma Quispe", "Peru", "1975", "visit"),
            ("Alma Quispe", "Peru", "1981", "visit"),
            ("Juan Rojas", "Peru", "1990-05", "visit"),
        ],
    ),
    (
        "Visits from Peru to Norway\n\n- President Alma Quispe (1975)\n- Foreign Minister Juan Rojas (May 1990)",
        [("Alma Quispe", "Peru", "1975", "visit"), ("Juan Rojas", "Peru", "1990-05", "visit")],
    ),
    (
        "Presidential visits from Peru to Norway\n\n• President Alma Quispe (1975)\n\n"
        "Presidential visits from Norway to Peru\n\n• Prime Minister Olav Berg (4 March 1980)",
        [("Alma Quispe", "Peru", "1975", "visit"), ("Olav Berg", "Norway", "1980-03-04", "visit")],
    ),
    (
        "Visits from Peru to Norway\n\n* June 1975: President Alma Quispe\n* 1990: Foreign Minister Juan Rojas",
        [("Alma Quispe", "Peru", "1975-06", "visit"), ("Juan Rojas", "Peru", "1990", "visit")],
    ),
    (
        "Visits by Peruvian leaders to Norway\n\n- President Alma Quispe: June 1975\n- President Juan Rojas - 1990",
        [("Alma Quispe", "Peru", "1975-06", "visit"), ("Juan Rojas", "Peru", "1990", "visit")],
    ),
    (
        "High-level visits from Norway to Peru\n\n- Prime Minister Olav Berg, official visit (4-6 May 1990)\n"
        "- King Harald V (state visit, 1996)\n- Crown Prince Haakon (2003)",
        [
            ("Olav Berg", "Norway", "1990-05-04/1990-05-06", "official visit"),
            ("Harald V", "Norway", "1996", "state visit"),
            ("Haakon", "Norway", "2003", "visit"),
        ],
    ),
    (
        "State visits from Norway to Peru\n\n| Date | Visitor |\n| 4 March 1980 | Prime Minister Olav Berg |\n"
        "| 1996 | King Harald V |",
        [("Olav Berg", "Norway", "1980-03-04", "visit"), ("Harald V", "Norway", "1996", "visit")],
    ),
    (
        "Visits to Norway\n\n- Alma Quispe, President, 1975\n"
        "- President Juan Rojas, official visit, 4-6 May 1990. Met with Prime Minister Berg on 5 May.",
        [("Alma Quispe", "Peru", "1975", "visit"), ("Juan Rojas", "Peru", "1990-05-04/1990-05-06", "official visit")],
    ),
    ("Visits from Chile to Sweden\n\n- President Alma Quispe (1975)", []),
]


@pytest.mark.parametrize(("text", "visits"), LISTS)
def test_a_list_under_a_heading_gives_its_visits_in_the_headings_direction(text, visits):
    assert told(text, "visitor", "from_state", "date", "kind") == visits


def test_a_list_ends_at_the_next_heading():
    text = "Visits from Peru to Norway\n\n- President Alma Quispe (1975)\n\nTrade\n\nIn 1991 President Vega wrote."
    assert told(text, "visitor") == [("Alma Quispe",)]


def test_a_visit_told_in_prose_and_in_a_list_is_one_row_at_the_finer_date():
    text = (
        "In 1975 President Alma Quispe visited Norway with her ministers.\n\n"
        "Visits from Peru to Norway\n\n- President Alma Quispe (4 June 1975)"
    )
    assert told(text, "visitor", "date") == [("Alma Quispe", "1975-06-04")]


PEOPLE = st.sampled_from(
    ["Alma Quispe", "José María Gutiérrez", "Ingrid af Berg", "Abdul Rahman", "N’Golo Traoré", "Li Wei"]
)
STATES = st.sampled_from([("Peru", "Norway"), ("Ghana", "Brazil"), ("Iceland", "Mali"), ("Chile", "Japan")])
WAYS = [
    "{o} {p} of {a} visited {b} in {y}.",
    "In {y}, {o} {p} of {a} paid an official visit to {b}.",
    "{p}, {o} of {a}, travelled to {b} in {y}.",
]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    PEOPLE,
    STATES,
    st.sampled_from(WAYS),
    st.sampled_from(["President", "Prime Minister", "Foreign Minister"]),
    st.integers(1850, 2024),
)
def test_the_same_words_on_anybody_of_any_state_give_the_same_visit(person, dyad, way, office, year):
    text = way.format(o=office, p=person, a=dyad[0], b=dyad[1], y=year)
    columns = ("visitor", "office", "from_state", "to_state", "date")
    assert told(text, *columns, dyad=dyad) == [(person, office, *dyad, str(year))]


@pytest.mark.parametrize(
    ("sentence", "visitor", "to"),
    [
        ("In 1990 President Alonso Quispe of Peru was invited to Oslo.", "Alonso Quispe", "Norway"),
        ("In May 1993, Prime Minister Taro Berg of Norway cancelled a planned visit to Peru.", "Taro Berg", "Peru"),
        ("Norway invited President Quispe to visit Oslo in 1999.", "Quispe", "Norway"),
    ],
)
def test_an_invited_or_cancelled_visitor_did_not_go(sentence, visitor, to):
    table = bilateral.read_text(f"Peru–Norway relations\n\n{sentence}", dyad=("Peru", "Norway")).visits
    assert list(table["visitor"]) == [visitor] and list(table["to_state"]) == [to]
    assert list(table["took_place"]) == [False]


def test_a_name_without_its_office_is_that_of_the_office_holder_named_before():
    text = "President Alma Quispe of Peru sent a letter in 1972. A year later, Quispe visited Norway."
    assert told(text, "visitor", "office", "date") == [("Alma Quispe", "President", "1973")]


@pytest.mark.parametrize(
    "text",
    [
        "President Alma Quispe of Peru stayed in Lima in 1967, while the sailor Ola Nordmann went to Peru in 1975.",
        "President Alma Quispe of Peru visited the Norwegian embassy in Lima in 1973.",
        "In 1973 President Alma Quispe of Peru visited the Bergen Shipping Company in Lima.",
    ],
)
def test_who_else_went_or_what_else_was_seen_is_no_visit(text):
    assert told(text, "visitor", "to_state") == []


def lines(text):
    """The visits of a text as lines, after a look whether each quote stands where it says, in a line of its own."""
    corpus = bilateral.read_text(f"Peru–Norway relations\n\n{text}\n", dyad=("Peru", "Norway"))
    for row in corpus.visits.to_dict("records"):
        source = corpus.texts[row["source"]]
        assert source[row["char_start"] : row["char_end"]] == row["quote"] and "\n" not in row["quote"]
        at = int(row["date_char_start"])
        assert source[at : at + len(row["date_text"])] == row["date_text"]
    columns = ("office", "visitor", "from_state", "to_state", "date")
    said = zip(*(corpus.visits[c] for c in columns), strict=True)
    return ["{} {}, {} to {}, {}".format(*visit) for visit in said]


TABLES = [
    (
        "Visits from Norway to Peru\n\n| Year | Guest | Capacity |\n| 1964 | Olav | King of Norway |\n"
        "| 1994 | Jens Holm | Foreign Minister |\n| 2003 | Trude Vik | Vice Minister of Commerce |",
        [
            "King Olav, Norway to Peru, 1964",
            "Foreign Minister Jens Holm, Norway to Peru, 1994",
            "Vice Minister of Commerce Trude Vik, Norway to Peru, 2003",
        ],
    ),
    (
        "Visits from Norway to Peru\n\n| Prime Minister | Jens Holm | 4 May 1996 |\n| King | Olav | 1964 |",
        ["Prime Minister Jens Holm, Norway to Peru, 1996-05-04", "King Olav, Norway to Peru, 1964"],
    ),
    (
        "High-level visits\n\n| Date | Visitor | Title | Place |\n|---|---|---|---|\n"
        "| 4 May 1996 | H.E. Jens Holm | Prime Minister of Norway | Lima |\n"
        "| 1999 | Alma Quispe | President | Oslo |\n| 2001 | Juan Rojas | President | Santiago |",
        ["Prime Minister Jens Holm, Norway to Peru, 1996-05-04", "President Alma Quispe, Peru to Norway, 1999"],
    ),
    (
        "High-level visits\n\n| Office | Name | Country | When |\n| Prime Minister | Jens Holm | Norway | May 1996 |\n"
        "| President | Alma Quispe | Peru | 1999 |\n| President | Luis Vega | Chile | 1998 |",
        ["Prime Minister Jens Holm, Norway to Peru, 1996-05", "President Alma Quispe, Peru to Norway, 1999"],
    ),
    (
        "| Date | Host | Visitor |\n| 4 May 1996 | President Alma Quispe of Peru | Prime Minister Jens Holm of Norway |",
        ["Prime Minister Jens Holm, Norway to Peru, 1996-05-04"],
    ),
    (
        "High-level visits\n\n| Visitor | Date |\n| Former Norwegian Prime Minister Jens Holm | 1996 |",
        ["Prime Minister Jens Holm, Norway to Peru, 1996"],
    ),
]


@pytest.mark.parametrize(("text", "visits"), TABLES)
def test_this_table_gives_these_rows(text, visits):
    assert lines(text) == visits


NO_VISITS = [
    "Embassy staff\n\n| Name | Position | Since |\n| Ole Berg | Minister Counsellor | 2012 |\n| Jens Holm | Ambassador | 2010 |",
    "Presidents of Peru\n\n| President | Took office | Left office |\n| Alma Quispe | 1990 | 1995 |",
    "| Office | Norway | Peru |\n| President | – | Alma Quispe (2010) |\n| Prime Minister | Jens Holm (2013) | Juan Rojas (2011) |",
    "Visits from Norway to Peru\n\n| Date | Title | Place |\n| 2010 | Summit of Presidents | Lima |",
    "Visits\n\n| Visitor | Title | Year |\n| Luis Vega | President of Chile | 2010 |",
    "Trade\n\nFrom the Norwegian side:\n\n- Minister Jens Holm, 2012",
]


@pytest.mark.parametrize("text", NO_VISITS)
def test_this_table_gives_none(text):
    assert lines(text) == []


SIDES = [
    (
        "Exchange of visits\n\nFrom the Norwegian side:\n\n1. Hon'ble Prime Minister Begum Ingrid Vik, 8-10 February 2010\n"
        "2. Foreign Minister Jens Holm, 2012\n\nFrom the Peruvian side:\n\n1. President Alma Quispe, 4 May 2016\n\n"
        "Trade\n\nFrom the Norwegian side:\n\n1. Minister Ole Berg, 2017",
        [
            "Prime Minister Ingrid Vik, Norway to Peru, 2010-02-08/2010-02-10",
            "Foreign Minister Jens Holm, Norway to Peru, 2012",
            "President Alma Quispe, Peru to Norway, 2016-05-04",
        ],
    ),
    (
        "VVIP visits\n\nVisits to Norway\n\n- President Alma Quispe, 2016\n\nTo Peru\n\n- King Olav, 1964",
        ["President Alma Quispe, Peru to Norway, 2016", "King Olav, Norway to Peru, 1964"],
    ),
    (
        "Visits of the Prime Minister of Norway to Peru: June 2007 (Jens Holm), 30 September – 1 October 2011 (Jens Holm), "
        "May 2016 (Trude Vik).",
        [
            "Prime Minister Jens Holm, Norway to Peru, 2007-06",
            "Prime Minister Jens Holm, Norway to Peru, 2011-09-30/2011-10-01",
            "Prime Minister Trude Vik, Norway to Peru, 2016-05",
        ],
    ),
    (
        "Visits of the Prime Minister of Norway to Peru\n\n- June 2007: Jens Holm\n- Ole Berg, 2011\n- 2013 (Official Visit)\n"
        "- May 2016 (Trude Vik)",
        [
            "Prime Minister Jens Holm, Norway to Peru, 2007-06",
            "Prime Minister Ole Berg, Norway to Peru, 2011",
            "Prime Minister Trude Vik, Norway to Peru, 2016-05",
        ],
    ),
    (
        "State visits to Norway: President Alma Quispe (1990), President Luis Vega (1994, 1996).",
        [
            "President Alma Quispe, Peru to Norway, 1990",
            "President Luis Vega, Peru to Norway, 1994",
            "President Luis Vega, Peru to Norway, 1996",
        ],
    ),
    (
        "Norwegian visits to Peru\n\n- Prime Minister Jens Holm (1990)",
        ["Prime Minister Jens Holm, Norway to Peru, 1990"],
    ),
]


@pytest.mark.parametrize(("text", "visits"), SIDES)
def test_a_heading_says_the_side_or_the_office_of_the_visits_below_it(text, visits):
    assert lines(text) == visits


TOGETHER = [
    (
        "Prime ministers Jens Holm (1982) and Ole Berg (1989, 1993) of Norway both came to Lima.",
        [
            "Prime Minister Jens Holm, Norway to Peru, 1982",
            "Prime Minister Ole Berg, Norway to Peru, 1989",
            "Prime Minister Ole Berg, Norway to Peru, 1993",
        ],
    ),
    (
        "Queen Sonja, accompanied by Prince Haakon and Foreign Minister Ole Berg, was on a state visit to Peru from 12 to 16 "
        "October 1987.",
        [
            "Queen Sonja, Norway to Peru, 1987-10-12/1987-10-16",
            "Foreign Minister Ole Berg, Norway to Peru, 1987-10-12/1987-10-16",
        ],
    ),
    (
        "Prime Minister Jens Holm visited Lima in May 1990. He had been there before, in November 1983. Holm returned in 1996.",
        [
            "Prime Minister Jens Holm, Norway to Peru, 1990-05",
            "Prime Minister Jens Holm, Norway to Peru, 1983-11",
            "Prime Minister Jens Holm, Norway to Peru, 1996",
        ],
    ),
    ("Peru hosted Prime Minister Jens Holm in July 2014.", ["Prime Minister Jens Holm, Norway to Peru, 2014-07"]),
    (
        "In March 2003 Prime Minister Jens Holm was received in Lima, and Sir Juan Rojas travelled to Oslo on 15 May 2005.",
        ["Prime Minister Jens Holm, Norway to Peru, 2003-03", "<NA> Juan Rojas, Peru to Norway, 2005-05-15"],
    ),
    (
        "Alma Quispe, a painter's daughter, visited Norway ten times; she arrived there again on 17 November 2000.",
        ["<NA> Alma Quispe, Peru to Norway, 2000-11-17"],
    ),
    (
        "Accompanied by Foreign Minister Ole Berg, Prime Minister Jens Holm visited Lima in 1990.",
        ["Prime Minister Jens Holm, Norway to Peru, 1990", "Foreign Minister Ole Berg, Norway to Peru, 1990"],
    ),
    (
        "Prime Minister Jens Holm visited Lima in May 1990. His counterpart, Juan Rojas, came to Oslo on 14 June 1994.",
        ["Prime Minister Jens Holm, Norway to Peru, 1990-05", "Prime Minister Juan Rojas, Peru to Norway, 1994-06-14"],
    ),
    (
        "King Olav travelled to Lima in June 1970; the Peruvian president, Alma Quispe, returned the visit in November 1971.",
        ["King Olav, Norway to Peru, 1970-06", "President Alma Quispe, Peru to Norway, 1971-11"],
    ),
    (
        "Prime Minister Jens Holm of Norway visited Lima in May 1990. Prime Minister Trude Vik followed in June 2014.",
        ["Prime Minister Jens Holm, Norway to Peru, 1990-05", "Prime Minister Trude Vik, Norway to Peru, 2014-06"],
    ),
    (
        "The first head of state to visit Peru was King Olav of Norway, who spent four days in the country in June 1954.",
        ["King Olav, Norway to Peru, 1954-06"],
    ),
]


@pytest.mark.parametrize(("text", "visits"), TOGETHER)
def test_people_told_together_are_each_a_visit_or_none(text, visits):
    assert lines(text) == visits


def test_the_second_sentence_of_a_dated_entry_has_its_date():
    text = "Ghana–United States relations\n\n* 8 March 1961: Official visit. President Nkrumah in New York\n"
    [visit] = bilateral.read_text(text).visits.to_dict("records")
    assert (visit["visitor"], visit["from_state"], visit["to_state"]) == ("Nkrumah", "Ghana", "United States")
    assert (visit["date"], visit["date_text"]) == ("1961-03-08", "8 March 1961")


def test_a_line_that_names_nobody_gives_no_visit():
    text = "Malaysia–Peru relations\n\nVisitors from Malaysia: 53,000 (2017)"
    assert bilateral.read_text(text, dyad=("Malaysia", "Peru")).visits.empty


def test_headings_that_state_a_direction_head_lists_of_visits():
    text = (
        "From Peru to Norway\n\n- March 2014 President Alma Quispe\n- May 2007 Foreign Minister Juan Rojas\n\n"
        "From Norway to Peru\n\n- September 2014 Prime Minister Jens Holm\n"
    )
    assert told(text, "visitor", "from_state", "date") == [
        ("Alma Quispe", "Peru", "2014-03"),
        ("Juan Rojas", "Peru", "2007-05"),
        ("Jens Holm", "Norway", "2014-09"),
    ]


def test_a_register_with_arrows_and_dates_in_figures_is_a_list_of_visits():
    text = (
        "Exchange of visits\n\nPeru → Norway\n29–30.06.1995   Alma Quispe, President, official visit\n"
        "15.11.2017      Juan Rojas, Minister of Foreign Affairs\n\nNorway → Peru\n11.1999         Jens Holm, Prime Minister\n"
        "30.09–01.10.2022  Ole Berg, Prime Minister; opening of a fair\n"
    )
    assert told(text, "visitor", "from_state", "date") == [
        ("Alma Quispe", "Peru", "1995-06-29/1995-06-30"),
        ("Juan Rojas", "Peru", "2017-11-15"),
        ("Jens Holm", "Norway", "1999-11"),
        ("Ole Berg", "Norway", "2022-09-30/2022-10-01"),
    ]


def test_entries_below_a_year_may_begin_with_a_month():
    text = "2004\nFebruary – President Alma Quispe in Oslo.\n\n2019\n17 September – Prime Minister Jens Holm received by President Juan Rojas in Lima."
    assert told(text, "visitor", "from_state", "date") == [
        ("Alma Quispe", "Peru", "2004-02"),
        ("Jens Holm", "Norway", "2019-09-17"),
    ]


def test_a_heading_that_names_nobody_has_no_direction():
    assert told("Visits\n\n# to\n\n- May 2007 Foreign Minister Juan Rojas", "visitor", "to_state") == []
