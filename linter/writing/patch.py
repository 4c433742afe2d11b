"""A unified diff of known changes, in the form that ``git apply`` takes.

The changed regions are known, so nothing is searched for: the cost is linear.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePath

from linter.errors import WriteError

CONTEXT = 3
_NO_NEWLINE = b"\n\\ No newline at end of file\n"

# git's names for them, in quotation marks; other odd bytes are written in octal.
_ESCAPES = dict(zip(b'\a\b\t\n\v\f\r"\\', b'abtnvfr"\\', strict=True))


@dataclass(frozen=True, slots=True)
class Region:
    """Changed bytes: at ``start`` of the old file, ``before`` became ``after``."""

    start: int
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines ``first`` to ``last`` (exclusive) of the old file, and the new ones."""

    first: int
    last: int
    lines: tuple[bytes, ...]


def unified_diff(path: PurePath, before: bytes, regions: Sequence[Region]) -> bytes:
    """Return the patch of one file; empty where no line changes.

    ``regions`` are sorted and disjoint. Raises `WriteError` for bytes that git
    takes for binary.
    """
    if b"\0" in before or any(b"\0" in region.after for region in regions):
        problem = "holds NUL bytes, as UTF-16 does, which no patch can; use --output"
        raise WriteError(f"{path}: {problem}")
    old = _lines(before)
    found = (_trimmed(block, old) for block in _blocks(before, old, regions))
    blocks = [block for block in found if block.first < block.last or block.lines]
    return b"".join([*_head(path), *_hunks(old, blocks)]) if blocks else b""


def applied(before: bytes, regions: Sequence[Region]) -> bytes:
    """Return ``before`` with sorted, disjoint regions changed.

    >>> applied(b"one two", [Region(0, b"one", b"1"), Region(7, b"", b"!")])
    b'1 two!'
    """
    pieces: list[bytes] = []
    position = 0
    for region in regions:
        pieces += before[position : region.start], region.after
        position = region.start + len(region.before)
    return b"".join([*pieces, before[position:]])


def _lines(data: bytes) -> list[bytes]:
    """Cut after each line feed; a carriage return is part of its line."""
    *lines, last = data.split(b"\n")
    ended = [line + b"\n" for line in lines]
    return [*ended, last] if last else ended


def _blocks(
    before: bytes, old: Sequence[bytes], regions: Sequence[Region]
) -> Iterator[_Block]:
    """Yield the lines that regions touch, each run with what becomes of it."""
    ends = [*accumulate(map(len, old))]
    waiting = deque(regions)
    while waiting:
        first = bisect_right(ends, waiting[0].start)
        if first == len(old) and old and not old[-1].endswith(b"\n"):
            # The end of the file is the end of its last line.
            first -= 1
        yield _block(first, before, ends, waiting)


def _block(
    first: int, before: bytes, ends: Sequence[int], waiting: deque[Region]
) -> _Block:
    """Take regions off ``waiting`` until the new lines end where old ones do."""
    position = ends[first - 1] if first else 0
    last, new = first, bytearray()
    while True:
        last = min(last + 1, len(ends))
        end = ends[last - 1] if last else 0
        while waiting and (waiting[0].start < end or end == len(before)):
            region = waiting.popleft()
            new += before[position : region.start] + region.after
            position = region.start + len(region.before)
            last = max(last, min(bisect_left(ends, position) + 1, len(ends)))
            end = ends[last - 1] if last else 0
        new += before[position:end]
        position = end
        if end == len(before) or not new or new.endswith(b"\n"):
            return _Block(first, last, tuple(_lines(bytes(new))))


def _trimmed(block: _Block, old: Sequence[bytes]) -> _Block:
    """Leave out lines at either end that stay as they were."""
    first, last, new = block.first, block.last, block.lines
    shared = min(last - first, len(new))
    head = 0
    while head < shared and old[first + head] == new[head]:
        head += 1
    tail = 0
    while tail < shared - head and old[last - 1 - tail] == new[-1 - tail]:
        tail += 1
    return _Block(first + head, last - tail, new[head : len(new) - tail])


def _hunks(old: Sequence[bytes], blocks: Sequence[_Block]) -> Iterator[bytes]:
    grown = 0
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.first - hunk[-1].last > 2 * CONTEXT:
            yield from _hunk(old, hunk, grown)
            grown += _growth(hunk)
            hunk = []
        hunk.append(block)
    yield from _hunk(old, hunk, grown)


def _hunk(
    old: Sequence[bytes], blocks: Sequence[_Block], grown: int
) -> Iterator[bytes]:
    start = max(0, blocks[0].first - CONTEXT)
    end = min(len(old), blocks[-1].last + CONTEXT)
    size = end - start
    new = _range(start + grown, size + _growth(blocks))
    yield f"@@ -{_range(start, size)} +{new} @@\n".encode()
    position = start
    for block in blocks:
        yield from _marked(b" ", old[position : block.first])
        yield from _marked(b"-", old[block.first : block.last])
        yield from _marked(b"+", block.lines)
        position = block.last
    yield from _marked(b" ", old[position:end])


def _growth(blocks: Sequence[_Block]) -> int:
    return sum(len(block.lines) - (block.last - block.first) for block in blocks)


def _range(start: int, size: int) -> str:
    """Name lines as diff does: an empty range by the line before it.

    >>> _range(4, 1), _range(4, 2), _range(0, 0)
    ('5', '5,2', '0,0')
    """
    first = start + 1 if size else start
    return f"{first}" if size == 1 else f"{first},{size}"


def _marked(mark: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line
        if not line.endswith(b"\n"):
            yield _NO_NEWLINE


def _head(path: PurePath) -> Iterator[bytes]:
    name = os.fsencode(path.as_posix()).lstrip(b"/")
    old, new = _quoted(b"a/" + name), _quoted(b"b/" + name)
    # Without the tab a name would end at its first space.
    tab = b"\t" if b" " in name else b""
    yield b"diff --git " + old + b" " + new + b"\n"
    yield b"--- " + old + tab + b"\n"
    yield b"+++ " + new + tab + b"\n"


def _quoted(name: bytes) -> bytes:
    r"""Write a name as git does.

    >>> print(_quoted(b"a/b c").decode(), _quoted('a/é"'.encode()).decode())
    a/b c "a/\303\251\""
    """
    letters = [_escaped(byte) for byte in name]
    return b'"%b"' % b"".join(letters) if b"".join(letters) != name else name


def _escaped(byte: int) -> bytes:
    if byte in _ESCAPES:
        return b"\\%c" % _ESCAPES[byte]
    return b"%c" % byte if 0x20 <= byte < 0x7F else b"\\%03o" % byte
