"""Guards: what speaks against a row although a rule matched, such as a wish or a balance (``guard`` in ``data/reader/figures.toml``)."""

from ...mentions.amounts import WORDS
from ...mentions.clauses import Reading


def refused(rule: str, reading: Reading, start: int, end: int) -> bool:
    """Whether a guard says no to the amount that a rule matched; the reason is noted with the sentence."""
    low, _ = clause(reading, start)
    for guard in WORDS.data["guard"]:
        if rule in guard["of"]:
            high = end + guard["after"] if "after" in guard else start
            if WORDS.compiled(guard["pattern"]).search(reading.text[max(low, start - guard["before"]) : high]):
                reading.refuse(rule, start, end, guard["why"])
                return True
    return False


def reason(label: str, text: str) -> str:
    """Why a label's numbers are no amounts between the two states; empty where nothing speaks against them."""
    guards = (guard for guard in WORDS.data["guard"] if label in guard["of"])
    return next((guard["why"] for guard in guards if WORDS.compiled(guard["pattern"]).search(text)), "")


def clause(reading: Reading, at: int) -> tuple[int, int]:
    """Start and end of the clause of an amount; no colon before it ("Peru's GDP: $1.6 billion") and no "of which" ends it."""
    low, high = reading.segment(at)
    if reading.text.startswith(":", low):
        low, _ = reading.segment(low - 1)
    if reading.text.endswith(" of", low, high):
        _, high = reading.segment(high)
    return low, high
