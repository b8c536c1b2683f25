"""Figures: amounts of money, goods and people, with what they measure, whose they are and of when."""

import re
from dataclasses import replace

from .amounts import number, unit_named, words

_COUNTS = re.compile(r"\d|[mb]illion|thousand")
_RANGE = re.compile(r"\bbetween [^,;]{1,30} and $")
_GROUP = re.compile(r" (?:[a-z-]+ )?([A-Z][\w-]+)\b")
_NUMBER_OF = re.compile(
    r"\b[Nn]umber of (?:[a-z]+ )?(?:[A-Z]\w+ )?[A-Z]?\w+[^.;]{0,60}(?:was|is|were|at|reached|stood at|to)(?: (?:about|around|some|over|nearly|approximately))? $"
)
_GOES_ON = re.compile(
    r"(?:[A-Z][a-z]+ \d{4},? )?(?i:they|it|this|these|that|the (?:figure|value|amount|total|volume|surplus|deficit)|in (?:turn|return)|of)\b"
)
_BRACKETS = re.compile(r" ?\([^()]*\)")
_ANEW = re.compile(r"(?:,|;|\band|\bbut|\bwhile) (?:in|by|on|since) $")  # a date that belongs to what follows it
_LIST_GAP = re.compile(r"(?:, | and |, and | to | compared (?:to|with) |, (?:up|down) from | from )")


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
    rows, carried, heading, before = [], None, "", ""
    for reading in readings:
        if reading.sentence.kind in ("heading", "title"):
            heading = reading.text
        if reading.sentence.kind == "heading":
            before = reading.text
            continue
        goes_on = before if _GOES_ON.match(reading.text) else ""
        for match in words()["shape"].finditer(reading.text) if _counts(reading) else ():
            row = _figure(reading, match, f"{goes_on} {heading}", rows, carried)
            if (
                row
                and rows
                and _RANGE.search(reading.text[: match.start()])
                and rows[-1]["char_start"] == row["char_start"]
            ):
                low, high = rows[-1]["value"], row["value"]  # "between $10 million and $20 million" is one amount
                rows[-1] |= {"low": low, "high": high, "printed": f"{rows[-1]['printed']} and {row['printed']}"}
            elif row:
                rows.append(row)
        here = [d for d in reading.dates if d.start >= 0 and d.shape in ("year", "month", "day", "american")]
        carried, before = (reading, here[-1]) if here else carried, reading.text
    return rows


def _counts(reading):
    """Whether there is a number in a sentence besides those of its dates."""
    at, rest = 0, []
    for date in reading.dates:
        rest.append(reading.text[at : max(at, date.start)])
        at = max(at, date.end)
    return bool(_COUNTS.search("".join([*rest, reading.text[at:]])))


def _figure(reading, m, heading, earlier, carried):
    """The row of one printed amount, or None where it is none of the table's."""
    spec, text = words(), reading.text
    if not (m["before"] or m["tail"] or m["scale"]) and not (
        _GROUP.match(text, m.end()) or _NUMBER_OF.search(text[: m.start()])
    ):
        return None
    if any(d.start <= m.start("number") < d.end for d in reading.dates):
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
    if spec["foreign"].search(text[max(a, m.start() - 90) : m.end() + 20]):
        return None
    if spec["irrealis"].search(text[max(a, m.start() - 90) : m.start()]) or re.search(
        r"\b(?:by|until) 20[2-9]\d|for the next", text[m.end() : m.end() + 30]
    ):
        return None
    value, alternative = number(m["number"])
    scale = m["scale"] or ""
    factor = spec["scales"].get(scale, spec["scales"].get(scale.lower(), 1))
    measure = _measure(reading, m, heading, measure, unit, previous)
    if measure == "other" and reading.sentence.kind == "table":
        return None
    high = number(m["high"])[0] * factor if m["high"] else None
    before = text[: m.start()]
    qualifier = next((q for p, q in spec["qualifiers"] if p.search(before[-40:])), "")
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
    start, end, scope = _direction(reading, m, measure)
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
        "value": value * factor,
        "alternative": alternative * factor if alternative is not None and m["scale"] else None,
        "low": value * factor if high else None,
        "high": high,
        "unit": unit,
        "qualifier": qualifier,
        "from_state": start,
        "to_state": end,
        "scope": scope,
        "printed": reading.document.text[reading.start + m.start() : reading.start + m.end()].strip(),
    }


def _parted(reading, before, earlier, measure):
    """Whether an amount parts the one of the sentence before it: trade of a year, and then exports and imports."""
    told = [r for r in earlier if r["char_start"] == before.start and r["measure"] in ("trade", "exports", "imports")]
    gap = reading.document.folded[before.sentence.end : reading.start]
    return bool(told) and measure in ("trade", "exports", "imports") and "\n" not in gap and len(gap) < 12


def _told_of(reading, heading):
    return bool(re.search(r"\b(?:trade|econom|export|import|tourism|invest|aid)\w*", heading, re.I))


def _shifted(carried, reading):
    first, date = carried
    return replace(date, start=date.start + first.start - reading.start, end=date.end + first.start - reading.start)


def _measure(reading, m, heading, measure, unit, previous):
    """What an amount measures: by its own noun, else by the nearest word that says so, else by the heading."""
    spec, text = words(), reading.text
    a, b = reading.segment(m.start())
    if unit == "%":
        return (
            "growth"
            if spec["growth"].search(text[max(a, m.start() - 60) : m.start()])
            or re.match(r" (?:increase|rise|growth|drop|decline)", text[m.end() :])
            else "share"
        )
    near = []
    for rank, (name, pattern) in enumerate(spec["measures"]):
        for word in pattern.finditer(text, a, b):
            gap = m.start() - word.end() if word.end() <= m.start() else word.start() - m.end()
            near.append((max(gap, 0) + (12 if word.start() > m.start() else 0), rank, name))
    money = bool(re.fullmatch(r"[A-Z]{3}", unit))
    fits = (
        ("exports", "imports", "trade", "investment", "aid", "arms")
        if money
        else ("tourists", "migrants", "population", "troops")
    )
    named = [n for n in sorted(near) if n[2] in fits]
    if measure == "migrants" and any(n[2] == "tourists" for n in near) and not any(n[2] == "migrants" for n in near):
        measure = ""
    if measure and not money:
        return measure
    if named and named[0][0] < 110:
        return named[0][2]
    if previous and (_LIST_GAP.search(text[: m.start()][-24:])) and (previous["unit"] == unit):
        return previous["measure"]
    for name, pattern in spec["measures"]:
        if name in fits and (pattern.search(text) or pattern.search(heading)):
            return name
    return "other"


def _date(reading, m, previous):
    """The date that an amount is of: one in its clause, the nearer after it; else the sentence's first."""
    dates = [d for d in reading.dates if d.edtf]
    if not dates:
        return None
    a, b = reading.segment(m.start())
    here = [d for d in dates if a <= d.start < b and d.end <= m.start()]
    for d in dates:
        gap = _BRACKETS.sub("", reading.text[m.end() : d.start])
        if m.end() <= d.start and len(gap) < 28 and not re.search(r"\d", gap) and not (here and _ANEW.search(gap)):
            return d
    return here[-1] if here else next((d for d in reversed(dates) if d.end <= m.start()), dates[0])


def _direction(reading, m, measure):
    """From, to, and whether the amount is of the dyad (scope)."""
    pair, text = reading.pair, reading.text
    a, b = reading.segment(m.start())
    # an "and", "while" or a comma may part the clause from its subject: take in the sentence where it names no one
    # "US $", "Swiss francs": a state named by its money takes no part.
    named = [x for x in reading.mentions if x.state != "*" and not words()["of money"].match(text, x.end)]
    here = [x for x in named if a <= x.start < b] or named
    others = [x for x in here if x.state not in pair and x.kind != "city"]
    ours = list(dict.fromkeys(x.state for x in here if x.state in pair))
    both = any(x.state == "*" and (a <= x.start < b or not others) for x in reading.mentions)
    scope = "other" if others and len(ours) < 2 and not both else "dyad"
    if measure in ("other", "population") and len({x.state for x in reading.mentions} & set(pair)) < 2 and not both:
        scope = "other"  # of one of the two alone
    if measure in ("trade", "rank", "share", "growth"):
        return None, None, scope
    start = next((x.state for x in here if reading.role(x) in ("from", "by") and x.state in pair), None)
    end = next((x.state for x in here if reading.role(x) in ("to", "in", "into", "for") and x.state in pair), None)
    subject = next(
        (x.state for x in here if reading.role(x) in ("", "of") and x.state in pair and x.state != end), None
    )
    buys = measure == "imports" and re.search(r"\bimport|\bbought|\bbuy|\bpurchas", text, re.I)
    if buys:
        end, start = (end if not subject else subject), (start or (_other(subject, pair) if subject else None))
        return start or _other(end, pair), end, scope
    if measure == "migrants" and re.search(r"\b(?:took in|received|accepted|hosted|sheltered|admitted)\b", text):
        end, subject = subject or end, None
    start = start or subject
    foreign = others and len(ours) < 2
    if not foreign and scope == "dyad":
        start = start or (_other(end, pair) if end else None)
        end = end or (
            _other(start, pair)
            if start and measure in ("exports", "investment", "aid", "tourists", "migrants", "population", "other")
            else None
        )
    if _abroad(reading, m, measure, ours):
        scope = "other"
        end = end if end != _other(start, pair) or end in ours else None
        start = start if start != _other(end, pair) or start in ours else None
    return start, (end if end != start else None), scope


def _other(state, pair):
    return next((s for s in pair if s != state), None) if state in pair else None


def _abroad(reading, m, measure, ours):
    """Whether an amount goes to, or comes from, somebody who is none of the dyad: "sent the Republicans 2 million"."""
    if len(ours) > 1:
        return False
    text = reading.text
    given = re.search(
        r"\b(?:sent|gave|granted|provided|lent|sold|delivered) (?:the )?(?:[A-Z]\w+)(?: [A-Z]\w+)*\b", text[: m.start()]
    )
    if given:
        named = [x for x in reading.mentions if given.start() < x.start < given.end()]
        return not any(x.state in reading.pair or x.state == "*" for x in named)
    return measure == "migrants" and bool(re.search(r"\btook in|\bsheltered|\baccepted", text[: m.start()]))
