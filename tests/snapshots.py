"""
Keep what the reader gives for any documents, and show what has changed since: the net for changes that must change nothing.

    python tests/snapshots.py write KEPT.json.gz PATH...     # keep what is read today
    python tests/snapshots.py compare KEPT.json.gz PATH...   # show what differs; exit status 1 if anything does

A path is a folder of documents (each is read by itself), ``.jsonl`` with a text a line (``id``, ``text``, ``dyad``; lines
without a text are passed over), or ``.csv`` with columns ``id``, ``text``, ``dyad``. With ``--charts`` the charts of the
seeds are kept as well: their alternative texts and the digests of their pictures.

The shared documents, and the tables that a release would have to give again:

    python tests/snapshots.py write before.json.gz seeds ../shared/bench/documents ../shared/bench/articles/documents \\
        ../shared/bench/visits/documents ../shared/bench/articles/sentences.csv ../shared/cases/cases.jsonl
"""

import argparse
import csv
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import golden

import bilateral
from bilateral import charts
from bilateral.display import check_lines as checking

TABLES = ("sources", "events", "phases", "figures", "visits", "items", "claims", "evidence")


def texts(path: Path) -> Iterator[tuple[str, object, object]]:
    """Name, what to read (a file, or a text) and dyad of each document at a path."""
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".md", ".html")):
            yield f"{path.name}/{file.relative_to(path)}", file, None
        return
    if path.suffix == ".csv":
        with open(path, encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
    else:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in lines:
        if line.get("text"):
            dyad = line.get("dyad")
            pair = tuple(re.split("[–/]", dyad)) if isinstance(dyad, str) and "–" in dyad else dyad
            yield f"{path.name}/{line['id']}", line["text"], tuple(pair) if isinstance(pair, list) else pair


def snapshot(document: object, dyad: object) -> dict:
    """All that is read in one document; an error is kept as its text."""
    try:
        if isinstance(document, Path):
            corpus = bilateral.read(document, dyad=dyad)
        else:
            corpus = bilateral.read_text(document, dyad=dyad)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    found = {name: _records(getattr(corpus, name)) for name in TABLES}
    return {**found, "unread": _records(corpus.unread), "check": list(checking.lines([corpus]))}


def _records(table: object) -> list[dict]:
    """The rows of a table but for the rules that they come from: how a row was found is no part of what it says."""
    rows = table.drop(columns="rule", errors="ignore").to_dict("records")
    return [{name: golden.cell(value) for name, value in row.items()} for row in rows]


def drawn() -> dict:
    """Alternative text and digest of each chart of the seeds."""
    corpus, found = bilateral.read(), {}
    for dyad in corpus.dyads:
        part = corpus.select(dyad)
        for name in ("claims", "events", "items", "phases", "trade", "visits"):
            chart = getattr(charts, name)(part)
            found[f"{dyad}/{name}"] = {"alt": chart.alt, "picture": hashlib.sha256(chart.png()).hexdigest()}
    return found


def difference(before: dict, after: dict) -> list[str]:
    """Lines on what differs in one document; none where nothing does."""
    lines = []
    for name in {**before, **after}:
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        rows = isinstance(one, list) and isinstance(other, list) and all(isinstance(r, dict) for r in [*one, *other])
        lines += [name, *(golden.difference(one, other) if rows else [f"  - {one}", f"  + {other}"])]
    return lines


def main() -> int:
    """Keep or compare; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("action", choices=["write", "compare"])
    parser.add_argument("kept", type=Path)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--charts", action="store_true")
    parser.add_argument("--tables", nargs="+", help="compare only these")
    wanted = parser.parse_args()
    found = {name: snapshot(document, dyad) for path in wanted.paths for name, document, dyad in texts(path)}
    if wanted.charts:
        found |= drawn()
    if wanted.action == "write":
        with gzip.open(wanted.kept, "wt", encoding="utf-8") as file:
            json.dump(found, file, ensure_ascii=False)
        print(f"{len(found)} documents kept")
        return 0
    with gzip.open(wanted.kept, "rt", encoding="utf-8") as file:
        kept = json.load(file)
    differ = 0
    for name in {**kept, **found}:
        one, other = kept.get(name, {}), found.get(name, {})
        if wanted.tables:
            one, other = ({key: part.get(key) for key in wanted.tables} for part in (one, other))
        if lines := difference(one, other):
            differ += 1
            print(name, *lines, sep="\n  ")
    print(f"{differ} of {len(found)} documents differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
