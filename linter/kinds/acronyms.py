"""Kind ``acronyms``: an acronym and what it is said to stand for do not agree.

Key ``check``: ``language`` finds an acronym of another language beside its
English expansion, known from the word lists ``registry`` (of organisations, see
there) and ``terms`` (term; English acronym; acronyms in other languages, parted
by semicolons); ``order`` one whose letters are the initials of its expansion in
another order; ``expansions`` one that has two expansions in the document, and
``acronyms`` one of two that the same expansion has.

Read are "World Health Organization (WHO)" and, for ``language``, "WHO (World
Health Organization)". Plurals, full stops, small words and case tell no two
apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
)
from linter.kinds.defining import REACH, Definition, definitions_in, singular
from linter.kinds.organisations import organisations_of
from linter.kinds.wording import SMALL, compared
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span

CHECKS = ("language", "order", "expansions", "acronyms")
BEHIND = r" \([A-Z][A-Za-z\d&./-]{1,12}\)"
BEFORE = r"\b[A-Z]{2,8} \((?:[Tt]he )?[A-Za-z]"
_BEHIND = pattern(r" \((?P<acronym>[A-Z][A-Za-z.]{1,12})\)")
_BEFORE = pattern(
    r"(?<![\w.-])(?P<acronym>[A-Z]{2,8}) \((?:the )?(?P<name>[^()\n]{5,90})\)"
)
# A scanner tells where an anchor ends; this is how far before it starts.
LONGEST = 20
LONGEST_NAME = 12


class Known(NamedTuple):
    """What is known of a term: how it is called, and its acronyms."""

    name: str
    acronyms: tuple[str, ...]
    foreign: frozenset[str]


@dataclass(frozen=True)
class Acronyms:
    """Acronyms that are held against their expansions."""

    check: str
    registry: Lexicon | None = None
    terms: Lexicon | None = None

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """An acronym in brackets, or brackets behind one."""
        behind, before = Anchor(BEHIND, LONGEST), Anchor(BEFORE, LONGEST)
        return (behind, before) if self.check == "language" else (behind,)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the acronyms that do not agree, in text order."""
        text = document.text
        if self.check == "language":
            found = self._untranslated(text, regions)
            yield from sorted(found, key=lambda match: match.span)
            return
        if self.check == "order":
            for region in regions:
                yield from filter(None, map(_disordered, _defined(text, region)))
            return
        every = list(definitions_in(text))
        unlike = _ambiguous(every) if self.check == "expansions" else _competing(every)
        yield from sorted(unlike, key=lambda match: match.span)

    def _untranslated(self, text: str, regions: Sequence[Span]) -> Iterator[Match]:
        for region in regions:
            end = region.end + REACH
            for found in _BEFORE.finditer(text, region.start, end):
                if found.start() <= region.end:
                    known = self._named(found["name"], whole=True)
                    yield from _translated(found, known)
            for found in _BEHIND.finditer(text, region.start, end):
                if found.start() <= region.end:
                    name = text[max(0, found.start() - REACH) : found.start()]
                    yield from _translated(found, self._named(name, whole=False))

    def _named(self, text: str, whole: bool) -> Known | None:
        """Return what is known of a name, or of that at the end of a text."""
        words = compared(text)
        for first in range(1 if whole else LONGEST_NAME):
            start = max(len(words) - LONGEST_NAME, 0) if not whole else 0
            if known := self._known.get(words[start + first :]):
                return known
        return None

    @cached_property
    def _known(self) -> Mapping[tuple[str, ...], Known]:
        """What is known by the words of each name."""
        known: dict[tuple[str, ...], Known] = {}
        for one in organisations_of(self.registry) if self.registry else ():
            if one.acronyms and one.foreign:
                entry = Known(one.name, one.acronyms, one.foreign)
                known |= {compared(name): entry for name in one.names}
        for term, acronym, foreign in self.terms or ():
            others = frozenset(foreign.split(";"))
            known[compared(term)] = Known(term, (acronym,), others)
        return known


def _defined(text: str, region: Span) -> Iterator[Definition]:
    return definitions_in(text, region.start, region.end + 1)


def _translated(found: re.Match[str], known: Known | None) -> Iterator[Match]:
    """Yield the match of an acronym, if it is another language's for what is known."""
    written = found["acronym"].replace(".", "")
    for acronym in dict.fromkeys((written, singular(written))) if known else ():
        if known and acronym in known.foreign:
            new = known.acronyms[0] + written[len(acronym) :]
            values = {"acronym": new, "name": known.name}
            yield Match(
                Span(*found.span("acronym")),
                values=values,
                replacement=new,
                safety=Safety.SUGGESTED,
            )
            return


def _disordered(definition: Definition) -> Match | None:
    """Return a match where the letters are the initials, but not in their order."""
    if definition.fits:
        return None
    letters = [c for c in definition.short.lower() if c.isalpha()]
    initials = [word[0] for word in _content(definition.long)]
    if len(letters) < 3 or sorted(letters) != sorted(initials):
        return None
    return Match(definition.acronym, values={"expansion": definition.long})


def _content(expansion: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", expansion.lower())
    return [word for word in words if word not in SMALL and len(word) > 1]


def _is_strict(definition: Definition) -> bool:
    """Whether every letter is the initial of a word, and every word has one."""
    initials = "".join(word[0] for word in _content(definition.long))
    return definition.fits and initials == definition.short.lower()


def _ambiguous(definitions: Iterable[Definition]) -> Iterator[Match]:
    """Yield the acronyms that stand for the rarer of two things."""
    by_acronym = defaultdict(list)
    for one in filter(_is_strict, definitions):
        by_acronym[one.short].append(one)
    for group in by_acronym.values():
        yield from _rarer(group, [one.key for one in group], "expansion")


def _competing(definitions: Iterable[Definition]) -> Iterator[Match]:
    """Yield the rarer of two acronyms that one expansion has."""
    by_key = defaultdict(list)
    for one in definitions:
        # Of "UK Government Digital Service (GDS)", a loose fit says too little.
        if len(one.key) > 1 and (_is_strict(one) or not one.fits):
            by_key[one.key].append(one)
    for group in by_key.values():
        yield from _rarer(group, [one.short.lower() for one in group], "acronym")


def _rarer(
    group: Sequence[Definition], tokens: Sequence[object], part: str
) -> Iterator[Match]:
    """Yield those of a group that are not like the main one.

    That is the most frequent one; of several, the first that fits.
    """
    counts = Counter(tokens)
    if len(counts) < 2:
        return
    pairs = list(zip(group, tokens, strict=True))
    main, token = max(pairs, key=lambda pair: (counts[pair[1]], pair[0].fits))
    right = main.long if part == "expansion" else main.short
    place = Span(main.expansion.start, main.acronym.end + 1)
    evidence = Related(f"“{place.of(main.text)}” first here", place)
    for one, other in pairs:
        if other != token:
            span = one.expansion if part == "expansion" else one.acronym
            new = None if part == "expansion" else right
            yield Match(
                span,
                values={"acronym": one.short, "right": right},
                replacement=new,
                safety=Safety.SUGGESTED,
                related=(evidence,),
            )


def build(table: Table, lexicon: OpenLexicon) -> Acronyms:
    """Return the finder that ``table`` describes."""
    check_keys(table, ("kind", "check", "registry", "terms"))
    check = text_of(table, "check")
    if check not in CHECKS:
        raise TableError("check", f"{check!r} is not one of {', '.join(CHECKS)}")
    lists = (
        lexicon(text_of(table, key)) if key in table else None
        for key in ("registry", "terms")
    )
    return Acronyms(check, *lists)
