"""Kind ``consistency``: a form that other documents hardly ever use.

The documents of a run, or those of an index, are compared when all are read: a
form is reported where another one for the same thing has nine of ten mentions
or more. Nothing is found in a document alone.

Key ``compare``: what is compared. ``names`` are names that under a foreign
scheme read like the usual form; ``known``, ``ordinary``, ``apart`` and ``before``
name the word lists of kind ``variants``. ``titles`` have the same words in another
order or form; ``registry`` and ``parties`` name the word lists of kind ``titles``,
and what is registered is not compared. ``acronyms`` stand in brackets behind what
they stand for: another acronym, or an expansion with some of the words. ``terms``
are those of the word list ``terms``: a form, and what it is one of. A word list of
another pack is named with it: ``names/public-names``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
)
from linter.lexicon import Lexicon
from linter.model import Document, Span
from linter.nouns import Noun

# What can be compared, and the word lists that each needs.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "names": ("known", "ordinary", "apart", "before"),
    "titles": ("registry", "parties"),
    "acronyms": (),
    "terms": ("terms",),
}


class Consistency(Noun):
    """What is compared, with its word lists; alone in a document it finds nothing."""

    compare: str
    lists: Mapping[str, Lexicon]

    anchors: tuple[Anchor, ...] = ()

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return no places: `linter.corpus` compares documents."""
        return []

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield nothing."""
        return iter(())


def build(table: Table, lexicon: OpenLexicon) -> Consistency:
    """Return what ``table`` wants compared."""
    compare = text_of(table, "compare")
    if compare not in COMPARED:
        known = ", ".join(COMPARED)
        raise TableError("compare", f"{compare!r} is not one of {known}")
    lists = COMPARED[compare]
    check_keys(table, ("kind", "compare", *lists))
    return Consistency(compare, {key: lexicon(text_of(table, key)) for key in lists})
