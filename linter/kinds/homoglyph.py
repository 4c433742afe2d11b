"""Kind ``homoglyph``: a Cyrillic or Greek letter in a Latin word.

No keys. The script of a word is decided on its letters as they are, before
anything is folded: it is Latin when it has a Latin letter that nothing in the
other script looks like, and every foreign letter looks like a Latin one.
Symbols ("Δx", "kΩ", "TNFα"), Russian endings ("IT-шник") and words beside
others of the foreign script are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys
from linter.lazy import pattern
from linter.model import Document, Span
from linter.nouns import Noun

FOREIGN = "\u0370-\u03ff\u0400-\u052f"
MIXED = pattern(f"[A-Za-z][{FOREIGN}]|[{FOREIGN}][A-Za-z]")
# Letters whose shape is the same in any upright typeface (Unicode's table of
# confusables, confusables.txt, without those that only resemble each other).
LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХҮаеорсухѕіјԁԛԝһӦЁЇӒӧёїӓΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTXYaeopcyxsijdqwhÖËÏÄöëïäABEZHIKMNOPTYXo",
)
# Latin letters that could as well be Russian or Greek ones.
TWINS = {
    "\u0400": frozenset("ABCEHKMOPTXYaceopxy"),
    "\u0370": frozenset("ABEHIKMNOPTXYZo"),
}
# "ΤΚΕs" are students, "Τij" is a tensor: Greek on purpose.
GREEK = pattern(
    "(?=.*[\u0391-\u03a9])[A-Z\u0391-\u03a9]{2,4}s|[\u0391-\u03a9][ijklmn]{1,2}"
)
WORD = pattern(r"\w{1,64}")
PART = pattern(r"\w{0,64}$")
NEIGHBOURS = (
    pattern(rf"[{FOREIGN}]\W{{1,3}}$"),
    pattern(rf"\W{{1,3}}[{FOREIGN}]"),
)


class Homoglyphs(Noun):
    """Latin words with foreign letters, and how they should be spelled."""

    anchors: tuple[Anchor, ...] = (Anchor(MIXED.pattern, 65),)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield each such word that a mixed pair of letters in ``regions`` is in."""
        text, end = document.text, 0
        pairs = (MIXED.finditer(text, at.start, at.end) for at in regions)
        for mixed in chain.from_iterable(pairs):
            if mixed.start() < end:
                continue
            before = PART.search(text, max(0, mixed.start() - 64), mixed.start())
            start = before.start() if before else mixed.start()
            word = WORD.match(text, start)
            end = word.end() if word else mixed.end()
            right = spelled(text[start:end])
            if right and not _among_foreign(text, start, end):
                yield Match(Span(start, end), replacement=right)


def spelled(word: str) -> str | None:
    """Return a Latin word in Latin letters; ``None`` if it is no Latin word.

    >>> spelled("Mosсow"), spelled("IТшник"), spelled("TNFα"), spelled("СОС")
    ('Moscow', None, None, None)
    """
    if GREEK.fullmatch(word):
        return None
    right = word.translate(LOOK_ALIKES)
    twins = TWINS["\u0400" if max(word) >= "\u0400" else "\u0370"]
    own = any(c.isalpha() and c < "\u0370" and c not in twins for c in word)
    if len(right) < 3 or not own or any("\u0370" <= c <= "\u052f" for c in right):
        return None
    return right


def _among_foreign(text: str, start: int, end: int) -> bool:
    before = NEIGHBOURS[0].search(text[max(0, start - 4) : start])
    return bool(before or NEIGHBOURS[1].match(text[end : end + 4]))


def build(table: Table, lexicon: OpenLexicon) -> Homoglyphs:
    """Return the matcher; the table has no keys."""
    check_keys(table, ("kind",))
    return Homoglyphs()
