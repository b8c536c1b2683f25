"""Events: which act on which object a sentence states, of whom and when."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...dates import edtf
from ...dates.edtf import Edtf
from ...dates.finder import Date
from ...mentions.clauses import Reading, inside
from ...rules import vocabulary
from .. import deduplicate, guards, when
from . import acts, elided, participants, tables
from .acts import Match

STATUS = ("recognized", "established", "severed", "lapsed", "restored")
#: Days of a decade, and some: a vaguer date repeats no finer one, but of relations.
DECADE = 4000
#: Events of which each sentence states another.
_ONCE = ("agreement", "envoy_appointed", "aid", "contact")
#: What happened at the end of what an act began.
_REVERSED = {"severed": "restored", "lapsed": "restored", "mission_closed": "mission_opened"}
_PERIOD_TYPES = ("lapsed", "revolution", "war")

_GRAMMAR = vocabulary.load().grammar
_AGREEMENT = vocabulary.load().things["agreement"]


class Judged(NamedTuple):
    """An act with its date, the dyad's states that take part, and why it is no event; an empty reason where it is one."""

    match: Match
    date: Date | None
    rule: str
    actors: tuple[str, ...]
    why: str


class Finder:
    """
    Finds the events that a document states: its sentences are read one after the other.

    Attributes
    ----------
    undated : list of str
        The types of events of relations that are stated with no date.
    """

    def __init__(self) -> None:
        self.rows: list[dict] = []
        self.undated: list[str] = []
        self.accords: list[dict] = []
        self.stated: list[list[Reading]] = []  # the sentences that may state a recognition, each with the two after it
        self.last: str | None = None  # the object named last
        self.before: Match | None = None  # the last act of the sentence before
        self.header: tables.Header = []

    def found(self) -> list[dict]:
        """Return rows of the events table; an event that is stated again is one row at its finest date, `mentions` counts them."""
        rows = [*_not_retold(self.rows), *_identified(self.accords, self.rows, self.undated)]
        conduct = {stated[0].start: stated for stated in self.stated}
        for row in rows:
            if row["char_start"] in conduct and row["type"] == "recognized" and edtf.precision(row["date"]) == "year":
                row |= _date_of_conduct(row, *conduct[row["char_start"]])
        # Of some types no two sentences state one event.
        return deduplicate.merge(rows, lambda row: (row["type"], row["char_start"] * (row["type"] in _ONCE)), _same)

    def read(self, reading: Reading) -> None:
        """Take the events of the next sentence."""
        for stated in self.stated[-2:]:
            stated += [reading][len(stated) // 3 :]
        rows, accords = len(self.rows), len(self.accords)
        self._read(reading)
        kinds = [row["type"] for row in self.rows[rows:]]
        if "recognized" in kinds or len(self.accords) > accords:
            self.stated.append([reading])

    def _read(self, reading: Reading) -> None:
        if reading.sentence.kind == "table":
            self.header = self.header if reading.dates else tables.header_of(reading, self.header)
            self.rows += tables.cells(reading, self.header)
        elif reading.dates and ":" in reading.text:
            self.rows += tables.labelled(reading)
        if not reading.dates and not _GRAMMAR.undated.search(reading.lower):
            self.last = self.before = None
            return
        found, self.last = acts.find(reading, self.last)
        if found or self.before:
            found = elided.add(reading, found, self.before)
            for judged in judge(reading, found):
                self._take(reading, judged)
        self.before = found[-1] if found else None
        self.accords += _accords(reading)

    def _take(self, reading: Reading, judged: Judged) -> None:
        if judged.why:
            reading.refuse(judged.rule, *judged.match.span, judged.why)
        elif judged.date:
            self.rows += _rows(reading, judged, judged.date)
        elif judged.match.type in STATUS:
            self.undated.append(judged.match.type)


def judge(reading: Reading, matches: Sequence[Match]) -> Iterator[Judged]:
    """Give each act of a sentence with its dates, its actors, and what makes it no event of the dyad."""
    others = False
    for match, date, place in when.bind(reading, matches, STATUS):
        # "A broke with B, closing its embassy": what others do, they do
        goes_along = others and match.voice == "active" and reading.text.endswith("ing", 0, match.end)
        actors = None if goes_along else participants.of(reading, match)
        others = actors is None
        not_until = date is not None and date.limit == "not until"
        why = guards.OTHERS
        if actors is not None:
            end = match.span[1] if match.voice == "noun" or reading.text.endswith("ing", 0, match.end) else None
            why = guards.refusal(reading, match.start, end=end, infinitive=match.infinitive, not_until=not_until)
        rule = f"{match.rule} date/{place}" if date else match.rule
        yield Judged(match, date, rule, actors or (), why)


def _rows(reading: Reading, judged: Judged, date: Date) -> Iterator[dict]:
    """Give the rows of an act with a date: one, or two where the date says how long it lasted."""
    match = judged.match
    # "1917", not "the same year"
    plain = next((d for d in reading.dates if d.edtf == date.edtf and not d.carried), date)
    for kind, value in _stated(reading, match, date):
        row = reading.row(plain) | {"date": value, **edtf.columns(value)}
        row |= {"type": kind, "actors": ", ".join(judged.actors), "mentions": 1, "rule": judged.rule}
        if match.thing == "mission":
            row["explicit"] = any(m.state == judged.actors[0] and m.kind != "capital" for m in reading.mentions)
            row["level"] = tables.level_of(reading.text[slice(*match.object)], reading.text, kind)
        yield row


# What an act with a date stands for: the types and dates of its events.

Stated = list[tuple[str, str | None]]


def _stated(reading: Reading, match: Match, date: Date) -> Stated:
    value = edtf.onset(date.edtf)
    if match.continuous:
        return _of_lasting(reading, match, date)
    if match.type == "mission_elevated" and _is_new(reading, match):
        return [(match.type, value), ("mission_opened", value)]
    if match.type == "established" and _is_again(reading, match):
        return [("restored", value)]
    own = match.end <= date.start < reading.segment(match.start)[1]  # not "until 1857, when he closed the legation"
    if date.limit == "until" and match.type in _REVERSED and own:
        return [(_REVERSED[match.type], value)]  # "relations stayed suspended until 1971"
    lasted = _of_interval(reading, match, date) if date.limit in ("between", "from-to") else []
    return lasted or [(match.type, date.edtf if match.type in _PERIOD_TYPES else value)]


def _of_lasting(reading: Reading, match: Match, date: Date) -> Stated:
    """The events that since, until or from … to make of a state of things."""
    lasting, first, last = vocabulary.load().lasting[match.thing], *edtf.ends(date.edtf)
    begun, ended = lasting["since"], lasting["until"]
    if date.limit == "since":
        return [(begun, edtf.onset(date.edtf))]
    if date.limit == "until" or _GRAMMAR.until.search(reading.text[match.end : date.start]):
        return [(ended, edtf.onset(date.edtf))]
    return [(begun, first), (ended, last)] if date.limit in ("from-to", "between") else []


def _of_interval(reading: Reading, match: Match, date: Date) -> Stated:
    """The events of an act that lasted: relations broken between two dates were restored at the second; none where it did not."""
    first, last = edtf.ends(date.edtf)
    closed = match.type == "mission_closed" and date.limit == "from-to"
    opened_again = closed and not reading.text[slice(*match.object)].endswith("s")
    if opened_again or (match.type in ("severed", "lapsed") and date.limit == "between"):
        return [(match.type, first), (_REVERSED[match.type], last)]
    return [(match.type, first)] if closed or match.type == "severed" else []


def _is_again(reading: Reading, match: Match) -> bool:
    return bool(_GRAMMAR.again.search(reading.text, max(0, match.start - 14), match.end + 14))


def _is_new(reading: Reading, match: Match) -> bool:
    """Whether what is raised to a diplomatic mission was none before: a consulate, a liaison office, an interests section."""
    text, mission = reading.text, reading.text[slice(*match.object)]
    before = text[: match.start] + (mission if match.voice == "passive" else "")
    raised = tables.level_of(mission, text, match.type) in ("embassy", "legation")
    return raised and bool(_GRAMMAR.lower_post.search(before))


# What other sentences add.


def _date_of_conduct(row: dict, one: Reading, *others: Reading) -> dict:
    """
    Return the day of recognition by an act, where the sentences after it state the act again with its day.

    "It recognized the United States by signing the treaty of 1783. Hartley signed the treaty on 3 September 1783."
    """
    stated = _GRAMMAR.conduct.search(one.text)
    names = _names(one.text[stated.start() :]) if stated else set()
    return next((day for other in others if (day := _day_of(row, names, one, other))), {})


_DATE_COLUMNS = ("date", "earliest", "latest", "precision", "date_text", "date_char_start", "date_char_end")


def _day_of(row: dict, names: set[str], one: Reading, other: Reading) -> dict | None:
    """Return the columns of the day that a later sentence gives to the act of a row, by which a state was recognized."""
    days = [d for d in other.dates if edtf.precision(d.edtf) == "day" and edtf.within(d.edtf, row["date"])]
    same = names & _names(other.text) and other.goes_on(one)
    if len(days) != 1 or not same:
        return None
    found = other.row(days[0])
    return {name: found[name] for name in _DATE_COLUMNS}


def _names(text: str) -> set[str]:
    return {name.lower() for name in _GRAMMAR.shared_name.findall(text)}


def _not_retold(rows: list[dict]) -> Iterator[dict]:
    """Leave out events that have about the date of the sentence before, where the document dates one of their kind itself."""
    dated = {_retold_as(row) for row in rows if not row["rule"].endswith(when.ABOUT)}
    return (row for row in rows if not row["rule"].endswith(when.ABOUT) or _retold_as(row) not in dated)


def _retold_as(row: dict) -> tuple[str, str]:
    """Return what an event with its date and one without share: the type, and the owner of a mission."""
    kind = "established" if row["type"] == "restored" else row["type"]
    return kind, row["actors"].split(", ")[0] if row["type"].startswith("mission") else ""


def _accords(reading: Reading) -> Iterator[dict]:
    """Give rows for a dated mention of an agreement that was stated before: "the 1935 accord"."""
    for date in () if _AGREEMENT.held and _AGREEMENT.held.isdisjoint(reading.words) else reading.dates:
        if date.start < 0 or not _GRAMMAR.determined.search(reading.text[max(0, date.start - 6) : date.start]):
            continue
        named = _AGREEMENT.pattern.match(reading.text, date.end + 1)
        if not named or _GRAMMAR.another_accord.match(reading.text, named.end()):
            continue
        if any(not inside(m, reading.pair) and m.start < date.start for m in reading.mentions):
            continue
        yield reading.row(date) | {
            "actors": ", ".join(reading.pair_as_named),
            "mentions": 1,
            "rule": "events/accord-named",
        }


def _identified(accords: list[dict], rows: list[dict], undated: list[str]) -> list[dict]:
    """Return what "the 1935 accord" was: the act on relations that is stated with no date, or with a vaguer one."""
    stated = [r for r in rows if r["type"] in STATUS]
    kinds = [*undated, *(r["type"] for r in stated)]
    kind = max(dict.fromkeys(kinds), key=kinds.count, default="severed")
    if kind == "severed":  # by no agreement
        return []
    finest = min((edtf.width(r["date"]) for r in stated), default=float("inf"))
    return [{**a, "type": kind} for a in accords if finest > edtf.width(a["date"])]


# Which rows are one event.


def _same(one: dict, other: dict) -> bool:
    """Whether two rows of one type are one event."""
    a, b = Edtf.parse(one["date"]), Edtf.parse(other["date"])
    kind, same_date = one["type"], one["date"] == other["date"]
    if not a.meets(b):
        return False
    levels = {one.get("level"), other.get("level")}
    if (b.width() > DECADE and kind not in STATUS) or levels in ({"embassy", "consulate"}, {"legation", "consulate"}):
        return False
    return _same_actors(one, other, same_date)


def _same_actors(one: dict, other: dict, same_date: bool) -> bool:
    """Whether the states that take part let two rows be one event."""
    first, second = one["actors"].split(", "), other["actors"].split(", ")
    if one["type"].startswith("mission") and one["actors"] and other["actors"]:
        both_named = one.get("explicit") and other.get("explicit")
        return first[0] == second[0] or (same_date and not both_named)
    return one["type"] != "revolution" or not set(first).isdisjoint(second)
