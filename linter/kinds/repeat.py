"""Kind ``repeat``: a word that stands twice in a row.

Keys: ``except``, words that may; ``lexicon``, a word list of such words.
A word is a run of ASCII letters, digits and underscores and of characters
beyond Latin-1 punctuation, general punctuation (U+2000-207F) and CJK
punctuation (U+3000-303F); two are the same when they differ in ASCII case only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    check_keys,
    text_of,
    texts_of,
)
from linter.lexicon import Lexicon
from linter.model import Document, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Below this many bytes a plain search is over before numpy is loaded.
WORTH_NUMPY = 1 << 16
# Told by what it is not: `re` takes 10 ms to fold the case of a class this large.
WORD = r"[^\x00-/:-@\[-^`{-\xbf\u2000-\u207f\u3000-\u303f]"
TWICE = re.compile(
    rf"(?<!{WORD})(?P<word>{WORD}{{2,64}})"
    rf"(?P<again>(?:[ \t\u00a0]{{1,8}}(?P=word)(?!{WORD})){{1,64}})",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Repeated:
    """Words that stand twice in a row, but for those that may."""

    allowed: frozenset[str]
    lexicon: Lexicon | None = None
    anchors: tuple[Anchor, ...] = ()

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the byte ranges in which a doubled word can start."""
        if len(buffer) < WORTH_NUMPY:
            return [(0, len(buffer))]
        return _doubled(buffer)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield each run of one word; the group ``again`` is all but the first."""
        for found in _twice_in(document.text, regions):
            if not self._may(found["word"]):
                groups = {name: Span(*found.span(name)) for name in ("word", "again")}
                yield Match(Span(*found.span()), groups)

    def _may(self, word: str) -> bool:
        word = word.lower()
        return word in self.allowed or (
            self.lexicon is not None and word in self.lexicon
        )


def _twice_in(text: str, regions: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Yield doubled words that start in ``regions``; a point is tried alone."""
    cursor = 0
    for region in regions:
        start = max(region.start, cursor)
        look = TWICE.match if region.start == region.end else TWICE.search
        while start <= region.end and (found := look(text, start)):
            if found.start() > region.end:
                break
            yield found
            start = cursor = found.end()


def _doubled(buffer: bytes) -> list[tuple[int, int]]:
    """Compare all neighbouring words of a large buffer at once."""
    import numpy as np

    lowered = buffer.lower()
    codes = np.frombuffer(lowered, np.uint8)
    word = _word_bytes(codes)
    edges = np.flatnonzero(word[1:] != word[:-1]) + 1
    if word[0]:
        edges = np.concatenate(([0], edges))
    if word[-1]:
        edges = np.concatenate((edges, [len(codes)]))
    starts, ends = edges[0::2], edges[1::2]
    sizes = ends - starts
    same = (sizes[1:] == sizes[:-1]) & (sizes[1:] > 1)
    at = np.flatnonzero(same)
    first, second, size = starts[at], starts[at + 1], sizes[at]
    gap = codes[ends[at]]
    near = (
        (codes[first] == codes[second])
        & (codes[first + size - 1] == codes[second + size - 1])
        & ((gap == 32) | (gap == 9) | (gap == 0xC2))
    )
    near_ones = (side[near].tolist() for side in (first, second, size))
    pairs = zip(*near_ones, strict=True)
    return [(a, a) for a, b, n in pairs if lowered[a : a + n] == lowered[b : b + n]]


def _word_bytes(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Mark the bytes that belong to words, by the definition above."""
    import numpy as np

    table = np.zeros(256, bool)
    for low, high in ((48, 57), (65, 90), (95, 95), (97, 122), (128, 255)):
        table[low : high + 1] = True
    word = table[codes]
    for at in np.flatnonzero(codes == 0xC2).tolist():
        word[at : at + 2] = False
    for lead, seconds in ((0xE2, (0x80, 0x81)), (0xE3, (0x80,))):
        for at in np.flatnonzero(codes[:-2] == lead).tolist():
            if codes[at + 1] in seconds:
                word[at : at + 3] = False
    return word


def build(table: Table, lexicon: OpenLexicon) -> Repeated:
    """Return the matcher; words are given in lower case."""
    check_keys(table, ("kind", "except", "lexicon"))
    named = lexicon(text_of(table, "lexicon")) if "lexicon" in table else None
    return Repeated(frozenset(texts_of(table, "except")), named)
