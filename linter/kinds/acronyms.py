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
from functools import cached_property
from itertools import chain
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
from linter.kinds.defining import (
    BEHIND,
    LONGEST,
    REACH,
    Definition,
    definitions_in,
    initials_of,
    singular,
)
from linter.kinds.organisations import organisations_of
from linter.kinds.wording import compared
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span
from linter.nouns import Noun

CHECKS = ("language", "order", "expansions", "acronyms")
BEFORE = Anchor(r"\b[A-Z]{2,8} \((?:[Tt]he )?[A-Za-z]", LONGEST)
_BEHIND = pattern(r" \((?P<acronym>[A-Z][A-Za-z.]{1,12})\)")
_BEFORE = pattern(r"(?<![\w.-])(?P<acronym>[A-Z]{2,8}) \(")
_NAME = pattern(r"(?:the )?([^()\n]{5,90})\)")
LONGEST_NAME = 12


class Known(NamedTuple):
    """What is known of a term: how it is called, and its acronyms."""

    name: str
    acronyms: tuple[str, ...]
    foreign: frozenset[str]


class Acronyms(Noun):
    """Acronyms that are held against their expansions."""

    check: str
    registry: Lexicon | None = None
    terms: Lexicon | None = None

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """An acronym in brackets, or brackets behind one."""
        return (BEHIND, BEFORE) if self.check == "language" else (BEHIND,)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the acronyms that do not agree, in text order."""
        text = document.text
        if self.check == "language":
            found = self._untranslated(text, regions)
            yield from sorted(found, key=lambda match: match.span)
            return
        definitions = definitions_in(text, regions)
        if self.check == "order":
            yield from filter(None, map(_disordered, definitions))
        elif len(definitions) > 1:
            rarer = _ambiguous if self.check == "expansions" else _competing
            yield from sorted(rarer(definitions), key=lambda match: match.span)

    def _untranslated(self, text: str, regions: Sequence[Span]) -> Iterator[Match]:
        for region in regions:
            for found in self._foreign_ones(_BEFORE, text, region):
                if name := _NAME.match(text, found.end()):
                    yield from _translated(found, self._known.get(compared(name[1])))
            for found in self._foreign_ones(_BEHIND, text, region):
                before = text[max(0, found.start() - REACH) : found.start()]
                yield from _translated(found, self._named(before))

    def _foreign_ones(
        self, expression: re.Pattern[str], text: str, region: Span
    ) -> Iterator[re.Match[str]]:
        """Yield the acronyms that start in a region, if any other language has them."""
        for found in expression.finditer(text, region.start, region.end + LONGEST):
            if found.start() > region.end:
                return
            if not self._foreign.isdisjoint(_forms(found["acronym"])):
                yield found

    def _named(self, text: str) -> Known | None:
        """Return what is known of the name at the end of a text."""
        words = compared(text)[-LONGEST_NAME:]
        names = (words[first:] for first in range(len(words)))
        return next((self._known[name] for name in names if name in self._known), None)

    @cached_property
    def _foreign(self) -> frozenset[str]:
        every = organisations_of(self.registry) if self.registry else ()
        of_terms = (foreign.split(";") for _, _, foreign in self.terms or ())
        return frozenset(chain(*(one.foreign for one in every), *of_terms))

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


def _forms(acronym: str) -> tuple[str, str]:
    """Return an acronym without full stops, and in the singular."""
    written = acronym.replace(".", "")
    return written, singular(written)


def _translated(found: re.Match[str], known: Known | None) -> Iterator[Match]:
    """Yield the match of an acronym, if it is another language's for what is known."""
    forms = _forms(found["acronym"])
    for acronym in forms if known else ():
        if known and acronym in known.foreign:
            new = known.acronyms[0] + forms[0][len(acronym) :]
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
    initials = initials_of(definition.long)
    if len(letters) < 3 or sorted(letters) != sorted(initials):
        return None
    return Match(definition.acronym, values={"expansion": definition.long})


def _is_strict(definition: Definition) -> bool:
    """Whether every letter is the initial of a word, and every word has one."""
    return definition.fits and initials_of(definition.long) == definition.short.lower()


def _ambiguous(definitions: Iterable[Definition]) -> Iterator[Match]:
    """Yield the acronyms that stand for the rarer of two things."""
    by_acronym = defaultdict(list)
    for one in definitions:
        by_acronym[one.short].append(one)
    for group in by_acronym.values():
        if len({one.long for one in group}) > 1:
            strict = list(filter(_is_strict, group))
            yield from _rarer(strict, [one.key for one in strict])


def _competing(definitions: Sequence[Definition]) -> Iterator[Match]:
    """Yield the acronyms that do not fit what another one fits.

    Where none does, they stand behind the name of a person or a company: a party,
    a country, a stock.
    """
    # Most texts have acronyms that fit, and no other ones.
    if len({one.fits for one in definitions}) == 1:
        return
    by_key = defaultdict(list)
    for one in definitions:
        by_key[one.key].append(one)
    for key, group in by_key.items():
        # Of "UK Government Digital Service (GDS)", a loose fit says too little.
        main = next(filter(_is_strict, group), None) if len(key) > 1 else None
        for one in group if main else ():
            if main and not one.fits and not _is_longer(one, main):
                yield _unlike(one, main, "acronym")


def _is_longer(one: Definition, main: Definition) -> bool:
    """Whether an acronym is another one with something to it: "EU-27", "WTO/OMC"."""
    written = one.acronym.of(one.text)
    parts = re.split(r"[/&-]|(?<=[A-Z])(?=\d)|(?<=[A-Z]{2})\.(?=[A-Z])", written)
    return len(parts) > 1 and main.short in parts


def _rarer(group: Sequence[Definition], tokens: Sequence[object]) -> Iterator[Match]:
    """Yield those of a group that are not like the most frequent one."""
    counts = Counter(tokens)
    if len(counts) < 2:
        return
    pairs = list(zip(group, tokens, strict=True))
    main, token = max(pairs, key=lambda pair: counts[pair[1]])
    for one, other in pairs:
        if other != token:
            yield _unlike(one, main, "expansion")


def _unlike(one: Definition, main: Definition, part: str) -> Match:
    """Return the match of a definition that is not like the main one."""
    place = Span(main.expansion.start, main.acronym.end + 1)
    right = main.long if part == "expansion" else main.short
    return Match(
        one.expansion if part == "expansion" else one.acronym,
        values={"acronym": one.short, "right": right},
        replacement=None if part == "expansion" else right,
        safety=Safety.SUGGESTED,
        related=(Related(f"“{place.of(main.text)}” first here", place),),
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
