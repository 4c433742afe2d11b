"""Rules that differ by the path of a document: what ``[[per-path]]`` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePath

from linter.errors import ScanError
from linter.model import Document, Finding, Severity
from linter.nouns import Noun
from linter.portions import list_of_findings
from linter.reading.ignoring import Ignored, globs
from linter.ruleset import Ruleset


class PerPath(Noun):
    """What is different for the documents that ``paths`` name.

    ``select`` takes the place of what is selected elsewhere, ``ignore``,
    ``severities`` and ``dictionaries`` are added.
    """

    paths: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = {}
    language: str | None = None
    dictionaries: tuple[Path, ...] = ()


class Choice(Noun):
    """Which rules are chosen, before anything is said about a path.

    ``asked`` tells that somebody set ``severity``: else whoever selects rules
    for some paths sees even the mildest of them there. What is ``final`` came
    from the command line, and no path changes it: ``select``, ``language``.
    """

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: Severity
    severities: Mapping[str, str]
    asked: bool = False
    final: frozenset[str] = frozenset()

    def with_entry(self, entry: PerPath) -> Choice:
        """Return the choice for documents that an entry names."""
        selects = bool(entry.select) and "select" not in self.final
        return self._replace(
            select=entry.select if selects else self.select,
            ignore=(*self.ignore, *entry.ignore),
            severity=Severity.INFO if selects and not self.asked else self.severity,
            severities={**self.severities, **entry.severities},
        )

    def of(self, rules: Ruleset) -> dict[str, Severity]:
        """Return the severity of each rule that is chosen."""
        changed = {
            r.id: r.severity for r in rules.with_severities(self.severities).rules
        }
        chosen = rules.select(self.select, self.ignore).rules
        return {
            rule.id: changed[rule.id]
            for rule in chosen
            if rule.id in changed and changed[rule.id].at_least(self.severity)
        }


class PathRuleset(Ruleset):
    """The rules that any document may need, of which each gets its own.

    ``everything`` are all rules there are, ``root`` is the folder that the
    paths of ``entries`` count from.
    """

    everything: Ruleset
    choice: Choice
    entries: tuple[PerPath, ...]
    root: Path

    @classmethod
    def of(
        cls,
        everything: Ruleset,
        choice: Choice,
        entries: Sequence[PerPath],
        root: Path,
    ) -> PathRuleset:
        """Return the rules that ``choice`` or one of the entries chooses.

        Raises `ConfigError` for a path that is no glob, `UnknownRuleError` for
        a name that no rule has.
        """
        needed = _needed(everything, choice, entries)
        rules = tuple(rule for rule in everything.rules if rule.id in needed)
        made = cls(rules, everything, choice, tuple(entries), root)
        assert len(made._places) == len(entries)
        return made

    def scan(self, document: Document) -> Sequence[Finding]:
        """Return the findings of one document, sorted by place."""
        return self.own(document, super().scan(self._told(document)))

    def scan_all(
        self,
        documents: Iterable[Document],
        unfinished: Callable[[Document, ScanError], None] | None = None,
    ) -> Iterator[tuple[Document, Sequence[Finding]]]:
        """Yield each document, in order, with the findings of its own rules."""
        told = map(self._told, documents)
        for document, findings in super().scan_all(told, unfinished):
            yield document, self.own(document, findings)

    def choice_for(self, path: PurePath | None) -> Choice:
        """Return what is chosen for the document of a path."""
        choice = self.choice
        for number in self._which(path):
            choice = choice.with_entry(self.entries[number])
        return choice

    @cached_property
    def _places(self) -> list[Ignored]:
        found = (globs(e.paths, self.root, "per-path: paths") for e in self.entries)
        return [place for place in found if place is not None]

    @cached_property
    def _tells_languages(self) -> bool:
        final = "language" in self.choice.final
        return not final and any(entry.language for entry in self.entries)

    @cached_property
    def _known(self) -> dict[PurePath, tuple[int, ...]]:
        return {}

    @cached_property
    def _chosen(self) -> dict[tuple[int, ...], dict[str, Severity]]:
        return {}

    def _which(self, path: PurePath | None) -> tuple[int, ...]:
        """Return the numbers of the entries that name a document."""
        if path is None:
            return ()
        if path not in self._known:
            # Records of one file come one after the other: one path is enough.
            self._known.clear()
            self._known[path] = tuple(
                number
                for number, place in enumerate(self._places)
                if place.verdict(Path(path), False)
            )
        return self._known[path]

    def _told(self, document: Document) -> Document:
        """Return the document in the language that its path tells."""
        if not self._tells_languages:
            return document
        told = [self.entries[number].language for number in self._which(document.path)]
        named = [language for language in told if language]
        return document._replace(language=named[-1]) if named else document

    def own(self, document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return findings as the rules of this document have them."""
        if not findings:
            return findings
        which = self._which(document.path)
        if which not in self._chosen:
            self._chosen[which] = self.choice_for(document.path).of(self.everything)
        chosen = self._chosen[which]
        return list_of_findings(
            finding
            if finding.severity is chosen[finding.rule]
            else finding._replace(severity=chosen[finding.rule])
            for finding in findings
            if finding.rule in chosen
        )


def _needed(
    everything: Ruleset, choice: Choice, entries: Sequence[PerPath]
) -> set[str]:
    """Return the rules that some document may need, whichever entries name it."""
    bare = choice._replace(ignore=())
    choices = [bare, *(bare.with_entry(entry) for entry in entries)]
    # A name that is wrong is told here, before any work.
    for one in (choice, *(choice.with_entry(entry) for entry in entries)):
        everything.select(one.select, one.ignore)
    selected = {
        rule.id for one in choices for rule in everything.select(one.select).rules
    }
    mildest = max((one.severity for one in choices), key=lambda level: level.rank)
    severe = {
        rule.id
        for table in ({}, choice.severities, *(entry.severities for entry in entries))
        for rule in everything.with_severities(table).rules
        if rule.severity.at_least(mildest)
    }
    return selected & severe
