"""Whatever is put in, what comes out is a row of `sources` with clear words, or one clear error in one line."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral import SourceError, decoding
from bilateral.documents import files as sources
from bilateral.documents import folders, layout

TABLES = ("events", "phases", "figures", "visits", "items")
PERU = "Peru–Norway relations\n\n"


def only(corpus):
    """The one row of sources, of a document that gave no other row."""
    assert [len(getattr(corpus, table)) for table in TABLES] == [0] * len(TABLES)
    [row] = corpus.sources.to_dict("records")
    return row


UNREADABLE = [
    (b"", "empty file"),
    (b"\n \n\t\r\n", "empty file"),
    (b"\xef\xbb\xbf", "empty file"),
    (b"\xff\xfe", "empty file"),
    (bytes(range(256)) * 40, "not a text file (binary)"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not a text file (binary)"),
    (b"\0" * 5000, "not a text file (binary)"),
    (b"\xff\xfea\0b\0c", "not a text file (binary)"),
]


@pytest.mark.parametrize(("raw", "remark"), UNREADABLE)
def test_a_file_without_text_is_a_row_that_says_so(tmp_path, raw, remark):
    (tmp_path / "odd.txt").write_bytes(raw)
    row = only(bilateral.read(tmp_path))
    assert row["source"] == "odd"
    assert row["words"] == 0
    assert row["remarks"].startswith(remark)


def test_an_unreadable_file_is_a_row_and_the_others_are_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(f"{PERU}Peru recognized Norway in 1905.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("secret", encoding="utf-8")
    whole = Path.read_bytes

    def read_bytes(path):
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    corpus = bilateral.read(tmp_path)
    assert corpus.sources["remarks"].tolist()[1].startswith("not read: Permission denied")
    assert corpus.events["source"].tolist() == ["a"]


def test_a_file_that_is_too_big_is_a_row_and_is_not_opened(tmp_path):
    with open(tmp_path / "huge.txt", "wb") as file:
        file.truncate(folders.MAX_BYTES + 1)
    assert only(bilateral.read(tmp_path))["remarks"].startswith("not read: over 64 MB")


def test_a_long_text_is_read_to_its_end(tmp_path):
    line = "The harbour was quiet, as it always is in the grey months, " * 15 + "and so the ships lay still.\n\n"
    with open(tmp_path / "long.txt", "w", encoding="utf-8") as file:
        file.write(PERU)
        file.writelines(line for _ in range(20_000_000 // len(line)))
        file.write("Peru recognized Norway in 1905.\n")
    corpus = bilateral.read(tmp_path)
    assert corpus.events[["type", "date"]].values.tolist() == [["recognized", "1905"]]
    assert corpus.events["quote"][0] == "Peru recognized Norway in 1905."


NO_DOCUMENT = [
    ({}, "no document in"),
    ({"scan.odt": b"PK", "notes": b"Peru and Norway"}, "no document in"),
    ({"README.md": b"Peru and Norway"}, "no document in"),
    ({"sources.csv": b"file,label\na.txt,A\n"}, "no document in"),
]


@pytest.mark.parametrize(("files", "words"), NO_DOCUMENT)
def test_a_folder_with_no_document_is_one_clear_error(tmp_path, files, words):
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "folder.txt").mkdir()  # a folder is no document, whatever its name
    with pytest.raises(SourceError, match=f"^documents: {words}") as error:
        bilateral.read(tmp_path)
    assert str(tmp_path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_path_that_is_not_there_is_one_clear_error(tmp_path):
    with pytest.raises(SourceError, match="^documents: no file or folder") as error:
        bilateral.read(tmp_path / "nowhere")
    assert "nowhere" in str(error.value)


TOLD = [
    ("A tale\n\nThe cat sat on the mat in 1924, and it was glad of that.\n", "no pair of states is named"),
    ("A tale\n\nThe cat of Peru sat on the mat in 1924.\n", "no pair of states is named: only Peru"),
    (f"{PERU}Peru and Norway are friends, as all the world knows.\n", "no date was found"),
    (f"{PERU}Peru recognized Norway on 31 February 1930.\n", "no date was found"),
    (f"{PERU}Norway severed relations with Peru in the year 0.\n", "no date was found"),
    (f"{PERU}Relations between Peru and Norway were restored in 99999.\n", "no date was found"),
    (PERU + "1234567890" * 10_000 + "\n", "not read: 1 stretch"),
    (PERU + "(" * 50_000 + "\n", "not read: 1 stretch"),
    (PERU + "Peru recognized Norway " + "in 1924, " * 20_000 + "\n", "not read: 1 stretch"),
    (
        "México–Rusia\n\nMéxico y la Unión Soviética establecieron relaciones diplomáticas en 1924, y las rompieron el "
        "26 de enero de 1930, cuando los dos países no se entendían, según se cuenta.\n",
        "no pair of states is named: only Mexico",
    ),
]


@pytest.mark.parametrize(("text", "remark"), TOLD)
def test_a_text_that_gives_nothing_is_a_row_that_says_why(text, remark):
    assert remark in only(bilateral.read_text(text))["remarks"]


@pytest.mark.parametrize(
    "text",
    [
        "Мексика и СССР установили дипломатические отношения в 1924 году, а в 1930 году они были разорваны.",
        "México y la Unión Soviética establecieron relaciones diplomáticas en 1924, según se cuenta en los libros.",
        "日本とメキシコは1888年に外交関係を樹立した。",
    ],
)
def test_a_text_that_is_not_english_is_told_to_be_none(text):
    row = only(bilateral.read_text(f"Relations\n\n{text}\n", dyad=("Mexico", "Russia")))
    assert row["language"] == "und"
    assert "not English" in row["remarks"]


def test_one_digit_line_does_not_hide_the_rest():
    corpus = bilateral.read_text(f"{PERU}{'1234567890' * 10_000}\n\nPeru recognized Norway in 1905.\n")
    assert corpus.events["date"].tolist() == ["1905"]


SENTENCE = f"{PERU}Peru recognized Norway in 1905.\n"
BAD_SOURCES = [
    (b"name,title\nx.txt,a\n", "sources.csv: needs a column 'file'"),
    (b"file,label,label\nx.txt,a,b\n", "sources.csv: has the column 'label' twice"),
    (b"file,label\nx.txt,a\n,b\n", "sources.csv, line 3: names no document"),
    (b'file,label\nx.txt,"a\n', "sources.csv, line 2: not a CSV table"),
    (b"file,label\nother.txt,Ministry, Oslo\n", "sources.csv, line 2: not used: 3 cells for 2 columns"),
    (b"file,title\nx.txt,a\nx.txt,b\n", "sources.csv: needs a column 'file' that names each document once"),
    (b"", "sources.csv: not a CSV table"),
    (bytes(range(256)) * 9, "sources.csv: not a CSV table"),
]


@pytest.mark.parametrize(("raw", "words"), BAD_SOURCES)
def test_a_sources_table_that_cannot_be_used_is_one_clear_error(tmp_path, raw, words):
    (tmp_path / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "sources.csv").write_bytes(raw)
    with pytest.raises(SourceError) as error:
        bilateral.read(tmp_path)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_sources_table_on_other_files_changes_nothing_and_a_told_dyad_goes_first(tmp_path):
    (tmp_path / "x.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,label,dyad\ny.txt,Why,chile-peru\n", encoding="utf-8")
    corpus = bilateral.read(tmp_path)
    assert corpus.dyads == ["norway-peru"]
    assert pd.isna(corpus.sources["label"][0])
    (tmp_path / "sources.csv").write_text("file,label,dyad\nx.txt,Ex,chile-peru\n", encoding="utf-8")
    corpus = bilateral.read(tmp_path)
    assert corpus.dyads == ["chile-peru"]
    assert corpus.sources["label"][0] == "Ex"


PARAMETERS = [
    (
        {"dyad": "atlantis-lemuria"},
        "dyad: 'atlantis-lemuria' is no known pair of states; write it like 'mexico-russia' or as two names",
    ),
    (
        {"dyad": "Mexico–Peru"},
        "dyad: no document is on 'Mexico–Peru'; these documents are on: colombia-russia, mexico-russia",
    ),
    ({"dyad": ("Mexico", "Peru")}, "dyad: no document is on 'mexico-peru'"),
    ({"dyad": ("Mexico", "Mexico")}, "dyad: ('Mexico', 'Mexico') names one state, not two"),
    ({"start": 2000, "end": 1900}, "start: 2000 is after end 1900"),
    ({"start": "1930-02", "end": "1930-01"}, "start: '1930-02' is after end '1930-01'"),
    ({"start": 99999}, "start: 99999 is no year"),
    ({"end": 0}, "end: 0 is no year"),
    ({"start": "soon"}, "start: 'soon' is no year"),
    ({"start": "1930-02-31"}, "start: '1930-02-31' is no year"),
    ({"end": 1930.5}, "end: 1930.5 is no year"),
    ({"start": True}, "start: True is no year"),
    ({"documents": "nowhere/at/all"}, "documents: no file or folder 'nowhere/at/all'"),
]


@pytest.mark.parametrize(("parameters", "words"), PARAMETERS)
def test_a_parameter_that_is_wrong_is_named_in_one_line(parameters, words):
    with pytest.raises(SourceError) as error:
        bilateral.load(**{"dyad": "mexico-russia", **parameters})
    assert str(error.value).startswith(words)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", [None, b"Peru", 1924, ["Peru"]])
def test_what_is_no_text_is_one_clear_error(text):
    with pytest.raises(SourceError, match="^text: needs a string"):
        bilateral.read_text(text)


def test_tables_without_rows_keep_their_columns_and_kinds():
    empty, full = bilateral.read_text(""), bilateral.read()
    for table in (*TABLES, "sources"):
        assert getattr(empty, table).dtypes.to_dict() == getattr(full, table).dtypes.to_dict()


WORDS = (
    "Peru|Norway|the two countries|Oslo|U.S.|the USSR|President|King|Alma|embassy|legation|established|severed|were|"
    "not|recognized|relations|visited|opened|exports|include|treaty|1924|4 May 1924|in|since|until|31 February|99999|"
    "the 1930s|two years later|first half of|[1]|(1975, 1981)|$1,784 billion|5%|20,000 rifles|2,14,560|€|"
    "tourists|.|,|;|:|“|’|–"
).split("|")
ODD = [
    "\n",
    "\n\n",
    "- ",
    "| a | b |",
    "# ",
    "== See also ==",
    "\u00a0",
    "\ufeff",
    "\u202e",
    "\x00",
    "\r\n",
    "\U0001f1f5\U0001f1ea",
]
FRAGMENTS = st.sampled_from(WORDS + ODD)
TEXTS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=40).map(" ".join)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS, st.sampled_from([None, ("Peru", "Norway"), ("Peru", "Sri Lanka")]))
def test_no_text_is_too_odd_and_every_row_stands_where_it_says(text, dyad):
    corpus = bilateral.read_text(text, dyad=dyad)
    assert len(corpus.sources) == 1
    for table in ("events", "figures", "visits", "items"):
        for row in getattr(corpus, table).itertuples():
            assert corpus.texts["text"][row.char_start : row.char_end] == row.quote
            assert pd.isna(row.earliest) or pd.isna(row.latest) or row.earliest <= row.latest
            if not pd.isna(row.date):
                assert corpus.texts["text"][row.date_char_start : row.date_char_end] == row.date_text


@settings(max_examples=40, deadline=None, derandomize=True)
@given(TEXTS)
def test_two_reads_are_equal(text):
    one, two = (bilateral.read_text(text, dyad=("Peru", "Norway")) for _ in range(2))
    for table in (*TABLES, "sources"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(two, table))
    assert one.texts == two.texts


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_remark(raw):
    text, remark = decoding.decode(raw)
    assert text or remark or not raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")
    assert "\r" not in text


PARAGRAPHS = st.sampled_from(
    [
        "Peru and Norway established diplomatic relations on 7 June 1921.",
        "Relations were severed in 1968 and restored in the following decade.",
        "President Alma Quispe visited Norway in 1973. She was glad of it.",
        "In 2010 bilateral trade reached $1,784 million.",
        "Norwegian exports to Peru include paper and salted cod.",
        "Visits from Norway to Peru",
        "- Prime Minister Olav Berg (1980)",
        "- King Harald V (May 1996)",
        "On 14 March the two countries opened embassies in Oslo and Lima.",
        "1966",
        "The first Norwegian legation in Lima was opened two years later.",
    ]
)
UNRELATED = [
    "The harbour was quiet, and the ships lay still.",
    "It rained in Samarkand in 1402, as it often does there.",
]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=6), st.sampled_from(UNRELATED))
def test_an_unrelated_paragraph_at_the_end_changes_no_earlier_row(paragraphs, unrelated):
    text = PERU + "\n\n".join(paragraphs)
    alone, longer = (
        bilateral.read_text(words, dyad=("Peru", "Norway")) for words in (text, f"{text}\n\n{unrelated}\n")
    )
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(alone, table), getattr(longer, table))


def test_no_run_of_combining_marks_is_longer_than_the_stream_safe_form_allows():
    marks = "\u0301\u0316" * 30_000
    text = bilateral.read_text(f"{PERU}Peru recognized Norway x{marks} in 1905.").texts["text"]
    runs = [len(run) for run in re.findall(r"[\u0300-\u034e]+", text)]
    assert max(runs) == 30 and sum(runs) == len(marks)


@pytest.mark.parametrize("text", ["—" * 200, "─" * 200, "…" * 99, "👍" * 50, "x" + "\u0323" * 30, "สวัสดี" * 20])
def test_other_signs_in_a_row_stay_as_they_are(text):
    assert bilateral.read_text(PERU + text).texts["text"] == PERU + text


def test_a_table_row_may_hold_a_thousand_cells_of_prose():
    cell = "| In 1905 the two countries of Peru and Norway signed a treaty on trade. "
    corpus = bilateral.read_text(PERU + cell * 1000 + "|")
    assert len(corpus.events) == 1000


def test_prose_in_the_last_cells_of_a_row_is_read_as_prose_and_what_stands_before_as_a_row():
    prose = "On 2 May the foreign ministers of the two states met in Lima. They signed a treaty."
    line = f"| 1905 | Lima | {prose} | {prose} |"
    page = layout.lay_out(sources.Document("x", "x.txt", PERU + line))
    cut = [(s.kind, page.document.text[s.start : s.end]) for s in page.sentences[1:]]
    first, second = prose.split(". ")[0] + ".", "They signed a treaty."
    assert cut[0] == ("table", "| 1905 | Lima")
    assert [text.strip(" |") for _, text in cut[1:]] == [first, second] * 2
    assert {kind for kind, _ in cut[1:]} == {"prose"}


def test_a_document_is_laid_out_once(monkeypatch):
    calls = []
    lay_out = layout.lay_out
    monkeypatch.setattr(layout, "lay_out", lambda document: calls.append(document) or lay_out(document))
    document = sources.Document("x", "x.txt", PERU)
    assert document.layout is document.layout and len(calls) == 1
