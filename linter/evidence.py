"""How much in a document speaks for a machine that translated it.

Some artifacts prove it: a token that stands for an unknown word, a service's own
notice. Some hardly occur in text that people wrote. And some are slips and habits
of people, which engines do not have. Rules say which of it they find, under
``evidence``; here it is added up.

A rule counts by how dense its findings are, and for no more than its points
however many there are: one engine makes one mistake a hundred times.
``docs/writing-rules.md`` has the formula, and what was measured of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from linter.engine.profile import Profile
from linter.errors import ScanError
from linter.model import Document, Evidence, Finding
from linter.ruleset import Ruleset

POINTS = {Evidence.PROOF: 2, Evidence.SIGN: 1, Evidence.HUMAN: -1}
# From here on, a suggested fix is made with --suggested=confident: one proof, or
# two different signs, and nothing that speaks for people.
CONFIDENT = 2
# Findings are counted per so many words; a shorter document counts as one so long.
DENSE = 1_000


class Weighed(NamedTuple):
    """What is to be said of a document: its evidence, and where that comes from.

    ``found`` counts the findings of each rule that is evidence. ``points`` grow
    with what speaks for a machine; what speaks for people takes from them.
    """

    path: str
    record: str | None
    record_line: int | None
    words: int
    points: float
    found: Mapping[str, int]
    informal: bool

    @property
    def confident(self) -> bool:
        """Whether a machine translated it, as far as can be known."""
        return self.points >= CONFIDENT


class Scales:
    """Weighs documents by those of ``rules`` that are evidence."""

    def __init__(self, rules: Ruleset) -> None:
        self.rules = Ruleset(tuple(rule for rule in rules.rules if rule.evidence))
        self._points = {
            rule.id: POINTS[rule.evidence] for rule in self.rules.rules if rule.evidence
        }

    def weigh(self, document: Document) -> Weighed:
        """Return the evidence of a document; raise `ScanError` as a scan does."""
        return self._weighed(document, self.rules.scan(document))

    def weigh_all(self, documents: Iterable[Document]) -> Iterator[Weighed]:
        """Yield the evidence of each document, but of those that cannot be scanned."""

        def pass_over(document: Document, error: ScanError) -> None:
            """Leave it to the check itself to say so."""

        for document, findings in self.rules.scan_all(documents, pass_over):
            yield self._weighed(document, findings)

    def _weighed(self, document: Document, findings: Sequence[Finding]) -> Weighed:
        found = Counter(finding.rule for finding in findings)
        words = len(document.text.split())
        informal = Profile(document.text).informal
        points = sum(
            self._points[rule] * density(count, words) for rule, count in found.items()
        )
        return Weighed(
            str(document.path) if document.path is not None else "<text>",
            document.record,
            document.record_line,
            words,
            points + (POINTS[Evidence.HUMAN] if informal else 0),
            found,
            informal,
        )


def density(findings: int, words: int) -> float:
    """Return how many findings there are in a thousand words, 1 at most.

    >>> density(1, 300), density(3, 6_000), density(40, 8_000)
    (1.0, 0.5, 1.0)
    """
    return min(1.0, findings * DENSE / max(words, DENSE))
