"""Frames like those of the five seeds, and helpers that look at what is drawn."""

import itertools

import pytest

from bilateral.tables import frame

MEXICO = ("Mexico", "Russia")
LABELS = {"000": "thisday.fyi 1924", "001": "history.info", "002": "RIAC blog", "004": "Infogalactic"}


def span(date):
    """Give the limits of the few forms of date that these tests write."""
    months = {"04": 30, "06": 30, "09": 30, "11": 30, "02": 28}
    if date in (None, ".."):
        return None, None
    if date.startswith("["):
        low, high = date[1:-1].split("..")
        return (span(low)[0] if low else None), (span(high)[1] if high else None)
    if "/" in date:
        low, high = date.split("/")
        return span(low)[0], span(high)[1]
    date = date.strip("~?")
    if date.endswith("X"):
        return f"{date[:-1]}0-01-01", f"{date[:-1]}9-12-31"
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-{months.get(date[5:], 31)}"
    return date, date


def phase(source, status, state, opened, closed, opened_by=None, **more):
    a, b = span(opened)
    c, d = span(closed)
    limits = {"opened_earliest": a, "opened_latest": b, "closed_earliest": c, "closed_latest": d}
    row = {"source": source, "dyad": "mexico-russia", "status": status, "state": state, "opened": opened}
    return {**row, "closed": closed, "opened_by": opened_by, **limits, **more}


def figure_row(measure, value, unit, date, **more):
    low, high = span(date)
    row = {"source": "004", "dyad": "mexico-russia", "date": date, "earliest": low, "latest": high, "scope": "dyad"}
    return {**row, "measure": measure, "value": value, "unit": unit, **more}


def visit(visitor, office, way, date, kind="visit", took_place=True, **more):
    low, high = span(date)
    row = {"source": "004", "dyad": "mexico-russia", "date": date, "earliest": low, "latest": high}
    row |= {"visitor": visitor, "office": office, "from_state": way[0], "to_state": way[1]}
    return {**row, "kind": kind, "took_place": took_place, **more}


RE, SU, RF = "Russian Empire", "Soviet Union", "Russian Federation"


@pytest.fixture
def mexico_phases():
    rows = [
        phase("000", "relations", SU, "1924", "..", "established"),
        phase("001", "relations", RE, "1890", "191X", "established"),
        phase("001", "lapsed", f"{RE}, {SU}", "191X", "1924-08-04", "lapsed"),
        phase("001", "relations", SU, "1924-08-04", "[1924-08-04..1942-12-31]", "established"),
        phase("001", "lapsed", SU, "[1924-08-04..1942-12-31]", "[1942-09..1942-12]"),
        phase("001", "relations", SU, "[1942-09..1942-12]", "..", "restored"),
        phase("002", "relations", RE, "[..1899]", "1924", "established"),
        phase("002", "relations", SU, "1924", "1991", "recognized"),
        phase("002", "relations", RF, "1991", "..", "established"),
    ]
    for source in ("004", "all"):
        rows += [
            phase(source, "contact", RE, "1806", "1890-12-01", "contact"),
            phase(source, "relations", RE, "1890-12-01", "1910", "established"),
            phase(source, "lapsed", f"{RE}, {SU}", "1910", "1924-08-04", "lapsed"),
            phase(source, "relations", SU, "1924-08-04", "1930-01-26", "established"),
            phase(source, "severed", SU, "1930-01-26", "1942-11", "severed"),
            phase(source, "relations", SU, "1942-11", "1991-12", "restored"),
            phase(source, "relations", RF, "1991-12", "..", "state_dissolved"),
        ]
    return frame("phases", rows)


@pytest.fixture
def mexico_figures():
    return frame(
        "figures",
        [
            figure_row("aid", 2e6, "USD", None, source="001", from_state="Mexico", scope="other"),
            figure_row("arms", 20000, "rifles", None, source="001", from_state="Mexico", scope="other"),
            figure_row("migrants", 50000, "people", None, source="001", to_state="Mexico", scope="other"),
            figure_row("tourists", 77000, "people", "2014", qualifier="about", from_state="Russia", to_state="Mexico"),
            figure_row("trade", 1.784e12, "USD", "2014", alternative=1.784e9, printed="$1,784 billion USD"),
        ],
    )


@pytest.fixture
def mexico_visits():
    return frame(
        "visits",
        [
            visit("Luis Echeverría", "President", MEXICO, "1973"),
            visit("José López Portillo", "President", MEXICO, "1978", "official visit"),
            visit("Vladimir Putin", "President", ("Russia", None), "2004-11", "meeting", counterpart="Vicente Fox"),
        ],
    )


def marks(figure, start):
    """Give the artists whose gid starts with `start`, by gid, in the order they were drawn."""
    found = figure.findobj(lambda artist: (artist.get_gid() or "").startswith(start))
    return {artist.get_gid(): artist for artist in found}


def texts(figure):
    """Give the texts that are seen, with their boxes in pixels, after drawing."""
    figure.canvas.draw()
    seen = [text for text in figure.findobj(match=lambda a: hasattr(a, "get_text")) if text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent()) for text in seen if text.get_visible()]


def part(figure, gid):
    """Give the title, the subtitle or the footer as one line."""
    (text,) = (text for text in figure.texts if text.get_gid() == gid)
    return text.get_text().replace("\n", " ")


def assert_tidy(figure):
    """Assert that every text lies inside the figure and that no two of them overlap."""
    boxes = texts(figure)
    width, height = figure.bbox.width, figure.bbox.height
    for text, box in boxes:
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= 0, f"cut: {text!r}"
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        over = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        # Boxes hold the full line height, so a pixel of common air is not an overlap.
        assert min(over) <= 1, f"{one!r} overlaps {two!r}"
