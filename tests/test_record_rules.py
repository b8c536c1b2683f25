"""How claims are matched with packs of the record: names, years, offices, missions, envoys, visits, and who is no witness. Invented rows."""

import random
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

import bilateral
from bilateral import criticism, display, record
from bilateral.dates import edtf
from bilateral.record import making, matching

PAIR = ("Norway", "Peru")
REFERENCES = [  # id, publisher, descends_from, years
    ("kings", "A. Author", "", "1900/2015"),
    ("rulers", "Institute of Names", "A. Author", "1900/2021"),
    ("almanac", "Almanac House", "", "1900/2021"),
    ("guide", "Ministry, Office of Lists", "", ""),
    ("coded", "C. Coder", "Ministry, Office of Lists", ""),
    ("wiki", "Wikipedia", "", ""),
]
LEADERS = [  # state, name, office, start, end, source
    ("Peru", "Ana Quispe", "President", "1900-01-01", "1930-06-30", "kings"),
    ("Peru", "Juan Rojas", "President", "1930-07-01", "1940-06-30", "kings"),
    ("Peru", "Pedro Rojas", "President", "1940-07-01", "1980-06-30", "kings"),
    ("Peru", "Luisa Mamani Flores", "President", "1980-07-01", "1990-06-30", "kings"),
    ("Peru", "Mamani", "President", "1980-07-01", "1990-06", "rulers"),
    ("Peru", "Pedro Rojas", "President", "1960-07-01", "1980-06-30", "rulers"),
    ("Peru", "Tupac Vargas", "President", "1990-07-01", "[2015-12-31..]", "kings"),
    ("Peru", "Tupac Vargas", "President", "1990-07-01", "2021-03", "almanac"),
    ("Peru", "Pedro Rojas", "President", "1940-07-01", "1990-06-30", "almanac"),
    ("Norway", "Haakon II", "Monarch", "1900-01-01", "1929-12-31", "kings"),
    ("Norway", "Haakon III", "Monarch", "1930-01-01", "1970-12-31", "kings"),
    ("Norway", "Abdullah al-Hussein", "Monarch", "1971-01-01", "1979-12-31", "kings"),
    ("Norway", "Hussein bin Talal", "Monarch", "1980-01-01", "1989-12-31", "kings"),
    ("Norway", "Abdullah bin Hussein", "Monarch", "1990-01-01", "1999-12-31", "kings"),
]
RELATIONS = [  # type, date, person, actor, level, source, independent
    ("established", "1920-05-04", "", "", "", "guide", "true"),
    ("mission_opened", "1925-03-01", "", "Norway", "legation", "coded", "true"),
    ("mission_elevated", "1950-03-01", "", "Norway", "embassy", "coded", "true"),
    ("mission_elevated", "1960-03-01", "", "Norway", "embassy", "coded", "true"),
    ("envoy_appointed", "[1926-01-10..1926-05-04]", "Nils Dahl", "Norway", "", "guide", "true"),
    ("severed", "1941-05-01", "", "", "", "wiki", "false"),
    ("recognized", "1919-02-03", "", "", "", "guide", "true"),
]
COUNTS = [  # from_state, to_state, year, level
    *(("Norway", "Peru", year, level) for year, level in zip((1960, 1965, 1970, 1975, 1985), (0, 9, 0, 0, 3))),
    *(("Peru", "Norway", year, 0) for year in (1960, 1965, 1970, 1975, 1985)),
]
VISITS = [("Tupac Vargas", "President", "Peru", "Norway", "1995-04-03/1995-04-06", "guide")]


def frame(rows, columns, **more):
    return pd.DataFrame(rows, columns=columns.split()).replace("", pd.NA).assign(**more)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs") / "invented"
    making.write(
        folder,
        "Invented rows",
        {
            "references": frame(REFERENCES, "id publisher descends_from years", kind="dataset"),
            "leaders": frame(
                LEADERS, "state name office start end source", basis="effective leader", confidence="high"
            ),
            "relations": frame(
                RELATIONS, "type date person actor level source independent", dyad="norway-peru", confidence="high"
            ),
            "representation": frame(
                COUNTS, "from_state to_state year level", source="almanac", confidence="high"
            ),
            "visits": frame(
                VISITS, "visitor office from_state to_state date source", kind="visit", took_place="true",
                independent="true", confidence="high",
            ),
            "trade_runs": frame(
                [("Peru", "Norway", 1950, "10 20 30"), ("Norway", "Peru", 1950, "1 - 3")],
                "importer exporter first_year values", source="almanac",
            ),
        },
    )  # fmt: skip
    return folder


def rows(table, *columns):
    return table[list(columns)].astype(object).where(table[list(columns)].notna(), None).values.tolist()


def claims(pack, tmp_path, text, publisher="Somebody"):
    (tmp_path / "a.txt").write_text(f"Norway–Peru relations\n\n{text}\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text(f'file,publisher,dyad\na.txt,"{publisher}",norway-peru\n', encoding="utf-8")
    return bilateral.read(tmp_path, record=pack).claims


NAMES = [
    ("James K. Polk", "John F. Kennedy", False),
    ("James K. Polk", "Kennedy", False),
    ("George W. Bush", "G.H.W. Bush", False),
    ("George H. W. Bush", "G.H.W. Bush", True),
    ("George Bush", "G.H.W. Bush", True),
    ("Rajiv Gandhi", "I. Gandhi", False),
    ("Francisco I. Madero", "Francisco Ignacio Madero", True),
    ("Haakon II", "Haakon III", False),
    ("Haakon", "Haakon III", True),
    ("Peter O'Neill", "O'Neill", True),
    ("Hamad bin Isa Al Khalifa", "Hamad Isa ibn Al-Khalifah", True),
    ("Nuri al-Maliki", "Al-Maliki", True),
    ("Khalifa bin Zayed Al Nahyan", "Zayed Al-Nahyan", False),  # his father
    ("Sabah al-Sabah", "Jabir As-Sabah", False),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_initials_speak_only_against_a_name_and_numbers_have_to_agree(one, other, same):
    assert matching.same_person(one, other) == same == matching.same_person(other, one)


def test_each_row_goes_with_the_nearest_event_that_shares_a_mark_with_it():
    dice, groups = random.Random(7), []
    dates = [f"{dice.randint(1890, 1930)}{dice.choice(('', '-03', '-11-30'))}" for _ in range(300)] + ["../1900", "192X"]
    rows = [SimpleNamespace(date=date, marks=set(dice.sample("abcd", dice.randint(0, 2)))) for date in dates]
    for row in rows:  # one after the other, against every event
        far = {n: edtf.apart(group[0].date, row.date) for n, group in enumerate(groups) if group[0].marks & row.marks}
        near = [n for n, days in far.items() if days <= matching.NEAR]
        groups[min(near, key=far.get)].append(row) if near else groups.append([row])
    assert matching.by_event(rows, lambda row: row.marks) == groups


OFFICES = [
    ("In 1925 President Ana Quispe spoke.", "supported", "exact"),
    ("In 1925 Prime Minister Ana Quispe spoke.", "supported", "exact"),  # in power, under any office
    ("In 1920 President Juan Rojas spoke.", "contradicted", None),  # before 1950 one source does
    ("In September 1929 President Juan Rojas spoke.", "disputed", None),  # less than a year before
    ("On 10 June 1930 President Juan Rojas spoke.", "not covered", None),  # three weeks before
    ("In 1950 President Juan Rojas spoke.", "not covered", None),  # people keep their titles
    ("In 1935 President Rojas spoke.", "not covered", None),  # a surname with two bearers
    ("In 1925 King Haakon II spoke.", "supported", "exact"),
    ("In 1935 King Haakon II spoke.", "not covered", None),
    ("In 1925 King Haakon III spoke.", "contradicted", None),
    ("In 1985 King Hussein spoke.", "supported", "exact"),  # a monarch goes by the first name
    ("In 1995 King Hussein spoke.", "not covered", None),
    ("In 1995 King Abdullah II spoke.", "supported", "exact"),  # of two with one name, who ruled then
    ("In 1985 King Abdullah II spoke.", "not covered", None),
    ("In 1970 President Luisa Mamani Flores spoke.", "disputed", None),  # two sources that are one, and a surname
    ("In 1985 President Tupac Vargas spoke.", "contradicted", None),  # two sources
    ("In 1985 President Vargas spoke.", "disputed", None),  # but a surname alone
    ("In 2019 President Tupac Vargas spoke.", "supported", "exact"),  # by the source that goes so far
    ("In 2024 President Tupac Vargas spoke.", "not covered", "outside the years"),
    ("In 1880 President Ana Quispe spoke.", "not covered", "outside the years"),  # a first tenure is open
]


@pytest.mark.parametrize(("text", "verdict", "basis"), OFFICES)
def test_an_office(pack, tmp_path, text, verdict, basis):
    [row] = claims(pack, tmp_path, text).query("kind == 'office'").itertuples()
    assert (row.against_record, None if pd.isna(row.basis) else row.basis) == (verdict, basis)
    if verdict in ("disputed", "contradicted"):
        assert "it was" in row.correction and row.reference


def test_rulers_of_third_states_are_looked_up_too(tmp_path, pack):
    (tmp_path / "a.txt").write_text("Chile–Cuba relations\n\nIn 1925 President Ana Quispe of Peru spoke.\n", "utf-8")
    found = bilateral.read(tmp_path, record=pack, dyad=("Chile", "Cuba")).claims
    assert found["against_record"].tolist() == ["supported"]


@pytest.mark.parametrize(
    "text",
    [
        "In 1920 former President Juan Rojas spoke.",
        "In 1920 Vice President Juan Rojas spoke.",
        "On 12 May 1920, during a visit to Oslo, former President Juan Rojas (then a minister) spoke.",
    ],
)
def test_who_held_another_office_or_none_is_no_claim_to_an_office(pack, tmp_path, text):
    assert "office" not in set(claims(pack, tmp_path, text)["kind"])


def test_who_made_a_visit_in_office_held_it_then(pack, tmp_path):
    found = claims(pack, tmp_path, "President Ana Quispe visited Oslo in 1925 and 1928.").query("kind == 'office'")
    assert found["subject"].tolist() == ["Ana Quispe as President, 1925", "Ana Quispe as President, 1928"]
    assert set(found["against_record"]) == {"supported"}


EVENTS = [
    ("Norway and Peru established diplomatic relations on 4 May 1920.", "supported", "exact"),
    ("Norway and Peru established diplomatic relations on 4 May 1921.", "contradicted", None),
    ("Norway recognized Peru on 4 June 1921.", "contradicted", None),
    ("Norway opened a legation in Lima on 20 March 1925.", "supported", "near (19 days)"),
    ("Norway opened a legation in Lima in 1925.", "supported", "exact"),
    ("Norway opened a legation in Lima in 1927.", "disputed", None),
    ("Norway opened a legation in Lima in 1935.", "not covered", None),
    ("Peru opened a legation in Oslo in 1927.", "not covered", None),
    ("Norway appointed Nils Dahl as its minister to Peru in March 1926.", "supported", "exact"),
    ("Norway appointed Nils Dahl as its minister to Peru in December 1926.", "supported", "near (211 days)"),
    ("Norway appointed Nils Dahl as its minister to Peru in 1936.", "disputed", None),
    ("Norway appointed Olav Lie as its minister to Peru in 1926.", "not covered", None),
    ("Norway and Peru severed diplomatic relations on 1 May 1941.", "not covered", "echoed"),
    ("Norway and Peru severed diplomatic relations in 1943.", "not covered", "stated otherwise"),
    ("Norway and Peru severed diplomatic relations in 1963.", "not covered", None),
    ("Norway and Peru established diplomatic relations in about 1921.", "not covered", None),
    ("Norway opened an embassy in Lima in 1963.", "supported", "between counts of 1960 and 1965"),
    ("Peru opened an embassy in Oslo in 1963.", "not covered", None),
    ("Norway and Peru restored diplomatic relations in 1963.", "supported", "between counts of 1960 and 1965"),
    ("Norway and Peru severed diplomatic relations in 1968.", "supported", "between counts of 1965 and 1970"),
    ("Norway closed its embassy in Lima in 1968.", "supported", "between counts of 1965 and 1970"),
    ("Norway and Peru restored diplomatic relations in 1968.", "not covered", None),
    ("Norway opened a consulate in Lima in 1963.", "not covered", None),
    ("Norway and Peru restored diplomatic relations between 1963 and 1968.", "not covered", None),
]


@pytest.mark.parametrize(("text", "verdict", "basis"), EVENTS)
def test_an_event(pack, tmp_path, text, verdict, basis):
    [row] = claims(pack, tmp_path, text).query("kind == 'event'").itertuples()
    assert (row.against_record, None if pd.isna(row.basis) else row.basis) == (verdict, basis), row.subject


def test_recognition_contradicts_no_establishment(pack, tmp_path):
    only = record.load(pack).relations.query("type == 'recognized'")
    (tmp_path / "a.txt").write_text("Norway–Peru relations\n\nThey established relations in 1921.\n", encoding="utf-8")
    known = replace(record.load(pack), relations=only)
    found, _ = criticism.find(bilateral.read(tmp_path, dyad=PAIR), known)
    assert found["against_record"].tolist() == ["not covered"]


AMOUNTS = [
    ("In 1951 Norway's exports to Peru were worth $20 million.", "supported"),
    ("In 1951 Norway's exports to Peru were worth $50 million.", "disputed"),
    ("In 1951 Norway's exports to Peru were worth $900 million.", "contradicted"),
    ("In 1951 Norway sold goods to Peru, and exports worth $2 million of that were fish.", "not covered"),  # a part
]


@pytest.mark.parametrize(("text", "verdict"), AMOUNTS)
def test_an_amount(pack, tmp_path, text, verdict):
    [row] = claims(pack, tmp_path, text).query("kind == 'amount'").itertuples()
    assert row.against_record == verdict


VISITS_STATED = [
    ("On 5 April 1995 President Tupac Vargas visited Oslo.", "supported", "exact"),
    ("On 10 April 1995 President Tupac Vargas visited Oslo.", "supported", "near (4 days)"),
    ("In June 1995 President Tupac Vargas visited Oslo.", "disputed", None),
    ("In June 1998 President Tupac Vargas visited Oslo.", "not covered", None),  # a missing visit proves nothing
]


@pytest.mark.parametrize(("text", "verdict", "basis"), VISITS_STATED)
def test_a_visit(pack, tmp_path, text, verdict, basis):
    [row] = claims(pack, tmp_path, text).query("kind == 'visit'").itertuples()
    assert (row.against_record, None if pd.isna(row.basis) else row.basis) == (verdict, basis)


@pytest.mark.parametrize("publisher", ["Ministry, Office of Lists", "office of lists", "C. Coder"])
def test_a_document_is_supported_by_no_row_of_its_own_publisher(pack, tmp_path, publisher):
    text = "Norway opened a legation in Lima in 1925. On 5 April 1995 President Tupac Vargas visited Oslo."
    found = claims(pack, tmp_path, text, publisher)
    own = {"C. Coder": {"coded"}}.get(publisher, {"guide", "coded"})
    said = {id_.split(":")[-1] for ids in found["reference"].dropna() for id_ in ids.split()}
    assert not said & own
    other = claims(pack, tmp_path, text)
    assert {"invented:coded", "invented:guide"} <= set(" ".join(other["reference"].dropna()).split())


RESOLVED = [  # the visitor, the date → who it was, which office, by whom
    ("Vargas", "28 June 1995", ["Tupac Vargas", "President", "invented:kings invented:almanac"]),
    ("President Vargas", "28 June 1995", [None] * 3),  # the office is read
    ("Tupac Vargas", "28 June 1995", [None] * 3),
    ("Vargas", "28 June 1985", [None] * 3),  # not in power
    ("Rojas", "1940", [None] * 3),  # two of that name
    ("Rojas", "28 June 1935", ["Juan Rojas", "President", "invented:kings"]),
]


@pytest.mark.parametrize(("who", "date", "resolved"), RESOLVED)
def test_a_surname_alone_is_resolved_by_a_pack_that_decides_no_claim_on_it(pack, tmp_path, who, date, resolved):
    columns = ["visitor_resolved", "office_resolved", "resolved_by"]
    of = {"Vargas": "Tupac Vargas", "Rojas": "Juan Rojas"} | {name: name for name in ("Tupac Vargas", "President Vargas")}
    text = f"Norway–Peru relations\n\n{of[who]} of Peru is well known. {who} went to Oslo on {date}, and back.\n"
    (tmp_path / "a.txt").write_text(text.replace("on 1940", "in 1940"), encoding="utf-8")
    corpora = [bilateral.read(tmp_path, dyad=PAIR, record=packs) for packs in (None, pack)]
    plain, found = (corpus.visits for corpus in corpora)
    assert plain[columns].isna().to_numpy().all() and (plain[columns].dtypes == found[columns].dtypes).all()
    assert rows(found, *columns) == [resolved]
    assert found.drop(columns=columns).equals(plain.drop(columns=columns))
    evidence = corpora[1].evidence.query("table == 'visits'").set_index("row")["against_record"]
    assert resolved == [None] * 3 or set(evidence) == {"not covered"}
    assert ("according to invented:kings" in str(display.visits(corpora[1])._repr_html_())) == (resolved != [None] * 3)


def test_a_source_and_what_descends_from_it_are_one_witness(pack):
    known = record.load(pack)
    ids = [f"invented:{name}" for name in ("kings", "rulers", "almanac")]
    assert (known.witnesses(ids[:2]), known.witnesses(ids)) == (1, 2)


def test_runs_of_trade_are_years(pack):
    table = record.load(pack, dyads=[PAIR]).trade
    assert table[["year", "importer", "value"]].dropna().values.tolist() == [
        [1950, "Peru", 10.0], [1951, "Peru", 20.0], [1952, "Peru", 30.0], [1950, "Norway", 1.0], [1952, "Norway", 3.0],
    ]  # fmt: skip
    assert len(table) == 6


def test_of_a_pack_only_the_rows_of_a_pair_are_read(pack):
    other = record.load(pack, dyads=[("Norway", "Chile")])
    assert set(other.leaders["state"]) == {"Norway"} and other.relations.empty and other.trade.empty
    assert other.relations.dtypes.to_dict() == record.load(pack).relations.dtypes.to_dict()


def test_what_only_unverified_references_say_contradicts_nothing(pack, tmp_path):
    known, text = record.load(pack), "In 1920 President Juan Rojas spoke."
    corpus = bilateral.read_text(f"Norway–Peru relations\n\n{text}\n", dyad=PAIR)
    unseen = replace(known, references=known.references.assign(unverified=pd.array([True] * 6, dtype="boolean")))
    assert [criticism.find(corpus, table)[0]["against_record"].tolist() for table in (known, unseen)] == [
        ["contradicted"], ["disputed"],
    ]  # fmt: skip
