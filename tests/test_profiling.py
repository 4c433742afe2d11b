"""What a rule costs is told without what it asks of others."""

from __future__ import annotations

from linter.model import Document
from linter.profiling import _engines, measure
from linter.ruleset import Ruleset

TEXT = "They signed in areas such as energy. , aerospace and trade. It went on.\n"


def test_every_rule_is_told_with_its_findings() -> None:
    costs = measure(Ruleset.load().select(["punctuation"]), [Document(TEXT)])
    found = {cost.rule: cost.findings for cost in costs.rules if cost.findings}
    assert found == {"punctuation/period-before-comma": 1}
    assert costs.megabytes == len(TEXT) / 1e6
    assert all(cost.seconds >= 0 and cost.first >= 0 for cost in costs.rules)


def test_what_a_rule_asks_of_others_is_not_on_its_account() -> None:
    (rule,) = Ruleset.load().select(["structure/cut-sentence"]).rules
    own, others = (engine.rules for engine in _engines(rule))
    assert rule.near is not None
    assert [one.id for one in others] == list(rule.near.rules)
    assert {one.id for one in own} - {one.id for one in others} == {rule.id}


def test_a_rule_that_asks_nobody_is_held_against_an_empty_scan() -> None:
    (rule,) = Ruleset.load().select(["punctuation/period-before-comma"]).rules
    own, others = _engines(rule)
    assert [list(found) for _, found in others.scan([Document(TEXT)])] == [[]]
    assert len(own.rules) == 1
