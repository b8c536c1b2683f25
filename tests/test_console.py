"""What a command prints only shows: no text of a document, file or message does anything to a terminal, or ends the command."""

import csv
import io
import json
import os
import signal
import subprocess
import sys

import pytest

import bilateral
from bilateral import console
from bilateral.cli import main

#: A colour, a bell, a line that goes back, an escape in one character, and marks that turn the writing around.
EVIL = "\x1b[31mred\x1b[0m \x07bell \x9b31m \u202eback\u2066 \u061c"
TEXT = f"""Peru–Norway relations

Peru and Norway established diplomatic relations on 3 May 1921. In 1940 {EVIL} José came.

{"The two countries lie far from each other, and few people went from one to the other. " * 4}
"""
MARKS = set("\x1b\x07\x9b\u202e\u2066\u200f\u061c\r")


def bilateral_command(*words, **environment):
    """How a process runs the command, and in what environment."""
    line = [sys.executable, "-m", "bilateral", *map(str, words)]
    return line, {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}


def command(*words, cwd, **environment):
    """Run the command in a process of its own: its status and what it printed, as bytes."""
    line, environment = bilateral_command(*words, **environment)
    done = subprocess.run(line, cwd=cwd, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def room(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("form", [[], ["--json"], ["--corrections"]], ids=["people", "json", "corrections"])
def test_no_mark_of_a_document_reaches_a_console_of_any_encoding(room, form, encoding):
    status, out, err = command("check", *form, "documents", cwd=room, PYTHONIOENCODING=encoding)
    assert (status, err) == (0, b"")
    printed = out.decode(encoding)
    assert not MARKS & set(printed) and "bell" in printed
    if form == ["--json"]:
        [document] = map(json.loads, printed.splitlines())
        assert EVIL in document["unread"][0]["quote"], "JSON has escapes of its own, so that nothing is lost"
    if form == ["--corrections"]:
        assert [row["source"] for row in csv.DictReader(io.StringIO(printed))] == ["a", "a"]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_what_is_printed_as_corrections_can_be_used_as_such(room, encoding):
    """Whatever the console had no character for, and whatever was not sent to it."""
    _, out, _ = command("check", "--corrections", "documents", cwd=room, PYTHONIOENCODING=encoding)
    rows = list(csv.DictReader(io.StringIO(out.decode(encoding), newline="")))
    rows[0].update(action="drop", who="Kari", why="not so")
    rows[1].update(action="add", type="contact", who="Kari", why="he came")
    with (room / "documents" / "corrections.csv").open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    corpus = bilateral.read(room / "documents")
    [event] = corpus.events.to_dict("records")
    assert (event["type"], event["date"]) == ("contact", "1940") and EVIL in event["quote"] and "José" in event["quote"]
    assert corpus.texts["a"][event["char_start"] : event["char_end"]] == event["quote"]


@pytest.mark.parametrize("words", [["check", f"nowhere{EVIL}.txt"], ["check", "documents", f"--{EVIL}"], [EVIL]])
def test_no_mark_in_what_is_given_reaches_a_console(room, words):
    status, out, err = command(*words, cwd=room)
    assert (status, out) == (2, b"") and not MARKS & set(err.decode("utf-8")) and b"Traceback" not in err


def test_a_long_message_is_one_line_of_a_length_that_can_be_read(room):
    status, _, err = command("check", "x\n" * 2000, cwd=room)
    assert status == 2 and err.count(b"\n") == 1 and len(err) < 400


def test_names_of_files_with_control_characters_are_shown_and_do_nothing(room):
    name = "b\x1b[31m\u202e.txt"
    (room / "documents" / name).write_text(TEXT, encoding="utf-8")
    status, out, _ = command("check", "documents", cwd=room)
    assert status == 0 and not MARKS & set(out.decode()) and "b\\x1b[31m\\u202e.txt" in out.decode()
    status, out, _ = command("check", "--json", "documents", cwd=room)
    assert [json.loads(line)["source"]["file"] for line in out.splitlines()] == ["a.txt", name]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are Unicode there")
def test_a_name_of_a_file_that_is_not_utf8_is_shown_with_an_escape(room):
    (room / "documents" / "a.txt").unlink()
    with open(os.path.join(os.fsencode(room), b"documents", b"caf\xe9.txt"), "w", encoding="utf-8") as file:
        file.write(TEXT)
    for form in ([], ["--json"], ["--corrections"]):
        status, out, err = command("check", *form, "documents", cwd=room)
        assert (status, err) == (0, b"") and b"caf\\" in out
    assert bilateral.read(room / "documents").sources["file"].tolist() == ["caf\\xe9.txt"]
    status, out, err = command("check", b"documents/nowhere\xe9".decode("utf-8", "surrogateescape"), cwd=room)
    assert status == 2 and b"nowhere\\" in err and err.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words",
    [["check", "documents"], ["check", "--json", "documents"], ["--help"], ["check", "--corrections", "documents"]],
)
def test_a_reader_who_goes_away_ends_the_command_quietly(room, words, unbuffered):
    line, environment = bilateral_command(*words, PYTHONUNBUFFERED=unbuffered)
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(line, cwd=room, env=environment, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["check", "documents"], ["--help"], ["--version"]])
def test_a_full_disk_behind_the_output_is_one_line(room, words, unbuffered):
    line, environment = bilateral_command(*words, PYTHONUNBUFFERED=unbuffered)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(line, cwd=room, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"bilateral: standard output: ") and done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_messages_that_nobody_can_read_stop_nothing(room):
    line, environment = bilateral_command("report", "--documents", "documents", "--out", "out")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(line, cwd=room, env=environment, stdout=subprocess.PIPE, stderr=full, check=False)
    assert done.returncode == 0 and (room / "out" / "norway-peru.html").is_file()
    assert done.stdout.decode().split() == [os.path.join("out", name) for name in ("norway-peru.html", "index.html")]


@pytest.mark.parametrize("text", ["", "plain", "é–\u00a0–日本", EVIL, "\U000e0001\udce9", "two\nlines\r\n\tand a tab"])
def test_escapes_are_read_back_as_what_they_stand_for(text):
    assert console.unescaped(console.ascii_of(text)) == text
    assert console.unescaped(console.escaped(text)) == text
    shown = console.line(text)
    assert not MARKS & set(shown) and "\n" not in shown and "\t" not in shown


def test_a_line_keeps_its_indentation_and_its_words():
    assert console.line("    deep,  with  spaces\nand more \r\n") == "    deep,  with  spaces and more"
    assert console.line("x" * 500, 300) == "x" * 299 + "…"


#: A command that takes long, and whose way out takes long too.
SLOW = """
import sys, time
from bilateral import cli as command

def check(told):
    try:
        print("begun", flush=True)
        time.sleep(60)
    finally:
        print("ending", flush=True)
        time.sleep(60)

command.check = check
sys.argv = ["bilateral", "check", "documents"]
command.run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_a_second_ctrl_c_ends_quietly_too(room):
    _, environment = bilateral_command()
    line = [sys.executable, "-c", SLOW]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(line, cwd=room, env=environment, text=True, **pipes) as process:
        for word in ("begun", "ending"):
            assert process.stdout.readline() == f"{word}\n"
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=50)
    assert (process.returncode, out) == (130, "")
    assert err == "bilateral: stopped\n"


def test_two_states_are_given_in_one_word_or_in_two(room, capsys, monkeypatch):
    monkeypatch.chdir(room)
    (room / "documents" / "a.txt").write_text("In 1950 they established diplomatic relations.\n", encoding="utf-8")
    for words in (
        ["documents", "--dyad", "Peru", "Norway"],
        ["--dyad", "Peru", "Norway", "documents"],
        ["--dyad", "peru-norway", "documents"],
        ["documents", "--dyad", "Norvège, Pérou"],
        ["--dyad", "Peru and Norway", "documents"],
    ):
        assert main(["check", *words]) == 0
        assert capsys.readouterr().out.startswith("a.txt: norway-peru, "), words
    assert main(["check", "documents", "--dyad", "Wakanda", "Peru"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(
        "bilateral: dyad: ('Wakanda', 'Peru'): 'Wakanda' is no state that the reader knows; "
    )
    with pytest.raises(SystemExit):
        main(["check", "--dyad", "peru-norway"])
    assert "required: FILE" in capsys.readouterr().err
