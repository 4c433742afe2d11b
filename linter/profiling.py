"""What each rule costs on a corpus: anchor hits, matches, findings, time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from linter.engine.scan import Engine, batches, encode
from linter.model import Document
from linter.ruleset import Ruleset


@dataclass(slots=True)
class Cost:
    """What one rule cost: hits of its anchors, findings, seconds to confirm."""

    rule: str
    hits: int = 0
    findings: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost of a run: every rule, and the scan that serves them all."""

    rules: tuple[Cost, ...]
    megabytes: float
    scan_seconds: float

    def hits_per_megabyte(self, cost: Cost) -> float:
        """How often the anchors of a rule occur."""
        return cost.hits / self.megabytes if self.megabytes else 0.0


def measure(rules: Ruleset, documents: Iterable[Document]) -> Costs:
    """Scan ``documents`` with every rule timed on its own."""
    costs = {rule.id: Cost(rule.id) for rule in rules.rules}
    size, scanning = 0, 0.0
    alone = {rule.id: Ruleset((rule,)).engine for rule in rules.rules}
    for batch in batches(documents):
        buffer = b"\n".join(encode(document.text) for document in batch)
        size += len(buffer)
        start = time.perf_counter()
        hits = Counter(rules.engine.plan.owners[a] for a, *_ in _scanned(rules, buffer))
        scanning += time.perf_counter() - start
        for owner, count in hits.items():
            costs[rules.engine.rules[owner].id].hits += count
        for rule_id, engine in alone.items():
            _time(engine, batch, costs[rule_id])
    ordered = sorted(costs.values(), key=lambda cost: -cost.seconds)
    return Costs(tuple(ordered), size / 1e6, scanning)


def _scanned(rules: Ruleset, buffer: bytes) -> list[tuple[int, int, int]]:
    return rules.engine.scanner.scan(buffer)


def _time(engine: Engine, batch: list[Document], cost: Cost) -> None:
    start = time.perf_counter()
    cost.findings += sum(len(found) for _, found in engine.scan(batch))
    cost.seconds += time.perf_counter() - start
