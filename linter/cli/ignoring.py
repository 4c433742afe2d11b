"""The list of ignored findings, as it is used in a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from linter.config import Loaded, Origin
from linter.fingerprints import fingerprints
from linter.ignores import Candidate, Ignore, Ignores, read_entries
from linter.locating import Located, Suppression, list_of_located
from linter.model import Document, Finding
from linter.reading.ignoring import whole_path
from linter.ruleset import Ruleset

# With one of these on the command line, a run does not look for all there is.
LIMITING = ("select", "ignore", "severity", "severities")


class OpenIgnores:
    """A list of ignored findings, and what a run has to say of it."""

    def __init__(self, file: Path, table: Mapping[str, Any], rules: Ruleset) -> None:
        entries = read_entries(table, file)
        self._ignores = Ignores(file, entries, rules, date.today())

    def marked(self, located: Sequence[Located]) -> Sequence[Located]:
        """Return the findings of a document, with those marked that are ignored."""
        return list_of_located(map(self._marked, located))

    def _marked(self, item: Located) -> Located:
        if item.suppression is not None:
            return item
        told = Candidate(item.finding.rule, item.path, item.text, item.fingerprint)
        entry = self._ignores.find(told)
        if entry is None:
            return item
        return item._replace(suppression=Suppression(False, entry.reason, "ignores"))

    def hidden(self, document: Document, findings: Sequence[Finding]) -> list[Finding]:
        """Return those of a document's findings that are ignored."""
        prints = fingerprints(document.text, findings)
        return [
            finding
            for finding, fingerprint in zip(findings, prints, strict=True)
            if self._ignores.find(
                Candidate(
                    finding.rule,
                    str(document.path),
                    finding.span.of(document.text),
                    fingerprint,
                )
            )
        ]

    def problems(
        self, loaded: Loaded, rules: Ruleset, paths: Sequence[Path]
    ) -> Iterator[str]:
        """Yield what is wrong with the entries, after a run over ``paths``.

        That one is of no use is only said where the run looked at all it may fit.
        """
        running = {rule.id for rule in rules.rules}
        limited = any(loaded.origins.get(key) is Origin.OPTION for key in LIMITING)
        root = self._ignores.file.parent
        everywhere = any(path.is_dir() and _holds(path, root) for path in paths)

        def judged(entry: Ignore, means: set[str]) -> bool:
            if not means & running or (limited and not means <= running):
                return False
            return everywhere or _is_named(entry, root, paths)

        yield from self._ignores.problems(judged)


def _holds(folder: Path, other: Path) -> bool:
    return other.resolve().is_relative_to(folder.resolve())


def _is_named(entry: Ignore, root: Path, paths: Sequence[Path]) -> bool:
    """Whether an entry is for one document, and that is among ``paths``."""
    if entry.path is None or any(letter in entry.path for letter in "*?[!"):
        return False
    return whole_path(root / entry.path.lstrip("/")) in map(whole_path, paths)
