"""Figures: amounts of money, goods and people, with what they measure, whose they are and of when."""

import itertools
import re

from ...mentions import cells
from ...mentions.amounts import Value, qualifier, scale_of, unit_named, value_of, words
from ...mentions.amounts import find as find_amounts
from ...mentions.clauses import Reading
from ...rules.vocabulary import holds
from . import directions, measures, ranks
from . import tables as figure_lists

_BALANCE = frozenset(("deficit", "surplus"))
_LEADS = re.compile(r" ?[:=(] ?| - ")
_RANGE = re.compile(r"\bbetween [^,;]{1,30} and $")
_GROUP = re.compile(r" (?:[a-z-]+ )?([A-Z][\w-]+)\b")
_NUMBER_OF = re.compile(
    r"\b[Nn]umber of (?:[a-z]+ )?(?:[A-Z]\w+ )?[A-Z]?\w+[^.;]{0,60}(?:was|is|were|at|reached|stood at|to)(?: (?:about|around|some|over|nearly|approximately))? $"
)
_GOES_ON = re.compile(
    r"(?:[A-Z][a-z]+ \d{4},? )?(?i:they|it|this|these|that|the (?:figure|value|amount|total|volume|surplus|deficit)|in (?:turn|return)|of)\b"
)
_COMPARED = re.compile(
    r"(?:\b(?:up|down|increase|rise|growth|decrease|drop|fall)\b|%)[^,;.]{0,25} (?:from|over|compared (?:with|to)) $"
)
_TO_COME = re.compile(r"\b(?:by|until) 20[2-9]\d|for the next")
_PARTS = re.compile(r" ?\(([^()]*)\)")
_FLOWS = ("exports", "imports")
_ASIDE = re.compile(r" ?(?:After|Before|Following|Until|Since) [^,]*,")
_ANEW = re.compile(r"(?:,|;|\band|\bbut|\bwhile) (?:in|by|on|since) $")  # a date that belongs to what follows it


def find(readings):
    """
    Find the amounts that a document states.

    Parameters
    ----------
    readings : iterable of clauses.Reading

    Returns
    -------
    list of dict
        Rows of the figures table: `value` is what is printed, `alternative` the other reading that its form allows; `unit` is
        ISO 4217 for money, people, tonnes, %, else the printed noun. Amounts of other states have `scope` other.
    """
    rows, carried, heading, before, leads, table, last = [], None, "", "", [], None, None
    for reading in readings:
        kind, told, taken = reading.sentence.kind, len(rows), []
        if kind == "heading" and (found := figure_lists.line(reading, leads)):  # "Exports, 2013: $9.1 million"
            kind, rows, taken = "list", rows + found, [(0, len(reading.text))]
        if kind in ("heading", "title"):
            heading = reading.text
        if kind == "table":
            if table is None or not cells.goes_on(last, reading):
                table = figure_lists.Table([last, *leads] if last and last.sentence.kind == "list" else leads)
            found, taken = table.read(reading)
            rows += found
        taken += [(d.start, d.end) for d in reading.dates]
        for match in find_amounts(reading.text, taken) if kind != "heading" else ():
            goes_on = before if _GOES_ON.match(reading.text) else ""
            row = _figure(reading, match, f"{goes_on} {heading}", rows, carried)
            if row and rows and _is_range(reading, match, rows[-1], row):
                low, high = rows[-1]["value"], row["value"]  # "between $10 million and $20 million" is one amount
                rows[-1] |= {"low": low, "high": high, "printed": f"{rows[-1]['printed']} and {row['printed']}"}
            elif row:
                rows.append(row)
            if row:
                rows += _parts(reading, match, row)
        rows += ranks.of(reading) if kind not in ("heading", "table") else []
        if kind == "list" and len(rows) == told:
            rows += figure_lists.line(reading, leads)
        if "respectively" in reading.text:
            rows[told:] = _respectively(reading, rows[told:])
        here = [d for d in reading.dates if d.start >= 0 and d.shape in ("year", "month", "day", "american")]
        carried, before = (reading, here[-1]) if here and kind != "heading" else carried, reading.text
        leads, last = figure_lists.led(leads, last, reading, kind), reading
    return rows


def _is_range(reading: Reading, m: re.Match, low: dict, high: dict) -> bool:
    """Whether an amount and the one before it are the limits of a range: of one sentence and unit, the lower one first."""
    if not _RANGE.search(reading.text, 0, m.start()) or low["char_start"] != high["char_start"]:
        return False
    return low["unit"] == high["unit"] and low["high"] is None and low["value"] <= high["value"]


def _figure(reading, m, heading, earlier, carried):
    """The row of one printed amount, or None where it is none of the table's."""
    spec, text = words(), reading.text
    if not (m["before"] or m["tail"] or m["scale"]) and not (
        _GROUP.match(text, m.end()) or _NUMBER_OF.search(text[: m.start()])
    ):
        return None
    tail = (m["tail"] or "").strip()
    unit, measure = unit_named(m["before"], tail)
    previous = earlier[-1] if earlier and earlier[-1]["char_start"] == reading.start else None
    if unit is None and m["scale"] and previous and re.search(r"^[A-Z]{3}$", previous["unit"] or ""):
        unit = previous["unit"]  # "61 million of it"
    if unit is None and m["scale"] and earlier and re.match(r" of (?:it|this|that|which)", text[m.end() :]):
        unit = earlier[-1]["unit"]
    if unit is None and (m["scale"] or re.fullmatch(r"\d{1,3}(,\d{3})*|\d{1,2}(,\d\d)+,\d{3}", m["number"])):
        group = _GROUP.match(text, m.end())  # "64,000 Israelis"
        if group and any(x.kind == "adjective" and m.end() <= x.start <= m.end() + 14 for x in reading.mentions):
            unit, measure = "people", ""
    if unit is None and _NUMBER_OF.search(text[: m.start()]):
        unit, measure = "people", ""
    if unit is None:
        return None
    a, _ = reading.segment(m.start())
    if text[a] == ":":  # "Peru's GDP: $1.6 billion"
        a, _ = reading.segment(a - 1)
    low, lower = max(a, m.start() - 90), reading.lower
    if holds(lower, spec["stems"]["foreign"]) and spec["foreign"].search(text[low : m.end() + 20]):
        return None
    if not _BALANCE.isdisjoint(reading.words) and spec["balance"].search(text[: m.start()][-60:]):
        return None
    if holds(lower, spec["stems"]["irrealis"]) and spec["irrealis"].search(text[low : m.start()]):
        return None
    if _TO_COME.search(text, m.end(), m.end() + 30):
        return None
    amount = value_of(m)
    if amount is None:
        return None
    measure = measures.of(reading, m, heading, measure, unit, previous)
    if measure == "other" and reading.sentence.kind == "table":
        return None
    date = _date(reading, m, previous)
    base = reading
    if (
        date is None
        and carried
        and reading.start - carried[0].start < 400
        and (
            re.search(r"\bof (?:it|this|that|which|these)\b|\bsame\b", text)
            or _parted(reading, carried[0], earlier, measure)
        )
    ):
        date = _shifted(carried, reading)
    start, end, scope = directions.of(reading, m.start(), measure)
    if (
        scope == "dyad"
        and not any(x.state == "*" or x.state in reading.pair for x in reading.mentions)
        and not _told_of(reading, heading)
    ):
        scope = (
            "dyad"
            if re.search(r"\b(?:bilateral|two-way|mutual|total) trade|between them\b", text, re.I) or carried
            else "other"
        )
    return base.row(date) | {
        "measure": measure,
        **amount._asdict(),
        "unit": unit,
        "qualifier": qualifier(text[: m.start()]),
        "from_state": start,
        "to_state": end,
        "scope": scope,
        "printed": reading.document.text[reading.start + m.start() : reading.start + m.end()].strip(),
    }


def _parts(reading, m, row):
    """The amounts in brackets that part the one before them: "69.5 million USD (export 65.2, import 4.3)"."""
    bracket = _PARTS.match(reading.text, m.end())
    if not bracket or row["measure"] not in ("trade", "exports", "imports"):
        return []
    out, reporter = [], directions.reporter(reading)
    for part in re.split(r"[,;] | and ", bracket[1]):
        amount = next(find_amounts(part), None)
        named = [n for n in ("exports", "imports") if dict(words()["measures"])[n].search(part)]
        if (
            not amount
            or len(named) != 1
            or amount["before"]
            or amount["scale"]
            or unit_named("", amount["tail"] or "")[0]
        ):
            return []
        flow = (reporter, directions.other(reporter, reading.pair))
        start, end = flow if named == ["exports"] else flow[::-1]
        part_of = value_of(amount, scale_of(m))
        if part_of is None:
            return []
        value = Value(float(f"{part_of.value:.12g}"), None, None, None)
        out.append(row | {"measure": named[0], **value._asdict(), "from_state": start, "to_state": end})
        out[-1] |= {"printed": amount["number"]}
    return out


def _respectively(reading, rows):
    """Amounts "in 2011 and 2012 respectively", or of "exports and imports … respectively", each with its own in order."""
    dates = [d for d in reading.dates if d.edtf and d.start >= 0]
    if len(rows) < 2 or len({r["unit"] for r in rows}) > 1:
        return rows
    if len(dates) == len(rows):
        return [row | reading.row(date) for row, date in zip(rows, dates, strict=True)]
    measures = [(m.start(), n) for n, p in words()["measures"] for m in p.finditer(reading.text) if n in _FLOWS]
    if len(measures) == len(rows) == 2:
        told, way = rows[0]["measure"], (rows[0]["from_state"], rows[0]["to_state"])
        for row, (_, name) in zip(rows, sorted(measures), strict=True):
            start, end = way if name == told else way[::-1]
            row |= {"measure": name, "from_state": start, "to_state": end}
    return rows


def _parted(reading, before, earlier, measure):
    """Whether an amount parts the one of the sentence before it: trade of a year, and then exports and imports."""
    gap = reading.document.folded[before.sentence.end : reading.start]
    if measure not in ("trade", "exports", "imports") or "\n" in gap or len(gap) >= 12:
        return False
    told = itertools.takewhile(lambda r: r["char_start"] >= before.start, reversed(earlier))
    return any(r["char_start"] == before.start and r["measure"] in ("trade", "exports", "imports") for r in told)


def _told_of(reading, heading):
    return bool(re.search(r"\b(?:trade|econom|export|import|tourism|invest|aid)\w*", heading, re.I))


def _shifted(carried, reading):
    first, date = carried
    return date._replace(start=date.start + first.start - reading.start, end=date.end + first.start - reading.start)


def _date(reading, m, previous):
    """The date that an amount is of: one in its clause, the nearer after it; else the sentence's first."""
    dates = [d for d in reading.dates if d.edtf]
    if not dates:
        return None
    if led := next((d for d in dates if _LEADS.fullmatch(reading.text, d.end, m.start())), None):
        return led  # "2018: $345 million; 2019: $367 million"
    if len(dates) > 1:
        dates = [d for d in dates if not _COMPARED.search(reading.text, max(0, d.start - 60), d.start)] or dates
    a, b = reading.segment(m.start())
    here = [d for d in dates if a <= d.start < b and d.end <= m.start()]
    aside = here and _ASIDE.match(reading.text, a)  # "After a drought in 2000, ten tonnes were sent in May 2001"
    for d in dates:
        gap = measures.BRACKETS.sub("", reading.text[m.end() : d.start])
        if (
            m.end() <= d.start
            and len(gap) < (60 if aside else 28)
            and not re.search(r"\d", gap)
            and not (here and (_ANEW.search(gap) or ";" in gap))
        ):
            return d
    return here[-1] if here else next((d for d in reversed(dates) if d.end <= m.start()), dates[0])
