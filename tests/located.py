"""Findings in texts, located, as tests look at them."""

from __future__ import annotations

import re

from linter.locating import Located, locate
from linter.model import Document, Finding, Fix, Related, Severity, Span

RULE = "punctuation/period-before-comma"


def finding(
    start: int, end: int, rule: str = RULE, fix: Fix | None = None, *related: Related
) -> Finding:
    message = "Stray full stop."
    return Finding(rule, Span(start, end), message, Severity.ERROR, fix, related)


def all_of(text: str, part: str, rule: str = RULE) -> list[Finding]:
    return [
        finding(found.start(), found.end(), rule)
        for found in re.finditer(re.escape(part), text)
    ]


def only(text: str, *findings: Finding) -> Located:
    (located,) = locate(Document(text), findings)
    return located
