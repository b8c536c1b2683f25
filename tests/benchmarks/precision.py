"""How often the rows of each rule are right in documents met for the first time; writes ``data/reader/precision.csv``.

    python tests/benchmarks/precision.py COUNTS.json...                # sum counts that were kept, and write the table
    python tests/benchmarks/precision.py --count SCORE.PY FOLDER...    # count, print the counts as JSON, write nothing

FOLDER holds `documents/` and their labels, `gold.jsonl`; SCORE.PY is the `score.py` that says when a label agrees with a
row (as ../shared/bench). Count a folder once, with the reader as it was before anybody had looked at its documents, and
keep the counts: what is counted later is no first meeting. A row on whose words the labels are undecided does not count,
unless a label agrees with it. With --count, the shares by confidence go to the standard error.

The keys of the counts are "table|rule", the values [rows, right]; the rules are those of the column `rule`.
"""

import collections
import csv
import importlib.util
import json
import sys
from pathlib import Path

import bilateral
from bilateral import confidence

PLACE = Path(__file__).parents[2] / "data" / "reader" / "precision.csv"


def looked_at(score, kind, rows):
    """The rows of a table that labels are made for."""
    if kind == "status":
        return rows[rows.type.isin(score.STATUS | set(score.SAME))]
    if kind == "visits":
        office = rows.office.fillna("")
        leader, lesser = (office.str.contains(words, case=False) for words in (score.LEADER, score.LESSER))
        return rows[leader & ~lesser & rows.took_place]
    return rows[rows.scope.eq("dyad") & ~rows.measure.isin(["growth", "share", "rank"])]


def judged(score, folder):
    """Each row that is judged, the table of its labels, and whether one of them agrees with it."""
    corpus = bilateral.read(folder / "documents")
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        undecided = [one["quote"][:40] for one in labels["borderline"] if one.get("quote")]
        for kind, (table, same) in score.TABLES.items():
            rows = looked_at(score, kind, getattr(corpus, table))
            for row in rows[rows.source == labels["doc"]].itertuples():
                right = any(same(label, row) for label in labels[kind])
                if right or not any(words in row.quote or row.quote[:40] in words for words in undecided):
                    yield kind, row, right


def count(place, folders):
    """The counts of some folders by rule, and by table and confidence."""
    spec = importlib.util.spec_from_file_location("score", place)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    by_rule, by_level = (collections.defaultdict(lambda: [0, 0]) for _ in range(2))
    for folder in folders:
        for kind, row, right in judged(score, Path(folder)):
            for counts, key in ((by_rule, f"{kind}|{row.rule}"), (by_level, (kind, str(row.confidence)))):
                counts[key][0] += 1
                counts[key][1] += right
    return by_rule, by_level


def summed(counts):
    """Rule → rows and right, of several counts; by the rule that `confidence` goes by."""
    sums = collections.defaultdict(lambda: [0, 0])
    for one in counts:
        for key, (rows, right) in one.items():
            rule = confidence.decisive(key.partition("|")[2])
            sums[rule] = [sums[rule][0] + rows, sums[rule][1] + right]
    return dict(sorted(sums.items()))


def main(arguments):
    if arguments[:1] == ["--count"]:
        by_rule, by_level = count(*arguments[1:2], arguments[2:])
        print(json.dumps(by_rule))
        for (kind, level), (rows, right) in sorted(by_level.items()):
            print(f"{kind} {level}: {right} of {rows} right ({right / rows:.0%})", file=sys.stderr)
    elif arguments:
        sums = summed(json.loads(Path(path).read_text(encoding="utf-8")) for path in arguments)
        with open(PLACE, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [["rule", "rows", "right"], *([rule, *n] for rule, n in sums.items())]
            )
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
