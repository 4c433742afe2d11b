"""From findings to places: line and column, excerpt, fingerprint.

Lines and columns count from 1, columns in code points, and ends are exclusive;
`linter.lines` says what a line is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from linter.lines import BREAK, Lines, Region
from linter.model import Document, Edit, Finding, Related, Span

EXCERPT = 160  # characters of a line that are carried for display
LEAD = 64  # of these, at least so many before the span where the line has them
PREVIEW = 120  # characters either text of a preview may have
MARGIN = 24  # characters of context before and after the edits of a preview
CONTEXT = 16  # characters of context in a fingerprint: about three words a side
FAR = 4096  # no context is looked for beyond this much white space
LONGEST_REWRITE = 2000  # characters, before or after: more is no suggestion to read


# The rule, what stands before, the matched text, what stands after.
_Identity: TypeAlias = tuple[str, str, str, str]
# The fingerprint without the number of equal findings before it; then without
# what stands after it, and without what stands before it: an edit on one side
# of a finding, or the move of a paragraph it begins, leaves one of the two.
Trace: TypeAlias = tuple[str, str, str]


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
class Rewrite:
    """All edits of a fix as one: what stands at a place, and what should.

    ``bytes_at`` has its columns in bytes of UTF-8.
    """

    bytes_at: Region
    text: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: a mark in the text, or a list outside it."""

    in_source: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place: all a report needs, without the document.

    ``text`` is what the span covers. ``related_at`` has the line and the column
    of each piece of evidence that has a span in the same document, ``edits_at``
    the place of each edit of the fix. ``bytes_at`` is the place of the finding
    with columns in bytes of UTF-8. ``rewrite`` is there if the edits are close
    to each other. ``trace`` is what tells the finding in another version of its
    text.
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
    trace: Trace
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


def locate(document: Document, findings: Iterable[Finding]) -> list[Located]:
    """Return the findings of a document with their places, in text order."""
    ordered = sorted(findings, key=_text_order)
    lines = Lines(document.text)
    path = str(document.path) if document.path is not None else "<text>"
    identities = [_identity(document.text, finding) for finding in ordered]
    return [
        _located(document, path, lines, finding, (fingerprint, _trace(identity)))
        for finding, fingerprint, identity in zip(
            ordered, _numbered(identities), identities, strict=True
        )
    ]


def _text_order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.rule


def _located(
    document: Document,
    path: str,
    lines: Lines,
    finding: Finding,
    known_by: tuple[str, Trace],
) -> Located:
    text, span = document.text, finding.span
    at = lines.region(span)
    edits = finding.fix.edits if finding.fix else ()
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
        trace=known_by[1],
        excerpt=excerpt(text, span, span.start - at.column + 1),
        preview=preview(text, edits),
        related_at=tuple(_related_at(lines, related) for related in finding.related),
        edits_at=tuple(lines.region(edit.span) for edit in edits),
        bytes_at=lines.byte_region(span),
        rewrite=_rewrite(lines, edits),
    )


def _related_at(lines: Lines, related: Related) -> tuple[int, int] | None:
    """Return the place of evidence; ``None`` where it is in another document."""
    span = related.span
    if span is None or related.path is not None or span.end > len(lines.text):
        return None
    return lines.position(span.start)


def _rewrite(lines: Lines, edits: Sequence[Edit]) -> Rewrite | None:
    """Return the edits as one; ``None`` where they are too far apart or too long."""
    if not edits:
        return None
    ordered = sorted(edits, key=lambda edit: edit.span)
    span = Span(ordered[0].span.start, ordered[-1].span.end)
    inserted = sum(len(edit.text) for edit in edits)
    if max(len(span), inserted) > LONGEST_REWRITE:
        return None
    return Rewrite(lines.byte_region(span), _edited(lines.text, ordered))


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
    return _numbered([_identity(text, finding) for finding in findings])


def _numbered(identities: Iterable[_Identity]) -> list[str]:
    seen: Counter[_Identity] = Counter()
    prints = []
    for identity in identities:
        seen[identity] += 1
        prints.append(_digest(*identity, str(seen[identity])))
    return prints


def _trace(identity: _Identity) -> Trace:
    rule, before, matched, after = identity
    return (
        _digest(*identity, "1"),
        _digest(rule, before, matched)[:8],
        _digest(rule, matched, after)[:8],
    )


def _digest(*parts: str) -> str:
    from hashlib import blake2b

    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8).hexdigest()


def _identity(text: str, finding: Finding) -> _Identity:
    span = finding.span
    matched = " ".join(span.of(text).split())
    before, after = _dense_before(text, span.start), _dense_after(text, span.end)
    return finding.rule, before, matched, after


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
