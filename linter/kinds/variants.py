"""Kind ``variants``: a name spelt as in another language, beside the English form.

In one document, a form is reported that under a foreign scheme reads like a
form the document uses at least as often (`romanisation` has the schemes).

Keys, all of them names of word lists: ``known``, names as English usually
spells them, to which a fix is safe; ``ordinary``, words and names that are
never a variant; ``apart``, pairs that are two names; ``before``, titles and
other words that stand before a surname and are no given name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys, text_of
from linter.kinds.capitals import Capitals, Judge
from linter.kinds.romanisation import (
    CACHE,
    FOREIGN,
    foreign_scheme,
    in_english,
    in_foreign,
    is_variant,
    lowered,
)
from linter.kinds.words import WORTH_NUMPY
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span

# Below five letters too many names of two languages read alike: Lee, Li, Busch.
SHORTEST, LONGEST = 5, 25
LATIN = [chr(code) for code in range(0x250)]
CAPITAL = "[" + "".join(c for c in LATIN if c.isupper()) + "]"
# Without ª, º and µ, which belong to no name.
SMALL = "[" + "".join(c for c in LATIN if c.islower() and c not in "ªºµ") + "]"
SIGNS = tuple(dict.fromkeys(sign for scheme in FOREIGN for sign in scheme.signs))
SIGN = pattern("|".join(SIGNS))
# The first character is looked at before what stands before it: `re` skips to
# the next capital, and passes 150 MB of text a second.
NAME = pattern(
    rf"{CAPITAL}(?<![\w@#/\\.].){SMALL}{{{SHORTEST - 1},{LONGEST - 1}}}(?![\w@/\\])"
)
WORD = pattern(r"[^\W\d_]+")
# An initial has its full stop; after any other word it ends a sentence.
BEFORE = pattern(rf"(?<!\w)(?:({CAPITAL})\.?|({CAPITAL}[\w’'-]+)) \Z")
BEHIND = pattern(rf" ({CAPITAL}\w+)")

Places = Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Pair:
    """A rare form, the common form it reads like, and the scheme it does so under."""

    rare: str
    common: str
    scheme: str


@dataclass(frozen=True)
class Variants:
    """What is known of names beforehand."""

    known: Lexicon
    ordinary: Lexicon
    apart: Lexicon
    before: Lexicon

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """None: nothing a scanner could look for is rare enough, as "ou" or "w"."""
        return ()

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the bytes at which a suspect name stands."""
        return self.scan_documents(buffer, (0, len(buffer) + 1))

    def scan_documents(
        self, buffer: bytes, starts: Sequence[int]
    ) -> list[tuple[int, int]]:
        """Return the bytes at which a suspect name stands that is not alone."""
        if len(buffer) >= WORTH_NUMPY:
            at = self._capitals.suspects(buffer, starts)
            return list(zip(at, at, strict=True))
        text = buffer.decode()
        suspects = set(filter(self.is_suspect, set(NAME.findall(text))))
        if not suspects:
            return []
        starts = [m.start() for m in NAME.finditer(text) if m[0] in suspects]
        if len(text) < len(buffer):
            starts = _byte_offsets(text, starts)
        return [(start, start) for start in starts]

    @cached_property
    def _capitals(self) -> Capitals:
        """What is known of the names of earlier batches."""
        judge = Judge(NAME, self.is_suspect, _frames, SHORTEST, LONGEST)
        return Capitals(judge)

    @cached_property
    def is_suspect(self) -> Callable[[str], bool]:
        """Whether a name could be a foreign spelling; remembers its answers."""

        @lru_cache(CACHE)
        def is_suspect(name: str) -> bool:
            return SIGN.search(lowered(name)) is not None and not (
                name in self.ordinary or name in self.known
            )

        return is_suspect

    @cached_property
    def two_names(self) -> frozenset[frozenset[str]]:
        """The pairs that are two names."""
        return frozenset(frozenset(row[:2]) for row in self.apart)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield every occurrence of a rare spelling, in text order."""
        text = document.text
        suspects = set(filter(self.is_suspect, _names(text, regions)))
        if not suspects:
            return
        pairs = list(_pairs(suspects, Counter(NAME.findall(text))))
        names = {name for pair in pairs for name in (pair.rare, pair.common)}
        names -= _in_small_letters(text, names)
        places = _places(text, names)
        pairs = [pair for pair in pairs if self._one_name(text, pair, places)]
        rare = {pair.rare for pair in pairs}
        found = [
            self._match(span, pair, places[pair.common])
            for pair in pairs
            if pair.common not in rare
            for span in places[pair.rare]
        ]
        yield from sorted(found, key=lambda match: match.span)

    def _one_name(self, text: str, pair: Pair, places: Places) -> bool:
        """Whether nothing in the lists or the document tells the two forms apart."""
        if frozenset((pair.rare, pair.common)) in self.two_names:
            return False
        if pair.rare not in places or pair.common not in places:
            return False
        before, behind = zip(
            *(_company(text, places[name]) for name in (pair.rare, pair.common)),
            strict=True,
        )
        given = (names - self.before.words for names in before)
        return _compatible(*given) and _compatible(*behind)

    def _match(self, span: Span, pair: Pair, others: Sequence[Span]) -> Match:
        times = "once" if len(others) == 1 else f"{len(others)} times"
        return Match(
            span,
            values={"common": pair.common, "scheme": pair.scheme, "times": times},
            replacement=pair.common,
            safety=Safety.SAFE if pair.common in self.known else Safety.SUGGESTED,
            related=(Related(f"“{pair.common}” {times}, first here", others[0]),),
        )


def _byte_offsets(text: str, points: Sequence[int]) -> list[int]:
    """Return where sorted code points of ``text`` are in its UTF-8."""
    offsets, at, size = [], 0, 0
    for point in points:
        size += len(text[at:point].encode())
        offsets.append(size)
        at = point
    return offsets


def _names(text: str, regions: Sequence[Span]) -> set[str]:
    """Return the names that start in ``regions``; one cut off may come too."""
    names: set[str] = set()
    for region in regions:
        names.update(NAME.findall(text, region.start, region.end + LONGEST))
    return names


def _pairs(suspects: Set[str], counts: Mapping[str, int]) -> Iterator[Pair]:
    """Yield each suspect with the commonest form that it reads like."""
    framed = defaultdict(list)
    for name in counts:
        framed[_frame(name)].append(name)
    said = cache(lambda frame: _by_reading(framed.get(frame, ())))
    for rare in sorted(suspects & counts.keys()):
        frames = _frames(rare)
        if frames == {_frame(rare)} and framed[_frame(rare)] == [rare]:
            continue
        alike = {
            name
            for frame in frames
            for reading in in_foreign(rare)
            for name in said(frame).get(reading, ())
            if counts[name] >= counts[rare]
        }
        for common in sorted(alike, key=lambda name: (-counts[name], name)):
            if scheme := foreign_scheme(common, rare):
                yield Pair(rare, common, scheme)
                break


def _by_reading(names: Sequence[str]) -> Mapping[str, list[str]]:
    """Return names by what an English reader says."""
    said = defaultdict(list)
    for name in names:
        for reading in in_english(name):
            said[reading].append(name)
    return said


def _frames(name: str) -> set[str]:
    """Return what two forms of a name share one of, and many other names do."""
    return {_frame(name), _frame(name.replace("rz", ""))}


@lru_cache(CACHE)
def _frame(name: str) -> str:
    """Return the consonants that all schemes write alike, but for Polish rz."""
    return re.sub(r"[^blmnr]|([blmnr])(?=\1)", "", lowered(name))


def _places(text: str, names: Set[str]) -> Places:
    """Return where each name stands."""
    places = defaultdict(list)
    for found in NAME.finditer(text) if names else ():
        if found[0] in names:
            places[found[0]].append(Span(*found.span()))
    return places


def _in_small_letters(text: str, names: Set[str]) -> set[str]:
    """Return the names that also occur as words in small letters."""
    words = set(WORD.findall(text)) if names else set()
    return {name for name in names if name.lower() in words}


def _company(text: str, places: Sequence[Span]) -> tuple[set[str], set[str]]:
    """Return the words with a capital directly before and behind a name."""
    before, behind = set(), set()
    for span in places:
        if given := BEFORE.search(text, max(0, span.start - 30), span.start):
            before.add(given[1] or given[2])
        if further := BEHIND.match(text, span.end):
            behind.add(further[1])
    return before, behind


def _compatible(some: set[str], others: set[str]) -> bool:
    """Whether two names with these words beside them may be one person."""
    if not some or not others:
        return True
    return any(_same(one, other) for one in some for other in others)


def _same(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return is_variant(one, other) or is_variant(other, one)


def build(table: Table, lexicon: OpenLexicon) -> Variants:
    """Return the finder of variants with the word lists that ``table`` names."""
    keys = ("known", "ordinary", "apart", "before")
    check_keys(table, ("kind", *keys))
    return Variants(*(lexicon(text_of(table, key)) for key in keys))
