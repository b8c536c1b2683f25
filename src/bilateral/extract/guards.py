"""Guards: what makes an act no fact, in all tables alike (``data/reader/guards.toml``)."""

import functools
import re

from ..files import read_toml
from ..mentions.clauses import Reading
from ..rules import prefilter, vocabulary

#: Why a match gives no row.
DENIED, PLANNED, ANNIVERSARY = "denied", "planned, wished or possible, not done", "an anniversary of it"
OTHERS = "of other states, or of neither of the two"
_GRAMMAR = vocabulary.load().grammar


@functools.cache
def _gate() -> prefilter.Gate:
    spec = read_toml("guards.toml")
    return prefilter.Gate(
        {name: prefilter.compiled(pattern, 0 if name == "condition" else re.I) for name, pattern in spec.items()}
    )


def refusal(
    reading: Reading, start: int, *, end: int | None = None, infinitive: bool = False, not_until: bool = False
) -> str:
    """
    Return why an act is no fact.

    Parameters
    ----------
    reading : clauses.Reading
    start : int
        Where the act begins in the sentence.
    end : int, optional
        Where it ends with its object, if what the sentence says after it can be said of it ("the opening … was postponed").
    infinitive : bool
        Whether its verb is one, if *to* stands before it.
    not_until : bool
        Whether its date is one that *not until* limits: then a denial states that the act was done.

    Returns
    -------
    str
        Empty where nothing speaks against it.
    """
    before, held = _clause_before(reading, start), dict(_gate().may_match(reading.words))

    def says(name: str, text: str) -> bool:
        return name in held and held[name].search(text) is not None

    if end is not None and says("afterwards", reading.text[end:]):
        return PLANNED
    if not not_until and says("negation", before[-90:]):
        return DENIED
    if says("anniversary", before[-60:]):
        return ANNIVERSARY
    if says("condition", reading.text[reading.segment(start)[0] : start]):
        return PLANNED
    if infinitive and _GRAMMAR.to_infinitive.search(before):
        return "" if says("infinitive", before[-90:]) and not says("irrealis", before[-60:]) else PLANNED
    return PLANNED if says("irrealis", before[-70:]) else ""


def _clause_before(reading: Reading, start: int) -> str:
    """Return the words of the clause before an act, from its own subject on."""
    begin, _ = reading.segment(start)
    before = reading.text[begin:start]
    comma = before.rfind(", ")
    # "Its note not having been answered, India closed the legation": a denial of something else
    return before[comma + 2 :] if comma >= 0 and _GRAMMAR.own_subject.match(before, comma + 2) else before
