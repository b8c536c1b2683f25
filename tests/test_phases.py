"""Phases: the stretches of a relationship that follow from the events that a text tells. All sentences are made up."""

import pytest
from edtf import parse_edtf

import bilateral


def phases(text, *columns, dyad=("Peru", "Norway"), source="text"):
    table = bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).phases
    table = table.loc[table["source"] == source, list(columns)].astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).values.tolist()]


ESTABLISHED = "Peru and Norway established diplomatic relations in 1921. "
SEVERED = "Norway severed relations with Peru on 3 October 1968. "
RESTORED = "Relations were restored in 1971. "
STRETCHES = [
    (ESTABLISHED, [("relations", "1921", "..")]),
    (ESTABLISHED + SEVERED, [("relations", "1921", "1968-10-03"), ("severed", "1968-10-03", "..")]),
    (
        ESTABLISHED + SEVERED + RESTORED,
        [("relations", "1921", "1968-10-03"), ("severed", "1968-10-03", "1971"), ("relations", "1971", "..")],
    ),
    (
        ESTABLISHED + "Relations lapsed in 1940. " + RESTORED,
        [("relations", "1921", "1940"), ("lapsed", "1940", "1971"), ("relations", "1971", "..")],
    ),
    (
        ESTABLISHED + "Relations were non-existent from 1940 to 1945. " + RESTORED,
        [("relations", "1921", "1940"), ("lapsed", "1940", "1971"), ("relations", "1971", "..")],
    ),
    (SEVERED, [("severed", "1968-10-03", "..")]),
    (SEVERED + "Relations were severed again in 1970. ", [("severed", "1968-10-03", "..")]),
    # told in another order
    (
        RESTORED + SEVERED + ESTABLISHED,
        [("relations", "1921", "1968-10-03"), ("severed", "1968-10-03", "1971"), ("relations", "1971", "..")],
    ),
    # vague limits stay vague
    (
        "Relations were established in the 1930s. Relations were severed in early 1968. ",
        [("relations", "193X", "[1968-01..1968-04]"), ("severed", "[1968-01..1968-04]", "..")],
    ),
    ("By 1899 the two countries had established diplomatic relations. ", [("relations", "[..1899]", "..")]),
    ("Diplomatic relations were established about 1890. ", [("relations", "1890~", "..")]),
]


@pytest.mark.parametrize(("text", "expected"), STRETCHES)
def test_events_open_and_close_stretches(text, expected):
    assert phases(text, "status", "opened", "closed") == expected


RECOGNIZED = "Peru recognized Norway in 1905. "
RECOGNITIONS = [
    (RECOGNIZED, [("relations", "1905", "recognized")]),
    (RECOGNIZED + ESTABLISHED, [("relations", "1921", "established")]),
    (
        RECOGNIZED + "Relations were severed in 1910. " + ESTABLISHED,
        [("relations", "1905", "recognized"), ("severed", "1910", "severed"), ("relations", "1921", "established")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RECOGNITIONS)
def test_a_recognition_opens_relations_where_no_establishment_is_told(text, expected):
    assert phases(text, "status", "opened", "opened_by") == expected


def test_relations_that_were_restored_had_ended_at_an_unsaid_time():
    expected = [("relations", "1921", "[1921..1971]"), ("lapsed", "[1921..1971]", "1971"), ("relations", "1971", "..")]
    assert phases(ESTABLISHED + RESTORED, "status", "opened", "closed") == expected


def test_relations_that_were_restored_had_ended_though_no_beginning_is_told():
    expected = [("lapsed", "[..1971]", "1971"), ("relations", "1971", "..")]
    assert phases(RESTORED, "status", "opened", "closed") == expected


NO_CHANGE = [
    "Norway opened an embassy in Lima in 1964. ",
    "Norway closed its embassy in Lima in 1964. ",
    "Peru appointed Alma Quispe as ambassador to Norway in 1950. ",
    "President Alma Quispe visited Norway in 1973. ",
    "Peru and Norway signed a trade agreement in 1955. ",
    "In 1821 the Peruvian explorer Juan Rojas arrived in Norway. ",
    "In 2021 Norway and Peru celebrated 100 years since the establishment of diplomatic relations. ",
    "Peru established diplomatic relations with Chile in 1935. ",
    "Norway considered breaking off relations with Peru in 1950. ",
]


@pytest.mark.parametrize("text", NO_CHANGE)
def test_missions_envoys_visits_and_plans_neither_open_nor_close_relations(text):
    open_ones = [row for row in phases(ESTABLISHED + text, "status", "opened", "closed") if row[0] != "contact"]
    assert open_ones == [("relations", "1921", "..")]


def test_a_contact_goes_before_relations_and_opens_nothing_after_them():
    contact = "In 1821 the Norwegian explorer Nils Holm arrived in Peru. "
    later = "In 1950 the Norwegian explorer Liv Holm arrived in Peru. "
    expected = [("contact", "1821", "1921"), ("relations", "1921", "..")]
    assert phases(contact + ESTABLISHED + later, "status", "opened", "closed") == expected


RUSSIA = ("Peru", "Russia")
DISSOLVED = "The Soviet Union was dissolved in December 1991. "
STATES = [
    ("Peru recognized Russia in 1890. ", [("relations", "Russian Empire", "1890", "..")]),
    (
        "Peru and the Soviet Union established diplomatic relations in 1969. ",
        [("relations", "Soviet Union", "1969", "..")],
    ),
    (
        "Peru and the Soviet Union established diplomatic relations in 1969. " + DISSOLVED,
        [("relations", "Soviet Union", "1969", "1991-12"), ("relations", "Russian Federation", "1991-12", "..")],
    ),
    (
        "Peru and the Soviet Union established diplomatic relations in 1969. "
        "Peru recognized the Russian Federation on 26 December 1991. ",
        [("relations", "Soviet Union", "1969", "1991-12-26"), ("relations", "Russian Federation", "1991-12-26", "..")],
    ),
    (
        "Peru and Russia established diplomatic relations in 1890. Relations were severed in 1917. "
        "The Union of Soviet Socialist Republics was formed in December 1922. ",
        [("relations", "Russian Empire", "1890", "1917"), ("severed", "Russian Empire, Soviet Union", "1917", "..")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_a_partner_that_changes_keeps_the_status_and_changes_the_name(text, expected):
    assert phases(text, "status", "state", "opened", "closed", dyad=RUSSIA) == expected


def test_states_that_have_borne_one_name_are_not_named():
    assert phases(ESTABLISHED, "state") == [(None,)]


def test_no_status_event_no_phase():
    assert phases("Peru and Norway are far apart. They met in 1955.", "status") == []


def test_what_opened_and_closed_a_phase_are_rows_of_events():
    corpus = bilateral.read_text(f"Peru–Norway relations\n\n{ESTABLISHED}{SEVERED}{RESTORED}\n")
    told = corpus.events["type"].to_dict()
    for row in corpus.phases.itertuples():
        assert told[row.opened_event] == row.opened_by
        if row.closed != "..":
            assert told[row.closed_event] == row.closed_by


@pytest.fixture
def folder(tmp_path):
    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(f"Peru–Norway relations\n\n{text}\n", encoding="utf-8")
        corpus = bilateral.read(tmp_path)
        table = corpus.phases[corpus.phases["source"] == "all"]
        return list(zip(table["status"], table["opened"], table["closed"], strict=True))

    return write


def test_all_sources_together_have_the_finest_date_of_each(folder):
    together = folder(
        diary="Peru and Norway established diplomatic relations in 1921. Relations were severed in 1968.",
        letters="Peru and Norway established diplomatic relations in June 1921. Relations were restored on 9 May 1971.",
        speech="Norway severed relations with Peru on 3 October 1968.",
    )
    assert together == [
        ("relations", "1921-06", "1968-10-03"),
        ("severed", "1968-10-03", "1971-05-09"),
        ("relations", "1971-05-09", ".."),
    ]


def test_each_source_has_its_own_phases_too(tmp_path):
    for name, year in (("diary", 1921), ("letters", 1931)):
        text = f"Peru–Norway relations\n\nPeru and Norway established diplomatic relations in {year}.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    table = bilateral.read(tmp_path).phases.set_index("source")["opened"]
    assert (table["diary"], table["letters"]) == ("1921", "1931")


def test_dyads_are_kept_apart(tmp_path):
    (tmp_path / "a.txt").write_text("Peru–Norway relations\n\nPeru recognized Norway in 1905.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "Peru–Chile relations\n\nChile severed relations with Peru in 1879.\n", encoding="utf-8"
    )
    table = bilateral.read(tmp_path).phases
    together = table[table["source"] == "all"].set_index("dyad")["status"].to_dict()
    assert together == {"chile-peru": "severed", "norway-peru": "relations"}


def test_every_limit_of_a_phase_is_edtf():
    """Also the time that nobody says, between a day and a month: both ends are written to one precision."""
    table = bilateral.read().phases
    for limit in {*table["opened"], *table["closed"]} - {".."}:
        parse_edtf(limit)
    assert "[1924-08-04..1942-12-31]" in set(table["closed"])
