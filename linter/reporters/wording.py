"""The words that reports for people share: places, counts, totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.locating import Located
from linter.model import Severity
from linter.reporters import Failure, Summary
from linter.reporters.display import printable

if TYPE_CHECKING:
    from linter.evidence import Weighed

HIDDEN = {
    "baseline": "in the baseline",
    "comments": "by comments in the text",
    "ignores": "by mtlint-ignore.toml",
    "dictionaries": "in a dictionary",
}


def counted(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "finding"), counted(2, "finding")
    ('1 finding', '2 findings')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def place(located: Located) -> str:
    """Return where a finding is: ``path:line:column``, with the record if any."""
    joint = ":" if located.record is None else " "
    return f"{document_name(located)}{joint}{located.line}:{located.column}"


def document_name(located: Located) -> str:
    """Return the path, with the record if any."""
    return _source(located.path, located.record, located.record_line)


def _source(path: str, record: str | None, record_line: int | None) -> str:
    path = printable(path)
    line = "" if record_line is None else f":{record_line}"
    return f"{path}{line}" + (
        f" (record {printable(record)})" if record is not None else ""
    )


def failure(failed: Failure) -> str:
    """Return one line on a document that could not be checked."""
    source = _source(failed.path, failed.record, failed.record_line)
    return f"{source}: not checked: {printable(failed.reason)}"


def evidence(weighed: Weighed) -> str:
    """Return one line on what speaks for a machine that translated a document."""
    source = _source(weighed.path, weighed.record, weighed.record_line)
    found = [f"{rule} {count}" for rule, count in sorted(weighed.found.items())]
    told = ", ".join([*found, *(["informal"] if weighed.informal else [])])
    confident = " (confident)" if weighed.confident else ""
    return f"{source}: evidence {weighed.points:.1f}{confident}: {told or 'none'}"


def totals(summary: Summary) -> str:
    """Return how much was checked and found.

    >>> totals(Summary(documents=2, findings=0))
    '2 documents checked, 0 findings'
    """
    checked = f"{counted(summary.documents, 'document')} checked"
    found = counted(summary.findings, "finding")
    severities = ", ".join(_severities(summary))
    return f"{checked}, {found}" + (f": {severities}" if severities else "")


def _severities(summary: Summary) -> Iterator[str]:
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning"}
    for severity in Severity:
        count = sum(n for (_, own), n in summary.by_rule.items() if own is severity)
        if count:
            noun = nouns.get(severity)
            yield counted(count, noun) if noun else f"{count} {severity}"


def hint(summary: Summary) -> str:
    """Return how to mend what can be mended; nothing if there is nothing."""
    if not summary.fixable:
        return ""
    return f"{summary.fixable} can be fixed with 'mtlint fix'"


def passed_over(summary: Summary) -> Iterator[str]:
    """Yield one line on each reason why something was not looked at or told."""
    for reason, count in sorted(summary.passed_over.items()):
        yield f"{count} passed over: {printable(reason)}"
    if summary.hidden:
        yield _hidden(summary)


def _hidden(summary: Summary) -> str:
    parts = (f"{n} {HIDDEN.get(by, by)}" for by, n in sorted(summary.hidden.items()))
    total = counted(sum(summary.hidden.values()), "finding")
    return f"{total} hidden: {', '.join(parts)}"


def severe_first(row: tuple[tuple[str, Severity], int]) -> tuple[int, int, str]:
    """Return what sorts counts by rule: the worst, then the most frequent."""
    (rule, severity), count = row
    return severity.rank, -count, rule
