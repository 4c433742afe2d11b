"""Findings and the reports on them, as tests of reports write them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import PurePath

from linter.locating import locate
from linter.model import Document, Edit, Finding, Fix, Related, Safety, Severity, Span
from linter.reporters import Style, Summary, reporter
from linter.rule import Rule

RULE = "punctuation/period-before-comma"


def finding(
    text: str,
    part: str,
    *related: Related,
    rule: str = RULE,
    message: str = "Stray full stop before a comma.",
    severity: Severity = Severity.ERROR,
    fix: Fix | None = None,
) -> Finding:
    at = text.index(part)
    span = Span(at, at + len(part))
    return Finding(rule, span, message, severity, fix, related)


def rule(name: str, summary: str) -> Rule:
    return Rule(name, summary, "Wrong.", Severity.ERROR, "pattern", {})


def deleting(text: str, part: str, safety: Safety = Safety.SAFE) -> Fix:
    at = text.index(part)
    return Fix((Edit(Span(at, at + len(part)), ""),), safety)


def report(
    name: str,
    documents: Iterable[tuple[Document, list[Finding]]] = (),
    summary: Summary | None = None,
    style: Style | None = None,
) -> str:
    """Return all that a reporter writes on documents and their findings."""
    stream = io.StringIO(newline="")
    summary = summary or Summary()
    teller = reporter(name, stream, style or Style(width=80))
    teller.begin()
    for document, findings in documents:
        located = locate(document, findings)
        summary.count(located)
        teller.document(str(document.path), located)
    teller.finish(summary)
    return stream.getvalue()


def block(text: str, *findings: Finding, style: Style | None = None) -> str:
    """Return what the text reporter writes on the findings of one document."""
    document = Document(text, PurePath("a.txt"))
    return report("text", [(document, list(findings))], style=style).split("\n\n")[0]


ENERGY = "major projects in areas such as energy. , aerospace and connectivity\n"
