"""A summary in Markdown: for the page of a CI run, or a comment on a change.

It has a limited length whatever was found, as such pages have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO

from linter.locating import Located
from linter.reporters import PLAIN, Style, Summary
from linter.reporters.display import one_line
from linter.reporters.wording import (
    counted,
    failure,
    hint,
    passed_over,
    place,
    severe_first,
    totals,
)
from linter.reporters.worst import Worst

MOST_FINDINGS = 100
MOST_FILES = 20
MOST_RULES = 100
MOST_FAILURES = 20
LONGEST = 300  # characters of a cell
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$@]|:(?=//))")


class MarkdownReporter:
    """Write counts by rule and by file, then the worst findings."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._worst = Worst(MOST_FINDINGS)
        self._files: Counter[str] = Counter()

    def begin(self) -> None:
        """Write nothing: the counts come first."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Count the findings, and keep the worst."""
        self._files[path] += len(located)
        for item in located:
            self._worst.add(item)

    def finish(self, summary: Summary) -> None:
        """Write the whole summary."""
        lines = ["## mtlint", "", f"{totals(summary)}."]
        for text in filter(None, (hint(summary), *passed_over(summary))):
            lines += ["", f"{text}."]
        lines += _failures(summary)
        if summary.by_rule:
            lines += _rules(summary)
        if self._files:
            lines += self._by_file()
        if self._worst.kept:
            lines += self._findings()
        self._stream.write("".join(f"{line}\n" for line in lines))

    def _by_file(self) -> Iterator[str]:
        most = self._files.most_common(MOST_FILES)
        yield from ("", "### By file", "", "| findings | file |", "|---:|---|")
        for path, count in most:
            yield f"| {count} | {code(path)} |"
        yield from _more(len(self._files) - len(most), "file")

    def _findings(self) -> Iterator[str]:
        kept = self._worst.kept
        head = "| severity | place | rule | finding | text |"
        yield from ("", "### Findings, worst first", "", head, "|---|---|---|---|---|")
        for item in kept:
            finding = item.finding
            cells = [
                finding.severity,
                code(place(item)),
                code(finding.rule),
                plain(finding.message),
                code(item.excerpt.text),
            ]
            yield f"| {' | '.join(cells)} |"
        yield from _more(self._worst.left_out, "finding")


def _rules(summary: Summary) -> Iterator[str]:
    rows = sorted(summary.by_rule.items(), key=severe_first)
    head = "| findings | severity | rule | about |"
    yield from ("", "### By rule", "", head, "|---:|---|---|---|")
    for (rule, severity), count in rows[:MOST_RULES]:
        known = summary.rules.get(rule)
        about = plain(known.summary) if known else ""
        yield f"| {count} | {severity} | {code(rule)} | {about} |"
    yield from _more(len(rows) - MOST_RULES, "rule")


def _failures(summary: Summary) -> Iterator[str]:
    if not summary.failed:
        return
    yield from ("", f"### {counted(len(summary.failed), 'document')} not checked", "")
    for failed in summary.failed[:MOST_FAILURES]:
        yield f"- {plain(failure(failed))}"
    yield from _more(len(summary.failed) - MOST_FAILURES, "document")


def _more(count: int, noun: str) -> Iterator[str]:
    if count > 0:
        yield from ("", f"And {counted(count, f'more {noun}')}.")


def plain(text: str) -> str:
    r"""Return text that means itself in a cell, and nothing as Markdown.

    >>> print(plain("a | b <i>"))
    a \| b \<i\>
    """
    return MARKUP.sub(r"\\\1", _cell(text))


def code(text: str) -> str:
    r"""Return text as code in a cell.

    >>> print(code("a | b"))
    `a \| b`
    """
    text = _cell(text).replace("|", r"\|")
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    blank = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _cell(text: str) -> str:
    text = one_line(text).strip()
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
