"""A ruleset that has LanguageTool read along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from linter.errors import ScanError
from linter.grammar.proofreading import Proofreader, Reading, Unfinished
from linter.model import Document, Finding
from linter.rule import Rule
from linter.ruleset import Ruleset, is_of_grammar

# Characters that are gathered, so that two clients have work: whole sentences are
# slow, and of what is only flagged a little is sent.
MOST_READ, MOST_FLAGGED = 1 << 15, 1 << 20


class ProofreadRuleset(Ruleset):
    """The rules of ``inner``, and those of LanguageTool."""

    inner: Ruleset
    proofreader: Proofreader

    def runs(self, rule: str) -> bool:
        """Whether findings of a rule are looked for."""
        if is_of_grammar(rule):
            return self.proofreader.wanted.proofread
        return self.inner.runs(rule)

    @property
    def met(self) -> Mapping[str, Rule]:
        """The rules of LanguageTool that fired so far, by id."""
        return {rule.id: rule for rule in self.proofreader.rules.values()}

    def scan(self, document: Document) -> Sequence[Finding]:
        """Return the findings of one document, sorted by place."""
        return next(findings for _, findings in self.scan_all([document]))

    def scan_all(
        self,
        documents: Iterable[Document],
        unfinished: Callable[[Document, ScanError], None] | None = None,
    ) -> Iterator[tuple[Document, Sequence[Finding]]]:
        """Yield each document, in order, with its findings.

        One that LanguageTool did not finish is told to ``unfinished``, and comes
        with what was found in it all the same.
        """
        told = unfinished or _fail
        gathered: list[Reading] = []
        size = 0
        limit = MOST_READ if self.proofreader.wanted.everything else MOST_FLAGGED
        for document, findings in self.inner.scan_all(documents, unfinished):
            gathered.append(Reading(document, findings))
            size += len(document.text)
            if size >= limit:
                yield from self._read(gathered, told)
                gathered, size = [], 0
        yield from self._read(gathered, told)

    def _read(
        self, readings: list[Reading], unfinished: Unfinished
    ) -> Iterator[tuple[Document, Sequence[Finding]]]:
        self.proofreader.read(readings, unfinished)
        for one in readings:
            yield one.document, one.findings


def _fail(document: Document, error: ScanError) -> None:
    raise error
