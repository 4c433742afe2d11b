"""The ways to tell what was found, one module each.

A reporter writes to the stream it is given. It is told of every document in
input order and of the totals at the end; it decides nothing about exit codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from linter.model import Safety, Severity
from linter.rule import Rule

if TYPE_CHECKING:
    from linter.evidence import Weighed
    from linter.locating import Located

CLASSES = {
    "text": "linter.reporters.text:TextReporter",
    "concise": "linter.reporters.concise:ConciseReporter",
    "jsonl": "linter.reporters.jsonl:JsonlReporter",
    "sarif": "linter.reporters.sarif:SarifReporter",
    "github": "linter.reporters.github:GithubReporter",
    "gitlab": "linter.reporters.gitlab:GitlabReporter",
    "junit": "linter.reporters.junit:JunitReporter",
    "rdjson": "linter.reporters.rdjson:RdjsonReporter",
    "markdown": "linter.reporters.markdown:MarkdownReporter",
}


class Grouping(StrEnum):
    """What findings stand together in a report for people."""

    NONE = "none"
    DOCUMENT = "document"
    RULE = "rule"


class Checkout(NamedTuple):
    """The folder that a service shows files of, and the folder we run in."""

    root: PurePath
    here: PurePath


class Style(NamedTuple):
    """How a report looks.

    For people: colours or none, columns of the screen, what stands together,
    whether lines of the text are shown, or nothing but the totals. For services:
    the ``checkout`` that paths are told from; without one they stay as they are.
    """

    colour: bool = False
    width: int = 100
    group_by: Grouping = Grouping.NONE
    source: bool = True
    statistics: bool = False
    checkout: Checkout | None = None


PLAIN = Style()


class Failure(NamedTuple):
    """A document that could not be checked, and why."""

    path: str
    reason: str
    record: str | None = None
    record_line: int | None = None


class Summary:
    """What a run came to; it grows while documents come in.

    ``documents`` are those that were checked, ``fixable`` the findings with a
    safe fix. ``passed_over`` counts what was not looked at, by reason,
    ``hidden`` the findings that do not count, by what hides them.
    ``rules`` are those that were looked for, by id, for reports that explain.
    ``weighed`` is the evidence of each document; ``None`` if nobody asks for it.
    """

    def __init__(
        self,
        documents: int = 0,
        findings: int = 0,
        by_rule: Mapping[tuple[str, Severity], int] = {},
        failed: Iterable[Failure] = (),
        passed_over: Mapping[str, int] = {},
        rules: Mapping[str, Rule] = {},
        weighed: list[Weighed] | None = None,
    ) -> None:
        self.documents = documents
        self.findings = findings
        self.fixable = 0
        self.by_rule = {**by_rule}
        self.failed = [*failed]
        self.passed_over = {**passed_over}
        self.hidden: dict[str, int] = {}
        self.rules = rules
        self.weighed = weighed

    def count(self, located: Iterable[Located]) -> int:
        """Add one checked document; return how many of its findings count."""
        self.documents += 1
        before = self.findings
        for item in located:
            if item.suppression is not None:
                by = item.suppression.by
                self.hidden[by] = self.hidden.get(by, 0) + 1
                continue
            finding = item.finding
            key = finding.rule, finding.severity
            self.by_rule[key] = self.by_rule.get(key, 0) + 1
            self.findings += 1
            if finding.fix and finding.fix.safety is Safety.SAFE:
                self.fixable += 1
        return self.findings - before


class Reporter(Protocol):
    """Tells what was found: ``begin``, each document in order, ``finish``."""

    def begin(self) -> None:
        """Write what comes before the first document."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write the findings of one document or record; there may be none."""

    def finish(self, summary: Summary) -> None:
        """Write the totals, and every document that could not be checked."""


def reporter(name: str, stream: IO[str], style: Style = PLAIN) -> Reporter:
    """Return the reporter of a format, which must be one of `CLASSES`."""
    from importlib import import_module

    module, _, attribute = CLASSES[name].partition(":")
    make: Callable[[IO[str], Style], Reporter]
    make = getattr(import_module(module), attribute)
    return make(stream, style)
