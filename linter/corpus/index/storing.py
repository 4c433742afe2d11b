"""What a build of an index has read so far, kept on disk while it goes on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from linter.corpus.index import BlockRow, Row
from linter.corpus.index.writing import created, removed

# Seconds of work that a process that is killed may lose.
SAVED_EVERY = 2.0


class Store:
    """What a build has read so far, on disk."""

    def __init__(self, file: Path, about: Mapping[str, str]) -> None:
        self.file = file.with_name(f".{file.stem}.part.sqlite")
        self._rows = _reopened(self.file, about) or _begun(self.file, about)
        self._saved = time.monotonic()
        rows = self._rows.execute("SELECT name, size FROM file")
        self.sizes: dict[str, int] = dict(rows)

    def add(self, block: BlockRow, documents: Iterable[Row]) -> None:
        """Add a block with its documents, in place of one that began there."""
        self._rows.execute(
            "DELETE FROM document WHERE file = ? AND first = ?", block[:2]
        )
        self._rows.execute("REPLACE INTO block VALUES (?, ?, ?)", block)
        self._rows.executemany("INSERT INTO document VALUES (?, ?, ?, ?, ?)", documents)

    def end_file(self, name: str, size: int, firsts: Iterable[int]) -> None:
        """Note that all of a file is there: the blocks that begin on these lines."""
        gone = {block.first for block in self.blocks(name)}.difference(firsts)
        for table in ("block", "document"):
            self._rows.executemany(
                f"DELETE FROM {table} WHERE file = ? AND first = ?",
                ((name, first) for first in gone),
            )
        self.sizes[name] = size
        self._rows.execute("REPLACE INTO file VALUES (?, ?)", (name, size))
        if time.monotonic() - self._saved > SAVED_EVERY:
            self.save()

    def save(self) -> None:
        """Write down what there is."""
        self._rows.commit()
        self._saved = time.monotonic()

    def blocks(self, name: str) -> Iterator[BlockRow]:
        """Yield the blocks of a file, in order."""
        rows = self._rows.execute(
            "SELECT file, first, digest FROM block WHERE file = ? ORDER BY first",
            (name,),
        )
        return map(BlockRow._make, rows)

    def documents(self, name: str) -> Iterator[Row]:
        """Yield the documents of a file, in order."""
        rows = self._rows.execute(
            "SELECT file, first, line, record, mentions FROM document"
            " WHERE file = ? ORDER BY first, line",
            (name,),
        )
        return map(Row._make, rows)

    def close(self, keep: bool) -> None:
        """Let go of the file, and delete it unless it is to be kept."""
        self._rows.close()
        if not keep:
            removed(self.file)


def _begun(file: Path, about: Mapping[str, str]) -> sqlite3.Connection:
    removed(file)
    return created(file, about)


def _reopened(file: Path, about: Mapping[str, str]) -> sqlite3.Connection | None:
    """Return what an interrupted build left, if it can be used."""
    if not file.exists():
        return None
    with suppress(sqlite3.Error):
        rows = sqlite3.connect(file)
        told = dict(rows.execute("SELECT name, value FROM about"))
        if about.items() <= told.items() and _is_whole(rows):
            return rows
        rows.close()
    return None


def _is_whole(rows: sqlite3.Connection) -> bool:
    return bool(rows.execute("PRAGMA quick_check").fetchone() == ("ok",))
