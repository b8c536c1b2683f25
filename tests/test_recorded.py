"""The record's phases: which dates decide, which compete, and what is not said to have gone on. Invented rows."""

import pandas as pd
import pytest

from bilateral import record as records
from bilateral.dates import edtf
from bilateral.record import phases as recorded

MEXICO, COLOMBIA, SU = ("Mexico", "Russia"), ("Colombia", "Russia"), "Soviet Union"


def relations(*rows):
    told = []
    for state, date, type_, *more in rows:
        independent, confidence = (*more, *(True, "high")[len(more) :])
        row = {"id": f"X{len(told)}", "dyad": "norway-russia", "state": state, "date": date, "type": type_}
        low, high = edtf.bounds(date)
        told.append({**row, "independent": independent, "confidence": confidence, "earliest": low, "latest": high})
    table = pd.DataFrame(told, columns=records.load().relations.columns, index=range(2, 2 + len(told)))
    return table.astype(records.load().relations.dtypes)


def stretches(*rows, dyad=("Norway", "Russia")):
    table = recorded.derive(relations(*rows), dyad)
    return [tuple(row) for row in table[["status", "opened", "closed"]].itertuples(index=False)]


@pytest.fixture(scope="module")
def record():
    return records.load().relations


def test_the_shipped_record_of_mexico_and_russia(record):
    table = recorded.derive(record, MEXICO)
    assert table["status"].tolist() == ["relations", "lapsed", "relations", "severed", "relations", "relations"]
    dates = ["1890-12-11", "[1909-01-01..1924-08-04]", "1924-08-04", "1930-01-23", "1942", "1992-01"]
    assert table["opened"].tolist() == dates
    assert table["state"].tolist()[-1] == "Russian Federation"
    assert record.loc[table["opened_event"].dropna(), "independent"].all()


def test_competing_dates_are_kept_with_whether_anyone_but_encyclopaedias_has_them(record):
    first, *_, last = recorded.limits(record, MEXICO)
    assert first.date == "1890-12-11"
    assert first.others == (("1890-12-12", True), ("1891", True), ("1890-12-01", False))
    assert (last.date, last.others) == ("1992-01", (("1991", True),))  # "1992" says the same, less finely


def test_what_only_encyclopaedias_tell_ends_no_phase_but_is_known_to_be_told(record):
    table = recorded.derive(record, COLOMBIA)
    assert "1948-05-03" not in {*table["opened"], *table["closed"]}
    assert [(limit.type, limit.date, limit.others) for limit in recorded.limits(record, COLOMBIA)][2] == (
        "severed",
        None,
        (("1948-05-03", False),),
    )


def test_relations_with_an_empire_that_was_gone_are_not_said_to_have_gone_on(record):
    table = recorded.derive(record, COLOMBIA)
    assert table["status"].tolist() == ["relations", "lapsed", "relations", "lapsed", "relations"]
    assert table["closed"][0] == "[1858-01-01..1935-06-25]"
    assert table["opened_by"].tolist()[2:5:2] == ["established", "restored"]
    assert table["state"].tolist()[-1] == "Soviet Union, Russian Federation"


def test_the_surest_date_opens_a_phase_and_of_equals_the_finest():
    rows = [(SU, "1924-02", "established", True, "low"), (SU, "1924", "established"), (SU, "1924-02-15", "established")]
    assert stretches(*rows) == [("relations", "1924-02-15", "..")]
    assert stretches(rows[0], rows[1]) == [("relations", "1924", "..")]


@pytest.mark.parametrize("more", [(False, "high"), (True, "reject")])
def test_dependent_and_rejected_rows_decide_nothing(more):
    assert stretches((SU, "1924", "established"), (SU, "1930", "severed", *more)) == [("relations", "1924", "..")]
    assert stretches((SU, "1930", "severed", *more)) == []


def test_a_rejected_date_does_not_compete():
    rows = relations((SU, "1924", "established"), (SU, "1925", "established", True, "reject"))
    assert [limit.others for limit in recorded.limits(rows, ("Norway", "Russia"))] == [()]


def test_two_events_of_one_type_years_apart_are_two():
    rows = [(SU, "1924", "established"), (SU, "1930", "severed"), (SU, "1940", "severed"), (SU, "1936", "restored")]
    assert [status for status, *_ in stretches(*rows)] == ["relations", "severed", "relations", "severed"]


def test_a_successor_that_takes_over_at_once_goes_on():
    rows = [(SU, "1924", "established"), ("Russian Federation", "1992-01", "established")]
    assert stretches(*rows) == [("relations", "1924", "1992-01"), ("relations", "1992-01", "..")]


def test_a_restoration_puts_the_end_after_the_last_that_is_told_of_relations():
    rows = [(SU, "1924", "established"), (SU, "1930-05", "agreement"), (SU, "1936-04-01", "restored")]
    gap = "[1930-05-01..1936-04-01]"
    assert stretches(*rows) == [
        ("relations", "1924", gap),
        ("lapsed", gap, "1936-04-01"),
        ("relations", "1936-04-01", ".."),
    ]


def test_any_names_of_the_two_states_will_do(record):
    assert recorded.derive(record, ("USSR", "Mexico")).equals(recorded.derive(record, MEXICO))


def test_a_dyad_that_the_record_does_not_cover_has_a_typed_table_without_rows(record):
    table = recorded.derive(record, ("Peru", "Ångland"))
    assert table.empty
    assert str(table["opened_earliest"].dtype) == "datetime64[s]"
    assert recorded.limits(record, ("Peru", "Ångland")) == []


def test_the_table_is_left_alone(record):
    before = record.copy(deep=True)
    recorded.derive(record, MEXICO)
    assert record.equals(before)
