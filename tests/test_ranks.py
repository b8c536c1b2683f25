"""This sentence gives this rank among the other's partners, and this one gives none. All sentences are made up."""

import pytest

import bilateral

COLUMNS = ["value", "from_state", "to_state", "date", "printed"]


def told(text, dyad=("Peru", "Norway")):
    figures = bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).figures
    ranks = figures.loc[figures["measure"] == "rank"]
    assert (ranks["unit"] == "rank").all()
    ranks = ranks[COLUMNS].astype(object)
    return [tuple(row) for row in ranks.where(ranks.notna(), None).values.tolist()]


RANKS = [
    (
        "Peru is Norway's third biggest trading partner in Latin America.",
        [(3, "Peru", "Norway", None, "third biggest trading partner in Latin America")],
    ),
    ("In 2014 Norway was Peru's largest export market.", [(1, "Norway", "Peru", "2014", "largest export market")]),
    ("Peru was Norway's 45th trading partner in 2019.", [(45, "Peru", "Norway", "2019", "45th trading partner")]),
    (
        "Norway is the eighth-largest investor in Peru.",
        [(8, "Norway", "Peru", None, "eighth-largest investor in Peru")],
    ),
    (
        "In 2012 Norway was the second largest buyer of Peruvian fishmeal.",
        [(2, "Norway", "Peru", "2012", "second largest buyer of Peruvian fishmeal")],
    ),
    (
        "In 2019 Peru ranked 45th among Norway's trading partners.",
        [(45, "Peru", "Norway", "2019", "ranked 45th among Norway's trading partners")],
    ),
    ("It is Peru's second-largest trading partner.", [(2, "Norway", "Peru", None, "second-largest trading partner")]),
    (
        "Norway is Peru's largest supplier, while Peru ranked 82nd (in 2009) in Norway's trade partners.",
        [
            (1, "Norway", "Peru", None, "largest supplier"),
            (82, "Peru", "Norway", "2009", "ranked 82nd (in 2009) in Norway's trade partners"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "ranks"), RANKS)
def test_a_place_among_the_others_partners_is_a_rank(text, ranks):
    assert told(text) == ranks


NONE = [
    "Norway is one of Peru's largest trading partners.",
    "Norway is among the largest investors in Peru.",
    "China is Peru's largest trading partner, ahead of Norway.",
    "Norway is the largest trading partner of Chile.",
    "Lima is Peru's largest city, and Oslo the second largest port of the region.",
    "Norway is not Peru's largest trading partner.",
    "By 2030 Norway will be Peru's second largest trading partner.",
    "Norway is an important trading partner of Peru.",
    "Peru opened its second embassy in Norway.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_place_or_anothers_gives_none(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (22, "22nd"),
        (111, "111th"),
    ],
)
def test_a_rank_is_written_as_an_ordinal_number(value, written):
    from bilateral.wording import amount

    assert amount(float(value), "rank") == written


def test_a_rank_is_drawn_on_a_line_that_says_whose_it_is():
    from bilateral import charts

    text = "Norway was Peru's 45th trading partner in 2012. Peru is Norway's largest supplier. Trade was $5 million in 2012."
    corpus = bilateral.read_text(f"Peru–Norway relations\n\n{text}\n", dyad=("Peru", "Norway"))
    assert "45th" not in charts.trade(corpus).svg()
