"""The habits of a document: computed once, and only when a guard asks.

What is a mistake in a report is a habit in a chat log. The naive rule "a small
letter after a full stop" fires 43 times on 640,000 characters of human web
text; 37 of those stand in documents that never capitalise.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice

from linter.engine.places import encode
from linter.lazy import pattern
from linter.nouns import Noun

# A writer who does without capitals opens sentences with these; a stray full stop
# stands before any other word ("coordination. on the", "rubles. per month").
OPENERS = (
    "i|i'm|we|he|she|it|it's|they|you|there|then|but|so|if|what|how|why|when|my|no|yes"
    "|thanks?|please|can|do|now|this|that's"
)
OPENING = pattern(rf"({OPENERS})(?![\w'])", re.I)
SENTENCE = pattern(
    rf"[.!?\n](?:(?<=[a-z]{{3}}[.!?])\s+|(?<=\n)\n)({OPENERS})(?![\w'])", re.I
)
# The same in small letters, and some that are none; `re` looks for one mark eight times
# as fast as for several. Two of these and the start of the text make three.
SMALL = [
    pattern(rf"{mark}(?=[a-zıſ])(?i:{OPENERS})(?![\w'])")
    for mark in (r"\.\s+", r"!\s+", r"\?\s+", r"\n\n")
]
SPACED = pattern(r" [.,](?<=\w..)(?=\s|$)")
CLOSE = pattern(r"[.,](?<=\w.)(?=\s|$)")
WORDS = pattern(r"[^\W\d_]+")
LATIN_LETTERS = pattern("[A-Za-z]")
OTHER_LETTERS = pattern("[\u0370-\u1dff\u2c80-\u2dff\u3040-\ud7ff]")
# What begins none of the other letters in UTF-8; two bytes begin quotation marks and
# dashes, which Latin script has as well.
LATIN_BYTES = bytes({*range(0xCD), *range(0xEE, 0x100)})
MARK_BYTES = "\u2000".encode()[:2]
NO_LETTERS = bytes({*range(256)}.difference(string.ascii_letters.encode()))
# What manuals of programs are full of: options, identifiers, calls, files; each is
# looked for by a mark that is rare elsewhere.
PART_MARKS = ("--", "_", "()", "::", "/")
PROGRAM_PART = pattern(
    r"--(?<![\w-]--)[a-z][a-z-]{2}|_(?:(?<=[a-z]_)[a-z]|(?<=[A-Z]_)[A-Z])"
    r"|\(\)(?<=\w\(\))|::(?<=\w::)\w|/(?<![\w/:.]/)[a-z]{2,}/[a-z]"
)
# At least one of these in so many characters: a hundred words.
OFTEN = 600
# The commonest words of English: they make a third of any running text, and
# less than a twentieth of one in another language.
COMMON_WORDS = """
the of and to in a is that for it as was with be by on not he his but at are this have
from or had an they which one you were all her she there would their we him been has
when who will no more if out so up said what its about than into them can only other
time new some could these two may first then any do such where many also after over
"""
ENGLISH = frozenset(COMMON_WORDS.split())
# A habit is read off this much text from the start, to stay cheap on huge files.
ENOUGH = 200_000
A_SAMPLE = 5_000
# Most texts show at a glance what they are, at a fifth of the cost: one word in four
# is common in English text, and no other language comes near.
A_GLANCE, ENOUGH_WORDS, CLEARLY_ENGLISH = 1_000, 60, 0.25


class Profile(Noun):
    """Lazily counted habits of one text."""

    full_text: str

    @cached_property
    def text(self) -> str:
        """The part that is counted."""
        return self.full_text[:ENOUGH]

    @cached_property
    def informal(self) -> bool:
        """Whether sentences often start with a small letter."""
        if sum(len(small.findall(self.text)) for small in SMALL) < 2:
            return False
        openings: list[str] = SENTENCE.findall(self.text)
        if first := OPENING.match(self.text):
            openings.append(first[1])
        lower = sum(opening[0].islower() for opening in openings)
        return lower >= 3 and lower > 0.1 * len(openings)

    @cached_property
    def tokenised(self) -> bool:
        """Whether punctuation stands apart from words, as tokenisers put it."""
        text = self.text
        if text.count(" .") + text.count(" ,") < 4:
            return False
        spaced = len(SPACED.findall(text))
        return spaced >= 4 and spaced > at_most(spaced, CLOSE.finditer(text))

    @cached_property
    def code_heavy(self) -> bool:
        """Whether it names parts of programs every hundred words or so."""
        least = max(3, len(self.text) // OFTEN)
        if sum(map(self.text.count, PART_MARKS)) < least:
            return False
        return at_most(least, PROGRAM_PART.finditer(self.text)) == least

    @cached_property
    def other_script(self) -> bool:
        """Whether a quarter of its letters are of other scripts than Latin."""
        # In bytes, a text without them is told twenty times as fast.
        encoded = encode(self.text).replace(MARK_BYTES, b"")
        if len(encoded.translate(None, LATIN_BYTES)) <= 20:
            return False
        other = len(OTHER_LETTERS.findall(self.text))
        return other > 20 and other * 3 > len(encoded.translate(None, NO_LETTERS))

    @cached_property
    def language(self) -> str | None:
        """``en``, or ``und`` for anything else; ``None`` with too little text."""
        words = WORDS.findall(self.text[:A_GLANCE])
        if len(words) >= ENOUGH_WORDS and english_share(words) > CLEARLY_ENGLISH:
            return "en"
        words = WORDS.findall(self.text[:A_SAMPLE])
        if len(words) < 20:
            letters = sum(map(len, words))
            ascii_letters = sum(c.isascii() for word in words for c in word)
            return None if ascii_letters * 2 >= letters else "und"
        return "en" if english_share(words) > 0.12 else "und"


def at_most(limit: int, some: Iterable[object]) -> int:
    """Return how many there are of ``some``, counting no further than ``limit``."""
    return sum(1 for _ in islice(some, limit))


def english_share(words: Sequence[str]) -> float:
    """Return how many of ``words`` are the commonest ones of English."""
    known = map(ENGLISH.__contains__, map(str.lower, words))
    return sum(known) / len(words)
