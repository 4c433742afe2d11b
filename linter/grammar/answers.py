"""Answers that were given before, kept in the user's cache folder.

They are known by the sentence, its language, the server and its version, and the
rules that were off. A cache that cannot be read or written is done without.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from linter.digests import digest
from linter.grammar.client import Match

FILE = "languagetool-1.sqlite"
# About 100 MB; what was not asked for the longest time makes room.
MOST_ANSWERS = 400_000
SCHEMA = """
    create table if not exists answers (key blob primary key, matches text, used real);
    create index if not exists by_use on answers (used);
    create table if not exists rates (machine text primary key, rate real);
"""

Value = TypeVar("Value")


class Answers:
    """A cache of answers; of one thread alone."""

    def __init__(self, folder: Path | None) -> None:
        self._file = _opened(folder) if folder else None

    def known(self, keys: Mapping[bytes, object]) -> dict[bytes, tuple[Match, ...]]:
        """Return the answers that are known, by key."""
        return self._tried(lambda file: _read(file, list(keys)), {})

    def keep(self, answers: Mapping[bytes, tuple[Match, ...]]) -> None:
        """Keep answers."""
        rows = [(key, json.dumps(found)) for key, found in answers.items()]
        command = "insert or replace into answers values (?, ?, julianday('now'))"

        def write(file: sqlite3.Connection) -> None:
            with file:
                file.executemany(command, rows)

        if rows:
            self._tried(write, None)

    def rate(self, server: str, default: float) -> float:
        """Return how many characters a second a server read the last time."""
        command = "select rate from rates where machine = ?"
        row = self._tried(lambda f: f.execute(command, (server,)).fetchone(), None)
        return float(row[0]) if row else default

    def keep_rate(self, server: str, rate: float) -> None:
        """Remember how fast a server is."""

        def write(file: sqlite3.Connection) -> None:
            with file:
                command = "insert or replace into rates values (?, ?)"
                file.execute(command, (server, rate))

        self._tried(write, None)

    def close(self) -> None:
        """Make room where there is too much, and close the file."""
        self._tried(_make_room, None)
        if self._file is not None:
            self._file.close()
            self._file = None

    def _tried(
        self, use: Callable[[sqlite3.Connection], Value], otherwise: Value
    ) -> Value:
        if self._file is None:
            return otherwise
        try:
            return use(self._file)
        except (sqlite3.Error, ValueError, TypeError):
            with suppress(sqlite3.Error):
                self._file.close()
            self._file = None
            return otherwise


def key_of(text: str, *what: str) -> bytes:
    """Return what an answer is known by."""
    return digest("\0".join((*what, text)).encode("utf-8", "surrogatepass"))


def _opened(folder: Path) -> sqlite3.Connection | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(folder / FILE, timeout=5)
        file.execute("pragma journal_mode = wal")
        file.execute("pragma synchronous = normal")
        file.executescript(SCHEMA)
    except (OSError, sqlite3.Error):
        return None
    return file


def _read(
    file: sqlite3.Connection, keys: list[bytes]
) -> dict[bytes, tuple[Match, ...]]:
    command = "select matches from answers where key = ?"
    found = {}
    for key in keys:
        row = file.execute(command, (key,)).fetchone()
        if row is not None:
            rows = (Match(*one) for one in json.loads(row[0]))
            found[key] = tuple(m._replace(suggestions=tuple(m[4])) for m in rows)
    with file:
        touch = "update answers set used = julianday('now') where key = ?"
        file.executemany(touch, [(key,) for key in found])
    return found


def _make_room(file: sqlite3.Connection) -> None:
    (count,) = file.execute("select count(*) from answers").fetchone()
    if count > MOST_ANSWERS:
        oldest = "select key from answers order by used limit ?"
        with file:
            file.execute(
                f"delete from answers where key in ({oldest})",
                (count - MOST_ANSWERS * 3 // 4,),
            )
