"""Reports: self-contained pages that say what the tables say, safe to open, and written whole or not at all."""

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pandas as pd
import pytest
from batches import contents, make

import bilateral
from bilateral import saving
from bilateral.reports import notebook
from bilateral.tables import COLUMNS

ROOT = Path(__file__).parents[1]
DYADS = {"colombia-russia": ("Colombia", "Russia"), "mexico-russia": ("Mexico", "Russia")}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ADDRESSES = {
    "src",
    "srcset",
    "href",
    "data",
    "action",
    "formaction",
    "poster",
    "background",
    "cite",
    "ping",
    "xlink:href",
}
#: No phase is told, and one amount is doubtful: so labels and headings stand in sentences and alternative texts too.
HOSTILE = """Peru–Japan relations <script>alert(1)</script> </title> $x$ `code` [go](javascript:alert(2))

In 1992, Peru and Japan signed a treaty on trade <img src=x onerror=alert(3)> after long talks.

In March 1992, President Alberto Fujimori of Peru visited Japan <script>alert(4)</script> with `one`, $two$ and $three$.

In 2010, trade between Peru and Japan totaled $3,456 billion </td></table><a href="javascript:alert(5)">more</a> & more.

Peru's main exports to Japan include: <b>copper</b>, zinc and fish meal.

State visits

Presidential visits from Peru to Japan <u>since 1950</u>

See also
"""
LABEL = '"><i onclick=alert(6)>me</i>'


class Page(HTMLParser):
    """A page as a browser reads it: its elements with their attributes, and the text of each."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "attrs": dict(attrs), "text": "", "inside": [e["tag"] for e in self.open]}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1]["tag"] == tag, f"</{tag}> closes nothing that is open"
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, *tags):
        return [e for e in self.elements if e["tag"] in tags]

    def tables(self):
        """Caption → the rows, each a dict of column → text."""
        out, columns = {}, []
        for element in self.elements:
            if element["tag"] == "caption":
                columns, rows = [], out.setdefault(element["text"], [])
            elif element["tag"] == "th" and element["attrs"].get("scope") == "col":
                columns.append(element["text"])
            elif element["tag"] == "tr" and "tbody" in element["inside"]:
                rows.append([])
            elif element["tag"] in ("th", "td"):
                rows[-1].append(element["text"])
                assert len(rows[-1]) <= len(columns)
        return out


def read(path):
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The reports on the five seeds, made twice."""
    folders = [tmp_path_factory.mktemp("made") / "new" / name for name in ("one", "two")]
    return folders, [make(folder) for folder in folders]


@pytest.fixture(scope="module", params=[*DYADS, "index"])
def page(request, made):
    return read(made[0][0] / f"{request.param}.html")


@pytest.fixture(scope="module", params=list(DYADS))
def report(request, made):
    """A dyad, its page and its folder of tables."""
    folder = made[0][0]
    return request.param, read(folder / f"{request.param}.html"), folder / request.param


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The pages on a document that tries to be more than text."""
    place = tmp_path_factory.mktemp("hostile")
    (place / "in").mkdir()
    (place / "in" / "peru.txt").write_text(HOSTILE, encoding="utf-8")
    described = pd.DataFrame({"file": ["peru.txt"], "label": [LABEL], "publisher": ["<script src='//x'></script>"]})
    described.to_csv(place / "in" / "sources.csv", index=False)
    make(place / "out", documents=place / "in")
    return {name: read(place / "out" / f"{name}.html") for name in ("japan-peru", "index")}


def test_there_is_a_page_for_each_dyad_and_an_index(made):
    [folder, _], [found, _] = made
    assert found.pages == [folder / "colombia-russia.html", folder / "mexico-russia.html"]
    tables = {f"{name}.csv" for name in COLUMNS} | {"datapackage.json"}
    others = {"index.html", "manifest.csv", ".batch"}
    assert {p.name for p in folder.iterdir()} == {*DYADS, *others, *(p.name for p in found.pages)}
    assert all({p.name for p in (folder / slug).iterdir()} == tables for slug in DYADS)


def test_the_same_documents_give_the_same_bytes(made):
    """Of all reports and tables; the index and the records also have seconds."""
    one, two = ({p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*-*/*.*")} for f in made[0])
    for slug in DYADS:
        one[slug], two[slug] = ((f / f"{slug}.html").read_bytes() for f in made[0])
    assert one.keys() == two.keys() and len(one) > 10
    assert [name for name in one if one[name] != two[name]] == []


def test_a_page_says_its_language_and_title(page):
    assert [e["attrs"].get("lang") for e in page.all("html")] == ["en"]
    [title] = [e for e in page.all("title") if "head" in e["inside"]]
    assert len(title["text"].split()) > 2
    assert [e["attrs"].get("charset") for e in page.all("meta") if "charset" in e["attrs"]] == ["utf-8"]


def test_headings_lead_through_a_page(page):
    levels = [int(e["tag"][1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [e["attrs"]["id"] for e in page.elements if "id" in e["attrs"]]
    assert len(set(ids)) == len(ids)


def test_a_page_runs_nothing_and_loads_nothing(page, made):
    assert not page.all("script", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "img")
    assert not [name for e in page.elements for name in e["attrs"] if name.startswith("on") or name == "target"]
    ids = {e["attrs"].get("id") for e in page.elements}
    for element in page.elements:
        for name in ADDRESSES & set(element["attrs"]):
            address = unquote(element["attrs"][name])
            assert element["tag"] == "a" and name == "href", address
            if address.startswith("#"):
                assert address[1:] in ids
            elif not address.startswith("http"):
                assert (made[0][0] / address).is_file(), address
            else:  # where a document came from, which is followed by hand only
                assert element["attrs"]["rel"] == "noreferrer"
    styles = [e["text"] for e in page.all("style")] + [e["attrs"].get("style", "") for e in page.elements]
    assert not re.search(r"@import|url\((?!['\"]?data:)|expression\(|https?:", " ".join(styles), re.IGNORECASE)


def test_an_index_leads_to_every_report_and_table(made):
    folder = made[0][0]
    links = {e["attrs"]["href"] for e in read(folder / "index.html").all("a")} - {"#main"}
    assert links == {
        p.relative_to(folder).as_posix()
        for p in folder.rglob("[!.]*.*")
        if p.name != "index.html" and ".batch" not in p.parts
    }


def test_an_index_says_what_is_behind_the_links(made):
    text = read(made[0][0] / "index.html").all("main")[0]["text"]
    for fact in ("Colombia and Russia", "1935", "Mexico and Russia", "1890", "2,401 words", "8 contradicted"):
        assert fact in text


def test_a_report_names_its_states(report):
    slug, page, _ = report
    assert all(name in page.all("title")[0]["text"] for name in DYADS[slug])
    others = {name for pair in DYADS.values() for name in pair} - set(DYADS[slug])
    assert not [name for name in others if name in page.all("body")[0]["text"]]


def test_code_is_hidden(report):
    text = report[1].all("body")[0]["text"]
    assert not re.search(r"import bilateral|readable\.|charts\.|print\(|page\.show|Traceback", text)


def test_offsets_in_the_tables_lead_to_the_words_in_the_files(report):
    """As the report says: anyone can look a quote up in the document, without this package."""
    _, _, folder = report
    files = pd.read_csv(folder / "sources.csv").set_index("source")["file"]
    looked_up = 0
    for name in ("events", "figures", "visits", "items"):
        for row in pd.read_csv(folder / f"{name}.csv").itertuples():
            text = (ROOT / "seeds" / files[row.source]).read_text(encoding="utf-8")
            assert text[row.char_start : row.char_end] == row.quote
            looked_up += 1
    assert looked_up >= 2


def test_tables_reload_with_the_rows_of_the_corpus(report):
    slug, _, folder = report
    corpus = bilateral.read().select(slug)
    for name, columns in COLUMNS.items():
        days = [column for column, kind in columns.items() if kind.startswith("datetime")]
        kinds = {column: kind for column, kind in columns.items() if column not in days}
        table = pd.read_csv(folder / f"{name}.csv", dtype=kinds, parse_dates=days, encoding="utf-8")
        if name in saving.LABELS:  # other tables point at its rows by these numbers
            assert table.pop(saving.LABELS[name]).tolist() == getattr(corpus, name).index.tolist()
        table = table.astype(columns)
        texts = [column for column, kind in columns.items() if kind == "string"]
        whole = getattr(corpus, name).reset_index(drop=True)
        table[texts], whole[texts] = table[texts].fillna(""), whole[texts].fillna("")
        pd.testing.assert_frame_equal(table, whole)


def test_a_phase_leads_to_the_event_that_opens_it(made):
    folder = made[0][0] / "mexico-russia"
    phases, events = (pd.read_csv(folder / f"{name}.csv") for name in ("phases", "events"))
    severed = phases[(phases["source"] == "all") & (phases["status"] == "severed")]
    [opened] = severed["opened_event"]
    assert "26 January 1930" in events.set_index("event").loc[opened, "quote"]


@pytest.mark.parametrize("name", ["japan-peru", "index"])
def test_markup_in_a_document_is_only_text(hostile, name):
    page = hostile[name]
    assert not page.all("script", "iframe", "object", "embed", "form", "img")
    assert not [key for e in page.elements for key in e["attrs"] if key.startswith("on")]
    assert not [e for e in page.all("a") if re.match(r"\s*javascript:", e["attrs"].get("href", ""), re.IGNORECASE)]
    assert len(page.all("body")) == len(page.all("main")) == len([e for e in page.all("title") if "svg" not in e["inside"]]) == 1


def test_markup_in_a_document_is_still_read(hostile):
    page = hostile["japan-peru"]
    lines = [line for line in HOSTILE.splitlines() if line]
    assert {lines[1], lines[2], lines[3]} <= {e["text"] for e in page.all("mark")}
    text = page.all("main")[0]["text"]
    assert all(words in text for words in ("<script src='//x'></script>", "<script>alert(1)</script> </title> $x$"))
    assert lines[0] in {e["text"].partition(". ")[2] for e in page.all("h3")}


def fake(path, parameters, limits=None):
    """A run without a kernel: a notebook that says what it was asked for."""
    output = nbformat.v4.new_output(
        "stream", name="stdout", text=f"about {parameters['dyad']} from {parameters.get('start')}\n"
    )
    cell = nbformat.v4.new_code_cell("pass", outputs=[output], execution_count=1)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# What?"), cell])


@pytest.mark.parametrize("older", [False, True], ids=["nothing before", "an older report"])
@pytest.mark.parametrize("failing", ["notebook.run", "notebook.render", "saving.files"])
@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_report_is_written_whole_or_not_at_all(tmp_path, monkeypatch, older, failing, failure):
    """Of two reports the first is made and the second breaks: no half of it is seen, and an older one stays."""
    monkeypatch.setattr(notebook, "run", fake)
    if older:
        make(tmp_path, start=1900)
    before = contents(tmp_path)
    module, name = {"notebook": notebook, "saving": saving}[failing.split(".")[0]], failing.split(".")[1]
    whole, calls = getattr(module, name), []

    def breaks(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise failure("power cut")
        return whole(*arguments)

    monkeypatch.setattr(module, name, breaks)
    if failure is RuntimeError:
        [failed] = make(tmp_path, start=1920).failed
        assert (failed.name, failed.error) == ("mexico-russia", "RuntimeError: power cut")
    else:
        with pytest.raises(failure):
            make(tmp_path, start=1920)
    after = contents(tmp_path)
    second = {name: data for name, data in after.items() if name.startswith("mexico-russia")}
    assert second == {name: data for name, data in before.items() if name.startswith("mexico-russia")}
    assert b"about colombia-russia from 1920" in after["colombia-russia.html"]
    assert pd.read_csv(tmp_path / "colombia-russia" / "events.csv")["date"].astype(str).tolist() == ["1935"]


def test_a_new_report_takes_the_place_of_an_older_one(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook, "run", fake)
    make(tmp_path, ["mexico-russia"], start=1900, end=1945)
    assert len(pd.read_csv(tmp_path / "mexico-russia" / "visits.csv")) == 0
    make(tmp_path, ["mexico-russia"], start=1970)
    assert b"from 1970" in (tmp_path / "mexico-russia.html").read_bytes()
    assert len(pd.read_csv(tmp_path / "mexico-russia" / "visits.csv")) >= 2
    assert {p.name for p in tmp_path.glob(".*")} == {".batch"}


def test_what_others_put_beside_a_report_stays(tmp_path, monkeypatch):
    """Documents kept in a folder that is named like their dyad, and a report made beside it."""
    monkeypatch.setattr(notebook, "run", fake)
    mine = tmp_path / "colombia-russia" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text(
        "Colombia–Russia relations\n\nColombia and Russia established relations in 1935.\n", encoding="utf-8"
    )
    try:
        make(tmp_path, documents=mine.parent)
    except bilateral.SourceError as error:
        assert "colombia-russia" in str(error)
    assert mine.is_file()


def test_a_table_of_the_user_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook, "run", fake)
    folder = tmp_path / "colombia-russia"
    folder.mkdir()
    (folder / "mine.txt").write_text("Colombia–Russia relations\n\nThey began in 1935.\n", encoding="utf-8")
    (folder / "sources.csv").write_text("file,label\nmine.txt,My notes\n", encoding="utf-8")
    try:
        make(tmp_path, documents=folder)
    except bilateral.SourceError as error:
        assert "colombia-russia" in str(error)
    assert (folder / "sources.csv").read_text(encoding="utf-8") == "file,label\nmine.txt,My notes\n"


def test_a_dyad_that_is_named_twice_is_one_report(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook, "run", fake)
    make(tmp_path, ["colombia-russia", ("Russia", "Colombia")])
    links = [e["attrs"]["href"] for e in read(tmp_path / "index.html").all("a")]
    assert links.count("colombia-russia.html") == 1


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"dyads": ["mexico-russia", "mexico-japan"]}, "dyad"),
        ({"start": 1945, "end": 1920}, "start"),
        ({"start": 99999}, "start"),
        ({"end": "whenever"}, "end"),
        ({"documents": "nowhere"}, "documents"),
        ({"documents": "empty"}, "documents"),
        ({"documents": "blank"}, "documents"),
    ],
)
def test_wrong_parameters_write_nothing(tmp_path, monkeypatch, told, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "blank").mkdir()
    (tmp_path / "blank" / "a.txt").write_bytes(b"")
    before = contents(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(bilateral.SourceError, match=f"^{name}: [^\n]+$"):
        make(tmp_path / "out", **told)
    assert contents(tmp_path) == before


def test_a_file_is_no_folder_to_write_to(tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(bilateral.SourceError, match="^out: .*out"):
        make(tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_what_is_done_can_be_seen(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(notebook, "run", fake)
    make(tmp_path)
    assert capsys.readouterr() == ("", "")
    make(tmp_path / "shown", progress=True)
    bar = capsys.readouterr().err
    assert all(slug in bar for slug in DYADS) and "100%" in bar


def test_everything_in_a_page_is_escaped_once():
    """Also where a cell comes without HTML; pages that cells made as HTML are what they are."""
    odd = "a & b < c > \"d\" 'e' &amp;"
    outputs = [
        nbformat.v4.new_output("stream", text=odd),
        nbformat.v4.new_output("display_data", {"text/plain": odd}),
        nbformat.v4.new_output("display_data", {"image/png": "AAAA"}, metadata={"image/png": {"alt": odd}}),
        nbformat.v4.new_output("display_data", {"text/html": "<table><td>x &amp; y</td></table>", "text/plain": odd}),
    ]
    cells = [nbformat.v4.new_code_cell("1", outputs=outputs), nbformat.v4.new_markdown_cell("*m* & n")]
    text = notebook.render(nbformat.v4.new_notebook(cells=cells), f"{odd}: x")
    page = Page(text)
    assert page.all("title")[0]["text"] == f"{odd}: x"
    assert [e["text"] for e in page.all("p")] == [odd, odd, "m & n"]
    assert page.all("img")[0]["attrs"]["alt"] == odd
    assert [e["attrs"]["aria-label"] for e in page.all("div") if "aria-label" in e["attrs"]] == [odd]
    assert page.all("td")[0]["text"] == "x & y" and page.all("em")[0]["text"] == "m"
