"""What came of texts that were checked before, kept in the user's cache folder.

One SQLite file for everything that decides findings but the text: the code, the
rules, the options. In it, each text is known by a digest of its bytes alone, so
that it may move. Any number of processes read and write the file at once; one
that is damaged is begun anew, and one that cannot be used is done without.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import randrange
from time import sleep

import linter
from linter import __version__
from linter.caching import cache_folder
from linter.database import Database
from linter.digests import digest

SCHEMA = 2
SIZE_VARIABLE = "MTLINT_CACHE_SIZE"
DEFAULT_MEGABYTES = 512
PAGE = 4096
CHECK = 8  # bytes of a digest before each value: SQLite does not see all damage
# SQLite takes at least so many values in one statement.
MOST_ASKED = 500
# Another process that writes is done in a few milliseconds.
PATIENCE_SECONDS = 5.0
MOST_TRIES = 5


def results_file(decided_by: Iterable[object]) -> Path | None:
    """Return where results are kept that depend on the code and ``decided_by``.

    ``None`` where nothing is to be kept. Makes room for a new file.
    """
    folder, limit = cache_folder(), most_bytes()
    if folder is None or not limit:
        return None
    told: list[object] = [SCHEMA, __version__, sys.version, *_installed()]
    told += contents(Path(linter.__file__).parent)
    told += decided_by
    file = folder / "results" / f"{digest(repr(told).encode()).hex()}.sqlite"
    if not file.exists():
        make_room(file.parent, limit)
    return file


def _installed() -> list[str]:
    """Return the libraries there are, with their versions: rules use some."""
    names: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            names.update(os.listdir(folder or "."))  # noqa: PTH208 (names, not paths)
    return sorted(name for name in names if name.endswith(".dist-info"))


def most_bytes() -> int:
    """Return how large all results together may get."""
    told = os.environ.get(SIZE_VARIABLE, "")
    return (int(told) if told.isdecimal() else DEFAULT_MEGABYTES) << 20


def make_room(folder: Path, limit: int) -> None:
    """Delete the files that were not used for longest, down to half the limit."""
    with suppress(OSError):
        files = [(file.stat(), file) for file in folder.glob("*.sqlite*")]
        total = 0
        for info, file in sorted(files, key=lambda pair: -pair[0].st_mtime_ns):
            total += info.st_size
            if total > limit // 2:
                file.unlink(missing_ok=True)


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder, each with a digest of what is in it."""
    for file in sorted(folder.rglob("*")):
        if file.suffix != ".pyc" and file.is_file():
            with suppress(OSError):
                yield str(file.relative_to(folder)), digest(file.read_bytes())


class Results:
    """The results of one file; whatever goes wrong with it, there are none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._database = self._opened()

    def find(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is kept under the keys that there are."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), MOST_ASKED):
            some = keys[start : start + MOST_ASKED]
            marks = ",".join("?" * len(some))
            asked = f"SELECT key, value FROM results WHERE key IN ({marks})"
            for key, value in self._run(asked, some):
                if value[:CHECK] == _check(key, value[CHECK:]):
                    found[key] = value[CHECK:]
        return found

    def keep(self, values: dict[bytes, bytes]) -> None:
        """Keep values under their keys, all of them or none."""
        rows = [(key, _check(key, value) + value) for key, value in values.items()]
        if not self._kept(rows):
            self._forget_some()
            self._kept(rows)

    def close(self) -> None:
        """Close the file; whoever closes it last clears up beside it."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def _kept(self, rows: Sequence[tuple[bytes, bytes]]) -> bool:
        """Insert rows; tell whether there was room."""
        if self._database is None or not rows:
            return True
        try:
            with self._database as transaction:
                transaction.executemany("REPLACE INTO results VALUES (?, ?)", rows)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                return False
            self._give_up(error)
        return True

    def _forget_some(self) -> None:
        """Delete a quarter of the results, chosen by chance.

        A run over more than there is room for then finds some of it the next
        time; by age, each would be gone just before it is asked for.
        """
        first = randrange(0, 256)
        low, high = bytes([first]), bytes([(first + 64) % 256])
        how = "AND" if low < high else "OR"
        self._run(f"DELETE FROM results WHERE key >= ? {how} key < ?", (low, high))

    def _run(self, statement: str, values: Sequence[bytes]) -> list[tuple[bytes, ...]]:
        if self._database is None:
            return []
        try:
            with self._database as transaction:
                return transaction.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return []

    def _opened(self) -> sqlite3.Connection | None:
        for _ in range(MOST_TRIES):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                return _open(self._file)
            except sqlite3.OperationalError:
                # Another process is making it: that is the one lock that SQLite
                # does not wait for.
                sleep(0.01)
            except sqlite3.DatabaseError:
                self._discard()
            except OSError:
                return None
        return None

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Do without the file; begin it anew next time if it is damaged."""
        self.close()
        if not isinstance(error, sqlite3.OperationalError):
            self._discard()

    def _discard(self) -> None:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._file.with_name(self._file.name + end).unlink(missing_ok=True)


def _open(file: Path) -> sqlite3.Connection:
    database = Database(file, timeout=PATIENCE_SECONDS)
    # Nothing is lost that cannot be made again: the disk need not be waited for.
    database.executescript(
        f"""
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = OFF;
        PRAGMA max_page_count = {most_bytes() // PAGE};
        CREATE TABLE IF NOT EXISTS results
            (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """
    )
    # Tells `make_room` that it was used.
    os.utime(file)
    return database


def _check(key: bytes, value: bytes) -> bytes:
    return digest(key + value, CHECK)
