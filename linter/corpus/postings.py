"""Where forms stand that may be rare ones: kept outside memory where it is much."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from linter.corpus.tallies import Key
from linter.reading.units import ByteRange
from linter.tasks import Part, Task

SCHEMA = """
CREATE TABLE part (number INTEGER PRIMARY KEY, path BLOB, size INTEGER,
    start INTEGER, end INTEGER, first_line INTEGER);
CREATE TABLE posting (form INTEGER, part INTEGER);
CREATE TABLE wanted (form INTEGER PRIMARY KEY);
"""


class Postings:
    """Which parts of a run hold which forms.

    They are in a database without a name, which SQLite keeps in memory while it
    is small, and in a temporary file of its own beyond.
    """

    def __init__(self) -> None:
        from linter.database import Database

        self._rows = Database("", isolation_level=None)
        self._rows.executescript(SCHEMA)
        self._forms: dict[Key, int] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._rows.executescript("DELETE FROM part; DELETE FROM posting;")
        self._forms.clear()

    def add(self, task: Task, suspects: Mapping[Key, Iterable[str]]) -> None:
        """Note which forms the files of a task hold."""
        numbers: dict[str, list[int]] = {}
        wanted = {path for paths in suspects.values() for path in paths}
        for part in task.parts:
            if str(part.path) in wanted:
                numbers.setdefault(str(part.path), []).append(self._add_part(part))
        self._rows.executemany(
            "INSERT INTO posting VALUES (?, ?)",
            (
                (self._forms.setdefault(key, len(self._forms)), number)
                for key, paths in suspects.items()
                for path in paths
                for number in numbers.get(path, ())
            ),
        )

    def _add_part(self, part: Part) -> int:
        lines = part.lines or (None, None, None)
        added = self._rows.execute(
            "INSERT INTO part (path, size, start, end, first_line)"
            " VALUES (?, ?, ?, ?, ?)",
            (os.fsencode(part.path), part.size, *lines),
        )
        return int(added.lastrowid or 0)

    @property
    def forms(self) -> Iterable[Key]:
        """All forms that were noted, in order."""
        return self._forms

    def holding(self, keys: Iterable[Key]) -> Iterator[Part]:
        """Yield the parts that hold any of the forms, in order."""
        wanted = [(self._forms[key],) for key in keys if key in self._forms]
        self._rows.executemany("INSERT INTO wanted VALUES (?)", wanted)
        rows = self._rows.execute(
            "SELECT path, size, start, end, first_line FROM part WHERE number IN"
            " (SELECT part FROM posting JOIN wanted USING (form)) ORDER BY number"
        )
        for path, size, *lines in rows:
            ranged = None if lines[0] is None else ByteRange(*lines)
            yield Part(Path(os.fsdecode(path)), size, ranged)
