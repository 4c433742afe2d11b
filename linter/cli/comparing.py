"""What documents say of each other: found when all of them are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from linter.checking import Checked
from linter.cli.options import read_options, walk_options
from linter.reading.units import Item, Unit, holds_records
from linter.rounds import (
    MOST_HELD,
    Alike,
    Holding,
    Judged,
    Matching,
    held,
    matched,
    questions,
)
from linter.tasks import Task, grouped

if TYPE_CHECKING:
    from pathlib import Path

    from linter.config import Loaded
    from linter.corpus.comparing import Comparer, Verdicts
    from linter.corpus.evidence import Evidence
    from linter.corpus.index import Index
    from linter.corpus.index.freshness import Standing
    from linter.corpus.tallies import Key
    from linter.ruleset import Ruleset


# A run that met so many made-up names took 310 MB in all.
MOST_FORMS = 250_000
TOO_MANY = (
    f"documents are not compared: they have more than {MOST_FORMS:,} names, titles and"
    " terms, too many to keep in mind; build an index of them with 'mtlint index"
    " build', and check with --index"
)


class Comparing:
    """Gathers what a run has to be compared, and holds it against each other.

    With an index, it is held against the corpus that the index knows.
    """

    def __init__(
        self, comparer: Comparer, loaded: Loaded, index: Index | None = None
    ) -> None:
        from linter.corpus.postings import Postings
        from linter.corpus.tallies import Tallies

        self.comparer = comparer
        self._loaded = loaded
        self._options = read_options(loaded.settings)
        self._index = index
        self._tallies = Tallies(lambda rule: comparer.comparisons[rule])
        self._postings = Postings()
        self._alike: dict[str, dict[str, Collection[str]]] = {}
        # Earlier versions of the files of the run.
        self.past: Sequence[Task] = ()
        # What the index calls the files of the run.
        self._names: dict[str, None] = {}
        self._now: Standing | None = None
        self._too_many = False

    def note(self, checked: Checked) -> None:
        """Add what was gathered from a task."""
        if self._index is not None:
            for part in checked.task.parts:
                self._names[self._index.name(str(part.path))] = None
        if checked.gathered is not None and not self._too_many:
            checked.gathered.tally(self._tallies)
            self._postings.add(checked.task, checked.gathered.suspects)
            self._stay_small()

    def _stay_small(self) -> None:
        """Give up, and forget all, where there is more than fits in memory."""
        if len(self._tallies) > MOST_FORMS:
            self._too_many = True
            self._tallies.clear()
            self._postings.clear()

    def learned(self, items: Iterable[Item]) -> Verdicts:
        """Read all documents; return which of their forms are rare ones."""
        from linter.corpus.evidence import place_of

        documents = (item.document for item in items if isinstance(item, Unit))
        suspects: dict[Key, None] = {}
        for document, mentions in self.comparer.mentions(documents):
            place = place_of(document)
            if not self._too_many:
                self._tallies.note(place, mentions)
                for rule, rare in self.comparer.suspects(mentions).items():
                    suspects.update(((rule, form), None) for form in rare)
                self._stay_small()
            if self._index is not None:
                self._names[self._index.name(place[0])] = None
        forms = () if self._too_many else suspects
        for asked in self._questions(forms):
            self.answer(asked, matched(asked, self.comparer))
        return self._judged(forms)

    def rounds(self) -> Iterator[Iterable[Matching | Holding]]:
        """Yield what is left to do when all documents are read.

        Earlier versions say nothing of the corpus; but what is wrong in them was
        wrong before: they are held against it first. Of the others, only those are
        read again in which there is something.
        """
        forms = self._postings.forms
        yield self._questions(forms)
        yield self._holdings(self._judged(forms))

    def answer(self, asked: Matching, alike: Alike) -> None:
        """Take the answer to a question."""
        self._alike.setdefault(asked.rule, {}).update(alike)

    def held(self, typed: BinaryIO) -> Iterator[Checked]:
        """Yield what is found in a document that was ``typed``."""
        for work in chain.from_iterable(self.rounds()):
            if isinstance(work, Matching):
                self.answer(work, matched(work, self.comparer))
            else:
                yield held(work, self.comparer, self._options, typed)

    def _questions(self, forms: Iterable[Key]) -> Iterator[Matching]:
        from linter.corpus.evidence import asked

        for rule, rare, usual in asked(self._tallies, forms, self._index is None):
            yield from questions(rule, rare, usual)

    def _judged(self, forms: Iterable[Key]) -> Verdicts:
        from linter.corpus.evidence import judged

        return judged(self.comparer, forms, self._evidence())

    def _holdings(self, verdicts: Verdicts) -> Iterator[Holding]:
        rare = [(rule, form) for rule, forms in verdicts.items() for form in forms]
        before = [part for task in self.past for part in task.parts] if rare else []
        judged = Judged(verdicts)
        for parts in (before, self._postings.holding(rare)):
            for task in grouped(parts, MOST_HELD):
                yield Holding(task, judged)

    def _evidence(self) -> Evidence:
        from linter.corpus.against import Against
        from linter.corpus.evidence import Together

        together = Together(self.comparer, self._tallies, self._alike)
        together.look_up()
        if self._index is None:
            return together
        # What was renamed is in the run under its new name.
        names = sorted({*self._names, *self._standing(self._index).gone})
        return Against(self._index, together, names)

    def _standing(self, index: Index) -> Standing:
        from linter.corpus.index.freshness import standing

        if self._now is None:
            self._now = standing(index)
        return self._now

    def complaints(self) -> Iterator[str]:
        """Yield why documents are not compared as asked for, one line each."""
        if self._too_many:
            yield TOO_MANY
        if self._index is not None:
            from linter.corpus.index.freshness import complaints

            now, options = self._standing(self._index), walk_options(self._loaded)
            yield from complaints(self._index, now, self._names.keys(), options)


def several(paths: Sequence[Path]) -> bool:
    """Whether files hold more than one document, for all that can be told unread."""
    return len(paths) > 1 or any(map(holds_records, paths))


def is_corpus(tasks: Iterable[Task]) -> bool:
    """Whether there is more than one document, for all that can be told unread."""
    now = islice((task for task in tasks if not task.is_past), 2)
    return several([part.path for task in now for part in task.parts[:2]])


def comparing_of(
    rules: Ruleset, everything: Ruleset, loaded: Loaded
) -> Comparing | None:
    """Return what compares the documents of a run; ``None``: nothing does.

    Raises `ConfigError` for an index that cannot be used.
    """
    comparer = rules.comparer
    if comparer is None:
        return None
    index, file = None, loaded.settings.index
    if file is not None:
        from linter.corpus.comparing import Comparer
        from linter.corpus.index import Index

        every = Comparer.of(everything) or comparer
        index = Index(file, every.stamp)
    return Comparing(comparer, loaded, index)
