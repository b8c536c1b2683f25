"""What was not read is listed with the reason, and `check` prints it."""

import json

import pytest

import bilateral
from bilateral import cli as command
from bilateral import display
from bilateral.extract import guards, unread

PERU = ("Peru", "Norway")


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Chile severed relations with Bolivia in 1962.", guards.OTHERS),
        ("Peru and Norway never established diplomatic relations before 1950.", guards.DENIED),
        ("In 1911 the weather in Lima was fine.", unread.NO_RULE),
    ],
)
def test_a_sentence_with_a_date_and_no_row_is_listed_with_the_reason(sentence, why):
    corpus = bilateral.read_text(f"Peru–Norway relations\n\nPeru traded with Norway. {sentence}", dyad=PERU)
    left = corpus.unread
    assert list(left["quote"]) == [sentence] and list(left["why"]) == [why]
    row = left.iloc[0]
    assert corpus.texts[row.source][row.char_start : row.char_end] == row.quote


def test_a_sentence_that_tells_an_event_again_was_read():
    again = "Relations between Peru and Norway were established in 1921, then. They were established on 3 May 1921."
    corpus = bilateral.read_text(f"Peru–Norway relations\n\n{again}", dyad=PERU)
    assert list(corpus.events["mentions"]) == [2] and corpus.unread.empty


@pytest.mark.parametrize(
    "sentence",
    ["Peru and Norway established diplomatic relations in 1921.", "Peru and Norway are far from each other."],
)
def test_a_sentence_that_was_read_or_has_no_date_is_not_listed(sentence):
    assert bilateral.read_text(f"Peru–Norway relations\n\n{sentence} They are.", dyad=PERU).unread.empty


def test_a_marked_document_holds_all_its_text_once_and_only_as_text():
    text = "Peru–Norway relations\n\nPeru & Norway <b>established</b> relations in 1921. Print\n\nIn 1940 Peru severed relations with Norway."
    marked = display.MarkedText(bilateral.read_text(text, dyad=PERU), "text")
    page = marked._repr_html_()
    assert "<b>" not in page and "&lt;b&gt;established&lt;/b&gt;" in page
    assert page.count("severed relations") == 1


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Peru–Norway relations\n\nIn 1940 Peru severed relations with Norway. In 1911 it rained in Lima.\n",
        encoding="utf-8",
    )
    return path


def test_check_prints_what_was_read_and_what_was_not(document, capsys):
    assert command.main(["check", str(document)]) == 0
    out = capsys.readouterr().out
    assert "1940 | severed" in out and "1911 | no rule" in out and "norway-peru" in out


def test_check_as_json_is_one_object_a_document(document, capsys):
    assert command.main(["check", "--json", str(document)]) == 0
    [told] = map(json.loads, capsys.readouterr().out.splitlines())
    assert told["events"][0]["type"] == "severed" and told["events"][0]["earliest"].startswith("1940-01-01")
    assert told["unread"][0]["date"] == "1911" and told["source"]["dyad"] == "norway-peru"


def test_check_fails_where_nothing_was_read(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("It rained.\n", encoding="utf-8")
    assert command.main(["check", str(path)]) == 1
    assert "no pair of states is named" in capsys.readouterr().out


def test_check_of_a_missing_file_is_one_line(capsys):
    assert command.main(["check", "nowhere.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_check_says_how_often_the_reader_is_right(document, capsys):
    command.main(["check", str(document)])
    assert "of its rows are right" in capsys.readouterr().out
