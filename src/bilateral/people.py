"""Office-holders: the people that a sentence names with an office, and whose they are."""

import functools
import re
import tomllib
from dataclasses import dataclass

from .sources import data_folder
from .vocabulary import matches

# Capitalised words that begin a sentence, not a name.
_NO_NAMES = set("The In On At During He She It This They His As And After Foreign State".split())


@dataclass(frozen=True)
class Person:
    """An office-holder as a text names one; `state` is None where it is not said."""

    start: int
    end: int
    name: str
    office: str
    printed: str
    state: str | None


@functools.cache
def words():
    """The words of ``data/visits.toml``, compiled."""
    raw = tomllib.loads((data_folder("data") / "visits.toml").read_text(encoding="utf-8"))
    upper = r"[A-ZÀ-ÞĀ-ŽǍḀ-ỿĠ]"
    word = rf"(?:{upper}[\w'.]*(?:-\w[\w']*)*|{upper}\.)"
    part = rf"(?:{raw['particles']}[ -])"
    name = rf"{part}?{word}(?:,? (?:Jr|Sr)\.?)?(?:[ -](?:{part}){{0,2}}{word}|-{word})*"
    offices = "|".join(f"(?P<o{i}>{p})" for i, (p, _) in enumerate(raw["offices"]))
    return {
        "office": re.compile(rf"\b(?:{offices})(?P<plural>s)?\b"),
        "names": [n for _, n in raw["offices"]],
        "name": re.compile(rf",? ?(?:the (?:late )?)?(?:{raw['titles']} )*(?P<name>{name})"),
        "apposed": re.compile(
            rf"(?:{raw['titles']} )*(?P<name>{name}), (?:who (?:was|is) )?(?:the )?(?:then )?(?:[a-z]+ )?$"
        ),
        "titles": re.compile(rf"^(?:{raw['titles']} )+"),
        "went": re.compile(rf"\b(?:{raw['went']})\b"),
        "noun": re.compile(rf"\b{raw['visit']}\b"),
        "hosted": re.compile(rf"\b(?:{raw['hosted']})\b"),
        "first": frozenset(raw["first"].split()),
        "unreal": re.compile(raw["unreal"], re.I),
        "kinds": [(re.compile(p, re.I), k) for p, k in raw["kinds"]],
        "heading": re.compile(raw["heading"], re.I),
    }


def find(reading):
    """The office-holders that a sentence names."""
    spec, text, out = words(), reading.text, []
    for match in matches(spec["office"], text, reading.lower, spec["first"] & reading.words):
        index = next(i for i in range(len(spec["names"])) if match[f"o{i}"])
        printed = match[f"o{index}"]
        office = spec["names"][index] or printed
        if office == "Monarch":
            office = printed[0].upper() + printed[1:]
            office = office.split(" and ")[0]
        if office == "counterpart":  # "his Kazakh counterpart": the office of the one named before
            office = out[-1].office if out else ""
        end, state = match.end(), None
        ahead = [m for m in reading.mentions if m.start >= end]
        owner = [
            m
            for m in reading.mentions
            if m.end <= match.start()
            and re.fullmatch(
                r"(?:'s?)? ?(?:(?:then|former|late|new|acting|interim|foreign|young)[ -]?)*",
                text[m.end : match.start()],
            )
        ]
        state = owner[-1].state if owner else None
        of = ahead and re.fullmatch(r" (?:of|for) (?:the )?(?:Republic of |Kingdom of )?", text[end : ahead[0].start])
        name, start = None, match.start()
        if of:
            state, end = ahead[0].state, ahead[0].end
        found = spec["name"].match(text, end)
        if found and not (text[end : end + 1] == "," and not _apposition(text, found)):
            name, end = _clean(found["name"], reading, found.start("name"))
            if name:
                after = [m for m in reading.mentions if m.start >= end]
                if after and re.fullmatch(r" of (?:the )?", text[end : after[0].start]) and state is None:
                    state, end = after[0].state, after[0].end
        if not name and (back := spec["apposed"].search(text[: owner[-1].start if owner else match.start()])):
            name, _ = _clean(back["name"], reading, back.start("name"))
            start = back.start("name")
        if name and not any(p.start == start for p in out):
            out.append(Person(start, end, name, office, printed, state))
        if match["plural"] and name:  # one office for several names: "Presidents A of X and B of Y"
            joined = re.match(r" and (?:the )?", text[end:])
            more = joined and spec["name"].match(text, end + joined.end())
            if more:
                second, stop = _clean(more["name"], reading, more.start("name"))
                after = [m for m in reading.mentions if m.start >= stop]
                land = after[0].state if after and re.fullmatch(r" of (?:the )?", text[stop : after[0].start]) else None
                if second:
                    out.append(Person(more.start("name"), stop, second, office, printed, land))
    return out


def _apposition(text, found):
    """Whether a name after "the foreign minister," is that minister's: it is followed by a comma or a verb."""
    return bool(
        re.match(
            r",|\)| (?:was|has|had|made|paid|visited|arrived|came|went|travelled|flew)\b|\.|$", text[found.end() :]
        )
    )


def _clean(name, reading, start):
    """A person's name without titles, and without a state or a month that was caught with it; and where it ends."""
    spec = words()
    bare = spec["titles"].sub("", name)
    start += len(name) - len(bare)
    bare = re.sub(r"'s?$", "", bare).rstrip(".,") if not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", bare) else bare
    for m in reading.mentions:
        if start <= m.start < start + len(bare) and m.kind in ("name", "adjective"):
            if m.start == start and m.end >= start + len(bare):
                return None, start
            if m.start > start and m.kind == "name":
                bare = bare[: m.start - start].rstrip(" ,-")
    for d in reading.dates:
        if start < d.start < start + len(bare):
            bare = bare[: d.start - start].rstrip(" ,")
    if not bare or bare.split()[0] in _NO_NAMES:
        return None, start
    at = reading.start + start
    printed = reading.document.text[at : at + len(bare)]
    return " ".join(printed.split()), start + len(bare)
