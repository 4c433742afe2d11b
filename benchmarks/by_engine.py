"""Count what the rules of a pack find in each engine's output, as a table.

Texts are files named ``<set>.<pair>.<engine>.txt``. Prints findings per 100,000 words
of the engines that have most, to be put into a page.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.precision import WORDS, documents
from linter.ruleset import Ruleset

# Engines with fewer words are told by chance.
FEWEST_WORDS = 20_000


def table(folder: Path, pack: str, most: int) -> Iterator[str]:
    """Yield the lines of the table, the engine with the highest rate first."""
    rules = Ruleset.load().select([pack])
    words: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for document, findings in rules.scan_all(documents(folder)):
        assert document.path is not None
        _, pair, engine = document.path.stem.split(".", 2)
        words[pair, engine] += len(document.text.split())
        found.update((pair, engine, finding.rule) for finding in findings)
    names = sorted({rule for *_, rule in found})
    yield "| texts | engine | words | " + " | ".join(f"`{n}`" for n in names) + " |"
    yield "|---|---|---:|" + "---:|" * len(names)

    def total(key: tuple[str, str]) -> float:
        return sum(found[(*key, name)] for name in names) / words[key]

    large = [key for key, count in words.items() if count >= FEWEST_WORDS]
    for key in sorted(large, key=lambda key: (-total(key), key))[:most]:
        rates = (f"{found[(*key, n)] * WORDS / words[key]:.1f}" for n in names)
        yield f"| {' | '.join(key)} | {words[key]:,} | {' | '.join(rates)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", type=Path, required=True, metavar="DIR")
    parser.add_argument("--pack", default="structure")
    parser.add_argument("--most", type=int, default=15)
    options = parser.parse_args()
    for line in table(options.machine, options.pack, options.most):
        print(line)


if __name__ == "__main__":
    main()
