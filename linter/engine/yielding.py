"""One finding for one artifact: where two rules see it, the one that knows less yields.

A loop of words is also the same word around "of"; a chat token holds a piece of
a tokeniser. A rule names in ``yields-to`` the rules that say it better. It is
silent where one of them finds something that overlaps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from linter.model import Finding, Span
from linter.portions import list_of_findings
from linter.rule import Rule


def yielding(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    """Return the rules that yield, with those of ``rules`` that they yield to."""
    here = {rule.id for rule in rules}
    found = {rule.id: here.intersection(rule.yields_to) for rule in rules}
    return {name: frozenset(others) for name, others in found.items() if others}


def remaining(
    found: Mapping[str, Sequence[Finding]], yields_to: Mapping[str, frozenset[str]]
) -> dict[str, Sequence[Finding]]:
    """Return the findings of each rule, without those that another says better.

    A finding that is itself dropped still silences what yields to its rule: the
    rule it yields to has said it all.
    """
    kept = dict(found)
    for rule in found.keys() & yields_to.keys():
        stronger = [found[other] for other in yields_to[rule] if other in found]
        if stronger:
            places = _united(one.span for findings in stronger for one in findings)
            left = (f for f in found[rule] if not _touches(places, f.span))
            kept[rule] = list_of_findings(left)
    return kept


def _united(spans: Iterable[Span]) -> list[Span]:
    """Return sorted, disjoint stretches that cover the same characters."""
    covered: list[Span] = []
    for span in sorted(spans):
        if covered and span.start < covered[-1].end:
            covered[-1] = Span(covered[-1].start, max(covered[-1].end, span.end))
        else:
            covered.append(span)
    return covered


def _touches(places: Sequence[Span], span: Span) -> bool:
    """Whether ``span`` overlaps one of the sorted, disjoint ``places``."""
    at = bisect_right(places, span)
    return any(span.overlaps(place) for place in places[max(0, at - 1) : at + 1])
