"""Which of many names are spellings of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from linter.naming import kinship
from linter.naming.letters import CACHE, bare
from linter.naming.ways import WAYS, Kinship, Way, ways_of
from linter.nouns import Noun


class Pair(Noun):
    """A rare form, the common form it reads like, and why."""

    rare: str
    common: str
    kinship: Kinship


def pairs_among(suspects: Set[str], counts: Mapping[str, int]) -> Iterator[Pair]:
    """Yield each suspect with the commonest form that it reads like.

    ``counts`` are in the order of the text: of two forms as common as each
    other, each of which could be the other's variant, the first is right.
    """
    alike = alike_among(suspects & counts.keys(), counts)
    order = {name: place for place, name in enumerate(counts)} if alike else {}
    for rare in sorted(alike):
        candidates = [name for name in alike[rare] if counts[name] >= counts[rare]]
        for common in sorted(candidates, key=lambda n: (-counts[n], order[n])):
            why = kinship(common, rare)
            even = counts[common] == counts[rare] and order[rare] < order[common]
            if why and not (even and kinship(rare, common)):
                yield Pair(rare, common, why)
                break


def alike_among(
    suspects: Iterable[str], names: Iterable[str]
) -> Mapping[str, Set[str]]:
    """Return the suspects that share a key with other names, and these names."""
    among = {*names}
    alike: dict[str, set[str]] = defaultdict(set)
    for family, wanted in _wanted(suspects).items():
        framed = FRAMED[family]
        framed.learn(among)
        for rare, ways in wanted.items():
            # Most are alone under their frame.
            if near := framed.near(rare, among):
                for way in ways:
                    if found := framed.alike(way, rare, near):
                        alike[rare] |= found
    return alike


def _wanted(suspects: Iterable[str]) -> Mapping[str, Mapping[str, Sequence[Way]]]:
    """Return the suspects by family, each with its ways."""
    wanted: dict[str, dict[str, list[Way]]] = {}
    for rare in suspects:
        for way in ways_of(rare):
            wanted.setdefault(way.name, {}).setdefault(rare, []).append(way)
    return wanted


class Framed:
    """The names met so far, by their frames and their keys in the ways of one family.

    Each is framed once, and asked for its keys, which takes ten times as long, when
    it is first in a document with a suspect of its frame. Which names of a document
    have a frame or a key is then told by an intersection of sets. All are forgotten
    before there are too many.
    """

    def __init__(self, family: str) -> None:
        self._way = next(way for way in WAYS if way.name == family)
        self._forget()

    def _forget(self) -> None:
        self._names: set[str] = set()
        self._framed: dict[bytes, set[str]] = defaultdict(set)
        self._sought: dict[str, list[set[str]]] = {}
        self._asked: dict[Way, set[str]] = defaultdict(set)
        self._keyed: dict[tuple[Way, str], set[str]] = defaultdict(set)

    def learn(self, names: Set[str]) -> None:
        """Put names under their frames, as far as they are new."""
        new = names - self._names
        if len(self._names) + len(new) > CACHE:
            self._forget()
            new = names
        if new:
            self._names |= new
            frames = self._way.frames(map(bare, new))
            for name, frame in zip(new, frames, strict=True):
                self._framed[frame].add(name)

    def near(self, rare: str, names: Set[str]) -> Set[str]:
        """Return which of some names, all of them met, have a frame of a suspect."""
        if rare not in self._sought:
            frames = {*self._way.frames(self._way.forms(rare))}
            self._sought[rare] = [self._framed[frame] for frame in frames]
        near: set[str] = set()
        for framed in self._sought[rare]:
            near |= framed & names
        near.discard(rare)
        return near

    def alike(self, way: Way, rare: str, near: Set[str]) -> Set[str]:
        """Return which of the names near a suspect share a key with it."""
        for name in near - self._asked[way]:
            for key in way.keys(name):
                self._keyed[way, key].add(name)
        self._asked[way] |= near
        keyed = [self._keyed[way, key] for key in way.sought(rare)]
        return set().union(*(some & near for some in keyed))


FRAMED = {family: Framed(family) for family in {way.name for way in WAYS}}
