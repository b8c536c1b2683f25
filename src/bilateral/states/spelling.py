"""Names of states: those that are known, further ones from ``states.csv``, and which state a user's spelling means."""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .. import csv_tables
from ..files import SourceError, data_folder
from ..tables import records
from ..text import fold

#: What may stand beside the documents, to name states that no list has.
FILE = "states.csv"
COLUMNS = ("state", "names", "adjective", "capital")
#: The languages besides English in which a user may give a state's name (Unicode's CLDR, which Babel brings).
LANGUAGES = (
    "ar bg ca cs da de el es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv tr uk vi zh"
).split()
#: Words between two names in one text, in languages of those names.
AND = frozenset("and e en et i och og und y и".split())
_PARTS = re.compile(r"[\s,;/&+_-]+")
_NOT_OF_SLUGS = re.compile(r"[^a-z0-9]+")
#: Longer than any two names of states.
_LONGEST = 200
#: Names shorter than the first are too near to each other for a slip, and those from the second on may have two.
_SHORT, _LONG = 5, 10


class StateName(NamedTuple):
    """
    A name of a state: its kind is name, adjective, capital or city.

    In ``data/reader/state_names.csv`` there is also period, a name borne from `start` to `end`; a predecessor's name has "old"
    before its kind; and other, without a state, is what only looks like a state's name.
    """

    state: str
    name: str
    kind: str
    start: str = ""
    end: str = ""


Further = tuple[StateName, ...]


@functools.cache
def table() -> Further:
    """Return the names in ``data/reader/state_names.csv``."""
    text = fold((data_folder("data") / "reader" / "state_names.csv").read_text(encoding="utf-8"))
    return tuple(StateName(**row) for row in csv.DictReader(text.splitlines()))


@functools.lru_cache(maxsize=1024)
def slugged(name: str) -> str:
    """Write a name as it stands in slugs: lower-case ASCII, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_OF_SLUGS.sub("-", plain).strip("-") or "unknown"


@functools.lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return what all spellings of a name share: without case, accents, dots and article, with hyphens between words."""
    letters = unicodedata.normalize("NFKD", fold(name).casefold().replace(".", ""))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    return "-".join(words[1:] if words[:1] == ["the"] else words)


def load(folder: Path) -> Further:
    """
    Read the further states beside the documents.

    Parameters
    ----------
    folder : path
        Where a `states.csv` may stand, with the columns state and, if wanted, names, adjective and capital; several
        names in one cell are separated by semicolons.

    Raises
    ------
    SourceError
        In one line that names the file, the line and what would be valid.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    lines = csv_tables.read(path)
    strange = [name for name in lines.columns if name not in COLUMNS]
    if "state" not in lines or strange:
        fault = f"has {', '.join(strange)}" if strange else "lacks the column 'state'"
        raise SourceError(f"{FILE}: {fault}; its columns are {', '.join(COLUMNS)} (all but the first may be missing)")
    return tuple(name for line, cells in zip(lines.index, records(lines), strict=True) for name in _names(line, cells))


def _names(line: int, cells: dict[str, str]) -> Iterator[StateName]:
    """Yield the names of one line of `states.csv`; those of a state that is known already are added to its own."""
    own, names, adjectives, capitals = ([n.strip() for n in cells.get(c, "").split(";") if n.strip()] for c in COLUMNS)
    if not own or slugged(own[0]) == "unknown":
        raise SourceError(f"{FILE}, line {line}: state {cells['state']!r} is no name in Latin letters")
    state = known(own[0]) or own[0]
    for name in own[:1] + names:
        if (known(name) or state) != state:
            raise SourceError(f"{FILE}, line {line}: {name!r} is a name of {known(name)}, not of {state}")
        yield StateName(state, name, "name")
    yield from (StateName(state, name, "adjective") for name in adjectives)
    yield from (StateName(state, name, "capital") for name in capitals)


@functools.lru_cache(maxsize=8)
def _states(further: Further) -> dict[str, str]:
    """Key of a name → its state: states' own names go before those that two states have borne."""
    rows = [row for row in table() if row.state]
    borne = {key(row.name): row.state for row in reversed(rows) if row.kind in ("name", "period")}
    added = {key(row.name): row.state for row in further if row.kind == "name"}
    return borne | added | {key(row.state): row.state for row in rows}


def _of_one_state(names: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Key of a name → its state, or None where several states have it."""
    bearers: dict[str, set[str]] = {}
    for name, state in names:
        bearers.setdefault(key(name), set()).add(state)
    return {name: min(states) if len(states) == 1 else None for name, states in bearers.items()}


@functools.cache
def _foreign() -> dict[str, str | None]:
    from babel import Locale

    state_of = {code: known(name.partition(" (")[0]) for code, name in Locale("en").territories.items()}
    territories = (item for language in LANGUAGES for item in Locale(language).territories.items())
    return _of_one_state((name, state) for code, name in territories if (state := state_of.get(code)))


@functools.lru_cache(maxsize=8)
def _adjectives(further: Further) -> dict[str, str | None]:
    return _of_one_state((row.name, row.state) for row in (*table(), *further) if row.kind == "adjective")


def known(name: str, further: Further = ()) -> str | None:
    """Return the state with a name in English; None where it is no name of a state."""
    return _states(further).get(key(name))


def _translated(name: str, further: Further) -> str | None:
    """Return the state of an English adjective, too (Soviet-Mexican), or of a name in another language."""
    return known(name, further) or _adjectives(further).get(key(name)) or _foreign().get(key(name))


def understood(name: str, further: Further = ()) -> str | None:
    """
    Return the state that a user's spelling of a name means: in any of the languages, an adjective, or with a slip or two.

    Parameters
    ----------
    name : str
    further : tuple of StateName, optional
        What `states.csv` names.

    Returns
    -------
    str or None
        None where no state, or more than one, may be meant.
    """
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


def halves(text: str) -> list[tuple[str, str]]:
    """Return all divisions of a text into two names; hyphens, commas and "and" may stand between two or within one."""
    words = [word for word in _PARTS.split(fold(text)) if word] if len(text) <= _LONGEST else []
    rests = (words[n + 1 :] if word.lower() in AND else words[n:] for n, word in enumerate(words))
    return [(" ".join(words[:n]), " ".join(rest)) for n, rest in enumerate(rests) if n and rest]


def pairs(text: str, further: Further) -> set[tuple[str, str]]:
    """Return the pairs of states that a text such as ``mexico-ussr`` may mean, by the exact names if there are any."""
    for understand in (known, _translated, understood):
        found = [(understand(one, further), understand(other, further)) for one, other in halves(text)]
        states = {(min(one, other), max(one, other)) for one, other in found if one and other}
        if states:
            return {pair for pair in states if pair[0] != pair[1]} or states
    return set()


def unknown(name: str, further: Further) -> str:
    """Write that a name is no state's, with the states that have a similar name."""
    from rapidfuzz import fuzz, process

    state_of = _states(further)
    hits = process.extract(key(name), state_of.keys(), scorer=fuzz.ratio, score_cutoff=60, limit=12)
    near = list(dict.fromkeys(state_of[hit] for hit, *_ in hits))[:3]
    hint = f"near: {', '.join(near)}; or name it in {FILE}" if near else f"name it in {FILE} beside the documents"
    return f"{name!r} is no state that the reader knows; {hint}"
