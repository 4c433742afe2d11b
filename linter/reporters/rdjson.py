"""Reviewdog's diagnostic format, as one JSON object.

Its columns count bytes of UTF-8. A byte order mark is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TypeAlias

from linter.lines import Region
from linter.locating import Located
from linter.model import Safety
from linter.reporters import PLAIN, Failure, Style, Summary
from linter.reporters.jsontext import JsonText
from linter.reporters.places import is_record, told, told_failure

Json: TypeAlias = dict[str, object]

SOURCE = {"name": "mtlint"}


class RdjsonReporter:
    """Write one object with a diagnostic for each finding, one a line."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._json = JsonText(stream)
        self._joint = "\n"

    def begin(self) -> None:
        """Begin the object."""
        source = self._json.strict({"source": SOURCE})
        self._stream.write(f'{source[:-1]}, "diagnostics": [')

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write a diagnostic for each finding."""
        for item in located:
            self._write(diagnostic(item))

    def finish(self, summary: Summary) -> None:
        """Write what could not be checked, and end the object."""
        for failed in summary.failed:
            self._write(failure(failed))
        self._stream.write("\n]}\n")

    def _write(self, value: Json) -> None:
        self._stream.write(self._joint + self._json.strict(value))
        self._joint = ",\n"


def diagnostic(located: Located) -> Json:
    """Return a finding as a diagnostic.

    In a record the place is the whole line, and nothing is suggested: the file
    has the text in escapes.
    """
    finding = located.finding
    value: Json = {
        "message": told(located),
        "location": {"path": located.path, "range": _range(located)},
        "severity": finding.severity.upper(),
        "source": SOURCE,
        "code": {"value": finding.rule},
    }
    safety = finding.fix.safety if finding.fix else Safety.SHOWN
    if located.rewrite and safety is not Safety.SHOWN and not is_record(located):
        rewrite = located.rewrite
        place = _columns(rewrite.bytes_at)
        value["suggestions"] = [{"range": place, "text": rewrite.text}]
    return value


def failure(failed: Failure) -> Json:
    """Return a document that could not be checked as a diagnostic."""
    return {
        "message": told_failure(failed),
        "location": {"path": failed.path, "range": _line(failed.record_line)},
        "severity": "ERROR",
        "source": SOURCE,
        "code": {"value": "mtlint/not-checked"},
    }


def _range(located: Located) -> Json:
    if is_record(located):
        return _line(located.record_line)
    return _columns(located.bytes_at)


def _line(number: int | None) -> Json:
    return {"start": {"line": number or 1, "column": 1}}


def _columns(at: Region) -> Json:
    return {
        "start": {"line": at.line, "column": at.column},
        "end": {"line": at.end_line, "column": at.end_column},
    }
