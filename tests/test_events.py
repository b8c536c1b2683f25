"""This sentence gives this event, and this one gives none. All names and sentences are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral.extract.events import prose as events


def read(text, dyad=("Peru", "Norway")):
    return bilateral.read_text(f"{dyad[0]}–{dyad[1]} relations\n\n{text}\n", dyad=dyad).events


def told(text, dyad=("Peru", "Norway")):
    """What a text tells, in its order: (type, date) pairs."""
    events = read(text, dyad)
    return list(zip(events["type"], events["date"], strict=True))


STATUS = [
    ("In 1941 Norway fought at Bergen and Peru broke off relations on 8 December 1941.", ("severed", "1941-12-08")),
    (
        "In 1921 Norway established diplomatic relations with Latin American states, including Peru.",
        ("established", "1921"),
    ),
    ("Through the efforts of the two governments diplomatic ties were restored in 1946.", ("restored", "1946")),
    (
        "The Congress of Peru, called into session on 5 May 1940, severed diplomatic relations with Norway.",
        ("severed", "1940-05-05"),
    ),
    ("Norwegian recognition followed on 8 March 1922.", ("recognized", "1922-03-08")),
    ("De facto recognition was granted on 8 March 1922.", ("recognized", "1922-03-08")),
    ("Peru was accorded recognition by Oslo on 8 March 1922.", ("recognized", "1922-03-08")),
    ("Norway acknowledged the independence of Peru in 1826.", ("recognized", "1826")),
    ("The Peruvian state was recognised by Norway in 1921.", ("recognized", "1921")),
    ("Norway re-recognised Peru on 27 August 1991.", ("recognized", "1991-08-27")),
    ("Norway recognized the new state on 20 February 1905, as did England.", ("recognized", "1905-02-20")),
    ("Diplomatic relations were taken up in 1923.", ("established", "1923")),
    ("Diplomatic relations are considered to have begun on 21 May 1927.", ("established", "1927-05-21")),
    ("Formal relations are reckoned from 1857.", ("established", "1857")),
    ("Diplomatic relations at the level of legations were entered into in March 1945.", ("established", "1945-03")),
    ("Diplomatic relations were established soon after Peru's independence in 1966.", ("established", "1966~")),
    (
        "The two governments announced on 6 May 1962 that they had agreed to establish relations.",
        ("established", "1962-05-06"),
    ),
    ("The two countries decided on 6 May 1962 to re-establish diplomatic relations.", ("restored", "1962-05-06")),
    ("Ambassadors were exchanged once again in November 1980.", ("restored", "1980-11")),
    ("Relations were suspended, but in 1967 the two governments agreed to resume them.", ("restored", "1967")),
    ("Peru let its relations with Norway lapse in 1979.", ("lapsed", "1979")),
    ("Peru cancelled its relations with Oslo in June 2017.", ("severed", "2017-06")),
    ("The rupture with Norway in December 1961 surprised Peru.", ("severed", "1961-12")),
    ("Date of establishment: 11 January 1994", ("established", "1994-01-11")),
    # active, passive, nominal
    ("Peru and Norway established diplomatic relations on 7 June 1921.", ("established", "1921-06-07")),
    ("Diplomatic relations between Peru and Norway were established on 7 June 1921.", ("established", "1921-06-07")),
    (
        "The establishment of diplomatic relations between Peru and Norway took place on 7 June 1921.",
        ("established", "1921-06-07"),
    ),
    ("Peru established diplomatic relations with Norway in April 1921.", ("established", "1921-04")),
    ("Peru recognised the reunified country in 1976.", ("recognized", "1976")),
    ("Diplomatic and consular relations were established in 1921.", ("established", "1921")),
    ("Peru and Norway established diplomatic, economic and cultural relations in 1921.", ("established", "1921")),
    ("The two countries set up diplomatic ties in May 1921.", ("established", "1921-05")),
    ("Peru and Norway entered into diplomatic relations in 1921.", ("established", "1921")),
    ("Diplomatic relations began in 1921 when the two countries exchanged notes.", ("established", "1921")),
    ("On 7 June 1921, Peru and Norway agreed to establish diplomatic relations.", ("established", "1921-06-07")),
    ("Relations were formally established between 1961 and 1964.", ("established", "[1961..1964]")),
    ("Both nations established diplomatic relations in the early 1960s.", ("established", "[1960..1963]")),
    ("They established diplomatic relations about 1890.", ("established", "1890~")),
    ("By 1930 they had established diplomatic relations.", ("established", "[..1930]")),
    ("Oslo and Lima established diplomatic relations in the summer of 1921.", ("established", "1921-22")),
    ("Diplomatic relations were established on 29 November (O.S.)/11 December 1890.", ("established", "1890-12-11")),
    (
        "Peru became the first country in the Americas to establish relations with Norway in 1905.",
        ("established", "1905"),
    ),
    ("Peru was the last country to establish relations with Norway, in 1950.", ("established", "1950")),
    ("Norway, Sweden and Peru established diplomatic relations in 1921.", ("established", "1921")),
    ("Peru and Norway have maintained diplomatic relations since 7 June 1921.", ("established", "1921-06-07")),
    ("Diplomatic relations have existed since 1921.", ("established", "1921")),
    ("Diplomatic relations between Peru and Norway date from April 1921.", ("established", "1921-04")),
    (
        "The envoy was received on 7 June 1921. This date marks the establishment of diplomatic relations.",
        ("established", "1921-06-07"),
    ),
    (
        "Peru established diplomatic relations in 1972 and kept up good relations with Sweden, its neighbour's rival.",
        ("established", "1972"),
    ),
    ("Peru recognized Norway on 30 November 1905.", ("recognized", "1905-11-30")),
    ("Peru recognised the independence of Norway in 1905.", ("recognized", "1905")),
    ("Norway was recognized by Peru in May 1905.", ("recognized", "1905-05")),
    ("Peru's recognition of Norway came on 30 November 1905.", ("recognized", "1905-11-30")),
    ("The recognition of Norway by Peru followed in 1905.", ("recognized", "1905")),
    ("Peru extended recognition to Norway in 1905.", ("recognized", "1905")),
    ("Peru was among the first states to recognize Norway, in 1905.", ("recognized", "1905")),
    ("Norway had already recognized Peru by 1826.", ("recognized", "[..1826]")),
    ("Norway severed diplomatic relations with Peru on 3 October 1968.", ("severed", "1968-10-03")),
    ("Diplomatic relations between the two countries were severed in 1968.", ("severed", "1968")),
    (
        "The severance of diplomatic relations between Peru and Norway occurred on 3 October 1968.",
        ("severed", "1968-10-03"),
    ),
    ("Peru broke off diplomatic relations with Norway on 3 May 1968.", ("severed", "1968-05-03")),
    ("Peru cut ties with Norway in 1968.", ("severed", "1968")),
    ("Peru suspended diplomatic relations with Norway in 1968.", ("severed", "1968")),
    ("In 1968, when the army took power, Norway severed relations with Peru.", ("severed", "1968")),
    ("Diplomatic relations lapsed in 1940.", ("lapsed", "1940")),
    ("Diplomatic relations between the two countries were non-existent during 1940-1945.", ("lapsed", "1940/1945")),
    ("Diplomatic relations were dormant from 1940 to 1945.", ("lapsed", "1940/1945")),
    ("Diplomatic relations were maintained until 1940.", ("lapsed", "1940")),
    ("Relations were interrupted in 1940.", ("lapsed", "1940")),
    ("Relations were restored in late 1971.", ("restored", "[1971-09..1971-12]")),
    ("The two countries resumed diplomatic relations on 9 February 1971.", ("restored", "1971-02-09")),
    ("Peru and Norway re-established diplomatic relations in 1971.", ("restored", "1971")),
    (
        "The resumption of diplomatic relations between Peru and Norway took place on 9 May 1971.",
        ("restored", "1971-05-09"),
    ),
    ("Peru and Norway normalized relations in 1971.", ("restored", "1971")),
]


@pytest.mark.parametrize(("text", "event"), STATUS)
def test_a_sentence_on_relations_gives_its_event(text, event):
    assert told(text) == [event]


MISSIONS = [
    (
        "The Norwegian legation in Lima was suppressed on 1 June 1932.",
        "mission_closed",
        "1932-06-01",
        "legation",
        "Norway",
    ),
    ("The Norwegian legation in Lima was abandoned in 1914.", "mission_closed", "1914", "legation", "Norway"),
    (
        "Norway gave up its embassy in Lima at the end of 2008.",
        "mission_closed",
        "[2008-09..2008-12]",
        "embassy",
        "Norway",
    ),
    ("Not until 1928 did the Norwegian Legation reopen.", "mission_opened", "1928", "legation", "Norway"),
    ("A Norwegian embassy in Lima took up its work in 1995.", "mission_opened", "1995", "embassy", "Norway"),
    (
        "The envoy was instructed to close the Norwegian legation on 4 May 1937.",
        "mission_closed",
        "1937-05-04",
        "legation",
        "Norway",
    ),
    (
        "Norway would not discuss it, but on 11 June 1953 the Norwegian legation was closed.",
        "mission_closed",
        "1953-06-11",
        "legation",
        "Norway",
    ),
    ("Embassy of Norway in Lima: since December 2005", "mission_opened", "2005-12", "embassy", "Norway"),
    ("Norway opened an embassy in Lima in 1964.", "mission_opened", "1964", "embassy", "Norway"),
    ("In May 1920 Norway opened its first legation in Lima.", "mission_opened", "1920-05", "legation", "Norway"),
    ("Norway opened a consulate in Callao in 1907.", "mission_opened", "1907", "consulate", "Norway"),
    ("The Norwegian embassy in Lima was opened on 27 April 1964.", "mission_opened", "1964-04-27", "embassy", "Norway"),
    ("A Peruvian legation was established in Oslo in 1921.", "mission_opened", "1921", "legation", "Peru"),
    ("Norway has had an embassy in Lima since 1964.", "mission_opened", "1964", "embassy", "Norway"),
    ("Peru maintains an embassy in Oslo since 1970.", "mission_opened", "1970", "embassy", "Peru"),
    ("The Norwegian embassy in Lima was reopened in 2018.", "mission_opened", "2018", "embassy", "Norway"),
    ("Peru's embassy in Oslo was closed in 1992.", "mission_closed", "1992", "embassy", "Peru"),
    ("Norway closed its embassy in Lima in 2013.", "mission_closed", "2013", "embassy", "Norway"),
    (
        "The closure of the Norwegian embassy in Lima in 2013 was criticised.",
        "mission_closed",
        "2013",
        "embassy",
        "Norway",
    ),
    (
        "The Norwegian legation in Lima was raised to an embassy in 1953.",
        "mission_elevated",
        "1953",
        "embassy",
        "Norway",
    ),
    (
        "The Norwegian legation was upgraded to the rank of embassy on 1 May 1953.",
        "mission_elevated",
        "1953-05-01",
        "embassy",
        "Norway",
    ),
]


@pytest.mark.parametrize(("text", "kind", "date", "level", "owner"), MISSIONS)
def test_a_sentence_on_a_mission_gives_its_event_and_level_and_whose_it_was(text, kind, date, level, owner):
    [row] = read(text).to_dict("records")
    assert (row["type"], row["date"], row["level"]) == (kind, date, level)
    assert row["actors"].split(", ")[0] == owner


OTHERS = [
    ("Peru appointed Alma Quispe as ambassador to Norway in 1950.", ("envoy_appointed", "1950")),
    ("In 1950 Norway sent its first envoy to Peru.", ("envoy_appointed", "1950")),
    ("In March 1950 Norway named Olav Berg ambassador to Peru.", ("envoy_appointed", "1950-03")),
    ("Peru and Norway signed a trade agreement on 4 March 1955.", ("agreement", "1955-03-04")),
    ("A treaty of friendship was signed by Peru and Norway in 1955.", ("agreement", "1955")),
    ("The signing of the Treaty of Callao by Peru and Norway took place in 1955.", ("agreement", "1955")),
    ("Norway declared war on Peru in 1879.", ("war", "1879")),
    ("In 1917 Norway entered World War I.", ("war", "1917")),
    ("In May 1940 Norway entered World War II by declaring war on the invaders.", ("war", "1940-05")),
    ("The Peruvian Revolution of 1968 changed this.", ("revolution", "1968")),
    ("A revolution broke out in Peru in 1930.", ("revolution", "1930")),
    ("The writer Kari Nord sought asylum in Peru in 1940.", ("asylum", "1940")),
    ("In 1940 Norway granted asylum to the Peruvian poet Juan Rojas.", ("asylum", "1940")),
    ("Ambassador Olav Berg was assassinated in Lima in 1980.", ("death", "1980")),
    ("Norway sent humanitarian aid to Peru in 1970.", ("aid", "1970")),
    ("Norway provided Peru with aid in 1970.", ("aid", "1970")),
    ("In 1970 Norway launched a Peruvian satellite.", ("launch", "1970")),
    ("In 1821 Norwegian merchants arrived in Peru.", ("contact", "1821")),
    (
        "In 2021 Norway and Peru celebrated 100 years since the establishment of diplomatic relations.",
        ("anniversary", "2021"),
    ),
    (
        "On 28 July 1971 both countries celebrated the 50th anniversary of diplomatic relations.",
        ("anniversary", "1971-07-28"),
    ),
]


@pytest.mark.parametrize(("text", "event"), OTHERS)
def test_a_sentence_on_something_else_gives_its_event(text, event):
    assert told(text) == [event]


SEVERAL = [
    (
        "Norway opened an embassy in Lima in 1958. King Olav had long wished to travel, and did so in 1967.",
        [("mission_opened", "1958")],
    ),
    (
        "Norway opened an embassy in Lima in 1958, and Peru's embassy in Oslo in 1960 moved to new premises.",
        [("mission_opened", "1958")],
    ),
    ("The consulates in Peru were closed one by one from 1990 to 1993.", [("mission_closed", "1990")]),
    (
        "The Norwegian embassy in Lima was opened in 1923, and the Peruvian embassy in Oslo in 1927.",
        [("mission_opened", "1923"), ("mission_opened", "1927")],
    ),
    (
        "Peru opened an embassy in Oslo in 1975 and Norway one in Lima in 1980.",
        [("mission_opened", "1975"), ("mission_opened", "1980")],
    ),
    (
        "Peru's embassy in Oslo was reopened in 1975, Norway's in Lima in 1976.",
        [("mission_opened", "1975"), ("mission_opened", "1976")],
    ),
    (
        "Peru set up a legation in Oslo in 1916. Norway followed suit in 1920.",
        [("mission_opened", "1916"), ("mission_opened", "1920")],
    ),
    (
        "A legation was opened in Lima in 1927. It became an embassy in 1940.",
        [("mission_opened", "1927"), ("mission_elevated", "1940")],
    ),
    (
        "Peru's embassy in Oslo was closed from 1989 to 1992.",
        [("mission_closed", "1989"), ("mission_opened", "1992")],
    ),
    (
        "Relations were resumed under Belaúnde, in November 1964, and broken again on 22 September 1973.",
        [("restored", "1964-11"), ("severed", "1973-09-22")],
    ),
    (
        "Relations were restored on 16 July 1969, only to lapse on 12 April 1972.",
        [("restored", "1969-07-16"), ("lapsed", "1972-04-12")],
    ),
    (
        "Norway opened an embassy in Lima in 1961 and closed it in the eighties.",
        [("mission_opened", "1961"), ("mission_closed", "198X")],
    ),
    (
        "| Event | Date |\n|---|---|\n| Recognition of Norway by Peru | 2 December 1905 |\n| Norwegian embassy in Lima opened | April 1992 |",
        [("recognized", "1905-12-02"), ("mission_opened", "1992-04")],
    ),
    (
        "Peru recognized Norway in 1905 and established diplomatic relations with it in 1921.",
        [("recognized", "1905"), ("established", "1921")],
    ),
    ("Relations were severed in 1968 and restored in 1971.", [("severed", "1968"), ("restored", "1971")]),
    (
        "Relations were established in 1921, broken off in 1968 and resumed on 9 February 1971.",
        [("established", "1921"), ("severed", "1968"), ("restored", "1971-02-09")],
    ),
    (
        "Peru and Norway established relations in 1921, severed them in 1968 and restored them in 1971.",
        [("established", "1921"), ("severed", "1968"), ("restored", "1971")],
    ),
    (
        "Peru severed relations with Norway in 1968, but they were restored in 1971.",
        [("severed", "1968"), ("restored", "1971")],
    ),
    (
        "After relations had been severed in 1968, the two countries restored them in 1971.",
        [("severed", "1968"), ("restored", "1971")],
    ),
    (
        "Relations were severed in October 1968 and re-established three years later.",
        [("severed", "1968-10"), ("restored", "1971")],
    ),
    (
        "In 1905, Peru recognized Norway, and on 3 October 1968 Norway severed diplomatic relations with it.",
        [("recognized", "1905"), ("severed", "1968-10-03")],
    ),
    (
        "Peru closed its embassy in Oslo in 1992 and reopened it in 2003.",
        [("mission_closed", "1992"), ("mission_opened", "2003")],
    ),
    ("The embassy opened in 1964 and closed in 2013.", [("mission_opened", "1964"), ("mission_closed", "2013")]),
    (
        "Norway severed relations with Peru in 1968 after recognizing it in 1825.",
        [("severed", "1968"), ("recognized", "1825")],
    ),
    (
        "On 7 June 1921, Peru and Norway signed a treaty establishing diplomatic relations.",
        [("agreement", "1921-06-07"), ("established", "1921-06-07")],
    ),
    (
        "Establishment of Diplomatic Relations and the Norwegian Legation in Peru, 1827.",
        [("established", "1827"), ("mission_opened", "1827")],
    ),
    (
        "Diplomatic relations were resumed on May 2, 1827. The legation closed on June 3, 1830.",
        [("restored", "1827-05-02"), ("mission_closed", "1830-06-03")],
    ),
]


@pytest.mark.parametrize(("text", "events"), SEVERAL)
def test_several_events_in_a_sentence_have_each_its_own_date(text, events):
    assert told(text) == events


def test_a_mission_that_was_kept_from_to_was_opened_and_closed():
    events = read("Norway maintained a legation in Lima from 1921 to 1940.")
    assert set(zip(events["type"], events["date"], events["level"], strict=True)) == {
        ("mission_opened", "1921", "legation"),
        ("mission_closed", "1940", "legation"),
    }


NONE = [
    "Mutual recognition agreement: 12 May 2010",
    "Date of establishment of the chamber of commerce: 1990",
    "Norway abandoned its plans for an embassy in Lima in 1972.",
    "Norway gave up its claim to the building of the legation in 1972.",
    "The rebellion near the Norwegian legation was suppressed in 1932.",
    "In 1965 Peru took up the matter of relations with Norway.",
    "Norway acknowledged Peru as its main fish buyer in 1990.",
    "In 1990 Peru recognized the Norwegian state oil company's work.",
    "The Norwegian embassy in Lima began to work with local farmers in 1998.",
    "The embassy left its old villa. It became the embassy of Chile in 1992.",
    "Norway has an embassy in Lima: the first ambassador arrived in 1960.",
    "1958 – King Olav proposes talks. Earlier, relations had been established.",
    "The process of establishing diplomatic relations between Peru and Norway began in August 1907.",
    "Talks on restoring diplomatic relations between Peru and Norway began in August 1907.",
    "A parliamentary friendship group on relations with Norway was created on 7 March 1997.",
    "Peru maintained relations with the Axis until 20 January 1943.",
    "Embassy windows were broken by students in March 1964.",
    "A new Norwegian chancery in Lima was inaugurated in January 2006.",
    "Demonstrators in Lima called in August 2010 for a break in relations.",
    "Norway denied in June 2004 that it was about to shut its embassy in Lima.",
    "It was wrongly reported in 1980 that Norway had opened an embassy in Lima.",
    "In 1957 the police had found that the legation was lending films.",
    "In 2012 Norway thought of closing its embassy in Lima.",
    "Norway had no part in the occupation of the embassy that began on 2 August 1990.",
    # denied
    "Peru did not recognize Norway in 1905.",
    "Peru refused to recognize Norway in 1905.",
    "Peru never established diplomatic relations with Norway before 1921.",
    "Norway did not open an embassy in Lima in 1964.",
    "Peru has had no embassy in Oslo in all the years since.",
    # planned, wished for, talked about
    "Peru and Norway planned to establish diplomatic relations in 1920.",
    "Peru and Norway will establish diplomatic relations in 2030.",
    "In 1920 Peru proposed to establish diplomatic relations with Norway.",
    "In 1920 Peru and Norway negotiated the establishment of diplomatic relations.",
    "In May 1920 Peru offered to restore relations with Norway.",
    "Norway considered breaking off relations with Peru in 1968.",
    "Norway threatened to sever diplomatic relations with Peru in 1968.",
    "Norway plans to open an embassy in Lima in 2030.",
    "Peru and Norway negotiated a trade agreement in 1955.",
    "If Peru had recognized Norway in 1905, trade would have grown.",
    "The two presidents spoke of restoring relations at a meeting in 1996.",
    # a state of things
    "Peru and Norway continued to maintain diplomatic relations in 1968.",
    "In 1968 Peru and Norway maintained friendly relations.",
    "Norway maintains an embassy in Lima.",
    "Relations between Peru and Norway cooled in 1968 and improved in 1971.",
    # relations of another kind
    "Trade relations were established in 1907.",
    "Peru established trade relations with Norway in 1907.",
    "Cultural relations between the two countries began in 1907.",
    "Norway broke off trade talks with Peru in 1968.",
    # something else
    "Peru and Norway established a joint commission in 1988.",
    "The Norwegian School in Lima was established in 1950.",
    "Norway's parliament established a museum in Peru in 1990.",
    "Both countries have recognized the value of trade in 1990.",
    "Peru recognized Norwegian diplomas in 1990.",
    "In 1964 the embassy moved to a new building.",
    "Lima was founded in 1535.",
    # no date
    "Peru and Norway established diplomatic relations.",
    "Norway severed relations with Peru on 31 February 1968.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_was_not_done_gives_no_event(text):
    assert told(text) == []


THIRD = [
    "Chile, whose own ties with Norway had been cut between 1981 and 1985, claimed some of the credit.",
    "Sweden, which had recognized Peru in 1906, closed its embassy in Lima in 1942.",
    "Chile, where the Norwegian envoy lived, broke off relations with Peru in 1879.",
    "Embassy of Norway in Santiago: since 1990",
    "Sweden broke relations with Norway on 3 January 1961, closing its embassy.",
    "Peru had broken with Mauritania and Gabon in 1964.",
    "Peru established diplomatic relations with Sweden in 1921.",
    "Norway severed diplomatic relations with Chile in 1973.",
    "Sweden and Denmark established diplomatic relations in 1921.",
    "Chile recognized Norway in 1906.",
    "Peru recognized Finland in 1919.",
    "Norway was recognized by Chile in 1906.",
    "Norway opened an embassy in Santiago in 1964.",
    "Chile opened an embassy in Lima in 1964.",
    "The Soviet Union was dissolved in 1991.",
]


@pytest.mark.parametrize("text", THIRD)
def test_events_of_other_states_are_not_this_dyads(text):
    assert told(text) == []


UNTIL = [
    ("Peru did not recognize Norway until 1905.", ("recognized", "1905")),
    (
        "It was not until 7 June 1921 that Peru and Norway established diplomatic relations.",
        ("established", "1921-06-07"),
    ),
    ("Diplomatic relations were not restored until May 1971.", ("restored", "1971-05")),
]


@pytest.mark.parametrize(("text", "event"), UNTIL)
def test_what_was_not_done_until_a_time_was_done_then(text, event):
    assert told(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 Norway and Peru celebrated 100 years since the establishment of diplomatic relations.",
        "In 2021 the two countries marked 100 years of diplomatic relations.",
        "On 28 July 2021 both countries celebrated the centenary of the establishment of diplomatic relations.",
        "Peru and Norway celebrated the 100th anniversary of the establishment of diplomatic relations in 2021.",
    ],
)
def test_an_anniversary_establishes_nothing(text):
    assert "established" not in read(text)["type"].tolist()


CARRIED = [
    (
        "In March 1938 German troops entered Norway. The Peruvian legation in Oslo was closed shortly afterwards.",
        ("mission_closed", "1938~"),
    ),
    (  # told once more, without a date: the same break
        "Peru severed relations with Norway on 3 May 1938. In 1941 a minister wrote his memoirs. Peru had broken off relations.",
        ("severed", "1938-05-03"),
    ),
    (
        "The minister was received in Lima on 21 May 1858. This is regarded as the beginning of official relations.",
        ("established", "1858-05-21"),
    ),
    (
        "King Haakon wrote to the President on 9 January 1930. Norway thereby recognized Peru as an independent state.",
        ("recognized", "1930-01-09"),
    ),
    (
        "King Haakon received the minister of Peru on 3 May 1922. This act constituted recognition of Peru by Norway.",
        ("recognized", "1922-05-03"),
    ),
    (
        "11 November 1975 – Peru has a new government. The two states establish diplomatic relations.",
        ("established", "1975-11-11"),
    ),
    (
        "The note of January 1953 was not answered. Norway closed its legation in Lima on 11 June of that year.",
        ("mission_closed", "1953-06-11"),
    ),
    (
        "The note was answered on 3 May 1993, and diplomatic relations were established on the 24th of that month.",
        ("established", "1993-05-24"),
    ),
    (
        "Envoys came in 1961. Embassies were opened in both capitals later in the year.",
        ("mission_opened", "1961"),
    ),
    (
        "Peru and Norway first met in 1919. Two years later they established diplomatic relations.",
        ("established", "1921"),
    ),
    (
        "In 1966 a museum was founded. On 14 March the two countries established diplomatic relations.",
        ("established", "1966-03-14"),
    ),
    ("The king fell in 1966. Diplomatic relations were broken off in the same year.", ("severed", "1966")),
    ("1966\n\nIn March the two countries established diplomatic relations.", ("established", "1966-03")),
]


@pytest.mark.parametrize(("text", "event"), CARRIED)
def test_a_date_is_carried_over_from_the_sentence_or_heading_before(text, event):
    assert told(text) == [event]


TABLES = [
    (
        "| Country | Relations established | Notes |\n| Norway | 7 June 1921 | by notes |",
        [("established", "1921-06-07")],
    ),
    (
        "| Country | Date of establishment | Relations severed |\n| Norway | 7 June 1921 | 3 October 1968 |",
        [("established", "1921-06-07"), ("severed", "1968-10-03")],
    ),
    (
        "| Country | Recognized | Relations established |\n| Norway | 1905 | 1921, again 1971 |",
        [("recognized", "1905"), ("established", "1921"), ("restored", "1971")],
    ),
    ("| Country | Relations restored |\n| Norway | May 1971 |", [("restored", "1971-05")]),
    ("| Year | Event |\n| 1921 | Peru and Norway established diplomatic relations. |", [("established", "1921")]),
    ("| Country | Population counted |\n| Norway | 7 June 1921 |", []),
]


@pytest.mark.parametrize(("text", "events"), TABLES)
def test_a_column_with_a_header_says_what_its_dates_are(text, events):
    assert told(text) == events


def test_an_event_told_again_is_one_row_at_its_finest_date():
    text = (
        "Peru and Norway established diplomatic relations in 1921.\n\n"
        "Diplomatic relations were established in June 1921 in Lima.\n\n"
        "On 7 June 1921 the two countries established diplomatic relations."
    )
    [row] = read(text).to_dict("records")
    assert (row["type"], row["date"], row["mentions"]) == ("established", "1921-06-07", 3)
    assert row["quote"] == "On 7 June 1921 the two countries established diplomatic relations."


def test_events_told_with_different_dates_are_two_rows():
    text = "Peru and Norway established diplomatic relations in 1921.\n\nDiplomatic relations were established in 1931."
    assert told(text) == [("established", "1921"), ("established", "1931")]


def test_an_accord_named_by_its_date_is_what_was_told_without_one():
    text = "Peru and Norway established diplomatic relations. The 1921 accord was signed in Lima."
    assert ("established", "1921") in told(text)


def test_undated_relations_are_told_in_the_remarks():
    corpus = bilateral.read_text("Peru–Norway relations\n\nPeru and Norway established diplomatic relations.\n")
    assert "1 mention of relations that began, ended or were restored" in corpus.sources["remarks"][0]


def test_the_quote_is_the_sentence_and_the_date_words_may_stand_before_it():
    text = "Peru–Norway relations\n\nThey met in 1966. In that same year Peru recognized Norway. They were glad.\n"
    corpus = bilateral.read_text(text)
    [row] = corpus.events.to_dict("records")
    assert row["quote"] == "In that same year Peru recognized Norway."
    assert corpus.texts["text"][row["char_start"] : row["char_end"]] == row["quote"]
    assert corpus.texts["text"][row["date_char_start"] : row["date_char_end"]] == row["date_text"]


NAMES = st.sampled_from(
    [("Peru", "Norway"), ("Ghana", "Brazil"), ("Japan", "Chile"), ("Iceland", "Mali"), ("Siam", "Peru")]
)
SENTENCES = st.sampled_from(
    [
        ("{a} and {b} established diplomatic relations on {d}.", "established"),
        ("{a} recognized {b} on {d}.", "recognized"),
        ("On {d}, {b} severed diplomatic relations with {a}.", "severed"),
        ("Diplomatic relations between {a} and {b} were restored on {d}.", "restored"),
        ("On {d} {a} did not recognize {b}.", None),
        ("On {d} {a} proposed to establish diplomatic relations with {b}.", None),
    ]
)
MONTHS = "January February March April May June July August September October November December".split()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(NAMES, SENTENCES, st.integers(1, 28), st.integers(1, 12), st.integers(1816, 2024), st.booleans())
def test_the_same_sentence_of_any_two_states_and_any_day_gives_the_same_row(names, sentence, day, month, year, turned):
    words, kind = sentence
    a, b = names[::-1] if turned else names
    text = words.format(a=a, b=b, d=f"{day} {MONTHS[month - 1]} {year}")
    assert told(text, names) == ([(kind, f"{year}-{month:02d}-{day:02d}")] if kind else [])


def test_each_of_two_acts_has_its_own_date():
    assert told("On 6 May 1921 Peru recognized Norway, and on 10 October, diplomatic relations were established.") == [
        ("recognized", "1921-05-06"),
        ("established", "1921-10-10"),
    ]
    text = "In 1964, the embassy of Norway was opened in Lima, in 1971, the embassy of Peru was opened in Oslo."
    assert told(text) == [("mission_opened", "1964"), ("mission_opened", "1971")]


def test_an_approved_change_of_rank_is_one():
    text = "On 11 January 1941 Norway announced its approval to raise its legation in Lima to an embassy."
    assert told(text) == [("mission_elevated", "1941-01-11")]


def test_recognition_by_an_act_has_the_day_of_that_act():
    text = (
        "Norway recognized Peru in 1826 by signing a treaty of commerce. Mr. Strand signed the treaty on 7 June 1826."
    )
    assert ("recognized", "1826-06-07") in told(text)
    for other in ("The king died on 7 June 1826.", "The treaty was ended on 7 June 1830."):
        assert ("recognized", "1826") in told(f"Norway recognized Peru in 1826 by signing a treaty. {other}")


def test_what_no_two_sentences_share_is_not_compared_with_all_others(monkeypatch):
    compared = []
    real = events._same
    monkeypatch.setattr(events, "_same", lambda one, other: compared.append(one) or real(one, other))
    text = "Peru–Norway relations\n\n" + "Peru and Norway signed a treaty in 1990. " * 100
    assert len(bilateral.read_text(text).events) == 100
    assert len(compared) < 200


def test_a_report_gives_the_day_on_which_it_says_something_was_done():
    text = (
        "LIMA, Dec. 10, 2021 - Peru has severed relations with Norway, leaving it with few friends, after a brief statement "
        "read out by the Foreign Minister late on Thursday."
    )
    assert told(text) == [("severed", "2021-12-09")]


def test_years_of_severed_ties_are_no_break():
    text = "On 10 March 2023 Peru and Norway agreed to re-establish diplomatic relations after seven years of severed ties."
    assert told(text) == [("restored", "2023-03-10")]


def test_a_label_may_be_parted_from_its_value_by_blanks():
    text = "Diplomatic relations        since 1 August 1973\nEmbassy of Norway in Lima   since 1991\n"
    assert told(text) == [("established", "1973-08-01"), ("mission_opened", "1991")]
