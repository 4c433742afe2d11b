"""The letters of a name, without case, apostrophes and marks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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


def unmarked(text: str) -> str:
    """Return text in lower case without marks on its letters."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    return "".join(char for char in split if not unicodedata.combining(char))
