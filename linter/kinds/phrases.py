"""Kind ``phrases``: whole phrases from a list, with what to write in their place.

Keys: ``any``, a list of phrases; ``lexicon``, a word list whose first column is
the phrase, whose second, if there is one, is the replacement, and whose third
may be named in the message as ``{note}``; ``notes``, a word list that has the
note of a replacement in its second column; ``instead``, a table from phrases to
replacements. A phrase is found as written, with a
capital first letter, in Title Case and in capitals; the replacement follows. An
indefinite article before it belongs to the match where it has to change with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

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
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Span
from linter.nouns import Noun

Case = Callable[[str], str]

ARTICLE = pattern(r"(?<!\w)(?P<a>[Aa])(?P<n>n?) \Z")
# By sound, not by letter: a unit, a European, a one-way street; an hour.
VOWEL = pattern(r"(?!eu|uni(?!n)|us[aeu]|one|ubi)[aeiou]|hour|heir|honest", re.I)


class Entry(Noun):
    """A phrase, what to write in its place, and what to say of it."""

    phrase: str
    replacement: str | None = None
    note: str = ""


def _capitalised(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _titled(phrase: str) -> str:
    return " ".join(map(_capitalised, phrase.split(" ")))


CASES: tuple[Case, ...] = (str, _capitalised, _titled, str.upper)


class Phrases(Noun):
    """Phrases, looked for in every case of `CASES`."""

    listed: tuple[str, ...]
    lexicon: Lexicon | None = None
    notes: Lexicon | None = None
    instead: tuple[tuple[str, str], ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What is looked for, in order of precedence."""
        rows = self.lexicon or ()
        return (
            *map(Entry, self.listed),
            *(Entry(*pair) for pair in self.instead),
            *(Entry(row[0], _or_none(row, 1), _or_none(row, 2) or "") for row in rows),
        )

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """One plain text a phrase; a scanner looks for it in any case."""
        texts = {text for entry in self.entries for text in _spellings(entry.phrase)}
        return tuple(
            Anchor(text, len("an ") + len(text) + 1, literal=True)
            for text in sorted(texts)
        )

    @cached_property
    def _by_opening(self) -> dict[str, list[Entry]]:
        """The entries by their first two characters in lower case, longest first."""
        opening: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda e: len(e.phrase), reverse=True):
            opening.setdefault(entry.phrase[:2].lower(), []).append(entry)
        return opening

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the longest phrase at each place, whole words only."""
        text, cursor = document.text, 0
        for region in regions:
            at = max(region.start, cursor)
            while at <= region.end:
                match = self._match_at(text, at)
                if match is not None:
                    yield match
                at = cursor = match.span.end if match else at + 1

    def _match_at(self, text: str, at: int) -> Match | None:
        for entry in self._by_opening.get(text[at : at + 2].lower(), ()):
            end = at + len(entry.phrase)
            case = _case_of(entry.phrase, text[at:end])
            if case is not None and _whole(text, at, end):
                new = case(entry.replacement) if entry.replacement else None
                start, new = _with_article(text, at, new)
                values = {"note": entry.note or self._note(entry.replacement)}
                return Match(Span(start, end), values=values, replacement=new)
        return None

    def _note(self, replacement: str | None) -> str:
        row = self.notes.table.get(replacement) if self.notes and replacement else None
        return row[0] if row else ""


def _or_none(row: tuple[str, ...], column: int) -> str | None:
    return row[column] or None if len(row) > column else None


def _spellings(phrase: str) -> Iterator[str]:
    """Yield what to scan for: a scanner folds the case of ASCII letters only.

    >>> sorted(set(_spellings("Déjà vu")))
    ['dÉjÀ vu', 'déjà vu']
    """
    for case in CASES:
        yield "".join(c.lower() if c.isascii() else c for c in case(phrase))


def _case_of(phrase: str, found: str) -> Case | None:
    """Return the case in which ``phrase`` is written as ``found``."""
    if found.lower() != phrase.lower():
        return None
    return next((case for case in CASES if case(phrase) == found), None)


def _with_article(text: str, at: int, new: str | None) -> tuple[int, str | None]:
    """Take in the article before ``at`` if it does not go with the new words.

    >>> _with_article("an acid rain", 3, "sour rain")
    (0, 'a sour rain')
    """
    found = ARTICLE.search(text, max(0, at - 4), at)
    if new is None or found is None or (VOWEL.match(new) is None) == (not found["n"]):
        return at, new
    article = found["a"] if found["n"] else f"{found['a']}n"
    return found.start("a"), f"{article} {new}"


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on across either end of ``text[start:end]``."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return not (_word(before) and _word(text[start])) and not (
        _word(after) and _word(text[end - 1])
    )


def _word(character: str) -> bool:
    return character.isalnum() or character == "_"


def build(table: Table, lexicon: OpenLexicon) -> Phrases:
    """Return the phrases that ``table`` names."""
    check_keys(table, ("kind", "any", "lexicon", "notes", "instead"))
    listed = texts_of(table, "any")
    named, notes = (
        lexicon(text_of(table, key)) if key in table else None
        for key in ("lexicon", "notes")
    )
    instead = table.get("instead", {})
    if not isinstance(instead, dict):
        raise TableError("instead", "must be a table of phrases and replacements")
    if not listed and named is None and not instead:
        raise TableError("any", "needs phrases, or a lexicon of them")
    pairs = tuple((phrase, text_of(instead, phrase)) for phrase in instead)
    return Phrases(listed, named, notes, pairs)
