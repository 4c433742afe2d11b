"""The record of every edit, enough to take it back.

A file's lines are on disk before the file is replaced, so that a run that is
killed leaves no edit unrecorded. It may leave a last line that is torn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from os.path import samestat
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import BinaryIO

from linter.errors import WriteError
from linter.writing.entries import (
    EditEntry,
    FileEntry,
    UndoneEntry,
    as_bytes,
    head_line,
)

_SPOOL = 1 << 20


class HeldEdits:
    """Edits of one file, as lines that wait for their turn."""

    def __init__(self) -> None:
        self._lines = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115

    def add(self, entry: EditEntry) -> None:
        """Add an edit."""
        self._lines.write(as_bytes(entry.line()))

    def kept(self, folder: Path, prefix: str) -> bytes | Path:
        """Return all lines; many of them in a new file in ``folder``."""
        size = self._lines.tell()
        self._lines.seek(0)
        if size <= _SPOOL:
            return self._lines.read()
        with NamedTemporaryFile(dir=folder, prefix=prefix, delete=False) as file:
            copyfileobj(self._lines, file)
        return Path(file.name)

    def __enter__(self) -> HeldEdits:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()


class LedgerWriter:
    """Appends to a ledger, all lines of one file at a time, from ``start`` on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.start = 0
        try:
            self._stream = path.open("r+b")
        except OSError as error:
            raise unwritable(path, error) from None

    @contextmanager
    def recorded(
        self, entry: FileEntry | UndoneEntry, edits: bytes | Path = b""
    ) -> Iterator[None]:
        """Write the edits and ``entry`` to disk, then run the block.

        What was written is taken out again where the block fails: the file it
        tells of has not been replaced.
        """
        with self._locked():
            start = _end_of_lines(self._stream)
            try:
                self._append(edits, as_bytes(entry.line()))
                yield
            except BaseException:
                self._stream.truncate(start)
                _flush(self._stream)
                raise

    def close(self) -> None:
        """Close the ledger."""
        self._stream.close()

    def begin_again(self, version: str) -> None:
        """Begin the record of a run behind those of earlier ones."""
        with self._locked():
            self.start = _end_of_lines(self._stream)
            self._append(b"", as_bytes(head_line(version)))

    def __enter__(self) -> LedgerWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other writers out, in the file that stands there now."""
        try:
            _lock(self._stream)
            while not samestat(os.fstat(self._stream.fileno()), self.path.stat()):
                # Another run has rewritten the ledger.
                self._stream.close()
                self._stream = self.path.open("r+b")
                _lock(self._stream)
        except OSError as error:
            raise unwritable(self.path, error) from None
        try:
            yield
        finally:
            _unlock(self._stream)

    def _append(self, edits: bytes | Path, last: bytes) -> None:
        try:
            if isinstance(edits, Path):
                with edits.open("rb") as lines:
                    copyfileobj(lines, self._stream)
            else:
                self._stream.write(edits)
            self._stream.write(last)
            _flush(self._stream)
        except OSError as error:
            raise unwritable(self.path, error) from None


def create_ledger(path: Path, version: str, again: bool = False) -> LedgerWriter:
    """Begin a ledger, and the folders it is in.

    Where there is one, a run that is made ``again`` goes on behind it, and another
    one raises `WriteError`: it may be what an earlier run needs to be undone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(as_bytes(head_line(version)))
            _flush(stream)
    except FileExistsError:
        if again:
            return _begun_again(path, version)
        hint = "exists, and may be needed to undo; name another ledger"
        raise WriteError(f"{path}: {hint}") from None
    except OSError as error:
        raise unwritable(path, error) from None
    return LedgerWriter(path)


def _begun_again(path: Path, version: str) -> LedgerWriter:
    writer = LedgerWriter(path)
    writer.begin_again(version)
    return writer


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep all writers of a ledger out, so that it can be replaced.

    Windows has no such locks, and replaces no file that is open.
    """
    with ExitStack() as stack:
        if os.name != "nt":
            writer = stack.enter_context(LedgerWriter(path))
            stack.enter_context(writer._locked())
        yield


def unwritable(path: Path, error: OSError) -> WriteError:
    """Return the error of a file that the system does not let us write."""
    return WriteError(f"{path}: cannot be written: {error.strerror or error}")


def _end_of_lines(stream: BinaryIO) -> int:
    """Go to the end, past a whole last line but not one that was left torn."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - 1))
    if stream.read() in {b"", b"\n"}:
        return end
    stream.seek(0)
    *_, last = stream
    try:
        json.loads(last)
        return end + stream.write(b"\n")
    except ValueError:
        return stream.truncate(stream.seek(end - len(last)))


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _lock(stream: BinaryIO) -> None:
    """Wait until no other writer has the file; some systems have no locks."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX)


def _unlock(stream: BinaryIO) -> None:
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_UN)
