"""Kind ``sentences``: a sentence or a line that comes again.

Keys: ``words``, how many words it has at least (4); ``place``: ``"next"`` for
a sentence that follows itself in its line, ``"next-line"`` for a line that follows
itself, ``"anywhere"`` for a sentence that returns in the document.

``times`` and ``share`` go with ``"anywhere"``: it returns ``times`` times (5) and
makes up one in ``share`` sentences (200) at least, and shares its line with ever
other ones, as fixed boilerplate does not. It is reported once, where it stands
first; other places are told with it, ``{count}`` says how many there are in all.

A sentence ends with ``.``, ``!`` or ``?`` and a space, or with its line. Two are the
same when their words are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, pairwise
from typing import TYPE_CHECKING

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
)
from linter.kinds.units import (
    Unit,
    opening,
    times_of,
    unit_at,
    units_in,
    units_of,
)
from linter.kinds.words import (
    LINE,
    STOP,
    WordList,
    WordTable,
    starts_in,
    starts_near,
)
from linter.model import Document, Related, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    from linter.kinds.words import Numbers

PLACES = ("next", "next-line", "anywhere")
# Near enough where a sentence ends, to count them fast.
BREAKS = (". ", "! ", "? ", "\n")
# What stands in a line with this many others is no fixed boilerplate.
DIFFERENT = 4
NEAR = 24
# By so many words it is told quickly that two sentences are not the same.
OPENING = 3
MOST_RELATED = 10


class Again(Noun):
    """What comes again: of how many words, where, and how often."""

    words: int
    place: str
    times: int = 2
    share: int = 0
    anchors: tuple[Anchor, ...] = ()

    @property
    def _ends(self) -> tuple[int, ...]:
        """The gaps that end a unit."""
        return (LINE,) if self.place == "next-line" else (STOP, LINE)

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the bytes of ``buffer`` at which a unit starts that comes again."""
        return starts_in(buffer, self._in_table)

    def _in_list(self, listed: WordList) -> list[int]:
        """Return the first words of all units that may come again."""
        units = units_in(listed, self._ends)
        worded = [tuple(listed.words[first:behind]) for first, behind in units]
        if self.place == "anywhere":
            counts = Counter(words for words in worded if len(words) >= self.words)
            often = {words for words, count in counts.items() if count >= self.times}
            return [
                unit[0]
                for unit, words in zip(units, worded, strict=True)
                if words in often
            ]
        return [
            unit[0]
            for unit, (words, following) in zip(units, pairwise(worded), strict=False)
            if words == following and len(words) >= self.words
        ]

    def _in_table(self, table: WordTable) -> Numbers:
        """Return the first words of all units that may come again."""
        import numpy as np

        firsts, lengths, keys = units_of(table, self._ends)
        if self.place == "anywhere":
            again = (times_of(keys) >= self.times) & (lengths >= self.words)
        else:
            again = np.zeros(len(firsts), bool)
            again[:-1] = (keys[1:] == keys[:-1]) & (lengths[1:] >= self.words)
        at: Numbers = firsts[again]
        return at

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield what comes again, in text order."""
        text = document.text
        starts = [*starts_near(text, regions, self._in_list)]
        if self.place == "anywhere":
            often = self._often_opening(text, starts)
            yield from self._returning(text, [*self._long(text, often)])
        else:
            yield from self._doubled(text, [*self._long(text, starts)])

    def _often_opening(self, text: str, starts: Sequence[int]) -> Iterator[int]:
        """Yield the starts whose first words come often enough in this document.

        What was found comes again in the batch. Most of it does so in other documents,
        and need not be read to its end.
        """
        if len(starts) >= self.times:
            openings = [opening(text, at, min(OPENING, self.words)) for at in starts]
            counts = Counter(openings)
            often = [counts[one] >= self.times for one in openings]
            yield from compress(starts, often)

    def _long(self, text: str, starts: Iterable[int]) -> Iterator[Unit]:
        """Yield the units that are long enough; the words of equal ones are shared."""
        met: dict[tuple[str, ...], tuple[str, ...]] = {}
        for at in starts:
            unit = unit_at(text, at, self._ends)
            if unit.stops and len(unit.words) >= self.words:
                yield unit._replace(words=met.setdefault(unit.words, unit.words))

    def _doubled(self, text: str, units: Sequence[Unit]) -> Iterator[Match]:
        gap = LINE if self.place == "next-line" else STOP
        cursor = 0
        for one in units:
            if one.span.start < cursor or one.gap != gap:
                continue
            other = unit_at(text, one.next, self._ends)
            if other.words == one.words and other.stops:
                cursor = other.span.end
                groups = {"first": one.span, "again": Span(one.span.end, cursor)}
                yield Match(Span(one.span.start, cursor), groups)

    def _returning(self, text: str, units: Sequence[Unit]) -> Iterator[Match]:
        places: dict[tuple[str, ...], list[Unit]] = {}
        for unit in units:
            places.setdefault(unit.words, []).append(unit)
        often = [same for same in places.values() if len(same) >= self.times]
        total = sum(map(text.count, BREAKS)) if often else 0
        for same in often:
            if len(same) * self.share >= total and _varied(text, same):
                others = same[1 : MOST_RELATED + 1]
                yield Match(
                    same[0].span,
                    values={"count": str(len(same))},
                    related=tuple(Related("again", one.span) for one in others),
                )


def _varied(text: str, same: Sequence[Unit]) -> bool:
    """Whether it stands beside ever other text, and shares its line with it."""
    inside = [one for one in same if one.gap == STOP or _in_line(text, one)]
    before = {text[max(0, one.span.start - NEAR) : one.span.start] for one in inside}
    after = {text[one.next : one.next + NEAR].partition("\n")[0] for one in inside}
    return min(len(before), len(after)) >= DIFFERENT


def _in_line(text: str, one: Unit) -> bool:
    """Whether a sentence stands before it in its line."""
    return text[one.span.start - 1 : one.span.start] == " "


def build(table: Table, lexicon: OpenLexicon) -> Again:
    """Return the matcher that ``table`` describes."""
    check_keys(table, ("kind", "words", "place", "times", "share"))
    place = text_of(table, "place")
    if place not in PLACES:
        raise TableError("place", f"{place!r} is not one of {', '.join(PLACES)}")
    words = _number(table, "words", 4)
    if place == "anywhere":
        return Again(
            words, place, _number(table, "times", 5), _number(table, "share", 200)
        )
    for key in ("times", "share"):
        if key in table:
            raise TableError(key, "goes with place 'anywhere' only")
    return Again(words, place)


def _number(table: Table, key: str, default: int) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or value < 1:
        raise TableError(key, "must be a number, 1 or more")
    return value
