"""A block a finding, for people: the place, the line, the fix, the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from linter.locating import Located, Preview
from linter.model import Safety, Severity
from linter.reporters import PLAIN, Grouping, Style, Summary
from linter.reporters.display import one_line, printable, underlined
from linter.reporters.wording import (
    counted,
    document_name,
    evidence,
    failure,
    hint,
    passed_over,
    place,
    severe_first,
    totals,
)

GUTTER = 5  # columns for the number of a line
BOLD, DIM, RED, GREEN = "1", "2", "31", "32"
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
SAFETIES = {
    Safety.SAFE: "safe",
    Safety.SUGGESTED: "suggested",
    Safety.SHOWN: "shown only, never applied",
}


class TextReporter:
    """Write one block a finding, then what there is of each rule.

    Grouped by rule, they are all kept until the end.
    """

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._style = style
        self._groups: dict[tuple[str, Severity], list[Located]] = {}

    def begin(self) -> None:
        """Write nothing."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write one block for each finding, with an empty line after it."""
        if self._style.statistics:
            return
        if self._style.group_by is Grouping.RULE:
            for item in located:
                key = item.finding.rule, item.finding.severity
                self._groups.setdefault(key, []).append(item)
            return
        if located and self._style.group_by is Grouping.DOCUMENT:
            self._write([self._heading(document_name(located[0]), len(located)), ""])
        self._blocks(located)

    def finish(self, summary: Summary) -> None:
        """Write the findings by rule, totals, and what could not be checked."""
        for rule, severity in sorted(self._groups, key=lambda key: (key[1].rank, key)):
            located = self._groups[rule, severity]
            about = _about(summary, rule)
            self._write([self._heading(one_line(rule), len(located)), about, ""])
            self._blocks(located)
        if summary.weighed:
            self._write([*map(evidence, summary.weighed), ""])
        by_rule = [*self._by_rule(summary), ""] if summary.by_rule else []
        self._write([*by_rule, f"{totals(summary)}."])
        if summary.fixable:
            self._write([f"{hint(summary)}."])
        self._write([*passed_over(summary)])
        self._write([self._paint(RED, failure(failed)) for failed in summary.failed])

    def _write(self, lines: Sequence[str]) -> None:
        self._stream.write("".join(f"{line}\n" for line in lines))

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._style.colour else text

    def _heading(self, name: str, count: int) -> str:
        return f"{self._paint(BOLD, name)}: {counted(count, 'finding')}"

    def _blocks(self, located: Sequence[Located]) -> None:
        for item in located:
            self._write([*self._block(item), ""])

    def _block(self, located: Located) -> Iterator[str]:
        finding, group_by = located.finding, self._style.group_by
        within = group_by is Grouping.DOCUMENT
        at = f"{located.line}:{located.column}" if within else place(located)
        severity = self._paint(COLOURS[finding.severity], finding.severity)
        rule = "" if group_by is Grouping.RULE else f" {finding.rule}"
        yield f"{self._paint(BOLD, at)}: {severity}{rule}"
        yield f"  {one_line(finding.message)}"
        if self._style.source:
            yield from self._source(located)
        if finding.fix and located.preview:
            yield from self._fix(located.preview, finding.fix.safety)
        yield from self._evidence(located)

    def _source(self, located: Located) -> Iterator[str]:
        """Yield the line with its number, and carets under the span."""
        excerpt = located.excerpt
        cuts = excerpt.cut_before, excerpt.cut_after
        columns = max(20, self._style.width - GUTTER - 3)
        line, carets = underlined(
            excerpt.text, excerpt.start, excerpt.end, columns, cuts
        )
        number, bar = f"{located.line:>{GUTTER}}", self._paint(DIM, "|")
        yield f"{self._paint(DIM, number)} {bar} {line}".rstrip()
        blank, marks = carets[: carets.index("^")], carets.lstrip()
        marks = self._paint(COLOURS[located.finding.severity], marks)
        yield f"{'':{GUTTER}} {bar} {blank}{marks}{_goes_on(located)}"

    def _fix(self, preview: Preview, safety: Safety) -> Iterator[str]:
        more = f", and {counted(preview.more, 'more edit')}" if preview.more else ""
        yield f"  fix ({SAFETIES[safety]}{more}):"
        yield self._paint(RED, f"    - {one_line(preview.before)}")
        yield self._paint(GREEN, f"    + {one_line(preview.after)}")

    def _evidence(self, located: Located) -> Iterator[str]:
        pairs = zip(located.finding.related, located.related_at, strict=True)
        for related, at in pairs:
            where = printable(related.path) if related.path else ""
            if at:
                where = f"line {at[0]}, column {at[1]}"
            note = one_line(related.message)
            yield f"  note: {note}" + (f" ({where})" if where else "")

    def _by_rule(self, summary: Summary) -> Iterator[str]:
        """Yield a table: how often, severity, rule, what the rule is about."""
        rows = sorted(summary.by_rule.items(), key=severe_first)
        digits = len(str(max(summary.by_rule.values())))
        longest = max(len(rule) for rule, _ in summary.by_rule)
        for (rule, severity), count in rows:
            name = self._paint(COLOURS[severity], f"{severity:<7}")
            about = _about(summary, rule)
            yield f"{count:>{digits}} {name} {rule:<{longest}}  {about}".rstrip()


def _about(summary: Summary, rule: str) -> str:
    known = summary.rules.get(rule)
    return one_line(known.summary) if known else ""


def _goes_on(located: Located) -> str:
    """Return the mark of a span that ends on another line than it starts on."""
    if located.end_line == located.line:
        return ""
    return f" … to {located.end_line}:{located.end_column}"
