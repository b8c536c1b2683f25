"""The complete tables of the five seeds, as they were read by a person against the text and frozen in ``golden/``.

``python tests/golden.py`` shows row by row how today's tables differ (exit status 1 when they do);
``python tests/golden.py --write`` freezes today's, after you have read the difference against the seeds.
"""

import csv
import sys
from pathlib import Path

import pandas as pd

import bilateral
from bilateral.tables import COLUMNS

FOLDER = Path(__file__).parent / "golden"
TABLES = ("sources", "events", "phases", "figures", "visits", "items")
# What follows from other columns alone, and row labels, which every row before them moves.
FOLLOWS = {"earliest", "latest", "precision", "char_end", "date_char_end", "opened_event", "closed_event"} | {
    f"{limit}_{end}" for limit in ("opened", "closed") for end in ("earliest", "latest")
}


def columns(table):
    """The columns that are frozen, in the table's order."""
    return [name for name in COLUMNS[table] if name not in FOLLOWS]


def cell(value):
    """A cell as it stands in a CSV file."""
    if pd.isna(value):
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def rows(frame, table):
    """A table as rows of strings."""
    return [{name: cell(row[name]) for name in columns(table)} for row in frame.to_dict("records")]


def frozen(table):
    """The rows that were frozen."""
    with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(table, found):
    """Freeze rows."""
    with open(FOLDER / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(table), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def difference(before, after):
    """
    Lines that tell how two lists of rows differ; none where they are equal.

    A row of one source that has changed in less than half of its filled cells is told as changed, not as one row less
    and one more. Rows in another order are told too.
    """
    gone, new = list(before), []
    for row in after:
        if row in gone:
            gone.remove(row)
        else:
            new.append(row)
    if not gone and not new:
        return [] if before == after else ["  the same rows in another order"]
    lines = []
    for row in gone:
        near = [
            (len(changed(row, other)), i) for i, other in enumerate(new) if other.get("source") == row.get("source")
        ]
        best, at = min(near, default=(None, None))
        if best is None or 2 * best >= sum(map(bool, row.values())):
            lines.append(f"  - {shown(row)}")
            continue
        cells = [f"{name}: {row.get(name, '')!r} -> {new[at].get(name, '')!r}" for name in changed(row, new[at])]
        lines.append("\n      ".join([f"  ~ {shown(row)}", *cells]))
        del new[at]
    return lines + [f"  + {shown(row)}" for row in new]


def changed(one, other):
    """The columns in which two rows differ."""
    return [name for name in {**one, **other} if one.get(name, "") != other.get(name, "")]


def shown(row):
    """A row on one line, without its offsets and the ends of long cells."""
    cells = [value for name, value in row.items() if value and not name.endswith("_start")]
    return " | ".join(value if len(value) <= 80 else f"{value[:79]}…" for value in cells)


def main(arguments):
    corpus = bilateral.read()
    status = 0
    for table in TABLES:
        found = rows(getattr(corpus, table), table)
        if "--write" in arguments:
            write(table, found)
        elif lines := difference(frozen(table), found):
            print(table, *lines, sep="\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
