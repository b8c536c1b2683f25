"""Measures claims against packs of public data, which a folder beside the project has in converted form.

    python tests/benchmarks/record.py DATA FOLDER... [--publisher NAME] [--errors]

DATA is the folder of converted data (leaders.csv, visits.csv …), each FOLDER one of documents. Printed are the shares of
claims by verdict and basis, all that is disputed or contradicted, and how many injected errors are found.
"""

import argparse
import itertools
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

import bilateral
from bilateral import criticism, record
from bilateral.dates import edtf
from bilateral.dates.finder import Date
from bilateral.record import converters, making

_YEAR = re.compile(r"\d{4}")

OFFICE = "U.S. Department of State, Office of the Historian"
ARCHIGOS, COW = "H. E. Goemans, K. S. Gleditsch, G. Chiozza", "Correlates of War"
#: Reference → its pack, publisher, whom it descends from, and the years that it covers.
REFERENCES = {
    "us-presidents": ("us", OFFICE, "Wikipedia", "1789/.."),
    "us-pocom": ("us", OFFICE, "", "1778/2020"),
    "us-visits": ("us", OFFICE, "", "1874/2024"),
    "us-travels": ("us", OFFICE, "", "1866/2025"),
    "archigos-4.1": ("leaders", ARCHIGOS, "", "1840/2015"),
    "reign-2021-03": ("leaders", "OEF Research", ARCHIGOS, "1950/2021-03"),
    "cow-trade-4.0": ("trade", COW, "", "1870/2014"),
    "us-missions-0.1": ("relations", "B. Kenkel", OFFICE, "1779/2023"),
    "kdiplo-2025-06": ("relations", "K. J. Ayhan", "", "1882/2025"),
    "cow-diplomatic-exchange-2006.1": ("representation", COW, "", "1817/2000"),
    "wikipedia-foreign-relations-2025": ("stated", "Wikipedia", "", ""),
}
US = "United States"


def make_packs(data: Path, out: Path) -> list[Path]:
    """Write the packs us, leaders, trade, relations and stated from converted data."""
    read = {path.name.split(".")[0]: pd.read_csv(path, dtype="string") for path in data.glob("*.csv*")}
    leaders = read["leaders"].rename(columns={"leader": "name"}).drop(columns="office_source")
    # REIGN's codes are found in the tool's names already
    turned = leaders["name"].str.replace(r"^([^,]+), ([^,]+)$", r"\2 \1", regex=True)
    leaders = leaders.assign(name=turned, basis="effective leader", confidence="high")
    own = leaders["source"].isin(["us-presidents", "us-pocom"])
    visits = read["visits"].rename(columns={"from": "from_state", "to": "to_state"})
    visits = visits.assign(date=_span(visits["start"], visits["end"], "{}/{}"), took_place="true")
    visits = visits.drop(columns=["start", "end"]).assign(independent="true", confidence="high")
    relations = read["relations"].rename(columns={"event": "type"})
    relations = relations[~relations["type"].isin(["mission_changed", "accredited"])]
    relations = relations.assign(
        level=relations["level"].where(relations["level"].isin(["legation", "embassy", "consulate"]))
    )
    told = read["relations_told"].rename(columns={"event": "type"})
    envoys = read["envoys"]
    posted = envoys["appointed"].fillna(envoys["credentials"])
    envoys = pd.DataFrame(
        {
            "from_state": envoys["sending"], "to_state": envoys["receiving"], "type": "envoy_appointed",
            "date": _span(posted, envoys["credentials"].fillna(posted), "[{}..{}]"), "person": envoys["envoy"],
            "source": "us-pocom", "independent": "true", "confidence": "high", "actor": US,
        }
    ).dropna(subset="date")  # fmt: skip
    packs = {
        "us": {"leaders": leaders[own], "visits": visits, "relations": _dyads(envoys, "from_state", "to_state")},
        "leaders": {"leaders": leaders[~own]},
        "trade": {"trade_runs": read["trade_runs"].assign(source="cow-trade-4.0")},
        "relations": {"relations": _dyads(relations, "state_a", "state_b").assign(confidence="medium")},
        "representation": {
            "representation": converters.counted(
                read["representation"]
                .rename(columns={"sending": "from_state", "receiving": "to_state"})
                .astype({"year": int, "level": int})
            )
        },
        "stated": {"relations": _dyads(told, "state_a", "state_b").assign(confidence="medium")},
    }
    for pack, tables in packs.items():
        rows = [(id_, "dataset", *about[1:]) for id_, about in REFERENCES.items() if about[0] == pack]
        references = pd.DataFrame(rows, columns=["id", "kind", "publisher", "descends_from", "years"])
        making.write(out / pack, pack, {"references": references, **tables})
    return [out / pack for pack in packs]


def _span(first: pd.Series, last: pd.Series, form: str) -> list[str | None]:
    days = zip(first, last.fillna(first), strict=True)
    return [None if pd.isna(a) else a if a >= b else form.format(a, b) for a, b in days]


def _dyads(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    from bilateral.states import names

    slugs = [names.slug(pair) for pair in zip(table[one], table[other], strict=True)]
    return table.assign(dyad=slugs).drop(columns=[one, other])


def shifted(date: object, years: int) -> object:
    """A date some years later."""
    text = date.replace("-02-29", "-02-28") if isinstance(date, str) else ""
    return _YEAR.sub(lambda m: f"{int(m[0]) + years:04d}", text) if text else date


def _dated(table: pd.DataFrame, rows: list[int], years: int) -> pd.DataFrame:
    """A table with the dates of some rows shifted."""
    table = table.copy()
    table.loc[rows, "date"] = [shifted(date, years) for date in table.loc[rows, "date"]]
    bounds = [edtf.bounds(date) for date in table.loc[rows, "date"]]
    table.loc[rows, "earliest"], table.loc[rows, "latest"] = ([pd.Timestamp(b[n]) for b in bounds] for n in (0, 1))
    return table


def errors(corpus: bilateral.Corpus) -> Iterator[tuple[str, int, int, int]]:
    """Inject errors into what is supported: what was changed, how often, how many are found, how many are still supported."""
    known = record.load(*corpus.record, dyads=corpus.pairs.values())
    own = _verdicts(corpus, known)
    own = own[own["against_record"].eq("supported") & own["table"].isin(["events", "visits", "figures"])]
    rows = {name: sorted(set(part["row"])) for name, part in own.groupby("table")}
    for name, years in itertools.product(("events", "visits"), (1, 2, 5, 10)):
        changed = replace(corpus, **{name: _dated(getattr(corpus, name), rows.get(name, []), years)})
        yield f"{name}: date {years} years later", *_found(changed, known, name, rows.get(name, []))
    visits = corpus.visits.copy()
    chosen = rows.get("visits", [])
    half = len(chosen) // 2  # somebody of another state
    visits.loc[chosen, "visitor"] = [*visits.loc[chosen[half:], "visitor"], *visits.loc[chosen[:half], "visitor"]]
    yield "visits: another visitor", *_found(replace(corpus, visits=visits), known, "visits", chosen)
    figures = corpus.figures.copy()
    figures.loc[rows.get("figures", []), ["value", "alternative"]] *= 10
    yield "figures: ten times", *_found(replace(corpus, figures=figures), known, "figures", rows.get("figures", []))
    for years in (1, 2, 5, 10):
        persons = [one._replace(dates=tuple(_earlier(date, years) for date in one.dates)) for one in corpus.persons]
        offices = criticism.find(replace(corpus, persons=tuple(persons)), known)[0].query("kind == 'office'")
        counts = offices["against_record"].value_counts()
        wrong = int(counts.get("disputed", 0) + counts.get("contradicted", 0))
        yield f"offices: dates {years} years earlier", len(offices), wrong, int(counts.get("supported", 0))


def _earlier(date: Date, years: int) -> Date:
    return date._replace(date=edtf.Edtf.parse(shifted(str(date.edtf), -years))) if date.edtf else date


def _verdicts(corpus: bilateral.Corpus, known: record.Record) -> pd.DataFrame:
    """The evidence for claims that are made of a row alone: not those on who is named beside it."""
    claims, evidence = criticism.find(corpus, known)
    return evidence[evidence["claim"].map(claims["kind"]).isin(["event", "visit", "amount"])]


def _found(changed: bilateral.Corpus, known: record.Record, name: str, rows: list[int]) -> tuple[int, int, int]:
    verdicts = _verdicts(changed, known).query("table == @name and row in @rows")["against_record"]
    wrong = verdicts.isin(["disputed", "contradicted"])
    return len(rows), int(wrong.sum()), int(verdicts.eq("supported").sum())


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--packs", type=Path, help="where packs are, or are to be made")
    parser.add_argument("--publisher", default="", help="who published the documents")
    parser.add_argument("--errors", action="store_true", help="inject errors, and count how many are found")
    given = parser.parse_args()
    out = given.packs or Path(tempfile.mkdtemp())
    packs = (
        make_packs(given.data, out)
        if not (out / "us").is_dir()
        else [out / p for p in dict.fromkeys(about[0] for about in REFERENCES.values())]
    )
    pd.options.display.width = 0
    for folder in given.folders:
        corpus = bilateral.read(folder, record=["shipped", *packs])
        if given.publisher:
            corpus.sources["publisher"] = given.publisher
        claims = corpus.claims
        own = claims["decided_by"].isin(["computed: arithmetic", "between sources"])
        decided = claims["against_record"].ne("not covered") & ~own  # by sources other than the document's
        shares = decided.groupby(claims["kind"]).agg(["sum", "count"])
        print(folder, f"{decided.sum()} of {len(claims)} ({decided.mean():.1%})", shares.to_string(), sep="\n")
        print(claims.groupby(["against_record", "basis"], dropna=False).size().to_string())
        if given.errors:
            for what, n, found, still in errors(corpus):
                print(f"  {what}: {n} changed, {found} found, {still} still supported")
            continue
        wrong = claims[claims["against_record"].isin(["disputed", "contradicted"])]
        for row in wrong.itertuples():
            said = corpus.evidence.loc[corpus.evidence["claim"] == row.Index, "quote"]
            print(
                f"- {row.against_record} {row.sources} {row.dyad} {row.kind}: {row.subject} | {row.decided_by} | {row.reference} | {row.correction}"
            )
            print("     ", " || ".join(q[:300].replace("\n", " ") for q in said))


if __name__ == "__main__":
    sys.exit(main())
