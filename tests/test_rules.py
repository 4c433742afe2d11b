"""Every rule does what its own texts say, alone and among all others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linter.proving import broken_examples
from linter.rule import Rule
from linter.ruleset import Ruleset

RULES = Ruleset.load()


def texts() -> Iterator[str]:
    for rule in RULES.rules:
        for example in (*rule.bad, *rule.good, *rule.missed):
            yield example.text
            if example.fixed is not None:
                yield example.fixed


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_the_texts_of_a_rule_come_out_as_it_says(rule: Rule) -> None:
    assert list(broken_examples(rule, RULES)) == []


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_rule_says_why_and_since_when(rule: Rule) -> None:
    assert rule.since
    assert len(rule.why.split()) >= 5
    assert rule.summary.endswith(".")
    assert rule.message.endswith((".", "?", "!", "”"))


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_rule_has_two_bad_texts_two_near_misses_and_admits_one(rule: Rule) -> None:
    assert len(rule.bad) >= 2
    assert len(rule.good) >= 2
    assert len(rule.missed) >= 1
    assert all(one.note for one in rule.missed)
    texts = [repr(one) for one in (*rule.bad, *rule.good, *rule.missed)]
    assert len(texts) == len({*texts})


def test_texts_that_must_be_left_alone_outnumber_those_that_are_found() -> None:
    bad = sum(len(rule.bad) for rule in RULES.rules)
    quiet = sum(len(rule.good) + len(rule.missed) for rule in RULES.rules)
    assert quiet > bad


def test_scanning_by_anchors_finds_what_exhaustive_matching_finds() -> None:
    from linter.model import Document

    for text in texts():
        document = Document(text)
        exhaustive = RULES.engine.scan_exhaustively(document)
        assert RULES.scan(document) == exhaustive, text
