"""The seeds, changed: what the rows say follows the words, and nothing is known of these five files alone."""

import functools
import re
from pathlib import Path

import pandas as pd
import pytest

import bilateral
from bilateral.dates import edtf
from bilateral.files import data_folder
from bilateral.text import fold

SEEDS = {path.stem[:3]: path.read_bytes().decode("utf-8") for path in sorted(Path(data_folder("seeds")).glob("*.txt"))}
MEXICO, COLOMBIA = ("Mexico", "Russia"), ("Colombia", "Russia")
TABLES = ("events", "figures", "visits", "items")
OFFSETS = ["char_start", "char_end", "date_char_start", "date_char_end"]
PRINTED = ["quote", "date_text", "printed"]
SAID = {
    "events": ["type", "date", "level"],
    "figures": ["measure", "value", "unit", "qualifier", "date"],
    "visits": ["visitor", "office", "kind", "date"],
    "items": ["list", "item"],
}


def read(name, *changes):
    """The corpus of one seed in which words were replaced by others."""
    text = SEEDS[name]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return bilateral.read_text(text, source=name, dyad=COLOMBIA if name == "003" else MEXICO)


def rows(corpus):
    """All rows of a corpus without offsets and printed words, as (table, row) pairs."""
    out = []
    for table in TABLES:
        frame = getattr(corpus, table).drop(columns=OFFSETS + PRINTED, errors="ignore")
        out += [(table, row) for row in frame.astype(object).where(frame.notna(), None).to_dict("records")]
    return out


@functools.cache
def unchanged(name):
    """The rows of a seed as it is."""
    return tuple(rows(read(name)))


def less(one, other):
    """The rows of one that the other has not."""
    left = list(other)
    out = []
    for row in one:
        if row in left:
            left.remove(row)
        else:
            out.append(row)
    return out


def said(pairs):
    """What rows say, on a line each: "established 1924-08"."""
    short = [[row[name] for name in SAID[table]] for table, row in pairs]
    return sorted(
        " ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in row if v not in (None, "")) for row in short
    )


CHANGED = [
    ("004", "1 December 1890", "7 March 1893", "established 1890-12-01", "established 1893-03-07"),
    ("004", "1 December 1890", "March 1893", "established 1890-12-01", "established 1893-03"),
    ("004", "In 1891, the first", "In 1894, the first", "mission_opened 1891 legation", "mission_opened 1894 legation"),
    ("004", "Russian legation", "Russian consulate", "mission_opened 1891 legation", "mission_opened 1891 consulate"),
    (
        "004",
        "legation was opened",
        "legation was closed",
        "mission_opened 1891 legation",
        "mission_closed 1891 legation",
    ),
    ("004", "1910-1920", "1911-1919", "lapsed 1910/1920", "lapsed 1911/1919"),
    ("004", "In 1922, Russia", "In 1923, Russia", "state_formed 1922", "state_formed 1923"),
    ("004", "In August 1924", "In October 1923", "established 1924-08", "established 1923-10"),
    ("004", "In 1926, the USSR", "In 1927, the USSR", "envoy_appointed 1926", "envoy_appointed 1927"),
    ("004", "26 January 1930", "3 June 1931", "severed 1930-01-26", "severed 1931-06-03"),
    ("004", "26 January 1930", "30 June 1931", "severed 1930-01-26", "severed 1931-06-30"),
    ("004", "were severed due", "were restored due", "severed 1930-01-26", "restored 1930-01-26"),
    ("004", "In 1936 former", "In 1937 former", "asylum 1936", "asylum 1937"),
    ("004", "In August 1940", "In September 1941", "death 1940-08", "death 1941-09"),
    ("004", "in November 1942", "in early 1943", "restored 1942-11", "restored [1943-01..1943-04]"),
    ("004", "in December 1991", "in November 1990", "state_dissolved 1991-12", "state_dissolved 1990-11"),
    ("004", "In August 2014", "In September 2015", "anniversary 2014-08", "anniversary 2015-09"),
    ("004", "In 1806, Russian explorer", "In 1807, Russian explorer", "contact 1806", "contact 1807"),
    ("004", "In 2001 and 2013", "In 2003 and 2013", "launch 2001", "launch 2003"),
    (
        "004",
        "In 1973,",
        "In March 1975,",
        "Luis Echeverría President visit 1973",
        "Luis Echeverría President visit 1975-03",
    ),
    (
        "004",
        "Luis Echeverría",
        "Jorge Amado Ruiz",
        "Luis Echeverría President visit 1973",
        "Jorge Amado Ruiz President visit 1973",
    ),
    (
        "004",
        "an official visit by Mexican President",
        "a state visit by Mexican Prime Minister",
        "José López Portillo President official visit 1978",
        "José López Portillo Prime Minister state visit 1978",
    ),
    (
        "004",
        "in November 2004",
        "in March 2003",
        "Vladimir Putin President meeting 2004-11",
        "Vladimir Putin President meeting 2003-03",
    ),
    (
        "004",
        "approximately 77,000",
        "more than 81,500",
        "tourists 77000 people about 2014",
        "tourists 81500 people more than 2014",
    ),
    ("004", "$1,784 billion USD", "€2.5 million", "trade 1.784e+12 USD 2014", "trade 2.5e+06 EUR 2014"),
    ("004", "In 2014, two-way", "In 2016, two-way", "trade 1.784e+12 USD 2014", "trade 1.784e+12 USD 2016"),
    ("004", "tequila, beer", "mezcal, beer", "exports tequila", "exports mezcal"),
    ("004", "Nemak, Cemex", "Nemak, Fibrasol", "companies Cemex", "companies Fibrasol"),
    ("004", "BTR-60's", "BTR-70's", "arms BTR-60", "arms BTR-70"),
    ("004", "G-20 major economies", "Arctic Forum", "memberships G-20 major economies", "memberships Arctic Forum"),
    ("001", "relations back in 1890", "relations back in 1887", "established 1890", "established 1887"),
    ("001", "second decade", "third decade", "lapsed 191X", "lapsed 192X"),
    ("001", "in 1917, the same", "in 1905, the same", "revolution 1917", "revolution 1905"),
    ("001", "to Mexico in 1926", "to Mexico in April 1927", "envoy_appointed 1926", "envoy_appointed 1927-04"),
    ("001", "in Mexico in 1936", "in Mexico in March 1937", "asylum 1936", "asylum 1937-03"),
    ("001", "2 million U.S. dollars", "3 million pounds", "aid 2e+06 USD", "aid 3e+06 GBP"),
    ("001", "some 20,000 rifles", "up to 30,000 rifles", "arms 20000 rifles about", "arms 30000 rifles up to"),
    (
        "001",
        "at least 50,000 refugees",
        "nearly 60,000 refugees",
        "migrants 50000 people at least",
        "migrants 60000 people about",
    ),
    ("002", "by the late 1800s", "by 1893", "established [..1899]", "established [..1893]"),
    ("002", "the Soviet Union in 1924", "the Soviet Union on 3 March 1924", "recognized 1924", "recognized 1924-03-03"),
    ("002", "Mexican Revolution in 1910", "Mexican Revolution in 1911", "revolution 1910", "revolution 1911"),
    ("002", "Russian Revolution in 1917", "Russian Revolution in 1905", "revolution 1917", "revolution 1905"),
    ("003", "The 1935 accord", "The 1936 accord", "established 1935", "established 1936"),
    ("003", "The 1935 accord", "The June 1935 accord", "established 1935", "established 1935-06"),
    ("003", "agricultural products", "emeralds", "exports agricultural products", "exports emeralds"),
    ("000", "established in 1924", "established in 1925", "established 1924", "established 1925"),
    ("000", "Mexican Revolution of 1910", "Mexican Revolution of 1911", "revolution 1910", "revolution 1911"),
]


@pytest.mark.parametrize(("name", "old", "new", "before", "after"), CHANGED)
def test_other_words_change_the_row_that_they_say_and_no_other(name, old, new, before, after):
    now = rows(read(name, (old, new)))
    assert said(less(unchanged(name), now)) == [before]
    assert said(less(now, unchanged(name))) == [after]


TOLD_TOGETHER = [  # one date, two things that happened then
    ("001", "late 1942", "early 1943", ["restored [1943-01..1943-04]", "war [1943-01..1943-04]"]),
    ("002", "in 1991, Mexico", "in 1990, Mexico", ["established 1990", "state_dissolved 1990"]),
]


@pytest.mark.parametrize(("name", "old", "new", "after"), TOLD_TOGETHER)
def test_a_date_that_two_events_share_changes_both(name, old, new, after):
    now = rows(read(name, (old, new)))
    assert said(less(now, unchanged(name))) == after
    assert len(less(unchanged(name), now)) == 2


MORE_OR_FEWER = [
    ("004", "and ammunition", ", ammunition and wheat", [], ["exports wheat"]),
    ("004", "In 2001 and 2013", "In 2003", ["launch 2001", "launch 2013"], ["launch 2003"]),
    ("004", "In 2001 and 2013", "In 2001, 2005 and 2013", [], ["launch 2005"]),
    (
        "004",
        "tequila, beer, beef and automobiles",
        "beer",
        ["exports automobiles", "exports beef", "exports tequila"],
        [],
    ),
    ("002", "Mexico was one", "Mexico was not one", ["recognized 1924"], []),
    ("004", "were formally established", "were not established", ["established 1890-12-01"], []),
    ("004", "were severed due", "were maintained despite", ["severed 1930-01-26"], []),
    ("004", "an official visit by", "an official letter by", ["José López Portillo President official visit 1978"], []),
]


@pytest.mark.parametrize(("name", "old", "new", "gone", "come"), MORE_OR_FEWER)
def test_more_words_give_more_rows_and_fewer_give_fewer(name, old, new, gone, come):
    now = rows(read(name, (old, new)))
    assert said(less(unchanged(name), now)) == gone
    assert said(less(now, unchanged(name))) == come


@pytest.mark.parametrize(
    ("heading", "day"), [("05.09.", "1924-09-05"), ("September 5", "1924-09-05"), ("5 September", "1924-09-05")]
)
def test_the_day_of_on_this_day_is_the_calendar_headings(heading, day):
    corpus = read("001", ("04.08.", heading), ("  • 4 August 1924\n", ""))
    assert day in corpus.events.loc[corpus.events["type"] == "established", "date"].tolist()
    assert "1924-08-04" not in corpus.events["date"].tolist()


def test_on_this_day_without_any_day_is_the_year():
    corpus = read("001", ("04.08.\n", ""), ("  • 4 August 1924\n", ""))
    assert corpus.events.loc[corpus.events["type"] == "established", "date"].tolist() == ["1924", "1890"]


OTHER_COUNTRY = [
    ("Mexico City", "Lima"),
    ("Mexican", "Peruvian"),
    ("Mexico", "Peru"),
]


@pytest.mark.parametrize("name", ["000", "001", "002", "004"])
def test_another_country_in_the_words_is_another_country_in_the_rows(name):
    text = SEEDS[name]
    for old, new in OTHER_COUNTRY:
        text = text.replace(old, new)
    corpus = bilateral.read_text(text, source=name)  # nobody says which dyad it is
    assert corpus.dyads == ["peru-russia"]
    expected = []
    for table, row in unchanged(name):
        row = {**row, "dyad": "peru-russia"}
        for column in ("from_state", "to_state", "actors"):
            if row.get(column):
                row[column] = row[column].replace("Mexico", "Peru")
        expected.append((table, row))
    assert less(expected, rows(corpus)) == less(rows(corpus), expected) == []


DELETED = [  # all lines or sentences that mention an event, and what was told there and nowhere else
    ("000", r"[^.\n]*\b1924\b[^.\n]*", ["established 1924"]),
    ("000", r"[^.\n]*\b1910\b[^.\n]*", ["revolution 1910"]),
    ("001", r"[^.\n]*late 1942[^\n]*", ["restored [1942-09..1942-12]", "war [1942-09..1942-12]"]),
    ("001", r"[^.\n]*to Mexico in 1926[^\n]*", ["envoy_appointed 1926"]),
    ("001", r"Mexico sent the Republicans[^\n.]*.S.[^\n.]*\.", ["aid 2e+06 USD", "arms 20000 rifles about"]),
    ("002", r"[^.\n]*one of the first countries[^.\n]*\.", ["recognized 1924"]),
    ("002", r"[^.\n]*dissolution of the Soviet Union[^.\n]*\.", ["established 1991", "state_dissolved 1991"]),
    ("004", r"On 26 January 1930[^.\n]*\.", ["severed 1930-01-26"]),
    ("004", r"In 1891[^.\n]*\.\[1\]", ["mission_opened 1891 legation"]),
    ("004", r"In August 1940[^.\n]*\.\[3\]", ["death 1940-08"]),
    ("004", r"During respective revolutions[^.\n]*\.", ["lapsed 1910/1920"]),
    ("004", r"In 1973[^.\n]*\.", ["Luis Echeverría President visit 1973"]),
    ("004", r"Russian President Vladimir[^\n]*", ["Vladimir Putin President meeting 2004-11"]),
    ("004", r"In 2014, two-way[^\n]*?\[6\]", ["trade 1.784e+12 USD 2014"]),
    ("004", r"In 2014, approximately[^\n]*", ["tourists 77000 people about 2014"]),
    (
        "004",
        r"Mexico's main exports[^.\n]*\.",
        ["exports automobiles", "exports beef", "exports beer", "exports tequila"],
    ),
]


@pytest.mark.parametrize(("name", "words", "gone"), DELETED)
def test_what_no_words_mention_is_gone_and_the_rest_stays(name, words, gone):
    text, deleted = re.subn(words, "", SEEDS[name])
    assert deleted
    now = rows(bilateral.read_text(text, source=name, dyad=MEXICO))
    assert said(less(unchanged(name), now)) == gone
    assert less(now, unchanged(name)) == []


def test_without_the_accord_the_first_relations_of_colombia_are_of_the_early_century():
    corpus = read("003", ("The 1935 accord", "The accord"))
    assert corpus.events[["type", "date"]].values.tolist() == [["established", "[1900..1949]"]]


def test_relations_that_nobody_says_were_severed_end_at_an_unsaid_time():
    text = re.sub(r"On 26 January 1930[^.\n]*\.", "", SEEDS["004"])
    phases = bilateral.read_text(text, source="004", dyad=MEXICO).phases
    phases = phases[phases["source"] == "004"]
    assert phases["status"].tolist()[-4:] == ["relations", "lapsed", "relations", "relations"]
    assert phases["opened"].tolist()[-4:] == ["1924-08", "[1924-08..1942-11]", "1942-11", "1991-12"]
    assert phases["closed"].tolist()[-4:] == ["[1924-08..1942-11]", "1942-11", "1991-12", ".."]


@pytest.mark.parametrize(
    ("first", "second"), [("000", "001"), ("001", "004"), ("002", "004"), ("004", "002"), ("000", "002")]
)
def test_two_seeds_in_one_file_lose_nothing(first, second):
    joined = bilateral.read_text(f"{SEEDS[first]}\n\n{SEEDS[second]}", dyad=MEXICO)
    there = rows(joined)
    for table, row in unchanged(first) + unchanged(second):
        key = "type" if table == "events" else SAID[table][0]
        same = [other for name, other in there if name == table and other[key] == row[key]]
        if table == "items":
            same = [other for other in same if other["item"] == row["item"]]
        if table == "figures":
            same = [other for other in same if other["value"] == row["value"] and other["unit"] == row["unit"]]
        if row["date"] is not None:
            same = [other for other in same if other["date"] and edtf.within(other["date"], row["date"])]
        assert same, f"{table}: {row}"


def in_folder(folder, encode=str.encode, names=None):
    for name, text in SEEDS.items():
        (folder / f"{names[name] if names else name}.txt").write_bytes(encode(text))
    return bilateral.read(folder)


def comparable(corpus, table):
    """A table without offsets, its printed words in plain characters, its order of sources by their first words."""
    frame = getattr(corpus, table).drop(columns=[*OFFSETS, "remarks"], errors="ignore")
    for column in [*PRINTED, "title"]:
        if column in frame:
            frame[column] = frame[column].map(lambda text: text if pd.isna(text) else fold(text))
    return frame


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return in_folder(tmp_path_factory.mktemp("plain"))


def curly(text):
    text = re.sub(r"\B'(?=\w)", "\u2018", text).replace("'", "\u2019")
    return re.sub(r'\B"(?=\w)', "\u201c", text).replace('"', "\u201d")


ENCODED = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "curly quotes": lambda text: curly(text).encode(),
    "straight quotes": lambda text: text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}).encode(),
    "hyphens for dashes": lambda text: text.replace("\u2013", "-").encode(),
    "dashes for hyphens between digits": lambda text: re.sub(r"(?<=\d)-(?=\d)", "\u2013", text).encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 LE with a mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16 BE with a mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-32 with a mark": lambda text: text.encode("utf-32"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "blank lines between all lines": lambda text: text.replace("\n", "\n\n").encode(),
    "spaces at line ends": lambda text: text.replace("\n", "  \n").encode(),
}


@pytest.mark.parametrize("way", ENCODED)
def test_the_same_words_in_other_characters_give_the_same_rows(tmp_path, plain, way):
    corpus = in_folder(tmp_path, ENCODED[way])
    for table in (*TABLES, "phases", "sources"):
        pd.testing.assert_frame_equal(comparable(corpus, table), comparable(plain, table))
    for table in TABLES:
        for row in getattr(corpus, table).itertuples():
            assert corpus.texts[row.source][row.char_start : row.char_end] == row.quote


def test_no_break_spaces_give_the_same_rows(tmp_path, plain):
    corpus = in_folder(tmp_path, lambda text: text.replace(" ", "\u00a0").encode())
    for table in TABLES:
        pd.testing.assert_frame_equal(comparable(corpus, table), comparable(plain, table))
    assert "\u00a0" in corpus.events["quote"][0]
    assert not corpus.visits["visitor"].str.contains("\u00a0").any()


def test_windows_1252_is_told_in_the_remarks(tmp_path):
    (tmp_path / "a.txt").write_bytes(SEEDS["004"].encode("cp1252"))
    assert bilateral.read(tmp_path).sources["remarks"][0].startswith("read as Windows-1252\n")


@pytest.mark.parametrize(
    "names", [dict(zip(SEEDS, "edcba", strict=True)), {n: f"Peru-Japan {n} relations 1999" for n in SEEDS}]
)
def test_other_file_names_and_another_order_give_the_same_rows(tmp_path, plain, names):
    corpus = in_folder(tmp_path, names=names)
    old = {new: name for name, new in names.items()}
    for table in TABLES:
        frame = comparable(corpus, table)
        frame["source"] = frame["source"].map(old)
        frame = frame.sort_values("source", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(frame.astype(comparable(plain, table).dtypes), comparable(plain, table))
    columns = ["dyad", "status", "state", "opened", "closed"]
    together = [c.phases.loc[c.phases["source"] == "all", columns] for c in (corpus, plain)]
    assert together[0].values.tolist() == together[1].values.tolist()


def test_a_file_by_itself_gives_the_rows_that_it_gives_among_others(tmp_path, plain):
    (tmp_path / "004.txt").write_bytes(SEEDS["004"].encode())
    alone = bilateral.read(tmp_path / "004.txt")
    for table in TABLES:
        among = comparable(plain, table)
        among = among[among["source"] == "004"].reset_index(drop=True)
        pd.testing.assert_frame_equal(comparable(alone, table), among)


FURNITURE = [
    ("001", "fbpx"),
    ("001", "Photo Credit To Wikipedi Commons/Embassy of Mexico in Moscow"),
    ("001", "Facebook Comments Box"),
    ("001", "Related posts"),
    ("002", "September 14, 2023"),
    ("002", "Print"),
    ("002", "Poll conducted"),
    ("002", "33 (31%)"),
    ("004", "Jump to: navigation, search"),
    ("004", "From Infogalactic: the planetary knowledge core"),
    ("004", "See also"),
]


@pytest.mark.parametrize(("name", "line"), FURNITURE)
def test_page_furniture_gives_no_row_and_is_told(name, line):
    corpus = read(name)
    assert "set aside as page furniture" in corpus.sources["remarks"][0]
    assert line in corpus.sources["remarks"][0]
    without = read(name, (line, ""))
    assert less(rows(corpus), rows(without)) == less(rows(without), rows(corpus)) == []
    for table in TABLES:
        assert not getattr(corpus, table)["quote"].str.contains(line, regex=False).any()


MADE_UP_PAGE = """Peru–Norway relations
Skip to content
Posted on 3 May 2019
Share on Facebook
Peru and Norway established diplomatic relations on 7 June 1921, and have exchanged ambassadors ever since that day.
Leave a comment
Related articles
Peru severed diplomatic relations with Norway in 1968
Norway opened an embassy in Lima in 1964
"""


def test_furniture_of_a_page_that_nobody_has_seen_is_set_aside_too():
    corpus = bilateral.read_text(MADE_UP_PAGE)
    assert list(zip(corpus.events["type"], corpus.events["date"], strict=True)) == [("established", "1921-06-07")]
    for line in (
        "Posted on 3 May 2019",
        "Share on Facebook",
        "Related articles",
        "Norway opened an embassy in Lima in 1964",
    ):
        assert line in corpus.sources["remarks"][0]


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Presidential visits from Mexico to the USSR / Russia[2][5]", "President Elena Ruiz Montoya (1981)"),
        ("Presidential visits from Russia to Mexico", "President Ivan Petrovich Orlov (2003)"),
        ("Resident diplomatic missions", "Mexico has an embassy in Moscow."),
    ],
)
def test_a_list_that_is_missing_is_told_until_it_is_there(heading, below):
    told = f"the reader found no list under the heading “{heading}”"
    assert told in read("004").sources["remarks"][0]
    assert told not in read("004", (f"{heading}\n", f"{heading}\n\n- {below}\n")).sources["remarks"][0]


def test_a_list_of_visits_that_is_put_in_gives_its_visits():
    heading = "Presidential visits from Russia to Mexico\n"
    corpus = read("004", (heading, f"{heading}\n- President Ivan Petrovich Orlov (2003)\n"))
    come = less(rows(corpus), unchanged("004"))
    assert said(come) == ["Ivan Petrovich Orlov President visit 2003"]
    assert [(row["from_state"], row["to_state"]) for _, row in come] == [("Russia", "Mexico")]
