"""What a whole corpus says of one document: names and titles in their usual form."""

from __future__ import annotations

from collections.abc import Sequence

from linter.model import Document, Finding
from linter.ruleset import Ruleset


def compared(rules: Ruleset, documents: Sequence[Document]) -> list[list[Finding]]:
    """Return the findings of each document that the others give rise to."""
    from linter.corpus.comparing import Comparer
    from linter.corpus.evidence import Gathered, Together, asked, judged
    from linter.corpus.tallies import Tallies

    comparer = Comparer.of(rules)
    if comparer is None:
        return [[] for _ in documents]
    gathered = Gathered()
    for document, mentions in comparer.mentions(documents):
        gathered.note(document, mentions, comparer)
    tallies = Tallies(comparer.comparisons.__getitem__)
    gathered.tally(tallies)
    suspects = gathered.suspects
    alike = {
        rule: comparer.comparisons[rule].matched(rare, usual)
        for rule, rare, usual in asked(tallies, suspects)
    }
    verdicts = judged(comparer, suspects, Together(comparer, tallies, alike))
    return [comparer.findings(document, verdicts) for document in documents]
