r"""Kind ``sayings``: the wordings of one thing to say, each written as it is said.

Keys: ``any``, the wordings; ``words``, a table of parts that wordings call by name,
as ``<name>``; ``at``, where one starts: ``anywhere``, at a ``sentence``, a ``line`` or
the ``document``; ``end``, what has to follow. A wording is an expression in which case
does not matter, an apostrophe is a straight or a curly one, and ``…`` is up to 80
characters of the same sentence. No word is cut at either end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
    texts_of,
)
from linter.kinds.pattern import Pattern, Starts, small_may_hold
from linter.lazy import pattern
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    import regex

# Marks that a list, a heading or emphasis puts before a line.
MARGIN = r"[ \t>*_#–-]{0,6}[(\[]?[*_]{0,3}"
PLACES = {
    "anywhere": r"(?<!\w)",
    "sentence": rf"(?:(?:^|(?<=\n)){MARGIN}|(?<=[.!?:;,…\"”)\]*] )|(?<=[\"“(\[]))",
    "line": rf"(?:^|(?<=\n)){MARGIN}",
    "document": rf"\A\s{{0,4}}{MARGIN}",
}
MARK = pattern(r"[\n.!?:;,…\"“”()\[\]*]")
OPENING, CLOSING = frozenset('\n"“(['), frozenset('.!?:;,…"”)]*')
NAME = pattern(r"(?<!\?P)<(\w+)>")
DEEPEST = 4
# Classes and escapes mean what they mean to the expression.
SPECIAL = pattern(r"\[(?:\\.|[^\]\\])*\]|\\.|['’…]")
MEANING = {"'": "['’]", "’": "['’]", "…": r"[^\n.!?]{0,80}?"}


class Sayings(Noun):
    """One pattern a wording."""

    patterns: tuple[Pattern, ...]
    known: tuple[Anchor, ...] = ()

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The most telling part of each wording, in order."""
        if self.known:
            return self.known
        from linter.engine.anchors import core
        from linter.engine.characters import ExpressionError
        from linter.engine.parsing import parse

        try:
            parsed = [parse(one.source) for one in self.patterns]
            return tuple(anchor for one in parsed for anchor in core(one))
        except ExpressionError as error:
            raise TableError("any", str(error)) from None

    @cached_property
    def ready(self) -> tuple[Pattern, ...]:
        """The wordings, each with its anchors."""
        own: dict[str, list[Anchor]] = {}
        for anchor in self.anchors:
            own.setdefault(anchor.confirm, []).append(anchor)
        known = zip(self.patterns, own.values(), strict=True)
        return tuple(one.with_anchors(anchors) for one, anchors in known)

    @cached_property
    def compiled(self) -> tuple[regex.Pattern[str], ...]:
        """The wordings, ready to match."""
        return tuple(one.compiled for one in self.ready)

    def with_anchors(self, anchors: Sequence[Anchor]) -> Sayings:
        """Return the same wordings, spared from deriving their anchors."""
        return self._replace(known=tuple(anchors))

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield what is said, the first and longest where wordings overlap."""
        found = [one.find(document, at) for one, at in self._likely(document, regions)]
        end = 0
        for match in merge(*found, key=lambda m: (m.span.start, -m.span.end)):
            if match.span.start >= end:
                yield match
                end = match.span.end

    def _likely(
        self, document: Document, regions: Sequence[Span]
    ) -> Iterator[tuple[Pattern, list[Span]]]:
        """Yield the wordings whose words stand in some of ``regions``, and in which."""
        ahead, text = self._ahead, self.patterns[0].readable(document.text)
        windows = [
            (at, text[at.start : at.end + ahead].lower())
            for at in regions
            if self._has_start(text, at)
        ]
        for one in self.ready:
            needs = one.anchors[0].needs
            if likely := [at for at, low in windows if small_may_hold(low, needs)]:
                yield one, likely

    def _has_start(self, text: str, region: Span) -> bool:
        """Whether a wording can start in a stretch."""
        starts = self.patterns[0].starts
        return starts is None or any(
            True for _ in starts(text, region.start, region.end)
        )

    @cached_property
    def _ahead(self) -> int:
        return max(anchor.ahead for anchor in self.anchors)


def line_starts(text: str, start: int, end: int) -> Iterator[int]:
    r"""Yield where lines start in a stretch, its end included.

    >>> [*line_starts("a\nb\nc", 0, 4)], [*line_starts("a\nb\nc", 2, 3)]
    ([0, 2, 4], [2])
    """
    if start == 0:
        yield 0
    at = text.find("\n", max(0, start - 1), end)
    while at >= 0:
        yield at + 1
        at = text.find("\n", at + 1, end)


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences, or parts of them, may start in a stretch.

    >>> [*sentence_starts('So: "I" (we). He', 0, 16)]
    [0, 4, 5, 7, 8, 9, 14]
    """
    if start == 0:
        yield 0
    for mark in MARK.finditer(text, max(0, start - 2), end):
        at = mark.end()
        if mark[0] in OPENING and start <= at:
            yield at
        if mark[0] in CLOSING and text[at : at + 1] == " " and start <= at + 1 <= end:
            yield at + 1


STARTS: Mapping[str, Starts] = {
    "sentence": sentence_starts,
    "line": line_starts,
    "document": line_starts,
}


def spelled_out(wording: str, words: Mapping[str, str]) -> str:
    """Return the expression of a wording.

    >>> spelled_out("I <cannot> say", {"cannot": "can't|cannot"})
    "I (?:can['’]t|cannot) say"
    """
    for _ in range(DEEPEST):
        wording = NAME.sub(lambda name: f"(?:{_word(name[1], words)})", wording)
    return SPECIAL.sub(lambda found: MEANING.get(found[0], found[0]), wording)


def _named_words(table: Table) -> Mapping[str, str]:
    words = table.get("words", {})
    if not isinstance(words, dict) or not all(
        isinstance(word, str) for word in words.values()
    ):
        raise TableError("words", "must be a table of name = expression")
    return words


def _word(name: str, words: Mapping[str, str]) -> str:
    if name not in words:
        raise TableError("any", f"<{name}> is not in the table of words")
    return words[name]


def build(table: Table, lexicon: OpenLexicon) -> Sayings:
    """Return the wordings of ``table``."""
    check_keys(table, ("kind", "any", "words", "at", "end"))
    place = text_of(table, "at", "anywhere")
    if place not in PLACES:
        raise TableError("at", f"{place!r} is not one of {', '.join(PLACES)}")
    words = _named_words(table)
    wordings = texts_of(table, "any")
    if not wordings:
        raise TableError("any", "is missing")
    end = text_of(table, "end", "")
    return Sayings(
        tuple(
            Pattern(
                f"(?i){PLACES[place]}(?:{spelled_out(wording, words)})"
                rf"(?!(?<=\w)\w){spelled_out(end, words)}",
                starts=STARTS.get(place),
            )
            for wording in wordings
        )
    )
