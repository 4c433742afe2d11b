"""Judge pairs of names: how many of one name are found, how many of two are wrong.

    python -m benchmarks.names SAME.tsv DIFFERENT.tsv

Each file has two names a line, divided by a tab; lines that start with ``#`` are
passed over. In SAME they are one name, the English form first; in DIFFERENT two.
A pair counts as found where ``names/spelling-variant`` finds the second form in a
document that has it once and the first one twice; as wrong, where it finds either.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from linter.model import Document
from linter.ruleset import Ruleset

Pair = tuple[str, str]
TEXT = "It was {0} who spoke first. After {0} came others, and in the end {1} left."


def pairs_in(path: Path) -> list[Pair]:
    """Return the pairs of a file, with capitals."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0].title(), row[1].title()) for row in rows]


def found_among(rules: Ruleset, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pairs of which the second form is found beside the first."""
    documents = [Document(TEXT.format(*pair)) for pair in pairs]
    scanned = rules.scan_all(documents)
    for pair, (_, findings) in zip(pairs, scanned, strict=True):
        if findings:
            yield pair


def main() -> None:
    """Print recall on the one file, and the share of wrong pairs of the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("same", type=Path)
    parser.add_argument("different", type=Path)
    parser.add_argument("--misses", action="store_true", help="print them, too")
    options = parser.parse_args()
    rules = Ruleset.load().select(["names/spelling-variant"])
    same, different = pairs_in(options.same), pairs_in(options.different)
    found = set(found_among(rules, same))
    wrong = set(found_among(rules, different))
    wrong |= {(b, a) for a, b in found_among(rules, [(b, a) for a, b in different])}
    print(f"recall {len(found & {*same}) / len({*same}):.3f} of {len({*same}):,}")
    print(f"wrong {len(wrong) / len({*different}):.3f} of {len({*different}):,}")
    if options.misses:
        missed = {*same} - found
        print("\n".join("\t".join(pair) for pair in sorted(missed)))


if __name__ == "__main__":
    main()
