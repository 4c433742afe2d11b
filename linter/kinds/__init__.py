"""The matching algorithms a rule can name, one module each.

A kind's module has ``build(table, lexicon)``: it reads the rule's ``[match]``
table and returns a `Matcher`. What it does not understand it refuses with
`TableError`, which names the key. Kinds know documents and spans, not files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, runtime_checkable

from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span

Table = Mapping[str, object]
OpenLexicon = Callable[[str], Lexicon]

KINDS = (
    *("acronyms", "consistency", "dates", "homoglyph", "language", "mixture"),
    *("mojibake", "organisations", "pattern", "persons", "phrases", "places"),
    *("repeat", "sayings", "sentences"),
    *("titles", "tokenised", "variants", "verbless"),
)
# The key under which a kind has the word list that it takes anchors from.
ANCHORING = {
    "organisations": "registry",
    "persons": "spellings",
    "phrases": "lexicon",
    "places": "names",
}


class Anchor(NamedTuple):
    """A cheap expression that occurs wherever a match does.

    ``expression`` is in the syntax that Hyperscan and RE2 share, or plain text
    where ``literal`` is set, in any case of its ASCII letters. A match that holds
    an occurrence ``[a, b)`` starts at most ``reach`` characters before ``a`` and at
    ``b`` at the latest.
    ``confirm`` is the expression that decides, where the kind has one: kept
    beside the anchor so that a cached one spares deriving it again. ``needs`` are
    sets of texts, one of each of which stands in every match (`engine.required`).
    ``code`` is what ``confirm`` is compiled to, where a cache has it. A match is told
    by ``tail`` characters behind ``b`` at the most; by ``reach``, if that is not known.
    To try ``confirm`` at one place takes ``steps`` at the most, if any are given.
    """

    expression: str
    reach: int
    literal: bool = False
    confirm: str = ""
    needs: tuple[tuple[str, ...], ...] = ()
    code: bytes = b""
    tail: int | None = None
    steps: int = 0

    @property
    def ahead(self) -> int:
        """How far behind an occurrence a match is looked for."""
        return self.reach if self.tail is None else self.tail


class Match(NamedTuple):
    """What a matcher found, before guards are asked.

    ``groups`` are named parts of the match, for guards, messages and fixes;
    ``values`` are further words a message may name. ``replacement`` is the
    right text for ``span`` where the algorithm knows it, ``safety`` how sure it
    is of that (where it is less sure than the rule, it wins).
    """

    span: Span
    groups: Mapping[str, Span] = {}
    values: Mapping[str, str] = {}
    replacement: str | None = None
    safety: Safety | None = None
    related: tuple[Related, ...] = ()


class Matcher(Protocol):
    """Finds one rule's artifacts in a document."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What must occur for there to be a match; empty: look everywhere."""

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield matches that start in one of ``regions``, in text order.

        Regions are sorted and disjoint, and cover every place where a match
        can start; an algorithm that needs the whole document may ignore them.
        """


@runtime_checkable
class SelfAnchored(Protocol):
    """A matcher that looks through a batch itself, where no anchor can."""

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the byte ranges of ``buffer`` in which a match can start."""


@runtime_checkable
class Choosing(Protocol):
    """A matcher that itself chooses the documents to look through."""

    def worth_a_look(self, texts: Sequence[str]) -> Iterable[int]:
        """Return the numbers of the texts in which there may be a match."""


class TableError(ValueError):
    """A ``[match]`` table is wrong: the key, and what is wrong with it."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


def build_matcher(kind: str, table: Table, lexicon: OpenLexicon) -> Matcher:
    """Return the matcher of ``kind`` that ``table`` describes.

    Raises `TableError` where the table does not say what the kind needs.
    """
    if kind not in KINDS:
        raise TableError("kind", f"{kind!r} is not one of {', '.join(KINDS)}")
    matcher: Matcher = import_module(f"linter.kinds.{kind}").build(table, lexicon)
    return matcher


def anchoring_list(kind: str, table: Table) -> str | None:
    """Return the name of the word list whose words become anchors, if one does."""
    name = table.get(ANCHORING.get(kind, ""))
    return name if isinstance(name, str) else None


def lacking(kind: str) -> str | None:
    """Return what a kind would use and is not installed, and how to install it."""
    say = getattr(import_module(f"linter.kinds.{kind}"), "lacking", None)
    missing: str | None = say() if say else None
    return missing


def check(matcher: Matcher) -> None:
    """Make a matcher do what it puts off, so that `TableError` comes now."""
    # Not isinstance with a protocol: that would ask every matcher's properties.
    if hasattr(type(matcher), "compiled"):
        _ = getattr(matcher, "compiled")  # noqa: B009 (it has no type here)


def revived(matcher: Matcher, anchors: Sequence[Anchor]) -> Matcher:
    """Return a matcher that need not derive anchors which are known already."""
    give = getattr(type(matcher), "with_anchors", None)
    known: Matcher = give(matcher, anchors) if give else matcher
    return known


def check_keys(table: Table, known: Sequence[str]) -> None:
    """Refuse a table with a key that is not ``known``."""
    from linter.errors import did_you_mean

    for key in table:
        if key not in known:
            raise TableError(key, "unknown key" + did_you_mean(key, list(known)))


def text_of(table: Table, key: str, default: str | None = None) -> str:
    """Return the text under ``key``."""
    value = table.get(key, default)
    if not isinstance(value, str):
        raise TableError(key, "must be a text" if key in table else "is missing")
    return value


def texts_of(table: Table, key: str) -> tuple[str, ...]:
    """Return the list of texts under ``key``; none where the key is absent."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TableError(key, "must be a list of texts")
    return tuple(value)
