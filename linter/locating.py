r"""From findings to places: line and column, excerpt, fingerprint.

Lines and columns count from 1, columns in code points, and ends are exclusive.
Only ``\n``, ``\r\n`` and ``\r`` end a line: a form feed or U+2028 does not, as
no editor a user would look the place up in counts it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linter.model import Document, Edit, Finding, Related, Span

BREAK = re.compile(r"\r\n?|\n")

EXCERPT = 160  # characters of a line that are carried for display
LEAD = 64  # of these, at least so many before the span where the line has them
PREVIEW = 120  # characters either text of a preview may have
MARGIN = 24  # characters of context before and after the edits of a preview
CONTEXT = 16  # characters of context in a fingerprint: about three words a side
FAR = 4096  # no context is looked for beyond this much white space


class Lines:
    """The lines of a text, found as far as they are asked for, each once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []
        self._breaks = BREAK.finditer(text)

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return the line and the column of an offset.

        >>> Lines("ab\r\ncd").position(5)
        (2, 2)
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is not in 0..{len(self.text)}")
        while self._starts[-1] <= offset and self._next_line():
            pass
        number = bisect_right(self._starts, offset)
        return number, offset - self._starts[number - 1] + 1

    def line_text(self, number: int) -> str:
        r"""Return a line without its line break.

        >>> Lines("ab\r\ncd").line_text(1)
        'ab'
        """
        while len(self._ends) < number and self._next_line():
            pass
        if not 1 <= number <= len(self._starts):
            raise ValueError(f"line {number} is not in 1..{len(self._starts)}")
        end = self._ends[number - 1] if number <= len(self._ends) else None
        return self.text[self._starts[number - 1] : end]

    def _next_line(self) -> bool:
        found = next(self._breaks, None)
        if found is None:
            return False
        self._ends.append(found.start())
        self._starts.append(found.end())
        return True


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of the line a span starts on, and where the span lies in it.

    ``start`` and ``end`` are offsets in ``text``; ``end`` stops with the line.
    ``cut_before`` and ``cut_after`` tell whether the line goes on.
    """

    text: str
    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a fix does, for display: a few words before and after it is made.

    ``more`` counts further edits of the same fix, too far away to be shown.
    """

    before: str
    after: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place: all a report needs, without the document.

    ``text`` is what the span covers. ``related_at`` has the line and the column
    of each piece of evidence that has a span in the same document.
    """

    finding: Finding
    path: str
    record: str | None
    record_line: int | None
    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    fingerprint: str
    excerpt: Excerpt
    preview: Preview | None
    related_at: tuple[tuple[int, int] | None, ...]


def locate(document: Document, findings: Iterable[Finding]) -> list[Located]:
    """Return the findings of a document with their places, in text order."""
    ordered = sorted(findings, key=_text_order)
    lines = Lines(document.text)
    path = str(document.path) if document.path is not None else "<text>"
    prints = fingerprints(document.text, ordered)
    return [
        _located(document, path, lines, finding, fingerprint)
        for finding, fingerprint in zip(ordered, prints, strict=True)
    ]


def _text_order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.rule


def _located(
    document: Document, path: str, lines: Lines, finding: Finding, fingerprint: str
) -> Located:
    text, span = document.text, finding.span
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(span.end)
    return Located(
        finding=finding,
        path=path,
        record=document.record,
        record_line=document.record_line,
        text=span.of(text),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        fingerprint=fingerprint,
        excerpt=excerpt(text, span, span.start - column + 1),
        preview=preview(text, finding.fix.edits) if finding.fix else None,
        related_at=tuple(_related_at(lines, related) for related in finding.related),
    )


def _related_at(lines: Lines, related: Related) -> tuple[int, int] | None:
    """Return the place of evidence; ``None`` where it is in another document."""
    span = related.span
    if span is None or related.path is not None or span.end > len(lines.text):
        return None
    return lines.position(span.start)


def excerpt(text: str, span: Span, line_start: int) -> Excerpt:
    """Return at most `EXCERPT` characters of the line that ``span`` starts on."""
    limit = min(len(text), span.start + EXCERPT)
    found = BREAK.search(text, span.start, limit + 1)
    line_end = found.start() if found else min(len(text), limit + 1)
    start = max(line_start, span.start - LEAD)
    end = min(line_end, start + EXCERPT)
    start = max(line_start, min(start, end - EXCERPT))
    return Excerpt(
        text[start:end],
        span.start - start,
        min(span.end, end) - start,
        cut_before=start > line_start,
        cut_after=end < line_end,
    )


def preview(text: str, edits: Sequence[Edit]) -> Preview | None:
    """Return the surroundings of the first edits before and after they are made.

    Edits that are too far from the first one to be shown with it are counted.
    """
    ordered = sorted(edits, key=lambda edit: edit.span)
    if not ordered:
        return None
    reach = ordered[0].span.start + PREVIEW - 2 * MARGIN
    near = [edit for edit in ordered if edit.span.end <= reach] or ordered[:1]
    start, end = near[0].span.start, near[-1].span.end
    lead, tail = _words_before(text, start), _words_after(text, end)
    before = lead + _shorten(text[start:end]) + tail
    after = lead + _shorten(_edited(text, near)) + tail
    return Preview(before, after, more=len(ordered) - len(near))


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """Return what the edits make of the stretch from the first to the last."""
    parts, at = [], edits[0].span.start
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join(parts)


def _words_before(text: str, at: int) -> str:
    start = max(0, at - MARGIN)
    words = BREAK.split(text[start:at])[-1]
    if start == 0 or len(words) < at - start:
        return words
    return "…" + (words.partition(" ")[2] or words)


def _words_after(text: str, at: int) -> str:
    end = min(len(text), at + MARGIN)
    words = BREAK.split(text[at:end])[0]
    if end == len(text) or len(words) < end - at:
        return words
    return (words.rpartition(" ")[0] or words) + "…"


def _shorten(text: str) -> str:
    limit = PREVIEW - 2 * MARGIN
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]} … {text[-limit // 2 :]}"


def fingerprints(text: str, findings: Iterable[Finding]) -> list[str]:
    """Return a name for each finding that outlives moves and new line breaks.

    It is made of the rule, the matched text with its white space collapsed, the
    nearest characters either side without white space, and the number of equal
    ones before it: give the findings in text order. No path is in it.
    """
    from hashlib import blake2b

    seen: Counter[str] = Counter()
    prints = []
    for finding in findings:
        key = _identity(text, finding)
        seen[key] += 1
        data = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
        prints.append(blake2b(data, digest_size=8).hexdigest())
    return prints


def _identity(text: str, finding: Finding) -> str:
    span = finding.span
    matched = " ".join(span.of(text).split())
    before, after = _dense_before(text, span.start), _dense_after(text, span.end)
    return f"{finding.rule}\0{before}\0{matched}\0{after}"


def _dense_before(text: str, at: int) -> str:
    """Return the last `CONTEXT` characters before ``at`` that are not white space.

    White space is left out, not collapsed, because a text without spaces
    between its words gains some when it is wrapped.
    """
    size = 2 * CONTEXT
    dense = "".join(text[max(0, at - size) : at].split())
    while len(dense) < CONTEXT and size < min(at, FAR):
        size *= 4
        dense = "".join(text[max(0, at - size) : at].split())
    return dense[-CONTEXT:]


def _dense_after(text: str, at: int) -> str:
    """Return the first `CONTEXT` characters after ``at`` that are not white space."""
    size = 2 * CONTEXT
    dense = "".join(text[at : at + size].split())
    while len(dense) < CONTEXT and size < min(len(text) - at, FAR):
        size *= 4
        dense = "".join(text[at : at + size].split())
    return dense[:CONTEXT]
