"""Writing an index: in the order of its keys, in one go, or step by step."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from linter import __version__
from linter.corpus.index import APPLICATION, FORMAT, BlockRow, Row, parsed
from linter.corpus.tallies import Mention, Tallies, Tally
from linter.corpus.verdicts import FEWEST
from linter.database import Database
from linter.errors import WriteError

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE file (name TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID;
CREATE TABLE block (file TEXT, first INTEGER, digest BLOB, PRIMARY KEY (file, first))
    WITHOUT ROWID;
CREATE TABLE document (file TEXT, first INTEGER, line INTEGER, record TEXT,
    mentions TEXT, PRIMARY KEY (file, first, line)) WITHOUT ROWID;
CREATE TABLE form (rule TEXT, form TEXT, count INTEGER, documents INTEGER,
    company TEXT, places TEXT, PRIMARY KEY (rule, form)) WITHOUT ROWID;
CREATE TABLE told (rule TEXT, key TEXT, form TEXT, PRIMARY KEY (rule, key, form))
    WITHOUT ROWID;
"""


class Writer:
    """A new index beside the one it will replace; its documents come in order."""

    def __init__(self, file: Path, about: Mapping[str, str]) -> None:
        self._file = file
        self._new = file.with_name(f".{file.stem}.new.sqlite")
        removed(self._new)
        self._rows = created(self._new, about)
        # Whoever dies on the way leaves the old index as it was.
        self._rows.execute("PRAGMA journal_mode = OFF")
        self.documents = 0

    def add(self, sizes: Iterable[tuple[str, int]], blocks: Iterable[BlockRow]) -> None:
        """Write files and blocks."""
        self._rows.executemany("INSERT INTO file VALUES (?, ?)", sizes)
        self._rows.executemany("INSERT INTO block VALUES (?, ?, ?)", blocks)

    def add_documents(self, documents: Iterable[Row]) -> Tallies:
        """Write documents, and return what they come to."""
        tallies = Tallies()

        def noted() -> Iterator[Row]:
            for row in documents:
                tallies.note((row.file, row.line), parsed(row.mentions))
                self.documents += 1
                yield row

        self._rows.executemany("INSERT INTO document VALUES (?, ?, ?, ?, ?)", noted())
        return tallies

    def add_forms(
        self, tallies: Tallies, told: Callable[[str, str], Iterable[str]]
    ) -> None:
        """Write all forms, and the keys of those frequent enough to tell."""
        forms = sorted(tallies)
        rows = ((*key, *_listed(tallies[key])) for key in forms)
        self._rows.executemany("INSERT INTO form VALUES (?, ?, ?, ?, ?, ?)", rows)
        keys = sorted(
            (rule, key, form)
            for rule, form in forms
            if tallies[rule, form].count >= FEWEST
            for key in told(rule, form)
        )
        self._rows.executemany("INSERT INTO told VALUES (?, ?, ?)", keys)

    def finish(self, begun: int) -> None:
        """Put the index in its place, dated to when its corpus began to be read."""
        self._rows.commit()
        self._rows.close()
        os.utime(self._new, ns=(begun, begun))
        self._new.replace(self._file)

    def abandon(self) -> None:
        """Leave no trace."""
        self._rows.close()
        self._new.unlink(missing_ok=True)


def created(file: Path, about: Mapping[str, str]) -> sqlite3.Connection:
    """Return a new, empty index; raise `WriteError` where it cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = Database(file)
        rows.execute("PRAGMA synchronous = OFF")
        rows.execute(f"PRAGMA application_id = {APPLICATION}")
        rows.execute(f"PRAGMA user_version = {FORMAT}")
        rows.executescript(SCHEMA)
        known = {"version": __version__, **about}
        rows.executemany("INSERT INTO about VALUES (?, ?)", sorted(known.items()))
        rows.commit()
    except (OSError, sqlite3.Error) as error:
        raise WriteError(f"{file}: cannot be written: {error}") from None
    return rows


def listed(mentions: Mapping[str, Iterable[Mention]]) -> str:
    """Return the mentions of a document as text, the same for the same mentions."""
    rows = {
        rule: [_short(*one, count) for one, count in sorted(Counter(some).items())]
        for rule, some in sorted(mentions.items())
    }
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _short(form: str, company: str, count: int) -> str | tuple[str, str, int]:
    """Return a mention; most are met once, and alone."""
    return (form, company, count) if company or count > 1 else form


def _listed(tally: Tally) -> tuple[int, int, str, str]:
    company = json.dumps(tally.company, ensure_ascii=False, sort_keys=True)
    places = json.dumps(tally.places, ensure_ascii=False)
    return tally.count, tally.documents, company, places


def removed(file: Path) -> None:
    """Delete a file if it is there."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
