"""Kind ``pattern``: a regular expression, confirmed near each of its anchors.

Keys: ``regex`` (of the ``regex`` module); ``in`` and ``not-in``, tables from a
named group to a lexicon that its lower-cased text must or must not be in;
``anchor``, an expression to look for in place of the derived one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
)
from linter.kinds.compiling import compiled
from linter.lexicon import Lexicon
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    import regex

# Where case does not matter, `regex` takes these for i, s and k; to a scanner they are
# letters of their own, at twice the speed. So something like them is matched instead,
# but by an expression that names them.
ODD_LETTERS = {"\u0130": "\u0128", "\u017f": "\u0180", "\u212a": "\u2128"}
# A search goes over a window; one that takes so long would never end. One of so few
# steps is over within that time, whatever the text.
SEARCH_SECONDS = 5
FEW_STEPS = 20_000_000
# So many characters are looked through for each match: a region may be a whole text.
SHORT = 2048

# Where a match can start in a stretch of a text, its end included.
Starts: TypeAlias = Callable[[str, int, int], Iterator[int]]


class Pattern(Noun):
    """An expression with bounded repeats, and the word lists its groups must fit.

    With ``starts``, it matches nowhere else.
    """

    source: str
    within: tuple[tuple[str, Lexicon], ...] = ()
    outside: tuple[tuple[str, Lexicon], ...] = ()
    anchor: str | None = None
    known: tuple[Anchor, ...] = ()
    starts: Starts | None = None

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The derived anchors, or the rule's own."""
        if self.known:
            return self.known
        from linter.engine.anchors import anchor_of, derive
        from linter.engine.characters import ExpressionError
        from linter.engine.parsing import parse

        try:
            parsed = parse(self.source)
            if self.anchor:
                return (anchor_of(self.anchor, parsed),)
            return derive(parsed)
        except ExpressionError as error:
            raise TableError("regex", str(error)) from None

    def with_anchors(self, anchors: Sequence[Anchor]) -> Pattern:
        """Return the same pattern, spared from deriving its anchor."""
        return self._replace(known=tuple(anchors))

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The expression, ready to match."""
        first = self.anchors[0]
        try:
            ready = compiled(first.confirm, first.code)
        except ValueError as error:
            raise TableError("regex", str(error)) from None
        for key, pairs in (("in", self.within), ("not-in", self.outside)):
            for group, _ in pairs:
                if group not in ready.groupindex:
                    raise TableError(key, f"the expression has no group {group!r}")
        return ready

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield what matches and fits the lexicons."""
        text, first = self.readable(document.text), self.anchors[0]
        likely = [
            region
            for region in regions
            if may_hold(text[region.start : region.end + first.ahead], first.needs)
        ]
        if likely:
            for found in self._matches(text, likely):
                if self.fits(found):
                    yield Match(Span(*found.span()), groups_of(found))

    def _matches(
        self, text: str, regions: Sequence[Span]
    ) -> Iterator[regex.Match[str]]:
        if self.starts is None:
            return matches_in(self.compiled, text, regions, self.anchors[0])
        return matches_at(self.starts, self.compiled, text, regions, self.anchors[0])

    def readable(self, text: str) -> str:
        """Return a text in which no letter passes for one of ASCII; places stay."""
        if text.isascii():
            return text
        odd = "".join([one for one in self._odd if one in text])
        return _told_apart(text, odd) if odd else text

    @cached_property
    def _odd(self) -> str:
        named = self.source.lower()
        return "".join(
            odd
            for odd in ODD_LETTERS
            if odd not in self.source and f"\\u{ord(odd):04x}" not in named
        )

    def fits(self, found: regex.Match[str]) -> bool:
        """Whether the groups of ``found`` are in the lexicons they must be in."""
        return all(
            (found[group] or "").lower() in lexicon for group, lexicon in self.within
        ) and not any(
            (found[group] or "").lower() in lexicon for group, lexicon in self.outside
        )


def may_hold(text: str, needs: Iterable[Iterable[str]]) -> bool:
    """Whether ``text`` has one of each set of texts that are in small letters.

    >>> may_hold("It Seems to be", [("seems", "appears"), ("to be",)])
    True
    """
    return small_may_hold(text.lower(), needs)


def small_may_hold(low: str, needs: Iterable[Iterable[str]]) -> bool:
    """Do the same for a text that is in small letters already."""
    for alternatives in needs:
        for one in alternatives:
            if one in low:
                break
        else:
            return False
    return True


@lru_cache(maxsize=2)
def _told_apart(text: str, odd: str) -> str:
    """Put something like them in the place of odd letters.

    >>> _told_apart("\u0130zmir", "\u0130")
    'Ĩzmir'
    """
    for one in odd:
        text = text.replace(one, ODD_LETTERS[one])
    return text


def matches_in(
    compiled: regex.Pattern[str], text: str, regions: Sequence[Span], anchor: Anchor
) -> Iterator[regex.Match[str]]:
    """Yield the non-overlapping matches that start in ``regions``.

    They are the ones a pass over the whole text would give: a region holds all
    places where a match can start, and the ``anchor`` says how far behind it looks.
    The regions have what a match needs; behind a match, what is left of a short one
    is asked for it again.
    """
    cursor, needs = 0, anchor.needs
    for region in regions:
        start, end = max(region.start, cursor), region.end + anchor.ahead
        while start <= region.end:
            look = compiled.search if start < region.end else compiled.match
            found = _looked(look, text, start, end, anchor)
            if found is None or found.start() > region.end:
                break
            yield found
            start = cursor = max(found.end(), found.start() + 1)
            short = needs and start <= region.end and end - start <= SHORT
            if short and not may_hold(text[start:end], needs):
                break


def matches_at(
    starts: Starts,
    compiled: regex.Pattern[str],
    text: str,
    regions: Sequence[Span],
    anchor: Anchor,
) -> Iterator[regex.Match[str]]:
    """Yield the same as `matches_in` of an expression that matches at ``starts`` only.

    A search would try it at each character.
    """
    cursor = 0
    for region in regions:
        end = region.end + anchor.ahead
        for start in starts(text, region.start, region.end):
            if start < cursor:
                continue
            if found := _looked(compiled.match, text, start, end, anchor):
                yield found
                cursor = max(found.end(), start + 1)


def _looked(
    look: Callable[..., regex.Match[str] | None],
    text: str,
    start: int,
    end: int,
    anchor: Anchor,
) -> regex.Match[str] | None:
    """Search or match in a stretch, for `SEARCH_SECONDS` at most."""
    # To ask the clock takes longer than most searches.
    if 0 < anchor.steps * (end - start) < FEW_STEPS:
        return look(text, start, end)
    return look(text, start, end, timeout=SEARCH_SECONDS)


def groups_of(found: regex.Match[str]) -> Mapping[str, Span]:
    """Return where the named groups of ``found`` are."""
    return {
        name: Span(*found.span(name))
        for name in found.re.groupindex
        if found.start(name) >= 0
    }


def build(table: Table, lexicon: OpenLexicon) -> Pattern:
    """Return the pattern that ``table`` describes."""
    check_keys(table, ("kind", "regex", "anchor", "in", "not-in"))
    own = text_of(table, "anchor") if "anchor" in table else None
    return Pattern(
        text_of(table, "regex"),
        _lexicons(table, "in", lexicon),
        _lexicons(table, "not-in", lexicon),
        own,
    )


def _lexicons(
    table: Table, key: str, lexicon: OpenLexicon
) -> tuple[tuple[str, Lexicon], ...]:
    pairs = table.get(key, {})
    if not isinstance(pairs, dict) or not all(
        isinstance(v, str) for v in pairs.values()
    ):
        raise TableError(key, "must be a table of group = lexicon")
    return tuple((group, lexicon(name)) for group, name in pairs.items())
