"""Every label that was made by hand is found in the seeds, and no row that the labels forbid."""

import csv
from pathlib import Path

import pandas as pd
import pytest

import bilateral
from bilateral.dates import edtf

FOLDER = Path(__file__).parent / "gold"


def labels(name):
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(label, *columns):
    return " ".join(label[name] for name in ("source", *columns))[:70]


@pytest.fixture(scope="module")
def corpus():
    return bilateral.read()


def rows(table, label, *equal):
    """The rows of a table that agree with a label in these columns; an empty cell is a missing value."""
    for name in ("source", "dyad", *equal):
        table = table[table[name].fillna("") == label[name]]
    return table


def dated(table, date):
    """The rows whose date lies within a label's; a day is told to the day, and what has no date has none."""
    if not date:
        return table[table["date"].isna()]
    if edtf.precision(date) == "day":
        return table[table["date"] == date]
    return table.loc[[i for i, one in table["date"].dropna().items() if edtf.within(one, date)]]


def quoted(corpus, table, label):
    """The rows that stand in the same sentence as the words of a label."""
    text = corpus.texts[label["source"]]
    places = [i for i in range(len(text)) if text.startswith(label["quote"], i)]
    assert places, f"no such words in {label['source']}: {label['quote']}"
    spans = [(at, at + len(label["quote"])) for at in places]
    starts, ends = table["char_start"], table["char_end"]
    inside = pd.Series(False, table.index)
    for a, b in spans:
        inside |= (starts < b) & (ends > a)
    return table[inside & (table["source"] == label["source"])]


@pytest.mark.parametrize("label", labels("events"), ids=lambda label: told(label, "type", "date"))
def test_every_labelled_event_is_found(corpus, label):
    found = dated(rows(corpus.events, label, "type"), label["date"])
    assert len(found) == 1
    assert len(quoted(corpus, found, label)) == 1 or found["mentions"].item() > 1


@pytest.mark.parametrize("label", labels("visits"), ids=lambda label: told(label, "visitor"))
def test_every_labelled_visit_is_found(corpus, label):
    found = rows(corpus.visits, label, "visitor", "office", "from_state", "to_state", "kind")
    found = quoted(corpus, dated(found, label["date"]), label)
    assert found["took_place"].tolist() == [True]


@pytest.mark.parametrize("label", labels("figures"), ids=lambda label: told(label, "measure", "value"))
def test_every_labelled_figure_is_found(corpus, label):
    found = rows(corpus.figures, label, "measure", "unit", "qualifier", "from_state", "to_state", "scope")
    found = quoted(corpus, dated(found, label["date"]), label)
    assert found["value"].tolist() == [float(label["value"])]
    if label["alternative"]:
        assert found["alternative"].tolist() == [float(label["alternative"])]
    else:
        assert found["alternative"].isna().all()


@pytest.mark.parametrize("label", labels("items"), ids=lambda label: told(label, "list", "item"))
def test_every_labelled_item_is_found(corpus, label):
    found = rows(corpus.items, label, "list", "from_state", "to_state")
    assert found["item"].str.contains(label["item"], regex=False).sum() == 1


@pytest.mark.parametrize("dyad", ["mexico-russia", "colombia-russia"])
def test_the_phases_of_all_sources_together_are_the_labelled_ones(corpus, dyad):
    found = corpus.phases[(corpus.phases["source"] == "all") & (corpus.phases["dyad"] == dyad)]
    found = found[["status", "state", "opened", "closed"]].values.tolist()
    wanted = [label for label in labels("phases") if label["dyad"] == dyad]
    all_of_them = [[label[name] for name in ("status", "state", "opened", "closed")] for label in wanted]
    needed = [row for row, label in zip(all_of_them, wanted, strict=True) if label["need"] == "must"]
    assert found in (all_of_them, needed)


@pytest.mark.parametrize("table", ["events", "figures", "visits", "items"])
def test_every_quote_and_every_date_stands_where_it_is_said_to_stand(corpus, table):
    found = getattr(corpus, table)
    assert len(found)
    for row in found.to_dict("records"):
        text = corpus.texts[row["source"]]
        assert text[row["char_start"] : row["char_end"]] == row["quote"]
        assert "\n" not in row["quote"]
        if pd.isna(row["date"]):
            assert pd.isna(row["date_text"])
        else:
            assert text[row["date_char_start"] : row["date_char_end"]] == row["date_text"]


def test_the_texts_are_the_files_with_their_line_ends_made_plain(corpus):
    for path in (Path(bilateral.files.data_folder("seeds"))).glob("*.txt"):
        assert corpus.texts[path.stem] == path.read_bytes().decode("utf-8").replace("\r\n", "\n")


# What the words of not_rows.csv may still stand in: rows that other words of the same sentence give.
ALLOWED = {
    # in 2014, an anniversary
    "90 years since the establishment of diplomatic relations between Mexico and the USSR": [
        ("anniversary", "2014-08")
    ],
    # one agreement, not one for each word of its text
    'signed the Treaty of Tlatelolco which prohibits "testing, use, manufacture, production or acquisition': [
        ("agreement", "1978")
    ],
    # an explorer is a contact, an exile is asylum; neither is a visit
    "Russian explorer Nikolai Rezanov arrived to California": [],
    "Leon Trotsky and his wife Natalia Sedova, moved to Mexico": [],
}


@pytest.mark.parametrize("label", labels("not_rows"), ids=lambda label: told(label, "table", "quote"))
def test_no_row_comes_from_words_that_give_none(corpus, label):
    found = quoted(corpus, getattr(corpus, label["table"]), label)
    said = (
        list(zip(found["type"], found["date"], strict=True)) if label["table"] == "events" else found["quote"].tolist()
    )
    assert said == ALLOWED.get(label["quote"], [])


def test_a_calendar_heading_gives_a_day_and_no_event(corpus):
    of_history = corpus.events[corpus.events["source"].str.startswith("001")]
    assert of_history.loc[of_history["date"] == "1924-08-04", "type"].tolist() == ["established"]


@pytest.mark.parametrize(
    "heading",
    ["Presidential visits from Mexico to the USSR / Russia[2][5]", "Presidential visits from Russia to Mexico"],
)
def test_a_list_that_is_missing_under_its_heading_is_told(corpus, heading):
    [remarks] = corpus.sources.loc[corpus.sources["source"] == "004_bc7ae961870a35f5", "remarks"]
    assert f"the reader found no list under the heading “{heading}”" in remarks
