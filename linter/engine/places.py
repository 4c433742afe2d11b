"""Hits in the bytes of a batch, turned into stretches of its documents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from linter.kinds import Anchor
from linter.model import Span

# Where an anchor occurs, from and to, and how far before it a match can start.
Place: TypeAlias = tuple[int, int, int]
# The places of each rule in a document.
Hits: TypeAlias = dict[int, list[Place]]
# Sets of texts, one of each of which stands in every match.
Needs: TypeAlias = tuple[tuple[bytes, ...], ...]
LONE_SURROGATES = dict.fromkeys(range(55296, 57344), 65533)
# The bytes of UTF-8 that begin no character.
CONTINUATION = bytes(range(0x80, 0xC0))
# A character of UTF-8 has no more of them.
BYTES_OF_A_CHARACTER = 4


def encode(text: str) -> bytes:
    """Return UTF-8 for scanning: a lone surrogate, as JSON allows, counts as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.translate(LONE_SURROGATES).encode()


def may_match(small: bytes, start: int, end: int, anchor: Anchor, needs: Needs) -> bool:
    """Whether all that a match needs stands near an occurrence of its anchor.

    ``small`` is the buffer in small letters, as far as they are ASCII: the texts
    that are needed have no others that are written large.
    """
    if not needs:
        return True
    reach, ahead = anchor.reach, anchor.ahead
    near = small[start - reach if start > reach else 0 : end + ahead]
    if not near.isascii():
        reach, ahead = reach * BYTES_OF_A_CHARACTER, ahead * BYTES_OF_A_CHARACTER
        near = small[start - reach if start > reach else 0 : end + ahead]
    for alternatives in needs:
        for one in alternatives:
            if one in near:
                break
        else:
            return False
    return True


def in_bytes(needs: Iterable[Iterable[str]]) -> Needs:
    """Return sets of texts as bytes."""
    return tuple(tuple(one.encode() for one in texts) for texts in needs)


def code_points(encoded: bytes, offsets: Sequence[int]) -> dict[int, int]:
    """Return the code-point offset of each of the sorted byte ``offsets``.

    An offset inside a character counts as behind it.

    >>> code_points("é, ü".encode(), [2, 3, 6])
    {2: 1, 3: 2, 6: 4}
    """
    points: dict[int, int] = {}
    at = count = 0
    for offset in offsets:
        count += len(encoded[at:offset].translate(None, CONTINUATION))
        points[offset], at = count, offset
    return points


def merged(hits: Iterable[tuple[int, int, int]]) -> list[Span]:
    """Return the disjoint, sorted stretches that ``hits`` reach back over.

    >>> merged([(10, 10, 4), (12, 12, 4), (40, 41, 0)])
    [Span(start=6, end=12), Span(start=40, end=41)]
    """
    stretches = sorted((a - reach if a > reach else 0, b) for a, b, reach in hits)
    regions: list[Span] = []
    low = high = -1
    for start, end in stretches:
        if start > high:
            if low >= 0:
                regions.append(Span(low, high))
            low, high = start, end
        elif end > high:
            high = end
    return [*regions, Span(low, high)] if stretches else []


def note_hit(
    found: dict[int, Hits], starts: Sequence[int], rule: int, place: Place
) -> None:
    """Add a hit to the documents it is in, cut to their bounds.

    An anchor may take in the separator behind the document it is in.
    """
    start, end, reach = place
    first = bisect_right(starts, start - 1) - 1 if start else 0
    while first + 1 < len(starts) and starts[first] <= end:
        begin = starts[first]
        length = starts[first + 1] - begin - 1
        high = end - begin if end - begin < length else length
        low = start - begin if start > begin else 0
        rules = found.get(first)
        if rules is None:
            rules = found[first] = {}
        places = rules.get(rule)
        if places is None:
            places = rules[rule] = []
        places.append((low if low < high else high, high, reach))
        first += 1
