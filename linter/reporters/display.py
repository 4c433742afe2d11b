r"""Text on a terminal: what can be seen of it, and how wide both are.

Text from a corpus can hold anything: escape sequences that drive a terminal,
marks that reverse its direction, characters without any shape. What would do
harm is shown as an escape (``\x1b``), and what cannot be seen is shown where
it is what a finding is about.
"""

from __future__ import annotations

import os
import sys
from typing import IO, TypeAlias
from unicodedata import category, east_asian_width

# What is shown for one character, and how many columns it takes.
Cell: TypeAlias = tuple[str, int]

TAB = 4
CUT = "…"
BREAK = "⏎"
BEFORE = 0.5  # share of the screen kept for what stands before a span

# These change the order of what stands around them, up to the end of the line.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HARMFUL = frozenset({"Cc", "Cs", "Zl", "Zp"})
FORMATTING = "Cf"
UNSEEN = frozenset({FORMATTING, "Zs"})  # shapeless, or like a space and not one
COMBINING = frozenset({"Mn", "Me"})


def width(char: str) -> int:
    r"""Return how many columns a character takes: 0, 1 or 2.

    >>> [width(char) for char in ("a", "\u0301", "文")]
    [1, 0, 2]
    """
    if char.isascii():
        return 1
    if category(char) in COMBINING or category(char) == FORMATTING:
        return 0
    if "\u1160" <= char <= "\u11ff":  # the vowels and finals of a Hangul syllable
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def printable(text: str, *, every: bool = False) -> str:
    r"""Return text with what would harm a terminal shown as escapes.

    With ``every`` set, characters that cannot be seen are shown as well.

    >>> print(printable("a\x1b[1mb"))
    a\x1b[1mb
    """
    if text.isprintable():
        return text
    return "".join(_shown(char, every) for char in text)


def one_line(text: str) -> str:
    """Return text on one line, with everything in it visible."""
    return printable(text.replace("\r\n", BREAK).replace("\n", BREAK), every=True)


def _shown(char: str, every: bool) -> str:
    kind = category(char)
    harmful = kind in HARMFUL or char in TURNING
    if harmful or (every and kind in UNSEEN and char != " "):
        return char.encode("unicode_escape").decode("ascii")
    return char


def underlined(
    text: str, start: int, end: int, columns: int, cuts: tuple[bool, bool]
) -> tuple[str, str]:
    """Return a line that fits the screen, and carets under a stretch of it.

    ``cuts`` tells whether the text is already cut off before and after.

    >>> print(*underlined("one two", 4, 7, 80, (False, False)), sep="|")
    one two|    ^^^
    """
    cells = _cells(text, start, end)
    while 0 < start < len(cells) and cells[start][1] == 0:
        start -= 1  # a mark is shown on the letter it stands on
    low, high = _window(cells, start, columns - 2 * len(CUT))
    head = CUT if cuts[0] or low else ""
    tail = CUT if cuts[1] or high < len(cells) else ""
    line = head + "".join(shown for shown, _ in cells[low:high]) + tail
    blank = len(head) + _total(cells[low:start])
    return line, " " * blank + "^" * max(1, _total(cells[start : min(end, high)]))


def _cells(text: str, start: int, end: int) -> list[Cell]:
    if text.isascii() and text.isprintable():
        return [(char, 1) for char in text]
    cells: list[Cell] = []
    column = 0
    for offset, char in enumerate(text):
        cells.append(_cell(char, column, start <= offset < end))
        column += cells[-1][1]
    return cells


def _cell(char: str, column: int, marked: bool) -> Cell:
    if char == "\t":
        blank = TAB - column % TAB
        return " " * blank, blank
    shown = char if char.isprintable() else _shown(char, marked)
    return shown, width(char) if shown == char else len(shown)


def _window(cells: list[Cell], at: int, columns: int) -> tuple[int, int]:
    """Return which cells to show so that ``at`` is among them."""
    low = _back(cells, at, int(columns * BEFORE))
    high = _on(cells, at, columns - _total(cells[low:at]))
    low = _back(cells, at, columns - _total(cells[at:high]))
    while 0 < low < at and cells[low][1] == 0:
        low += 1  # a mark whose letter is cut off
    return low, high


def _back(cells: list[Cell], at: int, columns: int) -> int:
    """Return the first cell of those before ``at`` that fit into ``columns``."""
    while at > 0 and cells[at - 1][1] <= columns:
        at -= 1
        columns -= cells[at][1]
    return at


def _on(cells: list[Cell], at: int, columns: int) -> int:
    """Return the end of the cells from ``at`` on that fit into ``columns``."""
    while at < len(cells) and cells[at][1] <= columns:
        columns -= cells[at][1]
        at += 1
    return at


def _total(cells: list[Cell]) -> int:
    return sum(columns for _, columns in cells)


def wants_colour(stream: IO[str]) -> bool:
    """Whether a person looks at ``stream`` on a terminal that shows colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def screen_width() -> int:
    """Return how many columns there are to write in."""
    if not sys.stdout.isatty():
        return 100
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns
