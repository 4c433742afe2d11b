"""Kind ``phrases``: whole phrases from a list, with what to write in their place.

Keys: ``any``, a list of phrases; ``lexicon``, a word list whose first column is
the phrase and whose second, if there is one, the replacement. A phrase is found
as written, with a capital first letter, in Title Case and in capitals; the
replacement follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from linter.lexicon import Lexicon
from linter.model import Document, Span


def _capitalised(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _titled(phrase: str) -> str:
    return " ".join(map(_capitalised, phrase.split(" ")))


CASES: tuple[Callable[[str], str], ...] = (str, _capitalised, _titled, str.upper)


@dataclass(frozen=True)
class Phrases:
    """Phrases in every case they are looked for, with their replacements."""

    listed: tuple[str, ...]
    lexicon: Lexicon | None = None

    @cached_property
    def forms(self) -> dict[str, str | None]:
        """Every form of every phrase, with its replacement in the same case."""
        rows: list[tuple[str, str | None]] = [(text, None) for text in self.listed]
        for row in self.lexicon or ():
            rows.append((row[0], row[1] if len(row) > 1 and row[1] else None))
        forms: dict[str, str | None] = {}
        for phrase, replacement in rows:
            for case in CASES:
                cased = case(replacement) if replacement is not None else None
                forms.setdefault(case(phrase), cased)
        return forms

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """One plain text a form."""
        return tuple(
            Anchor(form, len(form) + 1, literal=True) for form in sorted(self.forms)
        )

    @cached_property
    def _by_opening(self) -> dict[str, list[str]]:
        """The forms by their first two characters, longest first."""
        opening: dict[str, list[str]] = {}
        for form in sorted(self.forms, key=len, reverse=True):
            opening.setdefault(form[:2], []).append(form)
        return opening

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the longest phrase at each place, whole words only."""
        text, cursor = document.text, 0
        for region in regions:
            at = max(region.start, cursor)
            while at <= region.end:
                form = self._form_at(text, at)
                if form is None:
                    at += 1
                    continue
                span = Span(at, at + len(form))
                yield Match(span, replacement=self.forms[form])
                at = cursor = span.end

    def _form_at(self, text: str, at: int) -> str | None:
        for form in self._by_opening.get(text[at : at + 2], ()):
            if text.startswith(form, at) and _whole(text, at, at + len(form)):
                return form
        return None


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
    check_keys(table, ("kind", "any", "lexicon"))
    listed = texts_of(table, "any")
    named = lexicon(text_of(table, "lexicon")) if "lexicon" in table else None
    if not listed and named is None:
        raise TableError("any", "needs phrases, or a lexicon of them")
    return Phrases(listed, named)
