"""These documents give this claim with this verdict, and what is right is never called contradicted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral import criticism, record, tables
from bilateral.criticism import events as chronology
from bilateral.dates import edtf
from bilateral.history.corrections import KEY
from bilateral.record import matching

MEXICO, COLOMBIA, PERU = ("Mexico", "Russia"), ("Colombia", "Russia"), ("Peru", "Japan")
SEEDS, RECORD = bilateral.read(), record.load()
DATA = Path(__file__).parents[1] / "data" / "record"
VERDICTS = ("not covered", "supported", "disputed", "contradicted")
#: Of a claim that a person has checked: the table that decides it → what kind of claim that is.
KINDS = {"leaders": "office", "relations": "event", "trade": "amount", "visits": "first"}


def named(corpus):
    """The claims of a corpus with the id of the same claim among those that a person has checked, also of what is computed."""
    claims = corpus.claims.copy()
    for row in RECORD.claims_checked.query("method != 'person'").itertuples():
        kind = KINDS.get(row.table, "event")
        places, spans = meant(row, corpus)
        for one in corpus.evidence.itertuples():
            own = claims.loc[one.claim]
            here = any(one.source == source and one.char_start <= start and end <= one.char_end for source, start, end in spans)
            about = (one.source, one.table, one.row) in places if places else here and of_years(row.years, one.said)
            person = kind != "office" or matching.same_person(own["subject"].partition(" as ")[0], row.person)
            if about and person and own["kind"] == kind and pd.isna(own["checked"]):
                claims.loc[one.claim, "checked"] = row.id
    return claims


def of_years(years, said):
    return pd.isna(years) or edtf.is_date(said) and any(edtf.meet(year, said) for year in years.split())


def meant(row, corpus):
    """The rows that a checked claim is about, and where its words stand."""
    places, spans = set(), []
    for source, text in corpus.texts.items():
        for phrase in [p for p in row.words.split(" | ") if p in text][:1]:
            start, end = text.find(phrase), text.find(phrase) + len(phrase)
            spans.append((source, start, end))
            if isinstance(row.corpus_table, str):
                table = getattr(corpus, row.corpus_table)
                table = table[(table["source"] == source) & (table["char_start"] < end) & (table["char_end"] > start)]
                for column, value in ((KEY[row.corpus_table], row.row), ("date", row.date)):
                    table = table[table[column] == value] if isinstance(value, str) else table
                places |= {(source, row.corpus_table, n) for n, date in table["date"].items() if of_years(row.years, date)}
    return places, spans



def read(text, dyad=MEXICO):
    return bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad)


def told(text, dyad=MEXICO, kind=None):
    """The claims of a text: subject → verdict."""
    claims = read(text, dyad).claims
    claims = claims if kind is None else claims[claims["kind"] == kind]
    return dict(zip(claims["subject"], claims["against_record"], strict=True))


def folder(path, texts, dyad="mexico-russia"):
    """A folder of documents; `texts` gives each one's publisher and words."""
    rows = ["file,publisher,dyad"]
    for n, (publisher, text) in enumerate(texts):
        (path / f"{n}.txt").write_text(f"Relations\n\n{text}\n", encoding="utf-8")
        rows.append(f"{n}.txt,{publisher},{dyad}")
    (path / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return bilateral.read(path)


# The claims of the seeds that a person has checked, and nothing else.

CLAIMS = named(SEEDS)


@pytest.mark.parametrize("checked", RECORD.claims_checked["id"])
def test_each_checked_claim_gets_its_verdict_in_the_way_that_is_said(checked):
    expected = RECORD.claims_checked.set_index("id").loc[checked]
    claims = CLAIMS[CLAIMS["checked"] == checked]
    assert len(claims) == 1
    claim = claims.iloc[0]
    assert claim["against_record"] == expected["expected"]
    by = {"computed": f"computed: {expected['table']}", "person": "a person"}
    assert claim["decided_by"] == by.get(expected["method"], expected["method"])
    assert set(claim["sources"].split("; ")) >= set(expected["said_by"].split())
    if claim["against_record"] == "contradicted":
        assert claim["correction"]


def test_nothing_else_in_the_seeds_is_contradicted():
    wrong = CLAIMS[CLAIMS["against_record"] == "contradicted"]
    expected = RECORD.claims_checked[RECORD.claims_checked["expected"] == "contradicted"]
    assert sorted(wrong["checked"]) == sorted(expected["id"])


def test_all_disputed_claims_of_the_seeds_are_known():
    disputed = CLAIMS[CLAIMS["against_record"] == "disputed"]
    expected = RECORD.claims_checked[RECORD.claims_checked["expected"] == "disputed"]
    assert sorted(disputed["checked"]) == sorted(expected["id"])


COUNTS = {  # not covered, supported, disputed, contradicted
    "000": (1, 1, 0, 0),
    "001": (1, 6, 3, 1),
    "002": (3, 3, 0, 0),
    "003": (0, 1, 0, 1),
    "004": (7, 14, 4, 7),
}


@pytest.mark.parametrize("source", COUNTS)
def test_verdicts_of_each_source(source):
    own = SEEDS.evidence[SEEDS.evidence["source"].str.startswith(source)]["against_record"]
    assert tuple(int((own == verdict).sum()) for verdict in VERDICTS) == COUNTS[source]


CORRECTIONS = {
    "lopez-michelsen-1935": "in 1935 it was Alfonso López Pumarejo",
    "fox-former-2004": "from 1 December 2000 to 30 November 2006",  # by a person: "former" is not computed
    "trade-2014": "$1.784 billion, with a decimal comma",
    "echeverria-first": "Osvaldo Dorticós Torrado of Cuba",
    "established-1890-12-01": "11 December 1890, by the record",
    "war-late-1942": "May 1942, by Infogalactic",
}


@pytest.mark.parametrize(("checked", "words"), CORRECTIONS.items())
def test_what_is_right_instead(checked, words):
    assert words in CLAIMS.set_index("checked").loc[checked, "correction"]


def assert_whole(corpus):
    """Typed tables, words that stand where they are said to, rows that there are, claims that have evidence."""
    claims, evidence = corpus.claims, corpus.evidence
    for name, table in (("claims", claims), ("evidence", evidence)):
        assert dict(table.dtypes.astype(str)) == {c: str(d) for c, d in tables.frame(name).dtypes.items()}
        assert list(table.columns) == list(tables.COLUMNS[name])
    assert set(evidence["claim"]) == set(claims.index)
    for row in evidence.itertuples():
        assert row.quote and corpus.texts[row.source][row.char_start : row.char_end] == row.quote
        assert row.against_record in VERDICTS
        if isinstance(row.table, str):
            assert getattr(corpus, row.table).loc[row.row, "source"] == row.source
    for n, claim in claims.iterrows():
        own = evidence[evidence["claim"] == n]
        assert claim["against_record"] == max(own["against_record"], key=VERDICTS.index)
        assert set(claim["sources"].split("; ")) == set(own["source"])
        known = set(RECORD.references["id"])
        assert not isinstance(claim["reference"], str) or set(claim["reference"].split()) <= known
        assert claim["against_record"] == "not covered" or claim["decided_by"]
    return claims


def test_the_seeds_claims_are_whole():
    assert len(assert_whole(SEEDS)) == 39


# Between sources: publishers are counted, not pages.

SEVERED = "Mexico severed diplomatic relations with the Soviet Union {}."
BETWEEN = [
    ([("A", "on 23 January 1930")], "single"),
    ([("A", "on 23 January 1930"), ("A", "on 26 January 1930")], "single"),
    ([("A", "on 23 January 1930"), ("B", "on 23 January 1930")], "agree"),
    ([("A", "on 23 January 1930"), ("B", "in January 1930")], "finer"),
    ([("A", "on 23 January 1930"), ("B", "in January 1930"), ("C", "in 1930")], "finer"),
    ([("A", "on 23 January 1930"), ("B", "on 26 January 1930")], "conflict"),
    ([("A", "on 23 January 1930"), ("B", "in 1931")], "conflict"),
    ([("A", "on 23 January 1930"), ("A", "on 23 January 1930"), ("B", "in 1930")], "finer"),
]


@pytest.mark.parametrize(("said", "verdict"), BETWEEN)
def test_between_sources(tmp_path, said, verdict):
    claims = folder(tmp_path, [(publisher, SEVERED.format(date)) for publisher, date in said]).claims
    assert claims["between_sources"].tolist() == [verdict]


def test_without_a_publisher_each_document_speaks_for_itself(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("Mexico–Russia relations\n\n" + SEVERED.format("in 1930"), "utf-8")
    assert bilateral.read(tmp_path).claims["between_sources"].tolist() == ["agree"]


@pytest.mark.parametrize(("publishers", "verdict"), [(("A", "B"), "agree"), (("A", "A"), "single")])
def test_two_who_name_one_ruler(tmp_path, publishers, verdict):
    text = "In 1935 President Alfonso López Michelsen governed Colombia."
    claims = folder(tmp_path, [(publisher, text) for publisher in publishers], "colombia-russia").claims
    assert claims[["between_sources", "against_record"]].values.tolist() == [[verdict, "contradicted"]]
    assert claims["sources"].tolist() == ["0; 1"]


def test_a_date_borrowed_from_another_event_is_found_by_another_publisher_only(tmp_path):
    borrowed = "Relations were restored in late 1942, when Mexico entered World War II and declared war on Germany."
    finer = "In May 1942 Mexico declared war on Germany."
    for other, verdict in (("B", "contradicted"), ("A", "supported")):
        claims = folder(tmp_path, [("A", borrowed), (other, finer)]).claims
        war = claims[claims["subject"].str.contains("at war")]
        assert war["against_record"].tolist() == [verdict]


# Tenures.

TENURES = [
    ("In 1924 President Álvaro Obregón governed.", "Álvaro Obregón as President, 1924", "supported"),
    ("On 4 August 1924 President Plutarco Elías Calles governed.", "as President, 4 August 1924", "disputed"),
    ("In 1973, President Echeverria travelled.", "Echeverria as President, 1973", "supported"),
    ("In 1977 President Jose Lopez Portillo spoke.", "Jose Lopez Portillo as President, 1977", "supported"),
    ("In 1977 President Lopez Portilo spoke.", "Lopez Portilo as President, 1977", "supported"),
    ("In 1987 General Secretary Mikhail Gorbachov spoke.", "Mikhail Gorbachov as General Secretary", "supported"),
    ("In 1978 General Secretary Mikhail Gorbachov spoke.", "Mikhail Gorbachov as General Secretary", "disputed"),
    ("In 2003 President V. V. Putin spoke.", "V. V. Putin as President, 2003", "supported"),
    ("In 1912 President Francisco Ignacio Madero spoke.", "Francisco Ignacio Madero as President", "supported"),
    ("In 1960 President López Mateos spoke.", "López Mateos as President, 1960", "supported"),
    ("In 1960 President López Portillo spoke.", "López Portillo as President, 1960", "disputed"),
    ("In 1978 President López Obrador spoke.", "López Obrador as President, 1978", "disputed"),
    ("In 1978 President López Mateos spoke.", "López Mateos as President, 1978", "not covered"),
    ("In 1806 Emperor Alexander I ruled.", "Alexander I as Emperor, 1806", "supported"),
    ("In 1806 Emperor Alexander II ruled.", "Alexander II as Emperor, 1806", "contradicted"),
    ("In 1885 Tsar Alexander III ruled.", "Alexander III as Tsar, 1885", "supported"),
    ("In 1885 Tsar Alexander II ruled.", "Alexander II as Tsar, 1885", "not covered"),
    ("In 1890 Tsar Nicholas II ruled.", "Nicholas II as Tsar, 1890", "contradicted"),
    ("In 1890 Tsar Nicholas I ruled.", "Nicholas I as Tsar, 1890", "not covered"),
    ("In 1840 Tsar Nicholas ruled.", "Nicholas as Tsar, 1840", "supported"),
    ("In 2015 President Vicente Fox spoke at a school.", "Vicente Fox as President, 2015", "not covered"),
    ("In 2010 President Vladimir Putin spoke.", "Vladimir Putin as President, 2010", "supported"),
    ("In 2010 President Dmitry Medvedev spoke.", "Dmitry Medvedev as President, 2010", "supported"),
    ("In 2008 President Vladimir Putin spoke.", "Vladimir Putin as President, 2008", "supported"),
    ("In July 1991 President Boris Yeltsin spoke.", "Boris Yeltsin as President, July 1991", "not covered"),
    ("In 2010 Prime Minister Vladimir Putin spoke.", "Vladimir Putin as Prime Minister, 2010", "supported"),
    ("In August 1999 Prime Minister Vladimir Putin spoke.", "as Prime Minister, August 1999", "not covered"),
    ("In 1934 King Alexander I of Yugoslavia was murdered.", "Alexander I as King, 1934", "not covered"),
    ("In 1850 Queen Victoria ruled.", "Victoria as Queen, 1850", "not covered"),
    ("In 1824 President Victoria spoke.", "Victoria as President, 1824", "not covered"),
    ("In 1975 Colombian President Alfonso López Michelsen came.", "as President, 1975", "supported"),
    ("In 1972 President Salvador Allende of Chile came.", "Salvador Allende as President, 1972", "not covered"),
    ("In the treaty that President Lázaro Cárdenas signed in 1924 much is said.", "as President, 1924", "contradicted"),
    ("Relations, established in 1924 by President Lázaro Cárdenas, lasted.", "as President, 1924", "contradicted"),
]


@pytest.mark.parametrize(("text", "subject", "verdict"), TENURES)
def test_a_ruler_with_a_date(text, subject, verdict):
    claims = told(text, kind="office")
    assert [v for s, v in claims.items() if subject in s] == [verdict], claims


LIKELY = [
    ("In 1924 President Lázaro Cárdenas governed.", MEXICO, "in 1924 it was"),
    ("On 4 August 1924 President Calles governed.", MEXICO, "it was Álvaro Obregón"),
    ("In 1935 President Alfonso López Michelsen governed.", COLOMBIA, "it was Alfonso López Pumarejo"),
    ("In June 1935 President Eduardo Santos governed.", COLOMBIA, "it was Alfonso López Pumarejo"),
    ("In 1890 Tsar Nicholas II ruled.", MEXICO, "in 1890 it was Alexander III"),
]


@pytest.mark.parametrize(("text", "dyad", "words"), LIKELY)
def test_an_anachronism_names_the_likely_person(text, dyad, words):
    assert words in read(text, dyad).claims.set_index("kind").loc["office", "correction"]


NO_TENURE = [  # what is told of a ruler at another time, or of somebody else
    "In 1915 the future President Lázaro Cárdenas was a soldier.",
    "In 1968 Luis Echeverría, the later president, was a minister.",
    "President-elect Plutarco Elías Calles travelled in August 1924.",
    "The 1924 treaty was praised by President Putin.",
    "President Lázaro Cárdenas applied the Constitution of 1917.",
    "President Putin visited the fort founded in 1812.",
    "After relations had been broken in 1930, President Ávila Camacho restored them.",
    "President López Obrador recalled that Trotsky came in 1937.",
    "President Putin was received more warmly than Pestkovsky in 1924.",
    "Andrés Manuel López Obrador was president of the Party of the Democratic Revolution in 1998.",
    "In 1913 a son of President Alfonso López Pumarejo was born.",
    "Vice President Francisco Santos came in 1940.",
    "Relations were broken in 1930, and President Ávila Camacho restored them.",
    "Relations were broken in 1930 but restored by President Ávila Camacho.",
    "On 4 August 1924, before President Calles took office, relations were established.",
    "Founded in 1812, Fort Ross was visited by President Putin.",
    "In November 2004 former President Vicente Fox spoke.",
    "In 2010 former Mexican President Vicente Fox spoke.",
    "In 2010 Vicente Fox, former president of Mexico, spoke.",
    "In 1990 former President Vicente Fox spoke.",
    "In 1942 ex-President Emilio Portes Gil spoke.",
    "In 2009 the former president Vladimir Putin spoke.",
]


@pytest.mark.parametrize("text", NO_TENURE)
def test_no_claim_to_an_office_at_a_date(text):
    assert told(text, kind="office") == {}


def test_of_several_dates_that_which_fits_is_meant():
    text = "In 1990 trade fell, and in 2004 President Vladimir Putin, born in 1952, came."
    assert told(text, kind="office") == {"Vladimir Putin as President, 2004": "supported"}


def test_a_ruler_with_no_date_rules_in_the_only_year_of_the_document():
    assert told("Relations were established in 1935. President López Michelsen led them.", COLOMBIA, "office") == {
        "López Michelsen as President, 1935": "contradicted"
    }
    two = "Relations were established in 1935. A treaty was signed in 1975. President López Michelsen led them."
    assert told(two, COLOMBIA, "office") == {}
    assert told(two.replace("1975", "1935"), COLOMBIA, "office") != {}
    now = "Relations were established in 1935. President Gustavo Petro met his ministers."
    assert told(now, COLOMBIA, "office") == {}
    assert told(now.replace("President Gustavo Petro", "Tsar Alexander I"), COLOMBIA, "office") == {}


@pytest.mark.parametrize("words", ["In late May 2003", "A former minister told in 2003", "Two years later, in 2003,"])
def test_what_belongs_to_another_word_is_no_former_or_future(words):
    assert told(f"{words} President Vicente Fox spoke.", kind="office") == {
        f"Vicente Fox as President, {'May ' * ('May' in words)}2003": "supported"
    }


def test_rulers_of_another_dyad():
    text = "In 1975 President Alfonso López Michelsen received President Luis Echeverría. In 1960 President Luis Echeverría spoke."
    assert sorted(told(text, ("Colombia", "Mexico"), "office").values()) == ["disputed", "supported", "supported"]


NAMES = [
    ("Luis Echeverría", "Luis Echeverría Álvarez", True),
    ("Echeverria", "Luis Echeverría Álvarez", True),
    ("López Mateos", "José López Portillo", False),
    ("Alexander II", "Alexander III", False),
    ("Nicholas I", "Nicholas II", False),
    ("Victoria", "Victoriano Huerta", False),
    ("Huerta", "Victoriano Huerta", True),
    ("V. Putin", "Vladimir Putin", True),
    ("", "Vladimir Putin", False),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_names_that_are_alike(one, other, same):
    assert matching.same_person(one, other) == same == matching.same_person(other, one)


# Dates of status.

DATES = [
    ("Mexico and the Russian Empire established relations on 11 December 1890.", "supported"),
    ("Mexico and the Russian Empire established relations in 1890.", "supported"),
    ("Mexico and the Russian Empire established relations on 1 December 1890.", "disputed"),
    ("Mexico and the Russian Empire established relations on 12 December 1890.", "disputed"),
    ("Mexico and the Russian Empire established relations on 11 December 1889.", "contradicted"),
    ("Mexico and the Soviet Union established diplomatic relations in 1925.", "contradicted"),
    ("Mexico severed diplomatic relations with the Soviet Union on 23 January 1930.", "supported"),
    ("Mexico severed diplomatic relations with the Soviet Union in February 1930.", "contradicted"),
    ("Diplomatic relations were restored in 1943.", "disputed"),
    ("Diplomatic relations were restored in 1944.", "contradicted"),
    ("Diplomatic relations were restored in 1960.", "not covered"),
    ("Britain broke off relations with the Soviet Union in May 1927.", "not covered"),
    ("The Soviet Union appointed Alexandra Kollontai envoy to Mexico on 17 September 1926.", "supported"),
    ("The Soviet Union appointed Alexandra Kollontai as envoy to Mexico in December 1926.", "supported"),
    ("In 1968 Mexico and the Soviet Union signed a cultural agreement.", "not covered"),
    ("In 1909 Mexico and Russia signed a treaty on trade and navigation.", "supported"),
    ("In 1910 Mexico and Russia signed a treaty on fishing.", "not covered"),
]


@pytest.mark.parametrize(("text", "verdict"), DATES)
def test_the_date_of_an_event(text, verdict):
    assert list(told(text, kind="event").values()) in ([verdict], [] if "Britain" in text else [verdict])


@pytest.mark.parametrize(("year", "verdict"), [("1891", "supported"), ("1884", "not covered"), ("1902", "not covered")])
def test_representation_supports_a_mission_that_opened_between_two_counts(year, verdict):
    assert list(told(f"Russia opened a legation in Mexico City in {year}.").values()) == [verdict]


def test_what_only_encyclopaedias_have_is_never_supported():
    assert not RECORD.relations.set_index("id").loc["RC03", "independent"]
    assert list(told("Relations were severed on 3 May 1948.", COLOMBIA).values()) == ["not covered"]
    assert not RECORD.visits.set_index("id").loc["MX10", "independent"]  # what the seeds tell, too
    met = "In November 2004 President Vladimir Putin met President Vicente Fox in Santiago."
    assert set(told(met, kind="visit").values()) <= {"not covered"}
    years = "In 2018 the two countries marked the 70th anniversary of the break in diplomatic relations."
    assert set(told(years, COLOMBIA, "arithmetic").values()) == {"not covered"}


# Magnitudes.

AMOUNTS = [
    ("In 2013 trade between Mexico and Russia was $2.4 billion.", MEXICO, "supported"),
    ("In 2013 trade between Mexico and Russia was $1.3 billion.", MEXICO, "supported"),
    ("In 2013 trade between Mexico and Russia was $4.7 billion.", MEXICO, "supported"),
    ("In 2013 trade between Mexico and Russia was $1 billion.", MEXICO, "disputed"),
    ("In 2013 trade between Mexico and Russia was $20 billion.", MEXICO, "disputed"),
    ("In 2013 trade between Mexico and Russia was $25 billion.", MEXICO, "contradicted"),
    ("In 2013 trade between Mexico and Russia was $2,381 billion.", MEXICO, "contradicted"),
    ("In 2014 trade between Mexico and Russia was $1,784 million.", MEXICO, "supported"),
    ("In 2021 trade between Mexico and Russia was $4.8 billion.", MEXICO, "supported"),
    ("In 2021 trade between Mexico and Russia was $480 billion.", MEXICO, "contradicted"),
    ("In 1880 trade between Mexico and Russia was $480 billion.", MEXICO, "not covered"),
    ("In 2030 trade between Mexico and Russia was $480 billion.", MEXICO, "not covered"),
    ("In 2013 trade between Mexico and Russia was 2.4 billion rubles.", MEXICO, "not covered"),
    ("In 2013 Russian investment in Mexico was $900 billion.", MEXICO, "not covered"),
    ("In 2013 Russia's trade with Latin America was $20 billion.", MEXICO, "not covered"),
    ("In 2010 Mexico's exports to Russia were $237 million.", MEXICO, "supported"),
    ("In 2010 Russia's exports to Mexico were $237 million.", MEXICO, "disputed"),
    ("In 2014 Colombia's exports to Russia were $140 million.", COLOMBIA, "supported"),
    ("In 2014 Colombia's exports to Russia were $5 billion.", COLOMBIA, "contradicted"),
    ("Trade between Colombia and Russia was $375 million.", COLOMBIA, "not covered"),
    ("In 2013 trade between Peru and Japan was $480 billion.", PERU, "not covered"),
]


@pytest.mark.parametrize(("text", "dyad", "verdict"), AMOUNTS)
def test_a_figure_of_trade(text, dyad, verdict):
    assert list(told(text, dyad, "amount").values()) in ([verdict], [])
    if "investment" not in text:
        assert told(text, dyad, "amount")


# Visits, and who was the first.

VISITS = [  # what rests on references alone that nobody has seen is disputed at most
    ("In April 1973 President Luis Echeverría visited Moscow.", "supported"),
    ("In 1973 President Luis Echeverría visited the Soviet Union.", "supported"),
    ("On 7 June 2004 President Vladimir Putin visited Mexico City.", "supported"),
    ("In June 2003 President Vladimir Putin visited Mexico.", "disputed"),
    ("In 1960 President Adolfo López Mateos visited Moscow.", "disputed"),
    ("In October 2002 President Vladimir Putin visited Los Cabos.", "disputed"),
    ("In October 2002 Prime Minister Mikhail Kasyanov visited Los Cabos.", "supported"),
    ("On 4 April 2013 President Enrique Peña Nieto visited Vladivostok.", "disputed"),
    ("In 1996 President Ernesto Zedillo visited Moscow.", "not covered"),
    ("In October 2001 President Vladimir Putin met President Vicente Fox in Shanghai.", "not covered"),
]


@pytest.mark.parametrize(("text", "verdict"), VISITS)
def test_a_visit(text, verdict):
    assert set(told(text, kind="visit").values()) <= {verdict} and (
        told(text, kind="visit") or verdict == "not covered"
    )


FIRSTS = [
    ("In 1973, President Luis Echeverría became the first Mexican president to visit the Soviet Union.", "not covered"),
    ("In 1973, President Luis Echeverría became the first Latin American president to visit Moscow.", "contradicted"),
    ("In 1973, President Luis Echeverría became the first South American leader to visit Moscow.", "contradicted"),
    ("In 1978 President José López Portillo became the first Mexican president to visit Moscow.", "contradicted"),
    ("In June 2004 President Vladimir Putin became the first Russian head of state to visit Mexico.", "not covered"),
    ("In June 2012 President Vladimir Putin was the first Russian head of state to visit Mexico.", "disputed"),
    ("In June 2005 President Vicente Fox was the first Mexican president to visit Russia.", "not covered"),
    ("In 1978 President López Portillo was the first Mexican president to visit Moscow in five years.", "not covered"),
    ("In 1972 President Richard Nixon was the first American president to visit Moscow.", "not covered"),
]


@pytest.mark.parametrize(("text", "verdict"), FIRSTS)
def test_a_first(text, verdict):
    assert list(told(text, kind="first").values()) == [verdict]


def test_who_is_the_first_of_another_kind_is_not_compared():
    for text in (
        "In 1991 Boris Yeltsin, the first Russian president, received President Carlos Salinas in Moscow.",
        "In 2005 President Vicente Fox, the first Mexican president from the opposition, visited Moscow.",
        "In 2005 President Vicente Fox was the first bearded president to visit Moscow.",
    ):
        assert told(text, kind="first") == {}


# Arithmetic.

ARITHMETIC = [
    ("In 2014 the two countries celebrated 90 years since the establishment of diplomatic relations.", "supported"),
    ("In 2020 the two countries celebrated the 130th anniversary of diplomatic relations.", "supported"),
    ("In 2019 the two countries celebrated the 130th anniversary of diplomatic relations.", "disputed"),
    ("In 2020 the two countries celebrated the 100th anniversary of diplomatic relations.", "contradicted"),
    ("In 2010 Mexico celebrated the 200th anniversary of its independence.", None),
    ("In 2023 the two countries celebrated more than 130 years of diplomatic relations.", None),
    ("In 1500 the two countries celebrated the 999th anniversary of diplomatic relations.", "contradicted"),
    ("In 1000 the two countries celebrated the 999th anniversary of diplomatic relations.", "contradicted"),
]


@pytest.mark.parametrize(("text", "verdict"), ARITHMETIC)
def test_years_since(text, verdict):
    assert list(told(text, kind="arithmetic").values()) in ([[verdict]] if verdict else [[], ["not covered"]])


def test_years_since_an_event_of_the_same_document():
    text = "Peru and Japan established diplomatic relations in 1873. "
    text += "In 1973 the two countries celebrated the 100th anniversary of diplomatic relations."
    assert list(told(text, PERU, "arithmetic").values()) == ["supported"]


def test_parts_that_fit_the_total_of_another_year_are_not_disputed():
    text = "In 2013 trade between Peru and Japan was $375 million. In 2014 trade between Peru and Japan was $500 million. "
    text += "Peru's exports to Japan were $140 million in 2014. Japan's exports to Peru were $235 million in 2014."
    assert list(told(text, PERU, "arithmetic").values()) == ["not covered"]


def test_parts_that_are_about_right_are_not_disputed():
    text = "In 2014 trade between Peru and Japan was over $350 million. Peru's exports to Japan were $140 million in 2014. "
    assert list(told(f"{text}Japan's exports to Peru were $235 million in 2014.", PERU, "arithmetic").values()) == ["not covered"]


@pytest.mark.parametrize(("total", "verdict"), [("375", "supported"), ("500", "disputed")])
@pytest.mark.parametrize("dyad", [COLOMBIA, PERU])
def test_parts_and_their_total(total, verdict, dyad):
    one, other = dyad
    text = (
        f"In 2014 trade between {one} and {other} was ${total} million. {one}'s exports to {other} were $140 million "
    )
    text += f"in 2014. {other}'s exports to {one} were $235 million in 2014."
    assert list(told(text, dyad, "arithmetic").values()) == [verdict]


# What the record does not cover.

UNCOVERED = """Peru and Japan established diplomatic relations on 21 August 1873. President Manuel Pardo governed in 1873.
In 1990 President Alberto Fujimori became the first Peruvian president to visit Japan. In 2014 trade between Peru and Japan
was $900 billion. In 1942 Peru broke off relations with Japan. In 1936 King Alexander I of Yugoslavia was dead. In 2024 Peru
and Japan celebrated 90 years of diplomatic relations. In 1935 President Alfonso López Michelsen of Colombia was a student."""


def test_a_dyad_that_the_record_does_not_cover_is_not_supported_or_contradicted_by_it():
    claims = assert_whole(read(UNCOVERED, PERU))
    assert len(claims) >= 6
    assert not claims[claims["against_record"] != "not covered"]["reference"].notna().any()
    assert set(claims["against_record"]) == {"not covered"}


def test_documents_on_it_are_still_held_against_each_other(tmp_path):
    text = "Peru and Japan established diplomatic relations {}."
    said = [("A", text.format("in 1873")), ("B", text.format("on 21 August 1874"))]
    claims = folder(tmp_path, said, "japan-peru").claims
    assert claims[["between_sources", "against_record"]].values.tolist() == [["conflict", "not covered"]]


def test_what_a_person_found_out_of_one_year_is_not_said_of_another():
    text = "In January 1937 Leon Trotsky moved to Mexico from Norway. In 2012 approximately 77,000 Russian citizens visited Mexico."
    assert "contradicted" not in told(text).values()


# Right by the record or by common knowledge, and never contradicted; wrong, and found.

RIGHT_MEXICO = [
    "Mexico and the Russian Empire established diplomatic relations on 11 December 1890. President Porfirio Díaz ruled Mexico at the time, and Emperor Alexander III ruled Russia in 1890.",
    "On 4 August 1924 Mexico and the Soviet Union established diplomatic relations. In 1924, President Álvaro Obregón agreed to receive Stanislav Pestkovsky, who presented his credentials on 7 November 1924.",
    "President-elect Plutarco Elías Calles visited Berlin in August 1924, while relations were established with the Soviet Union on 4 August 1924.",
    "On 23 January 1930 Mexico severed diplomatic relations with the Soviet Union. President Emilio Portes Gil left office on 5 February 1930, and President Pascual Ortiz Rubio was sworn in on the same day.",
    "Mexico declared war on Germany in May 1942 under President Manuel Ávila Camacho. Diplomatic relations with the Soviet Union were restored on 12 November 1942. Konstantin Umansky, the Soviet ambassador, died in January 1945.",
    "In April 1973, President Luis Echeverría became the first Mexican president to visit the Soviet Union. In Moscow he met General Secretary Leonid Brezhnev, Premier Alexei Kosygin and President Nikolai Podgorny in April 1973.",
    "In July 1991 President Carlos Salinas de Gortari visited Moscow. He met Soviet President Mikhail Gorbachev and, in July 1991, Russian President Boris Yeltsin too.",
    "President Vladimir Putin was expected at the APEC summit in Los Cabos in October 2002 but cancelled his trip; Prime Minister Mikhail Kasyanov attended instead in October 2002.",
    "In June 2005 President Vicente Fox made an official visit to Moscow; he was the first Mexican president to visit the Russian Federation. In July 2006 President Fox attended the G8 summit in St Petersburg.",
    "In 2014 trade between Mexico and Russia amounted to $1.784 billion. Mexico's total exports reached $397 billion in 2014.",
    "In 2012 President Felipe Calderón hosted the G20 summit in Los Cabos; Vladimir Putin visited Mexico for it in June 2012. In September 2012 President Calderón travelled to Vladivostok for APEC.",
    "President Lázaro Cárdenas applied the Constitution of 1917 to the oil companies. President Vladimir Putin praised the treaty of 1909 and relations established in 1890.",
    "Andrés Manuel López Obrador was president of the Party of the Democratic Revolution in 1998. President Andrés Manuel López Obrador was elected on 1 July 2018.",
    "In 2014 the two countries marked 90 years since the establishment of relations between Mexico and the Soviet Union. In 2023 relations had lasted more than 130 years.",
    "On 28 May 1968 Mexico and the Soviet Union signed an agreement on cultural and scientific exchange in Moscow, during a visit by Foreign Minister Antonio Carrillo Flores. In 1909 Mexico and Russia signed a treaty on trade and navigation, and in 1864 Emperor Maximilian ruled Mexico.",
    "Vicente Fox, former president of Mexico, visited Kyiv in 2015. Vicente Fox, the president of Mexico, visited Moscow in June 2005.",
    "General Secretary Joseph Stalin was appointed in April 1922. Premier Georgy Malenkov sent greetings in 1954.",
    "Queen Victoria recognised nobody in 1867. King Alexander I of Yugoslavia was murdered in 1934. President Guadalupe Victoria governed Mexico in 1824; President Victoria died in 1843.",
    "The former Prime Minister Vladimir Putin became President of Russia in 2000. In 2009 the former president Vladimir Putin was prime minister of Russia.",
    "In January 1937 Leon Trotsky moved to Mexico from Norway. In 2012 approximately 77,000 Russian citizens visited Mexico.",
    "President Claudia Sheinbaum congratulated the Russian people on the anniversary. Mexico established relations with the Soviet Union in 1924.",
    "In 1922, the Soviet Union was formed. Relations with Mexico were restored in November 1942, after Mexico had entered the war in May 1942. President Miguel Alemán governed in 1947. President Ruiz Cortines governed in 1955.",
    "President Enrique Peña Nieto made a stopover in Vladivostok on 4 April 2013. President Peña Nieto attended the G20 summit in St Petersburg in September 2013.",
    "President Putin met President Fox in Shanghai in October 2001. They met again at Evian in June 2003, and in Santiago in November 2004.",
    "Boris Yeltsin, the first Russian president, received President Carlos Salinas in July 1991. Sheinbaum became the first female president of Mexico on 1 October 2024.",
    "When Plutarco Elías Calles was president in 1926, Alexandra Kollontai arrived in Mexico City. Her predecessor Pestkovsky had been received by President Álvaro Obregón in November 1924.",
    "President Gustavo Díaz Ordaz, whose term ended in 1970, saw the Soviet embassy grow. In March 1971 President Luis Echeverría expelled five Soviet diplomats.",
    "Thirty years after López Mateos left office in 1964, President Ernesto Zedillo was inaugurated on 1 December 1994.",
    "In 2018 President-elect Andrés Manuel López Obrador received congratulations from President Vladimir Putin. In his inaugural year, 2018, the outgoing President Enrique Peña Nieto hosted nobody.",
    "During the reign of Nicholas I, in 1836, the Russian-American Company sent Baron Ferdinand von Wrangel to Mexico, where President José Justo Corro governed. Tsar Nicholas refused to recognise Mexico in 1836.",
    "In 1919 President Carranza learned of Mikhail Borodin's mission. Lenin, Prime Minister of Soviet Russia, died in January 1924; President Obregón sent condolences that month.",
    "President Miguel Alemán, the first civilian president in decades, kept relations cool from 1946 to 1952.",
    "Nikita Khrushchev, First Secretary of the party, wrote to President López Mateos in October 1962 about Cuba. President John F. Kennedy had visited Mexico in June 1962.",
    "The dissolution of the Soviet Union in December 1991 found President Carlos Salinas de Gortari in office. On 25 December 1991 General Secretary Mikhail Gorbachev resigned.",
    "Bilateral trade between Mexico and Russia grew from $410 million in 2000 to $2.4 billion in 2014. In 2022 trade reached $4 billion, said President Putin.",
    "Total Mexican foreign trade was $770 billion in 2013.",
    "In October 2002 Mikhail Kasyanov became the first Russian prime minister to visit Mexico. Prime Minister Kasyanov attended the APEC summit in Los Cabos in October 2002.",
    "On 6 February 2020 Russian Foreign Minister Sergey Lavrov visited Mexico City, meeting Foreign Secretary Marcelo Ebrard. The visit marked 130 years of relations.",
    "On 4 August 2024 Russia and Mexico marked the centenary of diplomatic relations. In 2017 the 75th anniversary of the restoration of relations was marked. In 2004 eighty years of relations were celebrated.",
    "On 4 August 1924, before President Calles took office, relations were established.",
    "Relations were broken in January 1930, and President Ávila Camacho restored them. President Putin came to Mexico City, and Pestkovsky had come in 1924.",
    "Relations were broken in 1930 and restored by President Manuel Ávila Camacho.",
    "Relations were broken off in 1930 but resumed under President Manuel Ávila Camacho in November 1942.",
    "President Putin was received more warmly than Pestkovsky in 1924.",
    "In late May President Putin was invited; in June 2004 President Putin came to Mexico.",
    "Two years later President Vicente Fox visited Moscow, in June 2005.",
    "President Cárdenas's nationalisation of 1938 rested on Article 27, adopted in 1917.",
    "President López Obrador said that ties go back to 1890 and that President Obregón recognised the Soviets in 1924.",
    "In 1936 Trotsky, a former minister under Prime Minister Lenin, asked for asylum, which President Cárdenas granted.",
    "In November 1942, months after entering the war, Mexico restored relations with the Soviet Union under President Ávila Camacho.",
    "Four years before President Echeverría's visit of April 1973, in 1969, Mexico sent an ambassador.",
    "The embassy, opened in 1943, was visited by President Luis Echeverría.",
    "Founded in 1812, Fort Ross was visited by President Dmitry Medvedev's envoys. Opened in 1891, the legation served Tsar Nicholas II until 1917.",
    "Mexico recalled its minister from Moscow on 23 January 1930, thereby suspending relations. The Soviet legation left in February 1930.",
    "Mexico and Spain broke off relations in 1939; Mexico and the Soviet Union supported the Republic. Mexico broke off relations with Germany, Italy and Japan in December 1941.",
    "The United States recognised the Soviet Union on 16 November 1933. Britain broke off relations with the Soviet Union in May 1927 and restored them in October 1929. Mexico had recognised it in 1924.",
    "Negotiations on the restoration of relations began in Washington in June 1942. Relations between Mexico and the Soviet Union were re-established on 10-12 November 1942. Ambassadors were exchanged in 1943.",
    "The Mexican legation in Moscow was raised to an embassy in 1943. Russia opened a legation in Mexico City in 1891. Mexico had no legation in St Petersburg until 1892.",
    "A convention on consular service was concluded in 1978. In May 1973 Mexico and the Soviet Union signed a trade agreement. In 1976 a shipping agreement followed.",
    "In 1989, Soviet imports from Mexico were $56 million.",
    "Mexican exports to Russia rose from $28 million in 1999 to $1,094 million in 2012. Russian exports to Mexico reached $3.4 billion in 2021.",
    "In 2014 Mexico and Russia planned to raise trade to $5 billion by 2020. Mexico's GDP was $1.3 trillion in 2014, Russia's $2.1 trillion.",
    "Mexico's oil exports were worth $49 billion in 2012.",
    "In 2005 the two countries celebrated the 115th anniversary of their diplomatic relations. Fifty years after relations were restored, in 1992, Mexico recognised Russia. In 2021 Mexico celebrated 200 years of independence.",
    "In 2023 Russia marked 80 years since the battle of Stalingrad, and Mexico and Russia 133 years of diplomatic relations.",
    "Foreign Minister Eduard Shevardnadze visited Mexico in October 1986, the first Soviet foreign minister to do so. Foreign Minister Antonio Carrillo Flores was in Moscow in May 1968.",
    "President Putin attended the G20 summit at Los Cabos on 18 June 2012 and met Barack Obama there. He did not attend the APEC summit there in October 2002.",
    "President López Mateos was invited to Moscow in 1959 but never went. In October 2024 President Putin was invited to the inauguration of President Claudia Sheinbaum, but did not come.",
    "The government of President Álvaro Obregón, which Washington had recognised in 1923, exchanged envoys with Moscow in 1924. Obregón, by then president-elect again, was shot in July 1928.",
    "Under Presidents Obregón and Calles, from 1920 to 1928, Mexico befriended Moscow; under President Portes Gil it broke with Moscow in 1930.",
    "Soviet ambassador Umansky presented his credentials to President Manuel Ávila Camacho in June 1943. Luis Quintanilla, Mexico's ambassador, reached Moscow in 1943.",
    "The cosmonaut Yuri Gagarin came to Mexico in October 1963 and met President López Mateos. In 1985 Rodolfo Neri Vela flew into space under President de la Madrid's government.",
    "Ernesto Zedillo (President 1994–2000) met Prime Minister Viktor Chernomyrdin. In 1997 Foreign Minister Yevgeny Primakov visited Mexico.",
    "Mexico's first ambassador to the Federation presented his letters to President Boris Yeltsin in 1992; a decade later, in 2002, President Putin hosted APEC ministers' envoys.",
    "Trade stood at $1.48 billion in 2016, said the office of President Enrique Peña Nieto; at his meeting with Peña Nieto in 2017 Putin spoke of about $2 billion.",
]
RIGHT_COLOMBIA = [
    "Colombia and the Soviet Union established diplomatic relations on 25 June 1935 under President Alfonso López Pumarejo. Gabriel Turbay signed for Colombia in Rome. His son, the later president Alfonso López Michelsen, was born in 1913.",
    "Relations between Colombia and the Soviet Union were severed on 3 May 1948 by the government of President Mariano Ospina Pérez. President Carlos Lleras Restrepo restored the relations broken in 1948. They were resumed on 19 January 1968.",
    "In November 2008 Russian Foreign Minister Sergey Lavrov visited Bogotá, where President Álvaro Uribe received him. In June 2008 Vice President Francisco Santos visited Moscow. In October 2008 Defence Minister Juan Manuel Santos made an official visit to Moscow.",
    "In 2014 trade between Colombia and Russia amounted to $375 million. Russia's exports to Colombia were $234.9 million in 2014, and Colombia's exports to Russia $140.2 million.",
    "President Gustavo Petro, a former mayor of Bogotá, took office on 7 August 2022. In 1985, as a member of the M-19 movement, the future President Gustavo Petro was arrested. Former President Iván Duque left for the United States in August 2022.",
    "In 1975 President Alfonso López Michelsen sent a delegation to Moscow. President Eduardo Santos governed in 1940, President Juan Manuel Santos in 2015. President Pastrana ruled in 1971 and President Pastrana in 2000.",
    "In July 1998 President-elect Andrés Pastrana prepared to take office in August. President Julio César Turbay was in office in 1980. Belisario Betancur, President of Colombia, spoke of peace in 1984.",
    "In 1949 Carlos Lleras Restrepo was president of the Liberal Party, which had established relations with the Soviet Union in 1935.",
    "President Richard Nixon was in 1972 the first American president to visit Moscow. Colombia's President Misael Pastrana stayed at home in 1972.",
    "Colombia recognised the Russian Federation in December 1991. President César Gaviria governed in 1991, when President Mikhail Gorbachev resigned on 25 December 1991. Emperor Nicholas II abdicated in March 1917.",
    "President Alfonso López Pumarejo, elected in 1934, recognised the Soviet Union in June 1935. During his second presidency, in 1943, legations were opened; the Soviet legation in Bogotá opened in 1943.",
    "In January 1968, President Carlos Lleras Restrepo, a cousin of former President Alberto Lleras Camargo, re-established relations. In 1968 the future president Ernesto Samper was a student of eighteen.",
    "In 1958 Alberto Lleras Camargo became President; Laureano Gómez, the former president, had returned from Spain in 1957. General Gustavo Rojas Pinilla, the former President, was tried in 1959.",
    "In November 2008 President Álvaro Uribe received Sergey Lavrov, the first Russian foreign minister to visit Colombia. In November 2008 President Dmitry Medvedev toured Latin America without stopping in Bogotá.",
    "In 1985 President Belisario Betancur marked fifty years since relations were established in 1935. In 2010 Russia and Colombia celebrated 75 years of diplomatic relations.",
    "President Rafael Núñez governed Colombia in 1885, while Alexander III, Emperor of Russia, ruled from 1881 to 1894. President Rafael Reyes resigned in 1909.",
    "In 1935, when Eduardo Santos, the later president, led the Liberal press, President López sent Gabriel Turbay to Rome. Julio César Turbay, President of Colombia in 1980, was no brother of his.",
    "Colombia recognised the Soviet Union in 1935, long before President Alfonso López Michelsen visited anybody.",
    "In 1935, a generation before President Alfonso López Michelsen governed, his father Alfonso López Pumarejo recognised Moscow.",
    "Ties established in 1935 were broken in 1948; twenty years later President Carlos Lleras Restrepo resumed them.",
    "Broken in 1948, relations were restored by President Carlos Lleras Restrepo in January 1968.",
    "From 1948 to 1968 there were no relations, until President Carlos Lleras Restrepo restored them. Before 1968 no president had dared.",
    "Since 1935, with a break from 1948, relations have lasted: President Juan Manuel Santos praised them, and so did President Iván Duque in 2019.",
    "Named twenty years after the break of 1948, the ambassador presented his letters to President Carlos Lleras Restrepo in 1968.",
    "President Alfonso López Michelsen's father governed in 1935. President Uribe's father was killed in 1983.",
    "In 1948, nineteen-year-old student and later President of Cuba Fidel Castro was in Bogotá, where President Mariano Ospina Pérez governed.",
    "García Márquez travelled to Moscow in 1957. In 1982 President Belisario Betancur congratulated him.",
    "Colombia broke relations with Cuba in December 1961 and with the Soviet Union in May 1948. Venezuela broke relations with the Soviet Union in June 1952 and Brazil in October 1947.",
    "Diplomatic relations between Colombia and the Soviet Union were established in June 1935 and the first Colombian minister, Alfredo Michelsen, came to Moscow in 1943.",
    "Ecuador and the Soviet Union restored relations in 1970, Peru in February 1969 and Colombia in January 1968.",
    "Colombia's coffee exports to the whole world were $2.6 billion in 2011. Colombian exports to Russia were $158 million in 2011.",
    "In 2008 the total trade of Colombia reached $77 billion; trade with Russia was $354 million. In 2022, between January and October, it was $343.9 million.",
    "In June 2008 Vice President Francisco Santos became the highest Colombian official ever to visit Russia. In 2019 Foreign Minister Carlos Holmes Trujillo visited Moscow. In July 2013 María Ángela Holguín, Foreign Minister, was in Moscow.",
    "In 1985 Colombia and the Soviet Union celebrated 50 years of diplomatic relations. In 2018 it was 50 years since relations were restored. In 2010 Colombia celebrated the bicentenary of independence.",
    "The Soviet minister left Bogotá in May 1948, a month after the Bogotazo. President Laureano Gómez, elected in 1949, was an anti-communist; in 1953 General Rojas Pinilla overthrew him.",
    "In 1974 the son of the man who had established relations in 1935, Alfonso López Michelsen, became President of Colombia.",
    "In 2010, two months after Foreign Minister Bermúdez's trip, Juan Manuel Santos was elected; President Santos took office in August 2010 and President Medvedev sent him a telegram.",
]

WRONG = [
    "In 1924 President Lázaro Cárdenas established relations with the Soviet Union.",
    "In January 1937 President Manuel Ávila Camacho welcomed Leon Trotsky at Tampico.",
    "In December 1926 Kollontai handed her letters to President Emilio Portes Gil.",
    "Diplomatic relations were restored in November 1942 by President Miguel Alemán.",
    "In August 1924 General Secretary Leonid Brezhnev welcomed relations with Mexico.",
    "Diplomatic relations between Mexico and the Soviet Union were established on 14 August 1924.",
    "Mexico broke off relations with Moscow in 1932.",
    "In 2010 trade between Mexico and Russia amounted to $142 billion.",
    "In July 1991 President Carlos Salinas became the first Mexican head of state to visit the Soviet Union.",
    "In 2014 the two countries celebrated 100 years of diplomatic relations.",
]


@pytest.mark.parametrize(
    ("dyad", "text"), [*((MEXICO, t) for t in RIGHT_MEXICO), *((COLOMBIA, t) for t in RIGHT_COLOMBIA)]
)
def test_what_is_right_is_never_contradicted(dyad, text):
    assert "contradicted" not in told(text, dyad).values()


def test_what_is_right_is_mostly_supported():
    claims = [told(t, MEXICO) for t in RIGHT_MEXICO] + [told(t, COLOMBIA) for t in RIGHT_COLOMBIA]
    verdicts = [verdict for one in claims for verdict in one.values()]
    assert verdicts.count("supported") > 0.6 * len(verdicts) and verdicts.count("disputed") < 0.05 * len(verdicts)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_found(text):
    assert "contradicted" in told(text).values()


# Any corpus at all.


@pytest.mark.parametrize("text", ["", "x", "Nothing of any state.", "In 1935 it rained.\n" * 3])
def test_nothing_to_claim(text):
    corpus = bilateral.read_text(text)
    assert assert_whole(corpus).empty and corpus.evidence.empty


def test_a_ruler_with_no_date_may_be_of_the_time_of_writing(tmp_path):
    text = "Relations were established in 1935. President López Michelsen met ministers."
    (tmp_path / "a.txt").write_text(f"Colombia–Russia relations\n\n{text}", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,published\na.txt,1976-05\n", encoding="utf-8")
    assert "office" not in set(bilateral.read(tmp_path).claims["kind"])


def test_a_corpus_of_two_dyads_chosen_from_is_as_a_corpus_of_one():
    chosen = SEEDS.select(dyad="colombia-russia")
    assert (
        chosen.claims["subject"].tolist() == SEEDS.claims[SEEDS.claims["dyad"] == "colombia-russia"]["subject"].tolist()
    )


@pytest.mark.parametrize("period", [(1890, 1930), (1970, None), (None, 1900), ("2004-11", "2004-12"), (2100, 2100)])
def test_a_period_has_only_its_claims(period):
    chosen = SEEDS.select(dyad="mexico-russia", start=period[0], end=period[1])
    claims = assert_whole(chosen)
    assert set(claims["subject"]) <= set(SEEDS.claims["subject"]) | {
        "Mexico at war, between September and December 1942"
    }
    if 2100 in period or 1900 in period:  # what has no date stays
        assert set(claims["checked"].dropna()) <= {"aid-to-spain"}
        assert not (claims["against_record"] == "contradicted").any() and set(claims["kind"]) <= {
            "event",
            "office",
            "amount",
            "checked",
        }


def test_two_calls_are_equal():
    one, other = criticism.find(SEEDS), criticism.find(SEEDS)
    assert all(a.equals(b) for a, b in zip(one, other, strict=True)) and one[0].equals(SEEDS.claims)


def test_two_thousand_sentences():
    lines = (
        "In {0} President Luis Echeverría visited Moscow. ",
        "In {0} trade between Mexico and Russia was ${0} million. ",
    )
    corpus = read("".join(lines[n % 2].format(1900 + n % 120) for n in range(2000)))
    assert len(corpus.claims) > 1000 and corpus.evidence["claim"].isin(corpus.claims.index).all()


HOSTILE = [
    "<script>alert(1)</script> President <b>Putin</b> visited Mexico in 2004 | $x$ | {}.",
    "President " + "A" * 5000 + " governed in 1935.",
    "President López " * 200 + "in 1935.",
    "In 9999 President Putin visited Mexico; in 0001 Tsar Nicholas II; in 1000 the 999th anniversary of relations.",
    "First first First Mexican president to visit first Mexican president to visit in 1973.",
    "President ‮nituP‬ visited Mexico in 2004. \x00 President Putin\u2028 in 2004.",
    "Presidents Fox and Putin and Bush of Mexico, Russia and of in 2004.",
    "War in 1942. Revolution in 1910 and war, war in 1942 by nobody. A war was declared in May 1942.",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text):
    assert_whole(read(text))


PARTS = st.sampled_from(
    "In 1935|in May 1942|on 23 January 1930|since 1890|,|.|;|President|former|the first|Mexican|Latin American|president|"
    "Luis Echeverría|Nicholas II|Tsar|of|to visit|visited|Moscow|Mexico|the Soviet Union|Russia|and|relations|were|severed|"
    "established|restored|90 years|the 100th anniversary|trade|exports|$1,784 billion|war|declared|revolution|appointed|envoy|"
    "Kollontai|signed|a treaty|between 1961 and 1964|late 1942|the 1930s|by 1899|from 1910 to 1920|\n".split("|")
)


@given(st.lists(PARTS, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_words_give_whole_tables(text):
    assert_whole(read(text))


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_gives_whole_tables(text):
    assert_whole(bilateral.read_text(text))


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["1930", "1930-01", "1930-01-23", "1931"])), max_size=5)
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_order_of_witnesses_does_not_matter(said):
    assert chronology.between(said) == chronology.between(said[::-1])


# The record itself.


def broken(tmp_path, table, old, new):
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return record.load(tmp_path / "data")


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("leaders", "1934-12-01", "1934-13-01"),
        ("trade", ",1985,", ",year,"),
        ("relations", "RM02,mexico-russia", "RM02,"),
    ],
)
def test_a_mistake_in_the_record_is_told_in_one_line(tmp_path, table, old, new):
    with pytest.raises(bilateral.SourceError) as wrong:
        criticism.find(SEEDS, record=broken(tmp_path, table, old, new))
    assert str(wrong.value).startswith(f"record: data/{table}.csv, line ") and "\n" not in str(wrong.value)


def test_another_record_is_used_when_it_is_given(tmp_path):
    moved = broken(tmp_path, "relations", "1930-01-23,severed", "1931-01-23,severed")
    claims, _ = criticism.find(read(SEVERED.format("on 23 January 1930")), record=moved)
    assert claims["against_record"].tolist() == ["contradicted"]


def test_who_asks_for_no_claims_imports_no_criticism():
    code = "import sys, bilateral; bilateral.read().events; sys.exit('bilateral.criticism' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
