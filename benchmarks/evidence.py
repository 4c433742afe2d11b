"""Measure the evidence: which share of documents of each kind is confident.

Each folder holds text files; they are cut at line ends into documents of about so
many words, and weighed one by one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.precision import documents
from linter.evidence import CONFIDENT, Scales
from linter.model import Document
from linter.ruleset import Ruleset


def pieces(folder: Path, words: int) -> Iterator[Document]:
    """Yield the texts of a folder, cut at line ends; a short rest is left out."""
    for whole in documents(folder):
        gathered, count = [""], 0
        for line in whole.text.splitlines(keepends=True):
            gathered.append(line)
            count += len(line.split())
            if count >= words:
                yield Document("".join(gathered))
                gathered, count = [""], 0


def main() -> None:
    """Print one row for each folder and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--words", type=int, default=400, help="of a document")
    given = parser.parse_args()
    scales = Scales(Ruleset.load())
    print("| texts | documents | confident | something found | speaks for people |")
    print("|---|---:|---:|---:|---:|")
    for folder in given.folders:
        points = [one.points for one in scales.weigh_all(pieces(folder, given.words))]
        shares = (
            sum(map(test, points)) / max(1, len(points))
            for test in (lambda p: p >= CONFIDENT, lambda p: p > 0, lambda p: p < 0)
        )
        cells = (f"{share:.2%}" for share in shares)
        print(f"| {folder.name} | {len(points)} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
