"""Fixing documents, and what is said of it at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from linter.config import Loaded
from linter.fixing import settle
from linter.model import Document, Finding, Format, Safety, Severity
from linter.portions import list_of_findings
from linter.reading.units import Failure
from linter.ruleset import Ruleset
from linter.settled import Settled
from linter.writing.cleaning import Cleaned

if TYPE_CHECKING:
    from pathlib import Path, PurePath

    from linter.cli.baselining import OpenBaseline
    from linter.cli.dictionaries import OpenDictionaries
    from linter.cli.ignoring import OpenIgnores
    from linter.evidence import Scales
    from linter.locating import Located
    from linter.sparing import Spared


@dataclass(slots=True)
class Noted:
    """What was found in a file before it was fixed.

    ``found`` has the places where a baseline is to be asked about them.
    """

    findings: int = 0
    worst: Severity | None = None
    found: list[Sequence[Located]] = field(default_factory=list)

    def blame(self, findings: Iterable[Finding]) -> None:
        """Let findings decide what the run comes to."""
        for severity in {finding.severity for finding in findings}:
            if self.worst is None or severity.rank < self.worst.rank:
                self.worst = severity


@dataclass(slots=True)
class Tally(Noted):
    """What a run did so far; ``known`` counts the findings in the baseline."""

    documents: int = 0
    known: int = 0
    edits: int = 0
    files_changed: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note(self, noted: Noted) -> None:
        """Add what was found in a file."""
        self.findings += noted.findings
        self.found += noted.found
        if noted.worst and (self.worst is None or noted.worst.rank < self.worst.rank):
            self.worst = noted.worst

    def add(self, cleaned: Cleaned) -> None:
        """Add what became of a file."""
        self.documents += cleaned.documents
        self.edits += cleaned.changes
        self.files_changed += cleaned.changed
        self.by_rule.update(cleaned.rules)
        self.failures += cleaned.failures

    def sieve(self, baseline: OpenBaseline, files: Iterable[Path]) -> None:
        """Take what a baseline holds out of what the run fails for."""
        baseline.look_at_files(files)
        for located in baseline.sieve(self.found):
            new = [item.finding for item in located if item.suppression is None]
            self.known += len(located) - len(new)
            self.blame(new)


@dataclass(slots=True)
class Fixer:
    """Settles documents, and notes what was found in them.

    ``compare`` finds what other documents have otherwise. What is ignored or in a
    dictionary stays as it is. What a baseline holds is
    fixed like anything else, but the run does not fail for it: with one, the
    findings are noted with their places. With ``scales``, suggested fixes are made
    in documents that weigh enough.
    """

    rules: Ruleset
    level: Safety
    lists: Sequence[OpenIgnores | OpenDictionaries] = ()
    baseline: bool = False
    compare: Callable[[Document], Sequence[Finding]] | None = None
    scales: Scales | None = None
    _noted: Noted = field(default_factory=Noted)
    # What was found in documents that are still to come, by path and text.
    _ahead: dict[tuple[PurePath | None, str], Sequence[Finding]] = field(
        default_factory=dict
    )

    def look_ahead(self, documents: Sequence[Document]) -> None:
        """Scan documents together, which is faster; what fails is told in its turn."""
        if all((one.path, one.text) in self._ahead for one in documents):
            return
        scanned = self.rules.scan_all(
            documents, unfinished=lambda document, error: None
        )
        self._ahead = {(one.path, one.text): found for one, found in scanned}

    def _scanned(self, document: Document) -> Sequence[Finding]:
        known = self._ahead.get((document.path, document.text))
        found = self.rules.scan(document) if known is None else known
        others = self.compare(document) if self.compare else ()
        return list_of_findings(chain(found, others)) if others else found

    def __call__(self, document: Document) -> Settled:
        """Return the document with its fixes made."""
        original = document.text
        level = self._level(document)
        spared = self._spared(document, level)

        def scan(current: Document) -> Sequence[Finding]:
            findings = self._scanned(current)
            if spared is not None:
                findings = spared(current, findings)
            if current.text is original:
                self._note(current, findings)
            return findings

        return settle(document, scan, level)

    def take_notes(self) -> Noted:
        """Return what was found since this was last asked."""
        noted, self._noted = self._noted, Noted()
        return noted

    def _note(self, document: Document, findings: Sequence[Finding]) -> None:
        self._noted.findings += len(findings)
        if not self.baseline:
            self._noted.blame(findings)
            return
        from linter.locating import locate

        self._noted.found.append(locate(document, findings))

    def _level(self, document: Document) -> Safety:
        """Return how safe a fix has to be in this document."""
        if self.scales is not None and self.scales.weigh(document).confident:
            return Safety.SUGGESTED
        return self.level

    def _spared(self, document: Document, level: Safety) -> Spared | None:
        """Return what is to be left alone; ``None`` where that cannot be."""
        from linter.checking import MARK

        commented = document.format is not Format.PLAIN and MARK in document.text
        if not self.lists and not commented:
            return None
        from linter.sparing import Spared, by_comments

        by_comment = by_comments(self.rules.rules)

        def hidden(document: Document, findings: Sequence[Finding]) -> list[Finding]:
            listed = [f for one in self.lists for f in one.hidden(document, findings)]
            return [*listed, *by_comment(document, findings)]

        return Spared(hidden, level)


def opened_baseline(
    loaded: Loaded, paths: Sequence[Path], rules: Ruleset
) -> OpenBaseline | None:
    """Return the baseline of the settings, if any."""
    file = loaded.settings.baseline
    if file is None:
        return None
    from linter.cli.baselining import open_baseline

    return open_baseline(file, paths, rules)
