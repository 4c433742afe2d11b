"""What came of a block of bytes is kept, and found again wherever it stands."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from linter.checking import Checked
from linter.comments import Remark
from linter.digests import digest
from linter.packing import packed, unpacked
from linter.reading.blocks import Block
from linter.reading.compressed import suffix_of
from linter.results import Results
from linter.tasks import Task

if TYPE_CHECKING:
    from linter.corpus.evidence import Gathered

# The first line it stood on, whether that decides its names, and what came of it.
Kept: TypeAlias = tuple[int, bool, int, int, list[Any], list[Any], list[Any]]


class RecallFile(NamedTuple):
    """Where results are kept; ``by_path`` where the path of a text counts, too.

    Small enough to be sent to another process, which opens it for itself.
    """

    file: Path
    by_path: bool

    def open(self) -> Recall:
        """Open the file, or do without."""
        return Recall(Results(self.file), self.by_path)

    def settle(self) -> None:
        """Leave one file and none beside it, once nobody else has it open."""
        Results(self.file).close()


class Recall:
    """The results of blocks that were checked before, under the same rules."""

    def __init__(self, results: Results, by_path: bool) -> None:
        self._results = results
        self._by_path = by_path

    def find(self, blocks: Sequence[Block], task: Task) -> list[Checked | None]:
        """Return what came of each block; ``None`` where nobody knows."""
        keys = [self._key(block) for block in blocks]
        found = self._results.find(keys)
        return [
            _result(found[key], block, task) if key in found else None
            for key, block in zip(keys, blocks, strict=True)
        ]

    def keep(self, blocks: Iterable[Block], results: Iterable[Checked]) -> None:
        """Keep what came of blocks; not where one could not be finished in time."""
        self._results.keep(
            {
                self._key(block): marshal.dumps(_kept(block, result))
                for block, result in zip(blocks, results, strict=True)
                if not result.failed
            }
        )

    def _key(self, block: Block) -> bytes:
        """Return a digest of all that decides what is found, but for the rules."""
        path = block.path
        named = str(path) if self._by_path else ""
        suffix = "" if block.first_line else suffix_of(path)
        told = repr((named, suffix, block.encoding, block.bom))
        return digest(digest(block.data) + told.encode("utf-8", "surrogateescape"))


def _kept(block: Block, result: Checked) -> Kept:
    # A record without an id is called by the number of its line.
    by_line = any(
        item.record == str(item.record_line)
        for located in result.found
        for item in located[:1]
    )
    remarks = [(r.line, r.title, r.problem, r.name) for _, r in result.remarks]
    found = [packed(located) for located in result.found]
    gathered = result.gathered.packed() if result.gathered else []
    counts = result.clean, result.binary
    return block.first_line, by_line, *counts, found, remarks, gathered


def _result(value: bytes, block: Block, task: Task) -> Checked | None:
    kept: Kept = marshal.loads(value)
    first_line, by_line, clean, binary, found, remarks, gathered = kept
    down = block.first_line - first_line
    if down and by_line:
        return None
    path = str(block.path)
    return Checked(
        task,
        [unpacked(rows, path, down) for rows in found],
        clean,
        binary,
        remarks=[(path, Remark(*remark)) for remark in remarks],
        gathered=_gathered(gathered, path, down),
    )


def _gathered(rows: list[Any], path: str, down: int) -> Gathered | None:
    if not rows:
        return None
    from linter.corpus.evidence import Gathered

    return Gathered.unpacked(rows, path, down)
