"""Which files a walk would take, asked by name: without walking."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from linter.reading.ignoring import Ignored, ignored_by
from linter.reading.walking import Sieve, WalkOptions


class Coverage:
    """The files that paths stand for.

    ``files`` are those that were named, by their real place, as they were named.
    """

    def __init__(self, paths: Sequence[Path], options: WalkOptions) -> None:
        self._options = options
        self._bare = Sieve.of(options)
        self._folders = [(real_place(p), p) for p in paths if p.is_dir()]
        self.files = {real_place(p): p for p in paths if not p.is_dir()}
        self._sieves: dict[Path, Sieve | None] = {}

    def name(self, place: Path) -> Path | None:
        """Return what a walk calls the file at a real place, if it takes it."""
        if place in self.files:
            return None if self.forces_out(place) else self.files[place]
        for real, given in self._folders:
            if place.is_relative_to(real):
                return self._inside(given, place.relative_to(real))
        return None

    def forces_out(self, place: Path) -> bool:
        """Whether a file is left out even if it is named."""
        if self._bare.skips(place):
            return True
        return self._options.force_exclude and self._bare.excludes(place, False)

    def _inside(self, given: Path, relative: Path) -> Path | None:
        if self._options.force_exclude and self._bare.excludes(given, True):
            return None
        path = given / relative
        sieve = self._sieve(given, path.parent)
        if sieve is None or sieve.ignores(path, False):
            return None
        return path if sieve.takes(path) else None

    def _sieve(self, given: Path, folder: Path) -> Sieve | None:
        """Return what holds in a folder; ``None`` where none is looked into."""
        if folder not in self._sieves:
            if folder == given:
                above: Sieve | None = self._bare.inside(*ignored_by(given))
            else:
                above = self._sieve(given, folder.parent)
                above = above if above and above.enters(folder) else None
            own = Ignored.read(folder / ".gitignore") if above else None
            self._sieves[folder] = above.inside(own) if above else None
        return self._sieves[folder]


def real_place(path: Path) -> Path:
    """Return the path from the root; a file that is a link keeps its name."""
    if path.is_dir():
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent)) / path.name
