"""A block a finding, for people: the place, the line, the fix, the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from linter.locating import Located, Preview
from linter.model import Safety, Severity
from linter.reporters import PLAIN, Style, Summary
from linter.reporters.display import one_line, printable, underlined
from linter.reporters.wording import counted, failure, hint, passed_over, place, totals

GUTTER = 5  # columns for the number of a line
BOLD, DIM, RED, GREEN = "1", "2", "31", "32"
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
SAFETIES = {
    Safety.SAFE: "safe",
    Safety.SUGGESTED: "suggested",
    Safety.SHOWN: "shown only, never applied",
}


class TextReporter:
    """Write one block a finding, then what there is of each rule."""

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._style = style

    def begin(self) -> None:
        """Write nothing."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Write one block for each finding, with an empty line after it."""
        for item in located:
            self._write([*self._block(item), ""])

    def finish(self, summary: Summary) -> None:
        """Write the findings by rule, totals, and what could not be checked."""
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

    def _block(self, located: Located) -> Iterator[str]:
        finding = located.finding
        severity = self._paint(COLOURS[finding.severity], finding.severity)
        yield f"{self._paint(BOLD, place(located))}: {severity} {finding.rule}"
        yield f"  {one_line(finding.message)}"
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
        rows = sorted(summary.by_rule.items(), key=_worst_first)
        digits = len(str(max(summary.by_rule.values())))
        longest = max(len(rule) for rule, _ in summary.by_rule)
        for (rule, severity), count in rows:
            name = self._paint(COLOURS[severity], f"{severity:<7}")
            about = one_line(summary.about.get(rule, ""))
            yield f"{count:>{digits}} {name} {rule:<{longest}}  {about}".rstrip()


def _worst_first(row: tuple[tuple[str, Severity], int]) -> tuple[int, int, str]:
    (rule, severity), count = row
    return severity.rank, -count, rule


def _goes_on(located: Located) -> str:
    """Return the mark of a span that ends on another line than it starts on."""
    if located.end_line == located.line:
        return ""
    return f" … to {located.end_line}:{located.end_column}"
