"""What a rule costs is told without what it asks of others."""

from __future__ import annotations

from collections import Counter

from linter.model import Document, Severity
from linter.profiling import MOST_HITS, Cost, Costs, _engines, measure
from linter.ruleset import Ruleset

TEXT = "They signed in areas such as energy. , aerospace and trade. It went on.\n"


def test_every_rule_is_told_with_its_findings() -> None:
    costs = measure(Ruleset.load().select(["punctuation"]), [Document(TEXT)])
    found = {cost.rule: cost.findings for cost in costs.rules if cost.findings}
    assert found == {"punctuation/period-before-comma": 1}
    assert costs.megabytes == len(TEXT) / 1e6
    (told,) = (cost for cost in costs.rules if cost.findings)
    assert (told.hits, told.matches, told.findings) == (2, 1, 1)
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


def test_no_rule_that_runs_by_default_has_a_loose_anchor() -> None:
    """Each is held against the texts of the other packs, good and bad.

    They are full of artifacts, and of what is nearly one: twice the budget.
    """
    everything = Ruleset.load()
    rules = everything.select(at_least=Severity.WARNING)
    hits: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for pack in {rule.pack for rule in everything.rules}:
        examples = (
            example.text
            for rule in everything.rules
            if rule.pack == pack
            for example in (*rule.bad, *rule.good, *rule.missed)
        )
        text = "\n".join(examples).encode()
        owners = (
            rules.engine.plan.owners[a] for a, *_ in rules.engine.scanner.scan(text)
        )
        for rule in map(rules.engine.rules.__getitem__, owners):
            if rule.pack != pack:
                hits[rule.id] += 1
        for rule in rules.rules:
            if rule.pack != pack:
                size[rule.id] += len(text)
    rates = {rule: 1e6 * count / size[rule] for rule, count in hits.items()}
    assert {rule: rate for rule, rate in rates.items() if rate > 2 * MOST_HITS} == {}
    assert sum(rates.values()) < 8 * MOST_HITS


def test_an_anchor_is_loose_where_enough_hits_say_so() -> None:
    costs = Costs((), megabytes=0.1, scan_seconds=0.0)
    assert costs.is_loose(Cost("a/a", hits=200))
    assert not costs.is_loose(Cost("a/a", hits=50))
    assert not costs.is_loose(Cost("a/a", hits=90))
