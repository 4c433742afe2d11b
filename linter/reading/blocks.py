"""Files in blocks of bytes: what came of a block is known when it comes again.

A file is one block; one of JSON Lines, which may be large, is cut.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from linter.reading.compressed import opened, packed_by, reason
from linter.reading.encodings import BINARY_HEAD, detect, is_binary
from linter.reading.limits import CUT_FILE, CUT_LINE, text_bytes, too_large
from linter.reading.units import (
    ByteRange,
    Failure,
    Item,
    ReadOptions,
    holds_records,
    units_of,
    unreadable,
)


class Block(NamedTuple):
    """Bytes that are read on their own: a file, or lines of JSON Lines.

    ``first_line`` is the number of the first of the lines, 0 for a whole file;
    ``bom`` is the mark that the first of a file's lines begins with.
    """

    path: PurePath
    data: bytes
    first_line: int = 0
    encoding: str = ""
    bom: bytes = b""

    def units(self, options: ReadOptions) -> Iterator[Item]:
        """Yield what the block holds."""
        if not self.first_line:
            return units_of(self.data, self.path, options)
        from linter.reading.jsonl import Line, records_of

        lines = (
            Line(number, line, self.encoding, self.bom if number == 1 else b"")
            for number, line in enumerate(io.BytesIO(self.data), self.first_line)
        )
        return records_of(lines, self.path, options)


def read_blocks(
    path: Path, options: ReadOptions, byte_range: ByteRange | None = None
) -> Iterator[Block | Failure]:
    """Yield the blocks of a file, or of some of its lines, in order."""
    try:
        with path.open("rb") as stream:
            yield from _blocks(stream, path, options, byte_range)
    except OSError as error:
        yield unreadable(path, error)


def _blocks(
    stream: BinaryIO, path: Path, options: ReadOptions, byte_range: ByteRange | None
) -> Iterator[Block | Failure]:
    head = stream.read(BINARY_HEAD)
    begins = byte_range is None or byte_range.start == 0
    packer = packed_by(head)
    if packer and options.unpack:
        inside = opened(stream, packer, path if byte_range else None)
        if inside:
            once = options._replace(unpack=False)
            yield from _blocks(inside, path, once, byte_range)
        elif begins:
            yield Failure(path, None, reason(packer, path, wanted=True))
        return
    if packer or is_binary(head, options.encoding):
        # Its head says so, whatever follows.
        if begins:
            yield Block(path, head)
        return
    bom, encoding = detect(head, options.encoding)
    stream.seek(0)
    if holds_records(path):
        from linter.reading.cutting import blocks
        from linter.reading.jsonl import decodes_whole

        if not decodes_whole(encoding):
            lines = byte_range or ByteRange(0, sys.maxsize, 1)
            for first_line, data in blocks(stream, lines):
                mark = bom if first_line == 1 else b""
                if data is None:
                    yield Failure(path, first_line, too_large(CUT_LINE))
                else:
                    yield Block(path, data, first_line, encoding, mark)
            return
    if begins:
        yield _whole(stream, path)


def _whole(stream: BinaryIO, path: Path) -> Block | Failure:
    data = text_bytes(stream)
    if data is None:
        return Failure(path, None, too_large(CUT_FILE))
    return Block(path, data)
