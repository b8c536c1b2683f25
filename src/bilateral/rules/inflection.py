"""Inflection: the forms of a verb from its infinitive, so that the vocabulary needs to hold no more than that."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_CHOICE = re.compile(r"\(([^()]*)\)")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
# A last consonant that is doubled: after one vowel in a verb of one syllable, or where the last syllable is stressed.
_DOUBLED = re.compile(r"^(?:[^aeiou]*[aeiou][bdgklmnprtv]|.*(?:mit|fer|cur|pel|vel|bel|cel))$")


class Forms(NamedTuple):
    """A verb's infinitive, third person, past, past participle and -ing form; particles stand after each."""

    base: str
    s: str
    past: str
    part: str
    ing: str


def spelled_out(phrase: str) -> Iterator[str]:
    """Give every phrase that one with choices stands for: ``(begin|start) work`` is two."""
    pieces = _CHOICE.split(phrase)
    choices = [
        piece.split("|") if odd else [piece] for odd, piece in zip(itertools.cycle((0, 1)), pieces, strict=False)
    ]
    return (" ".join("".join(chosen).split()) for chosen in itertools.product(*choices))


def forms(infinitive: str, irregular: Mapping[str, str]) -> Forms:
    """
    Inflect a verb.

    Parameters
    ----------
    infinitive : str
        The verb, with its particles where it has some: ``break off``.
    irregular : mapping
        Infinitive → its past and its participle, ``broke broken``; a third word is the form with -s.

    Examples
    --------
    >>> forms("break off", {"break": "broke broken"})
    Forms(base='break off', s='breaks off', past='broke off', part='broken off', ing='breaking off')
    """
    verb, space, particles = infinitive.partition(" ")
    known = irregular.get(verb, "").split()
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    doubled = verb + verb[-1] if _DOUBLED.match(verb) else stem
    past = known[0] if known else _past(verb, doubled)
    part = known[1] if len(known) > 1 else past
    third = known[2] if len(known) > 2 else _third(verb)
    ing = known[3] if len(known) > 3 else _ing(verb, doubled)
    return Forms(*(f"{form}{space}{particles}" for form in (verb, third, past, part, ing)))


def _past(verb: str, doubled: str) -> str:
    if _CONSONANT_Y.search(verb):
        return f"{verb[:-1]}ied"
    return f"{doubled}ed"


def _third(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if _SIBILANT.search(verb) else f"{verb}s"


def _ing(verb: str, doubled: str) -> str:
    return f"{verb[:-2]}ying" if verb.endswith("ie") else f"{doubled}ing"
