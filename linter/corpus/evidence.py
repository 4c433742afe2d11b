"""What all documents together say: which forms are rare ones, and of what."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from linter.corpus.comparing import Comparer, Verdicts
from linter.corpus.tallies import Key, Mentions, Place, Tallies, Tally
from linter.corpus.verdicts import FEWEST
from linter.model import Document


class Evidence(Protocol):
    """Something that knows the mentions of a corpus."""

    def tally(self, rule: str, form: str) -> Tally:
        """Return how often a form was met."""

    def usual(self, rule: str, rare: str) -> Mapping[str, Tally]:
        """Return the forms that a rare one may stand for, frequent enough to tell."""


@dataclass
class Gathered:
    """The mentions of some documents, and which files hold forms that may be rare."""

    tallies: Tallies = field(default_factory=Tallies)
    suspects: dict[Key, dict[str, None]] = field(default_factory=dict)

    def note(self, document: Document, mentions: Mentions, comparer: Comparer) -> None:
        """Add a document."""
        path, line = place_of(document)
        self.tallies.note((path, line), mentions)
        for key in comparer.suspects(mentions):
            self.suspects.setdefault(key, {})[path] = None

    def add(self, other: Gathered) -> None:
        """Add what later documents have."""
        self.tallies.merge(other.tallies)
        for key, paths in other.suspects.items():
            self.suspects.setdefault(key, {}).update(paths)

    def packed(self) -> list[Any]:
        """Return what one file has, as plain values, without its path."""
        return [
            (
                *key,
                tally.count,
                tally.documents,
                tally.company,
                [line for _, line in tally.places],
                key in self.suspects,
            )
            for key, tally in self.tallies.items()
        ]

    @classmethod
    def unpacked(cls, rows: Iterable[Any], path: str, down: int = 0) -> Gathered:
        """Return what `packed` wrote down, of a file called ``path``.

        Its records stand ``down`` lines further down than they did.
        """
        made = cls()
        for rule, form, count, documents, company, lines, suspect in rows:
            places = tuple((path, line + down if line else 0) for line in lines)
            made.tallies[rule, form] = Tally(count, documents, company, places)
            if suspect:
                made.suspects[rule, form] = {path: None}
        return made

    def __reduce__(self) -> tuple[Callable[[bytes], Gathered], tuple[bytes]]:
        """Travel to another process as plain values, which is much faster."""
        rows = [
            (*key, t.count, t.documents, t.company, t.places)
            for key, t in self.tallies.items()
        ]
        suspects = [(*key, [*paths]) for key, paths in self.suspects.items()]
        return _arrived, (marshal.dumps((rows, suspects)),)


def _arrived(data: bytes) -> Gathered:
    rows, suspects = marshal.loads(data)
    made = Gathered()
    for rule, form, *rest in rows:
        made.tallies[rule, form] = Tally(*rest)
    for rule, form, paths in suspects:
        made.suspects[rule, form] = dict.fromkeys(paths)
    return made


def place_of(document: Document) -> Place:
    """Return what a document is called."""
    path = "<text>" if document.path is None else str(document.path)
    return path, document.record_line or 0


class Together:
    """The tallies of a run, and which frequent forms its ``suspects`` may stand for."""

    def __init__(
        self, comparer: Comparer, tallies: Tallies, suspects: Iterable[Key]
    ) -> None:
        self.comparer = comparer
        self.tallies = tallies
        rare: dict[str, list[str]] = defaultdict(list)
        for rule, form in suspects:
            rare[rule].append(form)
        usual: dict[str, list[str]] = defaultdict(list)
        for (rule, form), tally in tallies.items():
            if tally.count >= FEWEST:
                usual[rule].append(form)
        self._alike = {
            rule: comparer.comparisons[rule].matched(forms, usual[rule])
            for rule, forms in rare.items()
        }

    def tally(self, rule: str, form: str) -> Tally:
        """Return how often a form was met."""
        return self.tallies[rule, form]

    def usual(self, rule: str, rare: str) -> Mapping[str, Tally]:
        """Return the forms that a rare one may stand for, frequent enough to tell."""
        forms = self._alike[rule].get(rare, ())
        return {form: self.tallies[rule, form] for form in forms}


def judged(comparer: Comparer, suspects: Iterable[Key], evidence: Evidence) -> Verdicts:
    """Return which of the forms that may be rare ones are."""
    verdicts: Verdicts = {}
    for rule, form in suspects:
        comparison = comparer.comparisons[rule]
        others = evidence.usual(rule, form)
        verdict = comparison.verdict(form, evidence.tally(rule, form), others)
        if verdict is not None:
            verdicts.setdefault(rule, {})[form] = verdict
    return verdicts
