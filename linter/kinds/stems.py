"""Words as they compare: numbers in digits, nouns in the singular, stems."""

from __future__ import annotations

from functools import lru_cache

from linter.lazy import pattern

# What translators put for one another: a title is not told by which of them it has.
_ALIKE = {
    **dict.fromkeys(("accord", "agreement", "compact", "convention"), "treaty"),
    **dict.fromkeys(("covenant", "pact"), "treaty"),
    **dict.fromkeys(("communiqué", "statement"), "declaration"),
    "organisation": "organization",
    "programme": "program",
}
# What translators put for one another, as stems.
SYNONYMS = {
    "aid": "assist",
    "amity": "friend",
    "arm": "weapon",
    "ban": "prohib",
    "bannin": "prohib",
    "collab": "cooper",
    "help": "assist",
    "interd": "prohib",
}
STEM = 6
# Words of which six letters say too little: internal and international.
_LONG_STEM = 9
_LONG = pattern("commun|consti|constr|consul|contra|intern|secret|transp|univer")
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        "one first i|two second ii|three third iii|four fourth iv|five fifth v"
        "|six sixth vi|seven seventh vii|eight eighth viii|nine ninth ix"
        "|ten tenth x|eleven eleventh xi|twelve twelfth xii".split("|"),
        1,
    )
    for word in words.split()
}


def like_head(head: str) -> str:
    """Return one of the heads that are put for one another.

    >>> like_head("pact"), like_head("protocol")
    ('treaty', 'protocol')
    """
    return _ALIKE.get(head, head)


def heads_like(head: str) -> tuple[str, ...]:
    """Return the heads that one which `like_head` gave stands for.

    >>> heads_like("organization")
    ('organization', 'organisation')
    """
    return (head, *(other for other, like in _ALIKE.items() if like == head))


@lru_cache(1 << 14)
def plain_word(word: str) -> str:
    """Return a word in the singular, or a number in digits; a party as it is.

    >>> [plain_word(word) for word in ("second", "parties", "@cn")]
    ['2', 'party', '@cn']
    """
    return word if word[0] == "@" else _NUMBERS.get(word) or singular(word)


def singular(word: str) -> str:
    """Return a noun in the singular, in small letters."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@lru_cache(1 << 14)
def stem(word: str) -> str:
    """Return what a word shares with its other forms, and with synonyms."""
    root = word[: _LONG_STEM if _LONG.match(word) else STEM]
    return SYNONYMS.get(root) or _ALIKE.get(word) or root
