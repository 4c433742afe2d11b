"""Measure whether fixes bring machine output nearer to what a person made of it.

Takes files of machine output TAB what a person made of it, a pair a line. Makes each
fix alone, whatever its safety, and counts for each rule and safety how many lines
come nearer to the person's, go farther from them or stay as near, by words to be
changed. White space is no word: a fix that moves nothing else leaves a line as near.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from benchmarks.judge import joined, verdict
from linter.fixing import apply_edits
from linter.model import Document, Finding
from linter.ruleset import Ruleset

VERDICTS = ("nearer", "farther", "as near")


def verdicts(
    rules: Ruleset, pairs: Sequence[Sequence[str]]
) -> Iterator[tuple[Finding, str]]:
    """Yield each finding that has a fix within its line, and what that makes of it."""
    starts = [0, *accumulate(len(old) + 1 for old, _ in pairs)]
    text = "".join(f"{old}\n" for old, _ in pairs)
    line = 0
    for finding in sorted(rules.scan(Document(text)), key=lambda one: one.span):
        while starts[line + 1] <= finding.span.start:
            line += 1
        low, high = starts[line], starts[line + 1]
        edits = finding.fix.edits if finding.fix else ()
        if edits and all(low <= e.span.start and e.span.end < high for e in edits):
            behind = len(text) - (high - 1)
            new = apply_edits(text, edits)
            old, wanted = pairs[line]
            yield finding, verdict(old, new[low : len(new) - behind], wanted)


def main() -> None:
    """Print the counts of each rule, those of the most lines first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--tokenised", action="store_true", help="join what is parted")
    given = parser.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for file in given.files:
        rows = file.read_text(encoding="utf-8").splitlines()
        pairs = [row.split("\t")[:2] for row in rows]
        if given.tokenised:
            pairs = [[*map(joined, pair)] for pair in pairs]
        for finding, said in verdicts(Ruleset.load(), pairs):
            assert finding.fix is not None
            counts[finding.rule, finding.fix.safety][said] += 1
    print(f"{'rule':48} {'fix':10}", *(f"{said:>8}" for said in VERDICTS))
    for (rule, safety), told in sorted(counts.items(), key=lambda i: -i[1].total()):
        print(f"{rule:48} {safety:10}", *(f"{told[said]:8}" for said in VERDICTS))


if __name__ == "__main__":
    main()
