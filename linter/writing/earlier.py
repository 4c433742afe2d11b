"""What stands where a copy is to go, and whether an earlier run wrote it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG

from linter.errors import WriteError
from linter.reading.mirroring import check_apart
from linter.writing.recorded import outcomes


def check_copies(
    copies: Iterable[tuple[Path, Path]], earlier: Path, ledger: Path
) -> None:
    """See that no copy takes the place of a text, or of the ledger of this run.

    ``earlier`` is the ledger that earlier runs kept, if there were any. Raises
    `ReadError` and `WriteError`.
    """
    known, ledger = Earlier(earlier), ledger.resolve()
    for source, copy in copies:
        check_apart(source, copy)
        if copy.resolve() == ledger:
            raise WriteError(f"{copy}: is the copy of {source}; name another --ledger")
        known.check(source, copy)


class Earlier:
    """What earlier runs wrote into the folder of a copy, by the ledger beside it.

    A file that was fixed is known by its content. One that was copied as it was
    has the content of its source, unless the source has changed since: then it is
    known by its age, for a run that ends leaves its ledger newer than its copies.
    Raises `LedgerError` where something else has the name of the ledger.
    """

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._read: os.stat_result | None = None
        self._outcomes: frozenset[bytes] = frozenset()
        self._refresh()

    def check(self, source: Path, copy: Path) -> None:
        """Raise `WriteError` where the copy would replace what nobody brings back."""
        try:
            there, info = copy.stat(), source.stat()
        except OSError:
            # Nothing is there, or what is wrong will be told in its turn.
            return
        if not S_ISREG(there.st_mode) or not S_ISREG(info.st_mode):
            return
        if self._is_left_alone(there, info) or self._wrote(source, copy):
            return
        raise WriteError(
            f"{copy}: exists, and was not written by a fix that {self._ledger}"
            " tells of; move it, or name another --output"
        )

    def _is_left_alone(self, there: os.stat_result, source: os.stat_result) -> bool:
        if self._read is None:
            return False
        return there.st_mtime_ns <= min(self._read.st_mtime_ns, source.st_mtime_ns)

    def _wrote(self, source: Path, copy: Path) -> bool:
        try:
            digest = _digest(copy)
            if digest in self._outcomes or digest == _digest(source):
                return True
        except OSError:
            return True
        # Another run may be writing the same copy at this moment.
        return self._refresh() and digest in self._outcomes

    def _refresh(self) -> bool:
        """Read the ledger, if there is more of it; return whether there was."""
        try:
            info = self._ledger.stat()
        except OSError:
            return False
        if self._read and self._read.st_mtime_ns == info.st_mtime_ns:
            return False
        self._read, self._outcomes = info, frozenset(outcomes(self._ledger))
        return True


def _digest(path: Path) -> bytes:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").digest()
