"""What people read: dates in words, tables that are only tables, and sentences that are true of the documents."""

import dataclasses
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

import bilateral
from bilateral import display

PERU = """Peru–Japan relations

Peru and Japan established diplomatic relations on 21 August 1873. In January 1942, Peru severed diplomatic relations \
with Japan. Diplomatic relations between Peru and Japan were restored on 17 June 1952.

In March 1992, President Alberto Fujimori of Peru visited Japan.

In 2010, trade between Peru and Japan totaled $2.5 billion. Peru's main exports to Japan include: copper and fish meal.

State visits

Presidential visits from Peru to Japan

See also
"""


def invented(text):
    """What is read from a text on Peru and Japan."""
    return bilateral.read_text(f"Peru–Japan relations\n\n{text}\n").select("japan-peru")


@pytest.fixture(scope="module")
def seeds():
    return bilateral.read()


@pytest.fixture(scope="module")
def mexico(seeds):
    return seeds.select("mexico-russia")


@pytest.fixture(scope="module")
def colombia(seeds):
    return seeds.select("colombia-russia")


@pytest.fixture(scope="module")
def peru():
    return bilateral.read_text(PERU)


class Html(HTMLParser):
    """The elements of a piece of HTML: (tag, attributes, text)."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])
        self.open.append(self.elements[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.open[-1][2] += data

    def texts(self, *tags):
        return [text for tag, _, text in self.elements if tag in tags]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1924-08-04", "4 August 1924"),
        ("1924-08", "August 1924"),
        ("1924", "1924"),
        ("[1942-09..1942-12]", "between September and December 1942"),
        ("[1942-12..1943-02]", "between December 1942 and February 1943"),
        ("[1942-09-03..1942-10-05]", "between 3 September and 5 October 1942"),
        ("[1961..1964]", "between 1961 and 1964"),
        ("[1800..1849]", "between 1800 and 1849"),
        ("[1806-01-02,1806-02-01]", "2 January 1806 or 1 February 1806"),
        ("1910/1920", "1910 to 1920"),
        ("1941-06-22/1945-05", "22 June 1941 to May 1945"),
        ("193X", "1930s"),
        ("18XX", "19th century"),
        ("19XX", "20th century"),
        ("20XX", "21st century"),
        ("10XX", "11th century"),
        ("11XX", "12th century"),
        ("[..1899]", "by 1899"),
        ("[..1924-08-04]", "by 4 August 1924"),
        ("1992/..", "from 1992 on"),
        ("../1930", "until 1930"),
        ("1890~", "about 1890"),
        ("1890?", "perhaps 1890"),
        ("1890-12-01?", "perhaps 1 December 1890"),
        ("193X~", "about 1930s"),
        ("1966-21", "spring 1966"),
        ("1966-22", "summer 1966"),
        ("1966-23", "autumn 1966"),
        ("1966-24", "winter 1966"),
    ],
)
def test_a_date_in_words(edtf, words):
    assert display.date(edtf).replace("the ", "") == words


@pytest.mark.parametrize("nothing", [None, "", pd.NA, float("nan")])
def test_no_date_in_words(nothing):
    assert display.date(nothing) == "no date given"


@pytest.mark.parametrize(
    ("edtf", "words"), [("1890~/..", "from about 1890 on"), ("1890?/1900", "perhaps 1890 to 1900")]
)
def test_a_vague_limit_in_words(edtf, words):
    """The reader writes the first of these for "since about 1890"."""
    assert display.date(edtf) == words


def test_every_date_of_the_seeds_is_in_words(seeds):
    told = [d for name in ("events", "figures", "visits", "items") for d in getattr(seeds, name)["date"].dropna()]
    told += [d for limit in ("opened", "closed") for d in seeds.phases[limit].dropna() if d != ".."]
    assert len(told) > 30
    assert [d for d in told if re.search(r"[~?%\[\]/X]|\.\.|\d-\d", display.date(d))] == []
    assert [d for d in told if not set(re.findall(r"[12]\d{3}", d)) <= set(re.findall(r"\d{4}", display.date(d)))] == []


def test_a_table_takes_markup_for_text():
    texts = [
        "<script>alert(1)</script>",
        "a \"quoted\" & 'single' word",
        "</td></table><img src=x onerror=y>",
        "$x$ and $y$",
    ]
    rows = pd.DataFrame({"<b>One</b>": texts, "Two": ["&amp;", "`code`", "](javascript:x)", "a\nb"]})
    page = Html(display.Table(rows, "<i>Caption</i> & more")._repr_html_())
    assert {tag for tag, *_ in page.elements} == {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert page.texts("caption") == ["<i>Caption</i> & more"]
    assert page.texts("th") == ["<b>One</b>", "Two", *texts]
    assert page.texts("td") == ["&amp;", "`code`", "](javascript:x)", "a\nb"]


def test_a_table_is_not_read_as_mathematics():
    """Two dollar amounts in one row stay dollar amounts, in JupyterLab too."""
    [table, *_] = Html(display.Table(pd.DataFrame({"A": ["$2 and $3"]}), "Money")._repr_html_()).elements
    assert "tex2jax_ignore" in table[1]["class"].split()


def test_a_table_has_caption_and_scopes():
    rows = pd.DataFrame({"When": ["1924", "1930"], "What": ["established", None], "n": [1, 2]})
    page = Html(display.Table(rows, "Events")._repr_html_())
    assert [(a["scope"], text) for tag, a, text in page.elements if tag == "th"] == [
        ("col", "When"), ("col", "What"), ("col", "n"), ("row", "1924"), ("row", "1930")
    ]  # fmt: skip
    assert page.texts("td") == ["established", "1", "", "2"]
    tags = [tag for tag, *_ in page.elements]
    assert tags[:2] == ["table", "caption"] and tags.count("tr") == 3


def test_a_table_as_plain_text_is_a_line_a_row():
    rows = pd.DataFrame({"When": ["1924", "1930"], "Words": ["two\nlines  of text", pd.NA]})
    table = display.Table(rows, "Events")
    assert repr(table).splitlines() == ["Events", "1924 | two lines of text", "1930 | "]
    assert len(table) == 2


def test_a_frame_in_a_notebook_is_shown_as_written(monkeypatch):
    """A date stays whole, nothing turns the words after it, a dollar sign is no formula; pandas' own option still holds."""
    shell = SimpleNamespace(display_formatter=DisplayFormatter())
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    quote = "$2 of 1924-08-04, \u202e<b>two"
    frame = pd.DataFrame({"date": ["1924-08-04", "1942-11-10/1942-11-12"], "quote": [quote, "none"]})
    with pd.option_context("display.html.use_mathjax", True):
        display.frames_as_written()
        page = shell.display_formatter.format(frame)[0]["text/html"]
    for date in frame["date"]:
        assert f'<td style="white-space:nowrap">{date}</td>' in page
    assert f"<td>{display.escaped(quote)}</td>" in page and "tex2jax_ignore" in page
    with pd.option_context("display.notebook_repr_html", False):
        assert "text/html" not in shell.display_formatter.format(frame)[0]


def test_a_table_without_rows_says_so():
    table = display.Table(pd.DataFrame({"When": []}), "Events of <A> and B")
    assert repr(table) == "Events of <A> and B: no rows."
    page = Html(table._repr_html_())
    assert [(tag, text) for tag, _, text in page.elements] == [("p", "Events of <A> and B: no rows.")]


@pytest.mark.parametrize("name", ["events", "phases", "figures", "visits", "items", "sources"])
def test_tables_of_a_corpus_have_a_line_for_each_row(mexico, colombia, name):
    for corpus, states in ((mexico, ("Mexico", "Russia")), (colombia, ("Colombia", "Russia"))):
        table, rows = getattr(display, name)(corpus), getattr(corpus, name)
        if name == "phases":
            rows = rows[rows["source"] == "all"]
        if name == "items":  # one line for each sentence that lists, and for each way
            rows = rows.drop_duplicates(["list", "from_state", "to_state", "quote", "source"])
        assert len(table) == len(rows)
        assert all(state in table.caption for state in states)
        page = Html(table._repr_html_())
        quotes = rows.get("quote", [])
        assert [quote for quote in quotes if quote not in page.texts("td")] == []


def test_tables_of_nothing_say_so(colombia):
    nothing = colombia.select(start=1700, end=1710)
    for name in ("events", "phases", "visits", "figures"):
        text = repr(getattr(display, name)(nothing))
        assert text.endswith(": no rows.") and "Colombia and Russia" in text
    assert "1700 to 1710" in repr(display.events(nothing))


def test_tables_say_what_the_documents_say(mexico):
    visits = Html(display.visits(mexico)._repr_html_())
    assert any("Luis Echeverría (President)" in text for text in visits.texts("th"))
    assert {"1973", "official visit", "Mexico → Russia"} <= set(visits.texts("td"))
    items = Html(display.items(mexico)._repr_html_())
    assert any("tequila" in text and "beer" in text for text in items.texts("td"))
    documents = Html(display.sources(mexico)._repr_html_())
    assert documents.texts("th")[-4:] == ["thisday.fyi 1924", "history.info", "RIAC blog", "Infogalactic"]
    assert "2023-09-14" in documents.texts("td")


def test_events_stand_in_the_order_of_time(mexico):
    lines = repr(display.events(mexico)).splitlines()[1:]
    years = [int(re.search(r"1[89]\d\d|20\d\d", line)[0]) for line in lines if not line.startswith("by ")]
    assert years == sorted(years) and len(years) > 20


def test_a_visit_that_was_cancelled_is_told_as_such():
    corpus = invented("The visit of President Alan García of Peru to Japan in May 2009 was cancelled.")
    assert len(corpus.visits) == 1
    assert "did not take place" in repr(display.visits(corpus))
    assert "The reader found 1 visit denied, planned or cancelled" in display.summary(corpus)


def test_every_quote_was_looked_up(seeds, mexico, colombia, peru):
    for corpus in (mexico, colombia, peru):
        line = display.check(corpus)
        n = sum(len(getattr(corpus, name)) for name in ("events", "figures", "visits", "items"))
        assert "\n" not in line and re.search(rf"\b{n} quotes\b", line), line
        assert line.startswith(f"{len(corpus.sources)} document")
        assert all(name in line for name in corpus.pair)
    assert display.check(mexico).startswith("4 documents on Mexico and Russia")


@pytest.mark.parametrize("name", ["events", "figures", "visits", "items"])
@pytest.mark.parametrize("change", [{"char_start": 1, "char_end": 1}, {"char_end": -1}, {"quote": "!"}])
def test_a_quote_that_was_moved_is_found_out(peru, name, change):
    display.check(peru)
    table = getattr(peru, name).copy()
    for column, by in change.items():
        table[column] = table[column] + by
    with pytest.raises(AssertionError, match="does not stand"):
        display.check(dataclasses.replace(peru, **{name: table}))


def in_order(text, *words):
    """Whether the words stand in the text, one after the other."""
    return re.search(".*?".join(map(re.escape, words)), text, re.DOTALL)


def test_the_summary_tells_the_phases_in_order(mexico):
    text = display.summary(mexico)
    assert "4 documents of 2,401 words" in text
    dates = ["1 December 1890", "1910", "4 August 1924", "26 January 1930", "November 1942", "December 1991"]
    assert in_order(text, *dates), text
    assert in_order(
        text, "began", "lapsed", "established in 1924", "severed", "restored", "Russian Federation", "found no"
    ), text
    assert in_order(text, "2 visits from Mexico to Russia", "not read: 1"), text


def test_the_summary_of_one_event_tells_no_more(colombia):
    text = display.summary(colombia)
    assert text.startswith("1 document of 479 words, read for statements on Colombia and Russia")
    assert in_order(text, "relations began in 1935", "the reader found no end", "no visit", "found no amount"), text
    assert not re.search("sever|lapse|restor|taken up", text)


def test_the_summary_of_a_period_tells_of_that_period(mexico):
    text = display.summary(mexico.select(start=1920, end=1945))
    assert in_order(text, "1920 to 1945", "4 August 1924", "26 January 1930", "November 1942"), text
    assert not re.search("1806|1890|1991", text)
    assert in_order(
        text,
        "no visit or meeting",
        "The reader found one amount about Mexico and Russia",
        "third biggest trading partner",
    ), text


def test_the_summary_of_an_invented_text(peru):
    text = display.summary(peru)
    assert in_order(
        text, "Japan and Peru", "21 August 1873", "severed in January 1942", "restored on 17 June 1952", "no end"
    ), text
    assert in_order(
        text,
        "1 visit from Peru to Japan",
        "The reader found one trade figure about Japan and Peru",
        "2010",
        "$2.5 billion",
    ), text


@pytest.mark.parametrize(
    ("text", "words", "absent"),
    [
        ("Peru and Japan established diplomatic relations by 1899.", ["began by 1899"], "sever|lapse"),
        ("Peru and Japan established diplomatic relations in the 1930s.", ["began in the 1930s"], "sever|lapse"),
        (
            "Peru and Japan established diplomatic relations between 1961 and 1964.",
            ["began between 1961 and 1964"],
            "in 196",
        ),
        (
            "Peru and Japan established relations in 1873. Peru broke off relations with Japan on 24 January 1942.",
            ["began in 1873", "severed on 24 January 1942", "the reader found no restoration"],
            "no end",
        ),
        (
            "Peru and Japan grow rice. Both grew rice in 1901.",
            ["The reader found no dated beginning or end of relations"],
            "began|severed",
        ),
    ],
)
def test_the_summary_follows_the_words(text, words, absent):
    told = display.summary(invented(text)).split(". ")[1]
    assert in_order(told, *words), told
    assert not re.search(absent, told)


def test_contacts_are_no_beginning_of_relations():
    corpus = invented("In 1806, Peruvian explorer Juan Paz arrived in Japan.")
    assert list(corpus.events["type"]) == ["contact"]
    assert "The reader found no dated beginning or end of relations" in display.summary(corpus)


def test_doubts_name_both_readings_of_a_comma(mexico):
    text = display.alternative_readings(mexico)
    assert (
        "$1,784 billion" in text and "1.784 billion" in text and "1,000 times less" in text and "Infogalactic" in text
    )
    assert len(text.splitlines()) == 1


def test_doubts_follow_the_number():
    text = display.alternative_readings(invented("In 2014, trade between Peru and Japan totaled $3,456 billion."))
    assert "$3,456 billion" in text and "3.456 billion" in text and "2014" in text


@pytest.mark.parametrize("amount", ["$2.5 billion", "$1,784,500", "5 million euros"])
def test_there_is_no_doubt_about_a_plain_number(amount):
    corpus = invented(f"In 2010, trade between Peru and Japan totaled {amount}.")
    assert len(corpus.figures) == 1
    assert "one way only" in display.alternative_readings(corpus)


def test_without_amounts_there_is_nothing_to_doubt(colombia):
    text = display.alternative_readings(colombia)
    assert "The reader found no amount" in text and "Colombia and Russia" in text


def test_amounts_about_others_are_not_denied(mexico):
    """A document that states "2 million U.S. dollars" for Spain is not said to state no amount."""
    corpus = mexico.select(start=1920, end=1945)
    assert "2 million U.S. dollars" in " ".join(corpus.figures["quote"])
    assert not re.search(r"states? an amount( \d| in |\.)", display.alternative_readings(corpus))


def test_missing_says_what_was_read(mexico, colombia):
    text = display.missing(colombia, "visits")
    assert all(fact in text for fact in ("1 document", "Colombia and Russia", "479 words"))
    text = display.missing(mexico.select(start=1920, end=1945), "visits")
    assert all(fact in text for fact in ("None found in 4 documents", "2,401 words", "1920", "1945"))


@pytest.mark.parametrize("name", ["events", "phases", "figures", "visits", "items"])
def test_missing_says_what_the_reader_did_not_find(colombia, name):
    text = display.missing(colombia.select(start=1700, end=1710), name)
    assert re.match("None found|The reader found no date", text) and text.endswith(".") and "\n" not in text


def test_remarks_name_the_lists_that_were_lost(mexico, colombia, peru):
    lines = display.remarks(mexico).splitlines()
    assert all(line.startswith("Infogalactic: ") for line in lines)
    for heading in (
        "Presidential visits from Mexico to the USSR / Russia[2][5]",
        "Presidential visits from Russia to Mexico",
    ):
        assert len([line for line in lines if f"“{heading}”" in line]) == 1
    assert "Presidential visits from Peru to Japan" in display.remarks(peru)
    assert display.remarks(colombia).startswith("The reader found no heading")


def test_remarks_fall_silent_when_the_list_is_there():
    corpus = bilateral.read_text(
        PERU.replace("to Japan\n\nSee", "to Japan\n\n- President Alan García (May 2009)\n\nSee")
    )
    assert display.remarks(corpus).startswith("The reader found no heading")


def test_remarks_show_a_heading_whole():
    corpus = invented("In 1901, a war began.\n\nPresidential visits from Peru to Japan; since 1950\n\nSee also\n")
    assert "“Presidential visits from Peru to Japan; since 1950”" in display.remarks(corpus)


def test_a_sources_name_turns_no_words_around(tmp_path):
    (tmp_path / "one.txt").write_text(PERU.replace("$2.5", "$2,500"), encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,label\none.txt,Gaz\u202eette\x1b[31m\n", encoding="utf-8")
    corpus = bilateral.load("japan-peru", documents=tmp_path)
    said = [
        display.check(corpus),
        display.summary(corpus),
        display.alternative_readings(corpus),
        display.remarks(corpus),
    ]
    said += [display.missing(corpus, "phases"), repr(display.MarkedText(corpus, "one"))]
    assert sum("Gaz" in text for text in said) == 3
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", "".join(said))
