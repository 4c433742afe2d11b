"""Kind ``variants``: a name spelt as in another language, beside the English form.

In one document, a form is reported that under a foreign scheme reads like a
form the document uses at least as often (`romanisation` has the schemes).

Keys, all of them names of word lists: ``known``, names as English usually
spells them, to which a fix is safe; ``ordinary``, words and names that are
never a variant; ``apart``, pairs that are two names; ``before``, titles and
other words that stand before a surname and are no given name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys, text_of
from linter.kinds.capitals import Capitals, Judge
from linter.kinds.words import WORTH_NUMPY
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span
from linter.naming import is_suspect as could_be_respelt
from linter.naming import may_be_one
from linter.naming.letters import CACHE
from linter.naming.pairing import Pair, frames, pairs_among
from linter.naming.ways import ENGLISH

# Below five letters too many names of two languages read alike: Lee, Li, Busch.
SHORTEST, LONGEST = 5, 25
LATIN = [chr(code) for code in range(0x250)]
CAPITAL = "[" + "".join(c for c in LATIN if c.isupper()) + "]"
# Without ª, º and µ, which belong to no name.
SMALL = "[" + "".join(c for c in LATIN if c.islower() and c not in "ªºµ") + "]"
# The first character is looked at before what stands before it: `re` skips to
# the next capital, and passes 150 MB of text a second.
NAME = pattern(
    rf"{CAPITAL}(?<![\w@#/\\.].)"
    # Two syllables of Chinese or Korean with a hyphen are one name.
    r"(?:[hswy]{0,2}['’]?[aeiouyêüŏŭ]{1,3}(?:ng?|[hklmprt])?-[a-z'’êüŏŭ]{1,8}"
    rf"(?![\w@/\\-])|{SMALL}{{{SHORTEST - 1},{LONGEST - 1}}}(?![\w@/\\]))"
)
# Words that end so are no names.
ENDING = pattern(r"(?:tions?|ly|ness|ments?|ity|able|isms?|[ae]nces?|ical|ures?)$")
WORD = pattern(r"[^\W\d_]+")
# An initial has its full stop; after any other word it ends a sentence.
BEFORE = pattern(rf"(?<!\w)(?:({CAPITAL})\.?|({CAPITAL}[\w’'-]+)) \Z")
BEHIND = pattern(rf" (?:(?:bin|ibn|ben|al|el|abu)[ -])?({CAPITAL}\w+)")

Places = Mapping[str, Sequence[Span]]


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
        judge = Judge(NAME, self.is_suspect, frames, SHORTEST, LONGEST)
        return Capitals(judge)

    @cached_property
    def is_suspect(self) -> Callable[[str], bool]:
        """Whether a name could be a foreign spelling; remembers its answers."""

        @lru_cache(CACHE)
        def is_suspect(name: str) -> bool:
            return (
                not ENDING.search(name)
                and name not in self.ordinary
                and name not in self.known
                and could_be_respelt(name)
            )

        return is_suspect

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that are no names, and so have no variants."""
        return frozenset(word for word, what in self.ordinary if what == "word")

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
        pairs = list(pairs_among(suspects, Counter(NAME.findall(text))))
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
            if not pair.kinship.borne_out or self._borne_out(text, span, pair, places)
        ]
        yield from sorted(found, key=lambda match: match.span)

    def _one_name(self, text: str, pair: Pair, places: Places) -> bool:
        """Whether nothing in the lists or the document tells the two forms apart."""
        if frozenset((pair.rare, pair.common)) in self.two_names:
            return False
        if pair.common in self.words:
            return False
        if pair.rare not in places or pair.common not in places:
            return False
        if pair.kinship.scheme == ENGLISH and not _is_slip(pair, places):
            return False
        before, behind = zip(
            *(_company(text, places[name]) for name in (pair.rare, pair.common)),
            strict=True,
        )
        one, other = (names - self.before.words for names in before)
        return _compatible(one, other) and _compatible(*behind)

    def _borne_out(self, text: str, span: Span, pair: Pair, places: Places) -> bool:
        """Whether a name beside the rare form at ``span`` is beside the common one."""
        here = _company(text, [span])
        others = _company(text, places[pair.common])
        return any(
            _shared(one - self.before.words, other - self.before.words)
            for one, other in zip(here, others, strict=True)
        )

    def _match(self, span: Span, pair: Pair, others: Sequence[Span]) -> Match:
        sure = pair.kinship.foreign and pair.common in self.known
        times = "once" if len(others) == 1 else f"{len(others)} times"
        return Match(
            span,
            values={
                "common": pair.common,
                "scheme": pair.kinship.scheme,
                "times": times,
            },
            replacement=pair.common,
            safety=Safety.SAFE if sure else Safety.SUGGESTED,
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


def _places(text: str, names: Set[str]) -> Places:
    """Return where each name stands."""
    places = defaultdict(list)
    for found in NAME.finditer(text) if names else ():
        if found[0] in names:
            places[found[0]].append(Span(*found.span()))
    return places


def _is_slip(pair: Pair, places: Places) -> bool:
    """Whether one of two English spellings is the exception, and not a second habit."""
    rare, common = len(places[pair.rare]), len(places[pair.common])
    return rare == 1 or rare * 2 <= common


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
    return not some or not others or _shared(some, others)


def _shared(some: set[str], others: set[str]) -> bool:
    """Whether one of the words is the same, however it is spelt."""
    return any(may_be_one(one, other) for one in some for other in others)


def build(table: Table, lexicon: OpenLexicon) -> Variants:
    """Return the finder of variants with the word lists that ``table`` names."""
    keys = ("known", "ordinary", "apart", "before")
    check_keys(table, ("kind", *keys))
    return Variants(*(lexicon(text_of(table, key)) for key in keys))
