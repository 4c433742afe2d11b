"""Two versions of a JSON Lines file: which records are in one of them only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from linter.reading.compressed import packed_by
from linter.reading.encodings import BINARY_HEAD, detect
from linter.reading.jsonl import decodes_whole
from linter.reading.units import ByteRange


def differing(
    before: bytes, after: BinaryIO, told: str | None = None
) -> tuple[bytes, tuple[ByteRange, ...]] | None:
    r"""Return the old lines that are gone, and where the new ones are.

    A line counts as often as it is there; where it stands does not count.
    ``None`` where the lines are known only when it is decoded or unpacked.

    >>> from io import BytesIO
    >>> differing(b"1\n2\n", BytesIO(b"2\n3\n4\n"))
    (b'1\n', (ByteRange(start=2, end=6, first_line=2),))
    """
    for head in (before[:BINARY_HEAD], after.read(BINARY_HEAD)):
        bom, encoding = detect(head, told)
        if bom or decodes_whole(encoding) or packed_by(head):
            return None
    after.seek(0)
    old = before.split(b"\n")
    left = Counter(map(_key, old))
    ranges = tuple(_joined(_new(after, left)))
    gone = [line for line in old if _take(left, line)]
    return b"".join(line + b"\n" for line in gone if line.strip()), ranges


def _new(stream: BinaryIO, left: Counter[int]) -> Iterator[ByteRange]:
    at = 0
    for number, line in enumerate(stream, 1):
        if not _take(left, line):
            yield ByteRange(at, at + len(line), number)
        at += len(line)


def _take(left: Counter[int], line: bytes) -> bool:
    key = _key(line)
    if left.get(key, 0) <= 0:
        return False
    left[key] -= 1
    return True


def _key(line: bytes) -> int:
    # A file of a million records is told by 64 bits a line, not by its content.
    return hash(line.rstrip(b"\r\n"))


def _joined(ranges: Iterable[ByteRange]) -> Iterator[ByteRange]:
    """Join the ranges that touch each other."""
    last: ByteRange | None = None
    for one in ranges:
        if last and last.end == one.start:
            last = ByteRange(last.start, one.end, last.first_line)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
