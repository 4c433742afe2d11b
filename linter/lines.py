r"""Offsets to lines and columns.

Lines and columns count from 1, and ends are exclusive. Only ``\n``, ``\r\n``
and ``\r`` end a line: a form feed or U+2028 does not, as no editor a user would
look the place up in counts it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import islice
from typing import NamedTuple

from linter.lazy import pattern
from linter.model import Span

BREAK = pattern(r"\r\n?|\n")
# Of a single character, the search takes a tenth of the time.
NEWLINE = pattern(r"\n")
# Lines are found so many at a time: one by one takes three times as long.
AT_ONCE = 100


# A named tuple, as others that every run needs: a dataclass takes ten times as
# long to make, and a run on one short file has no time for it.
class Region(NamedTuple):
    """A stretch of a document, from one line and column up to another."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of a text, found as far as they are asked for, each once."""

    def __init__(self, text: str) -> None:
        self.text = text
        # As numbers of four bytes: a text can be ten million empty lines.
        self._starts, self._ends = array("I", [0]), array("I")
        self._breaks = (BREAK if "\r" in text else NEWLINE).finditer(text)
        # The last offset that was counted in bytes, its line's start, the bytes.
        self._counted = (0, 0, 0)

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return the line and the column of an offset.

        >>> Lines("ab\r\ncd").position(5)
        (2, 2)
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is not in 0..{len(self.text)}")
        while self._starts[-1] <= offset and self._more_lines():
            pass
        number = bisect_right(self._starts, offset)
        return number, offset - self._starts[number - 1] + 1

    def region(self, span: Span) -> Region:
        """Return where a span is, columns in code points."""
        line, column = self.position(span.start)
        if line < len(self._starts) and span.end < self._starts[line]:
            return Region(line, column, line, column + span.end - span.start)
        return Region(line, column, *self.position(span.end))

    def byte_region(self, span: Span, at: Region) -> Region:
        """Return the region of a span with columns in bytes of UTF-8.

        >>> lines, span = Lines("né?"), Span(2, 3)
        >>> lines.byte_region(span, lines.region(span))
        Region(line=1, column=4, end_line=1, end_column=5)
        """
        if self.text.isascii():
            return at
        start = self._byte_column(span.start, at.column)
        end = self._byte_column(span.end, at.end_column)
        return Region(at.line, start, at.end_line, end)

    def line_text(self, number: int) -> str:
        r"""Return a line without its line break.

        >>> Lines("ab\r\ncd").line_text(1)
        'ab'
        """
        while len(self._ends) < number and self._more_lines():
            pass
        if not 1 <= number <= len(self._starts):
            raise ValueError(f"line {number} is not in 1..{len(self._starts)}")
        end = self._ends[number - 1] if number <= len(self._ends) else None
        return self.text[self._starts[number - 1] : end]

    def _byte_column(self, offset: int, column: int) -> int:
        """Return the column in bytes of an offset whose column is known.

        A text can be one line of megabytes: bytes are counted on from the last
        offset, not from the start of the line each time.
        """
        start = offset - column + 1
        known, line_start, count = self._counted
        if line_start != start:
            known, count = start, 0
        if known <= offset:
            count += _size(self.text[known:offset])
        else:
            count -= _size(self.text[offset:known])
        self._counted = (offset, start, count)
        return count + 1

    def _more_lines(self) -> bool:
        breaks = [found.span() for found in islice(self._breaks, AT_ONCE)]
        self._ends.extend([start for start, _ in breaks])
        self._starts.extend([end for _, end in breaks])
        return bool(breaks)


def line_end(text: str, start: int, end: int) -> int:
    r"""Return where the line ends that ``start`` is on, or ``end`` if that is before.

    >>> line_end("one\r\ntwo", 1, 8), line_end("one\r\ntwo", 6, 7)
    (3, 7)
    """
    for mark in "\n\r":
        at = text.find(mark, start, end)
        if at >= 0:
            end = at
    return end


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
