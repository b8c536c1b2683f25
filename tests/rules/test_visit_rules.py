"""The rules of ``data/reader/visits.toml``, each with its example and its counterexample, and the guards' refusals."""


import pytest

import bilateral
from bilateral.documents import files, layout
from bilateral.extract.visits import prose, rows
from bilateral.files import read_toml
from bilateral.mentions import clauses

RULES = read_toml("visits.toml")["rule"]
PAIR = ("Peru", "Norway")


def readings(text):
    page = layout.lay_out(files.Document("text", "text", f"Peru–Norway relations\n\n{text}\n"))
    return list(map(clauses.Reader(page, PAIR).read, page.sentences))


def rules_of(text):
    finder = rows.Finder()
    for reading in readings(text):
        finder.read(reading)
    return [row["rule"] for row in finder.found()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_rule_gives_the_row_of_its_example_and_none_for_its_counterexample(rule):
    text, row = rule["example"]
    visits = bilateral.read_text(f"Peru–Norway relations\n\n{text}\n", dyad=PAIR).visits
    assert row in visits[list(row)].to_dict("records")
    assert rule["id"] in rules_of(text)
    assert rule["id"] not in rules_of(rule["none"])


def test_every_rule_in_code_is_declared():
    assert {*prose.RULES, prose.MEETING} <= {rule["id"] for rule in RULES}


REFUSALS = [
    ("President Alma Quispe visited Chile in 1973.", "visits/person-went", "of other states"),
    ("Swedish Prime Minister Nils Holm visited Lima in 1973.", "visits/person-went", "of other states"),
    ("President Alma Quispe of Peru visited Lima in 1973.", "visits/person-went", "no visitor: in the own state"),
    (
        "President Alma Quispe of Peru, accompanied by Foreign Minister Juan Rojas, visited Oslo in 1973.",
        "visits/person-went",
        "no visitor: goes along with another",
    ),
    (
        "At the invitation of King Olav V, President Alma Quispe of Peru visited Oslo in 1973.",
        "visits/person-went",
        "no visitor: invites another",
    ),
    (
        "Peruvian President Alma Quispe and, as was planned, Norwegian Prime Minister Olav Berg met in Geneva in 1985.",
        "visits/meeting",
        "did not take place",
    ),
]


@pytest.mark.parametrize(("text", "rule", "why"), REFUSALS)
def test_what_the_guard_refuses_is_noted_with_its_reason(text, rule, why):
    found, finder = readings(text), rows.Finder()
    for reading in found:
        finder.read(reading)
    assert (rule, why) in {(refusal.rule, refusal.why) for reading in found for refusal in reading.refusals}
