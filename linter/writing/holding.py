"""New files that are made in any order take their places in the order of the input."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from linter.errors import WriteError
from linter.writing.atomic import same_file, take_place
from linter.writing.entries import FileEntry
from linter.writing.ledger import LedgerWriter, unwritable


class Held(NamedTuple):
    """A new file on disk that waits for its turn to take its place.

    ``entry`` and the lines of its ``edits`` belong in the ledger; a copy that
    changes nothing has none.
    """

    source: Path
    info: os.stat_result
    temporary: Path
    target: Path
    entry: FileEntry | None = None
    edits: bytes | Path = b""


def put_in_place(held: Held, ledger: LedgerWriter | None = None) -> None:
    """Let a held file take its place, once the ledger has its edits.

    Raises `WriteError` where the source is not what it was any more.
    """
    try:
        if not same_file(held.info, held.source):
            raise changed_meanwhile(held.source)
        with _recorded(held, ledger):
            take_place(held.temporary, held.target)
    except OSError as error:
        raise unwritable(held.target, error) from None
    finally:
        held.temporary.unlink(missing_ok=True)
        if isinstance(held.edits, Path):
            held.edits.unlink(missing_ok=True)


def _recorded(held: Held, ledger: LedgerWriter | None) -> AbstractContextManager[None]:
    if ledger is None or held.entry is None:
        return nullcontext()
    return ledger.recorded(held.entry, held.edits)


def changed_meanwhile(source: Path) -> WriteError:
    """Return the error of a source that is not what was read of it."""
    return WriteError(f"{source}: changed while it was being fixed; run again")
