"""JSON Lines files are cut into ranges and blocks of whole lines.

The lines themselves say where: a record that is put in changes its own block,
and what was cut behind it stays what it was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from linter.reading.compressed import opened, packed_by
from linter.reading.encodings import BINARY_HEAD, MARK_SIZE, detect
from linter.reading.jsonl import decodes_whole
from linter.reading.limits import MOST_BYTES, PIECE
from linter.reading.units import (
    DEFAULTS,
    ByteRange,
    ReadOptions,
    holds_records,
)

# About the bytes of a block: smaller ones cost more to look up, larger ones more
# to check again when one of their lines has changed.
BLOCK_BYTES = 1 << 16
# Lines that are all alike would never end one.
MOST_BLOCK_BYTES = 4 * BLOCK_BYTES
# A range of so many ends where a block does.
BLOCKS_A_RANGE = 16


def plan_ranges(
    path: Path, size: int, options: ReadOptions = DEFAULTS
) -> Iterator[ByteRange]:
    """Cut a JSON Lines file into ranges of about ``size`` bytes, in order.

    Any other file, and one that must be decoded whole, is one range. Each is known
    when it is asked for: the file may be large. Of a compressed file they are ranges
    of what is in it; where it is damaged, the last one goes beyond.
    """
    with path.open("rb") as stream:
        packer = packed_by(stream.read(BINARY_HEAD))
        total = stream.seek(0, 2)
        stream.seek(0)
        inside = opened(stream, packer) if packer and options.unpack else None
        if inside:
            whole = ByteRange(0, sys.maxsize, 1)
            yield from _cut(inside, path, size, options) or [whole]
        elif packer or total <= size:
            yield ByteRange(0, total, 1)
        else:
            yield from _cut(stream, path, size, options) or [ByteRange(0, total, 1)]


def _cut(
    stream: BinaryIO, path: Path, size: int, options: ReadOptions
) -> Iterator[ByteRange] | None:
    """Return the ranges of a file, or ``None`` if it has but one."""
    try:
        _, encoding = detect(stream.read(MARK_SIZE), options.encoding)
        stream.seek(0)
    except OSError:
        return None
    if decodes_whole(encoding) or not holds_records(path):
        return None
    return _ranges(stream, size)


def _ranges(stream: BinaryIO, size: int) -> Iterator[ByteRange]:
    start, line = 0, 1
    try:
        while block := stream.read(size):
            end = start + len(block)
            lines = block.count(b"\n")
            # The rest of the line that was cut, and of its block.
            while rest := stream.readline(PIECE):
                end += len(rest)
                lines += rest.count(b"\n")
                far = end - start >= 2 * size
                ended = rest.endswith(b"\n")
                if ended and (far or ends_block(rest, max(1, size // BLOCKS_A_RANGE))):
                    break
            yield ByteRange(start, end, line)
            start, line = end, line + lines
    except OSError:
        # Who reads this range will be told.
        yield ByteRange(start, sys.maxsize, line)


def blocks(stream: BinaryIO, lines: ByteRange) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number of the first line and the bytes of each block.

    A line that is too large for a text is a block of its own, without its bytes.
    """
    stream.seek(lines.start)
    gathered: list[bytes] = []
    number, left, size = lines.first_line, lines.end - lines.start, 0
    while left > 0:
        try:
            line = stream.readline(MOST_BYTES + 1)
        except OSError:
            if gathered:
                yield number, b"".join(gathered)
            raise
        if not line:
            break
        left -= len(line)
        large = len(line) > MOST_BYTES
        if large:
            left -= _skipped(stream, line)
        else:
            gathered.append(line)
            size += len(line)
        if large or size >= MOST_BLOCK_BYTES or ends_block(line, BLOCK_BYTES):
            if gathered:
                yield number, b"".join(gathered)
            number += len(gathered)
            gathered, size = [], 0
        if large:
            yield number, None
            number += 1
    if gathered:
        yield number, b"".join(gathered)


def _skipped(stream: BinaryIO, line: bytes) -> int:
    """Go past the rest of a line; return how many bytes that is."""
    count = 0
    while not line.endswith(b"\n") and (line := stream.readline(PIECE)):
        count += len(line)
    return count


def ends_block(line: bytes, size: int) -> bool:
    """Whether a line is the last of its block, where blocks have about ``size``.

    The line alone decides; the longer it is, the more likely.
    """
    return crc32(line) < (len(line) << 32) // size
