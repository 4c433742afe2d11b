"""A file that is found twice counts once, though nobody remembers all files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path


def shared_places(paths: Sequence[Path]) -> frozenset[str]:
    """Return where paths overlap: what is named twice, or lies in another one."""
    named = Counter(map(_key, paths))
    return frozenset(
        place
        for place, times in named.items()
        if times > 1 or any(up in named for up in _above(place))
    )


class Once:
    """Tells whether a file is found for the first time.

    Only in the places that `shared_places` gives can one be found again, and only
    there is it remembered.
    """

    def __init__(self, shared: frozenset[str]) -> None:
        self._shared = shared
        self._met: set[str] = set()

    def is_new(self, path: Path) -> bool:
        """Whether it is; a file that is asked about again is not."""
        if not self._shared:
            return True
        key = _key(path)
        if self._shared.isdisjoint((key, *_above(key))):
            return True
        if key in self._met:
            return False
        self._met.add(key)
        return True


def _key(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 (links stay)


def _above(place: str) -> Iterator[str]:
    """Yield the folders that a path from the root is in, innermost first."""
    folder = os.path.dirname(place)  # noqa: PTH120 (no object for each)
    while folder != place:
        yield folder
        place, folder = folder, os.path.dirname(folder)  # noqa: PTH120
