"""An error of the reader costs one sentence, or one document, and is said; it never stops the others."""

import json

import pytest

import bilateral
from bilateral.cli import main
from bilateral.dates import finder as dates
from bilateral.documents import layout
from bilateral.extract.amounts import prose as figures

GOOD = "Peru–Japan relations\n\nPeru and Japan established relations on 21 August 1873.\n"
BAD = "Peru–Japan relations\n\nThey established relations in 1873. Trade was worth $13 million in 1990. Peru broke off relations in 1942.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    return tmp_path


def failing(original, word):
    """A function of the reader with a fault: it cannot stand a word."""

    def fails(text, *rest, **named):
        if word in str(getattr(text, "folded", text)):
            raise KeyError(word)
        return original(text, *rest, **named)

    return fails


@pytest.mark.parametrize(("module", "name", "word"), [(dates, "find", "$13"), (figures.amounts, "find", "$13")])
def test_a_sentence_that_cannot_be_read_costs_itself_alone(folder, monkeypatch, capsys, module, name, word):
    monkeypatch.setattr(module, name, failing(getattr(module, name), word))
    corpus = bilateral.read(folder)
    assert sorted(zip(corpus.events["source"], corpus.events["date"], strict=True)) == [
        ("bad", "1873"), ("bad", "1942"), ("good", "1873-08-21"),
    ]  # fmt: skip
    assert "1 sentence could not be read: KeyError: '$13'" in corpus.sources.set_index("source")["remarks"]["bad"]
    left = corpus.unread.set_index("quote")["why"]
    assert left["Trade was worth $13 million in 1990."].startswith("could not be read: KeyError: '$13'")
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "could not be read: KeyError" in out and "1873-08-21" in out or "21 August 1873" in out


def test_a_document_that_cannot_be_read_stops_no_other(folder, monkeypatch, capsys):
    monkeypatch.setattr(layout, "lay_out", failing(layout.lay_out, "$13"))
    corpus = bilateral.read(folder)
    assert list(corpus.events["source"]) == ["good"] and set(corpus.sources["source"]) == {"bad", "good"}
    assert corpus.sources.set_index("source")["remarks"]["bad"].startswith("could not be read: KeyError: '$13'")
    assert corpus.texts["bad"] == BAD and corpus.claims is not None
    assert main(["check", "--json", str(folder)]) == 1
    bad, good = map(json.loads, capsys.readouterr().out.splitlines())
    assert bad["events"] == [] and len(good["events"]) == 1


def test_the_error_itself_is_there_for_who_wants_it(folder, monkeypatch):
    monkeypatch.setattr(layout, "lay_out", failing(layout.lay_out, "$13"))
    with pytest.raises(KeyError):
        bilateral.read(folder, errors="raise")
    with pytest.raises(KeyError):
        bilateral.read_text(BAD)
    with pytest.raises(KeyError):
        main(["check", "--debug", str(folder)])
    with pytest.raises(bilateral.SourceError, match="errors: 'ignore' is neither"):
        bilateral.read(folder, errors="ignore")


def test_where_every_sentence_fails_it_is_the_document(folder, monkeypatch):
    (folder / "long.txt").write_text("Peru–Japan relations\n\n" + "It was in 1990. " * 200, encoding="utf-8")
    monkeypatch.setattr(dates, "find", failing(dates.find, "It was"))
    remarks = bilateral.read(folder).sources.set_index("source")["remarks"]
    assert remarks["long"].startswith("could not be read: KeyError") and remarks["good"] == ""
