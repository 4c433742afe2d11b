"""SQLite databases, closed when nobody has them any more, as files are."""

from __future__ import annotations

import sqlite3
from contextlib import suppress


class Database(sqlite3.Connection):
    """A connection that closes itself: Python 3.13 warns of one that is left open."""

    def __del__(self) -> None:
        # Whoever lets go of it may be another thread.
        with suppress(sqlite3.Error):
            self.close()
