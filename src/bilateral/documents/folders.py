"""Folders of documents: which files are read, what they are called, and which are not read, and why."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Set
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..files import SourceError
from . import kinds
from .files import Document, Source

MAX_BYTES = 64_000_000
#: Files beside the documents that are about them, or are no part of them.
BESIDE = frozenset("sources.csv readme.md thumbs.db desktop.ini".split())
#: Those that count beside the documents alone, and not below.
_AT_TOP = frozenset({"corrections.csv", "states.csv"})
_GIVE = "give a text file or a folder of text files"
#: What browsers call the folder of a saved page's pictures, after the page's own name.
_OF_PAGES = "_files .files -files _file -dateien _fichiers _archivos _arquivos _bestanden".split()


class Found(NamedTuple):
    """A file at a path of documents: where it is, what it is called, and why it is not read, if so."""

    path: Path
    file: str  # its path in the folder, as it is shown and as sources.csv gives it
    name: str  # what the rows read from it bear: its stem, or more where that would be another's as well
    remark: str = ""


def files(path: str | Path) -> list[Found]:
    """
    The files at a path, in the order of their names; those in subfolders as well, and those that are not read.

    Hidden files, and those that are about documents (`sources.csv`, `README.md`), are no documents.

    Raises
    ------
    SourceError
        If there is no such path, or a folder holds no document.
    """
    if not isinstance(path, (str, Path)) or not str(path):
        raise SourceError(f"documents: {path!r} is no path; {_GIVE}")
    path = Path(path)
    if not path.exists():
        raise SourceError(f"documents: no file or folder {str(path)!r}; {_GIVE}")
    if path.is_file():  # a file that is named is read, whatever its ending
        return [Found(path, shown(path.name), shown(path.stem))]
    if not path.is_dir():
        raise SourceError(f"documents: {str(path)!r} is neither a file nor a folder")
    paths = dict(sorted(_below(path), key=lambda found: found[0].relative_to(path).parts))
    if all(paths.values()):
        known = ", ".join(sorted(kinds.READERS))
        there = "; ".join(f"{shown(p.name)}: {remark}" for p, remark in islice(paths.items(), 3))
        wrong = f"no document in {str(path)!r}; a document is a file ending in {known}"
        raise SourceError(f"documents: {wrong}" + f" ({there})" * bool(there))
    inside = [p.relative_to(path) for p in paths]
    return [
        Found(whole, shown(short.as_posix()), name, paths[whole])
        for whole, short, name in zip(paths, inside, _names(inside), strict=True)
    ]


def shown(name: str) -> str:
    """A name in composed characters, which can be written anywhere; bytes that are none stand as escapes."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))


def load(found: Found) -> Document:
    """Read a file into a `Document`; what can't be read is an empty document with a remark."""
    return Document(found.name, found.file, *_source(found))


def _source(found: Found) -> Source:
    if found.remark:
        return Source("", found.remark)
    try:
        if found.path.stat().st_size > MAX_BYTES:
            return Source("", f"not read: over {MAX_BYTES // 10**6} MB")
        return kinds.read(found.path.read_bytes(), found.path.suffix)
    except OSError as error:
        return Source("", f"not read: {error.strerror}")


def _below(top: Path) -> Iterator[tuple[Path, str]]:
    """Return each file in a folder and its subfolders, links followed once, with why it is not read."""
    seen, failed = set(), []
    for folder, inside, names in os.walk(top, onerror=failed.append, followlinks=True):
        if (real := os.path.realpath(folder)) in seen:  # a link that leads back
            inside.clear()
            continue
        seen.add(real)
        here = Path(folder)
        inside[:] = _kept(inside, {page + ending for page in _pages(names) for ending in _OF_PAGES})
        for name in _kept(names, BESIDE | _AT_TOP if here == top else BESIDE):
            yield here / name, _why_not(here / name)
    for error in failed:
        if Path(error.filename) == top:
            raise SourceError(f"documents: can't read {str(top)!r}: {error.strerror}")
        yield Path(error.filename), f"not read: {error.strerror}"


def _pages(names: list[str]) -> list[str]:
    """Return the names of web pages, without their endings."""
    return [page for page, ending in map(os.path.splitext, map(str.lower, names)) if ending in (".html", ".htm")]


def _kept(names: list[str], left_out: Set[str]) -> list[str]:
    """Return names, but for hidden ones and those left out."""
    return sorted(name for name in names if not name.startswith(".") and name.lower() not in left_out)


def _why_not(path: Path) -> str:
    """Why a file is not read, if it isn't: its kind."""
    if not path.exists():
        return "not read: a link to nothing"
    if not path.is_file():
        return "not read: neither a file nor a folder"
    suffix = path.suffix.lower()
    if suffix in kinds.READERS:
        return ""
    kind = f"{shown(suffix)}, a kind of file that is not read" if suffix else "a name without an ending"
    return f"not read: {kind}; save it as text (.txt), a web page (.html) or PDF"


def _names(paths: list[Path]) -> list[str]:
    """Return for each path its stem, or its name, or all of it: the first that no other path could be called."""
    choices = [tuple(map(shown, (p.stem, p.name, p.as_posix()))) for p in paths]
    count = Counter(choice for three in choices for choice in {*three})
    names = [next((choice for choice in three if count[choice] == 1), three[2]) for three in choices]
    again = Counter[str]()
    for i, name in enumerate(names):  # two names may be one once they are composed
        again[name] += 1
        names[i] = name if again[name] == 1 else f"{name} ({again[name]})"
    return names
