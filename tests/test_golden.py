"""The tables of the seeds are those that a person has read against the text, and differences from them can be read."""

import golden
import pytest

import bilateral


@pytest.fixture(scope="module")
def corpus():
    return bilateral.read()


@pytest.mark.parametrize("table", golden.TABLES)
def test_the_seeds_give_the_frozen_rows(corpus, table):
    lines = golden.difference(golden.frozen(table), golden.rows(getattr(corpus, table), table))
    assert not lines, "\n".join([f"{table} differs from tests/golden/{table}.csv (- frozen, + now):", *lines])


@pytest.mark.parametrize("table", golden.TABLES)
def test_no_row_is_frozen_twice(table):
    rows = [tuple(row.values()) for row in golden.frozen(table)]
    assert rows
    assert len(set(rows)) == len(rows)


def row(**cells):
    return {
        "source": "diary",
        "type": "severed",
        "date": "1968",
        "quote": "They parted in 1968.",
        "char_start": "7",
    } | cells


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([row()], [row()], []),
        ([row()], [], ["  - diary | severed | 1968 | They parted in 1968."]),
        ([], [row()], ["  + diary | severed | 1968 | They parted in 1968."]),
        (
            [row()],
            [row(date="1969")],
            ["  ~ diary | severed | 1968 | They parted in 1968.\n      date: '1968' -> '1969'"],
        ),
        (
            [row(), row(type="restored", date="1971", quote="They met.", char_start="90")],
            [row(type="restored", date="1971", quote="They met.", char_start="90"), row()],
            ["  the same rows in another order"],
        ),
        (
            [row()],
            [row(source="letters")],
            [
                "  - diary | severed | 1968 | They parted in 1968.",
                "  + letters | severed | 1968 | They parted in 1968.",
            ],
        ),
    ],
)
def test_a_difference_is_told_row_by_row(before, after, said):
    assert golden.difference(before, after) == said


def test_the_command_is_silent_when_nothing_differs_and_tells_what_does(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    assert golden.main(["--write"]) == 0
    assert golden.main([]) == 0
    assert capsys.readouterr().out == ""
    path = tmp_path / "visits.csv"
    words = path.read_bytes()
    path.write_bytes(words.replace(b"1973,Luis", b"1974,Luis"))
    assert golden.main([]) == 1
    out = capsys.readouterr().out
    assert out.startswith("visits\n  ~ ")
    assert out.endswith("date: '1974' -> '1973'\n")
    assert golden.main(["--write"]) == 0
    assert path.read_bytes() == words
