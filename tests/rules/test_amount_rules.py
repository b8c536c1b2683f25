"""The rules of amounts and lists: each example gives its rows, by its rule, and each counterexample none."""

import pytest

import bilateral
from bilateral.extract.items import WORDS as ITEMS
from bilateral.mentions.amounts import WORDS as FIGURES

RULES = [*FIGURES.data["rule"], *ITEMS.data["rule"]]


def rows(text, rule):
    corpus = bilateral.read_text(f"Peru–Norway relations\n\n{text}\n", dyad=("Peru", "Norway"))
    return getattr(corpus, rule["id"].split("/")[0]).to_dict("records")


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_the_example_of_a_rule_gives_its_rows(rule):
    text, *expected = rule["example"]
    found = rows(text, rule)
    assert [{name: row[name] for name in wanted} for row, wanted in zip(found, expected, strict=True)] == expected
    assert all(row["rule"] == wanted.get("rule", rule["id"]) for row, wanted in zip(found, expected, strict=True))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule["none"]])
def test_the_counterexample_of_a_rule_gives_none(rule, text):
    assert rows(text, rule) == []


def test_what_a_guard_refuses_is_listed_with_its_reason():
    text = "In 2012 Peru's trade deficit with Norway was $30 million."
    corpus = bilateral.read_text(f"Peru–Norway relations\n\n{text}\n", dyad=("Peru", "Norway"))
    assert set(corpus.unread["why"]) == {"a balance"} and set(corpus.unread["rule"]) == {"figures/measure-amount"}
