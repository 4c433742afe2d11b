"""JUnit's XML: one suite, a test case for each document with findings.

The counts stand at the top of the file, so that everything is kept until the
end: of each document the first findings and how many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO
from xml.sax.saxutils import escape

from linter.locating import Located
from linter.model import Severity
from linter.reporters import PLAIN, Failure, Style, Summary
from linter.reporters.concise import message_line
from linter.reporters.display import one_line, printable
from linter.reporters.jsontext import is_utf8
from linter.reporters.wording import counted

MOST = 100  # findings of one document that are listed
# What XML 1.0 cannot hold, not even as a reference, and `printable` lets through.
ILLEGAL = re.compile("[\ufffe\uffff]")


class JunitReporter:
    """Write one suite; documents without findings are one case together."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        # The escapes that other encodings put in place of what they lack are
        # not XML's.
        self._ascii = not is_utf8(stream)
        # A document that is told of twice is one case.
        self._cases: dict[tuple[str, int | None], _Case] = {}

    def begin(self) -> None:
        """Write nothing: the counts come first."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Keep a test case that fails."""
        if located:
            key = path, located[0].record_line
            self._cases.setdefault(key, _Case(path, located[0].record)).add(located)

    def finish(self, summary: Summary) -> None:
        """Write the suite."""
        failures = len(self._cases)
        told = map(_failing, self._cases.values())
        cases = [*told, *map(_erring, summary.failed)]
        clean = summary.documents - failures
        if clean or not cases:
            name = f"{counted(clean, 'document')} without findings"
            cases.append(f'<testcase classname="mtlint" name="{name}"/>')
        counts = (
            f'tests="{len(cases)}" failures="{failures}" errors="{len(summary.failed)}"'
        )
        self._write('<?xml version="1.0" encoding="utf-8"?>')
        self._write(f'<testsuites name="mtlint" {counts}>')
        self._write(f'<testsuite name="mtlint" {counts}>')
        for case in cases:
            self._write(case)
        self._write("</testsuite>")
        self._write("</testsuites>")

    def _write(self, text: str) -> None:
        if self._ascii:
            text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        self._stream.write(text + "\n")


@dataclass(slots=True)
class _Case:
    """A document with findings: how many there are, and the lines of the first."""

    path: str
    record: str | None
    record_line: int | None = None
    count: Counter[Severity] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, located: Sequence[Located]) -> None:
        """Add further findings."""
        self.record_line = located[0].record_line
        self.count.update(item.finding.severity for item in located)
        for item in located[: MOST - len(self.lines)]:
            self.lines.append(f"{item.line}:{item.column}: {message_line(item)}")


def _failing(found: _Case) -> str:
    """Return the test case of a document with its findings."""
    total = sum(found.count.values())
    worst = next(severity for severity in Severity if found.count[severity])
    told = ", ".join(f"{n} {severity}" for severity, n in sorted(found.count.items()))
    message = _attribute("message", f"{counted(total, 'finding')}: {told}")
    more = [f"and {total - MOST} more"] if total > MOST else []
    body = _text("\n".join([*found.lines, *more]))
    case = _case(found.path, found.record, found.record_line)
    failure = f'<failure {message} type="{worst}">{body}</failure>'
    return f"{case}\n{failure}\n</testcase>"


def _erring(failed: Failure) -> str:
    """Return the test case of a document that could not be checked."""
    case = _case(failed.path, failed.record, failed.record_line)
    message = _attribute("message", f"not checked: {failed.reason}")
    return f'{case}\n<error {message} type="not-checked"/>\n</testcase>'


def _case(path: str, record: str | None, line: int | None) -> str:
    at = "" if line is None else f":{line}"
    name = f"{path}{at}" + ("" if record is None else f" (record {record})")
    attributes = f"{_attribute('name', name)} {_attribute('file', path)}"
    return f'<testcase classname="mtlint" {attributes}>'


def _attribute(name: str, text: str) -> str:
    value = escape(_legal(one_line(text)), {'"': "&quot;"})
    return f'{name}="{value}"'


def _text(text: str) -> str:
    return escape("\n".join(_legal(printable(line)) for line in text.split("\n")))


def _legal(text: str) -> str:
    return ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
