"""Stretches of a text around a place: lines near it, the sentence it is in."""

from __future__ import annotations

from collections.abc import Sequence

from linter.lazy import pattern
from linter.model import Edit, Span

SENTENCE_END = pattern(r"[.!?…][\"”’)]*(?=\s)|\n")
# No sentence is longer, and no line that matters.
LONGEST, FAR = 1000, 4000


def lines_around(text: str, places: Sequence[Span], lines: int) -> list[Span]:
    r"""Return the stretches of ``lines`` lines before and behind each place.

    They are sorted and disjoint; lines without end are cut off.

    >>> lines_around("a\nb\nc\nd\ne", [Span(4, 5)], 1)
    [Span(start=2, end=7)]
    """
    regions: list[Span] = []
    for place in sorted(places):
        start = _line_start(text, place.start, lines)
        end = _line_end(text, place.end, lines)
        if regions and start <= regions[-1].end:
            start = regions.pop().start
        regions.append(Span(start, end))
    return regions


def _line_start(text: str, at: int, lines: int) -> int:
    for _ in range(lines + 1):
        low = max(0, at - FAR)
        at = text.rfind("\n", low, at)
        if at < 0:
            return low
    return at + 1


def _line_end(text: str, at: int, lines: int) -> int:
    for _ in range(lines + 1):
        high = min(len(text), at + FAR)
        found = text.find("\n", at, high)
        if found < 0:
            return high
        at = found + 1
    return at - 1


def mended_sentence(text: str, edits: Sequence[Edit]) -> str:
    """Return the sentence that ``edits``, sorted and close together, leave.

    >>> mended_sentence("So it is. A big. House stands. Yes.", [Edit(Span(15, 16), "")])
    'A big House stands.'
    """
    first, last = edits[0].span.start, edits[-1].span.end
    low = max(0, first - LONGEST)
    starts = [end.end() for end in SENTENCE_END.finditer(text, low, first)]
    start = starts[-1] if starts else low
    found = SENTENCE_END.search(text, last, last + LONGEST)
    end = found.end() if found else min(len(text), last + LONGEST)
    pieces: list[str] = []
    for edit in edits:
        pieces += text[start : edit.span.start], edit.text
        start = edit.span.end
    return "".join((*pieces, text[start:end])).strip()
