"""Annotations on GitHub: workflow commands, one line each.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the
rest without a word: the worst are written, and a line says how many are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from linter.lines import Region
from linter.locating import Located
from linter.model import Severity
from linter.reporters import PLAIN, Failure, Style, Summary
from linter.reporters.display import one_line
from linter.reporters.places import (
    failed_in_file,
    in_file,
    path_for,
    told,
    told_failure,
)
from linter.reporters.wording import totals

MOST = 10  # annotations of one type in one step
TYPES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


class GithubReporter:
    """Write ``::error file=…,line=…::message`` for the worst of each type."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._style = style
        self._kept: dict[Severity, list[Located]] = {level: [] for level in Severity}

    def begin(self) -> None:
        """Write nothing."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Keep the first of each type."""
        for item in located:
            kept = self._kept[item.finding.severity]
            if len(kept) < MOST:
                kept.append(item)

    def finish(self, summary: Summary) -> None:
        """Write the annotations, documents that could not be checked first."""
        failed = summary.failed[:MOST]
        lines = [self._failure(one) for one in failed]
        for severity, kept in self._kept.items():
            free = MOST - len(failed) if severity is Severity.ERROR else MOST
            lines += [self._annotation(item) for item in kept[:free]]
        lines.append(_rest(summary, len(lines)))
        self._stream.write("".join(f"{line}\n" for line in lines))

    def _annotation(self, located: Located) -> str:
        finding = located.finding
        path = path_for(located.path, self._style)
        at = in_file(located)
        # The log shows the message only: it has to name the place, too.
        message = f"{path}:{at.line}:{at.column}: {told(located)}"
        properties = {"file": path, **_where(at), "title": f"mtlint: {finding.rule}"}
        text = "\n".join([one_line(message), *_fix(located)])
        return command(TYPES[finding.severity], properties, text)

    def _failure(self, failed: Failure) -> str:
        path = path_for(failed.path, self._style)
        line = failed_in_file(failed).line
        properties = {"file": path, "line": str(line), "title": "mtlint: not checked"}
        return command("error", properties, one_line(f"{path}: {told_failure(failed)}"))


def _where(at: Region) -> dict[str, str]:
    """Return the place; GitHub takes columns only for places on one line."""
    where = {"line": str(at.line), "endLine": str(at.end_line)}
    if at.line == at.end_line:
        where |= {"col": str(at.column), "endColumn": str(at.end_column)}
    return where


def _fix(located: Located) -> Iterator[str]:
    preview = located.preview
    if located.finding.fix and preview:
        yield f"fix ({located.finding.fix.safety}):"
        yield f"- {one_line(preview.before)}"
        yield f"+ {one_line(preview.after)}"


def _rest(summary: Summary, annotated: int) -> str:
    """Return the totals, and how many findings have no annotation."""
    left = summary.findings + len(summary.failed) - annotated
    if left <= 0:
        return f"mtlint: {totals(summary)}"
    limit = f"{left} not annotated: GitHub shows {MOST} of each type"
    return f"mtlint: {totals(summary)}; {limit}"


def command(name: str, properties: dict[str, str], text: str) -> str:
    r"""Return a workflow command.

    >>> command("error", {"file": "a,b.txt", "line": "1"}, "50%\nmore")
    '::error file=a%2Cb.txt,line=1::50%25%0Amore'
    """
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
