"""The one place that chooses what scans text for anchors.

Hyperscan finds all anchors in one pass; where it has no wheel, RE2 does the
same with a set and a second look. Both say where an anchor occurs; neither
decides what is a match.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from linter.kinds import Anchor

Hit = tuple[int, int, int]

# So many hits take 30 megabytes: where there are more, neighbours are joined.
MOST_HITS = 250_000
# What lies so near is looked at together, but no more than so many bytes: a search in
# them must not take long.
NEAR, LONGEST = 64, 1 << 12


class UnfitAnchor(ValueError):  # noqa: N818 (what it is, not that it went wrong)
    """An anchor that the engine does not take: its number, and what is wrong."""

    def __init__(self, index: int, problem: str) -> None:
        super().__init__(problem)
        self.index = index


class Scanner(Protocol):
    """Finds anchors in UTF-8."""

    def scan(self, buffer: bytes) -> list[Hit]:
        """Return (anchor, from, to) in bytes, ``to`` ascending for each anchor.

        Where the engine does not know where an occurrence starts, ``from`` is
        its end: the reach of an anchor covers its own length.
        """

    def dump(self) -> Sequence[bytes]:
        """Return what `load_scanner` needs to make this scanner again."""


def engine_name() -> str:
    """Return the name and version of the engine that is used here."""
    try:
        import hyperscan
    except ImportError:
        return "re2"
    return f"hyperscan-{hyperscan.__version__}"  # type: ignore[attr-defined]


def build_scanner(anchors: Sequence[Anchor], engine: str | None = None) -> Scanner:
    """Compile ``anchors`` for the engine that is installed, or the one named.

    Raises `UnfitAnchor` for the first one that the engine does not take.
    """
    make: Callable[[Sequence[Anchor]], Scanner] = HyperscanScanner.compiled
    if not (engine or engine_name()).startswith("hyperscan"):
        make = Re2Scanner
    try:
        return make(anchors)
    except Exception as error:
        # The engines share no error, and tell of all expressions at once.
        for index, anchor in enumerate(anchors) if len(anchors) > 1 else ():
            try:
                make([anchor])
            except Exception as own:
                raise UnfitAnchor(index, str(own).strip()) from None
        raise UnfitAnchor(0, str(error).strip()) from None


def load_scanner(anchors: Sequence[Anchor], dumped: Sequence[bytes]) -> Scanner:
    """Make a scanner out of what `Scanner.dump` gave, or compile it anew."""
    if not engine_name().startswith("hyperscan"):
        return Re2Scanner(anchors)
    return HyperscanScanner.loaded(anchors, dumped)


class HyperscanScanner:
    """Two databases, expressions and plain texts, neither asked for starts."""

    def __init__(self, databases: list[Any], anchors: Sequence[Anchor]) -> None:
        import hyperscan

        self._databases = databases
        self._anchors = anchors
        for database in databases:
            database.scratch = hyperscan.Scratch(database)

    @classmethod
    def compiled(cls, anchors: Sequence[Anchor]) -> HyperscanScanner:
        """Compile the databases; a bad expression is the caller's mistake."""
        import hyperscan

        databases = []
        for literal in (False, True):
            chosen = [(i, a) for i, a in enumerate(anchors) if a.literal is literal]
            if not chosen:
                continue
            database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
            flag = hyperscan.HS_FLAG_CASELESS if literal else hyperscan.HS_FLAG_UTF8
            database.compile(
                expressions=[anchor.expression.encode() for _, anchor in chosen],
                ids=[index for index, _ in chosen],
                flags=[flag] * len(chosen),
                elements=len(chosen),
                literal=literal,
            )
            databases.append(database)
        return cls(databases, anchors)

    @classmethod
    def loaded(
        cls, anchors: Sequence[Anchor], dumped: Sequence[bytes]
    ) -> HyperscanScanner:
        """Load dumped databases; those of another version or machine are rebuilt."""
        import hyperscan

        try:
            return cls(
                [
                    hyperscan.loadb(blob, mode=hyperscan.HS_MODE_BLOCK)
                    for blob in dumped
                ],
                anchors,
            )
        except hyperscan.error:
            return cls.compiled(anchors)

    def dump(self) -> list[bytes]:
        """Return the databases."""
        import hyperscan

        return [hyperscan.dumpb(database) for database in self._databases]

    def scan(self, buffer: bytes) -> list[Hit]:
        """Return the hits of both databases.

        Where a text is full of them, what one of them tells may be from the end of
        an occurrence up to that of a later one.
        """
        hits: list[Hit] = []
        add, most = hits.append, MOST_HITS

        def on_match(anchor: int, start: int, end: int, flags: int, _: object) -> None:
            nonlocal most
            add((anchor, end, end))
            if len(hits) >= most:
                hits[:] = _joined(hits, self._anchors)
                most = MOST_HITS + len(hits)

        for database in self._databases:
            database.scan(buffer, match_event_handler=on_match)
        return hits


def _joined(hits: Sequence[Hit], anchors: Sequence[Anchor]) -> list[Hit]:
    """Return hits with those of an anchor as one that are near each other.

    >>> _joined([(0, 5, 5), (0, 29, 29), (0, 99, 99)], [Anchor("x", 4)])
    [(0, 5, 29), (0, 99, 99)]
    """
    joined: list[Hit] = []
    last: dict[int, int] = {}
    for number, start, end in hits:
        at = last.get(number)
        if at is not None:
            _, first, before = joined[at]
            near = max(NEAR, anchors[number].reach)
            if start - before <= near and end - first <= LONGEST:
                joined[at] = (number, first, end)
                continue
        last[number] = len(joined)
        joined.append((number, start, end))
    return joined


class Re2Scanner:
    """One set says which anchors occur at all; each of those is then located."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        import re2

        self._anchors = anchors
        self._options = re2.Options()
        self._options.never_nl = False
        self._options.max_mem = 256 << 20
        self._expressions = [
            f"(?i){re2.escape(a.expression)}" if a.literal else a.expression
            for a in anchors
        ]
        self._set = re2.Set.SearchSet(self._options)
        for expression in self._expressions:
            self._set.Add(expression)
        if self._expressions:
            self._set.Compile()
        self._located: dict[int, Any] = {}

    def dump(self) -> list[bytes]:
        """Return nothing: RE2 compiles faster than it would load."""
        return []

    def scan(self, buffer: bytes) -> list[Hit]:
        """Return where each anchor occurs.

        RE2 tells the leftmost of occurrences that overlap; another one may lie
        up to an anchor's length further on, at four bytes a character.
        """
        if not self._expressions:
            return []
        hits: list[Hit] = []
        for index in sorted(self._set.Match(buffer) or ()):
            more = 4 * self._anchors[index].reach
            found = self._expression(index).finditer(buffer)
            ends = ((match.start(), match.end() + more) for match in found)
            hits += ((index, start, min(end, len(buffer))) for start, end in ends)
        return hits

    def _expression(self, index: int) -> Any:  # noqa: ANN401 (RE2 has no types)
        import re2

        if index not in self._located:
            self._located[index] = re2.compile(self._expressions[index], self._options)
        return self._located[index]
