"""Every rule for events reads its example, and does not read the sentence that only looks like it."""

import pytest

import bilateral
from bilateral.rules import vocabulary

WORDS = vocabulary.load()
RULES = [*WORDS.events, *(frame for frame in WORDS.frames if "example" in frame)]


def name(rule):
    return rule.get("id") or f"{rule['type']}: {', '.join(rule['acts'])}"


def events(sentence):
    return bilateral.read_text(f"Peru–Japan relations\n\n{sentence}", dyad=("Peru", "Japan")).events


def found(rule, table):
    """The rows of a rule: those of its type, or those that name it as their frame."""
    if "type" in rule:
        return table[table["type"] == rule["type"]]
    return table[[f"events/{rule['id']}" in rules.split() for rules in table["rule"]]]


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_reads_its_example(rule):
    sentence, date = rule["example"]
    assert date in list(found(rule, events(sentence))["date"])


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_does_not_read_its_counterexample(rule):
    assert found(rule, events(rule["none"])).empty
