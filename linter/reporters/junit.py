"""JUnit's XML: one suite, a test case for each document with findings.

The counts stand at the top of the file, so that everything is kept until the
end: of each document the first findings and how many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
        self._cases: list[str] = []

    def begin(self) -> None:
        """Write nothing: the counts come first."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Keep a test case that fails."""
        if located:
            self._cases.append(_failing(path, located))

    def finish(self, summary: Summary) -> None:
        """Write the suite."""
        failures = len(self._cases)
        cases = [*self._cases, *map(_erring, summary.failed)]
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


def _failing(path: str, located: Sequence[Located]) -> str:
    """Return the test case of a document with its findings."""
    first = located[0]
    count = Counter(item.finding.severity for item in located)
    worst = next(severity for severity in Severity if count[severity])
    told = ", ".join(f"{n} {severity}" for severity, n in sorted(count.items()))
    message = _attribute("message", f"{counted(len(located), 'finding')}: {told}")
    body = _text("\n".join(_lines(located)))
    case = _case(path, first.record, first.record_line)
    failure = f'<failure {message} type="{worst}">{body}</failure>'
    return f"{case}\n{failure}\n</testcase>"


def _lines(located: Sequence[Located]) -> Iterator[str]:
    for item in located[:MOST]:
        yield f"{item.line}:{item.column}: {message_line(item)}"
    if len(located) > MOST:
        yield f"and {len(located) - MOST} more"


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
