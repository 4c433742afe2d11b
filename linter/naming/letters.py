"""The letters of a name, without case, apostrophes and marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

# What leaves of bare names the letters that all their spellings share.
Frames: TypeAlias = Callable[[Iterable[str]], list[bytes]]
# As many names as a large batch has; what is known of each is kept.
CACHE = 1 << 16
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʹʻʾʿ`´\u0307", ""))
_UNMARKED = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "e"}
)


def lowered(word: str) -> str:
    """Return a word in lower case, composed, without apostrophes."""
    if word.isascii() and word.isalpha():
        return word.lower()
    return unicodedata.normalize("NFC", word.lower()).translate(_APOSTROPHES)


@lru_cache(CACHE)
def bare(word: str) -> str:
    """Return a word in lower case, its letters stripped of all marks.

    >>> bare("Erdoğan")
    'erdogan'
    """
    return unmarked(lowered(word))


def frames_of(kept: str, but: Sequence[str] = (), **same: str) -> Frames:
    """Return a function that leaves of bare names what all their spellings share.

    ``kept`` are letters, ``but`` groups of letters in which they do not count;
    ``same`` says which letters are as good as others. Doubled ones count once.

    >>> frames_of("abprv", ["ph"], v="b")(["vapharro", "emma"])
    [b'bar', b'a']
    """
    groups = [(group.encode(), b"-") for group in but]
    table = bytes.maketrans(*(_bytes(side) for side in (same.keys(), same.values())))
    others = bytes({*range(256)}.difference(kept.encode(), b"\n"))
    doubled = [(letter * 2, letter) for letter in map(str.encode, kept)]

    def frames(lows: Iterable[str]) -> list[bytes]:
        # All at once, and as bytes: either is several times as fast.
        letters = "\n".join(lows).encode("ascii", "replace")
        for group, mark in groups:
            letters = letters.replace(group, mark)
        letters = letters.translate(table, others)
        for two, one in doubled:
            while two in letters:
                letters = letters.replace(two, one)
        return letters.split(b"\n")

    return frames


def _bytes(letters: Iterable[str]) -> bytes:
    return "".join(letters).encode()


def unmarked(text: str) -> str:
    """Return text in lower case without marks on its letters."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    return "".join(char for char in split if not unicodedata.combining(char))
