"""What ``.gitignore`` files, and globs in their syntax, say about a path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.errors import ConfigError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignored(NamedTuple):
    """Globs that count from a folder."""

    folder: Path
    spec: GitIgnoreSpec

    @classmethod
    def read(cls, path: Path) -> Ignored | None:
        """Return what a ``.gitignore`` file says; nothing where there is none.

        Lines that are no globs are passed over, as git does.
        """
        try:
            lines = path.read_text("utf-8", "surrogateescape").splitlines()
        except OSError:
            return None
        return cls(whole_path(path.parent), _spec(filter(_is_glob, lines)))

    def verdict(self, path: Path, folder: bool) -> bool | None:
        """Whether the globs match a path (``False``: name it with a ``!``)."""
        whole = whole_path(path)
        if whole.is_relative_to(self.folder):
            name = whole.relative_to(self.folder).as_posix()
        else:
            name = whole.as_posix().lstrip("/")
        return self.spec.check_file(name + "/" if folder else name).include


def globs(patterns: Sequence[str], root: Path, key: str) -> Ignored | None:
    """Return the user's globs; raise `ConfigError` for what is none."""
    for pattern in patterns:
        if not _is_glob(pattern):
            raise ConfigError(f"{key}: {pattern!r} is no glob; see gitignore(5)")
    return Ignored(whole_path(root), _spec(patterns)) if patterns else None


def ignored_by(folder: Path) -> tuple[Ignored, ...]:
    """Return what the repository around a folder ignores, innermost first.

    A folder that is itself ignored was named all the same: then nothing around
    it counts.
    """
    whole = whole_path(folder)
    around = _repository_above(whole)
    found = tuple(filter(None, (Ignored.read(up / ".gitignore") for up in around)))
    for ignored in found:
        verdict = ignored.verdict(whole, True)
        if verdict is not None:
            return () if verdict else found
    return found


def whole_path(path: Path) -> Path:
    """Return the path from the root, without ``..``, with its links as they are."""
    # Path.resolve would follow links, and a linked file must keep its place.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _repository_above(folder: Path) -> Sequence[Path]:
    """Return the folders from ``folder``'s parent up to its repository."""
    if (folder / ".git").exists():
        return ()
    for depth, parent in enumerate(folder.parents, 1):
        if (parent / ".git").exists():
            return folder.parents[:depth]
    return ()


def _is_glob(line: str) -> bool:
    try:
        _spec([line])
    except ValueError:
        return False
    return True


def _spec(lines: Sequence[str] | filter[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
