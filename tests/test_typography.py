"""What stands in a text for the eye alone: words parted, notes glued to words, lines that a sentence runs over."""

import textwrap

import pytest

import bilateral
from bilateral.documents import files as sources
from bilateral.documents import layout, typography

WHOLE = [
    ("Can\u00adada rec\u00adog\u00adnized Mali", "Canada recognized Mali"),
    ("its con-\nsulate in Bamako", "its consulate in Bamako"),
    ("its con\u00ad\n  sulate in Bamako", "its consulate in Bamako"),
    ("inter-\nnation-\nal law", "international law"),
    ("the Soviet-\nMexican treaty", "the Soviet-Mexican treaty"),
    ("the vice-\npresident", "the vice-president"),
    ("in the mid-\n1950s", "in the mid-1950s"),
    ("a long-range plan and a long-\nrange gun", "a long-range plan and a long-range gun"),
    ("pre-\nand post-war", "pre-\nand post-war"),
    ("the harbour -\nand the ships", "the harbour -\nand the ships"),
    ("an o\ufb03ce", "an office"),
    ("\ufeffMa\u200bli", "Mali"),
]


@pytest.mark.parametrize(("printed", "meant"), WHOLE)
def test_words_are_whole(printed, meant):
    assert typography.clean(printed) == meant


NOTES = [
    ("opened a consulate12 in Bamako", "opened a consulate[12] in Bamako"),
    ("in Bamako.3 It closed", "in Bamako.[3] It closed"),
    ("in Bamako,3 and it closed", "in Bamako,[3] and it closed"),
    ("in 1969.13 It closed", "in 1969.[13] It closed"),
    ("on 3 March 1969.13", "on 3 March 1969.[13]"),
    ("the consulate.”13 It", "the consulate.”[13] It"),
    ("the embassy¹² in 1990²", "the embassy[12] in 1990[2]"),
]


@pytest.mark.parametrize(("printed", "meant"), NOTES)
def test_numbers_of_notes_get_brackets(printed, meant):
    assert typography.clean(printed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "rose to 1969.13 million",
        "was $37.14 million and 5.25 percent",
        "on Nov.12 and 3 Sept.14, in No.5 and vol.3",
        "in Oslo,14 June was a day",
        "the G20, an AK47, the F16",
        "12 km² and 10 m²",
        "see https://example.org/page12 for it",
        "the year 1969. 13 people",
        "in 1924-25",
        "already in brackets[12], and [word12]",
    ],
)
def test_other_numbers_stay(text):
    assert typography.clean(text) == text


JOINED = [
    "on 14\nNovember 1945 it was",
    "on 14 November\n1945. It was",
    "in March\n1959 it was",
    "On June 12,\n1946 it was",
    "Norway opened a legation in the city of\nLima.",
    "Norway opened a small legation there, which\nwas closed.",
    "the first one that came in\n1959 was",
    "- President Toledo visited Oslo\n  in 2004",
    "In 1954 it was opened by Prime Minister\nTage Erlander.",
    "In 1954 the small legation was moved to Addis\nAbaba, where it stayed.",
    "The two sides signed in a house in Lima a treaty on\n14 ships.",
    "They sold copper,\nTimber and fish.",
]


@pytest.mark.parametrize("text", JOINED)
def test_a_line_that_ends_no_sentence_goes_on(text):
    assert typography.join_lines(text) == text.replace("\n", " ")


APART = [
    "Exports from Peru:\ncopper\nfish meal",
    "copper\nfish meal",
    "King Harald V, 1996\nPresident Toledo, 2004",
    "Peru left in 1940.\nthey came back",
    "Norway opened a legation in the city of\n\nLima",
    "Norway opened a legation in the city of\n- Lima",
    "# Visits of\nKing Harald",
    "| a | b of\n| c | d |",
    "In 1996\nPresident Toledo",
    "Visits by leaders of Albania to the United States\nPresident Berisha, 1992. Official working visit.",
    "King Harald of Norway visited Lima in May 1996\nPresident Toledo visited Oslo in 2004.",
    "King Harald of Norway visited Lima with the queen\nPresident Toledo visited Oslo",
    "He was in Lima, and then visited Williamsburg and New York\nKing Faisal, May 27-30, 1971. Official visit.",
    "The two states established relations in some harbour\n1940 Peru severed them.",
]


@pytest.mark.parametrize("text", APART)
def test_other_lines_stay_apart(text):
    assert typography.join_lines(text) == text


PROSE = (
    "Norway opened a legation in Lima, in a house with a garden that the city had lent, and the first minister stayed "
    "in it for a decade without ever having been asked for any rent. King Haakon saw it in 1921 and liked the garden."
)


@pytest.mark.parametrize("width", [60, 72, 100, 118])
def test_evenly_wrapped_text_is_read_as_if_it_were_not(width):
    text = textwrap.fill(" ".join([PROSE] * 4), width)
    assert typography.join_lines(text) == text.replace("\n", " ")
    long = f"{text}\n\n{'a long line that was not wrapped ' * 6}\n"
    assert typography.join_lines(long) == f"{long.replace(chr(10), ' ')[: len(text)]}{long[len(text) :]}"


def test_a_list_of_long_entries_is_no_wrapped_text():
    entries = "\n".join(
        f"President Number {'I' * n}, {n} May 1992. Official working visit to the capital." for n in range(1, 9)
    )
    assert typography.join_lines(entries) == entries


@pytest.mark.parametrize("text", [*JOINED, *APART, PROSE])
def test_every_character_stays_at_its_place(text):
    joined = typography.join_lines(text)
    assert len(joined) == len(text)
    assert {b for a, b in zip(text, joined, strict=True) if a != b} <= {" "}


BROKEN = """Peru and Norway

Norway opened a consulate12 in Lima on 14
November 1945. Norway closed its con-
sulate in 1959.13 In 1960 Peru sev\u00adered relations with Nor-
way.
"""


def test_quotes_are_words_of_the_text_that_is_kept():
    corpus = bilateral.read_text(BROKEN, dyad=("Peru", "Norway"))
    told = dict(zip(corpus.events["date"], corpus.events["type"], strict=True))
    assert told == {"1945-11-14": "mission_opened", "1959": "mission_closed", "1960": "severed"}
    for row in corpus.events.itertuples():
        assert corpus.texts["text"][row.char_start : row.char_end] == row.quote
        assert corpus.texts["text"][row.date_char_start : row.date_char_end] == row.date_text


@pytest.mark.parametrize("rule", ["=======", "-------", "~~~~~~~", "^^^^^^^"])
def test_what_is_underlined_is_a_heading(rule):
    text = f"Peru and Norway\n===============\n\nwhat King Harald did there in 1996\n{rule * 4}\n\nIt rained.\n"
    page = layout.lay_out(sources.Document("a", "a", text))
    kinds = {text[s.start : s.end]: s.kind for s in page.sentences}
    assert kinds["what King Harald did there in 1996"] == "heading"
    assert len(kinds) == 3 and page.title == "Peru and Norway"  # the lines under headings are none
