"""Make a corpus of any size out of some texts: repeated, cut up and perturbed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

LINES = 12  # of a document
A_FOLDER = 1000  # documents in one
VOWELS = "aeiou"
# One word with a capital in so many is misspelt.
PERTURBED = 400


def make_corpus(texts: Sequence[str], folder: Path, documents: int) -> int:
    """Write so many documents; return how many bytes they are.

    The same texts and number give the same documents.
    """
    size = 0
    for number, text in enumerate(_cut(texts, documents)):
        path = folder / f"{number // A_FOLDER:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(data)
        size += len(data)
    return size


def _cut(texts: Sequence[str], documents: int) -> Iterator[str]:
    """Yield stretches of lines of the texts in turn, no two alike."""
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    if not lines:
        raise SystemExit("no lines of text to make a corpus of")
    chance = Random(0)
    at = 0
    for _ in range(documents):
        some = [lines[(at + n) % len(lines)] for n in range(LINES)]
        del some[chance.randrange(LINES)]
        yield "\n".join(_perturbed(line, chance) for line in some) + "\n"
        at += LINES


def _perturbed(line: str, chance: Random) -> str:
    """Return a line, of whose names some have another vowel."""
    words = line.split(" ")
    for index, word in enumerate(words):
        if len(word) > 4 and word[0].isupper() and not chance.randrange(PERTURBED):
            at = chance.randrange(1, len(word))
            words[index] = word[:at] + chance.choice(VOWELS) + word[at + 1 :]
    return " ".join(words)
