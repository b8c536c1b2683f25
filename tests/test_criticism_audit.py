"""A coded table is held against documents: what they state with it, what otherwise, what the reader did not find, and what the table lacks."""

import pandas as pd
import pytest

from bilateral.cli import main

TEXT = """Norway–Peru relations

Norway and Peru established diplomatic relations on 4 May 1920. Norway opened an embassy in Lima on 1 March 1950.

In June 1995 President Tupac Vargas visited Oslo. In 1990 President Luisa Mamani visited Oslo.

In 2010 trade between Norway and Peru was $250 million.
"""


@pytest.fixture
def audit(tmp_path, capsys):
    """Run the command on a table; the rows of its CSV file."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def run(table, *words):
        (tmp_path / "coded.csv").write_text(table, encoding="utf-8")
        out = ["--documents", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]
        status = main(["audit", str(tmp_path / "coded.csv"), *out, *words])
        captured = capsys.readouterr()
        if status:
            return captured.err
        page = (tmp_path / "out" / "audit.html").read_text(encoding="utf-8")
        assert "<script" not in page and page.startswith("<!doctype html>")
        table = pd.read_csv(tmp_path / "out" / "audit.csv", dtype="string")
        for quote in table["quote"].dropna():
            assert quote in TEXT
        return table

    return run


def verdicts(table):
    own = table.dropna(subset="line")
    return own[["line", "verdict", "basis"]].fillna("").values.tolist()


def test_events(audit):
    table = audit(
        "Year;what;who\n1920-05-04;established;\n1950-03-20;mission_opened;Norway\n1922;established;\n1980;severed;\n",
        "--columns", "date=Year,type=what,actors=who",
    )  # fmt: skip
    assert verdicts(table) == [
        ["2", "supported", "exact"],
        ["3", "supported", "near (19 days)"],
        ["4", "stated otherwise", ""],
        ["5", "not found by the reader", ""],
    ]
    assert table.loc[2, ["stated", "source"]].tolist() == ["1920-05-04", "a"]
    assert not (table["verdict"] == "not in the table").any()


def test_visits_and_what_the_table_lacks(audit):
    table = audit(
        "date,visitor,to_state,dyad\n1995-06,T. Vargas,Norway,norway-peru\n1989-08,Luisa Mamani,Norway,Norway–Peru\n"
    )
    assert verdicts(table) == [["2", "supported", "exact"], ["3", "stated otherwise", ""]]
    table = audit("date,visitor\n1995-06-12,Tupac Vargas\n")
    assert table["verdict"].tolist() == ["supported", "not in the table"]
    assert table.loc[1, "what"] == "Luisa Mamani, Norway"


def test_a_visit_that_is_in_the_table_is_no_other_date_of_another(audit):
    table = audit("date,visitor\n1994-12,Tupac Vargas\n1995-06-12,Tupac Vargas\n")
    assert [verdict for _, verdict, _ in verdicts(table)] == ["not found by the reader", "supported"]


def test_each_document_has_its_own_word_on_a_row(audit, tmp_path):
    """Two documents with two days: one is exact, the other near; a third, two years off, states it otherwise."""
    (tmp_path / "docs").mkdir()
    for name, day in (("a", "4 May 1920"), ("b", "14 May 1920"), ("c", "4 May 1922")):
        text = f"Norway–Peru relations\n\nNorway and Peru established diplomatic relations on {day}.\n"
        (tmp_path / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "coded.csv").write_text("date,type\n1920-05-04,established\n", encoding="utf-8")
    out = tmp_path / "out"
    assert main(["audit", str(tmp_path / "coded.csv"), "--documents", str(tmp_path / "docs"), "--out", str(out)]) == 0
    table = pd.read_csv(out / "audit.csv", dtype="string").fillna("")
    assert table[["source", "verdict", "basis"]].values.tolist() == [
        ["a", "supported", "exact"],
        ["b", "supported", "near (10 days)"],
        ["c", "stated otherwise", ""],
    ]
    assert "1 supported, 0 stated otherwise, 0 not found" in (out / "audit.html").read_text(encoding="utf-8")


def test_figures(audit):
    table = audit("date,measure,value\n2010,trade,251e6\n2010,trade,9e6\n2011,trade,250e6\n")
    assert [verdict for _, verdict, _ in verdicts(table)] == [
        "supported",
        "stated otherwise",
        "not found by the reader",
    ]


@pytest.mark.parametrize(
    ("table", "words", "said"),
    [
        ("date,visitor\nlong ago,A\n", (), "coded.csv, line 2, date: 'long ago' is no EDTF date"),
        ("date,value\n1990,much\n", (), "coded.csv, line 2, value: 'much' is no number"),
        ("day,visitor\n1990,A\n", (), "coded.csv: needs columns date, and visitor"),
        ("day,visitor\n1990,A\n", ("--columns", "date=Day"), "columns: date=Day: no such column; ours are date, type"),
        ("date,visitor,dyad\n1990,A,Nowhere\n", (), "dyad: "),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_nothing_is_written(audit, tmp_path, table, words, said):
    err = audit(table, *words)
    assert said in err and err.count("\n") == 1 and not (tmp_path / "out").exists()
