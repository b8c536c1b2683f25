"""Gaps: the words between an act and a thing."""

import re

from ...rules import vocabulary

GRAMMAR, REALMS = vocabulary.load().grammar, vocabulary.load().realms


def allow(kind, thing, gap, how, text, span):
    """
    Whether what stands between an act and its thing lets the one act on the other.

    Parameters
    ----------
    kind, thing : str
        The event type that it would be, and what the thing is.
    gap : str
        The text between the two.
    how : str
        Where the thing stands: before, after, or noun (the act is one).
    text : str
        The sentence.
    span : tuple of (int, int)
        Where the thing stands in it.
    """
    if (
        kind == "recognized"
        and thing == "state"
        and (of := re.search(r"(\w+) of\b", gap))
        and of[1].lower() not in REALMS
    ):
        return False
    if kind == "recognized" and thing == "state" and GRAMMAR["holder"].match(text, span[1]):
        return False
    if kind == "recognized" and thing == "state":
        return len(gap) < 45 and not re.search(
            r"\b(?:in|by|at|from|over|members?|council|annexation|claims?|protectorate)\b",
            gap if how == "after" else "",
            re.I,
        )
    if kind in ("state_formed", "state_dissolved"):
        near = gap.strip() in (
            "",
            "of",
            "of the",
            "the",
            "as the",
            "as",
            "was",
            "were",
            "is",
            "had",
            "had been",
            "was formally",
            "was officially",
            "'s",
        )
        return near and not (
            how == "before" and re.search(r"\b(?:in|at|to|with|by|from) (?:the )?$", text[: span[0]][-12:])
        )
    if kind == "severed" and thing == "relations":
        return not re.search(r"\bin (?:its |their |the )?$", gap)
    if thing == "relations" and how == "before" and GRAMMAR["about"].search(text, max(0, span[0] - 60), span[0]):
        return False
    if thing == "mission" and how == "before" and GRAMMAR["of_it"].match(gap):
        return False
    if (
        thing == "mission"
        and kind != "mission_elevated"
        and GRAMMAR["level"].search(text, max(0, span[0] - 20), span[0])
    ):
        return False
    if thing == "mission" and GRAMMAR["near"].search(text, max(0, span[0] - 40), span[0]):
        return False
    if how == "after" and thing in ("mission", "relations") and GRAMMAR["of_another"].search(gap):
        return False
    if kind == "mission_opened" and GRAMMAR["new_house"].search(text, max(0, span[0] - 25), span[1]):
        return False
    if kind == "mission_closed" and gap.endswith(" to "):
        return False
    if (
        kind == "mission_elevated"
        and how == "after"
        and re.search(r"\b(?:bec[oa]m|ma[dk]e|attain|acquir)", text[max(0, span[0] - len(gap) - 9) : span[0]])
    ):
        if re.match(r" it an? ", gap):
            return True
        return any(t.end() <= span[0] - len(gap) for t in vocabulary.load().things["mission"].finditer(text))
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
