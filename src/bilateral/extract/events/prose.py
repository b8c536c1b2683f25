"""Events: which act on which thing a sentence tells, of whom and when."""

import re

from ...dates import edtf
from ...mentions.cells import spans
from ...mentions.clauses import asserted, inside
from ...rules import vocabulary
from .. import deduplicate as retellings
from .. import when as timing
from . import actors, acts, elided

STATUS = ("recognized", "established", "severed", "lapsed", "restored")
#: What a sentence without a date must hold to be read at all: events with no date are only counted.
UNDATED = ("relation", "ties", "embass", "legation", "consul", "recogni")
#: Days of a decade, and some: a vaguer date is no retelling of a finer one, but of relations.
DECADE = 4000
_NAME = re.compile(r"\b(?:[A-Z][a-z]{3,}|treaty|consul)\b")  # what a sentence shares with one that tells its act again
_ACCORD = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat) $")

#: Events of which each sentence states another.
_ONCE = ("agreement", "envoy_appointed", "aid", "contact")
_LABEL, _ALONE = re.compile(r"([A-Z][^:.;]{3,60}):"), re.compile(r"[\s:.()]*(?:since|in|on)?[\s.()]*", re.I)


def find(readings):
    """
    Find the events that a document tells.

    Parameters
    ----------
    readings : iterable of clauses.Reading
        The sentences of one document.

    Returns
    -------
    list of dict
        Rows of the events table; re-tellings of one event are one row at its finest date, `mentions` counts them.
    int
        How many status events are told with no date.
    """
    rows, undated, accords, last, before, header = [], [], [], None, None, []
    for reading in readings:
        if reading.sentence.kind == "table":
            header = header if reading.dates else _header(reading, header)
            rows += _cells(reading, header)
        elif reading.dates and ":" in reading.text:
            rows += _labelled(reading)
        if not reading.dates and not vocabulary.holds(reading.lower, UNDATED):
            last = before = None
            continue
        found, last = acts.find(reading, last)
        found = elided.add(reading, found, before)
        before = found[-1] if found else None
        for trigger, date, who, real in judged(reading, found):
            if who is None or not real:
                continue
            if date is None:
                if trigger.type in STATUS:
                    undated.append(trigger.type)
                continue
            rows += [_row(reading, trigger, date, kind, when, who) for kind, when in _told(reading, trigger, date)]
        accords += _accords(reading)
    rows += _identified(accords, rows, undated)
    _told_next(rows, readings)
    return retellings.merge(rows, _kind, _same), len(undated)


def judged(reading, triggers):
    """
    Each act of a sentence with its date, its actors, and whether it was done (asked of the dyad's acts only).

    Parameters
    ----------
    reading : clauses.Reading
    triggers : list of acts.Trigger

    Yields
    ------
    tuple of (acts.Trigger, dates.Date or None, tuple of str or None, bool)
        Actors are None where the act is of other states.
    """
    others = False
    for trigger, date in timing.dated(reading, triggers, STATUS):
        # "A broke with B, closing its embassy": what others do, they do
        goes_along = others and trigger.voice == "active" and reading.text.endswith("ing", 0, trigger.end)
        who = None if goes_along else actors.of(reading, trigger)
        others = who is None
        yield trigger, date, who, who is not None and asserted(reading, trigger, date)


def _header(reading, before):
    """What each column of a table tells, from its header row: an event type or None; a line of dashes keeps the one before."""
    if not re.search(r"\w", reading.text):
        return before
    words = vocabulary.load()
    return [
        next((kind for kind, pattern in words.headers.items() if pattern.search(reading.text[a:b])), None)
        for a, b in spans(reading.text)
    ]


def _cells(reading, header):
    """Events of the dates that stand alone in a cell, by their column; "again" makes a second one a restoration."""
    out, text, edges = [], reading.text, spans(reading.text)
    first = [m for m in reading.within(*edges[0]) if m.kind == "name"] if edges else []
    if first and not any(inside(m, reading.pair) for m in first):
        return []  # a row on another state
    if not header and first:
        header = ["established"] * len(edges)  # rows of a table whose header is lost: a state, since when, notes
    for kind, (a, b) in zip(header, edges, strict=False):
        dates = [d for d in reading.dates if a <= d.start < b]
        alone = len(re.sub(r"\band\b|\bagain\b|\W", "", text[a:b])) <= sum(
            len(re.sub(r"\W", "", text[d.start : d.end])) for d in dates
        )
        for i, date in enumerate(dates if kind and alone else ()):
            told = "restored" if i and kind == "established" else kind
            out.append(reading.row(date) | {"type": told, "actors": ", ".join(reading.pair), "mentions": 1})
    return out


def _labelled(reading):
    """The event of a date that stands alone after its label: "Date of establishment: 11 January 1994"."""
    date, label = reading.dates[0], _LABEL.match(reading.text)
    if not label or len(reading.dates) > 1 or not _ALONE.fullmatch(reading.text, date.end):
        return []
    if not _ALONE.fullmatch(reading.text, label.end(1), max(date.start, 0)):
        return []
    labels = vocabulary.load().labels.items()
    kind = next((kind for kind, pattern in labels if pattern.fullmatch(label[1])), None)
    if kind is None or not all(inside(m, reading.pair) for m in reading.mentions):
        return []
    when, first = edtf.onset(date.edtf), [m.state for m in reading.mentions if m.state in reading.pair]
    row = reading.row(date) | {"date": when, **edtf.columns(when), "type": kind, "mentions": 1}
    row["actors"] = ", ".join(dict.fromkeys([*first, *reading.pair]))
    if kind.startswith("mission"):
        row["level"] = _level(label[1].lower(), reading.lower, kind)
    return [row]


def _told(reading, trigger, date):
    """The event types and dates that a trigger with a date stands for."""
    words = vocabulary.load()
    when = edtf.onset(date.edtf)
    if trigger.hold:
        lasting = words.lasting[trigger.thing]
        if date.limit == "since":
            return [(lasting["since"], when)]
        if re.search(r"\b(?:until|till) (?:the )?[^,;]{0,40}$", reading.text[trigger.end : date.start]):
            return [(lasting["until"], when)]
        if date.limit == "until":
            return [(lasting["until"], when)]
        if date.limit in ("from-to", "between"):
            first, last = edtf.ends(date.edtf)
            return [(lasting["since"], first), (lasting["until"], last)]
        return []
    if trigger.type == "mission_elevated" and _newly(reading, trigger):
        return [(trigger.type, when), ("mission_opened", when)]
    if trigger.type in ("severed", "lapsed") and date.limit == "between":
        first, last = edtf.ends(date.edtf)
        return [(trigger.type, first), ("restored", last)]
    if trigger.type == "established" and acts.GRAMMAR["again"].search(
        reading.text, max(0, trigger.start - 14), trigger.end + 14
    ):
        return [("restored", when)]
    if trigger.type in ("severed", "mission_closed") and date.limit == "from-to":
        first, last = edtf.ends(date.edtf)
        again = trigger.type == "mission_closed" and trigger.voice == "passive"
        if not again or reading.text[slice(*trigger.object)].endswith("s"):
            return [(trigger.type, first)]
        return [(trigger.type, first), ("mission_opened", last)]
    return [(trigger.type, date.edtf if trigger.type in ("lapsed", "revolution", "war") else when)]


def _newly(reading, trigger):
    """Whether what is raised to a diplomatic mission was none before: a consulate, a liaison office, an interests section."""
    text = reading.text
    level = _level(text[slice(*trigger.object)].lower(), text.lower(), trigger.type)
    before = text[: trigger.start] + (text[slice(*trigger.object)] if trigger.voice == "passive" else "")
    return level in ("embassy", "legation") and bool(
        re.search(r"[Cc]onsul|[Ll]iaison|[Ii]nterests|\bpost\b|[Oo]ffice", before)
    )


def _row(reading, trigger, date, kind, when, actors):
    plain = next(
        (d for d in reading.dates if d.edtf == date.edtf and not d.carried), date
    )  # "1917", not "the same year"
    row = reading.row(plain)
    row |= {"date": when, **edtf.columns(when), "type": kind, "actors": ", ".join(actors), "mentions": 1}
    if trigger.thing == "mission":
        row["level"] = _level(reading.text[slice(*trigger.object)].lower(), reading.text.lower(), kind)
    return row


def _level(thing, sentence, kind):
    levels = vocabulary.load().levels
    if kind == "mission_elevated":
        to = re.search(r"\bto (?:the )?(?:rank |level |status )?(?:of )?(?:an? )?(?:full )?(\w+)", sentence)
        thing = (
            to[1]
            if to and any(stem in to[1] for stem in levels.values())
            else "embassy"
            if "embass" in sentence
            else thing
        )
    return next((name for name, stem in levels.items() if re.search(stem, thing)), "other")


def _told_next(rows, readings):
    """
    Give recognition by an act its day, where the sentences after it tell the act again with its day.

    "It recognized the United States by signing the treaty of 1783. Hartley signed the treaty on 3 September 1783."
    """
    at = {reading.start: n for n, reading in enumerate(readings)}
    conduct = vocabulary.load().grammar["conduct"]
    for row in rows:
        if row["type"] != "recognized" or edtf.precision(row["date"]) != "year" or row["char_start"] not in at:
            continue
        n = at[row["char_start"]]
        one = readings[n]
        told = conduct.search(one.text)
        for other in readings[n + 1 : n + 3] if told else ():
            days = [d for d in other.dates if edtf.precision(d.edtf) == "day" and edtf.within(d.edtf, row["date"])]
            named = _names(one.text[told.start() :]) & _names(other.text)
            if (
                len(days) == 1
                and days[0].start >= 0
                and named
                and "\n" not in one.document.folded[one.start : other.start]
            ):
                found = other.row(days[0])
                row |= {k: found[k] for k in ("date", "earliest", "latest", "precision", "date_text", "date_char_start", "date_char_end")}  # fmt: skip
                break


def _names(text):
    return {name.lower() for name in _NAME.findall(text)}


def _accords(reading):
    """Rows for a dated mention of an agreement told before: "the 1935 accord"."""
    out, words = [], vocabulary.load()
    for date in reading.dates:
        if date.start < 0 or not _ACCORD.search(reading.text[max(0, date.start - 6) : date.start]):
            continue
        if words.things["agreement"].match(reading.text, date.end + 1):
            actors = [m.state for m in reading.mentions if m.state in reading.pair]
            if any(not inside(m, reading.pair) and m.start < date.start for m in reading.mentions):
                continue
            out.append(
                {**reading.row(date), "actors": ", ".join(dict.fromkeys([*actors, *reading.pair])), "mentions": 1}
            )
    return out


def _identified(accords, rows, undated):
    """What "the 1935 accord" was: the act on relations that is told with no date, or with a vaguer one."""
    told = [r for r in rows if r["type"] in STATUS]
    kinds = [*undated, *(r["type"] for r in told)]
    if not kinds:
        return []
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    finest = min((edtf.width(r["date"]) for r in told), default=float("inf"))
    return [{**a, "type": kind} for a in accords if finest > edtf.width(a["date"])]


def _kind(row: dict) -> tuple[str, int | None]:
    """What two rows share that may tell one event: the type, and of what no two sentences share, the sentence."""
    return row["type"], row["char_start"] if row["type"] in _ONCE else None


def _same(one, other):
    if not edtf.meet(one["date"], other["date"]):
        return False
    if one["type"] in ("launch", "death") and one["char_start"] != other["char_start"]:
        return one["date"] == other["date"]
    if edtf.width(other["date"]) > DECADE and one["type"] not in STATUS:
        return False
    if {one.get("level"), other.get("level")} in ({"embassy", "consulate"}, {"legation", "consulate"}):
        return False
    if one["type"].startswith("mission") and one["actors"] and other["actors"]:
        first, second = one["actors"].split(", ")[0], other["actors"].split(", ")[0]
        return first == second or one["date"] == other["date"]
    return one["type"] != "revolution" or bool(set(one["actors"].split(", ")) & set(other["actors"].split(", ")))
