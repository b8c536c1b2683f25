"""Directions: from which state to which an amount goes, and whether it is one of the dyad."""

import re

from ...mentions.amounts import words

_DESCENT = re.compile(r" (?:descent|origin|ancestry|extraction|descendants)\b")


def of(reading, at, measure):
    """
    From, to, and whether an amount is of the dyad.

    Parameters
    ----------
    reading : clauses.Reading
    at : int
        Where the amount stands.
    measure : str
        What it measures.

    Returns
    -------
    tuple of (str or None, str or None, str)
        The two states, and the scope: dyad or other.
    """
    pair, text = reading.pair, reading.text
    a, b = reading.segment(at)
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
    subject = next((x.state for x in here if _is_subject(reading, x) and x.state in pair and x.state != end), None)
    buys = measure == "imports" and re.search(r"\bimport|\bbought|\bbuy|\bpurchas", text, re.I)
    if buys:
        end, start = (end if not subject else subject), (start or (other(subject, pair) if subject else None))
        return start or other(end, pair), end or (other(start, pair) if scope == "dyad" else None), scope
    if measure == "migrants" and re.search(r"\b(?:took in|received|accepted|hosted|sheltered|admitted)\b", text):
        end, subject = subject or end, None
    if measure == "population" and (origin := next((x.state for x in here if _DESCENT.match(text, x.end)), None)):
        return origin, other(origin, pair), scope
    start = start or subject
    foreign = others and len(ours) < 2
    if not foreign and scope == "dyad":
        start = start or (other(end, pair) if end else None)
        end = end or (
            other(start, pair)
            if start
            and measure in ("exports", "investment", "aid", "arms", "tourists", "migrants", "population", "other")
            else None
        )
    if _abroad(reading, at, measure, ours):
        scope = "other"
        end = end if end != other(start, pair) or end in ours else None
        start = start if start != other(end, pair) or start in ours else None
    return start, (end if end != start else None), scope


def _is_subject(reading, mention):
    """Whether a clause is on a state: "Peru exported", "Peruvian exports", "with Peruvian exports of …"."""
    return reading.role(mention) in (("", "of", "with") if mention.kind == "adjective" else ("", "of"))


def other(state, pair):
    """The state of a pair that a state of it is not; None for any other state."""
    return next((s for s in pair if s != state), None) if state in pair else None


def _abroad(reading, at, measure, ours):
    """Whether an amount goes to, or comes from, somebody who is none of the dyad: "sent the Republicans 2 million"."""
    if len(ours) > 1:
        return False
    text = reading.text
    given = re.search(
        r"\b(?:sent|gave|granted|provided|lent|sold|delivered) (?:the )?(?:[A-Z]\w+)(?: [A-Z]\w+)*\b", text[:at]
    )
    if given:
        named = [x for x in reading.mentions if given.start() < x.start < given.end()]
        return not any(x.state in reading.pair or x.state == "*" for x in named)
    return measure == "migrants" and bool(re.search(r"\btook in|\bsheltered|\baccepted", text[:at]))


def reporter(reading):
    """The state whose trade a text tells: "Foreign trade of Turkey with Uganda"; None for "Turkish-Ugandan trade"."""
    ours = [(reading.role(m), m.state) for m in reading.mentions if m.state in reading.pair]
    own = {state for role, state in ours if role in ("", "of")} or {
        other(state, reading.pair) for role, state in ours if role == "with"
    }
    return own.pop() if len(own) == 1 else None
