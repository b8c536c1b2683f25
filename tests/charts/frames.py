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


def event(type_, date, source="004", actors="Mexico, Russia", **more):
    low, high = span(date)
    row = {"source": source, "dyad": "mexico-russia", "date": date, "earliest": low, "latest": high}
    return {**row, "type": type_, "actors": actors, "mentions": 1, **more}


def item(list_, thing, way=("Mexico", "Russia"), source="004", date=None):
    low, high = span(date)
    row = {"source": source, "dyad": "mexico-russia", "date": date, "earliest": low, "latest": high}
    return {**row, "list": list_, "from_state": way[0], "to_state": way[1], "item": thing}


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


@pytest.fixture
def mexico_events():
    rows = [
        event("established", "1924", "000"),
        event("revolution", "1910", "000", "Mexico"),
        event("established", "1924-08-04", "001"),
        event("established", "1890", "001"),
        event("lapsed", "191X", "001"),
        event("revolution", "1917", "001"),
        event("envoy_appointed", "1926", "001"),
        event("asylum", "1936", "001", "Mexico"),
        event("restored", "[1942-09..1942-12]", "001"),
        event("established", "[..1899]", "002"),
        event("revolution", "1910", "002"),
        event("revolution", "1917", "002", "Russia"),
        event("recognized", "1924", "002"),
        event("established", "1991", "002"),
        event("state_dissolved", "1991", "002", "Russia"),
        event("contact", "1806", actors="Russia"),
        event("contact", "1812"),
        event("established", "1890-12-01"),
        event("mission_opened", "1891", level="legation"),
        event("lapsed", "1910/1920"),
        event("state_formed", "1922", actors="Russia"),
        event("established", "1924-08"),
        event("envoy_appointed", "1926"),
        event("severed", "1930-01-26"),
        event("asylum", "1936", actors="Mexico"),
        event("death", "1940-08"),
        event("restored", "1942-11"),
        event("agreement", "1978"),
        event("state_dissolved", "1991-12", actors="Russia"),
        event("anniversary", "2014-08"),
        event("launch", "2001"),
        event("launch", "2013"),
    ]
    return frame("events", rows)


@pytest.fixture
def mexico_items():
    rows = [item("exports", thing) for thing in ("tequila", "beer", "beef", "automobiles")]
    back, none = ("Russia", "Mexico"), (None, None)
    rows += [item("exports", t, back) for t in ("chemical based products", "metals", "helicopters", "ammunition")]
    rows += [item("arms", t, (None, "Mexico")) for t in ("BTR-60", "Ural-4320", "9K38 Igla anti-aircraft missiles")]
    rows += [item("companies", "Power Machines", back), item("companies", "Grupo Omnilife")]
    return frame("items", [*rows, item("memberships", "G-20 major economies", none)])


#: Names and words that a chart must survive.
STRANGE = [
    "Ángela Núñez",
    "Леонид Брежнев",
    "Karl-Theodor von und zu " * 5,
    "$a$ Lee $b$ \\frac{1}{2}",
    "東条\u202e<b>",
]
KINDS = ["established", "severed", "war", "agreement", "mission_opened", "mission_closed", "death", "contact", "$x$ y$"]


def many_events(n):
    dates = [f"{1900 + i * 7 % 120}" + ("" if i % 3 else f"-0{1 + i % 9}-1{i % 9}") for i in range(n)]
    dates[::17] = ["[..1950]"] * len(dates[::17])
    rows = [(KINDS[i % len(KINDS)], date, STRANGE[i % 5], STRANGE[i % 4]) for i, date in enumerate(dates)]
    return frame("events", [event(kind, date, source, who, level="embassy") for kind, date, source, who in rows])


def many_items(n):
    ways = [("Mexico", "Russia"), ("Russia", "Mexico"), ("São Tomé e Príncipe " * 4, None)]
    lists = ["exports", "imports", "arms", "companies", "memberships", "$other$ " * 9]
    return frame("items", [item(lists[i % 6], f"{STRANGE[i % 5]} {i}", ways[i % 3], STRANGE[i % 2]) for i in range(n)])


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
