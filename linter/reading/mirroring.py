"""Where the copy of each file of a tree goes."""

from __future__ import annotations

from pathlib import Path

from linter.errors import ReadError
from linter.reading.ignoring import whole_path


def mirror(source: Path, base: Path, output: Path) -> Path:
    """Return where the copy of ``source`` goes in the folder ``output``."""
    try:
        return output / whole_path(source).relative_to(base)
    except ValueError:
        raise ReadError(f"{source}: is not in {base}; name its folder") from None


def check_apart(source: Path, target: Path) -> None:
    """Raise `ReadError` where the copy of a file would replace it."""
    if target.resolve() == source.resolve():
        raise ReadError(f"{source}: its copy would replace it; name another --output")
