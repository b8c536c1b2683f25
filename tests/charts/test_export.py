"""Charts as pictures: PNG, SVG, and what a notebook displays."""

import base64
import re
from xml.etree import ElementTree

import pytest
from frames import MEXICO, STRANGE, event

from bilateral import charts
from bilateral.charts import png, svg
from bilateral.record import packs
from bilateral.tables import frame

SPACE = "{http://www.w3.org/2000/svg}"


def test_show_displays_the_picture_and_its_words(monkeypatch, mexico_phases):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more)))
    figure = charts.phases(mexico_phases, dyad=("Mexico", "Russia"))
    charts.show(figure)
    (data, more), *none = shown
    assert not none
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == figure.alt_text
    assert more == {"raw": True, "metadata": {"image/png": {"alt": figure.alt_text}}}


def test_a_picture_has_no_date_and_no_version_inside(mexico_visits):
    data = png(charts.visits(mexico_visits, dyad=MEXICO))
    assert all(word not in data for word in (b"Software", b"tEXt", b"Creation", b"tIME"))


@pytest.fixture
def figure(mexico_phases):
    return charts.phases(mexico_phases, dyad=MEXICO, record=packs.load().relations)


def test_every_row_is_a_group_and_a_link_with_a_name(figure, mexico_phases):
    root = ElementTree.fromstring(svg(figure))
    groups = {group.get("id"): group for group in root.iter(f"{SPACE}g") if group.get("id")}
    rows = {f"mark-phases-{label}" for label in mexico_phases.index}
    assert {name for name in groups if "record" not in name} == rows
    for name in rows:
        (link,) = groups[name].iter(f"{SPACE}a")
        assert link.get("href") == f"#{name.removeprefix('mark-')}"
        assert link.find(f"{SPACE}title").text
    assert "Lapsed" in {link.find(f"{SPACE}title").text for link in root.iter(f"{SPACE}a")}


def test_marks_without_a_target_in_the_page_are_no_links(figure):
    root = ElementTree.fromstring(svg(figure, {"phases-3"}))
    assert {link.get("href") for link in root.iter(f"{SPACE}a")} == {"#phases-3"}


def test_svg_has_words_as_text_and_nothing_that_reaches_out_of_it(figure):
    picture = svg(figure)
    assert ">Contacts since 1806</text>" in picture
    assert figure.alt_text[:40] in ElementTree.fromstring(picture).get("aria-label")
    for word in ("<style", "<metadata", "<script", "target=", "DejaVu", "<!DOCTYPE", "<image"):
        assert word not in picture
    assert "var(--accent, #1d5b8c)" in picture
    assert len(picture) < 60_000


def test_ids_are_unique_in_a_page_of_several_charts(figure, mexico_events, mexico_figures):
    page = "".join(
        map(svg, (figure, charts.events(mexico_events, dyad=MEXICO), charts.trade(mexico_figures, dyad=MEXICO)))
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    referred = set(re.findall(r"url\(#([^)]+)\)", page)) | set(re.findall(r'<use[^>]* href="#([^"]+)"', page))
    assert referred <= set(ids)


@pytest.mark.parametrize("name", STRANGE)
def test_any_name_gives_valid_svg(name):
    figure = charts.events(frame("events", [event(name, "1924-08-04", name, name)]), dyad=MEXICO)
    assert ElementTree.fromstring(svg(figure)).tag == f"{SPACE}svg"


def test_two_renders_give_the_same_svg_and_the_picture_stays(mexico_phases):
    one, two = (charts.phases(mexico_phases, dyad=MEXICO) for _ in range(2))
    before = png(one)
    assert svg(one) == svg(two)
    assert png(one) == before
