"""Sentences as ministries, embassies and newspapers write them, and the visits that they tell. Names and events are made up."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral.mentions import persons as people

SINCE = "Alma Quispe became President of Peru in 1970. Nils Berg was Prime Minister of Norway. "


def told(text, dyad=("Peru", "Norway")):
    visits = bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).visits
    return [f"{v.visitor} to {v.to_state}, {v.date}" for v in visits.itertuples() if v.took_place]


VISITS = [
    (
        "Visits at the highest level: President Alma Quispe to Oslo (1978); Prime Minister Nils Berg to Lima (1981).",
        ["Alma Quispe to Norway, 1978", "Nils Berg to Peru, 1981"],
    ),
    ("The first Peruvian president to visit Norway was Alma Quispe, in 1978.", ["Alma Quispe to Norway, 1978"]),
    (
        "The first visit to Lima of a Norwegian head of government, that of Prime Minister Nils Berg in May 1991, was short.",
        ["Nils Berg to Peru, 1991-05"],
    ),
    (
        "The Peruvian president, Alma Quispe, opened the exhibition in Oslo on 4 May 1978.",
        ["Alma Quispe to Norway, 1978-05-04"],
    ),
    ("Norway sent its prime minister, Nils Berg, to Lima on 28 July 1990.", ["Nils Berg to Peru, 1990-07-28"]),
    ("King Olav V paid Peru a state visit in 1967.", ["Olav V to Peru, 1967"]),
    ("King Olav V visited Chile and Peru in 1967.", ["Olav V to Peru, 1967"]),
    (
        "President Alma Quispe of Peru visited Norway in 1974. The president was in Oslo again in 1976.",
        ["Alma Quispe to Norway, 1974", "Alma Quispe to Norway, 1976"],
    ),
    (
        "Foreign Minister Rosa Paz of Peru visited Oslo in 1974. Her predecessor, Luis Vega, had been there in 1971.",
        ["Rosa Paz to Norway, 1974", "Luis Vega to Norway, 1971"],
    ),
    (
        "Prime Minister Nils Berg's visit to Peru, the first since 1978, took place in May 1994.",
        ["Nils Berg to Peru, 1994-05"],
    ),
    (
        "May 1994: Norwegian Prime Minister Nils Berg in Lima\nMay 1999: State visit by President Alma Quispe to Norway",
        ["Nils Berg to Peru, 1994-05", "Alma Quispe to Norway, 1999-05"],
    ),
    (
        "BILATERAL VISITS\n\nFrom Norway\n\nPrime Minister Nils Berg - October 1981\nKing Olav V - 1967",
        ["Nils Berg to Peru, 1981-10", "Olav V to Peru, 1967"],
    ),
    ("President Alma Quispe of Peru stayed in touch with Norway in 1973.", []),
    ("Prime Minister Nils Berg had come to power in Norway in 1973, before Peru had a king.", []),
    (
        "Visits to Norway:\n\n- President Alma Quispe: Oslo, May 1973; Madrid, June 1973\n- President Rosa Paz, May 1976 (postponed from 1975)",
        ["Alma Quispe to Norway, 1973-05", "Rosa Paz to Norway, 1976-05"],
    ),
    (
        "Prime Minister Nils Berg and Queen Margrethe II of Norway visited Peru in 1973.",
        ["Nils Berg to Peru, 1973", "Margrethe II to Peru, 1973"],
    ),
    (SINCE + "Quispe was also in Oslo on 3 May 1973.", ["Alma Quispe to Norway, 1973-05-03"]),
    (
        SINCE + "President Quispe of Peru came on a State Visit from 10 to 12 May 1973.",
        ["Quispe to Norway, 1973-05-10/1973-05-12"],
    ),
    (
        "In 1973 President Alma Quispe of Peru, at the invitation of Crown Prince Harald, landed in Oslo.",
        ["Alma Quispe to Norway, 1973"],
    ),
    ("President Alma Quispe of Peru travels to Oslo in May 1973.", ["Alma Quispe to Norway, 1973-05"]),
    ("President Alma Quispe of Peru is received in Oslo on 3 May 1973.", ["Alma Quispe to Norway, 1973-05-03"]),
    ("Rosa Quispe, the president's daughter, has an office. Nobody came from Peru in 1973.", []),
    (
        "Visits to Norway:\n\n- President Alma Quispe: Oslo, 3 May 1973; Bergen, 4 June 1975\n- Foreign Minister Rosa Paz, 1976: postponed",
        ["Alma Quispe to Norway, 1973-05-03", "Alma Quispe to Norway, 1975-06-04"],
    ),
    (
        "Visits to Norway:\n\nPresident Alma Quispe (May 1973, 1975)\n\nRosa Paz (Foreign Minister), 2 June 1976",
        ["Alma Quispe to Norway, 1973-05", "Alma Quispe to Norway, 1975", "Rosa Paz to Norway, 1976-06-02"],
    ),
    (
        SINCE + "In 1973 Quispe visited Norway and in 1974 the King came to Peru.",
        ["Alma Quispe to Norway, 1973", "<NA> to Peru, 1974"],
    ),
    ("H.E. Ms. Alma Quispe, President of Peru, paid a State Visit to Norway in 1973.", ["Alma Quispe to Norway, 1973"]),
    (
        "At the invitation of King Olav V, President Alma Quispe of Peru paid an official visit to Norway in 1973.",
        ["Alma Quispe to Norway, 1973"],
    ),
    (
        "From 5 to 7 June 1973, at the kind invitation of the King, President Alma Quispe of Peru visited Oslo.",
        ["Alma Quispe to Norway, 1973-06-05/1973-06-07"],
    ),
    (
        "Norwegian Foreign Minister Nils Berg held talks with his Peruvian counterpart in Lima on 5 May 1985.",
        ["Nils Berg to Peru, 1985-05-05"],
    ),
    (
        "President Alma Quispe of Peru was received by King Olav V in Oslo on 5 June 1973.",
        ["Alma Quispe to Norway, 1973-06-05"],
    ),
    (
        "In June 1985 Foreign Minister Nils Berg was received in Lima by his counterpart, Alma Quispe.",
        ["Nils Berg to Peru, 1985-06"],
    ),
    (
        "The President of Peru, Alma Quispe, concluded a three-day state visit to Norway on 7 June 1973.",
        ["Alma Quispe to Norway, 1973-06-07"],
    ),
    ("Norwegian Prime Minister Nils Berg led a delegation to Peru in May 1986.", ["Nils Berg to Peru, 1986-05"]),
    ("Norway was visited by President Alma Quispe in 1973.", ["Alma Quispe to Norway, 1973"]),
    (
        "Peruvian President Alma Quispe held a meeting with Prime Minister Nils Berg in Oslo in June 1973.",
        ["Alma Quispe to Norway, 1973-06"],
    ),
    (
        "President Alma Quispe's trip to Oslo in June 1973 was followed by that of Prime Minister Nils Berg to Lima in May 1976.",
        ["Alma Quispe to Norway, 1973-06", "Nils Berg to Peru, 1976-05"],
    ),
    (
        "High level visits include those of President Alma Quispe to Norway in 1973 and of King Olav to Peru in 1976.",
        ["Alma Quispe to Norway, 1973", "Olav to Peru, 1976"],
    ),
    (
        "The last high-level visit from Peru was that of President Alma Quispe in June 1973.",
        ["Alma Quispe to Norway, 1973-06"],
    ),
    (
        "During his visit to Lima in 1976, Prime Minister Nils Berg opened the new embassy.",
        ["Nils Berg to Peru, 1976"],
    ),
    (
        "President Alma Quispe received Prime Minister Nils Berg at the Government Palace in Lima on 3 March 1976.",
        ["Nils Berg to Peru, 1976-03-03"],
    ),
    (
        "In 1973 Alma Quispe became the first Peruvian president to visit Norway in twenty years.",
        ["Alma Quispe to Norway, 1973"],
    ),
    (f"{SINCE}In 1973 Quispe flew to Oslo.", ["Alma Quispe to Norway, 1973"]),
    (f"{SINCE}Berg's visit to Lima in 1976 was a success.", ["Nils Berg to Peru, 1976"]),
    ("Nils Berg's visit to Lima in May 1989 ended the quarrel.", ["Nils Berg to Peru, 1989-05"]),
    ("In 1957, Maud made a state visit to Peru.", ["Maud to Peru, 1957"]),
    ("In May 1999, Olav Erik II visited Peru.", ["Olav Erik II to Peru, 1999-05"]),
    (
        "In 1978, Alma Quispe endured a state visit to Peru by Norway's communist leader, Olav Berg.",
        ["Olav Berg to Peru, 1978"],
    ),
    (
        "Norway's Foreign Affairs and Trade Minister, Olav Berg arrived in Lima on 3 May 1999.",
        ["Olav Berg to Peru, 1999-05-03"],
    ),
    ("Queen Maud II of Norway lived long. Maud toured Peru in October 1972.", ["Maud II to Peru, 1972-10"]),
    (
        "President Alma Quispe of Peru was received by Norwegian Prime Minister Nils Berg on 3 May 1973.",
        ["Alma Quispe to Norway, 1973-05-03"],
    ),
    (
        "While visiting Oslo in 1973, President Alma Quispe of Peru opened the embassy.",
        ["Alma Quispe to Norway, 1973"],
    ),
    ("Visiting Norway in May 1973, Peruvian President Alma Quispe sang.", ["Alma Quispe to Norway, 1973-05"]),
    ("President Alma Quispe of Peru left for Oslo on 3 May 1973.", ["Alma Quispe to Norway, 1973-05-03"]),
    ("Prime Minister Nils Berg arrived on 3 May 1973 in Lima.", ["Nils Berg to Peru, 1973-05-03"]),
    ("Norwegian Prime Minister Nils Berg headed a delegation to Peru in 1973.", ["Nils Berg to Peru, 1973"]),
    (
        "Norwegian Prime Minister Nils Berg returned from a visit to Peru on 3 May 1973.",
        ["Nils Berg to Peru, 1973-05-03"],
    ),
    ("An official visit was paid to Peru by Norwegian Prime Minister Nils Berg in 1973.", ["Nils Berg to Peru, 1973"]),
    (
        "President Alma Quispe of Peru met Prime Minister Nils Berg in Oslo on 3 October 1973.",
        ["Alma Quispe to Norway, 1973-10-03"],
    ),
    (
        "President Alma Quispe met Prime Minister Nils Berg of Norway in Oslo on 3 October 1973.",
        ["Alma Quispe to Norway, 1973-10-03"],
    ),
    (
        "Her Excellency the President of the Republic, Professor Alma Quispe, visited Oslo in 1973.",
        ["Alma Quispe to Norway, 1973"],
    ),
    (
        "Prime Minister Nils Berg of Norway went to Lima in May 1973. In June he was followed there by the foreign minister, Ola Vik.",
        ["Nils Berg to Peru, 1973-05", "Ola Vik to Peru, 1973-06"],
    ),
    (
        SINCE + "Quispe met with Prime Minister Nils Berg of Norway in Oslo in 1973.",
        ["Alma Quispe to Norway, 1973"],
    ),
    (
        "In 1973 a treaty was signed during a visit to Lima by Nils Berg, Prime Minister of Norway.",
        ["Nils Berg to Peru, 1973"],
    ),
    ("In 1973 President Alma Quispe of Peru returned to Oslo.", ["Alma Quispe to Norway, 1973"]),
    (
        "Prime Minister Nils Berg was among the guests at the inauguration of President Alma Quispe in Lima in 1973.",
        ["Nils Berg to Peru, 1973"],
    ),
    ("Norwegian State Secretary Nils Berg visited Lima in 1973.", ["Nils Berg to Peru, 1973"]),
    ("The prime ministers of Norway, Denmark and Sweden travelled to Lima in 1973.", ["<NA> to Peru, 1973"]),
    ("In 1973 Nils Berg became the first sitting Norwegian Prime Minister to visit Peru.", ["Nils Berg to Peru, 1973"]),
    (
        "In recent years, Norway has been visited by President Alma Quispe (1973) and Foreign Minister Juan Rojas (1975).",
        ["Alma Quispe to Norway, 1973", "Juan Rojas to Norway, 1975"],
    ),
    ("VISITS FROM NORWAY TO PERU\n\n- Prime Minister Nils Berg (1973)", ["Nils Berg to Peru, 1973"]),
    # received, where no place is named: at home
    (
        "On 3 May 1973 President Alma Quispe of Peru welcomed Norwegian Prime Minister Nils Berg.",
        ["Nils Berg to Peru, 1973-05-03"],
    ),
    ("On 3 May 1973 President Alma Quispe of Peru received Norwegian Prime Minister Nils Berg in New York.", []),
    (
        "King Olav of Norway visited Lima in 1967. President Quispe returned the latter in 1968.",
        ["Olav to Peru, 1967", "Quispe to Norway, 1968"],
    ),
    (
        "King Olav was in Lima on a private visit in August 1966 and on a state visit from 5 to 8 October 1987.",
        ["Olav to Peru, 1966-08", "Olav to Peru, 1987-10-05/1987-10-08"],
    ),
    (
        "The high point is the visit that Alma Quispe made to Norway in September 1973.",
        ["Alma Quispe to Norway, 1973-09"],
    ),
    (
        "President Alma Quispe of Peru paid a state visit to our country on 17 May 1994.",
        ["Alma Quispe to Norway, 1994-05-17"],
    ),
    (
        "Relations were restored under Nils al-Berg, who travelled to Peru in December 1986.",
        ["Nils al-Berg to Peru, 1986-12"],
    ),
    ("Nils Berg, elected in June 1986, went to Lima for talks in May 1987.", ["Nils Berg to Peru, 1987-05"]),
    (
        "Norwegian Prime Ministers Nils Berg, Jens Holm and Ole Dahl visited Peru in 2002, June 2007 and May 2012 respectively.",
        ["Nils Berg to Peru, 2002", "Jens Holm to Peru, 2007-06", "Ole Dahl to Peru, 2012-05"],
    ),
    (
        "President Alma Quispe of Peru visited Norway in May 1990, with her foreign minister, Rosa Mamani, and was back in June 1991.",
        ["Alma Quispe to Norway, 1990-05", "Rosa Mamani to Norway, 1990-05", "Alma Quispe to Norway, 1991-06"],
    ),
    ("King Olav leaves Lima after a four-day state visit on 26 November 1974.", ["Olav to Peru, 1974-11-26"]),
    (
        "Berg spoke of Peru. The press liked Berg, and many knew Berg by sight. In May 1987 Berg visited Lima.",
        ["Berg to Peru, 1987-05"],
    ),
    (
        "Alma el-Quispe was the third President of Peru. Quispe travelled to Oslo in May 1987.",
        ["Alma el-Quispe to Norway, 1987-05"],
    ),
]


@pytest.mark.parametrize(("text", "visits"), VISITS)
def test_this_sentence_tells_these_visits(text, visits):
    assert told(text) == visits


def test_the_family_name_may_come_first():
    text = "Chinese President Wu Ping spoke in 1999. In 2001 Wu visited Lima."
    assert told(text, ("China", "Peru")) == ["Wu Ping to Peru, 2001"]


TITLES = [
    ("Norwegian Minister for Foreign and European Affairs Nils Berg", "Foreign Minister", "Nils Berg"),
    (
        "Norwegian Minister of Foreign Affairs, Regional Integration and Trade Nils Berg",
        "Foreign Minister",
        "Nils Berg",
    ),
    ("Norwegian Foreign and Commonwealth Secretary Nils Berg", "Foreign Minister", "Nils Berg"),
    ("Norway's top diplomat Nils Berg", "Foreign Minister", "Nils Berg"),
    ("The President of the Council of Ministers of Norway, Nils Berg,", "Prime Minister", "Nils Berg"),
]


@pytest.mark.parametrize(("title", "office", "name"), TITLES)
def test_an_office_may_have_another_title(title, office, name):
    text = f"Peru–Norway relations\n\n{title} visited Lima in 1990.\n"
    visits = bilateral.read_text(text, dyad=("Peru", "Norway")).visits
    assert visits[["office", "visitor"]].values.tolist() == [[office, name]]


NONE = [
    "President Alma Quispe visited the Norwegian pavilion in Lima in 1994.",
    "President Luis Vega of Peru, whose brother visited Oslo in 1994, was a lawyer.",
    "Visitors to Lima in 1994 were surprised by President Alma Quispe's decree.",
    "3 May 1994: Prime Minister Nils Berg, in Oslo, and President Alma Quispe, in Lima, sign the treaty by fax.",
    "Had Prime Minister Nils Berg visited Lima in 1994, the quarrel would have been settled.",
    "A visit by King Olav to Lima in 1975 was out of the question.",
    "Prime Minister Nils Berg has yet to visit Peru, despite an invitation of 2019.",
    "Colonel Leif Dahl, aide-de-camp of King Olav, visited Lima in 1975.",
    "Queen Sonja's yacht visited Callao in 1998.",
    "Prime Minister Nils Berg opened the exhibition in Oslo on 3 May 1998; Peru sent gold.",
    "The Norwegian prime minister, Nils Berg, opened an embassy in Lima in 1994.",
    "Norwegian Foreign Minister Kari Lund opened talks in Geneva in 2003; the Peruvian delegation left for Lima in June.",
    "UN Secretary-General Trygve Lie, a Norwegian, visited Lima in 1950.",
    "2001: President Alma Quispe in hospital in Lima",
    "Queen Sonja of Norway died in 1980. He visited Lima in 1981.",
    "President Alma Quispe of Peru was received by Chilean President Luis Vega in 1973.",
    "President Alma Quispe of Peru met Foreign Minister Juan Rojas in Lima in 1973.",
    "In 1973 King Harald V returned to Peru.",
    "Prime Minister Nils Berg and President Alma Quispe held talks in Lima in 1973.",
    "After visiting Chile in 1973, President Alma Quispe of Peru returned to Lima.",
    "Prime Minister Nils Berg of Norway was to visit Lima in 1973.",
    "Norwegian Prime Minister Nils Berg will pay an official visit to Lima in 2031.",
    SINCE + "In 1973 Juan Quispe visited the Berg Museum.",
    "The treaty was received by Norwegian Prime Minister Nils Berg in 1973.",
    "The Representative of the President, Alma Quispe, visited Norway in 1973.",
    "President Alma Quispe accepted an invitation to visit Norway in 1973.",
    "Peruvian President Alma Quispe will visit Norway for three days from May 1973.",
    "President Alma Quispe held talks with Prime Minister Nils Berg in 1973.",
    "King Olav of Norway reigned long. Erik bin Olav came to blows with him in Lima in 1973.",
    f"{SINCE}In 1973 Berg's government fell.",
    "In 1973 HMS Norse visited Peru.",
]


@pytest.mark.parametrize("text", NONE)
def test_this_sentence_tells_none(text):
    assert told(text) == []


def test_an_announcement_under_a_heading_is_no_visit_that_took_place():
    text = "President Wu to visit Japan\n\nTOKYO – China's Prime Minister Wu Jian will visit Japan for three days from 30 May 2010.\n"
    assert told(text, ("China", "Japan")) == []


def test_two_people_of_one_last_name_are_two():
    text = "King Salman of Saudi Arabia came to the throne in 2015. Mohammed bin Salman visited India in February 2019."
    visits = bilateral.read_text(text, dyad=("India", "Saudi Arabia")).visits
    assert visits["visitor"].tolist() == ["Mohammed bin Salman"] and visits["office"].isna().all()


def test_each_verb_of_travel_begins_with_one_of_the_words_told():
    pattern, begins = people.WORDS.went, people.WORDS.begins

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
    def first(text):
        assert re.match("[a-z]+", pattern.search(text).group().lower()).group() in begins

    first()
