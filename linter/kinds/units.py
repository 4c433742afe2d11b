"""Sentences and lines as runs of words, to find the ones that come again."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.words import (
    FOLDED,
    LARGE_TABLE,
    LINE,
    WORDS,
    WordList,
    WordTable,
    gap_class,
)
from linter.lazy import pattern
from linter.model import Span

if TYPE_CHECKING:
    from linter.kinds.words import Keys, Numbers

    Units = tuple[Numbers, Numbers, Keys]

MARKS = pattern(r"[\"”’»)\]]*[.!?…]+[\"”’»)\]]*")
ABBREVIATED = frozenset("mr mrs ms dr prof st no gen col sen rep rev vs etc".split())
# Words further on in a sentence weigh the same again: two that differ there only
# by a swap are told apart when they are read.
WEIGHTS = 1024


class Unit(NamedTuple):
    """A sentence or a line: its words, and what comes behind it.

    ``stops`` says whether a mark ends it, ``gap`` what class of gap is behind
    it, ``next`` where the next one starts.
    """

    span: Span
    words: tuple[str, ...]
    stops: bool
    gap: int
    next: int


def unit_at(text: str, start: int, ends: tuple[int, ...]) -> Unit:
    """Return the unit that starts with the word at ``start``."""
    words: list[str] = []
    # Each word is kept once: a sentence may have millions.
    met: dict[str, str] = {}
    last, gap, following = start, LINE, len(text)
    for found in WORDS.finditer(text, start):
        if words and (kind := gap_class(text[last : found.start()])) in ends:
            gap, following = kind, found.start()
            break
        word = found[0].translate(FOLDED)
        words.append(met.setdefault(word, word))
        last = found.end()
    marks = MARKS.match(text, last)
    end = marks.end() if marks else last
    stops = marks is not None and bool(words) and words[-1] not in ABBREVIATED
    return Unit(Span(start, end), tuple(words), stops, gap, following)


def opening(text: str, start: int, words: int) -> tuple[str, ...]:
    """Return the first words from ``start`` on, as they stand in a `Unit`.

    >>> opening("The end. The End", 9, 2)
    ('the', 'end')
    """
    found = islice(WORDS.finditer(text, start), words)
    return tuple(one[0].translate(FOLDED) for one in found)


def units_in(listed: WordList, ends: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return for each unit its first word and the first behind it."""
    if not listed.words:
        return []
    behind = [index + 1 for index, gap in enumerate(listed.gaps) if gap in ends]
    return list(pairwise([0, *behind, len(listed.words)]))


def units_of(table: WordTable, ends: tuple[int, ...]) -> Units:
    """Return for each unit its first word, how many it has, and a number for all.

    Units of the same words have the same number.
    """
    units: Units | None = table.known.get(ends)
    if units is None:
        units = _units_of(table, ends)
        if len(table.keys) < LARGE_TABLE:
            table.known[ends] = units
    return units


def _units_of(table: WordTable, ends: tuple[int, ...]) -> Units:
    import numpy as np

    count = len(table.keys)
    if not count:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint64)
    ending = np.logical_or.reduce([table.gaps == end for end in ends])
    firsts = np.concatenate(([0], np.flatnonzero(ending) + 1))
    lengths = np.diff(np.concatenate((firsts, [count])))
    place = np.arange(count, dtype=np.int32)
    place -= np.repeat(firsts.astype(np.int32), lengths)
    place %= WEIGHTS
    # Numbers without a pattern: `np.random` would take longer to import than this.
    weights = np.arange(1, WEIGHTS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    weights ^= weights >> np.uint64(29)
    weights *= np.uint64(0xBF58476D1CE4E5B9)
    weights ^= weights >> np.uint64(32)
    weighed = (weights | np.uint64(1))[place]
    weighed *= table.keys
    sums = np.add.reduceat(weighed, firsts)
    return firsts, lengths, sums + lengths.astype(np.uint64)


def times_of(numbers: Keys) -> Numbers:
    """Return how often each of ``numbers`` is among them.

    `np.unique` could tell, but imports masked arrays first.
    """
    import numpy as np

    order = numbers.argsort()
    ordered = numbers[order]
    firsts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    lengths = np.diff(np.append(firsts, len(numbers)))
    times = np.empty(len(numbers), np.int64)
    times[order] = np.repeat(lengths, lengths)
    return times
