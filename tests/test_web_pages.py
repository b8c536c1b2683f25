"""Saved web pages: their main text is read, without menus; without the extractor that is said."""

import sys

import pytest

import bilateral

PAGE = """<!DOCTYPE html><html><head><title>Peru–Norway relations</title></head><body>
<nav><a href="/">Home</a> <a href="/x">Norway severed relations with Peru in 1999</a></nav><article><h1>Peru–Norway relations</h1>
<p>Peru and Norway established diplomatic relations on 3 May 1921. The two countries are far from each other, and yet their
ships have met in many harbours of the world since then.</p><p>In 1940 Peru severed relations with Norway. They were restored on
12 June 1946, after years of silence between the two governments and their people.</p></article>
<footer>Copyright 1998</footer><script>document.title = "x"</script></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_the_main_text_is_read_and_offsets_count_in_it(page):
    pytest.importorskip("trafilatura")
    corpus = bilateral.read(page)
    assert list(corpus.events["date"]) == ["1921-05-03", "1940", "1946-06-12"]
    assert corpus.dyads == ["norway-peru"] and "<" not in corpus.texts["page"]
    for row in corpus.events.itertuples():
        assert corpus.texts["page"][row.char_start : row.char_end] == row.quote
    assert corpus.sources["remarks"][0].startswith("main text of a web page")


def test_without_the_extractor_the_page_is_told_not_read(page, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    corpus = bilateral.read(page)
    assert corpus.events.empty and "bilateral[html]" in corpus.sources["remarks"][0]
