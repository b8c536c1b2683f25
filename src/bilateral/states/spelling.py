"""Names of states: those that the reader knows, further ones from ``states.csv``, and which state a user's spelling means."""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .. import csv_tables
from ..files import SourceError, data_folder
from ..text import fold

#: What may stand beside the documents, to name parties that no list of states has.
FILE = "states.csv"
COLUMNS = ("state", "names", "adjective", "capital")
#: Of these languages, too, a user may give a state's name (Unicode's CLDR, which Babel brings).
LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi", "zh"),
)
#: Words between two names in one text, in languages of those names.
AND = frozenset(("and", "e", "en", "et", "i", "och", "og", "und", "y", "и"))
_PARTS = re.compile(r"[\s,;/&+_-]+")
#: Longer than any two names of states.
_LONGEST = 200
#: Names shorter than the first are too near to each other for a slip, and those from the second on may have two.
_SHORT, _LONG = 5, 10


class Further(NamedTuple):
    """A name that ``states.csv`` gives: its state, and its kind (name, adjective, capital)."""

    state: str
    name: str
    kind: str


@functools.cache
def table() -> list[dict[str, str]]:
    """
    The names of all states.

    Returns
    -------
    list of dict
        Rows of ``data/state_names.csv``: state, name, kind (name, period, adjective, capital, city; the same of a predecessor
        with ``old`` before it; other: what only looks like a state's), start, end.
    """
    with open(data_folder("data") / "state_names.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(fold(file.read()).splitlines()))


@functools.lru_cache(maxsize=1024)
def slugged(name: str) -> str:
    """A name as it stands in slugs: lower-case ASCII, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "unknown"


@functools.lru_cache(maxsize=4096)
def key(name: str) -> str:
    """What all spellings of a name have in common: without case, accents, dots and a leading article, hyphens between words."""
    letters = unicodedata.normalize("NFKD", fold(name).casefold().replace(".", ""))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    return "-".join(words[1:] if words[:1] == ["the"] else words)


def load(folder: Path) -> tuple[Further, ...]:
    """
    Read the further parties beside the documents.

    Parameters
    ----------
    folder : path
        Where a `states.csv` may stand, with the columns state and, if wanted, names, adjective and capital; several
        names in one cell are parted by semicolons.

    Raises
    ------
    SourceError
        In one line that names the file, the line and what would be valid.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    lines = csv_tables.read(path)
    strange = [name for name in lines if name not in COLUMNS]
    if "state" not in lines or strange:
        stated = f"has {', '.join(strange)}" if strange else "lacks the column 'state'"
        raise SourceError(f"{FILE}: {stated}; its columns are {', '.join(COLUMNS)} (all but the first may be missing)")
    return tuple(row for line, cells in enumerate(lines.to_dict("records"), start=2) for row in _further(line, cells))


def _further(line: int, cells: dict[str, str]) -> Iterator[Further]:
    """The names of one line of `states.csv`; those of a state that is known already are added to its own."""
    names = [name.strip() for name in cells["state"].split(";")[:1] + cells.get("names", "").split(";") if name.strip()]
    if not cells["state"].strip() or slugged(names[0]) == "unknown":
        raise SourceError(f"{FILE}, line {line}: state {cells['state']!r} is no name in Latin letters")
    state = _states().get(key(names[0]), names[0])
    for name in names:
        if (other := _states().get(key(name), state)) != state:
            raise SourceError(f"{FILE}, line {line}: {name!r} is a name of {other}, not of {state}")
        yield Further(state, name, "name")
    for kind in ("adjective", "capital"):
        yield from (Further(state, name.strip(), kind) for name in cells.get(kind, "").split(";") if name.strip())


@functools.lru_cache(maxsize=8)
def _states(further: tuple[Further, ...] = ()) -> dict[str, str]:
    """Key of a name → its state: first the states' own names, then those that two states have borne."""
    rows = [row for row in table() if row["state"]]
    borne = {key(row["name"]): row["state"] for row in reversed(rows) if row["kind"] in ("name", "period")}
    added = {key(row.name): row.state for row in further if row.kind == "name"}
    return borne | added | {key(row["state"]): row["state"] for row in rows}


@functools.cache
def _foreign() -> dict[str, str]:
    """Key of a name in another language → its state, where no two states are called so."""
    from babel import Locale

    english = Locale("en").territories.items()
    state_of = {code: _states().get(key(name.partition(" (")[0])) for code, name in english}
    bearers: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if state := state_of.get(code):
                bearers.setdefault(key(name), set()).add(state)
    return {name: state for name, (state, *others) in bearers.items() if not others}


def known(state: str, further: tuple[Further, ...] = ()) -> bool:
    """Whether a list has a state under just this name."""
    return _states(further).get(key(state)) == state


def _exact(name: str, further: tuple[Further, ...]) -> str | None:
    return _states(further).get(key(name))


@functools.lru_cache(maxsize=8)
def _adjectives(further: tuple[Further, ...] = ()) -> dict[str, frozenset[str]]:
    """Key of an adjective → the states that it is said of."""
    bearers: dict[str, set[str]] = {}
    for state, name, kind in [*((row["state"], row["name"], row["kind"]) for row in table()), *further]:
        if kind == "adjective":
            bearers.setdefault(key(name), set()).add(state)
    return {name: frozenset(found) for name, found in bearers.items()}


def _translated(name: str, further: tuple[Further, ...]) -> str | None:
    """The state of an English adjective (Soviet-Mexican) or of a name in another language."""
    borne = _adjectives(further).get(key(name), frozenset())
    return _exact(name, further) or (next(iter(borne)) if len(borne) == 1 else _foreign().get(key(name)))


def _misspelt(name: str, further: tuple[Further, ...]) -> str | None:
    """The one state with a name that differs from this by a slip or two; None where it is none, or several."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if state := _translated(name, further):
        return state
    state_of, spelling = _states(further), key(name)
    if len(spelling) < _SHORT or spelling in _adjectives(further):
        return None
    slips = 1 if len(spelling) < _LONG else 2
    hits = process.extract(spelling, state_of.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    found = {state_of[hit] for hit, *_ in hits}
    return found.pop() if len(found) == 1 else None


#: How a name is understood, one way after the other: a way counts only where those before it find nothing.
WAYS = (_exact, _translated, _misspelt)


def understood(name: str, further: tuple[Further, ...] = ()) -> str | None:
    """
    The state that a user's spelling of a name means: in English (an adjective, too), in another language, or with a slip.

    Parameters
    ----------
    name : str
    further : tuple of Further, optional
        What `states.csv` names.

    Returns
    -------
    str or None
        None where no state, or more than one, may be meant.
    """
    return next((state for way in WAYS if (state := way(name, further))), None)


def halves(text: str) -> list[tuple[str, str]]:
    """All ways to part a text into two names: hyphens, dashes, commas and "and" may stand between two or within one."""
    words = [word for word in _PARTS.split(fold(text)) if word] if len(text) <= _LONGEST else []
    out = []
    for n in range(1, len(words)):
        rest = words[n + 1 :] if words[n].lower() in AND else words[n:]
        if rest:
            out.append((" ".join(words[:n]), " ".join(rest)))
    return out


def parted(text: str, further: tuple[Further, ...] = ()) -> set[tuple[str, str]]:
    """The pairs of states that a text such as ``mexico-ussr`` may mean: more than one where it may be parted in several ways."""
    for way in WAYS:
        found = {(one, other) for a, b in halves(text) if (one := way(a, further)) and (other := way(b, further))}
        if pairs := {(min(p), max(p)) for p in found if p[0] != p[1]} or found:
            return pairs
    return set()


def unknown(name: str, further: tuple[Further, ...] = ()) -> str:
    """What to say of a name that is no state's, with the states whose names are near to it."""
    from rapidfuzz import fuzz, process

    state_of = _states(further)
    hits = process.extract(key(name), state_of.keys(), scorer=fuzz.ratio, score_cutoff=60, limit=12)
    near = list(dict.fromkeys(state_of[hit] for hit, *_ in hits))[:3]
    hint = f"near: {', '.join(near)}; or name it in {FILE}" if near else f"name it in {FILE} beside the documents"
    return f"{name!r} is no state that the reader knows; {hint}"
