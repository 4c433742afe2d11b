"""The ways in which one name comes to have two spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import lru_cache

from linter.lazy import pattern
from linter.naming import arabic, chinese, english, hebrew, korean, turkish
from linter.naming.frames import Frames, frames_of, slavic_forms, slavic_frames
from linter.naming.letters import CACHE, bare, lowered
from linter.naming.romanisation import (
    FOREIGN,
    both_east_asian,
    foreign_scheme,
    in_english,
    in_foreign,
    loosely,
)
from linter.naming.signs import any_of
from linter.naming.skeleton import Family
from linter.nouns import Noun

# The scheme of names that English itself writes in two ways.
ENGLISH = "English"
# Names that are no Arabic, Hebrew or Turkish ones, whatever they sound like.
_SLAVIC = pattern(r"(?:[oe]v|enko|sk[iy]|vi[ct]h?|[iy]uk)a?$")


class Kinship(Noun):
    """Why two spellings are one name.

    ``scheme`` is what the rarer one is read as. ``borne_out`` is set where many
    people share such names, and more than the letters has to speak for it: the
    same surname, or given name, beside both. ``foreign`` is set where the rarer one
    is how the press of another language spells the common one, letter for letter.
    """

    scheme: str
    borne_out: bool = False
    foreign: bool = False


class Way(Noun, eq=False):
    """One way: which spellings it makes suspect, and which it holds to be one name.

    A spelling is asked about in lower case, as `lowered` returns it. If there are
    ``signs``, each suspect has one of these expressions.

    Where ``judge`` finds that ``rare`` is a spelling of ``common``, the ``keys`` of
    the common one and what is ``sought`` for the rare one have a member in common,
    and the frame of the common one is that of one of the ``forms`` of the rare one.
    Ways of the same ``name`` have the same frames and forms. A name that cannot be the
    common one has no keys.
    """

    name: str
    signs: tuple[str, ...]
    is_suspect: Callable[[str], bool]
    keys: Callable[[str], Set[str]]
    sought: Callable[[str], Set[str]]
    judge: Callable[[str, str], Kinship | None]
    frames: Frames
    forms: Callable[[str], Iterable[str]]


def _abroad(common: str, rare: str) -> Kinship | None:
    scheme = foreign_scheme(common, rare)
    return Kinship(scheme, foreign=True) if scheme else None


@lru_cache(CACHE)
def _plainly(name: str) -> Set[str]:
    return loosely(bare(name))


def _twice_in_english(common: str, rare: str) -> Kinship | None:
    return Kinship(ENGLISH) if english.is_doublet(common, rare) else None


def _ending(common: str, rare: str) -> Kinship | None:
    if english.is_accented(common, rare):
        return Kinship("foreign with its accents")
    if bare(common) in english.uninflected(rare):
        return Kinship("a Slavic case form")
    if bare(common) == english.singular(rare):
        return Kinship("Latvian", borne_out=True)
    return None


def _alone(name: str) -> Iterable[str]:
    return (bare(name),)


def _itself(name: str) -> Set[str]:
    return {f"={bare(name)}"}


def _stems(name: str) -> Set[str]:
    forms = (bare(name), english.singular(name), *english.uninflected(name))
    return {f"={form}" for form in forms if form}


def _east_asian(common: str, rare: str) -> Kinship | None:
    if chinese.alike(common, rare):
        return Kinship("Wade-Giles")
    both = all(map(korean.is_korean, (common, rare)))
    if not both or "-" not in rare or korean.told_apart(common, rare):
        return None
    if korean.FAMILY.alike(common, rare):
        return Kinship("Korean", borne_out=True)
    return None


@lru_cache(CACHE)
def _east_asian_keys(name: str) -> Set[str]:
    said = {f"Chinese:{reading}" for reading in chinese.readings(name)}
    if korean.is_korean(name):
        said.add(f"Korean:{korean.FAMILY.key(name)}")
    return said


def _in_family(family: Family) -> Way:
    def is_suspect(low: str) -> bool:
        return low.isascii() and family.is_suspect(low)

    @lru_cache(CACHE)
    def keys(name: str) -> Set[str]:
        fits = suspect(lowered(name)) if strange else family.may_be(name)
        return frozenset({f"{family.name}:{family.key(name)}"} if fits else ())

    def judge(common: str, rare: str) -> Kinship | None:
        if not suspect(lowered(rare)) or not family.alike(common, rare):
            return None
        if _SLAVIC.search(bare(common)) or both_east_asian(common, rare):
            return None
        return Kinship(family.name, arabic.is_shared(rare))

    # Letters of its own, which no name of another language has.
    strange = family is turkish.FAMILY
    suspect = turkish.is_suspect if strange else is_suspect
    return Way(
        family.name, family.signs, suspect, keys, keys, judge, family.frames, _alone
    )


_ABROAD = tuple(sign for scheme in FOREIGN for sign in scheme.signs)
_SIGN = pattern(any_of(_ABROAD))
WAYS = (
    Way(
        "Slavic",
        _ABROAD,
        lambda low: _SIGN.search(low) is not None,
        in_english,
        lambda name: in_foreign(name).keys(),
        _abroad,
        slavic_frames,
        slavic_forms,
    ),
    Way(
        "Slavic",
        (),
        english.is_spelt_twice,
        _plainly,
        _plainly,
        _twice_in_english,
        slavic_frames,
        slavic_forms,
    ),
    Way(
        "Slavic",
        (),
        english.has_ending,
        _itself,
        _stems,
        _ending,
        slavic_frames,
        slavic_forms,
    ),
    *map(_in_family, (arabic.FAMILY, hebrew.FAMILY, turkish.FAMILY)),
    Way(
        "East Asian",
        ("-",),
        lambda low: "-" in low and bool(_east_asian_keys(low)),
        _east_asian_keys,
        _east_asian_keys,
        _east_asian,
        frames_of("efkmnp", **dict.fromkeys("aiouwy", "e"), b="p", g="k"),
        _alone,
    ),
)
# Most names have no sign of any way.
_ANY_SIGN = pattern(any_of(sign for way in WAYS for sign in way.signs))
_WITHOUT_SIGNS = tuple(way for way in WAYS if not way.signs)


@lru_cache(CACHE)
def ways_of(name: str) -> tuple[Way, ...]:
    """Return the ways in which a spelling could be a variant of another."""
    low = lowered(name)
    ways = WAYS if _ANY_SIGN.search(low) else _WITHOUT_SIGNS
    return tuple([way for way in ways if way.is_suspect(low)])
