r"""Offsets to lines and columns.

Lines and columns count from 1, and ends are exclusive. Only ``\n``, ``\r\n``
and ``\r`` end a line: a form feed or U+2028 does not, as no editor a user would
look the place up in counts it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from linter.model import Span

BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a document, from one line and column up to another."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of a text, found as far as they are asked for, each once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []
        self._breaks = BREAK.finditer(text)
        # The last offset that was counted in bytes, its line's start, the bytes.
        self._counted = (0, 0, 0)

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return the line and the column of an offset.

        >>> Lines("ab\r\ncd").position(5)
        (2, 2)
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is not in 0..{len(self.text)}")
        while self._starts[-1] <= offset and self._next_line():
            pass
        number = bisect_right(self._starts, offset)
        return number, offset - self._starts[number - 1] + 1

    def byte_position(self, offset: int) -> tuple[int, int]:
        """Return the line of an offset, and the column in bytes of UTF-8.

        >>> Lines("né?").byte_position(2)
        (1, 4)
        """
        line, column = self.position(offset)
        if self.text.isascii():
            return line, column
        return line, self._bytes_before(offset, offset - column + 1) + 1

    def region(self, span: Span) -> Region:
        """Return where a span is, columns in code points."""
        return Region(*self.position(span.start), *self.position(span.end))

    def byte_region(self, span: Span) -> Region:
        """Return where a span is, columns in bytes of UTF-8."""
        return Region(*self.byte_position(span.start), *self.byte_position(span.end))

    def line_text(self, number: int) -> str:
        r"""Return a line without its line break.

        >>> Lines("ab\r\ncd").line_text(1)
        'ab'
        """
        while len(self._ends) < number and self._next_line():
            pass
        if not 1 <= number <= len(self._starts):
            raise ValueError(f"line {number} is not in 1..{len(self._starts)}")
        end = self._ends[number - 1] if number <= len(self._ends) else None
        return self.text[self._starts[number - 1] : end]

    def _bytes_before(self, offset: int, start: int) -> int:
        """Count the bytes from the start of a line.

        A text can be one line of megabytes: it is counted on from the last
        offset, not from the start each time.
        """
        known, line_start, count = self._counted
        if line_start != start:
            known, count = start, 0
        if known <= offset:
            count += _size(self.text[known:offset])
        else:
            count -= _size(self.text[offset:known])
        self._counted = (offset, start, count)
        return count

    def _next_line(self) -> bool:
        found = next(self._breaks, None)
        if found is None:
            return False
        self._ends.append(found.start())
        self._starts.append(found.end())
        return True


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
