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
FACTS = {
    "documents": 2, "words": 1200, "verdicts": {"supported": 3, "contradicted": 1}, "unread": 4,
    "bands": [["relations", 1890, 1930], ["severed", 1930, 1942], ["relations", 1942, None]],
}  # fmt: skip


def entries():
    """Three reports: the second has failed, the third was the slowest."""
    told = [("b", "made", 2.0, ""), ("c", "failed", 1.0, EVIL), ("a", "made", 30.0, "")]
    for name, state, seconds, error in told:
        files = {f"{name}.html": 1, f"{name}/events.csv": 1} if state == "made" else {f"{name}.failed.ipynb": 1}
        yield Entry(
            name, "report.ipynb", {"dyad": EVIL, "start": 1900, EVIL: None}, "f" * 64, state, f"Title {name}",
            finding=EVIL, facts=FACTS if name == "b" else {}, made="2026-11-27", error=error, files=files, seconds=seconds,
        )  # fmt: skip


@pytest.fixture(scope="module")
def text():
    return index.page(list(entries()))


def test_every_report_is_in_it(text):
    page = Page(text)
    assert [e["attrs"]["href"] for e in page.all("a")] == [
        "#main", "#c", "b.html", "b/events.csv", "c.failed.ipynb", "a.html", "manifest.csv", "#main",
    ]  # fmt: skip
    words = page.all("main")[0]["text"]
    facts = (
        "Title b",
        "Title c",
        "from 1900",
        "2 reports",
        "1 could not be made",
        "2 documents, 1,200 words",
        "● 3 supported",
    )
    assert all(fact in words for fact in facts)
    [band] = page.all("svg")
    assert band["attrs"]["aria-label"] == "relations 1890 to 1930; broken off 1930 to 1942; relations 1942 to now"
    assert len(page.all("rect")) == 3 and not page.all("input")[1:]


def test_what_is_unchanged_says_since_when(text):
    again = index.page(list(entries()), {"b"})
    assert "unchanged since 27 November 2026" in again and "unchanged" not in text


def test_text_stays_text(text):
    page = Page(text)
    assert not page.all("script", "img")
    assert not [name for e in page.elements for name in e["attrs"] if name.startswith("on")]
    assert page.all("main")[0]["text"].count(EVIL.split(" ")[0]) == 3
    assert "{{ 1 + 1 }}" in page.all("main")[0]["text"]
    assert re.search(r'Content-Security-Policy" content="default-src \'none\'; img-src data:; style-src', text)


def test_thousands_of_rows_are_one_page():
    first = next(entries())
    page = index.page([Entry(**{**vars(first), "name": f"r{n}", "files": {f"r{n}.html": 1}}) for n in range(3000)])
    assert page.count("<tr ") == 3001 and "<svg" not in page


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
    assert Page(text).all("main")[0]["text"].count("a & b < c ") == 1


@pytest.mark.skipif(not chromium.find(), reason="no Chromium on this machine")
def test_rows_can_be_put_in_order(tmp_path):
    """From ten reports on; those that failed come first where that is wished."""
    several = [
        *entries(),
        *(Entry(**{**vars(next(entries())), "name": f"z{n}", "title": f"Title z{n}"}) for n in range(7)),
    ]
    (tmp_path / "index.html").write_text(index.page(several), encoding="utf-8")
    tops = "[...document.querySelectorAll('tbody tr')].map(r => [r.getBoundingClientRect().top, r.querySelector('th').innerText.trim()[6]])"
    with chromium.Browser() as browser, browser.open(tmp_path / "index.html") as tab:
        seen = {}
        for key in ("name", "state", "plan"):
            tab.run(f"document.querySelector('label[for=by-{key}]').click()")
            seen[key] = "".join(name for _, name in sorted(tab.run(tops)))[:3]
        assert seen == {"plan": "bca", "name": "abc", "state": "cba"}
        assert (tab.problems, tab.run("typeof ran"), len(tab.requests)) == ([], "undefined", 1)
