"""Names, compared across documents: a foreign spelling beside the usual one.

A mention is a name with the given name before it, if any; a further name behind
it is noted as ``+``, for then it is likely a given name itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from linter.corpus.tallies import Mention, Met, Tally
from linter.corpus.verdicts import Verdict, is_minority
from linter.kinds import Anchor, Match
from linter.kinds.capitals import (
    NAME,
    RUN,
    has_word,
    names_of,
    runs_of,
)
from linter.kinds.remembering import Remembered
from linter.kinds.variants import Variants
from linter.model import Document, Safety, Span
from linter.naming import keys, kinship, may_be_one, sought
from linter.naming.pairing import alike_among
from linter.naming.ways import Kinship
from linter.nouns import Noun

FOLLOWED = "+"


class Names(Noun):
    """Names that may be respelt, held against all names of other documents."""

    variants: Variants
    # Nothing a scanner could look for is rare enough.
    anchors: tuple[Anchor, ...] = ()

    def met(self, document: Document, regions: Sequence[Span]) -> Met:
        """Return the names; their passages are the runs of words they stand in."""
        ordinary = self.variants.ordinary.words
        names = names_of(document.text).items()
        forms = {name: times for name, times in names if name not in ordinary}
        return Met(forms, runs_of(document.text) if forms else ())

    def forms_in(self, passage: str) -> Iterable[str]:
        """Return the names in a run, and perhaps words that are none."""
        return NAME.findall(passage)

    def mentions_in(self, passage: str) -> Iterable[Mention]:
        """Return the names in a run with their company."""
        return self._mentions[passage]

    @cached_property
    def _mentions(self) -> Remembered[Sequence[Mention]]:
        return Remembered(
            lambda run: [(form, company) for form, company, _ in self._in(run)]
        )

    def _in(self, run: str) -> Iterator[tuple[str, str, int]]:
        """Yield the names of words in capitals, with their company and place."""
        for found in NAME.finditer(run):
            if (form := found[0]) not in self.variants.ordinary.words:
                start, end = found.span()
                # The name may be a part of its word.
                before = run[:start].rpartition(" ")[0].rpartition(" ")[2]
                given = self._given[before] if before else ""
                further = FOLLOWED if run[end : end + 1] == " " else ""
                yield form, given + further, start

    @cached_property
    def _given(self) -> Remembered[str]:
        """What a word before a name is as a given name."""
        return Remembered(self._as_given)

    def _as_given(self, word: str) -> str:
        """Return a word before a name as a given name; nothing where it is none."""
        # After more than an initial, a full stop ends a sentence or "Mr".
        if word.endswith("."):
            return word[0] if len(word) == 2 else ""
        known = self.variants
        return "" if word in known.before or word in known.ordinary else word

    def rare_among(self, forms: Collection[str]) -> Sequence[str]:
        """Return the names that could be foreign spellings."""
        return tuple(filter(self.variants.suspected.__getitem__, forms))

    def asked(self, form: str) -> Collection[str]:
        """Return what a name says as another language spells it."""
        return sought(form)

    def told(self, form: str) -> Collection[str]:
        """Return what a name says in English."""
        return keys(form)

    def matched(
        self, rare: Collection[str], usual: Collection[str]
    ) -> Mapping[str, Collection[str]]:
        """Return for rare names which of the usual ones say the same in English."""
        return alike_among(rare, usual)

    def verdict(
        self, rare: str, tally: Tally, others: Mapping[str, Tally]
    ) -> Verdict | None:
        """Return which of the others a rare form stands for, if that is sure."""
        usual = [form for form in others if is_minority(tally, others[form])]
        for form in sorted(usual, key=lambda form: (-others[form].count, form)):
            why = kinship(form, rare)
            if why and self._one_name(rare, form, tally, others[form], why):
                return Verdict(rare, form, tally, others[form], why.scheme)
        return None

    def _one_name(
        self, rare: str, common: str, mine: Tally, other: Tally, why: Kinship
    ) -> bool:
        """Whether nothing tells that the two are names of two people."""
        if frozenset((rare, common)) in self.variants.two_names:
            return False
        followed = sum(n for c, n in other.company.items() if c.endswith(FOLLOWED))
        if 2 * followed > other.count:
            return False
        fitting = [one for one in mine.company if _fits(one, other.company)]
        return any(fitting) if why.borne_out else bool(fitting)

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the forms that may be the same name, or its last word."""
        last = name.rpartition(" ")[2]
        for form in forms:
            if form == last or may_be_one(form, last):
                yield form

    def find(
        self,
        document: Document,
        regions: Sequence[Span],
        verdicts: Mapping[str, Verdict],
    ) -> Iterator[Match]:
        """Yield each place of a rare form, in text order."""
        text = document.text
        here = names_of(text)
        # Both in one document are the business of `names/spelling-variant`.
        rare = {
            form
            for form in here.keys() & verdicts.keys()
            if here[form] > here.get(verdicts[form].common, 0)
            and not has_word(text, form.lower())
        }
        mentions = [
            (form, _fits(company, verdicts[form].majority.company), run.start() + at)
            for run in (RUN.finditer(text) if rare else ())
            if not rare.isdisjoint(NAME.findall(run[0]))
            for form, company, at in self._in(run[0])
            if form in rare
        ]
        # Beside "Otto Lawrow", "Lawrow" alone may be Otto.
        strangers = {form for form, fits, _ in mentions if not fits}
        for form, fits, start in mentions:
            if fits:
                yield self._match(form, start, verdicts[form], form not in strangers)

    def _match(self, form: str, start: int, verdict: Verdict, alone: bool) -> Match:
        why = kinship(verdict.common, form)
        known = alone and verdict.common in self.variants.known
        sure = known and why is not None and why.foreign
        return Match(
            Span(start, start + len(form)),
            values={**verdict.values, "scheme": verdict.note},
            replacement=verdict.common,
            safety=Safety.SAFE if sure else Safety.SUGGESTED,
            related=verdict.evidence,
        )


def _fits(company: str, others: Mapping[str, int]) -> bool:
    """Whether a name in this company may be that of the others.

    A given name must be one that others have, too; a name with another one
    behind it is a given name itself.
    """
    if company.endswith(FOLLOWED):
        return False
    if not company:
        return True
    return any(_same(company, other.removesuffix(FOLLOWED)) for other in others)


def _same(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return may_be_one(one, other)
