"""What is found, as plain values: to be kept, or sent to another process.

`marshal` writes and reads these ten times as fast as pickle does objects, and
whoever damages a cache can make it do nothing. Neither leaves this machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, TypeAlias

from linter.lines import Region
from linter.locating import Excerpt, Located, Preview, Rewrite, Suppression
from linter.model import Edit, Finding, Fix, Related, Safety, Severity, Span

Row: TypeAlias = tuple[Any, ...]

_LOCATED = attrgetter(
    *("record", "record_line", "text", "line", "column", "end_line", "end_column"),
    *("fingerprint", "around", "related_at"),
)
_SEVERITIES = {str(one): one for one in Severity}
_SAFETIES = {str(one): one for one in Safety}


def packed(located: Sequence[Located]) -> list[Row]:
    """Return the findings of a document as plain values, without its path."""
    return [_row(item) for item in located]


def unpacked(rows: Sequence[Row], path: str, down: int = 0) -> list[Located]:
    """Return the findings that `packed` wrote down, in a document called ``path``.

    Its record stands ``down`` lines further down than it did.
    """
    return [_located(row, path, down) for row in rows]


def _row(item: Located) -> Row:
    rewrite, mark = item.rewrite, item.suppression
    return (
        _finding_row(item.finding),
        _LOCATED(item),
        tuple(item.excerpt),
        item.preview and tuple(item.preview),
        [tuple(at) for at in item.edits_at],
        tuple(item.bytes_at),
        rewrite and (tuple(rewrite.bytes_at), rewrite.text),
        mark and tuple(mark),
    )


def _located(row: Row, path: str, down: int) -> Located:
    finding, plain, excerpt, preview, edits_at, bytes_at, rewrite, mark = row
    record, record_line, text, line, column, end_line, end_column, *rest = plain
    fingerprint, around, related_at = rest
    return Located(
        _finding(finding),
        path,
        record,
        record_line + down if record_line else record_line,
        text,
        line,
        column,
        end_line,
        end_column,
        fingerprint,
        around,
        Excerpt(*excerpt),
        preview and Preview(*preview),
        related_at,
        tuple([Region(*at) for at in edits_at]),
        Region(*bytes_at),
        rewrite and Rewrite(Region(*rewrite[0]), rewrite[1]),
        mark and Suppression(*mark),
    )


def _finding_row(finding: Finding) -> Row:
    fix = finding.fix
    return (
        finding.rule,
        finding.span.start,
        finding.span.end,
        finding.message,
        str(finding.severity),
        fix and (str(fix.safety), [(*_ends(e.span), e.text) for e in fix.edits]),
        [(r.message, r.span and _ends(r.span), r.path) for r in finding.related],
    )


def _finding(row: Row) -> Finding:
    rule, start, end, message, severity, fix, related = row
    return Finding(
        rule,
        Span(start, end),
        message,
        _SEVERITIES[severity],
        fix and Fix(tuple([_edit(*edit) for edit in fix[1]]), _SAFETIES[fix[0]]),
        tuple([Related(m, s and Span(*s), p) for m, s, p in related]),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(start, end), text)
