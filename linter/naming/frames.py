"""Frames: a few letters that all spellings of a name share, quickly made and compared.

Two spellings of one name have the same frame, or one of them has it in another of
the forms in which it is sought. Of two names it says little: which spellings are one
is asked of those only that have a frame in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from linter.lazy import pattern
from linter.naming.english import uninflected
from linter.naming.letters import lowered, unmarked

# What leaves of bare names their frames.
Frames: TypeAlias = Callable[[Iterable[str]], list[bytes]]

# Vowels in a row are one, and it is an a if one of them is.
_MERGED = (("ea", "a"), ("ae", "a"), ("aa", "a"))


def frames_of(
    kept: str, groups: Mapping[str, str] | None = None, /, **same: str
) -> Frames:
    """Return a function that leaves of bare names what all their spellings share.

    ``kept`` are letters; ``groups`` of letters are replaced first. ``same`` says which
    letters are as good as others. Doubled ones count once; beside an a, no e counts.

    >>> frames_of("abpr", {"ph": "-"}, v="b")(["vapharro", "emma"])
    [b'bar', b'a']
    """
    table = bytes.maketrans(*(_bytes(side) for side in (same.keys(), same.values())))
    others = bytes({*range(256)}.difference(_bytes([kept, *same]), b"\n"))
    doubled = [(letter * 2, letter) for letter in kept]
    shorter = [(two.encode(), one.encode()) for two, one in (*doubled, *_MERGED)]

    def frames(lows: Iterable[str]) -> list[bytes]:
        # All at once, and as bytes: either is several times as fast.
        joined = _replaced("\n".join(lows), groups or {})
        letters = joined.encode("latin-1", "replace").translate(table, others)
        for two, one in shorter:
            while two in letters:
                letters = letters.replace(two, one)
        return letters.split(b"\n")

    return frames


def _bytes(letters: Iterable[str]) -> bytes:
    return "".join(letters).encode("latin-1")


# What a Slavic name is in English letters: sounds that every press writes with one
# letter; the vowel a, and any other; consonants that presses write as each other.
slavic_frames = frames_of(
    "abelmnprsv",
    {"ph": "f", "qu": "q"},
    **dict.fromkeys("iouy", "e"),
    **dict.fromkeys("cdghjkqtxzß", "s"),
    **dict.fromkeys("fw", "v"),
)
# What some presses mean by letters that the others mean otherwise. A j is a vowel or a
# consonant, or either, as in "Jevtusjenko".
_MEANT_WITH_MARKS = ({"ť": "ti", "ď": "di", "ň": "ni"}, {"å": "o"})
_MEANT = (
    {"rz": "z"},
    {"zj": "z"},
    {"sj": "s", "tj": "t"},
    {"j": "i"},
    {"gu": "g"},
    {"ix": "x"},
    {"ph": "p-h"},
    {"qu": "q-u"},
    {"gy": "g", "ty": "t", "ny": "n"},
)
_MEANT_OTHERWISE = pattern("|".join(group for meant in _MEANT for group in meant))
_SILENT_ENDS = ("as", "is", "s")


def slavic_forms(name: str) -> Iterable[str]:
    """Return what a foreign spelling may be in the letters of English.

    >>> sorted(slavic_forms("Stephanow"))
    ['step-anow', 'step-hanow', 'stepanow', 'stephanow']
    """
    low = lowered(name)
    plain = unmarked(low)
    forms = {plain}
    if plain != low:
        forms |= {unmarked(_replaced(low, meant)) for meant in _MEANT_WITH_MARKS}
    # Most names have none of them.
    if _MEANT_OTHERWISE.search(plain) or len(forms) > 1:
        for meant in _MEANT:
            forms |= {_replaced(form, meant) for form in forms}
        forms |= {form[:1].replace("j", "i") + form[1:] for form in forms}
    if "h" in plain:
        forms |= {form[:1] + form[1:].replace("h", "") for form in forms}
    if plain.endswith("s"):
        for end in _SILENT_ENDS:
            forms |= {form.removesuffix(end) for form in forms}
    if plain.endswith("ne"):
        forms |= {form[:-1] for form in forms}
    return forms.union(uninflected(name))


def _replaced(form: str, groups: Mapping[str, str]) -> str:
    for group, other in groups.items():
        form = form.replace(group, other)
    return form
