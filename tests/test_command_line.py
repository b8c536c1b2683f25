"""The command line: reports from any folder, and mistakes told in one line that leaves everything as it was."""

import os
import subprocess
import sys

import pytest

from bilateral import SourceError, __version__
from bilateral.cli import main

PERU = """Peru–Japan relations

Peru and Japan established diplomatic relations on 21 August 1873.
"""


def command(*words, cwd):
    """Run the command as a user does, in a process of its own."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    line = [sys.executable, "-m", "bilateral", *map(str, words)]
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A working folder with some documents, far from the project."""
    for name in ("documents", "empty", "stateless"):
        (tmp_path / name).mkdir()
    (tmp_path / "documents" / "peru.txt").write_text(PERU, encoding="utf-8")
    (tmp_path / "stateless" / "poem.txt").write_text("A rose is a rose.\n", encoding="utf-8")
    row = 'source,table,quote,type\nc,events,"a rose",contact\n'
    (tmp_path / "stateless" / "rows.csv").write_text(row, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_help_leads_to_the_command(tmp_path):
    done = command("--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: bilateral" in done.stdout and "report" in done.stdout


def test_help_of_the_command_names_every_option(room, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["report", "--help"])
    out, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    assert all(
        option in out for option in ("--dyad", "--start", "--end", "--documents", "--out", "mexico-russia", "reports")
    )


@pytest.mark.parametrize("name", ["report", "batch", "check", "explain"])
def test_every_command_can_stop_at_an_error_with_its_traceback(room, capsys, name):
    with pytest.raises(SystemExit):
        main([name, "--help"])
    assert "--debug" in capsys.readouterr().out
    words = {"batch": ["nowhere.yaml"], "check": ["nowhere"], "report": ["--documents", "nowhere"]}
    if name in words:
        with pytest.raises(SourceError, match="nowhere"):
            main([name, *words[name], "--debug"])


def test_how_a_document_was_read_is_explained(room, capsys):
    assert main(["explain", "documents", "--grep", "1873"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("peru.txt: japan-peru\n") and "1873-08-21" in out and "established" in out and err == ""
    assert main(["explain", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("bilateral: documents: ")


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0 and capsys.readouterr().out.split()[-1] == __version__


@pytest.mark.parametrize("words", [[], ["reports"], ["report", "--year", "1924"], ["report", "--start"]])
def test_what_is_no_command_is_answered_with_the_usage(room, capsys, words):
    before = contents(room)
    with pytest.raises(SystemExit) as ended:
        main(words)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert err.startswith("usage: bilateral") and "Traceback" not in err
    assert contents(room) == before


MISTAKES = {
    "unknown dyad": (["--dyad", "mexico-japan"], ["dyad", "mexico-japan", "colombia-russia, mexico-russia"]),
    "one of two dyads": (["--dyad", "mexico-russia", "--dyad", "peru"], ["dyad", "'peru'", "mexico-russia"]),
    "dyad of other documents": (
        ["--documents", "documents", "--dyad", "mexico-russia"],
        ["dyad", "mexico-russia", "japan-peru"],
    ),
    "no such folder": (["--documents", "nowhere"], ["documents", "nowhere"]),
    "empty folder": (["--documents", "empty"], ["documents", "empty", ".txt"]),
    "no states": (["--documents", "stateless"], ["documents", "two states"]),
    "start after end": (["--start", "1945", "--end", "1920"], ["start", "1945", "1920"]),
    "no year": (["--start", "yesterday"], ["start", "yesterday", "1000", "2100"]),
    "year out of range": (["--end", "99999"], ["end", "99999", "1000", "2100"]),
    "day that is none": (["--end", "1930-02-31"], ["end", "1930-02-31"]),
    "rows that are none": (["--documents", "documents", "--rows", "rows.xml"], ["rows: 'rows.xml' is no file", ".jsonl"]),
    "rows of no document": (["--rows", "stateless/rows.csv"], ["rows.csv, line 2", "no document 'c'"]),
    "out is a file": (["--documents", "documents", "--out", "documents/peru.txt"], ["out", "peru.txt", "folder"]),
    "out is below a file": (["--documents", "documents", "--out", "documents/peru.txt/x"], ["peru.txt"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_and_nothing_is_written(room, capsys, mistake):
    words, told = MISTAKES[mistake]
    before = contents(room)
    assert main(["report", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("bilateral: ")
    assert [word for word in told if word not in err] == []
    assert contents(room) == before


def test_a_mistake_in_a_process_of_its_own(room):
    before = contents(room)
    done = command("report", "--dyad", "mexico-japan", "--out", "out", cwd=room)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1 and done.stderr.startswith("bilateral: dyad: ")
    assert contents(room) == before


def test_a_report_on_documents_in_another_folder(room):
    """Relative paths count from where the command is given; all is written below that, and the paths are told."""
    done = command("report", "--documents", "documents", "--dyad", "japan-peru", cwd=room)
    assert done.returncode == 0, done.stderr
    assert [line.replace(os.sep, "/") for line in done.stdout.splitlines()] == [
        "reports/japan-peru.html",
        "reports/index.html",
    ]
    assert all((room / line).is_file() for line in done.stdout.splitlines())
    page = (room / "reports" / "japan-peru.html").read_text(encoding="utf-8")
    assert "21 August 1873" in page and "Mexico" not in page
    assert "21 August 1873" in (room / "reports" / "japan-peru" / "events.csv").read_text(encoding="utf-8")
    assert "japan-peru" in done.stderr and "100%" in done.stderr, "no progress is shown"
    assert "Traceback" not in done.stderr and "Warning" not in done.stderr
    assert {p.name for p in room.iterdir()} == {"documents", "empty", "stateless", "reports"}
    assert [p.name for p in (room / "documents").iterdir()] == ["peru.txt"]
