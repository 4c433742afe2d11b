"""What each rule costs on a corpus: anchor hits, matches, findings, time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from linter.engine.places import encode
from linter.engine.scan import Engine, batches
from linter.model import Document
from linter.rule import Rule
from linter.ruleset import Ruleset

# Anchors that occur more often in a megabyte are paid for by all who scan; fewer than
# so many hits in all say nothing.
MOST_HITS, TELLING_HITS = 600, 100


@dataclass(slots=True)
class Cost:
    """What one rule cost: hits of its anchors, matches, findings, seconds to confirm.

    ``matches`` are there before guards are asked. ``first`` are the seconds it took
    once, to get ready: to compile, to import.
    """

    rule: str
    hits: int = 0
    matches: int = 0
    findings: int = 0
    seconds: float = 0.0
    first: float = 0.0


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost of a run: every rule, and the scan that serves them all."""

    rules: tuple[Cost, ...]
    megabytes: float
    scan_seconds: float

    def hits_per_megabyte(self, cost: Cost) -> float:
        """How often the anchors of a rule occur."""
        return cost.hits / self.megabytes if self.megabytes else 0.0

    def is_loose(self, cost: Cost) -> bool:
        """Whether its anchors occur more often than any rule's may."""
        often = self.hits_per_megabyte(cost) > MOST_HITS
        return often and cost.hits >= TELLING_HITS


def measure(rules: Ruleset, documents: Iterable[Document]) -> Costs:
    """Scan ``documents`` with every rule timed on its own."""
    costs = {rule.id: Cost(rule.id) for rule in rules.rules}
    engines = {rule.id: _engines(rule) for rule in rules.rules}
    size, scanning = 0, 0.0
    for number, batch in enumerate(batches(documents)):
        buffer = b"\n".join(encode(document.text) for document in batch)
        size += len(buffer)
        start = time.perf_counter()
        hits = Counter(rules.engine.plan.owners[a] for a, *_ in _scanned(rules, buffer))
        scanning += time.perf_counter() - start
        for owner, count in hits.items():
            costs[rules.engine.rules[owner].id].hits += count
        for rule_id, (engine, others) in engines.items():
            _add(costs[rule_id], engine, others, batch, again=number == 0)
    ordered = sorted(costs.values(), key=lambda cost: -cost.seconds)
    return Costs(tuple(ordered), size / 1e6, scanning)


def _engines(rule: Rule) -> tuple[Engine, Engine]:
    """Return a rule alone, and the rules that it has to ask, if any, without it."""
    asked = rule.near.witnesses if rule.near else ()
    return Ruleset((rule,)).engine, Ruleset(asked).engine


def _scanned(rules: Ruleset, buffer: bytes) -> list[tuple[int, int, int]]:
    return rules.engine.scanner.scan(buffer)


def _add(
    cost: Cost, engine: Engine, others: Engine, batch: list[Document], *, again: bool
) -> None:
    """Add what a batch costs; the first one goes by the second time it is scanned.

    What a scan costs without the rule is not on its account.
    """
    first, findings = _timed(engine, batch)
    seconds = _timed(engine, batch)[0] if again else first
    if again:
        cost.first = max(0.0, first - seconds)
        _timed(others, batch)
    cost.findings += findings
    cost.matches += _matches(engine, batch)
    cost.seconds += max(0.0, seconds - _timed(others, batch)[0])


def _matches(engine: Engine, batch: list[Document]) -> int:
    """Return how often the first rule of an engine matches, guards aside."""
    found = (
        engine.matcher(0).find(document, wanted[0])
        for document, wanted in engine.wanted(batch)
        if 0 in wanted
    )
    return sum(1 for matches in found for _ in matches)


def _timed(engine: Engine, batch: list[Document]) -> tuple[float, int]:
    """Return how long a scan takes the processor, and how many findings it has."""
    start = time.process_time()
    findings = sum(len(found) for _, found in engine.scan(batch))
    return time.process_time() - start, findings
