"""Plans are checked whole before anything runs: every problem is told at once, with its line, and nothing is written."""

import json
import os
import sys

import pytest
from batches import contents, notebook, plan, write

import bilateral
from bilateral.cli import main
from bilateral.reports import from_plan, running
from bilateral.reports.jobs import Documents, corpus
from bilateral.reports.plan import PlanError

PERU = "Peru–Japan relations\n\nPeru and Japan established diplomatic relations on 21 August 1873.\n"
OUTPUT = "up to 100 letters"
#: What a plan says, and for each problem its line and some words of it.
WRONG = {
    "nothing": ("", [(None, "empty")]),
    "a comment": ("# soon\n", [(None, "empty")]),
    "no reports": ("reports:\n", [(None, "empty")]),
    "not YAML": ("reports:\n  - {dyad: [\n", [(3, "not YAML")]),
    "two documents": ("- {}\n---\n- {}\n", [(2, "not YAML")]),
    "a word": ("report\n", [(1, "needs a list of reports")]),
    "neither key": ("\ndyad: mexico-russia\n", [(2, "'reports:' or 'grid:'")]),
    "no mapping": ("- mexico-russia\n", [(1, "needs names with values")]),
    "a name twice": ("- {dyad: mexico-russia,\n   dyad: mexico-russia}\n", [(2, "'dyad' is given twice")]),
    "unknown notebook": ("- notebook: repot\n", [(1, "'repot'; there are 00_start_here")]),
    "unknown parameter": ("- dyad: mexico-russia\n  year: 5\n", [(2, "'year' is not a parameter of report.ipynb")]),
    "code for a name": ('- dyad: mexico-russia\n  "x=1\\nimport os": 5\n', [(2, r"'x=1\nimport os' is not a parameter")]),
    "wrong types": (
        "- dyad: 5\n- start: 1.5\n- start: true\n- {dyad: [mexico, russia]}\n- documents: 1\n",
        [(1, "dyad: 5 is not of type str"), (2, "start: 1.5"), (3, "start: True"), (4, "dyad: ['mexico'"), (5, "documents: 1")],
    ),
    "wrong values": (
        "- dyad: mexico-japan\n- start: long ago\n- start: 1950\n  end: 1900\n- documents: nowhere\n- end: 1930-02-31\n",
        [
            (1, "mexico-japan"),
            (2, "long ago"),
            (3, "1950 is after end 1900"),
            (5, "nowhere"),
            (6, "end: '1930-02-31'"),
        ],
    ),
    "documents on others": ("- {dyad: mexico-russia, documents: peru}\n", [(1, "'mexico-russia'; these")]),
    "the default dyad of others": ("- documents: peru\n", [(1, "'mexico-russia'; these documents are on: japan-peru")]),
    "no name for a file": (
        "".join(
            f"- output: {name}\n"
            for name in ("../../x", "'{dyad.__class__}'", "/x", "a/b", ".x", "con", "'x '", "5", "[a]")
        ),
        [(line, OUTPUT) for line in range(1, 10)],
    ),
    "names that are ours": ("- output: index\n- output: Manifest\n", [(1, OUTPUT), (2, OUTPUT)]),
    "one name twice": (
        "- output: one\n- output: ONE\n- {}\n- {}\n",
        [(2, "'ONE' is written by line 1 too"), (4, "'mexico-russia' is written by line 3 too")],
    ),
    "a tag that builds": (
        "- !!python/object/apply:os.system [exit]\n- dyad: !!python/name:os.system\n- start: !mine 1900\n",
        [(1, "only plain values"), (2, "'!!python/name:os.system'"), (3, "'!mine'")],
    ),
    "aliases that multiply": (
        "a: &a [x, x]\nreports:\n- {dyad: *a}\n- {start: *a}\n",
        [(3, "alias"), (4, "alias")],
    ),
    "an endless alias": ("- &a {dyad: *a}\n", [(1, "alias")]),
    "deep lists": ("\n- " + "[" * 500_000, [(2, "too deep")]),
    "deep lists that end": ("- dyad: " + "[" * 500_000 + "]" * 500_000, [(1, "too deep")]),
    "an empty choice": ("grid:\n  dyad: []\n", [(2, "'dyad' has no value")]),
    "a grid too large": (
        f"grid:\n  start: {list(range(1500, 1999))}\n  end: {list(range(1500, 1999))}\n  dyad: [a, b, c, d, e]\n",
        [(2, "1,245,005 reports")],
    ),
    "a period of three": (
        "- period: [1, 2, 3]\n- {period: [1900, 1950], start: 1930}\n",
        [(1, "list of two"), (2, "list of two")],
    ),
}
CSV = {
    "a head": ("dyad,start\n", [(None, "empty")]),
    "wrong values": ("dyad,start\nmexico-japan,\n\nmexico-russia,x\n", [(2, "mexico-japan"), (4, "'x'")]),
    "an unknown column": ("dyad,x=1\nmexico-russia,2\n", [(2, "'x=1' is not a parameter")]),
}
#: Tables that can't be read at all, and the one line on each.
NO_TABLES = {
    "p.csv: not a CSV table": b"",
    "p.csv, line 2: 3 values for 2 columns": b"dyad,start\nmexico-russia,1900,1950\n",
    "p.csv, line 1: 'dyad' stands twice": b"dyad,dyad,\n",
    "p.csv: not a CSV table (it is binary)": b"\0" * 100,
}


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder with documents; whatever would run a report fails."""
    (tmp_path / "peru").mkdir()
    (tmp_path / "peru" / "peru.txt").write_text(PERU, encoding="utf-8")
    monkeypatch.setattr(running, "outcomes", lambda *_: pytest.fail("something was run"))
    return tmp_path


def problems(room, name, text):
    path = room / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = contents(room)
    with pytest.raises(PlanError) as caught:
        from_plan(path, room / "out")
    assert contents(room) == before
    return caught.value.problems


def problems_of(room, text):
    """The problems of a plan beside which there is what can't be read whole."""
    (room / "p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        from_plan(room / "p.yaml", room / "out")
    return caught.value.problems


@pytest.mark.parametrize(("name", "case"), [("p.yaml", c) for c in WRONG.items()] + [("p.csv", c) for c in CSV.items()],
                         ids=lambda c: c if isinstance(c, str) else c[0])  # fmt: skip
def test_problems_are_told_with_their_lines(room, name, case):
    text, wanted = case[1]
    found = problems(room, name, text)
    assert len(found) == len(wanted), found
    for told, (line, words) in zip(found, wanted, strict=True):
        assert told.startswith(f"{name}, line {line}: " if line else f"{name}") and words in told
        assert "\n" not in told


@pytest.mark.parametrize("words", NO_TABLES)
def test_a_table_that_cannot_be_read_is_one_line(room, words):
    (room / "p.csv").write_bytes(NO_TABLES[words])
    with pytest.raises(bilateral.SourceError) as caught:
        from_plan(room / "p.csv", room / "out")
    assert str(caught.value).startswith(words) and "\n" not in str(caught.value)


def test_of_ten_thousand_rows_the_wrong_ones_are_told(room, capsys):
    rows = [f"mexico-russia,{1600 + n // 100},{1800 + n % 100}" for n in range(10_000)]
    wrong = set(range(5, 10_000, 271))
    lines = ["dyad,start,end", *(row.replace("-", "=") if n in wrong else row for n, row in enumerate(rows))]
    (room / "plan.csv").write_text("\n".join(lines), encoding="utf-8")
    before = contents(room)
    assert main(["batch", str(room / "plan.csv"), "--out", str(room / "out")]) == 2
    out, err = capsys.readouterr()
    assert (out, contents(room)) == ("", before) and len(wrong) == 37
    head, *told = err.splitlines()
    assert head.startswith("bilateral: 37 problems")
    assert [int(line.split("line ")[1].split(":")[0]) for line in told] == [n + 2 for n in sorted(wrong)]


def test_a_plan_that_is_no_file_is_told_in_one_line(room, capsys):
    for name in ("nowhere.yaml", "peru", "a\0b"):
        assert main(["batch", str(room / name)]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("name", ["mexico-russia", "mexico-russia.html", "mexico-russia.failed.ipynb"])
def test_a_link_must_not_lead_out(room, name):
    (room / "out").mkdir()
    os.symlink(room / "peru", room / "out" / name)
    assert "leads out" in problems(room, "p.yaml", "- {}\n")[0]
    os.remove(room / "out" / name)
    os.symlink(name, room / "out" / name)
    assert "leads" in problems(room, "p.yaml", "- {}\n")[0]


def test_tables_are_not_written_among_the_documents(room):
    text = "- {documents: peru, dyad: japan-peru, output: peru}\n"
    (room / "p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match="own folder 'peru'"):
        from_plan(room / "p.yaml", room)


def test_out_is_no_file(room):
    with pytest.raises(bilateral.SourceError, match="^out: "):
        from_plan(plan(room, {}), room / "peru" / "peru.txt")


def names(room, text, name="p.yaml"):
    (room / name).write_text(text, encoding="utf-8")
    return [(job.name, job.parameters) for job in from_plan(room / name, room / "out")]


def test_a_list_a_grid_and_a_table_ask_for_reports(room):
    text = "start: 1900\nreports:\n- {}\n- {start: 1924-08, output: mine}\ngrid:\n  dyad: [mexico-russia, colombia-russia]\n  end: [1950]\n"
    assert names(room, text) == [
        ("mexico-russia-1900-on", {"start": 1900}),
        ("mine", {"start": "1924-08"}),
        ("mexico-russia-1900-1950", {"start": 1900, "dyad": "mexico-russia", "end": 1950}),
        ("colombia-russia-1900-1950", {"start": 1900, "dyad": "colombia-russia", "end": 1950}),
    ]
    spans = "grid: {period: [[1900, 1950], [1950, 2000]]}\n"
    assert [name for name, _ in names(room, spans)] == ["mexico-russia-1900-1950", "mexico-russia-1950-2000"]
    table = "\ufeffdyad;start;output\nmexico-russia;1900;\nmexico-russia;;mine\n"
    assert names(room, table, "p.csv") == [
        ("mexico-russia-1900-on", {"dyad": "mexico-russia", "start": 1900}),
        ("mine", {"dyad": "mexico-russia"}),
    ]


def test_documents_are_found_from_where_the_plan_is(room, monkeypatch):
    monkeypatch.chdir("/")
    [(name, given)] = names(room, "- {documents: peru, dyad: japan-peru}\n")
    assert (name, given["documents"]) == ("peru-japan-peru", str((room / "peru").resolve()))


def test_rows_of_another_reader_are_read_with_the_documents(room):
    row = 'source,table,quote,type,date\nperu,events,"{}",contact,{}\n'
    quote = "Peru and Japan established diplomatic relations"
    for name, date in (("right", "1873"), ("wrong", "1900")):
        (room / f"{name}.csv").write_text(row.format(quote, date), encoding="utf-8")
    (room / "peru" / "peru.txt").write_text(f"Japan–Peru relations\n\n{quote} in 1873.\n", encoding="utf-8")
    plan = "grid: {documents: peru, dyad: japan-peru, rows: [right.csv, wrong.csv]}\n"
    found = names(room, plan)
    assert [name for name, _ in found] == ["peru-right-japan-peru", "peru-wrong-japan-peru"]
    assert [given["rows"] for _, given in found] == [str((room / f"{n}.csv").resolve()) for n in ("right", "wrong")]
    one, other = (Documents.of(room / "peru", room / f"{name}.csv") for name in ("right", "wrong"))
    assert one.digest != other.digest != Documents.of(room / "peru").digest
    assert "rows/right" in set(corpus(one).events["rule"]) and "wrong.csv, line 2: refused" in corpus(other).sources["remarks"][0]
    told = problems(room, "p.yaml", "- {documents: peru, dyad: japan-peru, rows: gone.csv}\n")
    assert told[0].startswith("p.yaml, line 1: rows: '") and told[0].endswith("gone.csv' is no file that ends in .jsonl or .csv")


def test_however_its_states_are_spelled_a_dyad_is_one_report(room):
    for dyad in ("Mexico-Russia", "russia-mexico", "Mexico and the Soviet Union", "México, Rusia"):
        assert names(room, f"- {{dyad: '{dyad}'}}\n") == [("mexico-russia", {"dyad": "mexico-russia"})]
    told = problems(room, "p.yaml", "- dyad: mexico-russia\n- dyad: mexico-ussr\n")
    assert told == ["p.yaml, line 2: output: 'mexico-russia' is written by line 1 too; name one with 'output:'"]


def test_a_state_that_no_list_has_is_refused_unless_a_table_beside_the_documents_names_it(room):
    (room / "peru" / "tales.txt").write_text("Peru recognized Ruritania in 1905.\n", encoding="utf-8")
    (room / "peru" / "sources.csv").write_text("file,dyad\ntales.txt,japan-peru\n", encoding="utf-8")
    plan = "- {documents: peru, dyad: peru-ruritania}\n"
    assert "'ruritania' is no state that the reader knows" in problems(room, "p.yaml", plan)[0]
    before = Documents.of(room / "peru").digest
    (room / "peru" / "sources.csv").write_text("file,dyad\ntales.txt,ruritania-peru\n", encoding="utf-8")
    (room / "peru" / "states.csv").write_text("state\nRuritania\n", encoding="utf-8")
    [(name, _)] = names(room, plan)
    assert name == "peru-peru-ruritania" and Documents.of(room / "peru").digest != before


def test_a_notebook_that_brings_its_own_text_may_be_on_any_states(room):
    [(name, given)] = names(room, "- {notebook: 06_your_own_documents, dyad: norway-peru}\n")
    assert (name, given) == ("06_your_own_documents-norway-peru", {"dyad": "norway-peru"})
    told = problems(room, "p.yaml", "- {notebook: 06_your_own_documents, dyad: norway-wakanda}\n")
    assert "'wakanda' is no state" in told[0]


def test_a_notebook_may_be_anyones(room):
    write(room, "print(n, word)")
    [(name, _)] = names(room, "- {notebook: small.ipynb, n: 3, word: 'Ünïcode/..'}\n")
    assert name == "small-n-3-word-unicode"
    two = [
        name for name, _ in names(room, "- {notebook: small.ipynb, word: мир}\n- {notebook: small.ipynb, word: дом}\n")
    ]
    assert len(set(two)) == 2 and all(name.startswith("small-word-") and name.isascii() for name in two)
    found = problems(room, "p.yaml", "- {notebook: small.ipynb, n: '3'}\n- {notebook: small.ipynb, word: 3}\n")
    assert [told.partition(": ")[2] for told in found] == ["n: '3' is not of type int", "word: 3 is not of type str or None"]


@pytest.mark.parametrize(
    "told",
    [{"start": [1]}, {"start": 1.5}, {"dyad": ["peru"]}, {"dyad": {"a": 1}}, {"documents": ["peru"]}],
)
def test_what_a_notebook_does_not_say_of_its_types_is_checked_all_the_same(room, told):
    lines = "dyad, x = 1, 2\ndyad = documents = start = None\nword: 'Optional[str]' = 'a'\n"
    (room / "free.ipynb").write_text(notebook(parameters=lines), encoding="utf-8")
    wish = {"notebook": "free.ipynb", "documents": "peru", "dyad": "japan-peru", "output": "x", **told}
    with pytest.raises(PlanError, match=f"line 2: {next(iter(told))}: ") as caught:
        from_plan(plan(room, wish), room / "out")
    assert len(caught.value.problems) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files")
@pytest.mark.parametrize("name", ["pipe.yaml", "pipe.csv", "/dev/zero"])
def test_a_plan_that_might_never_end_is_not_begun(room, name, capsys):
    if not name.startswith("/"):
        os.mkfifo(room / name)
    assert main(["batch", str(room / name), "--out", str(room / "out")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("bilateral: plan: can't read ") and err.count("\n") == 1
    assert not (room / "out").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files")
def test_a_notebook_that_might_never_end_is_not_begun(room):
    os.mkfifo(room / "pipe.ipynb")
    assert "a pipe or a device" in problems_of(room, "- notebook: pipe.ipynb\n")[0]


@pytest.mark.parametrize("number", ["nan", "NaN", "inf", "-Infinity", "1e999"])
def test_what_is_no_number_is_none_in_a_table_either(room, number):
    (room / "free.ipynb").write_text(notebook(parameters="x: float = 1.5\ny: 'int | float' = 2\n"), encoding="utf-8")
    for name, kind in (("x", "float"), ("y", "int or float")):
        found = problems(room, "p.csv", f"notebook,{name}\nfree.ipynb,{number}\n")
        assert found == [f"p.csv, line 2: {name}: {number!r} is not of type {kind}"]


NO_KERNEL = json.dumps({**json.loads(notebook()), "metadata": {}}).encode()
NOT_RUN = [
    (NO_KERNEL, "'bad.ipynb' is a notebook without a kernel ('kernelspec'); open it in JupyterLab"),
    (
        b"\xef\xbb\xbf" + notebook().encode(),
        "'bad.ipynb' is not a notebook that Jupyter opens: it begins with a byte order",
    ),
    (notebook(parameters="x = = 1").encode(), "'bad.ipynb' is a notebook with a cell of parameters that is not plain Python"),
]


@pytest.mark.parametrize(("raw", "words"), NOT_RUN, ids=["no kernel", "byte order mark", "no Python"])
def test_a_notebook_that_cannot_be_run_is_one_line(room, raw, words):
    (room / "bad.ipynb").write_bytes(raw)
    [told] = problems(room, "p.yaml", "- notebook: bad.ipynb\n")
    assert told.startswith(f"p.yaml, line 1: notebook: {words}")


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"cells": 5, "metadata": {}}', b"\xff"])
def test_what_is_no_notebook_is_told(room, raw):
    (room / "bad.ipynb").write_bytes(raw)
    assert "'bad.ipynb' is not a notebook" in problems(room, "p.yaml", "- notebook: bad.ipynb\n")[0]


def test_what_would_be_made_is_printed_and_not_made(room, capsys):
    path = plan(room, {"dyad": "mexico-russia", "start": 1900})
    before = contents(room)
    assert main(["batch", str(path), "--dry-run", "--out", "there"]) == 0
    out, err = capsys.readouterr()
    page = os.path.join("there", "mexico-russia-1900-on.html")
    assert (out, err) == (f"{page}: report.ipynb(dyad='mexico-russia', start=1900)\n", "")
    assert contents(room) == before
