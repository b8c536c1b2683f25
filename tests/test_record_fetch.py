"""Packs are fetched from pinned addresses, checked by hash, and converted; the server is on this machine, its files are invented."""

import csv
import hashlib
import http.server
import io
import shutil
import threading
import zipfile

import pandas as pd
import pytest

import bilateral
from bilateral import record
from bilateral.cli import main
from bilateral.record import fetching, packs

pytest.importorskip("pooch")

VISITS = """<visits>
<visit><start-date>1995-04-03</start-date><end-date>1995-04-06</end-date><visitor>Prime Minister Nils Dahl</visitor>
  <from id="norway">Norway</from><description>Official Working Visit.</description></visit>
<visit><start-date>1956-02-05</start-date><end-date/><visitor>King Olav</visitor>
  <from id="germany">Germany, Federal Republic of</from><description>State Visit.</description></visit>
<visit><start-date>1996-01-01</start-date><end-date/><visitor>Nobody</visitor><from id="x">Ruritania</from></visit>
</visits>"""
TRIPS = """<trips><trip who="oak-ann" role="secretary"><name>Ann Oak</name><start-date>1990-01-15</start-date>
<end-date>1990-01-17</end-date><country id="peru">Peru</country><locale>Lima</locale><remarks>State Visit.</remarks></trip></trips>"""
PRESIDENTS = """<presidents><president n="1"><name>Ann B. Oak</name><took-office-date>1981-01-20</took-office-date>
<left-office-date>1989-01-20</left-office-date></president><president n="2"><name>Bo Elm</name>
<took-office-date>1989-01-20</took-office-date><left-office-date/></president></presidents>"""
PRINCIPALS = """<principal-position><principals><principal><person-id>van-dale-john</person-id><appointed><date>1985-01-01</date>
</appointed><started><date>1985-01-02</date></started><ended><date>1989-01-20</date></ended></principal></principals>
</principal-position>"""
CHIEFS = """<country-mission><chiefs><chief><person-id>hill-ada-jr</person-id>
<contemporary-territory-id>norway</contemporary-territory-id><appointed><date>1935-01-22</date></appointed><arrived><date/></arrived>
<started><date>1935-05-04</date></started></chief></chiefs></country-mission>"""
MISSIONS = """state_dept_name,status_change,year,month,day,last_verified,notes
Norway,Consulate,1900,1,,2023-12-04,
Norway,Legation,1905,,,2023-12-04,
Norway,Envoy Nonresident,1930,2,3,2023-12-04,
Norway,Embassy,1942,6,6,2023-12-04,
Norway,Legation,1950,6,6,2023-12-04,
Norway,None,1960,6,6,2023-12-04,
"""
TIES = """iso3c,iso2c,country,country_kr,south_north,year,diplomatic_ties,date,cut_date,reestablish_date,updated_at
NOR,NO,Norway,x,South Korea,1959,1,1959,NA,NA,2025
NOR,NO,Norway,x,South Korea,1960,1,1959,NA,NA,2025
NOR,NO,Norway,x,North Korea,1973,1,1973,1980,1985,2025
"""
TRADE = """ccode1,ccode2,year,importer1,importer2,flow1,flow2
135,385,1950,Peru,Norway,10.5,1
135,385,1951,Peru,Norway,20,-9
135,385,1952,Peru,Norway,30,3
"""
# Nobody in 1940; a gap that is a count of nobody; what comes after the last row is not known.
RANKS = """"","ccode1","ccode2","year","DR_at_1","DR_at_2","period"
"1",135,385,1950,9,0,"2"
"2",135,385,1965,3,3,"3"
"3",2,200,1940,3,3,"1"
"4",2,200,1955,3,3,"1"
"5",2,200,1960,3,3,"1"
"""


def stata():
    names = ["Dahl", "Mamani, L.", "Quispe"]
    dates = {
        "startdate": ["1900-01-01", "1950-01-01", "2011-07-28"],
        "enddate": ["1909-12-31", "1959-12-31", "2015-12-31"],
    }
    table = pd.DataFrame({"ccode": [385.0, 135.0, 135.0], "leader": names, **dates})
    file = io.BytesIO()
    table.to_stata(file, version=118, write_index=False)
    return file.getvalue()


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("COW_Trade_4.0/Dyadic_COW_4.0.csv", TRADE)
    return file.getvalue()


FILES = {  # source → path → content
    "us-visits": {"data/1990.xml": VISITS.encode()},
    "us-travels": {"secretary-travels/oak-ann.xml": TRIPS.encode()},
    "us-presidents": {"presidents/presidents.xml": PRESIDENTS.encode()},
    "us-pocom": {
        "positions-principals/secretary.xml": PRINCIPALS.encode(),
        "missions-countries/norway.xml": CHIEFS.encode(),
    },
    "archigos-4.1": {"data/a b.dta": stata()},
    "cow-trade-4.0": {"COW_Trade_4.0.zip": zipped()},
    "us-missions-0.1": {"input/transitions.csv": MISSIONS.encode()},
    "kdiplo-2025-06": {"ties.csv": TIES.encode()},
    "cow-diplomatic-exchange-2006.1": {"copy of ranks.csv": RANKS.encode()},
}


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A server of the files, a registry of their hashes, and a user's folder; `world.broken` says what goes wrong."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=tmp_path / "served")

        def do_GET(self):
            world.asked.append(self.path)
            if world.broken == "interrupted" and self.path.endswith(".dta"):
                self.send_response(200)
                self.send_header("Content-Length", "100000")
                self.end_headers()
                self.wfile.write(b"half of it")
                self.close_connection = True
            else:
                super().do_GET()

        def log_message(self, *args):
            pass

    class World:
        broken, asked, home = "", [], tmp_path / "home"

    world, entries = World(), []
    world.asked = []
    for source, files in FILES.items():
        for path, content in files.items():
            file = tmp_path / "served" / source / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            pinned = hashlib.sha256(content).hexdigest() if source != "cow-trade-4.0" else ""
            entries.append({"source": source, "path": path, "bytes": len(content), "sha256": pinned})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    real = fetching.sources()
    base = f"http://127.0.0.1:{server.server_port}"
    registry = tmp_path / "registry"
    registry.mkdir()
    rows = [{**source.about, "base": f"{base}/{source.about['id']}/"} for own in real.values() for source in own]
    for name, table in (("sources", rows), ("files", entries)):
        with open(registry / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(table[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    found = fetching.sources(registry)
    monkeypatch.setattr(fetching, "sources", lambda: found)
    for module in (fetching, packs):
        monkeypatch.setattr(module, "home", lambda: world.home)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    world.server, world.served = server, tmp_path / "served"
    yield world
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(*words):
    return main(["record", "fetch", *words])


def rows(table, *columns):
    return table[list(columns)].astype(object).where(table[list(columns)].notna(), None).values.tolist()


def test_us(world):
    assert fetch("us") == 0
    known = record.load("us")
    assert rows(known.leaders, "state", "name", "office", "start", "end") == [
        ["United States", "Ann B. Oak", "President", "1981-01-20", "1989-01-20"],
        ["United States", "Bo Elm", "President", "1989-01-20", None],
        ["United States", "John Van Dale", "Foreign Minister", "1985-01-02", "1989-01-20"],
    ]
    assert rows(known.visits, "dyad", "visitor", "office", "from_state", "to_state", "date", "kind", "source") == [
        ["germany-united-states", "Olav", "King", "Germany", "United States", "1956-02-05", "state visit", "us:us-visits"],
        ["norway-united-states", "Nils Dahl", "Prime Minister", "Norway", "United States", "1995-04-03/1995-04-06", "working visit", "us:us-visits"],
        ["peru-united-states", "Ann Oak", "Foreign Minister", "United States", "Peru", "1990-01-15/1990-01-17", "state visit", "us:us-travels"],
    ]  # fmt: skip
    assert rows(known.relations, "dyad", "type", "person", "date") == [
        ["norway-united-states", "envoy_appointed", "Ada Jr Hill", "[1935-01-22..1935-05-04]"]
    ]
    assert known.references["note"].str.contains("CC0").all()


def test_leaders_trade_and_relations(world):
    assert fetch("leaders", "trade", "relations", "--accept-terms", "--unpinned") == 0
    known = record.load("leaders", "trade", "relations", dyads=[("Norway", "Peru"), ("Norway", "South Korea")])
    assert rows(known.leaders, "state", "name", "start", "end") == [
        ["Norway", "Dahl", "1900-01-01", "1909-12-31"],
        ["Peru", "L. Mamani", "1950-01-01", "1959-12-31"],
        ["Peru", "Quispe", "2011-07-28", "[2015-12-31..]"],
    ]
    assert rows(known.trade, "dyad", "year", "importer", "exporter", "value") == [
        ["norway-peru", 1950, "Norway", "Peru", 1.0],
        ["norway-peru", 1952, "Norway", "Peru", 3.0],
        ["norway-peru", 1950, "Peru", "Norway", 10.5],
        ["norway-peru", 1951, "Peru", "Norway", 20.0],
        ["norway-peru", 1952, "Peru", "Norway", 30.0],
    ]
    assert rows(known.relations, "dyad", "type", "date") == [["norway-south-korea", "established", "1959"]]
    missions = record.load("relations").relations.query("dyad == 'norway-united-states'")
    assert rows(missions, "type", "date", "level", "actor") == [
        ["mission_opened", "1900-01", "consulate", "United States"],
        ["mission_elevated", "1905", "legation", "United States"],
        ["mission_closed", "1930-02-03", "legation", "United States"],
        ["mission_opened", "1942-06-06", "embassy", "United States"],
        ["mission_closed", "1960-06-06", "legation", "United States"],
    ]


def test_of_counts_of_diplomats_those_of_nobody_are_filled_in_beside_the_others(world):
    assert fetch("representation", "--accept-terms") == 0
    known = record.load("representation", dyads=[("Norway", "Peru")]).representation
    assert rows(known, "from_state", "to_state", "year", "level") == [
        ["Norway", "Peru", 1940, 0], ["Norway", "Peru", 1950, 9], ["Norway", "Peru", 1955, 0],
        ["Norway", "Peru", 1960, 0], ["Norway", "Peru", 1965, 3],
        ["Peru", "Norway", 1940, 0], ["Peru", "Norway", 1950, 0], ["Peru", "Norway", 1955, 0],
        ["Peru", "Norway", 1960, 0], ["Peru", "Norway", 1965, 3],
    ]  # fmt: skip


def test_a_fetched_pack_checks_claims_and_is_removed(world, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Norway–United States relations\n\nIn 1985 President Ann Oak spoke.\n", "utf-8")
    with pytest.raises(
        bilateral.SourceError, match="'us' was not fetched yet; run: python -m bilateral record fetch us"
    ):
        bilateral.load("norway-united-states", documents=tmp_path / "a.txt", record=["shipped", "us"])
    assert fetch("us") == 0
    corpus = bilateral.load("norway-united-states", documents=tmp_path / "a.txt", record=["shipped", "us"])
    assert corpus.claims[["against_record", "reference"]].values.tolist() == [["supported", "us:us-presidents"]]
    assert main(["record", "list"]) == 0 and "us (0.0 MB): here" in capsys.readouterr().out
    assert main(["record", "remove", "us"]) == 0 and not [*world.home.rglob("*.*")]
    assert main(["record", "remove", "us"]) == 2


def test_files_that_are_here_are_not_fetched_again(world):
    assert fetch("us") == 0
    asked = len(world.asked)
    assert fetch("us") == 0 and len(world.asked) == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("trade", "--unpinned"), "nobody may charge for access"),
        (("trade", "--accept-terms"), "nobody has hashed http://127.0.0.1"),
        (("leaders",), "fetch it with --accept-terms"),
        (("nowhere",), "there are us, leaders, trade, relations, representation"),
    ],
)
def test_consent_is_asked_for_before_anything_is_fetched(world, capsys, words, said):
    assert fetch(*words) == 2
    assert said in capsys.readouterr().err and not world.asked and not world.home.exists()


def failing(capsys, said):
    """What is said of a pack that can't be fetched is one line with the file's address, and no pack is left."""
    assert fetch("leaders", "--accept-terms") == 2
    [line] = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("bilateral: record: leaders: http://127.0.0.1") and said in line
    assert not (packs.home() / "leaders").exists()


def test_a_file_with_another_hash(world, capsys):
    (world.served / "archigos-4.1/data/a b.dta").write_bytes(b"something else")
    failing(capsys, "is not the file that was hashed")
    assert not [path for path in world.home.rglob("*") if path.is_file()]


def test_a_file_that_is_gone(world, capsys):
    shutil.rmtree(world.served / "archigos-4.1")
    failing(capsys, "the server says 404")


def test_no_network(world, capsys):
    world.server.shutdown()
    world.server.server_close()
    failing(capsys, "no answer; is there a network?")


def test_an_interrupted_download_starts_anew(world, capsys):
    world.broken = "interrupted"
    failing(capsys, "")
    world.broken = ""
    assert fetch("leaders", "--accept-terms") == 0 and len(record.load("leaders").leaders) == 3


def test_a_file_of_another_form(world, capsys):
    (world.served / "cow-trade-4.0/COW_Trade_4.0.zip").write_bytes(b"no archive")
    assert fetch("trade", "--accept-terms", "--unpinned") == 2
    assert "record: trade: a file has another form than expected" in capsys.readouterr().err
    assert not (world.home / "trade").exists()


def test_a_pack_of_ones_own_is_checked(world, tmp_path, capsys):
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    assert main(["record", "check", str(tmp_path)]) == 0 and "no rows" in capsys.readouterr().out
    (tmp_path / "visits.csv").write_text("id\n", encoding="utf-8")
    assert main(["record", "check", str(tmp_path)]) == 2 and "is not described" in capsys.readouterr().err


def test_every_pack_has_addresses_hashes_licence_and_citation():
    for name, own in fetching.sources().items():
        assert name in packs.KNOWN
        for source in own:
            assert source.about["base"].startswith("https://") and source.about["base"].endswith("/")
            assert all(source.about[column] for column in ("licence", "citation", "holds", "years", "address"))
            assert source.files and all(len(file["sha256"]) in (0, 64) for file in source.files)
