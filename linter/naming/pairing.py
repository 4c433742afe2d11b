"""Which of many names are spellings of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from linter.naming import kinship
from linter.naming.chinese import readings
from linter.naming.english import CASE_ENDS, uninflected
from linter.naming.letters import CACHE, bare
from linter.naming.ways import WAYS, Kinship, Way, ways_of

_ENDS = ("as", *CASE_ENDS)


@dataclass(frozen=True)
class Pair:
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
    ways, among = {rare: ways_of(rare) for rare in suspects}, {*names}
    for way in {way for some in ways.values() for way in some}:
        MET[way].learn(among)
    alike = {}
    for rare, some in ways.items():
        if found := {name for way in some for name in MET[way].alike(rare, among)}:
            alike[rare] = found
    return alike


class Met:
    """The names met so far: who of them is near a suspect in one of the ways.

    A name is framed once, and asked for its keys, which takes ten times as long, only
    when it meets a suspect with its frame. Which names of a document are near is told
    by intersections of sets. All are forgotten before there are too many.
    """

    def __init__(self, way: Way) -> None:
        self._way = way
        self._forget()

    def _forget(self) -> None:
        self._names: set[str] = set()
        self._asked: set[str] = set()
        self._by_frame: dict[bytes, set[str]] = defaultdict(set)
        self._by_key: dict[str, set[str]] = defaultdict(set)

    def learn(self, names: Set[str]) -> None:
        """Put names under their frames, as far as they are new."""
        new = names - self._names
        if len(self._names) + len(new) > CACHE:
            self._forget()
            new = names
        self._names |= new
        for name in new:
            for frame in _frames(self._way, name):
                self._by_frame[frame].add(name)

    def alike(self, rare: str, names: Set[str]) -> Set[str]:
        """Return which of some names, all of them met, share a key with a suspect."""
        framed = [self._by_frame[frame] for frame in _sought(self._way, rare)]
        near = {name for some in framed for name in some & names}
        near.discard(rare)
        # Most suspects are alone.
        if not near:
            return near
        self._ask(near - self._asked)
        keyed = [self._by_key[key] for key in self._way.sought(rare)]
        return {name for some in keyed for name in some & names} - {rare}

    def _ask(self, names: Set[str]) -> None:
        self._asked |= names
        for name in names:
            for key in self._way.keys(name):
                self._by_key[key].add(name)


MET = {way: Met(way) for way in WAYS}


def _frames(way: Way, name: str) -> Iterable[bytes]:
    """Return the frames under which a name is found."""
    low = bare(name)
    # Another suspect may be the common form.
    if _has_forms(low) and any(one.name == way.name for one in ways_of(name)):
        return _sought(way, name)
    return (way.frame(low),)


@lru_cache(CACHE)
def _sought(way: Way, name: str) -> frozenset[bytes]:
    """Return the frames that the English form of a suspect may have."""
    return frozenset(map(way.frame, _forms(name)))


def _has_forms(low: str) -> bool:
    """Whether `_forms` may have more than one: most names have but themselves."""
    return low.endswith(_ENDS) or "rz" in low or "-" in low


def _forms(name: str) -> Iterator[str]:
    """Yield a name as it is, and with what its frame should not have."""
    low = bare(name)
    yield low
    if "rz" in low:
        yield low.replace("rz", "")
    if low.endswith("as"):
        yield low[:-2]
    if "-" in low:
        yield from readings(name)
    yield from uninflected(low)
