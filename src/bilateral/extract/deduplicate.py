"""Retellings: rows of one document that tell the same thing made one, at the finest date."""

from ..dates import edtf

_OPEN = 60  # years that an open date is taken to reach when others are looked for near it


def merge(rows, kind, same, fineness=None):
    """
    Make rows that tell one thing one row.

    Parameters
    ----------
    rows : list of dict
        With `date`, `char_start` and, where mentions are counted, `mentions`.
    kind : callable
        Row → what two rows must share to be the same at all (hashable).
    same : callable
        (earlier row, row) → whether they tell one thing.
    fineness : callable, optional
        Row → what sorts the finest first; by default the width of its date.

    Returns
    -------
    list of dict
        New rows in the order of the text: of each thing the one with the finest date, the first of equals.
    """
    out, near, twins = [], {}, {}
    for row in sorted(rows, key=fineness or (lambda r: (edtf.width(r["date"]), r["char_start"]))):
        what = kind(row)
        twin = (what, row["date"], row.get("actors"), row.get("level"))
        found = twins.get(twin)
        if found is None or not same(out[found], row):
            years = _years(row["date"])
            candidates = {i for year in years for i in near.get((what, year), ())}
            found = next((i for i in sorted(candidates) if same(out[i], row)), None)
        if found is None:
            out.append(dict(row))
            found = len(out) - 1
            for year in years:
                near.setdefault((what, year), []).append(found)
        elif "mentions" in row and row["char_start"] != out[found]["char_start"]:
            out[found]["mentions"] += 1
        twins.setdefault(twin, found)
    return sorted(out, key=lambda r: (r["char_start"], r.get("date_char_start") or 0, r.get("type", "")))


def _years(date):
    """The years that a date allows, as far as they are told; one mark for no date."""
    first, last = edtf.bounds(date)
    if first is None and last is None:
        return ("undated",)
    low = first.year if first else last.year - _OPEN
    high = last.year if last else first.year + _OPEN
    return range(low, high + 1)
