"""The reference tables are whole, say what historians know, and a mistake in one is told by file, line and column."""

import csv
import datetime as dt
import itertools
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from edtf import parse_edtf

import bilateral
from bilateral import csv_tables, record
from bilateral.record import packs
from bilateral.states import names as states

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data" / "record"
RECORD = record.load()
TABLES = [
    "states", "leaders", "relations", "trade", "statements", "visits", "representation", "claims_checked", "references",
]  # fmt: skip


def column(table, name):
    return getattr(RECORD, table)[name].dropna()


def in_office(known, state, date):
    return packs.during(known.tenures[known.tenures["state"] == states.resolve(state)], date)


def test_all_tables_are_described_and_all_references_are_the_source_of_a_row():
    assert {path.stem for path in DATA.glob("*.csv")} == set(packs.schemas()) == set(packs.TABLES)
    cells = pd.concat([getattr(RECORD, name)["source"] for name in packs.TABLES if name != "references"])
    assert set(RECORD.references["id"]) == set(cells.str.split().explode())


def test_a_reference_has_a_title_and_an_address_or_is_marked_as_unverified(capsys):
    table = RECORD.references
    whole = table["title"].notna() & table["address"].notna()
    assert (whole == ~table["unverified"].fillna(False)).all()
    with capsys.disabled():
        print(f" {int(whole.sum())} references with title and address, {int((~whole).sum())} unverified ", end="")


def test_what_is_contradicted_rests_on_a_reference_that_was_seen():
    checked = RECORD.claims_checked.query("expected == 'contradicted'")
    assert all(set(ids.split()) - RECORD.unverified for ids in checked["source"])


def test_what_russia_was_called_is_said_in_each_row_on_relations():
    assert set(RECORD.relations["state"]) == {"Russian Empire", "Soviet Union", "Russian Federation"}


def test_names_of_states_are_of_states_that_there_are():
    names = csv_tables.read(ROOT / "data" / "reader" / "state_names.csv", exact=True)
    assert set(names["state"]) - {""} <= set(RECORD.states["state"])
    for name, limit in itertools.product(["start", "end"], names.index):
        day = names.loc[limit, name]
        assert not day or dt.date.fromisoformat(day)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_source_confidence_and_note_and_a_place_in_the_codebook(table):
    if table != "references":
        assert {"source", "confidence", "note"} <= set(getattr(RECORD, table).columns)
    assert f"| `{table}` |" in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def test_columns_have_the_types_that_the_data_package_gives():
    wanted = {"string": "string", "number": "float64", "integer": "Int64", "year": "Int64", "boolean": "boolean"}
    for table in TABLES:
        dtypes = getattr(RECORD, table).dtypes
        for name, about in packs.schemas()[table]["fields"].items():
            assert dtypes[name] == wanted[about["type"]], f"{table}.{name}"
        assert dtypes.get("earliest", "datetime64[s]") == dtypes.get("latest", "datetime64[s]") == "datetime64[s]"


DATES = [("leaders", "start"), ("leaders", "end"), ("relations", "date"), ("visits", "date"), ("statements", "period")]


@pytest.mark.parametrize(("table", "name"), [*DATES, ("references", "published"), ("claims_checked", "date")])
def test_dates_are_edtf_for_others_too(table, name):
    for date in column(table, name):
        parse_edtf(date)


SIDES = {"trade": ["importer", "exporter"], "representation": ["from_state", "to_state"]}
SIDES |= dict.fromkeys(("statements", "visits"), ["from_state", "to_state"])


@pytest.mark.parametrize(("table", "sides"), SIDES.items())
def test_a_dyad_is_that_of_its_two_states(table, sides):
    for row in getattr(RECORD, table).dropna(subset=sides).itertuples():
        assert states.slug([getattr(row, side) for side in sides]) == row.dyad, f"{table}, line {row.Index}"


def test_codes_of_leaders_are_those_of_their_states():
    codes = RECORD.states.set_index("state")["cow"]
    assert (RECORD.leaders["cow"] == RECORD.leaders["state"].map(codes)).all()


def test_what_only_encyclopaedias_say_is_not_independent():
    dependent = set(RECORD.references.query("kind == 'encyclopaedia'")["id"])
    for table in ("relations", "visits"):
        for row in getattr(RECORD, table).itertuples():
            assert not (row.independent and set(row.source.split()) <= dependent), f"{table}, line {row.Index}"


def test_words_of_checked_claims_stand_in_the_documents():
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    assert len(RECORD.claims_checked) == 18
    for claim in RECORD.claims_checked.itertuples():
        said = [texts[source] for source in claim.said_by.split()]
        words = claim.words.split(" | ")
        assert all(any(phrase in text for text in said) for phrase in words), claim.id
        assert all(any(phrase in text for phrase in words) for text in said), claim.id


def test_claims_point_at_rows_of_the_corpus():
    corpus = bilateral.read()
    key = {"events": "type", "figures": "measure", "visits": "visitor"}
    for claim in RECORD.claims_checked.dropna(subset="corpus_table").itertuples():
        rows = getattr(corpus, claim.corpus_table)
        rows = rows[[any(phrase in quote for phrase in claim.words.split(" | ")) for quote in rows["quote"]]]
        if pd.notna(claim.row):
            rows = rows[rows[key[claim.corpus_table]] == claim.row]
        if pd.notna(claim.date):
            rows = rows[rows["date"] == claim.date]
        assert set(rows["source"]) == set(claim.said_by.split()), claim.id


def test_a_method_by_table_names_it():
    claims = RECORD.claims_checked
    assert (claims["table"].notna() == (claims["method"] == "computed")).all()


RULERS = [
    ("Mexico", "1924-08-04", ["Álvaro Obregón"]),
    ("Mexico", "1924-12-01", ["Álvaro Obregón", "Plutarco Elías Calles"]),
    ("Mexico", "1937-01-09", ["Lázaro Cárdenas"]),
    ("Mexico", "2004-11", ["Vicente Fox Quesada"]),
    ("Mexico", "1914-12", []),
    ("Colombia", "1935-06-25", ["Alfonso López Pumarejo"]),
    ("Colombia", "1975", ["Alfonso López Michelsen"]),
    ("Colombia", "2017", ["Juan Manuel Santos Calderón"]),
    ("Colombia", "2002-08-07", ["Andrés Pastrana Arango", "Álvaro Uribe Vélez"]),
    ("Russian Empire", "1890-12-11", ["Alexander III"]),
    ("Russia", "1806", ["Alexander I"]),
    ("Russia", "1917-06", []),
    ("Soviet Union", "1923-12", ["Joseph Stalin", "Vladimir Lenin"]),
    ("Soviet Union", "1991-10", ["Boris Yeltsin", "Mikhail Gorbachev"]),
    ("Russia", "2010", ["Dmitry Medvedev", "Vladimir Putin"]),
    ("Peru", "1935", []),
]


@pytest.mark.parametrize(("state", "date", "names"), RULERS)
def test_who_was_in_office(state, date, names):
    assert set(in_office(RECORD, state, date)["name"]) == set(names)


def test_the_two_presidents_lopez():
    rows = RECORD.leaders.query("name == 'Alfonso López Michelsen'")
    assert rows[["start", "end", "office"]].values.tolist() == [["1974-08-07", "1978-08-07", "President"]]
    assert column("leaders", "name").eq("Alfonso López Pumarejo").sum() == 2


def test_dates_of_1890_compete():
    told = RECORD.relations.query("dyad == 'mexico-russia' and type == 'established' and state == 'Russian Empire'")
    assert told.query("independent")["date"].tolist() == ["1890-12-11", "1890-12-12", "1891"]
    assert told.query("~independent")["date"].tolist() == ["1890-12-01"]
    assert told.loc[told["confidence"] == "high", "date"].tolist() == ["1890-12-11"]


def test_trade_of_2014():
    year = RECORD.trade.query("dyad == 'mexico-russia' and year == 2014").set_index("importer")
    assert year["value"].to_dict() == {"Mexico": 1662, "Russia": 783}
    assert RECORD.trade["value"].max() == 1662


def test_the_flag_is_where_raw_and_smoothed_differ_sharply():
    low, high = (RECORD.trade[["value", "smoothed"]].agg(how, axis=1, skipna=False) for how in ("min", "max"))
    assert (RECORD.trade["flag"] == ((high - low >= 3) & (high >= 2 * low))).all()


def test_figures_are_one_value_or_two_limits():
    table = RECORD.statements
    assert (table["value"].notna() ^ (table["low"].notna() & table["high"].notna())).all()
    assert table.query("confidence == 'reject'")["value"].tolist() == [5000]


def test_visits_before_echeverria():
    heads = RECORD.visits.query("to_state == 'Russia' and office == 'President' and took_place")
    assert heads.sort_values("earliest")["visitor"].tolist()[:3] == [
        "Osvaldo Dorticós Torrado", "Salvador Allende", "Luis Echeverría Álvarez",
    ]  # fmt: skip


def test_a_date_that_is_open_has_no_latest_day():
    now = RECORD.leaders.set_index("id").loc["MEX-2024-dejure"]
    assert (now["earliest"], now["latest"]) == (pd.Timestamp("2024-10-01"), pd.NaT)


def test_the_index_is_the_line_in_the_file():
    with open(DATA / "leaders.csv", encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    for line, row in RECORD.leaders.iterrows():
        assert row["id"] in lines[line - 1]


@pytest.fixture
def mistaken(tmp_path):
    """Write a copy of the tables with one of them changed, and give what is said of it."""

    def telling(table, change):
        folder = tmp_path / "pack"
        shutil.copytree(DATA, folder)
        path = folder / f"{table}.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        change(rows)
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        with pytest.raises(bilateral.SourceError) as error:
            record.load(folder)
        assert "\n" not in str(error.value) and str(folder) not in str(error.value)
        assert str(error.value).startswith("record: pack/")
        return str(error.value).removeprefix("record: pack/")

    return telling


def cell(line, name, text):
    """A change of one cell."""

    def change(rows):
        rows[line - 1][rows[0].index(name)] = text

    return change


MISTAKES = [
    ("leaders", 12, "start", "1924-13-01", "'1924-13-01' is no EDTF date, such as"),
    ("leaders", 12, "start", "1930-02-30", "'1930-02-30' is no EDTF date, such as"),
    ("leaders", 12, "end", "late 1932", "'late 1932' is no EDTF date, such as"),
    ("leaders", 12, "end", "..", "'..' is no EDTF date, such as"),
    ("relations", 2, "date", "1866/1864", "'1866/1864' is no EDTF date, such as"),
    ("relations", 2, "date", "1864/1865/1866", "'1864/1865/1866' is no EDTF date, such as"),
    ("leaders", 12, "start", "", "is empty, but every row needs it"),
    ("leaders", 12, "end", "1930-01-01", "'1930-01-01' is before the start, '1930-02-05'"),
    ("leaders", 12, "state", "Mexcio", "'Mexcio' is not in states.csv"),
    ("leaders", 12, "cow", "70.0", "'70.0' is no whole number"),
    ("leaders", 12, "basis", "king", "'king' is none of effective leader, de jure"),
    ("leaders", 12, "source", "hearsay", "'hearsay' is not in references.csv"),
    ("leaders", 12, "source", "archigos-4.1 hearsay", "'hearsay' is not in references.csv"),
    ("leaders", 12, "confidence", "certain", "'certain' is none of high, medium-high"),
    ("leaders", 12, "id", "MEX-1924", "'MEX-1924' stands in line 10 already"),
    ("trade", 5, "value", "many", "'many' is no number, such as 1784.5"),
    ("trade", 5, "value", "nan", "'nan' is no number, such as 1784.5"),
    ("trade", 5, "value", "-1", "'-1' is less than 0"),
    ("trade", 5, "year", "201", "'201' is no EDTF date, such as"),
    ("trade", 5, "year", "2914", "'2914' is more than 2100"),
    ("trade", 5, "flag", "yes", "'yes' is no value true or false"),
    ("representation", 3, "level", "4", "'4' is none of 0, 1, 2, 3, 9"),
    ("visits", 2, "dyad", "Mexico-Russia", "'Mexico-Russia' is not of the form"),
    ("states", 3, "membership", "1919-08-08/.. 1816-13/..", "'1816-13/..' is no EDTF date, such as"),
    ("references", 3, "id", "one two", "'one two' is not of the form"),
    ("leaders", 12, "note", "x" * 200_000, "field larger than field limit"),
    ("leaders", 12, "state", "<b>\n" * 9, "'<b>\\n<b>\\n"),
]


@pytest.mark.parametrize(("table", "line", "name", "text", "told"), MISTAKES)
def test_a_wrong_value_is_told_by_file_line_and_column(mistaken, table, line, name, text, told):
    message = mistaken(table, cell(line, name, text))
    place = f"{table}.csv, line {line}" + ("" if "limit" in told else f", {name}")
    assert message.startswith(f"{place}: ") and told in message


def test_overlapping_tenures(mistaken):
    told = mistaken("leaders", cell(12, "start", "1929-12-31"))
    assert told.startswith(
        "leaders.csv, line 12, start: '1929-12-31' lies in the tenure of Emilio Portes Gil (line 11)"
    )


def test_a_tenure_after_one_with_an_open_end(mistaken):
    told = mistaken("leaders", cell(12, "end", ""))
    assert told.startswith("leaders.csv, line 13, start: ") and "tenure of Pascual Ortiz Rubio (line 12)" in told


def drop(rows):
    for row in rows:
        del row[4]


SHAPES = [
    ("trade", drop, "trade.csv, line 1, value: is missing; the columns are dyad, year"),
    ("trade", lambda rows: rows[0].__setitem__(4, "amount"), "trade.csv, line 1, amount: is not described; "),
    ("trade", lambda rows: [row.append("x") for row in rows], "trade.csv, line 1, x: is not described; "),
    ("trade", lambda rows: [row.append(row[0]) for row in rows], "trade.csv, line 1: 'dyad' stands twice"),
    ("trade", lambda rows: rows[4].append("a"), "trade.csv, line 5: 11 values for 10 columns"),
    ("trade", lambda rows: rows[4].pop(), "trade.csv, line 5: 9 values for 10 columns"),
    (
        "trade",
        lambda rows: rows.append(rows[4]),
        "trade.csv, line 276, year, importer, exporter: '1937, Russia, Mexico' ",
    ),
    ("trade", list.clear, "trade.csv: not a CSV table (it is empty)"),
    ("relations", lambda rows: rows.append(["RM99", *rows[2][1:]]), "relations.csv, line 27, the row: "),
    ("references", lambda rows: rows.pop(), "visits.csv, line "),
]


@pytest.mark.parametrize(("table", "change", "told"), SHAPES)
def test_a_table_of_another_shape(mistaken, table, change, told):
    assert mistaken(table, change).startswith(told)


def test_lines_are_counted_as_an_editor_does(mistaken):
    """A note of three lines, and a blank line, before the mistake."""

    def change(rows):
        cell(5, "note", "one\ntwo\nthree")(rows)
        cell(8, "basis", "king")(rows)
        rows.insert(6, [])

    assert mistaken("leaders", change).startswith("leaders.csv, line 11, basis: ")


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(DATA, tmp_path / "pack")


def failure(*packs):
    with pytest.raises(bilateral.SourceError) as error:
        record.load(*packs)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        (b"\x00\x01\x02\x03", "record: pack/visits.csv: not a CSV table (it is binary)"),
        (b'id,dyad\n"MX01', "record: pack/visits.csv, line 2: not a CSV table ("),
        (b"", "record: pack/visits.csv: not a CSV table (it is empty)"),
        (None, "record: pack/visits.csv: can't be read (No such file"),
    ],
)
def test_a_file_that_is_missing_or_no_table(pack, raw, wrong):
    (pack / "visits.csv").unlink() if raw is None else (pack / "visits.csv").write_bytes(raw)
    assert failure(pack).startswith(wrong)


def test_a_table_without_rows_keeps_its_columns(pack):
    path = pack / "leaders.csv"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    empty = record.load(pack)
    assert empty.leaders.empty and empty.leaders.dtypes.equals(RECORD.leaders.dtypes)
    assert in_office(empty, "Mexico", "1924").empty


@pytest.mark.parametrize("folder", ["nowhere", 5, "", DATA / "leaders.csv", ROOT])
def test_a_folder_that_is_none(folder):
    assert failure(folder).startswith(f"record: {str(folder)!r} is no pack; give 'shipped', 'us', ")


# Packs of others.


LEADERS = """state,id,name,office,start,end,basis,source,confidence,party
Peru,PER-1,Óscar R. Benavides,President,1933-04-30,1939-12-08,effective leader,press-3,high,none
Atlantis,ATL-1,Nemo,President,1933,,effective leader,press-3 press-4,low,
"""
REFERENCES = "id,kind,publisher\npress-3,press,El Comercio\npress-4,press,La Prensa\n"
STATES = "state,source,confidence\nAtlantis,press-4,low\n"


def described(**tables):
    resources = [{"name": name, "schema": {"fields": fields}} for name, fields in tables.items()]
    return json.dumps({"resources": resources})


def fields(head, **types):
    return [{"name": name, "type": types.get(name, "string")} for name in head.split("\n")[0].split(",")]


@pytest.fixture
def peru(tmp_path):
    """A small pack: three tables, some of our columns, and one of its own."""
    folder = tmp_path / "my pack"
    folder.mkdir()
    tables = {"leaders": LEADERS, "references": REFERENCES, "states": STATES}
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    schemas = {name: fields(text) for name, text in tables.items()}
    (folder / "datapackage.json").write_text(described(**schemas), encoding="utf-8")
    return folder


def test_a_pack_of_some_tables(peru):
    table = record.load(peru).leaders
    assert table[["name", "party", "pack"]].astype(object).where(table.notna(), None).values.tolist() == [
        ["Óscar R. Benavides", "none", "my-pack"],
        ["Nemo", None, "my-pack"],
    ]
    assert table["cow"].isna().all() and str(table["cow"].dtype) == "Int64"
    assert table["source"].tolist() == ["my-pack:press-3", "my-pack:press-3 my-pack:press-4"]
    assert table.index.tolist() == [2, 3]


def test_packs_are_stacked_and_what_a_pack_lacks_is_empty_and_typed(peru):
    both = record.load("shipped", peru)
    assert both.packs == ("shipped", "my-pack")
    assert both.leaders["pack"].value_counts().to_dict() == {"shipped": len(RECORD.leaders), "my-pack": 2}
    assert both.leaders.index.is_unique and len(both.trade) == len(RECORD.trade)
    assert both.trade.dtypes.equals(RECORD.trade.dtypes)
    assert set(both.references["id"]) == {*RECORD.references["id"], "my-pack:press-3", "my-pack:press-4"}
    assert in_office(both, "Peru", "1935")["name"].tolist() == ["Óscar R. Benavides"]
    assert in_office(both, "Mexico", "1924-08-04")["name"].tolist() == ["Álvaro Obregón"]
    alone = record.load(peru)
    for table in TABLES:
        ours = getattr(RECORD, table)
        assert getattr(alone, table)[list(ours)].dtypes.equals(ours.dtypes)


def test_a_change_in_a_loaded_table_is_not_in_the_next():
    loaded = record.load()
    loaded.leaders["name"] = "nobody"
    assert "nobody" not in set(record.load().leaders["name"])


def change(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        (
            "leaders.csv",
            "press-3,high",
            "press-9,high",
            "leaders.csv, line 2, source: 'press-9' is not in references.csv",
        ),
        ("leaders.csv", "Atlantis", "Lemuria", "leaders.csv, line 3, state: 'Lemuria' is not in states.csv"),
        ("leaders.csv", "high", "sure", "leaders.csv, line 2, confidence: 'sure' is none of high"),
        ("datapackage.json", '"start"', '"begun"', "datapackage.json: leaders needs a column 'start'"),
        ("datapackage.json", '"party"', '"cow"', "datapackage.json: leaders: 'cow' needs the type 'integer'"),
        ("datapackage.json", '"name": "leaders"', '"name": "rulers"', "leaders.csv: is not described in datapackage"),
        ("datapackage.json", '"name"', '"named"', "datapackage.json: is no data package: it needs resources"),
        ("datapackage.json", "{", "[", "datapackage.json, line 1: no JSON ("),
    ],
)
def test_what_is_wrong_with_a_pack_is_said_in_one_line(peru, file, old, new, wrong):
    change(peru / file, old, new)
    assert failure("shipped", peru).startswith(f"record: my-pack/{wrong}")


def test_a_pack_may_describe_its_columns_otherwise(peru):
    schemas = {name: fields(text) for name, text in (("references", REFERENCES), ("states", STATES))}
    leaders = fields(LEADERS)
    leaders[8]["constraints"] = {"enum": ["high", "low", "sure"]}
    leaders[9] |= {"type": "integer", "constraints": {"minimum": 3}}
    (peru / "datapackage.json").write_text(described(leaders=leaders, **schemas), encoding="utf-8")
    change(peru / "leaders.csv", "high,none", "sure,3")
    assert record.load(peru).leaders["party"].tolist() == [3, pd.NA]
    change(peru / "leaders.csv", "sure,3", "sure,2")
    assert failure(peru) == "record: my-pack/leaders.csv, line 2, party: '2' is less than 3"


def test_two_packs_of_one_name(peru):
    assert failure(peru, peru) == "record: two packs are named 'my-pack'; rename one folder"
