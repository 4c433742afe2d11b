#!/usr/bin/env python3
"""Build the lexicon of tortured phrases: terms spun word for word by a paraphraser.

    build_tortured_phrases.py --phrases FILE --bigrams FILE --text FILE...
        [--many FILE...] [--left-out FILE] > tortured-phrases.tsv

``--phrases`` is the list of the Problematic Paper Screener, tortured phrase TAB
expected phrase. ``--bigrams`` are frequent pairs of English words ("first
second count"), ``--text`` is text that people wrote, ``--many`` text of many
authors or engines in which a pair of words counts from three files on. A phrase
is kept when its words do not meet in good English: at least half of the pairs
that hold a changed word are unheard of, and what was changed are words that
paraphrasers put in again and again. Of two words both must be such. Phrases
that mean something are taken out by hand (``--left-out``, one a line).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

SOURCE = (
    "Problematic Paper Screener, tortured phrases (G. Cabanac, C. Labbé,"
    " A. Magazinov); shortened by scripts/build_tortured_phrases.py"
)
HEAD = f"""\
# columns: tortured phrase, the term it stands for
# source: {SOURCE}
# licence: CC-BY-4.0
"""
SHORTEST = 12
# A word that replaced another in as many terms is a paraphraser's.
OFTEN = 4
FILES = 3
PHRASE = re.compile(r"[a-z][a-z' -]+")
TERM = re.compile(r"[A-Za-z][A-Za-z' -]+")
NOTE = re.compile(r"\s*[(\[].*")
UNSURE = re.compile(r"[?/;\\]| or ")
WORD = re.compile(r"[a-z]+")
ENDING = re.compile(r"(?:ies|ing|ed|es|s|y|e)$")

WordPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spun:
    """A tortured phrase and the term it stands for."""

    phrase: str
    term: str

    @property
    def words(self) -> list[str]:
        """The words of the phrase."""
        return WORD.findall(self.phrase)

    @property
    def changed(self) -> list[bool]:
        """Which of its words are not in the term."""
        kept = {stem(word) for word in WORD.findall(self.term.lower())}
        return [stem(word) not in kept for word in self.words]

    @property
    def swaps(self) -> Iterator[str]:
        """The stems of words that stand in the place of another word of the term."""
        words, term = self.words, WORD.findall(self.term.lower())
        if len(words) == len(term):
            for new, old in zip(words, term, strict=True):
                if stem(new) != stem(old):
                    yield f"{stem(old)} {stem(new)}"


def stem(word: str) -> str:
    """Cut the commonest endings, enough to match singular and plural.

    >>> stem("networks"), stem("energies"), stem("energy")
    ('network', 'energ', 'energ')
    """
    return ENDING.sub("", word)


def usable(lines: Iterable[str]) -> Iterator[Spun]:
    """Yield the entries whose term is certain, and as long and as plural."""
    for line in lines:
        phrase, tab, expected = line.rstrip("\n").partition("\t")
        term = NOTE.sub("", expected).strip()
        if not tab or len(phrase) < SHORTEST or UNSURE.search(expected):
            continue
        if PHRASE.fullmatch(phrase) and TERM.fullmatch(term) and _alike(phrase, term):
            yield Spun(phrase, term)


def _alike(phrase: str, term: str) -> bool:
    length = len(WORD.findall(phrase))
    if length < 2 or abs(length - len(WORD.findall(term.lower()))) > 1:
        return False
    singular = ("is", "ics", "us")
    return phrase.endswith("s") == term.endswith("s") or term.endswith(singular)


def pairs_of(text: str) -> set[WordPair]:
    """Return the pairs of neighbouring words."""
    words = WORD.findall(text.lower())
    return set(pairwise(words))


def heard_of(bigrams: Path, texts: list[Path], many: list[Path]) -> set[WordPair]:
    """Return the pairs of words that occur in English."""
    heard = {
        (pair[0], pair[1])
        for pair in map(str.split, bigrams.read_text("utf-8-sig").splitlines())
    }
    for path in texts:
        heard |= pairs_of(path.read_text(errors="replace"))
    seen: Counter[WordPair] = Counter()
    for path in many:
        seen.update(pairs_of(path.read_text(errors="replace")))
    return heard | {pair for pair, files in seen.items() if files >= FILES}


def specific(spun: Spun, heard: set[WordPair], usual: set[str]) -> bool:
    """Whether the phrase can hardly be anything but a paraphraser's."""
    words, changed = spun.words, spun.changed
    couples = list(pairwise(words))
    touched = [
        couple
        for index, couple in enumerate(couples)
        if changed[index] or changed[index + 1]
    ]
    odd = sum(couple not in heard for couple in touched)
    fresh = [word for word, new in zip(words, changed, strict=True) if new]
    known = [stem(word) in usual for word in fresh]
    if len(words) == 2:
        return odd == 1 and all(changed) and all(known)
    return odd > 0 and 2 * odd >= len(touched) and any(known)


def build(options: argparse.Namespace) -> list[str]:
    """Return the rows of the lexicon."""
    entries = list(usable(options.phrases.read_text().splitlines()))
    heard = heard_of(options.bigrams, options.text, options.many)
    swaps = Counter(swap for spun in entries for swap in spun.swaps)
    usual = {swap.split()[1] for swap, count in swaps.items() if count >= OFTEN}
    left_out = options.left_out.read_text().splitlines() if options.left_out else ()
    return sorted(
        f"{spun.phrase}\t{spun.term}"
        for spun in entries
        if spun.phrase not in left_out and specific(spun, heard, usual)
    )


def main() -> None:
    """Print the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrases", type=Path, required=True)
    parser.add_argument("--bigrams", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="+", default=[])
    parser.add_argument("--many", type=Path, nargs="*", default=[])
    parser.add_argument("--left-out", type=Path)
    rows = dict.fromkeys(build(parser.parse_args()))
    print(HEAD + "\n".join(rows))


if __name__ == "__main__":
    main()
