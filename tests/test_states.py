"""States: which lineage a name belongs to, what a state was called when, and which pair a document is about."""

import pytest

import bilateral
from bilateral.states import names as states

LINEAGES = [
    ("USSR", "Russia"),
    ("the Soviet Union", "Russia"),
    ("Soviet Union", "Russia"),
    ("Russian Empire", "Russia"),
    ("Russian Federation", "Russia"),
    ("russia", "Russia"),
    ("PERU", "Peru"),
    ("Persia", "Iran"),
    ("Siam", "Thailand"),
    ("Burma", "Myanmar"),
    ("Ceylon", "Sri Lanka"),
    ("Ottoman Empire", "Turkey"),
    ("Türkiye", "Turkey"),
    ("Abyssinia", "Ethiopia"),
    ("Upper Volta", "Burkina Faso"),
    ("Zaire", "Democratic Republic of the Congo"),
    ("Côte d'Ivoire", "Ivory Coast"),
    ("Côte d’Ivoire", "Ivory Coast"),
    ("Great Britain", "United Kingdom"),
    ("USA", "United States"),
    ("Holland", "Netherlands"),
    ("New Granada", "Colombia"),
    ("Hawaii", "Hawaii"),
    ("Atlantis", "Atlantis"),
]


@pytest.mark.parametrize(("name", "lineage"), LINEAGES)
def test_a_name_belongs_to_a_lineage_and_an_unknown_one_is_its_own(name, lineage):
    assert states.resolve(name) == lineage


PAIRS = [
    (("Mexico", "Japan"), ("Japan", "Mexico"), "japan-mexico"),
    (("Japan", "Mexico"), ("Japan", "Mexico"), "japan-mexico"),
    (("USSR", "Mexico"), ("Mexico", "Russia"), "mexico-russia"),
    (["Peru", "Persia"], ("Iran", "Peru"), "iran-peru"),
    ("mexico-russia", ("Mexico", "Russia"), "mexico-russia"),
    ("russia-mexico", ("Mexico", "Russia"), "mexico-russia"),
    ("guinea-bissau-portugal", ("Guinea-Bissau", "Portugal"), "guinea-bissau-portugal"),
    ("mexico-south-korea", ("Mexico", "South Korea"), "mexico-south-korea"),
    ("north-korea-south-korea", ("North Korea", "South Korea"), "north-korea-south-korea"),
    (("Baden", "Hawaii"), ("Baden", "Hawaii"), "baden-hawaii"),
    ("Mexico-Russia", ("Mexico", "Russia"), "mexico-russia"),
    ("mexico-ussr", ("Mexico", "Russia"), "mexico-russia"),
    ("Mexico, Russia", ("Mexico", "Russia"), "mexico-russia"),
    ("Mexico and the Soviet Union", ("Mexico", "Russia"), "mexico-russia"),
    ("the U.S.S.R. and the U.S.A.", ("Russia", "United States"), "russia-united-states"),
    ("Greece–Sudan", ("Greece", "Sudan"), "greece-sudan"),
    ("Chile/Norway", ("Chile", "Norway"), "chile-norway"),
    ("czechoslovakia-ussr", ("Czechoslovakia", "Russia"), "czechoslovakia-russia"),
    ("soviet-union-siam", ("Russia", "Thailand"), "russia-thailand"),
    ("trinidad-and-tobago-peru", ("Peru", "Trinidad and Tobago"), "peru-trinidad-and-tobago"),
    ("Serbia and Montenegro", ("Montenegro", "Serbia"), "montenegro-serbia"),
    ("guinea-guinea-bissau", ("Guinea", "Guinea-Bissau"), "guinea-guinea-bissau"),
    ("papua-new-guinea-guinea", ("Guinea", "Papua New Guinea"), "guinea-papua-new-guinea"),
    (("Japon", "Perú"), ("Japan", "Peru"), "japan-peru"),
    (("Alemania", "Suecia"), ("Germany", "Sweden"), "germany-sweden"),
    ("México y Rusia", ("Mexico", "Russia"), "mexico-russia"),
    ("Soviet-Mexican", ("Mexico", "Russia"), "mexico-russia"),
    ("Россия-Мексика", ("Mexico", "Russia"), "mexico-russia"),
    (("ivory coast", "Mexcio"), ("Ivory Coast", "Mexico"), "ivory-coast-mexico"),
    ("Switzerlnd–Phillipines", ("Philippines", "Switzerland"), "philippines-switzerland"),
    (("Côte d'Ivoire", "Peru"), ("Ivory Coast", "Peru"), "ivory-coast-peru"),
]


@pytest.mark.parametrize(("dyad", "pair", "slug"), PAIRS)
def test_a_dyad_is_two_states_in_alphabetical_order(dyad, pair, slug):
    assert states.pair(dyad) == pair
    assert states.slug(pair) == slug
    assert states.slug(pair[::-1]) == slug


@pytest.mark.parametrize(
    "dyad",
    [
        "mexico",
        "",
        "mexico-atlantis",
        "mexicorussia",
        ("Mexico",),
        ("a", "b", "c"),
        ("Mexico", "Mexico"),
        ("USSR", "Russia"),
        ("Mexico", ""),
        5,
        "guinea-bissau",
        "ussr-russia",
        "Mexico, Mexico",
        ("Mexico", "Atlantis"),
        ("Wakanda", "Peru"),
        "mexico-" * 3000,
        ("Peru", None),
    ],
)
def test_what_is_no_pair_is_told_in_one_line(dyad):
    with pytest.raises(bilateral.SourceError, match="^dyad: ") as error:
        states.pair(dyad)
    assert "\n" not in str(error.value)
    assert repr(dyad) in str(error.value)


REFUSED = [  # what is no state's name, or may be several states', and what is near
    (("Wakanda", "Peru"), "'Wakanda' is no state that the reader knows; near: "),
    ("mexico-ruritania", "'ruritania' is no state that the reader knows; near: Mauritania"),
    (("Peru", "Slovania"), "'Slovania' is no state that the reader knows; near: Slovenia, Slovakia"),
    (("Dominican", "Peru"), "'Dominican' is no state that the reader knows; near: Dominica, Dominican Republic"),
    (("Xyzzyq", "Peru"), "'Xyzzyq' is no state that the reader knows; name it in states.csv"),
]


@pytest.mark.parametrize(("dyad", "words"), REFUSED)
def test_a_name_that_is_no_states_is_refused_with_what_is_near(dyad, words):
    with pytest.raises(bilateral.SourceError) as error:
        states.pair(dyad)
    assert words in str(error.value) and "states.csv" in str(error.value)
    with pytest.raises(bilateral.SourceError):
        bilateral.read_text("In 1950 they established diplomatic relations.", dyad=dyad)


RURITANIA = "state,names,adjective,capital\nRuritania,Kingdom of Ruritania,Ruritanian; Ruritanians,Strelsau\n"


def test_a_table_of_states_beside_the_documents_names_further_parties(tmp_path):
    (tmp_path / "states.csv").write_text(RURITANIA, encoding="utf-8")
    words = "Notes\n\nIn 1905 the Ruritanian government recognized Norway. In 1907 an embassy of Norway opened in Strelsau.\n"
    (tmp_path / "notes.txt").write_text(words, encoding="utf-8")
    for dyad in ("norway-ruritania", ("kingdom of ruritania", "Norvège"), "Ruritania and Norway"):
        corpus = bilateral.read(tmp_path, dyad=dyad)
        assert corpus.dyads == ["norway-ruritania"]
        assert corpus.events[["type", "actors"]].values.tolist() == [
            ["recognized", "Ruritania, Norway"],
            ["mission_opened", "Norway, Ruritania"],
        ]
    assert bilateral.read(tmp_path).dyads == ["norway-ruritania"], "the names that it adds are not looked for"
    assert len(bilateral.load("Ruritania, Norway", documents=tmp_path).events) == 2


BAD_STATES = [
    ("name\nRuritania\n", "lacks the column 'state'|has name"),
    ("state,colour\nRuritania,red\n", "has colour; its columns are state, names, adjective, capital"),
    ("state,names\nRuritania,Peru\n", "line 2: 'Peru' is a name of Peru, not of Ruritania"),
    ("state\nRuritania\n \n''\n", "line [34]: state .* is no name in Latin letters"),
]


@pytest.mark.parametrize(("table", "words"), BAD_STATES)
def test_a_table_of_states_that_cannot_be_used_is_one_line(tmp_path, table, words):
    (tmp_path / "states.csv").write_text(table, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Peru recognized Norway in 1905.\n", encoding="utf-8")
    with pytest.raises(bilateral.SourceError, match=f"^states.csv.*({words})") as error:
        bilateral.read(tmp_path)
    assert "\n" not in str(error.value)


def test_a_title_that_names_no_known_state_is_doubted_aloud():
    corpus = bilateral.read_text("Ruritania–Peru relations\n\nPeru recognized Ruritania in 1905.\n")
    assert "'Ruritania' is no state that the reader knows" in corpus.sources["remarks"][0]
    assert corpus.select(("Peru", "ruritania")).dyads == ["peru-ruritania"]


NAMES = [
    ("Russia", "1850", "Russian Empire"),
    ("Russia", "1890-12-01", "Russian Empire"),
    ("Russia", "1924-08-04", "Soviet Union"),
    ("Russia", "1991-12-25", "Soviet Union"),
    ("Russia", "1991-12-27", "Russian Federation"),
    ("Russia", "2014", "Russian Federation"),
    ("Russia", None, "Russian Federation"),
    ("Iran", "1924", "Persia"),
    ("Iran", "1950", "Iran"),
    ("Thailand", "1890", "Siam"),
    ("Turkey", "1910", "Ottoman Empire"),
    ("Turkey", "1924", "Turkey"),
    ("Colombia", "1850", "New Granada"),
    ("Colombia", "1935", "Colombia"),
    ("Mexico", "1890", None),
    ("Atlantis", "1890", None),
]


@pytest.mark.parametrize(("state", "date", "name"), NAMES)
def test_the_name_of_the_time(state, date, name):
    assert states.named(state, date) == name


def test_in_a_year_of_two_names_the_first_day_decides_or_the_last():
    assert states.named("Russia", "1991") == "Soviet Union"
    assert states.named("Russia", "1991", last=True) == "Russian Federation"


TITLES = [
    ("Peru–Norway relations", "norway-peru"),
    ("Norway - Peru relations", "norway-peru"),
    ("Relations between Ghana and Brazil", "brazil-ghana"),
    ("Mexico and the Soviet Union", "mexico-russia"),
    ("A Short History of Soviet-Peruvian Ties", "peru-russia"),
    ("Côte d’Ivoire–Peru relations", "ivory-coast-peru"),
    ("Papua New Guinea–Guinea relations", "guinea-papua-new-guinea"),
    ("Baden–Hawaii relations", "baden-hawaii"),
    ("Ruritania–Peru relations", "peru-ruritania"),
]


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_the_dyad_is_read_from_the_title(title, slug):
    corpus = bilateral.read_text(f"{title}\n\nFrance and Chile met. France and Chile met again in 1924, as all know.\n")
    assert corpus.dyads == [slug]


def test_without_a_title_that_says_so_the_dyad_is_the_pair_that_is_named_most():
    words = "Peru met Norway in 1950. Chile was there. Peru and Norway met again in 1951. Peruvians were glad."
    assert bilateral.read_text(f"Notes of a traveller\n\n{words}\n").dyads == ["norway-peru"]


def test_a_dyad_that_is_told_goes_before_the_documents_own():
    corpus = bilateral.read_text(
        "Peru–Norway relations\n\nIn 1905 Chile recognized Norway.\n", dyad=("Chile", "Norway")
    )
    assert corpus.dyads == ["chile-norway"]
    assert corpus.events["type"].tolist() == ["recognized"]


RECOGNITIONS = [  # who is who: "… recognized …" in 1950 gives a row of these two, or none
    (("Peru", "Russia"), "Peru recognized the USSR", True),
    (("Peru", "Russia"), "Peru recognized the U.S.S.R.", True),
    (("Peru", "Russia"), "The Soviet Union recognized Peru", True),
    (("Peru", "Russia"), "Moscow recognized Peru", True),
    (("Peru", "Russia"), "The Kremlin recognized Peru", True),
    (("Peru", "United States"), "The White House recognized Peru", True),
    (("Peru", "Thailand"), "Peru recognized Siam", True),
    (("Mexico", "United States"), "The United States recognized Mexico", True),
    (("Guinea", "Peru"), "Peru recognized Papua New Guinea", False),
    (("Guinea", "Peru"), "Peru recognized Equatorial Guinea", False),
    (("Guinea", "Peru"), "Peru recognized Guinea", True),
    (("Mexico", "Peru"), "Peru recognized New Mexico", False),
    (("Jordan", "Peru"), "Peru recognized the Jordan River as a border", False),
    (("China", "Peru"), "Peru recognized Taiwan", False),
    (("North Korea", "Peru"), "Peru recognized South Korea", False),
]


@pytest.mark.parametrize(("dyad", "words", "row"), RECOGNITIONS)
def test_a_state_is_known_by_its_names_and_not_taken_for_another(dyad, words, row):
    corpus = bilateral.read_text(f"Notes\n\nIn 1950 {words}.\n", dyad=dyad)
    assert corpus.events["type"].tolist() == ["recognized"] * row


def test_a_text_may_give_a_state_a_short_name():
    text = "Peru recognized the Republic of China (ROC) in 1920. On 9 May 1921 the ROC opened a legation in Lima."
    events = bilateral.read_text(f"{text}\n", dyad=("Peru", "Taiwan")).events
    assert ("mission_opened", "1921-05-09", "Taiwan, Peru") in set(
        events[["type", "date", "actors"]].itertuples(index=False, name=None)
    )
    assert states.defined("The Ministry of Foreign Affairs of Japan (MOFA) and the government of Japan (GOJ)") == []
