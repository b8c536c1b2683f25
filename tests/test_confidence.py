"""How surely a row was read: what its rule was right in, and what was guessed; shown beside rows of low confidence."""

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from benchmarks import precision

import bilateral
from bilateral import charts, confidence, display, headlines, reports

LEVELS = ("low", "medium", "high")
SURE = "Norway–Peru relations\n\nNorway and Peru established diplomatic relations in 1955.\n"
SURE_RULE = "date/after"


def level(row, inferred=False):
    return LEVELS.index(confidence.of({"char_start": 100, "char_end": 200, "date_char_start": 150} | row, inferred))


def test_the_lower_bound_is_wilsons():
    # Wilson (1927); both values as statsmodels' proportion_confint(method="wilson") gives them
    assert confidence.lower(9, 10) == pytest.approx(0.5958, abs=1e-4)
    assert confidence.lower(20, 20) == pytest.approx(0.8389, abs=1e-4)
    assert confidence.lower(0, 5) == pytest.approx(0, abs=1e-12)


def test_the_levels_of_rules_are_those_of_the_codebook():
    for rule, row in confidence.measured().iterrows():
        bound = confidence.lower(row["right"], row["rows"])
        expected = "high" if bound >= 0.85 and row["rows"] >= 20 else "medium" if bound >= 0.6 else "low"
        assert confidence.of({"rule": rule, "char_start": 0, "char_end": 9, "date_char_start": 3}, False) == expected


def test_a_rule_that_was_never_met_is_low():
    assert level({"rule": "visits/by-balloon"}) == 0


@pytest.mark.parametrize(
    ("rules", "rule"),
    [
        ("events/active date/after", "date/after"),
        ("events/active events/and date/before rows/model", "date/before"),
        ("events/label", "events/label"),
        ("visits/noun rows/model", "visits/noun"),
        ("rows/model", ""),
    ],
)
def test_of_an_event_the_place_of_its_date_decides(rules, rule):
    assert confidence.decisive(rules) == rule


def test_each_guess_takes_a_step():
    row = {"rule": SURE_RULE}
    assert level(row) == 2
    assert level(row, inferred=True) == 1
    assert level(row | {"date_char_start": 40}) == 1  # in a sentence before
    assert level(row | {"date_char_start": 200}) == 1  # in the one after
    assert level(row | {"date_char_start": -1}) == 1  # nowhere
    assert level(row | {"date_char_start": 40}, inferred=True) == 0
    # the head of a column is where the date of a cell stands
    cell = {"rule": "figures/table-cell"}
    assert level(cell | {"date_char_start": 40}) == level(cell)


def test_a_pair_that_nobody_gave_and_no_title_names_makes_rows_less_sure():
    untitled = SURE.replace("Norway–Peru relations", "A short history")
    assert list(bilateral.read_text(SURE).events["confidence"]) == ["high"]
    inferred = bilateral.read_text(untitled)
    assert list(inferred.events["confidence"]) == ["medium"]
    assert inferred.inferred == {"text"}
    given = bilateral.read_text(untitled, dyad=("Norway", "Peru"))
    assert list(given.events["confidence"]) == ["high"]
    assert not given.inferred


def test_a_title_in_sources_csv_names_the_pair_too(tmp_path):
    (tmp_path / "a.txt").write_text(SURE.replace("Norway–Peru relations", "A short history"), encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,title\na.txt,Peru and Norway\n", encoding="utf-8")
    assert list(bilateral.read(tmp_path).events["confidence"]) == ["high"]


def test_a_date_of_the_sentence_before_makes_a_row_less_sure():
    text = SURE + "In 1968 the king fell ill. The embassy in Lima was thereby closed.\n"
    rows = bilateral.read_text(text).events.set_index("type")
    carried = rows.loc["mission_closed"]
    assert carried["date_char_start"] < carried["char_start"]
    assert carried["confidence"] == "low"


def test_rows_of_others_have_no_confidence(tmp_path):
    (tmp_path / "a.txt").write_text(SURE + "In 1960 Olav, they say, sailed for Peru.\n", encoding="utf-8")
    table, rows = ["table", "quote", "type", "visitor", "date"], tmp_path / "model.csv"
    with open(rows, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                table,
                ["visits", "Olav, they say, sailed", "", "Olav", "1960"],
                ["events", "established diplomatic relations in 1955", "established", "", "1955"],
            ]
        )
    corpus = bilateral.read(tmp_path / "a.txt", rows=rows)
    assert corpus.visits[["rule", "confidence"]].fillna("").to_numpy().tolist() == [["rows/model", ""]]
    assert corpus.events[["rule", "confidence"]].to_numpy().tolist() == [
        ["events/active date/after rows/model", "high"]  # the reader has it itself
    ]


def test_rows_that_a_person_has_put_right_have_no_confidence(tmp_path):
    (tmp_path / "a.txt").write_text(SURE, encoding="utf-8")
    quote = SURE.splitlines()[2]
    (tmp_path / "corrections.csv").write_text(
        f"action,source,table,quote,date,type,who,why\nchange,a,events,{quote},1956,,me,the gazette\n"
        f"add,a,events,{quote},1957,aid,me,the gazette\n",
        encoding="utf-8",
    )
    rows = bilateral.read(tmp_path).events
    assert list(rows["date"]) == ["1956", "1957"]
    assert rows["confidence"].isna().all()


def test_tables_without_rows_have_the_column_and_its_type():
    corpus = bilateral.read_text("Nothing.", dyad=("Norway", "Peru"))
    for table in confidence.TABLES:
        assert getattr(corpus, table)["confidence"].dtype == "string"
    assert display.confidence(corpus).rows.iloc[:, 1:4].eq("0").all(axis=None)
    assert not headlines.unsure(corpus)


@pytest.fixture(scope="module")
def mexico():
    return bilateral.load("mexico-russia")


def test_the_table_counts_each_row_once(mexico):
    counts = display.confidence(mexico).rows.set_index("Rows")
    for table in confidence.TABLES:
        levels = getattr(mexico, table)["confidence"].value_counts()
        assert {name: int(counts.at[table, name]) for name in LEVELS} == {name: levels.get(name, 0) for name in LEVELS}


def test_the_share_is_that_of_the_rules_by_their_rows():
    n = confidence.measured().loc[SURE_RULE]
    [share] = display.confidence(bilateral.read_text(SURE)).rows.set_index("Rows").loc[["events"], "Right, by their rules"]
    assert share == f"{n['right'] / n['rows']:.0%}"


def test_rows_of_low_confidence_and_no_others_have_a_question_mark(mexico):
    page = reports.Page(mexico, charts.events, charts.visits)
    for name, letter in {"events": "t", "visits": "v", "trade": "f"}.items():
        table = {"trade": "figures"}.get(name, name)
        html = page.show(name)._repr_html_()
        for label, one in getattr(mexico, table)["confidence"].items():
            [row] = re.findall(rf'<tr id="{letter}{label}">.*?</tr>', html, re.DOTALL)
            assert ("read with low confidence" in row) == (one == "low")
    for draw, table in ((charts.events, "events"), (charts.visits, "visits")):
        chart = draw(mexico)
        for label, one in chart.rows["confidence"].items():
            assert ("read with low confidence" in chart.titles[f"{table}:{label}"]) == (one == "low")
        assert "?: read with low confidence." in chart.subtitle


def test_a_chart_of_sure_rows_has_no_question_mark():
    chart = charts.events(bilateral.read_text(SURE))
    assert not any("?" in text for text in (chart.subtitle, chart.svg(), *chart.titles.values()))


def test_an_event_that_one_document_surely_states_has_no_question_mark(tmp_path):
    before = "Norway–Peru relations\n\nThe 1955 treaty was kept. The two states established relations as a result.\n"
    (tmp_path / "a.txt").write_text(SURE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(before, encoding="utf-8")
    corpus = bilateral.read(tmp_path)
    assert set(corpus.events["confidence"]) == {"high", "low"}
    drawn = charts.events(corpus).svg()
    words = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert not [text for text in words if "?" in text]


def test_counts_are_summed_by_the_rule_that_decides(tmp_path, monkeypatch):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_text(json.dumps({"status|events/active date/after": [3, 2], "visits|visits/noun": [1, 0]}), encoding="utf-8")
    other.write_text(json.dumps({"status|events/passive date/after": [4, 4]}), encoding="utf-8")
    monkeypatch.setattr(precision, "PLACE", tmp_path / "precision.csv")
    precision.main([str(one), str(other)])
    table = pd.read_csv(tmp_path / "precision.csv", index_col="rule")
    assert table.to_dict("index") == {"date/after": {"rows": 7, "right": 6}, "visits/noun": {"rows": 1, "right": 0}}


def test_the_labels_of_a_folder_are_counted(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(SURE, encoding="utf-8")
    label = {"doc": "a", "borderline": [], "status": [{"date": "1955"}], "visits": [], "figures": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    score = Path(tmp_path, "score.py")
    score.write_text(
        'STATUS, SAME, LEADER, LESSER = {"established"}, {}, "president", "vice"\n'
        'TABLES = {"status": ("events", lambda label, row: label["date"] == row.date)}\n',
        encoding="utf-8",
    )
    by_rule, by_level = precision.count(score, [tmp_path])
    assert by_rule == {"status|events/active date/after": [1, 1]}
    assert by_level == {("status", "high"): [1, 1]}
