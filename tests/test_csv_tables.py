"""CSV tables come back as they were written: the same rows and the same texts, in pandas and in Python's own reader."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral import csv_tables, saving
from bilateral.corpus import EXTRACTED

ODD = ["\r", "\n", "\r\n", '"', ",", ";", "'", " ", "\t", "=1+1", "\u2028", "\x0b", "\x1c", "é", "\\", "#", "\u202e"]
TEXTS = st.one_of(st.sampled_from(ODD), st.lists(st.sampled_from([*ODD, "a", "b"]), min_size=1).map("".join))
ROWS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(ROWS)
def test_what_is_written_is_read_back(rows):
    text = csv_tables.write(pd.DataFrame(rows, columns=["one", "two"], dtype="string"))
    with_csv = list(csv.reader(io.StringIO(text, newline="")))
    assert [tuple(row) for row in with_csv] == [("one", "two"), *rows]
    with_pandas = pd.read_csv(io.BytesIO(text.encode("utf-8")), dtype="string", keep_default_na=False)
    assert list(with_pandas.itertuples(index=False, name=None)) == rows
    assert text.endswith("\n") and not text.endswith("\r\n")


def test_a_lone_carriage_return_begins_no_row(tmp_path):
    (tmp_path / "a.txt").write_text("Peru recognized Norway in 1905.\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_bytes(b'file,label\na.txt,"one\rtwo"\n')
    corpus = bilateral.read(tmp_path)
    for name in EXTRACTED:
        raw = saving.files(corpus)[f"{name}.csv"]
        table = getattr(corpus, name)
        assert len(pd.read_csv(io.BytesIO(raw))) == len(table)
        assert len(list(csv.reader(io.StringIO(raw.decode(), newline="")))) == len(table) + 1


FORMULAS = ["=HYPERLINK(1)", "+1", "-1 percent", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_stays_verbatim_unless_it_is_to_be_safe(formula):
    table = pd.DataFrame({formula: [formula, "text"], "n": [-1.5, 2.0]})
    plain, safe = (
        list(csv.reader(io.StringIO(csv_tables.write(table, excel_safe=choice), newline="")))
        for choice in (False, True)
    )
    assert plain == [[formula, "n"], [formula, "-1.5"], ["text", "2.0"]]
    assert safe == [["'" + formula, "n"], ["'" + formula, "-1.5"], ["text", "2.0"]], "numbers are no formulas"


def test_tables_of_a_report_are_made_safe_where_that_is_asked_for():
    text = "Notes\n\n=1+1 Peru recognized Norway in 1905.\n\nIn 1940 Peru severed relations with Norway.\n"
    corpus = bilateral.read_text(text, dyad=("Peru", "Norway"))
    verbatim, safe = (saving.files(corpus, excel_safe) for excel_safe in (False, True))
    quotes = [pd.read_csv(io.BytesIO(files["events.csv"]))["quote"].tolist() for files in (verbatim, safe)]
    assert quotes[0] == corpus.events["quote"].tolist() and quotes[0][0].startswith("=1+1")
    assert quotes[1] == ["'" + quotes[0][0], quotes[0][1]]
    assert verbatim["sources.csv"] == safe["sources.csv"]


TABLES = [
    "a,b\nx,\n,é\n".encode(),
    "\ufeffa,b\nx,\n,é\n".encode(),
    "a,b\r\nx,\r\n,é\r\n".encode("utf-16"),
    "a,b\nx,\n,é\n".encode("cp1252"),
    " a ,b\nx\n,é\n".encode(),
]


@pytest.mark.parametrize("raw", TABLES)
def test_a_users_table_is_read_whatever_program_saved_it(tmp_path, raw):
    (tmp_path / "t.csv").write_bytes(raw)
    assert csv_tables.read(tmp_path / "t.csv").to_dict("list") == {"a": ["x", ""], "b": ["", "é"]}
