"""The mentions of a whole corpus in one SQLite file.

The file is written in one go, in the order of its keys, and holds no times and
no absolute paths: the same corpus gives the same bytes. Documents go by their
names from the folder of the file, with ``/``.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from linter import __version__
from linter.corpus.tallies import Mention, Mentions, Place, Tallies, Tally, mentioned
from linter.database import Database
from linter.errors import ConfigError

DEFAULT_FILE = "mtlint-index.sqlite"
APPLICATION = int.from_bytes(b"mtli")
FORMAT = 3
BUILD_ADVICE = "run 'mtlint index build CORPUS' to build it anew"


class Row(NamedTuple):
    """A document: its file, the first line of its block, its own line, its id."""

    file: str
    first: int
    line: int
    record: str | None
    mentions: str


class BlockRow(NamedTuple):
    """Bytes that were read on their own, and the digest they had."""

    file: str
    first: int
    digest: bytes


class Index:
    """An index that is there, opened to be read."""

    def __init__(self, file: Path, rules: str) -> None:
        """Open a file; raise `ConfigError` for one that is no index of ours.

        ``rules`` is the `stamp` of the rules that are to be held against it.
        """
        self.file = file
        self.root = Path(os.path.realpath(file)).parent
        self._rows = _opened(file, rules)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def tally(self, rule: str, form: str) -> Tally:
        """Return how often a form was met."""
        rows = self._rows.execute(
            "SELECT count, documents, company, places FROM form"
            " WHERE rule = ? AND form = ?",
            (rule, form),
        )
        return next((_tally(*row) for row in rows), Tally())

    def usual(self, rule: str, keys: Iterable[str]) -> Mapping[str, Tally]:
        """Return the forms under any of the keys that are frequent enough to tell."""
        wanted = [*keys]
        marks = ", ".join("?" * len(wanted))
        rows = self._rows.execute(
            "SELECT DISTINCT form, count, documents, company, places"
            f" FROM told JOIN form USING (rule, form)"
            f" WHERE rule = ? AND key IN ({marks})",
            (rule, *wanted),
        )
        return {form: _tally(*rest) for form, *rest in rows}

    def tally_file(self, name: str, tallies: Tallies) -> None:
        """Add the documents of one file to some tallies."""
        for row in self.documents(name):
            tallies.note((row.file, row.line), parsed(row.mentions))

    def documents(self, name: str | None = None) -> Iterator[Row]:
        """Yield the documents of a file, or all of them, in order."""
        where, told = ("", ()) if name is None else (" WHERE file = ?", (name,))
        rows = self._rows.execute(
            f"SELECT file, first, line, record, mentions FROM document{where}"
            " ORDER BY file, first, line",
            told,
        )
        return map(Row._make, rows)

    def mentioning(self, form: str) -> Iterator[tuple[Row, Mentions]]:
        """Yield the documents that may have a form, with all their mentions."""
        rows = self._rows.execute(
            "SELECT file, first, line, record, mentions FROM document"
            " WHERE instr(mentions, ?) ORDER BY file, first, line",
            (json.dumps(form, ensure_ascii=False),),
        )
        for row in map(Row._make, rows):
            yield row, parsed(row.mentions)

    def blocks(self, name: str | None = None) -> Iterator[BlockRow]:
        """Yield the blocks of a file, or all of them, in order."""
        where, told = ("", ()) if name is None else (" WHERE file = ?", (name,))
        rows = self._rows.execute(
            f"SELECT file, first, digest FROM block{where} ORDER BY file, first", told
        )
        return map(BlockRow._make, rows)

    def files(self) -> Iterator[tuple[str, int]]:
        """Yield each file, in order, and the size in bytes when it was read."""
        yield from self._rows.execute("SELECT name, size FROM file ORDER BY name")

    def size(self, name: str) -> int | None:
        """Return the size of a file when it was read; ``None`` where it never was."""
        rows = self._rows.execute("SELECT size FROM file WHERE name = ?", (name,))
        return next((int(size) for (size,) in rows), None)

    def about(self, name: str) -> str:
        """Return something that is told of the index itself."""
        rows = self._rows.execute("SELECT value FROM about WHERE name = ?", (name,))
        return next((str(value) for (value,) in rows), "")

    def forms(self) -> Iterator[tuple[str, str, int]]:
        """Yield rule, form and count of all forms, in order."""
        yield from self._rows.execute(
            "SELECT rule, form, count FROM form ORDER BY rule, form"
        )

    def name(self, path: str) -> str:
        """Return what the index calls a file."""
        return named(self.root, path, self._folders)

    @cached_property
    def _folders(self) -> dict[str, str]:
        return {}

    @cached_property
    def written(self) -> int:
        """When the file was begun, in nanoseconds: what is older, it has seen."""
        return self.file.stat().st_mtime_ns

    def has_seen(self, name: str) -> bool:
        """Whether a file is, by its size and its times, as the index knows it."""
        try:
            info = (self.root / name).stat()
        except OSError:
            return False
        times = max(info.st_mtime_ns, info.st_ctime_ns)
        return self.size(name) == info.st_size and times < self.written


def named(root: Path, path: str, folders: dict[str, str]) -> str:
    """Return what an index whose folder is ``root`` calls a file.

    ``folders`` remembers what folders are called.
    """
    parent, last = os.path.split(path)
    if parent not in folders:
        real = os.path.realpath(parent or ".")
        try:
            name = Path(os.path.relpath(real, root)).as_posix()
        except ValueError:
            # On another drive there is no way from one to the other.
            name = Path(real).as_posix()
        folders[parent] = "" if name == "." else f"{name}/"
    return folders[parent] + last


def is_index(file: Path) -> bool:
    """Whether a file is an index of any version."""
    try:
        with closing(_connected(file)) as rows:
            return _pragma(rows, "application_id") == APPLICATION
    except (OSError, sqlite3.Error):
        return False


def _opened(file: Path, rules: str) -> sqlite3.Connection:
    if not file.exists():
        raise ConfigError(f"{file}: no such index; {BUILD_ADVICE}")
    try:
        rows = _connected(file)
        if _pragma(rows, "application_id") != APPLICATION:
            raise ConfigError(f"{file}: is not an index; {BUILD_ADVICE}")
        told = dict(rows.execute("SELECT name, value FROM about"))
    except sqlite3.Error as error:
        raise ConfigError(f"{file}: is not an index: {error}") from None
    if (told.get("version"), _pragma(rows, "user_version")) != (__version__, FORMAT):
        raise ConfigError(f"{file}: is of another version of mtlint; {BUILD_ADVICE}")
    if told.get("rules") != rules:
        raise ConfigError(f"{file}: was built with other rules; {BUILD_ADVICE}")
    return rows


def _connected(file: Path) -> sqlite3.Connection:
    from urllib.parse import quote

    place = quote(os.path.realpath(file))
    return Database(f"file:{place}?mode=ro", uri=True)


def _pragma(rows: sqlite3.Connection, name: str) -> int:
    return int(rows.execute(f"PRAGMA {name}").fetchone()[0])


def parsed(text: str) -> Mentions:
    """Return the mentions that `listed` wrote."""
    return {
        rule: mentioned(
            [
                mention
                for one in some
                for mention in ([(one, "")] if isinstance(one, str) else _times(*one))
            ]
        )
        for rule, some in json.loads(text).items()
    }


def _times(form: str, company: str, count: int) -> list[Mention]:
    return [(form, company)] * count


def _tally(count: int, documents: int, company: str, places: str) -> Tally:
    there: list[Place] = [(name, line) for name, line in json.loads(places)]
    return Tally(count, documents, json.loads(company), tuple(there))
