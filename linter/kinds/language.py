"""Kind ``language``: a sentence in another language with the same letters.

Keys: ``lexicon``, a word list of small words with the languages they belong to
(``en`` for English, parted by spaces); ``words``, how many words the sentence has
at least (6); ``share``, how many in a hundred are small words of one other
language (30), and not of English too. Of these three are different, and words of
English alone are at most a third as many. A sentence with a quotation in it is
left alone. ``{language}`` is the tag of the language.
"""

from __future__ import annotations

from collections import Counter
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
    text_of,
)
from linter.kinds.units import Unit, unit_at, units_in, units_of
from linter.kinds.words import (
    LINE,
    STOP,
    WordList,
    WordTable,
    keys_of,
    starts_in,
    starts_near,
)
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from linter.kinds.words import Numbers

ENDS = (STOP, LINE)
ENGLISH = frozenset({"en"})
NONE: frozenset[str] = frozenset()
QUOTED = pattern('["“”„«»‘]')
DIFFERENT = 3
# The numbers of words are told apart by their upper bits.
BUCKETS, TOP = 1 << 16, 48


class OtherLanguage(Noun):
    """Small words by language, and how much of a sentence they must be."""

    lexicon: Lexicon
    words: int
    share: int
    anchors: tuple[Anchor, ...] = ()

    @cached_property
    def languages(self) -> dict[str, frozenset[str]]:
        """The languages of each small word."""
        return {row[0]: frozenset(" ".join(row[1:]).split()) for row in self.lexicon}

    @cached_property
    def _buckets(self) -> NDArray[np.bool_]:
        """How the number of a small word of another language may begin."""
        import numpy as np

        foreign = [word for word, tags in self.languages.items() if not tags & ENGLISH]
        buckets = np.zeros(BUCKETS, bool)
        buckets[keys_of(foreign) >> np.uint64(TOP)] = True
        return buckets

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the bytes of ``buffer`` at which such a sentence may start."""
        return starts_in(buffer, self._in_table)

    def _in_list(self, listed: WordList) -> list[int]:
        """Return the first words of the sentences with enough small words."""
        small = [
            word in self.languages and "en" not in self.languages[word]
            for word in listed.words
        ]
        return [
            first
            for first, behind in units_in(listed, ENDS)
            if behind - first >= self.words
            and self._enough(sum(small[first:behind]), behind - first)
        ]

    def _in_table(self, table: WordTable) -> Numbers:
        """Return the first words of the sentences with enough small words."""
        import numpy as np

        firsts, lengths, _ = units_of(table, ENDS)
        if not len(firsts):
            return firsts
        small = np.flatnonzero(self._buckets[table.keys >> np.uint64(TOP)])
        holders = np.searchsorted(firsts, small, "right") - 1
        counts = np.bincount(holders, minlength=len(firsts))
        enough = (counts >= DIFFERENT) & (counts * 100 >= lengths * self.share)
        at: Numbers = firsts[enough & (lengths >= self.words)]
        return at

    def _enough(self, count: int, words: int) -> bool:
        return count >= DIFFERENT and count * 100 >= words * self.share

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the sentences that are in another language."""
        text = document.text
        for start in starts_near(text, regions, self._in_list):
            unit = unit_at(text, start, ENDS)
            language = self._language(unit)
            if language and not QUOTED.search(text, start, unit.span.end):
                yield Match(unit.span, values={"language": language})

    def _language(self, unit: Unit) -> str | None:
        """Return the language that most small words belong to, if it is not English."""
        known = [self.languages.get(word, NONE) for word in unit.words]
        counts = Counter(tag for tags in known if "en" not in tags for tag in tags)
        if not counts or len(unit.words) < self.words:
            return None
        best, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        small = zip(unit.words, known, strict=True)
        different = {word for word, tags in small if best in tags and "en" not in tags}
        english = sum(tags == ENGLISH for tags in known)
        enough = self._enough(count, len(unit.words)) and count >= 3 * english
        return best if enough and len(different) >= DIFFERENT else None


def build(table: Table, lexicon: OpenLexicon) -> OtherLanguage:
    """Return the matcher that ``table`` describes."""
    check_keys(table, ("kind", "lexicon", "words", "share"))
    return OtherLanguage(
        lexicon(text_of(table, "lexicon")),
        _number(table, "words", 6),
        _number(table, "share", 30),
    )


def _number(table: Table, key: str, default: int) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or not 1 <= value <= 100:
        raise TableError(key, "must be a number from 1 to 100")
    return value
