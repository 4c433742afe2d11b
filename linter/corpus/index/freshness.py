"""Whether an index still is what its corpus is, as far as a quick look can tell."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Set
from pathlib import Path
from typing import NamedTuple

from linter.corpus.index import BUILD_ADVICE, Index
from linter.corpus.index.gathering import digests_of
from linter.corpus.index.storing import UNREAD
from linter.reading.covering import Coverage
from linter.reading.walking import WalkOptions

# After a fresh checkout all files are newer than the index, and yet the same. So
# many of the newest, none larger, are read to see.
MOST_READ = 32
LARGEST_READ = 1 << 18


class Standing(NamedTuple):
    """What has become of the files of an index since.

    ``newer`` are those that may have changed, the newest first.
    """

    gone: frozenset[str]
    changed: frozenset[str]
    newer: tuple[str, ...]


def standing(index: Index) -> Standing:
    """Look at the files of an index, without reading them."""
    gone, changed = set(), set()
    newer: list[tuple[int, str]] = []
    for name, size in index.files():
        try:
            info = os.stat(index.root / name)  # noqa: PTH116 (no second object for each)
        except OSError:
            gone.add(name)
            continue
        times = max(info.st_mtime_ns, info.st_ctime_ns)
        if size not in (info.st_size, UNREAD):
            changed.add(name)
        elif times >= index.written and info.st_size <= LARGEST_READ:
            newer.append((-times, name))
    names = tuple(name for _, name in sorted(newer))
    return Standing(frozenset(gone), frozenset(changed), names)


def complaints(
    index: Index, now: Standing, names: Set[str], options: WalkOptions
) -> Iterator[str]:
    """Yield what is wrong with an index, but for files that a run has read.

    These are ``names``: what is known of them is what the run knows. ``options``
    say what a corpus is made of.
    """
    if index.about("complete") != "true":
        yield f"{index.file}: is not complete; {BUILD_ADVICE}"
        return
    newer = [name for name in now.newer if name not in names][:MOST_READ]
    changed = len(now.changed - names)
    changed += sum(not _is_same(index, name) for name in newer)
    new = sum(1 for name in _new(index, options) if name not in names)
    counts = (
        *((changed, "changed"), (len(now.gone - names), "gone")),
        (new, "new"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    if told:
        yield f"{index.file}: is older than its corpus (files: {told}); {BUILD_ADVICE}"


def _is_same(index: Index, name: str) -> bool:
    known = [block.digest for block in index.blocks(name)]
    return known == digests_of(index.root / name, index.about("options"))


def _new(index: Index, options: WalkOptions) -> Iterator[str]:
    """Yield the files that a walk would take and the index does not have.

    Only folders that have changed since are looked into.
    """
    roots = [index.root / name for name in json.loads(index.about("roots") or "[]")]
    coverage = Coverage([root for root in roots if root.is_dir()], options)
    for folder in _folders(index, roots):
        try:
            info = folder.stat()
            if max(info.st_mtime_ns, info.st_ctime_ns) < index.written:
                continue
            entries = sorted(folder.iterdir())
        except OSError:
            continue
        for entry in entries:
            name = index.name(str(entry))
            if index.size(name) is None and entry.is_file() and coverage.name(entry):
                yield name


def _folders(index: Index, roots: list[Path]) -> list[Path]:
    """Return the folders that hold the corpus, and the folders in them."""
    folders = {os.path.dirname(name) for name, _ in index.files()}  # noqa: PTH120 (names)
    inside = {index.root / folder for folder in folders}
    return sorted({*inside, *(root for root in roots if root.is_dir())})
