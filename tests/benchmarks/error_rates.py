"""How often the reader is right, measured on labelled documents; writes ``data/reader/error_rates.csv``.

    python tests/benchmarks/error_rates.py FOLDER

FOLDER is a folder of labelled documents with its own `score.py` (as ../shared/bench): it does the scoring, this script keeps
the sums. The rows whose `seen` is no are kept as they are: they were measured once, when the reader met the documents for the
first time (a third of the folder, put aside while the reader was written; later 68 pages from the web that others had labelled),
and can't be measured again, since some have been looked at since.
"""

import argparse
import contextlib
import csv
import importlib.util
import io
import sys
from pathlib import Path

import bilateral

PLACE = Path(__file__).parents[2] / "data" / "reader" / "error_rates.csv"
COLUMNS = ["table", "documents", "kind", "labels", "precision", "recall", "seen"]


def sums(tally, keep):
    """Labels, precision and recall over the keys of a tally that are kept."""
    tp, fp, fn = (sum(n[k] for key, n in tally.n.items() if key in keep) for k in ("tp", "fp", "fn"))
    return tp + fn, round(tp / max(1, tp + fp), 2), round(tp / max(1, tp + fn), 2)


def measure(folder):
    """A row for each table and kind of document."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with contextlib.redirect_stdout(io.StringIO()):
        guide, articles = score.guide(bilateral, folder), score.articles(bilateral, folder / "articles")
        lists = score.articles(bilateral, folder / "visits")

    def count(part):
        return len(list((folder / part / "documents").glob("*.txt")))

    yield "events", count("."), "state department prose", *sums(guide, score.GUIDE_TYPES), "yes"
    yield "events", count("articles"), "encyclopaedia articles", *sums(articles, ["status"]), "yes"
    yield "visits", count("articles"), "encyclopaedia articles", *sums(articles, ["visits"]), "yes"
    yield "visits", count("visits"), "lists of visits", *sums(lists, ["visits"]), "yes"
    yield "figures", count("articles"), "encyclopaedia articles", *sums(articles, ["figures"]), "yes"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    if not (folder / "score.py").is_file():
        sys.exit(f"error_rates: no score.py in {folder}")
    with open(PLACE, encoding="utf-8", newline="") as file:
        unseen = [row for row in csv.reader(file) if row[-1] == "no"]
    with open(PLACE, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *measure(folder), *unseen])


if __name__ == "__main__":
    main()
