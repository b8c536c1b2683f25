"""Events over time, as exact as their dates: a line for each event, a mark for each document that states it."""

from typing import Any

from ..dates.formatting import in_words
from ..headlines.words import dated
from ..tables import tuples
from ..wording import clean, count, sign
from . import marks
from .asked import chart
from .chart import Chart
from .marks import Lane, Line, Mark
from .style import LANE_OF, LANES, WORDS
from .view import View, key

OTHER = "Other events"
MANY = 60  # lines: more events have no words of their own


@chart
def events(shown: View) -> Chart:
    """Draw events over time: a line for each, a mark for each document, a bar where a date is vague."""
    corpus = shown.corpus
    rows = corpus.events[dated(corpus.events)]
    evidence, claims = shown.evidence("events", "event", "arithmetic"), corpus.claims
    claim = {row: evidence["claim"].get(row, -1 - row) for row in rows.index}
    lanes: dict[str, dict[int, list[tuple[Mark, str, str]]]] = {name: {} for name in (*LANES, OTHER)}
    titles = {}
    for row in tuples(rows):
        number, verdict = claim[row.Index], evidence["against_record"].get(row.Index, "not covered")
        subject = claims["subject"][number] if number >= 0 else f"{_word(row)}, {in_words(row.date)}"
        name = f"events:{row.Index}"
        titles[name] = shown.said(row, f"{_word(row)}, {in_words(row.date)}; {WORDS[verdict]}")
        mark = Mark.of(name, row, verdict), clean(subject), sign(row)
        lanes[LANE_OF.get(row.type, OTHER)].setdefault(number, []).append(mark)
    drawn = [Lane(name, tuple(map(_line, lines.values()))) for name, lines in lanes.items() if lines]
    packed = sum(len(lane.lines) for lane in drawn) > MANY
    used = {mark.verdict for lane in drawn for mark in lane.marks}
    vague = marks.vague(rows["earliest"], rows["latest"])
    signs = key(used), "Bar: as wide as the date is vague." * vague
    return shown.chart(rows, titles, lambda sheet: marks.draw(sheet, drawn, shown.period, packed), *signs)


def _word(row: Any) -> str:
    return clean(row.type, 30).replace("_", " ").capitalize()


def _line(found: list[tuple[Mark, str, str]]) -> Line:
    subject, n = found[0][1][:1].upper() + found[0][1][1:], len(found)
    what, _, _ = subject.partition(", ")
    more = f" · {count(n, 'mention')}" if n > 1 else ""
    texts, unsure = (subject + more, subject, f"{what}, {int(found[0][0].at)}", what), min(sure for *_, sure in found)
    return Line(tuple(mark for mark, *_ in found), tuple(text + unsure for text in texts))
