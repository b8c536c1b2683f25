"""This sentence gives these named things, and this one gives none. All names and sentences are made up."""

import pytest

import bilateral
from bilateral.extract import items


def told(text, *columns, dyad=("Peru", "Norway")):
    items = bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).items
    items = items[list(columns)].astype(object)
    return [tuple(row) for row in items.where(items.notna(), None).values.tolist()]


LISTS = [
    (
        "Peru's main exports to Norway include: fishmeal, copper and coffee.",
        "exports",
        "Peru",
        "Norway",
        ["fishmeal", "copper", "coffee"],
    ),
    (
        "Peru's exports to Norway are fishmeal, copper, and coffee.",
        "exports",
        "Peru",
        "Norway",
        ["fishmeal", "copper", "coffee"],
    ),
    (
        "Norwegian exports to Peru include machinery and salted cod.",
        "exports",
        "Norway",
        "Peru",
        ["machinery", "salted cod"],
    ),
    ("Peru exports copper, zinc and fishmeal to Norway.", "exports", "Peru", "Norway", ["copper", "zinc", "fishmeal"]),
    ("Norway buys copper and coffee from Peru.", "imports", "Peru", "Norway", ["copper", "coffee"]),
    ("Norway's main exports include fish and oil.[4] They are costly.", "exports", "Norway", "Peru", ["fish", "oil"]),
    (
        "Peru's imports from Norway include paper, machinery and salted cod.",
        "imports",
        "Norway",
        "Peru",
        ["paper", "machinery", "salted cod"],
    ),
    (
        "Norwegian companies such as Nordfisk, Bergstål and Fjordkraft operate in Peru.",
        *("companies", "Norway", "Peru", ["Nordfisk", "Bergstål", "Fjordkraft"]),
    ),
    (
        "Peruvian companies like Inkatex and Grupo Andes have offices in Norway.",
        "companies",
        "Peru",
        "Norway",
        ["Inkatex", "Grupo Andes"],
    ),
    (
        "Both countries are members of the United Nations, the World Trade Organization and the Ocean Forum.",
        *("memberships", None, None, ["United Nations", "World Trade Organization", "Ocean Forum"]),
    ),
    (
        "The Peruvian Navy purchased Vik-class frigates and Skua missiles from Norway.",
        *("arms", "Norway", "Peru", ["Vik-class frigates", "Skua missiles"]),
    ),
    (
        "The Peruvian Army received Leo-2 tanks and Skua missiles.",
        "arms",
        None,
        "Peru",
        ["Leo-2 tanks", "Skua missiles"],
    ),
]


@pytest.mark.parametrize(("text", "name", "home", "to", "items"), LISTS)
def test_a_list_in_a_sentence_gives_its_things_and_their_direction(text, name, home, to, items):
    assert told(text, "list", "from_state", "to_state", "item") == [(name, home, to, item) for item in items]


def test_two_lists_in_a_sentence_keep_their_directions():
    text = (
        "Norwegian companies such as Nordfisk operate in Peru and Peruvian companies such as Inkatex operate in Norway."
    )
    assert told(text, "item", "from_state", "to_state") == [
        ("Nordfisk", "Norway", "Peru"),
        ("Inkatex", "Peru", "Norway"),
    ]


def test_a_thing_that_is_listed_twice_is_one_row():
    text = "Norwegian exports to Peru include paper and fish. Norwegian exports to Peru are fish and oil."
    assert told(text, "item") == [("paper",), ("fish",), ("oil",)]


def test_the_date_of_a_list_is_that_of_its_sentence():
    text = "In 2012 Norwegian exports to Peru included paper and fish."
    assert told(text, "item", "date") == [("paper", "2012"), ("fish", "2012")]
    assert told("Norwegian exports to Peru include paper.", "item", "date") == [("paper", None)]


NONE = [
    "Peru exports to Norway grew in 2012 and fell in 2013.",
    "Peru exported goods worth $40 million to Norway in 2012.",
    "Cotton imported into Peru and Norway was taxed.",
    "Chile exports copper, wine and fish to Norway.",
    "Peru exports.",
    "Exports are important, and so are imports.",
    "Peru's exports to Norway have grown.",
    "Peru is a member of the Ocean Forum.",
    "Chile and Sweden are members of the Ocean Forum.",
    "Chilean companies such as Cobre operate in Sweden.",
    "The Chilean Navy purchased Vik-class frigates from Sweden.",
    "Exports and imports",
]


@pytest.mark.parametrize("text", NONE)
def test_what_lists_nothing_of_the_dyad_gives_none(text):
    assert told(text, "list", "item") == []


def test_a_list_ends_where_the_next_one_begins(monkeypatch):
    calls = []
    real = items._is_item
    monkeypatch.setattr(items, "_is_item", lambda item, rule: calls.append(item) or real(item, rule))
    sentence = "Peruvian exports include tin, " + "exports include zinc, " * 100 + "and gold."
    assert {item for (item,) in told(sentence, "item")} == {"tin", "zinc", "gold"}
    assert len(calls) < 300
