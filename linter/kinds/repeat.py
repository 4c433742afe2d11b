"""Kind ``repeat``: an expression, tried where the same words stand twice.

Keys: ``words``, the fewest and the most words that are repeated ([1, 1] if not
given); ``times``, how often they stand there at least (2); ``commas``, whether a
comma may stand between any two words; ``joined``, words or marks that stand
between the two: ``"and"``, ``"of the"``, ``"/"``, ``" ("``, ``", "``. Without
``joined`` the words follow each other at once.

``regex`` is tried at each place where such words start, and decides; ``in`` and
``not-in`` are those of kind ``pattern``. Anchors cannot say "the same again", so
the words of a batch are compared here, all rules of the kind sharing one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    texts_of,
)
from linter.kinds.pattern import Pattern, groups_of
from linter.kinds.pattern import build as build_pattern
from linter.kinds.shapes import Joined, Run
from linter.kinds.words import GAPS, WORDS, starts_in, starts_near
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    import regex

MOST_WORDS = 12
SHAPE_KEYS = ("words", "times", "commas", "joined")
PATTERN_KEYS = ("kind", "regex", "in", "not-in")


class Repeated(Noun):
    """A shape of repetition, and the expression that decides."""

    shape: Run | Joined
    pattern: Pattern
    anchors: tuple[Anchor, ...] = ()

    @property
    def expressions(self) -> tuple[str, ...]:
        """What is to be compiled, for no anchor has it."""
        return (self.pattern.source,)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The expression, ready to match."""
        return self.pattern.compiled

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the bytes of ``buffer`` at which such words start."""
        return starts_in(buffer, self.shape.in_table)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield what matches where such words start, and fits the lexicons."""
        cursor = 0
        for start in starts_near(document.text, regions, self.shape.in_list):
            if start < cursor:
                continue
            found = self.compiled.match(document.text, start)
            if found and self.pattern.fits(found):
                cursor = max(found.end(), start + 1)
                yield Match(Span(*found.span()), groups_of(found))


def build(table: Table, lexicon: OpenLexicon) -> Repeated:
    """Return the matcher that ``table`` describes."""
    check_keys(table, PATTERN_KEYS + SHAPE_KEYS)
    pattern = build_pattern({k: table[k] for k in PATTERN_KEYS if k in table}, lexicon)
    known = Anchor("", 0, confirm=pattern.source)
    return Repeated(_shape(table), pattern._replace(known=(known,)))


def _shape(table: Table) -> Run | Joined:
    fewest, most = _words(table)
    times, commas = table.get("times", 2), table.get("commas", False)
    if not isinstance(times, int) or times < 2:
        raise TableError("times", "must be a number, 2 or more")
    if not isinstance(commas, bool):
        raise TableError("commas", "must be true or false")
    joined = texts_of(table, "joined")
    if not joined:
        return Run(fewest, most, times, commas)
    for joint in joined:
        if not WORDS.search(joint) and joint not in GAPS:
            marks = ", ".join(repr(gap) for gap in GAPS if gap.strip())
            raise TableError("joined", f"{joint!r} is neither words nor one of {marks}")
    for key in ("times", "commas"):
        if key in table:
            raise TableError(key, "goes without 'joined' only")
    return Joined(fewest, most, joined)


def _words(table: Table) -> tuple[int, int]:
    value = table.get("words", [1, 1])
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(number, int) for number in value)
        or not 1 <= value[0] <= value[1] <= MOST_WORDS
    ):
        raise TableError("words", f"must be two numbers from 1 to {MOST_WORDS}")
    return value[0], value[1]
