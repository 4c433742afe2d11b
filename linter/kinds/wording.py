"""How the title of a treaty is worded: its head, its words, its parties and years.

Two titles are about the same things when their words have the same stems,
whatever the order, the small words and the spelling; they are worded the same
when the words themselves and their order agree too. Parties and years are kept
apart: many treaties of friendship differ in nothing else.

>>> one = worded("Treaty of Good-Neighbourliness and Friendly Co-operation")
>>> two = worded("Treaty of Friendship and Good Neighborly Cooperation")
>>> one.key == two.key, one.words == two.words
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from linter.lexicon import Lexicon

HEADS = (
    "Accord Agreement Charter Compact Convention Covenant Declaration Initiative"
    " Memorandum Pact Protocol Statute Treaty Year"
).split()
HEAD = re.compile(rf"(?<![\w-])(?:{'|'.join(HEADS)})s?(?![\w-])".replace("Years?", "Year"))
# What may stand between a head and the words it governs.
LINKS = frozenset(
    "abolishing against among amending and as at banning between by concerning de"
    " establishing for from governing in including of on or regarding relating"
    " relative respecting the their to under with".split()
)
SMALL_WORDS = LINKS - {"abolishing", "banning", "establishing", "governing"} | frozenset(
    "a all an any certain government governments its other s".split()
)
SYNONYMS = {
    "amity": "friend",
    "arm": "weapon",
    "assist": "help",
    "aid": "help",
    "ban": "prohib",
    "collab": "cooper",
    "defenc": "defens",
    "interd": "prohib",
    "mutual": "recipr",
    "securi": "safe",
    "safety": "safe",
}
PARTY = "@"
_PREFIXES = re.compile(r"\b(anti|co|non|trans|multi|inter)-(?=\w)")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_WORD = re.compile(rf"{PARTY}?[a-zà-ž]+")
_AMERICAN = tuple(
    (re.compile(pattern), repl)
    for pattern, repl in (
        (r"(?<=[a-z]{2})our(?=s?\b|ly|able|hood|ing|ed)", "or"),
        (r"ise(?=[sd]?\b)|is(?=ation|ing\b)", "iz"),
        (r"programme", "program"),
        (r"fence\b", "fense"),
    )
)
