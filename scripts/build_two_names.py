#!/usr/bin/env python3
"""Build the lexicon of pairs of names that sound alike abroad and are two names.

    build_two_names.py --names FILE... --also two-names.tsv > new.tsv

``--names`` are lists with a name and its frequency in percent in the first two
columns (the lists of the 1990 United States census). A pair is kept when hardly
any name of the two is rare and one would pass for a variant of the other;
``--also`` is the lexicon as it was, for the pairs added by hand.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from linter.kinds.capitals import SHORTEST
from linter.naming import is_suspect, keys, kinship, sought

# Percent of the population: two such names in one text are two people.
COMMON = 0.001
HEAD = """\
# columns: name, another name that reads like it abroad
# source: surnames and given names of the 1990 United States census (0.001 % and more) that meet under a scheme of romanisation; given names and surnames of other countries added by hand
# licence: public domain (census), CC0-1.0 (the rest)
"""  # noqa: E501


def names_of(paths: Iterable[Path]) -> set[str]:
    """Return the names that are common enough, with a capital first letter."""
    rows = (line.split() for path in paths for line in path.read_text().splitlines())
    return {
        row[0].title()
        for row in rows
        if len(row[0]) >= SHORTEST and float(row[1]) >= COMMON
    }


def pairs_of(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that would be called one name."""
    named = defaultdict(list)
    for name in names:
        for key in keys(name):
            named[key].append(name)
    for rare in filter(is_suspect, names):
        for common in {name for key in sought(rare) for name in named.get(key, ())}:
            why = kinship(common, rare)
            if why and not why.borne_out:
                yield common, rare


def rows_of(lexicon: Path) -> set[tuple[str, str]]:
    """Return the pairs of a lexicon."""
    lines = lexicon.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {(row[0], row[1]) for row in rows}


def main() -> None:
    """Read the names and print the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, nargs="+", required=True)
    parser.add_argument("--also", type=Path, required=True)
    options = parser.parse_args()
    kept = rows_of(options.also)
    for pair in pairs_of(sorted(names_of(options.names))):
        if pair[::-1] not in kept:
            kept.add(pair)
    print(HEAD + "\n".join(f"{one}\t{other}" for one, other in sorted(kept)))


if __name__ == "__main__":
    main()
