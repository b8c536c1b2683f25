"""What a person puts right is applied to that row and no other, and told."""

import pytest

import bilateral
from bilateral import display
from bilateral.history import corrections

TEXT = """Peru–Norway relations

Peru and Norway established diplomatic relations on 3 May 1921. In 1940 Peru severed relations with Norway.
The two foreign offices exchanged friendly words in 1955. In 1960 trade between the two countries reached $4 million.
"""
HEAD = "action,source,table,quote,row,date,type,value,who,why\n"
SEVERED = "In 1940 Peru severed relations with Norway."


@pytest.fixture
def read(tmp_path):
    def reading(*lines, head=HEAD):
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "corrections.csv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        return bilateral.read(tmp_path)

    return reading


def events(corpus):
    return list(corpus.events[["type", "date"]].itertuples(index=False, name=None))


def test_without_corrections_no_row_is_marked(read):
    corpus = read()
    assert events(corpus) == [("established", "1921-05-03"), ("severed", "1940")]
    assert corpus.events["corrected"].isna().all() and corpus.corrections.empty


def test_a_changed_date_changes_the_phase(read):
    corpus = read(f"change,a,events,{SEVERED},severed,1940-04-09,,,Kari,the note is of 9 April")
    assert events(corpus) == [("established", "1921-05-03"), ("severed", "1940-04-09")]
    row = corpus.events.iloc[1]
    assert (str(row.earliest.date()), row.precision) == ("1940-04-09", "day")
    assert row.corrected == "changed by Kari: the note is of 9 April"
    assert list(corpus.phases["opened"][corpus.phases["source"] == "all"]) == ["1921-05-03", "1940-04-09"]


def test_a_dropped_row_is_gone_and_told(read):
    corpus = read(f"drop,a,events,{SEVERED},,,,,Kari,it was another Peru")
    assert events(corpus) == [("established", "1921-05-03")]
    assert "dropped in events" in repr(display.corrected(corpus.select("norway-peru")))


def test_an_added_row_points_at_its_words(read):
    quote = "The two foreign offices exchanged friendly words in 1955."
    corpus = read(f"add,a,events,{quote},,1955,contact,,Kari,a contact")
    row = corpus.events[corpus.events["type"] == "contact"].iloc[0]
    assert corpus.texts["a"][row.char_start : row.char_end] == row.quote == quote
    assert row.corrected == "added by Kari: a contact"
    assert "1955" in set(read().unread["text"]) and "1955" not in set(corpus.unread["text"])


def test_a_changed_amount(read):
    quote = "In 1960 trade between the two countries reached $4 million."
    corpus = read(f"change,a,figures,{quote},trade,,,4.5e6,Kari,the table says 4.5")
    assert list(corpus.figures["value"]) == [4_500_000]


def test_a_line_without_an_action_is_none(read):
    assert events(read(f",a,events,{SEVERED},severed,1941,,,,")) == [("established", "1921-05-03"), ("severed", "1940")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("drop,a,events,In 1941 Peru severed relations.,,,,,Kari,gone", "line 2: the quote does not stand in a.txt"),
        ("burn,a,events,x,,,,,Kari,y", "line 2: action 'burn' is none of add, change, drop"),
        ("drop,a,treaties,x,,,,,Kari,y", "line 2: table 'treaties' is none of events, figures, visits, items"),
        ("drop,b,events,x,,,,,Kari,y", "line 2: no document 'b'; there are a"),
        (f"drop,a,events,{SEVERED},,,,,,y", "line 2: who is empty"),
        (f"change,a,events,{SEVERED},,31 May,,,Kari,y", "line 2: date '31 May' is no EDTF date"),
        (f"change,a,events,{SEVERED},,,,,Kari,y", "line 2: nothing is given to change"),
        (f"change,a,events,{SEVERED},,,,5,Kari,y", "line 2: events has no column 'value' to give"),
        (f"add,a,events,{SEVERED},,1940,,,Kari,y", "line 2: a row that is added to events needs 'type'"),
        (f"drop,a,events,{SEVERED},war,,,,Kari,y", "line 2: 0 rows of events have this quote"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(read, line, told):
    with pytest.raises(bilateral.SourceError) as error:
        read(line)
    assert told in str(error.value) and "\n" not in str(error.value)
    assert str(error.value).startswith("corrections.csv")


def test_a_strange_column_is_told(read):
    with pytest.raises(bilateral.SourceError, match="has colour, which no table has"):
        read(head="action,source,table,quote,who,why,colour\n")


def test_what_is_offered_can_be_given_back(read, tmp_path):
    """The offered lines do nothing until somebody writes an action; then they name one row each."""
    plain = read()
    offer = corrections.offer(plain)
    assert "exchanged friendly words" in offer
    (tmp_path / "corrections.csv").write_text(offer, encoding="utf-8")
    assert bilateral.read(tmp_path).events.equals(plain.events)
    lines = [
        line.replace(",a,events,", "drop,a,events,", 1) if SEVERED in line else line for line in offer.splitlines()
    ]
    lines = [line + "y" if line.startswith("drop") else line for line in lines]
    lines = [line[: line.rindex(",")] + "Kari,y" if line.startswith("drop") else line for line in lines]
    (tmp_path / "corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    assert events(bilateral.read(tmp_path)) == [("established", "1921-05-03")]
