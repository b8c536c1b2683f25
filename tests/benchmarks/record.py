"""Measures claims against packs of public data, which a folder beside the project has in converted form.

    python tests/benchmarks/record.py DATA FOLDER...

DATA is the folder of converted data (leaders.csv, visits.csv …), each FOLDER one of documents. Printed are the shares of
claims by verdict and basis, all that is disputed or contradicted, and how many injected errors are found.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import pandas as pd

import bilateral
from bilateral.record import making

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
    "wikipedia-foreign-relations-2025": ("stated", "Wikipedia", "", ""),
}
US = "United States"


def make_packs(data: Path, out: Path) -> list[Path]:
    """Write the packs us, leaders, trade, relations and stated from converted data."""
    read = {path.name.split(".")[0]: pd.read_csv(path, dtype="string") for path in data.glob("*.csv*")}
    leaders = read["leaders"].rename(columns={"leader": "name"}).drop(columns="office_source")
    # REIGN's codes are found in the tool's names already
    leaders = leaders.assign(basis="effective leader", confidence="high")
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


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--packs", type=Path, help="where packs are, or are to be made")
    parser.add_argument("--publisher", default="", help="who published the documents")
    given = parser.parse_args()
    out = given.packs or Path(tempfile.mkdtemp())
    packs = (
        make_packs(given.data, out)
        if not (out / "us").is_dir()
        else [out / p for p in ("us", "leaders", "trade", "relations", "stated")]
    )
    pd.options.display.width = 0
    for folder in given.folders:
        corpus = bilateral.read(folder, record=["shipped", *packs])
        if given.publisher:
            corpus.sources["publisher"] = given.publisher
        claims = corpus.claims
        print(
            folder,
            len(claims),
            claims.groupby(["against_record", "basis" if "basis" in claims else "kind"], dropna=False)
            .size()
            .to_string(),
        )
        wrong = claims[claims["against_record"].isin(["disputed", "contradicted"])]
        for row in wrong.itertuples():
            said = corpus.evidence.loc[corpus.evidence["claim"] == row.Index, "quote"]
            print(
                f"- {row.against_record} {row.sources} {row.dyad} {row.kind}: {row.subject} | {row.decided_by} | {row.reference} | {row.correction}"
            )
            print("     ", " || ".join(q[:300].replace("\n", " ") for q in said))


if __name__ == "__main__":
    sys.exit(main())
