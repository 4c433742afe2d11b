"""Findings and the reports on them, as tests of reports for services write them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from hypothesis import strategies as st

from linter.locating import locate
from linter.model import Document, Edit, Finding, Fix, Related, Safety, Severity, Span
from linter.reporters import Failure, Style, Summary, reporter
from linter.rule import Example, Rule, Texts

RULE = "punctuation/period-before-comma"
TEXT = "areas such as energy. , aerospace\n"
ALL_TEXT = st.text(st.characters())
Json = dict[str, Any]


def finding(
    severity: Severity = Severity.ERROR,
    message: str = "Stray full stop.",
    *related: Related,
    fix: Fix | None = None,
    rule: str = RULE,
) -> Finding:
    return Finding(rule, Span(20, 23), message, severity, fix, related)


FIX = Fix((Edit(Span(20, 22), ""),), Safety.SAFE)
EVERY = [
    *(finding(level, fix=FIX) for level in Severity),
    finding(Severity.ERROR, "Odd.", Related("as here", Span(0, 5)), rule="b/other"),
    finding(Severity.INFO, "Odd.", Related("in b.txt", path="b.txt"), Related("3x")),
]
DOCUMENT = Document(TEXT, PurePath("a.txt"))
RECORD = Document(TEXT, PurePath("b.jsonl"), "id-7", record_line=12)
TEXTS = Texts(
    (Example("energy. , steel", "energy, steel"), Example("a. ,")),
    (Example("etc. , and"),),
)


def rule(name: str = RULE, **parts: object) -> Rule:
    told: Json = {
        "id": name,
        "summary": "Full stop before a comma.",
        "message": "Stray full stop.",
        "severity": Severity.ERROR,
        "kind": "pattern",
        "match": {},
        "why": "An engine ended the\nsentence too early.",
        "read_texts": lambda: TEXTS,
        "aliases": ("old/name",),
    }
    return Rule(**(told | parts))


def report(
    name: str,
    documents: Iterable[tuple[Document, list[Finding]]] = (),
    summary: Summary | None = None,
    style: Style | None = None,
    stream: io.TextIOWrapper | io.StringIO | None = None,
) -> str:
    """Return all that a reporter writes on documents and their findings."""
    stream = stream or io.StringIO(newline="")
    summary = summary or Summary()
    teller = reporter(name, stream, style or Style())
    teller.begin()
    for document, findings in documents:
        located = locate(document, findings)
        summary.count(located)
        if located:
            teller.document(str(document.path), located)
    teller.finish(summary)
    stream.seek(0)
    return stream.read()


def failing() -> Summary:
    """Return totals with documents that could not be checked."""
    lost = Failure("c d.txt", "not UTF-8 at byte 3\n\x1b[2J")
    return Summary(
        failed=[lost, Failure("e.jsonl", "not JSON", "7", 7)],
        rules={RULE: rule(), "z/unused": rule("z/unused", why="", read_texts=Texts)},
    )
