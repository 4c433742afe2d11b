"""GitLab's code quality report: one JSON array.

An error is ``major``, a warning ``minor``, an info ``info``; a document that
could not be checked is ``critical``. GitLab shows one of several entries with
the same fingerprint, so there are none: path and record are in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import IO

from linter.lines import Region
from linter.locating import Located
from linter.model import Severity
from linter.reporters import PLAIN, Style, Summary
from linter.reporters.jsontext import JsonText
from linter.reporters.places import (
    failed_in_file,
    in_file,
    path_for,
    told,
    told_failure,
)

SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}
NOT_CHECKED = "mtlint/not-checked"


class GitlabReporter:
    """Write one array with an entry for each finding, one a line."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._style = style
        self._json = JsonText(stream)
        self._joint = "\n"
        self._seen: Counter[str] = Counter()

    def begin(self) -> None:
        """Begin the array."""
        self._stream.write("[")

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write an entry for each finding."""
        for item in located:
            finding = item.finding
            name = f"{item.path}\0{item.record or ''}\0{item.fingerprint}"
            severity = SEVERITIES[finding.severity]
            place = self._location(item.path, in_file(item))
            self._write(told(item), finding.rule, name, severity, place)

    def finish(self, summary: Summary) -> None:
        """Write what could not be checked, and end the array."""
        for failed in summary.failed:
            name = f"{failed.path}\0{failed.record or ''}\0{failed.reason}"
            place = self._location(failed.path, failed_in_file(failed))
            self._write(told_failure(failed), NOT_CHECKED, name, "critical", place)
        self._stream.write("\n]\n")

    def _write(
        self, text: str, check: str, name: str, severity: str, place: dict[str, object]
    ) -> None:
        entry = {
            "description": text,
            "check_name": check,
            "fingerprint": self._fingerprint(name),
            "severity": severity,
            "location": place,
        }
        self._stream.write(self._joint + self._json.strict(entry))
        self._joint = ",\n"

    def _fingerprint(self, name: str) -> str:
        """Return a digest of a name; names that come again get another one."""
        from hashlib import blake2b

        def digest(text: str) -> str:
            data = text.encode("utf-8", "surrogatepass")
            return blake2b(data, digest_size=16).hexdigest()

        key = digest(name)
        self._seen[key] += 1
        return key if self._seen[key] == 1 else digest(f"{key}\0{self._seen[key]}")

    def _location(self, path: str, at: Region) -> dict[str, object]:
        begin = {"line": at.line, "column": at.column}
        end = {"line": at.end_line, "column": at.end_column}
        return {
            "path": path_for(path, self._style),
            "lines": {"begin": at.line, "end": at.end_line},
            "positions": {"begin": begin, "end": end},
        }
