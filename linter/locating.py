"""From findings to places: line and column, excerpt, preview of the fix.

Lines and columns count from 1, columns in code points, and ends are exclusive;
`linter.lines` says what a line is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from linter.fingerprints import Identity, Numbers, Trace, identity_of, trace_of
from linter.lines import Lines, Region, line_end
from linter.model import Document, Edit, Finding, Related, Span
from linter.portions import in_text_order, listed

EXCERPT = 160  # characters of a line that are carried for display
LEAD = 64  # of these, at least so many before the span where the line has them
PREVIEW = 120  # characters either text of a preview may have
MARGIN = 24  # characters of context before and after the edits of a preview
LONGEST_REWRITE = 2000  # characters, before or after: more is no suggestion to read


class Excerpt(NamedTuple):
    """A stretch of the line a span starts on, and where the span lies in it.

    ``start`` and ``end`` are offsets in ``text``; ``end`` stops with the line.
    ``cut_before`` and ``cut_after`` tell whether the line goes on.
    """

    text: str
    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


class Preview(NamedTuple):
    """What a fix does, for display: a few words before and after it is made.

    ``more`` counts further edits of the same fix, too far away to be shown.
    """

    before: str
    after: str
    more: int = 0


class Rewrite(NamedTuple):
    """All edits of a fix as one: what stands at a place, and what should.

    ``bytes_at`` has its columns in bytes of UTF-8.
    """

    bytes_at: Region
    text: str


class Suppression(NamedTuple):
    """Why a finding does not count: a mark in the text, or a list outside it.

    ``by`` names what hides it, for counts: comments, ignores or baseline.
    """

    in_source: bool
    reason: str = ""
    by: str = ""


class Located(NamedTuple):
    """A finding with its place: all a report needs, without the document.

    ``text`` is what the span covers. ``related_at`` has the line and the column
    of each piece of evidence that has a span in the same document, ``edits_at``
    the place of each edit of the fix. ``bytes_at`` is the place of the finding
    with columns in bytes of UTF-8. ``rewrite`` is there if the edits are close
    to each other. ``around`` is what stands before and after, without white space.
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
    around: tuple[str, str]
    excerpt: Excerpt
    preview: Preview | None
    related_at: tuple[tuple[int, int] | None, ...]
    edits_at: tuple[Region, ...]
    bytes_at: Region
    rewrite: Rewrite | None
    suppression: Suppression | None = None

    @property
    def at(self) -> Region:
        """The place of the finding, columns in code points."""
        return Region(self.line, self.column, self.end_line, self.end_column)

    @property
    def identity(self) -> Identity:
        """The rule, and the text with what stands around it."""
        before, after = self.around
        return self.finding.rule, before, " ".join(self.text.split()), after

    @property
    def trace(self) -> Trace:
        """What tells the finding in another version of its text."""
        return trace_of(self.identity)


def list_of_located(located: Iterable[Located]) -> Sequence[Located]:
    """Return findings in a list, packed where there are very many."""

    def packed(many: Iterable[Located]) -> Sequence[Located]:
        from linter.packing import many_located

        return many_located(many)

    return listed(located, packed)


def locate(document: Document, findings: Sequence[Finding]) -> Sequence[Located]:
    """Return the findings of a document with their places, in text order."""
    return list_of_located(_all_located(document, in_text_order([findings])))


def _all_located(document: Document, findings: Iterable[Finding]) -> Iterator[Located]:
    path = str(document.path) if document.path is not None else "<text>"
    lines, numbers = Lines(document.text), Numbers()
    for finding in findings:
        identity = identity_of(document.text, finding)
        known_by = numbers.fingerprint(identity), identity
        yield _located(document, path, lines, finding, known_by)


def _located(
    document: Document,
    path: str,
    lines: Lines,
    finding: Finding,
    known_by: tuple[str, Identity],
) -> Located:
    text, span = document.text, finding.span
    at = lines.region(span)
    edits = finding.fix.edits if finding.fix else ()
    edits_at = tuple([lines.region(edit.span) for edit in edits])
    return Located(
        finding=finding,
        path=path,
        record=document.record,
        record_line=document.record_line,
        text=span.of(text),
        line=at.line,
        column=at.column,
        end_line=at.end_line,
        end_column=at.end_column,
        fingerprint=known_by[0],
        around=(known_by[1][1], known_by[1][3]),
        excerpt=excerpt(text, span, span.start - at.column + 1),
        preview=preview(text, edits),
        related_at=tuple(_related_at(lines, related) for related in finding.related),
        edits_at=edits_at,
        bytes_at=lines.byte_region(span, at),
        rewrite=_rewrite(lines, edits, edits_at),
    )


def _related_at(lines: Lines, related: Related) -> tuple[int, int] | None:
    """Return the place of evidence; ``None`` where it is in another document."""
    span = related.span
    if span is None or related.path is not None or span.end > len(lines.text):
        return None
    return lines.position(span.start)


def _rewrite(
    lines: Lines, edits: Sequence[Edit], places: Sequence[Region]
) -> Rewrite | None:
    """Return the edits as one; ``None`` where they are too far apart or too long."""
    if not edits:
        return None
    if len(edits) == 1:
        (at,), span, text = places, edits[0].span, edits[0].text
    else:
        ordered = sorted(edits, key=lambda edit: edit.span)
        span = Span(ordered[0].span.start, ordered[-1].span.end)
        first, last = min(places), max(places)
        at = Region(first.line, first.column, last.end_line, last.end_column)
        if len(span) > LONGEST_REWRITE:
            return None
        text = _edited(lines.text, ordered)
    if max(len(span), len(text)) > LONGEST_REWRITE:
        return None
    return Rewrite(lines.byte_region(span, at), text)


def excerpt(text: str, span: Span, line_start: int) -> Excerpt:
    """Return at most `EXCERPT` characters of the line that ``span`` starts on."""
    limit = min(len(text), span.start + EXCERPT + 1)
    stop = line_end(text, span.start, limit)
    start = max(line_start, span.start - LEAD)
    end = min(stop, start + EXCERPT)
    start = max(line_start, min(start, end - EXCERPT))
    return Excerpt(
        text[start:end],
        span.start - start,
        min(span.end, end) - start,
        cut_before=start > line_start,
        cut_after=end < stop,
    )


def preview(text: str, edits: Sequence[Edit]) -> Preview | None:
    """Return the surroundings of the first edits before and after they are made.

    Edits that are too far from the first one to be shown with it are counted.
    """
    if not edits:
        return None
    ordered = sorted(edits, key=lambda edit: edit.span) if len(edits) > 1 else edits
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
    near = text[start:at]
    words = near[max(near.rfind("\n"), near.rfind("\r")) + 1 :]
    if start == 0 or len(words) < at - start:
        return words
    return "…" + (words.partition(" ")[2] or words)


def _words_after(text: str, at: int) -> str:
    end = min(len(text), at + MARGIN)
    words = text[at : line_end(text, at, end)]
    if end == len(text) or len(words) < end - at:
        return words
    return (words.rpartition(" ")[0] or words) + "…"


def _shorten(text: str) -> str:
    limit = PREVIEW - 2 * MARGIN
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]} … {text[-limit // 2 :]}"
