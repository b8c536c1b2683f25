"""Actors: which states take part in an act, and whether it is one of the dyad's."""

import re

from ...mentions.clauses import inside

# Many who are not named: what they do is not the dyad's.
_MANY = re.compile(
    r"\b(?:[Pp]owers|(?:[Ss]everal|[Oo]ther|[Mm]any|[Mm]ost|[Ss]ome)(?: [A-Za-z]+)? (?:countries|states|nations|governments))\b[^,;]{0,40}$"
)
_APART = re.compile(r"[,;] |\b(?:and|but|when|while|after) ")
_PARTY = re.compile(
    r" with (?:the )?(?!(?:[A-Z]\w+'?s? )?(?:Republic|Kingdom|Union|Federation|Empire|Porte|Court|Crown|King|Queen|Emperor)\b)([A-Z][\w'-]*)[^.;:()]{0,60}"
)


def of(reading, trigger):
    """The dyad's states that take part, the acting one first; None where the event is of other states."""
    pair = reading.pair
    a, b = reading.segment(trigger.start)
    low, high = trigger.span
    a, b = min(a, reading.segment(low)[0]), max(b, reading.segment(max(low, high - 1))[1])
    here = reading.within(a, b)
    owner = [
        m
        for m in here
        if m.end <= trigger.object[0]
        and trigger.object[0] - m.end <= 22
        and _adjacent(reading.text[m.end : trigger.object[0]])
    ]
    subject = [
        m
        for m in reading.mentions
        if m.end <= trigger.start
        and reading.role(m) in ("", "between", "by", "with")
        or (m in owner and m.end <= trigger.start)
    ]
    subject = (
        [m for m in subject if m.start >= a] or subject[-2:]
        if trigger.voice != "noun"
        else [m for m in subject if m.start >= a and trigger.start - m.end < 4]
    )
    if trigger.voice == "active":
        bare = [m for m in subject if reading.role(m) == ""]  # "A broke with B, closing its embassy": A's
        subject = _nearest(bare or subject, reading.text)
    more = reading.text.find("relations", high)  # "established relations and kept up friendly relations with …"
    partners = [
        m
        for m in here
        if low <= m.start < (more if more >= 0 else b)
        and reading.role(m) in ("with", "between", "to", "by")
        and m.kind != "adjective"
    ]
    named = [m for m in here if inside(m, pair)]
    if trigger.thing == "relations":
        party = _PARTY.match(reading.text, trigger.object[1])
        if party and not any(party.start(1) <= m.start < party.end() for m in reading.mentions):
            return None  # "relations with the Axis"
        if trigger.voice == "passive" or trigger.voice == "noun" or trigger.start > trigger.object[0]:
            partners += [m for m in here if m.start < trigger.start and reading.role(m) in ("with", "between")]
        partners += owner
        ours, others = [m for m in partners if inside(m, pair)], [m for m in partners if not inside(m, pair)]
        if partners and (
            not ours
            or (
                others
                and len({m.state for m in ours} | {s.state for s in subject if inside(s, pair)}) < 2
                and "*" not in {m.state for m in ours}
            )
        ):
            return None
        if (
            trigger.voice == "active"
            and subject
            and not any(inside(m, pair) for m in subject)
            and len({m.state for m in ours}) < 2
        ):
            return None
    elif trigger.thing == "mission":
        owners = owner or [
            m
            for m in here
            if m.start >= trigger.object[1] and reading.text[trigger.object[1] : m.start].strip() in ("of", "of the")
        ]
        if not owners and trigger.voice == "active":
            owners = [m for m in subject if m.kind in ("name", "adjective", "both")][-1:]
        host = [
            m
            for m in reading.mentions
            if m.start >= trigger.object[1]
            and m not in owners
            and m.kind != "adjective"
            and reading.role(m) in ("in", "at", "to")
            and not _APART.search(reading.text, trigger.object[1], m.start)
        ][:1]
        if any(not inside(m, pair) for m in owners[-1:] + host):
            return None
        named = owners + host or named
    elif trigger.type in ("recognized",):
        target = [m for m in here if m.start >= trigger.end and m.start - trigger.end < 60 and m.kind != "capital"][:1]
        if trigger.thing == "recognition" and trigger.voice == "active":
            target = []  # "recognized the new state": the words do not name it
        if trigger.voice == "passive":
            target = subject[-1:]
            subject = [m for m in here if m.start >= trigger.end and reading.role(m) == "by"]
        if any(not inside(m, pair) for m in target) or (subject and not any(inside(m, pair) for m in subject)):
            return None
        if (not target and trigger.thing == "state") or (not subject and _MANY.search(reading.text[: trigger.start])):
            return None
        named = subject + target
    elif trigger.type == "severed":  # with a state: of relations it was asked above
        if not any(inside(m, pair) for m in here if trigger.object[0] <= m.start < trigger.object[0] + 60):
            return None
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
        near = [
            m
            for m in here
            if inside(m, pair)
            and (m.state != "*" or reading.role(m) == "in")
            and (trigger.object[0] - m.end in range(0, 3) or 0 <= m.start - trigger.object[1] < 45)
        ]
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
        far = [
            m for m in here if m.start > trigger.object[0] and reading.role(m) in ("with", "to") and not inside(m, pair)
        ]
        if trigger.type == "contact":
            return tuple(dict.fromkeys(m.state for m in named)) or None
        if (
            not named
            or (outside and not any(inside(m, pair) for m in subject))
            or (far and trigger.type != "launch" and len({m.state for m in named}) < 2)
        ):
            return None
    elif trigger.type == "death":
        return tuple(dict.fromkeys(m.state for m in named if m.state != "*")) or pair
    out = dict.fromkeys(m.state for m in sorted(named, key=lambda m: m.start) if m.state in pair)
    return tuple(out) if out and trigger.thing not in ("relations", "mission") else tuple(dict.fromkeys([*out, *pair]))


def _nearest(subject, text):
    """The last of the mentions before a verb, and those that and or a comma joins to it."""
    out = subject[-1:]
    for m in reversed(subject[:-1]):
        if not re.fullmatch(
            r"(?:,? and|,| or)(?: (?:the|then|later))?(?: [a-z]+)? ?|[^,;.]{0,3}|(?: \([^)]*\))? and (?:the )?",
            text[m.end : out[0].start],
        ):
            break
        out.insert(0, m)
    return out


def _adjacent(gap):
    """Whether only words that may stand inside a noun phrase separate an owner from what it owns."""
    return bool(
        re.fullmatch(
            r"(?:'s?)? ?(?:-)?(?:(?:first|new|own|resident|permanent|then|former|honorary|general|diplomatic|formal|normal|full|bilateral) ?)*",
            gap,
        )
    )
