"""Whether two spellings are one name, and how such spellings find each other.

Three questions, all answered from the letters alone:

- `is_suspect`: could this spelling be another one's variant?
- `keys` and `sought`: how do two spellings of one name find each other?
- `kinship`: are these two spellings one name, and what makes them so?

To find pairs among many names put each under its `keys`, look a suspect up under
all that is `sought`, and ask `kinship` of those that meet (`linter.naming.pairing`
does it for the names of one document). Names are in Latin script; case does not
matter. Two spellings that one name has can still be two people's: given names,
and lists of names that are two, are the caller's business.
"""

from __future__ import annotations

from functools import lru_cache

from linter.naming import chinese
from linter.naming.letters import CACHE, bare, lowered
from linter.naming.romanisation import loosely
from linter.naming.ways import WAYS, Kinship, ways_of

__all__ = ["Kinship", "is_suspect", "keys", "kinship", "may_be_one", "sought"]


def is_suspect(name: str) -> bool:
    """Whether a spelling could be a variant of one that English would write."""
    return bool(ways_of(name))


def keys(name: str) -> frozenset[str]:
    """Return under what a name is found by its variants.

    The keys of Slavic names are their sounds; others are marked with the family
    they belong to. They may change from one version to the next.

    >>> sorted(keys("Mishustin") & sought("Mishoustine"))
    ['miSustin']
    """
    return frozenset().union(*(way.keys(name) for way in WAYS))


def sought(name: str) -> frozenset[str]:
    """Return the keys under which the English form of a suspect may be found."""
    return frozenset().union(*(way.sought(name) for way in ways_of(name)))


def kinship(common: str, rare: str) -> Kinship | None:
    """Tell what makes ``rare`` another spelling of ``common``; ``None`` if nothing.

    Not the same the other way round: the rare one is read as foreign, the common
    one as English.

    >>> kinship("Lavrov", "Lawrow"), kinship("Lavrov", "Lavrova")
    (Kinship(scheme='German', borne_out=False, foreign=True), None)
    """
    if lowered(common) == lowered(rare):
        return None
    return next(filter(None, (way.judge(common, rare) for way in WAYS)), None)


@lru_cache(CACHE)
def may_be_one(one: str, other: str) -> bool:
    """Whether two words beside a name, given names or surnames, may be the same.

    More lenient than `kinship`: accents and English doublets of any kind are the
    same, an initial stands for a name, and Teng may be Deng.
    """
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if bare(one) == bare(other) or loosely(one) & loosely(other):
        return True
    if kinship(one, other) or kinship(other, one):
        return True
    return chinese.surname(one, other)
