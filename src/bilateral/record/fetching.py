"""Packs of public data: what there is, fetched from pinned addresses, checked by hash, and kept in the user's folder."""

import csv
import functools
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..files import SourceError, data_folder
from ..tables import records
from . import converters, making
from .packs import KNOWN, TABLES, home, load

_TIMEOUT = 60  # seconds without an answer


class Source(NamedTuple):
    """A data set of a pack, as ``data/packs/sources.csv`` has it, with its files: path, bytes, sha256."""

    about: dict[str, str]
    files: tuple[dict[str, str], ...]

    @property
    def unpinned(self) -> list[str]:
        """The addresses of files that nobody has hashed."""
        return [self.about["base"] + file["path"] for file in self.files if not file["sha256"]]


@functools.cache
def sources(folder: Path | None = None) -> dict[str, list[Source]]:
    """Pack → its sources."""
    folder = folder or data_folder("data") / "packs"
    files = pd.read_csv(folder / "files.csv", dtype="string", keep_default_na=False).groupby("source")
    found: dict[str, list[Source]] = {}
    for row in csv.DictReader((folder / "sources.csv").read_text(encoding="utf-8").splitlines()):
        own = tuple(records(files.get_group(row["id"])))
        found.setdefault(row["pack"], []).append(Source(row, own))
    return found


def lines(names: Iterable[str] = ()) -> Iterator[str]:
    """What there is to fetch, or what is known of some packs, for printing."""
    chosen = [(name, _known(name)) for name in names] or list(sources().items())
    for name, own in chosen:
        size = sum(int(file["bytes"] or 0) for source in own for file in source.files) / 1e6
        state = "here" if (home() / name).is_dir() else "not fetched"
        unpinned = ", unpinned" * any(source.unpinned for source in own)
        yield f"{name} ({f'{size:.1f} MB' if size else 'size not known'}{unpinned}): {state}"
        for source in own:
            about = source.about
            yield f"  {about['id']}: {about['holds']}, {about['years']}"
            yield f"    licence: {about['licence']}" + (f"; terms: {about['terms']}" if about["terms"] else "")
            yield f"    to cite: {about['citation']}"
            if names:
                yield f"    from: {about['address']}; files at {about['base']}"


def _known(name: str) -> list[Source]:
    if name not in KNOWN:
        raise SourceError(f"record: {name!r} is no pack that can be fetched; there are {', '.join(KNOWN)}")
    return sources()[name]


def fetch(name: str, unpinned: bool = False, accept_terms: bool = False) -> Path:
    """
    Fetch a pack, and write it in the form of the record.

    Parameters
    ----------
    name : str
    unpinned : bool
        Take files that nobody has hashed.
    accept_terms : bool
        The user has read the terms of sources without a stated licence.

    Returns
    -------
    Path
        The folder of the pack.

    Raises
    ------
    SourceError
        Where a file can't be had, is not the one that was hashed, or needs one of the two consents.
    """
    own = _known(name)
    for source in own:
        if source.about["terms"] and not accept_terms:
            said = f"{source.about['id']}: {source.about['terms']} ({source.about['address']})"
            raise SourceError(f"record: {name}: {said}; if you agree, fetch it with --accept-terms")
        if source.unpinned and not unpinned:
            raise SourceError(
                f"record: {name}: nobody has hashed {', '.join(source.unpinned)}; fetch it with --unpinned to take it as it is"
            )
    files = {source.about["id"]: _files(name, source) for source in own}
    new = home() / f"{name}.new"
    shutil.rmtree(new, ignore_errors=True)
    try:
        tables = converters.CONVERTERS[name](files)
    except Exception as error:  # whatever a file that nobody has hashed may hold
        raise SourceError(f"record: {name}: a file has another form than expected: {error}") from None
    table = pd.DataFrame([source.about for source in own])
    note = table["citation"] + " Licence: " + table["licence"]
    table = table[["id", "title", "publisher", "descends_from", "years", "address"]].replace("", pd.NA)
    making.write(new, name, {"references": table.assign(kind="dataset", note=note), **tables})
    remove(name, missing_ok=True)
    return new.rename(home() / name)


def _files(name: str, source: Source) -> dict[str, Path]:
    """The files of a source, by their path in it; those that are here already and have their hash are not fetched again."""
    try:
        import pooch
    except ImportError:
        raise SourceError("record: fetching packs needs pooch: pip install 'bilateral[record]'") from None
    from tqdm import tqdm

    pooch.get_logger().setLevel("ERROR")
    registry = {file["path"]: file["sha256"] or None for file in source.files}
    base, folder = source.about["base"], home() / "downloads" / name / source.about["id"]
    store = pooch.create(path=folder, base_url=base, registry=registry, retry_if_failed=0)
    downloader, found = pooch.HTTPDownloader(timeout=_TIMEOUT), {}
    for path in tqdm(registry, desc=source.about["id"], unit="file", leave=False, disable=None):
        try:
            found[path] = Path(store.fetch(path, downloader=downloader))  # pyright: ignore[reportArgumentType] - its own
        except Exception as error:
            raise SourceError(f"record: {name}: {base}{path}: {_why(error)}") from None
    return found


def _why(error: Exception) -> str:
    """What kept a file from being fetched, in a few words."""
    from requests import exceptions

    if isinstance(error, exceptions.HTTPError) and error.response is not None:
        error.response.close()
        return f"the server says {error.response.status_code} {error.response.reason}"
    if isinstance(error, exceptions.ConnectionError | exceptions.Timeout):
        return "no answer; is there a network?"
    if isinstance(error, ValueError) and "hash" in str(error):
        return "is not the file that was hashed (another sha256); nothing was kept"
    return " ".join(str(error).split()) or type(error).__name__


def remove(name: str, missing_ok: bool = False) -> None:
    """Delete a pack and what was downloaded for it."""
    folder = home() / name
    if not folder.is_dir() and not missing_ok:
        _known(name)
        raise SourceError(f"record: {name} is not here; nothing was removed")
    shutil.rmtree(folder, ignore_errors=True)
    if not missing_ok:
        shutil.rmtree(home() / "downloads" / name, ignore_errors=True)


def check(folder: str | Path) -> str:
    """Read a pack in a folder, with every check, and count its rows; a mistake is a SourceError of one line."""
    table = load(folder)
    counts = {name: len(getattr(table, name)) for name in TABLES}
    return ", ".join(f"{n} {name}" for name, n in counts.items() if n) or "no rows"
