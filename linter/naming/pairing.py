"""Which of many names are spellings of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from linter.naming import kinship
from linter.naming.chinese import readings
from linter.naming.english import CASE_ENDS, uninflected
from linter.naming.letters import CACHE, bare, lowered
from linter.naming.ways import WAYS, Kinship, Way, ways_of

_ENDS = ("as", *CASE_ENDS)
# Suspects by family, frame and way.
Wanted: TypeAlias = dict[str, dict[str, dict[Way, list[str]]]]


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
    suspects: Collection[str], names: Collection[str]
) -> Mapping[str, Set[str]]:
    """Return the suspects that share a key with other names, and these names.

    Only names that share a frame with a suspect are asked for their keys, and
    frames are made only for the ways in which there is a suspect.
    """
    alike: dict[str, set[str]] = defaultdict(set)
    for family, wanted in _wanted(suspects).items():
        met: dict[str, list[str]] = defaultdict(list)
        framed = map(FRAMES[family].__getitem__, names)
        for name, frames in zip(names, framed, strict=True):
            for frame in frames:
                if frame in wanted:
                    met[frame].append(name)
        for frame, near in met.items():
            for way, rare in wanted[frame].items():
                # Most are alone under their frame.
                if len(near) > 1 or rare != near:
                    for one, other in _sharing_a_key(way, rare, near):
                        alike[one].add(other)
    return alike


def _wanted(suspects: Iterable[str]) -> Wanted:
    """Return the suspects by family, frame and way."""
    wanted: Wanted = {}
    for rare in suspects:
        for way in ways_of(rare):
            of_family = wanted.setdefault(way.name, {})
            for frame in _sought(way, rare):
                of_family.setdefault(frame, {}).setdefault(way, []).append(rare)
    return wanted


def _sharing_a_key(
    way: Way, suspects: Iterable[str], names: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield suspects, each with another name of which it may be a spelling."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for rare in suspects:
        for key in way.sought(rare):
            by_key[key].append(rare)
    for name in names:
        for key in way.keys(name):
            if key in by_key:
                yield from ((rare, name) for rare in by_key[key] if rare != name)


class Frames(dict[str, Collection[str]]):
    """The frames under which each name is found in the ways of one family."""

    def __init__(self, family: str) -> None:
        self._ways = [way for way in WAYS if way.name == family]
        (self._frame,) = {way.frame for way in self._ways}

    def __missing__(self, name: str) -> Collection[str]:
        """Work out the frames of a name, and remember them."""
        if len(self) >= CACHE:
            self.clear()
        frames: Collection[str] = (self._frame(name),)
        # Another suspect may be the common form.
        if _has_forms(name) and len({*_forms(name)}) > 1:
            low = lowered(name)
            suspect = (way for way in self._ways if way.is_suspect(low))
            frames = {*frames}.union(*(_sought(way, name) for way in suspect))
        self[name] = frames
        return frames


FRAMES = {family: Frames(family) for family in {way.name for way in WAYS}}


@lru_cache(CACHE)
def _sought(way: Way, name: str) -> frozenset[str]:
    """Return the frames that the English form of a suspect may have."""
    return frozenset(map(way.frame, _forms(name)))


def _has_forms(name: str) -> bool:
    """Whether `_forms` may have more than one: most names have but themselves."""
    low = bare(name)
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
