"""Who is said to have gone: a person whose office another sentence tells, a name alone, an office alone. All is made up."""

import pytest

import bilateral
from bilateral import display


def read(text, dyad=("Peru", "Norway")):
    return bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad)


def told(text):
    visits = read(text).visits[["visitor", "office", "from_state", "to_state", "date", "took_place"]].astype(object)
    return [tuple(row) for row in visits.where(visits.notna(), None).values.tolist()]


ALONE = [
    ("Quispe visited Norway in 1973.", ("Quispe", None, "Peru", "Norway", "1973", True)),
    ("In May 1973 Quispe was back in Oslo.", ("Quispe", None, "Peru", "Norway", "1973-05", True)),
    ("Alma Quispe visited Norway in 1973.", ("Alma Quispe", None, "Peru", "Norway", "1973", True)),
    ("In May 1973, Alma Quispe flew to Oslo.", ("Alma Quispe", None, "Peru", "Norway", "1973-05", True)),
    ("In 1944 Pierre de Vries travelled to Lima.", ("Pierre de Vries", None, "Norway", "Peru", "1944", True)),
    (
        "President Alma Quispe of Peru stayed in Lima in 1967, while Ola Nordmann went to Peru in 1975.",
        ("Ola Nordmann", None, "Norway", "Peru", "1975", True),
    ),
    (
        "Odd-Geir Mo paid an official visit to the Republic of Peru in 1980.",
        ("Odd-Geir Mo", None, "Norway", "Peru", "1980", True),
    ),
]


@pytest.mark.parametrize(("text", "row"), ALONE)
def test_a_full_name_alone_is_a_visitor_whose_office_is_not_told(text, row):
    assert told(text) == [row]


OFFICES = [
    ("The Peruvian president visited Norway in May 1973.", (None, "President", "Peru", "Norway", "1973-05", True)),
    (
        "The Foreign Minister of Norway went to Lima in 1990.",
        (None, "Foreign Minister", "Norway", "Peru", "1990", True),
    ),
    (
        "The treaty was signed in 1990 during a visit by the Norwegian prime minister to Lima.",
        (None, "Prime Minister", "Norway", "Peru", "1990", True),
    ),
    ("The king of Norway came to Lima in 1955.", (None, "King", "Norway", "Peru", "1955", True)),
    (
        "The Peruvian foreign minister cancelled his visit to Oslo, planned for May 1998.",
        (None, "Foreign Minister", "Peru", "Norway", "1998-05", False),
    ),
    (
        "A visit of the President of Peru to Oslo in 2020 (cancelled) was to seal it.",
        (None, "President", "Peru", "Norway", "2020", False),
    ),
]


@pytest.mark.parametrize(("text", "row"), OFFICES)
def test_a_leader_may_be_told_by_the_office_alone(text, row):
    assert told(text) == [row]


SAID_BEFORE = [
    ("Alma Quispe was an engineer. In 1973 she flew to Oslo.", ("Alma Quispe", None, "Peru", "Norway", "1973", True)),
    (
        "President Alma Quispe of Peru visited our country in 1973.",
        ("Alma Quispe", "President", "Peru", "Norway", "1973", True),
    ),
    (
        "President Ricardo Lagos of Peru was in Oslo in 1973.",
        ("Ricardo Lagos", "President", "Peru", "Norway", "1973", True),
    ),
    (
        "Prime Minister Nils Berg went to Lima in 1971, and Ole Dahl came in 1973.",
        ("Ole Dahl", None, "Norway", "Peru", "1973", True),
    ),
]


@pytest.mark.parametrize(("text", "row"), SAID_BEFORE)
def test_names_states_and_directions_may_be_stated_elsewhere(text, row):
    assert row in told(text)


NOUNS = [
    "Talks were in Oslo in May 1993.",
    "Experts visited Lima in May 1993.",
    "1995: Officials visit Lima.",
    "Cholera came to Peru in 1991, and Norway sent doctors.",
    "The poet Larsen visited Peru in 1920. Prime Minister Kari Larsen of Norway signed a treaty in 1960.",
    "Prime Minister Nils Berg of Norway visited the United Kingdom in 2008. Peru was next.",
]


@pytest.mark.parametrize("text", NOUNS)
def test_a_capital_letter_or_a_namesake_makes_no_visitor_nor_another_kingdom_the_other_state(text):
    assert told(text) == []


NONE = [
    "Alma Quispe settled in Norway in 1973.",
    "Alma Quispe arrived in Oslo in 1973 to assume her duties as consul.",
    "Alma Quispe, a poet, wrote of Norway in 1973.",
    "Norwegian poet Olav Berg visited Peru in 1950.",
    "In 1950 the sailor Olav Berg visited Peru.",
    "The Lima Symphony Orchestra visited Norway in 1973.",
    "In 1973 a leader came to power whom Alma Quispe visited in Chile.",
    "Alma Quispe visited Norway.",
    "No Peruvian president has visited Norway since 1973.",
    "Every Norwegian king has visited Lima since 1900.",
    "The former president of Peru visited Oslo in 1973.",
    "The Peruvian ambassador visited Oslo in 1973.",
    "The Peruvian deputy foreign minister visited Oslo in 1973.",
    "The presidents of the two countries travelled to Chile in 1973.",
    "The president of Peru accepted an invitation to visit Oslo in 2009.",
]


@pytest.mark.parametrize("text", NONE)
def test_who_came_to_stay_or_is_no_one_in_particular_gives_none(text):
    assert [row for row in told(text) if row[-1]] == []


def test_the_office_of_a_name_alone_is_what_another_sentence_says():
    text = "Alma Quispe visited Norway in 1973. In 1975 President Alma Quispe of Peru received a prize in Lima."
    assert told(text) == [("Alma Quispe", "President", "Peru", "Norway", "1973", True)]


def test_an_office_alone_tells_the_visit_of_its_holder_again():
    text = "President Alma Quispe visited Norway in May 1973. In 1973 the Peruvian president visited Oslo."
    assert told(text) == [("Alma Quispe", "President", "Peru", "Norway", "1973-05", True)]


def test_a_date_after_a_semicolon_is_of_something_else():
    text = "On 1 July 1972 President Alma Quispe visited Norway; relations with Chile had been broken in 1969."
    assert told(text)[0][-2] == "1972-07-01"


def test_a_last_name_is_a_persons_where_the_document_has_the_first_name_too():
    assert told("Quispe visited Norway in 1973. She was born Alma Quispe.") == [
        ("Quispe", None, "Peru", "Norway", "1973", True)
    ]


def test_a_minister_may_have_a_long_title():
    text = "In 2008 Prime Minister Alma Quispe and Minister of the Environment and International Development Ana Vega visited Norway."
    assert [row[:2] for row in told(text)] == [
        ("Alma Quispe", "Prime Minister"),
        ("Ana Vega", "Minister of the Environment and International Development"),
    ]


def test_visitors_without_name_or_office_are_told_in_tables_and_claims():
    corpus = read("Alma Quispe visited Norway in 1973. The Norwegian king visited Lima in 1980.")
    assert display.visits(corpus).rows["Visitor"].tolist() == ["Alma Quispe", "King"]
    assert corpus.claims["subject"].str.split(":").str[0].tolist() == ["Alma Quispe", "King (not named)"]
