"""A document on the relations of one state with many is read for each of them."""

import pytest

import bilateral

HEADINGS = """Foreign relations of Peru

Peru was a founding member of the United Nations in 1945.

Americas

Bolivia

Diplomatic relations were established in 1826. The Bolivian President Hugo Banzer visited Lima on 3 May 1975.

Chile

Relations were broken off on 24 January 1978 and restored in 1981. Trade reached US$3 billion in 2014.

Asia

Japan

Peru and Japan established diplomatic relations on 21 August 1873. An embassy was opened in Tokyo in 1921.
"""
ENTRIES = """Relations of Iceland with other states

- Denmark: diplomatic relations were established in 1920.
- Poland: diplomatic relations were established on 8 January 1946.
- China – relations were established on 8 December 1971; the embassy in Beijing was opened in 1995.
"""
ROWS = """# Foreign relations of Estonia

| Country | Formal relations began | Notes |
|---|---|---|
| Armenia | 23 August 1992 | Estonia is represented from Athens. |
| India | 2 December 1991 | Estonia opened an embassy in New Delhi in 2013. |
| Japan | 10 October 1991 | Japan opened an embassy in Tallinn in January 1993. |
"""


def stated(corpus):
    table = corpus.events
    return set(zip(table["dyad"], table["type"], table["date"], strict=True))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            HEADINGS,
            {
                ("bolivia-peru", "established", "1826"),
                ("chile-peru", "severed", "1978-01-24"),
                ("chile-peru", "restored", "1981"),
                ("japan-peru", "established", "1873-08-21"),
                ("japan-peru", "mission_opened", "1921"),
            },
        ),
        (
            ENTRIES,
            {
                ("denmark-iceland", "established", "1920"),
                ("iceland-poland", "established", "1946-01-08"),
                ("china-iceland", "established", "1971-12-08"),
                ("china-iceland", "mission_opened", "1995"),
            },
        ),
        (
            ROWS,
            {
                ("armenia-estonia", "established", "1992-08-23"),
                ("estonia-india", "established", "1991-12-02"),
                ("estonia-india", "mission_opened", "2013"),
                ("estonia-japan", "established", "1991-10-10"),
                ("estonia-japan", "mission_opened", "1993-01"),
            },
        ),
    ],
    ids=["headings", "entries", "rows"],
)
def test_each_row_is_of_the_pair_of_its_part(text, rows):
    corpus = bilateral.read_text(text)
    assert stated(corpus) == rows
    assert set(corpus.sources["dyad"]) == {dyad for dyad, *_ in rows}
    for row in corpus.events.itertuples():
        assert text[row.char_start : row.char_end] == row.quote


def test_visits_and_figures_are_of_the_pair_of_their_part():
    corpus = bilateral.read_text(HEADINGS)
    assert list(corpus.visits["dyad"]) == ["bolivia-peru"]
    assert list(corpus.figures["dyad"]) == ["chile-peru"]


def test_a_pair_that_is_given_selects_its_part():
    corpus = bilateral.read_text(HEADINGS, dyad=("Peru", "Japan"))
    assert stated(corpus) == {row for row in stated(bilateral.read_text(HEADINGS)) if row[0] == "japan-peru"}
    assert list(corpus.sources["dyad"]) == ["japan-peru"]


def test_sentences_under_no_partner_are_remarked_on():
    remarks = bilateral.read_text(HEADINGS).sources["remarks"]
    assert remarks.str.contains("on 3 pairs of states; 1 sentence under none of them not read").all()


def test_claims_are_of_their_pair(tmp_path):
    (tmp_path / "peru.txt").write_text(HEADINGS)
    corpus = bilateral.read(tmp_path)
    assert set(corpus.claims["dyad"]) == set(corpus.dyads) == {"bolivia-peru", "chile-peru", "japan-peru"}
    chosen = corpus.select("chile-peru")
    assert list(chosen.sources["dyad"]) == ["chile-peru"]
    assert set(chosen.claims["dyad"]) == {"chile-peru"}


def test_two_partners_make_no_document_on_many():
    text = HEADINGS[: HEADINGS.index("Asia")]
    assert len(bilateral.read_text(text).sources) == 1
