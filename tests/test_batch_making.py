"""What has been made is kept, what is missing is made, and files appear whole or not at all."""

import csv
import errno
import os

import pytest
from batches import contents, fake, jobs, plan, write

from bilateral import SourceError
from bilateral.cli import main
from bilateral.reports import from_plan, make
from bilateral.reports import jobs as one
from bilateral.reports import notebook as reports


@pytest.fixture
def ran(monkeypatch):
    """What was run, without kernels: the parameters of each."""
    told = []
    monkeypatch.setattr(reports, "run", lambda path, given, limits: told.append(given) or fake(path, given))
    return told


def test_what_is_there_is_not_made_again(tmp_path, ran):
    """But for the index, which says since when they are there."""
    make(jobs(3), tmp_path, progress=False)
    before = contents(tmp_path)
    made = make(jobs(3), tmp_path, progress=False)
    assert "unchanged since" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert (len(ran), made.skipped, contents(tmp_path) | {"index.html": before["index.html"]}) == (3, 3, before)
    assert make(jobs(4), tmp_path, progress=False).skipped == 3
    assert make(jobs(4), tmp_path, force=True, progress=False).skipped == 0
    assert [given["n"] for given in ran] == [0, 1, 2, 3, 0, 1, 2, 3]


@pytest.mark.parametrize("damage", [os.remove, lambda p: p.write_bytes(b"")], ids=["gone", "cut"])
def test_what_was_damaged_is_made_again(tmp_path, ran, damage):
    make(jobs(2), tmp_path, progress=False)
    damage(tmp_path / "r1.html")
    (tmp_path / ".batch" / "r0.json").write_text("{", encoding="utf-8")
    assert make(jobs(2), tmp_path, progress=False).skipped == 0
    assert contents(tmp_path)["r1.html"]


def test_a_report_follows_what_it_is_made_from(tmp_path, monkeypatch):
    """Its notebook, its parameters, its documents and what stands beside them, and the library with its data."""
    folder = tmp_path / "peru"
    folder.mkdir()
    (folder / "peru.txt").write_text("Peru–Japan relations\n\nThey began in 1873.\n", encoding="utf-8")
    book = write(tmp_path, "print(n)", name="b.ipynb")
    seen = []

    def digest(**told):
        [job] = from_plan(plan(tmp_path, {"output": "x", **told}), tmp_path / "out")
        seen.append(job.digest)

    told = {"documents": "peru", "dyad": "japan-peru"}
    digest(**told)
    digest(**told, start=1900)
    for name, text in (
        ("peru.txt", "Peru–Japan relations\n\nThey began in 1874.\n"),
        ("sources.csv", "file,label\nperu.txt,A\n"),
        ("corrections.csv", "action,source,table,quote,row,who,why\n"),
        ("states.csv", "state\nRuritania\n"),
        ("more.txt", "Peru–Japan relations\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        digest(**told)
    digest(notebook="b.ipynb")
    book.write_text(book.read_text(encoding="utf-8").replace("print", "repr"), encoding="utf-8")
    digest(notebook="b.ipynb")
    monkeypatch.setattr(one, "library", lambda: "another")
    digest(notebook="b.ipynb")
    assert len(set(seen)) == len(seen) == 10
    (folder / ".picture.png").write_bytes(b"no document")
    monkeypatch.undo()
    digest(**told)
    assert seen[-1] == seen[6]
    (folder / "picture.png").write_bytes(b"no document")  # which the report lists as not read
    digest(**told)
    assert seen[-1] not in seen[:-1]


def test_one_that_fails_stops_no_other(tmp_path, monkeypatch, capsys):
    """It is kept with its error, linked, and tried again; when it is made, the failed notebook goes."""
    broken = {"r1"}

    def run(path, given, limits):
        if f"r{given['n']}" in broken:
            raise reports.NotebookError("small.ipynb, cell 2: ValueError: <b>no</b>", fake(path, given))
        if f"x{given['n']}" in broken:
            raise RuntimeError("not the notebook's fault")
        return fake(path, given)

    monkeypatch.setattr(reports, "run", run)
    broken |= {"x2"}
    made = make(jobs(4), tmp_path)
    assert [entry.state for entry in made.entries] == ["made", "failed", "failed", "made"]
    assert "RuntimeError: not the notebook's fault" in made.entries[2].error
    assert {"r0.html", "r3.html", "r1.failed.ipynb"} < set(contents(tmp_path)) and "r1.html" not in contents(tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'href="r1.failed.ipynb"' in index and "&lt;b&gt;no&lt;/b&gt;" in index
    with (tmp_path / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["page"] for row in rows] == ["r0.html", "r1.failed.ipynb", "", "r3.html"]
    assert "ValueError: <b>no</b>" in rows[1]["error"] and "r1 failed" in capsys.readouterr().err
    broken.clear()
    made = make(jobs(4), tmp_path, progress=False)
    assert (made.skipped, made.failed) == (2, [])
    assert "r1.failed.ipynb" not in contents(tmp_path)


def test_the_exit_status_tells_of_a_failure(tmp_path, monkeypatch, capsys):
    def run(path, given, limits):
        raise reports.NotebookError("cell 2: no", fake(path, given))

    path = plan(tmp_path, {"dyad": "mexico-russia"})
    monkeypatch.setattr(reports, "run", run)
    assert main(["batch", str(path), "--out", str(tmp_path / "out")]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(tmp_path / "out" / name) for name in ("index.html", "manifest.csv")]
    assert "mexico-russia failed: cell 2: no" in err and err.endswith("0 made, 0 unchanged, 1 failed\n")
    monkeypatch.setattr(reports, "run", fake)
    assert main(["batch", str(path), "--out", str(tmp_path / "out")]) == 0


def test_an_error_of_any_length_and_content_is_a_line_that_only_shows(tmp_path, monkeypatch, capsys):
    def run(path, given, limits):
        raise reports.NotebookError("cell 2: \x1b[31mred\x07\r\n\u202e" + "x" * 100_000, fake(path, given))

    monkeypatch.setattr(reports, "run", run)
    path, out = plan(tmp_path, {"dyad": "mexico-russia"}), tmp_path / "out"
    assert main(["batch", str(path), "--out", str(out), "--jobs", "1"]) == 1
    files = [(out / name).read_text(encoding="utf-8") for name in ("manifest.csv", "index.html")]
    for text in (capsys.readouterr().err, *files):
        assert not set("\x1b\x07\r\u202e") & set(text) and "cell 2: \\x1b[31mred" in text and "x" * 300 not in text
    [row] = csv.DictReader(files[0].splitlines(keepends=True))
    assert row["name"] == "mexico-russia" and row["error"].startswith("cell 2: ")


def test_tables_for_spreadsheets_are_made_where_they_are_asked_for(tmp_path, ran, capsys):
    """Reports that are there without are made again, and those that are there with stay."""
    (tmp_path / "peru").mkdir()
    text = "Peru–Japan relations\n\n=1+1 Peru recognized Japan in 1905.\n"
    (tmp_path / "peru" / "peru.txt").write_text(text, encoding="utf-8")
    path, out = plan(tmp_path, {"documents": "peru", "dyad": "Peru, Japan", "output": "x"}), tmp_path / "out"
    made = []
    for safe in ([], ["--excel-safe"], ["--excel-safe"]):
        assert main(["batch", str(path), "--out", str(out), "--jobs", "1", *safe]) == 0
        [event] = csv.DictReader((out / "x" / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True))
        made.append((event["quote"], capsys.readouterr().err.splitlines()[-1]))
    assert made == [
        ("=1+1 Peru recognized Japan in 1905.", "1 made, 0 unchanged, 0 failed"),
        ("'=1+1 Peru recognized Japan in 1905.", "1 made, 0 unchanged, 0 failed"),
        ("'=1+1 Peru recognized Japan in 1905.", "0 made, 1 unchanged, 0 failed"),
    ]
    words = ["report", "--documents", str(tmp_path / "peru"), "--out", str(tmp_path / "two"), "--jobs", "1"]
    assert main([*words, "--dyad", "perú-japón", "--excel-safe"]) == 0
    events = (tmp_path / "two" / "japan-peru" / "events.csv").read_text(encoding="utf-8")
    assert ",'=1+1 Peru recognized" in events and ",=1+1" not in events


def test_ctrl_c_keeps_what_is_whole(tmp_path, ran, monkeypatch, capsys):
    whole = reports.render

    def stop(*told):
        if len(ran) == 2:
            raise KeyboardInterrupt
        return whole(*told)

    monkeypatch.setattr(reports, "render", stop)
    path = plan(tmp_path, *({"dyad": "mexico-russia", "start": 1900 + n} for n in range(3)))
    words = ["batch", str(path), "--out", str(tmp_path / "out"), "--jobs", "1"]
    assert main(words) == 130
    assert "the same command finishes" in capsys.readouterr().err
    there = {name for name in contents(tmp_path / "out") if name.endswith(".html")}
    assert there == {"mexico-russia-1900-on.html"} and not list((tmp_path / "out").glob(".making*"))
    monkeypatch.setattr(reports, "render", whole)
    assert main(words) == 0 and len(ran) == 4


def test_a_full_disk_leaves_no_half_a_file(tmp_path, ran, monkeypatch):
    """What was whole stays, what was being written is not there, and afterwards the rest is made."""
    resource = pytest.importorskip("resource")
    whole = reports.render
    monkeypatch.setattr(reports, "render", lambda *told: whole(*told) + " " * (300_000 if len(ran) == 2 else 0))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError) as caught:
            make(jobs(3), tmp_path / "out", progress=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.errno in (errno.EFBIG, errno.ENOSPC)
    assert set(contents(tmp_path / "out")) == {".batch", ".batch/r0.json", "r0.html"}
    assert make(jobs(3), tmp_path / "out", progress=False).skipped == 1


def test_two_batches_do_not_write_to_one_folder(tmp_path, monkeypatch):
    pytest.importorskip("fcntl")
    told = []

    def run(path, given, limits):
        with pytest.raises(SourceError, match="^out: another batch"):
            make(jobs(1), tmp_path, progress=False)
        told.append(given)
        return fake(path, given)

    monkeypatch.setattr(reports, "run", run)
    make(jobs(1), tmp_path, progress=False)
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_that_came_later_leads_nowhere(tmp_path, ran):
    (tmp_path / "elsewhere").mkdir()
    found = from_plan(plan(tmp_path, {"dyad": "mexico-russia"}), tmp_path / "out")
    (tmp_path / "out").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "out" / "mexico-russia")
    with pytest.raises(SourceError, match="leads out"):
        make(found, tmp_path / "out", progress=False)
    assert not contents(tmp_path / "elsewhere")


def test_what_is_done_is_told_in_plain_lines(tmp_path, ran, capsys):
    make(jobs(2), tmp_path)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("1/2 50% r0 made in ") and first.endswith(" s left")
    assert second.startswith("2/2 100% r1 made in ")


def test_a_terminal_has_one_bar(tmp_path, ran, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    make(jobs(2), tmp_path)
    told = capsys.readouterr().err
    assert "100%" in told and "r0" in told and "r1" in told and told.count("\n") == 1
