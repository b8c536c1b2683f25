"""Tables and lists of figures: numbers whose measure, unit, scale, date and direction a heading, header or first cell says."""

import functools
import re
from dataclasses import dataclass

from ...mentions import cells
from ...mentions.amounts import find, labelled, qualifier, unit_named, value_of, words
from . import directions

_MONEY, _GOODS = ("exports", "imports", "trade", "investment", "aid", "arms"), ("tonnes", "barrels")
_PEOPLE = ("tourists", "migrants", "population", "troops", "other")
_NOTES = re.compile(r"(?:\s*(?:\[[^\]|]{1,20}\]|\*+|\([^()|]{1,20}\)))*[\s.;,]*")
_DIGIT = re.compile(r"\d")
_HEADINGS = 6  # those of as many levels as HTML has: in a longer run of headings each is no part of the one before
_PARTED = re.compile(r": ?| - | = ")


@dataclass(frozen=True)
class Label:
    """What a heading, a header cell or a first cell says of the numbers that it stands over or before."""

    reading: object
    measure: str | None
    unit: str | None
    scale: float | None
    plain: bool  # nothing but a unit, a date, states and words such as "total": the measure stands elsewhere
    barred: bool  # a balance, a rank: no amounts of ours, unless a label nearer to them measures something else
    away: bool  # another state's, or a target: none at all

    @property
    def ours(self):
        """The states of the dyad that it names."""
        return list(dict.fromkeys(m.state for m in self.reading.mentions if m.state in self.reading.pair))


class Table:
    """
    The rows of one table.

    Parameters
    ----------
    captions : list of clauses.Reading
        The title line and the headings above it, the nearest first.
    """

    def __init__(self, captions):
        self.captions, self.header, self.header_ended = captions, [], False

    @functools.cached_property
    def labels(self):
        """What the columns' headers say, of several the lower first, and what the captions say."""
        return [[label(c) for c in column] for column in self.header], [label(c) for c in self.captions]

    def read(self, reading):
        """
        The figures of a row.

        Returns
        -------
        list of dict, list of (int, int)
            Rows of the figures table, and the cells of a headed table that hold an amount alone: nobody else's to read.
        """
        row = [cells.part(reading, a, b) for a, b in cells.spans(reading.text)]
        if not re.search(r"\w", reading.text):
            self.header_ended = self.header_ended or bool(self.header)
            return [], []
        numbers = [_amount(c.text) for c in row]
        years = all(cells.is_date(c) for c, n in zip(row, numbers, strict=True) if n)
        if not self.header_ended and (years if not self.header else not any(numbers) and not cells.is_date(row[0])):
            self._head(row)
            return [], []
        self.header_ended = True
        if not any(numbers):
            return [], []
        when, (columns, captions) = self._when(row), self.labels
        amounts = [(i, m) for i, m in enumerate(numbers) if m and row[i] is not when]
        before = [c for c in row[: amounts[0][0] if amounts else 0] if c is not when]
        heads = [
            label(c) for c in before if re.search(r"[^\W\d_]", c.text) and not labelled()["blank"].fullmatch(c.text)
        ]
        figures, taken = [], []
        for i, m in amounts:
            a = row[i].start - reading.start
            column = columns[i] if i < len(columns) else []
            said = any(c.measure or c.plain for c in column) if columns else len(amounts) == 1
            chain = [*column, *heads, *(columns[0] if columns and i else []), *captions]
            whole = all(h.measure or h.plain for h in heads)  # not a part: copper, other states
            figure = _figure(reading, row[i], m, chain, when) if said and whole else None
            figures += [figure] if figure else []
            taken += [(a, a + len(row[i].text))] if figure or columns else []
        return figures, taken

    def _head(self, row):
        """Take a row into the header."""
        self.header += [[] for _ in range(len(row) - len(self.header))]
        for column, cell in zip(self.header, row, strict=False):
            column[:0] = [cell] if cell.text else []

    def _when(self, row):
        """The cell that dates a row: a date alone, the first or under a header that measures nothing."""
        for i, cell in enumerate(row):
            column = self.labels[0][i] if i < len(self.header) else []
            if cells.is_date(cell) and not (i and any(c.measure or c.unit or c.reading.dates for c in column)):
                return cell
            if i == 0 and label(cell).measure:
                return None  # "| Exports | 1995 | 2004 |"
        return None


def line(reading, captions):
    """
    The figures of a line of a list that holds a label, or a date, and an amount: "2012 - 81,354", "Exports: 3.5 (2012)".

    Parameters
    ----------
    reading : clauses.Reading
    captions : list of clauses.Reading
        The lead line and the heading above it, the nearest first.
    """
    for gap in [*_PARTED.finditer(reading.text), None] if _DIGIT.search(reading.text) else ():
        a = gap.end() if gap else 0
        if (m := _amount(reading.text[a:])) is None:
            continue
        cell = cells.part(reading, a, len(reading.text))
        first = cells.part(reading, 0, gap.start() if gap else 0)
        when = first if first.text and cells.is_date(first) else None
        head = [label(first)] if first.text and not when else []
        figure = _figure(reading, cell, m, [*head, *map(label, captions)], when)
        return [figure] if figure else []
    return []


def led(leads, last, reading, kind):
    """The headings and lead lines (nearest first) that a table or list after a stretch would stand under."""
    if kind in ("heading", "title"):
        return [reading, *leads[:_HEADINGS]] if last in leads else [reading]
    lead = reading.text.endswith(":")
    if lead or kind == "prose" and leads and leads[0].sentence.kind not in ("heading", "title"):
        return [reading] * lead + [x for x in leads if x.sentence.kind in ("heading", "title")]
    return leads


def label(reading):
    """What the words of a heading or cell say of the numbers below or after them."""
    spec, text, lower = labelled(), reading.text, reading.lower
    found = [name for name, pattern in words()["measures"] if pattern.search(lower)]
    measure = "trade" if {"exports", "imports"} <= set(found) else next((f for f in found if f != "trade"), None)
    measure = measure or ("trade" if found else None)
    unit, scale = None, None
    if m := spec["money"].search(text):
        unit = unit_named(m["money"], "")[0]
        scale = spec["scale of"](m["before"] or m["after"])
    elif words()["percent"].search(text):
        unit = "%"
        measure = "growth" if spec["change"].search(lower) else "share" if spec["share"].search(lower) else None
    elif spec["change"].search(lower):
        measure = "growth"
    elif people := next((n for p, n in [*words()["people"], *spec["people"]] if _plural(p.search(lower))), None):
        unit, measure = "people", (measure if measure in _PEOPLE else None) or people or measure
    elif m := next((u for p, u, _ in words()["other"] if u in _GOODS and p.search(lower)), None):
        unit = m
    elif people == "":
        unit = "people"
    if scale is None and (m := spec["scale"].search(lower)):
        scale = spec["scale of"](m.group())
    barred = bool(spec["none"].search(text) or words()["foreign"].search(text))
    away = _foreign(reading) or bool(words()["irrealis"].search(text))
    return Label(reading, measure, unit, scale, not measure and _plain(reading), barred, away)


def _plural(found):
    """Whether people are counted: "tourists", not "tourist office"."""
    return bool(found) and found.group().endswith(("s", "men", "people", "personnel"))


def _plain(reading):
    """Whether a label has no words but a unit, a date, states and the like of "total"."""
    rest, spec = reading.text, labelled()
    for x in [*reading.dates, *reading.mentions]:
        if x.start >= 0:
            rest = rest[: x.start] + " " * (x.end - x.start) + rest[x.end :]
    rest = spec["scale"].sub(" ", spec["money"].sub(" ", rest).lower())
    return not re.search(r"[^\W\d_]", spec["plain"].sub(" ", rest))


def _foreign(reading):
    """Whether a label names another state, and not both of the dyad's."""
    named = [x for x in reading.mentions if not words()["of money"].match(reading.text, x.end)]
    others = [x for x in named if x.state not in (*reading.pair, "*") and x.kind != "city"]
    ours = {x.state for x in named if x.state in (*reading.pair, "*")}
    return bool(others) and len(ours) < 2 and "*" not in ours


def _amount(text):
    """The number that fills a cell but for a word such as "about" before it and notes after it, or None."""
    if not _DIGIT.search(text):
        return None
    m = next(find(text), None)
    if not m or not _NOTES.fullmatch(text, m.end()):
        return None
    before = text[: m.start()]
    return m if not before.strip("+-") or words()["qualifier"].fullmatch(before) else None


def _figure(reading, cell, m, chain, when):
    """The row of a number that fills a cell, from the labels over and before it, the nearest first; None where they say too little."""
    teller = next((i for i, c in enumerate(chain) if c.measure), None)
    if teller is None or any(c.away for c in chain) or any(c.barred for c in chain[: teller + 1]):
        return None
    measure = chain[teller].measure
    unit, own = unit_named(m["before"], (m["tail"] or "").strip())
    if own and own in _PEOPLE:
        measure = own
    unit = unit or next((c.unit for c in chain if c.unit and _fits(c.unit, measure)), None)
    if measure == "population":  # of one of the two in the other, not of a state or its towns
        unit = "people" if len({s for c in chain for s in c.ours}) > 1 else None
    date = _date(reading, cell, m, chain, when)
    if not unit or not _fits(unit, measure) or not date:
        return None
    amount = value_of(m, next((c.scale for c in chain if c.scale and c.unit in (None, unit)), None))
    before = cell.text[: m.start()]
    sign = before.strip() if before.strip() in ("+", "-") else ""
    if amount is None or (sign and measure != "growth"):
        return None
    start, end = _flow(chain, measure, reading.pair)
    a = m.start() - len(sign)
    return (
        reading.row(date)
        | {
            "measure": measure,
            "value": float(f"{sign}{amount.value:.12g}"),  # 256.9 million is 256,900,000 and no cent less
            "alternative": amount.alternative,
            "unit": unit,
            "qualifier": qualifier(before),
            "from_state": start,
            "to_state": end,
            "scope": "dyad",
            "printed": reading.document.text[cell.start + a : cell.start + m.end()].strip(),
        }
    )


def _fits(unit, measure):
    return unit == "%" if measure in ("growth", "share") else (unit == "people") == (measure in _PEOPLE)


def _date(reading, cell, m, chain, when):
    """The date of an amount: in brackets after it, in its row's date cell, or in the nearest label that has one alone."""
    own = [d for d in cell.dates if d.start >= m.end()]
    for part, dates in (
        (cell, own),
        (when, when.dates if when else []),
        *((c.reading, c.reading.dates) for c in chain),
    ):
        if len(dates) == 1:
            shift = part.start - reading.start
            return dates[0]._replace(start=dates[0].start + shift, end=dates[0].end + shift)
    return None


def _flow(chain, measure, pair):
    """From and to, as the nearest label that names a state of the dyad says; trade's reporter exports to the other one."""
    if measure in ("trade", "growth", "share"):
        return None, None
    for c in chain:
        roles = [c.reading.role(m) for m in c.reading.mentions if m.state in pair and m.kind != "adjective"]
        if c.measure in (measure, None) and c.ours and ("" not in roles or not roles):
            start, end, _ = directions.of(c.reading, 0, measure)
        elif c.measure == measure and c.ours:
            start, end, _ = directions.of(c.reading, 0, measure)
        elif c.measure == "trade" and c.ours and (reporter := directions.reporter(c.reading)):
            start, end = reporter, directions.other(reporter, pair)
            start, end = (end, start) if measure == "imports" else (start, end)
        else:
            continue
        if start or end:
            return start or directions.other(end, pair), end or directions.other(start, pair)
    return None, None
