"""What the matrix of claims sets: a row for each claim that can be checked, a mark for each source, the worst first."""

import pytest
from frames import LABELS, MEXICO, STRANGE, assert_tidy, marks, part

import bilateral
from bilateral import charts
from bilateral.charts import style
from bilateral.charts.claims import MOST, VERDICTS
from bilateral.tables import frame


def claim(subject, verdict, between="single", kind="event"):
    return {"kind": kind, "subject": subject, "between_sources": between, "against_record": verdict}


def draw(rows, told, **options):
    """A figure of claims and of (claim, source, verdict)."""
    table = frame("claims", rows)
    evidence = frame("evidence", [dict(zip(("claim", "source", "against_record"), t, strict=True)) for t in told])
    return charts.claims(table, evidence=evidence, **{"dyad": MEXICO, "labels": LABELS, **options})


def said(figure, gid):
    return [text.get_text() for text in figure.texts if text.get_gid() == gid]


ROWS = [
    claim("A", "supported"),
    claim("B", "contradicted", "conflict"),
    claim("C", "not covered"),
    claim("D", "disputed"),
]
TOLD = [
    *((0, "001", "supported"), (1, "001", "contradicted"), (1, "004", "not covered")),
    *((2, "004", "not covered"), (3, "004", "disputed")),
]


def test_the_worst_come_first_and_what_is_not_covered_is_counted():
    figure = draw(ROWS, TOLD)
    assert said(figure, "verdict") == ["✖ Contradicted: 1", "◆ Disputed: 1", "● Supported: 1"]
    assert said(figure, "claim") == ["B", "D", "A"]
    assert part(figure, "title").replace("\n", " ") == "1 of 3 checkable statements is contradicted by the record"
    assert "1 statement not covered by the record, not drawn." in part(figure, "footer").replace("\n", " ")
    assert_tidy(figure)


def test_each_source_has_its_own_mark():
    found = marks(draw(ROWS, TOLD), "mark-")
    shapes = {name.removeprefix("mark-evidence-"): mark.get_marker() for name, mark in found.items()}
    assert shapes == {"0": "o", "1": "X", "2": "o", "4": "D"}
    assert found["mark-evidence-2"].get_markerfacecolor() == style.PAPER


def test_marks_differ_in_shape_and_can_be_seen():
    assert len({shape for shape, *_ in VERDICTS.values()} | {"ring"}) == 4
    assert all(style.contrast(color, style.PAPER) >= 3 for _, color, _ in VERDICTS.values())


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        (["supported"], "The only checkable statement is supported"),
        (["supported"] * 2, "None of 2 checkable statements is contradicted by the record"),
        (["contradicted"], "The only checkable statement is contradicted"),
        (["contradicted"] * 2, "2 of 2 checkable statements are contradicted by the record"),
        (["disputed"] * 2, "None of 2 checkable statements is contradicted by the record"),
    ],
)
def test_the_title_of_one_verdict(verdicts, title):
    rows = [claim(f"thing {n}", verdict) for n, verdict in enumerate(verdicts)]
    figure = draw(rows, [(n, "001", verdict) for n, verdict in enumerate(verdicts)])
    assert part(figure, "title") == title


def test_the_seeds_matrix_has_a_mark_for_each_piece_of_evidence():
    for dyad in ("mexico-russia", "colombia-russia"):
        corpus = bilateral.read().select(dyad)
        figure = charts.claims(corpus.claims, evidence=corpus.evidence, **corpus.view)
        shown = corpus.claims.index[corpus.claims["against_record"] != "not covered"]
        told = corpus.evidence[corpus.evidence["claim"].isin(shown)]
        assert set(marks(figure, "mark-")) == {f"mark-evidence-{label}" for label in told.index}
        assert figure.alt_text.startswith(f"Matrix of {len(shown)} statement")
        assert_tidy(figure)


def test_the_title_counts_the_statements_contradicted_in_one_document():
    rows = [claim("A", "contradicted"), claim("B", "contradicted"), claim("C", "contradicted")]
    told = [
        (0, "001", "contradicted"),
        (0, "004", "not covered"),
        (1, "004", "contradicted"),
        (2, "004", "contradicted"),
    ]
    title = "3 of 3 checkable statements are contradicted by the record, 2 of them in one document"
    assert part(draw(rows, told), "title").replace("\n", " ") == title


def test_without_anything_to_check_it_says_so():
    figure = draw([claim("C", "not covered")], [(0, "004", "not covered")], reason="The record is silent.")
    assert (
        "The record covers nothing that the reader found" in figure.alt_text
        and "The record is silent." in figure.alt_text
    )
    assert draw([], []).alt_text.startswith("Empty chart")


@pytest.mark.parametrize("n", [1, 45, 200])
def test_any_number_of_strange_claims_stays_readable(n):
    verdicts = ["contradicted", "disputed", "supported"]
    rows = [claim(f"{STRANGE[k % len(STRANGE)]} {k}", verdicts[k % 3]) for k in range(n)]
    told = [(k, STRANGE[k % len(STRANGE)], verdicts[k % 3]) for k in range(n)]
    figure = draw(rows, told, dyad=(STRANGE[1], STRANGE[2]), labels={})
    assert_tidy(figure)
    assert min(text.get_fontsize() for text in figure.texts) >= 9
    assert ("not drawn, for want of room" in part(figure, "footer").replace("\n", " ")) == (n > MOST)


def test_columns_that_are_missing_are_named():
    with pytest.raises(ValueError, match="table lacks the columns: between_sources"):
        charts.claims(frame("claims").drop(columns="between_sources"), evidence=frame("evidence"), dyad=MEXICO)
    with pytest.raises(ValueError, match="table lacks the columns: claim"):
        charts.claims(frame("claims"), evidence=frame("events"), dyad=MEXICO)
