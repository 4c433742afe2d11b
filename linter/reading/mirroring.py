"""Where the copy of each file of a tree goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from linter.errors import ReadError
from linter.reading.ignoring import whole_path
from linter.reading.walking import Source


def mirror(source: Path, base: Path, output: Path) -> Path:
    """Return where the copy of ``source`` goes in the folder ``output``."""
    try:
        target = output / whole_path(source).relative_to(whole_path(base))
    except ValueError:
        raise ReadError(f"{source}: is not in {base}; name its folder") from None
    if target.resolve() == source.resolve():
        raise ReadError(f"{source}: its copy would replace it; name another --output")
    return target


def mirror_all(sources: Sequence[Source], output: Path) -> tuple[Path, ...]:
    """Return where the copies go, in order; refuse two that go to one place."""
    takers: dict[Path, Path] = {}
    for source in sources:
        target = mirror(source.path, source.base, output)
        if target in takers:
            both = f"{takers[target]} and {source.path}"
            raise ReadError(f"{target}: would hold {both}; clean them one by one")
        takers[target] = source.path
    return tuple(takers)
