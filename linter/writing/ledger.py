"""The record of every edit, enough to take it back.

A file's lines are on disk before the file is replaced, so that a run that is
killed leaves no edit unrecorded. It may leave a last line that is torn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
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


class LedgerWriter:
    """Appends to a ledger, all lines of one file at a time.

    Processes that share a ledger open a writer each, after they were forked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._stream = path.open("r+b")
        except OSError as error:
            raise unwritable(path, error) from None
        self._edits = SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115

    def edit(self, entry: EditEntry) -> None:
        """Keep an edit of the file at hand, to be written with its `recorded`."""
        self._edits.write(as_bytes(entry.line()))

    @contextmanager
    def recorded(self, entry: FileEntry | UndoneEntry) -> Iterator[None]:
        """Write the kept edits and ``entry`` to disk, then run the block.

        What was written is taken out again where the block fails: the file it
        tells of has not been replaced.
        """
        self._edits.seek(0, os.SEEK_END)
        self._edits.write(as_bytes(entry.line()))
        self._edits.seek(0)
        with _locked(self._stream):
            start = _end_of_lines(self._stream)
            try:
                self._append()
                yield
            except BaseException:
                self._stream.truncate(start)
                _flush(self._stream)
                raise
            finally:
                self.forget()

    def forget(self) -> None:
        """Drop the kept edits."""
        self._edits.seek(0)
        self._edits.truncate()

    def close(self) -> None:
        """Close the ledger."""
        self._edits.close()
        self._stream.close()

    def __enter__(self) -> LedgerWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _append(self) -> None:
        try:
            copyfileobj(self._edits, self._stream)
            _flush(self._stream)
        except OSError as error:
            raise unwritable(self.path, error) from None


def create_ledger(path: Path, version: str, replace: bool = False) -> LedgerWriter:
    """Begin a ledger, and the folders it is in.

    Raises `WriteError` where there is one and ``replace`` is not set: it may
    be what an earlier run needs to be undone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb" if replace else "xb") as stream:
            stream.write(as_bytes(head_line(version)))
            _flush(stream)
    except FileExistsError:
        hint = "exists, and may be needed to undo; name another ledger"
        raise WriteError(f"{path}: {hint}") from None
    except OSError as error:
        raise unwritable(path, error) from None
    return LedgerWriter(path)


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


@contextmanager
def _locked(stream: BinaryIO) -> Iterator[None]:
    """Keep other writers out; where a system has no locks there is one writer."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX)
    try:
        yield
    finally:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_UN)
