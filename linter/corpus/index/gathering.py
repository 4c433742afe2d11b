"""Gathering the mentions of a corpus, block by block, in any number of processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from linter.corpus.comparing import Comparer
from linter.corpus.index.writing import listed
from linter.digests import digest
from linter.processes import DIED_TWICE
from linter.reading.blocks import Block, read_blocks
from linter.reading.compressed import suffix_of
from linter.reading.units import Failure, ReadOptions, Unit
from linter.ruleset import Ruleset
from linter.tasks import Task

# In place of the first line of a block that may have moved.
ANYWHERE = -1


class Work(NamedTuple):
    """A task, and which blocks of its files are known: first line and digest."""

    task: Task
    known: Mapping[str, frozenset[tuple[int, bytes]]]


class Seen(NamedTuple):
    """A block that was read: its documents, unless they are known."""

    path: str
    first: int
    digest: bytes
    documents: tuple[tuple[int, str | None, str], ...] | None


class Result(NamedTuple):
    """What came of a task."""

    seen: tuple[Seen, ...] = ()
    failed: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Gatherer:
    """What gathers mentions; small enough to be sent to another process."""

    load_rules: Callable[[], Ruleset]
    options: ReadOptions

    def begin(self) -> Callable[[Work], Result]:
        """Load the rules; return what gathers the mentions of a task with them."""
        comparer = Comparer.of(self.load_rules())
        assert comparer is not None
        return lambda work: _gathered(work, comparer, self.options)

    def lost(self, work: Work) -> Result:
        """Return what is told of a task that kills every process."""
        paths = {part.path for part in work.task.parts}
        return Result(failed=tuple(Failure(p, None, DIED_TWICE) for p in sorted(paths)))

    def died(self, work: Work) -> None:
        """Clear up nothing: gathering leaves nothing behind."""


def _gathered(work: Work, comparer: Comparer, options: ReadOptions) -> Result:
    seen: list[Seen] = []
    failed: list[Failure] = []
    for part in work.task.parts:
        known = work.known.get(str(part.path), frozenset())
        for block in read_blocks(part.path, options, part.lines):
            if isinstance(block, Failure):
                failed.append(block)
                continue
            key = _digest(block)
            documents = None
            if known.isdisjoint({(block.first_line, key), (ANYWHERE, key)}):
                documents, wrong = _documents(block, comparer, options)
                failed += wrong
                # What could not be read is read again, and told again.
                key = b"" if wrong else key
            seen.append(Seen(str(part.path), block.first_line, key, documents))
    return Result(tuple(seen), tuple(failed))


def _digest(block: Block) -> bytes:
    suffix = "" if block.first_line else suffix_of(block.path)
    told = repr((suffix, block.encoding, block.bom))
    return digest(digest(block.data) + told.encode("utf-8", "surrogateescape"))


def digests_of(path: Path, options: str) -> list[bytes]:
    """Return the digests of a file's blocks, read as an index says it was built."""
    told = ReadOptions(*json.loads(options))
    blocks = read_blocks(path, told)
    return [_digest(block) for block in blocks if isinstance(block, Block)]


def _documents(
    block: Block, comparer: Comparer, options: ReadOptions
) -> tuple[tuple[tuple[int, str | None, str], ...], list[Failure]]:
    items = [*block.units(options)]
    texts = (item.document for item in items if isinstance(item, Unit))
    rows = (
        (d.record_line or 0, storable(d.record), listed(comparer.read(mentions)))
        for d, mentions in comparer.mentions(texts)
    )
    return tuple(rows), [item for item in items if isinstance(item, Failure)]


def storable(text: str | None) -> str | None:
    """Return a text without what SQLite does not take: lone surrogates."""
    return text and text.encode("utf-8", "backslashreplace").decode()
