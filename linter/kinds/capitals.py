"""The names of a large batch that have another one like them in their document.

A batch of a megabyte holds ten thousand words with a capital, and few of them
are new. Words are told by their numbers in the table that `words` makes; what is
known of a name is kept from batch to batch, and only new ones are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from linter.kinds.words import INNER, WordTable, word_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from linter.kinds.words import Numbers

# As many words are remembered by their numbers; one may push out another.
SLOTS = 1 << 18
# Of as many names something is known; then all is forgotten, to bound the memory.
MOST_NAMES = 1 << 17
# Names of a document meet in as many buckets, by what they have in common.
BUCKETS = 1 << 18
# A name may go on behind a hyphen; none is longer, in bytes.
REST = 64
# The first bytes of Latin letters beyond ASCII, from "À" to "ɏ".
LATIN = 0xC3, 0xC9
NEW = -1


@dataclass(frozen=True)
class Judge:
    """What makes a name, a suspect one, and two that may be the same.

    Two forms of one name share one of their ``frames``. ``shortest`` and ``longest``
    count the letters of a name that is one word.
    """

    name: re.Pattern[str]
    is_suspect: Callable[[str], bool]
    frames: Callable[[str], Iterable[str]]
    shortest: int
    longest: int


class Capitals:
    """Finds the suspect names of a batch that are not alone; remembers names."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._forget()

    def suspects(self, buffer: bytes, starts: Sequence[int]) -> list[int]:
        """Return where suspect names stand that share a frame with another name.

        ``starts`` are those of the documents and the end of the last one; all
        are bytes of ``buffer``, and so is the result, which is sorted.
        """
        import numpy as np

        if len(self._names) > MOST_NAMES:
            self._forget()
        at, names = self._occurrences(buffer)
        if not self._suspect[names].any():
            return []
        documents = np.searchsorted(np.asarray(starts), at, "right")
        kept = self._suspect[names] & self._in_company(documents, names)
        return sorted(set(at[kept].tolist()))

    def _forget(self) -> None:
        import numpy as np

        self._names: dict[str, int] = {}
        self._last = 0
        self._suspect = np.zeros(1024, np.bool_)
        # What a name has in common with others, as numbers; -1 fills a row up.
        self._frames: Numbers = np.full((1024, 2), -1, np.int64)
        self._keys = np.zeros(SLOTS, np.uint64)
        self._known: Numbers = np.full(SLOTS, NEW, np.int64)

    def _occurrences(self, buffer: bytes) -> tuple[Numbers, Numbers]:
        """Return where names may stand, and the number of each."""
        import numpy as np

        table = word_table(buffer)
        plain, others = self._capitalised(buffer, table)
        names = self._numbers(buffer, table, plain)
        more = list(self._longhand(buffer, table, others))
        at, numbers = (np.array([row[i] for row in more], np.int64) for i in (0, 1))
        return (
            np.concatenate((table.starts[plain], at)),
            np.concatenate((names, numbers)),
        )

    def _capitalised(self, buffer: bytes, table: WordTable) -> tuple[Numbers, Numbers]:
        """Return the words that may be names: those of plain letters, and others."""
        import numpy as np

        codes = np.frombuffer(buffer, np.uint8)
        capital = np.flatnonzero(_is_capital(codes[table.starts]))
        joined = np.append(table.gaps, 0)[capital] == INNER
        odd, telling = _beyond_ascii(buffer, codes, table)
        size = (table.ends - table.starts)[capital]
        second = codes[np.minimum(table.starts[capital] + 1, len(codes) - 1)]
        plain = (second >= ord("a")) & (second <= ord("z")) & ~joined & ~odd[capital]
        plain &= (size >= self._judge.shortest) & (size <= self._judge.longest)
        telling[capital[joined | odd[capital]]] = True
        return capital[plain], np.flatnonzero(telling)

    def _numbers(self, buffer: bytes, table: WordTable, words: Numbers) -> Numbers:
        """Return the number of each plain word as a name."""
        import numpy as np

        keys = table.keys[words]
        slots = (keys >> np.uint64(40)) % np.uint64(SLOTS)
        missing = np.flatnonzero(
            (self._keys[slots] != keys) | (self._known[slots] == NEW)
        )
        _, first = np.unique(keys[missing], return_index=True)
        self._learn(buffer, table, words, slots, missing[first])
        names: Numbers = self._known[slots]
        # Two new words may want one slot.
        for index in np.flatnonzero(self._keys[slots] != keys).tolist():
            names[index] = self._number_of(_word(buffer, table, words[index]))
        return names

    def _learn(
        self,
        buffer: bytes,
        table: WordTable,
        words: Numbers,
        slots: NDArray[np.uint64],
        new: Numbers,
    ) -> None:
        """Note the numbers of words that are ``new`` in their slots."""
        for index in new.tolist():
            number = self._number_of(_word(buffer, table, words[index]))
            self._known[slots[index]] = number
            self._keys[slots[index]] = table.keys[words[index]]

    def _longhand(
        self, buffer: bytes, table: WordTable, words: Numbers
    ) -> Iterator[tuple[int, int]]:
        """Yield the names that start in words which are not plain ones."""
        for word in words.tolist():
            start, end = int(table.starts[word]), int(table.ends[word])
            text = buffer[start : end + REST].decode("utf-8", "ignore")
            for found in self._judge.name.finditer(text):
                at = start + len(text[: found.start()].encode())
                if at >= end:
                    break
                yield at, self._number_of(found[0])

    def _number_of(self, name: str) -> int:
        """Return the number of a name, new or known; 0 if it is none."""
        number = self._names.get(name)
        if number is None:
            number = 0
            if self._judge.name.fullmatch(name):
                self._last = number = self._last + 1
                self._note(number, name)
            self._names[name] = number
        return number

    def _note(self, number: int, name: str) -> None:
        import numpy as np

        frames = [crc32(frame.encode()) for frame in self._judge.frames(name)]
        rows, columns = self._frames.shape
        if number >= rows or len(frames) > columns:
            higher, wider = rows * (number >= rows), max(0, len(frames) - columns)
            more = ((0, higher), (0, wider))
            self._frames = np.pad(self._frames, more, constant_values=-1)
            self._suspect = np.pad(self._suspect, (0, higher))
        self._frames[number, : len(frames)] = frames
        self._suspect[number] = self._judge.is_suspect(name)

    def _in_company(self, documents: Numbers, names: Numbers) -> NDArray[np.bool_]:
        """Return which names share a frame with another one of their document."""
        import numpy as np

        met = np.unique(documents << 32 | names)
        frames = self._buckets(met >> 32, met & 0xFFFFFFFF)
        counts = np.bincount(frames.ravel(), minlength=BUCKETS)
        counts[0] = 0
        shared = counts[self._buckets(documents, names)] > 1
        both: NDArray[np.bool_] = np.logical_or.reduce(shared, axis=1)
        return both

    def _buckets(self, documents: Numbers, names: Numbers) -> Numbers:
        """Return the buckets of each name in its document, 0 for no frame."""
        frames = self._frames[names]
        mixed = (frames + documents[:, None] * 0x9E3779B1) % (BUCKETS - 1) + 1
        mixed[frames < 0] = 0
        return mixed


def _word(buffer: bytes, table: WordTable, word: int) -> str:
    """Return a plain word: its key folds case, and so any that has it is this one."""
    text = buffer[table.starts[word] : table.ends[word]]
    return text.decode().capitalize()


def _is_capital(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (codes >= ord("A")) & (codes <= ord("Z"))


def _beyond_ascii(
    buffer: bytes, codes: NDArray[np.uint8], table: WordTable
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which words hold something beyond ASCII, and may start a name with it.

    A name is of Latin letters: of two bytes, the first C3 to C9. It may also start
    with a plain capital behind a sign that counts as part of the word.
    """
    import numpy as np

    odd, telling = (np.zeros(len(table.starts), np.bool_) for _ in range(2))
    if buffer.isascii() or not len(odd):
        return odd, telling
    leads = np.flatnonzero(codes >= LATIN[0])
    behind = np.flatnonzero(_is_capital(codes[1:]) & (codes[:-1] >= 0x80)) + 1
    words = np.searchsorted(table.starts, leads, "right") - 1
    odd[words] = True
    telling[words[codes[leads] <= LATIN[1]]] = True
    telling[np.searchsorted(table.starts, behind, "right") - 1] = True
    return odd, telling
