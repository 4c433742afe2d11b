"""A file is replaced in one step, or stays what it was."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# Leftovers of a run that was killed: the walk takes no dot file without suffix.
TEMPORARY = ".mtlint-"


@dataclass(slots=True)
class NewFile:
    """A file in the making, beside the one whose place it will take."""

    stream: BinaryIO
    temporary: Path
    target: Path
    held: bool = False

    def write(self, data: bytes) -> None:
        """Add bytes at the end."""
        self.stream.write(data)

    def take_place(self) -> None:
        """Put the new file, flushed to disk, in the place of the old one."""
        self._finish()
        take_place(self.temporary, self.target)

    def hold(self) -> None:
        """Leave the new file, flushed to disk, for `take_place` to be called later."""
        self._finish()
        self.held = True

    def _finish(self) -> None:
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()


def take_place(temporary: Path, target: Path) -> None:
    """Put a file that is on disk in the place of another one."""
    temporary.replace(target)
    _flush_folder(target.parent)


@contextmanager
def new_file(target: Path, like: Path, prefix: str = TEMPORARY) -> Iterator[NewFile]:
    """Begin a file for the place of ``target``, with the mode of ``like``.

    Nothing changes until `NewFile.take_place`; a block that ends without it, or
    `NewFile.hold`, leaves no trace. Its own name begins with ``prefix``. A link
    at ``target`` is replaced, not followed. Where there is no ``like`` the mode is
    that of any new file. Raises `OSError`.
    """
    from tempfile import mkstemp

    info = like.stat() if like.exists() else None
    handle, name = mkstemp(prefix=prefix, dir=target.parent)
    temporary = Path(name)
    kept = False
    try:
        with os.fdopen(handle, "wb", buffering=1 << 17) as stream:
            _take_after(temporary, info, owner=like == target)
            new = NewFile(stream, temporary, target)
            yield new
        kept = new.held
    finally:
        # Gone already where it took its place.
        if not kept:
            temporary.unlink(missing_ok=True)


def sweep(folder: Path, prefix: str) -> None:
    """Delete the files of a run that will never take their place."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 (names, not paths)
            if name.startswith(prefix):
                (folder / name).unlink(missing_ok=True)


def same_file(before: os.stat_result, path: Path) -> bool:
    """Whether the file at ``path`` is still the one that ``before`` tells of."""
    now = path.stat()
    return _identity(before) == _identity(now)


def _identity(info: os.stat_result) -> tuple[int, int, int, int]:
    return info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns


def _take_after(path: Path, info: os.stat_result | None, owner: bool) -> None:
    if info is None:
        path.chmod(0o666 & ~_umask())
        return
    # The owner first: a change of owner may clear bits of the mode. Only root can
    # give a file away, and only root would take one by replacing it.
    if owner and hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, info.st_uid, info.st_gid)
    path.chmod(stat.S_IMODE(info.st_mode))


def _umask() -> int:
    # It can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    """Make the new name last; not every system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
