"""The index of a batch: every report and its table, put in order without a script, and text that stays text."""

import csv
import re

import pandas as pd
import pytest
from browser import chromium
from test_reports import Page

from bilateral.reports import index
from bilateral.reports.jobs import Entry

EVIL = "<script>globalThis.ran=1</script><img src=x onerror=alert(1)>\" ' </style></table> {{ 1 + 1 }} \u202e"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def entries():
    """Three reports: the second has failed, the third was the slowest."""
    told = [("b", "made", 2.0, ""), ("c", "failed", 1.0, EVIL), ("a", "made", 30.0, "")]
    for name, state, seconds, error in told:
        files = {f"{name}.html": 1, f"{name}/events.csv": 1} if state == "made" else {f"{name}.failed.ipynb": 1}
        yield Entry(
            name, "report.ipynb", {"dyad": EVIL, "start": 1900, EVIL: None}, "f" * 64, state, f"Title {name}",
            said=EVIL, thumbnail=PIXEL if name == "b" else "", error=error, files=files, seconds=seconds,
        )  # fmt: skip


@pytest.fixture(scope="module")
def text():
    return index.page(list(entries()))


def test_every_report_is_in_it(text):
    page = Page(text)
    assert [e["attrs"]["href"] for e in page.all("a")] == [
        "b.html", "b/events.csv", "c.failed.ipynb", "a.html", "a/events.csv", "manifest.csv",
    ]  # fmt: skip
    words = page.all("main")[0]["text"]
    assert all(
        word in words for word in ("Title b", "Title c", "30.0", "start: 1900", "2 made, 1 failed", "33 seconds")
    )
    assert len(page.all("img")) == 1


def test_text_stays_text(text):
    page = Page(text)
    assert not page.all("script", "b") and [e["attrs"]["src"][:22] for e in page.all("img")] == [
        "data:image/png;base64,"
    ]
    assert not [name for e in page.elements for name in e["attrs"] if name.startswith("on")]
    assert page.all("main")[0]["text"].count(EVIL.split(" ")[0]) >= 7
    assert "{{ 1 + 1 }}" in page.all("main")[0]["text"]
    assert re.search(r'Content-Security-Policy" content="default-src \'none\'; img-src data:; style-src', text)


def test_thousands_of_rows_are_one_page():
    first = next(entries())
    page = index.page([Entry(**{**vars(first), "name": f"r{n}", "files": {f"r{n}.html": 1}}) for n in range(3000)])
    assert page.count("<tr ") == 3001 and PIXEL not in page


def test_a_manifest_is_a_table(tmp_path):
    rows = list(csv.DictReader(index.manifest(list(entries())).splitlines(keepends=True)))
    shown = EVIL.replace("\u202e", "\\u202e")
    assert [row["name"] for row in rows] == ["b", "c", "a"] and rows[0][shown] == ""
    assert rows[1]["error"] == shown and rows[1]["dyad"] == shown and rows[2]["seconds"] == "30.0"
    without = Entry("d", "report.ipynb", {}, "", "made", "D")
    rows = list(csv.DictReader(index.manifest([*entries(), without]).splitlines(keepends=True)))
    assert [row["start"] for row in rows] == ["1900", "1900", "1900", ""]
    (tmp_path / "m.csv").write_text(index.manifest(list(entries())), encoding="utf-8")
    assert pd.read_csv(tmp_path / "m.csv")["start"].tolist() == [1900] * 3


def test_a_manifest_does_nothing_to_a_console_or_a_spreadsheet():
    first, second, _ = entries()
    long = Entry(**{**vars(second), "error": "\x1b[31mred\r\n\x07" + "x" * 5000, "title": "=1+1\ra"})
    text = index.manifest([first, long])
    assert not set("\x1b\x07\r\u202e") & set(text)
    _, row = csv.DictReader(text.splitlines(keepends=True))
    assert row["error"].startswith("\\x1b[31mred \\x07xxx") and len(row["error"]) == 300 and row["error"].endswith("…")
    assert row["title"] == "=1+1 a"
    _, row = csv.DictReader(index.manifest([first, long], excel_safe=True).splitlines(keepends=True))
    assert row["title"] == "'=1+1 a"


def test_an_error_is_cut_in_the_index_and_everything_is_escaped_once():
    told = [Entry(**{**vars(entry), "error": "a & b < c " + "x" * 5000}) for entry in entries()]
    text = index.page(told)
    assert "a &amp; b &lt; c " in text and "&amp;amp;" not in text and "&amp;lt;" not in text and "x" * 400 not in text
    assert Page(text).all("main")[0]["text"].count("a & b < c ") == 3


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on this machine")
def test_rows_can_be_put_in_order(text, tmp_path):
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    tops = "[...document.querySelectorAll('tbody tr')].map(r => [r.getBoundingClientRect().top, r.querySelector('th').innerText.trim()[6]])"
    with chromium.Browser() as browser, browser.open(tmp_path / "index.html") as tab:
        seen = {}
        for key in ("seconds", "name", "status", "plan"):
            tab.run(f"document.querySelector('label[for=by-{key}]').click()")
            seen[key] = "".join(name for _, name in sorted(tab.run(tops)))
        assert seen == {"plan": "bca", "name": "abc", "status": "cba", "seconds": "abc"}
        assert (tab.problems, tab.run("typeof ran"), len(tab.requests)) == ([], "undefined", 2)
