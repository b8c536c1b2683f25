"""Facts of a report's page: each row leads to its numbered sentence and back, drawings are their tables, nothing is overstated."""

import json
import re

import pandas as pd
import pytest
from batches import make
from test_reports import ROOT, Page

import bilateral
from bilateral import charts
from bilateral.files import PACKAGE
from bilateral.reports import Page as Sections
from bilateral.tables import COLUMNS

TABLES = {"events": "t", "visits": "v", "figures": "f"}
SENTENCE = re.compile(r"[A-Z]+\d+")
#: Documents that a page has to stand: few words, another language, contradictions in everything, long names.
CONFLICT = (
    "Peru–Japan relations\n\nPeru and Japan established diplomatic relations in {}.\n\nPeru broke off diplomatic relations "
    "with Japan in {}.\n\nIn {}, President Alberto Fujimori of Peru visited Japan.\n\nIn 2010, trade between Peru and Japan "
    "totaled ${}.5 billion.\n"
)
TRIALS = {
    "few": {
        "a.txt": "Peru–Japan relations\n\nPeru and Japan have friendly ties. In 1999 something happened in Lima.\n"
    },
    "none": {"a.txt": "Peru–Japan relations\n\nPeru and Japan are two states.\n"},
    "french": {
        "a.txt": "Relations entre le Pérou et le Japon\n\nLe Pérou et le Japon ont établi des relations diplomatiques en 1873. "
        "Les relations furent rompues le 24 janvier 1942 et rétablies en 1952, et les deux pays ont signé un accord.\n",
        "sources.csv": "file,dyad\na.txt,japan-peru\n",
    },
    "undated": {
        "a.txt": "Peru–Japan relations\n\nPeru and Japan established diplomatic relations.\n\nPresident Fujimori of Peru visited Japan.\n"
    },
    "conflict": {f"{n}.txt": CONFLICT.format(1873 + n, 1938 + n, 1990 + n, n) for n in range(1, 6)},
}


def sections(corpus):
    """All sections of a report as one page, and its HTML."""
    page = Sections(corpus, charts.phases, charts.claims, charts.trade, charts.visits)
    names = ("top", "short", "claims", "unread", "trade", "visits", "items", "events", "documents", "end")
    html = "".join(page.show(name).html for name in names)
    return Page(html), html


@pytest.fixture(scope="module")
def corpus():
    return bilateral.load("mexico-russia")


@pytest.fixture(scope="module")
def mexico(corpus):
    return sections(corpus)


@pytest.fixture(scope="module", params=TRIALS)
def trial(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    for name, text in TRIALS[request.param].items():
        (folder / name).write_text(text, encoding="utf-8")
    return request.param, bilateral.load("japan-peru", documents=folder)


def within(page, id):
    """The elements inside the one with an id, and it itself."""
    at = next(n for n, e in enumerate(page.elements) if e["attrs"].get("id") == id)
    depth = len(page.elements[at]["inside"])
    rest = page.elements[at + 1 :]
    end = next((n for n, e in enumerate(rest) if len(e["inside"]) <= depth), len(rest))
    return page.elements[at : at + 1 + end]


def targets(elements):
    return {e["attrs"]["href"][1:] for e in elements if e["tag"] == "a" and e["attrs"]["href"].startswith("#")}


def marks(page):
    """Number → the text of the sentence."""
    return {e["attrs"]["id"]: e["text"] for e in page.all("mark") if "id" in e["attrs"]}


def backs(page):
    """Number → what its sentence leads back to."""
    found, number = {}, ""
    for element in page.elements:
        number = element["attrs"].get("id", "") if element["tag"] == "mark" else number
        if element["tag"] == "span" and element["attrs"].get("class") == "back":
            found[number] = set()
        elif element["tag"] == "a" and "↑" in element["text"]:
            found[number].add(element["attrs"]["href"][1:])
    return found


def test_ids_are_unique_and_links_lead_somewhere(mexico, trial):
    for page in (mexico[0], sections(trial[1])[0]):
        ids = [e["attrs"]["id"] for e in page.elements if "id" in e["attrs"]]
        assert len(ids) == len(set(ids))
        assert targets(page.elements) - {"csv"} <= set(ids)


def test_each_row_leads_to_the_sentence_that_states_it(mexico, corpus):
    page, _ = mexico
    text = marks(page)
    for table, letter in TABLES.items():
        for label, quote in getattr(corpus, table)["quote"].items():
            [number] = targets(within(page, f"{letter}{label}"))
            assert SENTENCE.fullmatch(number) and quote in text[number]
    for claim, rows in corpus.evidence.dropna(subset="char_start").groupby("claim"):
        cited = [text[number] for number in targets(within(page, f"c{claim}")) if SENTENCE.fullmatch(number)]
        assert all(any(quote in sentence for sentence in cited) for quote in rows["quote"])
    cited = targets(within(page, "items"))
    assert all(any(quote in text[number] for number in cited) for quote in corpus.items["quote"])


def test_each_sentence_leads_back(mexico, corpus):
    page, _ = mexico
    back = backs(page)
    assert set(back) == set(marks(page)) and all(back.values())
    uncited = {number for number in back if not any(number in targets(within(page, to)) for to in back[number])}
    again = {corpus.texts[row.source][row.char_start : row.char_end] for row in corpus.repeats.itertuples()}
    assert {marks(page)[number] for number in uncited} <= again  # those only state once more what another is cited for


def test_sentences_that_repeat_a_row_are_marked(mexico, corpus):
    text = set(marks(mexico[0]).values())
    for row in corpus.repeats.itertuples():
        assert corpus.texts[row.source][row.char_start : row.char_end] in text
        assert row.row in getattr(corpus, row.table).index


def test_documents_stand_whole_on_the_page(mexico, corpus):
    documents = "".join(e["text"] for e in within(mexico[0], "documents")[:1])
    shown = re.sub(r"\s+", "", documents)
    for text in corpus.texts.values():
        for line in filter(str.strip, text.splitlines()):
            assert re.sub(r"\s+", "", line)[:30] in shown


def test_dated_sentences_without_a_row_are_dotted_and_listed(mexico, corpus):
    page, _ = mexico
    dotted = {e["attrs"]["id"] for e in page.all("mark") if e["attrs"].get("class") == "un" and "id" in e["attrs"]}
    used = [row.quote for name in TABLES for row in getattr(corpus, name).itertuples()] + [*corpus.items["quote"]]
    assert dotted and all(marks(page)[number] not in used for number in dotted)
    assert dotted <= targets(within(page, "unread"))
    assert {e["attrs"]["id"] for e in page.elements if e["attrs"].get("id", "").startswith("u")} >= {
        f"u{n}" for n in dotted
    }


def test_a_chart_has_a_mark_for_each_row_and_a_name_for_each_mark(mexico, corpus):
    page, _ = mexico
    drawings = [e for e in page.all("svg")]
    assert drawings and all(e["attrs"]["role"] == "group" and e["attrs"]["aria-labelledby"] for e in drawings)
    links = [n for n, e in enumerate(page.elements) if e["tag"] == "a" and "svg" in e["inside"]]
    assert len(links) > 60
    for n in links:
        assert page.elements[n]["attrs"]["href"].startswith("#") and page.elements[n + 1]["tag"] == "title"
        assert len(page.elements[n + 1]["text"]) > 8
    ids = {e["attrs"].get("id", "") for e in page.elements}
    for table, prefix in {"phases": "phases-w", "evidence": "claims-w", "visits": "visits-w"}.items():
        drawn = {int(id.rpartition(":")[2]) for id in ids if id.startswith(f"{prefix}-{table}:")}
        assert drawn == set(getattr(corpus, table).index), table


def test_words_in_narrow_drawings_can_be_read_on_a_phone(mexico):
    """Where a drawing is 350 pixels wide, its smallest words are 11 pixels."""
    _, html = mexico
    drawings = list(
        re.finditer(r'<svg class="chart (?:narrow|both)" viewBox="\S+ \S+ (\S+) (.*?)</svg>', html, re.DOTALL)
    )
    assert len(drawings) == 4
    for drawing in drawings:
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing[2])]
        assert min(sizes) / float(drawing[1]) * 350 >= 11


def test_colours_are_tokens_and_can_be_told_from_the_paper(mexico):
    _, html = mexico
    painted = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
    assert painted and all(
        re.fullmatch(r"none|transparent|var\(--[a-z]+(, #[0-9a-f]{3,6})?\)", colour) for colour in painted
    )
    css = (PACKAGE / "templates" / "page.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", part)) for part in css.split("prefers-color-scheme: dark")[:2]
    )
    for tokens in (light, light | dict(re.findall(r"--(\w+): (#\w+)", dark_part(css)))):
        assert all(
            contrast(tokens[name], tokens["paper"]) >= 4.5 for name in ("ink", "muted", "rel", "amber", "red", "grey")
        )
        assert contrast(tokens["ink"], tokens["mark"]) >= 4.5 and contrast(tokens["hatch"], tokens["paper"]) >= 3
    assert contrast(light["ink"], light["aim"]) >= 4.5 and dark


def dark_part(css):
    return css.split("prefers-color-scheme: dark")[1].split("\n}\n")[0]


def contrast(one, two):
    """The ratio of WCAG 2."""
    values = []
    for colour in (one, two):
        digits = colour[1:] if len(colour) == 7 else "".join(d + d for d in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        values.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)
    return max(values) / min(values)


def test_nothing_is_said_to_be_absent_but_by_the_reader(mexico, trial):
    for page in (mexico[0], sections(trial[1])[0]):
        prose = " ".join(e["text"] for e in page.all("h1", "h2", "p", "li", "figcaption", "caption"))
        for found in re.finditer(r"\bno (?:trade|visit|event|amount|figure|list|meeting)[^.;]*", prose):
            before = re.split(r"[.;]", prose[: found.start()])[-1]
            assert "found" in before or "found no list" in found[0], found[0]


def test_little_that_was_read_gives_a_short_page(trial):
    name, corpus = trial
    page, html = sections(corpus)
    if name in ("few", "none", "french"):
        assert len(html) < 12_000 and not page.all("svg")
        assert "found no" in page.all("section")[1]["text"]
        rows = " ".join(e["text"] for e in within(page, "unread") if e["tag"] == "tr")
        assert all(text in rows for text in corpus.unread["text"])
    if name == "french":
        assert html.count("not English") >= 2
    if name == "conflict":
        assert "different dates" in html and len(page.all("svg")) >= 4


def test_a_period_does_not_make_sentences_unread():
    whole, part = (Sections(bilateral.load("mexico-russia", *period)).unread for period in ((), (1900, 1950)))
    assert (part["gave"] == "none").sum() <= (whole["gave"] == "none").sum()


def test_ready_lines_correct_the_rows_of_their_sentences(tmp_path):
    """A line is copied from the page into the file, one value changed, and who and why said."""
    for file in (ROOT / "seeds").glob("*004*.txt"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    page = Sections(bilateral.read(tmp_path))
    read, unread = page.cite("events", page.corpus.events.index[page.corpus.events["type"] == "severed"][0]), ""
    unread = next(sentence for sentence in page.unread["sentence"] if not page.is_read(sentence))
    header = page.show("end").html.partition("<pre")[2].partition(">")[2].partition("<")[0]
    lines = [page.correction(read).replace("1930-01-26", "1930-01-23"), page.correction(unread)]
    lines[1] = lines[1].splitlines()[0]
    assert lines[0].endswith(",,,") and lines[1].endswith(",,,")
    lines = [lines[0][:-3] + ",,me,it says so", lines[1][:-3] + ",contact,me,it says so"]
    (tmp_path / "corrections.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    corrected = bilateral.read(tmp_path).events
    assert corrected.loc[corrected["type"] == "severed", "date"].tolist() == ["1930-01-23"]
    assert len(corrected) == len(page.corpus.events) + 1 and corrected["corrected"].notna().sum() == 2


def test_a_report_is_small(tmp_path):
    make(tmp_path)
    assert (tmp_path / "mexico-russia.html").stat().st_size <= 400_000


def test_all_tables_can_be_taken_away(corpus, tmp_path):
    folder = corpus.save(tmp_path / "mine")
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in about["resources"]] == [f"{name}.csv" for name in COLUMNS]
    for resource in about["resources"]:
        table = pd.read_csv(folder / resource["path"])
        assert table.columns.tolist() == [field["name"] for field in resource["schema"]["fields"]]
        assert len(table) == len(getattr(corpus, resource["name"]))
    assert "Cite" in about["description"] and len(about["sources"]) == len(corpus.sources)


def test_each_verdict_names_who_decided_and_links_a_reference(corpus, mexico):
    _, html = mexico
    decided = corpus.claims[corpus.claims["decided_by"].notna()]
    assert html.count(">Decided by ") == len(decided)
    words = set(
        re.findall(
            r'>Decided by ([^<:]+)(?:: <a (?:href="(?:https?://[^"]+" rel="noreferrer|#r\d+)")>[^<]+</a>)?</span>', html
        )
    )
    assert {"a person", "the documents themselves", "the record’s table of leaders"} <= words
    assert len(re.findall(r">Decided by [^<:]+: <a ", html)) == decided["reference"].notna().sum()
