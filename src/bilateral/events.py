"""Events: which act on which thing a sentence tells, of whom and when."""

import re
from dataclasses import dataclass

from . import edtf, tables, vocabulary
from .clauses import asserted, inside

STATUS = ("recognized", "established", "severed", "lapsed", "restored")
_BE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)(?:,[^,]{0,40},)?(?: (?:\w+ly|not|never|again|also|first|once|then|soon|only|thus|both|in \d{4}))* $"
)
_AND = re.compile(r"(?:\band|,|\bbut|\bor)(?: (?:then|later|finally|subsequently|again))? (?:\w+ly )?$")
_TURN = re.compile(r"(?:\band|\bbut|,|;)(?: (?:then|again|finally|later))?(?: (?:in|on|by|since|until))?(?: the)? $", re.I)
_ADJECTIVE = re.compile(r"\b(?:[Nn]ewly|[Rr]ecently|[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hese) $")
_AUXILIARY = re.compile(
    r" (?:\w+ly )?(?:not |never |also |since )?(?:been|\w+ed|had|held|kept|made|gone|sent|become|taken|given|broken|begun|built|grown|met|paid|said|seen|come|to)\b"
)
_JOINED = re.compile(r"[^.;,]{0,60}? and (?:the |its |an? |their )?(?:[A-Z][\w.]+ ){0,3}")
_GRANTED = re.compile(r"\b(?:grant|extend|accord|gave|receiv|w[io]n|mutual)\w*\b[^.;]{0,40}$")
_ACCORD = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat) $")


@dataclass
class Trigger:
    """An act on a thing, as a sentence tells it."""

    type: str
    thing: str
    start: int  # of the act
    end: int
    object: tuple  # span of the thing
    voice: str  # active, passive, noun, thing
    base: bool = False
    hold: bool = False

    @property
    def span(self):
        return min(self.start, self.object[0]), max(self.end, self.object[1])


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
        Status events that are told with no date have `date` None.
    """
    rows, undated, accords, last, header = [], [], [], None, []
    for reading in readings:
        if reading.sentence.kind == "table":
            header = header if reading.dates or header and len(header) == 0 else _header(reading)
            rows += _cells(reading, header)
        found, last = _triggers(reading, last)
        for trigger, date in _dated(reading, found):
            actors = _actors(reading, trigger)
            if actors is None:
                continue
            if not asserted(reading, trigger.start, vocabulary.load(), date, trigger.base):
                continue
            if date is None:
                if trigger.type in STATUS:
                    undated.append(trigger.type)
                continue
            for kind, when in _told(reading, trigger, date):
                rows.append(_row(reading, trigger, kind, when, actors))
        accords += _accords(reading)
    rows += _identified(accords, rows, undated)
    return [*_merged(rows), *({"type": kind, "date": None, "char_start": 0, "char_end": 0} for kind in undated)]


def _header(reading):
    """What each column of a table tells, from its header row: an event type or None."""
    words, out = vocabulary.load(), []
    for cell in reading.text.strip().strip("|").split("|"):
        out.append(next((kind for kind, pattern in words.headers.items() if pattern.search(cell)), None))
    return out


def _cells(reading, header):
    """Events of the dates that stand alone in a cell, by their column; "again" makes a second one a restoration."""
    out, at = [], reading.text.find("|") + 1
    for kind, cell in zip(header, reading.text.strip().strip("|").split("|"), strict=False):
        inside_cell = [d for d in reading.dates if at <= d.start < at + len(cell)]
        alone = len(re.sub(r"\band\b|\bagain\b|\W", "", cell)) <= sum(len(re.sub(r"\W", "", reading.text[d.start : d.end])) for d in inside_cell)
        for i, date in enumerate(inside_cell if kind and alone else ()):
            again = i and kind == "established"
            out.append(reading.row(date) | {"type": "restored" if again else kind, "actors": ", ".join(reading.pair), "mentions": 1})
        at += len(cell) + 1
    return out


def _things(reading, words):
    out = []
    for name, pattern in words.things.items():
        if name != "person":
            out += [(m.start(), m.end(), name) for m in pattern.finditer(reading.text)]
    out += [(m.start, m.end, "state") for m in reading.mentions if m.kind == "name"]
    return sorted(out)


def _triggers(reading, last):
    """All acts on things in a sentence, in order; and the last thing named, which a pronoun in the next may mean."""
    words, text, out = vocabulary.load(), reading.text, []
    if not words.stems.search(text) and "evolution" not in text:
        return out, last
    things = _things(reading, words)
    for match in words.words.finditer(text):
        word = match.group().lower()
        if word in words.adjectives:
            acts, forms = {words.adjectives[word]}, {"part"}
            voice = "passive" if _BE.search(text[: match.start()][-40:]) else None
        else:
            acts = words.forms[word]
            forms = set().union(*acts.values())
            if "part" in forms and _ADJECTIVE.search(text[max(0, match.start() - 12) : match.start()]):
                continue
            if "hold" in acts and _AUXILIARY.match(text, match.end()):
                continue
            if "begin" in acts and re.match(r" to [a-z]", text[match.end() :]):
                continue
            voice = _voice(text, match.start(), forms, out)
        trigger = voice and _link(reading, match, acts, forms, voice, things, words, out, last)
        if trigger:
            out += [trigger, *_coordinated(trigger, acts, things, words, text)]
    for a, b, name in things:
        if name == "revolution" and not any(t.type == "revolution" and t.object == (a, b) for t in out):
            out.append(Trigger("revolution", name, a, b, (a, b), "thing"))
    out.sort(key=lambda t: t.start)
    lasting = [t for t in things if t[2] in ("relations", "mission")]
    return out, (lasting[-1][2] if lasting else None)


def _coordinated(trigger, acts, things, words, text):
    """Triggers on further things that and joins to the first: "relations and the legation were established"."""
    out, first = [], trigger.object
    for a, b, name in things:
        left, right = (b, first[0]) if b <= first[0] else (first[1], a)
        kind, _ = words.types(acts, name)
        if kind and kind != trigger.type and name in ("relations", "mission") and _JOINED.fullmatch(text[left:right]):
            if (a < trigger.start) == (first[0] < trigger.start):
                out.append(Trigger(kind, name, trigger.start, trigger.end, (a, b), trigger.voice, trigger.base))
    return out


def _voice(text, start, forms, earlier):
    before = text[max(0, start - 60) : start]
    if "noun" in forms and not forms & {"base", "s", "past", "part"}:
        return "noun" if forms == {"noun"} or re.search(r"(?:\bthe|\bits?|'s|\ba|\bof|\bits|official|formal|^|\bwith) $", before) else "active"
    if _BE.search(before):
        return "passive" if "part" in forms or "past" in forms else "active"
    if "part" in forms and _AND.search(before) and earlier and earlier[-1].voice == "passive":
        return "passive"
    return "active"


def _link(reading, match, acts, forms, voice, things, words, earlier, last):
    """The trigger that a word makes with the thing it acts on, or None."""
    text, start, end = reading.text, match.start(), match.end()
    a, b = reading.segment(start)
    after = [t for t in things if t[0] >= end and t[1] <= max(b, end + 90)]
    before = [t for t in things if t[1] <= start and t[0] >= a]
    base = "base" in forms and match.group().lower() not in ("cut", "shut", "set up", "cut off", "shut down") and not ({"past", "part"} & forms)
    hold = "hold" in acts and voice != "noun"

    def made(candidates, how, limit):
        for s, e, name in candidates:
            gap = text[min(e, end) : max(s, start)] if how == "before" else text[end:s]
            if len(gap) > limit or (how == "after" and re.search(r"[;]|, (?:and|but|which|who)\b", gap)):
                continue
            kind, act = words.types(acts, name)
            if kind is None and hold and name in words.lasting:
                kind = "hold"
            if kind and _fits(kind, name, gap, how, text, (s, e), reading):
                return Trigger(kind, name, start, end, (s, e), voice, base, kind == "hold")
        return None

    if voice == "noun":
        if "recognize" in acts and not re.match(r" (?:of|by)\b", text[end:]) and _GRANTED.search(text[:start]):
            return Trigger("recognized", "recognition", start, end, (start, end), voice)
        return made([t for t in after if re.match(r" ?(?:of |in |to |on )?[^,;.]{0,45}$", text[end : t[0]])], "after", 60) or made(
            [t for t in reversed(before) if start - t[1] <= 1], "before", 1
        )
    if voice == "passive":
        found = made(list(reversed(before)), "before", 150)
        if not found and "kill" in acts:
            found = _person(reading, match)
        if not found and _AND.search(text[:start][-14:]) and earlier and earlier[-1].voice == "passive":
            one = earlier[-1]
            kind, _ = words.types(acts, one.thing)
            found = kind and Trigger(kind, one.thing, start, end, one.object, voice)
        if not found and re.search(r"\b(?:It|it|They|they|these|which|that|This|one) (?:\w+ )?(?:was|were|had been|is|are) (?:\w+ )?$", text[:start][-40:]):
            found = _pronoun(text, last, acts, words, things, start, end, voice)
        if not found:
            found = made(after, "after", 25) if re.search(r"\b(?:There|there) $", text[:start][-30:]) else None
        return found
    if forms & {"past", "part", "s"} and re.match(r" (?:them|it|these)\b", text[end:]):
        return _pronoun(text, last, acts, words, things, start, end, voice, earlier)
    found = made(after, "after", 60 if not hold else 45)
    if not found and "kill" in acts:
        return _person(reading, match)
    if not found and (forms & {"past", "part", "s"} or re.search(r"\b(?:did|does|do)(?: not| n't)? $", text[:start])):
        found = made(list(reversed(before)), "before", 110)
        if not found and earlier and _AND.search(text[:start][-14:]) and earlier[-1].thing == "mission":
            kind, _ = words.types(acts, "mission")
            found = kind and Trigger(kind, "mission", start, end, earlier[-1].object, voice)
    return found or None


def _pronoun(text, last, acts, words, things, start, end, voice, earlier=()):
    """A trigger on what "it" or "them" means: the last thing named before."""
    named = [t for t in things if t[1] <= start and t[2] in ("relations", "mission")]
    thing, span = (named[-1][2], named[-1][:2]) if named else (last, (start, end))
    if not named and earlier:
        thing, span = earlier[-1].thing, earlier[-1].object
    single, near = re.search(r"\b[Ii]t\b[^.]{0,20}$", text[:start]), re.search(r"\b(?:which|that)\b[^.]{0,20}$", text[:start])
    if (single and thing == "relations") or (near and not (named and near.start() - named[-1][1] < 45)):
        return None
    kind = words.types(acts, thing)[0] if thing else None
    return Trigger(kind, thing, start, end, span, voice) if kind else None


def _person(reading, match):
    """A death: the word with a person's name directly before it (or after it, of a killing)."""
    text = reading.text
    before = re.search(r"([A-Z][\w'-]+)(?: \([^)]*\))?,? (?:was |were |had been |)(?:\w+ly )?$", text[: match.start()][-70:])
    noun = match.group().lower() in ("assassination", "murder", "death")
    if noun:
        after = re.match(r" of (?:the )?(?:[a-z]+ )?(?:[A-Z][\w'-]+ )*([A-Z][\w'-]+)", text[match.end() :])
        span = after and (match.end() + after.start(1), match.end() + after.end(1))
    else:
        start = match.start() - len(text[: match.start()][-70:])
        span = before and (start + before.start(1), start + before.end(1))
    if not span or any(m.start <= span[0] < m.end for m in reading.mentions) or text[slice(*span)].lower() in ("he", "she", "they", "who", "it"):
        return None
    return Trigger("death", "person", match.start(), match.end(), span, "passive")


def _fits(kind, thing, gap, how, text, span, reading):
    """Whether what stands between an act and its thing lets the one act on the other."""
    if kind == "recognized" and thing == "state":
        return len(gap) < 45 and not re.search(r"\b(?:in|by|at|from|over|members?|council|annexation|claims?|protectorate)\b", gap if how == "after" else "", re.I)
    if kind in ("state_formed", "state_dissolved"):
        near = gap.strip() in ("", "of", "of the", "the", "as the", "as", "was", "were", "is", "had", "had been", "was formally", "was officially", "'s")
        return near and not (how == "before" and re.search(r"\b(?:in|at|to|with|by|from) (?:the )?$", text[: span[0]][-12:]))
    if kind == "severed" and thing == "relations":
        return not re.search(r"\bin (?:its |their |the )?$", gap)
    if kind == "mission_closed" and re.search(r"\b(?:near|to) $", gap):
        return False
    if kind == "mission_elevated" and re.search(r"\bbec[oa]me", text[span[0] - len(gap) - 8 : span[0]]):
        return any(t.end() <= span[0] - len(gap) for t in vocabulary.load().things["mission"].finditer(text))
    if kind == "mission_opened" and text[max(0, span[0] - 20) : span[0]].lower().endswith(("the opening of ", "'s ")) and how == "before":
        return True
    if kind == "envoy_appointed":
        return not re.search(r"\bby\b", gap)
    if kind == "aid":
        return bool(re.search(r"^ (?:\w+ )?(?:and )?$", gap) or len(gap) < 12)
    if kind == "asylum":
        return bool(re.search(r"\b(?:in|to)\b", text[span[0] - len(gap) : span[1] + 12])) and len(gap) < 60
    if kind == "launch":
        return len(gap) < 45
    if kind == "contact" and thing == "traveller":
        return how == "before"
    return True


def _dated(reading, triggers):
    """Each trigger with its date (or dates, or None)."""
    out, text = [], reading.text
    previous = None
    for i, trigger in enumerate(triggers):
        following = next((t for t in triggers[i + 1 :] if t.start > trigger.end), None)
        dates = _dates_of(reading, trigger, following, previous, text)
        if dates:
            previous = dates
        out += [(trigger, d) for d in dates] or [(trigger, None)]
    return out


def _dates_of(reading, trigger, following, previous, text):
    a, b = reading.segment(trigger.start)
    low, high = trigger.span
    a, b = min(a, reading.segment(low)[0]), max(b, reading.segment(max(low, high - 1))[1])
    dates = [d for d in reading.dates if not _aside(d, text)]
    outside = [d for d in dates if not _bracketed(d, trigger, text)]
    dates = outside or dates
    if not trigger.hold and trigger.type not in ("lapsed", "severed", "war", "revolution"):
        dates = [d for d in dates if d.limit != "from-to"]
    if not dates:
        return []
    if any(d.start < 0 for d in dates):
        return dates[:1]  # a heading's
    limit = min(b, following.start if following and following.start < b else b)
    after = [d for d in dates if trigger.end <= d.start < limit]
    if following and after and _TURN.search(text[: after[0].start]) and following.start - after[-1].end < 40 and not _group(after, text)[1:]:
        ahead = text[after[0].end : following.start]
        if not re.search(r"[,;]", ahead) or len(ahead) < 12:
            after = [d for d in after if d.end < following.start and d is not after[0]]
    within = [d for d in dates if low <= d.start and d.end <= high]
    if within and trigger.voice != "noun":
        after = after or within
    if not after and following and following.start < b and re.search(r"\band\b", text[trigger.end : following.start]):
        after = [d for d in dates if following.end <= d.start < b][:1] if not [d for d in dates if a <= d.start and d.end <= trigger.start] else []
    if after:
        return _group(after, text)
    before = [d for d in dates if a <= d.start and d.end <= trigger.start]
    if before:
        group = [d for d in before if _group(before[before.index(d) :], text)[-1] is before[-1]]
        return group
    conjunction = reading.conjunction(trigger.start)
    if conjunction == "since":
        return []
    if conjunction in ("when", "which", "who", "where", "as", "while", "leading", "prompting", "thus", "and") and previous:
        return previous
    leading = [d for d in dates if d.end <= low]
    if conjunction in ("when", "which", "that") and leading:
        return leading[-1:]
    if leading:
        return leading[:1] if trigger.type != "revolution" else []
    later = [d for d in dates if d.start >= b and re.match(r",? (?:when|as|with|after)\b|[:;]", text[b : b + 8])]
    if later and len(reading.breaks) > 2 and not (following and following.start < later[0].start and following.type in STATUS):
        nxt = reading.segment(b)
        if later[0].start < nxt[1] and text[b : b + 8].strip(" ,").startswith(("when", "as", "with")):
            return later[:1]
    return previous or []


def _bracketed(date, trigger, text):
    """Whether a date stands in brackets that the act does not stand in."""
    opened = text.rfind("(", 0, max(0, date.start))
    closed = text.find(")", opened) if opened >= 0 else -1
    return opened >= 0 and closed >= date.end and not opened < trigger.start < closed


def _group(dates, text):
    """The first date, and those that and or a comma joins to it ("in 2001 and 2013")."""
    out = dates[:1]
    for d in dates[1:]:
        if not re.fullmatch(r"(?:, | and |, and )(?:in |again in |on )?", text[out[-1].end : d.start]) or len(d.edtf) != len(out[-1].edtf):
            break
        out.append(d)
    return out


def _aside(date, text):
    """Whether a date only says when somebody lived or a thing was written: "Ivan Asen II (1218-1241)"."""
    return bool(re.search(r"[A-Z]\w+,? \((?:born |b\. |r\. |reigned |ruled )?$", text[: date.start]) and text[date.end : date.end + 1] == ")" and "/" in date.edtf)


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
        if date.limit == "from-to" and trigger.thing == "mission":
            first, last = date.edtf.split("/")
            return [(lasting["since"], first), (lasting["until"], last)]
        return []
    if trigger.type == "mission_elevated" and "onsul" in reading.text[slice(*trigger.object)] + reading.text[: trigger.start]:
        return [(trigger.type, when), ("mission_opened", when)]  # a consulate made an embassy opens one
    if trigger.type in ("severed", "lapsed") and date.limit == "between":
        first, last = date.edtf.strip("[]").split("..")
        return [(trigger.type, first), ("restored", last)]
    if trigger.type == "severed" and date.limit == "from-to":
        return [(trigger.type, date.edtf.split("/")[0])]
    return [(trigger.type, date.edtf if trigger.type in ("lapsed", "revolution", "war") else when)]


def _row(reading, trigger, kind, when, actors):
    date = next(d for d in reading.dates if edtf.onset(d.edtf) == when or d.edtf == when or when in d.edtf)
    row = reading.row(date)
    row |= {"date": when, **edtf.columns(when), "type": kind, "actors": ", ".join(actors), "mentions": 1}
    if trigger.thing == "mission":
        row["level"] = _level(reading.text[slice(*trigger.object)].lower(), reading.text.lower(), kind)
    return row


def _level(thing, sentence, kind):
    levels = vocabulary.load().levels
    if kind == "mission_elevated":
        to = re.search(r"\bto (?:the )?(?:rank |level |status )?(?:of )?(?:an? )?(?:full )?(\w+)", sentence)
        thing = to[1] if to and any(stem in to[1] for stem in levels.values()) else "embassy" if "embass" in sentence else thing
    return next((name for name, stem in levels.items() if re.search(stem, thing)), "other")


def _actors(reading, trigger):
    """The dyad's states that take part, the acting one first; None where the event is of other states."""
    pair = reading.pair
    a, b = reading.segment(trigger.start)
    low, high = trigger.span
    a, b = min(a, reading.segment(low)[0]), max(b, reading.segment(max(low, high - 1))[1])
    here = reading.within(a, b)
    owner = [m for m in here if m.end <= trigger.object[0] and trigger.object[0] - m.end <= 22 and _adjacent(reading.text[m.end : trigger.object[0]])]
    subject = [m for m in reading.mentions if m.end <= trigger.start and reading.role(m) in ("", "between", "by", "with") or (m in owner and m.end <= trigger.start)]
    subject = [m for m in subject if m.start >= a] or subject[-2:] if trigger.voice != "noun" else [m for m in subject if m.start >= a and trigger.start - m.end < 4]
    partners = [m for m in here if m.start >= low and reading.role(m) in ("with", "between", "to", "by")]
    named = [m for m in here if inside(m, pair)]
    if trigger.thing == "relations":
        if trigger.voice == "passive" or trigger.voice == "noun" or trigger.start > trigger.object[0]:
            partners += [m for m in here if m.start < trigger.start and reading.role(m) in ("with", "between")]
        partners += owner
        ours, others = [m for m in partners if inside(m, pair)], [m for m in partners if not inside(m, pair)]
        if partners and (not ours or (others and len({m.state for m in ours} | {s.state for s in subject if inside(s, pair)}) < 2 and "*" not in {m.state for m in ours})):
            return None
        if trigger.voice == "active" and subject and not any(inside(m, pair) for m in subject) and len({m.state for m in ours}) < 2:
            return None
    elif trigger.thing == "mission":
        owners = owner or [m for m in here if m.start >= trigger.object[1] and reading.text[trigger.object[1] : m.start].strip() in ("of", "of the")]
        if not owners and trigger.voice == "active":
            owners = [m for m in subject if m.kind in ("name", "adjective", "both")][-1:]
        host = [m for m in reading.mentions if m.start >= trigger.object[1] and m not in owners and reading.role(m) in ("in", "at", "to")][:1]
        if any(not inside(m, pair) for m in owners[-1:] + host):
            return None
        named = owners + host or named
    elif trigger.type in ("recognized",):
        target = [m for m in here if m.start >= trigger.end and m.start - trigger.end < 60 and m.kind != "capital"][:1]
        if trigger.voice == "passive":
            target = subject[-1:]
            subject = [m for m in here if m.start >= trigger.end and reading.role(m) == "by"]
        if any(not inside(m, pair) for m in target) or (subject and not any(inside(m, pair) for m in subject)):
            return None
        if not target and trigger.thing == "state":
            return None
        named = subject + target
    elif trigger.type == "war":
        named = [m for m in subject if inside(m, pair)]
        if not named:
            return None
    elif trigger.type in ("state_formed", "state_dissolved"):
        named = [m for m in here if m.start <= trigger.object[0] < m.end and m.state in pair]
        if trigger.start > trigger.object[1] or not named:
            named = named or [m for m in subject[-1:] if m.state in pair]
        if not named:
            return None
    elif trigger.type == "revolution":
        near = [m for m in here if inside(m, pair) and (trigger.object[0] - m.end in range(0, 3) or 0 <= m.start - trigger.object[1] < 45)]
        named = near
        if not near:
            return None
    elif trigger.type == "asylum":
        named = [m for m in here if inside(m, pair) and reading.role(m) in ("in", "to")]
        if not named:
            return None
    elif trigger.type in ("agreement", "envoy_appointed", "anniversary", "launch", "aid", "contact"):
        if trigger.type == "contact" and trigger.thing == "traveller":
            named = [m for m in here if m.state in pair and m.kind == "adjective"]
        elif trigger.type == "contact":
            return tuple(dict.fromkeys(m.state for m in named if m.state != "*")) or pair
        outside = [m for m in subject if not inside(m, pair)] if trigger.voice == "active" else []
        far = [m for m in here if m.start > trigger.object[0] and reading.role(m) in ("with", "to") and not inside(m, pair)]
        if trigger.type == "contact":
            return tuple(dict.fromkeys(m.state for m in named)) or None
        if not named or (outside and not any(inside(m, pair) for m in subject)) or (far and trigger.type != "launch" and len({m.state for m in named}) < 2):
            return None
    elif trigger.type == "death":
        return tuple(dict.fromkeys(m.state for m in named if m.state != "*")) or pair
    out = dict.fromkeys(m.state for m in sorted(named, key=lambda m: m.start) if m.state in pair)
    return tuple(out) if out and trigger.thing not in ("relations",) else tuple(dict.fromkeys([*out, *pair]))


def _adjacent(gap):
    """Whether only words that may stand inside a noun phrase separate an owner from what it owns."""
    return bool(re.fullmatch(r"(?:'s?)? ?(?:-)?(?:(?:first|new|own|resident|permanent|then|former|honorary|general|diplomatic|formal|normal|full|bilateral) ?)*", gap))


def _accords(reading):
    """Rows for a dated mention of an agreement told before: "the 1935 accord"."""
    out, words = [], vocabulary.load()
    for date in reading.dates:
        follows = words.things["agreement"].match(reading.text, date.end + 1)
        if _ACCORD.search(reading.text[: date.start]) and follows and date.start >= 0:
            actors = [m.state for m in reading.mentions if m.state in reading.pair]
            if any(not inside(m, reading.pair) and m.start < date.start for m in reading.mentions):
                continue
            out.append({**reading.row(date), "actors": ", ".join(dict.fromkeys([*actors, *reading.pair])), "mentions": 1})
    return out


def _identified(accords, rows, undated):
    """What "the 1935 accord" was: the act on relations that is told with no date, or with a vaguer one."""
    told = [r for r in rows if r["type"] in STATUS]
    kinds = [*undated, *(r["type"] for r in told)]
    if not kinds:
        return []
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    return [{**a, "type": kind} for a in accords if all(edtf.width(r["date"]) > edtf.width(a["date"]) for r in told)]


def _merged(rows):
    """Make re-tellings of one event one row: the one with the finest date, the first of equals."""
    out = []
    for row in sorted(rows, key=lambda r: (edtf.width(r["date"]), r["char_start"])):
        same = next((o for o in out if _same(o, row)), None)
        if same is None:
            out.append(dict(row))
        elif row["char_start"] != same["char_start"]:
            same["mentions"] += 1
    return sorted(out, key=lambda r: (r["char_start"], r["date_char_start"], r["type"]))


def _same(one, other):
    if one["type"] != other["type"] or not edtf.meet(one["date"], other["date"]):
        return False
    if one["type"] in ("launch", "agreement", "envoy_appointed", "death", "aid", "contact") and one["char_start"] != other["char_start"]:
        return one["date"] == other["date"] and one["type"] in ("launch", "death")
    if edtf.width(other["date"]) > 4000 and one["type"] not in STATUS:
        return False
    if {one.get("level"), other.get("level")} in ({"embassy", "consulate"}, {"legation", "consulate"}):
        return False
    if one["type"].startswith("mission") and one["actors"] and other["actors"]:
        first, second = one["actors"].split(", ")[0], other["actors"].split(", ")[0]
        return first == second or one["date"] == other["date"]
    return one["type"] != "revolution" or bool(set(one["actors"].split(", ")) & set(other["actors"].split(", ")))
