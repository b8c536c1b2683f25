"""What holds for every chart: its marks and their rows, SVG, PNG, notebooks, widths, and what it refuses."""

import base64
import io
import itertools
import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from drawn import CHARTS, STRANGE, assert_tidy, elements, numbers, peru, words
from PIL import Image

import bilateral
from bilateral import charts
from bilateral.charts import style

every = pytest.mark.parametrize("name", CHARTS)
LAYOUTS = [{}, {"width": "narrow"}, {"large": True}]


@every
def test_every_mark_is_one_link_that_says_its_quote_and_its_source(mexico, name):
    chart = CHARTS[name](mexico)
    links = elements(chart.svg("p"), "a")
    assert [link.get("href") for link in links] == [f"#{link.get('id').removeprefix('p-')}" for link in links]
    titles = {link.get("href")[1:]: link.find("title").text for link in links}
    assert titles == chart.titles
    own = {row for row in titles if not row.startswith("record-")}
    table = next(iter(own)).split(":")[0]
    assert own == {f"{table}:{label}" for label in chart.rows.index}
    rows = getattr(mexico, table)
    assert chart.rows.equals(rows.loc[chart.rows.index])
    if "quote" in rows:
        labels = mexico.labels
        for row in chart.rows.itertuples():
            title = titles[f"{table}:{row.Index}"]
            assert " ".join(row.quote.split())[:100] in title and title.endswith(f"– {labels[row.source]}")


@every
def test_a_narrower_drawing_has_the_same_marks(mexico, name):
    chart = CHARTS[name](mexico)
    for options in LAYOUTS:
        svg = chart.resized(**options).svg()
        assert {link.get("id") for link in elements(svg, "a")} == {f"{name}-{row}" for row in chart.titles}


@every
def test_rows_keep_their_labels_in_a_period(mexico, name):
    chart = CHARTS[name](mexico, start=1930, end=1990)
    table = {"trade": "figures", "claims": "evidence"}.get(name, name)
    whole = getattr(mexico, table)
    assert 0 <= len(chart.rows) <= len(CHARTS[name](mexico).rows)
    assert chart.rows.equals(whole.loc[chart.rows.index])
    assert {f"{table}:{label}" for label in chart.rows.index} <= set(chart.titles)


def test_ids_are_unique_in_a_page_of_all_charts(mexico):
    page = "".join(draw(mexico).svg(f"{name}1") for name, draw in CHARTS.items())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_links_and_titles_can_be_given(mexico):
    chart = charts.events(mexico)
    svg = chart.svg("p", {"events:3": "#A4"}, {"events:3": "“as printed”, sentence A4"})
    (link,) = elements(svg, "a")
    assert (link.get("href"), link.find("title").text) == ("#A4", "“as printed”, sentence A4")
    assert len(elements(svg, "g")) == len(chart.titles) - 1
    assert all(group.find("title").text for group in elements(svg, "g"))


@every
def test_svg_is_the_same_twice_short_and_of_the_pages_colours(mexico, name):
    svg = CHARTS[name](mexico).svg()
    assert svg == CHARTS[name](mexico).svg()
    assert svg.startswith("<svg ") and 'role="group"' in svg.split(">")[0]
    assert all(len(number.partition(".")[2]) == 1 for number in numbers(svg))
    colors = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"transparent"}
    assert colors <= {f"var(--{color}, {value})" for color, value in style.COLORS.items()}
    for word in (
        "<style",
        "<metadata",
        "<script",
        "target=",
        "font-family",
        "<image",
        "Gradient",
        "<defs",
        "clip-path",
    ):
        assert word not in svg
    assert len(svg) < 45_000


def test_words_stay_words(mexico):
    texts = [text.text for text in elements(charts.phases(mexico).svg(), "text")]
    assert {"Soviet Union", "since 1806", "broken off", "The record", "history.info"} <= set(texts)
    assert set(texts) >= set(filter(None, words(charts.phases(mexico))))


@every
@pytest.mark.parametrize("strange", STRANGE)
def test_any_words_of_a_document_can_be_drawn(name, strange):
    corpus = peru(
        f"In 1924, Peru and Japan established diplomatic relations, said {strange}.",
        f"In March 1992, President Alberto Fujimori of Peru visited Japan for {strange}.",
        f"In 2010, trade between Peru and Japan totaled $3 million for {strange}; in 2011 trade was $4 million.",
        f"Peru's main exports to Japan include: copper, zinc {strange} and fish meal.",
    )
    corpus = replace(corpus, sources=corpus.sources.assign(label=strange))
    for options in LAYOUTS:
        chart = CHARTS[name](corpus, **options)
        assert ElementTree.fromstring(chart.svg()).get("role") == "group"
        assert chart.png()
        assert_tidy(chart)


@every
@pytest.mark.parametrize("options", LAYOUTS, ids=["wide", "narrow", "large"])
def test_words_are_on_the_sheet_and_never_meet(mexico, colombia, name, options):
    for corpus in (mexico, colombia):
        assert_tidy(CHARTS[name](corpus, **options))


@every
def test_words_can_be_read_on_a_phone_and_from_the_back_of_a_room(mexico, name):
    for options, shown, least in (({"width": "narrow"}, 350, 11), ({"large": True}, 960, 20 * 96 / 72)):
        chart = CHARTS[name](mexico, **options)
        sizes = [float(text.get("font-size")) for text in elements(chart.svg(), "text")]
        assert min(sizes) / chart.drawing.wide * shown >= least


@every
def test_a_picture_is_the_same_twice_and_has_no_date_inside(mexico, name):
    data = CHARTS[name](mexico).png()
    assert data == CHARTS[name](mexico).png()
    assert data.startswith(b"\x89PNG")
    assert all(word not in data for word in (b"Software", b"tEXt", b"Creation", b"tIME"))


def test_a_picture_keeps_the_colours_of_verdicts(mexico):
    pixels = np.asarray(Image.open(io.BytesIO(charts.claims(mexico).png())).convert("RGB")).reshape(-1, 3)
    for name in ("red", "amber", "rel"):
        color = np.array(matplotlib.colors.to_rgb(style.COLORS[name])) * 255
        assert np.abs(pixels - color).max(axis=1).min() < 4


def test_charts_do_not_depend_on_the_users_own_settings(mexico):
    plain = charts.phases(mexico)
    drawn = plain.png(), plain.svg()
    changed = {
        "font.size": 20,
        "axes.facecolor": "red",
        "savefig.dpi": 40,
        "savefig.bbox": "tight",
        "lines.linewidth": 9,
    }
    with matplotlib.rc_context(changed):
        other = charts.phases(mexico)
        assert (other.png(), other.svg()) == drawn
        assert matplotlib.rcParams["font.size"] == 20


def test_a_figure_is_matplotlibs_and_has_the_words(mexico):
    chart = charts.phases(mexico)
    assert isinstance(chart.figure, matplotlib.figure.Figure)
    texts = " ".join(text.get_text() for text in chart.figure.findobj(matplotlib.text.Text))
    assert chart.headline in texts and "The record" in texts


def test_pyplot_is_not_imported_by_drawing():
    code = (
        "import sys, bilateral; from bilateral import charts\n"
        "charts.events(bilateral.read_text('Peru–Japan relations\\n\\nIn 1873 Peru and Japan established relations.')).png()\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@every
def test_a_notebook_gets_a_picture_and_links_to_the_rows_of_its_table(mexico, name):
    chart = CHARTS[name](mexico)
    data, metadata = chart._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == chart.png()
    assert metadata["image/png"]["alt"] == data["text/plain"] == chart.alt
    page = data["text/html"]
    targets = set(re.findall(r'<tr id="([^"]+)"', page))
    assert len(targets) == len(chart.titles)
    assert set(re.findall(r'xlink:href="#([^"]+)"', page)) == targets
    assert " href=" not in page  # JupyterLab fails on it in SVG
    drawn, shown = page.index("<svg "), page.index("<img ")
    assert page.rindex("<div hidden", 0, drawn) < drawn < page.index("</div>") < shown


def test_nothing_is_drawn_where_the_reader_found_nothing():
    corpus = peru("The two countries cooperate in many fields.")
    for draw in CHARTS.values():
        chart = draw(corpus)
        assert chart.empty and chart.svg() == "" and chart.rows.empty and chart.titles == {}
        assert chart.headline.startswith("The reader found no")
        assert chart.png() and chart.alt


@every
def test_sources_can_be_chosen(mexico, name):
    source = mexico.sources["source"].iloc[-1]
    chart = CHARTS[name](mexico, sources=[source])
    assert len(chart.rows) and set(chart.rows["source"]) == {source}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"sources": ["nowhere"]}, "sources: 'nowhere' is none of: "),
        ({"width": "broad"}, "width: 'broad' is neither 'wide' nor 'narrow'"),
        ({"start": "long ago"}, "start: 'long ago'"),
        ({"start": 1990, "end": 1980}, "start: 1990 is after end 1980"),
    ],
)
@every
def test_a_mistake_is_one_line_that_names_the_argument(mexico, name, options, says):
    with pytest.raises(bilateral.SourceError) as caught:
        CHARTS[name](mexico, **options)
    assert str(caught.value).startswith(says) and "\n" not in str(caught.value)


def test_a_corpus_of_several_dyads_is_refused():
    with pytest.raises(bilateral.SourceError, match=r"^dyad: choose one first.*colombia-russia, mexico-russia"):
        charts.phases(bilateral.read())


# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
EYES = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(name):
    rgb = np.array(matplotlib.colors.to_rgb(style.COLORS[name]))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    low, high = sorted(linear(name) @ (0.2126, 0.7152, 0.0722) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def seen(name, eye):
    """A colour in CIELAB, as an eye sees it."""
    xyz = TO_XYZ @ np.clip(np.array(EYES[eye]) @ linear(name), 0, 1) / (0.95047, 1, 1.08883)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_signs_and_words_stand_out_from_paper():
    for sign, color in style.VERDICTS.values():
        assert sign and contrast(color, "paper") >= 4.5
    assert contrast("hatch", "paper") >= 3
    for color in ("ink", "muted", "amber", "red"):
        assert contrast(color, "paper") >= 4.5
    assert contrast("paper", "rel") >= 4.5 and contrast("ink", "pale") >= 4.5


@pytest.mark.parametrize("eye", EYES)
def test_verdicts_can_be_told_apart(eye):
    signs = [sign for sign, _ in style.VERDICTS.values()]
    assert len(set(signs)) == len(signs)
    for one, two in itertools.combinations(("rel", "amber", "red"), 2):
        assert np.linalg.norm(seen(one, eye) - seen(two, eye)) >= 12
