"""Comparing forms that share a key: what titles, acronyms and terms have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from linter.corpus.tallies import MentionReader, Met, Tally, mentioned
from linter.corpus.verdicts import Verdict, is_minority
from linter.kinds import Match
from linter.model import Document, Safety, Span

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A form that a document has, with its company, and what it was read from."""

    form: str
    company: str
    read: T


class Forms(MentionReader, ABC, Generic[T]):
    """Forms that are found one by one; each may be a slip for another with its key."""

    # A document that has the usual form as often is left to rules that look at one.
    mixed = False

    @abstractmethod
    def found(self, document: Document, regions: Sequence[Span]) -> Iterable[Found[T]]:
        """Return the forms in some places of a document, in text order."""

    @abstractmethod
    def told(self, form: str) -> Collection[str]:
        """Return the keys of a form."""

    @abstractmethod
    def is_slip(self, rare: str, usual: str) -> bool:
        """Whether one form may be another one with its key, gone wrong."""

    @abstractmethod
    def right(self, found: Found[T], usual: str) -> tuple[Span, str]:
        """Return which part of a rare form is wrong, and what the usual one has."""

    def fits(self, company: Collection[str], other: Collection[str]) -> bool:
        """Whether the company of two forms lets them be the same."""
        return True

    def met(self, document: Document, regions: Sequence[Span]) -> Met:
        """Return the forms; a passage is one of them with its company."""
        found = self.found(document, regions)
        return mentioned([(form, company) for form, company, _ in found])

    def rare_among(self, forms: Collection[str]) -> Sequence[str]:
        """Return the forms that are worth remembering where they stand: all of them."""
        return tuple(forms)

    def asked(self, form: str) -> Collection[str]:
        """Return the keys under which the usual form would be found: its own."""
        return self.told(form)

    def matched(
        self, rare: Collection[str], usual: Collection[str]
    ) -> Mapping[str, Collection[str]]:
        """Return for rare forms which of the usual ones have a key of theirs."""
        by_key = defaultdict(list)
        for form in usual if rare else ():
            for key in self.told(form):
                by_key[key].append(form)
        return {
            form: [other for key in self.asked(form) for other in by_key.get(key, ())]
            for form in rare
        }

    def verdict(
        self, rare: str, tally: Tally, others: Mapping[str, Tally]
    ) -> Verdict | None:
        """Return the commonest form that a rare one is a slip for, if that is sure."""
        usual = [
            form
            for form, other in others.items()
            if is_minority(tally, other)
            and self.is_slip(rare, form)
            and self.fits(tally.company, other.company)
        ]
        if not usual:
            return None
        form = max(usual, key=lambda form: (others[form].count, form))
        return Verdict(rare, form, tally, others[form])

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the forms with a key of ``name``."""
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
        """Yield the rare forms of a document, in text order."""
        found = [*self.found(document, regions)]
        here = Counter(one.form for one in found)
        for one in found:
            verdict = verdicts.get(one.form)
            if verdict and (self.mixed or here[verdict.common] < here[one.form]):
                yield _replaced(*self.right(one, verdict.common), verdict)


def _replaced(span: Span, new: str, verdict: Verdict) -> Match:
    return Match(
        span,
        values=verdict.values,
        replacement=new,
        safety=Safety.SUGGESTED,
        related=verdict.evidence,
    )
