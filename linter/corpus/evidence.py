"""What all documents together say: which forms are rare ones, and of what."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import Any, NamedTuple, Protocol

from linter.corpus.comparing import Comparer, Verdicts
from linter.corpus.tallies import Key, Mentions, Met, Place, Tallies, Tally
from linter.corpus.verdicts import FEWEST, FEWEST_DOCUMENTS, LEAST_USUAL
from linter.model import Document
from linter.nouns import Noun


class Evidence(Protocol):
    """Something that knows the mentions of a corpus."""

    def tally(self, rule: str, form: str) -> Tally:
        """Return how often a form was met."""

    def usual(self, rule: str, rare: str) -> Mapping[str, Tally]:
        """Return the forms that a rare one may stand for, frequent enough to tell."""


class Noted(NamedTuple):
    """What a document mentions, and which of the forms may be rare ones."""

    place: Place
    mentions: Mentions
    suspects: Mapping[str, Sequence[str]]


class Gathered:
    """The mentions of some documents, in order, to be tallied with those of others."""

    def __init__(self, documents: Iterable[Noted] = ()) -> None:
        self.documents = [*documents]

    def note(self, document: Document, mentions: Mentions, comparer: Comparer) -> None:
        """Add a document."""
        suspects = comparer.suspects(mentions)
        self.documents.append(Noted(place_of(document), mentions, suspects))

    def add(self, other: Gathered) -> None:
        """Add what later documents have."""
        self.documents += other.documents

    @property
    def suspects(self) -> Mapping[Key, Iterable[str]]:
        """The forms that may be rare ones, and the files which hold them, in order."""
        holding: dict[Key, dict[str, None]] = defaultdict(dict)
        for (path, _), _, suspects in self.documents:
            for rule, forms in suspects.items():
                for form in forms:
                    holding[rule, form][path] = None
        return holding

    def tally(self, tallies: Tallies) -> None:
        """Add all documents to what others have."""
        for place, mentions, _ in self.documents:
            tallies.note(place, mentions)

    def packed(self) -> list[Any]:
        """Return what one file has, as plain values, without its path."""
        return [(one.place[1], *_plain(one)) for one in self.documents]

    @classmethod
    def unpacked(cls, rows: Iterable[Any], path: str, down: int = 0) -> Gathered:
        """Return what `packed` wrote down, of a file called ``path``.

        Its records stand ``down`` lines further down than they did.
        """
        return cls(
            [_noted((path, line + down if line else 0), *rest) for line, *rest in rows]
        )

    def __reduce__(self) -> tuple[Callable[[bytes], Gathered], tuple[bytes]]:
        """Travel to another process as plain values, which is much faster."""
        return _arrived, (
            marshal.dumps([(one.place, *_plain(one)) for one in self.documents]),
        )


def _arrived(data: bytes) -> Gathered:
    return Gathered([_noted(*row) for row in marshal.loads(data)])


def _plain(noted: Noted) -> tuple[Any, ...]:
    met = {rule: (*some,) for rule, some in noted.mentions.items()}
    return met, noted.suspects


def _noted(place: Place, met: Mapping[str, Any], suspects: Any) -> Noted:  # noqa: ANN401
    return Noted(place, {rule: Met(*some) for rule, some in met.items()}, suspects)


def place_of(document: Document) -> Place:
    """Return what a document is called."""
    path = "<text>" if document.path is None else str(document.path)
    return path, document.record_line or 0


class Together(Noun):
    """The tallies of a run, and by rule which usual forms are ``alike`` rare ones."""

    comparer: Comparer
    tallies: Tallies
    alike: Mapping[str, Mapping[str, Collection[str]]]

    def look_up(self) -> None:
        """Find at once where all forms stand whose tallies will be asked for."""
        for rule, alike in self.alike.items():
            held = [(rare, *others) for rare, others in alike.items() if others]
            self.tallies.look_up(rule, {form for forms in held for form in forms})

    def tally(self, rule: str, form: str) -> Tally:
        """Return how often a form was met."""
        return self.tallies[rule, form]

    def usual(self, rule: str, rare: str) -> Mapping[str, Tally]:
        """Return the forms that a rare one may stand for, frequent enough to tell."""
        forms = self.alike[rule].get(rare, ())
        return {form: self.tallies[rule, form] for form in forms}


def asked(
    tallies: Tallies, suspects: Iterable[Key], alone: bool = True
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield for each rule its rare forms, and the frequent ones they may stand for.

    Less is frequent where the tallies do not stand ``alone``, but are added to others.
    """
    enough = (LEAST_USUAL, FEWEST_DOCUMENTS) if alone else (FEWEST, 1)
    rare: dict[str, list[str]] = defaultdict(list)
    for rule, form in suspects:
        rare[rule].append(form)
    for rule, forms in rare.items():
        yield rule, forms, [*tallies.frequent(rule, *enough)]


def judged(comparer: Comparer, suspects: Iterable[Key], evidence: Evidence) -> Verdicts:
    """Return which of the forms that may be rare ones are."""
    verdicts: Verdicts = {}
    for rule, form in suspects:
        comparison = comparer.comparisons[rule]
        others = evidence.usual(rule, form)
        # Most forms are like no other.
        if others and (
            verdict := comparison.verdict(form, evidence.tally(rule, form), others)
        ):
            verdicts.setdefault(rule, {})[form] = verdict
    return verdicts
