"""Which word of a sentence may be its verb, from word forms and their neighbours.

A linear model: each word that can be a finite verb by its form ("plans", "set",
"increased") has features, the words and forms around it, and each feature has a
weight. ``scripts/build_finite_verbs.py`` trains the weights; it makes its features
here, so that they are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.nouns import Noun

TOKENS = pattern(r"[A-Za-z0-9]+(?:['’.-][A-Za-z0-9]+)*|[^\w\s]")
# Finite wherever they stand.
AUXILIARIES = frozenset(
    """
    is are was were has have had do does did will would can could may might must shall
    should cannot
    """.split()
)
# Not finite themselves, but what stands beside them is told by it.
BE = frozenset("be been being am".split())
# Where a phrase starts, or a clause: the last of them before a word says a lot.
STARTERS = frozenset(
    """
    the a an this that these those its their his her our of in on at for from by with
    about into over under between through during against among to than as each all any
    some no every and or but after before since until without within which who , ; :
    """.split()
)
ADVERBS = frozenset(
    "also now still only not further often always never soon already".split()
)
# The forms of a verb that can be finite: the base, the third person, the past.
FINITE = frozenset("VZD")
NOWHERE = "_"
# Names the constant of the model among its weights.
CONSTANT = "constant"
# Weights are written as whole numbers.
SCALE = 100


class FiniteVerbs(Noun):
    """A model: the forms of verbs, and a weight for each feature.

    ``forms`` has a word and the letters of what it can be: V base, Z third person,
    D past, N participle, G gerund; n noun, p plural, a adjective, r adverb.
    """

    forms: Lexicon
    weights: Lexicon

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """What each form can be."""
        return self.forms.pairs

    @cached_property
    def known(self) -> Mapping[str, int]:
        """The weight of each feature."""
        return {feature: int(weight) for feature, weight in self.weights}

    def has_verb(self, sentence: str, evidence: float = 0) -> bool:
        """Whether for some word there is more than so much ``evidence``.

        That is a logarithm of odds: 0 is even odds.
        """
        words = TOKENS.findall(sentence)
        if any(word.lower() in AUXILIARIES for word in words):
            return True
        known, constant = self.known, self.known[CONSTANT]
        return any(
            constant + sum(known.get(feature, 0) for feature in features)
            > evidence * SCALE
            for _, features in candidates(words, self.classes, self.common)
        )

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that are told apart; all others go by their class."""
        return frozenset(
            feature[2:] for feature in self.known if feature.startswith("= ")
        )


def candidates(
    words: Sequence[str], classes: Mapping[str, str], common: frozenset[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each word that can be a finite verb by its form, with its features."""
    lowered = [word.lower() for word in words]
    kinds = [kind_of(word, classes) for word in words]
    shown = [word if word in common else "*" for word in lowered]
    for at, word in enumerate(lowered):
        letters = classes.get(word, "V" if word.endswith("ed") else "")
        if FINITE & {*letters} and word not in AUXILIARIES and word not in BE:
            yield at, tuple(_features(at, words, lowered, shown, kinds))


def kind_of(word: str, classes: Mapping[str, str]) -> str:
    """Return what a word can be, by the list or else by its ending.

    >>> [kind_of(word, {"plans": "Zp"}) for word in ("plans", "Li", "13", "steadily")]
    ['Zp', 'Name', '#', '-ly']
    """
    lowered = word.lower()
    if lowered in AUXILIARIES or lowered in BE:
        return "aux"
    if lowered in classes:
        return classes[lowered]
    if not word[0].isalpha():
        return "#" if word[0].isdigit() else word[0]
    for ending in ("ly", "ing", "ed"):
        if lowered.endswith(ending):
            return f"-{ending}"
    if word[0].isupper():
        return "Name"
    if lowered.endswith(("'s", "’s")):
        return "'s"
    return "-s" if lowered.endswith("s") and not lowered.endswith("ss") else "-"


def _features(
    at: int,
    words: Sequence[str],
    lowered: Sequence[str],
    shown: Sequence[str],
    kinds: Sequence[str],
) -> Iterator[str]:
    def word(offset: int) -> str:
        place = at + offset
        return shown[place] if 0 <= place < len(shown) else NOWHERE

    def kind(offset: int) -> str:
        place = at + offset
        return kinds[place] if 0 <= place < len(kinds) else NOWHERE

    own, here = word(0), kind(0)
    case = "A" if words[at][0].isupper() else "a"
    yield f"w {own}"
    yield f"c {here} {case}"
    yield f"c0 {here} {at == 0:d}"
    for offset in (-2, -1, 1, 2):
        yield f"w{offset} {word(offset)}"
        yield f"c{offset} {kind(offset)}"
    for offset in (-1, 1):
        yield f"wc{offset} {word(offset)} {here}"
        yield f"cc{offset} {kind(offset)} {here}"
        yield f"wk{offset} {own} {kind(offset)}"
    yield f"before {kind(-2)} {kind(-1)} {here}"
    yield f"around {kind(-1)} {here} {kind(1)}"
    yield f"behind {here} {kind(1)} {kind(2)}"
    yield f"words {word(-1)} {word(1)}"
    yield f"head {_head(at, lowered, kinds)} {here}"
    yield f"start {_start(at, lowered)} {here}"
    yield f"last {at >= len(words) - 2:d} {here}"


def _head(at: int, lowered: Sequence[str], kinds: Sequence[str]) -> str:
    """Return what the word before is, adverbs left out."""
    place = at - 1
    while place >= 0 and (lowered[place].endswith("ly") or lowered[place] in ADVERBS):
        place -= 1
    return (kinds[place] if place >= 0 else NOWHERE) + "+" * (place < at - 1)


def _start(at: int, lowered: Sequence[str]) -> str:
    """Return what the phrase started with, and how near it is."""
    for back in range(1, min(at, 6) + 1):
        if lowered[at - back] in STARTERS:
            return f"{min(back, 4)} {lowered[at - back]}"
    return NOWHERE
