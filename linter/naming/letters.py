"""The letters of a name, without case, apostrophes and marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby

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


class _Left(dict[int, str]):
    """What `str.translate` leaves of a text: the letters it has, and no others."""

    def __missing__(self, letter: int) -> str:
        """Leave nothing of a letter; remembered, for it is met again."""
        self[letter] = ""
        return ""


def frame_of(kept: str, but: Sequence[str] = (), **same: str) -> Callable[[str], str]:
    """Return a function that leaves of a name what all its spellings share.

    ``kept`` are letters, ``but`` groups of letters in which they do not count;
    ``same`` says which letters are as good as others. Doubled ones count once.

    >>> frame_of("abprv", ["ph"], v="b")("Vapharro"), frame_of("mn")("Emma")
    ('bar', 'm')
    """
    left = _Left({ord(letter): same.get(letter, letter) for letter in kept})

    def frame(name: str) -> str:
        low = bare(name)
        for group in but:
            low = low.replace(group, "-")
        letters = low.translate(left)
        if len(letters) < 2 or len({*letters}) == len(letters):
            return letters
        return "".join(letter for letter, _ in groupby(letters))

    return frame


def unmarked(text: str) -> str:
    """Return text in lower case without marks on its letters."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    return "".join(char for char in split if not unicodedata.combining(char))
