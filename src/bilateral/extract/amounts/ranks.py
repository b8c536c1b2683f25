"""Ranks: the place of one state among the other's partners, "Mexico is Russia's third biggest trading partner"."""

import functools
import re
import tomllib

from ...dates import resolver as shapes
from ...files import data_folder

_WORDS = frozenset("largest biggest ranked ranks ranking partner partners market".split())

_OF, _THING = re.compile(r" (?:of|for|to|from|in|into) (?:the )?"), re.compile(r"(?: [a-z]+)?")


@functools.cache
def _spec():
    raw = tomllib.loads((data_folder("data") / "figures.toml").read_text(encoding="utf-8"))["ranks"]
    place = rf"(?P<place>[1-9]\d{{0,2}}(?:st|nd|rd|th)|{'|'.join(shapes.ORDINALS)})"
    noun = rf"(?P<noun>{raw['partner']})\b(?:{raw['among']})?"
    return {
        "is": re.compile(rf"\b(?:{place}(?:[ -](?:largest|biggest))?|(?:largest|biggest)) {noun}"),
        "ranked": re.compile(
            rf"\b(?:ranked|ranks|ranking) (?:as )?(?:the )?{place}(?: \([^)]*\))? (?:in|among|amongst|of) "
        ),
        "partner": re.compile(noun),
        **{key: re.compile(raw[key]) for key in ("one of", "unreal")},
    }


def of(reading):
    """
    The ranks that a sentence tells of one state of the dyad among the other's partners.

    Parameters
    ----------
    reading : clauses.Reading

    Returns
    -------
    list of dict
        Rows of the figures table with the measure and the unit `rank`: `value` is the place, `from_state` has it,
        `to_state` is the one whose partner it is; `printed` says of what kind, and among whom.
    """
    if _WORDS.isdisjoint(reading.words):
        return []
    spec, text, out = _spec(), reading.text, []
    for match in [*spec["is"].finditer(text), *spec["ranked"].finditer(text)]:
        a, b = reading.segment(match.start())
        before, end = text[a : match.start()], match.end()
        if spec["one of"].search(before) or spec["unreal"].search(before):
            continue
        ours = [m for m in reading.mentions if m.state in reading.pair]
        owner = next(
            (m for m in ours if a <= m.start and m.end <= match.start() and _owns(text[m.end : match.start()])), None
        )
        if match.re is spec["ranked"]:
            owner = next((m for m in ours if m.start >= end and m.start - end < 5), None)
            partner = owner and spec["partner"].search(text, owner.end, owner.end + 40)
            if not partner:
                continue
            end = partner.end()
        else:
            noun = match.end("noun")
            after = next((m for m in ours if m.start >= noun and _OF.fullmatch(text, noun, m.start)), None)
            if after:
                end = max(end, _THING.match(text, after.end).end() if after.kind == "adjective" else after.end)
            owner = owner or after
        named = [
            m for m in reading.mentions if m is not owner and a <= m.start < match.start() and m.kind != "adjective"
        ]
        who = named[-1] if named else None
        if not owner or (who and (who.state not in reading.pair or who.state == owner.state)):
            continue
        first = next(state for state in reading.pair if state != owner.state)
        place = match["place"]
        value = 1 if place is None else int(re.sub(r"\D", "", place) or 0) or shapes.ORDINALS.index(place) + 1
        printed = reading.document.text[reading.start + match.start() : reading.start + end]
        out.append(
            reading.row(_date(reading, a, b, match.start()))
            | {
                "measure": "rank",
                "value": float(value),
                "unit": "rank",
                "qualifier": "",
                "from_state": first,
                "to_state": owner.state,
                "scope": "dyad",
                "printed": printed,
            }
        )
    return out


def _owns(gap):
    return bool(re.fullmatch(r"(?:'s?)? (?:single )?", gap))


def _date(reading, a, b, at):
    """The date of a rank: one of its clause, else one before it."""
    here = [d for d in reading.dates if a <= d.start < b]
    before = [d for d in reading.dates if d.end <= at]
    return here[0] if here else before[-1] if before else None
