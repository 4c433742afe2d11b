"""Judge pairs of names: how many of one name are found, how many of two are wrong.

    python -m benchmarks.names SAME.tsv DIFFERENT.tsv

Each file has two names a line, divided by a tab, and perhaps a third column, the
family they belong to; lines that start with ``#`` are passed over. In SAME they are
one name, the English form first; in DIFFERENT two. A pair counts as found where
``names/spelling-variant`` finds the second form in a document that has it once and
the first one twice; as wrong, where it finds either.

With ``--either``, a pair of SAME counts whichever form is the English one; with
``--beside``, the same word stands before both, as a given name does.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from linter.model import Document
from linter.ruleset import Ruleset

Pair = tuple[str, str]
TEXT = "It was {0} who spoke first. After {0} came others, and in the end {1} left."


def pairs_in(path: Path) -> dict[Pair, str]:
    """Return the pairs of a file, with capitals, and the family of each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        (capitalised(row[0]), capitalised(row[1])): (row[2] if len(row) > 2 else "")
        for row in rows
    }


def capitalised(name: str) -> str:
    """Return a name as it is written: two syllables with a hyphen have one capital.

    >>> capitalised("jong-un"), capitalised("bashir")
    ('Jong-un', 'Bashir')
    """
    return name[:1].upper() + name[1:]


def found_among(rules: Ruleset, pairs: Sequence[Pair], before: str) -> Iterator[Pair]:
    """Yield the pairs of which the second form is found beside the first."""
    documents = [
        Document(TEXT.format(*(before + name for name in pair))) for pair in pairs
    ]
    scanned = rules.scan_all(documents)
    for pair, (_, findings) in zip(pairs, scanned, strict=True):
        if findings:
            yield pair


def found_either_way(rules: Ruleset, pairs: Sequence[Pair], before: str) -> set[Pair]:
    """Return the pairs of which one form is found beside the other."""
    turned = found_among(rules, [(b, a) for a, b in pairs], before)
    return {*found_among(rules, pairs, before), *((b, a) for a, b in turned)}


def told(name: str, found: set[Pair], families: dict[Pair, str]) -> Iterator[str]:
    """Yield the share of what is found, of all pairs and of each family."""
    all_of, of_found = Counter(families.values()), Counter(families[p] for p in found)
    yield f"{name} {len(found) / len(families):.3f} of {len(families):,}"
    for family, count in sorted(all_of.items()):
        if family:
            yield f"  {family}: {of_found[family] / count:.3f} of {count:,}"


def main() -> None:
    """Print recall on the one file, and the share of wrong pairs of the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("same", type=Path)
    parser.add_argument("different", type=Path)
    parser.add_argument("--misses", action="store_true", help="print them, too")
    parser.add_argument("--either", action="store_true", help="either may be English")
    parser.add_argument("--beside", action="store_true", help="a word before both")
    options = parser.parse_args()
    rules = Ruleset.load().select(["names/spelling-variant"])
    before = "Tamar " if options.beside else ""
    same, different = pairs_in(options.same), pairs_in(options.different)
    found = set(found_among(rules, list(same), before))
    if options.either:
        found = found_either_way(rules, list(same), before)
    wrong = found_either_way(rules, list(different), before)
    print(*told("recall", found, same), sep="\n")
    print(*told("wrong", wrong, different), sep="\n")
    if options.misses:
        missed = {*same} - found
        print("\n".join("\t".join(pair) for pair in sorted(missed)))


if __name__ == "__main__":
    main()
