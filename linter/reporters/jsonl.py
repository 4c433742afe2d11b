"""JSON Lines, version 1: one object a finding, then one summary.

Where evidence is asked for, an object for each document comes before the summary.

Keys keep their order and are only ever added. Offsets, lines and columns count
code points; lines and columns start from 1; ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from linter.locating import Located
from linter.model import Edit, Fix, Related, Span
from linter.reporters import PLAIN, Failure, Style, Summary
from linter.reporters.jsontext import JsonText

if TYPE_CHECKING:
    from linter.evidence import Weighed

SCHEMA = 1


class JsonlReporter:
    """Write one JSON object a line: findings first, the summary last."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._json = JsonText(stream)

    def begin(self) -> None:
        """Write nothing."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write one object for each finding."""
        for item in located:
            self._write(finding_object(item))

    def finish(self, summary: Summary) -> None:
        """Write the evidence of documents, and the summary object."""
        for weighed in summary.weighed or ():
            self._write(document_object(weighed))
        self._write(summary_object(summary))

    def _write(self, value: dict[str, object]) -> None:
        self._stream.write(self._json.exact(value) + "\n")


def finding_object(located: Located) -> dict[str, object]:
    """Return a finding as a JSON object; ``record_line`` is there if known."""
    finding = located.finding
    value: dict[str, object] = {
        "type": "finding",
        "schema": SCHEMA,
        "path": located.path,
        "record": located.record,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "text": located.text,
        "span": _span(finding.span),
        "line": located.line,
        "column": located.column,
        "end_line": located.end_line,
        "end_column": located.end_column,
        "fix": _fix(finding.fix) if finding.fix else None,
        "related": [_related(related) for related in finding.related],
        "fingerprint": located.fingerprint,
    }
    if located.record_line is not None:
        value["record_line"] = located.record_line
    return value


def document_object(weighed: Weighed) -> dict[str, object]:
    """Return the evidence of a document as a JSON object."""
    value: dict[str, object] = {
        "type": "document",
        "schema": SCHEMA,
        "path": weighed.path,
        "record": weighed.record,
        "words": weighed.words,
        "evidence": {
            "points": round(weighed.points, 3),
            "confident": weighed.confident,
            "found": dict(sorted(weighed.found.items())),
            "informal": weighed.informal,
        },
    }
    if weighed.record_line is not None:
        value["record_line"] = weighed.record_line
    return value


def summary_object(summary: Summary) -> dict[str, object]:
    """Return the totals of a run as a JSON object."""
    return {
        "type": "summary",
        "schema": SCHEMA,
        "documents": summary.documents,
        "findings": summary.findings,
        "fixable": summary.fixable,
        "failed": [_failure(failed) for failed in summary.failed],
        "passed_over": dict(summary.passed_over),
        "hidden": dict(summary.hidden),
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _fix(fix: Fix) -> dict[str, object]:
    return {"safety": fix.safety, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, object]:
    return {**_span(edit.span), "text": edit.text}


def _related(related: Related) -> dict[str, object]:
    return {
        "message": related.message,
        "span": _span(related.span) if related.span else None,
        "path": related.path,
    }


def _failure(failed: Failure) -> dict[str, object]:
    return {
        "path": failed.path,
        "record": failed.record,
        "record_line": failed.record_line,
        "reason": failed.reason,
    }
