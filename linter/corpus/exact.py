"""Titles, acronyms and terms, compared across documents: forms that share a key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from linter.corpus.forms import Forms, Found
from linter.kinds import Anchor
from linter.kinds.defining import (
    BEHIND,
    Definition,
    definitions_in,
    fitting,
    initials_of,
)
from linter.kinds.heads import REACH
from linter.kinds.registry import Registry
from linter.kinds.titles import ANCHOR
from linter.kinds.titling import Title, titles_in
from linter.kinds.wording import LONGEST_HEAD, stems
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Span
from linter.nouns import Noun

# Words in common, of all words of two expansions: fewer are two things.
ALIKE = 0.5
POSSESSIVE = pattern(r"[’']s?$")


class Titles(Noun, Forms[Title]):
    """Titles that no registry has, by the stems of their words."""

    registry: Registry

    anchors = (Anchor(ANCHOR, REACH + LONGEST_HEAD),)

    def found(
        self, document: Document, regions: Sequence[Span]
    ) -> Iterator[Found[Title]]:
        """Yield the titles, with their parties and years."""
        for title in titles_in(document.text, self.registry, regions):
            if title.official is not None or not title.is_telling:
                continue
            # "The Treaty on Open Skies, Poland's": what follows is no part of it.
            if not POSSESSIVE.search(title.text):
                yield Found(title.text, "|".join(title.identity[1:]), title)

    def told(self, form: str) -> Collection[str]:
        """Return the stems of a title's words."""
        title = self._title(form)
        return (title.identity.key,) if title else ()

    def is_slip(self, rare: str, usual: str) -> bool:
        """Whether two titles have other words, or the same in another order."""
        one, other = self._title(rare), self._title(usual)
        return bool(one and other and one.wording.words != other.wording.words)

    def fits(self, company: Collection[str], other: Collection[str]) -> bool:
        """Whether neither parties nor years tell two titles apart."""
        return all(_agree(one, two) for one in company for two in other)

    def right(self, found: Found[Title], usual: str) -> tuple[Span, str]:
        """Return the whole title."""
        return found.read.span, usual

    def _title(self, form: str) -> Title | None:
        return next(titles_in(form, self.registry), None)


def _agree(one: str, other: str) -> bool:
    """Whether parties and years, where both have them, are the same."""
    mine, yours = one.split("|"), other.split("|")
    return all(a == b or not (a and b) for a, b in zip(mine, yours, strict=True))


class Acronyms(Noun, Forms[Definition]):
    """Acronyms beside what they stand for: "World Health Organization (WHO)"."""

    anchors = (BEHIND,)

    def found(
        self, document: Document, regions: Sequence[Span]
    ) -> Iterator[Found[Definition]]:
        """Yield the acronyms with what they stand for."""
        for one in definitions_in(document.text, regions):
            yield Found(f"{one.long} ({one.short})", "", one)

    def told(self, form: str) -> Collection[str]:
        """Return the acronym, and the stems of what it stands for."""
        long, short = _parted(form)
        return (short, " ".join(sorted(stems(long))))

    def is_slip(self, rare: str, usual: str) -> bool:
        """Whether one definition may be the other one gone wrong.

        It has another acronym for the same words, or the same one for words of which
        some are the same: an acronym may stand for many things.
        """
        (long, short), (usual_long, usual_short) = _parted(rare), _parted(usual)
        if fitting(usual_short, usual_long, 0, len(usual_long)) is None:
            # A party behind a politician's name, or an acronym of another language.
            return False
        one, two = stems(long), stems(usual_long)
        if short != usual_short:
            return one == two and len(one) > 1 and short.lower() != usual_short.lower()
        if initials_of(usual_long) != usual_short.lower():
            # Nobody knows which words the acronym was made of.
            return False
        if one <= two or two <= one:
            # A shorter form, or a longer one.
            return False
        return len(one & two) >= ALIKE * len(one | two)

    def right(self, found: Found[Definition], usual: str) -> tuple[Span, str]:
        """Return the acronym if it is another one, or else the words."""
        long, short = _parted(usual)
        definition = found.read
        if short == definition.short:
            return definition.expansion, long
        return definition.acronym, short

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the definitions of an acronym, or of what it stands for."""
        for form in forms:
            long, short = _parted(form)
            if name in (short, form) or name.lower() == long.lower():
                yield form


def _parted(form: str) -> tuple[str, str]:
    long, _, short = form.rpartition(" (")
    return long, short[:-1]


class Terms(Noun, Forms[re.Match[str]]):
    """Terms of a list that mean the same: form, and what it is a form of."""

    lexicon: Lexicon

    mixed = True

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The forms."""
        return tuple(Anchor(form, len(form), literal=True) for form in self._keys)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self.lexicon.rows}

    @cached_property
    def _form(self) -> re.Pattern[str]:
        forms = sorted(self._keys, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_cased, forms))})(?![\w-])")

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._keys))

    def found(
        self, document: Document, regions: Sequence[Span]
    ) -> Iterator[Found[re.Match[str]]]:
        """Yield the forms as the list has them."""
        last = 0
        for region in regions:
            end = region.end + self._longest
            for found in self._form.finditer(document.text, region.start, end):
                if found.start() >= last:
                    last = found.end()
                    yield Found(self._listed(found[0]), "", found)

    def _listed(self, text: str) -> str:
        """Return the form as the list has it."""
        return text if text in self._keys else text[:1].lower() + text[1:]

    def told(self, form: str) -> Collection[str]:
        """Return what a form is one of."""
        return (self._keys[form],) if form in self._keys else ()

    def is_slip(self, rare: str, usual: str) -> bool:
        """Whether two forms are not the same one."""
        return rare != usual

    def right(self, found: Found[re.Match[str]], usual: str) -> tuple[Span, str]:
        """Return the whole term, with a capital where it has one."""
        capital = found.read[0][0].isupper()
        new = usual[:1].upper() + usual[1:] if capital else usual
        return Span(*found.read.span()), new


@lru_cache(1024)
def _cased(form: str) -> str:
    """Return an expression for a form, which may begin with a capital."""
    return f"(?i:{re.escape(form[0])}){re.escape(form[1:])}"
