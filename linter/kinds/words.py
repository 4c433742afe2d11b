"""The words of a text and what stands between them, to find what is said twice.

A word is a run of ASCII letters, digits and underscores and of characters
beyond Latin-1 punctuation, general punctuation (U+2000-207F) and CJK
punctuation (U+3000-303F); two are the same when they differ in ASCII case only.
There are two ways to the same table: plain Python for one small document, numpy
for a large batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.lazy import pattern
from linter.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Keys = NDArray[np.uint64]

# Below this many bytes a plain search is over before numpy is loaded.
WORTH_NUMPY = 1 << 16
# Of a table with more words than a batch has, what is quickly told again is not kept.
LARGE_TABLE = 1 << 20
# Told by what it is not: `re` takes 10 ms to fold the case of a class this large.
WORD = r"[^\x00-/:-@\[-^`{-\xbf\u2000-\u207f\u3000-\u303f]"
WORDS = pattern(rf"{WORD}+")
PIECES = pattern(rf"({WORD}+)")
FOLDED = {upper: upper + 32 for upper in range(65, 91)}
# What stands between two words, by its class. `BRACKET` may come after a closing
# quotation mark; `STOP` ends a sentence, `LINE` a line; all else is `OTHER`.
OTHER, SPACE, INNER, COMMA, SLASH, BRACKET, STOP, LINE = range(8)
GAPS = {
    " ": SPACE,
    "\t": SPACE,
    "  ": SPACE,
    "\u00a0": SPACE,
    "'": INNER,
    "’": INNER,
    "-": INNER,
    ", ": COMMA,
    "/": SLASH,
    " (": BRACKET,
    '" (': BRACKET,
    "” (": BRACKET,
}
STOPS = frozenset(".!?")
# The bytes a word may hold, and the marks beyond ASCII that look like such: first
# byte, the lowest and the highest second one, number of bytes.
WORD_BYTES = bytes(
    chr(code).isalnum() or code == 95 if code < 128 else True for code in range(256)
)
MARKS = ((0xC2, 0x80, 0xBF, 2), (0xE2, 0x80, 0x81, 3), (0xE3, 0x80, 0x80, 3))
EIGHT = 8


class WordList(NamedTuple):
    """The words of a small text: where they start, lower-cased, the gaps behind."""

    starts: Sequence[int]
    words: Sequence[str]
    gaps: Sequence[int]


class WordTable(NamedTuple):
    """The words of a large buffer: their bounds, a number for each, the gaps.

    Two words have the same number if they are the same, and, but for a chance
    of one in 2**64, only then. ``known`` holds what rules have computed of it
    already and others will ask again.
    """

    starts: Numbers
    ends: Numbers
    keys: Keys
    gaps: NDArray[np.uint8]
    known: dict[object, Any]


@lru_cache(maxsize=1)
def word_list(text: str) -> WordList:
    """Return the words of ``text``; offsets are code points."""
    # Gaps and words by turns, a gap first and last.
    pieces = PIECES.split(text)
    ends = list(accumulate(map(len, pieces)))
    return WordList(
        ends[:-1:2],
        PIECES.split(text.translate(FOLDED))[1::2],
        [gap_class(gap) for gap in pieces[2:-1:2]],
    )


@lru_cache(maxsize=1024)
def gap_class(gap: str) -> int:
    """Return the class of what stands between two words.

    >>> gap_class(" ") == SPACE, gap_class(": ") == OTHER
    (True, True)
    >>> gap_class('." ') == gap_class("). ") == STOP
    True
    """
    if "\n" in gap:
        return LINE
    if gap[-1] == " " != gap[0] and not STOPS.isdisjoint((gap[0], gap[-2:-1])):
        return STOP
    return GAPS.get(gap, OTHER)


@lru_cache(maxsize=1)
def word_table(buffer: bytes) -> WordTable:
    """Return the words of UTF-8; offsets are bytes."""
    # Room on both sides, so that every word can be read eight bytes at a time.
    padded = b"".join((bytes(EIGHT), buffer.lower(), bytes(EIGHT)))
    starts, ends = _edges(padded)
    keys = _keys(padded, starts, ends)
    gaps = _gaps(padded, starts, ends)
    starts -= EIGHT
    ends -= EIGHT
    return WordTable(starts, ends, keys, gaps, {})


def starts_in(
    buffer: bytes, in_table: Callable[[WordTable], Numbers]
) -> list[tuple[int, int]]:
    """Return where the words start that ``in_table`` numbers, from and to in bytes.

    A small buffer is one stretch, for `starts_near` to look through.
    """
    if len(buffer) < WORTH_NUMPY:
        return [(0, len(buffer))]
    table = word_table(buffer)
    starts = table.starts[in_table(table)].tolist()
    return list(zip(starts, starts, strict=True))


def starts_near(
    text: str, regions: Iterable[Span], in_list: Callable[[WordList], Iterable[int]]
) -> Iterator[int]:
    """Yield where to try: a point as it is, of a stretch what ``in_list`` numbers."""
    for region in regions:
        if region.start == region.end:
            yield region.start
            continue
        words = word_list(text)
        starts = [words.starts[index] for index in in_list(words)]
        yield from (at for at in starts if region.start <= at <= region.end)


def forget_table() -> None:
    """Let go of what `word_table` remembers of the last buffer."""
    word_table.cache_clear()


def keys_of(words: Sequence[str]) -> Keys:
    """Return the numbers that `word_table` gives ``words``, each of them one word."""
    return word_table.__wrapped__("\n".join(words).encode()).keys


@lru_cache(maxsize=1024)
def key_of(word: str) -> int:
    """Return the number that `word_table` gives ``word``."""
    return int(keys_of([word])[0])


def _edges(padded: bytes) -> tuple[Numbers, Numbers]:
    """Return where words start and end; the padding belongs to none."""
    import numpy as np

    word = np.frombuffer(padded.translate(WORD_BYTES), np.bool_)
    if not padded.isascii():
        word = _without_marks(word.copy(), np.frombuffer(padded, np.uint8))
    edges = np.flatnonzero(word[1:] != word[:-1])
    edges += 1
    return np.ascontiguousarray(edges[0::2]), np.ascontiguousarray(edges[1::2])


def _without_marks(
    word: NDArray[np.bool_], codes: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Take the marks beyond ASCII out of the bytes of words."""
    import numpy as np

    for lead, low, high, size in MARKS:
        at = np.flatnonzero(codes == lead)
        at = at[(codes[at + 1] >= low) & (codes[at + 1] <= high)]
        for offset in range(size):
            word[at + offset] = False
    return word


def _keys(padded: bytes, starts: Numbers, ends: Numbers) -> Keys:
    """Return a number for each word, made of its bytes and its length."""
    import numpy as np

    eights: Keys = np.ndarray((len(padded) - EIGHT + 1,), "<u8", padded, strides=(1,))
    # A large text has millions of words: what is reckoned with takes little room.
    lengths = (ends - starts).astype(np.uint32)
    unused = np.uint32(EIGHT) - np.minimum(lengths, np.uint32(EIGHT))
    keys: Keys = eights[starts]
    keys <<= unused * np.uint32(8)
    keys ^= lengths
    keys *= np.uint64(0x9E3779B97F4A7C15)
    keys ^= keys >> np.uint64(32)
    longer = np.flatnonzero(lengths > EIGHT)
    keys[longer] += eights[ends[longer] - EIGHT] * np.uint64(0xBF58476D1CE4E5B9)
    for at in np.flatnonzero(lengths > 2 * EIGHT).tolist():
        keys[at] = hash(padded[starts[at] : ends[at]]) % (1 << 64)
    return keys


def _gaps(padded: bytes, starts: Numbers, ends: Numbers) -> NDArray[np.uint8]:
    """Return the class of what stands behind each word but the last."""
    import numpy as np

    before, behind = ends[:-1], starts[1:]
    spaces = (behind - before == 1) & (_bytes_at(padded, before) == ord(" "))
    gaps = np.where(spaces, np.uint8(SPACE), np.uint8(OTHER))
    # Five gaps in six are a space.
    others = np.flatnonzero(~spaces)
    gaps[others] = _classes(padded, before[others], behind[others])
    return gaps


def _classes(padded: bytes, starts: Numbers, ends: Numbers) -> NDArray[np.uint8]:
    """Return the class of each of some gaps, all of them between words."""
    import numpy as np

    twos = np.ndarray((len(padded) - 1,), "<u2", padded, strides=(1,))
    lengths = np.minimum(ends - starts, 127).astype(np.int8)
    seen = twos[starts]
    first = (seen & 0xFF).astype(np.uint8)
    last, before = _bytes_at(padded, ends - 1), _bytes_at(padded, ends - 2)
    seen &= np.array([0, 0xFF, 0xFFFF, *[0] * 125], np.uint16)[lengths]
    classes: NDArray[np.uint8] = _short_gaps()[seen]
    for text, kind in GAPS.items():
        long = text.encode()
        if len(long) > 2:
            at = np.flatnonzero((lengths == len(long)) & (first == long[0]))
            for offset, byte in enumerate(long):
                at = at[_bytes_at(padded, starts[at] + offset) == byte]
            classes[at] = kind
    stops = np.logical_or.reduce(
        [marks == ord(stop) for stop in STOPS for marks in (first, before)]
    )
    classes[stops & (last == ord(" ")) & (first != ord(" "))] = STOP
    lines = np.flatnonzero(np.frombuffer(padded, np.uint8) == ord("\n"))
    at = np.searchsorted(ends, lines)
    lines, at = lines[at < len(ends)], at[at < len(ends)]
    classes[at[starts[at] <= lines]] = LINE
    return classes


def _bytes_at(padded: bytes, at: Numbers) -> NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer(padded, np.uint8)[at]


@lru_cache(maxsize=1)
def _short_gaps() -> NDArray[np.uint8]:
    """Return the class of each gap of one or two bytes, read as a number."""
    import numpy as np

    table = np.zeros(1 << 16, np.uint8)
    for text, kind in GAPS.items():
        if len(text.encode()) <= 2:
            table[int.from_bytes(text.encode(), "little")] = kind
    return table
