"""Names of a language whose sounds Latin letters only hint at: which spell one name.

A family of such names has a table of what the press writes for each sound. A
name is read into its *skeleton*, the consonants with a dot for every vowel, and
the vowels one by one. Two spellings may be one name when their skeletons are
the same and no vowel of the one excludes its fellow in the other.

>>> FAMILY = family("Test", "q", "p", "kh=X [kqg]=K dh?|dd=D f=F", "a=a e=ai i|y=i")
>>> FAMILY.read("Qadhafi"), FAMILY.alike("Gaddafi", "Kadhafi")
(('K.D.F.', ('a', 'a', 'i')), True)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from linter.lazy import pattern
from linter.naming.frames import Frames, frames_of
from linter.naming.letters import CACHE, bare
from linter.naming.signs import any_of
from linter.nouns import Noun

VOWEL = "."
_FRAMELESS = frames_of("")


class Family(Noun, eq=False):
    """How the press spells the names of one language.

    One of two spellings has one of the expressions ``signs``, in lower case; ``sign``
    is any of them. No name of the language has ``never``. ``grapheme`` finds the
    letters that stand for one sound; ``sounds`` has a capital for a consonant, and for
    a vowel the small letters it may be. ``tidied`` is done to a bare name first. The
    ``frames`` leave of a name what all its spellings share.
    """

    name: str
    signs: tuple[str, ...]
    sign: re.Pattern[str]
    never: re.Pattern[str]
    grapheme: re.Pattern[str]
    sounds: tuple[str, ...]
    tidied: Callable[[str], str]
    frames: Frames

    def is_suspect(self, low: str) -> bool:
        """Whether a name, in lower case, has what another might write otherwise."""
        return self.sign.search(low) is not None and not self.never.search(low)

    def may_be(self, name: str) -> bool:
        """Whether nothing in a name is foreign to the language."""
        return not self.never.search(bare(name))

    def read(self, name: str) -> tuple[str, tuple[str, ...]]:
        """Return the skeleton of a name, and what each of its vowels may be."""
        return _read(self, self.tidied(bare(name)))

    def key(self, name: str) -> str:
        """Return what all spellings of a name share, and some other names."""
        return self.read(name)[0]

    def alike(self, one: str, other: str) -> bool:
        """Whether two spellings may be one name; accents make no difference."""
        low, also_low = bare(one), bare(other)
        if low == also_low or self.never.search(low) or self.never.search(also_low):
            return False
        (frame, vowels), (also, others) = self.read(one), self.read(other)
        return frame == also and all(
            set(some) & set(more) for some, more in zip(vowels, others, strict=True)
        )


def family(
    name: str,
    signs: str,
    never: str,
    consonants: str,
    vowels: str,
    tidied: Callable[[str], str] = str,
    frames: Frames = _FRAMELESS,
) -> Family:
    """Return a family from tables of ``letters=sound``, of which the first fits.

    ``signs`` are written as `any_of` has them, with spaces between.
    """
    pairs = [pair.rpartition("=") for pair in f"{consonants} {vowels}".split()]
    # Any other letter is a sound of its own.
    grapheme = pattern("|".join([*(f"({letters})" for letters, _, _ in pairs), "."]))
    sounds = tuple(sound for _, _, sound in pairs)
    some = tuple(signs.split())
    expressions = pattern(any_of(some)), pattern(never), grapheme
    return Family(name, some, *expressions, sounds, tidied, frames)


@lru_cache(CACHE)
def _read(family: Family, low: str) -> tuple[str, tuple[str, ...]]:
    frame, vowels = "", []
    for found in family.grapheme.finditer(low):
        index = found.lastindex
        sound = family.sounds[index - 1] if index else found[0].upper()
        if sound.islower():
            vowels.append(sound)
            sound = VOWEL
        if not frame.endswith(sound) or sound == VOWEL or not sound:
            frame += sound
    return frame, tuple(vowels)
