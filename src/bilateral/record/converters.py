"""Public data sets in the form of the record: one function for each pack that can be fetched, from the files as published."""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, parse

import pandas as pd

from ..mentions.persons import WORDS, bare
from ..states import names as states
from ..tables import tuples
from .packs import Tables, load

US = "United States"
#: Source → path in it → the file.
Files = dict[str, dict[str, Path]]
#: Gleditsch and Ward's codes that are not those of Correlates of War.
_GLEDITSCH_WARD = {260: 255, 340: 345, 678: 679}
_LEVELS = {"Consulate": "consulate", "Legation": "legation", "Embassy": "embassy", "Liaison": "other"}
_RANK = ("", "consulate", "other", "legation", "embassy")
_PARTICLES = frozenset("van von de del la le du st mac o".split())


def us(files: Files) -> Tables:
    """Visits, travels, presidents, secretaries of state and chiefs of mission of the Office of the Historian."""
    presidents, posts = files["us-presidents"], files["us-pocom"]
    leaders = [
        *(_leader(_text(node, "name"), "President", node, "took-office-date", "left-office-date") for node in _nodes(presidents, "president")),
        *(_leader(_person(node), "Foreign Minister", node, "started/date", "ended/date", "us-pocom") for node in _nodes(posts, "principal")),
    ]  # fmt: skip
    visits = [*map(_visit, _nodes(files["us-visits"], "visit")), *map(_travel, _nodes(files["us-travels"], "trip"))]
    envoys = pd.DataFrame(map(_envoy, _nodes(posts, "chief"))).dropna(subset="date")
    return {
        "leaders": pd.DataFrame(leaders).dropna(subset="start"),
        "visits": _listed(pd.DataFrame(visits)),
        "relations": _listed(envoys),
    }


def _nodes(files: dict[str, Path], tag: str) -> Iterator[Element]:
    """The elements of that name in all files, each with its file's name as an attribute."""
    for path in sorted(files):
        for node in parse(files[path]).iter(tag):
            node.set("file", Path(path).stem)
            yield node


def _text(node: Element, path: str) -> str:
    return " ".join((node.findtext(path) or "").split())


def _leader(name: str, office: str, node: Element, start: str, end: str, source: str = "us-presidents") -> dict:
    row = {"state": US, "name": name, "office": office, "source": source}
    return row | {"start": _text(node, start) or None, "end": _text(node, end) or None}


def _person(node: Element) -> str:
    """A name from an id such as "hull-cordell"."""
    words = _text(node, "person-id").title().split("-")
    surname = 2 if words[0].casefold() in _PARTICLES and len(words) > 2 else 1
    return " ".join([*words[surname:], *words[:surname]])


def _visit(node: Element) -> dict:
    """A visit to the United States."""
    said = _text(node, "visitor")
    office = WORDS.office.match(said)
    title = _office(said, office) if office else ""
    name = bare(said[office.end() :].strip(" ,")) if office else said
    who = {"visitor": name or None, "office": title or said, "to_state": US, "source": "us-visits"}
    return who | _stay(node, "from", "from_state", "description")


def _office(said: str, match: re.Match[str]) -> str:
    office = WORDS.data["offices"][int(str(match.lastgroup)[1:])][1]
    printed = match[str(match.lastgroup)]
    return printed if office == "Monarch" or not office else office


def _travel(node: Element) -> dict:
    """A visit from the United States."""
    office = "President" if node.get("role") == "president" else "Foreign Minister"
    who = {"visitor": _text(node, "name"), "office": office, "from_state": US, "source": "us-travels"}
    return who | {"place": _text(node, "locale")} | _stay(node, "country", "to_state", "remarks")


def _stay(node: Element, state: str, side: str, remarks: str) -> dict:
    """The other state, when a visit was, and of what kind by the remarks on it."""
    first, last = _text(node, "start-date"), _text(node, "end-date")
    kinds = ("state visit", "official visit", "working visit", "private visit")
    said = _text(node, remarks).casefold()
    date = first if last <= first else f"{first}/{last}"
    kind = next((kind for kind in kinds if kind in said), "visit")
    return {side: _named(_text(node, state), first), "date": date or None, "kind": kind}


def _named(name: str, date: str) -> str:
    """A state's name as the tool has it; "Germany, Federal Republic of" is turned round."""
    land, _, form = name.partition(", ")
    if land == "China" and form:
        return "China" if date < "1949-10" else "Taiwan"
    return states.resolve(f"{form} {land}" if form.endswith(" of") else land)


def _envoy(node: Element) -> dict:
    """The posting of a chief of mission, from appointment to credentials."""
    days = [day for part in ("appointed", "started", "arrived") if (day := _text(node, f"{part}/date"))]
    date = days[0] if days and days[0] >= days[-1] else f"[{days[0]}..{days[-1]}]" if days else None
    to = states.resolve((_text(node, "contemporary-territory-id") or node.get("file", "")).replace("-", " ").title())
    row = {"from_state": US, "to_state": to, "date": date, "type": "envoy_appointed", "person": _person(node)}
    return row | {"actor": US, "source": "us-pocom"}


def _listed(table: pd.DataFrame) -> pd.DataFrame:
    """The rows on states that the tool knows, of which no more than one is the same."""
    known = table[["from_state", "to_state"]].isin(set(load().states["state"])).all(axis=1)
    return table[known].drop_duplicates().reset_index(drop=True)


def leaders(files: Files) -> Tables:
    """The effective leaders of Archigos; where the data end, tenures are open."""
    [path] = files["archigos-4.1"].values()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnicodeWarning)  # some names are in latin-1
        table = pd.read_stata(path, columns=["ccode", "leader", "startdate", "enddate"], convert_categoricals=False)
    state = table["ccode"].astype(int).replace(_GLEDITSCH_WARD).map(_codes())
    name = [" ".join(reversed(text.split(", "))) if text.count(", ") == 1 else text for text in table["leader"]]
    ends = table["enddate"].str.slice(0, 10).replace("2015-12-31", "[2015-12-31..]")
    found = pd.DataFrame({"state": state, "name": name, "start": table["startdate"].str.slice(0, 10), "end": ends})
    return {"leaders": found.assign(source="archigos-4.1").dropna(subset="state")}


def _codes() -> pd.Series:
    """Code of the Correlates of War project → state."""
    return load().states.dropna(subset="cow").set_index("cow")["state"]


def trade(files: Files) -> Tables:
    """The imports of each state from each other, a row for each unbroken run of years."""
    [path] = files["cow-trade-4.0"].values()
    with zipfile.ZipFile(path) as archive:
        member = next(name for name in archive.namelist() if Path(name).name.startswith("Dyadic_COW"))
        columns = ["ccode1", "ccode2", "year", "flow1", "flow2"]
        table = pd.read_csv(archive.open(member), usecols=columns, encoding="latin-1")
    keys = ["importer", "exporter"]
    flows = _ways(table, "flow1", "flow2", *keys).query("value >= 0").sort_values([*keys, "year"])
    run = (flows.groupby(keys)["year"].diff() != 1).cumsum()
    values = flows["value"].map("{:g}".format).groupby([*map(flows.get, keys), run]).agg(" ".join)
    first = flows.groupby([*keys, run])["year"].min()
    runs = pd.DataFrame({"first_year": first, "values": values}).reset_index(keys).reset_index(drop=True)
    return {"trade_runs": runs.assign(source="cow-trade-4.0")}


def _ways(table: pd.DataFrame, first: str, second: str, one: str, other: str) -> pd.DataFrame:
    """The value of each state with each other, by year; a row of the table has both ways."""
    codes = _codes()
    a, b = (table[code].map(codes) for code in ("ccode1", "ccode2"))
    ways = ((a, b, table[first]), (b, a, table[second]))
    parts = [pd.DataFrame({one: x, other: y, "year": table["year"], "value": value}) for x, y, value in ways]
    return pd.concat(parts).dropna(subset=[one, other])


def relations(files: Files) -> Tables:
    """When missions of the United States, and relations of either Korea, began and ended."""
    [missions], [ties] = (files[source].values() for source in ("us-missions-0.1", "kdiplo-2025-06"))
    rows = [*_missions(pd.read_csv(missions, dtype="string")), *_ties(pd.read_csv(ties, dtype="string"))]
    return {"relations": _listed(pd.DataFrame(rows).assign(confidence="medium"))}


def _missions(table: pd.DataFrame) -> Iterator[dict]:
    """Each change of a mission's status that opens, raises or closes it."""
    for name, rows in table.groupby("state_dept_name"):
        before = ""
        for row in tuples(rows):
            level = _LEVELS.get(row.status_change, "")
            if level != before:
                date = "-".join(part.zfill(2) for part in (row.year, row.month, row.day) if pd.notna(part))
                type_ = "mission_closed" if not level else "mission_elevated" if before else "mission_opened"
                if not level or _RANK.index(level) > _RANK.index(before):
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


def representation(files: Files) -> Tables:
    """The rank of each state's diplomat in each other, every few years."""
    [path] = files["cow-diplomatic-exchange-2006.1"].values()
    ranks = _ways(pd.read_csv(path), "DR_at_1", "DR_at_2", "to_state", "from_state")
    return {"representation": counted(ranks.rename(columns={"value": "level"}))}


def counted(table: pd.DataFrame) -> pd.DataFrame:
    """
    The counts of diplomats, with those that the file leaves out: a 0 beside each count of a pair but the last.

    The file has no rows where neither state had a diplomat in the other, and none for the last count of a pair.
    """
    waves = table.pivot(index=["from_state", "to_state"], columns="year", values="level")
    beside = waves.ffill(axis=1, limit=1).fillna(waves.bfill(axis=1, limit=1)) * 0
    filled = waves.fillna(beside.where(waves.bfill(axis=1).notna())).stack().dropna()
    levels = {"level": filled.astype(int), "source": "cow-diplomatic-exchange-2006.1"}
    return pd.DataFrame(levels).reset_index()


CONVERTERS: dict[str, Callable[[Files], Tables]] = {
    "us": us, "leaders": leaders, "trade": trade, "relations": relations,
    "representation": representation,
}  # fmt: skip
