"""Corpora of texts, and helpers that look at what is drawn."""

import itertools
import re
from xml.etree import ElementTree

import bilateral
from bilateral import charts
from bilateral.charts.drawing import Words
from bilateral.charts.text_layout import width

CHARTS = {name: getattr(charts, name) for name in ("claims", "events", "items", "phases", "trade", "visits")}
PERU = ("Peru", "Japan")
#: Names and words that a chart must survive.
STRANGE = [
    "Ángela Núñez",
    "Леонид Брежнев",
    "Karl-Theodor von und zu " * 5,
    "$a$ Lee $b$ \\frac{1}{2}",
    "東条\u202e<b>&amp;\"'",
]


def peru(*sentences):
    """Read sentences about a pair that the record does not cover."""
    text = "Peru–Japan relations\n\n" + "\n\n".join(sentences)
    corpus = bilateral.read_text(text, dyad=PERU)
    return corpus.select(corpus.dyads[0])


def parts(chart, row):
    """Give the shapes and words of a row."""
    found = [part for part in chart.drawing.parts if part.row == row]
    assert found, f"{row} is not drawn"
    return found


def shapes(chart, row, **paint):
    """Give the corners of a row's shapes with some paint."""
    found = [part for part in parts(chart, row) if not isinstance(part, Words)]
    return [part.path.vertices for part in found if all(getattr(part, key) == value for key, value in paint.items())]


def words(chart, row=None):
    """Give the texts of a row, or all."""
    return [part.text for part in chart.drawing.parts if isinstance(part, Words) and row in (None, part.row)]


def elements(svg, tag):
    return [one for one in ElementTree.fromstring(svg).iter() if one.tag == tag]


def numbers(svg):
    return re.findall(r"-?\d+\.\d+", re.sub(r"<(title|desc)\b.*?</\1>|>[^<]*<", "", svg))


def _box(part):
    wide = width(part.text, part.size, part.bold)
    left = part.x - wide * {"start": 0, "middle": 0.5, "end": 1}[part.anchor]
    middle = part.y - part.size * 0.36
    return left, middle - part.size * 0.4, left + wide, middle + part.size * 0.4


def assert_tidy(chart):
    """Assert that every text lies on the sheet and that no two of them meet."""
    sheet = chart.drawing
    boxes = [(part.text, _box(part)) for part in sheet.parts if isinstance(part, Words) and part.text]
    for text, (left, top, right, bottom) in boxes:
        assert left >= -16 and right <= sheet.wide + 16, f"cut: {text!r}"
        assert top >= -2 and bottom <= sheet.height + 2, f"cut: {text!r}"
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert min(over) <= 1, f"{one!r} meets {two!r}"
