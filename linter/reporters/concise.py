"""One line a finding, for editors and for grep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from linter.locating import Located
from linter.model import Safety
from linter.reporters import PLAIN, Style, Summary
from linter.reporters.display import one_line
from linter.reporters.wording import failure, hint, passed_over, place, totals

MARKS = {Safety.SAFE: " [fix]", Safety.SUGGESTED: " [suggested fix]"}


class ConciseReporter:
    """Write ``path:line:column: severity rule: message``, then one line of totals."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream

    def begin(self) -> None:
        """Write nothing."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write one line for each finding."""
        self._stream.write("".join(f"{line(item)}\n" for item in located))

    def finish(self, summary: Summary) -> None:
        """Write what could not be checked, one line each, and the totals."""
        parts = [totals(summary), hint(summary), *passed_over(summary)]
        if summary.failed:
            parts.append(f"{len(summary.failed)} not checked")
        lines = [failure(failed) for failed in summary.failed]
        lines.append("; ".join(part for part in parts if part))
        self._stream.write("".join(f"{line}\n" for line in lines))


def line(located: Located) -> str:
    """Return one line on a finding; ``[fix]`` marks one that is safe to fix."""
    return f"{place(located)}: {message_line(located)}"


def message_line(located: Located) -> str:
    """Return one line on a finding without its place."""
    finding = located.finding
    mark = MARKS.get(finding.fix.safety, "") if finding.fix else ""
    return f"{finding.severity} {finding.rule}: {one_line(finding.message)}{mark}"
