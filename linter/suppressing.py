"""Findings that do not count because they were there before.

What is known is a multiset: how often each finding was there, in which document.
A document takes its own first; what is left over is for those that moved, and
then for those that were edited on one side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from linter.fingerprints import Trace
from linter.locating import Located, Suppression, list_of_located

# About a second of looking through old versions.
MOST_SEARCHED = 2_000_000_000

# A document, and the content of a finding in it.
Key = tuple[str, str]


@dataclass
class Known:
    """Findings that were there before, less those that are found again.

    ``left`` counts them by document and content, ``sides`` has what stands on
    either side. ``pools`` leads to what is left when all documents have taken
    their own: from a content, a side, or a side in one document. What is known
    of a document may come from ``load`` when it is first asked for; ``others``
    names the documents that nobody may have asked for.
    """

    load: Callable[[str], Iterable[tuple[Trace, int]]] | None = None
    others: Callable[[], Iterable[str]] | None = None
    left: Counter[Key] = field(default_factory=Counter)
    sides: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    pools: dict[str | Key, list[Key]] = field(default_factory=dict)
    loaded: set[str] = field(default_factory=set)

    def add(self, document: str, trace: Trace, count: int = 1) -> None:
        """Add findings of one content in one document."""
        key = document, trace[0]
        self.left[key] += count
        self.sides[key] = tuple(filter(None, trace[1:]))
        self.names.update(filter(None, trace))

    def complete(self) -> None:
        """Load what is known of all documents, not only of those that asked."""
        others, self.others = self.others, None
        for document in others() if others else ():
            self._load(document)

    def _load(self, document: str) -> None:
        if self.load and document not in self.loaded:
            self.loaded.add(document)
            for trace, count in self.load(document):
                self.add(document, trace, count)

    def may_hold(self, trace: Trace) -> bool:
        """Whether a finding may be known under any document."""
        return not self.names.isdisjoint(trace)

    def take_own(self, document: str, trace: Trace) -> Key | None:
        """Take a finding of the same document and content, if one is left."""
        self._load(document)
        key = document, trace[0]
        if not self.left.get(key):
            return None
        self.left[key] -= 1
        return key

    def pool(self, free: Callable[[str], bool]) -> None:
        """Offer to all what is left of documents that have no more use for it."""
        use = {document: free(document) for document, _ in self.left}
        for key, count in self.left.items():
            if count and use[key[0]]:
                names: list[str | Key] = [key[1], *self.sides[key]]
                names += ((key[0], side) for side in self.sides[key])
                for name in names:
                    self.pools.setdefault(name, []).append(key)

    def take_pooled(self, *names: str | Key) -> Key | None:
        """Take a finding that goes by one of these names in the pool."""
        for name in names:
            keys = self.pools.get(name, [])
            while keys:
                if self.left[keys[-1]]:
                    self.left[keys[-1]] -= 1
                    return keys[-1]
                keys.pop()
        return None


class Past:
    """Old versions of documents, to see how often a text was there.

    A finding may be new though its text is not: a rule that looks at lines sees
    more, or less, when they are wrapped anew. White space does not count.
    """

    def __init__(self, versions: Iterable[tuple[str, str]]) -> None:
        self._texts: dict[str, list[str]] = {}
        for document, text in versions:
            self._texts.setdefault(document, []).append("".join(text.split()))
        self._size = sum(len(text) for some in self._texts.values() for text in some)

    def counts(self, wanted: Sequence[tuple[str, str]]) -> Counter[str]:
        """Return how often texts were there, for (document, text) each.

        Where there is too much to look through, each only in its own document.
        """
        every = len(wanted) * self._size <= MOST_SEARCHED
        found: Counter[str] = Counter()
        for document, text in {
            text: (document, text) for document, text in wanted
        }.values():
            places = self._texts.values() if every else [self._texts.get(document, [])]
            found[text] = sum(old.count(text) for some in places for old in some)
        return found


@dataclass
class Sieve:
    """Marks the findings that are known; the others are new.

    ``name`` gives a document the name it is known by. ``free`` tells, at the
    end, whether a document has no more use for what is left of it. ``taken``
    counts what was found again: the key it was known by, the document it is in,
    and what tells it there. With the ``past``, what is no finding there, but has
    its text there, is known as well.
    """

    known: Known
    mark: Suppression
    name: Callable[[str], str]
    free: Callable[[str], bool]
    past: Callable[[], Past] | None = None
    taken: Counter[tuple[Key, str, Trace]] = field(default_factory=Counter)

    def __call__(
        self, documents: Iterable[Sequence[Located]]
    ) -> Iterator[Sequence[Located]]:
        """Yield the documents in order, with what is known marked.

        A document waits where it may have what was in one still to come, and
        with it all that come after it.
        """
        waiting: list[Sequence[Located]] = []
        for located in documents:
            left = self._all_marked(located, self.known.take_own)
            if waiting or self.past or any(self._is_open(item) for item in left):
                waiting.append(left)
            else:
                yield left
        if waiting:
            self.known.pool(self.free)
            for take in (self._moved, self._edited, self._moved_and_edited):
                waiting = [self._all_marked(left, take) for left in waiting]
        yield from self._less_past(waiting)

    def _less_past(
        self, waiting: Sequence[Sequence[Located]]
    ) -> Sequence[Sequence[Located]]:
        """Mark the findings whose text was there more often than is known of."""
        new = [i for left in waiting for i in left if i.suppression is None]
        if self.past is None or not new:
            return waiting
        there = self.past().counts([(self.name(i.path), _dense(i)) for i in new])
        known = Counter(_dense(i) for left in waiting for i in left if i.suppression)

        def marked(item: Located) -> Located:
            text = _dense(item)
            if item.suppression or known[text] >= there[text]:
                return item
            known[text] += 1
            return item._replace(suppression=self.mark)

        return [list_of_located(map(marked, left)) for left in waiting]

    def _is_open(self, item: Located) -> bool:
        if item.suppression is not None:
            return False
        self.known.complete()
        return self.known.may_hold(item.trace)

    def _moved(self, document: str, trace: Trace) -> Key | None:
        return self.known.take_pooled(trace[0])

    def _edited(self, document: str, trace: Trace) -> Key | None:
        sides = ((document, side) for side in trace[1:])
        return self.known.take_pooled(*sides)

    def _moved_and_edited(self, document: str, trace: Trace) -> Key | None:
        return self.known.take_pooled(*trace[1:])

    def _all_marked(
        self, located: Sequence[Located], take: Callable[[str, Trace], Key | None]
    ) -> Sequence[Located]:
        return list_of_located(self._marked(item, take) for item in located)

    def _marked(
        self, item: Located, take: Callable[[str, Trace], Key | None]
    ) -> Located:
        if item.suppression is not None:
            return item
        document = self.name(item.path)
        key = take(document, item.trace)
        if key is None:
            return item
        self.taken[key, document, item.trace] += 1
        return item._replace(suppression=self.mark)


def _dense(item: Located) -> str:
    """Return a finding's text and what stands around it, without white space."""
    _, before, text, after = item.identity
    return before + "".join(text.split()) + after
