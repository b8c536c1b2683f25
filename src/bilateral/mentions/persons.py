"""Office-holders: the people that a sentence names with an office, and whose they are."""

import functools
import re
import tomllib
from dataclasses import dataclass, replace

from ..files import data_folder
from ..rules.vocabulary import matches

_OWNED = re.compile(r"(?:'s?)? ?(?:(?:then|former|late|new|acting|interim|foreign|young)[ -]?)*")
# Capitalised words that begin a sentence, not a name.
NO_NAMES = set(
    "The In On At During He She It This They His Her Its As And After Foreign State When While Then Later Since Before Until If"
    " Although Though But Also Both Former Early Late Last Next Today Now There That Where Which Who For From By With Under".split()
)
_AND = re.compile(r"(?: \([^()]*\))?,? and (?:the )?")
_OF = re.compile(r"(?: \([^()]*\))? of (?:the )?")
_OF_STATE = re.compile(r" (?:of|for) (?:the )?(?:Republic of |Kingdom of )?")
_APPOSES = re.compile(r"[,(]|\b(?:was|is|became|becomes) ")
# Before an office: not its holder, but somebody of his.
_OTHER = re.compile(
    r"\b(?i:representatives?|envoy|emissary|spokes\w+|advis[eo]r|aide|wife|husband|spouse|widow|son|daughter|brother|candidate|assassin)"
    r" (?:of|to|for) (?:the )?(?:[A-Z]\w+ )?$"
)
_KIN = re.compile(
    r"'s? (?:[a-z]+ )?(?:son|daughter|wife|husband|brother|sister|mother|father|envoy|representative|office|special|chief|aide)\b"
)
_NOT_YET = re.compile(r"\((?:the )?(?:later|future|former)\b")
_NICKNAME = re.compile(r" ['\"][A-Z][\w -]{1,25}['\"](?= )")
_APPOSED = 140  # how far before an office the name may begin that it is in apposition to
# What stands about an office in a cell of its own.
_BEFORE, _AFTER = re.compile(r"(?:the |then |former )*", re.I), re.compile(r"$|,| (?:of|for|and|&|/|-|\()|/")


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
    upper = r"[A-ZÀ-ÞĀ-ŽǍḀ-ỿĠΆ-ΏΑ-ΫЀ-ЯԱ-Ֆ]"  # Latin, Greek, Cyrillic, Armenian
    word = rf"(?:{upper}[\w'.]*(?:-\w[\w']*)*|{upper}\.)"
    part = rf"(?:{raw['particles']}[ -])"
    name = rf"{part}?{word}(?:,? (?:Jr|Sr)\.?)?(?:[ -](?:{part}){{0,2}}{word}|-{word})*"
    offices = "|".join(f"(?P<o{i}>{p})" for i, (p, _) in enumerate(raw["offices"]))
    offices = offices.replace("{portfolio}", raw["portfolio"])
    return {
        "office": re.compile(rf"\b(?:{offices})(?P<plural>s)?\b"),
        "names": [n for _, n in raw["offices"]],
        "name": re.compile(rf",? ?(?:the (?:late )?)?(?:{raw['titles']} )*(?P<name>{name})"),
        "apposed": re.compile(
            rf"(?:{raw['titles']} )*(?P<name>{name})(?:, (?:who (?:was|is) )?| \(| (?:was|is|became|becomes) )(?:only )?(?:the )?"
            rf"(?:then )?(?:[a-z]+ )?$"
        ),
        "listed": re.compile(rf"(?:^|[(:;,-] ?)(?:{raw['titles']} )*(?P<name>{name})(?= ?(?:[(),;:-]|$))"),
        "titles": re.compile(rf"^(?:{raw['titles']} )+"),
        "went": re.compile(rf"\b(?:{raw['went']})\b"),
        "noun": re.compile(rf"\b(?:{'|'.join(raw['visit'].split())})\b"),
        "nouns": frozenset(raw["visit"].split()),
        "hosted": re.compile(rf"\b(?:{raw['hosted']})\b"),
        **{key: frozenset(raw[key].split()) for key in ("first", "begins", "travel")},
        "family first": frozenset(raw["family_first"]),
        "no_person": re.compile(rf"\b(?:{raw['no_person']})\b|\b(?![IVX]+\b)[A-Z]{{2,}}\b"),
        "settled": re.compile(rf"(?i)\b(?:{raw['settled']})"),
        "full": re.compile(
            rf"(?<!\w)(?:{raw['titles']} )*(?P<name>{name})(?: (?:also|then|again|later|himself|herself))* ?$"
        ),
        "unreal": re.compile(raw["unreal"], re.I),
        "called off": re.compile(raw["called_off"], re.I),
        "consorts": frozenset(raw["consorts"].items()),
        "invited": re.compile(raw["invited"], re.I),
        "kinds": [(re.compile(p, re.I), k) for p, k in raw["kinds"]],
        "heading": re.compile(raw["heading"], re.I),
        **{key: re.compile(raw[key]) for key in ("side", "more", "returned", "followed", "along", "no_place")},
        "columns": {kind: re.compile(p, re.I) for kind, p in raw["columns"].items()},
    }


def whose(reading, match):
    """Whose an office is: the mention before it that owns it, the state, and where the words of both end."""
    text, end = reading.text, match.end()
    owner = [m for m in reading.mentions if m.end <= match.start()][-1:]
    owner = owner[0] if owner and _OWNED.fullmatch(text[owner[0].end : match.start()]) else None
    ahead = next((m for m in reading.mentions if m.start >= end), None)
    if ahead and _OF_STATE.fullmatch(text, end, ahead.start):
        return owner, ahead.state, ahead.end
    return owner, owner.state if owner else None, end


def titled(match):
    """An office as the table has it, as it is printed, and whether it is a leader's, not a lesser rank."""
    group = match.lastgroup if match.lastgroup != "plural" else next(k for k, v in match.groupdict().items() if v)
    printed, name = match[group], words()["names"][int(group[1:])]
    office = name or printed
    if name == "Monarch":
        office = (printed[0].upper() + printed[1:]).split(" and ")[0]
    return office, printed, name not in ("", "counterpart")


def find(reading):
    """The office-holders that a sentence names."""
    spec, text, out = words(), reading.text, []
    for match in matches(spec["office"], text, reading.lower, spec["first"] & reading.words):
        if _KIN.match(text, match.end()):
            continue  # "the president's son"
        office, printed, _ = titled(match)
        if office == "counterpart":  # "his Kazakh counterpart": the office of the one named before
            office = out[-1].office if out else ""
        owner, state, end = whose(reading, match)
        name, start = None, match.start()
        found = spec["name"].match(text, end)
        if found and not (text[end : end + 1] == "," and not _apposition(text, found)):
            name, end = clean(found["name"], reading, found.start("name"))
            if name:
                after = [m for m in reading.mentions if m.start >= end]
                if after and re.fullmatch(r" of (?:the )?", text[end : after[0].start]) and state is None:
                    state, end = after[0].state, after[0].end
                end = nickname.end() if (nickname := _NICKNAME.match(text, end)) else end
        at = owner.start if owner else match.start()
        if not name and _APPOSES.search(text, max(0, at - 40), at):
            if back := spec["apposed"].search(text, max(0, at - _APPOSED), at):
                if not _NOT_YET.search(text, back.end("name"), at):
                    name, _ = clean(back["name"], reading, back.start("name"))
                    start = back.start("name")
        if name and _OTHER.search(text, max(0, match.start() - 40), match.start()):
            continue
        if name and not any(p.start == start for p in out):
            out.append(Person(start, end, name, office, printed, state))
        stop, first = end, len(out) - 1
        while match["plural"] and name:  # one office for several names: "Presidents A of X and B of Y"
            joined = _AND.match(text, stop)
            more = joined and not spec["office"].match(text, joined.end()) and spec["name"].match(text, joined.end())
            name, stop = clean(more["name"], reading, more.start("name")) if more else (None, stop)
            if name:
                after = [m for m in reading.mentions if m.start >= stop]
                land = after[0].state if after and _OF.fullmatch(text[stop : after[0].start]) else None
                out.append(Person(more.start("name"), stop, name, office, printed, land))
                out[first:] = [replace(p, state=p.state or land) for p in out[first:]]
    return out


def of_row(row, header):
    """
    The visitor of a table row whose office stands in a cell of its own, before or after that of the name.

    Parameters
    ----------
    row : list of clauses.Reading
        The cells.
    header : list of str or None
        What each column holds, as far as its header says.

    Returns
    -------
    Person or None
        Its offsets count from the start of the document.
    """
    for i, cell in enumerate(row):
        office = office_of(cell, alone=True)
        if office is None:
            continue
        named = [j for j, kind in enumerate(header) if kind == "visitor"] or [i - 1, i + 1]
        for other in (row[j] for j in named if 0 <= j < len(row)):
            found = words()["name"].fullmatch(other.text)
            if found and other is not cell and not any(m.kind in ("capital", "city") for m in other.mentions):
                name, end = clean(found["name"], other, found.start("name"))
                if name:
                    return replace(office, start=other.start, end=other.start + end, name=name)
    return None


def office_of(reading, alone=False):
    """The office that a heading or cell names without a name (a `Person` with none), or None; `alone`: and little else."""
    for match in words()["office"].finditer(reading.text):
        before, after = reading.text[: match.start()], reading.text[match.end() :]
        owner = [m for m in reading.mentions if m.end <= match.start()]
        land = [
            m for m in reading.mentions if m.start >= match.end() and _OF.fullmatch(reading.text[match.end() : m.start])
        ]
        plain = (
            before if not owner else before[: owner[-1].start] + re.sub(r"^'s?", "", before[owner[-1].end :]).strip()
        )
        plain = words()["titles"].sub("", plain + " ").strip() + " " if plain.strip() else ""
        if alone and not (_BEFORE.fullmatch(plain) and _AFTER.match(after)):
            continue
        office, printed, _ = titled(match)
        state = (land or owner or [None])[0 if land else -1]
        return Person(match.start(), match.end(), "", office, printed, state.state if state else None)
    return None


def _apposition(text, found):
    """Whether a name after "the foreign minister," is that minister's: it is followed by a comma or a verb."""
    return bool(
        re.match(
            r",|\)| (?:was|has|had|made|paid|visited|arrived|came|went|travelled|flew)\b|\.|$", text[found.end() :]
        )
    )


def bare(name):
    """A name without titles, and without the words that begin a sentence."""
    first, _, rest = name.partition(" ")
    return words()["titles"].sub("", rest if first in NO_NAMES and rest else name)


def clean(name, reading, start):
    """A person's name, bare, and without a state or a month that was caught with it; and where it ends."""
    plain = bare(name)
    start += len(name) - len(plain)
    plain = re.sub(r"'s?$", "", plain).rstrip(".,") if not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", plain) else plain
    for m in reading.mentions:
        if start <= m.start < start + len(plain) and m.kind in ("name", "adjective"):
            if m.start == start and m.end >= start + len(plain):
                return None, start
            if m.start > start and m.kind == "name":
                plain = plain[: m.start - start].rstrip(" ,-")
    for d in reading.dates:
        if start < d.start < start + len(plain):
            plain = plain[: d.start - start].rstrip(" ,")
    if not plain or plain.split()[0] in NO_NAMES:
        return None, start
    at = reading.start + start
    printed = reading.document.text[at : at + len(plain)]
    return " ".join(printed.split()), start + len(plain)
