"""How large a text may be, and what is said of a larger one."""

from __future__ import annotations

from typing import BinaryIO

# The largest text that is checked; up to thirty times its size is in memory then.
MOST_BYTES = 10 << 20
CUT_FILE = "cut it into files, or write it as JSON Lines"
CUT_LINE = "cut the record in two"
# What is read of something larger at a time.
PIECE = 1 << 20
# Most texts are smaller: no room is asked for that they would not need.
_SMALL = 1 << 14


def text_bytes(stream: BinaryIO) -> bytes | None:
    """Return what a stream holds from here on, or ``None`` if that is too much."""
    data = stream.read(_SMALL)
    if len(data) == _SMALL:
        data += stream.read(MOST_BYTES + 1 - _SMALL)
    return data if len(data) <= MOST_BYTES else None


def too_large(way_out: str) -> str:
    """Say what is wrong with a large text, and the way out."""
    most = f"{MOST_BYTES >> 20} MB"
    return f"larger than {most}, the most that one text may have; {way_out}"
