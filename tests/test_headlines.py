"""Headlines and summaries: each template, and the faults that they must not have."""

import re

import pytest

import bilateral
from bilateral import charts, headlines
from bilateral.dates.edtf import Edtf
from bilateral.headlines.relations import agreed

BEGAN = "Peru and Japan established diplomatic relations in {}."


def on_peru(text):
    """What is read from a text on Peru and Japan."""
    return bilateral.read_text(f"Peru–Japan relations\n\n{text}\n").select("japan-peru")


@pytest.fixture
def documents(tmp_path):
    """A function that reads several texts on Peru and Japan, a document each."""

    def read(*texts):
        for n, text in enumerate(texts):
            (tmp_path / f"d{n}.txt").write_text(f"Peru–Japan relations\n\n{text}\n", encoding="utf-8")
        return bilateral.read(tmp_path).select("japan-peru")

    return read


@pytest.fixture(scope="module")
def mexico():
    return bilateral.read().select("mexico-russia")


RESTORED = "Diplomatic relations between Peru and Japan were restored in 1952."
SEVERED = "In January 1942, Peru severed diplomatic relations with Japan."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (BEGAN.format(1873), "Relations since 1873"),
        ("Peru and Japan established diplomatic relations on 21 August 1873.", "Relations since 1873"),
        ("Peru and Japan established diplomatic relations by 1899.", "Relations by 1899"),
        (BEGAN.format("the 1930s"), "Relations since the 1930s"),
        (
            "Peru and Japan established diplomatic relations between 1961 and 1964.",
            "Relations since between 1961 and 1964",
        ),
        (f"{BEGAN.format(1873)} {SEVERED}", "Relations from 1873 to 1942"),
        (f"{BEGAN.format(1873)} {SEVERED} {RESTORED}", "Relations since 1873, interrupted once"),
        (f"{BEGAN.format(1873)} {RESTORED}", "Relations since 1873, interrupted once (inferred from “restored”)"),
        (RESTORED, "Relations restored in 1952"),
        (f"{SEVERED} {BEGAN.format(1952)}", "Relations established in 1952"),
        (SEVERED, "Relations severed in 1942; the reader found no beginning of relations"),
        ("Japan recognized Peru in 1873.", "Recognition in 1873"),
        ("Copper was sold.", "The reader found no dated beginning or end of relations"),
    ],
)
def test_the_headline_on_relations(text, headline):
    corpus = on_peru(text)
    assert headlines.relations(corpus) == headline
    assert headlines.title(corpus) == f"Japan and Peru: {headline[0].lower()}{headline[1:]}"


@pytest.mark.parametrize(
    ("dates", "finest"),
    [
        ("1890-12-01 1890 ../1899 1890-12-11", "1890"),
        ("1924-08-04 1924-08", "1924-08"),
        ("1924-08-04 1924-08-04", "1924-08-04"),
        ("1924-08-04 1924-09", "1924"),
        ("1924 192X", "1924"),
        ("1890 1896", None),
        ("[1942-09..1942-12] 1942-11", "1942-11"),
    ],
)
def test_a_date_is_as_fine_as_all_who_give_it_agree(dates, finest):
    found = agreed([Edtf.parse(date) for date in dates.split()])
    assert (found and str(found)) == finest


def test_documents_that_contradict_each_other_are_counted(documents):
    corpus = documents(BEGAN.format(1873), BEGAN.format("August 1873"), BEGAN.format(1896))
    assert headlines.relations(corpus) == "Relations since 1873 by 2 of 3 documents, 1896 by 1"
    assert "(August 1873 by d1 and 1896 by d2)" in headlines.summary(corpus)


def test_a_vague_date_is_counted_for_none_of_those_that_it_fits(documents):
    corpus = documents(
        BEGAN.format(1873), "Peru and Japan established diplomatic relations by 1899.", BEGAN.format(1896)
    )
    assert headlines.relations(corpus) == "Relations since 1873 by 1 of 3 documents, 1896 by 1"


def test_a_finer_date_is_given_only_with_who_gives_it(documents):
    text = headlines.summary(documents(BEGAN.format(1873), BEGAN.format("August 1873")))
    assert "began in 1873 (August 1873 by d1)" in text


def test_the_record_has_its_own_date(mexico):
    assert headlines.relations(mexico) == "Relations since 1890, interrupted twice"
    assert "1 December 1890 by Infogalactic and 11 December 1890 by the record" in headlines.summary(mexico)


def test_relations_that_were_broken_before_a_period_did_not_begin_in_it(mexico):
    assert headlines.relations(mexico.select(start=1920, end=1945)) == "Relations established in 1924, interrupted once"


def test_one_document_that_contradicts_itself_is_no_sequence():
    table = "Year | Event\n1970 | Diplomatic relations between Peru and Japan established"
    corpus = on_peru(f"{BEGAN.format(1940)}\n\n{table}")
    assert headlines.relations(corpus) == "Relations since 1940 or 1970: both were read"
    assert "began in 1940 (1970, too)" in headlines.summary(corpus)


def test_breaks_that_no_document_has_alone_are_said_to_be(documents):
    corpus = documents(BEGAN.format(1873), f"{SEVERED} {RESTORED}")
    alone = "Relations since 1873, interrupted once by all documents together, by none of them alone"
    assert headlines.relations(corpus) == alone
    both = documents(f"{BEGAN.format(1873)} {SEVERED} {RESTORED}", BEGAN.format(1873))
    assert headlines.relations(both) == "Relations since 1873, interrupted once"


def test_what_lies_outside_a_period_is_not_denied(documents):
    corpus = documents(f"{BEGAN.format(1873)} {SEVERED} {RESTORED}")
    assert headlines.relations(corpus.select(end=1930)) == "Relations from 1873 to 1942"
    assert "found no end" not in headlines.summary(corpus.select(end=1930))
    assert headlines.relations(corpus.select(start=1950)) == "Relations restored in 1952"


def test_breaks_years_apart_are_two():
    corpus = on_peru(f"In 1879 Peru severed diplomatic relations with Japan. {SEVERED}")
    assert "severed in 1879 and again in January 1942; the reader found no restoration" in headlines.summary(corpus)


def test_recognition_is_no_beginning_of_relations():
    corpus = on_peru("Japan recognized Peru in 1873.")
    assert "recognition came in 1873" in headlines.summary(corpus)
    assert "began" not in headlines.summary(corpus) and "opened" not in headlines.summary(corpus)


def test_an_inferred_lapse_is_called_inferred():
    text = headlines.summary(on_peru(f"{BEGAN.format(1873)} {RESTORED}"))
    assert "restored in 1952 (that they had ended before is inferred)" in text
    assert "lapsed" not in text and "severed" not in text


VISIT = "In March 1992, President Alberto Fujimori of Peru visited Japan."
BACK = "President Taro Aso of Japan visited Peru."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (VISIT, "The reader found 1 visit from Peru to Japan and none the other way"),
        (f"{VISIT} {VISIT}", "The reader found 1 visit from Peru to Japan and none the other way"),
        (
            f"{VISIT} {BACK}",
            "The reader found 1 visit from Japan to Peru and 1 the other way; it found no date for 1 of them",
        ),
        (
            "The visit of President Alan García of Peru to Japan in May 2009 was cancelled.",
            "The reader found 1 visit denied, planned or cancelled",
        ),
        ("Copper was sold.", "The reader found no visit or meeting between Japan and Peru"),
    ],
)
def test_visits_are_counted_by_the_reader_once_each_dated_or_not(text, headline):
    assert headlines.visits(on_peru(text)) == headline


def test_what_two_documents_state_of_one_visit_counts_once(documents):
    assert headlines.visits(documents(VISIT, VISIT)).startswith("The reader found 1 visit from Peru to Japan and")


def test_the_number_of_the_record_stands_beside(mexico):
    assert re.search(
        r"The reader found 2 visits from Mexico to Russia and .*; the record has \d+$", headlines.visits(mexico)
    )
    assert headlines.visits(mexico.select(start=1950, end=1960)).endswith("; the record has 1")


TRADE = "In 2010, trade between Peru and Japan totaled $2.5 billion."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            TRADE,
            "The reader found one trade figure about Japan and Peru: “In 2010, trade between Peru and Japan totaled $2.5 billion.”",
        ),
        (
            "In 2010, Japanese investment in Peru reached $29 million.",
            "The reader found one amount about Japan and Peru: “In 2010, Japanese investment in Peru reached $29 million.”",
        ),
        (
            f"{TRADE} In 2011, trade between Peru and Japan totaled $3 billion. In 2012, 500 Peruvians lived in Japan.",
            "The reader found 3 amounts about Japan and Peru, 2 trade figures among them",
        ),
        ("Copper was sold.", "The reader found no amount about Japan and Peru"),
    ],
)
def test_amounts_are_named_for_what_they_are(text, headline):
    assert headlines.figures(on_peru(text)) == headline


def test_a_contradicted_amount_is_said_to_be(mexico):
    assert headlines.figures(mexico).endswith("; 1 is contradicted by the record")


def test_an_amount_about_others_is_not_overlooked(mexico):
    """'The reader found no amount' would stand above a table that has one."""
    others = mexico.figures[mexico.figures["scope"] != "dyad"]
    corpus = bilateral.corpus.replace(mexico, figures=others)
    assert len(others) and headlines.figures(corpus).endswith(
        f", but {len(others)} amounts that it did not read as about the two"
    )


@pytest.mark.parametrize("name", ["events", "visits", "figures"])
def test_rows_without_a_date_are_counted_and_named(name):
    text = f"{BACK} {VISIT} {TRADE} Trade between Peru and Japan is worth $7 million. {BEGAN.format(1873)}"
    corpus = on_peru(text)
    bare = getattr(corpus, name)["earliest"].isna() & getattr(corpus, name)["latest"].isna()
    assert bool(bare.any()) == bool(headlines.undated(corpus, name)) == ("no date" in getattr(headlines, name)(corpus))


@pytest.mark.parametrize(
    ("name", "words"), [("figures", "1 amount"), ("visits", "1 date"), ("phases", "1 mention"), ("events", "1 date")]
)
def test_what_was_not_read_is_named_where_something_is_missing(name, words):
    corpus = on_peru(
        "Copper was sold in 1999. Peru plans to raise trade with Japan to 3 million dollars. Peru and Japan restored diplomatic relations."
    )
    corpus = bilateral.corpus.replace(
        corpus, **{table: getattr(corpus, table).iloc[:0] for table in ("events", "visits", "figures", "phases")}
    )
    assert headlines.missing(corpus, name).startswith("None found in 1 document of")
    assert words in headlines.missing(corpus, name) and "Seen but not read: " in headlines.missing(corpus, name)
    assert words in headlines.summary(corpus)


def test_the_reason_is_whole_however_long_the_name_of_a_document_is():
    sentence = "This is a first sentence that goes on and on about Peru and Japan and the sea between them, " * 4
    corpus = bilateral.read_text(f"{sentence}.", dyad=("Peru", "Japan"))
    for name in ("phases", "events", "visits", "figures", "items", "claims"):
        assert headlines.missing(corpus, name).endswith(".") and "…" not in headlines.missing(corpus, name)
        assert sentence[:60] not in headlines.missing(corpus, name)


def test_a_pair_that_was_inferred_is_said_to_be_and_why():
    text = "A memorandum\n\nSoviet ships came to Mexico. The Soviet Union and Mexico traded. Mexico sold copper."
    assert headlines.inferred(bilateral.read_text(text)) == (
        "Read as Mexico and Russia, the two states that the document names most. “Soviet Union” is read as Russia."
    )
    assert headlines.inferred(on_peru(TRADE)) == ""
    assert (
        headlines.inferred(bilateral.read_text("A memorandum\n\nChile, Chile and Peru.", dyad=("Peru", "Japan"))) == ""
    )


@pytest.mark.parametrize("name", ["phases", "events", "visits", "figures", "items", "claims"])
def test_nothing_found_is_never_nothing_there(name):
    corpus = on_peru("Copper was sold.")
    assert getattr(headlines, name)(corpus).startswith("The reader found no")
    texts = [headlines.summary(corpus), headlines.missing(corpus, name), headlines.in_record(corpus)]
    for sentence in re.split(r"(?<=\.) ", " ".join(texts)):
        assert not re.search(r"\b(no|none|nothing)\b", sentence, re.I) or re.match(
            "The reader found|None found in", sentence
        )


def test_claims_are_counted_by_verdict_and_document(mexico):
    counts = mexico.claims["against_record"].value_counts()
    covered = len(mexico.claims) - counts["not covered"]
    start = f"{counts['contradicted']} of the {covered} checkable statements that the reader found are contradicted"
    assert headlines.claims(mexico).startswith(start) and headlines.claims(mexico).endswith("in one document")
    uncovered = on_peru(f"{TRADE} {VISIT}")
    assert headlines.claims(uncovered) == (
        f"None of the {len(uncovered.claims)} statements that the reader found is in the record"
    )
    assert headlines.claims(on_peru(TRADE)) == "The one statement that the reader found is not in the record"


def test_items_of_two_documents_count_once(documents):
    text = "Peru's main exports to Japan include: copper and fish meal."
    assert headlines.items(documents(text, text)) == "The reader found 2 export goods"


def test_no_headline_needs_more_than_one_line(mexico):
    for name in ("title", "relations", "phases", "events", "visits", "figures", "items", "claims"):
        text = getattr(headlines, name)(mexico)
        assert (
            isinstance(text, str)
            and "\n" not in text
            and not text.endswith(".")
            and "<NA>" not in text
            and "nan" not in text
        )


def test_empty_tables_are_no_fault():
    nothing = bilateral.read().select("colombia-russia", start=1700, end=1710)
    assert "1700 to 1710" in headlines.summary(nothing)
    assert headlines.subtitle(nothing, "phases") == ""


def test_documents_chosen_among_several_have_their_own_relations(mexico):
    own = mexico.phases[mexico.phases["source"] != "all"]
    assert headlines.relations(bilateral.corpus.replace(mexico, phases=own)) == headlines.relations(mexico)


def test_a_language_that_is_not_read_is_named():
    text = "Les deux pays ont établi des relations diplomatiques en 1931 et le Pérou les a rompues avec le Japon. " * 3
    corpus = bilateral.read_text(text, dyad=("Peru", "Japan"))
    assert headlines.summary(corpus).endswith("1 document is not in English, of which little can be read.")


def test_what_is_found_but_not_drawn_is_not_missing():
    corpus = on_peru(BACK)
    assert headlines.missing(corpus, "visits") == "The reader found no date."
    assert (
        headlines.undated(corpus, "visits")
        == "Read without a date, so not drawn: “President Taro Aso of Japan visited Peru.”."
    )
    assert headlines.missing(corpus, "claims") == "The record covers none of them."
    assert headlines.missing(on_peru(TRADE), "figures") == ""


@pytest.mark.parametrize("name", ["phases", "events", "visits", "figures", "items", "claims"])
def test_a_subtitle_has_no_years(mexico, name):
    text = headlines.subtitle(mexico, name)
    assert text.endswith("as read in 4 documents.") and not re.search(r"\d{4}", text)


def test_a_date_of_the_record_is_not_the_documents_where_theirs_lies_outside_the_period():
    corpus = bilateral.load(
        "mexico-russia", 1900, 1950
    )  # two documents begin relations in December 1890, on other days
    assert "relations began on 11 December 1890" not in headlines.summary(corpus)
    assert "11 December 1890 by the record" in headlines.summary(corpus)


def test_a_pair_that_was_given_is_not_called_the_most_named():
    assert (
        headlines.inferred(bilateral.read_text("A memorandum\n\nChile, Chile and Peru.", dyad=("Chile", "Peru"))) == ""
    )


def unsurely(kind, *sentences):
    """A document of which the events of a kind were read with low confidence."""
    corpus = on_peru(" ".join(sentences))
    low = corpus.events["confidence"].mask(corpus.events["type"].eq(kind), "low")
    return bilateral.corpus.replace(corpus, events=corpus.events.assign(confidence=low))


@pytest.fixture
def unsure():
    """A document with a beginning and an end, the end read with low confidence."""
    return unsurely("severed", BEGAN.format(1873), SEVERED)


def test_an_end_that_was_not_read_surely_is_quoted_and_not_asserted(unsure):
    assert headlines.title(unsure) == "Japan and Peru: relations since 1873; a break was read, but not surely"
    assert "severed" not in headlines.lede(unsure)[0]
    assert headlines.not_surely(unsure) == f"Read, but not surely: “{SEVERED}” as relations severed."
    assert headlines.not_surely(unsure) in charts.phases(unsure).note


def test_a_restoration_that_was_not_read_surely_is_asserted_only_after_a_sure_end():
    corpus = unsurely("restored", BEGAN.format(1873), SEVERED, RESTORED)
    assert headlines.relations(corpus) == "Relations since 1873, interrupted once"
    assert headlines.not_surely(corpus) == ""
    corpus = unsurely("restored", BEGAN.format(1873), RESTORED)
    assert headlines.relations(corpus) == "Relations since 1873"
    assert headlines.lede(corpus)[0] == "As read in this document, relations began in 1873."


def test_an_end_that_another_document_states_surely_is_asserted(documents):
    corpus = documents(BEGAN.format(1873), SEVERED, SEVERED)
    low = corpus.events["confidence"].mask(corpus.events["source"].eq("d1"), "low")
    corpus = bilateral.corpus.replace(corpus, events=corpus.events.assign(confidence=low))
    assert headlines.relations(corpus) == "Relations from 1873 to 1942"
    assert headlines.not_surely(corpus) == ""


def test_where_nothing_was_read_surely_the_title_says_so(unsure):
    ends = unsure.events[unsure.events["type"].eq("severed")]
    corpus = bilateral.corpus.replace(unsure, events=ends)
    nothing = "The reader found no sure beginning or end of relations"
    assert headlines.relations(corpus) == nothing
    assert headlines.lede(corpus)[0] == f"{nothing}."


def test_relations_that_begin_and_end_on_one_day_are_no_history():
    corpus = on_peru(
        BEGAN.format("21 August 1873") + " On 21 August 1873, Peru severed diplomatic relations with Japan."
    )
    assert {"established", "severed"} <= {*corpus.events["type"]}
    assert headlines.relations(corpus) == "Relations since 1873; a break was read, but not surely"


def test_a_trade_figure_that_is_stated_twice_counts_once():
    corpus = on_peru(f"{TRADE} Copper was sold. In 2010, bilateral trade between Japan and Peru totaled $2.5 billion.")
    assert len(corpus.figures) == 2
    assert headlines.figures(corpus).startswith("The reader found one trade figure about Japan and Peru: “")


def test_today_and_the_day_of_publication_are_no_dates_that_were_not_read():
    corpus = on_peru("March 30, 2022\n\nWe are announcing today that Peru will help Japan.")
    assert [*corpus.unread["text"]] == ["March 30, 2022", "today"]
    assert headlines.unread(corpus) == ""


@pytest.mark.parametrize("name", ["events", "visits", "figures"])
def test_quotes_in_sentences_stand_in_the_documents(mexico, name):
    text = " ".join(map(headlines.words.clean, mexico.texts.values()))
    quotes = re.findall("“(.*?)”", headlines.undated(mexico, name))
    assert all(quote.strip("… ") in text for quote in quotes)
    assert name != "figures" or quotes
