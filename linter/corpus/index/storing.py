"""What a build of an index has read so far, kept on disk while it goes on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from linter.corpus.index import BlockRow, Row
from linter.corpus.index.writing import created, removed
from linter.database import Database

# What is known of this build alone, kept outside memory where it is much.
OF_THIS_BUILD = """
CREATE TEMP TABLE there (name TEXT PRIMARY KEY, size INTEGER, kept INTEGER)
    WITHOUT ROWID;
CREATE TEMP TABLE ended (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE chosen (name TEXT PRIMARY KEY, size INTEGER, new INTEGER)
    WITHOUT ROWID;
"""
# The size of a file that could not be read in full.
UNREAD = -1
# Seconds of work that a process that is killed may lose.
SAVED_EVERY = 2.0


# Whether a file of an old index stays, by its name.
Keeps: TypeAlias = Callable[[str], bool]


class Store:
    """What a build has read so far, on disk."""

    def __init__(self, file: Path, about: Mapping[str, str]) -> None:
        self.file = file.with_name(f".{file.stem}.part.sqlite")
        self._rows = _reopened(self.file, about) or _begun(self.file, about)
        self._saved = time.monotonic()
        self._rows.execute("PRAGMA temp_store = FILE")
        self._rows.executescript(OF_THIS_BUILD)

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
        self._rows.execute("REPLACE INTO file VALUES (?, ?)", (name, size))
        self._rows.execute("REPLACE INTO ended VALUES (?)", (name,))
        if time.monotonic() - self._saved > SAVED_EVERY:
            self.save()

    def look_at(self, name: str, size: int, kept: bool) -> None:
        """Note a file that is there; one that is kept is as the old index has it."""
        self._rows.execute("REPLACE INTO there VALUES (?, ?, ?)", (name, size, kept))

    def size_now(self, name: str) -> int:
        """Return the size of a file when it was looked at; `UNREAD` if it was not."""
        rows = self._rows.execute("SELECT size FROM there WHERE name = ?", (name,))
        return next((int(size) for (size,) in rows), UNREAD)

    def choose(self, old: Iterable[tuple[str, int]], keeps: Keeps | None) -> int:
        """Decide which files an index has; return how many of the ``old`` are gone.

        All that is new, and of the old what ``keeps`` says, or was seen to be as
        it was. Without it the build is not complete: everything else of the old
        stays, and so does what an earlier build has read.
        """
        new = "file" if keeps is None else "file JOIN ended USING (name)"
        self._rows.execute(f"INSERT INTO chosen SELECT name, size, 1 FROM {new}")
        gone = 0
        for name, size in old:
            if keeps is None or self._is_kept(name) or keeps(name):
                self._rows.execute(
                    "INSERT OR IGNORE INTO chosen VALUES (?, ?, 0)", (name, size)
                )
            elif not self._is_chosen(name):
                gone += 1
        return gone

    def chosen(self) -> Iterator[tuple[str, int, bool]]:
        """Yield the files an index has, in order: name, size, whether it is new."""
        yield from self._rows.execute("SELECT * FROM chosen ORDER BY name")

    def _is_kept(self, name: str) -> bool:
        rows = self._rows.execute("SELECT kept FROM there WHERE name = ?", (name,))
        return any(kept for (kept,) in rows)

    def _is_chosen(self, name: str) -> bool:
        rows = self._rows.execute("SELECT 1 FROM chosen WHERE name = ?", (name,))
        return any(rows)

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
        rows = Database(file)
        told = dict(rows.execute("SELECT name, value FROM about"))
        if about.items() <= told.items() and _is_whole(rows):
            return rows
        rows.close()
    return None


def _is_whole(rows: sqlite3.Connection) -> bool:
    return bool(rows.execute("PRAGMA quick_check").fetchone() == ("ok",))
