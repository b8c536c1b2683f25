"""Public data sets in the form of the record: one function for each pack that can be fetched, from the files as published."""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from ..mentions.persons import WORDS, bare
from ..states import names as states
from ..tables import tuples
from .packs import load

US = "United States"
#: Source → path in it → the file.
Files = dict[str, dict[str, Path]]
#: Gleditsch and Ward's codes that are not those of Correlates of War.
_GLEDITSCH_WARD = {260: 255, 340: 345, 678: 679}
_LEVELS = {"Consulate": "consulate", "Legation": "legation", "Embassy": "embassy", "Liaison": "other"}
_RANK = ("consulate", "other", "legation", "embassy")
_PARTICLES = frozenset("van von de del la le du st mac o".split())


def us(files: Files) -> dict[str, pd.DataFrame]:
    """Visits, travels, presidents, secretaries of state and chiefs of mission of the Office of the Historian."""
    visits = [*_visits(files["us-visits"]), *_travels(files["us-travels"])]
    paths = files["us-pocom"]
    held = [
        (path, node) for path in sorted(paths) for tag in ("principal", "chief") for node in _nodes(paths[path], tag)
    ]
    leaders = [
        *(
            _leader(_text(node, "name"), "President", _text(node, "took-office-date"), _text(node, "left-office-date"))
            for node in _nodes(files["us-presidents"]["presidents/presidents.xml"], "president")
        ),
        *(
            _leader(
                _person(node), "Foreign Minister", _text(node, "started/date"), _text(node, "ended/date"), "us-pocom"
            )
            for _, node in held
            if node.tag == "principal"
        ),
    ]
    return {
        "leaders": pd.DataFrame(leaders).dropna(subset="start"),
        "visits": _listed(pd.DataFrame(visits), "from_state", "to_state"),
        "relations": pd.DataFrame(_envoy(Path(path).stem, node) for path, node in held if node.tag == "chief")
        .dropna(subset="date")
        .pipe(_listed, "from_state", "to_state"),
    }


def _nodes(path: Path, tag: str) -> Iterator[ElementTree.Element]:
    return ElementTree.parse(path).getroot().iter(tag)


def _text(node: ElementTree.Element, path: str) -> str | None:
    return " ".join((node.findtext(path) or "").split()) or None


def _leader(name: str | None, office: str, start: str | None, end: str | None, source: str = "us-presidents") -> dict:
    sure = {"basis": "effective leader", "confidence": "high"}
    return {"state": US, "name": name, "office": office, "start": start, "end": end, "source": source, **sure}


def _person(node: ElementTree.Element) -> str:
    """A name from an id such as "hull-cordell"."""
    words = (_text(node, "person-id") or "").title().split("-")
    surname = 2 if words[0].casefold() in _PARTICLES and len(words) > 2 else 1
    return " ".join([*words[surname:], *words[:surname]])


def _visits(files: dict[str, Path]) -> Iterator[dict]:
    for path in sorted(files):
        for node in _nodes(files[path], "visit"):
            said = _text(node, "visitor") or ""
            office = WORDS.office.match(said)
            title = _office(said, office) if office else ""
            name = bare(said[office.end() :].strip(" ,")) if office else said
            who = {"visitor": name or None, "office": title or said, "from_state": _state(node, "from"), "to_state": US}
            yield who | _stay(node, "description") | {"source": "us-visits"}


def _office(said: str, match: re.Match[str]) -> str:
    office = WORDS.data["offices"][int(str(match.lastgroup)[1:])][1]
    printed = match[str(match.lastgroup)]
    return printed if office == "Monarch" or not office else office


def _travels(files: dict[str, Path]) -> Iterator[dict]:
    for path in sorted(files):
        for node in _nodes(files[path], "trip"):
            office = "President" if node.get("role") == "president" else "Foreign Minister"
            to = _state(node, "country")
            who = {"visitor": _text(node, "name"), "office": office, "from_state": US, "to_state": to}
            yield who | _stay(node, "remarks") | {"source": "us-travels", "place": _text(node, "locale")}


def _stay(node: ElementTree.Element, remarks: str) -> dict:
    """When a visit was, and of what kind by the remarks on it."""
    first, last = (_text(node, f"{side}-date") for side in ("start", "end"))
    kinds = ("state visit", "official visit", "working visit", "private visit")
    said = (_text(node, remarks) or "").casefold()
    date = first if not last or last <= (first or "") else f"{first}/{last}"
    kind = next((kind for kind in kinds if kind in said), "visit")
    return {"date": date, "kind": kind, "took_place": "true", "independent": "true", "confidence": "high"}


def _state(node: ElementTree.Element, path: str) -> str:
    """The state that a visit was from or to."""
    return _named(_text(node, path) or "", _text(node, "start-date") or "")


def _named(name: str, date: str) -> str:
    """A state's name as the tool has it; "Germany, Federal Republic of" is turned round."""
    land, _, form = name.partition(", ")
    if land == "China" and form:
        return "China" if date < "1949-10" else "Taiwan"
    return states.resolve(f"{form} {land}" if form.endswith(" of") else land)


def _envoy(territory: str, node: ElementTree.Element) -> dict:
    """The posting of a chief of mission, from appointment to credentials."""
    days = [day for part in ("appointed", "started", "arrived") if (day := _text(node, f"{part}/date"))]
    date = days[0] if days and days[0] >= days[-1] else f"[{days[0]}..{days[-1]}]" if days else None
    to = states.resolve((_text(node, "contemporary-territory-id") or territory).replace("-", " ").title())
    row = {"from_state": US, "to_state": to, "date": date, "type": "envoy_appointed", "person": _person(node)}
    return row | {"actor": US, "source": "us-pocom", "independent": "true", "confidence": "high"}


def _listed(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows on states that the tool knows, of which no more than one is the same."""
    known = set(load().states["state"])
    return table[table[list(columns)].isin(known).all(axis=1)].drop_duplicates().reset_index(drop=True)


def leaders(files: Files) -> dict[str, pd.DataFrame]:
    """The effective leaders of Archigos; where the data end, tenures are open."""
    [path] = files["archigos-4.1"].values()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnicodeWarning)  # some names are in latin-1
        table = pd.read_stata(path, columns=["ccode", "leader", "startdate", "enddate"], convert_categoricals=False)
    state = table["ccode"].astype(int).replace(_GLEDITSCH_WARD).map(_codes())
    name = [" ".join(reversed(text.split(", "))) if text.count(", ") == 1 else text for text in table["leader"]]
    ends = table["enddate"].str.slice(0, 10).replace("2015-12-31", "[2015-12-31..]")
    found = pd.DataFrame({"state": state, "name": name, "start": table["startdate"].str.slice(0, 10), "end": ends})
    found = found.assign(basis="effective leader", confidence="high", source="archigos-4.1")
    return {"leaders": found.dropna(subset="state")}


def _codes() -> pd.Series:
    """Code of the Correlates of War project → state."""
    return load().states.dropna(subset="cow").set_index("cow")["state"]


def trade(files: Files) -> dict[str, pd.DataFrame]:
    """The imports of each state from each other, a row for each unbroken run of years."""
    [path] = files["cow-trade-4.0"].values()
    with zipfile.ZipFile(path) as archive:
        member = next(name for name in archive.namelist() if Path(name).name.startswith("Dyadic_COW"))
        columns = ["ccode1", "ccode2", "year", "flow1", "flow2"]
        table = pd.read_csv(archive.open(member), usecols=columns, encoding="latin-1")
    other = table.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1", "flow2": "flow1", "flow1": "flow2"})
    table = pd.concat([table, other]).query("flow1 >= 0")
    codes = _codes()
    flows = table.assign(importer=table["ccode1"].map(codes), exporter=table["ccode2"].map(codes))
    flows = flows.dropna(subset=["importer", "exporter"]).sort_values(["importer", "exporter", "year"])
    keys = ["importer", "exporter"]
    run = (flows.groupby(keys)["year"].diff() != 1).cumsum()
    values = flows["flow1"].map("{:g}".format).groupby([*map(flows.get, keys), run]).agg(" ".join)
    first = flows.groupby([*keys, run])["year"].min()
    runs = pd.DataFrame({"first_year": first, "values": values}).reset_index(keys).reset_index(drop=True)
    return {"trade_runs": runs.assign(source="cow-trade-4.0")}


def relations(files: Files) -> dict[str, pd.DataFrame]:
    """When missions of the United States, and relations of either Korea, began and ended."""
    [missions], [ties] = (files[source].values() for source in ("us-missions-0.1", "kdiplo-2025-06"))
    rows = [*_missions(pd.read_csv(missions, dtype="string")), *_ties(pd.read_csv(ties, dtype="string"))]
    table = pd.DataFrame(rows).assign(independent="true", confidence="medium")
    return {"relations": _listed(table, "from_state", "to_state")}


def _missions(table: pd.DataFrame) -> Iterator[dict]:
    """Each change of a mission's status that opens, raises or closes it."""
    for name, rows in table.groupby("state_dept_name"):
        before = ""
        for row in tuples(rows):
            level = _LEVELS.get(row.status_change, "")
            if level != before:
                date = "-".join(part.zfill(2) for part in (row.year, row.month, row.day) if pd.notna(part))
                type_ = "mission_closed" if not level else "mission_elevated" if before else "mission_opened"
                if not level or not before or _RANK.index(level) > _RANK.index(before):
                    yield _change(US, _named(str(name), date), type_, date, "us-missions-0.1", level or before)
            before = level


def _ties(table: pd.DataFrame) -> Iterator[dict]:
    """The years in which ties began, were cut and were restored, which each row repeats."""
    columns = {"date": "established", "cut_date": "severed", "reestablish_date": "restored"}
    for row in tuples(table.drop_duplicates(["country", "south_north", *columns])):
        for column, type_ in columns.items():
            if pd.notna(year := getattr(row, column)):
                yield _change(row.south_north, states.resolve(row.country), type_, str(year), "kdiplo-2025-06")


def _change(one: str, other: str, type_: str, date: str, source: str, level: str | None = None) -> dict:
    row = {"from_state": one, "to_state": other, "type": type_, "date": date, "source": source}
    return row | ({"actor": one, "level": level} if level else {})


CONVERTERS: dict[str, Callable[[Files], dict[str, pd.DataFrame]]] = {
    "us": us, "leaders": leaders, "trade": trade, "relations": relations,
}  # fmt: skip
