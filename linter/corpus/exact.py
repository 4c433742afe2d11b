"""Titles, acronyms and terms, compared across documents: forms that share a key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from linter.corpus.tallies import Mention, Tally
from linter.corpus.verdicts import Verdict, is_minority
from linter.kinds import Anchor, Match
from linter.kinds.defining import BEHIND, Definition, definitions_in, fitting
from linter.kinds.heads import REACH
from linter.kinds.registry import Registry
from linter.kinds.titles import ANCHOR
from linter.kinds.titling import Title, titles_in
from linter.kinds.wording import LONGEST_HEAD, stems
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Safety, Span

# Words in common, of all words of two expansions: fewer are two things.
ALIKE = 0.5
POSSESSIVE = pattern(r"[’']s?$")


def counted(mentions: Iterable[Mention]) -> Mapping[Mention, int]:
    """Return how often each mention comes."""
    return Counter(mentions)


def usual_of(
    rare: str,
    tally: Tally,
    others: Mapping[str, Tally],
    differ: Iterable[str],
) -> Verdict | None:
    """Return the commonest of the forms that ``differ``, if it is the usual one."""
    usual = [form for form in differ if is_minority(tally, others[form])]
    if not usual:
        return None
    form = max(usual, key=lambda form: (others[form].count, form))
    return Verdict(rare, form, tally, others[form])


def replaced(span: Span, verdict: Verdict, replacement: str) -> Match:
    """Return a match that is to be replaced by the usual form."""
    return Match(
        span,
        values=verdict.values,
        replacement=replacement,
        safety=Safety.SUGGESTED,
        related=verdict.evidence,
    )


@dataclass(frozen=True)
class Titles:
    """Titles that no registry has, by the stems of their words."""

    registry: Registry

    anchors = (Anchor(ANCHOR, REACH + LONGEST_HEAD),)

    def mentions(
        self, document: Document, regions: Sequence[Span]
    ) -> Mapping[Mention, int]:
        """Return how often each title occurs, with its parties and years."""
        titles = self._titles(document, regions)
        return counted((title.text, "|".join(title.identity[1:])) for title in titles)

    def _titles(self, document: Document, regions: Sequence[Span]) -> Iterator[Title]:
        for title in titles_in(document.text, self.registry, regions):
            if title.official is not None or not title.is_telling:
                continue
            # "The Treaty on Open Skies, Poland's": what follows is no part of it.
            if not POSSESSIVE.search(title.text):
                yield title

    def may_be_rare(self, form: str) -> bool:
        """Whether a form is worth remembering where it stands: every title is."""
        return True

    def told(self, form: str) -> Collection[str]:
        """Return the stems of a title's words."""
        title = self._title(form)
        return (title.identity.key,) if title else ()

    asked = told

    def _title(self, form: str) -> Title | None:
        return next(titles_in(form, self.registry), None)

    def verdict(
        self, rare: str, tally: Tally, others: Mapping[str, Tally]
    ) -> Verdict | None:
        """Return the usual title, if it has the same parties and years."""
        mine = self._title(rare)
        if mine is None:
            return None
        differ = [
            form
            for form, other in others.items()
            if (title := self._title(form))
            and title.wording.words != mine.wording.words
            and all(_agree(one, two) for one in tally.company for two in other.company)
        ]
        return usual_of(rare, tally, others, differ)

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the titles with the same words."""
        keys = {*self.told(name)}
        for form in forms if keys else ():
            if not keys.isdisjoint(self.told(form)):
                yield form

    def find(
        self,
        document: Document,
        regions: Sequence[Span],
        verdicts: Mapping[str, Verdict],
    ) -> Iterator[Match]:
        """Yield the rare titles, unless the document has the usual one as often."""
        titles = [*self._titles(document, regions)]
        here = Counter(title.text for title in titles)
        for title in titles:
            verdict = verdicts.get(title.text)
            if verdict and here[verdict.common] < here[title.text]:
                yield replaced(title.span, verdict, verdict.common)


def _agree(one: str, other: str) -> bool:
    """Whether parties and years, where both have them, are the same."""
    mine, yours = one.split("|"), other.split("|")
    return all(a == b or not (a and b) for a, b in zip(mine, yours, strict=True))


@dataclass(frozen=True)
class Acronyms:
    """Acronyms beside what they stand for: "World Health Organization (WHO)"."""

    anchors = (BEHIND,)

    def mentions(
        self, document: Document, regions: Sequence[Span]
    ) -> Mapping[Mention, int]:
        """Return how often each acronym is defined, and as what."""
        return counted((form, "") for form, _ in _defined(document, regions))

    def may_be_rare(self, form: str) -> bool:
        """Whether a form is worth remembering where it stands: every one is."""
        return True

    def told(self, form: str) -> Collection[str]:
        """Return the acronym, and the stems of what it stands for."""
        long, short = _parted(form)
        return (short, " ".join(sorted(stems(long))))

    asked = told

    def verdict(
        self, rare: str, tally: Tally, others: Mapping[str, Tally]
    ) -> Verdict | None:
        """Return the usual definition with either the acronym or the words."""
        differ = [form for form in others if _is_slip(_parted(rare), _parted(form))]
        return usual_of(rare, tally, others, differ)

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the definitions of an acronym, or of what it stands for."""
        for form in forms:
            long, short = _parted(form)
            if name in (short, form) or name.lower() == long.lower():
                yield form

    def find(
        self,
        document: Document,
        regions: Sequence[Span],
        verdicts: Mapping[str, Verdict],
    ) -> Iterator[Match]:
        """Yield the acronym that is wrong, or the words that are."""
        defined = [*_defined(document, regions)]
        here = Counter(form for form, _ in defined)
        for form, definition in defined:
            verdict = verdicts.get(form)
            if verdict is None or here[verdict.common] >= here[form]:
                continue
            long, short = _parted(verdict.common)
            if short == definition.short:
                yield replaced(definition.expansion, verdict, long)
            else:
                yield replaced(definition.acronym, verdict, short)


def _defined(
    document: Document, regions: Sequence[Span]
) -> Iterator[tuple[str, Definition]]:
    for one in definitions_in(document.text, regions):
        yield f"{one.long} ({one.short})", one


def _parted(form: str) -> tuple[str, str]:
    long, _, short = form.rpartition(" (")
    return long, short[:-1]


def _is_slip(mine: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one definition may be the other one gone wrong.

    It has another acronym for the same words, or the same one for words of which
    some are the same: an acronym may stand for many things.
    """
    if fitting(other[1], other[0], 0, len(other[0])) is None:
        # A party behind the name of a politician, or an acronym of another language.
        return False
    one, two = stems(mine[0]), stems(other[0])
    if mine[1] != other[1]:
        return one == two and len(one) > 1 and mine[1].lower() != other[1].lower()
    if one <= two or two <= one:
        # A shorter form, or a longer one.
        return False
    return len(one & two) >= ALIKE * len(one | two)


@dataclass(frozen=True)
class Terms:
    """Terms of a list that mean the same: form, and what it is a form of."""

    lexicon: Lexicon

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

    def _found(
        self, document: Document, regions: Sequence[Span]
    ) -> Iterator[tuple[str, Span]]:
        last = 0
        for region in regions:
            end = region.end + max(map(len, self._keys))
            for found in self._form.finditer(document.text, region.start, end):
                if found.start() >= last:
                    last = found.end()
                    yield self._listed(found[0]), Span(*found.span())

    def _listed(self, text: str) -> str:
        """Return the form as the list has it."""
        return text if text in self._keys else text[:1].lower() + text[1:]

    def mentions(
        self, document: Document, regions: Sequence[Span]
    ) -> Mapping[Mention, int]:
        """Return how often each form occurs."""
        return counted((form, "") for form, _ in self._found(document, regions))

    def may_be_rare(self, form: str) -> bool:
        """Whether a form is worth remembering where it stands: every one is."""
        return True

    def told(self, form: str) -> Collection[str]:
        """Return what a form is one of."""
        return (self._keys[form],) if form in self._keys else ()

    asked = told

    def verdict(
        self, rare: str, tally: Tally, others: Mapping[str, Tally]
    ) -> Verdict | None:
        """Return the usual form."""
        return usual_of(rare, tally, others, [form for form in others if form != rare])

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the forms of the same term."""
        keys = {*self.told(name)}
        return (form for form in forms if not keys.isdisjoint(self.told(form)))

    def find(
        self,
        document: Document,
        regions: Sequence[Span],
        verdicts: Mapping[str, Verdict],
    ) -> Iterator[Match]:
        """Yield each place of a rare form."""
        for form, span in self._found(document, regions):
            if verdict := verdicts.get(form):
                capital = span.of(document.text)[0].isupper()
                usual = verdict.common
                new = usual[:1].upper() + usual[1:] if capital else usual
                yield replaced(span, verdict, new)


@lru_cache(1024)
def _cased(form: str) -> str:
    """Return an expression for a form, which may begin with a capital."""
    return f"(?i:{re.escape(form[0])}){re.escape(form[1:])}"
