"""The words with a capital of a document: its names are among them.

A megabyte of text has ten thousand of them, and few are new. They are found in
one pass, as runs of words in a row, and what a run holds is remembered. All that
is done for every run is done by what Python itself does fast.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import NamedTuple

from linter.kinds.remembering import Remembered, read_once
from linter.lazy import pattern
from linter.model import Span

# Below five letters too many names of two languages read alike: Lee, Li, Busch.
SHORTEST, LONGEST = 5, 25
LATIN = [chr(code) for code in range(0x250)]
CAPITAL = "[" + "".join(c for c in LATIN if c.isupper()) + "]"
# Without ª, º and µ, which belong to no name.
SMALL = "[" + "".join(c for c in LATIN if c.islower() and c not in "ªºµ") + "]"
# The first character is looked at before what stands before it: `re` skips to
# the next capital, and passes 150 MB of text a second.
_START = rf"{CAPITAL}(?<![\w@#/\\.].)"
NAME = pattern(
    _START +
    # Two syllables of Chinese or Korean with a hyphen are one name.
    r"(?:[hswy]{0,2}['’]?[aeiouyêüŏŭ]{1,3}(?:ng?|[hklmprt])?-[a-z'’êüŏŭ]{1,8}"
    rf"(?![\w@/\\-])|{SMALL}{{{SHORTEST - 1},{LONGEST - 1}}}(?![\w@/\\]))"
)
RUN = pattern(rf"{_START}[\w’'-]*\.?(?: {CAPITAL}[\w’'-]*\.?)*(?![\w@/\\])")
LETTER = pattern(r"[^\W\d_]")
# "Tchekhov, Anton. La Dame au petit chien", with a number or a bullet in front.
_ENTRY = pattern(r"(?:^|\n)[ \t]*(?:(?:[-*•]|\[?\d{1,3}[.)\]])[ \t]+)?\Z")
_INVERTED = pattern(rf",[ ]{CAPITAL}(?:\.|[\w-]+(?:\.[ ]|[ ]?\(| {CAPITAL}\.))")
_names = Remembered(lambda run: tuple(NAME.findall(run)))


class Capitals(NamedTuple):
    """The runs of a text that hold names, and how often each name stands there."""

    runs: Sequence[str]
    names: Mapping[str, int]


@read_once
def _capitals(text: str) -> Capitals:
    runs = RUN.findall(text)
    named = [*map(_names.__getitem__, runs)]
    names = Counter(chain.from_iterable(named))
    return Capitals(tuple(compress(runs, named)), names)


def runs_of(text: str) -> Sequence[str]:
    """Return the words with a capital that stand in a row, if a name is among them.

    >>> runs_of("Then Mr. Li met J.-P. Sartre, and Mr. Lavrov left.")
    ('P. Sartre', 'Mr. Lavrov')
    """
    return _capitals(text).runs


def names_of(text: str) -> Mapping[str, int]:
    """Return what may be names in a text, in the order of the text, and how often.

    >>> names_of("Lavrov and Lawrow: Sergei Lavrov")
    Counter({'Lavrov': 2, 'Lawrow': 1, 'Sergei': 1})
    """
    return _capitals(text).names


def places_of(text: str, name: str) -> Sequence[Span]:
    """Return where a name stands."""
    found = (NAME.match(text, at) for at in _occurrences(text, name))
    return [Span(*one.span()) for one in found if one and one[0] == name]


def heads_entry(text: str, span: Span) -> bool:
    """Whether a surname heads an entry of a bibliography, as its title page spells it.

    >>> heads_entry("Eltsin, V. A. Soils of the lower Volga.", Span(0, 6))
    True
    """
    if not _INVERTED.match(text, span.end):
        return False
    return _ENTRY.search(text, max(0, span.start - 12), span.start) is not None


def has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text, written so, between any but letters.

    >>> has_word("the dish poutine", "poutine"), has_word("poutines", "poutine")
    (True, False)
    """
    ends = ((at, at + len(word)) for at in _occurrences(text, word))
    return any(
        not LETTER.match(text, end) and not (at and LETTER.match(text, at - 1))
        for at, end in ends
    )


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Yield where a text has ``part``."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
