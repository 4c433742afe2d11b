"""What is checked, held against the index of a corpus it may be part of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from linter.corpus.evidence import Together
from linter.corpus.index import Index
from linter.corpus.tallies import Place, Tallies, Tally


class Against:
    """The mentions of an index, with those of a run in place of what it had of them.

    ``names`` are what the index calls the files of the run.
    """

    def __init__(self, index: Index, run: Together, names: Iterable[str]) -> None:
        self._index = index
        self._run = run
        self._own = Tallies()
        for name in names:
            index.tally_file(name, self._own)

    def tally(self, rule: str, form: str) -> Tally:
        """Return how often a form was met."""
        return self._now(rule, form, self._index.tally(rule, form))

    def usual(self, rule: str, rare: str) -> Mapping[str, Tally]:
        """Return the forms that a rare one may stand for, frequent enough to tell."""
        asked = self._run.comparer.comparisons[rule].asked(rare)
        known = dict(self._index.usual(rule, asked))
        for form in self._run.usual(rule, rare):
            if form not in known:
                known[form] = self._index.tally(rule, form)
        return {form: self._now(rule, form, tally) for form, tally in known.items()}

    def _now(self, rule: str, form: str, indexed: Tally) -> Tally:
        """Return a tally of the index with what the run knows better."""
        left = indexed.less(self._own[rule, form])
        left.places = tuple(map(self._place_here, left.places))
        left.add(self._run.tallies[rule, form])
        return left

    def _place_here(self, place: Place) -> Place:
        """Return what a document of the index is called from here."""
        name, line = place
        return os.path.relpath(self._index.root / name), line
