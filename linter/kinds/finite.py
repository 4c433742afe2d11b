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
        if not AUXILIARIES.isdisjoint(map(str.lower, words)):
            return True
        weight, constant = self.known.get, self.known[CONSTANT]
        return any(
            constant + sum([weight(feature, 0) for feature in features])
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
            yield at, _features(at, words, lowered, shown, kinds)


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
) -> tuple[str, ...]:
    """Return what is weighed of a word: it, two on either side, and their kinds."""
    word_2, word_1, own, word1, word2 = _around(at, shown)
    kind_2, kind_1, here, kind1, kind2 = _around(at, kinds)
    return (
        f"w {own}",
        f"c {here} {'A' if words[at][0].isupper() else 'a'}",
        f"c0 {here} {at == 0:d}",
        *(f"w-2 {word_2}", f"w-1 {word_1}", f"w1 {word1}", f"w2 {word2}"),
        *(f"c-2 {kind_2}", f"c-1 {kind_1}", f"c1 {kind1}", f"c2 {kind2}"),
        *(f"wc-1 {word_1} {here}", f"wc1 {word1} {here}"),
        *(f"cc-1 {kind_1} {here}", f"cc1 {kind1} {here}"),
        *(f"wk-1 {own} {kind_1}", f"wk1 {own} {kind1}"),
        f"before {kind_2} {kind_1} {here}",
        f"around {kind_1} {here} {kind1}",
        f"behind {here} {kind1} {kind2}",
        f"words {word_1} {word1}",
        f"head {_head(at, lowered, kinds)} {here}",
        f"start {_start(at, lowered)} {here}",
        f"last {at >= len(words) - 2:d} {here}",
    )


def _around(at: int, told: Sequence[str]) -> Sequence[str]:
    """Return what is told of a word and of two on either side of it."""
    if 2 <= at < len(told) - 2:
        return told[at - 2 : at + 3]
    places = range(at - 2, at + 3)
    return [told[one] if 0 <= one < len(told) else NOWHERE for one in places]


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
