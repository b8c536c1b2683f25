"""Reports and notebooks in a real browser: they fit a phone and a desk, run nothing, load nothing, and can be read by all."""

import base64
import os
import re
import shutil
from pathlib import Path

import axe_core_python
import nbconvert
import nbformat
import pandas as pd
import pytest
from batches import make
from browser import chromium

from bilateral.reports import notebook as reports

ROOT = Path(__file__).parents[1]
PAGES = ("colombia-russia", "mexico-russia", "index")
WIDTHS = (320, 390, 640, 1280)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

LONG = "W" * 10_000
RUN = "globalThis.ran=1;document.title='ran'"
EVIL = (
    f'<script>{RUN}</script><img src=x onerror="{RUN}"></title></table></div> <b onclick={RUN}>bold</b> $x^2$ `code` '
    f"[go](javascript:{RUN}) <link rel=stylesheet href=http://127.0.0.1:9/x> \u202etfel ot thgir\u2067 more"
)
HOSTILE = f"""Peru–Japan relations {EVIL} {LONG}

In 1873, Peru and Japan established diplomatic relations {EVIL}.

Peru broke off diplomatic relations with Japan on 24 January 1942 for the sake of {LONG}.

In March 1992, President Alberto Fujimori of Peru visited Japan {EVIL}.

In 2010, trade between Peru and Japan totaled $3,456 billion {EVIL}.

In 2011, trade between Peru and Japan totaled $3,457 billion for {LONG}.

Peru's main exports to Japan include: copper, zinc {EVIL} and fish meal.

In 2003, something of no kind {EVIL} happened {LONG}.

State visits

Presidential visits from Peru to Japan {EVIL} {LONG}

See also
"""
DESCRIBED = {
    "file": "peru.txt",
    "label": f"me {EVIL} {LONG}",
    "publisher": f"us {EVIL} {LONG}",
    "published": f"then {EVIL}",
    "address": f"javascript:{RUN} {EVIL} {LONG}",
}

#: What sticks out of the page to the right, other than in a box that scrolls.
STICKING_OUT = """[...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && e.getBoundingClientRect().width && !e.parentElement.closest('.scroll, .wide, svg') && getComputedStyle(e).display != 'none')
    .map(e => e.outerHTML.slice(0, 80))"""
#: Pairs of letters, one after the other on one line, of which the second stands left of the first.
TURNED = """(where => { let turned = 0; for (const top of document.querySelectorAll(where)) {
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT); let node, before = null;
    while ((node = walk.nextNode())) for (let i = 0; i < Math.min(node.length, 500); i++) {
        if (!/[a-z]/i.test(node.data[i])) continue;
        const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (before && node.parentElement.closest('td, th, p, caption, div') === before.block
            && Math.abs(box.top - before.top) < 2 && box.left < before.left) turned++;
        before = {left: box.left, top: box.top, block: node.parentElement.closest('td, th, p, caption, div')};
    } } return turned; })"""


@pytest.fixture(scope="module")
def browser():
    if not chromium.find():
        pytest.skip("no Chromium on this machine, so that no page is tried in a browser")
    with chromium.Browser() as running:
        yield running


@pytest.fixture(scope="module")
def axe():
    """The checker's script: in AXE, in a node_modules folder here, at home or where npm puts what is for all, or in a package."""
    named = Path("axe-core") / "axe.min.js"
    places = [p / "node_modules" for p in (ROOT, *ROOT.parents, Path.home())]
    if node := shutil.which("node"):
        places.append(Path(node).resolve().parents[1] / "lib" / "node_modules")
    found = [Path(os.environ["AXE"])] if os.environ.get("AXE") else []
    packaged = Path(axe_core_python.__file__).with_name("axe.min.js")  # older than npm's
    found = next(path for path in [*found, *(p / named for p in places), packaged] if path.is_file())
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def hostile(browser, tmp_path_factory):
    """Each page on the hostile document, without the policy that would forbid scripts: it has to be safe by itself."""
    place = tmp_path_factory.mktemp("hostile")
    (place / "in").mkdir()
    (place / "in" / "peru.txt").write_text(HOSTILE, encoding="utf-8")
    pd.DataFrame([DESCRIBED]).to_csv(place / "in" / "sources.csv", index=False)
    pages = {p.stem: p.read_text(encoding="utf-8") for p in make(place, documents=place / "in").pages}
    with pytest.MonkeyPatch.context() as patch:  # an index that says what is missing in which document
        patch.setattr(reports, "run", lambda *_: nbformat.v4.new_notebook())
        text = HOSTILE.split("\n\n")[0]
        (place / "silent").mkdir()
        (place / "silent" / "peru.txt").write_text(text, encoding="utf-8")
        pd.DataFrame([DESCRIBED]).to_csv(place / "silent" / "sources.csv", index=False)
        pages["index"] = make(place / "second", documents=place / "silent").index.read_text(encoding="utf-8")
    for name, page in pages.items():
        (place / f"{name}.html").write_text(POLICY.sub("", page), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def hostile_notebook(hostile):
    """A notebook on the hostile document, as our page and as JupyterLab's."""
    told = {"documents": str(hostile / "in"), "dyad": "japan-peru"}
    notebook = reports.run(ROOT / "notebooks" / "01_sources.ipynb", told)
    pages = {"notebook": reports.render(notebook, "Sources"), "lab": nbconvert.HTMLExporter().from_notebook_node(notebook)[0]}
    for cell in notebook.cells:
        cell.outputs = []
    pages["lab without a document"] = nbconvert.HTMLExporter().from_notebook_node(notebook)[0]
    for name, page in pages.items():
        (hostile / f"{name}.html").write_text(POLICY.sub("", page), encoding="utf-8")


@pytest.fixture
def hostile_page(request, hostile):
    """One of the pages on the hostile document, by the name in the test's parameter."""
    if request.param in ("notebook", "lab"):
        request.getfixturevalue("hostile_notebook")
    return request.param, hostile


def check(axe, tab, impacts=("serious", "critical")):
    """What axe finds of these impacts: a line each."""
    tab.run(f"{axe};1")
    found = tab.run(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
        "[v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 120)]))"
    )
    return [line for line in found if line[0] in impacts]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_loads_nothing(browser, made, name, width):
    with browser.open(made / f"{name}.html", width) as tab:
        assert tab.run("innerWidth") == width
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run(STICKING_OUT) == []
        [own] = tab.requests
        assert own.startswith("file:") and tab.problems == []
        assert tab.run("[...document.querySelectorAll('svg')].some(e => e.getBoundingClientRect().width)")


def test_the_chart_of_relations_is_on_the_first_screen(browser, made):
    """All of it on a desk; on a phone all lanes but one."""
    bottom = "[...document.querySelectorAll('.first svg')].find(e => e.getBoundingClientRect().width).getBoundingClientRect().bottom"
    with browser.open(made / "mexico-russia.html", 1280, 800) as tab:
        assert tab.run(bottom) <= 800
        tab.resize(390, 844)
        assert tab.run(bottom) <= 844 + 90


@pytest.mark.parametrize("width", [390, 1280])
def test_enter_on_a_mark_brings_its_sentence_into_view(browser, made, width):
    with browser.open(made / "mexico-russia.html", width) as tab:
        links = "[...document.querySelectorAll('svg a')].filter(e => e.getBoundingClientRect().width)"
        for n in (0, 20, 40):
            target = tab.run(f"(e => {{ e.focus(); return e.getAttribute('href').slice(1) }})({links}[{n}])")
            for kind in ("rawKeyDown", "char", "keyUp"):
                tab.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
            tab.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            box = tab.run(f"(b => [b.top, b.bottom])(document.getElementById({target!r}).getBoundingClientRect())")
            assert tab.run("location.hash") == f"#{target}" and 0 <= box[0] < box[1] <= 900


def test_large_type_shows_the_narrow_drawings(browser, made):
    with browser.open(made / "mexico-russia.html") as tab:
        shown = "getComputedStyle(document.querySelector('.slim')).display + getComputedStyle(document.documentElement).fontSize"
        assert tab.run(shown) == "none16px"
        tab.run("document.getElementById('large').click()")
        assert tab.run(shown) == "block24px"
        assert tab.run("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_printed(browser, made, name):
    """On A4 and on Letter: at most six pages, and nothing wider than the paper less its margins, where it would be cut off."""
    with browser.open(made / f"{name}.html", 688) as tab:
        for paper in ({"paperWidth": 8.27, "paperHeight": 11.69}, {"paperWidth": 8.5, "paperHeight": 11}):
            pdf = base64.b64decode(tab.call("Page.printToPDF", printBackground=True, **paper)["data"])
            assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6
        tab.call("Emulation.setEmulatedMedia", media="print")
        assert tab.run("document.documentElement.scrollWidth") <= 688
        assert tab.run("[...document.querySelectorAll('table, svg')].every(e => e.getBoundingClientRect().right < 700)")


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("width", (390, 1280))
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(axe, browser, made, name, width, light):
    with browser.open(made / f"{name}.html", width) as tab:
        tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": light}])
        assert check(axe, tab, ("minor", "moderate", "serious", "critical")) == []


@pytest.mark.parametrize("width", (390, 1280))
@pytest.mark.parametrize("hostile_page", ["japan-peru", "index", "notebook", "lab"], indirect=True)
def test_a_hostile_document_is_only_text(browser, hostile_page, width):
    name, hostile = hostile_page
    with browser.open(hostile / f"{name}.html", width) as tab:
        assert tab.run("typeof ran") == "undefined" and tab.run("document.title") != "ran"
        assert tab.dialogs == []
        loaded = {address.partition(",")[0] for address in tab.requests[1:]} - {"data:image/png;base64"}
        if name == "lab":  # JupyterLab's own page, which asks for its scripts
            with browser.open(hostile / "lab without a document.html", width) as other:
                loaded -= {address.partition(",")[0] for address in other.requests}
        assert loaded == set()
        assert tab.run("document.documentElement.scrollWidth") <= width
        if name != "lab":
            assert tab.run("document.scripts.length") == 0
            assert tab.run(STICKING_OUT) == []
        assert (
            tab.run("document.querySelectorAll('[onclick], [onerror], a[href^=\"javascript:\" i]').length") == 0
        )
        assert tab.run("document.querySelectorAll('main').length") == 1
        text = tab.run("document.querySelector('main').textContent")
        assert name == "index" or EVIL in text
        assert f"us {EVIL} {LONG}" in text or name == "index"


@pytest.mark.parametrize("hostile_page", ["japan-peru", "notebook", "lab"], indirect=True)
def test_words_stay_in_their_order(browser, hostile_page):
    """A right-to-left override in a source turns nothing round: not our words after it, nor its own."""
    name, hostile = hostile_page
    where = {"lab": "table, .jp-RenderedHTML mark"}.get(name, "p, table, mark, .p")
    with browser.open(hostile / f"{name}.html") as tab:
        assert "\u202e" in tab.run("document.querySelector('main').textContent")
        assert tab.run(f"{TURNED}({where!r})") == 0


def test_a_turned_word_would_be_seen(browser, tmp_path):
    (tmp_path / "turned.html").write_text('<meta charset="utf-8"><p>one \u202etwo</p>', encoding="utf-8")
    with browser.open(tmp_path / "turned.html") as tab:
        assert tab.run(f"{TURNED}('p')") > 0


def test_a_script_that_runs_would_be_seen(browser, tmp_path):
    (tmp_path / "bad.html").write_text(f"<p>one</p>{EVIL}", encoding="utf-8")
    with browser.open(tmp_path / "bad.html") as tab:
        assert tab.run("ran") == 1 and tab.run("document.title") == "ran"
        assert any(address.endswith("/x") for address in tab.requests[1:])


@pytest.mark.parametrize("hostile_page", ["japan-peru", "index", "notebook"], indirect=True)
def test_axe_finds_nothing_serious_about_a_hostile_document(axe, browser, hostile_page):
    name, hostile = hostile_page
    with browser.open(hostile / f"{name}.html", 390) as tab:
        assert check(axe, tab) == []
