"""Shapes of repetition, found in a table of words or in a plain list of them.

A shape answers with the numbers of the words at which it starts, in order. It
looks at words and at what stands between them and at nothing else; the same
places come out of a list and of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.words import (
    COMMA,
    GAPS,
    INNER,
    LARGE_TABLE,
    OTHER,
    SPACE,
    WORDS,
    WordList,
    WordTable,
    key_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from linter.kinds.words import Numbers


class Run(NamedTuple):
    """The same ``fewest`` to ``most`` words again and again, ``times`` at least.

    It starts with the first word that comes again in step: of "go on how to go
    on how to go on" that is the first "go".
    """

    fewest: int
    most: int
    times: int
    commas: bool = False

    def _gaps(self, size: int) -> tuple[int, ...]:
        """Return the gaps that may stand between the words of ``size``."""
        inner = (INNER,) if size > 1 else ()
        return (SPACE, COMMA, *inner) if self.commas else (SPACE, *inner)

    def in_list(self, words: WordList) -> list[int]:
        """Return the words at which it starts."""
        starts: set[int] = set()
        for size in range(self.fewest, self.most + 1):
            plain, first, before = self._gaps(size), 0, -2
            pairs = enumerate(zip(words.words, words.words[size:], strict=False))
            for index in [i for i, (word, later) in pairs if word == later]:
                if words.gaps[index] not in plain:
                    continue
                first = first if index == before + 1 else index
                if index - first + 1 == size * (self.times - 1):
                    starts.add(first)
                before = index
        return sorted(starts)

    def in_table(self, table: WordTable) -> Numbers:
        """Return the words at which it starts."""
        import numpy as np

        starts = [np.empty(0, np.int64)]
        for size in range(self.fewest, self.most + 1):
            if size <= self.fewest + 1:
                plain = np.logical_or.reduce(
                    [table.gaps == gap for gap in self._gaps(size)]
                )
            same = _same(table, size)
            same = same & plain[: len(same)]
            starts.append(_stretches(same, size * (self.times - 1)))
        return _sorted_once(np.concatenate(starts))


def _same(table: WordTable, size: int) -> NDArray[np.bool_]:
    """Return for each word whether it comes again ``size`` words later."""
    same: NDArray[np.bool_] | None = table.known.get(size)
    if same is None:
        same = table.keys[:-size] == table.keys[size:]
        if len(same) < LARGE_TABLE:
            table.known[size] = same
    return same


def _stretches(same: NDArray[np.bool_], least: int) -> Numbers:
    """Return where ``same`` starts to be true for ``least`` words or more."""
    import numpy as np

    # Most that are true stand alone: passed over before anything is counted.
    at = np.flatnonzero(same[:-1] & same[1:] if least > 1 else same)
    if not len(at):
        return at
    first = np.concatenate(([0], np.flatnonzero(np.diff(at) != 1) + 1))
    lengths = np.diff(np.concatenate((first, [len(at)]))) + (least > 1)
    return at[first[lengths >= least]]


def _sorted_once(numbers: Numbers) -> Numbers:
    """Return numbers in order, each once; `np.unique` imports masked arrays first."""
    import numpy as np

    numbers.sort()
    return numbers[np.diff(numbers, prepend=-1) > 0]


class Joined(NamedTuple):
    """The same ``fewest`` to ``most`` words on both sides of one of ``joints``."""

    fewest: int
    most: int
    joints: tuple[str, ...]

    def in_list(self, words: WordList) -> list[int]:
        """Return the words at which it starts."""
        starts: set[int] = set()
        for joint in self.joints:
            for left, right in _joints_in_list(words, joint):
                starts.update(
                    left - size
                    for size in range(self.fewest, self.most + 1)
                    if size <= left
                    and words.words[left - size : left]
                    == words.words[right : right + size]
                )
        return sorted(starts)

    def in_table(self, table: WordTable) -> Numbers:
        """Return the words at which it starts."""
        import numpy as np

        starts = [np.empty(0, np.int64)]
        for joint in self.joints:
            left, width = _joints_in_table(table, joint)
            for size in range(self.fewest, self.most + 1):
                fits = (left >= size) & (left + width + size <= len(table.keys))
                at = left[fits] - size
                for offset in range(size):
                    here = table.keys[at + offset]
                    at = at[here == table.keys[at + size + width + offset]]
                starts.append(at)
        return _sorted_once(np.concatenate(starts))


def _joint_words(joint: str) -> list[str]:
    """Return the words of a joint; none where it is a mark."""
    return WORDS.findall(joint.lower())


def _joint_gap(joint: str) -> int:
    return GAPS.get(joint, OTHER)


def _joints_in_list(words: WordList, joint: str) -> Iterator[tuple[int, int]]:
    """Yield the number of the first word of a joint, and of the first behind it."""
    between = _joint_words(joint)
    if not between:
        gap = _joint_gap(joint)
        ends = [index + 1 for index, one in enumerate(words.gaps) if one == gap]
        yield from zip(ends, ends, strict=True)
        return
    width = len(between)
    for index in [i for i, word in enumerate(words.words) if word == between[0]]:
        gaps = words.gaps[max(0, index - 1) : index + width]
        if words.words[index : index + width] == between and gaps == [SPACE] * (
            width + 1
        ):
            yield index, index + width


def _joints_in_table(table: WordTable, joint: str) -> tuple[Numbers, int]:
    """Return the numbers of the first words of a joint, and its width in words."""
    import numpy as np

    between = _joint_words(joint)
    if not between:
        return np.flatnonzero(table.gaps == _joint_gap(joint)) + 1, 0
    at = np.flatnonzero(table.keys[1:] == key_of(between[0])) + 1
    at = at[at + len(between) < len(table.keys)]
    for offset, word in enumerate(between):
        at = at[table.keys[at + offset] == key_of(word)]
    for offset in range(-1, len(between)):
        at = at[table.gaps[at + offset] == SPACE]
    return at, len(between)
