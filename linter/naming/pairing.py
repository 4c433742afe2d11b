"""Which of many names are spellings of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from linter.naming import kinship
from linter.naming.chinese import readings
from linter.naming.english import uninflected
from linter.naming.letters import CACHE, bare
from linter.naming.ways import WAYS, Kinship, Way, ways_of


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
    order = {name: place for place, name in enumerate(counts)}
    alike = _alike(suspects & counts.keys(), counts)
    for rare in sorted(alike):
        candidates = [name for name in alike[rare] if counts[name] >= counts[rare]]
        for common in sorted(candidates, key=lambda n: (-counts[n], order[n])):
            why = kinship(common, rare)
            even = counts[common] == counts[rare] and order[rare] < order[common]
            if why and not (even and kinship(rare, common)):
                yield Pair(rare, common, why)
                break


def _alike(suspects: Set[str], counts: Mapping[str, int]) -> Mapping[str, Set[str]]:
    """Return for each suspect the names that share a key with it."""
    framed = defaultdict(list)
    for name in counts:
        for frame in frames(name):
            framed[frame].append(name)
    alike: dict[str, set[str]] = defaultdict(set)
    for rare in suspects:
        for way in ways_of(rare):
            near = {n for frame in _sought(way, rare) for n in framed.get(frame, ())}
            near.discard(rare)
            if near:
                sought = way.sought(rare)
                alike[rare].update(
                    name for name in near if not way.keys(name).isdisjoint(sought)
                )
    return alike


@lru_cache(CACHE)
def frames(name: str) -> frozenset[str]:
    """Return what two forms of a name share one of, and other names do, too.

    Quicker to tell than keys, and enough to pass over a name that is alone.
    """
    own = (f"{way.name}:{way.frame(name)}" for way in WAYS if way.takes(name))
    return frozenset(own).union(*(_sought(way, name) for way in ways_of(name)))


@lru_cache(CACHE)
def _sought(way: Way, name: str) -> frozenset[str]:
    """Return the frames that the English form of a suspect may have."""
    return frozenset(f"{way.name}:{way.frame(form)}" for form in _forms(name))


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
