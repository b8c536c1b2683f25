"""Timing: which of a sentence's dates an act has."""

import re

from ..dates import edtf
from ..mentions.clauses import ASIDE, moved
from ..rules import vocabulary

_TURN = re.compile(
    r"(?:\band|\bbut|,|;)(?: (?:then|again|finally|later))?(?: (?:in|on|by|since|until))?(?: the)? $", re.I
)
_SOON = re.compile(r"\b(?:soon|shortly|immediately|directly|right) after ")
_LASTING = ("lapsed", "severed", "mission_closed", "war", "revolution")  # what may last from one date to another
# "Each was raised to an embassy: that in A on …, that in B on …"
_EACH = re.compile(r"(?:Each|Both) (?:[a-z]+ )?(?:was|were)\b")


def dated(reading, triggers, status):
    """
    Give each act its dates.

    Parameters
    ----------
    reading : clauses.Reading
    triggers : list of acts.Trigger
        Those of the sentence, in order.
    status : container of str
        The types that may hold a date back from the act before them.

    Returns
    -------
    list of (acts.Trigger, dates.Date or None)
        A pair for each date; None where an act has none.
    """
    out, previous = [], None
    for i, trigger in enumerate(triggers):
        following = next((t for t in triggers[i + 1 :] if t.start > trigger.end), None)
        dates = _dates_of(reading, trigger, following, previous, status)
        dates = dates or _told_before(reading, trigger)
        if i and len(dates) > 1 and dates[-1].end <= trigger.start and triggers[i - 1].end <= dates[0].start:
            dates = dates[-1:]  # "It was opened in 1961 and in 1970 it was closed"
        if dates:
            previous = dates
        out += [(trigger, d) for d in dates] or [(trigger, None)]
    return out


def _dates_of(reading, trigger, following, previous, status):
    text = reading.text
    a, b = reading.segment(trigger.start)
    low, high = trigger.span
    a, b = min(a, reading.segment(low)[0]), max(b, reading.segment(max(low, high - 1))[1])
    dates = [d for d in reading.dates if not _aside(d, text)]
    outside = [d for d in dates if not _bracketed(d, trigger, text)]
    dates = outside or dates
    if not trigger.hold and trigger.type not in _LASTING:
        dates = [d for d in dates if d.limit != "from-to"]
    if not dates:
        return []
    if any(d.start < 0 for d in dates):
        return dates[:1]  # a heading's
    limit = min(b, following.start if following and following.start < b else b)
    after = [d for d in dates if trigger.end <= d.start < limit]
    if (
        following
        and after
        and _TURN.search(text[: after[0].start])
        and following.start - after[-1].end < 40
        and not _group(after, text)[1:]
    ):
        ahead = text[after[0].end : following.start]
        own = any(a <= d.start and d.end <= trigger.start for d in dates)
        theirs = [d for d in dates if following.end <= d.start < following.end + 60]
        if own or not theirs and (not re.search(r"[,;]", ahead) or len(ahead) < 12):
            after = [d for d in after if d.end < following.start and d is not after[0]]
    within = [d for d in dates if low <= d.start and d.end <= high]
    if within and trigger.voice != "noun":
        after = after or within
    if (
        not after
        and following
        and following.start < b
        and re.search(r"\b(?:and|by|with|through)\b", text[trigger.end : following.start])
    ):
        after = (
            [d for d in dates if following.end <= d.start < b][:1]
            if not [d for d in dates if a <= d.start and d.end <= trigger.start]
            else []
        )
    if after:
        group = _group(after, text)
        finer = [
            d
            for d in dates
            if d.start >= after[0].end and edtf.within(d.edtf, after[0].edtf) and d.edtf != after[0].edtf
        ]
        tells = finer and re.match(r":|,? (?:when|with|as)\b", text[after[0].end : after[0].end + 8])
        if tells and _EACH.match(text):
            return finer
        return finer[:1] if tells and len(group) == 1 else group  # "in 1848, when … on August 19, 1848"
    if reading.sentence.kind == "table" and len(dates) == 1:
        return dates  # in a cell of its own
    own, _ = reading.segment(trigger.start)
    near = [d for d in dates if d.end <= own]
    if near and own - near[-1].end < 2 and reading.conjunction(trigger.start) == "when":
        if not any(own <= d.start <= trigger.start for d in dates):
            return near[-1:]  # "until 22 June 1963, when they …"
    before = [d for d in dates if a <= d.start and d.end <= trigger.start]
    if before:
        return joined(before, text)
    conjunction = reading.conjunction(trigger.start)
    if conjunction == "since":
        return []
    told_next = _told_next(reading, dates, following, b, status)
    if told_next and (trigger.type in status or trigger.thing == "mission"):
        return told_next
    part = text.rfind(";", 0, low)
    leading = [d for d in dates if d.end <= low]
    leading = [d for d in leading if d.start > part] or leading
    if previous and conjunction in (
        "when",
        "which",
        "who",
        "where",
        "as",
        "while",
        "leading",
        "prompting",
        "thus",
        "and",
    ):
        return previous
    if conjunction in ("when", "which", "that") and leading:
        return leading[-1:]
    if leading:
        return leading[:1] if trigger.type != "revolution" else []
    return told_next or previous or []


def _told_before(reading, trigger):
    """The date of the entry that a sentence stands in, or of the sentence before where this one says what that amounts to."""
    if reading.dates and reading.dates[0].start < trigger.end:
        return []
    if reading.above and ASIDE.isdisjoint(reading.words) and "/" not in reading.above.edtf:
        return [moved(reading.above, -reading.start)]
    told = reading.last and vocabulary.load().grammar["thereby"].search(reading.text, 0, trigger.end)
    return [moved(reading.last.dates[0], reading.last.start - reading.start)] if told else []


def _told_next(reading, dates, following, end, status):
    """The date in the clause that follows a colon, when, as or with, and that says when the act before it was."""
    soon = _SOON.search(reading.text, max(0, end - 14), end + 7)
    colon = reading.text.startswith(":", end)
    if not soon and not colon and not re.match(r",? (?:when|as|with)\b", reading.text[end : end + 8]):
        return []
    later = [d for d in dates if end <= d.start < reading.segment(end)[1]]
    held = following and later and following.start < later[0].start and following.type in status
    if colon and later and later[0].start - end > 8 and not _EACH.match(reading.text):
        return []  # what stands after the colon is another matter
    if soon and later:
        later = [
            d._replace(edtf=edtf.approximate(d.edtf)) if d.shape == "year" and not d.limit else d for d in later[:1]
        ]
    return [] if held else later if _EACH.match(reading.text) else later[:1]


def _bracketed(date, trigger, text):
    """Whether a date stands in brackets that the act does not stand in."""
    opened = text.rfind("(", 0, max(0, date.start))
    closed = text.find(")", opened) if opened >= 0 else -1
    alone = text[opened + 1 : date.start].strip() in ("", "in", "on", "since") and closed == date.end
    return opened >= 0 and closed >= date.end and not alone and not opened < trigger.start < closed


def joined(dates, text):
    """The last date, and those before it that and or a comma joins to it."""
    start = len(dates) - 1
    while (
        start
        and _group(dates[start - 1 :], text)[-1] is not dates[start - 1]
        and len(_group(dates[start - 1 :], text)) > 1
    ):
        start -= 1
    return dates[start:]


def _group(dates, text):
    """The first date, and those that and or a comma joins to it ("in 2001 and 2013")."""
    out = dates[:1]
    for d in dates[1:]:
        if not re.fullmatch(r"(?:, | and |, and )(?:again )?(?:in )?", text[out[-1].end : d.start]) or len(
            d.edtf
        ) != len(out[-1].edtf):
            break
        out.append(d)
    return out


def _aside(date, text):
    """Whether a date only says when somebody lived or a thing was written: "Ivan Asen II (1218-1241)"."""
    return (
        text[date.end : date.end + 1] == ")"
        and "/" in date.edtf
        and bool(re.search(r"[A-Z]\w+,? \((?:born |b\. |r\. |reigned |ruled )?$", text[: date.start]))
    )
