"""Rows of another reader are taken in where the document has their words, dates and amounts; all others are refused aloud."""

import json

import pytest

import bilateral
from bilateral import SourceError

TEXT = """Peru–Norway relations

Peru and Norway established diplomatic relations on 3 May 1921. In 1940 Peru severed relations with Norway.
The two foreign offices exchanged friendly
words in 1955. In 1960 trade between the two countries reached $4 million. Peru did not sever relations in 1950.
The two states fell out in 1961 and made up in 1962. In 1978 President Morales paid an official visit to Oslo.
"""
ONCE = "its words do not stand exactly once in the sentences that were read"
FRIENDLY = "The two foreign offices exchanged friendly words in 1955."


@pytest.fixture
def read(tmp_path):
    def reading(*lines, name="gemini.jsonl", text=TEXT):
        (tmp_path / "documents").mkdir(exist_ok=True)
        (tmp_path / "documents" / "a.txt").write_text(text, encoding="utf-8")
        lines = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return bilateral.read(tmp_path / "documents", rows=tmp_path / name)

    return reading


def event(quote, **given):
    return {"table": "events", "quote": quote, "type": "contact"} | given


def of_langextract(quote, start=None, **attributes):
    interval = None if start is None else {"start_pos": start, "end_pos": start + len(quote)}
    return {
        "extraction_class": "event", "extraction_text": quote, "char_interval": interval, "alignment_status": "match_exact",
        "extraction_index": 1, "group_index": 0, "description": None, "attributes": attributes,
    }  # fmt: skip


def theirs(table):
    return table[table["rule"].str.contains("rows/")]


def test_a_document_of_langextract_gives_rows_that_name_their_reader(read):
    rows = [of_langextract(FRIENDLY, 5, type="contact", actors=["Peru", "Norway"], date="1955")]
    corpus = read({"extractions": rows, "text": TEXT, "document_id": "doc_0123abcd"})
    [row] = theirs(corpus.events).itertuples()
    assert (row.type, row.date, row.actors, row.rule) == ("contact", "1955", "Peru, Norway", "rows/gemini")
    assert corpus.texts["a"][row.char_start : row.char_end] == row.quote
    assert corpus.texts["a"][row.date_char_start : row.date_char_end] == row.date_text == "1955"
    assert "refused" not in corpus.sources["remarks"][0]
    assert "1955" not in set(corpus.unread["text"])  # a row uses it now


def test_the_same_as_csv(read):
    corpus = read(
        "document_id,extraction_class,extraction_text,type", f'a.txt,event,"{FRIENDLY}",contact', name="our model.csv"
    )
    assert list(theirs(corpus.events)["rule"]) == ["rows/our-model"]


def test_a_row_that_the_reader_has_itself_names_both(read):
    corpus = read(event("Peru severed relations", type="severed", date="1940"))
    assert len(corpus.events) == len(bilateral.read_text(TEXT).events)
    assert list(theirs(corpus.events)["rule"]) == ["events/active date/before rows/gemini"]


def test_the_rows_of_the_reader_itself_are_the_same_rows(tmp_path):
    """Each event and visit that a document gives, offered as another reader's, is united with it."""
    corpus, offered = bilateral.read(), []
    for table, key in (("events", "type"), ("visits", "visitor")):
        rows = getattr(corpus, table).dropna(subset=["date", key])
        rows = rows.assign(table=table)[["table", "source", "quote", "char_start", "date", key]]
        offered += rows.to_dict("records")
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, offered)), encoding="utf-8")
    again = bilateral.read(rows=tmp_path / "own.jsonl")
    assert not again.sources["remarks"].str.contains("refused").any()
    assert len(theirs(again.events)) + len(theirs(again.visits)) == len(offered)
    assert (len(again.events), len(again.visits)) == (len(corpus.events), len(corpus.visits))


def test_amounts_and_dates_are_the_readers_own(read):
    stripped = TEXT.replace("trade between the two countries", "what passed the two borders")
    corpus = read({"table": "figures", "quote": "what passed the two borders reached $4 million", "measure": "trade",
                   "value": "4000000", "date": "in 1960"}, text=stripped)  # fmt: skip
    [row] = theirs(corpus.figures).itertuples()
    assert (row.measure, row.value, row.unit, row.date, row.printed) == ("trade", 4e6, "USD", "1960", "$4 million")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (event("The two foreign ministers exchanged words"), ONCE),
        (event("Peru"), ONCE),
        (event("in 1962. In 1978 President Morales"), ONCE),
        (event(FRIENDLY, date="1956"), "1956 is needed; the reader finds 1955"),
        (event(FRIENDLY, date="1955-05-03"), "1955-05-03 is needed; the reader finds 1955"),
        (event(FRIENDLY, date="lately"), "lately is needed; the reader finds 1955"),
        (event("fell out in 1961 and made up in 1962"), "one date or amount is needed; the reader finds 1961, 1962"),
        (event("Peru did not sever relations in 1950", type="severed"), "the reader refuses these words: denied"),
        (event(FRIENDLY, type="quarrel"), "type 'quarrel' is none of agreement, aid"),
        (event(FRIENDLY, actors="Chile"), "actors 'Chile' is none of Norway, Peru"),
        (event(FRIENDLY, mood="good"), "gives type, mood of 'events'; valid are events (date, type, level, actors)"),
        ({"table": "person", "quote": FRIENDLY}, "valid are events (date, type"),
        ({"table": "figures", "quote": "reached $4 million", "measure": "trade", "value": "$5 million"}, "$5 million is needed; the reader finds $4 million"),
        ({"table": "visits", "quote": "an official visit to Oslo", "visitor": "Moreno"}, "visitor 'Moreno' is not in the sentence"),
    ],
)  # fmt: skip
def test_what_does_not_stand_there_is_refused_with_the_reason(read, row, why):
    corpus = read(row)
    [remark] = [line for line in corpus.sources["remarks"][0].splitlines() if "refused" in line]
    assert remark.startswith("gemini.jsonl, line 1: refused: ") and why in remark
    assert not any(len(theirs(getattr(corpus, table))) for table in ("events", "figures", "visits", "items"))


def test_the_place_decides_between_the_same_words(read):
    first, second = (
        "They were cool to each other in 1961.",
        "Both foreign offices recall that they were cool to each other in 1961.",
    )
    text, quote = f"{TEXT}{first} {second}\n", "were cool to each other in 1961"
    refused = read(event(quote), text=text)
    assert theirs(refused.events).empty and ONCE in refused.sources["remarks"][0]
    placed = read(event(quote, char_start=text.rindex(quote)), text=text)
    assert list(theirs(placed.events)["quote"]) == [second]


@pytest.mark.parametrize("text", ["It rained in 1955.\n", "", "\0" * 5000])
def test_a_row_of_a_document_that_gives_nothing_is_refused(read, text):
    corpus = read(event("It rained in 1955."), text=text)
    assert "line 1: refused: 'It rained in 1955.': " in corpus.sources["remarks"][0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "gemini.jsonl, line 1: no JSON object of a row; a row needs extraction_class and extraction_text (or table and quote)"),
        ("[1, 2]", "gemini.jsonl, line 1: no JSON object of a row; "),
        ('{"extractions": 5}', "gemini.jsonl, line 1: no JSON object of a row; "),
        ('{"table": "events"}', "gemini.jsonl, line 1: a row needs extraction_class and extraction_text (or table and quote); it has table"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_one_line(read, line, message):
    with pytest.raises(SourceError) as error:
        read(line)
    assert str(error.value).startswith(message) and "\n" not in str(error.value)


def test_of_several_documents_each_row_names_one(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "m.csv").write_text(f'source,table,quote,type\nb.txt,events,"{FRIENDLY}",contact\n', encoding="utf-8")
    assert list(theirs(bilateral.read(tmp_path, rows=tmp_path / "m.csv").events)["source"]) == ["b"]
    (tmp_path / "m.csv").write_text(f'source,table,quote,type\nc,events,"{FRIENDLY}",contact\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"^m.csv, line 2: no document 'c'; there are a, b$"):
        bilateral.read(tmp_path, rows=tmp_path / "m.csv")


@pytest.mark.parametrize("rows", ["x.xml", "x.jsonl", 5, "."])
def test_a_file_that_is_none_is_one_line(tmp_path, rows):
    with pytest.raises(SourceError, match=r"^rows: '.*' is no file that ends in .jsonl or .csv$"):
        bilateral.load("mexico-russia", rows=tmp_path / rows if isinstance(rows, str) else rows)


def test_a_document_on_many_pairs_gives_each_row_to_its_part(tmp_path):
    partners = {"Norway": 1921, "Chile": 1922, "Japan": 1923, "Egypt": 1924}
    parts = [
        f"{name}\n\nThe two offices exchanged friendly words in {year} and were glad.\n"
        for name, year in partners.items()
    ]
    (tmp_path / "a.txt").write_text("Foreign relations of Peru\n\n" + "\n".join(parts), encoding="utf-8")
    rows = [event("exchanged friendly words in 1922", date="1922"), event("in 1999")]
    (tmp_path / "m.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = bilateral.read(tmp_path / "a.txt", rows=tmp_path / "m.jsonl")
    assert list(theirs(corpus.events)[["dyad", "date"]].itertuples(index=False, name=None)) == [("chile-peru", "1922")]
    assert corpus.sources["remarks"].str.contains("line 2: refused: 'in 1999'").any()
